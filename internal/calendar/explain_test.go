package calendar_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

// lines writes an explanation as "MM-DD number why", seconds if any.
func lines(days []calendar.Day) string {
	var out []string
	for _, d := range days {
		line := fmt.Sprintf("%s %d %s", d.Date[5:], d.Number, d.Why)
		if d.Seconds > 0 {
			line += fmt.Sprintf(" %ds", d.Seconds)
		}
		if d.Provisional {
			line += " ?"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestExplain(t *testing.T) {
	t.Parallel()
	spec, err := nationalSpec()
	require.NoError(t, err)
	c := made(t, spec.Override(calendar.Spec{Work: []string{"2026-03-03"}, Half: map[string][]calendar.Span{"2026-09-30": {{From: "08:30", To: "12:00"}}}}))
	for name, tt := range map[string]struct {
		start, limit string
		pauses       []calendar.Pause
		want         string
	}{
		"working days over two holidays": {"2026-09-24T09:30", "6wd", nil, `
09-24 0 start
09-25 0 day_off
09-26 0 day_off
09-27 0 day_off
09-28 1 counted
09-29 2 counted
09-30 3 half_day
10-01 0 day_off
10-02 0 day_off
10-03 0 day_off
10-04 0 day_off
10-05 0 day_off
10-06 0 day_off
10-07 0 day_off
10-08 4 counted
10-09 5 counted
10-10 6 make_up`},
		"paused": {"2026-03-02T10:00", "3wd", []calendar.Pause{pause(t, c, "2026-03-03T10:00", "2026-03-04T10:00")}, `
03-02 0 start
03-03 1 counted
03-04 0 paused
03-05 2 counted
03-06 3 counted`},
		"last day broken off, taken up on Monday": {"2026-03-02T10:00", "4wd", []calendar.Pause{pause(t, c, "2026-03-06T10:00", "2026-03-09T10:00")}, `
03-02 0 start
03-03 1 counted
03-04 2 counted
03-05 3 counted
03-06 0 paused
03-07 0 weekend
03-08 0 weekend
03-09 4 counted`},
		"last day broken off until Saturday, taken up on Monday": {"2026-03-02T10:00", "4wd", []calendar.Pause{pause(t, c, "2026-03-06T10:00", "2026-03-07T10:00")}, `
03-02 0 start
03-03 1 counted
03-04 2 counted
03-05 3 counted
03-06 0 paused
03-07 0 weekend
03-08 0 weekend
03-09 4 counted`},
		"calendar days, rolled": {"2026-03-05T10:00", "2d", nil, `
03-05 0 start
03-06 1 counted
03-07 2 counted
03-08 0 weekend
03-09 0 rolled`},
		"calendar days, paused": {"2026-03-02T10:00", "3d", []calendar.Pause{pause(t, c, "2026-03-03T10:00", "2026-03-05T10:00")}, `
03-02 0 start
03-03 1 counted
03-04 0 paused
03-05 0 paused
03-06 2 counted
03-07 3 counted
03-08 0 weekend
03-09 0 rolled`},
		"the same day, after closing": {"2026-03-06T18:00", "0wd", nil, `
03-06 0 start
03-07 0 weekend
03-08 0 weekend
03-09 0 rolled`},
		"the same day, paused over a weekend": {"2026-03-08T10:00", "0d", []calendar.Pause{pause(t, c, "2026-03-08T11:00", "2026-03-14T11:00")}, `
03-08 0 start
03-09 0 paused
03-10 0 paused
03-11 0 paused
03-12 0 paused
03-13 0 paused
03-14 0 paused
03-15 0 weekend
03-16 0 rolled`},
		"working hours": {"2026-03-06T16:30", "9wh", nil, `
03-06 0 start 3600s
03-07 0 weekend
03-08 0 weekend
03-09 1 counted 25200s
03-10 2 counted 3600s`},
		"working hours, a day paused away": {"2026-03-02T16:30", "2wh", []calendar.Pause{pause(t, c, "2026-03-02T17:00", "2026-03-04T08:00")}, `
03-02 0 start 1800s
03-03 0 paused
03-04 1 counted 5400s`},
		"elapsed": {"2026-03-02T22:00", "3h", nil, `
03-02 0 start 7200s
03-03 1 counted 3600s`},
		"unannounced": {"2026-12-30T10:00", "2wd", nil, `
12-30 0 start
12-31 1 counted
01-01 2 provisional ?`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			days, err := c.Explain(at(t, c, tt.start), limit(t, tt.limit), tt.pauses...)
			require.NoError(t, err)
			require.Equal(t, strings.TrimPrefix(tt.want, "\n"), lines(days))
		})
	}
	_, err = c.Explain(at(t, c, "2026-03-02T10:00"), calendar.Limit{N: -1, Unit: "wd"})
	refused(t, err, "limit", calendar.LimitRange)
}

func TestDayJSON(t *testing.T) {
	t.Parallel()
	require.Equal(t, `{"date":"2026-03-02","number":1,"why":"counted"}`,
		asJSON(t, calendar.Day{Date: "2026-03-02", Number: 1, Why: calendar.Counted}))
}
