package main

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/cmd/shixian/past"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// lastDay is the Monday before which the years of these tests end.
var lastDay = time.Date(2026, 11, 30, 9, 0, 0, 0, core.Zone)

// aYear is one case of each sort that fits, and every complaint: several of one unit make it owe more.
func aYear(t *testing.T, fits func(reference.Past) bool) (year reference.Year) {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	year, year.Cases = ref.Year, nil
	for _, of := range ref.Year.Cases {
		if of.Item != "efficiency-complaint" {
			of.Count = 1
		}
		if fits(of) {
			year.Cases = append(year.Cases, of)
		}
	}
	return year
}

// yearHouse is a house and what its year is lived with; on are the cases that go on after it.
func yearHouse(t *testing.T) (h *house, cfg past.Config, log *bytes.Buffer, on *[]string) {
	t.Helper()
	log, on = &bytes.Buffer{}, &[]string{}
	h = newHouse(t, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	cfg, err := h.yearOf(t.Context(), h.store)
	require.NoError(t, err)
	cfg.Today = lastDay
	cfg.LiveOn = func(_ context.Context, number string) error {
		if !slices.Contains(*on, number) {
			*on = append(*on, number)
		}
		return nil
	}
	return h, cfg, log, on
}

// TestTheDemosYear: one case of each sort ends as it is said to, what is not over goes on, nobody is
// told of what is past, and a second time nothing is added.
func TestTheDemosYear(t *testing.T) {
	h, cfg, log, on := yearHouse(t)
	year := aYear(t, func(reference.Past) bool { return true })
	made, err := past.Make(t.Context(), cfg, year)
	require.NoError(t, err)
	require.Empty(t, log.String())
	all := 0
	for _, of := range year.Cases {
		all += of.Count
	}
	require.Equal(t, past.Made{Cases: all}, made)

	for i, of := range year.Cases {
		number, err := h.store.CaseOfKey(t.Context(), core.KeyID(of.By, past.Key(i, 0)))
		require.NoError(t, err)
		v, err := h.store.Case(t.Context(), number)
		require.NoError(t, err, of.Says)
		require.Equal(t, of.Want.Stage, string(v.Stage), "%s, %s", of.Says, number)
		require.Equal(t, of.Want.Result, v.Result, "%s, %s", of.Says, number)
		require.Equal(t, v.Closed == nil, slices.Contains(*on, number) && v.Closed == nil, "%s goes on", number)
		opened := ""
		for _, n := range v.Opened {
			o, err := h.store.Case(t.Context(), n)
			require.NoError(t, err)
			opened = string(o.Stage)
		}
		require.Equal(t, of.Want.Opened, opened, "%s, %s", of.Says, number)
	}
	require.Zero(t, counted(t, h, `SELECT count(*) FROM outbox`), "nothing leaves the house")
	require.Zero(t, counted(t, h, `SELECT count(*) FROM inbox_now WHERE read_at IS NULL AND at < timestamptz '2026-11-28 09:00+08'`), "nobody lets an inbox lie (desk.md 17)")
	require.NotZero(t, counted(t, h, `SELECT count(*) FROM inbox_now WHERE read_at IS NULL`))
	require.Zero(t, counted(t, h, `SELECT count(*) FROM cases WHERE received_at > timestamptz '2026-11-30 09:00+08' OR received_at < timestamptz '2025-11-30 00:00+08'`))

	require.Zero(t, counted(t, h, `
SELECT count(*) FROM clocks c JOIN cases USING (number)
WHERE closed_at <> 'infinity' AND c.outcome = 'breach' AND c.ended_at = 'infinity'`), "nobody owes anything of what is over")
	require.Zero(t, counted(t, h, `SELECT count(*) FROM cases WHERE closed_at = 'infinity' AND turn = '' AND kind <> 'promise' AND NOT (kind = 'disclosure' AND stage = 'shown')`), "what is open is somebody's turn")
	require.Zero(t, counted(t, h, `
SELECT count(*) FROM timeline JOIN cases USING (number) WHERE at > timestamptz '2026-11-30 09:15+08' OR at > closed_at AND name IN ('escalated', 'card_issued', 'chased')`), "nothing lies ahead, and nobody is called to account for what is over")

	rows := counted(t, h, `SELECT count(*) FROM timeline`)
	made, err = past.Make(t.Context(), cfg, year)
	require.NoError(t, err)
	require.Equal(t, past.Made{Stood: all}, made)
	require.Equal(t, rows, counted(t, h, `SELECT count(*) FROM timeline`))
}

func counted(t *testing.T, h *house, query string) (n int) {
	t.Helper()
	require.NoError(t, h.store.Pool().QueryRowContext(t.Context(), query).Scan(&n))
	return n
}

// cutStore breaks off at one of its commits.
type cutStore struct {
	*store.Store
	left int
	stop func()
}

// Commit implements past.Store.
func (s *cutStore) Commit(ctx context.Context, step casework.Step, run string, deliver func(time.Time) time.Time) (casework.Committed, error) {
	if s.left--; s.left < 0 {
		s.stop()
		return casework.Committed{}, ctx.Err()
	}
	return s.Store.Commit(ctx, step, run, deliver)
}

// TestACutYearIsFinished: a year that was cut off, in the middle of a case each time, is the same in
// the end as one that was not.
func TestACutYearIsFinished(t *testing.T) {
	some := func(of reference.Past) bool {
		return slices.Contains([]string{"paused for a test", "late; a reminder"}, of.Says)
	}
	year := aYear(t, some)
	whole, cfg, _, goOn := yearHouse(t)
	_, err := past.Make(t.Context(), cfg, year)
	require.NoError(t, err)

	cut, cfg, _, left := yearHouse(t)
	for at := 1; ; at += 5 {
		ctx, stop := context.WithCancel(t.Context())
		cfg.Store = &cutStore{cut.store, at, stop}
		_, err := past.Make(ctx, cfg, year)
		stop()
		if err == nil {
			require.Greater(t, at, 10, "it was cut now and then")
			break
		}
		require.ErrorIs(t, err, context.Canceled)
	}
	require.Equal(t, story(t, whole), story(t, cut))
	require.Equal(t, *goOn, *left)
}

// story is what happened and how it stands, without the keys of runs.
func story(t *testing.T, h *house) (out []string) {
	t.Helper()
	rows, err := h.store.Pool().QueryContext(t.Context(), `
SELECT concat_ws(' ', number, received_at, stage, result, closed_at) FROM cases
UNION ALL SELECT concat_ws(' ', number, at, name, clock, round, level, actor) FROM timeline
UNION ALL SELECT concat_ws(' ', number, form) FROM papers
UNION ALL SELECT concat_ws(' ', number, at, event, role, reader) FROM inbox
ORDER BY 1`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		out = append(out, line)
	}
	require.NoError(t, rows.Err())
	return out
}
