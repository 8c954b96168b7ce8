package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// The permit of ten working days received on 2026-09-24, as in arm_test.go: deemed
// accepted on 2026-10-09, due on 2026-10-15 at 17:30. The engine is away until the
// morning of the 21st, when level 3 is long past.
func awayUntil(t *testing.T, back string) *office {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.from = shanghai(t, back)
	return o
}

// Every clock with an instant up to a command's own has run out before it, however
// late both come: what was done after the due instant was done late.
func TestClocksRunOutBeforeACommandStoredAfterThem(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		stored string
		late   bool
	}{
		"a second before closing": {"2026-10-15T17:29:59", false},
		"at closing":              {"2026-10-15T17:30:00", true},
		"the next morning":        {"2026-10-16T09:00:00", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-21T09:00:00")
			o.update("2026-10-21T09:00:00", tt.stored, casework.Complete, casework.Handler, casework.Args{})
			o.run("2026-10-21T12:00:00")
			o.allAccepted(1)
			met := o.find(casework.ClockMet, "handle")
			require.Len(t, met, 1)
			if tt.late {
				require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
				require.Equal(t, map[string]string{"late": "true"}, met[0].Detail)
			} else {
				require.Empty(t, o.find(casework.ClockBreached, "handle"))
				require.Empty(t, met[0].Detail)
			}
		})
	}
}

// ever tells whether an event was committed, even if it was taken back later.
func (o *office) ever(name casework.EventName) bool {
	for _, s := range o.steps {
		for _, e := range s.Events {
			if e.Name == name {
				return true
			}
		}
	}
	return false
}

// What was stored in time is obeyed before a clock that runs out late, whether or not
// it has reached the case: no breach, card or mail is ever told, not even to be
// taken back.
func TestWhatWasStoredInTimeComesBeforeALateStep(t *testing.T) {
	t.Parallel()
	for name, brought := range map[string]string{
		"and comes after it":           "2026-10-21T09:00:30",
		"and comes with the engine":    "2026-10-21T09:00:00",
		"and is brought by the commit": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-21T09:00:00")
			o.keep("2026-10-15T17:20:00", brought, casework.Complete, casework.Handler, casework.Args{})
			o.keep("2026-10-16T10:00:00", brought, casework.Deliver, casework.Clerk, handed)
			o.run("2026-10-21T12:00:00")
			require.False(t, o.ever(casework.ClockBreached))
			require.False(t, o.ever(casework.CardIssued))
			require.Empty(t, o.takenBack())
			met := o.find(casework.ClockMet, "handle")
			require.Len(t, met, 1)
			require.True(t, met[0].At.Equal(shanghai(t, "2026-10-15T17:20:00")))
			require.Empty(t, met[0].Detail)
			if brought != "" {
				require.Len(t, o.verdicts, 2)
			}
		})
	}
}

// A late act reaches the case before one that was in time: the clock between them
// waits for the earlier one, also where that comes while another clock is running out.
func TestTheEarliestComesBeforeAClockRunsOut(t *testing.T) {
	t.Parallel()
	for _, meanwhile := range []bool{false, true} {
		t.Run(fmt.Sprintf("meanwhile_%t", meanwhile), func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-21T09:00:00")
			o.update("2026-10-21T09:00:00", "2026-10-16T10:00:00", casework.Complete, casework.Handler, casework.Args{}) // taken in first
			o.update("2026-10-21T09:00:00", "2026-10-15T17:20:00", casework.Pause, casework.Handler, paused(t, "2026-10-20T10:00:00"))
			if in := o.mail[1]; meanwhile {
				o.mail = o.mail[:1]
				o.refuses = func(s casework.Step) error { // nothing; it is asked of each step before it is written
					if warned := s.Events[0]; !in.taken && warned.Name == casework.ClockWarned && warned.Level == "near" && warned.Clock == "handle" {
						in.send(o.env, in)
					}
					return nil
				}
			}
			o.run("2026-10-21T12:00:00")
			o.allAccepted(2)
			require.False(t, o.ever(casework.ClockBreached))
			require.Empty(t, o.takenBack())
		})
	}
}

// Answered and handed over while the engine was away; the second is brought alone, or
// first. No clock lies between them, and the answer comes before it all the same.
func TestACommandComesAfterWhatWasStoredBeforeIt(t *testing.T) {
	t.Parallel()
	for name, brought := range map[string]string{
		"which comes after it":           "2026-10-14T09:00:30",
		"which is brought by the commit": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-14T09:00:00")
			o.keep("2026-10-13T10:00:00", brought, casework.Complete, casework.Handler, casework.Args{})
			o.keep("2026-10-13T10:00:02", "2026-10-14T09:00:00", casework.Deliver, casework.Clerk, handed)
			o.run("2026-10-30T12:00:00")
			o.allAccepted(len(o.verdicts))
			require.Empty(t, o.find(casework.CommandRefused, ""))
			require.True(t, o.last().ClosedAt.Equal(shanghai(t, "2026-10-13T10:00:02")))
			require.False(t, o.ever(casework.ClockBreached))
		})
	}
}

