package kernel

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// LedgerRow is one time a due date was set or moved.
type LedgerRow struct {
	At, Clock, Cause, Old, New, Rule, Actor string
	Versions                                string // of policy and calendar
	Provisional                             bool
}

// ClockName names a clock, with the post where several owe the same (R044).
func (w Voice) ClockName(c casework.ClockView) string {
	name := w.ClockLabel(c.Kind, casework.Ruling(c.Name))
	if c.Name != casework.Ruling(c.Name) && c.PostName != "" {
		name += w.T("clock.part", c.PostName)
	}
	return name
}

// ClockLabel names a clock as its kind does.
func (w Voice) ClockLabel(k casework.Kind, clock string) string {
	if clock == "" {
		return ""
	}
	if label, ok := words.Own(w.Kinds.Of(k), words.Clocks, clock); ok {
		return label.In(w.Lang)
	}
	return words.Clock(w.Lang, k, clock)
}

// ClockOf names a clock of a case, with the post whose part it is (R044).
func (w Voice) ClockOf(office *core.Office, k casework.Kind, clock string) string {
	base, post, part := strings.Cut(clock, ":")
	name := w.ClockLabel(k, base)
	if part {
		name += w.T("clock.part", w.PostName(office, post, ""))
	}
	return name
}

// Term says the limit of a clock. One that comes round is counted from its first
// start each time (R097); what people know it by is one round.
func (w Voice) Term(c casework.ClockView) string {
	l, err := calendar.ParseLimit(c.Limit)
	if err != nil || c.Outcome != casework.Recur || c.Round < 1 || l.N%c.Round != 0 {
		return w.Limit(c.Limit)
	}
	l.N /= c.Round
	return w.T("limit.every", w.Limit(l.String()))
}

// LedgerRows are the ledger of a case in words.
func (v *Visit) LedgerRows(d Dossier) []LedgerRow {
	out := make([]LedgerRow, 0, len(d.Ledger))
	for _, l := range d.Ledger {
		precise := v.Prompt(d.View.Clocks, l.Clock)
		r := LedgerRow{
			At: v.Stamp(l.At), Clock: v.ClockOf(d.Office, d.View.Kind, l.Clock), Cause: words.Say(v.Lang, words.Cause, l.Cause),
			Old: v.Due(l.Old, precise && !l.Old.IsZero()), New: v.Due(l.New, precise), Rule: l.Rule, Versions: strings.TrimSpace(l.Policy + " " + l.Calendar), Actor: v.T("case.machine"), Provisional: l.Provisional,
		}
		if l.Actor != "" {
			r.Actor = PersonName(d.Office, l.Actor)
		}
		out = append(out, r)
	}
	return out
}

// Prompt tells whether a clock is counted in hours or less, and so told to the second.
func (w Voice) Prompt(clocks []casework.ClockView, name string) bool {
	return slices.ContainsFunc(clocks, func(c casework.ClockView) bool { return c.Name == name && c.Prompt })
}

// Amount says a number in a clock's own unit: 2 个工作日.
func (w Voice) Amount(clocks []casework.ClockView, name string, n int) string {
	for _, c := range clocks {
		if c.Name == name {
			return w.Count(c.Limit, n)
		}
	}
	return w.Count("", n)
}
