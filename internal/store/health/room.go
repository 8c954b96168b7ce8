// Package health reads what whoever runs the house watches: figures, cases that stand
// still, processes, room on the disk.
//
// It refuses to mend anything: that a case is let go on is written down, and the sweep
// does it.
package health

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db *kernel.DB
}

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }

// Often are the queries a scrape asks again and again: each reads by an index, however
// large the archive has grown.
var Often = map[string]string{
	"open": countOpen, "waiting": countWaiting, "stuck": selectStuck, "messages": countMessages,
}
