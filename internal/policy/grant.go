package policy

import (
	"slices"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// asks names who is asked first: the delegate where the power was delegated,
// else the first who may decide.
func (x *Extension) asks() casework.Role {
	i := slices.IndexFunc(x.Deciders, func(r casework.Role) bool { return r != x.Delegated })
	if i < 0 {
		i = 0
	}
	return x.Deciders[i]
}

// Extends is by how many units in all a version lets a clock be extended; 0: not, or not known.
func (b *Book) Extends(ref, clock string) int {
	if p, ok := b.version(ref); ok {
		if r, ok := p.rule(clock); ok && r.Extension != nil {
			return r.Extension.Cap
		}
	}
	return 0
}

// grant checks the units granted in all against the cap and the law. A grant is
// never trimmed: over the cap it is refused (design section 1, extension).
func (n *counting) grant(r Rule, q casework.PlanClock, due calendar.Due, out *casework.Planned) error {
	if stretch, ok := n.stretched(r.Clock); ok {
		if q.Granted > stretch {
			out.Refused, out.Rule = casework.OverCap, r.Rule
		}
		return nil
	}
	x := r.Extension
	if x == nil {
		out.Refused, out.Rule = casework.NotExtendable, r.Rule
		return nil
	}
	if q.Granted > x.Cap {
		out.Refused, out.Rule = casework.OverCap, x.Rule
		return nil
	}
	for _, within := range []func(Rule, casework.PlanClock, calendar.Due, *casework.Planned) error{n.withinMost, n.withinCap} {
		if err := within(r, q, due, out); err != nil || out.Refused != "" {
			return err
		}
	}
	return n.withinLaw(x, q, due, out)
}

// withinLaw holds the longer promise against the statutory clock. Where the law
// itself may be stretched (行政许可法 42: by ten working days), it says by how
// many units the statutory clock must be granted along.
func (n *counting) withinLaw(x *Extension, q casework.PlanClock, due calendar.Due, out *casework.Planned) error {
	law, _, ok := n.rule(casework.PlanClock{Name: x.Within})
	if !ok {
		return nil
	}
	limit, absent, err := limitOf(law, n.item)
	if err != nil || absent {
		return err
	}
	for by := range x.Stretch + 1 {
		longest, err := n.due(law, limit.Add(by), q)
		if err != nil {
			return err
		}
		if !due.At.After(longest.At) {
			if by > 0 {
				out.Carries, out.By = x.Within, by
			}
			return nil
		}
	}
	out.Refused, out.Rule = casework.OverCap, x.Rule
	return nil
}

// stretched tells whether a clock is the law another clock is extended within,
// and by how many units the law lets it be stretched.
func (n *counting) stretched(clock string) (int, bool) {
	for _, r := range n.policy.Rules {
		if r.Extension != nil && r.Extension.Within == clock {
			return r.Extension.Stretch, true
		}
	}
	return 0, false
}
