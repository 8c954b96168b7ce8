// Package turn books the time of a case to whoever was to act next, in the
// office's working time, so that nobody answers for another's delay.
//
// It is pure and reads what the timeline says. It refuses to judge: how long a
// turn took is a fact, whether it took too long is for people.
package turn

import (
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Stretch is a time, [From, To), in which one role was awaited. Role is empty
// while nobody was: decided, served, or closed and reopened later.
type Stretch struct {
	Role casework.Role `json:"role"`
	From time.Time     `json:"from"`
	To   time.Time     `json:"to"`
}

// Share is how much of a case was one role's turn.
type Share struct {
	Role    casework.Role `json:"role"`
	Seconds int64         `json:"working_seconds"` // of office hours
	Times   int           `json:"times"`           // how often it came to him
}

// Stretches joins the turns of a case from one instant to another without a gap.
// begun is whose turn it was at registration, last the role awaited at the end, which
// also tells whose it was where it never changed. Events are the timeline, oldest first; those after the end do
// not count.
func Stretches(events []casework.TimelineRow, from, to time.Time, begun, last casework.Role) []Stretch {
	if !from.Before(to) {
		return nil
	}
	role, at := first(events, begun, last), from
	var out []Stretch
	turn := func(next casework.Role, when time.Time) {
		if when.Before(from) {
			when = from
		}
		if when.After(at) {
			out = put(out, Stretch{role, at, when})
			at = when
		}
		role = next
	}
	for i, e := range events {
		if !e.At.Before(to) {
			break
		}
		switch e.Name {
		case casework.TurnChanged:
			turn(casework.Role(e.Detail["to"]), e.At)
		case casework.CaseClosed:
			turn("", e.At)
		case casework.CaseReopened:
			turn(first(events[i+1:], begun, last), e.At)
		}
	}
	return put(out, Stretch{role, at, to})
}

// Until books everything before an instant to one role: a receipt was entered then,
// and nobody else could act before (design section 1).
func Until(stretches []Stretch, role casework.Role, at time.Time) []Stretch {
	var out []Stretch
	for _, s := range stretches {
		if s.From.Before(at) {
			before := Stretch{role, s.From, at}
			if s.To.Before(at) {
				before.To = s.To
			}
			out = put(out, before)
			s.From = at
		}
		if s.From.Before(s.To) {
			out = put(out, s)
		}
	}
	return out
}

// first is whose turn it is before any of the events: whoever gave it away first.
func first(events []casework.TimelineRow, begun, last casework.Role) casework.Role {
	for _, e := range events {
		switch e.Name {
		case casework.TurnChanged:
			return casework.Role(e.Detail["from"])
		case casework.CaseClosed, casework.CaseReopened:
			// Closing ends a turn without giving it to anybody; the record of
			// registration does not say whose it was.
			return begun
		}
	}
	return last
}

func put(out []Stretch, s Stretch) []Stretch {
	if n := len(out) - 1; n >= 0 && out[n].Role == s.Role {
		out[n].To = s.To
		return out
	}
	return append(out, s)
}

// Book adds up the turns of each role, in the order in which they first came.
func Book(stretches []Stretch, cal *calendar.Calendar) []Share {
	out := []Share{}
	place := map[casework.Role]int{}
	for _, s := range stretches {
		i, ok := place[s.Role]
		if !ok {
			i = len(out)
			place[s.Role] = i
			out = append(out, Share{Role: s.Role})
		}
		out[i].Seconds += cal.WorkingSeconds(s.From, s.To)
		out[i].Times++
	}
	return out
}
