package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// What the catalogue offers now, in its own order: of each matter the version in
	// force, before all of them the first.
	selectItems = `
SELECT v.doc FROM items i
CROSS JOIN LATERAL (
    SELECT doc FROM item_versions v WHERE v.id = i.id
    ORDER BY v.effective_from <= now() DESC, CASE WHEN v.effective_from <= now() THEN -v.version ELSE v.version END LIMIT 1
) v
ORDER BY i.ordinal, i.id`

	selectItemVersions = `SELECT version, effective_from, published_by, consent_by, doc FROM item_versions ORDER BY id, version`

	offerItem = `
INSERT INTO items (id, kind, class, name, name_en, doc, ordinal) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, class = excluded.class, name = excluded.name,
    name_en = excluded.name_en, doc = excluded.doc, ordinal = excluded.ordinal`

	// A new version where it says anything else than the newest; two who publish
	// at once wait for one another at the row of items.
	insertItemVersion = `
WITH newest AS (SELECT version, doc FROM item_versions WHERE id = $1 ORDER BY version DESC LIMIT 1)
INSERT INTO item_versions (id, version, kind, class, name, name_en, doc, effective_from, published_by)
SELECT $1, COALESCE((SELECT version FROM newest), 0) + 1, $2, $3, $4, $5, $6::jsonb, COALESCE($7, now()), $8
WHERE NOT EXISTS (SELECT FROM newest WHERE doc = $6::jsonb)`

	// Matters whose newest version two people published.
	selectConsented = `
SELECT v.id FROM item_versions v
WHERE v.consent_by <> '' AND v.version = (SELECT max(n.version) FROM item_versions n WHERE n.id = v.id)`

	withdrawItem = `DELETE FROM items WHERE id = $1`
)

// Items lists what the catalogue offers now, in its own order.
func (s *Room) Items(ctx context.Context) ([]policy.Item, error) {
	return ItemsIn(ctx, s.db)
}

// ItemsIn is Items within a transaction.
func ItemsIn(ctx context.Context, q kernel.Querier) ([]policy.Item, error) {
	return docs[policy.Item](ctx, q, "items", selectItems)
}

// ItemVersions lists every version of every matter, those no longer offered included.
func (s *Room) ItemVersions(ctx context.Context) ([]policy.ItemVersion, error) {
	var rows []struct {
		Version int
		From    time.Time `db:"effective_from"`
		By      string    `db:"published_by"`
		Consent string    `db:"consent_by"`
		Doc     json.RawMessage
	}
	if err := kernel.List(ctx, s.db, &rows, selectItemVersions); err != nil {
		return nil, fmt.Errorf("select versions of items: %w", err)
	}
	out := make([]policy.ItemVersion, len(rows))
	for i, r := range rows {
		out[i] = policy.ItemVersion{Version: r.Version, From: r.From, By: r.By, Consent: r.Consent}
		if err := json.Unmarshal(r.Doc, &out[i].Item); err != nil {
			return nil, fmt.Errorf("decode item: %w", err)
		}
	}
	return out, nil
}

// PublishItems offers matters in this order. One that says anything new becomes a
// version in force from an instant on, the zero one meaning now; a case keeps the
// version it was received under. It may be repeated.
func (s *Room) PublishItems(ctx context.Context, items []policy.Item, by string, from time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error { return PublishItems(ctx, tx, items, by, from) })
	if err != nil {
		return fmt.Errorf("publish items: %w", err)
	}
	s.changed()
	return nil
}

// PublishItems is PublishItems within a transaction that writes more.
func PublishItems(ctx context.Context, tx *sqlx.Tx, items []policy.Item, by string, from time.Time) error {
	var own []string // what people of the office published stands above what the binary carries
	if by == "" {
		if err := kernel.List(ctx, tx, &own, selectConsented); err != nil {
			return fmt.Errorf("items the office published: %w", err)
		}
	}
	for i, it := range items {
		if slices.Contains(own, it.ID) {
			continue
		}
		doc, err := kernel.JSON(it)
		if err != nil {
			return err
		}
		if _, err := kernel.Exec(ctx, tx, offerItem, it.ID, it.Kind, it.Class, it.Name, it.NameEn, doc, i); err != nil {
			return fmt.Errorf("item %s: %w", it.ID, err)
		}
		if _, err := kernel.Exec(ctx, tx, insertItemVersion, it.ID, it.Kind, it.Class, it.Name, it.NameEn, doc, kernel.Optional(from), by); err != nil {
			return fmt.Errorf("version of item %s: %w", it.ID, err)
		}
	}
	return nil
}

// WithdrawItem takes a matter off the catalogue: no new case is taken in, those that
// are open go on under the version they pin.
func (s *Room) WithdrawItem(ctx context.Context, id string) error {
	res, err := kernel.Exec(ctx, s.db, withdrawItem, id)
	if err != nil {
		return fmt.Errorf("withdraw item %s: %w", id, err)
	}
	if res == 0 {
		return casework.FieldError(casework.UnknownItem, "item", "R032")
	}
	s.changed()
	return nil
}
