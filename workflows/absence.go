package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Absence is leaving one's post for more than half an hour (离岗), from the
// asking to the report back.
//
//	approve    to be granted before leaving (R154, R155); undecided, it lapses
//	papers     an emergency begins by phone, its papers follow in 1wd (R183)
//	designate  A and every B away: the leader in charge names somebody (R169)
//	leave      the stated time of leaving: the post changes hands
//	return     back at the stated time, and reported at once (R158, R159)
//
// Who acts meanwhile is computed from the approved absences; no case is told
// and no clock is reset. It returns how the absence ended.
func (w Workflows) Absence(ctx workflow.Context, in casework.Start) (string, error) {
	return w.keep(ctx, in, absence{})
}

type absence struct{}

// Facts an absence is registered with.
const (
	factPerson   = "person"   // who is away
	factForm     = "form"     // leave, outing, emergency
	factApprover = "approver" // the role that may grant it, by its length and his rank
)

func (absence) open(s *step) error {
	switch s.state.Facts[factForm] {
	case vacancy:
		return s.openVacancy()
	}
	if err := s.approverIsThere(); err != nil {
		return err
	}
	switch s.state.Facts[factForm] {
	case "emergency":
		s.turn(s.approver())
		if err := s.start(terms{from: s.at}, "papers"); err != nil {
			return err
		}
		return s.grantAbsence()
	}
	s.stand(casework.StageApprove)
	s.turn(s.approver())
	s.say(casework.Event{Name: casework.NoticeIssued, To: []casework.Role{s.approver()}, Rule: "R154", Detail: map[string]string{"notice": "absence_asked"}})
	return s.start(terms{from: s.at, stated: s.state.Term.From}, "approve")
}

// approverIsThere: who may grant a leave and is away himself leaves it to the next
// above him; nobody asks himself.
func (s *step) approverIsThere() error {
	approver, err := s.present(s.state.Facts[factPerson], s.approver())
	if err == nil && approver != s.approver() {
		s.state.Facts[factApprover] = string(approver)
	}
	return err
}

var absenceActs = map[string]func(*step, casework.Command) error{
	casework.Approve:      approveAbsence,
	casework.ReportReturn: reportReturn,
	casework.FilePapers:   filePapers,
	casework.Designate:    designate,
	casework.Manned:       manned,
}

func (absence) act(s *step, c casework.Command) error { return absenceActs[c.Name](s, c) }

// ranOut: undecided by the time of leaving, nobody may leave; the stated time of
// leaving has come.
func (absence) ranOut(s *step, c casework.Clock) error {
	switch c.Name {
	case "approve":
		s.say(casework.Event{Name: casework.AbsenceRefused, To: []casework.Role{casework.PersonConcerned, s.approver()}, Rule: "R154", Detail: map[string]string{"cause": "undecided"}})
		s.close("undecided")
	case "leave":
		return s.depart()
	}
	return nil
}

// approveAbsence: granted by the rank its length asks for, never by oneself.
func approveAbsence(s *step, c casework.Command) error {
	switch {
	case c.Actor == s.state.Facts[factPerson]:
		return casework.FieldError(casework.OwnCase, "actor", "R154")
	case !slices.Contains(c.Roles, s.approver()):
		return casework.FieldError(casework.NotDecider, "actor", "R154")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R154")
	}
	s.meet("approve")
	if !*c.Args.Approve {
		s.say(casework.Event{Name: casework.AbsenceRefused, To: []casework.Role{casework.PersonConcerned}, Rule: "R154"})
		s.close("refused")
		return nil
	}
	return s.grantAbsence()
}

// grantAbsence hands the post over for the stated time: at once where it has
// begun, else when the time of leaving comes. Posts that nobody would stand on
// are the leader's to fill.
func (s *step) grantAbsence() error {
	s.say(casework.Event{
		Name: casework.AbsenceApproved, To: []casework.Role{casework.PersonConcerned}, Rule: "R164",
		Detail: map[string]string{
			"person": s.state.Facts[factPerson],
			"from":   s.state.Term.From.Format(time.RFC3339), "until": s.state.Term.To.Format(time.RFC3339),
		},
	})
	if err := s.askForCover(); err != nil {
		return err
	}
	if !s.state.Term.From.After(s.at) {
		return s.depart()
	}
	s.stand(casework.StageLeave)
	s.turn(casework.Handler)
	return s.start(terms{from: s.at, stated: s.state.Term.From}, "leave")
}

// withdrawn: who has left reports back instead; what was granted is no more.
func (absence) withdrawn(s *step) error {
	if s.state.Stage == casework.StageLeave {
		s.say(casework.Event{
			Name: casework.AbsenceCancelled, To: []casework.Role{casework.ActingHolder, s.approver()}, Rule: "R156",
			Detail: map[string]string{"person": s.state.Facts[factPerson]},
		})
	}
	return nil
}

// depart: the post has changed hands; whoever acts now is told, and the stated
// return is owed.
func (s *step) depart() error {
	s.stand(casework.StageAway)
	s.turn(casework.Handler)
	s.say(casework.Event{
		Name: casework.ActingHolderChanged, To: []casework.Role{casework.ActingHolder}, Rule: "R157",
		Detail: map[string]string{"away": s.state.Facts[factPerson], "until": s.state.Term.To.Format(time.RFC3339)},
	})
	return s.start(terms{from: s.at, stated: s.state.Term.To}, "return")
}

// reportReturn: back, and B hands the post over again (R158, R168). To the instant:
// what B did in the second before is still his.
func reportReturn(s *step, c casework.Command) error {
	s.meet("return", "designate")
	s.say(casework.Event{
		Name: casework.AbsenceEnded, To: []casework.Role{casework.ActingHolder, s.approver()}, Rule: "R158",
		Detail: map[string]string{"person": s.state.Facts[factPerson], "returned": s.at.Format(time.RFC3339Nano)},
	})
	if papers := s.state.Clock("papers"); papers != nil && papers.Open() {
		return nil // the papers are still owed (R183)
	}
	s.close("returned")
	return nil
}

// filePapers: what was asked by phone is put on paper within a working day (R183).
func filePapers(s *step, c casework.Command) error {
	s.sayOf(s.state.Clock("papers"), casework.Event{Name: casework.PapersFiled, To: []casework.Role{s.approver()}})
	s.meet("papers")
	if home := s.state.Clock("return"); home != nil && home.Status == casework.Met {
		s.close("returned")
	}
	return nil
}

func (s *step) approver() casework.Role { return casework.Role(s.state.Facts[factApprover]) }
