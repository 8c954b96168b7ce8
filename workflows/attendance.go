package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// attendance is what has to be decided of one person's attendance (考勤).
//
//	away     a check found nobody at the desk: back within the time, or off the post (R182)
//	alone    the same of a single window, where a cover will do (R188)
//	at_once  a clock that failed was reported at once, or it counts as not attended (R181)
//	ahead    leave of a meeting is asked for so long before it (R193)
//	early    and one is there so long before it (R193)
//	settle   everything else is decided by who checks (R180, R191, R192)
//	object   the person may object, then it stands
//	review   and somebody else decides on that
//
// A punch is no clock of a case: what punches say by themselves is counted from them.
type attendance struct{}

func (attendance) Open(s *machine.Step) error {
	s.Stand(kind.StageLook)
	s.Turn(casework.SupervisionOffice)
	switch s.State.Facts[kind.FactMatter] {
	case kind.CheckedEmpty:
		return watch(s, kind.ClockAway)
	case kind.CheckedAlone:
		return watch(s, kind.ClockAlone)
	case kind.ClockFailed:
		return failed(s)
	case kind.AtMeeting:
		return cameTo(s)
	case kind.NotAtMeeting:
		if err := keeps(s, kind.ClockAhead); err != nil {
			return err
		}
	}
	return s.Start(kind.ClockSettle)
}

// keeps starts a clock from what was done, and it is met where it ends by what it was done for: an
// hour from the asking, ten minutes from coming end no later than the meeting begins (R193).
func keeps(s *machine.Step, clock string) error {
	if err := s.StartWith(machine.Terms{From: toldAt(s)}, clock); err != nil {
		return err
	}
	if c := s.State.Clock(clock); c == nil || !c.Due.After(happened(s)) {
		s.Meet(clock)
	}
	return nil
}

// toldAt is when it was said or seen: what another takes in counts from its receipt, also where he
// enters it later; what somebody enters about himself from when he did (R181, R193).
func toldAt(s *machine.Step) time.Time {
	if s.State.Facts[casework.FactRegistrar] == s.State.Facts[casework.FactPersonConcerned] {
		return s.At
	}
	return s.State.Received
}

// kept tells whether it was met, or the policy knows none.
func kept(s *machine.Step, clock string) bool {
	c := s.State.Clock(clock)
	return c == nil || c.Status == casework.Met
}

// watch: nobody was at the desk. Where it is entered afterwards, his time counts from the check all
// the same, and when he was back is known.
func watch(s *machine.Step, clock string) error {
	over, err := s.DueFrom(clock, s.State.Received)
	if err != nil {
		return err
	}
	if err := s.StartWith(machine.Terms{From: s.State.Received, Deemed: s.At}, clock); err != nil {
		return err
	}
	if back, err := time.Parse(time.RFC3339, s.State.Facts[kind.FactBack]); err == nil && back.Before(over) {
		s.Meet(clock)
		s.Close(kind.Attended)
	}
	return nil
}

// failed: what was reported at once is looked into; what was not counts as not attended
// (「要在第一时间向督查科反映，否则视为未出勤」).
func failed(s *machine.Step) error {
	if err := s.StartWith(machine.Terms{From: happened(s), Deemed: s.At}, kind.ClockAtOnce); err != nil {
		return err
	}
	c := s.State.Clock(kind.ClockAtOnce)
	over := c != nil && !c.Due.After(s.At)
	if told := toldAt(s); over && told.Before(s.At) { // said then, and entered since
		due, err := s.DueFrom(kind.ClockAtOnce, happened(s))
		if err != nil {
			return err
		}
		over = !due.After(told)
	}
	if over {
		return nil // its time was over before he spoke
	}
	s.Meet(kind.ClockAtOnce)
	return s.Start(kind.ClockSettle)
}

// cameTo: so long before its beginning, or late (R193).
func cameTo(s *machine.Step) error {
	if err := keeps(s, kind.ClockEarly); err != nil {
		return err
	}
	if !kept(s, kind.ClockEarly) {
		s.Release(kind.ClockEarly)
		return found(s, kind.CameLate, "R193")
	}
	s.Close(kind.Attended)
	return nil
}

func happened(s *machine.Step) time.Time {
	at, _ := time.Parse(time.RFC3339, s.State.Facts[kind.FactHappened]) // the form lets no other word pass
	return at
}

var attendanceActs = machine.Acts{
	kind.Back:                wasBack,
	kind.Settle:              settleAttendance,
	casework.Object:          objectAttendance,
	casework.DecideObjection: reviewAttendance,
}

func (attendance) Act(s *machine.Step, c casework.Command) error { return attendanceActs[c.Name](s, c) }

