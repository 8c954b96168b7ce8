package counter

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

// nextVersion lays a list over the newest version of its calendar, draft or not.
func nextVersion(versions []CalendarVersion, in CalendarImport) (next CalendarVersion, same bool, err error) {
	next = CalendarVersion{ID: National, Unit: in.Unit, Year: in.Year, Names: map[string]string{}}
	if in.Unit != "" {
		next.ID = National + "/" + in.Unit
	}
	newest := newestOf(versions, next.ID)
	next.Version = newest.Version + 1
	maps.Copy(next.Names, newest.Names)
	over, err := layer(in, next.Names)
	if err != nil {
		return next, false, err
	}
	if in.Unit == "" {
		next.Spec = over(newest.Spec, true)
	} else {
		base := newestOf(versions, National)
		if base.Published == nil {
			return next, false, casework.FieldError(casework.DraftWaiting, "unit", "")
		}
		local := calendar.Spec{}
		if newest.Local != nil {
			local = *newest.Local
		}
		local = over(local, false)
		next.Base, next.Local, next.Spec = base.Ref(), &local, almanac.Normal(base.Spec.Override(local))
	}
	if _, err := calendar.New(next.Spec); err != nil {
		return next, false, refusedCalendar(err)
	}
	next.Years = next.Spec.Years
	if newest.Version > 0 && almanac.Same(newest.Spec, next.Spec) && newest.Base == next.Base {
		return newest, true, nil
	}
	return next, false, nil
}

// layer reads what was brought and answers how it lies over a calendar.
func layer(in CalendarImport, names map[string]string) (func(base calendar.Spec, announces bool) calendar.Spec, error) {
	if in.Year == 0 {
		if in.Format != almanac.JSON {
			return nil, casework.FieldError(casework.Invalid, "year", "required")
		}
		whole, err := almanac.ParseWhole(in.List)
		if err != nil {
			return nil, refusedCalendar(err)
		}
		return func(calendar.Spec, bool) calendar.Spec { return whole }, nil
	}
	list, err := almanac.Parse(in.Format, in.Year, in.List)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(names, func(date, _ string) bool { return strings.HasPrefix(date, fmt.Sprint(in.Year, "-")) })
	maps.Copy(names, list.Names)
	return func(base calendar.Spec, announces bool) calendar.Spec {
		if announces {
			return list.Onto(base, in.Source)
		}
		return list.Over(base)
	}, nil
}

// derive lays the published days of every unit upon a new calendar for everybody,
// so that no unit stays behind on last year's list.
func derive(versions []CalendarVersion, next CalendarVersion) ([]CalendarVersion, error) {
	if next.Unit != "" {
		return nil, nil
	}
	var out []CalendarVersion
	for _, id := range ids(versions) {
		drafts := newestOf(versions, id).Version
		v := newestOf(slices.DeleteFunc(slices.Clone(versions), draft), id)
		if v.Local == nil {
			continue
		}
		v.Version = drafts + 1
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

// publishing lists what a version puts in force: itself and the units' calendars
// that lie upon it.
func publishing(versions []CalendarVersion, ref string) ([]string, error) {
	v, err := find(versions, ref)
	if err != nil {
		return nil, err
	}
	if newestOf(versions, v.ID).Version != v.Version {
		return nil, casework.FieldError(casework.NotNewest, "calendar", "")
	}
	refs := []string{ref}
	for _, id := range ids(versions) {
		if unit := newestOf(versions, id); unit.Base == ref {
			refs = append(refs, unit.Ref())
		}
	}
	return refs, nil
}

func find(versions []CalendarVersion, ref string) (CalendarVersion, error) {
	i := slices.IndexFunc(versions, func(v CalendarVersion) bool { return v.Ref() == ref })
	if i < 0 {
		return CalendarVersion{}, casework.FieldError(casework.NotFound, "calendar", "")
	}
	return versions[i], nil
}

// newestOf is the latest version of a calendar; its Version is 0 where there is none.
func newestOf(versions []CalendarVersion, id string) (newest CalendarVersion) {
	for _, v := range versions {
		if v.ID == id && v.Version > newest.Version {
			newest = v
		}
	}
	return newest
}

func draft(v CalendarVersion) bool { return v.Published == nil }

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
