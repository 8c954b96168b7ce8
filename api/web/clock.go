package web

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

type ledgerRow struct {
	At, Clock, Cause, Old, New, Rule, Actor string
	Versions                                string // of policy and calendar
	Provisional                             bool
}

// clockName names a clock, with the post where several owe the same (R044).
func (w voice) clockName(c casework.ClockView) string {
	name := w.clockLabel(c.Kind, casework.Ruling(c.Name))
	if c.Name != casework.Ruling(c.Name) && c.PostName != "" {
		name += w.t("clock.part", c.PostName)
	}
	return name
}

// clockLabel names a clock as its kind does.
func (w voice) clockLabel(k casework.Kind, clock string) string {
	if clock == "" {
		return ""
	}
	return words.Clock(w.lang, k, clock)
}

// clockOf names a clock of a case, with the post whose part it is (R044).
func (w voice) clockOf(office *core.Office, k casework.Kind, clock string) string {
	base, post, part := strings.Cut(clock, ":")
	name := w.clockLabel(k, base)
	if part {
		name += w.t("clock.part", w.postName(office, post, ""))
	}
	return name
}

// term says the limit of a clock. One that comes round is counted from its first
// start each time (R097); what people know it by is one round.
func (w voice) term(c casework.ClockView) string {
	l, err := calendar.ParseLimit(c.Limit)
	if err != nil || c.Outcome != casework.Recur || c.Round < 1 || l.N%c.Round != 0 {
		return w.limit(c.Limit)
	}
	l.N /= c.Round
	return w.t("limit.every", w.limit(l.String()))
}

func (v *visit) ledgerRows(d dossier) []ledgerRow {
	out := make([]ledgerRow, 0, len(d.ledger))
	for _, l := range d.ledger {
		precise := v.prompt(d.view.Clocks, l.Clock)
		r := ledgerRow{
			At: v.stamp(l.At), Clock: v.clockOf(d.office, d.view.Kind, l.Clock), Cause: words.Say(v.lang, words.Cause, l.Cause),
			Old: v.due(l.Old, precise && !l.Old.IsZero()), New: v.due(l.New, precise), Rule: l.Rule, Versions: strings.TrimSpace(l.Policy + " " + l.Calendar), Actor: v.t("case.machine"), Provisional: l.Provisional,
		}
		if l.Actor != "" {
			r.Actor = personName(d.office, l.Actor)
		}
		out = append(out, r)
	}
	return out
}

// prompt tells whether a clock is counted in hours or less, and so told to the second.
func (w voice) prompt(clocks []casework.ClockView, name string) bool {
	return slices.ContainsFunc(clocks, func(c casework.ClockView) bool { return c.Name == name && c.Prompt })
}

// amount says a number in a clock's own unit: 2 个工作日.
func (w voice) amount(clocks []casework.ClockView, name string, n int) string {
	for _, c := range clocks {
		if c.Name == name {
			return w.count(c.Limit, n)
		}
	}
	return w.count("", n)
}
