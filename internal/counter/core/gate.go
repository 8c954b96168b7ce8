package core

import (
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Decide asks the one table whether p may do action to s, and under which roles. Its
// refusal is one p may hear: see hidden.
func (c *Core) Decide(p casework.Principal, action string, s access.Subject, office *Office) ([]casework.Role, error) {
	roles, err := c.rights.Decide(p, action, s, office.Tree())
	return roles, c.Hidden(p, s, office, err)
}

// Hidden is a refusal as p may hear it. Of a case he may not see he hears what he
// would hear of one that is not there, word for word: whether a number is taken, and
// against whom it stands, is not his to find out by counting (R082).
func (c *Core) Hidden(p casework.Principal, s access.Subject, office *Office, refusal error) error {
	if refusal == nil || s.Number == "" || p.Person == "" || c.May(p, access.CaseView, s, office) {
		return refusal
	}
	return casework.FieldError(casework.NotFound, "number", "")
}

// May is decide where only yes or no matters.
func (c *Core) May(p casework.Principal, action string, s access.Subject, office *Office) bool {
	_, err := c.rights.Decide(p, action, s, office.Tree())
	return err == nil
}

// SubjectOf is a case as the table sees it.
func (c *Core) SubjectOf(view casework.CaseView) access.Subject {
	return c.rights.Subject(view, StateOf(view))
}

// ReadsBy is by which right p reads the personal fields of a case.
func (c *Core) ReadsBy(p casework.Principal, view casework.CaseView, office *Office) string {
	action, _ := c.rights.Personal(p, c.SubjectOf(view), office.Tree())
	return action
}

// SubjectFor is the case as the table sees it for an act on one of its clocks: a
// co-unit's own is its post's and nobody else's (R044).
func (c *Core) SubjectFor(view casework.CaseView, clock string) access.Subject {
	s := c.SubjectOf(view)
	if own := StateOf(view).Clock(clock); own != nil && own.Post != "" {
		s.Unit, s.Post, s.RegisteredBy, s.Parts = own.Unit, own.Post, "", nil
	}
	return s
}

// Authority finds the roles in which p may give a command, and the clock it
// answers to where several posts may owe one: the first that is his to answer. Its
// refusal is the table's own, for the record.
func (c *Core) Authority(p casework.Principal, form casework.Form, view casework.CaseView, clock string, office *Office) ([]casework.Role, string, error) {
	tree := office.Tree()
	if form.Answers != "" && clock == "" {
		for _, owed := range StateOf(view).Clocks {
			if !owed.Open() || owed.Post == "" || casework.Ruling(owed.Name) != form.Answers {
				continue
			}
			if roles, err := c.rights.Decide(p, form.Command, c.SubjectFor(view, owed.Name), tree); err == nil {
				return roles, owed.Name, nil
			}
		}
	}
	roles, err := c.rights.Decide(p, form.Command, c.SubjectFor(view, clock), tree)
	return roles, clock, err
}

// MayRegister asks about a case that does not exist yet: of the item's unit, or
// of any at all where the item is unknown.
func (c *Core) MayRegister(p casework.Principal, item policy.Item, office *Office) error {
	if item.ID == "" {
		var err error
		for _, declared := range c.Kinds.All() {
			if declared.Entry != kind.ByForm {
				continue
			}
			if _, err = c.rights.Cover(p, access.CaseRegister, declared.Kind, office.Tree()); err == nil {
				return nil
			}
		}
		return err
	}
	s := access.Subject{Kind: item.Kind, Unit: item.Unit, Post: item.Post, RegisteredBy: p.Person}
	if c.Kinds.Of(item.Kind).About { // everybody for himself
		s.Concerned = p.Person
	}
	_, err := c.Decide(p, access.CaseRegister, s, office)
	return err
}

// Reach is how far a list goes for p, kind by kind; Forbidden where p may see
// none of the kinds asked for. An empty kind asks for all of them.
func (c *Core) Reach(p casework.Principal, action string, of casework.Kind, office *Office) ([]Scope, error) {
	tree := office.Tree()
	var scopes []Scope
	var refusal error
	for _, k := range c.Kinds.Kinds() {
		if of != "" && of != k {
			continue
		}
		r, err := c.rights.Cover(p, action, k, tree)
		if err != nil {
			refusal = err
			continue
		}
		scopes = append(scopes, Scope{
			Kind: k, All: r.All, Units: r.Units, Posts: r.Posts, Person: r.Person, Concerned: r.Concerned, Against: r.Against,
			Joint: r.Joint, Accused: r.Accused, Aside: r.Aside, Beside: r.Beside, Upward: c.Kinds.Of(k).Upward || c.Kinds.Posts().Apart(k) != "",
		})
	}
	switch {
	case len(scopes) > 0:
		return scopes, nil
	case refusal == nil:
		refusal = casework.FieldError(casework.Invalid, "kind", "choice")
	}
	return nil, refusal
}
