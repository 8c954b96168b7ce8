package calendar

import (
	"fmt"
	"slices"
	"time"
)

// closed is the index of no hours at all.
const closed = 0

// Calendar is a Spec made ready for counting. It never changes.
type Calendar struct {
	zone        offsets     // to be copied, never used in place
	hours       [][]segment // distinct hours; [closed] is empty
	plain       [14]year    // by weekday of 1 January and leap
	listed      []*year     // years with listed days, from firstListed; others nil
	firstListed int
	marks       map[int]Why // listed days, for Explain
	announced   []int       // sorted; empty = every year
}

// New checks a Spec and prepares it. Each error is an *Error that names its
// field: an unknown zone, hours that overlap or run backward, an office never
// open, a date that does not exist, a day both off and worked.
func New(spec Spec) (*Calendar, error) {
	loc, err := loadZone(spec.Zone)
	if err != nil {
		return nil, err
	}
	if spec.Week == nil {
		spec.Week = DefaultWeek()
	}
	base, err := readWeek("week", spec.Week)
	if err != nil {
		return nil, err
	}
	weeks, holds, err := readSeasons(base, spec.Seasons)
	if err != nil {
		return nil, err
	}
	c := &Calendar{zone: newOffsets(loc), hours: [][]segment{nil}, marks: map[int]Why{}}
	c.layPattern(weeks, &holds)
	if c.announced, err = readYears(spec.Years); err != nil {
		return nil, err
	}
	if err := c.list(spec, weeks, &holds); err != nil {
		return nil, err
	}
	return c, nil
}

// loadZone refuses "Local": the same spec must count the same everywhere.
func loadZone(name string) (*time.Location, error) {
	if name == "" {
		name = "Asia/Shanghai"
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, refuse("zone", BadZone, "%s is no time zone: want an IANA name such as Asia/Shanghai", quote(name))
	}
	return loc, nil
}

func readYears(years []int) ([]int, error) {
	for i, y := range years {
		if y < firstYear || y > lastYear {
			return nil, refuse(fmt.Sprintf("years[%d]", i), BadDay, "%d is outside the years %d to %d", y, firstYear, lastYear)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(years))), nil
}

// layPattern fills the fourteen kinds of year.
func (c *Calendar) layPattern(weeks []week, holds *[monthDays]int16) {
	weekly := make([][7]int32, len(weeks))
	for i, w := range weeks {
		for d, segs := range w {
			if len(segs) > 0 {
				weekly[i][d] = c.addHours(segs)
			}
		}
	}
	for kind := range c.plain {
		c.plain[kind].fill(kind/2, kind%2 == 1, holds, weekly)
	}
}

func (c *Calendar) addHours(segs []segment) int32 {
	c.hours = append(c.hours, segs)
	return int32(len(c.hours) - 1)
}

// Location returns the calendar's zone.
func (c *Calendar) Location() *time.Location { return c.zone.loc }

// IsWorkingDay tells whether the civil day of t is worked.
func (c *Calendar) IsWorkingDay(t time.Time) bool {
	zone := c.zone
	return c.works(zone.day(t.UnixMicro()))
}

// Closing returns the close of business of the civil day of t, the end of its
// last segment; the zero Time on a day that is not worked.
func (c *Calendar) Closing(t time.Time) time.Time {
	zone := c.zone
	day := zone.day(t.UnixMicro())
	if !c.works(day) {
		return time.Time{}
	}
	return c.time(c.closing(&zone, day))
}

// Hours returns the office hours of the civil day of t, each from and to; none where it is
// not worked.
func (c *Calendar) Hours(t time.Time) (out [][2]time.Time) {
	zone := c.zone
	day := zone.day(t.UnixMicro())
	for _, s := range c.hours[c.hoursOf(day)] {
		out = append(out, [2]time.Time{c.time(zone.instant(day, s.from)), c.time(zone.instant(day, s.to))})
	}
	return out
}

// opening and closing are for working days only.
func (c *Calendar) opening(zone *offsets, day int) int64 {
	return zone.instant(day, c.hours[c.hoursOf(day)][0].from)
}

func (c *Calendar) closing(zone *offsets, day int) int64 {
	segs := c.hours[c.hoursOf(day)]
	return zone.instant(day, segs[len(segs)-1].to)
}

func (c *Calendar) time(instant int64) time.Time {
	return time.UnixMicro(instant).In(c.zone.loc)
}

// Listed tells whether the calendar names the years whose list is announced; one that
// names none is complete in itself.
func (c *Calendar) Listed() bool { return len(c.announced) > 0 }

// Announced tells whether the list of days off of a year is in.
func (c *Calendar) Announced(year int) bool {
	_, ok := slices.BinarySearch(c.announced, year)
	return ok
}

// provisional tells whether days from..to enter a year whose list is not
// announced.
func (c *Calendar) provisional(from, to int) bool {
	if !c.Listed() {
		return false
	}
	last, _ := place(to)
	for y, _ := place(from); y <= last; y++ {
		if !c.Announced(y) {
			return true
		}
	}
	return false
}
