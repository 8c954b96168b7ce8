package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Problems are everything wrong with a policy, in the order of its document.
// Each names its field, rules[2].limit, and the rule it breaks.
type Problems []*casework.Error

func (ps Problems) Error() string { return errors.Join(ps.Unwrap()...).Error() }

// Unwrap lets errors.As find the first of them.
func (ps Problems) Unwrap() []error {
	out := make([]error, len(ps))
	for i, p := range ps {
		out[i] = p
	}
	return out
}

// refuse adds a problem; the note is for operators.
func (ps *Problems) refuse(code casework.Code, field, rule, note string, args ...any) {
	*ps = append(*ps, &casework.Error{Code: code, Field: field, Rule: rule, Note: fmt.Sprintf(note, args...)})
}

// err is nil where nothing is wrong.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Validate refuses a policy that could not be counted by: a clock without rule
// or basis, a limit that cannot be read, an unknown outcome or owner, a ladder
// out of order, an extension nobody may decide. The error is Problems. Whether
// an office may bind itself by it is Publishable's question.
func Validate(kinds *kind.Set, p Policy) error {
	var ps Problems
	if p.ID == "" {
		ps.refuse(casework.Invalid, "id", "required", "policy %q", p.Title)
	}
	if p.Version < 1 {
		ps.refuse(casework.Invalid, "version", "min:1", "policy %s", p.ID)
	}
	if !kinds.Knows(p.Kind) {
		ps.refuse(casework.Invalid, "kind", "choice", "policy %s", p.ID)
	}
	seen := map[string]bool{}
	for i, r := range p.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		if seen[r.Clock] {
			ps.refuse(casework.Invalid, at+".clock", "unique", "clock %s stands twice", r.Clock)
		}
		seen[r.Clock] = true
		ps.rule(at, r)
	}
	for i, r := range p.Rules {
		if x := r.Extension; x != nil && x.Within != "" && !seen[x.Within] {
			ps.refuse(casework.NoSuchClock, fmt.Sprintf("rules[%d].extension.within", i), x.Rule, "clock %s", x.Within)
		}
	}
	return ps.err()
}

func (ps *Problems) rule(at string, r Rule) {
	for _, f := range []struct{ name, value string }{{"clock", r.Clock}, {"rule", r.Rule}, {"basis", r.Basis}} {
		if f.value == "" {
			ps.refuse(casework.Invalid, at+"."+f.name, "required", "every clock names its rule and basis")
		}
	}
	if r.Limit != promised && r.Limit != statutory && r.Limit != stated {
		ps.limit(at+".limit", r.Limit)
	}
	if !slices.Contains([]casework.Outcome{casework.Breach, casework.Deem, casework.Lapse, casework.Recur}, r.Outcome) {
		ps.refuse(casework.Invalid, at+".outcome", "choice", "unknown outcome %q", r.Outcome)
	}
	if r.Owner != casework.PersonConcerned && !slices.Contains(casework.Roles(), r.Owner) {
		ps.refuse(casework.Invalid, at+".owner", "choice", "unknown owner %q", r.Owner)
	}
	if _, known := months[r.Since]; (r.Since != "" && !known) || (r.Since != "" || r.Chases) && r.Outcome != casework.Recur {
		ps.refuse(casework.Invalid, at+".since", "choice", "only what recurs is chased or counted since %q", r.Since)
	}
	if days, ok := ps.bound(at+".into", r.Into); ok && (days.Unit != calendar.WorkingDays || months[r.Since] == 0 || r.Limit != fmt.Sprintf("%dmo", months[r.Since])) {
		ps.refuse(casework.Invalid, at+".into", "choice", "only a round of whole months, since the first of one, ends some working days into the next")
	}
	if r.AsksFor != "" && (r.AsksFor != AsksList || r.Since != "" || r.Outcome != casework.Recur) {
		ps.refuse(casework.Invalid, at+".asks_for", "choice", "only what recurs, and is counted since nothing else, asks for %q", r.AsksFor)
	}
	if most, ok := ps.bound(at+".limit_cap", r.LimitCap); ok {
		if l, err := calendar.ParseLimit(r.Limit); err == nil && !within(l, most) {
			ps.refuse(casework.OverCeiling, at+".limit", r.Rule, "%s, where %s is the most that may be stated", l, most)
		}
	}
	if r.PauseCap < 0 {
		ps.refuse(casework.Invalid, at+".pause_cap", "R028", "negative")
	}
	for _, category := range r.Stops {
		if !r.Pausable || !slices.Contains(casework.PauseCategories, category) {
			ps.refuse(casework.Invalid, at+".stops", "R028", "%s", category)
		}
	}
	for j, w := range r.Warn {
		if w.At != string(casework.AlarmHalf) && w.At != string(casework.AlarmNear) {
			ps.refuse(casework.Invalid, fmt.Sprintf("%s.warn[%d].at", at, j), "half, near", "unknown warning %q", w.At)
		}
		if w.Before != "" {
			ps.limit(fmt.Sprintf("%s.warn[%d].before", at, j), w.Before)
		}
	}
	if r.Extension != nil {
		ps.extension(at+".extension", *r.Extension)
	}
	ps.ladder(at, r.Ladder)
	for i, g := range r.Ladder {
		if g.Proposes != "" && (r.Outcome != casework.Recur || i > 0 || g.Proposes != casework.NotFiled) {
			ps.refuse(casework.Invalid, fmt.Sprintf("%s.ladder[%d].proposes", at, i), "choice", "only a round that was not filed proposes points")
		}
	}
}

