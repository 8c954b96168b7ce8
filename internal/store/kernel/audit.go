package kernel

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"
)

const InsertAudit = `INSERT INTO audit (actor, action, object, detail) VALUES ($1, $2, $3, $4)`

// Note is a line of the audit trail on its way there. Since is for a reading of a row, which is
// noted once a reader and case since then; the zero instant notes it each time.
type Note struct {
	Actor, Action, Object, Detail string
	Since                         time.Time
}

// Who read a row is looked for by index audit_opened.
const insertNotes = `
INSERT INTO audit (actor, action, object, detail)
SELECT n.actor, n.action, n.object, n.detail
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS n (actor, action, object, detail, since, i)
WHERE n.since = '' OR NOT EXISTS (
    SELECT FROM audit a WHERE a.object = n.object AND a.action = 'case.view_personal' AND a.action = n.action
       AND a.at >= NULLIF(n.since, '')::timestamptz AND a.actor = n.actor AND a.detail = n.detail)
ORDER BY n.i`

// Note writes lines of the audit trail. Under a Reading they are gathered, and written
// together before it ends: what cannot be written was not read.
func (d *DB) Note(ctx context.Context, notes ...Note) error {
	if r := readingOf(ctx, d); r != nil {
		r.notes = append(r.notes, notes...)
		return nil
	}
	return note(ctx, d, notes)
}

func note(ctx context.Context, q Querier, notes []Note) error {
	if len(notes) == 0 {
		return nil
	}
	columns, noted := make([]pq.StringArray, 5), map[Note]bool{}
	for _, n := range notes {
		since := ""
		if !n.Since.IsZero() {
			if noted[n] { // twice on one page
				continue
			}
			noted[n], since = true, n.Since.UTC().Format(time.RFC3339Nano)
		}
		for i, v := range []string{n.Actor, n.Action, n.Object, n.Detail, since} {
			columns[i] = append(columns[i], v)
		}
	}
	if _, err := Exec(ctx, q, insertNotes, columns[0], columns[1], columns[2], columns[3], columns[4]); err != nil {
		return fmt.Errorf("audit %d readings: %w", len(notes), err)
	}
	return nil
}

// Audit implements core.Store. Object and detail are codes and numbers, never
// what a person wrote.
func (d *DB) Audit(ctx context.Context, actor, action, object, detail string) error {
	if readingOf(ctx, d) != nil {
		return d.Note(ctx, Note{Actor: actor, Action: action, Object: object, Detail: detail})
	}
	if _, err := Exec(ctx, d, InsertAudit, actor, action, object, detail); err != nil {
		return fmt.Errorf("audit %s %s: %w", action, object, err)
	}
	return nil
}
