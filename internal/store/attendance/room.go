// Package attendance keeps punches, by which numbers clocks know people, and months that were signed.
//
// It refuses to say what a punch comes to, to change one, and to keep half of a file.
package attendance

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct{ db *kernel.DB }

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }

const (
	selectNumbers = `SELECT number, person FROM clock_numbers WHERE bureau = $1`
	upsertNumber  = `
INSERT INTO clock_numbers (bureau, number, person, kept_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (bureau, number) DO UPDATE SET person = excluded.person, kept_by = excluded.kept_by, kept_at = now()`
	insertPunches = `
INSERT INTO punches (person, at, clock, brought_by) SELECT p.person, p.at, $3, $4 FROM unnest($1::text[], $2::timestamptz[]) AS p (person, at)
ON CONFLICT (person, at) DO NOTHING`
	selectPunches = `SELECT person, at FROM punches WHERE person = ANY($1) AND at >= $2 AND at < $3 ORDER BY person, at`

	// Leave, and no absence told by telephone whose papers came late or were refused (R183).
	selectAway = `
SELECT a.person, a.from_at, COALESCE(a.returned_at, a.until_at) AS until_at FROM absences a
WHERE a.person = ANY($1) AND a.from_at < $3 AND COALESCE(a.returned_at, a.until_at) > $2
  AND NOT EXISTS (SELECT FROM cases c WHERE c.number = a.id AND c.state -> 'facts' ->> 'recognised' IN ('no', 'owed'))
ORDER BY a.person, a.from_at`

	// What a case found stands once it was told; while an objection is open, too.
	selectDecided = `
SELECT number, concerned AS person, COALESCE((state -> 'facts' ->> 'happened')::timestamptz, received_at) AS at,
       COALESCE(state -> 'facts' ->> 'matter_of', '') AS matter, COALESCE(state -> 'facts' ->> 'found', NULLIF(result, ''), '') AS result
FROM cases
WHERE kind = ANY($1) AND concerned = ANY($2) AND voided_at IS NULL AND opens_at <= now()
  AND COALESCE(state -> 'facts' ->> 'found', NULLIF(result, ''), '') <> ''
  AND COALESCE((state -> 'facts' ->> 'happened')::timestamptz, received_at) >= $3
  AND COALESCE((state -> 'facts' ->> 'happened')::timestamptz, received_at) < $4
ORDER BY registered_at, number`

	selectSigned = `
SELECT unit, month, version, doc, signed_by, signed_at, COALESCE(published_by, '') AS published_by, published_at
FROM attendance_sheets WHERE unit = $1 AND month = $2::date ORDER BY version DESC LIMIT 1`
	insertSigned  = `INSERT INTO attendance_sheets (unit, month, version, doc, signed_by, signed_at) VALUES ($1, $2::date, $3, $4::jsonb, $5, $6)`
	updateSigned  = `UPDATE attendance_sheets SET published_by = $4, published_at = $5 WHERE unit = $1 AND month = $2::date AND version = $3 AND published_at IS NULL`
	monthsOfDates = "2006-01-02"
)

// ClockNumbers implements attendance.Store.
func (s *Room) ClockNumbers(ctx context.Context, bureau string) (map[string]string, error) {
	var rows []struct{ Number, Person string }
	if err := kernel.List(ctx, s.db, &rows, selectNumbers, bureau); err != nil {
		return nil, fmt.Errorf("select numbers of clocks: %w", err)
	}
	out := map[string]string{}
	for _, r := range rows {
		out[r.Number] = r.Person
	}
	return out, nil
}

// errDry gives a dry run back.
var errDry = errors.New("nothing is kept")

// BringPunches implements attendance.Store.
func (s *Room) BringPunches(ctx context.Context, in attendance.Bringing) (fresh int, err error) {
	var persons []string
	var instants []string
	for _, p := range in.Punches {
		persons, instants = append(persons, p.Person), append(instants, p.At.UTC().Format(time.RFC3339Nano))
	}
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, number := range slices.Sorted(maps.Keys(in.Numbers)) {
			if _, err := kernel.Exec(ctx, tx, upsertNumber, in.Bureau, number, in.Numbers[number], in.By); err != nil {
				return fmt.Errorf("keep number: %w", err)
			}
		}
		n, err := kernel.Exec(ctx, tx, insertPunches, pq.Array(persons), pq.Array(instants), in.Clock, in.By)
		if err != nil {
			return fmt.Errorf("insert punches: %w", err)
		}
		if fresh = int(n); in.Dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return fresh, err
}

// Punches implements attendance.Store.
func (s *Room) Punches(ctx context.Context, persons []string, from, to time.Time) (out []attendance.Punch, err error) {
	if err := kernel.List(ctx, s.db, &out, selectPunches, pq.Array(persons), from, to); err != nil {
		return nil, fmt.Errorf("select punches: %w", err)
	}
	return out, nil
}

// AwayWithLeave implements attendance.Store.
func (s *Room) AwayWithLeave(ctx context.Context, persons []string, from, to time.Time) (out []attendance.Away, err error) {
	if err := kernel.List(ctx, s.db, &out, selectAway, pq.Array(persons), from, to); err != nil {
		return nil, fmt.Errorf("select who was away: %w", err)
	}
	return out, nil
}

// AttendanceDecided implements attendance.Store.
func (s *Room) AttendanceDecided(ctx context.Context, kinds []casework.Kind, persons []string, from, to time.Time) (out []attendance.Decided, err error) {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	if err := kernel.List(ctx, s.db, &out, selectDecided, pq.Array(names), pq.Array(persons), from, to); err != nil {
		return nil, fmt.Errorf("select what was decided: %w", err)
	}
	return out, nil
}

// SignedMonth implements attendance.Store.
func (s *Room) SignedMonth(ctx context.Context, unit string, month time.Time) (*attendance.Signed, error) {
	var r struct {
		Unit        string
		Month       time.Time
		Version     int
		Doc         []byte
		SignedBy    string     `db:"signed_by"`
		SignedAt    time.Time  `db:"signed_at"`
		PublishedBy string     `db:"published_by"`
		PublishedAt *time.Time `db:"published_at"`
	}
	err := kernel.Get(ctx, s.db, &r, selectSigned, unit, month.Format(monthsOfDates))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil //nolint:nilnil // nobody signed it
	case err != nil:
		return nil, fmt.Errorf("select signed month: %w", err)
	}
	out := &attendance.Signed{Unit: unit, Month: month, Version: r.Version, Doc: r.Doc, By: r.SignedBy, At: r.SignedAt, Publisher: r.PublishedBy}
	if r.PublishedAt != nil {
		out.Published = *r.PublishedAt
	}
	return out, nil
}

// SignMonth implements attendance.Store.
func (s *Room) SignMonth(ctx context.Context, in attendance.Signed) error {
	if _, err := kernel.Exec(ctx, s.db, insertSigned, in.Unit, in.Month.Format(monthsOfDates), in.Version, string(in.Doc), in.By, in.At); err != nil {
		return fmt.Errorf("insert signed month: %w", err)
	}
	return nil
}

// PublishMonth implements attendance.Store.
func (s *Room) PublishMonth(ctx context.Context, in attendance.Signed) error {
	n, err := kernel.Exec(ctx, s.db, updateSigned, in.Unit, in.Month.Format(monthsOfDates), in.Version, in.Publisher, in.Published)
	if err == nil && n == 0 {
		err = casework.FieldError(casework.Stale, "month", "R179")
	}
	if err != nil {
		return fmt.Errorf("publish month: %w", err)
	}
	return nil
}
