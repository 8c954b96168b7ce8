package workflows

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// absence is leaving one's post for more than half an hour (离岗), from the
// asking to the report back.
//
//	approve    to be granted before leaving (R154, R155); undecided, it lapses
//	papers     an emergency begins by phone, its papers follow in 1wd (R183)
//	grant      and each who signs has 1wd for them; late ones are not recognised (R183, R232)
//	handover   what is under way goes to B before leaving, an emergency's in 1wd (R164)
//	taken      and B confirms it (R164)
//	designate  A and every B away: the leader in charge names somebody (R169)
//	leave      the stated time of leaving: the post changes hands; a window with one person
//	           only if somebody stands there (R187)
//	report     a head's outing is reported on after it (R237)
//	return     back at the stated time, and reported at once (R158, R159)
//
// Who acts meanwhile is computed from the approved absences; no case is told
// and no clock is reset. It returns how the absence ended.
type absence struct{}

// Facts an absence is registered with.
const (
	factPerson   = "person"   // who is away
	factForm     = "form"     // leave, outing, emergency
	factApprover = "approver" // the role that may grant it, by its length and his rank
)

func (absence) Open(s *machine.Step) error {
	switch s.State.Facts[factForm] {
	case vacancy:
		return openVacancy(s)
	}
	if err := approverIsThere(s); err != nil {
		return err
	}
	switch s.State.Facts[factForm] {
	case "emergency":
		s.Turn(approver(s))
		if err := s.Start("papers"); err != nil {
			return err
		}
		return beginAbsence(s)
	}
	s.Stand(casework.StageApprove)
	s.Turn(approver(s))
	askApprover(s)
	return s.StartWith(machine.Terms{Stated: s.State.Term.From}, "approve")
}

func askApprover(s *machine.Step) {
	s.Say(casework.Event{Name: casework.NoticeIssued, To: []casework.Role{approver(s)}, Rule: "R154", Detail: map[string]string{"notice": "absence_asked"}})
}

// approverIsThere: who may grant a leave and is away himself leaves it to the next
// above him; nobody asks himself.
func approverIsThere(s *machine.Step) error {
	there, err := s.Present(s.State.Facts[factPerson], approver(s))
	if err == nil && there != approver(s) {
		s.State.Facts[factApprover] = string(there)
	}
	return err
}

var absenceActs = machine.Acts{
	casework.Approve:        approveAbsence,
	kind.HandOver:           handOver,
	kind.Relieve:            relieve,
	casework.ConfirmReceipt: takeOver,
	casework.ReportReturn:   reportReturn,
	casework.FilePapers:     filePapers,
	casework.Report:         reportOuting,
	casework.Designate:      designate,
	casework.Manned:         manned,
}

func (absence) Act(s *machine.Step, c casework.Command) error { return absenceActs[c.Name](s, c) }

// RanOut: undecided by the time of leaving, nobody may leave; the stated time of
// leaving has come.
func (absence) RanOut(s *machine.Step, c casework.Clock) error {
	switch c.Name {
	case "approve":
		s.Say(casework.Event{Name: casework.AbsenceRefused, To: []casework.Role{casework.PersonConcerned, approver(s)}, Rule: "R154", Detail: map[string]string{"cause": "undecided"}})
		s.Close("undecided")
	case "leave":
		return leaves(s)
	}
	return nil
}

// leaves: the stated time has come. A window where one person works alone is left once
// somebody stands there in his place, or it is not (「替岗人员到岗后，工作人员才能离开工作岗位」, R187).
func leaves(s *machine.Step) error {
	if s.State.Facts[kind.FactRelief] != kind.ReliefOwed {
		return depart(s)
	}
	s.Say(casework.Event{
		Name: casework.AbsenceCancelled, To: []casework.Role{casework.PersonConcerned, approver(s)}, Rule: "R187",
		Detail: map[string]string{"person": s.State.Facts[factPerson], "cause": "unrelieved"},
	})
	s.Close("unrelieved")
	return nil
}

