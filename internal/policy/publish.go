package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// ruleID is how a rule of the catalogue is cited.
var ruleID = regexp.MustCompile(`^R\d{3}$`)

// Publishable tells why an office may not bind itself by a policy: what
// Validate refuses, and a promise longer than the statute for any item that
// uses it (R037), a limit or an extension past the law's ceiling, an approver
// without the rank, a warning outside its limit, steps longer than the whole, a
// ladder without an end, a basis that opens no article.
// The error is Problems.
func Publishable(kinds *kind.Set, p Policy, items []Item, presets Presets, law Articles) error {
	var ps Problems
	errors.As(Validate(kinds, p), &ps)
	c := &publication{Problems: ps, kinds: kinds, policy: p, presets: presets, law: law}
	for _, it := range items {
		if it.Uses(p.ID) {
			c.items = append(c.items, it)
		}
	}
	c.choices()
	for i, r := range p.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		if r.Rule != "" && !ruleID.MatchString(r.Rule) {
			c.refuse(casework.Invalid, at+".rule", "R000", "rule %q", r.Rule)
		}
		c.ceiling(at, r)
		c.warnings(at, r)
		c.told(at, r)
		c.grounds(at, r)
		c.ends(at, r)
		if r.Extension != nil {
			c.extension(at+".extension", r)
		}
	}
	c.steps()
	for _, it := range c.items {
		c.item(it)
	}
	return c.err()
}

// publication is one policy under examination.
type publication struct {
	Problems
	kinds   *kind.Set
	policy  Policy
	items   []Item
	presets Presets
	law     Articles
}

// Articles are the regulations, as a basis cites them.
type Articles interface {
	// Check tells what is wrong with a basis.
	Check(basis string) error
	// Says tells whether a limit stands in an article that a basis cites, or is marked
	// there as the office's own.
	Says(basis, limit string) bool
}

// grounds hold a clock against what it cites: no rule stands on its own word.
func (c *publication) grounds(at string, r Rule) {
	switch err := c.law.Check(r.Basis); {
	case r.Basis == "": // refused elsewhere
	case err != nil:
		c.refuse(casework.BasisUnknown, at+".basis", r.Rule, "clock %s: %v", r.Clock, err)
	case !c.law.Says(r.Basis, r.Limit):
		c.refuse(casework.NumberUnsaid, at+".limit", r.Rule, "clock %s: %s is not in %s", r.Clock, r.Limit, r.Basis)
	}
}

// ends: no ladder ends in silence (design section 1). The last rung of whatever breaches
// comes round, or opens a verification and says how often it comes round in the turn of
// the principal leader, over whom none is opened.
func (c *publication) ends(at string, r Rule) {
	last := len(r.Ladder) - 1
	if r.Outcome == casework.Breach && (last < 0 || r.Ladder[last].Every == "" && r.Ladder[last].OverHead == "") {
		c.refuse(casework.LadderSilent, at+".ladder", r.Rule, "clock %s", r.Clock)
	}
}

// choices are those of the presets, each with one of its options.
func (c *publication) choices() {
	for _, key := range sortedKeys(c.policy.Choices) {
		value := c.policy.Choices[key]
		if !slices.ContainsFunc(c.presets.Choices, func(ch Choice) bool {
			return ch.Key == key && slices.ContainsFunc(ch.Options, func(o Option) bool { return o.Value == value })
		}) {
			c.refuse(casework.Invalid, "choices."+key, "choice", "value %q", value)
		}
	}
}

// resolved are the limits a rule comes to: one, or one for each item that says
// it. What cannot be read has been refused elsewhere.
func (c *publication) resolved(r Rule) []calendar.Limit {
	items := c.items
	if r.Limit != promised && r.Limit != statutory {
		items = []Item{{}}
	}
	var out []calendar.Limit
	for _, it := range items {
		if l, absent, err := limitOf(r, it); err == nil && !absent {
			out = append(out, l)
		}
	}
	return out
}

// ceiling holds a clock against the law: what is owed takes no longer, and a
// right lasts no shorter.
func (c *publication) ceiling(at string, r Rule) {
	law, known := c.presets.binding(c.policy, r)
	if !known {
		c.refuse(casework.Invalid, at+".ceiling", "choice", "no ceiling %q for this clock", r.Ceiling)
	}
	if law == nil || law.Limit == "" {
		return
	}
	most, err := calendar.ParseLimit(law.Limit)
	if longest, unread := calendar.ParseLimit(r.LimitCap); r.LimitCap != "" && unread == nil && err == nil && !within(longest, most) {
		c.refuse(casework.OverCeiling, at+".limit_cap", law.cite(), "%s, the law allows %s", longest, most)
	}
	for _, l := range c.resolved(r) {
		if err == nil && !within(l, most) {
			c.refuse(casework.OverCeiling, at+".limit", law.cite(), "%s, the law allows %s", l, most)
			return
		}
		if err == nil && r.Right && !within(most, l) {
			c.refuse(casework.RightCut, at+".limit", law.cite(), "%s, the law gives %s", l, most)
			return
		}
	}
}

