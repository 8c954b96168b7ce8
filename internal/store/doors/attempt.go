package doors

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/store/kernel"
)

// Tally is how often something was tried, and how long until that is forgotten.
type Tally struct {
	Count int
	Left  time.Duration
}

// Keys are counted in their own order, so that two processes never wait for each
// other in a circle.
const countAttempts = `
WITH asked AS (SELECT k, n FROM unnest($1::bytea[]) WITH ORDINALITY AS u (k, n)),
counted AS (
    INSERT INTO sign_in_attempts AS a (key, count) SELECT k, 1 FROM asked ORDER BY k
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN a.began <= now() - make_interval(secs => $2) THEN 1 ELSE LEAST(a.count + 1, 1000000) END,
        began = CASE WHEN a.began <= now() - make_interval(secs => $2) THEN now() ELSE a.began END
    RETURNING key, count, began
)
SELECT c.count, GREATEST(0, EXTRACT(EPOCH FROM c.began - now()) + $2)::float8 AS left_secs
FROM asked JOIN counted c ON c.key = asked.k ORDER BY asked.n`

// CountAttempts counts one more try under each key, different from each other, and
// says how they stand, in the order asked. What began longer than window ago is
// forgotten.
func (s *Room) CountAttempts(ctx context.Context, window time.Duration, keys ...[]byte) ([]Tally, error) {
	var rows []struct {
		Count int
		Left  float64 `db:"left_secs"`
	}
	if err := kernel.List(ctx, s.db, &rows, countAttempts, pq.Array(keys), window.Seconds()); err != nil {
		return nil, fmt.Errorf("count attempts: %w", err)
	}
	out := make([]Tally, len(rows))
	for i, r := range rows {
		out[i] = Tally{r.Count, time.Duration(r.Left * float64(time.Second))}
	}
	return out, nil
}

const forgiveAttempts = `UPDATE sign_in_attempts SET count = GREATEST(0, count - 1) WHERE key = ANY($1)`

// ForgiveAttempts takes one try back under each key.
func (s *Room) ForgiveAttempts(ctx context.Context, keys ...[]byte) error {
	if _, err := kernel.Exec(ctx, s.db, forgiveAttempts, pq.Array(keys)); err != nil {
		return fmt.Errorf("forgive attempts: %w", err)
	}
	return nil
}

const (
	forgetAttempts = `DELETE FROM sign_in_attempts WHERE key = $1`
	sweepAttempts  = `DELETE FROM sign_in_attempts WHERE began <= now() - make_interval(secs => $1)`
)

// ForgetAttempts takes every try back under a key.
func (s *Room) ForgetAttempts(ctx context.Context, key []byte) error {
	if _, err := kernel.Exec(ctx, s.db, forgetAttempts, key); err != nil {
		return fmt.Errorf("forget attempts: %w", err)
	}
	return nil
}

// SweepAttempts clears away what is forgotten.
func (s *Room) SweepAttempts(ctx context.Context, window time.Duration) error {
	if _, err := kernel.Exec(ctx, s.db, sweepAttempts, window.Seconds()); err != nil {
		return fmt.Errorf("sweep attempts: %w", err)
	}
	return nil
}
