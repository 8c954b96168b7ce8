package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/testkit"
)

// grants is the step by which somebody who stands on the window is given leave.
func (c *crossing) grants(t *testing.T, person string, term casework.Span) casework.Step {
	t.Helper()
	in := leave(term.From, term.To)
	in.Facts["person"] = person
	number, _, err := c.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	granted := approvedAbsence()
	granted.Key, granted.Detail = "1.1.1", map[string]string{"person": person}
	return casework.Step{At: now(), Events: []casework.Event{granted}, State: casework.State{
		Number: number, Kind: in.Kind, Unit: in.Unit, Post: in.Post, Run: 1, Revision: 1, Stage: casework.StageAway,
		Received: in.Received, Registered: in.Registered, Facts: in.Facts, Term: in.Term,
	}}
}

// Leave is granted to A while it is granted to the B who would stand in for him: nobody
// is on the post then, and the board says so (R157, R169).
func TestACoverIsGrantedAwayMeanwhile(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(time.Hour)}
	li, zhou := c.grants(t, "li", term), c.grants(t, "zhou", term)
	first, second := c.meet(t, aboutToEnd, c.commits(t, li), c.commits(t, zhou))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Empty(t, c.on(t, "window", from))
}

// What is counted once a year number serves two registrations of two years, which share
// none, and the midnight of New Year's Eve is no gap in the rules.
func TestTwoRegistrationsOverNewYear(t *testing.T) {
	t.Parallel()
	from := now().Add(time.Hour).Truncate(time.Second)
	for name, tt := range map[string]struct {
		registers func(key string) core.NewCase
		want      casework.Code
	}{
		"two leaves of one person":         {func(string) core.NewCase { return leave(from, from.Add(time.Hour)) }, casework.Invalid},
		"the standing duties of one house": {standing, casework.DutiesStand},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			in := func(year int) func() error {
				one := tt.registers(fmt.Sprint(year))
				one.Registered = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
				return func() error {
					_, _, err := c.RegisterCase(t.Context(), one)
					return err
				}
			}
			first, second := c.meet(t, aboutToEnd, in(2026), in(2027))
			require.NoError(t, first)
			require.Equal(t, tt.want, casework.CodeOf(second))
		})
	}
}

// Two plans of one post are approved at once, or one plan by two: the line of holders
// stays one line, and one plan is approved once (R162).
func TestTwoPlansAtOnce(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]casework.Code{"two plans": "", "one plan": casework.Stale} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			adds := func(holder string) int64 {
				id, err := c.AddPlan(t.Context(), roster.PostPlan{
					Post: "window", Holders: []string{holder}, From: now(), Proposed: roster.Consent{By: "wang", At: now()},
				})
				require.NoError(t, err)
				return id
			}
			one := adds("zhou")
			two := one
			if want == "" {
				two = adds("sun")
			}
			approves := func(id int64) func() error {
				return func() error { return c.ApprovePlan(t.Context(), id, "zhao") }
			}
			first, second := c.meet(t, aboutToEnd, approves(one), approves(two))
			require.NoError(t, first)
			require.Equal(t, want, casework.CodeOf(second))
			holder := "zhou"
			if want == "" {
				require.NoError(t, second)
				holder = "sun"
			}
			require.Equal(t, holder, c.on(t, "window", now().Add(time.Second)))
		})
	}
}

// Two install an office at once: the second is shown what the first wrote, also where
// there was nothing before.
func TestTwoInstallAtOnce(t *testing.T) {
	t.Parallel()
	c := at(t, testkit.Schema(t))
	var shown []casework.Unit
	installs := func(unit string, saw *[]casework.Unit) func() error {
		return func() error {
			return c.Install(t.Context(), "cli", func(stands officefile.File, _ time.Time) (officefile.File, string, bool, error) {
				*saw = stands.Units
				return officefile.File{Units: []casework.Unit{{ID: unit, Name: unit}}}, "", true, nil
			})
		}
	}
	first, second := c.meet(t, aboutToEnd, installs("one", &[]casework.Unit{}), installs("two", &shown))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Len(t, shown, 1)
}

// Two leaders grant two leaves at once, each cover of the other. Whichever was stamped
// first: one of them is decided before the other is asked whether covers go round, so
// that no two close a ring, neither seeing the other (R169).
func TestTwoGrantsMeet(t *testing.T) {
	t.Parallel()
	for name, apart := range map[string]time.Duration{"in turn": time.Millisecond, "stamped in turn, kept out of turn": -time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			from := now().Add(time.Hour).Truncate(time.Second)
			term := casework.Span{From: from, To: from.Add(time.Hour)}
			li, zhou := c.grants(t, "li", term).State.Number, c.grants(t, "zhou", term).State.Number
			stamp := now().Add(-time.Second)
			var mine, theirs casework.Command
			settled := true
			first, second := c.meet(t, aboutToEnd, func() error {
				mine = c.keeps(t, li, "li", stamp)
				return nil
			}, func() (err error) { // and is carried out at once
				theirs = c.keeps(t, zhou, "zhou", stamp.Add(apart))
				settled, err = c.Settled(t.Context(), zhou, theirs.At)
				return err
			})
			require.NoError(t, first)
			require.NoError(t, second)
			require.True(t, theirs.At.After(mine.At))
			require.False(t, settled, "the second waits for the first")
		})
	}
}
