package policy

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Pieces are how many pieces of information a month whose staff tells those above it, and from
// how many months of silence on it is told (R217, R218).
type Pieces struct {
	AMonth int             `json:"a_month"`
	OwedBy []casework.Role `json:"owed_by"`
	Silent int             `json:"silent_months"`
	Source string          `json:"source"`
}

// Owed is how many somebody who stands on a post of that role still owes of a month.
func (p Pieces) Owed(role casework.Role, sent int) int {
	if !slices.Contains(p.OwedBy, role) {
		return 0
	}
	return max(0, p.AMonth-sent)
}

// Check refuses what asks for nothing.
func (p Pieces) Check() error {
	if p.AMonth <= 0 || p.Silent <= 0 || len(p.OwedBy) == 0 {
		return fmt.Errorf("pieces: %d a month of %v, silent after %d", p.AMonth, p.OwedBy, p.Silent)
	}
	return nil
}
