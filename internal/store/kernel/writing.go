package kernel

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
)

// Writing is one step of a case on its way into the tables, in its transaction.
type Writing struct {
	Tx      *sqlx.Tx
	Step    casework.Step
	Now     time.Time                 // the database's
	Deliver func(time.Time) time.Time // from when a message told at an instant may leave the house; nil: at once
	StepIn  []string                  // posts of those who step in for the person of an absence, one each
}

// Projection writes what one room keeps of a step. Those that come later in the list
// find what the earlier ones wrote, and what they changed of the step.
type Projection func(ctx context.Context, w *Writing) error

// Opening is when a message told at t may leave the house.
func (w *Writing) Opening(t time.Time) time.Time {
	if w.Deliver == nil {
		return t
	}
	return w.Deliver(t)
}
