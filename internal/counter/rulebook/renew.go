package rulebook

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Renewer is what a renewal needs of a store.
type Renewer interface {
	CalendarVersions(ctx context.Context) ([]CalendarVersion, error)
	AddCalendars(ctx context.Context, versions []CalendarVersion) error
	PublishCalendars(ctx context.Context, by string, refs []string) error
}

// Carrier is in whose name the binary brings what it carries.
const Carrier = "shixian"

// RenewCalendar publishes a new version for everybody where the binary carries lists
// the office has not, or the law upon years nobody announced; the days an office
// published stay. It is an operator's act, done by seeding: open cases keep the
// version they have until a recount. The ref is empty where nothing was new.
func RenewCalendar(ctx context.Context, store Renewer, law almanac.Law, carried calendar.Spec, now time.Time) (ref string, err error) {
	versions, err := store.CalendarVersions(ctx)
	if err != nil {
		return "", fmt.Errorf("renew calendar: %w", err)
	}
	current := published(versions, National)
	next := following(versions, "")
	next.Spec = law.Renew(current.Spec, carried)
	if current.Version == 0 || almanac.Same(current.Spec, next.Spec) {
		return "", nil
	}
	next.Years = next.Spec.Years
	next.Source, next.ImportedBy, next.Imported, next.From = current.Source, Carrier, now, now
	units, err := derive(versions, next)
	if err != nil {
		return "", fmt.Errorf("renew calendar: %w", err)
	}
	all := append([]CalendarVersion{next}, units...)
	refs := make([]string, len(all))
	for i, v := range all {
		refs[i] = v.Ref()
	}
	if err := store.AddCalendars(ctx, all); err != nil {
		return "", fmt.Errorf("renew calendar: %w", err)
	}
	if err := store.PublishCalendars(ctx, Carrier, refs); err != nil {
		return "", fmt.Errorf("publish %s: %w", next.Ref(), err)
	}
	return next.Ref(), nil
}

// ListsMissing is MissingLists for somebody who asks.
func (c *Room) ListsMissing(ctx context.Context, p casework.Principal) ([]int, error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return nil, err
	}
	return c.MissingLists(ctx, c.Now())
}

// MissingLists are the years whose list of days off is not there and should be:
// this one, and from 1 November on the next. Empty where the calendar for everybody
// is complete in itself.
func (c *Room) MissingLists(ctx context.Context, now time.Time) ([]int, error) {
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("missing lists: %w", err)
	}
	spec := published(versions, National).Spec
	cal, err := calendar.New(spec)
	if err != nil {
		return nil, fmt.Errorf("missing lists: %w", err)
	}
	return almanac.Missing(spec, now.In(cal.Location())), nil
}
