package policy

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/kind"
)

// CalendarVersion is one version of a calendar as the book takes it in. A draft
// is in the book, so that what it would change can be counted, and is nobody's
// current one.
type CalendarVersion struct {
	ID        string
	Version   int
	Unit      string // counts for this unit and those below it; empty: for everybody
	Spec      calendar.Spec
	From      time.Time // no new case pins it before
	Published bool
}

// Ref is how a case pins it: cn@2, cn/permits@1.
func (v CalendarVersion) Ref() string { return ref(v.ID, v.Version) }

// Shelve puts a book together from every version of every calendar. Current is,
// of each calendar, the newest published one in force at the instant; a unit
// counts by its own calendar or that of the nearest unit above it that has one,
// else by the one for everybody. parents names the unit above each.
func Shelve(
	kinds *kind.Set, policies []Policy, items []Item, versions []CalendarVersion, parents map[string]string, at time.Time,
) (*Book, error) {
	versions = slices.Clone(versions)
	slices.SortStableFunc(versions, func(a, b CalendarVersion) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	calendars := make(map[string]*calendar.Calendar, len(versions))
	local := map[string]string{}
	current := ""
	for _, v := range versions {
		cal, err := calendar.New(v.Spec)
		if err != nil {
			return nil, fmt.Errorf("calendar %s: %w", v.Ref(), err)
		}
		calendars[v.Ref()] = cal
		switch {
		case !v.Published || v.From.After(at):
		case v.Unit == "":
			current = v.Ref()
		default:
			local[v.Unit] = v.Ref()
		}
	}
	b, err := NewBook(kinds, policies, items, calendars, current, DefaultSpread)
	if err != nil {
		return nil, err
	}
	b.local, b.parents = local, parents
	return b, nil
}

// CalendarFor is the ref a new case of a unit pins.
func (b *Book) CalendarFor(unit string) string {
	for range len(b.parents) + 1 { // no longer than the tree is tall, even if it were a ring
		if own, ok := b.local[unit]; ok {
			return own
		}
		if unit = b.parents[unit]; unit == "" {
			break
		}
	}
	return b.current
}
