package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

// TestVectors are the trigger days of rules.md section 3.
func TestVectors(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, tt := range []struct{ start, limit, want string }{
		{"2026-02-13", "2wd", "2026-02-24"},
		{"2026-02-13", "3wd", "2026-02-25"},
		{"2026-02-13", "10wd", "2026-03-05"},
		{"2026-09-18", "5wd", "2026-09-24"},
		{"2026-09-24", "10wd", "2026-10-15"},
		{"2025-09-26", "10wd", "2025-10-16"},
		{"2025-01-24", "20wd", "2025-02-27"},
		{"2025-01-24", "30wd", "2025-03-13"},
		{"2024-09-13", "10wd", "2024-09-29"},
		{"2026-04-30", "2wd", "2026-05-07"},
		{"2026-02-28", "5wd", "2026-03-06"},
		{"2025-12-31", "2wd", "2026-01-05"},
	} {
		require.Equal(t, tt.want, due(t, c, tt.start+"T09:30", tt.limit).Date, tt)
	}
}

// TestMonths: the same-numbered day, else the month's end (民法典 202), then
// the roll of 203.
func TestAfter(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{"2026-03-18": "2027-03-18", "2024-02-29": "2025-02-28"} {
		at, err := time.Parse(time.DateOnly, from)
		require.NoError(t, err)
		require.Equal(t, want, calendar.After(at, 12).Format(time.DateOnly), "政务处分法 8: the period of a measure, to the day")
	}
}

func TestMonths(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"zone":"UTC","week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]],"wed":[["09:00","17:00"]],
		"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]],"sat":[["09:00","17:00"]],"sun":[["09:00","17:00"]]}}`)
	for _, tt := range []struct{ start, limit, want string }{
		{"2026-01-31T10:00", "1mo", "2026-02-28"},
		{"2024-01-31T10:00", "1mo", "2024-02-29"},
		{"2024-02-29T10:00", "12mo", "2025-02-28"},
		{"2025-10-31T10:00", "4mo", "2026-02-28"},
		{"2026-11-30T10:00", "3mo", "2027-02-28"},
		{"2026-12-15T10:00", "1mo", "2027-01-15"},
		{"1900-01-31T10:00", "1mo", "1900-02-28"},
		{"2026-01-15T10:00", "1200mo", "2126-01-15"},
	} {
		require.Equal(t, tt.want, due(t, c, tt.start, tt.limit).Date, tt)
	}
}

