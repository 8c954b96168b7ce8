package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// petition is what somebody brings by letter, call, visit or net (信访, 信访工作条例 2022).
//
//	screen          told in writing within 15d what came, which way it goes and how (23)
//	object          sent or assigned here and not ours: within 5wd, then the right lapses (23)
//	urgent_report   what is grave and urgent is reported upward the same day (25)
//	report_back     what was assigned is answered by the day the assigner stated, or else by
//	                the office's own (22, R086)
//	handle          a claim no other procedure takes (31(6)): 30wd from acceptance (R084), or
//	                60d where the office chose the statute
//	statutory       60d from acceptance, beside a promise of 30wd; 30d more at most (34)
//	serve           the written answer reaches the petitioner
//	ask_review      30d from then to ask for a review (复查, 35), ask_final the same for the
//	                final one (复核, 36); then the right lapses
//	review          decided here in 30d; so is final_review, where a hearing does not count
//	review_outside  the days of an organ outside are watched until the petitioner has its
//	                answer, and never carded here
//	redo            what a review sent back
//	adoption        what became of a proposal is answered in writing (40)
//
// One against the office that would judge it went upward (casework.Part).
type petition struct{}

// factUntil is when the assigner wants the result.
const factUntil = "until"

const (
	clockReportBack   = "report_back"
	clockUrgentReport = "urgent_report"
	clockAdoption     = "adoption"
)

func (petition) Open(s *machine.Step) error {
	s.Stand(kind.StageSort)
	s.Turn(casework.EfficiencyOffice)
	owed := []string{"screen"}
	if sentHere(s) {
		owed = append(owed, "object")
	}
	if s.State.Facts[factUrgent] == "true" {
		s.Say(casework.Event{Name: casework.Reported, Rule: "R086", Basis: "信访工作条例第二十五条", Level: "urgent", To: []casework.Role{casework.PrincipalLeader}})
		owed = append(owed, clockUrgentReport)
	}
	if err := s.StartWith(machine.Terms{From: s.State.Received}, owed...); err != nil {
		return err
	}
	until, err := time.Parse(time.RFC3339, s.State.Facts[factUntil])
	if err != nil && s.State.Facts[kind.FactReferral] != "assigned" {
		return nil // nothing was stated: the form lets no other word pass
	}
	return s.StartWith(machine.Terms{From: s.State.Received, Stated: until}, clockReportBack)
}

var petitionActs = machine.Acts{
	casework.Screen:          sortPetition,
	casework.Object:          objectPetition,
	casework.DecideObjection: takenBack,
	casework.Hear:            hearPetitioner,
	casework.Reply:           replyPetition,
	casework.Serve:           servePetition,
	casework.AskReview:       askPetitionReview,
	casework.DecideReview:    decidePetitionReview,
	casework.Report:          reportPetition,
	casework.Advise:          proposeToUnit,
	casework.Reopen:          sortAgain,
	casework.Recuse:          recuse,
	kind.EndRecusal:          endRecusal,
	kind.WithdrawOne:         withdrawOne,
	casework.Rate:            ratePetition,
}

func (petition) Act(s *machine.Step, c casework.Command) error { return petitionActs[c.Name](s, c) }

// Bars keeps away whoever has an interest in the matter (28), and the matter from the
// post it is about (30). For his own lateness everybody may account.
func (petition) Bars(s *machine.Step, c casework.Command) error {
	switch {
	case c.Name != casework.Explain && c.Actor != "" && slices.Contains(strings.Fields(s.State.Facts[kind.FactRecused]), c.Actor):
		return casework.FieldError(casework.OwnCase, "actor", "信访工作条例第二十八条第三款")
	case c.Args.Post != "" && c.Args.Post == s.State.Facts[casework.FactAgainstPost]:
		return casework.FieldError(casework.OwnCase, "post", "信访工作条例第三十条")
	}
	return nil
}

// addTo adds a person to those a fact names.
func addTo(s *machine.Step, fact, person string) {
	if named := strings.Fields(s.State.Facts[fact]); !slices.Contains(named, person) {
		s.SetFact(fact, strings.Join(append(named, person), " "))
	}
}

