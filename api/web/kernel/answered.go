package kernel

import (
	"slices"
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
func (v *Visit) Answered(of casework.Kind, form casework.Form, args map[string][]string, office *core.Office, item policy.Item, text func(id string) (string, error)) ([]Fact, error) {
	var out []Fact
	for _, f := range form.Fields {
		codes := args[f.Name]
		if id := args[f.Name+"_id"]; f.Name != "reason" && len(id) > 0 {
			said, err := text(id[0])
			if err != nil {
				return nil, err
			}
			codes = []string{said}
		}
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
	said := slices.Clone(codes)
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
