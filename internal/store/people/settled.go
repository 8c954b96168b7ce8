package people

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// What changes who is away waits for its verdict while the engine is gone: acts on
// absences, and an emergency, which is granted by being registered. An act of the case
// itself that waits comes first whatever it is told here; a parked case holds up nobody.
const selectSettled = `
SELECT NOT EXISTS (
    SELECT FROM commands c JOIN cases k ON k.number = c.number
    WHERE c.verdict IS NULL AND c.recount IS NULL AND c.at < $2 AND c.at <= now() AND k.kind = $3 AND k.number <> $1
      AND NOT EXISTS (SELECT FROM parked p WHERE p.number = k.number)
) AND NOT EXISTS (
    SELECT FROM cases WHERE started_at IS NULL AND voided_at IS NULL AND registered_at < $2 AND kind = $3 AND number <> $1
      AND state -> 'facts' ->> 'form' = $4
) OR EXISTS (
    SELECT FROM commands WHERE number = $1 AND verdict IS NULL AND recount IS NULL AND at < $2 AND at <= now()
)`

// Settled implements activities.Roster: whether everything that was stored about other
// absences before an instant is decided, so that who is on duty then is known. Each
// waits for what came earlier alone, the earliest for nothing: no two for one another.
func (s *Room) Settled(ctx context.Context, number string, at time.Time) (settled bool, err error) {
	if err := kernel.Get(ctx, s.db, &settled, selectSettled, number, at, s.db.Kinds.Leave(), core.FormEmergency); err != nil {
		return false, fmt.Errorf("what %s comes after: %w", number, err)
	}
	return settled, nil
}
