package workflows

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// stateFacts ends the verification: nobody's fault, excused (容错免责), a
// reminder, or formally opened against a person, or a unit for which its head
// speaks, who is then to be heard.
func stateFacts(s *machine.Step, c casework.Command) error {
	if s.State.Declared > 0 && (c.Args.Outcome == "inquiry" || c.Args.Outcome == "formal") {
		return askHead(s, c)
	}
	if c.Args.Outcome == "formal" && c.Args.Person == "" {
		return casework.FieldError(casework.Invalid, "person", "R130")
	}
	if c.Actor == c.Args.Person {
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	if c.Args.Outcome == "exempt" && s.Since("exemption-is-asked-for") {
		switch c.Args.AskedBy {
		case "":
			return casework.FieldError(casework.Invalid, "asked_by", "R064")
		case c.Actor: // nobody grants what he asked for himself
			return casework.FieldError(casework.OwnCase, "asked_by", "R142")
		}
	}
	s.Meet("verify")
	facts := factsFound(s, c)
	if c.Args.Outcome == "exempt" && c.Args.AskedBy != "" {
		if facts.Detail == nil {
			facts.Detail = map[string]string{}
		}
		facts.Detail["asked_by"] = c.Args.AskedBy
	}
	s.Say(facts)
	if c.Args.Outcome != "formal" {
		s.Close(c.Args.Outcome)
		return nil
	}
	s.SetFact(factPerson, c.Args.Person)
	opened := casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
		Detail: map[string]string{"person": c.Args.Person},
	}
	if c.Args.Unit != "" {
		s.SetFact(casework.FactUnit, c.Args.Unit)
		opened.Rule, opened.Detail["unit"] = "R139", c.Args.Unit
	}
	s.Say(opened)
	s.Stand(casework.StageHear)
	return s.Start("handle", "statement")
}

// factsFound is what the verification came to.
func factsFound(s *machine.Step, c casework.Command) casework.Event {
	facts := casework.Event{Name: casework.FactsStated, Rule: "R129", Level: c.Args.Outcome, To: s.Tells(casework.StateFacts)}
	if ground, ok := casework.GroundOf(c.Args.Ground); ok {
		s.SetFact(casework.FactGround, ground.Code)
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	return facts
}

// openSplit opens the case of a further person, who is to be heard from the first
// day: the matter was verified where it was split.
func openSplit(s *machine.Step) error {
	f := s.State.Facts
	facts := casework.Event{
		Name: casework.FactsStated, Rule: "R129", Level: "formal", Actor: f[casework.FactStatedBy], TextID: f[casework.FactStatedIn],
	}
	if ground, ok := casework.GroundOf(f[casework.FactGround]); ok {
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	s.Say(facts)
	s.Say(casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", Actor: f[casework.FactStatedBy], Detail: map[string]string{"person": f[factPerson]},
		To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
	})
	s.Say(casework.Event{
		Name: casework.LiabilitySplit, Rule: "R131", Actor: f[casework.FactStatedBy], Level: f[casework.FactShare],
		Detail: map[string]string{"person": f[factPerson], "share": f[casework.FactShare]},
	})
	s.Turn(casework.EfficiencyOffice)
	return s.Start("handle", "statement")
}
