package web

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

// typedFields are the item's own questions as they were answered.
func (v *visit) typedFields(item policy.Item) map[string]string {
	out := map[string]string{}
	for _, q := range item.Fields {
		if value := strings.ReplaceAll(v.form("fields."+q.Name), "\r\n", "\n"); value != "" {
			out[q.Name] = value
		}
	}
	return out
}

// officeOptions are the units, posts or people of the office a field offers.
func (v *visit) officeOptions(q policy.FormField, office *core.Office, value string) (out []optionView) {
	add := func(id, name string) { out = append(out, optionView{Value: id, Label: name, On: id == value}) }
	switch q.Type {
	case policy.FieldUnit:
		for _, u := range office.Units {
			add(u.ID, v.unitName(office, u.ID))
		}
	case policy.FieldPost:
		for _, p := range office.Posts {
			if !slices.Contains([]casework.Role{casework.Admin, casework.Auditor}, p.Role) {
				add(p.ID, v.postName(office, p.ID, p.Name))
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

func (v *visit) material(item policy.Item, code string) (name, note string) {
	for _, m := range item.Materials {
		if m.Code == code {
			return v.pick(m.Name, m.NameEn), m.Format
		}
	}
	return code, ""
}

// promised tells whether an item is a promise to the public; what the office takes
// in for itself is none (R032).
func (v *visit) promised(it policy.Item) bool { return v.kinds.Of(it.Kind).Window && !it.Practice }

// itemGroups are the items that fit, by class, in the order of the catalogue.
func (v *visit) itemGroups(office *core.Office, fits func(policy.Item) bool) []itemGroup {
	var groups []itemGroup
	for _, item := range office.Items {
		if !fits(item) {
			continue
		}
		name := v.className(item)
		i := slices.IndexFunc(groups, func(g itemGroup) bool { return g.Name == name })
		if i < 0 {
			groups = append(groups, itemGroup{Name: name})
			i = len(groups) - 1
		}
		groups[i].Items = append(groups[i].Items, v.itemView(item, office))
	}
	return groups
}

// className is what an item is: a permit, a service, or a kind without classes.
func (v *visit) className(item policy.Item) string {
	if item.Class == "" {
		return v.kind(item.Kind)
	}
	return words.Say(v.lang, words.Class, item.Class)
}

type itemGroup struct {
	Name  string
	Items []itemView
}

// itemView is what a visitor is told about an item, all at once (R021).
type itemView struct {
	ID, Name, Class                     string
	Promised, Statutory                 string
	Basis, Condition, Procedure         string
	Fee, FeeBasis, Place, Phone, Office string
	Practice                            bool
	N, Unit                             string // of the promise, for the calculator
	Materials                           []materialView
	Counter                             bool // handled over a counter: what to bring and to pay is said
}

type materialView struct {
	Code, Name, Format, Copies, Issuer string
	Required                           bool
}

func (v *visit) itemView(item policy.Item, office *core.Office) itemView {
	out := itemView{
		ID: item.ID, Name: v.pick(item.Name, item.NameEn), Class: v.className(item), Promised: v.limit(item.Promised), Statutory: v.limit(item.Statutory),
		Basis: item.Basis, Condition: item.Condition, Procedure: item.Procedure, Fee: item.Fee, FeeBasis: item.FeeBasis,
		Place: item.Place, Phone: item.Phone, Office: v.unitName(office, item.Unit), Practice: item.Practice,
		Counter: v.kinds.Of(item.Kind).Window,
	}
	if l, err := calendar.ParseLimit(item.Promised); err == nil {
		out.N, out.Unit = strconv.Itoa(l.N), string(l.Unit)
	}
	for _, m := range item.Materials {
		out.Materials = append(out.Materials, materialView{
			Code: m.Code, Name: v.pick(m.Name, m.NameEn), Format: m.Format, Copies: v.t("item.copies", max(m.Copies, 1)), Issuer: m.Issuer, Required: m.Required,
		})
	}
	return out
}

// fieldInputs are how the fields of an item are asked for on a page.
var fieldInputs = map[string]string{
	"text": "text", "tel": "tel", "textarea": "textarea",
	policy.FieldSelect: "select", policy.FieldCheckbox: "checks", policy.FieldNumber: "text", policy.FieldMoment: "datetime-local",
	policy.FieldUnit: "select", policy.FieldPost: "select", policy.FieldPerson: "select",
}

// itemFields are the item's own questions. What was typed stands in them again.
func (v *visit) itemFields(item policy.Item, office *core.Office) []fieldView {
	typed := v.c.Request.PostForm
	var out []fieldView
	for _, q := range item.Fields {
		f := fieldView{
			ID: "f-" + q.Name, Name: "fields." + q.Name, Type: fieldInputs[q.Type], Label: v.pick(q.Label, q.LabelEn), Required: q.Required, Value: typed.Get("fields." + q.Name), Auto: "off",
		}
		for _, o := range q.Options {
			label := o
			if q.Fact { // codes, not words
				label = words.Say(v.lang, words.Fact, o)
			}
			f.Options = append(f.Options, optionView{Value: o, Label: label, On: o == f.Value})
		}
		f.Options = append(f.Options, v.officeOptions(q, office, f.Value)...)
		if q.Type == policy.FieldCheckbox {
			f.Options = []optionView{{Value: "true", Label: v.t("yes"), On: f.Value == "true"}}
		}
		out = append(out, f)
	}
	return out
}
