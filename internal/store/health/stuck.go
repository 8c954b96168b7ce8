package health

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/store/kernel"
)

// Why a case stands still.
const (
	StuckParked    = "parked"    // its step is refused for good
	StuckUnstarted = "unstarted" // registered, and the engine has not got it
	StuckUndecided = "undecided" // a command waits for its verdict
	StuckBehind    = "behind"    // its next instant has passed, and no step came
)

// Stuck are the cases that stand still for one reason: how many, the first of them
// by how long they do, and since when the first does.
type Stuck struct {
	Why     string
	Count   int
	Numbers []string
	Since   time.Time
}

// A case stands here once, for the reason that tells most. What a loaded office does
// within the minute stands still for nobody.
const selectStuck = `
SELECT why, count(*) AS count, (array_agg(number ORDER BY since, number))[:$1::integer] AS numbers, min(since) AS since
FROM (
    SELECT DISTINCT ON (number) number, why, since, place FROM (
        SELECT number, 'parked' AS why, since, 1 AS place FROM parked
        UNION ALL
        SELECT number, 'unstarted', greatest(registered_at, opens_at), 2 FROM cases
        WHERE started_at IS NULL AND voided_at IS NULL
          AND registered_at < now() - interval '1 minute' AND opens_at < now() - interval '1 minute'
        UNION ALL
        SELECT number, 'undecided', at, 3 FROM commands
        WHERE verdict IS NULL AND recount IS NULL AND at < now() - interval '1 minute'
        UNION ALL
        SELECT number, 'behind', next_at, 4 FROM cases
        WHERE next_at < now() - interval '2 minutes' AND next_at < 'infinity'
          AND started_at < now() - interval '2 minutes' AND voided_at IS NULL
    ) reasons ORDER BY number, place, since
) stands GROUP BY why, place ORDER BY place`

// Stuck lists the reasons for which cases stand still, naming so many of each.
func (s *Room) Stuck(ctx context.Context, named int) ([]Stuck, error) {
	var rows []struct {
		Why     string
		Count   int
		Numbers pq.StringArray
		Since   time.Time
	}
	if err := kernel.List(ctx, s.db, &rows, selectStuck, named); err != nil {
		return nil, fmt.Errorf("select stuck cases: %w", err)
	}
	out := make([]Stuck, len(rows))
	for i, r := range rows {
		out[i] = Stuck{r.Why, r.Count, r.Numbers, r.Since}
	}
	return out, nil
}
