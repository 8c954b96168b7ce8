// Package setup keeps how far an office is set up, and the changes of it that wait for a
// second person.
//
// It refuses to know what an office is made of: that is written by who installs it.
package setup

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct{ db *kernel.DB }

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db} }

const (
	// The roles are those that may consent to another's change of the office.
	selectSetUp = `
SELECT begun_by, begun_at, done, finished_by, finished_at,
	EXISTS (SELECT 1 FROM cases) AND (
		SELECT count(DISTINCT h.person) > 1 FROM post_holders h JOIN posts p ON p.id = h.post
		WHERE p.role = ANY($1)
			AND clock_timestamp() >= h.from_at AND clock_timestamp() < h.to_at
	) AS works
FROM setup`

	// Another code takes the place of one nobody used; what was begun has none any more.
	putCode = `
INSERT INTO setup (code) VALUES ($1)
ON CONFLICT (one) DO UPDATE SET code = excluded.code WHERE setup.begun_at IS NULL`

	takeCode = `UPDATE setup SET code = NULL, begun_by = $2, begun_at = clock_timestamp() WHERE code = $1 AND begun_at IS NULL`

	knowCode = `SELECT EXISTS (SELECT 1 FROM setup WHERE code = $1 AND begun_at IS NULL)`

	addDone = `UPDATE setup SET done = array_append(done, $1) WHERE NOT $1 = ANY(done) AND begun_at IS NOT NULL AND finished_at IS NULL`

	finish = `UPDATE setup SET finished_by = $1, finished_at = clock_timestamp() WHERE begun_at IS NOT NULL AND finished_at IS NULL`
)

// SetUp implements office.Store.
func (s *Room) SetUp(ctx context.Context, consenting []casework.Role) (out office.SetUp, err error) {
	row := struct {
		BegunBy    string         `db:"begun_by"`
		BegunAt    sql.NullTime   `db:"begun_at"`
		Done       pq.StringArray `db:"done"`
		FinishedBy string         `db:"finished_by"`
		FinishedAt sql.NullTime   `db:"finished_at"`
		Works      bool
	}{}
	err = kernel.Get(ctx, s.db, &row, selectSetUp, consenting)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("select set-up: %w", err)
	}
	return office.SetUp{By: row.BegunBy, Begun: row.BegunAt.Valid, Done: row.Done, Finished: row.FinishedAt.Valid, Works: row.Works}, nil
}

// PutSetUpCode keeps the digest of the code that begins an office.
func (s *Room) PutSetUpCode(ctx context.Context, digest []byte) error {
	if _, err := kernel.Exec(ctx, s.db, putCode, digest); err != nil {
		return fmt.Errorf("keep set-up code: %w", err)
	}
	return nil
}

// SetUpCode implements office.Store.
func (s *Room) SetUpCode(ctx context.Context, digest []byte) (known bool, err error) {
	if err := kernel.Get(ctx, s.db, &known, knowCode, digest); err != nil {
		return false, fmt.Errorf("look for set-up code: %w", err)
	}
	return known, nil
}

// Begin uses the code up. NotFound where it is none.
func Begin(ctx context.Context, tx *sqlx.Tx, digest []byte, by string) error {
	n, err := kernel.Exec(ctx, tx, takeCode, digest, by)
	if err == nil && n == 0 {
		err = casework.FieldError(casework.NotFound, "code", "")
	}
	return err
}

// SetUpDone implements office.Store.
func (s *Room) SetUpDone(ctx context.Context, step string) error {
	if _, err := kernel.Exec(ctx, s.db, addDone, step); err != nil {
		return fmt.Errorf("set-up step %s: %w", step, err)
	}
	return nil
}

// FinishSetUp implements office.Store.
func (s *Room) FinishSetUp(ctx context.Context, by string) error {
	if _, err := kernel.Exec(ctx, s.db, finish, by); err != nil {
		return fmt.Errorf("finish set-up: %w", err)
	}
	return nil
}

const (
	selectChanges = `SELECT id, patch, sum, drafted_by, drafted_at FROM office_changes WHERE state = 'draft' ORDER BY id`

	insertChange = `INSERT INTO office_changes (patch, sum, drafted_by, drafted_at) VALUES ($1, $2, $3, $4) RETURNING id`

	lockChange = `SELECT id, patch, sum, drafted_by, drafted_at FROM office_changes WHERE id = $1 AND state = 'draft' FOR UPDATE`

	decideChange = `UPDATE office_changes SET state = $2, decided_by = $3, decided_at = clock_timestamp() WHERE id = $1 AND state = 'draft'`
)

type changeRow struct {
	ID        int64
	Patch     json.RawMessage
	Sum       string
	DraftedBy string    `db:"drafted_by"`
	DraftedAt time.Time `db:"drafted_at"`
}

func changes(ctx context.Context, q kernel.Querier, query string, args ...any) ([]office.Change, error) {
	var rows []changeRow
	if err := kernel.List(ctx, q, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select changes of the office: %w", err)
	}
	out := make([]office.Change, len(rows))
	for i, r := range rows {
		out[i] = office.Change{ID: r.ID, Sum: r.Sum, By: r.DraftedBy, At: r.DraftedAt}
		if err := json.Unmarshal(r.Patch, &out[i].Patch); err != nil {
			return nil, fmt.Errorf("decode change of the office: %w", err)
		}
	}
	return out, nil
}

// OfficeChanges implements office.Store.
func (s *Room) OfficeChanges(ctx context.Context) ([]office.Change, error) {
	return changes(ctx, s.db, selectChanges)
}

// AddOfficeChange implements office.Store.
func (s *Room) AddOfficeChange(ctx context.Context, c office.Change) (id int64, err error) {
	patch, err := kernel.JSON(c.Patch)
	if err != nil {
		return 0, err
	}
	if err := kernel.Get(ctx, s.db, &id, insertChange, patch, c.Sum, c.By, c.At); err != nil {
		return 0, fmt.Errorf("keep change of the office: %w", err)
	}
	return id, nil
}

// DiscardOfficeChange implements office.Store.
func (s *Room) DiscardOfficeChange(ctx context.Context, id int64, by string) error {
	return decide(ctx, s.db, id, "discarded", by)
}

func decide(ctx context.Context, q kernel.Querier, id int64, state, by string) error {
	n, err := kernel.Exec(ctx, q, decideChange, id, state, by)
	switch {
	case err != nil:
		return fmt.Errorf("decide change of the office: %w", err)
	case n == 0:
		return casework.FieldError(casework.NotFound, "change", "")
	}
	return nil
}

// Waiting is a change that nobody else decides meanwhile.
func Waiting(ctx context.Context, tx *sqlx.Tx, id int64) (office.Change, error) {
	found, err := changes(ctx, tx, lockChange, id)
	if err == nil && len(found) == 0 {
		err = casework.FieldError(casework.NotFound, "change", "")
	}
	if err != nil {
		return office.Change{}, err
	}
	return found[0], nil
}

// Publish says who consented to a change.
func Publish(ctx context.Context, tx *sqlx.Tx, id int64, by string) error {
	return decide(ctx, tx, id, "published", by)
}
