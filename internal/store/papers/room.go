// Package papers keeps what was issued, frozen under its number and check code, and the
// entries of the registers that are kept on paper's side.
//
// It refuses to fill in a form, and to alter what was issued: a mistake is voided.
package papers

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db      *kernel.DB
	stamper func(parts ...string) string // nil: no check codes are made
}

// New furnishes the room.
func New(db *kernel.DB, stamp func(parts ...string) string) *Room {
	return &Room{db: db, stamper: stamp}
}
