package policy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Change is one difference between two versions of a policy. Clock is empty
// for what stands above the rules; Old or New is empty where one of them says
// nothing.
type Change struct {
	Clock string `json:"clock,omitempty"`
	Field string `json:"field"` // limit, ladder[1].after
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Compare lists what b says otherwise than a: first the head, then clock by
// clock in the order of b, those b dropped last. Ids and version numbers, which
// always differ or never, are left out.
func Compare(a, b Policy) []Change {
	out := differ("", head(a), head(b))
	was, is := clocks(a), clocks(b)
	for _, r := range b.Rules {
		out = append(out, differ(r.Clock, leaves(was[r.Clock]), leaves(is[r.Clock]))...)
	}
	for _, r := range a.Rules {
		if _, kept := is[r.Clock]; !kept {
			out = append(out, differ(r.Clock, leaves(was[r.Clock]), nil)...)
		}
	}
	return out
}

func head(p Policy) map[string]string {
	p.ID, p.Version, p.Rules = "", 0, nil
	return leaves(&p)
}

func clocks(p Policy) map[string]any {
	out := map[string]any{}
	for _, r := range p.Rules {
		out[r.Clock] = &r
	}
	return out
}

func differ(clock string, a, b map[string]string) []Change {
	fields := map[string]bool{}
	for _, m := range []map[string]string{a, b} {
		for f := range m {
			fields[f] = true
		}
	}
	out := []Change{}
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		if a[f] != b[f] {
			out = append(out, Change{Clock: clock, Field: f, Old: a[f], New: b[f]})
		}
	}
	return out
}

// leaves spells a document out as field path and value. What is nil, empty or
// zero says nothing and is left out.
func leaves(v any) map[string]string {
	out := map[string]string{}
	if v == nil {
		return out
	}
	text, err := json.Marshal(v)
	var doc any
	if err == nil {
		err = json.Unmarshal(text, &doc)
	}
	if err != nil {
		panic(fmt.Sprintf("policy: a document that is no JSON: %v", err)) // strings, numbers and lists of them
	}
	spell("", doc, out)
	return out
}

func spell(path string, v any, out map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			spell(strings.TrimPrefix(path+"."+k, "."), inner, out)
		}
	case []any:
		if words, ok := plain(v); ok {
			spell(path, words, out) // an empty list says nothing
			return
		}
		for i, inner := range v {
			spell(fmt.Sprintf("%s[%d]", path, i), inner, out)
		}
	case nil:
	default:
		if text := fmt.Sprint(v); text != "" && text != "0" && text != "false" {
			out[path] = text
		}
	}
}

// plain joins a list of words, as roles are written.
func plain(list []any) (string, bool) {
	words := make([]string, len(list))
	for i, v := range list {
		word, ok := v.(string)
		if !ok {
			return "", false
		}
		words[i] = word
	}
	return strings.Join(words, ", "), true
}
