package workflows

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// duties keeps the standing duties of one bureau, as long as it stands: the
// Monday list (R102), the monthly circular (R101), the half-yearly summary
// (R100), the circular of what was late (R222), the quarterly check of targets (R213), the yearly vote (R215), the
// quarterly self-check (R110), next year's list of days off, what the public (R231) and the
// outside inspectors (R202) think of the house, the joint meeting on disclosure (R206), the yearly circular of it (R209). Each is a clock that comes round again; a round
// nobody filed by its day is told to the leaders, and where the rules take points
// for it they are proposed.
type duties struct{}

var standingDuties = []string{"monday_list", "circular", "summary", "target_check", "vote", "self_check", casework.ClockNextList, overdueCircular, kind.ClockOpinions, jointMeeting, outsideReview, disclosureCircular}

const (
	overdueCircular    = "overdue_circular"
	jointMeeting       = "joint_meeting"
	outsideReview      = "outside_review"
	disclosureCircular = "disclosure_circular"
)

// asked are the duties by which others are heard, and hear.
var asked = []string{kind.ClockOpinions, jointMeeting, outsideReview, disclosureCircular}

func (duties) Open(s *machine.Step) error {
	s.Stand(casework.StageStanding)
	s.Turn(casework.SupervisionOffice)
	owed := standingDuties
	if !s.Since("overdue-circulated") {
		owed = without(owed, overdueCircular)
	}
	if !s.Since("opinions-asked") {
		owed = without(owed, asked...)
	}
	return s.StartWith(machine.Terms{From: s.State.Received}, owed...)
}

// Recounted: a duty that the house had not when they were registered is owed from the day
// they are counted by a policy that knows it.
func (duties) Recounted(s *machine.Step) error {
	if !s.Since("duties-recounted") {
		return nil
	}
	fresh := slices.DeleteFunc(slices.Clone(standingDuties), func(name string) bool { return s.State.Clock(name) != nil })
	if !s.Since("opinions-recounted") {
		fresh = without(fresh, asked...)
	}
	if len(fresh) == 0 {
		return nil
	}
	return s.Start(fresh...)
}

// without are the names but some.
func without(names []string, some ...string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(some, name) })
}

func (duties) Act(s *machine.Step, c casework.Command) error {
	switch c.Name {
	case casework.DecidePoints:
		return decidePoints(s, c)
	case casework.Circulate:
		return circulate(s, c)
	case kind.VoidCircular:
		return voidCircular(s, c)
	case kind.TakeOpinions:
		return takeOpinions(s, c)
	}
	return fileDuty(s, c)
}

// circulate: the general office issued the circular of what was not finished in time, or
// said in it that there is nothing; the leaders have it, and the heads of the sections that
// stand on it (「通报局领导和相关主办股室负责人」, R058, R222).
func circulate(s *machine.Step, c casework.Command) error {
	clock := s.State.Clock(overdueCircular)
	s.LookedInto(clock)
	leaders, heads := parted(s.Tells(casework.Circulate), casework.SectionHead)
	s.SayOf(clock, casework.Event{Name: casework.DutyDone, Level: c.Args.Outcome, To: leaders})
	for _, unit := range c.Args.Units {
		s.Say(casework.Event{Name: kind.Circulated, Clock: clock.Name, Round: clock.Round, Unit: unit, Rule: "R058", To: heads})
	}
	return nil
}

// takeOpinions: the public was asked, and what it said and what is done about it is on record
// (「采取座谈会、问卷调查、对口部门和上级机关评议等形式，定期征求社会各界的意见」, R231).
func takeOpinions(s *machine.Step, c casework.Command) error {
	if c.Args.Means == "" {
		return casework.FieldError(casework.Invalid, "means", "R231")
	}
	clock := s.State.Clock(kind.ClockOpinions)
	s.LookedInto(clock)
	s.SayOf(clock, casework.Event{Name: casework.DutyDone, Level: c.Args.Means, To: s.Tells(kind.TakeOpinions)})
	return nil
}

// parted are the roles without one of them, and that one.
func parted(all []casework.Role, one casework.Role) (rest, those []casework.Role) {
	for _, r := range all {
		if r == one {
			those = append(those, r)
		} else {
			rest = append(rest, r)
		}
	}
	return rest, those
}

