package almanac

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Onto lays a year's whole list over a calendar: the days of that year are the
// list's alone, those of the December before are corrected where the list names
// them, all others stay. The year counts as announced from now on, with its
// source.
func (l List) Onto(base calendar.Spec, source string) calendar.Spec {
	year := strconv.Itoa(l.Year)
	out := l.over(base, func(d string) bool { return len(d) > 4 && d[:4] == year })
	if len(base.Years) > 0 {
		out.Years = append(slices.Clone(out.Years), l.Year)
	}
	if source != "" {
		out.Source = withSource(base.Source, l.Year, source)
	}
	return Normal(out)
}

// Beside lays days beside those a calendar holds: part of a list, a unit's own
// days. No day but those named changes, and no year counts as announced.
func (l List) Beside(base calendar.Spec) calendar.Spec {
	return Normal(l.over(base, func(string) bool { return false }))
}

// over puts the list's days in place of those it names and of those it replaces.
func (l List) over(base calendar.Spec, replaces func(date string) bool) calendar.Spec {
	replaced := func(d string) bool {
		_, half := l.Half[d]
		return half || replaces(d) || slices.Contains(l.Off, d) || slices.Contains(l.Work, d)
	}
	out := base
	out.Off = slices.Concat(slices.DeleteFunc(slices.Clone(base.Off), replaced), l.Off)
	out.Work = slices.Concat(slices.DeleteFunc(slices.Clone(base.Work), replaced), l.Work)
	out.Half = maps.Clone(base.Half)
	maps.DeleteFunc(out.Half, func(d string, _ []calendar.Span) bool { return replaced(d) })
	if out.Half == nil {
		out.Half = map[string][]calendar.Span{}
	}
	maps.Copy(out.Half, l.Half)
	return out
}

func withSource(sources map[string]string, year int, source string) map[string]string {
	out := maps.Clone(sources)
	if out == nil {
		out = map[string]string{}
	}
	out[strconv.Itoa(year)] = source
	return out
}

// Normal writes a calendar in the one way in which equal ones look alike.
func Normal(s calendar.Spec) calendar.Spec {
	s.Off, s.Work, s.Years = sorted(s.Off), sorted(s.Work), sorted(s.Years)
	if len(s.Half) == 0 {
		s.Half = nil
	}
	if len(s.Source) == 0 {
		s.Source = nil
	}
	return s
}

func sorted[T cmp.Ordered](in []T) []T {
	return slices.Compact(slices.Sorted(slices.Values(in)))
}

// Same tells whether two calendars count alike, whoever they quote.
func Same(a, b calendar.Spec) bool {
	a, b = Normal(a), Normal(b)
	a.Source, b.Source = nil, nil
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// ParseWhole reads a calendar written down whole: zone, hours, seasons and days.
// The refusal names the field, as package calendar does.
func ParseWhole(raw []byte) (calendar.Spec, error) {
	if len(raw) > MaxBytes {
		return calendar.Spec{}, refuse(casework.TooLarge, "list", "%d bytes", len(raw))
	}
	s, err := calendar.ParseSpec(raw)
	if err != nil {
		return s, err
	}
	if len(s.Off)+len(s.Work)+len(s.Half) > maxDays || len(s.Years) > 200 || len(s.Seasons) > 366 {
		return s, refuse(casework.TooLarge, "list", "over %d days", maxDays)
	}
	return Normal(s), nil
}

// WriteWhole is the inverse of ParseWhole.
func WriteWhole(s calendar.Spec) ([]byte, error) {
	raw, err := json.MarshalIndent(Normal(s), "", "  ")
	return append(raw, '\n'), err
}

// OfYear picks one year's list out of a calendar; 0 picks every listed day.
func OfYear(s calendar.Spec, year int, names map[string]string) List {
	other := func(d string) bool { return year != 0 && (len(d) < 4 || d[:4] != strconv.Itoa(year)) }
	l := List{
		Year: year, Off: slices.DeleteFunc(sorted(s.Off), other), Work: slices.DeleteFunc(sorted(s.Work), other),
		Half: maps.Clone(s.Half), Names: map[string]string{},
	}
	maps.DeleteFunc(l.Half, func(d string, _ []calendar.Span) bool { return other(d) })
	for _, d := range slices.Concat(l.Off, l.Work) {
		if names[d] != "" {
			l.Names[d] = names[d]
		}
	}
	return l
}
