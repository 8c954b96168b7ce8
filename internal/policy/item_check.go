package policy

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// fieldTypes are what a form may ask in.
var fieldTypes = append([]string{"text", "tel", FieldMail, "textarea"}, coded...)

// FieldTypes are the types a question of a form may have.
func FieldTypes() []string { return slices.Clone(fieldTypes) }

// CheckItem tells everything for which a matter cannot stand in the catalogue: a
// policy that is not there or not for it, limits that cannot be read, a promise
// longer than the statute (R037), a form that asks one thing twice. The error is
// Problems, each naming its field within the item. policies are those published.
func CheckItem(kinds *kind.Set, it Item, policies []Policy, presets Presets) error {
	var ps Problems
	for _, f := range []struct{ name, value string }{{"id", it.ID}, {"name", it.Name}} {
		if f.value == "" {
			ps.refuse(casework.Invalid, f.name, "required", "item %q", it.ID)
		}
	}
	p, found := newest(policies, it)
	switch {
	case !kinds.Knows(it.Kind):
		ps.refuse(casework.Invalid, "kind", "choice", "no kind %q", it.Kind)
	case !found:
		ps.refuse(casework.Invalid, "policy", "choice", "no policy %q", it.Policy)
	case p.Kind != it.Kind:
		ps.refuse(casework.Invalid, "policy", "choice", "policy %s is for %s", p.ID, p.Kind)
	case p.Class != "" && p.Class != it.Class:
		ps.refuse(casework.Invalid, "class", "choice", "policy %s is for %s", p.ID, p.Class)
	}
	ps.told(kinds.Of(it.Kind), it)
	if err := checkPromise(it, found && presets.choice(p, Promise) != PromiseEqual); err != nil && it.Promised != "" {
		ps.add(err, "R037")
	}
	ps.add(checkFacts(it), "")
	ps.add(checkConsent(kinds, it), "")
	ps.materials(it)
	ps.handling(it, p)
	ps.fields(it)
	return ps.err()
}

// newest is the version of an item's policy that new cases pin.
func newest(policies []Policy, it Item) (p Policy, found bool) {
	for _, q := range policies {
		if it.Uses(q.ID) && (!found || q.Version > p.Version) {
			p, found = q, true
		}
	}
	return p, found
}

// add takes a refusal in as it is.
func (ps *Problems) add(err error, rule string) {
	if e, ok := err.(*casework.Error); ok { //nolint:errorlint // the checks of this room return them bare
		if e.Rule == "" {
			e.Rule = rule
		}
		*ps = append(*ps, e)
	}
}

func (ps *Problems) materials(it Item) {
	seen := map[string]bool{}
	for i, m := range it.Materials {
		at := fmt.Sprintf("materials[%d]", i)
		switch {
		case m.Code == "" || m.Name == "":
			ps.refuse(casework.Invalid, at, "R021", "a material has a code and a name")
		case seen[m.Code]:
			ps.refuse(casework.Invalid, at+".code", "unique", "%s stands twice", m.Code)
		case m.Copies < 0:
			ps.refuse(casework.Invalid, at+".copies", "min:0", "%d", m.Copies)
		case m.Form != "" && m.Form != casework.PaperOriginal && m.Form != casework.PaperCopy:
			ps.refuse(casework.Invalid, at+".form", "choice", "%q", m.Form)
		}
		seen[m.Code] = true
	}
}

func (ps *Problems) fields(it Item) {
	seen := map[string]bool{}
	for i, f := range it.Fields {
		at := fmt.Sprintf("fields[%d]", i)
		switch {
		case f.Name == "" || f.Label == "":
			ps.refuse(casework.Invalid, at, "R002", "a field has a name and a label")
		case seen[f.Name]:
			ps.refuse(casework.Invalid, at+".name", "unique", "%s stands twice", f.Name)
		case !slices.Contains(fieldTypes, f.Type):
			ps.refuse(casework.Invalid, at+".type", "choice", "no type %q", f.Type)
		case f.Max < 0:
			ps.refuse(casework.Invalid, at+".max", "min:0", "%d", f.Max)
		}
		seen[f.Name] = true
	}
}

// Named lists every role the newest policy of an item tells, asks or gives a
// decision to.
func Named(it Item, policies []Policy) []casework.Role {
	p, _ := newest(policies, it)
	var out []casework.Role
	for _, r := range p.Rules {
		out = append(out, r.Owner)
		for _, w := range r.Warn {
			out = append(out, w.To...)
		}
		for _, g := range r.Ladder {
			out = append(out, g.To...)
		}
		if r.Extension != nil {
			out = append(append(out, r.Extension.Deciders...), r.Extension.Delegated)
		}
	}
	return out
}
