package people

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Events that hand a case from one post to another (casework.EventName.Moves).
	moves = `name IN ('transferred', 'assigned', 'forwarded', 'issued') AND detail ->> 'from' IS NOT NULL`

	selectLastAway = `
SELECT from_at, returned_at FROM absences
WHERE person = $1 AND returned_at <= now() AND returned_at > from_at ORDER BY returned_at DESC LIMIT 1`

	// What people did, but for him, on cases that lay on his posts when they did it:
	// one that was handed on meanwhile is no longer there, and the handing on itself is
	// what he asks about first. Cases about persons are no work that changes hands.
	selectMeanwhile = `
SELECT t.id, t.number, t.key, t.at, t.recorded_at, t.name, t.clock, t.round, t.level, t.actor, t.actor_name, t.rule, t.basis
FROM timeline_now t JOIN cases k ON k.number = t.number
WHERE (k.post = ANY($1) OR k.number IN (
          SELECT number FROM timeline WHERE ` + moves + ` AND at >= $3 AND detail ->> 'from' = ANY($1)))
  AND COALESCE((SELECT m.detail ->> 'from' FROM timeline_now m
                WHERE m.number = t.number AND ` + moves + ` AND (m.at, m.id) >= (t.at, t.id)
                ORDER BY m.at, m.id LIMIT 1), k.post) = ANY($1)
  AND k.kind NOT IN ('absence', 'accountability') AND k.voided_at IS NULL
  AND t.actor NOT IN ('', $2) AND t.at >= $3 AND t.at < $4
ORDER BY t.at, t.id LIMIT 500`
)

// LastAway implements roster.Store.
func (s *Room) LastAway(ctx context.Context, person string) (*casework.Span, error) {
	var rows []struct {
		From     time.Time `db:"from_at"`
		Returned time.Time `db:"returned_at"`
	}
	if err := kernel.List(ctx, s.db, &rows, selectLastAway, person); err != nil {
		return nil, fmt.Errorf("select absence: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil //nolint:nilnil // he was never away
	}
	return &casework.Span{From: rows[0].From, To: rows[0].Returned}, nil
}

// Meanwhile implements roster.Store.
func (s *Room) Meanwhile(ctx context.Context, person string, posts []string, away casework.Span) ([]casework.TimelineRow, error) {
	rows := []casework.TimelineRow{}
	if err := kernel.List(ctx, s.db, &rows, selectMeanwhile, posts, person, away.From, away.To); err != nil {
		return nil, fmt.Errorf("select what was done: %w", err)
	}
	return rows, nil
}