// sentHere: by an office that keeps petitions or one above, and not by the petitioner.
func sentHere(s *machine.Step) bool {
	from := s.State.Facts[kind.FactReferral]
	return from != "" && from != "direct"
}

// Followed: each of those whose petitions were merged is told.
func (petition) Followed(s *machine.Step) { s.TellApplicant("R084", "petition_reply") }

// RanOut: nobody asked for a review, and the answer stands.
func (petition) RanOut(s *machine.Step, c casework.Clock) error {
	if c.Name == "ask_review" || c.Name == "ask_final" {
		s.Close("answered")
	}
	return nil
}

// screened says on what each sort of petition stands, and what the petitioner is told by.
var screened = map[string]struct{ basis, notice string }{
	"claim":      {"信访工作条例第三十一条第六项", "petition_accepted"},
	"suggestion": {"信访工作条例第二十九条", "petition_notice"},
	"accusation": {"信访工作条例第三十条", "petition_notice"},
	"procedure":  {"信访工作条例第三十一条第一项至第五项", "petition_procedure"},
	"passed_on":  {"信访工作条例第二十三条第一款", "petition_notice"},
	"elsewhere":  {"信访工作条例第二十三条第一款", "petition_notice"},
	"not_taken":  {"信访工作条例第十九条第三款", "petition_not_taken"},
	"no_longer":  {"信访工作条例第三十六条第三款", "petition_no_longer"},
}

// sortPetition tells the petitioner in writing what came of it. Only a claim is
// handled; the others end with a notice that leads to their own procedure.
func sortPetition(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Outcome == "procedure" && c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "way", "R084")
	case c.Args.Outcome == "accusation" && c.Args.BasisID == "": // to a receiver named, and to nobody else
		return casework.FieldError(casework.Invalid, "basis", "信访工作条例第三十条")
	case c.Args.Outcome == "elsewhere" && sentHere(s): // whoever sent it agrees first
		return casework.FieldError(casework.Invalid, "outcome", "信访工作条例第二十三条第三款")
	}
	earlier := s.State.Facts[casework.FactMatter]
	if c.Args.Case != "" {
		earlier = c.Args.Case
		s.SetFact(casework.FactMatter, earlier)
	}
	if c.Args.Outcome == "no_longer" && earlier == "" { // after the final review of which one?
		return casework.FieldError(casework.Invalid, "matter", "R084")
	}
	by := s.State.Clock("screen").Due
	detail := map[string]string{}
	if c.Args.Category != "" {
		detail["way"] = c.Args.Category
	}
	on := screened[c.Args.Outcome]
	s.Say(casework.Event{Name: casework.Screened, Rule: "R084", Basis: on.basis, Level: c.Args.Outcome, Detail: detail})
	if c.Args.BasisID != "" {
		s.Say(casework.Event{Name: kind.PassedOn, Rule: "R084", Basis: on.basis, TextID: c.Args.BasisID})
	}
	s.TellApplicant("R084", on.notice)
	s.SetFact(kind.FactObjected, "") // sorted, it is ours
	s.Meet("screen")
	s.Release("object")
	if c.Args.Outcome != "claim" {
		s.Close(c.Args.Outcome)
		return nil
	}
	return takeUp(s, c.Args, earlier, by)
}

// takeUp gives a claim to a desk. Its days run from acceptance, and at the latest from
// the day by which the petitioner had to be told. New facts in a matter that ended
// before are a case of their own (36).
func takeUp(s *machine.Step, a casework.Args, earlier string, by time.Time) error {
	moved, err := give(s, a)
	if err != nil {
		return err
	}
	s.Say(casework.Event{Name: casework.Forwarded, Rule: "R084", To: []casework.Role{casework.ActingHolder, casework.SectionHead}, Detail: moved})
	if earlier != "" && !slices.Contains(s.State.Links, earlier) {
		s.State.Links = append(s.State.Links, earlier)
		s.Say(casework.Event{Name: casework.Linked, Level: string(casework.ArisesFrom), Other: earlier})
	}
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	t := machine.Terms{From: s.At}
	if by.Before(s.At) {
		t.From = by
		if s.Since("taken-up-late-is-known-then") { // whoever is given it now could not be late before
			t.Known = s.At
		}
	}
	return s.StartWith(t, "handle", "statutory")
}

