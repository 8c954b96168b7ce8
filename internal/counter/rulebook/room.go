// Package rulebook keeps the office's rules in order: calendars and policies are drafted,
// compared, tried and published here, recounts previewed and applied, and a due date is
// explained.
//
// It refuses to count by itself and to move an open case: package calendar counts, and a
// recount is a command each case takes.
package rulebook

import "github.com/shixian/shixian/internal/counter/core"

// Room keeps the rules.
type Room struct {
	*core.Core
	own  Store
	asks Asks

	recounted string // the recount the sweep sent last; only the sweep knows it
}

// New furnishes the room.
func New(c *core.Core, store Store, asks Asks) *Room { return &Room{Core: c, own: store, asks: asks} }
