package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
)

// Reference is what an office starts from. Units come parents first.
type Reference struct {
	Units       []casework.Unit
	Persons     []casework.Person
	Posts       []casework.Post
	Assignments []duty.Assignment
	Absences    []Absence
	Items       []policy.Item
	Policies    []policy.Policy
	Calendars   []Calendar
	Points      []policy.PointRule
}

// Seed writes reference data in one transaction and may be repeated. Units,
// people and posts are brought up to date; an item that says something new becomes
// a version; an assignment may only be ended; a version of a policy or calendar
// that is there already is left as it is.
func (s *Store) Seed(ctx context.Context, r Reference) error {
	err := s.inTx(ctx, func(tx *sqlx.Tx) error { return seed(ctx, tx, r) })
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	s.office.Store(nil)
	return nil
}

func seed(ctx context.Context, tx *sqlx.Tx, r Reference) error {
	for _, part := range []func(context.Context, *sqlx.Tx, Reference) error{
		seedOffice, seedDuty, seedCatalogue, seedRules, seedPoints,
	} {
		if err := part(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

const (
	upsertUnit = `
INSERT INTO units (id, parent, name, name_en, level) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, name = excluded.name, name_en = excluded.name_en, level = excluded.level`

	upsertPerson = `
INSERT INTO persons (id, name, unit, email, title, active, employment) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, email = excluded.email,
    title = excluded.title, active = excluded.active, employment = excluded.employment`

	upsertPost = `
INSERT INTO posts (id, unit, name, name_en, role) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, name = excluded.name, name_en = excluded.name_en, role = excluded.role`

	deleteUnitRoles = `DELETE FROM unit_roles`

	// The post on the way up comes first; failing that, that of an office beside
	// the way (the efficiency office is nobody's superior unit). A clerk, handler
	// or section head of another section is never it.
	insertUnitRoles = `
INSERT INTO unit_roles (unit, role, post)
WITH RECURSIVE up (unit, above, distance) AS (
    SELECT id, id, 0 FROM units
    UNION ALL
    SELECT up.unit, u.parent, up.distance + 1 FROM up JOIN units u ON u.id = up.above
    WHERE u.parent IS NOT NULL AND up.distance < 20
)
SELECT DISTINCT ON (a.unit, p.role) a.unit, p.role, p.id
FROM up a JOIN up b ON b.above = a.above JOIN posts p ON p.unit = b.unit
WHERE b.distance = 0 OR p.role NOT IN ('clerk', 'handler', 'section_head')
ORDER BY a.unit, p.role, b.distance > 0, a.distance, b.distance, p.id`
)

func seedOffice(ctx context.Context, tx *sqlx.Tx, r Reference) error {
	for _, u := range r.Units {
		if _, err := exec(ctx, tx, upsertUnit, u.ID, optional(u.Parent), u.Name, u.NameEn, u.Level); err != nil {
			return fmt.Errorf("unit %s: %w", u.ID, err)
		}
	}
	for _, p := range r.Persons {
		if _, err := exec(ctx, tx, upsertPerson, p.ID, p.Name, p.Unit, p.Email, p.Title, p.Active, p.Employment); err != nil {
			return fmt.Errorf("person %s: %w", p.ID, err)
		}
	}
	for _, p := range r.Posts {
		if _, err := exec(ctx, tx, upsertPost, p.ID, p.Unit, p.Name, p.NameEn, p.Role); err != nil {
			return fmt.Errorf("post %s: %w", p.ID, err)
		}
	}
	if _, err := exec(ctx, tx, deleteUnitRoles); err != nil {
		return fmt.Errorf("clear roles of units: %w", err)
	}
	if _, err := exec(ctx, tx, insertUnitRoles); err != nil {
		return fmt.Errorf("resolve roles of units: %w", err)
	}
	return nil
}

const (
	insertPolicy = `
INSERT INTO policies (id, version, kind, doc) VALUES ($1, $2, $3, $4) ON CONFLICT (id, version) DO NOTHING`

	insertCalendar = `
INSERT INTO calendars (id, version, spec, source, imported_by, effective_from)
VALUES ($1, $2, $3, $4, $5, COALESCE($6, now())) ON CONFLICT (id, version) DO NOTHING`
)

func seedRules(ctx context.Context, tx *sqlx.Tx, r Reference) error {
	for _, p := range r.Policies {
		doc, err := asJSON(p)
		if err != nil {
			return err
		}
		if _, err := exec(ctx, tx, insertPolicy, p.ID, p.Version, p.Kind, doc); err != nil {
			return fmt.Errorf("policy %s: %w", p.Ref(), err)
		}
	}
	for _, c := range r.Calendars {
		if _, err := exec(ctx, tx, insertCalendar, c.ID, c.Version, string(c.Spec), c.Source, c.ImportedBy,
			optional[time.Time](c.EffectiveFrom)); err != nil {
			return fmt.Errorf("calendar %s: %w", c.Ref(), err)
		}
	}
	return nil
}