// relieve: somebody stands at the window, and it may be left (R187).
func relieve(s *machine.Step, _ casework.Command) error {
	s.SetFact(kind.FactRelief, kind.ReliefThere)
	s.Say(casework.Event{Name: kind.Relieved, To: s.Tells(kind.Relieve), Rule: "R187", Detail: map[string]string{"post": s.State.Post}})
	return nil
}

// approveAbsence: granted by the rank its length asks for, never by oneself.
func approveAbsence(s *machine.Step, c casework.Command) error {
	switch {
	case c.Actor == s.State.Facts[factPerson]:
		return casework.FieldError(casework.OwnCase, "actor", "R154")
	case !slices.Contains(c.Roles, approver(s)):
		return casework.FieldError(casework.NotDecider, "actor", "R154")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R154")
	}
	if !*c.Args.Approve && begun(s) {
		unrecognised(s, "refused")
		return nil
	}
	if !*c.Args.Approve {
		s.Meet("approve")
		s.Say(casework.Event{Name: casework.AbsenceRefused, To: s.Tells(casework.Approve), Rule: "R154"})
		s.Close("refused")
		return nil
	}
	if err := cmp.Or(shownPaper(s, c), arranged(s, c)); err != nil {
		return err
	}
	if waits, err := toNextSigner(s); waits || err != nil {
		return err
	}
	s.Meet("approve", kind.ClockGrant)
	if err := grantAbsence(s); err != nil {
		return err
	}
	fileAbsence(s)
	settle(s)
	return nil
}

// shownPaper: a leave of a kind that asks for a paper is granted on that paper (R190, R233).
func shownPaper(s *machine.Step, c casework.Command) error {
	asked, rule := s.State.Facts[casework.FactProof], "R233"
	if asked == casework.PurposeHospital {
		rule = "R190"
	}
	switch {
	case asked == "" || asked == casework.ProofShown:
		return nil
	case c.Args.Proof == "":
		return casework.FieldError(casework.Invalid, "proof", rule)
	}
	s.SetFact(casework.FactProof, casework.ProofShown)
	return nil
}

// arranged: where nobody can cover, whoever signs first says that the work is arranged (R244).
func arranged(s *machine.Step, c casework.Command) error {
	switch {
	case s.State.Facts[kind.FactArranged] != kind.ArrangeOwed:
		return nil
	case !c.Args.Arranged:
		return casework.FieldError(casework.Invalid, kind.FactArranged, "R244")
	}
	s.SetFact(kind.FactArranged, kind.ArrangeDone)
	return nil
}

// toNextSigner puts a leave that one has signed before the next who signs (R232); false:
// he was the last. Who stands in for several of them signs once.
func toNextSigner(s *machine.Step) (bool, error) {
	signed := approver(s)
	for rest := s.State.Facts[kind.FactSigners]; rest != ""; {
		next, after, _ := strings.Cut(rest, ",")
		rest = after
		s.SetFact(kind.FactSigners, after)
		s.SetFact(factApprover, next)
		if err := approverIsThere(s); err != nil {
			return false, err
		}
		if approver(s) == signed {
			continue
		}
		if !begun(s) {
			s.Turn(approver(s))
		}
		s.Say(casework.Event{Name: kind.AbsenceSigned, To: s.Tells(casework.Approve), Rule: "R232", Detail: map[string]string{"next": string(approver(s))}})
		return true, toSign(s)
	}
	return false, nil
}

// toSign puts an absence before who signs next. The papers of one that has begun wait with
// him for a time of his own; the turn is his once whoever was away is back.
func toSign(s *machine.Step) error {
	s.Meet(kind.ClockGrant)
	askApprover(s)
	if !begun(s) {
		return nil
	}
	if err := s.StartWith(machine.Terms{Told: true, Owner: approver(s)}, kind.ClockGrant); err != nil {
		return err
	}
	settle(s)
	return nil
}

