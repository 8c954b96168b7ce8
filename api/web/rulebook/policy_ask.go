package rulebook

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
)

// question is one field of the form: where it stands, how it is asked, and of which codes it is
// one. Every field that a policy can have is asked; a test holds this against the types.
type question struct{ group, name, asked, codes string }

var headQuestions = []question{{"head", "title", "text", ""}, {"head", "title_en", "text", ""}, {"head", "class", "select", "classes"}}

var ruleQuestions = []question{
	{"main", "clock", "select", "clocks"}, {"main", "limit", "text", ""}, {"main", "owner", "select", "owners"}, {"main", "outcome", "select", "outcomes"},
	{"main", "rule", "text", ""}, {"main", "basis", "text", ""},
	{"stop", "pausable", "check", ""}, {"stop", "pause_cap", "text", ""}, {"stop", "pause_basis", "text", ""}, {"stop", "stops", "checks", "pauses"},
	{"extension", "extension", "check", ""}, {"extension", "extension.rule", "text", ""}, {"extension", "extension.cap", "text", ""}, {"extension", "extension.deciders", "checks", "roles"},
	{"extension", "extension.delegated", "select", "roles"}, {"extension", "extension.hears", "checks", "roles"}, {"extension", "extension.once", "check", ""},
	{"extension", "extension.most", "text", ""}, {"extension", "extension.within", "select", "own"}, {"extension", "extension.stretch", "text", ""},
	{"extra", "limit_cap", "text", ""}, {"extra", "chosen", "select", "choices"}, {"extra", "ceiling", "select", "ceilings"}, {"extra", "right", "check", ""},
	{"extra", "since", "select", "periods"}, {"extra", "into", "text", ""}, {"extra", "chases", "check", ""}, {"extra", "asks_for", "select", "lists"},
}

var warnQuestions = []question{{"warn", "at", "select", "warnings"}, {"warn", "before", "text", ""}, {"warn", "to", "checks", "roles"}}

var rungQuestions = []question{
	{"ladder", "level", "select", "levels"}, {"ladder", "after", "text", ""}, {"ladder", "to", "checks", "roles"}, {"ladder", "card", "select", "cards"},
	{"ladder", "opens", "check", ""}, {"ladder", "over_head", "text", ""}, {"ladder", "every", "text", ""}, {"ladder", "explain", "select", "own"},
	{"ladder", "owes", "select", "own"}, {"ladder", "rule", "text", ""}, {"ladder", "proposes", "select", "measures"},
}

// needed are answered always.
var needed = strings.Fields("clock limit owner outcome rule basis title title_en warn.at ladder.level")

// head asks for what a policy says beside its clocks: its names, and what the office chose.
func (d *drafting) head(in url.Values) (out []kernel.FieldView) {
	for _, q := range headQuestions {
		out = append(out, d.ask("", q, in))
	}
	for _, c := range d.presets.Choices {
		f := kernel.FieldView{Name: "choices." + c.Key, Type: "select", Label: d.Pick(c.What, c.WhatEn), Value: in.Get("choices." + c.Key), Hint: strings.Join(c.Rules, " ")}
		for _, o := range c.Options {
			f.Options = append(f.Options, kernel.OptionView{Value: o.Value, Label: o.Value, Note: o.Source})
		}
		out = append(out, chosen(f))
	}
	for _, name := range sortedNames(in, "choices.", "by_choice.") { // what is no preset of today, or leads elsewhere
		if !slices.ContainsFunc(out, func(f kernel.FieldView) bool { return f.Name == name }) {
			label := d.T("rulefield.choices") + " " + strings.TrimPrefix(name, "choices.")
			if on, ok := strings.CutPrefix(name, "by_choice."); ok {
				label = d.T("rulefield.by_choice", strings.Replace(on, ".", " = ", 1))
			}
			out = append(out, kernel.FieldView{Name: name, Type: "text", Label: label, Value: in.Get(name)})
		}
	}
	return identified(out)
}

func sortedNames(in url.Values, prefixes ...string) (out []string) {
	for name := range in {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// clock are all fields of one clock, those of its lists among them.
func (d *drafting) clock(i int, in url.Values) (out []kernel.FieldView) {
	at := rulePath(i)
	for _, q := range ruleQuestions {
		out = append(out, d.ask(at+".", q, in))
	}
	for _, list := range []struct {
		name string
		asks []question
	}{{"warn", warnQuestions}, {"ladder", rungQuestions}} {
		path := at + "." + list.name
		out = append(out, kernel.FieldView{Name: path, Type: "count", Label: d.T("rulefield." + list.name), Value: cmp.Or(in.Get(path), "0")})
		for j := range min(number(in.Get(path)), mostRows) {
			for _, q := range list.asks {
				out = append(out, d.ask(rowPath(i, list.name, j)+".", q, in))
			}
		}
	}
	return identified(out)
}

// ask is one field as it stands.
func (d *drafting) ask(at string, q question, in url.Values) kernel.FieldView {
	name := at + q.name
	key := q.name
	if q.group == "warn" || q.group == "ladder" {
		key = q.group + "." + q.name
	}
	f := kernel.FieldView{Name: name, Type: q.asked, Label: d.T("rulefield." + key), Value: in.Get(name), Required: slices.Contains(needed, key)}
	if t, ok := label.Find("rulehint." + key); ok {
		f.Hint = t.In(d.Lang)
	}
	if q.name == "pause_cap" || q.name == "extension.cap" { // a number alone says nothing
		f.Hint = d.unitOf(in.Get(at + "limit"))
	}
	if q.asked != "select" && q.asked != "checks" {
		return f
	}
	given := in[name]
	for _, code := range slices.Concat(given, d.codes(q.codes)) { // what is chosen first, in its order: the order is kept
		if code != "" && !slices.ContainsFunc(f.Options, func(o kernel.OptionView) bool { return o.Value == code }) {
			f.Options = append(f.Options, kernel.OptionView{Value: code, Label: d.code(q.codes, code), On: slices.Contains(given, code)})
		}
	}
	if q.asked == "select" {
		slices.SortStableFunc(f.Options, func(a, b kernel.OptionView) int {
			order := d.codes(q.codes)
			return cmp.Compare(uint(slices.Index(order, a.Value)), uint(slices.Index(order, b.Value))) //nolint:gosec // what is not in the list comes last
		})
	}
	return f
}

func identified(fields []kernel.FieldView) []kernel.FieldView {
	for i := range fields {
		fields[i].ID = fieldID(fields[i].Name)
	}
	return fields
}

// chosen marks the option that a field holds; what is none of them stays, as it is written.
func chosen(f kernel.FieldView) kernel.FieldView {
	if f.Value != "" && !slices.ContainsFunc(f.Options, func(o kernel.OptionView) bool { return o.Value == f.Value }) {
		f.Options = append(f.Options, kernel.OptionView{Value: f.Value, Label: f.Value})
	}
	for i := range f.Options {
		f.Options[i].On = f.Options[i].Value == f.Value
	}
	return f
}
