package policy

import (
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Validate refuses a policy that could not be kept: a clock without rule or
// basis, a limit that cannot be read, an unknown outcome or owner, a ladder out
// of order, an extension nobody may decide.
func Validate(p Policy) error {
	if p.ID == "" || p.Version < 1 || !p.Kind.Valid() {
		return fmt.Errorf("policy %q: id, version and kind are required", p.ID)
	}
	seen := map[string]bool{}
	for _, r := range p.Rules {
		if seen[r.Clock] {
			return fmt.Errorf("policy %s: clock %s stands twice", p.Ref(), r.Clock)
		}
		seen[r.Clock] = true
		if err := validateRule(r); err != nil {
			return fmt.Errorf("policy %s clock %s: %w", p.Ref(), r.Clock, err)
		}
	}
	for _, r := range p.Rules {
		if x := r.Extension; x != nil && x.Within != "" && !seen[x.Within] {
			return fmt.Errorf("policy %s clock %s: extension within unknown clock %s", p.Ref(), r.Clock, x.Within)
		}
	}
	return nil
}

func validateRule(r Rule) error {
	if r.Clock == "" || r.Rule == "" || r.Basis == "" {
		return fmt.Errorf("every clock names its rule and basis")
	}
	if r.Limit != "$promised" && r.Limit != "$statutory" {
		if _, err := calendar.ParseLimit(r.Limit); err != nil {
			return err
		}
	}
	if !slices.Contains([]casework.Outcome{casework.Breach, casework.Deem, casework.Lapse, casework.Recur}, r.Outcome) {
		return fmt.Errorf("unknown outcome %q", r.Outcome)
	}
	if !slices.Contains(casework.Roles(), r.Owner) {
		return fmt.Errorf("unknown owner %q", r.Owner)
	}
	for _, w := range r.Warn {
		if w.At != string(casework.AlarmHalf) && w.At != string(casework.AlarmNear) {
			return fmt.Errorf("unknown warning %q", w.At)
		}
	}
	if x := r.Extension; x != nil && (x.Rule == "" || x.Cap < 1 || len(x.Deciders) == 0) {
		return fmt.Errorf("an extension names its rule, its cap and who decides")
	}
	return validateLadder(r.Ladder)
}

func validateLadder(ladder []Rung) error {
	last := -1.0
	for i, g := range ladder {
		if g.Level == "" || len(g.To) == 0 {
			return fmt.Errorf("rung %d names no level or nobody", i+1)
		}
		if g.After == "" {
			if i > 0 {
				return fmt.Errorf("rung %s comes at the breach but not first", g.Level)
			}
			continue
		}
		l, err := calendar.ParseLimit(g.After)
		if err != nil {
			return err
		}
		if s := roughSeconds(l); s <= last {
			return fmt.Errorf("rung %s does not come after the one before", g.Level)
		} else {
			last = s
		}
	}
	return nil
}

// roughSeconds orders limits of any unit; exact only within one unit.
func roughSeconds(l calendar.Limit) float64 {
	day := (24 * time.Hour).Seconds()
	per := map[calendar.Unit]float64{
		"s": 1, "ws": 1, "m": 60, "wm": 60, "h": 3600, "wh": 3600, "d": day, "wd": day, "mo": 30 * day,
	}
	return float64(l.N) * per[l.Unit]
}

// checkItem holds an item against its policy and the law. A permit's promise
// must be shorter than its statute (R037); elsewhere it may equal it.
func (b *Book) checkItem(it Item) error {
	if _, err := b.policyFor("", it, it.Kind); err != nil {
		return err
	}
	promised, err := calendar.ParseLimit(it.Promised)
	if err != nil {
		return fmt.Errorf("item %s promised: %w", it.ID, err)
	}
	if it.Statutory == "" {
		return nil
	}
	statutory, err := calendar.ParseLimit(it.Statutory)
	if err != nil {
		return fmt.Errorf("item %s statutory: %w", it.ID, err)
	}
	p, s := roughSeconds(promised), roughSeconds(statutory)
	if p > s || (p == s && it.Class == "permit") {
		return &casework.Error{
			Code: casework.PromiseTooLong, Field: "promised", Rule: "R037",
			Note: fmt.Sprintf("item %s promises %s, the law allows %s", it.ID, it.Promised, it.Statutory),
		}
	}
	return nil
}
