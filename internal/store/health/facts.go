package health

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/store/kernel"
)

// Facts are the figures an operator watches.
type Facts struct {
	Open       map[string]int
	Unstarted  int
	Behind     int
	Parked     int
	Undecided  int
	OldestWait time.Duration
	Outbox     []OutboxFact
	Bytes      int64 // of the database
}

// OutboxFact is how many messages of a channel are in a state: waiting (due to leave),
// later, dead. Oldest is how long the oldest of those waiting could have left.
type OutboxFact struct {
	Channel, State string
	Count          int
	Oldest         time.Duration
}

// Each of these reads a partial index of what is open, and nothing of the archive.
const (
	countOpen = `
SELECT kind, count(*) FROM cases WHERE closed_at = 'infinity' AND voided_at IS NULL AND opens_at <= now() GROUP BY kind`

	countWaiting = `
SELECT (SELECT count(*) FROM cases
        WHERE started_at IS NULL AND voided_at IS NULL AND registered_at < now() - interval '1 minute' AND opens_at <= now()),
       (SELECT count(*) FROM cases
        WHERE next_at < now() - interval '2 minutes' AND next_at < 'infinity' AND started_at < now() - interval '2 minutes' AND voided_at IS NULL),
       (SELECT count(*) FROM parked),
       (SELECT count(*) FROM commands
        WHERE verdict IS NULL AND recount IS NULL AND at < now() - interval '10 seconds'),
       (SELECT COALESCE(extract(epoch FROM now() - min(at)), 0)::float8 FROM commands
        WHERE verdict IS NULL AND recount IS NULL AND at < now() - interval '10 seconds'),
       pg_database_size(current_database())`

	countMessages = `
SELECT channel, CASE WHEN deliver_at <= now() THEN 'waiting' ELSE 'later' END AS state, count(*) AS count,
       GREATEST(extract(epoch FROM now() - min(deliver_at)), 0)::float8 AS oldest
FROM outbox WHERE state = 'pending' GROUP BY 1, 2
UNION ALL
SELECT channel, 'dead', count(*), 0 FROM outbox WHERE state = 'dead' GROUP BY 1
ORDER BY 1, 2`
)

// Facts counts what is open, what waits and what was given up.
func (s *Room) Facts(ctx context.Context) (Facts, error) {
	f := Facts{Open: map[string]int{}}
	var kinds []struct {
		Kind  string
		Count int
	}
	if err := kernel.List(ctx, s.db, &kinds, countOpen); err != nil {
		return f, fmt.Errorf("count open cases: %w", err)
	}
	for _, k := range kinds {
		f.Open[k.Kind] = k.Count
	}
	var oldest float64
	row := s.db.QueryRowxContext(ctx, countWaiting)
	if err := kernel.Clean(row.Scan(&f.Unstarted, &f.Behind, &f.Parked, &f.Undecided, &oldest, &f.Bytes)); err != nil {
		return f, fmt.Errorf("count what waits: %w", err)
	}
	f.OldestWait = seconds(oldest)
	var messages []struct {
		Channel, State string
		Count          int
		Oldest         float64
	}
	if err := kernel.List(ctx, s.db, &messages, countMessages); err != nil {
		return f, fmt.Errorf("count messages: %w", err)
	}
	for _, m := range messages {
		f.Outbox = append(f.Outbox, OutboxFact{m.Channel, m.State, m.Count, seconds(m.Oldest)})
	}
	return f, nil
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