// cite names the article a ceiling stands in.
func (c Ceiling) cite() string { return c.Law + c.Article }

// warnings come before the due instant and after the start.
func (c *publication) warnings(at string, r Rule) {
	for j, w := range r.Warn {
		before, err := calendar.ParseLimit(w.Before)
		if err != nil {
			continue // the default, which is never outside, or refused elsewhere
		}
		for _, l := range c.resolved(r) {
			if before.Unit != l.Unit || before.N < 1 || before.N >= l.N {
				c.refuse(casework.WarningOutside, fmt.Sprintf("%s.warn[%d].before", at, j), r.Rule, "%s before the end of %s", before, l)
				break
			}
		}
	}
}

// told are roles a message can reach, and clocks that exist.
func (c *publication) told(at string, r Rule) {
	for j, w := range r.Warn {
		c.roles(fmt.Sprintf("%s.warn[%d].to", at, j), w.To)
	}
	for j, g := range r.Ladder {
		c.roles(fmt.Sprintf("%s.ladder[%d].to", at, j), g.To)
		for _, owed := range []struct{ clock, field, rule string }{{g.Explain, "explain", "R059"}, {g.Owes, "owes", "R240"}} {
			if owed.clock != "" && !c.has(owed.clock) {
				c.refuse(casework.NoSuchClock, fmt.Sprintf("%s.ladder[%d].%s", at, j, owed.field), owed.rule, "clock %s", owed.clock)
			}
		}
	}
}

// has tells whether the policy has a clock, or leaves it to those it is lent to: one that has
// no main clock stands beside others of its kind (lender).
func (c *publication) has(clock string) bool {
	rules := func(name string) bool {
		return slices.ContainsFunc(c.policy.Rules, func(o Rule) bool { return o.Clock == name })
	}
	return rules(clock) || !rules(mainClock) && slices.Contains(c.kinds.Of(c.policy.Kind).Clocks, clock) && c.policy.ID != string(c.policy.Kind)
}

func (c *publication) roles(field string, to []casework.Role) {
	for _, role := range to {
		if rank[role] == 0 {
			c.refuse(casework.Invalid, field, "choice", "nobody is told as %q", role)
		}
	}
}

// steps of joint work each have a limit, stand after the main clock in the order
// of the work, and together last no longer than it (R044).
func (c *publication) steps() {
	main := slices.IndexFunc(c.policy.Rules, func(r Rule) bool { return r.Clock == mainClock })
	sum := map[calendar.Unit]int{}
	for i, r := range c.policy.Rules {
		if !strings.HasPrefix(r.Clock, stepPrefix) {
			continue
		}
		at := fmt.Sprintf("rules[%d]", i)
		if main < 0 || i < main {
			c.refuse(casework.PolicyOrder, at+".clock", "R044", "step %s stands before the main clock", r.Clock)
			continue
		}
		step, err := calendar.ParseLimit(r.Limit)
		if err != nil {
			c.refuse(casework.BadLimit, at+".limit", "R044", "a step has a limit of its own, not %s", r.Limit)
			continue
		}
		sum[step.Unit] += step.N
		for _, whole := range c.resolved(c.policy.Rules[main]) {
			if len(sum) > 1 || !within(calendar.Limit{N: sum[step.Unit], Unit: step.Unit}, whole) {
				c.refuse(casework.StepsTooLong, at+".limit", "R044", "steps up to %s against %s", r.Clock, whole)
				break
			}
		}
	}
}

// item holds an item's promise against its statute, as the policy chose.
func (c *publication) item(it Item) {
	at := "items[" + it.ID + "]"
	if c.policy.Class != "" && it.Class != c.policy.Class {
		c.refuse(casework.Invalid, at+".class", "choice", "a policy for %s", c.policy.Class)
	}
	if err := checkPromise(it, c.presets.choice(c.policy, Promise) != PromiseEqual); err != nil {
		c.refuse(casework.CodeOf(err), at+".promised", "R037", "%v", err)
	}
}

// Promising tells why a matter may not be promised as it says (R037).
func Promising(it Item) error { return checkPromise(it, false) }

// checkPromise refuses a promise that outlasts the statute, and where shorter is
// asked for one that merely equals it (R037).
func checkPromise(it Item, shorter bool) error {
	p, err := calendar.ParseLimit(it.Promised)
	if err != nil {
		return &casework.Error{Code: casework.BadLimit, Field: "promised", Note: err.Error()}
	}
	if it.Statutory == "" {
		return nil
	}
	s, err := calendar.ParseLimit(it.Statutory)
	if err != nil {
		return &casework.Error{Code: casework.BadLimit, Field: "statutory", Note: err.Error()}
	}
	if !within(p, s) || shorter && within(s, p) {
		return &casework.Error{
			Code: casework.PromiseTooLong, Field: "promised", Rule: "R037",
			Note: fmt.Sprintf("item %s promises %s, the law allows %s", it.ID, p, s),
		}
	}
	return nil
}
