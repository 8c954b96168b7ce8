package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	planColumns = `id, post, holders, COALESCE(standin, '') AS standin, until_at, from_at, outside, proposed_by, proposed_at,
       excepted_by, excepted_at, approved_by, approved_at, filed_by, filed_at`

	selectPlans = `SELECT ` + planColumns + ` FROM post_plans WHERE $1 = '' OR post = $1 ORDER BY post, id DESC`
	selectPlan  = `SELECT ` + planColumns + ` FROM post_plans WHERE id = $1`

	insertPlan = `
INSERT INTO post_plans (post, holders, standin, until_at, from_at, outside, proposed_by, proposed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`
)

type planRow struct {
	ID         int64
	Post       string
	Holders    pq.StringArray
	Standin    string
	Until      *time.Time `db:"until_at"`
	From       time.Time  `db:"from_at"`
	Outside    pq.StringArray
	ProposedBy string     `db:"proposed_by"`
	ProposedAt time.Time  `db:"proposed_at"`
	ExceptedBy *string    `db:"excepted_by"`
	ExceptedAt *time.Time `db:"excepted_at"`
	ApprovedBy *string    `db:"approved_by"`
	ApprovedAt *time.Time `db:"approved_at"`
	FiledBy    *string    `db:"filed_by"`
	FiledAt    *time.Time `db:"filed_at"`
}

func (r planRow) plan() roster.PostPlan {
	consent := func(by *string, at *time.Time) *roster.Consent {
		if by == nil || at == nil {
			return nil
		}
		return &roster.Consent{By: *by, At: *at}
	}
	return roster.PostPlan{
		ID: r.ID, Post: r.Post, Holders: r.Holders, Standin: r.Standin, Until: r.Until, From: r.From, Outside: r.Outside,
		Proposed: roster.Consent{By: r.ProposedBy, At: r.ProposedAt}, Excepted: consent(r.ExceptedBy, r.ExceptedAt),
		Approved: consent(r.ApprovedBy, r.ApprovedAt), Filed: consent(r.FiledBy, r.FiledAt),
	}
}

// Plans implements roster.Store.
func (s *Room) Plans(ctx context.Context, post string) ([]roster.PostPlan, error) {
	var rows []planRow
	if err := kernel.List(ctx, s.db, &rows, selectPlans, post); err != nil {
		return nil, fmt.Errorf("select plans: %w", err)
	}
	out := make([]roster.PostPlan, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.plan())
	}
	return out, nil
}

// Plan implements roster.Store.
func (s *Room) Plan(ctx context.Context, id int64) (roster.PostPlan, error) {
	return planOf(ctx, s.db, id)
}

func planOf(ctx context.Context, q kernel.Querier, id int64) (roster.PostPlan, error) {
	var row planRow
	err := kernel.Get(ctx, q, &row, selectPlan, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return roster.PostPlan{}, casework.FieldError(casework.NotFound, "id", "R162")
	case err != nil:
		return roster.PostPlan{}, fmt.Errorf("select plan %d: %w", id, err)
	}
	return row.plan(), nil
}

// AddPlan implements roster.Store.
func (s *Room) AddPlan(ctx context.Context, p roster.PostPlan) (int64, error) {
	holders, outside := p.Holders, p.Outside
	if holders == nil {
		holders = []string{}
	}
	if outside == nil {
		outside = []string{}
	}
	var until sql.Null[time.Time]
	if p.Until != nil {
		until = kernel.Optional(*p.Until)
	}
	var id int64
	err := kernel.Get(ctx, s.db, &id, insertPlan, p.Post, holders, kernel.Optional(p.Standin), until, p.From, outside, p.Proposed.By, p.Proposed.At)
	if err != nil {
		return 0, fmt.Errorf("insert plan of %s: %w", p.Post, err)
	}
	return id, nil
}

const (
	exceptPlan  = `UPDATE post_plans SET excepted_by = $2, excepted_at = now() WHERE id = $1 AND excepted_at IS NULL AND approved_at IS NULL`
	approvePlan = `UPDATE post_plans SET approved_by = $2, approved_at = now() WHERE id = $1 AND approved_at IS NULL`
	filePlan    = `UPDATE post_plans SET filed_by = $2, filed_at = now() WHERE id = $1 AND approved_at IS NOT NULL AND filed_at IS NULL`
)

// ExceptPlan implements roster.Store.
func (s *Room) ExceptPlan(ctx context.Context, id int64, by string) error {
	return stepPlan(ctx, s.db, exceptPlan, id, by)
}

// FilePlan implements roster.Store.
func (s *Room) FilePlan(ctx context.Context, id int64, by string) error {
	return stepPlan(ctx, s.db, filePlan, id, by)
}

func stepPlan(ctx context.Context, q kernel.Querier, query string, id int64, by string) error {
	n, err := kernel.Exec(ctx, q, query, id, by)
	switch {
	case err != nil:
		return fmt.Errorf("update plan %d: %w", id, err)
	case n == 0:
		return casework.Errorf(casework.Stale, "plan %d", id)
	}
	return nil
}

const (
	// Whoever held the post holds it until the plan begins; what was to begin later
	// never does. A stand-in for an absence keeps his time.
	endHolders = `
UPDATE post_holders SET to_at = $2 WHERE post = $1 AND rank <> $3 AND from_at < $2 AND to_at > $2`
	dropHolders  = `DELETE FROM post_holders WHERE post = $1 AND rank <> $3 AND from_at >= $2`
	insertHolder = `
INSERT INTO post_holders (post, person, rank, from_at, to_at) VALUES ($1, $2, $3, $4, COALESCE($5::timestamptz, 'infinity'))`
)

// ApprovePlan implements roster.Store. A plan approved after its date begins
// when it is approved: nobody answers for a time at which he did not know.
func (s *Room) ApprovePlan(ctx context.Context, id int64, by string) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		plan, err := planOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := stepPlan(ctx, tx, approvePlan, id, by); err != nil {
			return err
		}
		if err := putting(ctx, tx, append(plan.Holders, plan.Standin)...); err != nil {
			return err
		}
		var post string
		if err := kernel.Get(ctx, tx, &post, lockPost, plan.Post); err != nil {
			return err
		}
		var now time.Time
		if err := kernel.Get(ctx, tx, &now, `SELECT now()`); err != nil {
			return err
		}
		plan.From = kernel.Latest(plan.From, now)
		return putPlan(ctx, tx, plan)
	})
	if err != nil {
		return fmt.Errorf("approve plan %d: %w", id, err)
	}
	s.changed()
	return nil
}

func putPlan(ctx context.Context, tx *sqlx.Tx, plan roster.PostPlan) error {
	for _, query := range []string{endHolders, dropHolders} {
		if _, err := kernel.Exec(ctx, tx, query, plan.Post, plan.From, duty.Standin); err != nil {
			return fmt.Errorf("end holders of %s: %w", plan.Post, err)
		}
	}
	for _, a := range plan.Assignments() {
		if _, err := kernel.Exec(ctx, tx, insertHolder, a.Post, a.Person, a.Rank, a.From, kernel.Optional(a.To)); err != nil {
			return fmt.Errorf("%s on %s: %w", a.Person, a.Post, err)
		}
	}
	return rewriteDuty(ctx, tx, lockPost, plan.Post)
}
