package rulebook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// ImportCalendar makes the next version of a calendar out of a list, as a draft
// upon what is published. What the published version or a waiting draft says
// already is answered with Same and changes nothing. Refusals: those of package
// almanac, ListLoaded, DraftWaiting, Forbidden, Invalid.
func (c *Room) ImportCalendar(ctx context.Context, p casework.Principal, in CalendarImport) (Imported, error) {
	return c.draftCalendar(ctx, p, in.Unit, brought{in.List, in.Source, in.From, in.Dry}, func(versions []CalendarVersion) (CalendarVersion, error) {
		return c.listed(versions, in)
	})
}

// ChangeDays makes the next version out of single days, as a draft upon what is
// published; no other day changes. Refusals: EmptyList, BadList, DayClash,
// LegalWorked, TooLarge, DraftWaiting, Forbidden, Invalid.
func (c *Room) ChangeDays(ctx context.Context, p casework.Principal, in CalendarDays) (Imported, error) {
	text, err := json.Marshal(in.Days)
	if err != nil {
		return Imported{}, fmt.Errorf("change days: %w", err)
	}
	return c.draftCalendar(ctx, p, in.Unit, brought{text, in.Source, in.From, in.Dry}, func(versions []CalendarVersion) (CalendarVersion, error) {
		return c.changed(versions, in)
	})
}

// brought is what every draft is made of, whichever way it came.
type brought struct {
	text   []byte
	source string
	from   time.Time
	dry    bool
}

// draftCalendar keeps what next makes of the versions there are.
func (c *Room) draftCalendar(
	ctx context.Context, p casework.Principal, unit string, in brought, next func([]CalendarVersion) (CalendarVersion, error),
) (Imported, error) {
	if err := c.Installation(ctx, p, access.CalendarImport); err != nil {
		return Imported{}, err
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Imported{}, fmt.Errorf("draft calendar: %w", err)
	}
	if unit != "" && !slices.ContainsFunc(office.Units, func(u casework.Unit) bool { return u.ID == unit }) {
		return Imported{}, casework.FieldError(casework.Invalid, "unit", "")
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return Imported{}, fmt.Errorf("draft calendar: %w", err)
	}
	v, err := next(versions)
	if err != nil {
		return Imported{}, err
	}
	if same, ok := said(versions, v); ok {
		return Imported{CalendarVersion: same, Same: true}, nil
	}
	sum := sha256.Sum256(in.text)
	v.Source, v.SHA256 = in.source, hex.EncodeToString(sum[:])
	v.ImportedBy, v.Imported, v.From = p.Person, c.Now(), in.from
	if v.From.IsZero() {
		v.From = v.Imported
	}
	out, derived, err := derived(versions, v)
	if err != nil || in.dry {
		out.Dry = in.dry
		return out, err
	}
	if err := c.own.AddCalendars(ctx, append([]CalendarVersion{v}, derived...)); err != nil {
		return Imported{}, fmt.Errorf("keep calendar %s: %w", v.Ref(), err)
	}
	return out, c.Audit(ctx, p, access.CalendarImport, v.Ref())
}

// derived answers a draft with what it changes, and the units' calendars laid upon it.
func derived(versions []CalendarVersion, v CalendarVersion) (Imported, []CalendarVersion, error) {
	units, err := derive(versions, v)
	if err != nil {
		return Imported{}, nil, err
	}
	v.Difference = difference(versions, v)
	out := Imported{CalendarVersion: v}
	for _, d := range units {
		out.Derived = append(out.Derived, d.Ref())
	}
	return out, units, nil
}

// PublishCalendar puts a draft in force for new cases; open cases keep theirs
// until a recount. A draft is judged against what is published: DraftOutdated where
// that has moved since it was made, SecondPerson to whoever brought it.
func (c *Room) PublishCalendar(ctx context.Context, p casework.Principal, ref string) error {
	if err := c.Installation(ctx, p, access.CalendarPublish); err != nil {
		return err
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return fmt.Errorf("publish %s: %w", ref, err)
	}
	refs, err := publishing(versions, ref)
	if err != nil {
		return err
	}
	if err := c.byTwo(ctx, p, versions, refs); err != nil {
		return err
	}
	if err := c.own.PublishCalendars(ctx, p.Person, refs); err != nil {
		return fmt.Errorf("publish %s: %w", ref, err)
	}
	return c.Audit(ctx, p, access.CalendarPublish, ref)
}

// DiscardCalendar gives a draft up, and the units' calendars that lie upon it.
// NoDraft where it is published, DraftDiscarded the second time.
func (c *Room) DiscardCalendar(ctx context.Context, p casework.Principal, ref string) error {
	if err := c.Installation(ctx, p, access.CalendarDiscard); err != nil {
		return err
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return fmt.Errorf("discard %s: %w", ref, err)
	}
	v, err := find(versions, ref)
	switch {
	case err != nil:
		return err
	case v.Published != nil:
		return casework.FieldError(casework.NoDraft, "calendar", "")
	case v.Discarded != nil:
		return casework.FieldError(casework.DraftDiscarded, "calendar", "")
	}
	refs := []string{ref}
	for _, d := range versions {
		if d.derivedFrom(ref) && waits(d) {
			refs = append(refs, d.Ref())
		}
	}
	if err := c.own.DiscardCalendars(ctx, p.Person, refs); err != nil {
		return fmt.Errorf("discard %s: %w", ref, err)
	}
	return c.Audit(ctx, p, access.CalendarDiscard, ref)
}
