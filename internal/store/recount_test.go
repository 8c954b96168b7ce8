package store_test

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

func version(id string, n int, unit string) rulebook.CalendarVersion {
	v := rulebook.CalendarVersion{
		ID: id, Version: n, Unit: unit, Year: 2027, Source: "国办", SHA256: "00ff", ImportedBy: "sun", Imported: now(), From: now(),
		Spec: calendar.Spec{Off: []string{"2027-01-01"}, Years: []int{2026, 2027}}, Years: []int{2026, 2027},
		Names: map[string]string{"2027-01-01": "元旦"},
	}
	if unit != "" {
		v.Base, v.Local = "cn@1", &calendar.Spec{Off: []string{"2027-03-03"}}
	}
	return v
}

func TestCalendarVersionsAreKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first, local := version("cn", 1, ""), version("cn/permits", 1, "permits")
	require.NoError(t, b.AddCalendars(t.Context(), []rulebook.CalendarVersion{first, local}))
	got, err := b.CalendarVersions(t.Context())
	require.NoError(t, err)
	require.Equal(t, []rulebook.CalendarVersion{first, local}, utc(got), "a draft, as it came")

	again := version("cn", 1, "")
	again.Spec.Off = nil
	err = b.AddCalendars(t.Context(), []rulebook.CalendarVersion{version("cn", 2, ""), again})
	require.Equal(t, casework.NotNewest, casework.CodeOf(err))
	require.Equal(t, 2, count(t, b, `SELECT count(*) FROM calendars`), "all or none")

	require.NoError(t, b.PublishCalendars(t.Context(), "sun", []string{"cn@1"}))
	got, err = b.CalendarVersions(t.Context())
	require.NoError(t, err)
	require.NotNil(t, got[0].Published)
	require.Equal(t, "sun", got[0].PublishBy)
	require.Nil(t, got[1].Published)
	at := *got[0].Published
	require.NoError(t, b.PublishCalendars(t.Context(), "li", []string{"cn@1"}))
	got, err = b.CalendarVersions(t.Context())
	require.NoError(t, err)
	require.Equal(t, at, *got[0].Published, "published once")

	for _, change := range []string{
		`UPDATE calendars SET spec = '{}'`, `DELETE FROM calendars`, `UPDATE calendars SET published_at = NULL WHERE published_at IS NOT NULL`,
		`UPDATE calendars SET published_at = now(), source = 'x' WHERE published_at IS NULL`,
	} {
		_, err := b.raw.ExecContext(t.Context(), change)
		require.ErrorContains(t, err, "only ever published", change)
	}
}

// utc makes instants comparable, whatever zone the driver read them in.
func utc(versions []rulebook.CalendarVersion) []rulebook.CalendarVersion {
	for i := range versions {
		versions[i].Imported, versions[i].From = versions[i].Imported.UTC(), versions[i].From.UTC()
	}
	return versions
}

// pinned is a case that stands on a version of the calendar.
func (b *bundle) pinned(t *testing.T, calendar, policy string) string {
	t.Helper()
	number := b.register(t)
	s := step(number, 1, started(now()))
	s.State.Calendar, s.State.Policy = calendar, policy
	b.commit(t, s)
	return number
}

func change(calendar string) rulebook.Change {
	return rulebook.Change{
		Calendar: calendar, Publishes: []string{calendar}, Targets: map[string]string{"permits": calendar}, Olds: []string{"cn@1"},
	}
}

func (b *bundle) affected(t *testing.T, ch rulebook.Change) map[string]string {
	t.Helper()
	got := map[string]string{}
	require.NoError(t, b.AffectedCases(t.Context(), ch, func(cases []rulebook.Affected) error {
		for _, c := range cases {
			var s casework.State
			require.NoError(t, json.Unmarshal(c.State, &s))
			got[s.Number] = c.Target
		}
		return nil
	}))
	return got
}

func TestAffectedCases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	old, closed := b.pinned(t, "cn@1", "service-permit@1"), b.pinned(t, "cn@1", "service-permit@1")
	b.pinned(t, "cn@2", "service-permit@2")
	b.register(t) // has no pin yet: it will pin what is current
	s := step(closed, 2)
	s.State.Stage, s.State.ClosedAt = casework.StageClosed, now()
	b.commit(t, s)

	require.Equal(t, map[string]string{old: "cn@2"}, b.affected(t, change("cn@2")))
	require.Empty(t, b.affected(t, rulebook.Change{Calendar: "cn@2", Targets: map[string]string{"bureau": "cn@2"}, Olds: []string{"cn@1"}}))
	require.Equal(t, map[string]string{old: ""}, b.affected(t, rulebook.Change{
		Policy: "service-permit@2", Targets: map[string]string{}, Olds: []string{"service-permit@1"},
	}))
}

