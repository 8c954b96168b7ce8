package access

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Reach narrows a list to what a person may see. A case is in reach when All is
// set, or when its unit, its post or whoever registered it is named: the parts
// add up, because one person may hold several posts.
type Reach struct {
	All    bool
	Units  []string // every unit is spelled out, those below included
	Posts  []string
	Person string // cases this person registered
	// Joint reaches cases too in which one of these units or posts has a part.
	Joint bool
	// Concerned reaches cases about this person, whatever Against says.
	Concerned string
	// Against are posts of his own: cases that stand against one are left out, and
	// those that name him, Accused.
	Against []string
	Accused string
	// Beside leaves out the cases over a matter for which this person answers in
	// another one.
	Beside string
	// Aside are units he reaches as one who stands aside: cases that went upward
	// are left out there, unless they are his own.
	Aside []string
}

// Holds tells whether a case is in reach.
func (r Reach) Holds(s Subject) bool {
	switch {
	case r.Concerned != "" && r.Concerned == s.Concerned:
		return true
	case s.Against != "" && slices.Contains(r.Against, s.Against), s.Accused != "" && s.Accused == r.Accused, slices.Contains(s.Beside, r.Beside):
		return false
	}
	part := func(p Place) bool {
		return slices.Contains(r.Units, p.Unit) || slices.Contains(r.Posts, p.Post) || s.Office == "" && slices.Contains(r.Aside, p.Unit)
	}
	return r.All || part(Place{s.Unit, s.Post}) || r.Joint && slices.ContainsFunc(s.Parts, part) ||
		(s.Office != "" && slices.Contains(r.Posts, s.Office)) ||
		(r.Person != "" && r.Person == s.RegisteredBy)
}

// Cover finds how far a list of cases of one kind reaches for p. It agrees with
// Decide case by case. The error is Unauthenticated or Forbidden, as Decide's;
// an action that is of no case has no reach.
func (t *Table) Cover(p casework.Principal, action string, of casework.Kind, tree Tree) (Reach, error) {
	row := t.find(action, of)
	switch {
	case row == nil || of == "":
		return Reach{}, refuse("", "%s lists no cases of kind %q", action, of)
	case p.Person == "":
		return Reach{}, casework.Errorf(casework.Unauthenticated, "%s needs a session", action)
	}
	declared := t.kinds.Of(of)
	reach := Reach{Joint: declared.Joint && (row.View || row.Joint)}
	refusal := refuse("", "no role held may %s of kind %q", action, of)
	found := row.Scopes[casework.PersonConcerned] > None
	if found {
		reach.Concerned = p.Person
	}
	if declared.Accuses != "" {
		reach.Accused = p.Person
	}
	if declared.Parted {
		reach.Beside = p.Person
	}
	for _, h := range p.Holdings {
		if declared.Upward {
			reach.Against = include(reach.Against, h.Post)
		}
		if row.reach(h.Role) == None {
			continue
		}
		if err := cmp.Or(row.idle(h), t.passes(row, p, h, Subject{})); err != nil {
			refusal = err
			continue
		}
		found = true
		h.Line = t.kinds.Posts().Lined(h.Role, h.Line)
		reach.add(p, h, row, t.standsAside(of, h.Role), tree)
	}
	if reach.All {
		reach.Joint = false
	}
	if !found {
		return Reach{}, refusal
	}
	return reach, nil
}

// add widens the reach by what one holding gives.
func (r *Reach) add(p casework.Principal, h casework.Holding, row *Row, aside bool, tree Tree) {
	if h.Role == casework.Clerk {
		r.Person = p.Person
	}
	r.Posts = include(r.Posts, h.Post)
	units := &r.Units
	if aside {
		units = &r.Aside
	}
	switch row.reach(h.Role) {
	case All:
		r.All = true
	case Bureau:
		for _, top := range tree.line(h) {
			*units = include(*units, tree.Below(top)...)
		}
	case Unit:
		*units = include(*units, tree.Below(h.Unit)...)
	}
}

func include(list []string, more ...string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}
