package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Told is one thing a matter says of itself.
type Told struct{ Name, Text string }

// Says is all that a matter tells whoever comes for it, at once and in the order of its
// kind (R021).
func (it Item) Says(d *kind.Declaration) (out []Told) {
	for _, t := range d.Told {
		if text := it.told(t.Name); text != "" {
			out = append(out, Told{t.Name, text})
		}
	}
	return out
}

// free is how a fee begins that has no basis, because there is none.
const free = "不收费"

func (it Item) told(name string) string {
	switch name {
	case "promised":
		return it.Promised
	case "statutory":
		return it.Statutory
	case "basis":
		return it.Basis
	case "condition":
		return it.Condition
	case "procedure":
		return it.Procedure
	case "fee":
		return it.Fee
	case "fee_basis":
		return it.FeeBasis
	case "place":
		return it.Place
	case "phone":
		return it.Phone
	case "result":
		return it.Result
	case "term":
		return it.Term
	case "window":
		return it.Window
	case "handler":
		if it.Responsible != "" { // who is named names both (R225)
			return it.Post
		}
	case "responsible":
		return it.Responsible
	case "watch_phone":
		return it.Watch
	case "code":
		return it.Code
	case "materials":
		var names []string
		for _, m := range it.Materials {
			names = append(names, m.Name)
		}
		return strings.Join(names, "、")
	}
	return ""
}

// told refuses a matter that leaves out what its kind has to say, or to ask.
func (ps *Problems) told(d *kind.Declaration, it Item) {
	for _, t := range d.Told {
		unsaid := it.told(t.Name) == "" && !(t.Name == "fee_basis" && strings.HasPrefix(it.Fee, free))
		if t.Needed && unsaid {
			ps.refuse(casework.Invalid, t.Name, cmp.Or(t.Rule, "required"), "item %q", it.ID)
		}
	}
	for _, t := range d.Asked {
		if !slices.ContainsFunc(it.Fields, func(f FormField) bool { return f.Name == t.Name && f.Required }) {
			ps.refuse(casework.Invalid, "fields."+t.Name, cmp.Or(t.Rule, "required"), "item %q does not ask for it", it.ID)
		}
	}
}