// keep stores a preview of a change that moves one clock of each number.
func (b *bundle) keep(t *testing.T, ch rulebook.Change, numbers ...string) int64 {
	t.Helper()
	r := rulebook.Recount{
		Calendar: ch.Calendar, Policy: ch.Policy, Change: ch, Digest: []byte{1}, CreatedBy: "sun", Created: now(),
		Tally: rulebook.Tally{Cases: len(numbers), Moved: len(numbers), Clocks: len(numbers), Undone: 1, Shifted: 3, Stays: 2},
	}
	var moves []rulebook.CaseMove
	for _, n := range numbers {
		moves = append(moves, rulebook.CaseMove{Number: n, Move: policy.Move{Clock: "handle", Round: 1, Old: now(), New: now().Add(time.Hour), WasProvisional: true, Shifts: true, Stays: true}})
	}
	id, err := b.SaveRecount(t.Context(), r, moves)
	require.NoError(t, err)
	return id
}

func TestRecountIsKeptWithItsMoves(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.keep(t, change("cn@2"), "BJ2026-000001")
	second := b.keep(t, change("cn@2"), "BJ2026-000002", "BJ2026-000001")
	r, err := b.Recount(t.Context(), second)
	require.NoError(t, err)
	require.Equal(t, 2, r.Clocks)
	require.Equal(t, []int{1, 3, 2}, []int{r.Undone, r.Shifted, r.Stays})
	require.Equal(t, change("cn@2"), r.Change)
	require.Nil(t, r.Applied)
	moves, total, err := b.RecountMoves(t.Context(), second, 0, 1)
	require.NoError(t, err)
	require.Equal(t, 2, total)
	require.Equal(t, "BJ2026-000001", moves[0].Number)
	require.True(t, moves[0].WasProvisional && moves[0].Shifts && moves[0].Stays)
	_, total, err = b.RecountMoves(t.Context(), first, 0, 10)
	require.NoError(t, err)
	require.Zero(t, total, "an older preview's rows are gone")
	rows, total, err := b.ListRecounts(t.Context(), 0, 10)
	require.NoError(t, err)
	require.Equal(t, 2, total)
	require.Equal(t, second, rows[0].ID)
	_, err = b.Recount(t.Context(), 99)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

func TestApplyRecount(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.AddCalendars(t.Context(), []rulebook.CalendarVersion{version("cn", 2, "")}))
	one, other := b.pinned(t, "cn@1", "service-permit@1"), b.pinned(t, "cn@1", "service-permit@1")
	id := b.keep(t, change("cn@2"), one)
	at := now()
	require.NoError(t, b.ApplyRecount(t.Context(), id, "sun", at))
	versions, err := b.CalendarVersions(t.Context())
	require.NoError(t, err)
	require.NotNil(t, versions[0].Published, "published with it")
	require.Equal(t, casework.RecountApplied, casework.CodeOf(b.ApplyRecount(t.Context(), id, "sun", at)), "once")

	waiting, err := b.Recounting(t.Context(), "", 10)
	require.NoError(t, err)
	require.Len(t, waiting, 2, "every open case gets the version, moved or not")
	require.NotEqual(t, waiting[0].Number, waiting[1].Number)
	for _, w := range waiting {
		require.Contains(t, []string{one, other}, w.Number)
		require.Equal(t, casework.Recount, w.Command.Name)
		require.Equal(t, casework.Args{Calendar: "cn@2"}, w.Command.Args)
		require.Equal(t, "sun", w.Command.Actor)
		require.True(t, at.Equal(w.Command.At))
		require.Nil(t, w.Closed)
	}
	rest, err := b.Recounting(t.Context(), waiting[0].Command.ID, 10)
	require.NoError(t, err)
	require.Len(t, rest, 1)
	people, err := b.Undecided(t.Context(), now().Add(time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, people, "nobody waits behind a recount")

	again := b.keep(t, change("cn@2"), one)
	require.Equal(t, casework.RecountRunning, casework.CodeOf(b.ApplyRecount(t.Context(), again, "sun", now())))
	for i, w := range waiting {
		require.NoError(t, b.SaveVerdict(t.Context(), w.Number, casework.Verdict{ID: w.Command.ID, Command: casework.Recount, Accepted: i == 0, At: at}))
	}
	r, err := b.Recount(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, []int{2, 2, 1}, []int{r.Commands, r.Decided, r.Refused})
	require.Equal(t, "sun", r.AppliedBy)
	require.NoError(t, b.ApplyRecount(t.Context(), again, "sun", now()))
	require.Equal(t, casework.NotFound, casework.CodeOf(b.ApplyRecount(t.Context(), 99, "sun", now())))
}

// What stands signed by one waits for another: days not laid upon a draft, the newest preview of what is
// published, and neither once it is signed or outdated.
func TestWhatWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one := b.pinned(t, "cn@1", "service-permit@1")
	waits := func() (out []string) {
		rows, err := b.RulesWaiting(t.Context(), now().Add(-time.Hour))
		require.NoError(t, err)
		for _, w := range rows {
			require.False(t, w.At.IsZero())
			out = append(out, w.What+" "+w.Ref+" "+w.ID+" "+w.By)
		}
		return out
	}
	require.Empty(t, waits())
	national, unit := version("cn", 2, ""), version("cn/permits", 1, "permits")
	unit.Base = "cn@2"
	require.NoError(t, b.AddCalendars(t.Context(), []rulebook.CalendarVersion{national, unit}))
	b.keep(t, change("cn@2"), one)
	require.Equal(t, []string{"calendar cn@2  " + national.ImportedBy}, waits(), "its preview and what lies upon it wait with it")
	require.NoError(t, b.PublishCalendars(t.Context(), "sun", []string{"cn@2", "cn/permits@1"}))
	require.Len(t, waits(), 1)
	last := b.keep(t, change("cn@2"), one)
	require.Equal(t, []string{"recount cn@2 " + strconv.FormatInt(last, 10) + " sun"}, waits(), "of two previews the newest")
	require.NoError(t, b.ApplyRecount(t.Context(), last, "wang", now()))
	require.Empty(t, waits())
	old := version("cn", 3, "")
	old.BuiltOn = 1
	require.NoError(t, b.AddCalendars(t.Context(), []rulebook.CalendarVersion{old}))
	require.Empty(t, waits(), "what is outdated nobody can sign")
	_, err := b.raw.Exec(`UPDATE recounts SET applied_at = NULL, created_at = now() - interval '2 hours'`)
	require.NoError(t, err)
	require.Empty(t, waits(), "nor what is long past")
}