// fileAbsence puts what was granted on file where the office has it filed (R232).
func fileAbsence(s *machine.Step) {
	if with := s.State.Facts[kind.FactFiled]; with != "" {
		s.Say(casework.Event{Name: kind.AbsenceFiled, To: []casework.Role{casework.Role(with)}, Rule: "R232", Detail: map[string]string{"person": s.State.Facts[factPerson]}})
	}
}

// grantAbsence: what was asked for is granted.
func grantAbsence(s *machine.Step) error {
	s.Say(casework.Event{Name: casework.AbsenceApproved, To: s.Tells(casework.Approve), Rule: "R164", Detail: away(s)})
	if begun(s) { // he left by telephone, and what is granted is that it was leave
		s.SetFact(kind.FactRecognised, kind.Recognised)
		return nil
	}
	return leavePost(s)
}

// beginAbsence: who tells by telephone is away, and somebody covers at once; whether it is
// leave is for those who sign its papers (R183). What began before they were asked was
// granted by being told.
func beginAbsence(s *machine.Step) error {
	if s.State.Declared < 2 {
		return grantAbsence(s)
	}
	s.SetFact(kind.FactRecognised, kind.RecogniseOwed)
	s.Say(casework.Event{Name: kind.AbsenceBegun, To: []casework.Role{casework.PersonConcerned, approver(s)}, Rule: "R183", Detail: away(s)})
	return leavePost(s)
}

// begun tells whether he left before anybody signed (R183).
func begun(s *machine.Step) bool { return s.State.Facts[kind.FactRecognised] != "" }

// away is who is away, and for how long.
func away(s *machine.Step) map[string]string {
	return map[string]string{
		"person": s.State.Facts[factPerson],
		"from":   s.State.Term.From.Format(time.RFC3339), "until": s.State.Term.To.Format(time.RFC3339),
	}
}

// unrecognised: papers that came late, or that nobody signs, make no leave of it (R183). He
// is away all the same, and whoever covers him goes on.
func unrecognised(s *machine.Step, cause string) {
	s.Meet(kind.ClockGrant)
	s.SetFact(kind.FactRecognised, kind.Unrecognised)
	to := []casework.Role{casework.PersonConcerned, approver(s)}
	if with := s.State.Facts[kind.FactFiled]; with != "" {
		to = append(to, casework.Role(with))
	}
	s.Say(casework.Event{Name: kind.AbsenceUnrecognised, To: to, Rule: "R183", Detail: map[string]string{"person": s.State.Facts[factPerson], "cause": cause}})
	settle(s)
}

// leavePost hands the post over for the stated time: at once where it has
// begun, else when the time of leaving comes. Posts that nobody would stand on
// are the leader's to fill.
func leavePost(s *machine.Step) error {
	if err := askForCover(s); err != nil {
		return err
	}
	if err := askToHandOver(s); err != nil {
		return err
	}
	if !s.State.Term.From.After(s.At) {
		return depart(s)
	}
	s.Stand(casework.StageLeave)
	s.Turn(casework.Handler)
	return s.StartWith(machine.Terms{Stated: s.State.Term.From}, "leave")
}

// Withdrawn: who has left reports back instead; what was granted is no more.
func (absence) Withdrawn(s *machine.Step) error {
	if s.State.Stage == casework.StageLeave {
		s.Say(casework.Event{
			Name: casework.AbsenceCancelled, To: append(s.Tells(casework.Withdraw), approver(s)), Rule: "R156",
			Detail: map[string]string{"person": s.State.Facts[factPerson]},
		})
	}
	return nil
}

