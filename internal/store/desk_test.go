package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/people"
)

func TestLightsAreCountedAsTheyAreListed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	midnight := now().Add(time.Hour)
	commit := func(due time.Duration, change func(*casework.Clock)) string {
		number := b.register(t)
		s := step(number, 1, started(now()))
		s.State.Clocks[0].Due = now().Add(due)
		change(&s.State.Clocks[0])
		b.commit(t, s)
		return number
	}
	near := func(c *casework.Clock) {
		c.Alarms = append([]casework.Alarm{{At: now().Add(-time.Minute), Kind: casework.AlarmNear}}, c.Alarms...)
	}
	as := func(*casework.Clock) {}
	numbers := map[casework.Light][]string{
		casework.Red:    {commit(-time.Minute, as)},
		core.DueToday:   {commit(time.Minute, near), commit(time.Hour-time.Minute, near)},
		casework.Yellow: {commit(time.Hour+time.Minute, near)},
		casework.Green:  {commit(2*time.Minute, as), commit(3*time.Hour, as), commit(4*time.Hour, as)},
		casework.Grey: {commit(5*time.Hour, func(c *casework.Clock) {
			c.Pauses = []casework.Span{{From: now().Add(-time.Hour), To: now().Add(time.Hour)}}
		})},
	}
	desk := core.ClockFilter{Holder: "li", Scope: everything, Midnight: midnight}
	n, err := b.CountLights(t.Context(), desk)
	require.NoError(t, err)
	require.Equal(t, core.Lights{Red: 1, Today: 2, Yellow: 1, Green: 3, Paused: 1}, n)
	for light, want := range numbers {
		desk.Light = light
		rows, total, err := b.ListClocks(t.Context(), desk)
		require.NoError(t, err)
		require.Equal(t, len(want), total, light)
		var got []string
		for _, r := range rows {
			got = append(got, r.Number)
		}
		require.Equal(t, want, got, light)
	}
	yellow, _, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: "li", Scope: everything, Light: casework.Yellow})
	require.NoError(t, err)
	require.Len(t, yellow, 3, "without a midnight yellow is one light")
	n, err = b.CountLights(t.Context(), core.ClockFilter{Holder: "zhou", Scope: everything, Midnight: midnight})
	require.NoError(t, err)
	require.Zero(t, n)

	cases, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: everything})
	require.NoError(t, err)
	for _, c := range cases {
		light := c.Light
		if light == casework.Yellow {
			require.Contains(t, append(numbers[core.DueToday], numbers[casework.Yellow]...), c.Number)
			continue
		}
		require.Contains(t, numbers[light], c.Number, "a list shows the light of the desk")
	}
}

func TestACaseWearsItsMostUrgentLight(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	light := func() casework.Light {
		v, err := b.Case(t.Context(), number)
		require.NoError(t, err)
		return v.Light
	}
	require.Empty(t, light(), "no clock yet")
	s := step(number, 1, started(now()))
	law := handle(now().Add(-time.Minute))
	law.Name = "statutory"
	s.State.Clocks = append(s.State.Clocks, law)
	b.commit(t, s)
	require.Equal(t, casework.Red, light())
	s = step(number, 2)
	law.Status, law.Ended = casework.Met, now().Add(-time.Second)
	s.State.Clocks = append(s.State.Clocks, law)
	b.commit(t, s)
	require.Equal(t, casework.Green, light(), "what has ended counts no more")
}

// TestDutyHasNoGap: every instant of a stretch belongs to one person, and covers
// say whom they stand in for.
func TestDutyHasNoGap(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(-48 * time.Hour)
	_, err := b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: "li", From: from.Add(10 * time.Hour), Until: from.Add(20 * time.Hour)}, Kind: "leave", By: "wang"})
	require.NoError(t, err)
	spans, err := b.Duty(t.Context(), "window", from, now())
	require.NoError(t, err)
	require.True(t, spans[0].From.Equal(from))
	covered := false
	for i, s := range spans {
		require.True(t, s.From.Before(s.To))
		if i > 0 {
			require.True(t, s.From.Equal(spans[i-1].To), "joined")
		}
		if s.Person == "zhou" {
			covered = true
			require.Equal(t, "li", s.Covers)
			require.Equal(t, "周", s.PersonName)
			require.True(t, s.From.Equal(from.Add(10*time.Hour)))
		} else {
			require.Empty(t, s.Covers)
		}
	}
	require.True(t, covered)
	spans, err = b.Duty(t.Context(), "window", founded.Add(-time.Hour), founded)
	require.NoError(t, err)
	require.Empty(t, spans, "before its first holder a post has no record")
}
