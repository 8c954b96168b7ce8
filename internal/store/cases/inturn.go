package cases

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Held until the act is there to be seen.
	lockLeaves = `SELECT pg_advisory_xact_lock(hashtextextended('leaves', 0))`

	selectLastAct = `
SELECT max(c.at) FROM commands c JOIN cases k ON k.number = c.number WHERE c.verdict IS NULL AND c.recount IS NULL AND k.kind = $1`
)

// inTurn is the instant from which a command counts. Who is on duty hangs on what others
// were granted before, so an act on a leave is decided once every act with an earlier
// instant is (R169, see people.Settled): those acts are kept one after the other, and
// one that was stamped before another and kept after it counts after it. Else two who
// cover for one another would both be granted leave at once, neither seeing the other. What
// the machine says counts from its legal instant, and changes nobody's duty; nor does a
// file, which is long in coming.
func (s *Room) inTurn(ctx context.Context, tx *sqlx.Tx, in core.NewCommand) (time.Time, error) {
	at := kernel.Stamp(in.Command.At)
	if kind, _, _, _ := s.db.Kinds.Parse(in.Number); kind != s.db.Kinds.Leave() || in.Command.Actor == "" || in.File != nil {
		return at, nil
	}
	if _, err := kernel.Exec(ctx, tx, lockLeaves); err != nil {
		return at, fmt.Errorf("lock leaves: %w", err)
	}
	var last sql.Null[time.Time]
	if err := kernel.Get(ctx, tx, &last, selectLastAct, s.db.Kinds.Leave()); err != nil {
		return at, fmt.Errorf("select last act on a leave: %w", err)
	}
	if last.Valid && last.V.After(at) {
		return kernel.Stamp(last.V.Add(time.Microsecond)), nil
	}
	return at, nil
}