// Two acts that exclude each other, both good when they were stored: the first counts,
// and the second, which comes alone, is the one to be refused.
func TestOfTwoThatExcludeEachOtherTheFirstCounts(t *testing.T) {
	t.Parallel()
	o := awayUntil(t, "2026-10-14T09:00:00")
	o.keep("2026-10-13T10:00:00", "2026-10-14T09:00:30", casework.Complete, casework.Handler, casework.Args{})
	o.keep("2026-10-13T10:00:02", "2026-10-14T09:00:00", casework.Pause, casework.Handler, paused(t, "2026-10-20T10:00:00"))
	o.run("2026-10-14T12:00:00")
	require.True(t, o.verdicts["complete@2026-10-13T10:00:00"].Accepted, "%+v", o.verdicts)
	require.Equal(t, casework.ClockNotRunning, o.verdicts["pause@2026-10-13T10:00:02"].Code)
}

// One that is refused waits for what came before it too; one who may not act waits for
// nothing. No clock has an instant between 08:30 and these.
func TestARefusalComesAfterWhatWasStoredBeforeIt(t *testing.T) {
	t.Parallel()
	o := awayUntil(t, "2026-10-14T09:00:00")
	o.keep("2026-10-14T08:45:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.signal("2026-10-14T09:00:00", "s1", casework.Chase, "stranger", casework.Args{})
	o.update("2026-10-14T09:00:01", "", casework.Accept, casework.Handler, casework.Args{})
	o.run("2026-10-14T12:00:00")
	var said []string
	for _, s := range o.steps {
		if s.Verdict != nil {
			said = append(said, s.Verdict.Command)
		}
	}
	require.Equal(t, []string{casework.Chase, casework.Complete, casework.Accept}, said)
	require.Equal(t, casework.WrongStage, o.verdicts["accept@2026-10-14T09:00:01"].Code)
}

// A store that goes on naming what the case has answered holds up no clock.
func TestWhatIsAnsweredHoldsUpNoClock(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-12T09:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	asked := 0
	o.withheld = func(s casework.Step) (out casework.Committed) {
		if s.Asks && s.At.After(shanghai(t, "2026-10-12T09:00:00")) && asked < 100 {
			asked++
			out.Earlier = []casework.Command{{ID: "chase@2026-10-12T09:00:00", Name: casework.Chase, At: shanghai(t, "2026-10-12T09:00:00")}}
		}
		return out
	}
	o.run("2026-10-16T12:00:00")
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
	require.Len(t, o.find(casework.Chased, ""), 1)
	require.Less(t, asked, 20, "asked once for each step, not without end")
}

// lateFor is the next run of a case that has ended, started by a command that was stored
// before its end, with what the ended run tells of its last steps.
func (o *office) lateFor(at, stored string, c casework.Command) *office {
	o.Helper()
	value, err := o.env.QueryWorkflow(casework.TrailQuery)
	require.NoError(o, err)
	var trail casework.Trail
	require.NoError(o, value.Get(&trail))
	next := o.again(at, c)
	require.Equal(o, o.last().ClosedAt.UTC(), trail.State.ClosedAt.UTC(), "what the run tells leads to what stands")
	next.resume.At, next.trail = shanghai(o, stored), trail.Marks
	return next
}

// A leave nobody granted by the time of leaving lapsed, and its run has ended. What
// was granted a minute before is granted all the same, and the end is taken back.
func TestWhatWasStoredBeforeTheEndGoesBackBehindIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		stored  string
		granted bool
	}{
		"a minute before":  {"2026-03-10T08:29:00", true},
		"at the instant":   {"2026-03-10T08:30:00", false},
		"the next morning": {"2026-03-11T08:30:00", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newAbsence(t, "leave", "2026-03-10T08:30:00", "2026-03-20T17:30:00")
			o.run("2026-03-10T12:00:00")
			require.Equal(t, "undecided", o.last().Result)
			refused := o.find(casework.AbsenceRefused, "")
			require.Len(t, refused, 1)

			next := o.lateFor("2026-03-12T09:00:00", tt.stored, casework.Command{
				Name: casework.Approve, Actor: "section_head", Roles: []casework.Role{casework.SectionHead}, Args: casework.Args{Approve: &yes},
			})
			next.run("2026-03-12T12:00:00")
			if !tt.granted {
				require.Len(t, next.find(casework.CommandRefused, ""), 1)
				require.True(t, next.last().Closed())
				require.Empty(t, next.takenBack())
				return
			}
			require.Contains(t, next.takenBack(), refused[0].Key)
			require.Contains(t, next.takenBack(), o.find(casework.CaseClosed, "")[0].Key)
			require.Len(t, next.find(casework.AbsenceApproved, ""), 1)
			require.Len(t, next.find(casework.ClockMet, "approve"), 1)
			require.Equal(t, casework.StageAway, next.last().Stage, "the time of leaving has come meanwhile")
			require.Equal(t, 2, next.last().Run)
			for _, e := range next.steps[0].Events {
				require.Regexp(t, `^2\.`, e.Key)
			}
		})
	}
}

