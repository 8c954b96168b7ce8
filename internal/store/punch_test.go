package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/kind"
)

// TestPunchesAreKeptOnce: dry, nothing is kept; brought twice, nothing is new; a punch never changes,
// and whose a number is may be said anew (R179).
func TestPunchesAreKeptOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := time.Date(2026, 3, 2, 0, 21, 5, 0, time.UTC)
	in := attendance.Bringing{Bureau: "bureau", Numbers: map[string]string{"7": "li"}, Punches: []attendance.Punch{{Person: "li", At: at}, {Person: "zhou", At: at}}, Clock: "zkteco", By: "sun", Dry: true}
	for _, run := range []struct {
		dry   bool
		fresh int
	}{{true, 2}, {true, 2}, {false, 2}, {false, 0}, {true, 0}} {
		in.Dry = run.dry
		fresh, err := b.BringPunches(t.Context(), in)
		require.NoError(t, err)
		require.Equal(t, run.fresh, fresh)
	}
	known, err := b.ClockNumbers(t.Context(), "bureau")
	require.NoError(t, err)
	require.Equal(t, map[string]string{"7": "li"}, known)
	got, err := b.Punches(t.Context(), []string{"li"}, at.Add(-time.Hour), at.Add(time.Hour))
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.True(t, got[0].At.Equal(at))
	in.Numbers, in.Punches, in.Dry = map[string]string{"7": "zhou"}, []attendance.Punch{{Person: "nobody", At: at}}, false
	_, err = b.BringPunches(t.Context(), in)
	require.Error(t, err, "nobody of the house")
	known, err = b.ClockNumbers(t.Context(), "bureau")
	require.NoError(t, err)
	require.Equal(t, "li", known["7"], "nothing half taken")
	for _, change := range []string{`UPDATE punches SET at = now()`, `DELETE FROM punches`} {
		_, err := b.raw.ExecContext(t.Context(), change)
		require.ErrorContains(t, err, "never changes", change)
	}
}

// TestAMonthIsSignedAndPublishedByTwo: what was signed never changes, and another publishes it, once.
func TestAMonthIsSignedAndPublishedByTwo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	month := time.Date(2026, 3, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*60*60))
	none, err := b.SignedMonth(t.Context(), "permits", month)
	require.NoError(t, err)
	require.Nil(t, none)
	in := attendance.Signed{Unit: "permits", Month: month, Version: 1, Doc: []byte(`[{"person":"li"}]`), By: "wang", At: now()}
	require.NoError(t, b.SignMonth(t.Context(), in))
	require.Error(t, b.SignMonth(t.Context(), in), "a version is signed once")
	in.Publisher, in.Published = "wang", now()
	require.Error(t, b.PublishMonth(t.Context(), in), "never by who signed it")
	in.Publisher = "sun"
	require.NoError(t, b.PublishMonth(t.Context(), in))
	require.Equal(t, casework.Stale, casework.CodeOf(b.PublishMonth(t.Context(), in)), "once")
	got, err := b.SignedMonth(t.Context(), "permits", month)
	require.NoError(t, err)
	require.Equal(t, "sun", got.Publisher)
	require.JSONEq(t, `[{"person":"li"}]`, string(got.Doc))
	for _, change := range []string{`UPDATE attendance_sheets SET doc = '[]'`, `DELETE FROM attendance_sheets`} {
		_, err := b.raw.ExecContext(t.Context(), change)
		require.ErrorContains(t, err, "never changes", change)
	}
}

// TestWhatAttendanceRestsOn: leave that was not recognised excuses nobody (R183); what a case found
// stands once it was told.
func TestWhatAttendanceRestsOn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	day := time.Date(2026, 3, 2, 0, 30, 0, 0, time.UTC)
	for id, recognised := range map[string]string{"LG2026-000901": "yes", "LG2026-000902": "no", "LG2026-000903": "owed"} {
		_, err := b.raw.ExecContext(t.Context(), `INSERT INTO absences (id, person, from_at, until_at, kind, by) VALUES ($1, 'li', $2, $3, 'emergency', 'wang')`, id, day, day.Add(time.Hour))
		require.NoError(t, err)
		_, err = b.raw.ExecContext(t.Context(), `INSERT INTO cases (number, kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, next_at, opens_at, state)
			VALUES ($1, 'absence', 'permits', 'window', 'away', 'away', now(), $2, $2, now(), '-infinity', jsonb_build_object('facts', jsonb_build_object('person', 'li', 'recognised', $3::text)))`, id, day, recognised)
		require.NoError(t, err)
	}
	away, err := b.AwayWithLeave(t.Context(), []string{"li"}, day, day.Add(24*time.Hour))
	require.NoError(t, err)
	require.Len(t, away, 1)
	for number, found := range map[string]string{"KQ2026-000901": "late", "KQ2026-000902": ""} {
		facts := `{"facts": {"person": "li", "matter_of": "missing_one", "happened": "2026-03-02T08:31:00+08:00", "found": "` + found + `"}}`
		_, err := b.raw.ExecContext(t.Context(), `INSERT INTO cases (number, kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, next_at, opens_at, state)
			VALUES ($1, 'attendance', 'permits', 'window', 'told', 'told', now(), $2, $2, now(), '-infinity', $3::jsonb)`, number, day.Add(48*time.Hour), facts)
		require.NoError(t, err)
	}
	decided, err := b.AttendanceDecided(t.Context(), []casework.Kind{kind.Attendance}, []string{"li"}, day.Add(-time.Hour), day.Add(time.Hour))
	require.NoError(t, err)
	require.Len(t, decided, 1)
	require.Equal(t, "late", decided[0].Result)
	require.Equal(t, kind.MissingOne, decided[0].Matter)
}
