package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// A co-unit's part lies on its own desk, its holder is told, and its post and unit
// find the case; the lead's clocks stay the lead's (R044).
func TestACoUnitHasItsPart(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	part := handle(now().Add(48 * time.Hour))
	part.Name, part.Owner, part.Post, part.Unit = "step:eff", casework.Handler, "eff", "efficiency"
	told := started(now())
	told.Clock, told.Post, told.Unit = part.Name, part.Post, part.Unit
	s := step(number, 1, started(now()), told)
	s.State.Clocks = append(s.State.Clocks, part)
	b.commit(t, s)

	var posts []string
	require.NoError(t, b.raw.Select(&posts, `SELECT post FROM clocks WHERE number = $1 ORDER BY name`, number))
	require.Equal(t, []string{"window", "eff"}, posts)
	require.NoError(t, b.raw.Select(&posts, `SELECT post FROM inbox WHERE number = $1 ORDER BY clock`, number))
	require.Equal(t, []string{"window", "eff"}, posts)

	for name, tt := range map[string]struct {
		scope core.Scope
		want  int
	}{
		"the co-unit's post":       {core.Scope{Posts: []string{"eff"}, Joint: true}, 1},
		"what it has no part in":   {core.Scope{Posts: []string{"eff"}}, 0},
		"a post without any part":  {core.Scope{Posts: []string{"head"}, Joint: true}, 0},
		"a registrar's own, joint": {core.Scope{Person: "nobody", Posts: []string{"eff"}, Joint: true}, 1},
	} {
		_, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{tt.scope}})
		require.NoError(t, err)
		require.Equal(t, tt.want, total, name)
	}
}

// Urgent matters stand first on the desk, within their light: what is late comes
// before what is urgent and has time (R053).
func TestUrgentMattersStandFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lives := func(left time.Duration, urgent string) string {
		number := b.register(t)
		s := step(number, 1, started(now().Add(-time.Minute)))
		s.State.Clocks[0].Due, s.State.Facts = now().Add(left), map[string]string{"urgent": urgent}
		b.commit(t, s)
		return number
	}
	soon := lives(24*time.Hour, "false")
	urgent := lives(48*time.Hour, "true")
	late := lives(-time.Hour, "false")

	rows, _, err := b.ListClocks(t.Context(), core.ClockFilter{Scope: everything})
	require.NoError(t, err)
	var got []string
	for _, r := range rows {
		got = append(got, r.Number)
		require.Equal(t, r.Number == urgent, r.Urgent)
	}
	require.Equal(t, []string{late, urgent, soon}, got)
	view, err := b.Case(t.Context(), urgent)
	require.NoError(t, err)
	require.True(t, view.Urgent)
}
