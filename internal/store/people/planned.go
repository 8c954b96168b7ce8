package people

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	lockPersons = `SELECT id FROM persons ORDER BY id FOR NO KEY UPDATE`
	lockPosts   = `SELECT id FROM posts ORDER BY id FOR UPDATE`

	// Stand-ins are named for a time, by a leader (R169); they are none of the office's plan.
	selectHolders = `
SELECT post, person, rank, from_at, NULLIF(to_at, 'infinity') AS to_at
FROM post_holders WHERE rank <> $1 ORDER BY post, rank, from_at`
)

// Planned are all who ever held a post by plan.
func Planned(ctx context.Context, q kernel.Querier) ([]duty.Assignment, error) {
	var rows []assignmentRow
	if err := kernel.List(ctx, q, &rows, selectHolders, duty.Standin); err != nil {
		return nil, fmt.Errorf("select holders: %w", err)
	}
	var out []duty.Assignment
	for _, row := range rows {
		out = append(out, row.assignment())
	}
	return out, nil
}

// HoldPlans keeps every post's plan as it is until the transaction ends, and nobody is
// granted leave meanwhile.
func HoldPlans(ctx context.Context, tx *sqlx.Tx) error {
	var persons, posts []string
	if err := kernel.List(ctx, tx, &persons, lockPersons); err != nil {
		return err
	}
	return kernel.List(ctx, tx, &posts, lockPosts)
}