func TestPauses(t *testing.T) {
	t.Parallel()
	c := national(t)
	type span [2]string
	for name, tt := range map[string]struct {
		start, limit string
		pauses       []span
		want         string
	}{
		"none":                               {"2026-03-02T10:00", "5wd", nil, "2026-03-09T17:30"},
		"two working days":                   {"2026-03-02T10:00", "5wd", []span{{"2026-03-03T10:00", "2026-03-05T10:00"}}, "2026-03-11T17:30"},
		"over a weekend":                     {"2026-03-02T10:00", "5wd", []span{{"2026-03-06T10:00", "2026-03-09T10:00"}}, "2026-03-10T17:30"},
		"within one day":                     {"2026-03-02T10:00", "5wd", []span{{"2026-03-03T09:00", "2026-03-03T17:00"}}, "2026-03-09T17:30"},
		"from a Saturday, (X, Y]":            {"2026-03-02T10:00", "5wd", []span{{"2026-03-07T10:00", "2026-03-09T10:00"}}, "2026-03-10T17:30"},
		"overlapping ones count once":        {"2026-03-02T10:00", "5wd", []span{{"2026-03-04T10:00", "2026-03-05T10:00"}, {"2026-03-03T10:00", "2026-03-05T09:00"}}, "2026-03-11T17:30"},
		"begun on the last day, in time":     {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T17:29", "2026-03-10T10:00"}}, "2026-03-10T17:30"},
		"taken up after closing":             {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T10:00", "2026-03-11T18:00"}}, "2026-03-12T17:30"},
		"taken up at closing":                {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T10:00", "2026-03-11T17:30"}}, "2026-03-12T17:30"},
		"taken up on a Saturday":             {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T10:00", "2026-03-14T10:00"}}, "2026-03-16T17:30"},
		"over the closing of the last day":   {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T17:00", "2026-03-09T18:00"}}, "2026-03-10T17:30"},
		"days, from the day rolled to":       {"2026-03-02T10:00", "5d", []span{{"2026-03-09T10:00", "2026-03-11T10:00"}}, "2026-03-11T17:30"}, // 3-07 and two are Monday
		"days, taken up after closing":       {"2026-03-02T10:00", "5d", []span{{"2026-03-09T10:00", "2026-03-11T18:00"}}, "2026-03-12T17:30"},
		"months, taken up after closing":     {"2026-03-02T10:00", "1mo", []span{{"2026-04-02T10:00", "2026-04-03T18:00"}}, "2026-04-07T17:30"},
		"begun at the due instant":           {"2026-03-02T10:00", "5wd", []span{{"2026-03-09T17:30", "2026-03-12T10:00"}}, "2026-03-09T17:30"},
		"begun only because the first moved": {"2026-03-02T10:00", "5wd", []span{{"2026-03-10T10:00", "2026-03-11T10:00"}, {"2026-03-09T10:00", "2026-03-10T09:00"}}, "2026-03-11T17:30"},
		"over before the start":              {"2026-03-02T10:00", "5wd", []span{{"2026-02-10T10:00", "2026-03-02T09:00"}}, "2026-03-09T17:30"},
		"open at the start":                  {"2026-03-02T10:00", "5wd", []span{{"2026-02-10T10:00", "2026-03-03T09:00"}}, "2026-03-10T17:30"},
		"same day, taken up the next":        {"2026-03-02T10:00", "0wd", []span{{"2026-03-02T11:00", "2026-03-03T10:00"}}, "2026-03-03T17:30"},
		"over National Day":                  {"2026-09-24T09:30", "10wd", []span{{"2026-09-29T10:00", "2026-10-09T10:00"}}, "2026-10-20T17:30"},
		"over two New Years":                 {"2024-12-30T10:00", "5wd", []span{{"2024-12-30T10:00", "2026-01-01T10:00"}}, "2026-01-08T17:30"}, // 4 to 8 January; the 4th is a make-up Sunday
		"days, before rolling":               {"2026-03-02T10:00", "5d", []span{{"2026-03-03T10:00", "2026-03-04T10:00"}}, "2026-03-09T17:30"},
		"days, weekend inside":               {"2026-03-02T10:00", "10d", []span{{"2026-03-06T10:00", "2026-03-09T10:00"}}, "2026-03-16T17:30"},
		"months":                             {"2026-03-02T10:00", "1mo", []span{{"2026-03-03T10:00", "2026-03-05T10:00"}}, "2026-04-07T17:30"},
		"working hours, lunch not counted":   {"2026-03-02T10:00", "4wh", []span{{"2026-03-02T11:00", "2026-03-02T15:00"}}, "2026-03-03T09:00"},
		"working hours, pause by night":      {"2026-03-02T16:00", "4wh", []span{{"2026-03-02T18:00", "2026-03-03T08:00"}}, "2026-03-03T11:00"},
		"working hours, pause at the due":    {"2026-03-02T10:00", "2wh", []span{{"2026-03-02T12:00", "2026-03-02T16:00"}}, "2026-03-02T12:00"},
		"working hours paused past closing":  {"2026-03-02T16:30", "1wh", []span{{"2026-03-02T17:00", "2026-03-02T18:00"}}, "2026-03-03T09:00"},
		"elapsed":                            {"2026-03-02T10:00", "3h", []span{{"2026-03-02T11:00", "2026-03-02T11:30"}}, "2026-03-02T13:30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var pauses []calendar.Pause
			for _, p := range tt.pauses {
				pauses = append(pauses, pause(t, c, p[0], p[1]))
			}
			got := due(t, c, tt.start, tt.limit, pauses...)
			require.Equal(t, tt.want, wall(got.At))
			require.Equal(t, tt.want[:10], got.Date)
		})
	}
}

func TestRights(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, tt := range []struct{ start, limit, at, date string }{
		{"2026-03-02T10:00", "30d", "2026-04-02T00:00", "2026-04-01"},
		{"2026-09-01T10:00", "30d", "2026-10-09T00:00", "2026-10-08"}, // the last day is a holiday (民法典 203)
		{"2026-03-02T10:00", "15wd", "2026-03-24T00:00", "2026-03-23"},
		{"2026-03-02T18:00", "0wd", "2026-03-03T00:00", "2026-03-02"}, // closed, but the day is not over
		{"2026-03-02T10:00", "2wh", "2026-03-02T12:00", "2026-03-02"},
	} {
		got, err := c.DueRight(at(t, c, tt.start), limit(t, tt.limit))
		require.NoError(t, err)
		require.Equal(t, tt.at, wall(got.At), tt)
		require.Equal(t, tt.date, got.Date, tt)
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, tt := range []struct{ start, limit, half, near string }{
		{"2026-09-24T09:30", "10wd", "2026-10-10T08:30", "2026-10-14T08:30"}, // a make-up Saturday
		{"2026-03-02T10:00", "5wd", "2026-03-05T08:30", "2026-03-06T08:30"},
		{"2026-03-02T10:00", "4wd", "", "2026-03-05T08:30"}, // half would be near itself
		{"2026-03-02T10:00", "2wd", "", "2026-03-03T08:30"},
		{"2026-03-02T10:00", "1wd", "", "2026-03-03T08:30"},
		{"2026-03-02T07:00", "0wd", "", "2026-03-02T08:30"},
		{"2026-03-02T10:00", "0wd", "", ""},                                 // the opening is past
		{"2026-03-02T10:00", "30d", "2026-03-18T08:30", "2026-03-31T08:30"}, // 1 April, 15+1 days in
		{"2026-01-31T10:00", "30d", "2026-02-24T08:30", "2026-02-28T08:30"}, // due 2 March; day 16 is a holiday, rolled
		{"2026-03-02T08:30", "3mo", "2026-04-20T08:30", "2026-06-01T08:30"}, // 92 days; day 47 is Saturday 18 April
		{"2026-03-02T10:00", "4wh", "2026-03-02T12:00", "2026-03-02T15:12"},
		{"2026-03-02T10:00", "10m", "2026-03-02T10:05", "2026-03-02T10:08"},
	} {
		l := limit(t, tt.limit)
		start := at(t, c, tt.start)
		d := due(t, c, tt.start, tt.limit)
		for which, want := range map[string]string{"half": tt.half, "near": tt.near} {
			f := c.Half
			if which == "near" {
				f = c.Near
			}
			got, ok := f(start, l, d.At)
			require.Equal(t, want != "", ok, "%s of %v", which, tt)
			if ok {
				require.Equal(t, want, wall(got), "%s of %v", which, tt)
			}
		}
	}
}

func TestWarningsWithPausesAndRights(t *testing.T) {
	t.Parallel()
	c := national(t)
	start, ten := at(t, c, "2026-03-02T10:00"), limit(t, "10wd")
	p := pause(t, c, "2026-03-03T10:00", "2026-03-05T10:00")
	d, err := c.Due(start, ten, p)
	require.NoError(t, err)
	require.Equal(t, "2026-03-18", d.Date)
	half, ok := c.Half(start, ten, d.At, p)
	require.True(t, ok)
	require.Equal(t, "2026-03-12T08:30", wall(half), "counted day 6, two days later than without the pause")
	near, ok := c.Near(start, ten, d.At, p)
	require.True(t, ok)
	require.Equal(t, "2026-03-17T08:30", wall(near))

	p = pause(t, c, "2026-03-10T10:00", "2026-03-11T10:00")
	half, ok = c.Half(start, ten, due(t, c, "2026-03-02T10:00", "10wd", p).At, p)
	require.True(t, ok)
	require.Equal(t, "2026-03-10T08:30", wall(half), "a pause begun on day 6 comes after its opening")

	right, err := c.DueRight(start, ten)
	require.NoError(t, err)
	near, ok = c.Near(start, ten, right.At)
	require.True(t, ok)
	require.Equal(t, "2026-03-13T08:30", wall(near), "24:00 of the 16th belongs to the 16th")

	hours := limit(t, "4wh")
	lunch := pause(t, c, "2026-03-02T11:00", "2026-03-02T15:00") // two working hours
	half, ok = c.Half(start, hours, due(t, c, "2026-03-02T10:00", "4wh", lunch).At, lunch)
	require.True(t, ok)
	require.Equal(t, "2026-03-02T16:00", wall(half), "an hour before the pause, an hour after it")
}

func TestOpenings(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, tt := range []struct {
		at, next string
		open     bool
	}{
		{"2026-03-02T08:29:59", "2026-03-02T08:30:00+08:00", false},
		{"2026-03-02T08:30:00", "2026-03-02T08:30:00+08:00", true},
		{"2026-03-02T11:59:59", "2026-03-02T11:59:59+08:00", true},
		{"2026-03-02T12:00:00", "2026-03-02T14:00:00+08:00", false},
		{"2026-03-02T17:30:00", "2026-03-03T08:30:00+08:00", false},
		{"2026-09-30T17:30:00", "2026-10-08T08:30:00+08:00", false},
	} {
		when := at(t, c, tt.at)
		require.Equal(t, tt.next, shown(c.NextOpening(when)), tt)
		require.Equal(t, tt.open, c.IsOpen(when), tt)
	}
	require.Equal(t, "2026-10-10T17:30", wall(c.Closing(at(t, c, "2026-10-10T02:00"))))
	require.True(t, c.Closing(at(t, c, "2026-10-11T10:00")).IsZero(), "closed all day")
	require.True(t, c.IsWorkingDay(at(t, c, "2026-10-10T02:00")))
	require.True(t, c.NextOpening(time.Time{}).IsZero())
	require.False(t, c.IsOpen(time.Time{}))
	require.Equal(t, "Asia/Shanghai", c.Location().String())
}

func TestBack(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, tt := range []struct{ from, limit, want string }{
		{"2026-10-15T09:30", "7wd", "2026-09-30T17:30"}, // 行政许可法 48: 14 13 12 10 9 8 October, 30 September
		{"2026-10-09T09:30", "1wd", "2026-10-08T17:30"},
		{"2026-10-08T09:30", "1d", "2026-09-30T17:30"}, // 7 October is off: the working day before
		{"2026-10-08T09:30", "8d", "2026-09-30T17:30"},
		{"2026-03-31T09:30", "1mo", "2026-02-28T17:30"}, // month end, a make-up Saturday
		{"2026-10-08T09:30", "1wh", "2026-10-08T08:30"}, // exactly at opening
		{"2026-10-08T09:30", "2wh", "2026-09-30T16:30"},
		{"2026-10-08T09:30", "24h", "2026-10-07T09:30"},
		{"2026-10-08T09:30", "0wd", "2026-10-08T09:30"},
		{"2026-10-08T18:00", "0wd", "2026-10-08T17:30"},
		{"2026-10-08T08:30", "0d", "2026-09-30T17:30"},
	} {
		got, err := c.Back(at(t, c, tt.from), limit(t, tt.limit))
		require.NoError(t, err)
		require.Equal(t, tt.want, wall(got), tt)
	}
	_, err := c.Back(at(t, c, "0001-02-01T10:00"), limit(t, "30wd"))
	refused(t, err, "limit", calendar.TimeRange)
}
