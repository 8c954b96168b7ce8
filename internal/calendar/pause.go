package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Pause is a stretch in which a clock stands still. One still open is passed
// with its announced end.
type Pause struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// stretch is a pause in instants.
type stretch struct{ from, to int64 }

// merge orders pauses, joins those that touch, and drops what lies before the
// start: standing still before the clock began moves nothing.
func merge(start int64, pauses []Pause) ([]stretch, error) {
	if len(pauses) == 0 {
		return nil, nil
	}
	all := make([]stretch, 0, len(pauses))
	for i, p := range pauses {
		field := fmt.Sprintf("pauses[%d]", i)
		if p.To.IsZero() || p.To.Before(p.From) {
			return nil, refuse(field, BadPause, "must end, and not before it begins")
		}
		if err := cmp.Or(inRange(field, p.From), inRange(field, p.To)); err != nil {
			return nil, err
		}
		if s := (stretch{max(start, p.From.UnixMicro()), p.To.UnixMicro()}); s.to > s.from {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	merged := all[:0]
	for _, s := range all {
		if n := len(merged); n > 0 && s.from <= merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, s.to)
			continue
		}
		merged = append(merged, s)
	}
	return merged, nil
}
