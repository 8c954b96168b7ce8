// Package rules keeps what cases are counted by: calendars, policies, the matters of the
// catalogue, all in versions of which none is ever edited, and the recounts that take open
// cases from one version to the next.
//
// It refuses to count anything: it finds the cases a change concerns, and puts the
// commands in their way.
package rules

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db      *kernel.DB
	changed func() // the catalogue offers something else
}

// New furnishes the room.
func New(db *kernel.DB, changed func()) *Room { return &Room{db: db, changed: changed} }
