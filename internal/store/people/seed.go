package people

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	upsertUnit = `
INSERT INTO units (id, parent, name, name_en, level, reconsiders, court) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, name = excluded.name, name_en = excluded.name_en, level = excluded.level,
    reconsiders = excluded.reconsiders, court = excluded.court`

	upsertPerson = `
INSERT INTO persons (id, name, unit, email, title, active, employment, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, email = excluded.email,
    title = excluded.title, active = excluded.active, employment = excluded.employment, until = excluded.until`

	upsertPost = `
INSERT INTO posts (id, unit, name, name_en, role, line) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, name = excluded.name, name_en = excluded.name_en, role = excluded.role, line = excluded.line`

	deleteUnitRoles = `DELETE FROM unit_roles`

	// A post in charge of the unit, or of the nearest above it, comes first (R243), and one
	// in charge of others never. Then the post on the way up; failing that, that of an office
	// beside the way (the efficiency office is nobody's superior unit). A clerk, handler
	// or section head of another section is never it.
	insertUnitRoles = `
INSERT INTO unit_roles (unit, role, post)
WITH RECURSIVE up (unit, above, distance) AS (
    SELECT id, id, 0 FROM units
    UNION ALL
    SELECT up.unit, u.parent, up.distance + 1 FROM up JOIN units u ON u.id = up.above
    WHERE u.parent IS NOT NULL AND up.distance < 20
)
SELECT DISTINCT ON (unit, role) unit, role, post FROM (
    SELECT a.unit, p.role, p.id AS post, 0 AS beside, a.distance, 0 AS off
    FROM up a JOIN posts p ON a.above = ANY(string_to_array(p.line, ' '))
    UNION ALL
    SELECT a.unit, p.role, p.id, CASE WHEN b.distance > 0 THEN 2 ELSE 1 END, a.distance, b.distance
    FROM up a JOIN up b ON b.above = a.above JOIN posts p ON p.unit = b.unit
    WHERE p.line = '' AND (b.distance = 0 OR p.role NOT IN ('clerk', 'handler', 'section_head'))
) AS nearest
ORDER BY unit, role, beside, distance, off, post`
)

// SeedOffice brings units (parents first), people and posts up to date.
func SeedOffice(ctx context.Context, tx *sqlx.Tx, units []casework.Unit, persons []casework.Person, posts []casework.Post) error {
	for _, u := range units {
		if _, err := kernel.Exec(ctx, tx, upsertUnit, u.ID, kernel.Optional(u.Parent), u.Name, u.NameEn, u.Level, u.Reconsiders, u.Court); err != nil {
			return fmt.Errorf("unit %s: %w", u.ID, err)
		}
	}
	for _, p := range persons {
		if _, err := kernel.Exec(ctx, tx, upsertPerson, p.ID, p.Name, p.Unit, p.Email, p.Title, p.Active, p.Employment, kernel.Optional(p.Until)); err != nil {
			return fmt.Errorf("person %s: %w", p.ID, err)
		}
	}
	for _, p := range posts {
		if _, err := kernel.Exec(ctx, tx, upsertPost, p.ID, p.Unit, p.Name, p.NameEn, p.Role, p.Line); err != nil {
			return fmt.Errorf("post %s: %w", p.ID, err)
		}
		if err := seedSheet(ctx, tx, p); err != nil {
			return err
		}
	}
	if _, err := kernel.Exec(ctx, tx, deleteUnitRoles); err != nil {
		return fmt.Errorf("clear roles of units: %w", err)
	}
	if _, err := kernel.Exec(ctx, tx, insertUnitRoles); err != nil {
		return fmt.Errorf("resolve roles of units: %w", err)
	}
	return nil
}