// depart: the post has changed hands; whoever acts now is told, and the stated
// return is owed.
func depart(s *machine.Step) error {
	s.Stand(casework.StageAway)
	s.Turn(casework.Handler)
	s.Say(casework.Event{
		Name: casework.ActingHolderChanged, To: []casework.Role{casework.ActingHolder}, Rule: "R157",
		Detail: handedOver(s, map[string]string{"away": s.State.Facts[factPerson], "until": s.State.Term.To.Format(time.RFC3339)}),
	})
	if s.State.Facts[kind.FactHandover] == kind.HandoverSent {
		if err := s.Start(kind.ClockTaken); err != nil {
			return err
		}
	}
	return s.StartWith(machine.Terms{Stated: s.State.Term.To}, "return")
}

// reportReturn: back, and B hands the post over again (R158, R168). To the instant:
// what B did in the second before is still his.
func reportReturn(s *machine.Step, c casework.Command) error {
	s.Meet("return", "designate")
	s.Release("handover") // he is back, and nothing changes hands any more
	s.Release(kind.ClockTaken)
	s.Say(casework.Event{
		Name: casework.AbsenceEnded, To: append(s.Tells(casework.ReportReturn), approver(s)), Rule: "R158",
		Detail: handedOver(s, map[string]string{"person": s.State.Facts[factPerson], "returned": s.At.Format(time.RFC3339Nano)}),
	})
	if s.State.Facts[kind.FactReport] == kind.ReportOwed {
		if err := s.Start("report"); err != nil {
			return err
		}
	}
	settle(s)
	return nil
}

// settle ends the case of who is back and owes nothing for having been away: its papers
// (R183), their signing, a report (R237).
func settle(s *machine.Step) {
	if home := s.State.Clock("return"); home == nil || home.Status != casework.Met {
		return
	}
	if grant := s.State.Clock(kind.ClockGrant); grant != nil && grant.Open() {
		s.Turn(approver(s))
		return
	}
	for _, name := range []string{"papers", "report"} {
		if owed := s.State.Clock(name); owed != nil && owed.Open() {
			return
		}
	}
	if s.State.Facts[kind.FactRecognised] == kind.Unrecognised {
		s.Close("unrecognised")
		return
	}
	s.Close("returned")
}

// filePapers: what was asked by phone is put on paper within a working day, and then before
// those who sign; what is filed late is on record and makes no leave of it (R183).
func filePapers(s *machine.Step, c casework.Command) error {
	if err := shownPaper(s, c); err != nil {
		return err
	}
	papers := s.State.Clock("papers")
	late := papers.Status == casework.Breached
	s.SayOf(papers, casework.Event{Name: casework.PapersFiled, To: []casework.Role{approver(s)}})
	s.Meet("papers")
	switch {
	case late && begun(s):
		unrecognised(s, "late")
		return nil
	case begun(s):
		if err := approverIsThere(s); err != nil {
			return err
		}
		return toSign(s)
	}
	fileAbsence(s)
	settle(s)
	return nil
}

// reportOuting: what came of the plan goes to whoever consented to it (R237).
func reportOuting(s *machine.Step, _ casework.Command) error {
	s.SayOf(s.State.Clock("report"), casework.Event{Name: casework.Reported, To: []casework.Role{approver(s)}})
	s.Meet("report")
	settle(s)
	return nil
}

// Lends: more time is granted as the whole would have been, by those who sign so long an
// absence and on the paper its kind is then shown by (R155, R190, R232, R233).
func (absence) Lends(s *machine.Step, c *casework.Clock, until time.Time) (signers []casework.Role, paper string, err error) {
	facts := s.State.Facts
	if most, err := time.Parse(time.RFC3339, facts[kind.FactMostUntil]); err == nil && until.After(most) {
		return nil, "", casework.FieldError(casework.OverCap, "days", "R233")
	}
	after, purpose, _ := strings.Cut(facts[kind.FactShownAfter], "=")
	if at, err := time.Parse(time.RFC3339, after); err == nil && until.After(at) && facts[casework.FactProof] != casework.ProofShown {
		paper = purpose
	}
	return kind.SignLonger(facts[kind.FactLonger], until), paper, nil
}

func approver(s *machine.Step) casework.Role { return casework.Role(s.State.Facts[factApprover]) }
