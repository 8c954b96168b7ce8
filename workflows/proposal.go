package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// proposal is what a congress or a conference has assigned to the bureau (建议提案). All counts
// from the day of that (交办之日):
//
//	assign         the general office gives it to the unit that leads, within 1wd by preset
//	return         not ours: through the general office, within 2wd; later with the assigner's
//	               consent only (R091)
//	decide_return  somebody else sends it back, or does not, within 1wd by preset
//	handle         3mo, or as the assigner stated: what is broad or hard, 6mo at most; met by
//	               the reply over the head's signature (R089, 代表法 51)
//	step:post      a co-unit's part (R044)
//	sign           the head signs, within 2wd by preset
//	follow_up      the supervision office looks into it, round by round (R230)
//	opinion        the author says what he thinks; not satisfied, it is answered anew within
//	               the 30d of redo
type proposal struct{}

func (proposal) Open(s *machine.Step) error {
	s.Stand(casework.StageAssign)
	s.Turn(casework.GeneralOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "assign", "return", "follow_up")
}

var proposalActs = machine.Acts{
	casework.Assign:         assignProposal,
	casework.Return:         returnProposal,
	casework.DecideReturn:   decideProposalReturn,
	kind.ContactAuthor:      contactAuthor,
	casework.Propose:        draftReply,
	casework.Reply:          signReply,
	casework.Rate:           rateProposal,
	casework.Recheck:        recheckProposal,
	casework.AssignStep:     coUnits.assign,
	casework.CompleteStep:   coUnits.complete,
	casework.ConfirmReceipt: coUnits.receive,
	kind.DeclineStep:        declineStep,
	kind.DeemStep:           deemStep,
}

func (proposal) Act(s *machine.Step, c casework.Command) error { return proposalActs[c.Name](s, c) }

// RanOut: no opinion came, and the answer stands.
func (proposal) RanOut(s *machine.Step, c casework.Clock) error {
	if c.Name == kind.ClockOpinion {
		s.Close("answered")
	}
	return nil
}

// Late: the lead of joint work hears of a part.
func (proposal) Late(s *machine.Step, c *casework.Clock) { lateToLead(s, c) }

// assignProposal gives it to the unit that leads. The limit runs from the day on which it was
// assigned to the bureau, and begins for nobody anew (R089).
func assignProposal(s *machine.Step, c casework.Command) error {
	if has(s, c.Args.Post) {
		return casework.FieldError(casework.AlreadyDone, "post", "R089")
	}
	s.CallUp("handle")
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	givenBy(s, c, casework.GeneralOffice, casework.LeaderInCharge, casework.PrincipalLeader)
	s.Meet("assign")
	keptHere(s)
	s.Say(casework.Event{Name: casework.Assigned, Rule: "R089", To: s.Tells(casework.Assign), Detail: moved})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	switch {
	case s.State.Clock("handle") == nil:
		return s.StartWith(machine.Terms{From: s.State.Received, Limit: c.Args.Limit}, "handle")
	case c.Args.Limit != "": // more time is asked for and granted
		return casework.FieldError(casework.AlreadyDone, "limit", "R090")
	}
	return nil
}

// keptHere: nothing waits to be sent back any more.
func keptHere(s *machine.Step) {
	if s.State.Facts[kind.FactReturn] == "" {
		return
	}
	s.SetFact(kind.FactReturn, "")
	s.Meet("decide_return")
}

// returnProposal: not this department's, with the reason and through the general office. In
// time the right is used; later it is recorded as late. Either way somebody else sends it back,
// and until then its limit runs (R091).
func returnProposal(s *machine.Step, c casework.Command) error {
	e := casework.Event{Name: casework.Returned, Rule: "R091", To: s.Tells(casework.Return)}
	right, how := s.State.Clock("return"), kind.ReturnAsked
	if right == nil || right.Status == casework.Lapsed {
		how = kind.ReturnLate
		e.Detail = map[string]string{"late": "true"}
	}
	s.SetFact(kind.FactReturn, how)
	s.SetFact(casework.FactReturner, c.Actor)
	s.Say(e)
	s.Meet("return")
	s.Turn(casework.GeneralOffice)
	return s.Start("decide_return")
}

