package policy

import (
	"reflect"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// ItemDraft is a matter of the catalogue in the making. Upon is the version whose words it
// began with, 0 for a new matter: where another came into force meanwhile, what was drafted
// was never held against it.
type ItemDraft struct {
	Item
	Drafted
	Upon int `json:"upon"`
}

// Edit puts other words into a draft, as of the newest version there is.
func (d *ItemDraft) Edit(by string, revision, newest int, it Item, at time.Time) error {
	if err := d.open(revision); err != nil {
		return err
	}
	if it.ID != "" && it.ID != d.ID {
		return casework.FieldError(casework.Invalid, "id", "")
	}
	it.ID = d.ID
	d.Item, d.Upon = it, newest
	d.edited(by, at)
	return nil
}

// Same tells two versions of a matter that say the same; what is left out is empty.
func (it Item) Same(other Item) bool { return reflect.DeepEqual(bare(it), bare(other)) }

// bare is an item in which what is empty is left out.
func bare(it Item) Item {
	it.Materials, it.Fields, it.Review = orNone(it.Materials), orNone(it.Fields), orNone(it.Review)
	it.Fields = slices.Clone(it.Fields)
	for i := range it.Fields {
		it.Fields[i].Options = orNone(it.Fields[i].Options)
	}
	return it
}

func orNone[T any](all []T) []T {
	if len(all) == 0 {
		return nil
	}
	return all
}

// House is what a matter has to fit in with: who is in the office, and what binds it.
type House struct {
	Kinds    *kind.Set
	Units    []casework.Unit
	Posts    []casework.Post
	Policies []Policy
	Presets  Presets
	Law      Articles
}

// Check tells everything for which a matter may not be published: what CheckItem refuses, a
// basis that opens no article, a unit or post the office has not, a policy that tells
// somebody nobody is. The error is Problems, each naming its field within the item.
func (h House) Check(it Item) error {
	var ps Problems
	if problems, ok := CheckItem(h.Kinds, it, h.Policies, h.Presets).(Problems); ok { //nolint:errorlint // CheckItem returns them bare
		ps = problems
	}
	for _, b := range []struct{ field, basis string }{{"basis", it.Basis}, {"fee_basis", it.FeeBasis}, {"reconsider_first", it.ReconsiderFirst}} {
		if b.basis == "" {
			continue // refused elsewhere where it has to be said
		}
		if err := h.Law.Check(b.basis); err != nil {
			ps.refuse(casework.BasisUnknown, b.field, "R032", "%v", err)
		}
	}
	unit := slices.ContainsFunc(h.Units, func(u casework.Unit) bool { return u.ID == it.Unit })
	if !unit {
		ps.refuse(casework.Invalid, "unit", "choice", "no unit %q", it.Unit)
	}
	for _, p := range []struct{ field, post string }{{"post", it.Post}, {"responsible", it.Responsible}} {
		known := slices.ContainsFunc(h.Posts, func(o casework.Post) bool { return o.ID == p.post })
		if !known && (p.post != "" || p.field == "post") {
			ps.refuse(casework.Invalid, p.field, "choice", "no post %q", p.post)
		}
	}
	if missing := h.Unplayed(it); unit && h.Kinds.Of(it.Kind).Window && len(missing) > 0 {
		ps.refuse(casework.NobodyPlays, "unit", "", "%s: %v", it.Unit, missing)
	}
	return ps.err()
}

// ofTheCase are roles that the post of the case plays, or the person himself.
var ofTheCase = []casework.Role{
	"", casework.Handler, casework.ActingHolder, casework.NextBackup, casework.PersonConcerned, casework.Assigner,
	casework.Investigator, casework.Applicant,
}

// Unplayed lists the roles the policy of a matter tells, or asks, that nobody plays for its
// unit: a ladder that ends in silence.
func (h House) Unplayed(it Item) (missing []casework.Role) {
	for _, role := range Named(it, h.Policies) {
		if !slices.Contains(ofTheCase, role) && !slices.Contains(missing, role) && !h.plays(it.Unit, role) {
			missing = append(missing, role)
		}
	}
	return missing
}

// plays tells whether a post plays a role for a unit, as the store finds it: on the
// way up, or beside it; a clerk, handler or section head only on the way.
func (h House) plays(unit string, role casework.Role) bool {
	own := slices.Contains([]casework.Role{casework.Clerk, casework.Handler, casework.SectionHead}, role)
	way := h.way(unit)
	return slices.ContainsFunc(h.Posts, func(p casework.Post) bool {
		if p.Role != role {
			return false
		}
		other := h.way(p.Unit)
		if own {
			return slices.Contains(way, p.Unit)
		}
		return len(way) > 0 && len(other) > 0 && way[len(way)-1] == other[len(other)-1]
	})
}

// way is a unit and those above it, up to the head of its tree.
func (h House) way(unit string) []string {
	var way []string
	for unit != "" && !slices.Contains(way, unit) {
		way = append(way, unit)
		i := slices.IndexFunc(h.Units, func(u casework.Unit) bool { return u.ID == unit })
		if i < 0 {
			break
		}
		unit = h.Units[i].Parent
	}
	return way
}

// Ref names a version of a matter.
func (v ItemVersion) Ref() string { return ref(v.ID, v.Version) }
