package people

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	sheetColumns = `id, post, COALESCE(version, 0) AS version, doc, proposed_by, proposed_at, published_by, published_at`

	selectSheets  = `SELECT ` + sheetColumns + ` FROM post_sheets WHERE post = $1 ORDER BY id DESC`
	selectSheet   = `SELECT ` + sheetColumns + ` FROM post_sheets WHERE id = $1`
	selectInForce = `SELECT DISTINCT ON (post) post, doc FROM post_sheets WHERE version IS NOT NULL ORDER BY post, version DESC`

	selectWaitingSheets = `
SELECT DISTINCT ON (post) post, proposed_by, proposed_at FROM post_sheets s
WHERE version IS NULL AND NOT EXISTS (SELECT FROM post_sheets v WHERE v.post = s.post AND v.version IS NOT NULL AND v.id > s.id)
ORDER BY post, id DESC`

	insertSheet = `INSERT INTO post_sheets (post, doc, proposed_by, proposed_at) VALUES ($1, $2::jsonb, $3, $4) RETURNING id`

	// One that was proposed before another came into force is not what anybody agreed to
	// put in its place. The post's row is held, so versions follow one another.
	publishSheet = `
UPDATE post_sheets s SET version = 1 + COALESCE((SELECT max(version) FROM post_sheets v WHERE v.post = s.post), 0),
       published_by = $2, published_at = now()
WHERE id = $1 AND version IS NULL
  AND NOT EXISTS (SELECT FROM post_sheets v WHERE v.post = s.post AND v.published_at >= s.proposed_at)`

	// What a file or the seed says is in force as it comes, where it says anything new.
	insertPublished = `
WITH newest AS (SELECT version, doc FROM post_sheets WHERE post = $1 AND version IS NOT NULL ORDER BY version DESC LIMIT 1)
INSERT INTO post_sheets (post, version, doc, proposed_by, published_by, published_at)
SELECT $1, COALESCE((SELECT version FROM newest), 0) + 1, $2::jsonb, '', '', now()
WHERE NOT EXISTS (SELECT FROM newest WHERE doc = $2::jsonb)`
)

type sheetRow struct {
	ID          int64
	Post        string
	Version     int
	Doc         []byte
	ProposedBy  string     `db:"proposed_by"`
	ProposedAt  time.Time  `db:"proposed_at"`
	PublishedBy *string    `db:"published_by"`
	PublishedAt *time.Time `db:"published_at"`
}

func (r sheetRow) sheet() (roster.PostSheet, error) {
	out := roster.PostSheet{ID: r.ID, Post: r.Post, Version: r.Version, Proposed: roster.Consent{By: r.ProposedBy, At: r.ProposedAt}}
	if r.PublishedBy != nil && r.PublishedAt != nil {
		out.Published = &roster.Consent{By: *r.PublishedBy, At: *r.PublishedAt}
	}
	if err := json.Unmarshal(r.Doc, &out.Sheet); err != nil {
		return out, fmt.Errorf("decode sheet %d: %w", r.ID, err)
	}
	return out, nil
}

// DutySheets implements roster.Store.
func (s *Room) DutySheets(ctx context.Context, post string) ([]roster.PostSheet, error) {
	var rows []sheetRow
	if err := kernel.List(ctx, s.db, &rows, selectSheets, post); err != nil {
		return nil, fmt.Errorf("select sheets of %s: %w", post, err)
	}
	out := make([]roster.PostSheet, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.sheet(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// SheetsWaiting implements roster.Store.
func (s *Room) SheetsWaiting(ctx context.Context) ([]roster.SheetWaits, error) {
	rows := []roster.SheetWaits{}
	if err := kernel.List(ctx, s.db, &rows, selectWaitingSheets); err != nil {
		return nil, fmt.Errorf("select waiting sheets: %w", err)
	}
	return rows, nil
}

// DutySheet implements roster.Store.
func (s *Room) DutySheet(ctx context.Context, id int64) (roster.PostSheet, error) {
	var row sheetRow
	err := kernel.Get(ctx, s.db, &row, selectSheet, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return roster.PostSheet{}, casework.FieldError(casework.NotFound, "id", "R210")
	case err != nil:
		return roster.PostSheet{}, fmt.Errorf("select sheet %d: %w", id, err)
	}
	return row.sheet()
}

// AddSheet implements roster.Store.
func (s *Room) AddSheet(ctx context.Context, n roster.PostSheet) (id int64, err error) {
	doc, err := kernel.JSON(n.Sheet)
	if err != nil {
		return 0, err
	}
	if err := kernel.Get(ctx, s.db, &id, insertSheet, n.Post, doc, n.Proposed.By, n.Proposed.At); err != nil {
		return 0, fmt.Errorf("insert sheet of %s: %w", n.Post, err)
	}
	return id, nil
}

// PublishSheet implements roster.Store.
func (s *Room) PublishSheet(ctx context.Context, id int64, by string) error {
	proposed, err := s.DutySheet(ctx, id)
	if err != nil {
		return err
	}
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var post string
		if err := kernel.Get(ctx, tx, &post, lockPost, proposed.Post); err != nil {
			return err
		}
		n, err := kernel.Exec(ctx, tx, publishSheet, id, by)
		if err == nil && n == 0 {
			err = casework.FieldError(casework.Stale, "sheet", "R210")
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("publish sheet %d: %w", id, err)
	}
	s.changed()
	return nil
}

// seedSheet publishes what a post's sheet says, where it says anything new.
func seedSheet(ctx context.Context, tx *sqlx.Tx, p casework.Post) error {
	if p.Sheet == (casework.DutySheet{}) {
		return nil
	}
	doc, err := kernel.JSON(p.Sheet)
	if err != nil {
		return err
	}
	if _, err := kernel.Exec(ctx, tx, insertPublished, p.ID, doc); err != nil {
		return fmt.Errorf("sheet of %s: %w", p.ID, err)
	}
	return nil
}

// sheetsInForce puts each post's on it.
func sheetsInForce(ctx context.Context, q kernel.Querier, posts []casework.Post) error {
	var rows []struct {
		Post string
		Doc  []byte
	}
	if err := kernel.List(ctx, q, &rows, selectInForce); err != nil {
		return fmt.Errorf("select sheets: %w", err)
	}
	for _, r := range rows {
		i := slices.IndexFunc(posts, func(p casework.Post) bool { return p.ID == r.Post })
		if i < 0 {
			continue
		}
		if err := json.Unmarshal(r.Doc, &posts[i].Sheet); err != nil {
			return fmt.Errorf("decode sheet of %s: %w", r.Post, err)
		}
	}
	return nil
}
