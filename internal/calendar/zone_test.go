package calendar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

// everyDay is an office with the same hours all week.
func everyDay(tb testing.TB, zone, hours string) *calendar.Calendar {
	tb.Helper()
	days := []string{}
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		days = append(days, `"`+d+`":`+hours)
	}
	return parsed(tb, `{"zone":"`+zone+`","week":{`+strings.Join(days, ",")+`}}`)
}

// TestDaylightSaving: hours are wall times; the day of a change is an hour
// shorter or longer when the change falls inside them.
func TestDaylightSaving(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ zone, hours, start, limit, want string }{
		"spring, hours after the change":      {"Europe/Berlin", `[["09:00","17:00"]]`, "2026-03-28T16:00", "2wh", "2026-03-29T10:00:00+02:00"},
		"spring, change inside":               {"Europe/Berlin", `[["00:00","24:00"]]`, "2026-03-28T23:00", "4wh", "2026-03-29T04:00:00+02:00"},
		"autumn, change inside":               {"Europe/Berlin", `[["00:00","24:00"]]`, "2026-10-24T23:00", "4wh", "2026-10-25T02:00:00+01:00"},
		"opening skipped":                     {"Europe/Berlin", `[["02:30","05:00"]]`, "2026-03-28T12:00", "1wh", "2026-03-29T04:00:00+02:00"},
		"whole segment skipped":               {"Europe/Berlin", `[["02:10","02:50"],["09:00","10:00"]]`, "2026-03-28T12:00", "10wm", "2026-03-29T09:10:00+02:00"},
		"closing comes twice, first counts":   {"Europe/Berlin", `[["01:00","02:30"]]`, "2026-10-24T12:00", "90wm", "2026-10-25T02:30:00+02:00"},
		"midnight skipped":                    {"America/Sao_Paulo", `[["00:00","24:00"]]`, "2015-10-17T22:00", "7wh", "2015-10-18T06:00:00-02:00"},
		"clock put back over midnight":        {"America/St_Johns", `[["00:00","24:00"]]`, "2010-11-06T22:00", "4wh", "2010-11-07T01:00:00-03:30"},
		"half an hour, Lord Howe":             {"Australia/Lord_Howe", `[["00:00","24:00"]]`, "2026-04-05T01:00", "2wh", "2026-04-05T02:30:00+10:30"},
		"closing at 24:00 before the change":  {"America/Sao_Paulo", `[["08:00","24:00"]]`, "2015-10-17T09:00", "0wd", "2015-10-18T01:00:00-02:00"},
		"elapsed time ignores the wall":       {"Europe/Berlin", `[["09:00","17:00"]]`, "2026-03-28T12:00", "24h", "2026-03-29T13:00:00+02:00"},
		"a working day is a day all the same": {"Europe/Berlin", `[["09:00","17:00"]]`, "2026-03-28T12:00", "1wd", "2026-03-29T17:00:00+02:00"},
		"Shanghai had summer time in 1986":    {"Asia/Shanghai", `[["08:30","17:30"]]`, "1986-05-03T16:30", "2wh", "1986-05-04T09:30:00+09:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := everyDay(t, tt.zone, tt.hours)
			require.Equal(t, tt.want, shown(due(t, c, tt.start, tt.limit).At))
		})
	}
}

func TestWorkingSecondsAcrossChanges(t *testing.T) {
	t.Parallel()
	c := everyDay(t, "Europe/Berlin", `[["00:00","24:00"]]`)
	require.EqualValues(t, 23*3600, c.WorkingSeconds(at(t, c, "2026-03-29T00:00"), at(t, c, "2026-03-30T00:00")))
	require.EqualValues(t, 25*3600, c.WorkingSeconds(at(t, c, "2026-10-25T00:00"), at(t, c, "2026-10-26T00:00")))
	require.EqualValues(t, 0, c.WorkingSeconds(at(t, c, "2026-10-26T00:00"), at(t, c, "2026-10-25T00:00")))
	lunch := everyDay(t, "Europe/Berlin", `[["08:00","13:00"],["14:00","18:00"]]`)
	require.EqualValues(t, 9*3600, lunch.WorkingSeconds(at(t, lunch, "2026-03-29T00:00"), at(t, lunch, "2026-03-30T00:00")))
	require.EqualValues(t, 1, lunch.WorkingSeconds(at(t, lunch, "2026-03-29T08:00:00.5"), at(t, lunch, "2026-03-29T08:00:02")), "whole seconds")
}

// TestRepeatedHour: the second coming of a wall time is after it.
func TestRepeatedHour(t *testing.T) {
	t.Parallel()
	c := everyDay(t, "Europe/Berlin", `[["01:00","02:30"]]`)
	require.True(t, c.IsOpen(at(t, c, "2026-10-25T02:15:00+02:00")))
	require.False(t, c.IsOpen(at(t, c, "2026-10-25T02:15:00+01:00")))

	// St. John's went back from 00:01 to 23:01: at the second 23:30 of 6
	// November the hours of the 7th had been open for half an hour.
	c = everyDay(t, "America/St_Johns", `[["00:00","00:45"]]`)
	second := at(t, c, "2010-11-06T23:30:00-03:30")
	require.True(t, c.IsOpen(second))
	back, err := c.Back(second, limit(t, "30wm"))
	require.NoError(t, err)
	require.Equal(t, "2010-11-07T00:00:00-02:30", shown(back))
}

// TestClosingAtMidnight: 24:00 belongs to the day it ends.
func TestClosingAtMidnight(t *testing.T) {
	t.Parallel()
	c := parsed(t, `{"zone":"UTC","week":{"fri":[["00:00","24:00"]]}}`)
	for _, l := range []string{"0wd", "24wh"} {
		d := due(t, c, "2026-03-06T00:00", l)
		require.Equal(t, "2026-03-07T00:00", wall(d.At), l)
		require.Equal(t, "2026-03-06", d.Date, l)
	}
	require.Equal(t, "2026-03-07T00:00", wall(c.Closing(at(t, c, "2026-03-06T12:00"))))
}

// TestFractions: instants are kept to the microsecond.
func TestFractions(t *testing.T) {
	t.Parallel()
	c := national(t)
	d := due(t, c, "2026-03-02T11:59:59.25", "1ws")
	require.Equal(t, "2026-03-02T14:00:00.25+08:00", d.At.Format("2006-01-02T15:04:05.999999999Z07:00"))
}
