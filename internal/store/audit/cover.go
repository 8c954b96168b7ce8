package audit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/store/kernel"
)

// The record that the audit chain covers beside the audit itself. Their digests are
// rows of the trail, so that the chain, whose key the database does not have, holds
// timeline and ledger too. Each column stands in the digest; a new one is added at
// the end of a new version of it, never here.
var coveredTables = []coveredTable{
	{"timeline", `id, number, key, run, ` + micros("at") + `, ` + micros("recorded_at") + `, name, clock, round, level, due_version,
		actor, rule, basis, text_id, detail, roles, takes_back`},
	{"ledger", `id, number, key, clock, round, ` + micros("at") + `, ` + micros("recorded_at") + `, cause, ` + micros("old_at") + `,
		` + micros("new_at") + `, due_date, provisional, ` + micros("start_at") + `, limit_text, granted, pauses, policy, calendar, rule, actor, takes_back`},
}

type coveredTable struct{ name, columns string }

// micros is an instant as a number, the same in every session's time zone.
func micros(column string) string { return "(EXTRACT(EPOCH FROM " + column + ") * 1000000)::bigint" }

func (t coveredTable) action() string { return "record." + t.name }

func (t coveredTable) digest() string {
	return `SELECT count(*) AS rows, encode(sha256(COALESCE(string_agg(convert_to(line, 'UTF8'), '\x0a'::bytea ORDER BY id), ''::bytea)), 'hex') AS sum
FROM (SELECT id, jsonb_build_array(` + t.columns + `)::text AS line FROM ` + t.name + ` WHERE id BETWEEN $1 AND $2) l`
}

// Cover is what one row of the trail says of other rows: so many of a table, from
// one id to another, with this digest.
type Cover struct {
	Table    string
	From, To int64
	Rows     int
	Sum      string
	At       time.Time
}

const (
	coverObject = "%s %d..%d"
	coverDetail = "%d rows sha256 %s"

	perCover = 5000 // ids
	perPass  = 20   // covers
)

// CoverOf reads a row of the trail; ok is false for one that is no cover.
func CoverOf(r AuditRow) (c Cover, ok bool) {
	if !strings.HasPrefix(r.Action, "record.") {
		return c, false
	}
	c.At = r.At
	_, err := fmt.Sscanf(r.Object, coverObject, &c.Table, &c.From, &c.To)
	_, err2 := fmt.Sscanf(r.Detail, coverDetail, &c.Rows, &c.Sum)
	return c, err == nil && err2 == nil && r.Action == "record."+c.Table
}

// settling is a bound below which no more rows will appear, once every transaction
// that was under way when it was read has ended.
type settling struct {
	mu      sync.Mutex
	bounds  map[string]bound
	covered map[string]int64 // up to which id, as far as this process knows
}

type bound struct {
	Last int64 // the highest id seen
	Next int64 // no transaction had this id yet
}

const (
	selectBound  = `SELECT COALESCE(max(id), 0) AS last, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next FROM %s`
	selectOldest = `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint`
	selectCover  = `SELECT object FROM audit WHERE action = $1 ORDER BY id DESC LIMIT 1`
)

// CoverRecords puts digests of the rows that were added to timeline and ledger into
// the audit trail, for the sealer to chain, and returns how many. A row is numbered
// before it is committed, so that a lower id may appear after a higher one: a bound
// is covered once all that could still add below it have ended, which may be at a
// later call.
func (s *Room) CoverRecords(ctx context.Context) (int, error) {
	s.settling.mu.Lock()
	defer s.settling.mu.Unlock()
	if s.settling.bounds == nil {
		s.settling.bounds, s.settling.covered = map[string]bound{}, map[string]int64{}
	}
	made := 0
	for _, table := range coveredTables {
		n, err := s.cover(ctx, table)
		if err != nil {
			return made, fmt.Errorf("cover %s: %w", table.name, err)
		}
		made += n
	}
	return made, nil
}

