package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// A post that stands empty in office hours is told once, as of the first instant
// of office hours; at night, and where no rule asks for it, nobody is alarmed (R171).
func TestAnEmptyPostIsToldOnce(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	at := func(s string) time.Time { got, _ := cases.ParseTime(s); return got }
	for name, tt := range map[string]struct {
		role       casework.Role
		since, now string
		opens      string // empty: nobody is told
	}{
		"in office hours":              {casework.Handler, "2026-09-21T10:00", "2026-09-21T10:01", "2026-09-21T10:00"},
		"at night":                     {casework.Handler, "2026-09-21T18:00", "2026-09-22T08:29", ""},
		"from the opening on":          {casework.Handler, "2026-09-21T18:00", "2026-09-22T08:30", "2026-09-22T08:30"},
		"at lunch":                     {casework.Handler, "2026-09-21T12:00", "2026-09-21T13:59", ""},
		"over a weekend":               {casework.Clerk, "2026-09-11T17:30", "2026-09-14T09:00", "2026-09-14T08:30"},
		"on a Sunday that is worked":   {casework.Clerk, "2026-09-18T17:30", "2026-09-21T09:00", "2026-09-20T08:30"}, // make-up day of the national list
		"the engine was away for days": {casework.Handler, "2026-09-15T10:00", "2026-09-21T09:00", "2026-09-15T10:00"},
		"a post that may be empty":     {casework.Inspector, "2026-09-21T10:00", "2026-09-21T11:00", ""},
	} {
		b.now = at(tt.now)
		b.store.Registered = nil
		b.store.Roster.Empty = []roster.Vacancy{{Post: "permit-" + name, Unit: "permits", Role: tt.role, Since: at(tt.since)}}
		b.Sweep(t.Context())
		b.Sweep(t.Context()) // found again: told already
		if tt.opens == "" {
			require.Empty(t, b.store.Registered, name)
			continue
		}
		require.Len(t, b.store.Registered, 1, name)
		told := b.store.Registered[0]
		require.Equal(t, casework.Absence, told.Kind)
		require.True(t, told.Registered.Equal(at(tt.opens)), "%s: %s", name, told.Registered)
		require.Equal(t, map[string]string{"form": core.FormVacancy}, told.Facts)
	}
}

// Somebody came: the case hears of it as of that instant, and again as of now
// where an act recorded later stands against it.
func TestAPostMannedAgain(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	since := b.now.Add(-time.Hour)
	b.store.Put(casework.State{Number: "LG2026-000009", Kind: casework.Absence, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageVacant})
	b.engine.Run("LG2026-000009", true)
	b.store.Roster.Filled = []roster.Vacancy{{Number: "LG2026-000009", Post: "permit-1", Unit: "permits", Since: since}}
	b.Sweep(t.Context())
	require.Len(t, b.store.Commands, 1)
	first := b.store.Commands[0].Command
	require.Equal(t, casework.Manned, first.Name)
	require.True(t, first.At.Equal(since))
	require.Empty(t, first.Actor, "the machine's own")
	b.Sweep(t.Context())
	require.Len(t, b.store.Commands, 1, "asked once")

	b.store.Verdicts[first.ID] = casework.Verdict{ID: first.ID, Command: casework.Manned, Code: casework.TooEarly}
	b.Sweep(t.Context())
	require.Len(t, b.store.Commands, 2)
	require.True(t, b.store.Commands[1].Command.At.Equal(b.now))
}