// sortAgain takes up what was sorted wrongly. The fifteen days have run on from the
// receipt (23): it wins none by it. Where they are over, they were late before, and that
// goes on, or are so from now: one lateness is one card (design section 1).
func sortAgain(s *machine.Step, _ casework.Command) error {
	was := s.State.Result
	s.State.Result, s.State.ClosedAt, s.State.ClosedFrom = "", time.Time{}, ""
	s.Say(casework.Event{
		Name: casework.CaseReopened, Rule: "R084", Basis: "信访工作条例第二十三条",
		To: s.Tells(casework.Reopen), Detail: map[string]string{"was": was},
	})
	s.Stand(kind.StageSort)
	s.Turn(casework.EfficiencyOffice)
	if c := s.State.Clock("screen"); !c.Ended.Before(c.Due) {
		return s.Revive("screen")
	}
	return s.StartWith(machine.Terms{From: s.State.Received, Known: s.At}, "screen")
}

// Corrected: the days of a claim count from the day by which the petitioner had to be
// told, where that came before its acceptance, and that day hangs on the receipt.
func (petition) Corrected(s *machine.Step) error {
	screen, handle := s.State.Clock("screen"), s.State.Clock("handle")
	if handle == nil || !handle.Open() || !s.Since("corrected-moves-what-follows-sorting") {
		return nil
	}
	from := screen.Ended // its acceptance
	by, err := s.DueFrom("screen", s.State.Received)
	if err != nil {
		return err
	}
	if by.Before(from) {
		from = by
	}
	return s.CountFrom("corrected", from, "handle", "statutory")
}

// objectPetition: not ours, said in time and with reasons. Until whoever sent it agrees
// it stays here, and the days in which the petitioner is to be told run on (23).
func objectPetition(s *machine.Step, c casework.Command) error {
	s.Meet("object")
	s.SetFact(kind.FactObjected, c.Actor)
	s.Say(casework.Event{Name: casework.Objected, Rule: "R086", To: s.Tells(casework.Object)})
	return nil
}

// takenBack is the word of whoever sent it. That he agreed is entered by another than who
// objected: nobody escapes alone.
func takenBack(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R086")
	case *c.Args.Approve && c.Actor == s.State.Facts[kind.FactObjected]:
		return casework.FieldError(casework.NotCompetent, "actor", "R086")
	}
	s.SetFact(kind.FactObjected, "")
	level := "rejected"
	if *c.Args.Approve {
		level = "upheld"
	}
	s.Say(casework.Event{Name: casework.ObjectionDecided, Rule: "R086", Level: level, To: s.Tells(casework.DecideObjection)})
	if level == "upheld" {
		s.CallUp("screen") // who let its days go by is asked after all the same
		s.Release(clockReportBack)
		s.Close("sent_back")
	}
	return nil
}

// hearPetitioner: the petitioner states facts and reasons, is heard in a hearing, or
// both sides are brought together (31(6), 33).
func hearPetitioner(s *machine.Step, c casework.Command) error {
	s.SetFact(kind.FactHeard, "true")
	s.Say(casework.Event{Name: casework.Heard, Rule: "R084", Level: c.Args.Category})
	return nil
}

// replyPetition is the written opinion (32), or a new one after a review sent it back.
// What came without a name is answered to nobody, and ends.
func replyPetition(s *machine.Step, c casework.Command) error {
	s.Meet("handle", "statutory", "redo")
	addTo(s, kind.FactRepliedBy, c.Actor)
	s.SetFact(casework.FactRated, "")
	s.Say(casework.Event{Name: casework.Replied, Rule: "R084", Level: c.Args.Outcome, To: s.Tells(casework.Reply)})
	s.TellApplicant("R084", "petition_reply")
	if s.State.Facts[casework.FactAnonymous] == "true" {
		s.Close("answered")
		return nil
	}
	return toBeServed(s, casework.Handler)
}