// RanOut: nobody was back in time; nobody objected in time.
func (attendance) RanOut(s *machine.Step, c casework.Clock) error {
	switch c.Name {
	case kind.ClockAway, kind.ClockAlone:
		return found(s, kind.OffPost, c.Rule)
	case kind.ClockAtOnce:
		return found(s, kind.Absented, c.Rule)
	case kind.ClockObject:
		s.Close(s.State.Facts[kind.FactFound])
	}
	return nil
}

// found tells him what it counts for, and from when on he may object.
func found(s *machine.Step, what, rule string) error {
	s.SetFact(kind.FactFound, what)
	s.Say(casework.Event{Name: kind.AttendanceFound, Rule: rule, Level: what, To: s.Tells(kind.Settle)})
	if what == kind.Attended || what == kind.Excused {
		s.Close(what)
		return nil
	}
	s.Stand(kind.StageTold)
	return s.Start(kind.ClockObject)
}

// wasBack: within the time of the check. A cover will do where nobody else stands there (R188);
// elsewhere it is about whoever left (R182).
func wasBack(s *machine.Step, c casework.Command) error {
	alone := s.State.Facts[kind.FactMatter] == kind.CheckedAlone
	if c.Args.Outcome == "covered" && !alone {
		return casework.FieldError(casework.Invalid, "outcome", "R182")
	}
	s.Meet(kind.ClockAway, kind.ClockAlone)
	s.Close(kind.Attended)
	return nil
}

// settleAttendance: whoever checks says what it counts for, within what the rules leave him.
func settleAttendance(s *machine.Step, c casework.Command) error {
	if err := countsFor(s, c); err != nil {
		return err
	}
	s.SetFact(kind.FactSettledBy, c.Actor)
	if !slices.Contains(c.Roles, casework.SupervisionOffice) && slices.Contains(c.Roles, casework.EfficiencyOffice) {
		s.SetFact(kind.FactSettledIn, string(casework.EfficiencyOffice))
	}
	s.Meet(kind.ClockSettle)
	return found(s, c.Args.Outcome, settledUnder(s))
}

// settledUnder is the rule of what it is about.
func settledUnder(s *machine.Step) string {
	switch s.State.Facts[kind.FactMatter] {
	case kind.MissingOne, kind.MissingTwo:
		return "R180"
	case kind.ClockFailed:
		return "R181"
	case kind.NotAtMeeting, kind.Trained:
		return "R191"
	}
	return "R192"
}

// countsFor refuses what it cannot count for.
func countsFor(s *machine.Step, c casework.Command) error {
	matter, outcome := s.State.Facts[kind.FactMatter], c.Args.Outcome
	short := outcome == kind.CameLate || outcome == kind.LeftEarly
	switch {
	case matter == kind.MissingOne && outcome == kind.Absented, matter == kind.MissingTwo && short:
		return casework.FieldError(casework.Invalid, "outcome", "R180")
	case matter == kind.Trained && outcome == kind.Excused && c.Args.Proof == "": // 「须由窗口单位出具证明并附学习培训或会议通知」
		return casework.FieldError(casework.Invalid, "proof", "R191")
	case matter == kind.NoRecord && outcome != kind.Excused && !slices.Contains([]string{"patrol", "video"}, c.Args.Means):
		return casework.FieldError(casework.Invalid, "means", "R192")
	case matter == kind.NotAtMeeting && outcome == kind.Excused && !kept(s, kind.ClockAhead):
		return casework.FieldError(casework.Invalid, "outcome", "R193")
	}
	return nil
}

// objectAttendance: another office than decided it looks again (异议由另一机构决定).
func objectAttendance(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockObject)
	hears, to, by := casework.EfficiencyOffice, s.Tells(casework.Object), machine.Terms{}
	if s.State.Facts[kind.FactSettledIn] == string(hears) {
		hears = casework.PrincipalLeader
		to, by.Owner = []casework.Role{hears}, hears
	}
	s.Say(casework.Event{Name: casework.Objected, Rule: "R192", To: to})
	s.Stand(casework.StageReview)
	s.Turn(hears)
	return s.StartWith(by, "review")
}

// reviewAttendance: upheld, it counts as attended; otherwise it stands.
func reviewAttendance(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R192")
	}
	s.Meet("review")
	level := "refused"
	if *c.Args.Approve {
		level = "consented"
		s.SetFact(kind.FactFound, kind.Attended)
	}
	s.Say(casework.Event{Name: casework.ObjectionDecided, Rule: "R192", Level: level, To: s.Tells(casework.DecideObjection)})
	s.Close(s.State.Facts[kind.FactFound])
	return nil
}
