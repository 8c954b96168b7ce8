// Package messages keeps what is told to whom: the inbox, which has it at once, and the
// outbox, from which couriers take it out of the house.
//
// Messages name posts; who stands there is found when they are read. It refuses to write
// a sentence and to send one.
package messages

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db       *kernel.DB
	channels []string // what a message leaves the house by
}

// New furnishes the room.
func New(db *kernel.DB, channels []string) *Room { return &Room{db: db, channels: channels} }
