package workflows

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

const (
	sanctionProcedure = "行政机关公务员处分条例第三十九条"
	twoInvestigators  = "行政机关公务员处分条例第四十一条"
	recusal           = "行政机关公务员处分条例第四十二条"
)

// askHead puts it to the head of the appointing organ: first the inquiry into a person,
// once its facts stand the formal opening. The person is told of neither; he is heard
// once it is open (处分条例 39).
func askHead(s *machine.Step, c casework.Command) error {
	asked := c.Args.Outcome
	if stage := map[string]casework.Stage{"inquiry": casework.StageVerify, "formal": kind.StageInquire}[asked]; s.State.Stage != stage {
		return casework.FieldError(casework.WrongStage, "outcome", sanctionProcedure)
	}
	if asked == "inquiry" {
		if err := inquireInto(s, c); err != nil {
			return err
		}
	} else {
		s.Say(factsFound(s, c))
	}
	s.SetFact(casework.FactAsked, asked)
	s.SetFact(casework.FactAskedBy, c.Actor)
	awaitHead(s, asked)
	return nil
}

// inquireInto names whom the inquiry would be about, and two who make it (处分条例 41).
func inquireInto(s *machine.Step, c casework.Command) error {
	a := c.Args
	switch {
	case a.Person == "":
		return casework.FieldError(casework.Invalid, "person", "R130")
	case a.Person == c.Actor:
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	case !twoOf(a.Persons, a.Person):
		return casework.FieldError(casework.Invalid, "investigators", twoInvestigators)
	}
	s.SetFact(casework.FactInvestigators, strings.Join(a.Persons, " "))
	for _, of := range [][2]string{
		{casework.FactInquired, a.Person}, {casework.FactInquiredUnit, a.Unit},
		{casework.FactEmployment, string(a.Employment)}, {casework.FactAppointed, a.Appointed},
	} {
		if of[1] != "" {
			s.SetFact(of[0], of[1])
		}
	}
	return nil
}

// twoOf: at least two, each once, and not he himself.
func twoOf(persons []string, himself string) bool {
	return len(slices.Compact(slices.Sorted(slices.Values(persons)))) > 1 && !slices.Contains(persons, himself)
}

// awaitHead waits for the principal leader's word, and for the party group's where a
// higher organ appoints the person: it may be the leader himself.
func awaitHead(s *machine.Step, asked string) {
	head := casework.PrincipalLeader
	if s.State.Facts[casework.FactAppointed] == casework.Above {
		head = casework.PartyGroup
	}
	s.Say(casework.Event{Name: kind.OpeningAsked, Basis: sanctionProcedure, Level: asked, To: []casework.Role{head}})
	s.Stand(casework.StageApprove)
	s.Turn(head)
}

// approveOpening is that word. Refused, the case stands where it stood, and an inquiry
// nobody agreed to leaves no name. The six months run from the word that opens it
// (处分条例 44).
func approveOpening(s *machine.Step, c casework.Command) error {
	facts := s.State.Facts
	asked := facts[casework.FactAsked]
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", sanctionProcedure)
	case c.Actor == facts[casework.FactAskedBy]:
		return casework.FieldError(casework.OwnCase, "actor", recusal)
	}
	delete(facts, casework.FactAsked)
	delete(facts, casework.FactAskedBy)
	s.Turn(casework.EfficiencyOffice)
	if !*c.Args.Approve {
		s.Say(casework.Event{Name: kind.OpeningRefused, Basis: sanctionProcedure, Level: asked, To: s.Tells(casework.Approve)})
		s.Stand(kind.StageInquire)
		if asked == "inquiry" {
			forget(facts)
			s.Stand(casework.StageVerify)
		}
		return nil
	}
	if asked == "inquiry" {
		s.Say(casework.Event{Name: kind.OpeningGranted, Basis: sanctionProcedure, Level: asked, To: s.Tells(casework.Approve)})
		s.Stand(kind.StageInquire)
		return nil
	}
	return openFormally(s)
}

func forget(facts map[string]string) {
	for _, name := range []string{
		casework.FactInquired, casework.FactInquiredUnit, casework.FactInvestigators, casework.FactEmployment, casework.FactAppointed,
	} {
		delete(facts, name)
	}
}

func openFormally(s *machine.Step) error {
	facts := s.State.Facts
	s.Meet("verify")
	s.SetFact(factPerson, facts[casework.FactInquired])
	opened := casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
		Detail: map[string]string{"person": facts[factPerson]},
	}
	if unit := facts[casework.FactInquiredUnit]; unit != "" {
		s.SetFact(casework.FactUnit, unit)
		opened.Rule, opened.Detail["unit"] = "R139", unit
	}
	delete(facts, casework.FactInquired)
	delete(facts, casework.FactInquiredUnit)
	s.Say(opened)
	s.Stand(casework.StageHear)
	return s.Start("handle", "statement")
}

// proposeSplit puts the case of a further person to the head: the matter was looked
// into where it was split, whether it is opened against him is decided here.
func proposeSplit(s *machine.Step) error {
	f := s.State.Facts
	facts := casework.Event{Name: casework.FactsStated, Rule: "R129", Level: "formal", Actor: f[casework.FactStatedBy], TextID: f[casework.FactStatedIn]}
	if ground, ok := casework.GroundOf(f[casework.FactGround]); ok {
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	s.Say(facts)
	s.Say(casework.Event{
		Name: casework.LiabilitySplit, Rule: "R131", Actor: f[casework.FactStatedBy], Level: f[casework.FactShare],
		Detail: map[string]string{"person": f[casework.FactInquired], "share": f[casework.FactShare]},
	})
	awaitHead(s, f[casework.FactAsked])
	return s.Start("verify")
}

// recuseFrom takes somebody off the case; two investigators remain at least (处分条例 41
// to 43).
func recuseFrom(s *machine.Step, c casework.Command) error {
	facts, off := s.State.Facts, c.Args.Person
	himself := facts[casework.FactInquired] + facts[factPerson]
	if off == "" || off == himself {
		return casework.FieldError(casework.Invalid, "person", recusal)
	}
	if barred(facts, off) {
		return casework.FieldError(casework.AlreadyDone, "person", recusal)
	}
	left := slices.DeleteFunc(append(strings.Fields(facts[casework.FactInvestigators]), c.Args.Persons...), func(p string) bool { return p == off || barred(facts, p) })
	if !twoOf(left, himself) {
		return casework.FieldError(casework.Invalid, "investigators", twoInvestigators)
	}
	slices.Sort(left)
	s.SetFact(casework.FactInvestigators, strings.Join(slices.Compact(left), " "))
	addTo(s, casework.FactRecused, off)
	s.Say(casework.Event{Name: kind.Recused, Basis: recusal, Detail: map[string]string{"person": off}, To: s.Tells(casework.Recuse)})
	return nil
}

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
