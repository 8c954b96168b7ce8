// Package disclosed reads which cases stand where their words are public (R196 to R209).
//
// It opens no word of them, and refuses to say who may read which.
package disclosed

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct{ db *kernel.DB }

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }

// A case is public while it is open and stands at the stage; one that was never made so has no
// such event, and is not here.
const selectDisclosed = `
SELECT c.number, c.kind, c.item, c.unit, COALESCE(c.state -> 'facts', '{}') AS facts_json, e.public, e.checked, e.missed,
       EXISTS (SELECT FROM clocks k WHERE k.number = c.number AND k.name = w.mend AND k.ended_at > now() AND k.visible_at <= now()) AS mending
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS w(kind, stage, event, checked, round, mend)
JOIN cases c ON c.kind = w.kind
CROSS JOIN LATERAL (
    SELECT max(t.at) FILTER (WHERE t.name = w.event) AS public, max(t.at) FILTER (WHERE t.name = w.checked) AS checked,
           max(t.at) FILTER (WHERE t.name = 'round_missed' AND t.clock = w.round) AS missed
    FROM timeline_now t WHERE t.number = c.number
) e
WHERE c.closed_at > now() AND c.opens_at <= now() AND c.voided_at IS NULL AND e.public IS NOT NULL
  AND CASE WHEN c.stage_at <= now() THEN c.stage ELSE c.prev_stage END = w.stage
ORDER BY e.public DESC, c.number DESC LIMIT 5000`

// Disclosed implements disclosed.Store.
func (s *Room) Disclosed(ctx context.Context, of []disclosed.Of) ([]disclosed.Row, error) {
	columns := make([]pq.StringArray, 6)
	for _, o := range of {
		for i, value := range []string{string(o.Kind), string(o.Stage), string(o.Event), string(o.Checked), o.Check, o.Mend} {
			columns[i] = append(columns[i], value)
		}
	}
	var rows []struct {
		Number, Item, Unit string
		Kind               casework.Kind
		Facts              []byte `db:"facts_json"`
		Public             time.Time
		Checked, Missed    *time.Time
		Mending            bool
	}
	if err := kernel.List(ctx, s.db, &rows, selectDisclosed, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]); err != nil {
		return nil, fmt.Errorf("select what is public: %w", err)
	}
	out := make([]disclosed.Row, len(rows))
	for i, r := range rows {
		out[i] = disclosed.Row{Number: r.Number, Item: r.Item, Unit: r.Unit, Kind: r.Kind, Public: r.Public, Mending: r.Mending}
		if err := json.Unmarshal(r.Facts, &out[i].Facts); err != nil {
			return nil, fmt.Errorf("decode facts of %s: %w", r.Number, err)
		}
		if r.Checked != nil {
			out[i].Checked = *r.Checked
		}
		if r.Missed != nil {
			out[i].Missed = *r.Missed
		}
	}
	return out, nil
}
