package proof

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// clockAt is where a clock stands in the house.
type clockAt struct {
	policy, rule int
	ref          string
	ruled        func(clock string) string // the rule of another clock of its policy
}

// ofClock takes a clock of a policy apart. Its warnings are the clock's rule's; a rung, and
// who may lend it time, may stand under one of their own.
func (all *mutants) ofClock(at clockAt, r policy.Rule) {
	if strings.HasPrefix(r.Basis, "演示") {
		return // a demonstration in seconds rests on no law
	}
	of := at.ref + "/" + r.Clock
	under := func(rule string) func(string, func(r *policy.Rule)) {
		return func(what string, alter func(r *policy.Rule)) {
			all.add(rule, of, what, func(h House) House {
				return h.withPolicy(at.policy, func(p *policy.Policy) { alter(&p.Rules[at.rule]) })
			})
		}
	}
	add := under(r.Rule)
	all.add(r.Rule, of, "dropped", func(h House) House {
		return h.withPolicy(at.policy, func(p *policy.Policy) { p.Rules = without(p.Rules, at.rule) })
	})
	add("limit-doubled", func(r *policy.Rule) { r.Limit = doubled(r.Limit) })
	other := casework.Lapse
	if r.Outcome != casework.Breach {
		other = casework.Breach
	}
	add("outcome-"+string(other), func(r *policy.Rule) { r.Outcome = other })
	add("owner-auditor", func(r *policy.Rule) { r.Owner = casework.Auditor })
	add("pausable-"+strconv.FormatBool(!r.Pausable), func(r *policy.Rule) { r.Pausable = !r.Pausable })
	if r.PauseCap > 0 {
		add("pause_cap-dropped", func(r *policy.Rule) { r.PauseCap = 0 })
		add("pause_cap-doubled", func(r *policy.Rule) { r.PauseCap *= 2 })
	}
	if len(r.Stops) > 0 {
		add("stops-dropped", func(r *policy.Rule) { r.Stops = nil })
	}
	if r.Right {
		add("right-dropped", func(r *policy.Rule) { r.Right = false })
	}
	if r.Chases {
		add("chases-dropped", func(r *policy.Rule) { r.Chases = false })
	}
	if r.Since != "" {
		add("since-dropped", func(r *policy.Rule) { r.Since = "" })
	}
	if r.Into != "" {
		add("into-dropped", func(r *policy.Rule) { r.Into = "" })
		add("into-doubled", func(r *policy.Rule) { r.Into = doubled(r.Into) })
	}
	if r.AsksFor != "" {
		add("asks_for-dropped", func(r *policy.Rule) { r.AsksFor = "" })
	}
	for i, w := range r.Warn {
		ofWarning(add, i, w)
	}
	for i, g := range r.Ladder {
		ofRung(under(cmp.Or(g.Rule, r.Rule)), i, g)
		if g.Owes != "" { // the rule that is broken without it is that of what is owed
			under(at.ruled(g.Owes))(fmt.Sprintf("ladder/%s/owes", g.Level), func(r *policy.Rule) { r.Ladder[i].Owes = "" })
		}
	}
	if r.Extension != nil {
		all.ofExtension(at, of, r)
	}
}

func ofWarning(add func(string, func(r *policy.Rule)), i int, w policy.Warning) {
	name := "warn/" + w.At
	add(name+"/dropped", func(r *policy.Rule) { r.Warn = without(r.Warn, i) })
	if w.Before != "" {
		add(name+"/before-doubled", func(r *policy.Rule) { r.Warn[i].Before = doubled(w.Before) })
	}
	for j, role := range w.To {
		add(name+"/"+to(role), func(r *policy.Rule) { r.Warn[i].To = without(r.Warn[i].To, j) })
	}
}

