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
	if kinds == nil || !kinds.Of(it.Kind).Applicant {
		return it
	}
	it.Fields = slices.Clone(it.Fields)
	for _, f := range hearing {
		if !slices.ContainsFunc(it.Fields, func(own FormField) bool { return own.Name == f.Name }) {
			it.Fields = append(it.Fields, f)
		}
	}
	return it
}
