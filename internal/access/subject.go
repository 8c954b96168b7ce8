package access

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// factConcerned names whom an accountability case is about, from its formal opening on,
// and who is away.
const factConcerned = "person"

// Subject is a case as the table sees it.
func (t *Table) Subject(view casework.CaseView, state *casework.State) Subject {
	s := Subject{
		Kind: view.Kind, Number: view.Number, Unit: view.Unit, Post: view.Post, RegisteredBy: view.RegisteredBy,
		Urgent: state.Urgent, Beside: view.Beside, Parts: PartsOf(state),
		Concerned: state.Facts[factConcerned], Office: state.Facts[casework.FactOfficePost], ConcludedBy: state.Facts[casework.FactConcluded],
		Recused: strings.Fields(state.Facts[casework.FactRecused]),
	}
	if c := state.Clock(casework.ClockSelfReport); c != nil {
		s.Reported = c.Status == casework.Met
	}
	if state.Cause != nil {
		s.Against = state.Cause.Post
	}
	if state.Second != nil {
		s.SecondTo = state.Second.Command.Actor
	}
	if state.Extension != nil {
		s.AskedBy = state.Extension.By
	}
	if t.kinds.Of(view.Kind).Accuses != "" {
		s.Against, s.Accused = state.Facts[casework.FactAgainstPost], state.Facts[casework.FactAgainstPerson]
		if view.Closed == nil { // consent was for the investigation
			s.Disclosed = state.Facts[casework.FactDisclosed]
		}
	}
	return s
}

// Personal is by which right p reads the personal fields of a case, and whether he may:
// his post's, or, of a complaint he sees, the complainant's own consent (R082).
func (t *Table) Personal(p casework.Principal, s Subject, tree Tree) (action string, may bool) {
	has := func(action string) bool {
		_, err := t.Decide(p, action, s, tree)
		return err == nil
	}
	switch {
	case has(CasePersonal):
		return CasePersonal, true
	case t.kinds.Of(s.Kind).Veiled && has(CaseView):
		return CaseDisclosed, has(CaseDisclosed)
	}
	return CasePersonal, false
}
