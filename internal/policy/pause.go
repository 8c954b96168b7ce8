package policy

import (
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// pauseCap refuses a pause that would make a clock stand still longer in all
// than its policy allows (R028). Time between the end of a case and its
// reopening stands still too, but nobody asked for it.
func (n *counting) pauseCap(r Rule, limit calendar.Limit, q casework.PlanClock, out *casework.Planned) error {
	if r.PauseCap == 0 {
		return nil
	}
	q.Pauses = slices.DeleteFunc(slices.Clone(q.Pauses), wasClosed)
	paused, err := n.due(r, limit, q)
	if err != nil {
		return err
	}
	q.Pauses = nil
	longest, err := n.due(r, limit.Add(r.PauseCap), q)
	if err == nil && paused.At.After(longest.At) {
		out.Refused, out.Rule = casework.OverCap, "R028"
	}
	return err
}

// closed are the times between the end of a case and its reopening.
func closed(spans []casework.Span) []casework.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s casework.Span) bool { return !wasClosed(s) })
}

func wasClosed(s casework.Span) bool { return s.Category == casework.SpanClosed }
