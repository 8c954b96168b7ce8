package almanac_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// event is a whole-day event of an iCalendar list.
func event(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:x\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

func feed(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func TestParse(t *testing.T) {
	t.Parallel()
	want := almanac.List{
		Year: 2027, Off: []string{"2027-01-01", "2027-10-01", "2027-10-02"}, Work: []string{"2026-12-27", "2027-10-09"},
		Half: map[string][]calendar.Span{}, Names: map[string]string{"2027-01-01": "元旦"},
	}
	for name, tt := range map[string]struct{ format, text string }{
		"csv": {almanac.CSV, "\ufeffdate,day,name\r\n2027-01-01,off,元旦\n2027-10-01,off\n2027-10-02, 休\n2026-12-27,work\n2027-10-09,班\n"},
		"csv without a header, a day twice": {
			almanac.CSV, "2027-10-09,work\n2027-10-09,work\n2027-01-01,off,元旦\n2027-10-01,off\n2027-10-02,off\n2026-12-27,work",
		},
		"json": {almanac.JSON, `{"year":2027,"off":["2027-10-02","2027-01-01","2027-10-01"],"work":["2026-12-27","2027-10-09"],"names":{"2027-01-01":"元旦"}}`},
		"icalendar": {almanac.ICS, feed(
			event("DTSTART;VALUE=DATE:20270101", "SUMMARY:元旦（休）"),
			event("DTSTART;VALUE=DATE:20271001", "DTEND;VALUE=DATE:20271003", "CATEGORIES:off"),
			event("DTSTART;VALUE=DATE:20261227", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"),
			event("DTSTART;VALUE=DATE:20271009", "SUMMARY:国庆节 班"),
			event("DTSTART;VALUE=DATE:20271010", "STATUS:CANCELLED", "SUMMARY:国庆节 休"),
		)},
		"icalendar that recurs": {almanac.ICS, feed(
			event("DTSTART;VALUE=DATE:20271001", "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:国庆节 休"),
			event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=WEEKLY;UNTIL=20270102", "SUMMARY:元旦 放假"),
			event("DTSTART;VALUE=DATE:20261227", "SUMMARY:上班(补元旦假期)"),
			event("DTSTART;VALUE=DATE:20271009", "SUMMARY:国庆节 补班 第1天/共1天"),
		)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := almanac.Parse(tt.format, 2027, []byte(tt.text))
			require.NoError(t, err)
			require.Equal(t, "元旦", got.Names["2027-01-01"])
			got.Names = want.Names // iCalendar has one for every day
			require.Equal(t, want, got)
		})
	}
}

// TestBadLists has a row for every list of the bad input.
func TestBadLists(t *testing.T) {
	t.Parallel()
	off := "SUMMARY:国庆节 休"
	many := strings.Repeat(event("DTSTART;VALUE=DATE:20270101", off), 2001)
	for name, tt := range map[string]struct {
		format, text string
		code         casework.Code
		field        string
	}{
		"empty":                       {almanac.CSV, "", casework.EmptyList, "list"},
		"only a header":               {almanac.CSV, "date,day\n", casework.EmptyList, "list"},
		"another year":                {almanac.CSV, "2027-01-01,off\n2026-10-01,off", casework.WrongYear, "line[2]"},
		"the year after":              {almanac.CSV, "2028-01-01,off", casework.WrongYear, "line[1]"},
		"only the December before":    {almanac.CSV, "2026-12-31,off", casework.WrongYear, "list"},
		"off and worked":              {almanac.CSV, "2027-01-01,off\n2027-01-01,work", casework.DayClash, "line[2]"},
		"no such day":                 {almanac.CSV, "2027-02-29,off", casework.BadList, "line[1]"},
		"a time of day":               {almanac.CSV, "2027-02-28T09:00,off", casework.BadList, "line[1]"},
		"neither":                     {almanac.CSV, "2027-01-01,maybe", casework.BadList, "line[1]"},
		"one column":                  {almanac.CSV, "2027-01-01", casework.BadList, "line[1]"},
		"open quote":                  {almanac.CSV, "2027-01-01,\"off", casework.BadList, "line[1]"},
		"long name":                   {almanac.CSV, "2027-01-01,off," + strings.Repeat("长", 101), casework.BadList, "line[1]"},
		"not text":                    {almanac.CSV, "2027-01-01,\xff", casework.BadList, "list"},
		"too large":                   {almanac.CSV, strings.Repeat("x", almanac.MaxBytes+1), casework.TooLarge, "list"},
		"unknown format":              {"xlsx", "", casework.Invalid, "format"},
		"not json":                    {almanac.JSON, "{", casework.BadList, "list"},
		"misspelt field":              {almanac.JSON, `{"offf":["2027-01-01"]}`, casework.BadList, "list"},
		"two values":                  {almanac.JSON, `{"off":["2027-01-01"]}{}`, casework.BadList, "list"},
		"json for another year":       {almanac.JSON, `{"year":2026,"off":["2027-01-01"]}`, casework.WrongYear, "year"},
		"json off and half":           {almanac.JSON, `{"off":["2027-01-04"],"half":{"2027-01-04":[["08:30","12:00"]]}}`, casework.DayClash, "half"},
		"json half without hours":     {almanac.JSON, `{"half":{"2027-01-04":[]}}`, casework.BadList, "half"},
		"json hours backward":         {almanac.JSON, `{"half":{"2027-01-04":[["12:00","08:30"]]}}`, casework.BadList, "list"},
		"json name of no day":         {almanac.JSON, `{"off":["2027-01-01"],"names":{"2027-01-02":"x"}}`, casework.BadList, "names"},
		"json bad day":                {almanac.JSON, `{"work":["2027-13-01"]}`, casework.BadList, "work[0]"},
		"not icalendar":               {almanac.ICS, "hello", casework.BadList, "list"},
		"icalendar cut short":         {almanac.ICS, strings.TrimSuffix(feed(event("DTSTART;VALUE=DATE:20270101", off)), "END:VCALENDAR\r\n"), casework.BadList, "list"},
		"a festival everybody works":  {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270601", "SUMMARY:儿童节")), casework.SummaryUnknown, "event[0]"},
		"a meeting":                   {almanac.ICS, feed(event("DTSTART:20270101T090000", off)), casework.BadList, "event[0]"},
		"ends before it begins":       {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270102", "DTEND;VALUE=DATE:20270101", off)), casework.BadList, "event[0]"},
		"a thousand years":            {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:30270101", off)), casework.TooLarge, "event[0]"},
		"too many events":             {almanac.ICS, feed(many), casework.TooLarge, "list"},
		"bomb: every second":          {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=SECONDLY;COUNT=2000000000", off)), casework.BadList, "event[0]"},
		"bomb: for ever":              {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY", off)), casework.BadList, "event[0]"},
		"bomb: a huge count":          {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY;COUNT=2000000000", off)), casework.TooLarge, "event[0]"},
		"bomb: until year 9999":       {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=WEEKLY;UNTIL=99991231", off)), casework.TooLarge, "event[0]"},
		"bomb: long events often":     {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20271231", "RRULE:FREQ=DAILY;COUNT=300", off)), casework.TooLarge, "event[0]"},
		"recurs into the next year":   {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20271231", "RRULE:FREQ=DAILY;COUNT=2", off)), casework.WrongYear, "event[0]"},
		"yearly":                      {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=YEARLY;COUNT=1", off)), casework.BadList, "event[0]"},
		"a rule we do not know":       {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY;COUNT=2;BYDAY=MO", off)), casework.BadList, "event[0]"},
		"count and until":             {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270102", off)), casework.BadList, "event[0]"},
		"interval of nothing":         {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=0", off)), casework.BadList, "event[0]"},
		"two rules":                   {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2", off)), casework.BadList, "event[0]"},
		"exceptions to a rule":        {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", "EXDATE:20270101", off)), casework.BadList, "event[0]"},
		"icalendar of another year":   {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20280101", off)), casework.WrongYear, "event[0]"},
		"icalendar off and worked":    {almanac.ICS, feed(event("DTSTART;VALUE=DATE:20270101", off), event("DTSTART;VALUE=DATE:20270101", "SUMMARY:国庆节 班")), casework.DayClash, "event[1]"},
		"icalendar without any event": {almanac.ICS, feed(), casework.EmptyList, "list"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			_, err := almanac.Parse(tt.format, 2027, []byte(tt.text))
			var refused *casework.Error
			require.ErrorAs(t, err, &refused)
			require.Equal(t, tt.code, refused.Code, refused)
			require.Equal(t, tt.field, refused.Field, refused)
			require.Less(t, time.Since(start), 5*time.Second, "a refusal costs nothing")
		})
	}
	_, err := almanac.Parse(almanac.CSV, 12027, nil)
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}

// TestNationalList reads the announced days 2018 to 2026 (国务院办公厅通知) year by
// year onto an empty calendar and gets the calendar this version carries.
func TestNationalList(t *testing.T) {
	t.Parallel()
	national, law := national(t), known(t)
	built := calendar.Spec{Zone: national.Zone, Week: national.Week, Years: []int{2017}}
	for year := 2018; year <= 2026; year++ {
		for _, format := range []string{almanac.CSV, almanac.JSON, almanac.ICS} {
			out, err := almanac.OfYear(national, year, map[string]string{fmt.Sprint(year, "-10-01"): "国庆节"}).Write(format, "cn@1", time.Unix(0, 0))
			require.NoError(t, err)
			list, err := law.Read(format, year, out, false)
			require.NoError(t, err, "%s", out)
			require.Equal(t, "国庆节", list.Names[fmt.Sprint(year, "-10-01")])
			built = list.Onto(built, "通知")
		}
	}
	built.Years = built.Years[1:]
	require.True(t, almanac.Same(national, built))
}

func TestOnto(t *testing.T) {
	t.Parallel()
	base := calendar.Spec{
		Off: []string{"2026-12-31", "2027-05-01", "2026-01-01"}, Work: []string{"2026-12-26", "2027-05-08"},
		Half: map[string][]calendar.Span{"2026-02-13": {{From: "08:30", To: "12:00"}}}, Years: []int{2026},
	}
	list, err := almanac.Parse(almanac.CSV, 2027, []byte("2027-01-01,off\n2026-12-31,work\n2026-12-26,off"))
	require.NoError(t, err)
	next := list.Onto(base, "gov.cn")
	require.Equal(t, []string{"2026-01-01", "2026-12-26", "2027-01-01"}, next.Off, "the year's days are replaced, December's corrected")
	require.Equal(t, []string{"2026-12-31"}, next.Work)
	require.Equal(t, []int{2026, 2027}, next.Years)
	require.Equal(t, map[string]string{"2027": "gov.cn"}, next.Source)
	require.Contains(t, next.Half, "2026-02-13")
	require.True(t, almanac.Same(next, list.Onto(next, "elsewhere")), "the same list again changes nothing")
	require.False(t, almanac.Same(base, next))
	require.Equal(t, []string{"2026-12-31", "2027-05-01", "2026-01-01"}, base.Off, "the base is left alone")
	require.Empty(t, list.Beside(calendar.Spec{}).Years, "a unit's days announce no year")
	require.Empty(t, list.Onto(calendar.Spec{}, "").Years, "a complete calendar stays complete")
}

func TestHalfDays(t *testing.T) {
	t.Parallel()
	list, err := almanac.Parse(almanac.JSON, 2027, []byte(`{"half":{"2027-02-05":[["08:30","12:00"]]}}`))
	require.NoError(t, err)
	spec := list.Onto(calendar.Spec{}, "")
	cal, err := calendar.New(spec)
	require.NoError(t, err)
	friday := time.Date(2027, 2, 5, 10, 0, 0, 0, cal.Location())
	require.Equal(t, 12, cal.Closing(friday).Hour())
	again, err := almanac.OfYear(spec, 2027, nil).Write(almanac.JSON, "", time.Time{})
	require.NoError(t, err)
	back, err := almanac.Parse(almanac.JSON, 2027, again)
	require.NoError(t, err)
	require.True(t, almanac.Same(spec, back.Onto(calendar.Spec{}, "")))
	_, err = almanac.OfYear(spec, 2027, nil).Write(almanac.CSV, "", time.Time{})
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
	_, err = almanac.List{}.Write("pdf", "", time.Time{})
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
}

func TestParseWhole(t *testing.T) {
	t.Parallel()
	_, err := almanac.ParseWhole([]byte(`{"zone":"Asia/Shanghai","nonsense":1}`))
	var refused *calendar.Error
	require.ErrorAs(t, err, &refused)
	_, err = almanac.ParseWhole([]byte(`{"off":[` + strings.TrimSuffix(strings.Repeat(`"2027-01-01",`, 5001), ",") + `]}`))
	require.Equal(t, casework.TooLarge, casework.CodeOf(err))
	_, err = almanac.ParseWhole(make([]byte, almanac.MaxBytes+1))
	require.Equal(t, casework.TooLarge, casework.CodeOf(err))
}
