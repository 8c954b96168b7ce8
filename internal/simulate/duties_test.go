package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/simulate"
)

// Standing duties come round on the day of the week, and of the month, on which
// the bureau began: Monday 3-02. Days off that a round falls on: 4-06; 5-01 to
// 5-05. Weekends in the way: 5-02 and 8-02.
var dutyGoldens = map[string]struct {
	received, until, script string
	want                    []string // worked out by hand
}{
	// Half a year: a list each Monday (R102), a circular on the 2nd (R101); with the half
	// year and the quarter of the calendar a summary (R100), self-checks (R110) and checks
	// of targets (R213). None was filed: every round is
	// told to the leaders.
	"duties-untouched": {
		received: "2026-03-02T09:00", until: "2026-09-02T17:30",
		want: []string{
			"2026-03-09 17:30 monday_list clock_recurred", "2026-03-16 17:30 monday_list clock_recurred",
			"2026-03-23 17:30 monday_list clock_recurred", "2026-03-30 17:30 monday_list clock_recurred",
			"2026-04-07 17:30 monday_list clock_recurred", "2026-04-13 17:30 monday_list clock_recurred",
			"2026-04-20 17:30 monday_list clock_recurred", "2026-04-27 17:30 monday_list clock_recurred",
			"2026-05-06 17:30 monday_list clock_recurred", "2026-05-11 17:30 monday_list clock_recurred",
			"2026-05-18 17:30 monday_list clock_recurred", "2026-05-25 17:30 monday_list clock_recurred",
			"2026-06-01 17:30 monday_list clock_recurred", "2026-06-08 17:30 monday_list clock_recurred",
			"2026-06-15 17:30 monday_list clock_recurred", "2026-06-22 17:30 monday_list clock_recurred",
			"2026-06-29 17:30 monday_list clock_recurred", "2026-07-06 17:30 monday_list clock_recurred",
			"2026-07-13 17:30 monday_list clock_recurred", "2026-07-20 17:30 monday_list clock_recurred",
			"2026-07-27 17:30 monday_list clock_recurred", "2026-08-03 17:30 monday_list clock_recurred",
			"2026-08-10 17:30 monday_list clock_recurred", "2026-08-17 17:30 monday_list clock_recurred",
			"2026-08-24 17:30 monday_list clock_recurred", "2026-08-31 17:30 monday_list clock_recurred",
			"2026-04-02 17:30 circular clock_recurred", "2026-05-06 17:30 circular clock_recurred",
			"2026-06-02 17:30 circular clock_recurred", "2026-07-02 17:30 circular clock_recurred",
			"2026-08-03 17:30 circular clock_recurred", "2026-09-02 17:30 circular clock_recurred",
			"2026-04-01 17:30 target_check clock_recurred", "2026-07-01 17:30 target_check clock_recurred",
			"2026-07-01 17:30 summary clock_recurred", "2026-07-01 17:30 summary round_missed",
			"2026-04-01 17:30 self_check clock_recurred", "2026-07-01 17:30 self_check clock_recurred",
			"2026-04-01 17:30 self_check points_proposed report_not_filed", "2026-07-01 17:30 self_check points_proposed report_not_filed",
		},
	},
	// The first quarter's self-check is not filed by 4-01: three points are proposed, and
	// the efficiency office decides, nobody else, and once (R110).
	"duties-points": {
		received: "2026-03-02T09:00", until: "2026-04-08",
		script: `{"at":"2026-04-02T09:00","command":"decide-points","by":"general_office","args":{"clock":"self_check","approve":false}}
			{"at":"2026-04-02T10:00","command":"decide-points","by":"efficiency_office","args":{"clock":"self_check","approve":true}}
			{"at":"2026-04-02T11:00","command":"decide-points","by":"efficiency_office","args":{"clock":"self_check","approve":true}}`,
		want: []string{
			"2026-04-01 17:30 self_check round_missed", "2026-04-01 17:30 self_check points_proposed report_not_filed",
			"2026-04-02 09:00 self_check command_refused", "2026-04-02 10:00 self_check points_decided consented", "2026-04-02 11:00 self_check command_refused",
		},
	},
	// Filed: the list before closing on 3-09, the circular a day early; each comes
	// round at its own time all the same.
	"duties-filed": {
		received: "2026-03-02T09:00", until: "2026-04-03",
		script: `{"at":"2026-03-09T10:00","command":"file-duty","by":"supervision_office","args":{"clock":"monday_list"}}
			{"at":"2026-03-16T10:00","command":"file-duty","by":"general_office","args":{"clock":"monday_list"}}
			{"at":"2026-04-01T10:00","command":"file-duty","by":"supervision_office","args":{"clock":"circular"}}`,
		want: []string{
			"2026-03-09 10:00 monday_list duty_done", "2026-03-16 10:00 monday_list duty_done", "2026-04-01 10:00 circular duty_done",
			"2026-03-09 17:30 monday_list clock_recurred", "2026-03-16 17:30 monday_list clock_recurred",
			"2026-03-23 17:30 monday_list clock_recurred", "2026-03-30 17:30 monday_list clock_recurred",
			"2026-04-02 17:30 circular clock_recurred",
		},
	},
	// A handler files none of them, the efficiency office only its own (R213), and
	// nobody one that does not exist.
	"duties-refused": {
		received: "2026-03-02T09:00", until: "2026-03-06",
		script: `{"at":"2026-03-03T09:00","command":"file-duty","args":{"clock":"monday_list"}}
			{"at":"2026-03-03T10:00","command":"file-duty","by":"efficiency_office","args":{"clock":"monday_list"}}
			{"at":"2026-03-03T11:00","command":"file-duty","by":"efficiency_office","args":{"clock":"target_check"}}
			{"at":"2026-03-03T14:00","command":"file-duty","by":"supervision_office","args":{"clock":"handle"}}`,
		want: []string{
			"2026-03-03 09:00 monday_list command_refused", "2026-03-03 10:00 monday_list command_refused",
			"2026-03-03 11:00 target_check duty_done", "2026-03-03 14:00 handle command_refused",
		},
	},
	// The Spring Festival, 2-15 to 2-23, holds two Mondays: one list for both, due on the
	// first working day, 2-24, and the next on 3-02 (2-28 is a make-up Saturday).
	"duties-spring-festival": {
		received: "2026-02-09T09:00", until: "2026-03-03",
		want: []string{
			"2026-02-24 17:30 monday_list clock_recurred",
			"2026-03-02 17:30 monday_list clock_recurred",
		},
	},
	// Nobody brings in next year's list: asked for from Sunday 11-01 on, so each round ends
	// on a Sunday and rolls to its Monday; nothing before 11-09, no card, no points. Filed
	// without the list, it is refused.
	"duties-next-list": {
		received: "2026-03-02T09:00", until: "2026-11-24",
		script: `{"at":"2026-06-01T09:00","command":"file-duty","by":"general_office","args":{"clock":"next_list"}}
			{"at":"2026-11-17T10:00","command":"file-duty","by":"general_office","args":{"clock":"next_list"}}`,
		want: []string{
			"2026-06-01 09:00 next_list command_refused", "2026-11-17 10:00 next_list command_refused",
			"2026-11-09 17:30 next_list clock_recurred", "2026-11-16 17:30 next_list clock_recurred", "2026-11-23 17:30 next_list clock_recurred",
			"2026-11-09 17:30 next_list round_missed", "2026-11-16 17:30 next_list round_missed", "2026-11-23 17:30 next_list round_missed",
		},
	},
	// The bureau is dissolved: signed by its head in the afternoon, nothing comes round any
	// more from when it was asked for (R048).
	"duties-dissolved": {
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-12T10:00","command":"close","by":"supervision_office"}
			{"at":"2026-03-12T16:00","command":"countersign","by":"principal_leader","args":{"approve":true}}`,
		want: []string{
			"2026-03-09 17:30 monday_list clock_recurred", "2026-03-12 10:00 monday_list clock_dropped",
			"2026-03-12 10:00 second_asked", "2026-03-12 10:00 vote clock_dropped", "2026-03-12 10:00 case_closed", "2026-03-12 16:00 second_given",
		},
	},
}

func TestGoldenTimelinesOfDuties(t *testing.T) {
	t.Parallel()
	for name, tt := range dutyGoldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: casework.Duties}, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}
