package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/store"
)

// plans is a plan of a post, proposed.
func (c *crossing) plans(t *testing.T, post, holder string) int64 {
	t.Helper()
	id, err := c.AddPlan(t.Context(), roster.PostPlan{
		Post: post, Holders: []string{holder}, From: now(), Proposed: roster.Consent{By: "wang", At: now()},
	})
	require.NoError(t, err)
	return id
}

// names is the step by which somebody is given leave and another named to stand in for
// him on the window.
func (c *crossing) names(t *testing.T, person, standin string, term casework.Span) func() error {
	t.Helper()
	s := c.grants(t, person, term)
	s.Events = append(s.Events, casework.Event{Key: "1.1.2", At: now(), Name: casework.StandinDesignated, Detail: map[string]string{
		"post": "window", "person": standin, "from": term.From.Format(time.RFC3339), "until": term.To.Format(time.RFC3339),
	}})
	return c.commits(t, s)
}

// Two leaders name a stand-in for one post at once, in the leaves of A and of B: the one
// named last stands, and neither case is stuck (R169).
func TestTwoStandinsAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(2 * time.Hour)}
	first, second := c.meet(t, "DELETE FROM duty_segments", c.names(t, "li", "wang", term),
		c.names(t, "zhou", "sun", casework.Span{From: from.Add(time.Minute), To: term.To}))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, "sun", c.on(t, "window", from.Add(time.Hour)))
}

// A leave is granted while a plan puts the very person on another post: he is away from
// that one, too, whichever was first (R157).
func TestALeaveMeetsAPlan(t *testing.T) {
	t.Parallel()
	for name, leaveFirst := range map[string]bool{"the leave is first": true, "the plan is first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			from := now().Add(time.Hour).Truncate(time.Second)
			id := c.plans(t, "head", "li")
			leaves := c.commits(t, c.grants(t, "li", casework.Span{From: from, To: from.Add(time.Hour)}))
			approves := func() error { return c.ApprovePlan(t.Context(), id, "zhao") }
			first, second := leaves, approves
			if !leaveFirst {
				first, second = approves, leaves
			}
			ofFirst, ofSecond := c.meet(t, aboutToEnd, first, second)
			require.NoError(t, ofFirst)
			require.NoError(t, ofSecond)
			require.Equal(t, "li", c.on(t, "head", from.Add(-time.Second)))
			require.Empty(t, c.on(t, "head", from))
		})
	}
}

// putsInPlace is the line by which somebody takes a post over from whoever holds it.
func putsInPlace(stands []duty.Assignment, post, person string) (line []duty.Assignment) {
	from := now()
	for _, a := range stands {
		if a.Post == post && a.Rank == duty.A && a.To.IsZero() {
			a.To = from
			line = append(line, a)
		}
	}
	return append(line, duty.Assignment{Post: post, Person: person, From: from})
}

// installs puts somebody in place of whoever holds a post, as an imported office does.
func (c *crossing) installs(t *testing.T, post, person string) func() error {
	t.Helper()
	return func() error {
		return c.Install(t.Context(), "cli", func(stands officefile.File, _ time.Time) (officefile.File, string, bool, error) {
			return officefile.File{Holders: putsInPlace(stands.Holders, post, person)}, "", true, nil
		})
	}
}

// An office is imported while a plan of one of its posts is approved: the plan waits,
// and is put after what was decided on the line as it stood.
func TestAnImportMeetsAPlan(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	id := c.plans(t, "window", "sun")
	first, second := c.meet(t, "DELETE FROM unit_roles", c.installs(t, "window", "wang"),
		func() error { return c.ApprovePlan(t.Context(), id, "zhao") })
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, "sun", c.on(t, "window", now().Add(time.Second)))
}

// An office is seeded or imported that puts somebody on another post while he is granted
// leave: he is away from that one, too, and neither waits for the other in a circle.
func TestAnOfficeMeetsALeave(t *testing.T) {
	t.Parallel()
	seeds := func(t *testing.T, c *crossing, post, person string) func() error {
		stands, err := c.Standing(t.Context())
		require.NoError(t, err)
		return func() error {
			return c.Seed(t.Context(), store.Reference{Assignments: putsInPlace(stands.Holders, post, person)})
		}
	}
	for name, brings := range map[string]func(*testing.T, *crossing, string, string) func() error{
		"seeded": seeds, "imported": func(t *testing.T, c *crossing, post, person string) func() error { return c.installs(t, post, person) },
	} {
		for order, leaveFirst := range map[string]bool{"while he leaves": true, "before he leaves": false} {
			t.Run(name+" "+order, func(t *testing.T) {
				t.Parallel()
				c := meeting(t)
				from := now().Add(time.Hour).Truncate(time.Second)
				leaves := c.commits(t, c.grants(t, "li", casework.Span{From: from, To: from.Add(time.Hour)}))
				point, first, second := aboutToEnd, brings(t, c, "head", "li"), leaves
				if leaveFirst {
					point, first, second = "FROM post_holders WHERE person = $1", second, first
				}
				ofFirst, ofSecond := c.meet(t, point, first, second)
				require.NoError(t, ofFirst)
				require.NoError(t, ofSecond)
				require.Empty(t, c.on(t, "head", from))
			})
		}
	}
}

// Who is named to stand in is granted leave himself at the same moment: nobody is on the
// post, whatever was written first (R169).
func TestAStandinLeavesMeanwhile(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(time.Hour)}
	c.commit(t, c.grants(t, "zhou", term))
	first, second := c.meet(t, aboutToEnd, c.names(t, "li", "sun", term), c.commits(t, c.grants(t, "sun", term)))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Empty(t, c.on(t, "window", from))
}

// A message is written while leave is granted from before it was told: it reaches who
// steps in, whichever was first (docs/adr/0047).
func TestALeaveMeetsAMessage(t *testing.T) {
	t.Parallel()
	for name, leaveFirst := range map[string]bool{"the leave is first": true, "the message is first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			leaves := c.commits(t, c.grants(t, "li", casework.Span{From: now().Add(-time.Minute), To: now().Add(time.Hour)}))
			tells := c.commits(t, step(c.register(t), 1, started(now())))
			first, second := leaves, tells
			if !leaveFirst {
				first, second = tells, leaves
			}
			ofFirst, ofSecond := c.meet(t, aboutToEnd, first, second)
			require.NoError(t, ofFirst)
			require.NoError(t, ofSecond)
			require.Contains(t, c.inbox(t, "zhou"), casework.ClockStarted)
			require.NotContains(t, c.inbox(t, "li"), casework.ClockStarted)
		})
	}
}