// voidCircular: what was issued is void, and its round is owed again; one that is over was
// missed (R222).
func voidCircular(s *machine.Step, c casework.Command) error {
	i := slices.IndexFunc(s.State.Clocks, func(o casework.Clock) bool {
		return o.Name == overdueCircular && !o.Filed.IsZero() && !o.Filed.Before(c.Args.Received)
	})
	if i < 0 {
		return casework.FieldError(casework.NothingOwed, "received", "R222")
	}
	if err := s.Unmeet(&s.State.Clocks[i]); err != nil {
		return err
	}
	s.SayOf(&s.State.Clocks[i], casework.Event{Name: kind.CircularVoided, To: s.Tells(kind.VoidCircular)})
	return nil
}

// fileDuty: a duty of this round is filed, once, by whoever owes it, or for him by
// those who keep the list; the next round comes at its own time. Where the round before was
// missed the report says of which it is: brought late, it meets nothing (R110).
func fileDuty(s *machine.Step, c casework.Command) error {
	clock := s.State.Clock(c.Args.Clock)
	if clock == nil || clock.Status != casework.Running {
		return casework.FieldError(casework.NoSuchClock, "clock", "R100")
	}
	if s.Answer(clock.Name) != "" { // by an act of its own
		return casework.FieldError(casework.Invalid, "clock", clock.Rule)
	}
	if !casework.FilesDuty(c.Roles, clock.Owner) {
		return casework.FieldError(casework.NotCompetent, "clock", clock.Rule)
	}
	missed := kind.MissedBefore(s.State, clock)
	switch {
	case c.Args.Outcome == kind.MissedRound && missed == nil:
		return casework.FieldError(casework.NothingOwed, "outcome", clock.Rule)
	case c.Args.Outcome == kind.MissedRound: // it stays missed, and the round that runs is owed still
		missed.Filed = s.At
		s.SayOf(missed, casework.Event{Name: kind.DutyLate, To: s.Tells(casework.FileDuty)})
		return nil
	case !clock.Filed.IsZero():
		return casework.FieldError(casework.AlreadyDone, "clock", clock.Rule)
	}
	if clock.Name == casework.ClockNextList {
		if in, err := s.ListIsIn(clock); err != nil || !in {
			return cmp.Or(err, error(casework.FieldError(casework.ListMissing, "clock", clock.Rule)))
		}
	}
	if missed != nil && c.Args.Outcome == "" && s.State.Declared >= kind.ToldWhich { // of which it is, nobody but him can tell
		return casework.FieldError(casework.Invalid, "outcome", clock.Rule)
	}
	s.File(clock)
	if s.Since("filed-reminds-no-more") { // it used to be reminded of all the same
		s.LookedInto(clock)
	}
	return nil
}

// decidePoints: the efficiency office scores what was proposed, or lets it be, the
// oldest round first. Scored, the points stand on the unit's sheet (R110).
func decidePoints(s *machine.Step, c casework.Command) error {
	i := slices.IndexFunc(s.State.Proposed, func(p casework.Proposed) bool { return p.Clock == c.Args.Clock })
	switch {
	case i < 0:
		return casework.FieldError(casework.NoProposal, "clock", "R110")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R110")
	}
	p := s.State.Proposed[i]
	s.State.Proposed = slices.Delete(s.State.Proposed, i, i+1)
	level := "refused"
	if *c.Args.Approve {
		level = "consented"
	}
	s.Say(casework.Event{
		Name: casework.PointsDecided, Clock: p.Clock, Round: p.Round, Rule: p.Rule, Level: level,
		To: s.Tells(casework.DecidePoints), Detail: map[string]string{"measure": p.Measure},
	})
	return nil
}

// MayClose: what was missed is decided first, and not lost with the case (R110).
func (duties) MayClose(s *machine.Step) error {
	if len(s.State.Proposed) > 0 {
		return casework.FieldError(casework.PointsUndecided, "", "R110")
	}
	return nil
}

func (duties) RanOut(*machine.Step, casework.Clock) error { return nil }
