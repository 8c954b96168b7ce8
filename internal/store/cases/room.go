// Package cases keeps the cases themselves: their registration, the commands that came
// and the verdicts on them, the record of what happened, the projection readers see, what
// ties cases to one another, and the files and words that lie with them.
//
// A step is written in one transaction, once, whoever asks again (Commit), by an ordered
// list of projections. Some are this room's; whoever furnishes the store hands in the
// others.
//
// It refuses to decide a case, to know who stands on a post or what a message says, and
// to hold a key.
package cases

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db          *kernel.DB
	asks        Asks
	projections []kernel.Projection
}

// New furnishes the room.
func New(db *kernel.DB, asks Asks) *Room { return &Room{db: db, asks: asks} }

// Writes says what a commit writes, in this order. It is called once, before the first.
func (s *Room) Writes(projections ...kernel.Projection) { s.projections = projections }

// Often are the queries a sweep asks again and again: each reads by an index, however
// large the archive has grown.
var Often = map[string]string{
	"unstarted": selectUnstarted, "undecided": selectUndecided, "suspects": selectSuspects, "recounting": selectRecounting,
}
