package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const selectLeading = `
SELECT f.number AS follower, k.* FROM cases f
JOIN (SELECT ` + caseColumns + ` FROM case_now) k ON k.number = f.state ->> 'follows'
WHERE f.number = ANY($1)`

// Leading implements core.Store.
func (s *Room) Leading(ctx context.Context, followers []string) (map[string]casework.CaseView, error) {
	var rows []struct {
		Follower string
		casework.CaseView
	}
	if err := kernel.List(ctx, s.db, &rows, selectLeading, followers); err != nil {
		return nil, fmt.Errorf("select leading cases: %w", err)
	}
	out := map[string]casework.CaseView{}
	for _, r := range rows {
		out[r.Follower] = r.CaseView
	}
	return out, nil
}
