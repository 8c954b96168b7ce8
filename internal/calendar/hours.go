package calendar

import (
	"fmt"
	"maps"
	"slices"
)

// weekdays in the order of a week's hours; Monday first.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// segment is a stretch of office hours in seconds after midnight by the wall.
type segment struct{ from, to int32 }

// week holds one weekday's segments each, Monday first, closed days empty.
type week [7][]segment

// readWeek checks a week; one without any hours is refused.
func readWeek(field string, spec map[string][]Span) (week, error) {
	var w week
	open := false
	for _, name := range slices.Sorted(maps.Keys(spec)) { // the same error every time
		if !slices.Contains(weekdays, name) {
			return w, refuse(field, BadDay, "%s is no weekday: want mon, tue, wed, thu, fri, sat or sun", quote(name))
		}
	}
	for i, name := range weekdays {
		segs, err := readSpans(field+"."+name, spec[name])
		if err != nil {
			return w, err
		}
		w[i] = segs
		open = open || len(segs) > 0
	}
	if !open {
		return w, refuse(field, NoHours, "the office is never open")
	}
	return w, nil
}

// makeUp returns the hours of a make-up day: its weekday's, else Monday's,
// else the first day's that has any.
func (w *week) makeUp(weekday int) []segment {
	if len(w[weekday]) > 0 {
		return w[weekday]
	}
	for _, segs := range w {
		if len(segs) > 0 {
			return segs
		}
	}
	return nil
}

// readSpans returns segments in order of the day.
func readSpans(field string, spans []Span) ([]segment, error) {
	segs := make([]segment, 0, len(spans))
	for i, span := range spans {
		from, err := readClock(fmt.Sprintf("%s[%d]", field, i), span.From)
		if err != nil {
			return nil, err
		}
		to, err := readClock(fmt.Sprintf("%s[%d]", field, i), span.To)
		if err != nil {
			return nil, err
		}
		if to <= from {
			return nil, refuse(fmt.Sprintf("%s[%d]", field, i), BadHours, "closes at %s before it opens at %s", span.To, span.From)
		}
		segs = append(segs, segment{from, to})
	}
	slices.SortFunc(segs, func(a, b segment) int { return int(a.from - b.from) })
	for i := 1; i < len(segs); i++ {
		if segs[i].from < segs[i-1].to {
			return nil, refuse(field, BadHours, "hours overlap")
		}
	}
	return segs, nil
}

// readClock reads "HH:MM", 00:00 to 24:00, in seconds after midnight.
func readClock(field, s string) (int32, error) {
	if len(s) == 5 && s[2] == ':' {
		h, hok := twoDigits(s[:2])
		m, mok := twoDigits(s[3:])
		if hok && mok && m < 60 && h*60+m <= 24*60 {
			return int32(h*3600 + m*60), nil
		}
	}
	return 0, refuse(field, BadHours, "%s is no time of day: want HH:MM", quote(s))
}

func twoDigits(s string) (int, bool) {
	a, b := s[0]-'0', s[1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}

// readSeasons returns the weeks in force (0 is the year's, i is season i-1's)
// and which of them holds on each day, by monthDay.
func readSeasons(year week, seasons []Season) ([]week, [monthDays]int16, error) {
	weeks := []week{year}
	var holds [monthDays]int16
	for i, s := range seasons {
		field := fmt.Sprintf("seasons[%d]", i)
		w, err := readWeek(field+".week", s.Week)
		if err != nil {
			return nil, holds, err
		}
		weeks = append(weeks, w)
		from, err := readMonthDay(field+".from", s.From)
		if err != nil {
			return nil, holds, err
		}
		to, err := readMonthDay(field+".to", s.To)
		if err != nil {
			return nil, holds, err
		}
		for at := from; ; at = (at + 1) % monthDays {
			if holds[at] != 0 {
				return nil, holds, refuse(field, BadSeason, "overlaps seasons[%d]", holds[at]-1)
			}
			holds[at] = int16(i + 1)
			if at == to {
				break
			}
		}
	}
	return weeks, holds, nil
}

// monthDays numbers the days of any year by month and day, gaps included.
const monthDays = 12 * 32

func monthDay(month, day int) int { return (month-1)*32 + day }

// readMonthDay reads "MM-DD"; 02-29 is a day that most years lack.
func readMonthDay(field, s string) (int, error) {
	day, ok := parseDate("2000-" + s) // a leap year
	if !ok {
		return 0, refuse(field, BadDay, "%s is no day of the year: want MM-DD", quote(s))
	}
	_, m, d := civil(day)
	return monthDay(m, d), nil
}
