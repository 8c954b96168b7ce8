// Package finding finds cases by what somebody knows of them: a piece of the number, the
// matter, words of a name or a subject, a telephone or identity number.
//
// It refuses to tell of a case beyond one's reach, not even by a count; to look for who
// complained or what he wrote; and to show a name whose reading is not recorded with its
// purpose.
package finding

import (
	"context"

	"github.com/shixian/shixian/internal/counter/core"
)

// Store is where it is kept by which pieces cases are found.
type Store interface {
	// EnterSome enters up to most of the cases that are not entered yet and tells how many.
	EnterSome(ctx context.Context, most int) (int, error)
}

// Room finds cases.
type Room struct {
	*core.Core
	own Store
}

// New furnishes the room.
func New(c *core.Core, store Store) *Room { return &Room{Core: c, own: store} }

// enteredAtOnce bounds a round of the sweep: an archive is entered in minutes, and nobody
// waits for it meanwhile.
const enteredAtOnce = 500

// SweepFinding enters cases that the release before registered, and those from before there
// was an index.
func (c *Room) SweepFinding(ctx context.Context, swept *core.Swept) {
	if _, err := c.own.EnterSome(ctx, enteredAtOnce); err != nil {
		swept.Failed++
		c.Log.ErrorContext(ctx, "enter cases to be found", "error", err)
	}
}
