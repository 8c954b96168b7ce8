package workflows

import (
	"cmp"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// parts are what several posts have of one matter, each with a limit of its own: given and
// signed for by the rule that asks for it.
type parts struct{ given, signed string }

// coUnits have a part of joint work beside the lead (主办, 协办).
var coUnits = parts{given: "R044", signed: "R095"}

// assign gives a post its part; what it misses is its breach and not the lead's (R044). A
// part nobody stated a limit for ends with the whole, and none ends after it.
func (p parts) assign(s *machine.Step, c casework.Command) error {
	name, rounds := casework.PartOf(casework.ClockStep, c.Args.Post), 0
	if given := s.State.Clock(name); given != nil {
		if rounds = given.Round; given.Open() {
			return casework.FieldError(casework.StepStands, "post", "R096")
		}
	}
	switch {
	case c.Args.Post == "" || c.Args.Post == s.State.Post:
		return casework.FieldError(casework.Invalid, "post", p.given)
	case !c.Args.Until.IsZero() && !c.Args.Until.After(s.At):
		return casework.FieldError(casework.Invalid, "until", "R062")
	}
	part := machine.Terms{Limit: c.Args.Limit, Stated: c.Args.Until, Post: c.Args.Post, Unit: c.Args.Unit, Told: true}
	end := whole(s)
	if part.Limit == "" && part.Stated.IsZero() {
		part.Stated = end
	}
	if err := s.StartWith(part, name, casework.PartOf(casework.ClockReceipt, c.Args.Post)); err != nil {
		return err
	}
	fresh := s.State.Clock(name)
	switch {
	case fresh == nil || fresh.Round == rounds: // nothing was stated, and the lead's own limit runs no longer
		return casework.FieldError(casework.BadLimit, "limit", p.given)
	case !end.IsZero() && fresh.Due.After(end):
		return casework.FieldError(casework.StepsTooLong, "limit", p.given)
	}
	if s.Since("sender-signs-no-receipt") {
		s.SetFact(kind.PartSender(fresh.Post), c.Actor)
	}
	delete(s.State.Facts, kind.PartFact(fresh.Post))
	if c.Args.Category == kind.PartPermit {
		s.SetFact(kind.PartFact(fresh.Post), kind.PartPermit)
	}
	s.SayOf(fresh, casework.Event{
		Name: casework.StepAssigned, Rule: p.given, To: s.Tells(casework.AssignStep),
		Detail: map[string]string{"post": fresh.Post},
	})
	return nil
}

// whole is when the lead's own limit ends, within which every part keeps; zero
// where it runs no longer.
func whole(s *machine.Step) time.Time {
	for _, c := range s.State.Clocks {
		if (c.Name == "handle" || c.Name == "reply") && (c.Status == casework.Running || c.Status == casework.Paused) {
			return c.Due
		}
	}
	return time.Time{}
}

// complete: the post has done its part, and the lead hears of it.
func (p parts) complete(s *machine.Step, c casework.Command) error {
	part := owedPart(s, c.Args.Clock)
	if part == nil {
		return casework.FieldError(casework.NoSuchClock, "clock", p.given)
	}
	s.Meet(part.Name, casework.PartOf(casework.ClockReceipt, part.Post)) // who did it has received it
	s.Say(casework.Event{
		Name: casework.StepDone, Rule: p.given, To: s.Tells(casework.CompleteStep),
		Clock: part.Name, Round: part.Round, DueVersion: part.DueVersion, Detail: map[string]string{"post": part.Post},
	})
	return nil
}

// owedPart finds a co-unit's part that is still owed.
func owedPart(s *machine.Step, clock string) *casework.Clock {
	part := s.State.Clock(clock)
	if part == nil || !part.Open() || casework.Ruling(part.Name) != casework.ClockStep {
		return nil
	}
	return part
}

// declineStep: the co-unit refuses, and the lead knows. Its part runs on (R045).
func declineStep(s *machine.Step, c casework.Command) error {
	part := owedPart(s, c.Args.Clock)
	if part == nil {
		return casework.FieldError(casework.NoSuchClock, "clock", "R045")
	}
	switch known := kind.PartFact(part.Post); s.State.Facts[known] {
	case "":
		s.SetFact(known, kind.PartDeclined)
	case kind.PartPermit: // refused or not, nobody gives it in its place
	default:
		return casework.FieldError(casework.AlreadyDone, "clock", "R045")
	}
	s.Meet(casework.PartOf(casework.ClockReceipt, part.Post)) // who refuses has received it
	s.Say(casework.Event{
		Name: casework.StepDeclined, Rule: "R045", To: s.Tells(kind.DeclineStep),
		Clock: part.Name, Round: part.Round, DueVersion: part.DueVersion, Detail: map[string]string{"post": part.Post},
	})
	return nil
}

// deemStep is the lead's word that a co-unit stays away: it is taken not to object, from its
// refusal or the end of its part on, and answers for what comes of it. Nothing of its own
// part ends by that, and its own permit is never given in its place (R045).
func deemStep(s *machine.Step, c casework.Command) error {
	part := owedPart(s, casework.PartOf(casework.ClockStep, c.Args.Post))
	if part == nil {
		return casework.FieldError(casework.NoSuchClock, "post", "R045")
	}
	known := kind.PartFact(part.Post)
	switch was := s.State.Facts[known]; {
	case was == kind.PartPermit:
		return casework.FieldError(casework.OwnPermit, "post", "R045")
	case was == kind.PartDeemed:
		return casework.FieldError(casework.AlreadyDone, "post", "R045")
	case !kind.Absent(s.State, part):
		return casework.FieldError(casework.NotAbsent, "post", "R045")
	}
	e := casework.Event{
		Name: casework.StepDeemed, Rule: "R045", Level: "silent", To: s.Tells(kind.DeemStep), Detail: map[string]string{"post": part.Post},
	}
	if s.State.Facts[known] == kind.PartDeclined {
		e.Level = "declined"
	}
	s.SetFact(known, kind.PartDeemed)
	s.SayOf(part, e)
	return nil
}

// lateToLead: a part is late with its own desk and head, and the lead hears what it means for
// him: his word that nobody objects is waited for, or a permit of the co-unit's own that no
// word of his replaces (R045).
func lateToLead(s *machine.Step, c *casework.Clock) {
	known := s.State.Facts[kind.PartFact(c.Post)]
	if casework.Ruling(c.Name) != casework.ClockStep || s.State.Closed() || known == kind.PartDeemed || !s.Since("lead-hears-of-late-parts") {
		return
	}
	e := casework.Event{
		Name: casework.StepOverdue, Rule: "R045", To: []casework.Role{casework.ActingHolder},
		Clock: c.Name, Round: c.Round, DueVersion: c.DueVersion, Detail: map[string]string{"post": c.Post},
	}
	if known == kind.PartPermit {
		e.Level = kind.PartPermit
	}
	s.Say(e)
}

// Late: the lead of joint work hears of a part.
func (service) Late(s *machine.Step, c *casework.Clock) { lateToLead(s, c) }

func (supervision) Late(s *machine.Step, c *casework.Clock) { lateToLead(s, c) }

// receive is the signature for a notice; who has not signed is chased (R095). What
// somebody sent himself he does not sign for (R044).
func (p parts) receive(s *machine.Step, c casework.Command) error {
	e := casework.Event{
		Name: casework.ReceiptSigned, Rule: p.signed, To: s.Tells(c.Name), Detail: map[string]string{"post": s.State.Post},
	}
	if len(e.To) == 0 {
		e.To = []casework.Role{s.Assigner()}
	}
	owed := s.State.Clock(cmp.Or(c.Args.Clock, casework.ClockReceipt))
	switch {
	case owed == nil: // nobody is chased for it
	case !owed.Open() || casework.Ruling(owed.Name) != casework.ClockReceipt:
		return casework.FieldError(casework.NothingOwed, "", p.signed) // signed for already
	case owed.Post != "" && s.State.Facts[kind.PartSender(owed.Post)] == c.Actor:
		return casework.FieldError(casework.OwnReceipt, "", "R044")
	default:
		e.Rule, e.Detail["post"] = owed.Rule, cmp.Or(owed.Post, s.State.Post)
		s.Meet(owed.Name)
	}
	s.Say(e)
	return nil
}
