package cases

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const selectTimeline = `
SELECT id, number, key, at, recorded_at, name, clock, round, level, actor, actor_name, rule, basis, text_id,
       detail AS detail_json, roles
FROM timeline_now WHERE number = $1 ORDER BY at, id`

// Timeline implements core.Store: what stands, oldest first.
func (s *Room) Timeline(ctx context.Context, number string) ([]casework.TimelineRow, error) {
	var rows []struct {
		casework.TimelineRow
		Roles  pq.StringArray `db:"roles"`
		Detail []byte         `db:"detail_json"`
	}
	if err := kernel.List(ctx, s.db, &rows, selectTimeline, number); err != nil {
		return nil, fmt.Errorf("select timeline of %s: %w", number, err)
	}
	out := make([]casework.TimelineRow, 0, len(rows))
	for _, r := range rows {
		row := r.TimelineRow
		for _, role := range r.Roles {
			row.To = append(row.To, casework.Role(role))
		}
		if r.Detail != nil {
			if err := json.Unmarshal(r.Detail, &row.Detail); err != nil {
				return nil, fmt.Errorf("decode detail of %s %s: %w", number, row.Key, err)
			}
		}
		out = append(out, row)
	}
	return out, nil
}

const selectLedger = `
SELECT id, number, key, clock, round, at, cause, old_at, new_at, due_date, provisional, start_at, limit_text,
       granted, pauses, policy, calendar, rule, actor
FROM ledger_now WHERE number = $1 ORDER BY at, id`

type ledgerRow struct {
	ID          int64
	Number      string
	Key         string
	Clock       string
	Round       int
	At          time.Time
	Cause       string
	Old         *time.Time `db:"old_at"`
	New         time.Time  `db:"new_at"`
	Date        string     `db:"due_date"`
	Provisional bool
	Start       time.Time `db:"start_at"`
	Limit       string    `db:"limit_text"`
	Granted     int
	Pauses      json.RawMessage
	Policy      string
	Calendar    string
	Rule        string
	Actor       string
}

// Ledger implements core.Store: how every due date came about, oldest first.
func (s *Room) Ledger(ctx context.Context, number string) ([]casework.LedgerRow, error) {
	var rows []ledgerRow
	if err := kernel.List(ctx, s.db, &rows, selectLedger, number); err != nil {
		return nil, fmt.Errorf("select ledger of %s: %w", number, err)
	}
	out := make([]casework.LedgerRow, 0, len(rows))
	for _, r := range rows {
		change := casework.DueChange{
			Cause: r.Cause, New: r.New, Date: r.Date, Provisional: r.Provisional,
			Start: r.Start, Limit: r.Limit, Granted: r.Granted,
		}
		if r.Old != nil {
			change.Old = *r.Old
		}
		if err := json.Unmarshal(r.Pauses, &change.Pauses); err != nil {
			return nil, fmt.Errorf("decode pauses of %s %s: %w", number, r.Key, err)
		}
		out = append(out, casework.LedgerRow{
			ID: r.ID, Number: r.Number, Key: r.Key, Clock: r.Clock, Round: r.Round, At: r.At, DueChange: change,
			Policy: r.Policy, Calendar: r.Calendar, Rule: r.Rule, Actor: r.Actor,
		})
	}
	return out, nil
}

// One rule's events are found by their index, whatever the size of the timeline.
const selectSaid = `
SELECT t.number, t.at, t.name, t.text_id FROM timeline_now t JOIN cases c ON c.number = t.number
WHERE t.rule = $1 AND t.name = $2 AND c.item = $3 AND c.voided_at IS NULL ORDER BY t.at DESC, t.id DESC LIMIT $4`

// Said implements cases.Store.
func (s *Room) Said(ctx context.Context, event casework.EventName, rule, item string, limit int) ([]casework.TimelineRow, error) {
	rows := []casework.TimelineRow{}
	if err := kernel.List(ctx, s.db, &rows, selectSaid, rule, event, item, limit); err != nil {
		return nil, fmt.Errorf("select %s of %s: %w", event, item, err)
	}
	return rows, nil
}
