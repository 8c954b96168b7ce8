package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// An absence is no work that somebody else could go on with. What a post owes on
// cases that lie elsewhere, as an explanation, goes with it.
const selectOpenOn = `
SELECT ` + caseColumns + ` FROM case_now
WHERE open AND kind <> 'absence' AND (post = ANY($1) OR kind <> 'accountability' AND number IN (
    SELECT number FROM clocks WHERE post = ANY($1) AND ended_at > now()))
ORDER BY array_position(ARRAY['red', 'yellow', 'green', 'grey'], light),
    (SELECT min(due_at) FROM clocks WHERE clocks.number = case_now.number AND post = ANY($1) AND ended_at > now() AND outcome IN ('breach', 'deemed')),
    registered_at, number LIMIT 500`

// OpenOn implements roster.Store.
func (s *Room) OpenOn(ctx context.Context, posts []string) ([]casework.CaseView, error) {
	rows := []casework.CaseView{}
	if len(posts) == 0 {
		return rows, nil
	}
	if err := kernel.List(ctx, s.db, &rows, selectOpenOn, posts); err != nil {
		return nil, fmt.Errorf("select open cases of posts: %w", err)
	}
	for i := range rows {
		if err := readState(&rows[i]); err != nil {
			return nil, err
		}
	}
	return rows, s.withClocks(ctx, rows)
}

const selectOpenClocks = `SELECT ` + clockColumns + ` FROM clock_now WHERE open AND number = ANY($1) ORDER BY due_at, name`

// withClocks gives each case its open clocks, the next due first.
func (s *Room) withClocks(ctx context.Context, cases []casework.CaseView) error {
	numbers := make([]string, len(cases))
	for i := range cases {
		numbers[i] = cases[i].Number
	}
	var clocks []casework.ClockView
	if err := kernel.List(ctx, s.db, &clocks, selectOpenClocks, numbers); err != nil {
		return fmt.Errorf("select open clocks: %w", err)
	}
	for _, c := range clocks {
		for i := range cases {
			if cases[i].Number == c.Number {
				cases[i].Clocks = append(cases[i].Clocks, c)
			}
		}
	}
	return nil
}
