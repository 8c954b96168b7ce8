// Package appraisal keeps what an act cost and for whom, the targets and marks of units,
// and reads the acts that are looked at again.
//
// Rows are only added; what is undone is reversed by a row. It refuses to judge: a point
// is entered because a decision is in force.
package appraisal

import (
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct {
	db *kernel.DB
}

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }
