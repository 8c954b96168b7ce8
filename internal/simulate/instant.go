package simulate

import (
	"encoding/json"
	"fmt"
	"time"
)

// Instant is a time as a script writes it; without a zone it is the calendar's.
type Instant struct {
	t    time.Time
	wall bool // no zone was written
}

var layouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}

// ParseInstant reads RFC 3339, or a date and time without a zone.
func ParseInstant(s string) (Instant, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return Instant{t: t}, nil
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Instant{t: t, wall: true}, nil
		}
	}
	return Instant{}, fmt.Errorf("%q is not a time; write 2026-09-24T09:30", s)
}

// In is the instant in a zone; a wall-clock time is read there.
func (i Instant) In(zone *time.Location) time.Time {
	if !i.wall {
		return i.t.In(zone)
	}
	y, m, d := i.t.Date()
	return time.Date(y, m, d, i.t.Hour(), i.t.Minute(), i.t.Second(), 0, zone)
}

// IsZero tells whether no instant was given.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// UnmarshalJSON reads an instant from a JSON string.
func (i *Instant) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	parsed, err := ParseInstant(s)
	*i = parsed
	return err
}
