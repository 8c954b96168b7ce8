package policy

import (
	"cmp"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Plan counts the clocks of one request: due instants, warnings and rungs, with
// the versions it used. The same request with the same pins always gives the
// same plan.
func (b *Book) Plan(req casework.PlanRequest) (casework.Plan, error) {
	it, err := b.itemOf(req)
	if err != nil {
		return casework.Plan{}, fmt.Errorf("plan %s: %w", req.Number, err)
	}
	p, err := b.policyFor(req.Policy, it.Item, req.Kind)
	if err != nil {
		return casework.Plan{}, fmt.Errorf("plan %s: %w", req.Number, err)
	}
	if req.Calendar == "" {
		req.Calendar = b.CalendarFor(req.Unit)
	}
	cal, calRef, err := b.Calendar(req.Calendar)
	if err != nil {
		return casework.Plan{}, fmt.Errorf("plan %s: %w", req.Number, err)
	}
	out := casework.Plan{Policy: p.Ref(), Calendar: calRef, ItemVersion: it.Version, Class: it.Class, Lead: b.lead(req.Number)}
	if req.ItemVersion == 0 && b.kinds.Of(it.Kind).Window {
		out.Handling = it.Handling()
	}
	n := &counting{book: b, policy: p, cover: b.policies[b.latest[string(b.kinds.Leave())]], item: it.Item, cal: cal}
	for _, c := range req.Clocks {
		planned, err := n.plan(c)
		if err != nil {
			return out, fmt.Errorf("plan %s clock %s: %w", req.Number, c.Name, err)
		}
		out.Clocks = append(out.Clocks, planned)
	}
	return out, nil
}

// counting is one policy, item and calendar at work. cover is the policy of absence
// as it stands: what a cover may expect is the same in every case (R166), and nobody
// pins it, for it is a matter of hours.
type counting struct {
	book   *Book
	policy Policy
	cover  Policy
	item   Item
	cal    *calendar.Calendar
}

// rule finds what a clock is counted by: the version it was counted by before, the
// case's own, or whichever lends it (lender). ref names it where it is not the
// case's own.
func (n *counting) rule(q casework.PlanClock) (r Rule, ref string, ok bool) {
	p := n.policy
	switch before, found := n.book.version(q.Policy); {
	case found:
		p, ref = before, q.Policy
	case q.Name == casework.ClockUrgent || q.Name == casework.ClockCountersign:
		p = n.cover
	}
	if r, ok = p.rule(q.Name); ok {
		return r, ref, true
	}
	return n.book.lender(p, q.Name)
}

func (n *counting) plan(q casework.PlanClock) (casework.Planned, error) {
	r, ref, ok := n.rule(q)
	if !ok || n.owesNone(r) || n.policy.unasked(r.Clock) {
		return casework.Planned{Absent: true}, nil
	}
	if start := n.since(r, q.Start); start.After(q.Start) { // moved on, it is counted from there
		q.Start, q.Times = start, 0
	} else {
		q.Start = start
	}
	base, due, absent, err := n.round(r, &q)
	if err != nil || absent {
		return casework.Planned{Absent: absent}, err
	}
	limit := base.Add(q.Granted)
	out := casework.Planned{Clock: casework.Clock{
		Name: q.Name, Rule: r.Rule, Basis: r.Basis, Owner: r.Owner, Outcome: r.Outcome, Status: casework.Running,
		Start: q.Start, Limit: base.String(), Granted: q.Granted, Pausable: r.Pausable, Stops: r.Stops, Pauses: q.Pauses,
		Asked: q.Limit, Stated: q.Stated, Times: q.Times, Due: due.At, Date: due.Date, Provisional: due.Provisional, NotBefore: q.NotBefore, Prompt: !limit.Dated(),
		Chases: r.Chases, Policy: ref, Known: q.Known,
		Regardless: n.policy.regardless(q.Name),
	}}
	if x := r.Extension; x != nil {
		out.Clock.Deciders, out.Clock.Extends, out.Clock.Asks = x.Deciders, x.Rule, x.asks()
		out.Clock.Delegated, out.Clock.Hears, out.Clock.Once = x.Delegated, x.Hears, n.policy.once(x)
	}
	switch {
	case q.Pausing:
		err = n.pauseCap(r, limit, q, &out)
	case q.Granted > 0:
		err = n.grant(r, q, due, &out)
	default:
		err = withinStated(r, q, &out)
	}
	if err != nil {
		return out, err
	}
	if r.Outcome == casework.Breach {
		out.Clock.Near = n.near(limit, due.At, q)
	}
	out.Clock.Alarms, err = n.alarms(r, limit, due.At, q)
	return out, err
}

// near is from when on a clock's time is used up (R048): where `near` is warned of, or,
// where it is too short for that, its start. What a policy warns of makes no difference.
func (n *counting) near(l calendar.Limit, due time.Time, q casework.PlanClock) time.Time {
	if at, ok := n.cal.Near(q.Start, l, due, pauses(q.Pauses)...); ok {
		return at
	}
	return q.Start
}

// due counts one limit. A clock born of a deeming is due no earlier than that
// deeming (design section 1, order of events).
func (n *counting) due(r Rule, l calendar.Limit, q casework.PlanClock) (calendar.Due, error) {
	if !q.Stated.IsZero() {
		return n.stated(r, q)
	}
	if r.Into != "" {
		return n.into(r, l, q)
	}
	count := n.cal.Due
	if r.Right {
		count = n.cal.DueRight
	}
	due, err := count(q.Start, l, pauses(q.Pauses)...)
	if err == nil && due.At.Before(q.NotBefore) {
		due.At = q.NotBefore.In(n.cal.Location())
	}
	return due, err
}

// alarms lists every instant at which this clock must wake its case. Warnings
// that lie in the past when the clock is set are left out (design section 1).
func (n *counting) alarms(r Rule, l calendar.Limit, due time.Time, q casework.PlanClock) ([]casework.Alarm, error) {
	var out []casework.Alarm
	for _, w := range r.Warn {
		at, ok := n.warning(w, l, due, q)
		if ok && at.After(q.SkipBefore) && at.After(q.NotBefore) && at.Before(due) {
			out = append(out, casework.Alarm{At: at, Kind: casework.AlarmKind(w.At), To: w.To, Ahead: l.Dated()})
		}
	}
	first := casework.Alarm{At: due, Kind: casework.AlarmDue, Ahead: l.Dated() && due.After(q.NotBefore)}
	if len(r.Ladder) > 0 && r.Ladder[0].After == "" {
		first.To, first.Proposes = r.Ladder[0].To, r.Ladder[0].Proposes
	}
	out = append(out, first)
	for _, rung := range r.Ladder {
		climbed, err := n.rung(rung, due, first.Ahead, q)
		if err != nil {
			return nil, err
		}
		out = append(out, climbed...)
	}
	return out, nil
}

// rung lists the instants of one step of the ladder. The first stands at the due
// instant; those above it, and whatever of the first is more than a yellow card,
// count from no earlier than the date could be known: nobody is late with an
// explanation he could not have given (design section 1). No rung is climbed in the time
// in which a case was closed: that, and no other pause, moves it.
func (n *counting) rung(r Rung, due time.Time, ahead bool, q casework.PlanClock) ([]casework.Alarm, error) {
	a := casework.Alarm{
		At: due, Kind: casework.AlarmRung, Level: r.Level, To: r.To, Card: r.Card, Opens: r.Opens, Explain: r.Explain, Owes: r.Owes, Ahead: ahead,
	}
	from := due
	if q.Known.After(due) {
		from = q.Known.In(n.cal.Location())
	}
	if r.After != "" {
		after, err := calendar.ParseLimit(r.After)
		if err != nil {
			return nil, err
		}
		d, err := n.cal.Due(from, after, pauses(closed(q.Pauses))...)
		if err != nil {
			return nil, err
		}
		a.At, a.Ahead = d.At, after.Dated()
		if every := cmp.Or(r.Every, r.OverHead); every != "" {
			err = n.comesRound(every, &a, q)
		}
		return []casework.Alarm{a}, err
	}
	if !from.After(due) || !a.Opens && a.Explain == "" && a.Owes == "" && a.Card != casework.LevelRed {
		return []casework.Alarm{a}, nil
	}
	charge := a
	charge.At, charge.Kind, charge.Ahead = from, casework.AlarmCharge, false
	a.Opens, a.Explain, a.Owes = false, "", ""
	if a.Card == casework.LevelRed {
		a.Card = ""
	} else {
		charge.Card = ""
	}
	return []casework.Alarm{a, charge}, nil
}

// comesRound counts which round of a rung is asked for, each from its first instant: a
// round late by a holiday does not push the ones after it.
func (n *counting) comesRound(every string, a *casework.Alarm, q casework.PlanClock) error {
	a.Recurs, a.Times = true, q.Climbs
	l, err := calendar.ParseLimit(every)
	if err != nil || q.Climbs == 0 {
		return err
	}
	l.N *= q.Climbs
	a.Card, a.Explain, a.Owes = "", "", "" // it brought them
	d, err := n.cal.Due(a.At, l, pauses(closed(q.Pauses))...)
	a.At, a.Ahead = d.At, l.Dated()
	return err
}

func (n *counting) warning(w Warning, l calendar.Limit, due time.Time, q casework.PlanClock) (time.Time, bool) {
	switch {
	case w.Before != "":
		return n.before(w.Before, due, q)
	case w.At == string(casework.AlarmHalf):
		return n.cal.Half(q.Start, l, due, pauses(q.Pauses)...)
	}
	return n.cal.Near(q.Start, l, due, pauses(q.Pauses)...)
}

// before counts a warning back from the due instant; limits in days warn at the
// opening of their day, so that it can still be worked.
func (n *counting) before(text string, due time.Time, q casework.PlanClock) (time.Time, bool) {
	l, err := calendar.ParseLimit(text)
	if err != nil {
		return time.Time{}, false
	}
	at, err := n.cal.Back(due, l)
	if err != nil {
		return time.Time{}, false
	}
	if l.Dated() {
		y, m, d := at.Date()
		at = n.cal.NextOpening(time.Date(y, m, d, 0, 0, 0, 0, n.cal.Location()))
	}
	return at, at.After(q.Start)
}

func pauses(spans []casework.Span) []calendar.Pause {
	out := make([]calendar.Pause, len(spans))
	for i, s := range spans {
		out[i] = calendar.Pause{From: s.From, To: s.To}
	}
	return out
}
