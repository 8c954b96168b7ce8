package rulebook

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// listed lays a list over the published version of its calendar, never over
// another draft: a wrong draft spoils nothing but itself.
func (c *Room) listed(versions []CalendarVersion, in CalendarImport) (CalendarVersion, error) {
	next := following(versions, in.Unit)
	next.Year = in.Year
	over, err := c.layer(in, published(versions, National).Spec, next.Names)
	if err != nil {
		return next, err
	}
	return c.upon(versions, next, over)
}

// changed lays single days over the published version of a calendar.
func (c *Room) changed(versions []CalendarVersion, in CalendarDays) (CalendarVersion, error) {
	next := following(versions, in.Unit)
	if err := c.Rules.Law.Change(in.Days, in.Unit == ""); err != nil {
		return next, err
	}
	for _, d := range in.Days {
		delete(next.Names, d.Date)
		if d.Name != "" {
			next.Names[d.Date] = d.Name
		}
	}
	return c.upon(versions, next, func(base calendar.Spec) calendar.Spec { return almanac.Set(base, in.Days) })
}

// following is the next version of a calendar, before it says anything.
func following(versions []CalendarVersion, unit string) CalendarVersion {
	next := CalendarVersion{ID: National, Unit: unit, Names: map[string]string{}}
	if unit != "" {
		next.ID = National + "/" + unit
	}
	now := published(versions, next.ID)
	next.Version, next.BuiltOn = newestOf(versions, next.ID).Version+1, now.Version
	maps.Copy(next.Names, now.Names)
	return next
}

// upon lays days over what is published: the calendar for everybody, or a unit's own
// days, which then lie upon it. In years nobody announced the days off by law stay
// off.
func (c *Room) upon(versions []CalendarVersion, next CalendarVersion, over func(calendar.Spec) calendar.Spec) (CalendarVersion, error) {
	now, base := published(versions, next.ID), published(versions, National)
	switch {
	case next.Unit == "":
		next.Spec = c.Rules.Law.Upon(over(now.Spec))
	case slices.ContainsFunc(versions, func(v CalendarVersion) bool {
		return v.ID == National && waits(v) && !outdated(versions, v)
	}):
		return next, casework.FieldError(casework.DraftWaiting, "unit", "")
	default:
		local := calendar.Spec{}
		if now.Local != nil {
			local = *now.Local
		}
		local = over(local)
		next.Base, next.Local, next.Spec = base.Ref(), &local, almanac.Normal(base.Spec.Override(local))
	}
	if _, err := calendar.New(next.Spec); err != nil {
		return next, refusedCalendar(err)
	}
	next.Years = next.Spec.Years
	return next, nil
}

// layer reads what was brought and answers how it lies over a calendar.
func (c *Room) layer(in CalendarImport, national calendar.Spec, names map[string]string) (func(calendar.Spec) calendar.Spec, error) {
	if in.Year == 0 {
		if in.Format != almanac.JSON {
			return nil, casework.FieldError(casework.Invalid, "year", "required")
		}
		whole, err := almanac.ParseWhole(in.List)
		if err != nil {
			return nil, refusedCalendar(err)
		}
		return func(calendar.Spec) calendar.Spec { return whole }, nil
	}
	list, err := c.read(in, national)
	if err != nil {
		return nil, err
	}
	beside := in.Unit != "" || in.Partial
	if !beside {
		maps.DeleteFunc(names, func(date, _ string) bool { return strings.HasPrefix(date, fmt.Sprint(in.Year, "-")) })
	}
	maps.Copy(names, list.Names)
	return func(base calendar.Spec) calendar.Spec {
		if beside {
			return list.Beside(base)
		}
		return list.Onto(base, in.Source)
	}, nil
}

// read holds a list for everybody against the law; a unit's own days may be
// anything.
func (c *Room) read(in CalendarImport, national calendar.Spec) (almanac.List, error) {
	switch {
	case in.Unit != "":
		return almanac.Parse(in.Format, in.Year, in.List)
	case in.Partial && (len(national.Years) == 0 || slices.Contains(national.Years, in.Year)):
		return almanac.List{}, casework.FieldError(casework.ListLoaded, "year", "")
	}
	return c.Rules.Law.Read(in.Format, in.Year, in.List, in.Partial)
}

