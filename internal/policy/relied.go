package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// ownText marks a version by what the binary carries, whatever text the office's
// table holds under that number.
const ownText = "shixian/"

// Beside is the book with the versions the binary carries, which lend a clock where
// no version of the office's own has it.
func (b *Book) Beside(shipped []Policy) *Book {
	out := *b
	out.shipped = shipped
	return &out
}

// version finds a policy by the ref a clock was counted by.
func (b *Book) version(ref string) (Policy, bool) {
	own, lent := strings.CutPrefix(ref, ownText)
	if !lent {
		p, ok := b.policies[ref]
		return p, ok
	}
	i := slices.IndexFunc(b.shipped, func(p Policy) bool { return p.Ref() == own })
	if i < 0 {
		return Policy{}, false
	}
	return b.shipped[i], true
}

// lender finds who has a clock that a policy lacks though its kind relies on it: the
// newest version of the office's own, then that of the binary, of the same policy, then of
// what the kind has for all its classes, and then of the same class.
func (b *Book) lender(lacking Policy, clock string) (r Rule, ref string, ok bool) {
	if !slices.Contains(b.kinds.Of(lacking.Kind).Clocks, casework.Ruling(clock)) {
		return Rule{}, "", false
	}
	same := func(p Policy) bool { return p.ID == lacking.ID }
	alike := func(p Policy) bool { return p.Kind == lacking.Kind && p.Class == lacking.Class }
	common := func(p Policy) bool { return p.Kind == lacking.Kind && p.Class == "" && lacking.Class != "" }
	var office []Policy
	for _, ref := range sortedKeys(b.policies) {
		office = append(office, b.policies[ref])
	}
	for _, try := range []struct {
		shelf  []Policy
		fits   func(Policy) bool
		prefix string
	}{{office, same, ""}, {b.shipped, same, ownText}, {office, common, ""}, {b.shipped, common, ownText}, {b.shipped, alike, ownText}} {
		newest := Policy{}
		for _, p := range try.shelf {
			if has, there := p.rule(clock); there && try.fits(p) && cmp.Compare(p.Version, newest.Version) > 0 {
				newest, r, ref, ok = p, has, try.prefix+p.Ref(), true
			}
		}
		if ok {
			return r, ref, true
		}
	}
	return Rule{}, "", false
}

// rule finds what a clock is counted by; a co-unit's part is counted by the rule of
// all parts, unless it has one of its own (R044).
func (p Policy) rule(clock string) (Rule, bool) {
	for _, name := range []string{clock, casework.Ruling(clock)} {
		for _, r := range p.Rules {
			if r.Clock == name {
				return r, true
			}
		}
	}
	return Rule{}, false
}
