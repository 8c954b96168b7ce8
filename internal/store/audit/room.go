// Package audit keeps the audit trail's chain, what it says of timeline and ledger, and
// the proof that the keys in use are this database's.
//
// It refuses to hold a key: links are made by whoever calls, and to mend what does not fit.
package audit

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db       *kernel.DB
	settling settling
}

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }
