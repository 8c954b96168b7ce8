package casework

import "time"

// Held is a time in which a post had the matter, until it was handed on.
type Held struct {
	Post  string    `json:"post"`
	Unit  string    `json:"unit"`
	Turn  Role      `json:"turn,omitempty"` // whose it was at the end of it
	Until time.Time `json:"until"`
}

// UsedBy is who had the matter when the time of a clock was used up; while it is not,
// whoever has it now. What began as it was handed on is his to whom it was.
func (s *State) UsedBy(c *Clock) Held {
	for _, h := range s.Held {
		if c.Start.Before(h.Until) && !c.UsedUp().After(h.Until) {
			return h
		}
	}
	return Held{Post: s.Post, Unit: s.Unit, Turn: s.Turn}
}
