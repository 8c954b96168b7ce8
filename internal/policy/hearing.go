package policy

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// FieldMail is the type of a mail address.
const FieldMail = "email"

// hearing is what every form asks where somebody outside waits for the answer: by which way
// he is told (R005). A way that is added later is an option more, and where it goes to.
var hearing = []FormField{
	{
		Name: casework.FactWay, Label: "告知方式", LabelEn: "How to be told", Type: FieldSelect, Fact: true, Rule: "R005",
		Options: []string{casework.WayPaper, casework.WayMail},
	},
	{Name: casework.FieldEmail, Label: "电子邮箱（选择电子邮件的，必填）", LabelEn: "Mail address (needed for e-mail)", Type: FieldMail, Max: 254, Rule: "R005"},
}

// elsewhere is what every form asks where somebody takes the matter in: which other system of
// an office holds it already, under which number, and by when its result is wanted there.
// Nobody types it twice: what is held there enters by a table, under that number, once.
var elsewhere = []FormField{
	{
		Name: casework.FactOutsideSystem, Label: "原登记系统", LabelEn: "Held already by", Type: FieldSelect, Fact: true,
		Options: []string{"hotline", "portal", "petitions", "another_office"},
	},
	{Name: casework.FieldOutsideNumber, Label: "原系统编号", LabelEn: "Number there", Type: "text", Max: 60, Unique: true},
	{Name: casework.FactOutsideUntil, Label: "原系统要求的办结期限", LabelEn: "Wanted there by", Type: FieldMoment, Fact: true},
}

// agreeing is what the form of a kind asks whose papers may reach him by a way he has to have
// agreed to (民事诉讼法 90).
func agreeing(d *kind.Declaration) (out []FormField) {
	for _, w := range d.Ways {
		if w.Agreed != "" {
			out = append(out, FormField{
				Name: w.Agreed, Label: "同意电子送达（文书送达上面的电子邮箱）", LabelEn: "Agrees to be served electronically, at the address above",
				Type: FieldCheckbox, Fact: true, Rule: w.Basis,
			})
		}
	}
	return out
}

// Elsewhere tells of a question whether it is one of those every form asks about the system
// that holds the matter already.
func Elsewhere(f FormField) bool {
	return slices.ContainsFunc(elsewhere, func(e FormField) bool { return e.Name == f.Name && e.Label == f.Label })
}

// renewing is what whoever wants a permit prolonged is asked beside: silence counts from there
// (行政许可法 50).
var renewing = FormField{
	Name: casework.FactExpires, Label: "现有许可的有效期届满日（应在届满三十日前提出延续）", LabelEn: "Last day of the permit that runs (to be asked for 30 days before)",
	Type: FieldMoment, Fact: true, Required: true, Rule: "R037",
}

// Asking are matters as the counter takes them in: each with its own questions, and those
// that all of its kind ask.
func Asking(kinds *kind.Set, items []Item) []Item {
	out := slices.Clone(items)
	for i := range out {
		out[i] = asking(kinds, out[i])
	}
	return out
}

// AskingEver is Asking for every version of them.
func AskingEver(kinds *kind.Set, versions []ItemVersion) []ItemVersion {
	out := slices.Clone(versions)
	for i := range out {
		out[i].Item = asking(kinds, out[i].Item)
	}
	return out
}

func asking(kinds *kind.Set, it Item) Item {
	if kinds == nil {
		return it
	}
	declared := kinds.Of(it.Kind)
	var common []FormField
	if declared.Applicant {
		common = append(common, hearing...)
	}
	common = append(common, agreeing(declared)...)
	if declared.Entry == kind.ByForm {
		common = append(common, elsewhere...)
	}
	if it.DeemRenew {
		common = append(common, renewing)
	}
	it.Fields = slices.Clone(it.Fields)
	for _, f := range common {
		if !slices.ContainsFunc(it.Fields, func(own FormField) bool { return own.Name == f.Name }) {
			it.Fields = append(it.Fields, f)
		}
	}
	return it
}
