package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
)

// officeLock is the advisory lock of whoever installs an office.
const officeLock = 7418530007

const (
	lockOffice = `SELECT pg_advisory_xact_lock($1)`
	lockPosts  = `SELECT id FROM posts ORDER BY id FOR UPDATE`

	// Stand-ins are named for a time, by a leader (R169); they are none of the office's plan.
	selectHolders = `
SELECT post, person, rank, from_at, NULLIF(to_at, 'infinity') AS to_at
FROM post_holders WHERE rank <> $1 ORDER BY post, rank, from_at`
)

// Standing is the office as it stands, written as Seed takes it: units from above,
// people and posts by their ids, everybody who ever held a post by plan.
func (s *Store) Standing(ctx context.Context) (Reference, error) {
	r, err := standing(ctx, s.db)
	if err != nil {
		return r, fmt.Errorf("read office: %w", err)
	}
	return r, nil
}

func standing(ctx context.Context, q querier) (r Reference, err error) {
	for _, part := range []struct {
		dest  any
		query string
	}{{&r.Units, selectUnits}, {&r.Persons, selectPersons}, {&r.Posts, selectPosts}} {
		if err := list(ctx, q, part.dest, part.query); err != nil {
			return r, err
		}
	}
	var rows []assignmentRow
	if err := list(ctx, q, &rows, selectHolders, duty.Standin); err != nil {
		return r, err
	}
	for _, row := range rows {
		a := duty.Assignment{Post: row.Post, Person: row.Person, Rank: row.Rank, From: row.From}
		if row.To != nil {
			a.To = *row.To
		}
		r.Assignments = append(r.Assignments, a)
	}
	r.Items, err = docs[policy.Item](ctx, q, "items", selectItems)
	return r, err
}

// Install changes the office in one transaction: decide is shown what stands, with
// the database's clock, and answers what Seed is to write and what the audit trail
// says of it. Nothing is written when it errs, or answers false. One office is
// installed at a time, and no plan of a post is approved meanwhile.
func (s *Store) Install(
	ctx context.Context, by string, decide func(stands Reference, now time.Time) (write Reference, detail string, do bool, err error),
) error {
	err := s.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := exec(ctx, tx, lockOffice, officeLock); err != nil {
			return err
		}
		var posts []string
		if err := list(ctx, tx, &posts, lockPosts); err != nil {
			return err
		}
		var now time.Time
		if err := get(ctx, tx, &now, `SELECT clock_timestamp()`); err != nil {
			return err
		}
		stands, err := standing(ctx, tx)
		if err != nil {
			return err
		}
		r, detail, do, err := decide(stands, now)
		if err != nil || !do {
			return err
		}
		items := r.Items
		r.Items = nil
		if err := seed(ctx, tx, r); err != nil {
			return err
		}
		if err := publishItems(ctx, tx, items, by, time.Time{}); err != nil {
			return err
		}
		_, err = exec(ctx, tx, insertAudit, by, "office.import", "office", detail)
		return err
	})
	if err != nil {
		return fmt.Errorf("install office: %w", err)
	}
	s.office.Store(nil)
	return nil
}
