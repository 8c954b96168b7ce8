package calendar

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// listedDay is one entry of off, work or half.
type listedDay struct {
	day   int
	why   Why
	field string
	segs  []segment // half days only
}

// list lays the days off, make-up days and half days over the pattern.
func (c *Calendar) list(spec Spec, weeks []week, holds *[monthDays]int16) error {
	days, err := readDays(spec)
	if err != nil || len(days) == 0 {
		return err
	}
	first, _ := place(days[0].day)
	last, _ := place(days[len(days)-1].day)
	c.firstListed, c.listed = first, make([]*year, last-first+1)
	for _, d := range days {
		y, i := place(d.day)
		slot := &c.listed[y-first]
		if *slot == nil {
			table := c.plain[yearKind(y)]
			*slot = &table
		}
		_, m, dom := civil(d.day)
		if err := c.lay(d, &(*slot).hours[i], &weeks[holds[monthDay(m, dom)]]); err != nil {
			return err
		}
	}
	for _, table := range c.listed {
		if table != nil {
			table.index()
		}
	}
	return nil
}

// lay gives one listed day its hours; inForce is the week of its season.
func (c *Calendar) lay(d listedDay, hours *int32, inForce *week) error {
	switch {
	case d.why == DayOff:
		*hours = closed
	case d.why == MakeUp && *hours != closed:
		return nil // an ordinary working day, listed for good measure
	case d.why == MakeUp:
		*hours = c.addHours(inForce.makeUp(weekdayOf(d.day)))
	case *hours == closed:
		return refuse(d.field, DayClash, "a half day must be a working day, or listed under work")
	default:
		*hours = c.addHours(d.segs)
	}
	c.marks[d.day] = d.why
	return nil
}

// readDays returns the listed days by date, those of one date in the order off,
// work, half, and refuses a day both off and worked.
func readDays(spec Spec) ([]listedDay, error) {
	var days []listedDay
	for _, list := range []struct {
		name  string
		why   Why
		dates []string
	}{{"off", DayOff, spec.Off}, {"work", MakeUp, spec.Work}} {
		for i, date := range list.dates {
			d, err := readDay(fmt.Sprintf("%s[%d]", list.name, i), date)
			if err != nil {
				return nil, err
			}
			d.why = list.why
			days = append(days, d)
		}
	}
	for _, date := range slices.Sorted(maps.Keys(spec.Half)) {
		d, err := readHalf("half."+clip(date), date, spec.Half[date])
		if err != nil {
			return nil, err
		}
		days = append(days, d)
	}
	slices.SortStableFunc(days, func(a, b listedDay) int { return cmp.Compare(a.day, b.day) })
	for i := 1; i < len(days); i++ {
		if a, b := days[i-1], days[i]; a.day == b.day && a.why == DayOff && b.why != DayOff {
			return nil, refuse(b.field, DayClash, "%s is both off and worked", dateName(b.day))
		}
	}
	return days, nil
}

func readHalf(field, date string, spans []Span) (listedDay, error) {
	d, err := readDay(field, date)
	if err != nil {
		return d, err
	}
	d.why = HalfDay
	if d.segs, err = readSpans(field, spans); err == nil && len(d.segs) == 0 {
		err = refuse(field, NoHours, "a half day needs hours")
	}
	return d, err
}

func readDay(field, date string) (listedDay, error) {
	day, ok := parseDate(date)
	if !ok {
		return listedDay{}, refuse(field, BadDay, "%s is no date: want YYYY-MM-DD", quote(date))
	}
	return listedDay{day: day, field: field}, nil
}

// clip keeps a hostile key from filling the message.
func clip(s string) string { return s[:min(len(s), 10)] }
