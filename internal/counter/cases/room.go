// Package cases is where cases and complaints are taken in, commands handed over and
// answered, and where those who may read what became of them. What a page or a program
// hands in is checked here once, kept, and brought to the engine; the sweep does what was
// promised and not kept yet.
//
// It refuses to decide a case: its workflow does. It knows no other room: what it needs of
// one is handed in (Asks).
package cases

import "github.com/shixian/shixian/internal/counter/core"

// Parts are what the room keeps things in, and the engine it brings them to.
type Parts struct {
	Store   Store
	Files   Files
	Kept    QueryCodes
	Parking Parking
	Inboxes Inboxes
	Engine  Engine
	Codes   Codes
}

// Room takes in cases, commands and texts, and answers readers.
type Room struct {
	*core.Core
	own    Store
	files  Files
	kept   QueryCodes
	lot    Parking
	told   Inboxes
	engine Engine
	codes  Codes
	asks   Asks
}

// New furnishes the room.
func New(c *core.Core, p Parts) *Room {
	return &Room{Core: c, own: p.Store, files: p.Files, kept: p.Kept, lot: p.Parking, told: p.Inboxes, engine: p.Engine, codes: p.Codes}
}

// Ask hands in what the room has to know of others. It is called once, before the first
// case comes.
func (c *Room) Ask(asks Asks) { c.asks = asks }