func ofRung(add func(string, func(r *policy.Rule)), i int, g policy.Rung) {
	name := fmt.Sprintf("ladder/%s", cmp.Or(g.Level, strconv.Itoa(i)))
	change := func(what string, alter func(g *policy.Rung)) {
		add(name+"/"+what, func(r *policy.Rule) { alter(&r.Ladder[i]) })
	}
	add(name+"/dropped", func(r *policy.Rule) { r.Ladder = without(r.Ladder, i) })
	if g.After != "" {
		change("after-doubled", func(g *policy.Rung) { g.After = doubled(g.After) })
	}
	if g.Every != "" {
		change("every-dropped", func(g *policy.Rung) { g.Every = "" })
		change("every-doubled", func(g *policy.Rung) { g.Every = doubled(g.Every) })
	}
	if g.OverHead != "" {
		change("over-head-dropped", func(g *policy.Rung) { g.OverHead = "" })
		change("over-head-doubled", func(g *policy.Rung) { g.OverHead = doubled(g.OverHead) })
	}
	if g.Card != "" {
		change("card", func(g *policy.Rung) { g.Card = "" })
	}
	if g.Opens {
		change("opens", func(g *policy.Rung) { g.Opens, g.Every, g.OverHead = false, g.OverHead, "" })
	}
	if g.Explain != "" {
		change("explain", func(g *policy.Rung) { g.Explain = "" })
	}
	if g.Proposes != "" {
		change("proposes", func(g *policy.Rung) { g.Proposes = "" })
	}
	if len(g.To) < 2 {
		return // a rung nobody hears of is refused when it is loaded
	}
	for j, role := range g.To {
		change(to(role), func(g *policy.Rung) { g.To = without(g.To, j) })
	}
}

func (all *mutants) ofExtension(at clockAt, of string, r policy.Rule) {
	x := r.Extension
	rule := cmp.Or(x.Rule, r.Rule)
	of += "/extension"
	add := func(what string, alter func(r *policy.Rule)) {
		all.add(rule, of, what, func(h House) House {
			return h.withPolicy(at.policy, func(p *policy.Policy) { alter(&p.Rules[at.rule]) })
		})
	}
	add("dropped", func(r *policy.Rule) { r.Extension = nil })
	add("cap-doubled", func(r *policy.Rule) { r.Extension.Cap *= 2 })
	add("once-"+strconv.FormatBool(!x.Once), func(r *policy.Rule) { r.Extension.Once = !x.Once })
	add("decider-added-auditor", func(r *policy.Rule) { r.Extension.Deciders = append([]casework.Role{casework.Auditor}, x.Deciders...) })
	if len(x.Deciders) > 1 {
		for i, role := range x.Deciders {
			add("decider-"+string(role), func(r *policy.Rule) { r.Extension.Deciders = without(x.Deciders, i) })
		}
	}
	for i, role := range x.Hears {
		add("hears-"+string(role), func(r *policy.Rule) { r.Extension.Hears = without(x.Hears, i) })
	}
	if x.Delegated != "" {
		add("delegated-dropped", func(r *policy.Rule) { r.Extension.Delegated = "" })
	}
	if x.Within != "" {
		add("within-dropped", func(r *policy.Rule) { r.Extension.Within = "" })
	}
	if x.Stretch > 0 {
		add("stretch-doubled", func(r *policy.Rule) { r.Extension.Stretch *= 2 })
	}
}

// doubled is twice a limit; one that an item or the assigner sets becomes a long one of
// its own, and the same day the next.
func doubled(limit string) string {
	l, err := calendar.ParseLimit(limit)
	switch {
	case err != nil:
		return "60wd"
	case l.N == 0:
		l.N = 1
	default:
		l.N *= 2
	}
	return l.String()
}

// ruledIn tells the rule under which a clock of a policy stands.
func ruledIn(p policy.Policy) func(clock string) string {
	return func(clock string) string {
		for _, r := range p.Rules {
			if r.Clock == clock {
				return r.Rule
			}
		}
		return ""
	}
}
