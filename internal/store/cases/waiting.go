package cases

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

const selectUndecided = `
SELECT c.id, c.number, c.name, c.actor, c.roles, c.args, c.at, CASE WHEN k.closed_at <= now() THEN k.closed_at END AS closed
FROM commands c JOIN cases k ON k.number = c.number
WHERE c.verdict IS NULL AND c.recount IS NULL AND c.at < $1 AND k.voided_at IS NULL AND k.started_at IS NOT NULL
ORDER BY c.at, c.id LIMIT $2`

// Undecided implements cases.Store. Recounts stand in a row of their own, see
// Recounting: nobody waits behind them.
func (s *Room) Undecided(ctx context.Context, before time.Time, limit int) ([]core.Waiting, error) {
	return s.waiting(ctx, selectUndecided, before, limit)
}

func (s *Room) waiting(ctx context.Context, query string, args ...any) ([]core.Waiting, error) {
	var rows []commandRow
	if err := kernel.List(ctx, s.db, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select undecided commands: %w", err)
	}
	out := make([]core.Waiting, 0, len(rows))
	for _, r := range rows {
		cmd, err := r.command()
		if err != nil {
			return nil, err
		}
		out = append(out, core.Waiting{Number: r.Number, Command: cmd, Closed: r.Closed})
	}
	return out, nil
}

const selectRecounting = `
SELECT c.id, c.number, c.name, c.actor, c.roles, c.args, c.at, CASE WHEN k.closed_at <= now() THEN k.closed_at END AS closed
FROM commands c JOIN cases k ON k.number = c.number
WHERE c.verdict IS NULL AND c.recount IS NOT NULL AND c.id > $1 AND k.voided_at IS NULL
ORDER BY c.id LIMIT $2`

// Recounting implements rulebook.Store.
func (s *Room) Recounting(ctx context.Context, after string, limit int) ([]core.Waiting, error) {
	return s.waiting(ctx, selectRecounting, after, limit)
}

const selectFollowing = `
SELECT c.id, c.number, c.name, c.actor, c.roles, c.args, c.at, CASE WHEN k.closed_at <= now() THEN k.closed_at END AS closed
FROM commands c JOIN cases k ON k.number = c.number
WHERE c.number = $1 AND c.verdict IS NULL AND c.name = '` + casework.Follow + `' ORDER BY c.at, c.id`

// Following implements cases.Store.
func (s *Room) Following(ctx context.Context, number string) ([]core.Waiting, error) {
	return s.waiting(ctx, selectFollowing, number)
}