// Rolled over between a breach and the act that was in time, a case takes the breach
// back all the same: its last steps went along.
func TestTheTrailGoesAlongWithARollOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.rollEvery = 24 * time.Hour
	o.update("2026-10-16T16:00:00", "2026-10-15T17:20:00", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-10-16T17:00:00")
	require.Greater(t, o.runs, 10)
	require.True(t, o.ever(casework.ClockBreached))
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Empty(t, o.find(casework.CardIssued, ""))
	o.allAccepted(1)
}

// However long a case has lived, what it gives the next run stays small.
func TestTheTrailIsBounded(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	for i := range 30 {
		o.update(shanghai(t, "2026-03-03T09:00:00").Add(time.Duration(i)*time.Second).Format("2006-01-02T15:04:05"), "",
			casework.Chase, casework.SectionHead, casework.Args{})
	}
	o.run("2026-03-03T12:00:00")
	value, err := o.env.QueryWorkflow(casework.TrailQuery)
	require.NoError(t, err)
	var trail casework.Trail
	require.NoError(t, value.Get(&trail))
	require.Len(t, trail.Marks, 16)
	for _, m := range trail.Marks {
		require.Empty(t, m.Before.Seen)
	}
}

// A letter of 3-02 by which the applicant withdraws is entered on 3-04 at 10:00; a chase of
// 9:00 was kept while the engine was away, and comes with nobody. The letter counts from when
// it came in, and is heard after what was in the house before it.
func TestALetterThatCountsFromBeforeWaitsItsTurn(t *testing.T) {
	t.Parallel()
	for name, letter := range map[string]string{"after what was done": "2026-03-02T15:00:00", "before what was done": "2026-03-02T09:45:00"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newest(t)
			o.keep("2026-03-04T09:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
			tries := 0
			o.refuses = func(casework.Step) error { // a case that tries for ever would never end the test
				if tries++; tries > 20 {
					o.stored = nil
				}
				return nil
			}
			o.update("2026-03-04T10:00:00", "", casework.Withdraw, casework.Clerk, casework.Args{Proof: "letter", Received: shanghai(t, letter)})
			o.run("2026-03-05T00:00:00")
			o.allAccepted(2) // whoever asked; nobody waits for the chase
			require.Equal(t, []string{"2026-03-04 09:00"}, o.told(casework.Chased, ""))
			require.Equal(t, "withdrawn", o.last().Result)
		})
	}
}

// Received on Monday 3-02 and entered on Wednesday, the case was accepted on Thursday before a
// letter of Tuesday was entered: the applicant had withdrawn. That was done in good
// faith; the withdrawal counts from after it, though his letter was there before the entry.
func TestALetterFromBeforeTheEntry(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.start.Registered = shanghai(t, "2026-03-04T09:00:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.accept("2026-03-05T10:00:00")
	o.update("2026-03-06T10:00:00", "", casework.Withdraw, casework.Clerk, casework.Args{Proof: "letter", Received: shanghai(t, "2026-03-03T15:00:00")})
	o.run("2026-03-07T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-05 10:00"}, o.told(casework.Withdrawn, ""))
}

// Received at 09:30:45, it is withdrawn by a letter of 09:30, as the form writes it: that is no
// paper of before the matter. One of 09:29 is (R048).
func TestALetterOfTheMinuteOfReceipt(t *testing.T) {
	t.Parallel()
	for letter, code := range map[string]casework.Code{"2026-03-02T09:30:00": "", "2026-03-02T09:29:00": casework.Invalid} {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:45")
		o.start.Declared = kind.Office().Of(casework.Service).Revision
		o.update("2026-03-02T09:31:30", "", casework.Withdraw, casework.Clerk, casework.Args{Proof: "letter", Received: shanghai(t, letter)})
		o.run("2026-03-03T00:00:00")
		require.Len(t, o.verdicts, 1)
		require.Equal(t, code, o.verdicts["withdraw@2026-03-02T09:31:30"].Code, letter)
		if code == "" {
			require.Equal(t, []string{"2026-03-02 09:30"}, o.told(casework.Withdrawn, ""))
			require.Equal(t, "withdrawn", o.last().Result)
		}
	}
}

// Withdrawn on 3-03 and taken up again on 3-04, it is withdrawn by a second letter, which came in
// while it was closed: that ended nothing then, and ends it as soon as it was open again.
func TestALetterOfWhileItWasClosed(t *testing.T) {
	t.Parallel()
	o := newest(t)
	o.update("2026-03-03T10:00:00", "", casework.Withdraw, casework.Clerk, casework.Args{Proof: "letter", Received: shanghai(t, "2026-03-03T09:00:00")})
	o.run("2026-03-03T11:00:00")
	o.allAccepted(2)
	again := o.reopened("2026-03-04T10:00:00")
	again.update("2026-03-04T11:00:00", "", casework.Withdraw, casework.Clerk, casework.Args{Proof: "another", Received: shanghai(t, "2026-03-03T15:00:00")})
	again.run("2026-03-04T12:00:00")
	require.Equal(t, "withdrawn", again.last().Result)
	require.Equal(t, "2026-03-04 10:00", day(again.last().ClosedAt))
}
