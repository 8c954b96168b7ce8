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

// ClockOf names a clock of a case, with whose or what part it is where there are several (R044).
func (w Voice) ClockOf(office *core.Office, k casework.Kind, clock string) string {
	base, part, _ := strings.Cut(clock, ":")
	name := w.ClockLabel(k, base)
	if part = w.partOf(office, k, part); part != "" {
		name += w.T("clock.part", part)
	}
	return name
}

// partOf says a part of a clock: a post's, what a leader said, what another clock decided. A paper
// that hangs in public is told where its service is, and never by its code.
func (w Voice) partOf(office *core.Office, k casework.Kind, part string) string {
	if p, ok := core.PostOf(office, part); ok {
		return w.Pick(p.Name, p.NameEn)
	}
	if t, ok := words.Find(words.Role, part); ok {
		return t.In(w.Lang)
	}
	if name := w.ClockLabel(k, part); name != part {
		return name
	}
	return ""
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
