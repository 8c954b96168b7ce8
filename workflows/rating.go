package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// What whoever was served thinks of it (好差评), and what a bad word of his owes him:
//
//	call_back  another person than who handled it calls him back
//	redo       the unit mends what was founded, and reports to him
//
// Then he rates anew. It is the same for each kind that serves somebody; where the office
// answers until he is content, a first contact ends with it (R234).

// handledBy keeps who handled it, for the acts that are another's.
func handledBy(s *machine.Step, person string) {
	if !s.Knows(kind.CallBack) || person == "" {
		return
	}
	s.SetFact(kind.FactHandled, person)
	if s.State.Facts[casework.FactRated] != "" { // taken up again, it has another result
		s.SetFact(casework.FactRated, "")
	}
}

// rateService is his word, by his query code, at the window or on the telephone.
func rateService(s *machine.Step, c casework.Command) error {
	if !slices.Contains(casework.Levels, c.Args.Outcome) {
		return casework.FieldError(casework.Invalid, "outcome", "R234")
	}
	s.SetFact(casework.FactRated, c.Args.Outcome)
	e := casework.Event{Name: casework.Rated, Rule: "R234", Level: c.Args.Outcome}
	if c.Args.Category == kind.RatingAnonymous {
		e.Detail = map[string]string{"category": kind.RatingAnonymous}
	}
	bad := casework.Bad(c.Args.Outcome)
	if bad {
		e.To = s.Tells(casework.Rate)
	}
	s.Say(e)
	s.Meet(kind.ClockContent)
	if !bad || c.Args.Category == kind.RatingAnonymous {
		return hadHisWord(s)
	}
	caller, err := s.Present(s.State.Facts[kind.FactHandled], casework.SectionHead, casework.LeaderInCharge)
	if err != nil {
		return err
	}
	return s.StartWith(machine.Terms{Owner: caller}, kind.ClockCallBack)
}

// callBackRater is what another person found by asking him. Nothing of a rating is deleted: what
// is set aside was signed by two, and of a mistake he rates anew.
func callBackRater(s *machine.Step, c casework.Command) error {
	s.Meet(kind.ClockCallBack)
	e := casework.Event{Name: kind.CalledBack, Rule: "R234", Level: c.Args.Outcome, To: s.Tells(kind.CallBack)}
	switch c.Args.Outcome {
	case kind.Founded, kind.Unreached:
		s.Say(e)
		return s.Start(kind.ClockRedo)
	case kind.Accounted:
		s.Say(e)
		return hadHisWord(s)
	case kind.Mistaken:
		e.Name = kind.RatingSetAside
		s.Say(e)
		return askAnew(s)
	case kind.Malicious:
		e.Name = kind.RatingSetAside
		s.Say(e)
		return hadHisWord(s)
	}
	return casework.FieldError(casework.Invalid, "outcome", "R234")
}

// reportToRater tells him what was done about it, and asks again.
func reportToRater(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockRedo)
	s.Say(casework.Event{Name: kind.Redone, Rule: "R234", To: s.Tells(kind.Redo)})
	return askAnew(s)
}

// askAnew lets him rate once more.
func askAnew(s *machine.Step) error {
	s.SetFact(casework.FactRated, "")
	if s.State.Stage != kind.StageContent {
		return nil
	}
	return s.Start(kind.ClockContent)
}

// hadHisWord ends what was answered until he had it (R234).
func hadHisWord(s *machine.Step) error {
	if s.State.Stage == kind.StageContent {
		s.Close("answered")
	}
	return nil
}

// askLook: he was refused, and another office looks at it (办不成事). No clock of his stands
// still for that: his days to turn to others run on.
func askLook(s *machine.Step, _ casework.Command) error {
	s.SetFact(kind.FactLook, kind.LookOpen)
	s.Say(casework.Event{Name: kind.LookAsked, Rule: "R234", To: s.Tells(kind.AskLook)})
	return s.Start(kind.ClockLook)
}

// lookAgain answers him. What is to be put right the unit takes up again or registers anew,
// and reports to him within the days of mending.
func lookAgain(s *machine.Step, c casework.Command) error {
	if c.Args.Outcome != kind.LookUpheld && c.Args.Outcome != kind.PutRight {
		return casework.FieldError(casework.Invalid, "outcome", "R234")
	}
	s.SetFact(kind.FactLook, c.Args.Outcome)
	s.Meet(kind.ClockLook)
	said := kind.LookStands
	if c.Args.Outcome == kind.PutRight {
		said = kind.LookRighted
	}
	s.Say(casework.Event{Name: said, Rule: "R234", Level: c.Args.Outcome, To: s.Tells(kind.LookAgain)})
	if open := s.State.Clock(kind.ClockRedo); c.Args.Outcome == kind.LookUpheld || open != nil && open.Open() {
		return nil
	}
	return s.Start(kind.ClockRedo)
}
