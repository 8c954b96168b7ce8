package audit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/store/kernel"
)

// AuditRow is one line of the audit trail. Seq is its place in the chain.
type AuditRow struct {
	Seq    int64
	At     time.Time
	Actor  string
	Action string
	Object string
	Detail string
}

// SealedRow is a line with its link.
type SealedRow struct {
	AuditRow
	Link []byte
}

// sealerLock is the advisory lock of the one sealer.
const sealerLock = 7418530001

const (
	lockSealer = `SELECT pg_try_advisory_xact_lock($1)`

	selectHead = `SELECT seq, link FROM audit_chain WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1`

	selectUnsealed = `
SELECT a.id, a.at, a.actor, a.action, a.object, a.detail
FROM audit_chain c JOIN audit a ON a.id = c.audit_id
WHERE c.seq IS NULL ORDER BY c.audit_id LIMIT 500`

	updateLink = `UPDATE audit_chain SET seq = $2, link = $3 WHERE audit_id = $1`
)

// SealAudit links up to 500 rows that came in since, in the order it finds them,
// and returns how many. link makes the link of a row after the one given, nil
// before the first. Where another sealer is at work it does nothing.
func (s *Room) SealAudit(ctx context.Context, link func(prev []byte, row AuditRow) []byte) (int, error) {
	sealed := 0
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var mine bool
		if err := kernel.Get(ctx, tx, &mine, lockSealer, sealerLock); err != nil || !mine {
			return err
		}
		var head struct {
			Seq  int64
			Link []byte
		}
		if err := kernel.Get(ctx, tx, &head, selectHead); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var rows []struct {
			ID int64
			AuditRow
		}
		if err := kernel.List(ctx, tx, &rows, selectUnsealed); err != nil {
			return err
		}
		for _, r := range rows {
			r.Seq = head.Seq + 1
			head.Seq, head.Link = r.Seq, link(head.Link, r.AuditRow)
			if _, err := kernel.Exec(ctx, tx, updateLink, r.ID, head.Seq, head.Link); err != nil {
				return err
			}
		}
		sealed = len(rows)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("seal audit: %w", err)
	}
	return sealed, nil
}

const (
	selectChain = `
SELECT c.seq, a.at, a.actor, a.action, a.object, a.detail, c.link
FROM audit_chain c JOIN audit a ON a.id = c.audit_id
WHERE c.seq > $1 ORDER BY c.seq LIMIT 1000`

	countUnsealed = `SELECT count(*) FROM audit_chain WHERE seq IS NULL`

	// A row is queued for the sealer as it is written; one that is not was taken out of
	// his way.
	countStray = `
SELECT count(*) FROM audit a WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = a.id)`
)

// AuditRows reads the chain from its first row. A row whose line is gone breaks
// the chain for whoever verifies it.
func (s *Room) AuditRows(ctx context.Context) iter.Seq2[SealedRow, error] {
	return func(yield func(SealedRow, error) bool) {
		var last int64
		for {
			var rows []SealedRow
			if err := kernel.List(ctx, s.db, &rows, selectChain, last); err != nil {
				yield(SealedRow{}, fmt.Errorf("select audit chain after %d: %w", last, err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				last = r.Seq
			}
			if len(rows) == 0 {
				return
			}
		}
	}
}

// AuditUnsealed counts rows not in the chain yet.
func (s *Room) AuditUnsealed(ctx context.Context) (int, error) {
	return s.countAudit(ctx, "unsealed", countUnsealed)
}

// AuditStray counts rows that are neither in the chain nor on their way into it.
func (s *Room) AuditStray(ctx context.Context) (int, error) {
	return s.countAudit(ctx, "stray", countStray)
}

// Audited tells whether a thing was ever done, by its action.
func (s *Room) Audited(ctx context.Context, action string) (found bool, err error) {
	if err := kernel.Get(ctx, s.db, &found, `SELECT EXISTS (SELECT FROM audit WHERE action = $1)`, action); err != nil {
		return false, fmt.Errorf("select audit of %s: %w", action, err)
	}
	return found, nil
}

func (s *Room) countAudit(ctx context.Context, what, query string) (int, error) {
	var n int
	if err := kernel.Get(ctx, s.db, &n, query); err != nil {
		return 0, fmt.Errorf("count %s audit rows: %w", what, err)
	}
	return n, nil
}