// decideProposalReturn sends it back to whoever assigned it, late only with his consent on
// record; or the unit goes on (R091).
func decideProposalReturn(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R091")
	case *c.Args.Approve && s.State.Facts[kind.FactReturn] == kind.ReturnLate && c.Args.BasisID == "":
		return casework.FieldError(casework.Invalid, "basis", "R091")
	}
	e := casework.Event{Name: casework.ReturnDecided, Rule: "R091", Level: "refused", To: s.Tells(casework.DecideReturn), Detail: basisOf(c)}
	if *c.Args.Approve {
		e.Level = "consented"
		for _, late := range []string{"handle", kind.ClockRedo} {
			s.CallUp(late)
		}
	}
	keptHere(s)
	s.Say(e)
	if *c.Args.Approve {
		s.Close("returned")
		return nil
	}
	if s.State.Stage == casework.StageHandle {
		s.Turn(casework.Handler)
	}
	return nil
}

// contactAuthor is what the author said, before he is answered (代表法 51).
func contactAuthor(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Means == "":
		return casework.FieldError(casework.Invalid, "means", "R089")
	case c.Args.Received.Before(s.State.Received.Truncate(time.Minute)): // or never
		return casework.FieldError(casework.Invalid, "received", "R089")
	case c.Args.Received.After(s.At):
		return casework.FieldError(casework.FutureDate, "received", "R089")
	}
	s.SetFact(kind.FactContacted, "true")
	s.Say(casework.Event{
		Name: kind.AuthorContacted, Rule: "R089", Level: c.Args.Means, To: s.Tells(kind.ContactAuthor), Detail: map[string]string{"on": c.Args.Received.Format(time.RFC3339)},
	})
	return nil
}

// draftReply lays the reply before the head: the file is on his desk, and the turn is his.
func draftReply(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: kind.ReplyDrafted, Rule: "R089", To: s.Tells(casework.Propose)})
	s.Stand(kind.StageSign)
	s.Turn(casework.PrincipalLeader)
	return s.Start(kind.ClockSign)
}

// signReply: the head signs, and the author has his reply; or the unit drafts it anew.
func signReply(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R089")
	}
	s.Meet(kind.ClockSign)
	if !*c.Args.Approve {
		s.Say(casework.Event{Name: kind.ReplyReturned, Rule: "R089", To: []casework.Role{casework.ActingHolder}})
		s.Stand(casework.StageHandle)
		s.Turn(casework.Handler)
		return nil
	}
	s.Meet("handle", kind.ClockRedo)
	for _, name := range []string{"return", "follow_up"} {
		s.Release(name)
	}
	s.Say(casework.Event{Name: casework.Replied, Rule: "R089", To: s.Tells(casework.Reply)})
	s.Stand(kind.StageAnswered)
	s.Turn(casework.GeneralOffice)
	return s.Start(kind.ClockOpinion)
}

// rateProposal is what the author thinks of the reply. Not satisfied, he is spoken with and
// answered anew. How long the house waits for his word is the house's own: it comes later all the
// same, and what ended as answered is taken up again.
func rateProposal(s *machine.Step, c casework.Command) error {
	if s.State.Declared > 0 && c.Args.Proof == "" { // his own slip says what he thinks, and nobody for him
		return casework.FieldError(casework.Invalid, "proof", "R089")
	}
	if s.State.Closed() {
		was := s.State.Result
		s.State.Result, s.State.ClosedAt, s.State.ClosedFrom = "", time.Time{}, ""
		s.Say(casework.Event{Name: casework.CaseReopened, Rule: "R089", To: []casework.Role{casework.GeneralOffice}, Detail: map[string]string{"was": was}})
		s.Stand(kind.StageAnswered)
	}
	s.Meet(kind.ClockOpinion)
	e := casework.Event{Name: casework.Rated, Rule: "R089", Level: c.Args.Outcome}
	switch c.Args.Outcome {
	case "satisfied", "basically":
		s.Say(e)
		s.Close(c.Args.Outcome)
		return nil
	case "unsatisfied":
	default:
		return casework.FieldError(casework.Invalid, "outcome", "R089")
	}
	e.To = s.Tells(casework.Rate)
	s.Say(e)
	s.SetFact(kind.FactContacted, "")
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	return s.Start(kind.ClockRedo, "follow_up")
}

// recheckProposal is what the supervision office found: it meets the round, once; where nothing
// was done the head hears (R230, R097).
func recheckProposal(s *machine.Step, c casework.Command) error {
	e := casework.Event{Name: casework.Rechecked, Rule: "R230", Level: c.Args.Outcome, To: s.Tells(casework.Recheck)}
	switch c.Args.Outcome {
	case "":
		return casework.FieldError(casework.Invalid, "outcome", "R230")
	case casework.RecheckNotDone:
		e.To = append(e.To, casework.PrincipalLeader)
	}
	round := s.State.Clock("follow_up")
	if round == nil || !round.Open() {
		return casework.FieldError(casework.NoSuchClock, "", "R230")
	}
	s.LookedInto(round)
	s.SayOf(round, e)
	return nil
}
