package rules

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/store/kernel"
)

// CountTouched is the query before its conditions. What was taken back never happened. All that is asked stands in timeline_rule, so the
// record itself is not read; through timeline_now, which names who acted, it would be.
const CountTouched = `
SELECT count(*) FROM cases JOIN (
    SELECT t.number, bool_or(t.clock <> '') AS ran FROM timeline t
    WHERE t.rule = ? AND t.at >= ? AND t.at <= now() AND t.takes_back IS NULL
      AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)
    GROUP BY t.number
) t USING (number)`

// Touched implements rulebook.Store.
func (s *Room) Touched(ctx context.Context, f rulebook.TouchedFilter) (n int, err error) {
	var w kernel.Where
	w.Add(CountTouched, f.Rule, f.Since)
	query := w.Conditions[0]
	w.Conditions = nil
	w.Add("voided_at IS NULL AND opens_at <= now()")
	w.Add("(t.ran OR kind <> ALL(?) AND (kind <> ALL(?) OR concerned IS DISTINCT FROM ?))", names(f.Sealed), names(f.Parted), f.Reader)
	w.ScopeOfCases(f.Scope)
	if err := kernel.Get(ctx, s.db, &n, query+w.SQL(), w.Args...); err != nil {
		return 0, fmt.Errorf("count cases of %s: %w", f.Rule, err)
	}
	return n, nil
}

func names(kinds []casework.Kind) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return out
}