func (s *Room) cover(ctx context.Context, table coveredTable) (made int, err error) {
	b, waiting := s.settling.bounds[table.name]
	if !waiting {
		if err := kernel.Get(ctx, s.db, &b, fmt.Sprintf(selectBound, table.name)); err != nil {
			return 0, err
		}
		if b.Last <= s.settling.covered[table.name] {
			return 0, nil // nothing was added
		}
		s.settling.bounds[table.name] = b
	}
	var oldest int64
	if err := kernel.Get(ctx, s.db, &oldest, selectOldest); err != nil || oldest < b.Next {
		return 0, err
	}
	delete(s.settling.bounds, table.name)
	var covered int64
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		made = 0
		var mine bool
		if err := kernel.Get(ctx, tx, &mine, lockSealer, sealerLock); err != nil || !mine {
			return err
		}
		last, err := lastCovered(ctx, tx, table)
		if err != nil {
			return err
		}
		for last < b.Last && made < perPass {
			c := Cover{Table: table.name, From: last + 1, To: min(b.Last, last+perCover)}
			if err := table.sum(ctx, tx, &c); err != nil {
				return err
			}
			if _, err := kernel.Exec(ctx, tx, kernel.InsertAudit, "", table.action(), fmt.Sprintf(coverObject, c.Table, c.From, c.To),
				fmt.Sprintf(coverDetail, c.Rows, c.Sum)); err != nil {
				return err
			}
			last = c.To
			made++
		}
		covered = last
		return nil
	})
	if err == nil {
		s.settling.covered[table.name] = covered
	}
	return made, err
}

func lastCovered(ctx context.Context, q kernel.Querier, table coveredTable) (int64, error) {
	var object string
	err := kernel.Get(ctx, q, &object, selectCover, table.action())
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var name string
	var from, to int64
	if _, err := fmt.Sscanf(object, coverObject, &name, &from, &to); err != nil {
		return 0, fmt.Errorf("cover %q: %w", object, err)
	}
	return to, nil
}

// sum fills in what the table holds now within a cover's bounds.
func (t coveredTable) sum(ctx context.Context, q kernel.Querier, c *Cover) error {
	var got struct {
		Rows int
		Sum  string
	}
	if err := kernel.Get(ctx, q, &got, t.digest(), c.From, c.To); err != nil {
		return err
	}
	c.Rows, c.Sum = got.Rows, got.Sum
	return nil
}

// Covered is how far the trail covers a table, and since when: what stood there
// before is held as it stood then.
type Covered struct {
	Table  string
	To     int64
	Rows   int
	Covers int
	Since  time.Time
	Beyond int // rows not covered yet
}

// BrokenRecord says where timeline or ledger is no longer what the chain says.
type BrokenRecord struct {
	Cover
	Reason string
}

func (e *BrokenRecord) Error() string {
	return fmt.Sprintf("%s rows %d to %d, sealed %s: %s", e.Table, e.From, e.To, e.At.Format(time.RFC3339), e.Reason)
}

const (
	countBefore = `SELECT count(*) FROM %s WHERE id < 1`
	countBeyond = `SELECT count(*) FROM %s WHERE id > $1`
)

// CheckCovers holds timeline and ledger against what the chain says of them, in its
// order. A row altered, taken out or put in between is a *BrokenRecord.
func (s *Room) CheckCovers(ctx context.Context, covers []Cover) ([]Covered, error) {
	out := make([]Covered, len(coveredTables))
	for i, table := range coveredTables {
		at := &out[i]
		at.Table = table.name
		var before int
		if err := kernel.Get(ctx, s.db, &before, fmt.Sprintf(countBefore, table.name)); err != nil {
			return nil, fmt.Errorf("count rows before: %w", err)
		}
		if before > 0 {
			return nil, fmt.Errorf("%s: %d rows stand before the first there can be", table.name, before)
		}
		for _, c := range covers {
			if c.Table != table.name {
				continue
			}
			if c.From != at.To+1 || c.To < c.From {
				return nil, &BrokenRecord{c, fmt.Sprintf("does not go on from row %d", at.To)}
			}
			now := c
			if err := table.sum(ctx, s.db, &now); err != nil {
				return nil, fmt.Errorf("check %s %d..%d: %w", c.Table, c.From, c.To, err)
			}
			if now.Rows != c.Rows || now.Sum != c.Sum {
				return nil, &BrokenRecord{c, fmt.Sprintf("a row was altered, removed or inserted (%d rows then, %d now)", c.Rows, now.Rows)}
			}
			if at.Covers == 0 {
				at.Since = c.At
			}
			at.To, at.Rows, at.Covers = c.To, at.Rows+c.Rows, at.Covers+1
		}
		if err := kernel.Get(ctx, s.db, &at.Beyond, fmt.Sprintf(countBeyond, table.name), at.To); err != nil {
			return nil, fmt.Errorf("count rows beyond: %w", err)
		}
	}
	return out, nil
}
