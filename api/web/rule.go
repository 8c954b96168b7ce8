package web

import (
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// ruleView is one clock of a policy.
type ruleView struct {
	Name, Code string
	Facts      []fact
	Ladder     []rungView
}

type rungView struct{ Level, After, To, Does string }

// ruleView says one clock of a policy in words.
func (v *visit) ruleView(kind casework.Kind, r policy.Rule) ruleView {
	out := ruleView{Name: v.clockLabel(kind, r.Clock), Code: r.Clock, Facts: []fact{
		{v.t("clock.limit"), v.ruleLimit(r.Limit)}, {v.t("rule"), strings.TrimSpace(r.Basis + " " + r.Rule)},
		{v.t("clock.owner"), words.Say(v.lang, words.Role, r.Owner)}, {v.t("why.outcome"), words.Say(v.lang, words.Outcome, r.Outcome)},
	}}
	if r.Pausable {
		out.Facts = append(out.Facts, fact{v.t("policy.pausable"), v.pauseCap(r)})
	}
	var warns []string
	for _, w := range r.Warn {
		at := words.Say(v.lang, words.Warning, w.At)
		if w.Before != "" {
			at = v.t("policy.before", v.limit(w.Before))
		}
		warns = append(warns, v.t("problem.field", at, v.roles(w.To)))
	}
	if len(warns) > 0 {
		out.Facts = append(out.Facts, fact{v.t("policy.warns"), strings.Join(warns, v.t("semicolon"))})
	}
	if x := r.Extension; x != nil {
		out.Facts = append(out.Facts, fact{v.t("policy.extension"), v.extension(x)})
	}
	for _, g := range r.Ladder {
		out.Ladder = append(out.Ladder, v.rung(g))
	}
	return out
}

func (v *visit) ruleLimit(limit string) string {
	switch limit {
	case "$promised":
		return v.t("policy.promised")
	case "$statutory":
		return v.t("policy.statutory")
	}
	return v.limit(limit)
}

func (v *visit) pauseCap(r policy.Rule) string {
	if r.PauseCap == 0 {
		return v.t("yes")
	}
	return v.t("policy.pause_cap", r.PauseCap)
}

func (v *visit) extension(x *policy.Extension) string {
	text := v.t("policy.extends", strconv.Itoa(x.Cap), v.roles(x.Deciders), x.Rule)
	if x.Delegated != "" {
		text += v.t("policy.delegated", words.Say(v.lang, words.Role, x.Delegated))
	}
	return text
}

func (v *visit) rung(g policy.Rung) rungView {
	r := rungView{Level: g.Level, After: v.t("policy.at_once"), To: v.roles(g.To)}
	if g.After != "" {
		r.After = v.t("policy.after", v.limit(g.After))
	}
	var does []string
	if g.Card != "" {
		does = append(does, words.Say(v.lang, words.Card, g.Card))
	}
	if g.Explain != "" {
		does = append(does, v.t("policy.explain"))
	}
	if g.Opens {
		does = append(does, v.t("policy.opens"))
	}
	if g.Proposes != "" {
		does = append(does, v.t("policy.proposes", v.measure(g.Proposes)))
	}
	r.Does = strings.Join(does, v.t("list.and"))
	return r
}

func (v *visit) roles(roles []casework.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, words.Say(v.lang, words.Role, r))
	}
	return strings.Join(out, v.t("list.and"))
}
