package calendar_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// holiday is one national holiday, worked by hand from its notice: the last
// working day before it, the first and second after it, and a day of an
// earlier month from which one month lands inside it.
type holiday struct{ name, last, first, second, month string }

// State Council notices on holidays: 2024 gov.cn 202310/content_6911528, 2025
// gov.cn 202411/content_6986383, 2026 gov.cn 202511/content_7047091.
var holidays = []holiday{
	{"2024 New Year, 1 January", "2023-12-29", "2024-01-02", "2024-01-03", "2023-12-01"},
	{"2024 Spring Festival, 10-17 February, worked 4 and 18", "2024-02-09", "2024-02-18", "2024-02-19", "2024-01-10"},
	{"2024 Qingming, 4-6 April, worked 7", "2024-04-03", "2024-04-07", "2024-04-08", "2024-03-04"},
	{"2024 Labour Day, 1-5 May, worked 28 April and 11 May", "2024-04-30", "2024-05-06", "2024-05-07", "2024-04-01"},
	{"2024 Dragon Boat, 10 June", "2024-06-07", "2024-06-11", "2024-06-12", "2024-05-10"},
	{"2024 Mid-Autumn, 15-17 September, worked 14", "2024-09-14", "2024-09-18", "2024-09-19", "2024-08-15"},
	{"2024 National Day, 1-7 October, worked 29 September and 12", "2024-09-30", "2024-10-08", "2024-10-09", "2024-09-01"},
	{"2025 New Year, 1 January", "2024-12-31", "2025-01-02", "2025-01-03", "2024-12-01"},
	{"2025 Spring Festival, 28 January - 4 February, worked 26 January and 8", "2025-01-27", "2025-02-05", "2025-02-06", "2024-12-28"},
	{"2025 Qingming, 4-6 April", "2025-04-03", "2025-04-07", "2025-04-08", "2025-03-04"},
	{"2025 Labour Day, 1-5 May, worked 27 April", "2025-04-30", "2025-05-06", "2025-05-07", "2025-04-01"},
	{"2025 Dragon Boat, 31 May - 2 June", "2025-05-30", "2025-06-03", "2025-06-04", "2025-05-01"},
	{"2025 National Day and Mid-Autumn, 1-8 October, worked 28 September and 11", "2025-09-30", "2025-10-09", "2025-10-10", "2025-09-01"},
	{"2026 New Year, 1-3 January, worked 4", "2025-12-31", "2026-01-04", "2026-01-05", "2025-12-01"},
	{"2026 Spring Festival, 15-23 February, worked 14 and 28", "2026-02-14", "2026-02-24", "2026-02-25", "2026-01-15"},
	{"2026 Qingming, 4-6 April", "2026-04-03", "2026-04-07", "2026-04-08", "2026-03-04"},
	{"2026 Labour Day, 1-5 May, worked 9", "2026-04-30", "2026-05-06", "2026-05-07", "2026-04-01"},
	{"2026 Dragon Boat, 19-21 June", "2026-06-18", "2026-06-22", "2026-06-23", "2026-05-19"},
	{"2026 Mid-Autumn, 25-27 September, worked 20", "2026-09-24", "2026-09-28", "2026-09-29", "2026-08-25"},
	{"2026 National Day, 1-7 October, worked 10", "2026-09-30", "2026-10-08", "2026-10-09", "2026-09-01"},
}

func TestEveryLimitAcrossEveryHoliday(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, h := range holidays {
		for _, tt := range []struct{ start, limit, want string }{
			{h.last + "T16:30", "0wd", h.last + "T17:30"},
			{h.last + "T17:30", "0wd", h.first + "T17:30"}, // the office has just closed
			{h.last + "T18:00", "0wd", h.first + "T17:30"},
			{h.last + "T00:00", "1wd", h.first + "T17:30"}, // the hour does not matter
			{h.last + "T23:59", "1wd", h.first + "T17:30"},
			{h.last + "T16:30", "2wd", h.second + "T17:30"},
			{h.last + "T16:30", "0d", h.last + "T17:30"},
			{h.last + "T18:00", "0d", h.first + "T17:30"},
			{h.last + "T16:30", "1d", h.first + "T17:30"},
			{h.month + "T16:30", "1mo", h.first + "T17:30"},
			{h.last + "T16:30", "1wh", h.last + "T17:30"}, // used up at closing
			{h.last + "T16:30", "2wh", h.first + "T09:30"},
			{h.last + "T16:30", "90wm", h.first + "T09:00"},
			{h.last + "T16:30", "3660ws", h.first + "T08:31"},
			{h.last + "T18:00", "0wh", h.first + "T08:30"},
			{h.last + "T16:30", "8wh", h.first + "T17:30"}, // one hour before, seven after
			{h.last + "T16:30", "3h", h.last + "T19:30"},   // elapsed time knows no holiday
			{h.last + "T16:30", "45m", h.last + "T17:15"},
			{h.last + "T16:30", "60s", h.last + "T16:31"},
		} {
			t.Run(h.name+"/"+tt.start+"+"+tt.limit, func(t *testing.T) {
				t.Parallel()
				got := due(t, c, tt.start, tt.limit)
				require.Equal(t, tt.want, wall(got.At))
				require.Equal(t, tt.want[:10], got.Date)
			})
		}
	}
}

