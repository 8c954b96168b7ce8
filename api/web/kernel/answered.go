package kernel

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// Answered says in words what a command answers to the questions of its form, in their order. text
// reads what is stored as a text, and answers an empty one where it may not be read; the reason is
// left out, and so is what only a program reads.
func (v *Visit) Answered(of casework.Kind, form casework.Form, args casework.Args, office *core.Office, item policy.Item, text func(id string) (string, error)) ([]Fact, error) {
	given, err := byName(args)
	if err != nil {
		return nil, err
	}
	var out []Fact
	for _, f := range form.Fields {
		if id := given[f.Name+"_id"]; f.Name != "reason" && len(id) > 0 {
			said, err := text(id[0])
			if err != nil {
				return nil, err
			}
			given[f.Name] = []string{said}
		}
		codes := given[f.Name]
		if len(codes) == 0 || codes[0] == "" || f.Type == casework.FieldRequest || f.Type == casework.FieldFile || f.Type == casework.FieldProof {
			continue
		}
		out = append(out, v.answer(of, form.Command, f, codes, office, item))
	}
	return out, nil
}

func (v *Visit) answer(of casework.Kind, command string, f casework.Field, codes []string, office *core.Office, item policy.Item) Fact {
	switch f.Type {
	case casework.FieldPapers:
		f.Type = casework.FieldMaterials // which, and not how each came
	case casework.FieldBool:
		f.Choices = nil
	}
	if fieldTypes[f.Type] == "select" || fieldTypes[f.Type] == "checks" {
		f.Choices = codes
	}
	field := v.Field(of, command, f, office, item, codes)
	said := codes
	if len(field.Options) > 0 {
		said = nil
		for _, o := range field.Options {
			if o.On {
				said = append(said, o.Label)
			}
		}
	}
	for i := range said {
		switch f.Type {
		case casework.FieldTime:
			if at, err := time.Parse(time.RFC3339Nano, said[i]); err == nil {
				said[i] = v.Stamp(at)
			}
		case casework.FieldLimit:
			said[i] = words.LimitText(v.Lang, said[i])
		}
	}
	return Fact{Name: field.Label, Value: strings.Join(said, v.T("list.and"))}
}

// byName are the arguments by the names of the fields they answer, as codes.
func byName(args casework.Args) (map[string][]string, error) {
	written, err := json.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("arguments of a command: %w", err)
	}
	var all map[string]any
	if err := json.Unmarshal(written, &all); err != nil {
		return nil, fmt.Errorf("arguments of a command: %w", err)
	}
	out := map[string][]string{}
	for name, value := range all {
		several, ok := value.([]any)
		if !ok {
			several = []any{value}
		}
		for _, one := range several {
			if paper, ok := one.(map[string]any); ok { // each as it was brought
				one = paper["code"]
			}
			out[name] = append(out[name], fmt.Sprint(one))
		}
	}
	return out, nil
}
