package rules

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/store/kernel"
)

// calendarRow is one version of a calendar as the table has it.
type calendarRow struct {
	ID         string          `db:"id"`
	Version    int             `db:"version"`
	Unit       string          `db:"unit"`
	Base       string          `db:"base"`
	Year       int             `db:"year"`
	Spec       json.RawMessage `db:"spec"`
	Local      []byte          `db:"local"`
	Names      json.RawMessage `db:"names"`
	Source     string          `db:"source"`
	Digest     []byte          `db:"list_sha256"`
	ImportedBy string          `db:"imported_by"`
	Created    time.Time       `db:"created_at"`
	From       time.Time       `db:"effective_from"`
	Published  *time.Time      `db:"published_at"`
	PublishBy  string          `db:"published_by"`
	BuiltOn    int             `db:"built_on"`
	Discarded  *time.Time      `db:"discarded_at"`
	DiscardBy  string          `db:"discarded_by"`
}

const selectCalendars = `
SELECT id, version, COALESCE(unit, '') AS unit, base, year, spec, local, names, source, list_sha256, imported_by, created_at,
       effective_from, published_at, published_by, COALESCE(built_on, version - 1) AS built_on, discarded_at, discarded_by
FROM calendars ORDER BY id, version`

// CalendarVersions implements rulebook.Store.
func (s *Room) CalendarVersions(ctx context.Context) ([]rulebook.CalendarVersion, error) {
	var rows []calendarRow
	if err := kernel.List(ctx, s.db, &rows, selectCalendars); err != nil {
		return nil, fmt.Errorf("select calendars: %w", err)
	}
	out := make([]rulebook.CalendarVersion, len(rows))
	for i, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (r calendarRow) version() (rulebook.CalendarVersion, error) {
	v := rulebook.CalendarVersion{
		ID: r.ID, Version: r.Version, Unit: r.Unit, Base: r.Base, Year: r.Year, Source: r.Source,
		SHA256: hex.EncodeToString(r.Digest), ImportedBy: r.ImportedBy, Imported: r.Created, From: r.From,
		Published: r.Published, PublishBy: r.PublishBy, BuiltOn: r.BuiltOn, Discarded: r.Discarded, DiscardBy: r.DiscardBy,
	}
	if err := json.Unmarshal(r.Spec, &v.Spec); err != nil {
		return v, fmt.Errorf("decode calendar %s: %w", v.Ref(), err)
	}
	if err := json.Unmarshal(r.Names, &v.Names); err != nil {
		return v, fmt.Errorf("decode names of calendar %s: %w", v.Ref(), err)
	}
	v.Years = v.Spec.Years
	if r.Local == nil {
		return v, nil
	}
	v.Local = &calendar.Spec{}
	if err := json.Unmarshal(r.Local, v.Local); err != nil {
		return v, fmt.Errorf("decode own days of calendar %s: %w", v.Ref(), err)
	}
	return v, nil
}

const insertCalendarVersion = `
INSERT INTO calendars (id, version, unit, base, year, spec, local, names, source, list_sha256, imported_by, created_at,
                       effective_from, published_at, built_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14)`

// AddCalendars implements rulebook.Store.
func (s *Room) AddCalendars(ctx context.Context, versions []rulebook.CalendarVersion) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, v := range versions {
			if err := addCalendar(ctx, tx, v); err != nil {
				return fmt.Errorf("calendar %s: %w", v.Ref(), err)
			}
		}
		return nil
	})
	if kernel.Violates(err, kernel.UniqueViolation, "calendars_pkey") {
		return casework.FieldError(casework.NotNewest, "calendar", "") // somebody was faster
	}
	if err != nil {
		return fmt.Errorf("add calendars: %w", err)
	}
	return nil
}

func addCalendar(ctx context.Context, tx *sqlx.Tx, v rulebook.CalendarVersion) error {
	spec, err := kernel.JSON(v.Spec)
	if err != nil {
		return err
	}
	local := ""
	if v.Local != nil {
		if local, err = kernel.JSON(v.Local); err != nil {
			return err
		}
	}
	names := "{}"
	if len(v.Names) > 0 {
		if names, err = kernel.JSON(v.Names); err != nil {
			return err
		}
	}
	digest, err := hex.DecodeString(v.SHA256)
	if err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, tx, insertCalendarVersion, v.ID, v.Version, kernel.Optional(v.Unit), v.Base, v.Year, spec, kernel.Optional(local),
		names, v.Source, digest, v.ImportedBy, kernel.Stamp(v.Imported), kernel.Stamp(v.From), v.BuiltOn)
	return err
}

const (
	// Publishing is judged and done under one lock: of two drafts made from one
	// version only the first can be published.
	lockCalendars = `SELECT pg_advisory_xact_lock(hashtextextended('calendars', 0))`

	publishCalendars = `
UPDATE calendars c SET published_at = now(), published_by = $1
WHERE c.published_at IS NULL AND c.discarded_at IS NULL AND c.id || '@' || c.version = ANY($2)
  AND NOT EXISTS (SELECT FROM calendars p WHERE p.id = c.id AND p.published_at IS NOT NULL
                  AND p.version > COALESCE(c.built_on, c.version - 1))`

	selectUnpublished = `
SELECT count(*) FILTER (WHERE published_at IS NULL) AS drafts, count(*) FILTER (WHERE discarded_at IS NOT NULL) AS discarded
FROM calendars WHERE id || '@' || version = ANY($1)`

	discardCalendars = `
UPDATE calendars SET discarded_at = now(), discarded_by = $1
WHERE published_at IS NULL AND discarded_at IS NULL AND id || '@' || version = ANY($2)`
)

// PublishCalendars implements rulebook.Store.
func (s *Room) PublishCalendars(ctx context.Context, by string, refs []string) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error { return publish(ctx, tx, by, refs) })
	if err != nil {
		return fmt.Errorf("publish calendars: %w", err)
	}
	return nil
}

// publish puts all of them in force, or none.
func publish(ctx context.Context, tx *sqlx.Tx, by string, refs []string) error {
	if len(refs) == 0 {
		return nil // a recount of a policy
	}
	if _, err := kernel.Exec(ctx, tx, lockCalendars); err != nil {
		return fmt.Errorf("lock calendars: %w", err)
	}
	if _, err := kernel.Exec(ctx, tx, publishCalendars, by, pq.StringArray(refs)); err != nil {
		return err
	}
	var left struct{ Drafts, Discarded int }
	if err := kernel.Get(ctx, tx, &left, selectUnpublished, pq.StringArray(refs)); err != nil {
		return err
	}
	switch {
	case left.Discarded > 0:
		return casework.FieldError(casework.DraftDiscarded, "calendar", "")
	case left.Drafts > 0:
		return casework.FieldError(casework.DraftOutdated, "calendar", "")
	}
	return nil
}

// DiscardCalendars implements rulebook.Store.
func (s *Room) DiscardCalendars(ctx context.Context, by string, refs []string) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, lockCalendars); err != nil {
			return fmt.Errorf("lock calendars: %w", err)
		}
		n, err := kernel.Exec(ctx, tx, discardCalendars, by, pq.StringArray(refs))
		if err == nil && int(n) != len(refs) {
			return casework.FieldError(casework.NoDraft, "calendar", "") // somebody published it meanwhile
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("discard calendars: %w", err)
	}
	return nil
}
