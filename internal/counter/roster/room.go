// Package roster tells who stands where: the board, plans of posts, who is away and who
// covers, what an absent person leaves and finds again, posts that nobody stands on.
//
// It refuses to appoint anybody: plans are approved by people, and an absence is a case
// its leader grants.
package roster

import "github.com/shixian/shixian/internal/counter/core"

// Room tells who stands where.
type Room struct {
	*core.Core
	own  Store
	asks Asks
}

// New furnishes the room.
func New(c *core.Core, store Store, asks Asks) *Room { return &Room{Core: c, own: store, asks: asks} }
