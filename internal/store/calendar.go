package store

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
	"github.com/shixian/shixian/internal/counter"
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
}

const selectCalendars = `
SELECT id, version, COALESCE(unit, '') AS unit, base, year, spec, local, names, source, list_sha256, imported_by, created_at,
       effective_from, published_at, published_by
FROM calendars ORDER BY id, version`

// CalendarVersions implements counter.Calendars.
func (s *Store) CalendarVersions(ctx context.Context) ([]counter.CalendarVersion, error) {
	var rows []calendarRow
	if err := list(ctx, s.db, &rows, selectCalendars); err != nil {
		return nil, fmt.Errorf("select calendars: %w", err)
	}
	out := make([]counter.CalendarVersion, len(rows))
	for i, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (r calendarRow) version() (counter.CalendarVersion, error) {
	v := counter.CalendarVersion{
		ID: r.ID, Version: r.Version, Unit: r.Unit, Base: r.Base, Year: r.Year, Source: r.Source,
		SHA256: hex.EncodeToString(r.Digest), ImportedBy: r.ImportedBy, Imported: r.Created, From: r.From,
		Published: r.Published, PublishBy: r.PublishBy,
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
                       effective_from, published_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL)`

// AddCalendars implements counter.Calendars.
func (s *Store) AddCalendars(ctx context.Context, versions []counter.CalendarVersion) error {
	err := s.inTx(ctx, func(tx *sqlx.Tx) error {
		for _, v := range versions {
			if err := addCalendar(ctx, tx, v); err != nil {
				return fmt.Errorf("calendar %s: %w", v.Ref(), err)
			}
		}
		return nil
	})
	if violates(err, uniqueViolation, "calendars_pkey") {
		return casework.FieldError(casework.NotNewest, "calendar", "") // somebody was faster
	}
	if err != nil {
		return fmt.Errorf("add calendars: %w", err)
	}
	return nil
}

func addCalendar(ctx context.Context, tx *sqlx.Tx, v counter.CalendarVersion) error {
	spec, err := asJSON(v.Spec)
	if err != nil {
		return err
	}
	local := ""
	if v.Local != nil {
		if local, err = asJSON(v.Local); err != nil {
			return err
		}
	}
	names := "{}"
	if len(v.Names) > 0 {
		if names, err = asJSON(v.Names); err != nil {
			return err
		}
	}
	digest, err := hex.DecodeString(v.SHA256)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, insertCalendarVersion, v.ID, v.Version, optional(v.Unit), v.Base, v.Year, spec, optional(local),
		names, v.Source, digest, v.ImportedBy, stamp(v.Imported), stamp(v.From))
	return err
}

const publishCalendars = `
UPDATE calendars SET published_at = now(), published_by = $1
WHERE published_at IS NULL AND id || '@' || version = ANY($2)`

// PublishCalendars implements counter.Calendars.
func (s *Store) PublishCalendars(ctx context.Context, by string, refs []string) error {
	if _, err := exec(ctx, s.db, publishCalendars, by, pq.StringArray(refs)); err != nil {
		return fmt.Errorf("publish calendars: %w", err)
	}
	return nil
}