func TestApplyRecountOfAPolicy(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.pinned(t, "cn@1", "service-permit@1")
	ch := rulebook.Change{Policy: "service-permit@2", Publishes: []string{}, Targets: map[string]string{}, Olds: []string{"service-permit@1"}}
	require.NoError(t, b.ApplyRecount(t.Context(), b.keep(t, ch, number), "sun", now()))
	waiting, err := b.Recounting(t.Context(), "", 10)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.Equal(t, casework.Args{Policy: "service-permit@2"}, waiting[0].Command.Args)
}

// TestStragglersAreGathered: a worker with an old book lets a case pin the version
// before, just after the recount was applied.
func TestStragglersAreGathered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.pinned(t, "cn@1", "service-permit@1")
	id := b.keep(t, change("cn@2"))
	require.NoError(t, b.ApplyRecount(t.Context(), id, "sun", now()))
	late := b.pinned(t, "cn@1", "service-permit@1")
	n, err := b.GatherRecounts(t.Context())
	require.NoError(t, err)
	require.Zero(t, n, "not yet: workers still read the new version")
	_, err = b.raw.ExecContext(t.Context(), `UPDATE recounts SET applied_at = applied_at - interval '20 s', gathered_at = gathered_at - interval '20 s'`)
	require.NoError(t, err)
	n, err = b.GatherRecounts(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM commands WHERE recount = $1 AND number = $2`, id, late))
	n, err = b.GatherRecounts(t.Context())
	require.NoError(t, err)
	require.Zero(t, n)
}

// TestMovedDatesAreToldInTheMorning: one digest tells a person of all his cases.
func TestMovedDatesAreToldInTheMorning(t *testing.T) {
	t.Parallel()
	b := setup(t)
	moved := func(due time.Time) time.Time {
		number := b.register(t)
		e := casework.Event{
			At: now(), Name: casework.ClockMoved, Clock: "handle", Round: 1, DueVersion: 2, To: []casework.Role{casework.ActingHolder},
			Detail: map[string]string{"cause": "recounted"},
			Due:    &casework.DueChange{Cause: "recounted", New: due, Date: due.Format(time.DateOnly), Start: now(), Limit: "10wd"},
		}
		b.commit(t, step(number, 1, e))
		var deliver time.Time
		require.NoError(t, b.raw.GetContext(t.Context(), &deliver,
			`SELECT deliver_at FROM outbox o JOIN inbox i ON i.id = o.inbox_id WHERE i.number = $1`, number))
		return deliver
	}
	morning := moved(now().Add(96 * time.Hour))
	beijing := morning.In(time.FixedZone("CST", 8*60*60))
	require.Zero(t, beijing.Hour())
	require.True(t, morning.After(now()))
	require.Equal(t, morning, moved(now().Add(120*time.Hour)), "together")
	require.False(t, moved(now().Add(time.Second)).After(now()), "what is due before is told at once")
}
