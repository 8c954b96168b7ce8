package kernel

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// TypedFields are the item's own questions as they were answered.
func (v *Visit) TypedFields(item policy.Item) map[string]string {
	out := map[string]string{}
	for _, q := range item.Fields {
		if value := strings.ReplaceAll(v.Form("fields."+q.Name), "\r\n", "\n"); value != "" {
			out[q.Name] = value
		}
	}
	return out
}

// OfficeOptions are the units, posts or people of the office a field offers.
func (v *Visit) OfficeOptions(q policy.FormField, office *core.Office, value string) (out []OptionView) {
	add := func(id, name string) { out = append(out, OptionView{Value: id, Label: name, On: id == value}) }
	switch q.Type {
	case policy.FieldUnit:
		for _, u := range office.Units {
			add(u.ID, v.UnitName(office, u.ID))
		}
	case policy.FieldPost:
		for _, p := range office.Posts {
			if !slices.Contains([]casework.Role{casework.Admin, casework.Auditor}, p.Role) {
				add(p.ID, v.PostName(office, p.ID, p.Name))
			}
		}
	case policy.FieldPerson:
		for _, m := range office.Persons {
			if m.Active {
				add(m.ID, m.Name)
			}
		}
	}
	return out
}

// Material names a paper of an item, and in which form it is wanted.
func (v *Visit) Material(item policy.Item, code string) (name, note string) {
	for _, m := range item.Materials {
		if m.Code == code {
			return v.Pick(m.Name, m.NameEn), m.Format
		}
	}
	return code, ""
}

// Promised tells whether an item is a promise to the public; what the office takes
// in for itself is none (R032).
func (v *Visit) Promised(it policy.Item) bool { return v.Kinds.Of(it.Kind).Window && !it.Practice }

// ItemGroups are the items that fit, by class, in the order of the catalogue.
func (v *Visit) ItemGroups(office *core.Office, fits func(policy.Item) bool) []ItemGroup {
	var groups []ItemGroup
	for _, item := range office.Items {
		if !fits(item) {
			continue
		}
		name := v.className(item)
		i := slices.IndexFunc(groups, func(g ItemGroup) bool { return g.Name == name })
		if i < 0 {
			groups = append(groups, ItemGroup{Name: name})
			i = len(groups) - 1
		}
		groups[i].Items = append(groups[i].Items, v.ItemView(item, office))
	}
	return groups
}

// className is what an item is: a permit, a service, or a kind without classes.
func (v *Visit) className(item policy.Item) string {
	if item.Class == "" {
		return v.Kind(item.Kind)
	}
	return words.Say(v.Lang, words.Class, item.Class)
}

// ItemGroup is the items of one unit.
type ItemGroup struct {
	Name  string
	Items []ItemView
}

// ItemView is what a visitor is told about an item, all at once (R021).
type ItemView struct {
	ID, Name, Class                  string
	Promised, Statutory, Fee, Office string
	Told                             []toldView
	Practice                         bool
	N, Unit                          string // of the promise, for the calculator
	Materials                        []materialView
	Counter                          bool // handled over a counter: what to bring and to pay is said
}

// toldView is one thing told. Cites: it names articles, which open.
type toldView struct {
	Name, Text string
	Cites      bool
}

type materialView struct {
	Code, Name, Format, Copies, Issuer string
	Required                           bool
}

// ItemView tells all that is to be told of an item at once (R021).
func (v *Visit) ItemView(item policy.Item, office *core.Office) ItemView {
	out := ItemView{
		ID: item.ID, Name: v.Pick(item.Name, item.NameEn), Class: v.className(item), Promised: v.Limit(item.Promised), Statutory: v.Limit(item.Statutory),
		Fee: item.Fee, Office: v.UnitName(office, item.Unit), Practice: item.Practice, Counter: v.Kinds.Of(item.Kind).Window,
	}
	for _, t := range item.Says(v.Kinds.Of(item.Kind)) {
		if t.Name == "materials" {
			out.bring(v, item)
			continue
		}
		switch t.Name {
		case "promised", "statutory", "term":
			t.Text = v.Limit(t.Text)
		case "handler", "responsible":
			t.Text = v.PostName(office, t.Text, "")
		}
		out.Told = append(out.Told, toldView{t.Name, t.Text, slices.Contains([]string{"basis", "fee_basis"}, t.Name)})
	}
	if l, err := calendar.ParseLimit(item.Promised); err == nil {
		out.N, out.Unit = strconv.Itoa(l.N), string(l.Unit)
	}
	return out
}

// bring lists the papers to bring.
func (i *ItemView) bring(v *Visit, item policy.Item) {
	for _, m := range item.Materials {
		i.Materials = append(i.Materials, materialView{
			Code: m.Code, Name: v.Pick(m.Name, m.NameEn), Format: m.Format, Copies: v.T("item.copies", max(m.Copies, 1)), Issuer: m.Issuer, Required: m.Required,
		})
	}
}

// fieldInputs are how the fields of an item are asked for on a page.
var fieldInputs = map[string]string{
	"text": "text", "tel": "tel", policy.FieldMail: "email", "textarea": "textarea",
	policy.FieldSelect: "select", policy.FieldCheckbox: "checks", policy.FieldNumber: "text", policy.FieldMoment: "datetime-local",
	policy.FieldUnit: "select", policy.FieldPost: "select", policy.FieldPerson: "select",
}

// ItemFields are the item's own questions. What was typed stands in them again.
func (v *Visit) ItemFields(item policy.Item, office *core.Office) []FieldView {
	typed := v.C.Request.PostForm
	var out []FieldView
	for _, q := range item.Fields {
		f := FieldView{
			ID: "f-" + q.Name, Name: "fields." + q.Name, Type: fieldInputs[q.Type], Label: v.Pick(q.Label, q.LabelEn), Required: q.Required, Value: typed.Get("fields." + q.Name), Auto: "off",
		}
		for _, o := range q.Options {
			label := o
			if q.Fact { // codes, not words
				label = words.Of(v.Lang, v.Kinds.Of(item.Kind), words.Fact, o)
			}
			f.Options = append(f.Options, OptionView{Value: o, Label: label, On: o == f.Value})
		}
		f.Options = append(f.Options, v.OfficeOptions(q, office, f.Value)...)
		if q.Type == policy.FieldCheckbox {
			f.Options = []OptionView{{Value: "true", Label: v.T("yes"), On: f.Value == "true"}}
		}
		out = append(out, f)
	}
	return out
}