func TestRightsWarningsAndBackAcrossEveryHoliday(t *testing.T) {
	t.Parallel()
	c := national(t)
	for _, h := range holidays {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			start := at(t, c, h.last+"T16:30")
			right, err := c.DueRight(start, limit(t, "1d"))
			require.NoError(t, err)
			require.Equal(t, h.first, right.Date)
			require.Equal(t, "00:00", right.At.Format("15:04"))
			require.Equal(t, h.first, right.At.AddDate(0, 0, -1).Format("2006-01-02"))

			near, ok := c.Near(start, limit(t, "2wd"), due(t, c, h.last+"T16:30", "2wd").At)
			require.True(t, ok)
			require.Equal(t, h.first+"T08:30", wall(near))

			for l, want := range map[string]string{"1wd": h.last + "T17:30", "1d": h.last + "T17:30", "3wh": h.last + "T16:00"} {
				back, err := c.Back(at(t, c, h.first+"T10:00"), limit(t, l))
				require.NoError(t, err)
				require.Equal(t, want, wall(back), l)
			}
		})
	}
}

// TestMakeUpDaysCount: 调休 weekend workdays count (rules.md sections 2 and 3).
func TestMakeUpDaysCount(t *testing.T) {
	t.Parallel()
	c := national(t)
	for makeUp, before := range map[string]string{
		"2024-02-04": "2024-02-02", "2024-02-18": "2024-02-09", "2024-04-07": "2024-04-03", "2024-04-28": "2024-04-26",
		"2024-05-11": "2024-05-10", "2024-09-14": "2024-09-13", "2024-09-29": "2024-09-27", "2024-10-12": "2024-10-11",
		"2025-01-26": "2025-01-24", "2025-02-08": "2025-02-07", "2025-04-27": "2025-04-25", "2025-09-28": "2025-09-26",
		"2025-10-11": "2025-10-10", "2026-01-04": "2025-12-31", "2026-02-14": "2026-02-13", "2026-02-28": "2026-02-27",
		"2026-05-09": "2026-05-08", "2026-09-20": "2026-09-18", "2026-10-10": "2026-10-09",
	} {
		require.Equal(t, makeUp+"T17:30", wall(due(t, c, before+"T09:00", "1wd").At))
		require.True(t, c.IsOpen(at(t, c, makeUp+"T08:30")), "Monday's hours on %s", makeUp)
		require.False(t, c.IsOpen(at(t, c, makeUp+"T12:00")), "Monday's lunch on %s", makeUp)
	}
}

// TestNationalYears checks the list against the totals of rules.md section 3.
func TestNationalYears(t *testing.T) {
	t.Parallel()
	spec, err := nationalSpec()
	require.NoError(t, err)
	c := national(t)
	for year, want := range map[int]struct{ listed, worked int }{2024: {36, 251}, 2025: {33, 248}, 2026: {39, 248}} {
		listed := 0
		for _, date := range slices.Concat(spec.Off, spec.Work) {
			if date[:4] == fmt.Sprint(year) {
				listed++
			}
		}
		require.Equal(t, want.listed, listed, year)
		worked := 0
		for day := at(t, c, fmt.Sprintf("%d-01-01T12:00", year)); day.Year() == year; day = day.AddDate(0, 0, 1) {
			if c.IsWorkingDay(day) {
				worked++
			}
		}
		require.Equal(t, want.worked, worked, year)
		require.NotEmpty(t, spec.Source[fmt.Sprint(year)], "a list without its notice")
	}
}

func TestProvisional(t *testing.T) {
	t.Parallel()
	c := national(t)
	for name, tt := range map[string]struct {
		start, limit, date string
		want               bool
	}{
		"ends on the last day listed":     {"2026-12-16T10:00", "15d", "2026-12-31", false},
		"enters 2027":                     {"2026-12-17T10:00", "15d", "2027-01-01", true}, // a Friday, as far as anybody knows
		"rolls into 2027":                 {"2026-12-31T18:00", "0wd", "2027-01-01", true},
		"working days into 2027":          {"2026-12-24T10:00", "10wd", "2027-01-07", true},
		"working days to the end of 2026": {"2026-12-24T10:00", "5wd", "2026-12-31", false},
		"working hours into 2027":         {"2026-12-31T16:30", "2wh", "2027-01-01", true},
		"elapsed hours ask no list":       {"2026-12-31T23:00", "3h", "2027-01-01", false},
		"a start before the first list":   {"2023-12-29T10:00", "1wd", "2024-01-02", true},
		"months over the edge":            {"2026-10-04T10:00", "3mo", "2027-01-04", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := due(t, c, tt.start, tt.limit)
			require.Equal(t, tt.date, got.Date)
			require.Equal(t, tt.want, got.Provisional)
		})
	}
	right, err := c.DueRight(at(t, c, "2026-12-16T10:00"), limit(t, "15d"))
	require.NoError(t, err)
	require.Equal(t, "2027-01-01T00:00", wall(right.At))
	require.False(t, right.Provisional, "24:00 of 31 December is still December")
}
