package almanac_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// readable holds for every list that is taken: it is of its year, makes a
// calendar that counts, and comes out again as it went in.
func readable(t *testing.T, format string, raw []byte) {
	list, err := almanac.Parse(format, 2027, raw)
	if err != nil {
		require.NotEmpty(t, casework.CodeOf(err), "a refusal, not an accident: %v", err)
		return
	}
	require.NotEmpty(t, append(list.Off, list.Work...))
	spec := list.Onto(calendar.Spec{Years: []int{2026}}, "")
	_, err = calendar.New(spec)
	require.NoError(t, err)
	require.True(t, almanac.Same(spec, list.Onto(spec, "")), "twice is once")
	out, err := list.Write(almanac.JSON, "", time.Time{})
	require.NoError(t, err)
	again, err := almanac.Parse(almanac.JSON, 2027, out)
	require.NoError(t, err, "%s", out)
	require.Equal(t, list, again)
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"date,day\n2027-01-01,off\n", "2027-01-01,off,元旦\n2026-12-27,班", "\ufeff2027-1-1,off", "\"", "2027-01-01,work\n2027-01-01,off"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { readable(t, almanac.CSV, raw) })
}

func FuzzICS(f *testing.F) {
	for _, seed := range []string{
		feed(event("DTSTART;VALUE=DATE:20270101", "SUMMARY:元旦（休）")),
		feed(event("DTSTART;VALUE=DATE:20271001", "DTEND;VALUE=DATE:20271008", "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=7", "CATEGORIES:off")),
		feed(event("DTSTART;VALUE=DATE:20271009", "RRULE:FREQ=WEEKLY;UNTIL=20271031", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY")),
		"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "BEGIN:VEVENT",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { readable(t, almanac.ICS, raw) })
}
