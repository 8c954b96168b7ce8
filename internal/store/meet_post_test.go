package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
)

// plans is a plan of the head's post, proposed.
func (c *crossing) plans(t *testing.T, post, holder string) int64 {
	t.Helper()
	id, err := c.AddPlan(t.Context(), roster.PostPlan{
		Post: post, Holders: []string{holder}, From: now(), Proposed: roster.Consent{By: "wang", At: now()},
	})
	require.NoError(t, err)
	return id
}

// Two leaders name a stand-in for one post at once, in the leaves of A and of B: the one
// named last stands, and neither case is stuck (R169).
func TestTwoStandinsAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(2 * time.Hour)}
	names := func(person, standin string, since time.Time) func() error {
		s := c.grants(t, person, term)
		s.Events = append(s.Events, casework.Event{Key: "1.1.2", At: now(), Name: casework.StandinDesignated, Detail: map[string]string{
			"post": "window", "person": standin, "from": since.Format(time.RFC3339), "until": term.To.Format(time.RFC3339),
		}})
		return c.commits(t, s)
	}
	first, second := c.meet(t, "DELETE FROM duty_segments", names("li", "wang", from), names("zhou", "sun", from.Add(time.Minute)))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, "wang", c.on(t, "window", from))
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
