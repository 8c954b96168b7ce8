package policy

import (
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// limit is what a clock counts: the rule's limit, one the assigner stated
// instead (R052, R062, R092), or, for a date stated outright, the days until it.
// A clock that recurs counts its limit as often as it came round: every round is
// counted from the first start, each rolled on its own (R097).
func (n *counting) limit(r Rule, q casework.PlanClock) (l calendar.Limit, absent bool, err error) {
	switch {
	case !q.Stated.IsZero():
		return calendar.Limit{N: n.daysUntil(q.Start, q.Stated), Unit: calendar.Days}, false, nil
	case q.Limit != "":
		l, err = calendar.ParseLimit(q.Limit)
	case n.policy.Choices[r.Chosen] != "":
		l, err = calendar.ParseLimit(n.policy.Choices[r.Chosen])
	default:
		l, absent, err = limitOf(r, n.item)
	}
	if q.Times > 1 {
		l.N *= q.Times
	}
	return l, absent, err
}

// round counts a clock's limit. Of a recurring one, two rounds that roll to the same
// instant over a long holiday are one telling: it is the last of them (R097).
func (n *counting) round(r Rule, q *casework.PlanClock) (l calendar.Limit, due calendar.Due, absent bool, err error) {
	for {
		if l, absent, err = n.limit(r, *q); err != nil || absent {
			return l, due, absent, err
		}
		if due, err = n.due(r, l.Add(q.Granted), *q); err != nil || r.Outcome != casework.Recur || l.N == 0 {
			return l, due, false, err
		}
		next := *q
		next.Times = max(q.Times, 1) + 1
		after, _, err := n.limit(r, next)
		if err != nil {
			return l, due, false, err
		}
		then, err := n.due(r, after.Add(q.Granted), next)
		if err != nil || then.At.After(due.At) {
			return l, due, false, err
		}
		*q = next
	}
}

// stated is the due instant of a date stated outright; a grant counts working
// days from it.
func (n *counting) stated(r Rule, q casework.PlanClock) (calendar.Due, error) {
	if q.Granted > 0 {
		return n.cal.Due(q.Stated, calendar.Limit{N: q.Granted, Unit: calendar.WorkingDays})
	}
	local := q.Stated.In(n.cal.Location())
	last := local
	if r.Right { // it ends with its last day
		last = local.Add(-time.Nanosecond)
	}
	return calendar.Due{At: local, Date: last.Format(time.DateOnly)}, nil
}

func (n *counting) daysUntil(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(n.cal.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return max(0, int(midnight(to).Sub(midnight(from))/(24*time.Hour)))
}

// Where the rounds of a recurring clock may meet the calendar.
const (
	SinceWeek    = "week"
	SinceMonth   = "month"
	SinceQuarter = "quarter"
	SinceHalf    = "half"
)

// AsksList is what a clock may ask for: the next year's list of days off.
const AsksList = "list"

// months is how long each of them is; a week is none.
var months = map[string]int{SinceWeek: 0, SinceMonth: 1, SinceQuarter: 3, SinceHalf: 6}

// since is where a recurring clock is counted from: the Monday, or the first day of
// the month, quarter or half year, in which it was started.
func (n *counting) since(r Rule, start time.Time) time.Time {
	switch {
	case r.AsksFor == AsksList:
		return n.sinceList(start)
	case r.Since == "":
		return start
	}
	y, m, d := start.In(n.cal.Location()).Date()
	first := time.Date(y, m, d, 0, 0, 0, 0, n.cal.Location())
	if whole := months[r.Since]; whole > 0 {
		return first.AddDate(0, -(int(m)-1)%whole, 1-d)
	}
	return first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
}

// into counts a round that ends some days into the period after it: the day before that
// begins is day 0, whatever day it is.
func (n *counting) into(r Rule, l calendar.Limit, q casework.PlanClock) (calendar.Due, error) {
	days, err := calendar.ParseLimit(r.Into)
	if err != nil {
		return calendar.Due{}, err
	}
	return n.cal.Due(q.Start.In(n.cal.Location()).AddDate(0, l.N, -1), days)
}

// listAsked is the month from whose first day on next year's list of days off is asked
// for: the State Council announces it in October or November.
const listAsked = time.November

// sinceList is where asking for a list is counted from: 1 November, or later in the
// year a bureau began; and once the next year's list is in, 1 November of the year
// after which none is.
func (n *counting) sinceList(start time.Time) time.Time {
	at := start.In(n.cal.Location())
	first := func(year int) time.Time { return time.Date(year, listAsked, 1, 0, 0, 0, 0, n.cal.Location()) }
	year := at.Year()
	if at.Before(first(year)) {
		at = first(year)
	}
	for n.announced(year + 1) {
		year++
		at = first(year)
	}
	return at
}

// announced tells whether a year's list is in: in the calendar the case has, or in
// the one that is published for everybody since.
func (n *counting) announced(year int) bool {
	return n.cal.Announced(year) || n.book.calendars[n.book.current].Announced(year)
}

// owesNone tells that a clock asks for a list by a calendar that is complete in
// itself: there is none to ask for.
func (n *counting) owesNone(r Rule) bool { return r.AsksFor == AsksList && !n.cal.Listed() }
