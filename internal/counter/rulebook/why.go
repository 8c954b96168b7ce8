package rulebook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/why"
)

// Why is why a due date is that date: what it was counted from and with, every
// day of the count, and every time it was set or moved.
type Why struct {
	Number      string               `json:"number"`
	Clock       string               `json:"clock"`
	Round       int                  `json:"round"`
	Rule        string               `json:"rule"`
	Basis       string               `json:"basis,omitempty"`
	Owner       casework.Role        `json:"owner"`
	Outcome     casework.Outcome     `json:"outcome"`
	Status      casework.ClockStatus `json:"status"`
	Start       time.Time            `json:"start"`
	Limit       string               `json:"limit"`
	Granted     int                  `json:"granted,omitempty"`
	Due         time.Time            `json:"due"`
	Date        string               `json:"due_date"`
	Provisional bool                 `json:"provisional,omitempty"`
	Pauses      []casework.Span      `json:"pauses,omitempty"`
	Policy      string               `json:"policy"`
	Calendar    string               `json:"calendar"`
	// Notices are the announcements the calendar rests on, by year.
	Notices map[string]string `json:"notices,omitempty"`
	ZH      string            `json:"zh"` // in one sentence
	EN      string            `json:"en"`
	// Days are empty where the date was stated and not counted.
	Days   []why.Line           `json:"days"`
	Ledger []casework.LedgerRow `json:"ledger"`
}

// Why explains a clock's due date by the calendar it was counted with. Round 0
// is the latest. NotFound for a clock the case has not, Forbidden for those who
// may not read the ledger.
func (c *Room) Why(ctx context.Context, p casework.Principal, number, clock string, round int) (Why, error) {
	view, office, err := c.Sight(ctx, p, access.CaseLedger, number)
	if err != nil {
		return Why{}, err
	}
	if view.Clocks, err = c.Store.Clocks(ctx, number); err != nil {
		return Why{}, fmt.Errorf("clocks of %s: %w", number, err)
	}
	k, ok := visible(view, clock, round)
	if !ok {
		return Why{}, casework.FieldError(casework.NotFound, "clock", "")
	}
	late := func(p casework.Span) bool { return !p.From.Before(k.Due) } // what began then moved nothing
	k.Pauses = slices.DeleteFunc(slices.Clone(k.Pauses), late)
	rows, err := c.Store.Ledger(ctx, number)
	if err != nil {
		return Why{}, fmt.Errorf("ledger of %s: %w", number, err)
	}
	out := Why{
		Number: number, Clock: k.Name, Round: k.Round, Rule: k.Rule, Basis: k.Basis, Owner: k.Owner, Outcome: k.Outcome,
		Status: k.Status, Start: k.Start, Limit: k.Limit, Granted: k.Granted, Due: k.Due, Date: k.Date,
		Provisional: k.Provisional, Pauses: k.Pauses, Policy: view.Policy, Calendar: view.Calendar,
		Days: []why.Line{}, Ledger: []casework.LedgerRow{},
	}
	for _, row := range c.VeilOf(p, view, office).Ledger(rows) {
		if row.Clock == k.Name && row.Round == k.Round {
			out.Ledger = append(out.Ledger, row)
			out.Policy, out.Calendar = row.Policy, row.Calendar // as last counted
		}
	}
	if err := c.explain(ctx, &out, k); err != nil {
		return Why{}, fmt.Errorf("why %s %s: %w", number, clock, err)
	}
	return out, nil
}

// visible finds a round of a clock that readers see, as its workflow keeps it.
func visible(view casework.CaseView, clock string, round int) (casework.Clock, bool) {
	shown, latest := map[int]bool{}, 0
	for _, seen := range view.Clocks {
		if seen.Name == clock {
			shown[seen.Round], latest = true, max(latest, seen.Round)
		}
	}
	if round == 0 {
		round = latest
	}
	for _, k := range core.StateOf(view).Clocks {
		if k.Name == clock && k.Round == round && shown[round] {
			return k, true
		}
	}
	return casework.Clock{}, false
}

// explain puts the count into words, by the version it was counted with.
func (c *Room) explain(ctx context.Context, out *Why, k casework.Clock) error {
	cal, names, err := c.pinned(ctx, out)
	if err != nil {
		return err
	}
	limit, err := calendar.ParseLimit(k.Limit)
	if err != nil {
		return err
	}
	out.Start, out.Due = k.Start.In(cal.Location()), k.Due.In(cal.Location())
	head := why.Head{
		Start: out.Start, Limit: limit, Granted: k.Granted, Pauses: len(k.Pauses), Due: out.Due, Date: k.Date,
		Provisional: k.Provisional, Stated: !k.Stated.IsZero(), Deemed: !k.NotBefore.IsZero() && k.Due.Equal(k.NotBefore),
	}
	out.ZH, out.EN = head.Say()
	if head.Stated {
		return nil
	}
	var pauses []calendar.Pause
	for _, s := range k.Pauses {
		pauses = append(pauses, calendar.Pause{From: s.From, To: s.To})
	}
	days, err := cal.Explain(k.Start, limit.Add(k.Granted), pauses...)
	if err != nil {
		return err
	}
	if last := days[len(days)-1].Date; last != k.Date {
		c.Log.ErrorContext(ctx, "the days of a count end elsewhere", "case", out.Number, "clock", k.Name, "counted", last, "due", k.Date)
		return nil // a wrong reason is worse than none
	}
	out.Days = why.Strip{
		Days: days, Limit: limit.Add(k.Granted), Due: out.Due, Pauses: k.Pauses, Open: k.Status == casework.Paused,
		Grants: grants(out.Ledger), Name: c.Rules.Holidays.Names(names),
	}.Lines()
	return nil
}

// pinned makes the calendar ready that a due date was counted with, and tells
// what its days are called.
func (c *Room) pinned(ctx context.Context, out *Why) (*calendar.Calendar, map[string]string, error) {
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, nil, err
	}
	v, err := find(versions, out.Calendar)
	if err != nil {
		return nil, nil, err
	}
	out.Notices = v.Spec.Source
	cal, err := calendar.New(v.Spec)
	return cal, v.Names, err
}

// grants are the rows of the ledger by which more time was given.
func grants(rows []casework.LedgerRow) []why.Grant {
	var out []why.Grant
	granted := 0
	for _, row := range rows {
		if row.Granted > granted {
			out = append(out, why.Grant{At: row.At, Units: row.Granted - granted, Date: row.Date})
		}
		granted = row.Granted
	}
	return out
}

// Holidays say what national days off are called.
func (c *Room) Holidays() why.Holidays { return c.Rules.Holidays }