// reportPetition: what is urgent goes upward (25), the result to whoever assigned it
// (22), and what became of a proposal back to who made it (40).
func reportPetition(s *machine.Step, c casework.Command) error {
	owed := map[string]string{"urgent": clockUrgentReport, "result": clockReportBack, "adoption": clockAdoption}[c.Args.Category]
	due := s.State.Clock(owed)
	switch {
	case c.Args.Category == "result" && slices.Contains([]casework.Stage{kind.StageSort, casework.StageHandle, casework.StageMerged}, s.State.Stage):
		return casework.FieldError(casework.WrongStage, "about", "R086") // there is none yet
	case c.Args.Category != "urgent" && (due == nil || !due.Open()):
		return casework.FieldError(casework.NothingOwed, "about", "R086")
	}
	told := map[string]casework.Role{"urgent": casework.PrincipalLeader, "result": casework.EfficiencyOffice, "adoption": casework.EfficiencyOffice}
	s.Say(casework.Event{Name: casework.Reported, Rule: "R086", Level: c.Args.Category, To: []casework.Role{told[c.Args.Category]}})
	s.Meet(owed)
	return nil
}

// proposeToUnit: to work better, to mend a rule, to hold to account; what the unit made
// of it is answered in writing (40). One that still waits for its answer keeps its day:
// no later proposal lets it go.
func proposeToUnit(s *machine.Step, c casework.Command) error {
	s.Say(casework.Event{Name: casework.Advised, Rule: "R088", Level: c.Args.Category, To: s.Tells(casework.Advise)})
	if owed := s.State.Clock(clockAdoption); owed != nil && owed.Open() {
		return nil
	}
	return s.StartWith(machine.Terms{Limit: c.Args.Limit}, clockAdoption)
}

// recuse gives it to another desk; whoever has an interest acts no more (28). No clock
// begins anew. He is told, and who had it, and the office that keeps petitions.
func recuse(s *machine.Step, c casework.Command) error {
	if c.Args.Person == "" {
		return casework.FieldError(casework.Invalid, "person", "信访工作条例第二十八条第三款")
	}
	had := s.State.Post
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	addTo(s, kind.FactRecused, c.Args.Person)
	s.Say(casework.Event{Name: casework.Transferred, Basis: "信访工作条例第二十八条第三款", To: []casework.Role{casework.ActingHolder}, Detail: moved})
	said := casework.Event{Name: kind.Recused, Basis: "信访工作条例第二十八条第三款", Detail: map[string]string{"person": c.Args.Person}}
	if s.Since("recusal-is-told") {
		said.To = s.Tells(casework.Recuse)
		if had != s.State.Post { // the new one is told of the transfer
			said.Post = had
		}
	}
	s.Say(said)
	return nil
}

// endRecusal: there was no interest, or there is none any more. The petition stays where
// it is.
func endRecusal(s *machine.Step, c casework.Command) error {
	named := strings.Fields(s.State.Facts[kind.FactRecused])
	if !slices.Contains(named, c.Args.Person) {
		return casework.FieldError(casework.NothingOwed, "person", "信访工作条例第二十八条第三款")
	}
	s.SetFact(kind.FactRecused, strings.Join(slices.DeleteFunc(named, func(p string) bool { return p == c.Args.Person }), " "))
	s.Say(casework.Event{
		Name: kind.RecusalEnded, Basis: "信访工作条例第二十八条第三款", Detail: map[string]string{"person": c.Args.Person},
		To: s.Tells(kind.EndRecusal),
	})
	return nil
}

// withdrawOne: what several brought goes on for the others.
func withdrawOne(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Withdrawn, Level: "one"})
	return nil
}

func ratePetition(s *machine.Step, c casework.Command) error {
	if c.Args.Outcome == "" {
		return casework.FieldError(casework.Invalid, "outcome", "R084")
	}
	s.SetFact(casework.FactRated, c.Args.Outcome)
	e := casework.Event{Name: casework.Rated, Rule: "R084", Basis: "信访工作条例第二十一条第二款", Level: c.Args.Outcome}
	if c.Args.Outcome == "unsatisfied" {
		e.To = s.Tells(casework.Rate)
	}
	s.Say(e)
	return nil
}
