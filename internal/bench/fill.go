package bench

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/privacy"
)

// Office is how large an office is filled: cases in all, of which some are open, of which one
// person holds some. Told is how many messages there are of each case.
type Office struct{ Cases, Open, Held, Told int }

// Posts that the filled cases lie with: the one of whom most is asked, and another.
const (
	heldPost, heldUnit   = "food-desk", "permits"
	otherPost, otherUnit = "window-clerk", "window"
)

// fill multiplies one case inside PostgreSQL, its clocks and messages: as an office has them
// after years, in seconds. What is copied past the triggers is what they would have written.
func (h *house) fill(ctx context.Context, template string, o Office) error {
	db, err := sqlx.ConnectContext(ctx, "postgres", h.postgres.URL("shixian"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // the role of replication is the session's
	if _, err := db.ExecContext(ctx, `SET session_replication_role = replica`); err != nil {
		return err
	}
	var (
		number   = `'BJ2025-' || lpad(g::text, greatest(6, length(g::text)), '0')` // lpad cuts what is longer
		open     = fmt.Sprintf(`g <= %d`, o.Open)
		held     = fmt.Sprintf(`(g <= %d OR g > %d AND g %% 3 > 0)`, o.Held, o.Open)
		received = fmt.Sprintf(`CASE WHEN %s THEN now() - g * interval '2 minutes' ELSE now() - interval '30 days' - g * interval '5 minutes' END`, open)
		ended    = fmt.Sprintf(`CASE WHEN %s THEN 'infinity'::timestamptz ELSE now() - interval '25 days' - g * interval '5 minutes' END`, open)
		due      = `now() + ((g::bigint * 7919) % 400 - 20) * interval '1 hour'`
		post     = fmt.Sprintf(`CASE WHEN %s THEN '%s' ELSE '%s' END`, held, heldPost, otherPost)
	)
	for _, copied := range []struct {
		table, from, where string
		with               map[string]string
	}{
		{"cases", "cases", "t.number = $1", map[string]string{
			"number": number, "post": post, "unit": fmt.Sprintf(`CASE WHEN %s THEN '%s' ELSE '%s' END`, held, heldUnit, otherUnit),
			"received_at": received, "registered_at": received, "opens_at": received, "stage_at": received, "closed_at": ended, "next_at": "'infinity'::timestamptz",
			"stage": fmt.Sprintf(`CASE WHEN %s THEN t.stage ELSE 'closed' END`, open), "result": fmt.Sprintf(`CASE WHEN %s THEN '' ELSE 'completed' END`, open),
			"registered_key": "NULL", "digest": "NULL", "state": `jsonb_set(t.state, '{number}', to_jsonb(` + number + `))`,
		}},
		{"clocks", "clocks", "t.number = $1", map[string]string{
			"number": number, "post": post, "start_at": received, "visible_at": received, "due_at": due, "near_at": due + ` - interval '1 day'`, "half_at": "NULL",
			"ended_at": `CASE WHEN t.ended_at < 'infinity' THEN ` + received + ` ELSE ` + ended + ` END`, "ended_as": fmt.Sprintf(`CASE WHEN %s THEN t.ended_as ELSE 'met' END`, open),
		}},
		{"timeline", "timeline", "t.number = $1", map[string]string{"number": number, "at": received}},
	} {
		if err := copyRows(ctx, db, copied.table, copied.where, copied.with, template, o.Cases); err != nil {
			return err
		}
	}
	told := received + ` + k * interval '1 hour' - interval '8 hours'`
	if _, err := db.ExecContext(ctx, `
INSERT INTO inbox (number, event_key, at, told_at, event, clock, round, level, role, post, due_at, rule, reader, read_at)
SELECT `+number+`, '1.1.' || k, `+told+`, `+told+`, 'clock_warned', 'handle', 1, 'near', 'acting_holder', `+post+`, now(), 'R005',
       CASE WHEN `+held+` THEN 'handler' ELSE 'clerk' END, CASE WHEN g % 20 > 0 THEN now() END
FROM generate_series(1, $1) g, generate_series(1, $2) k`, o.Cases, o.Told); err != nil {
		return fmt.Errorf("fill inbox: %w", err)
	}
	if _, err := db.ExecContext(ctx, `INSERT INTO inbox_reads (inbox_id, person) SELECT id, reader FROM inbox WHERE read_at IS NOT NULL ON CONFLICT DO NOTHING`); err != nil {
		return fmt.Errorf("fill inbox_reads: %w", err)
	}
	if err := h.sealHeads(ctx, db, o.Open); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM ANALYZE`)
	return err
}

// copyRows multiplies the rows of a case, with some columns anew.
func copyRows(ctx context.Context, db *sqlx.DB, table, where string, with map[string]string, template string, n int) error {
	var columns []string
	if err := db.SelectContext(ctx, &columns, `SELECT column_name FROM information_schema.columns
WHERE table_name = $1 AND table_schema = current_schema() AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position`, table); err != nil {
		return err
	}
	values := make([]string, len(columns))
	for i, c := range columns {
		if values[i] = "t." + c; with[c] != "" {
			values[i] = with[c]
		}
	}
	_, err := db.ExecContext(ctx, `INSERT INTO `+table+` (`+strings.Join(columns, ", ")+`) SELECT `+strings.Join(values, ", ")+
		` FROM `+table+` t, generate_series(1, $2) g WHERE `+where, template, n)
	if err != nil {
		return fmt.Errorf("fill %s: %w", table, err)
	}
	return nil
}

// sealHeads gives the open cases somebody who applied, sealed as the office seals.
func (h *house) sealHeads(ctx context.Context, db *sqlx.DB, n int) error {
	ring, err := privacy.LoadKeyFile(filepath.Join(h.dir, "keys.json"))
	if err != nil {
		return err
	}
	var ids, numbers, keys pq.StringArray
	var data pq.ByteaArray
	for g := range n {
		id := rand.Text()
		sealed, err := ring.Seal(id, "青岚小吃店")
		if err != nil {
			return err
		}
		ids, numbers = append(ids, id), append(numbers, fmt.Sprintf("BJ2025-%06d", g+1))
		keys, data = append(keys, sealed.KeyID), append(data, sealed.Data)
	}
	_, err = db.ExecContext(ctx, `
INSERT INTO sealed_values (id, number, field, is_text, key_id, data)
SELECT id, number, 'applicant', false, key_id, data FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS s(id, number, key_id, data)`, ids, numbers, keys, data)
	if err != nil {
		return fmt.Errorf("fill sealed_values: %w", err)
	}
	return nil
}