// derive lays the published days of every unit upon a new calendar for everybody,
// so that no unit stays behind on last year's list.
func derive(versions []CalendarVersion, next CalendarVersion) ([]CalendarVersion, error) {
	if next.Unit != "" {
		return nil, nil
	}
	var out []CalendarVersion
	for _, id := range ids(versions) {
		v := published(versions, id)
		if v.Local == nil {
			continue
		}
		v.BuiltOn, v.Version = v.Version, newestOf(versions, id).Version+1
		v.Base, v.Year, v.Spec = next.Ref(), 0, almanac.Normal(next.Spec.Override(*v.Local))
		v.Source, v.SHA256, v.ImportedBy, v.Imported, v.From = next.Source, "", next.ImportedBy, next.Imported, next.From
		v.Published, v.PublishBy, v.Years = nil, "", v.Spec.Years
		if _, err := calendar.New(v.Spec); err != nil {
			return nil, fmt.Errorf("%s upon %s: %w", v.Ref(), next.Ref(), refusedCalendar(err))
		}
		out = append(out, v)
	}
	return out, nil
}

// derivedFrom tells a unit's calendar that was laid upon a version for everybody by
// that version's draft, and not by anything the unit brought.
func (v CalendarVersion) derivedFrom(ref string) bool {
	return v.Unit != "" && v.Base == ref && v.SHA256 == ""
}

// publishing lists what a version puts in force: itself and the units' calendars
// that lie upon it. Each draft among them is judged against what is published of
// its own calendar.
func publishing(versions []CalendarVersion, ref string) ([]string, error) {
	v, err := find(versions, ref)
	if err == nil {
		err = publishable(versions, v)
	}
	if err != nil {
		return nil, err
	}
	refs := []string{ref}
	for _, id := range ids(versions) {
		unit := published(versions, id)
		for _, d := range versions {
			if d.ID == id && d.derivedFrom(ref) && waits(d) {
				unit = d
			}
		}
		if unit.Unit == "" || unit.Base != ref {
			continue
		}
		if err := publishable(versions, unit); err != nil {
			return nil, err
		}
		refs = append(refs, unit.Ref())
	}
	return refs, nil
}

// publishable: a draft upon the published version, or the published version itself.
func publishable(versions []CalendarVersion, v CalendarVersion) error {
	switch {
	case v.Discarded != nil:
		return casework.FieldError(casework.DraftDiscarded, "calendar", "")
	case v.Published == nil && outdated(versions, v):
		return casework.FieldError(casework.DraftOutdated, "calendar", "")
	case v.Published != nil && published(versions, v.ID).Version != v.Version:
		return casework.FieldError(casework.NotNewest, "calendar", "")
	}
	return nil
}

// outdated tells a draft made upon a version that is no longer the published one.
func outdated(versions []CalendarVersion, v CalendarVersion) bool {
	return v.BuiltOn != published(versions, v.ID).Version
}

// difference is what a version says otherwise than the published one of its
// calendar; a unit's first, than the one for everybody.
func difference(versions []CalendarVersion, v CalendarVersion) *almanac.Difference {
	now := published(versions, v.ID)
	if now.Version == 0 {
		now = published(versions, National)
	}
	d := almanac.Diff(now.Spec, v.Spec, v.Names)
	return &d
}

// said finds the published version, or a draft that may still be published, which
// says the same.
func said(versions []CalendarVersion, next CalendarVersion) (CalendarVersion, bool) {
	for _, v := range versions {
		current := v.Published != nil && v.Version == published(versions, v.ID).Version || waits(v) && !outdated(versions, v)
		if v.ID == next.ID && current && v.Base == next.Base && almanac.Same(v.Spec, next.Spec) {
			return v, true
		}
	}
	return next, false
}

func find(versions []CalendarVersion, ref string) (CalendarVersion, error) {
	i := slices.IndexFunc(versions, func(v CalendarVersion) bool { return v.Ref() == ref })
	if i < 0 {
		return CalendarVersion{}, casework.FieldError(casework.NotFound, "calendar", "")
	}
	return versions[i], nil
}

// newestOf is the latest version of a calendar, whatever became of it; its Version
// is 0 where there is none.
func newestOf(versions []CalendarVersion, id string) (newest CalendarVersion) {
	for _, v := range versions {
		if v.ID == id && v.Version > newest.Version {
			newest = v
		}
	}
	return newest
}

// published is the newest published version of a calendar; its Version is 0 where
// there is none.
func published(versions []CalendarVersion, id string) CalendarVersion {
	return newestOf(slices.DeleteFunc(slices.Clone(versions), func(v CalendarVersion) bool { return v.Published == nil }), id)
}

// waits tells a draft: neither published nor given up.
func waits(v CalendarVersion) bool { return v.Published == nil && v.Discarded == nil }

func ids(versions []CalendarVersion) []string {
	out := make([]string, len(versions))
	for i, v := range versions {
		out[i] = v.ID
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// refusedCalendar turns a refusal of package calendar into ours.
func refusedCalendar(err error) error {
	var refused *calendar.Error
	if !errors.As(err, &refused) {
		return err
	}
	code := casework.BadList
	if refused.Code == calendar.DayClash {
		code = casework.DayClash
	}
	return &casework.Error{Code: code, Field: refused.Field, Rule: string(refused.Code), Note: refused.Reason}
}
