// Package drawer keeps views, texts and drafts.
//
// A draft is sealed like every word of a citizen. It refuses to know who belongs to which unit: that
// is handed in.
package drawer

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db     *kernel.DB
	forget func() // the office that is kept in mind: its texts have changed
}

// New furnishes the room.
func New(db *kernel.DB, forget func()) *Room { return &Room{db: db, forget: forget} }

const (
	selectViews = `SELECT id, person, COALESCE(unit, '') AS unit, name, query FROM saved_views WHERE person = $1 OR unit = ANY($2) ORDER BY person <> $1, name, id`
	countViews  = `SELECT count(*) FROM saved_views WHERE person = $1 AND name <> $2`
	putView     = `
INSERT INTO saved_views (id, person, unit, name, query) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person, name) DO UPDATE SET (unit, query, at) = (excluded.unit, excluded.query, now())`
	deleteView = `DELETE FROM saved_views WHERE id = $1 AND person = $2`

	// Other words are another text: who chose the one he was shown says nothing else by it.
	countTexts = `SELECT count(*) FROM canned_texts WHERE unit = $1 AND name <> $2`
	putText    = `
INSERT INTO canned_texts (id, unit, name, body, by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (unit, name) DO UPDATE SET (id, body, by, at) = (excluded.id, excluded.body, excluded.by, now())`
	deleteText = `DELETE FROM canned_texts WHERE id = $1 AND unit = ANY($2)`

	selectDrafts = `
SELECT id, form AS field, key_id, data, at, person FROM form_drafts
WHERE person = $1 AND (form = $2 OR starts_with(form, $2 || '/')) AND at >= $3 ORDER BY form`
	// A report is owed by a post: whoever stands there reads on, and nothing is left once it is issued.
	selectBegun = `SELECT id, form AS field, key_id, data, at, person FROM form_drafts WHERE form = $1 AND at >= $2 ORDER BY at DESC, person`
	deleteBegun = `DELETE FROM form_drafts WHERE form = $1`
	countDrafts = `SELECT count(*) FROM form_drafts WHERE person = $1 AND form <> $2`
	deleteOld   = `DELETE FROM form_drafts WHERE at < $1`
	deleteDraft = `DELETE FROM form_drafts WHERE person = $1 AND form = $2`
	insertDraft = `
INSERT INTO form_drafts (id, person, form, key_id, data) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person, form) DO UPDATE SET (id, key_id, data, at) = (excluded.id, excluded.key_id, excluded.data, now())`
)

// SavedViews implements drawer.Store.
func (s *Room) SavedViews(ctx context.Context, person string, units []string) ([]drawer.View, error) {
	views := []drawer.View{}
	if err := kernel.List(ctx, s.db, &views, selectViews, person, units); err != nil {
		return nil, fmt.Errorf("select views: %w", err)
	}
	return views, nil
}

// bounded refuses one more than most of what a count tells.
func bounded(ctx context.Context, q kernel.Querier, most int, count string, args ...any) error {
	var n int
	if err := kernel.Get(ctx, q, &n, count, args...); err != nil {
		return fmt.Errorf("count: %w", err)
	}
	if n >= most {
		return casework.FieldError(casework.TooMany, "name", "")
	}
	return nil
}

// SaveView implements drawer.Store.
func (s *Room) SaveView(ctx context.Context, v drawer.View, most int) error {
	return s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := bounded(ctx, tx, most, countViews, v.Person, v.Name); err != nil {
			return err
		}
		_, err := kernel.Exec(ctx, tx, putView, rand.Text(), v.Person, kernel.Optional(v.Unit), v.Name, v.Query)
		return err
	})
}

// DropView implements drawer.Store.
func (s *Room) DropView(ctx context.Context, id, person string) error {
	_, err := kernel.Exec(ctx, s.db, deleteView, id, person)
	return err
}

const selectTexts = `SELECT id, unit, name, body, by FROM canned_texts ORDER BY unit, name`

// CannedTexts are those of all units; they are kept in mind with the office.
func (s *Room) CannedTexts(ctx context.Context) (texts []core.CannedText, err error) {
	if err := kernel.List(ctx, s.db, &texts, selectTexts); err != nil {
		return nil, fmt.Errorf("select texts: %w", err)
	}
	return texts, nil
}

// KeepText implements drawer.Store.
func (s *Room) KeepText(ctx context.Context, t core.CannedText, most int) error {
	defer s.forget()
	return s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := bounded(ctx, tx, most, countTexts, t.Unit, t.Name); err != nil {
			return err
		}
		_, err := kernel.Exec(ctx, tx, putText, rand.Text(), t.Unit, t.Name, t.Body, t.By)
		return err
	})
}

// DropText implements drawer.Store.
func (s *Room) DropText(ctx context.Context, id string, units []string) error {
	defer s.forget()
	_, err := kernel.Exec(ctx, s.db, deleteText, id, units)
	return err
}

// FormDrafts implements drawer.Store.
func (s *Room) FormDrafts(ctx context.Context, person, form string, since time.Time) ([]drawer.Kept, error) {
	return s.opened(ctx, selectDrafts, person, form, since)
}

// Begun implements drawer.Store.
func (s *Room) Begun(ctx context.Context, form string, since time.Time) ([]drawer.Kept, error) {
	return s.opened(ctx, selectBegun, form, since)
}

// Finish implements drawer.Store.
func (s *Room) Finish(ctx context.Context, form string) error {
	_, err := kernel.Exec(ctx, s.db, deleteBegun, form)
	return err
}

func (s *Room) opened(ctx context.Context, query string, args ...any) ([]drawer.Kept, error) {
	var rows []struct {
		kernel.Sealed
		Person string
		At     time.Time
	}
	if err := kernel.List(ctx, s.db, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select drafts: %w", err)
	}
	out := make([]drawer.Kept, len(rows))
	for i, row := range rows {
		text, err := s.db.Sealer.Open(row.ID, row.KeyID, row.Data)
		if err != nil {
			return nil, fmt.Errorf("open a draft: %w", err)
		}
		out[i] = drawer.Kept{Form: row.Field, By: row.Person, At: row.At, Text: text}
	}
	return out, nil
}

// KeepDraft implements drawer.Store.
func (s *Room) KeepDraft(ctx context.Context, person, form, text string, most int, since time.Time) error {
	id := rand.Text()
	keyID, data, err := s.db.Sealer.Seal(id, text)
	if err != nil {
		return fmt.Errorf("seal draft: %w", err)
	}
	return s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, deleteOld, since); err != nil {
			return err
		}
		if err := bounded(ctx, tx, most, countDrafts, person, form); err != nil {
			return err
		}
		_, err := kernel.Exec(ctx, tx, insertDraft, id, person, form, keyID, data)
		return err
	})
}

// SweepDrafts forgets what was left for longer than that.
func (s *Room) SweepDrafts(ctx context.Context, kept time.Duration) error {
	_, err := kernel.Exec(ctx, s.db, deleteOld, time.Now().Add(-kept))
	return err
}

// DropDraft implements drawer.Store.
func (s *Room) DropDraft(ctx context.Context, person, form string) error {
	_, err := kernel.Exec(ctx, s.db, deleteDraft, person, form)
	return err
}
