package policy

import (
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// chosen is the policy a new case gets: the one that answers what the office chose,
// where this one leads to it. It is asked once: two that lead to one another are no ring.
func (b *Book) chosen(p Policy) Policy {
	for _, key := range sortedKeys(p.ByChoice) {
		if to, ok := b.policies[b.latest[p.ByChoice[key][p.Choices[key]]]]; ok && to.Kind == p.Kind {
			return to
		}
	}
	return p
}

// most is how far an extension may pass the old date, in the days the office chose; false
// where it chose to leave that to the law (R085).
func (n *counting) most(x *Extension) (calendar.Limit, bool) {
	text := x.Most
	if key, choice := strings.CutPrefix(text, "$"); choice {
		text = n.policy.Choices[key]
	}
	l, err := calendar.ParseLimit(text)
	return l, err == nil
}

// withinMost holds an extended date against the old one.
func (n *counting) withinMost(r Rule, q casework.PlanClock, due calendar.Due, out *casework.Planned) error {
	most, ok := n.most(r.Extension)
	if !ok {
		return nil
	}
	q.Granted = 0
	_, old, _, err := n.round(r, &q)
	if err != nil {
		return err
	}
	last, err := n.cal.Due(old.At, most)
	if err == nil && due.At.After(last.At) {
		out.Refused, out.Rule = casework.OverCap, r.Extension.Rule
	}
	return err
}

// withinCap holds an extended date against the most that may be stated, from its start on: a
// deputy is answered in six months at most, whoever lends how many of them (代表法 51).
func (n *counting) withinCap(r Rule, q casework.PlanClock, due calendar.Due, out *casework.Planned) error {
	if r.LimitCap == "" {
		return nil
	}
	most, err := calendar.ParseLimit(r.LimitCap)
	if err != nil {
		return err
	}
	last, err := n.cal.Due(q.Start, most, pauses(q.Pauses)...)
	if err == nil && due.At.After(last.At) {
		out.Refused, out.Rule = casework.OverCap, r.Extension.Rule
	}
	return err
}

// withinStated holds a limit that somebody states against the most he may state.
func withinStated(r Rule, q casework.PlanClock, out *casework.Planned) error {
	if q.Limit == "" || r.LimitCap == "" {
		return nil
	}
	stated, err := calendar.ParseLimit(q.Limit)
	if err != nil {
		return err
	}
	most, err := calendar.ParseLimit(r.LimitCap)
	if err == nil && !within(stated, most) {
		out.Refused, out.Rule = casework.OverCap, r.Rule
	}
	return err
}
