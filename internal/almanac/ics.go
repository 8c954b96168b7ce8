package almanac

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/shixian/shixian/internal/casework"
)

// longest bounds one event and one recurrence: a list is for one year.
const longest = 366

// compactDate is how iCalendar writes a date.
const compactDate = "20060102"

// readICS reads all-day events. Each must say whether it is off or worked: by
// CATEGORIES (off, work), by Apple's X-APPLE-SPECIAL-DAY, or by a summary in one of
// the forms that published lists use. A recurrence is followed where it is daily or
// weekly and its end is given, and refused otherwise.
func (l *list) readICS(raw []byte) error {
	cal, err := ics.ParseCalendar(bytes.NewReader(raw))
	if err != nil || !bytes.HasSuffix(bytes.TrimSpace(raw), []byte("END:VCALENDAR")) { // cut short is not a list
		return refuse(casework.BadList, "list", "not iCalendar")
	}
	events := cal.Events()
	if len(events) > maxEvents {
		return refuse(casework.TooLarge, "list", "over %d events", maxEvents)
	}
	spelled := 0
	for i, e := range events {
		if value(e, ics.ComponentPropertyStatus) == "CANCELLED" {
			continue
		}
		where := at("event", i)
		dates, err := datesOf(where, e)
		if err != nil {
			return err
		}
		if spelled += len(dates); spelled > maxDays {
			return refuse(casework.TooLarge, where, "over %d days", maxDays)
		}
		d, err := kindOf(where, e)
		if err != nil {
			return err
		}
		for _, date := range dates {
			if err := l.add(where, date, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// value is a property's text, "" where the event has none.
func value(e *ics.VEvent, p ics.ComponentProperty) string {
	if got := e.GetProperty(p); got != nil {
		return strings.TrimSpace(got.Value)
	}
	return ""
}

// kindOf tells whether an event is a day off or a make-up day. One that does not
// say is refused: feeds list festivals on which everybody works, and people's own
// calendars are full of 午休 and 夜班.
func kindOf(where string, e *ics.VEvent) (day, error) {
	name, said := nameOf(ics.FromText(value(e, ics.ComponentPropertySummary)))
	d := day{name: name}
	special := strings.ToUpper(value(e, "X-APPLE-SPECIAL-DAY"))
	category := strings.ToLower(value(e, ics.ComponentPropertyCategories))
	switch {
	case category == "off" || category == "work":
		d.work = category == "work"
	case special == "WORK-HOLIDAY" || special == "ALTERNATE-WORKDAY":
		d.work = special == "ALTERNATE-WORKDAY"
	case said == "":
		return d, refuse(casework.SummaryUnknown, where, "")
	default:
		d.work = words[said]
	}
	return d, nil
}

// Summaries as the published lists write them: a festival of the law, then what its
// day is. 春节 休, 国庆节（班）, 元旦 假期 第1天/共3天, 上班(补春节假期). Whatever
// else ends in 休 or 班 is somebody's own affair.
var (
	festivals = either("元旦", "新年", "春节", "除夕", "清明", "清明节", "劳动节", "五一", "五一劳动节", "国际劳动节",
		"端午", "端午节", "中秋", "中秋节", "国庆", "国庆节")
	says    = map[string]string{"休": "休", "休息": "休", "放假": "休", "假期": "休", "班": "班", "补班": "班", "上班": "班"}
	named   = "(" + festivals + "(?:[" + "、和" + " ]" + festivals + ")*)"
	count   = "(?: " + "第" + `\d+` + "天/共" + `\d+` + "天" + ")?$"
	summary = regexp.MustCompile("^" + named + ` ?\(?` + "(" + either(slices.Sorted(maps.Keys(says))...) + ")" + `\)?` + count)
	madeUp  = regexp.MustCompile("^(" + either("上班", "补班") + `) ?\(` + "补" + named + either("假期", "放假", "") + `\)$`)
	narrow  = strings.NewReplacer("（", "(", "）", ")")
)

func either(words ...string) string { return "(?:" + strings.Join(words, "|") + ")" }

// nameOf takes a summary apart: 国庆节（休） is 国庆节 and 休. said is empty where it
// is in no form a published list uses.
func nameOf(text string) (name, said string) {
	text = strings.TrimSpace(narrow.Replace(text))
	if m := summary.FindStringSubmatch(text); m != nil {
		return m[1], says[m[2]]
	}
	if m := madeUp.FindStringSubmatch(text); m != nil {
		return m[2], says[m[1]]
	}
	own := " " + text // as writeICS has it: what the day is called, if anything, and the word
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(own, " 休"), " 班")), ""
}

// datesOf spells out the days of an event.
func datesOf(where string, e *ics.VEvent) ([]string, error) {
	for _, p := range []ics.ComponentProperty{"RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "DURATION"} {
		if e.HasProperty(p) {
			return nil, refuse(casework.BadList, where, "%s is not followed: list the days", p)
		}
	}
	first, ok := civil(value(e, ics.ComponentPropertyDtStart))
	if !ok {
		return nil, refuse(casework.BadList, where, "DTSTART is no whole day")
	}
	days := 1
	if e.HasProperty(ics.ComponentPropertyDtEnd) {
		end, ok := civil(value(e, ics.ComponentPropertyDtEnd)) // the day after the last
		if !ok || end.Before(first) {
			return nil, refuse(casework.BadList, where, "DTEND is no whole day after DTSTART")
		}
		days = max(1, daysBetween(first, end))
	}
	if days > longest {
		return nil, refuse(casework.TooLarge, where, "longer than a year")
	}
	starts := []time.Time{first}
	if rules := e.GetProperties(ics.ComponentPropertyRrule); len(rules) > 0 {
		r, err := readRule(where, first, rules)
		if err != nil {
			return nil, err
		}
		starts = r.starts(first)
	}
	if len(starts)*days > maxDays {
		return nil, refuse(casework.TooLarge, where, "over %d days", maxDays)
	}
	var dates []string
	for _, start := range starts {
		for i := range days {
			dates = append(dates, start.AddDate(0, 0, i).Format(time.DateOnly))
		}
	}
	return dates, nil
}

// civil reads a date without a time of day.
func civil(s string) (time.Time, bool) {
	t, err := time.Parse(compactDate, s)
	return t, err == nil && len(s) == len(compactDate)
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }

// rule is a recurrence whose end is known.
type rule struct {
	every int // days
	count int
}

// readRule accepts FREQ=DAILY or WEEKLY with COUNT or UNTIL, and INTERVAL.
// Everything else would need somebody to decide which years it means.
func readRule(where string, first time.Time, rules []*ics.IANAProperty) (rule, error) {
	parts := map[string]string{}
	for part := range strings.SplitSeq(strings.ToUpper(rules[0].Value), ";") {
		name, text, _ := strings.Cut(part, "=")
		if parts[name] != "" || !slices.Contains([]string{"FREQ", "COUNT", "UNTIL", "INTERVAL"}, name) {
			return rule{}, refuse(casework.BadList, where, "RRULE: only FREQ, COUNT, UNTIL and INTERVAL, once each")
		}
		parts[name] = text
	}
	r := rule{every: map[string]int{"DAILY": 1, "WEEKLY": 7}[parts["FREQ"]], count: 1}
	if r.every == 0 || len(rules) > 1 {
		return r, refuse(casework.BadList, where, "RRULE: one, daily or weekly")
	}
	if text, ok := parts["INTERVAL"]; ok {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > longest {
			return r, refuse(casework.BadList, where, "RRULE: INTERVAL")
		}
		r.every *= n
	}
	until, isDate := civil(parts["UNTIL"])
	count, err := strconv.Atoi(parts["COUNT"])
	switch {
	case isDate && parts["COUNT"] == "" && !until.Before(first):
		r.count = daysBetween(first, until)/r.every + 1
	case err == nil && count > 0 && parts["UNTIL"] == "":
		r.count = count
	default:
		return r, refuse(casework.BadList, where, "RRULE without an end: want COUNT or UNTIL as a date")
	}
	if r.count > longest || r.count*r.every > 2*longest {
		return r, refuse(casework.TooLarge, where, "RRULE goes on for more than a year")
	}
	return r, nil
}

func (r rule) starts(first time.Time) []time.Time {
	out := make([]time.Time, 0, r.count)
	for i := range r.count {
		out = append(out, first.AddDate(0, 0, i*r.every))
	}
	return out
}