func (ps *Problems) extension(at string, x Extension) {
	if x.Rule == "" {
		ps.refuse(casework.Invalid, at+".rule", "required", "an extension names its rule")
	}
	if x.Cap < 1 {
		ps.refuse(casework.Invalid, at+".cap", "min:1", "an extension has a cap")
	}
	if !strings.HasPrefix(x.Most, "$") {
		ps.bound(at+".most", x.Most)
	}
	if len(x.Deciders) == 0 {
		ps.refuse(casework.Invalid, at+".deciders", "required", "an extension names who decides")
	}
}

func (ps *Problems) limit(field, text string) (calendar.Limit, bool) {
	l, err := calendar.ParseLimit(text)
	if err != nil {
		ps.refuse(casework.BadLimit, field, "wd d mo wh wm ws h m s", "%v", err)
	}
	return l, err == nil
}

// bound is a limit that need not be there.
func (ps *Problems) bound(field, text string) (calendar.Limit, bool) {
	if text == "" {
		return calendar.Limit{}, false
	}
	return ps.limit(field, text)
}

func (ps *Problems) ladder(at string, ladder []Rung) {
	last := -1.0
	for i, g := range ladder {
		at := fmt.Sprintf("%s.ladder[%d]", at, i)
		if g.Level == "" {
			ps.refuse(casework.Invalid, at+".level", "required", "a rung names its level")
		}
		if len(g.To) == 0 {
			ps.refuse(casework.Invalid, at+".to", "required", "a rung names who hears of it")
		}
		ps.round(at, g, i == len(ladder)-1)
		if g.After == "" {
			if i > 0 {
				ps.refuse(casework.PolicyOrder, at+".after", "order", "only the first rung comes at the breach itself")
			}
			continue
		}
		l, ok := ps.limit(at+".after", g.After)
		if s := roughSeconds(l); ok && s <= last {
			ps.refuse(casework.PolicyOrder, at+".after", "order", "rung %s does not come after the one before", g.Level)
		} else {
			last = s
		}
	}
}

// round: what comes round is the last rung, some time after the breach, and in a unit of
// which each round ends later than the one before; days may roll to one instant. A rung
// that opens a case comes round in the principal leader's own turn alone, and any other
// in everybody's: it says the word of what is done.
func (ps *Problems) round(at string, g Rung, last bool) {
	own, other := at+".every", at+".over_head"
	every, undone := g.Every, g.OverHead
	if g.Opens {
		own, other, every, undone = other, own, undone, every
	}
	if undone != "" {
		ps.refuse(casework.Invalid, other, "choice", "over_head where a case is opened, every where none is")
	}
	if every == "" {
		return
	}
	l, ok := ps.limit(own, every)
	if ok && (l.N < 1 || l.Dated() && l.Unit != calendar.WorkingDays) {
		ps.refuse(casework.BadLimit, own, "wd wh wm ws h m s", "%s", every)
	}
	if !last || g.After == "" {
		ps.refuse(casework.PolicyOrder, own, "order", "only the last rung comes round, and not from the breach itself")
	}
}

// roughSeconds orders rungs of any unit; exact only within one unit.
func roughSeconds(l calendar.Limit) float64 {
	day := (24 * time.Hour).Seconds()
	per := map[calendar.Unit]float64{
		"s": 1, "ws": 1, "m": 60, "wm": 60, "h": 3600, "wh": 3600, "d": day, "wd": day, "mo": 30 * day,
	}
	return float64(l.N) * per[l.Unit]
}
