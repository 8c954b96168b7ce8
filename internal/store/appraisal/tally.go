package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// What was screened out as no complaint does not count. A complaint counts for the
// unit that has it now: what was disclaimed and given to another counts there. What
// went upward counts nowhere, or a figure would tell of it.
const selectTally = `
WITH others AS (
    SELECT c.number, c.unit, COALESCE(NULLIF(c.state #>> '{facts,matter}', ''), c.number) AS matter
    FROM cases c
    WHERE c.kind = 'complaint' AND c.number <> $1 AND c.voided_at IS NULL AND c.office IS NULL
      AND c.result NOT IN ('suggestion', 'not_taken', 'referred', 'withdrawn', 'converted')
)
SELECT count(*) FILTER (WHERE o.matter = $3) AS on_matter,
       count(*) FILTER (WHERE o.unit = $2 AND EXISTS (
           SELECT FROM timeline t
           WHERE t.number = o.number AND t.name = 'forwarded' AND t.at > $4::timestamptz - interval '1 month' AND t.at <= $4
             AND NOT EXISTS (SELECT FROM timeline b WHERE b.number = t.number AND b.takes_back = t.key)
       )) AS in_month
FROM others o`

// Tally implements activities.Tallies: how many complaints there are on the matter
// in all, and how many were forwarded to the unit in the month before req.At, the
// one that asks among them (R080). It reads codes and instants, and no name.
func (s *Room) Tally(ctx context.Context, req casework.TallyRequest) (casework.Tally, error) {
	switch {
	case req.Rates:
		return s.rates(ctx, req)
	case len(req.Covers) > 0:
		return s.covers(ctx, req)
	}
	if req.Matter == "" {
		req.Matter = req.Number
	}
	var row struct {
		OnMatter int `db:"on_matter"`
		InMonth  int `db:"in_month"`
	}
	if err := kernel.Get(ctx, s.db, &row, selectTally, req.Number, req.Unit, req.Matter, req.At); err != nil {
		return casework.Tally{}, fmt.Errorf("tally %s: %w", req.Number, err)
	}
	return casework.Tally{OnMatter: row.OnMatter + 1, InMonth: row.InMonth + 1}, nil
}

// A promise is kept where its clock was met, and not breached; what was withdrawn or given
// out of hand was never due. A thing to be made public was due when its day came, or when it
// was made public before. What belongs to no matter of the catalogue was promised by none.
const promisedDays = `
FROM (
    SELECT number, name, round, ended_as = 'met' AS met, ended_as = 'met' AND ended_at <= due_at AS kept
    FROM clocks WHERE name = 'handle' AND visible_at <= $2 AND (ended_as = 'met' OR ended_at = 'infinity' OR ended_at > due_at)
      AND LEAST(due_at, ended_at) > $1 AND LEAST(due_at, ended_at) <= $2
) k JOIN cases c ON c.number = k.number
WHERE c.voided_at IS NULL`

const (
	selectRates = `
SELECT count(*) FILTER (WHERE c.item = NULLIF($3, '')) AS due, count(*) FILTER (WHERE c.item = NULLIF($3, '') AND k.kept) AS kept,
       count(*) FILTER (WHERE c.item = NULLIF($3, '') AND NOT k.kept AND EXISTS (SELECT FROM cases z WHERE ` + foundNobody + `)) AS excused,
       count(*) FILTER (WHERE c.kind = ANY($5) AND c.unit = $4) AS owed,
       count(*) FILTER (WHERE c.kind = ANY($5) AND c.unit = $4 AND k.met) AS public` + promisedDays + ` AND (c.item = $3 OR c.kind = ANY($5) AND c.unit = $4)`

	selectRatesByUnit = `SELECT c.unit, count(*) AS owed, count(*) FILTER (WHERE k.met) AS public` + promisedDays + ` AND c.kind = ANY($3) GROUP BY c.unit ORDER BY c.unit`
)

// RatesByUnit implements disclosed.Store: the rate of disclosure of each unit (公开率, R227).
func (s *Room) RatesByUnit(ctx context.Context, since, at time.Time) ([]casework.UnitTally, error) {
	var rows []struct {
		Unit         string
		Owed, Public int
	}
	if err := kernel.List(ctx, s.db, &rows, selectRatesByUnit, since, at, s.disclosing()); err != nil {
		return nil, fmt.Errorf("rates of disclosure: %w", err)
	}
	out := make([]casework.UnitTally, len(rows))
	for i, r := range rows {
		out[i] = casework.UnitTally{Unit: r.Unit, Tally: casework.Tally{Owed: r.Owed, Public: r.Public}}
	}
	return out, nil
}

// rates are those of the half-yearly check (R227).
func (s *Room) rates(ctx context.Context, req casework.TallyRequest) (casework.Tally, error) {
	var row struct{ Due, Kept, Excused, Owed, Public int }
	if err := kernel.Get(ctx, s.db, &row, selectRates, req.Since, req.At, req.Item, req.Unit, s.disclosing()); err != nil {
		return casework.Tally{}, fmt.Errorf("rates for %s: %w", req.Number, err)
	}
	return casework.Tally{Due: row.Due, Kept: row.Kept, Excused: row.Excused, Owed: row.Owed, Public: row.Public}, nil
}

// disclosing are the kinds whose cases make something public.
func (s *Room) disclosing() (of pq.StringArray) {
	for _, k := range s.db.Kinds.Disclosing() {
		of = append(of, string(k))
	}
	return of
}
