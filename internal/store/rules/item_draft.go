package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	selectItemDrafts = `SELECT doc, upon, revision, drafted_by, drafted_at, requested_at FROM item_drafts ORDER BY id`

	// One who edits waits for another at the draft; two who begin one, at its key.
	lockItemDraft = `
SELECT doc, upon, revision, drafted_by, drafted_at, requested_at FROM item_drafts WHERE id = $1 FOR UPDATE`

	selectNewestItem = `SELECT version, doc FROM item_versions WHERE id = $1 ORDER BY version DESC LIMIT 1`

	insertItemDraft = `
INSERT INTO item_drafts (id, doc, upon, revision, drafted_by, drafted_at, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`

	updateItemDraft = `
UPDATE item_drafts SET doc = $2, upon = $3, revision = $4, drafted_by = $5, drafted_at = $6, requested_at = $7 WHERE id = $1`

	deleteItemDraft = `DELETE FROM item_drafts WHERE id = $1`

	// A matter keeps its place in the catalogue; a new one comes last.
	offerDraftedItem = `
INSERT INTO items (id, kind, class, name, name_en, doc, ordinal)
SELECT $1, $2, $3, $4, $5, $6, COALESCE((SELECT max(ordinal) FROM items), 0) + 1
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, class = excluded.class, name = excluded.name,
    name_en = excluded.name_en, doc = excluded.doc`

	insertConsentedItem = `
INSERT INTO item_versions (id, version, kind, class, name, name_en, doc, effective_from, published_at, published_by, consent_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)`
)

type itemDraftRow struct {
	Doc         json.RawMessage
	Upon        int
	Revision    int
	DraftedBy   string     `db:"drafted_by"`
	DraftedAt   time.Time  `db:"drafted_at"`
	RequestedAt *time.Time `db:"requested_at"`
}

func itemDrafts(ctx context.Context, q kernel.Querier, query string, args ...any) ([]policy.ItemDraft, error) {
	var rows []itemDraftRow
	if err := kernel.List(ctx, q, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select drafts of items: %w", err)
	}
	out := make([]policy.ItemDraft, len(rows))
	for i, r := range rows {
		out[i] = policy.ItemDraft{Upon: r.Upon, Drafted: policy.Drafted{
			State: policy.Draft, Revision: r.Revision, DraftedBy: r.DraftedBy, DraftedAt: r.DraftedAt, RequestedAt: r.RequestedAt,
		}}
		if err := json.Unmarshal(r.Doc, &out[i].Item); err != nil {
			return nil, fmt.Errorf("decode draft of an item: %w", err)
		}
	}
	return out, nil
}

// ItemDrafts implements catalogue.Store.
func (s *Room) ItemDrafts(ctx context.Context) ([]policy.ItemDraft, error) {
	return itemDrafts(ctx, s.db, selectItemDrafts)
}

// ChangeItems implements catalogue.Store.
func (s *Room) ChangeItems(ctx context.Context, ids []string, change func(d *policy.ItemDraft, newest policy.ItemVersion) error) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, id := range ids {
			if err := changeItem(ctx, tx, id, change); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case kernel.Violates(err, kernel.UniqueViolation, "item_drafts_pkey"), kernel.Violates(err, kernel.UniqueViolation, "item_versions_pkey"):
		return casework.FieldError(casework.Stale, "revision", "") // somebody did so at the same time
	case err != nil:
		return fmt.Errorf("change drafts of items: %w", err)
	}
	s.changed()
	return nil
}

func changeItem(ctx context.Context, tx *sqlx.Tx, id string, change func(*policy.ItemDraft, policy.ItemVersion) error) error {
	found, err := itemDrafts(ctx, tx, lockItemDraft, id)
	if err != nil {
		return err
	}
	newest, err := newestItem(ctx, tx, id)
	if err != nil {
		return err
	}
	d := policy.ItemDraft{Item: newest.Item, Upon: newest.Version, Drafted: policy.Drafted{State: policy.Draft}}
	if len(found) > 0 {
		d = found[0]
	}
	d.ID = id
	if err := change(&d, newest); err != nil {
		return err
	}
	return writeItem(ctx, tx, len(found) > 0, &d)
}

func newestItem(ctx context.Context, q kernel.Querier, id string) (v policy.ItemVersion, err error) {
	var rows []struct {
		Version int
		Doc     json.RawMessage
	}
	if err := kernel.List(ctx, q, &rows, selectNewestItem, id); err != nil || len(rows) == 0 {
		return v, err
	}
	v.Version = rows[0].Version
	if err := json.Unmarshal(rows[0].Doc, &v.Item); err != nil {
		return v, fmt.Errorf("decode item: %w", err)
	}
	return v, nil
}

// writeItem keeps what became of a draft: edited, published or given up.
func writeItem(ctx context.Context, tx *sqlx.Tx, begun bool, d *policy.ItemDraft) error {
	doc, err := kernel.JSON(d.Item)
	if err != nil {
		return err
	}
	switch {
	case d.State == policy.Draft && begun:
		_, err = kernel.Exec(ctx, tx, updateItemDraft, d.ID, doc, d.Upon, d.Revision, d.DraftedBy, d.DraftedAt, d.RequestedAt)
		return err
	case d.State == policy.Draft:
		_, err = kernel.Exec(ctx, tx, insertItemDraft, d.ID, doc, d.Upon, d.Revision, d.DraftedBy, d.DraftedAt, d.RequestedAt)
		return err
	case d.State == policy.Published:
		if _, err = kernel.Exec(ctx, tx, offerDraftedItem, d.ID, d.Kind, d.Class, d.Name, d.NameEn, doc); err != nil {
			return err
		}
		if _, err = kernel.Exec(ctx, tx, insertConsentedItem, d.ID, d.Upon+1, d.Kind, d.Class, d.Name, d.NameEn, doc,
			d.PublishedAt, d.PublishedBy, d.ConsentBy); err != nil {
			return err
		}
	}
	_, err = kernel.Exec(ctx, tx, deleteItemDraft, d.ID)
	return err
}
