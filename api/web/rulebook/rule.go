package rulebook

import (
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// ruleView is one clock of a policy.
type ruleView struct {
	Name, Code string
	Facts      []kernel.Fact
	Rungs      []rungView
}

type rungView struct{ Level, After, To, Does string }

// ruleView says one clock of a policy in words.
func (v *visit) ruleView(kind casework.Kind, r policy.Rule) ruleView {
	out := ruleView{Name: v.ClockLabel(kind, r.Clock), Code: r.Clock, Facts: []kernel.Fact{
		{Name: v.T("clock.limit"), Value: v.ruleLimit(r.Limit)}, {Name: v.T("rule"), Value: strings.TrimSpace(r.Basis + " " + r.Rule)},
		{Name: v.T("clock.owner"), Value: words.Say(v.Lang, words.Role, r.Owner)}, {Name: v.T("why.outcome"), Value: words.Say(v.Lang, words.Outcome, r.Outcome)},
	}}
	if r.Pausable {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("policy.pausable"), Value: v.pauseCap(r)})
	}
	var warns []string
	for _, w := range r.Warn {
		at := words.Say(v.Lang, words.Warning, w.At)
		if w.Before != "" {
			at = v.T("policy.before", v.Limit(w.Before))
		}
		warns = append(warns, v.T("problem.field", at, v.roles(w.To)))
	}
	if len(warns) > 0 {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("policy.warns"), Value: strings.Join(warns, v.T("semicolon"))})
	}
	if x := r.Extension; x != nil {
		out.Facts = append(out.Facts, kernel.Fact{Name: v.T("policy.extension"), Value: v.extension(r.Limit, x)})
	}
	for _, g := range r.Ladder {
		out.Rungs = append(out.Rungs, v.rung(g))
	}
	return out
}

func (v *visit) ruleLimit(limit string) string {
	switch limit {
	case "$promised":
		return v.T("policy.promised")
	case "$statutory":
		return v.T("policy.statutory")
	}
	return v.Limit(limit)
}

func (v *visit) pauseCap(r policy.Rule) string {
	text := v.T("yes")
	if r.PauseCap > 0 {
		text = v.T("policy.pause_cap", v.inUnit(r.Limit, r.PauseCap))
	}
	var only []string
	for _, category := range r.Stops {
		only = append(only, words.Say(v.Lang, words.Pause, category))
	}
	if len(only) > 0 {
		text += v.T("policy.stops", strings.Join(only, v.T("semicolon")))
	}
	return text
}

// inUnit says a number in the unit of a limit; where that is the matter's own, it says so.
func (v *visit) inUnit(limit string, n int) string {
	l, err := calendar.ParseLimit(limit)
	if err != nil {
		return v.T("policy.in_unit", n)
	}
	return words.Limit(v.Lang, calendar.Limit{N: n, Unit: l.Unit})
}

// unitOf tells in which unit a number is written beside a limit.
func (v *visit) unitOf(limit string) string {
	if unit := v.Unit(limit); unit != "" {
		return v.T("rulehint.unit", unit)
	}
	return v.T("rulehint.unit_item")
}

func (v *visit) extension(limit string, x *policy.Extension) string {
	text := v.T("policy.extends", v.inUnit(limit, x.Cap), v.roles(x.Deciders), x.Rule)
	if x.Delegated != "" {
		text += v.T("policy.delegated", words.Say(v.Lang, words.Role, x.Delegated))
	}
	return text
}

func (v *visit) rung(g policy.Rung) rungView {
	r := rungView{Level: g.Level, After: v.T("policy.at_once"), To: v.roles(g.To)}
	if g.After != "" {
		r.After = v.T("policy.after", v.Limit(g.After))
	}
	var does []string
	if g.Card != "" {
		does = append(does, words.Say(v.Lang, words.Card, g.Card))
	}
	if g.Explain != "" {
		does = append(does, v.T("policy.explain"))
	}
	if g.Owes != "" {
		does = append(does, v.T("policy.owes"))
	}
	if g.Opens {
		does = append(does, v.T("policy.opens"))
	}
	if g.Every != "" {
		does = append(does, v.T("policy.every", v.Limit(g.Every)))
	}
	if g.OverHead != "" {
		does = append(does, v.T("policy.over_head", v.Limit(g.OverHead)))
	}
	if g.Proposes != "" {
		does = append(does, v.T("policy.proposes", v.Measure(g.Proposes)))
	}
	r.Does = strings.Join(does, v.T("list.and"))
	return r
}

func (v *visit) roles(roles []casework.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, words.Say(v.Lang, words.Role, r))
	}
	return strings.Join(out, v.T("list.and"))
}
