// Package papers fills the forms of the house, issues them frozen under a number and a check
// code, and keeps the registers.
//
// It refuses to alter what was issued, and to put on paper what its issuer may not read.
package papers

import "github.com/shixian/shixian/internal/counter/core"

// Room fills and issues papers.
type Room struct {
	*core.Core
	own  Store
	asks Asks
}

// New furnishes the room.
func New(c *core.Core, store Store, asks Asks) *Room { return &Room{Core: c, own: store, asks: asks} }
