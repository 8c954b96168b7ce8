package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// contact is what somebody asks the office (首问): whoever is asked first has it to its end.
//
//	handle     the promised day, met by an answer, on the spot where it can be (R004, R006)
//	step:post  a desk of this house was led to, or its papers taken in: it receives, handles
//	           and answers (R010, R014)
//	receipt    and signs for what it got (R008)
//	follow_up  filed upward: chased every week until there is a result (R012)
//	guide      what it is unsure of, or what is to be studied, is with the leader (R050)
//	put_off    what cannot be answered now is answered by the day he was told (R006)
//	content    where the office chose so: it ends with the client's word (R234)
type contact struct{}

// guidedTo is a desk of this house that was led to, beside whoever was asked first; takenIn
// is one whose papers he took in while nobody was there.
var (
	guidedTo = parts{given: "R010", signed: "R008"}
	takenIn  = parts{given: "R014", signed: "R008"}
)

// Open: what is urgent or grave is with the head the moment it is written down (R015), and
// what was taken in for a colleague is passed on to him (R014).
func (contact) Open(s *machine.Step) error {
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if err := s.StartWith(machine.Terms{From: s.State.Received}, "handle"); err != nil {
		return err
	}
	if s.State.Facts[kind.FactUrgent] == "true" {
		s.Say(casework.Event{Name: kind.ReportedUp, Rule: "R015", Level: kind.FactUrgent, To: s.Tells(kind.ReportUp)})
	}
	if post := s.State.Facts[kind.FactFor]; post != "" && post != s.State.Post {
		return takenIn.assign(s, casework.Command{Args: casework.Args{Post: post, Unit: s.State.Facts[kind.FactForUnit]}})
	}
	return nil
}

var contactActs = machine.Acts{
	casework.Reply:          answerAsked,
	casework.AssignStep:     leadTo,
	casework.ConfirmReceipt: guidedTo.receive,
	casework.CompleteStep:   guidedTo.complete,
	kind.PutOff:             putOff,
	kind.Coordinate:         coordinate,
	kind.Guide:              guideFirst,
	kind.GuideOut:           guideOut,
	kind.FileUp:             fileUp,
	kind.Urge:               urge,
	kind.ReportUp:           reportUp,
	casework.Decline:        explainAway,
	casework.Object:         objectAsked,
	casework.Rate:           rateService,
	kind.CallBack:           callBackRater,
	kind.Redo:               reportToRater,
	kind.AskLook:            askLook,
	kind.LookAgain:          lookAgain,
}

func (contact) Act(s *machine.Step, c casework.Command) error { return contactActs[c.Name](s, c) }

// RanOut: nothing of it is decided by silence.
func (contact) RanOut(*machine.Step, casework.Clock) error { return nil }

// leadTo gives a desk of this house the matter to receive (R010). Whoever is old, weak, ill
// or disabled is walked there (R020).
func leadTo(s *machine.Step, c casework.Command) error {
	if s.State.Facts[kind.FactHelped] == "true" && c.Args.Means != kind.Accompanied {
		return casework.FieldError(casework.Invalid, "means", "R020")
	}
	return guidedTo.assign(s, c)
}

// hasHisAnswer: he knows, and what the leader was asked for his sake is asked no more.
func hasHisAnswer(s *machine.Step) {
	s.Meet("handle")
	s.Meet(kind.ClockPutOff)
	askNoMore(s)
}

// putOff: what cannot be answered on the spot: why, by which day, and whom to call. The day
// lies within the promise and is a clock of its own (R006).
func putOff(s *machine.Step, c casework.Command) error {
	switch end := whole(s); {
	case c.Args.BasisID == "":
		return casework.FieldError(casework.Invalid, "basis", "R006")
	case !c.Args.Until.After(s.At):
		return casework.FieldError(casework.Invalid, "until", "R006")
	case !end.IsZero() && c.Args.Until.After(end):
		return casework.FieldError(casework.PastPromise, "until", "R006")
	}
	detail := map[string]string{"until": c.Args.Until.Format(time.RFC3339), "basis_id": c.Args.BasisID}
	s.Say(casework.Event{Name: kind.AnswerAgreed, Rule: "R006", To: s.Tells(kind.PutOff), Detail: detail})
	return s.StartWith(machine.Terms{Stated: c.Args.Until, Told: true}, kind.ClockPutOff)
}

// coordinate: what overlaps with another body counts as this unit's, and nobody is sent on with
// it from then on (R013).
func coordinate(s *machine.Step, c casework.Command) error {
	if c.Args.BasisID == "" {
		return casework.FieldError(casework.Invalid, "basis", "R013")
	}
	s.SetFact(kind.FactShared, "true")
	s.Say(casework.Event{Name: kind.Coordinated, Rule: "R013", To: s.Tells(kind.Coordinate), Detail: basisOf(c)})
	return nil
}

// answerAsked ends it, or, where the office chose so, asks for the client's word first (R234).
func answerAsked(s *machine.Step, c casework.Command) error {
	handledBy(s, c.Actor)
	hasHisAnswer(s)
	s.Release(kind.ClockFollowUp)
	s.Say(casework.Event{Name: casework.Replied, Rule: "R004", To: s.Tells(casework.Reply)})
	if err := s.Start(kind.ClockContent); err != nil {
		return err
	}
	if asked := s.State.Clock(kind.ClockContent); asked == nil || !asked.Open() {
		s.Close("answered")
		return nil
	}
	s.Stand(kind.StageContent)
	return nil
}

