package policy

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Spread is how early the step for a dated instant is armed: between Min and
// Min+Width before it, by a hash of the case number, so that ten thousand cases
// due at one closing do not wake at one second.
type Spread struct{ Min, Width time.Duration }

// DefaultSpread is 2 to 15 minutes (design section 4, wait and arm ahead).
var DefaultSpread = Spread{Min: 2 * time.Minute, Width: 13 * time.Minute}

// Book is everything counting needs, read once and then only read: every
// published version of the policies, the catalogue, the calendars.
type Book struct {
	kinds     *kind.Set
	policies  map[string]Policy             // by Ref
	shipped   []Policy                      // what the binary carries
	latest    map[string]string             // policy id → Ref of the version new cases pin
	items     map[string][]ItemVersion      // by id, in the order of their numbers
	calendars map[string]*calendar.Calendar // by ref
	current   string                        // calendar new cases pin
	local     map[string]string             // unit → ref of a calendar of its own
	parents   map[string]string             // unit → the unit above it
	spread    Spread
}

// NewBook checks every policy, and every item as it is offered now, and puts them
// together; Hold adds the versions of before. Calendars are
// keyed by their ref, cn@1; current is the one a new case pins.
func NewBook(kinds *kind.Set, policies []Policy, items []Item, calendars map[string]*calendar.Calendar, current string, spread Spread) (*Book, error) {
	b := &Book{
		kinds:    kinds,
		policies: map[string]Policy{}, latest: map[string]string{}, items: map[string][]ItemVersion{},
		calendars: calendars, current: current, spread: spread,
	}
	if calendars[current] == nil {
		return nil, fmt.Errorf("book: no calendar %q", current)
	}
	for _, p := range policies {
		if err := Validate(kinds, p); err != nil {
			return nil, fmt.Errorf("policy %s: %w", p.Ref(), err)
		}
		b.policies[p.Ref()] = p
		if was, ok := b.latest[p.ID]; !ok || b.policies[was].Version < p.Version {
			b.latest[p.ID] = p.Ref()
		}
	}
	for _, it := range items {
		p, err := b.policyFor("", it, it.Kind)
		if err != nil {
			return nil, err
		}
		if err := checkPromise(it, p.Class == "permit" && p.Choices[Promise] != PromiseEqual); err != nil {
			return nil, fmt.Errorf("item %s: %w", it.ID, err)
		}
		if err := checkFacts(it); err != nil {
			return nil, fmt.Errorf("item %s: %w", it.ID, err)
		}
		if err := checkConsent(kinds, it); err != nil {
			return nil, fmt.Errorf("item %s: %w", it.ID, err)
		}
		b.items[it.ID] = []ItemVersion{{Item: it, Version: 1}}
	}
	return b, nil
}

// With is the book as if a draft were published: new cases pin it. Nothing else
// changes, and the book itself not at all.
func (b *Book) With(draft Policy) (*Book, error) {
	if err := Validate(b.kinds, draft); err != nil {
		return nil, err
	}
	out := *b
	out.policies, out.latest = maps.Clone(b.policies), maps.Clone(b.latest)
	out.policies[draft.Ref()], out.latest[draft.ID] = draft, draft.Ref()
	return &out, nil
}

// Kinds are those it counts for.
func (b *Book) Kinds() *kind.Set { return b.kinds }

// ArmAhead is the same book with another spread. Cases that are planned keep theirs.
func (b *Book) ArmAhead(s Spread) *Book {
	out := *b
	out.spread = s
	return &out
}

// Choice is what a version of a policy chose; empty where it does not say.
func (b *Book) Choice(ref, key string) (string, error) {
	p, ok := b.policies[ref]
	if !ok {
		return "", fmt.Errorf("policy %q is not in the book", ref)
	}
	return p.Choices[key], nil
}

// Calendar finds a calendar by ref; an empty ref is the current one.
func (b *Book) Calendar(ref string) (*calendar.Calendar, string, error) {
	if ref == "" {
		ref = b.current
	}
	c := b.calendars[ref]
	if c == nil {
		return nil, ref, fmt.Errorf("calendar %q is not in the book", ref)
	}
	return c, ref, nil
}

// policyFor finds the pinned policy, or the latest one of the item or kind.
func (b *Book) policyFor(pin string, it Item, k casework.Kind) (Policy, error) {
	isNew := pin == ""
	if isNew {
		id := it.Policy
		if id == "" {
			id = string(k)
		}
		pin = b.latest[id]
	}
	p, ok := b.policies[pin]
	switch {
	case !ok:
		return p, fmt.Errorf("policy %q for %s %s is not in the book", pin, k, it.ID)
	case isNew:
		p = b.chosen(p)
	}
	return p, nil
}

// lead spreads the arming of cases that fall due together.
func (b *Book) lead(number string) time.Duration {
	if b.spread.Width <= 0 {
		return b.spread.Min
	}
	h := fnv.New64a() // 32 bits of nanoseconds are four seconds
	h.Write([]byte(number))
	return b.spread.Min + time.Duration(h.Sum64()%uint64(b.spread.Width))
}

func ref(id string, version int) string { return fmt.Sprintf("%s@%d", id, version) }

// limitOf resolves a rule's limit for an item; absent where the item has none.
func limitOf(r Rule, it Item) (l calendar.Limit, absent bool, err error) {
	text := r.Limit
	switch text {
	case promised:
		text = it.Promised
	case statutory:
		text = it.Statutory
	case stated:
		text = ""
	}
	if strings.TrimSpace(text) == "" {
		return l, true, nil
	}
	l, err = calendar.ParseLimit(text)
	return l, false, err
}

// Openings answers, for one calendar, the first instant at or after another at
// which the office is open.
func (b *Book) Openings(calendar string) (func(time.Time) time.Time, error) {
	c, _, err := b.Calendar(calendar)
	if err != nil {
		return nil, err
	}
	return c.NextOpening, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
