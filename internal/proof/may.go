package proof

import (
	"cmp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/law/examples"
)

// question is an act or a right, and the case as it stands when it is asked.
type question struct {
	action   string
	isAct    bool
	declared *kind.Declaration
	state    *casework.State
	at       time.Time
	subject  access.Subject
	lines    map[string][]string
}

// standing is how somebody stands on the post he asks for.
type standing struct{ covers, short, joint, byPost bool }

// The office of an example: two sections of one bureau, and one of another.
const (
	bureau  = "bureau"
	section = "section"
	next    = "next-section"
	co      = "co-section"
	far     = "far-section"
	desk    = "desk"
)

var tree = access.NewTree([]casework.Unit{
	{ID: bureau}, {ID: section, Parent: bureau}, {ID: next, Parent: bureau}, {ID: co, Parent: bureau},
	{ID: "far-bureau"}, {ID: far, Parent: "far-bureau"},
})

// places are where somebody may stand to a case, the nearest first.
var places = []struct {
	reach      kind.Scope
	unit, post string
}{
	{kind.Own, section, desk}, {kind.Unit, section, "another-desk"}, {kind.Bureau, next, "another-desk"}, {kind.All, far, "another-desk"},
}

func (s *stage) question(a examples.Ask) (*question, error) {
	state, at, err := s.stood(a)
	if err != nil {
		return nil, err
	}
	q := &question{action: cmp.Or(a.Act, a.Right, a.House), isAct: a.Act != "", declared: s.kinds.Of(state.Kind), state: state, at: at, lines: a.Lines}
	if line, on := s.kinds.Posts().On(state.Kind, state.Facts); on && slices.Contains(a.Lines[string(line.Role)], line.Subject) {
		state.Facts[casework.FactOffice], state.Facts[casework.FactOfficePost] = string(line.Role), "set-apart"
	}
	view := casework.CaseView{Number: state.Number, Kind: state.Kind, Unit: section, Post: desk, RegisteredBy: string(casework.Clerk)}
	if state.Closed() {
		view.Closed = &at
	}
	q.subject = s.rights.Subject(view, state)
	if a.House != "" { // of a post, and of no case
		q.subject = access.Subject{Unit: section, Post: desk}
	}
	if q.subject.Against != "" && q.subject.Against == state.Post {
		q.subject.Against = desk
	}
	return q, nil
}

// may tells which roles may do it, and how far: own, unit, bureau, all.
func (q *question) may(s *stage, how standing) map[string]string {
	out := map[string]string{}
	if q.action == "" || q.isAct && !how.byPost && q.refused() != "" {
		return out
	}
	subject := q.subject
	if how.joint {
		subject.Unit, subject.Post, subject.Parts = "", "", []access.Place{{Unit: co, Post: desk}}
	}
	for _, role := range casework.Roles() {
		if reach := q.reach(s, role, how, subject); reach > kind.None {
			out[string(role)] = reach.String()
		}
	}
	if how.covers || how.joint {
		return out
	}
	for role, person := range map[casework.Role]string{
		access.Staff: "somebody", access.Public: "", casework.PersonConcerned: subject.Concerned, casework.Investigator: subject.Disclosed,
	} {
		if person == "" && role != access.Public {
			continue
		}
		roles, err := s.rights.Decide(casework.Principal{Person: person}, q.action, subject, tree)
		switch {
		case err != nil || !how.byPost && q.bars(person, roles):
		case person == "" || len(roles) == 0:
			out[string(role)] = kind.All.String()
		default:
			out[string(role)] = kind.Own.String()
		}
	}
	if _, all := out[string(access.Public)]; all {
		delete(out, string(access.Staff))
	}
	return out
}

// reach is the farthest place from which somebody of a role may.
func (q *question) reach(s *stage, role casework.Role, how standing, subject access.Subject) (far kind.Scope) {
	for _, at := range places {
		h := casework.Holding{Post: at.post, Role: role, Unit: at.unit, Line: casework.LineOf(q.lines[string(role)]...)}
		if at.reach == kind.Own && role == casework.Role(q.state.Facts[casework.FactOffice]) {
			h.Post = cmp.Or(subject.Office, h.Post)
		}
		if how.joint && at.unit == section {
			h.Unit = co
		}
		if how.covers {
			since := q.at.Add(-time.Hour)
			h.Covers, h.Since, h.Limited = "whoever-is-away", &since, how.short
		}
		person := string(role)
		if at.reach > kind.Own { // another of that role
			person += "-" + at.reach.String()
		}
		roles, err := s.rights.Decide(casework.Principal{Person: person, Holdings: []casework.Holding{h}}, q.action, subject, tree)
		if err == nil && slices.Contains(roles, role) && (how.byPost || !q.bars(person, roles)) {
			far = at.reach
		}
	}
	return far
}

// bars tells whether this case keeps a person from it whose post may.
func (q *question) bars(person string, roles []casework.Role) bool {
	return q.isAct && q.declared.Bars(q.state, q.action, person, roles) != nil
}