// guideOut: not this unit's. Who is competent was named, and the help given is on record (R011).
func guideOut(s *machine.Step, c casework.Command) error {
	if c.Args.BasisID == "" {
		return casework.FieldError(casework.Invalid, "basis", "R011")
	}
	handledBy(s, c.Actor)
	hasHisAnswer(s)
	s.Say(casework.Event{Name: kind.LedOut, Rule: "R011", Level: c.Args.Outcome, To: s.Tells(kind.GuideOut), Detail: basisOf(c)})
	s.Close("referred")
	return nil
}

// fileUp: beyond this place's power, and filed upward within the promise; the day is told,
// and it is chased from then on (R012).
func fileUp(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.BasisID == "":
		return casework.FieldError(casework.Invalid, "basis", "R012")
	case c.Args.Received.IsZero() || c.Args.Received.After(s.At) || c.Args.Received.Before(s.State.Received.Truncate(time.Minute)): // at once, to the minute
		return casework.FieldError(casework.Invalid, "received", "R012")
	}
	s.Meet("handle")
	detail := map[string]string{"filed": c.Args.Received.Format(time.RFC3339), "basis_id": c.Args.BasisID}
	s.Say(casework.Event{Name: kind.FiledUp, Rule: "R012", To: s.Tells(kind.FileUp), Detail: detail})
	s.Stand(kind.StageFiled)
	return s.Start(kind.ClockFollowUp)
}

// urge is the word of who was asked first to those who have it in hand: it meets the round
// of the week, and of a case of this house whoever handles that hears (R009, R012).
func urge(s *machine.Step, c casework.Command) error {
	name := kind.ClockFollowUp
	if c.Args.Clock != "" {
		name = c.Args.Clock
	}
	round := s.State.Clock(name)
	if round == nil || !round.Open() || casework.Ruling(name) != kind.ClockFollowUp {
		return casework.FieldError(casework.NothingOwed, "", "R012")
	}
	s.LookedInto(round)
	s.Say(casework.Event{Name: casework.Chased, Rule: round.Rule, To: s.Tells(kind.Urge), Clock: round.Name, Round: round.Round})
	return nil
}

// firstFollows: who was asked first follows the case that the question became, whoever handles
// it, until there is a result (R009, R016).
func firstFollows(s *machine.Step) error {
	post := s.State.Facts[kind.FactFirst]
	if post == "" || post == s.State.Post || !s.Since("first-asked-follows") {
		return nil
	}
	return s.StartWith(machine.Terms{Post: post, Unit: s.State.Facts[kind.FactFirstUnit]}, casework.PartOf(kind.ClockFollowUp, post))
}

// resultKnown ends that, and he hears: he has his answer to give.
func resultKnown(s *machine.Step) {
	follows := s.State.Clock(casework.PartOf(kind.ClockFollowUp, s.State.Facts[kind.FactFirst]))
	if follows == nil || !follows.Open() {
		return
	}
	s.SayOf(follows, casework.Event{Name: kind.ResultKnown, Rule: "R009", To: []casework.Role{casework.ActingHolder}})
	s.Meet(follows.Name)
}

// reportUp: urgent, unsure, or to be studied: the head hears at once, and a second
// appointment lies within the promise (R007, R015). What is to be studied is with the leader
// until he has answered (R050).
func reportUp(s *machine.Step, c casework.Command) error {
	if end := whole(s); !c.Args.Until.IsZero() && (!c.Args.Until.After(s.At) || !end.IsZero() && c.Args.Until.After(end)) {
		return casework.FieldError(casework.OverCap, "until", "R007")
	}
	e := casework.Event{Name: kind.ReportedUp, Rule: "R015", Level: c.Args.Category, To: s.Tells(kind.ReportUp)}
	if !c.Args.Until.IsZero() {
		e.Detail = map[string]string{"appointment": c.Args.Until.Format(time.RFC3339)}
	}
	s.Say(e)
	if guide := s.State.Clock(kind.ClockGuide); c.Args.Category == kind.FactUrgent || !s.Knows(kind.Guide) || guide != nil && guide.Open() {
		return nil
	}
	leader, err := s.Present(c.Actor, casework.LeaderInCharge)
	if err != nil {
		return err
	}
	return s.StartWith(machine.Terms{Owner: leader}, kind.ClockGuide)
}

// guideFirst is the leader's word on what was reported to him (R050).
func guideFirst(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockGuide)
	s.Say(casework.Event{Name: kind.Guided, Rule: "R050", To: s.Tells(kind.Guide)})
	return nil
}

// explainAway: beyond law and policy, and explained: it counts as answered (R018).
func explainAway(s *machine.Step, c casework.Command) error {
	handledBy(s, c.Actor)
	hasHisAnswer(s)
	s.Say(casework.Event{Name: casework.Declined, Rule: "R018", To: s.Tells(casework.Decline), Detail: basisOf(c)})
	s.Close("explained")
	return nil
}

// objectAsked: he objects after all was explained, and his superiors hear (R017).
func objectAsked(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Objected, Rule: "R017", To: s.Tells(casework.Object)})
	return nil
}
