// Package desk reads the lists people work by, one row a matter, and the audit trail.
//
// It reads what is open from indexes that hold nothing else, so that no page costs more
// because the archive grew (docs/adr/0047). It refuses to say who may see what: the reach
// of whoever asks is handed in.
package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct{ db *kernel.DB }

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }

const selectHeads = `
SELECT id, number, field, key_id, data FROM sealed_values WHERE number = ANY($1) AND field = ANY($2) AND NOT is_text`

// Heads implements desk.Store.
func (s *Room) Heads(ctx context.Context, fields map[string]string) (map[string]string, error) {
	var rows []struct {
		kernel.Sealed
		Number string
	}
	names := slices.Compact(slices.Sorted(maps.Values(fields)))
	if err := kernel.List(ctx, s.db, &rows, selectHeads, kernel.SortedKeys(fields), names); err != nil {
		return nil, fmt.Errorf("select heads of %d cases: %w", len(fields), err)
	}
	of := map[string]string{}
	var sealed []kernel.Sealed
	for _, r := range rows {
		if fields[r.Number] == r.Field {
			of[r.ID], sealed = r.Number, append(sealed, r.Sealed)
		}
	}
	return s.db.Open(sealed, func(r kernel.Sealed) string { return of[r.ID] })
}

// OpenHead implements desk.Store.
func (s *Room) OpenHead(head string) (string, error) { return s.db.OpenHead(head) }

// Listed implements desk.Store. A reading of a row is noted once a day and reader, however
// often the page is opened.
func (s *Room) Listed(ctx context.Context, reader string, numbers []string, since time.Time) error {
	notes := make([]kernel.Note, len(numbers))
	for i, number := range numbers {
		notes[i] = kernel.Note{Actor: reader, Action: "case.view_personal", Object: number, Detail: "listed", Since: since}
	}
	return s.db.Note(ctx, notes...)
}

// What the machine notes of its own record is no act and no reading of anybody's.
const selectRecords = `SELECT id, at, actor, action, object, detail FROM audit`

// Records implements desk.Store.
func (s *Room) Records(ctx context.Context, f desk.RecordFilter) ([]desk.Record, error) {
	w := kernel.Where{}
	w.Add("action NOT IN ('record.timeline', 'record.ledger')")
	w.Equal("actor", f.Actor)
	w.Equal("action", f.Action)
	w.Equal("object", f.Object)
	if !f.From.IsZero() {
		w.Add("at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		w.Add("at < ?", f.Until)
	}
	if f.Before > 0 {
		w.Add("id < ?", f.Before)
	}
	rows := []desk.Record{}
	if err := kernel.List(ctx, s.db, &rows, selectRecords+w.SQL()+" ORDER BY id DESC"+w.Page(0, f.Limit), w.Args...); err != nil {
		return nil, fmt.Errorf("select audit trail: %w", err)
	}
	return rows, nil
}

const (
	selectCases = `
SELECT number, kind, item, item_name, item_version, class, unit, unit_name, post, post_name, holder, holder_name, stage, turn,
       received_at, registered_at, registered_by, started_at, run, revision, policy, calendar, result, closed_at,
       COALESCE(state -> 'cause' ->> 'number', '') AS parent, urgent, state, `

	fromCases = ` FROM case_now WHERE number = ANY($1)`
)

const selectClocks = `
SELECT number, name, round, rule, basis, owner, post, post_name, holder, holder_name, outcome, status,
       start_at, limit_text, granted, due_at, due_date, provisional, near_at, half_at, ended_at, prompt, light,
       kind, item, item_name, item_version, stage, turn, urgent
FROM clock_now WHERE open AND number = ANY($1)`

// lying are the clocks of a desk, as view clock_now has them.
const lying = `on_post = $2 OR owner = '` + string(casework.PersonConcerned) + `' AND number IN (SELECT number FROM cases WHERE concerned = $2)`

// whole reads the cases of a page with their open clocks, in the order of the page.
func (s *Room) whole(ctx context.Context, numbers []string, holder string) (map[string]casework.CaseView, error) {
	var views []casework.CaseView
	if err := kernel.List(ctx, s.db, &views, selectCases+s.db.HeadColumn()+fromCases, numbers); err != nil {
		return nil, fmt.Errorf("select %d matters: %w", len(numbers), err)
	}
	clocks, err := s.running(ctx, numbers, holder)
	if err != nil {
		return nil, err
	}
	out := make(map[string]casework.CaseView, len(views))
	for _, v := range views {
		if v.Clocks = clocks[v.Number]; len(v.Clocks) > 0 {
			v.Light = v.Clocks[0].Light
		}
		out[v.Number] = v
	}
	return out, nil
}

// running are the clocks that run in these cases, of each the most urgent first; of a desk
// those that lie there.
func (s *Room) running(ctx context.Context, numbers []string, holder string) (map[string][]casework.ClockView, error) {
	var clocks []casework.ClockView
	query, args := selectClocks, []any{numbers}
	if holder != "" {
		query += ` AND (` + lying + `)`
		args = append(args, holder)
	}
	query += ` ORDER BY array_position(ARRAY['red', 'yellow', 'green', 'grey'], light), due_at, name`
	if err := kernel.List(ctx, s.db, &clocks, query, args...); err != nil {
		return nil, fmt.Errorf("select clocks of %d matters: %w", len(numbers), err)
	}
	out := map[string][]casework.ClockView{}
	for _, c := range clocks {
		out[c.Number] = append(out[c.Number], c)
	}
	return out, nil
}

// Running implements desk.Store.
func (s *Room) Running(ctx context.Context, numbers []string) (map[string][]casework.ClockView, error) {
	return s.running(ctx, numbers, "")
}
