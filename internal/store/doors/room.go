// Package doors keeps who may come in: passwords as hashes, sessions, and how often
// somebody tried.
//
// It refuses to see a password or a token, and to say what whoever came in may do.
package doors

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db  *kernel.DB
	met func(person string) // somebody of the office is here
}

// New furnishes the room.
func New(db *kernel.DB, met func(person string)) *Room { return &Room{db: db, met: met} }
