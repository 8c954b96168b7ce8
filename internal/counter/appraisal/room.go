// Package appraisal gathers what helps to judge: points, targets and marks of a year, turns
// and findings of a case that asks who answers, standing duties, acts that look like
// winning time.
//
// It refuses to judge: it adds up, suggests, and says that people decide.
package appraisal

import (
	"sync"

	"github.com/shixian/shixian/internal/counter/core"
)

// Room gathers what helps to judge.
type Room struct {
	*core.Core
	own  Store
	asks Asks

	looked sync.Map // the last morning whose digest was looked at, by its case: time.Time
}

// New furnishes the room.
func New(c *core.Core, store Store, asks Asks) *Room { return &Room{Core: c, own: store, asks: asks} }
