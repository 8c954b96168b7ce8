// Package people keeps the office's units, people and posts, who holds which by plan, who
// is away, and the segments of who answers for a post that follow from both.
//
// Segments are computed anew by package duty from the whole of what was recorded, never
// patched. It refuses to decide who may do what, to sign anybody in, and to read a case
// but for what its term, its post and its record say of an absence.
package people

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db      *kernel.DB
	changed func() // the office is no longer what it was
}

// New furnishes the room.
func New(db *kernel.DB, changed func()) *Room { return &Room{db: db, changed: changed} }
