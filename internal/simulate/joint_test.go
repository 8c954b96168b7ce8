package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/simulate"
)

// March 2026 has no day off but weekends: 3-02 is a Monday.
var jointGoldens = map[string]struct {
	in                      simulate.Input
	received, until, script string
	want                    []string // worked out by hand
}{
	// Important: chased every second working day from the assignment on 3-02, on 3-04,
	// 06, 10 and 12, until it is answered on 3-13 (R057).
	"document-important": {
		in:       simulate.Input{Kind: casework.Document, Item: "incoming-document", Facts: map[string]string{"important": "true"}},
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-13T10:00","command":"complete"}`,
		want: []string{
			"2026-03-04 17:30 chase chased", "2026-03-06 17:30 chase chased", "2026-03-10 17:30 chase chased", "2026-03-12 17:30 chase chased",
			"2026-03-13 10:00 handle clock_met", "2026-03-13 10:00 case_closed",
		},
	},
	// Returned on day 3, the right having lapsed on day 2, 3-04. Asked twice, that is
	// refused; the assigner does not consent on 3-09; the limit ran on to 3-16 (R055).
	"document-return-refused": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-16T17:30",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-05T10:00","command":"return"}
			{"at":"2026-03-06T10:00","command":"return"}
			{"at":"2026-03-06T11:00","command":"decide-return","by":"leader_in_charge","args":{"approve":true}}
			{"at":"2026-03-09T10:00","command":"decide-return","by":"general_office","args":{"approve":false}}`,
		want: []string{
			"2026-03-04 17:30 return clock_lapsed", "2026-03-05 10:00 returned", "2026-03-06 10:00 command_refused",
			"2026-03-06 11:00 command_refused", "2026-03-09 10:00 return_decided refused", "2026-03-16 17:30 handle clock_breached",
		},
	},
	// Consented to on 3-06: the limit falls away that day, and it is assigned anew, by 3-09.
	// It is not: the head hears of it on 3-10, and again 5wd later, 3-17.
	"document-return-consented": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-19T17:30",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"leader_in_charge","args":{"post":"road-desk"}}
			{"at":"2026-03-05T10:00","command":"return"}
			{"at":"2026-03-06T10:00","command":"decide-return","by":"leader_in_charge","args":{"approve":true}}`,
		want: []string{"2026-03-06 10:00 return_decided consented", "2026-03-06 10:00 handle clock_dropped",
			"2026-03-10 17:30 assign escalated 2", "2026-03-17 17:30 assign escalated 2"},
	},
	// A request about land is never consented to by silence, whatever it opted for: no
	// such clock begins (R061).
	"document-never-deemed": {
		in:       simulate.Input{Kind: casework.Document, Item: "request-from-below", Facts: map[string]string{"request": "true", "subject": "land"}},
		received: "2026-03-02T09:00", until: "2026-03-20",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}`,
		want:   []string{"2026-03-16 17:30 handle clock_breached"},
	},
	// The lead has 5wd, to 3-09. A part of 6wd would outlast it; one of 3wd ends on 3-05,
	// and late it is the co-unit's own: rungs on 3-06 and 3-10, its head's explanation by
	// 3-09. The lead answers on 3-06 and is signed off on 3-11, which the leader signs, too: the
	// co-unit still owes its part (R044, R045, R048).
	"supervision-joint": {
		in: simulate.Input{Kind: casework.Supervision}, received: "2026-03-02T09:00", until: "2026-03-12",
		script: `{"at":"2026-03-02T09:30","command":"assign-step","by":"supervision_office","args":{"post":"food-desk","limit":"6wd"}}
			{"at":"2026-03-02T10:00","command":"assign-step","by":"supervision_office","args":{"post":"food-desk","limit":"3wd"}}
			{"at":"2026-03-02T10:30","command":"assign-step","by":"supervision_office","args":{"post":"food-desk","limit":"2wd"}}
			{"at":"2026-03-02T11:00","command":"assign-step","by":"supervision_office","args":{"post":"card-desk"}}
			{"at":"2026-03-03T10:00","command":"confirm-receipt","args":{"clock":"receipt:card-desk"}}
			{"at":"2026-03-04T10:00","command":"complete-step","args":{"clock":"step:card-desk"}}
			{"at":"2026-03-06T10:00","command":"reply"}
			{"at":"2026-03-09T10:00","command":"special-report","by":"supervision_office","args":{"outcome":"result"}}
			{"at":"2026-03-11T10:00","command":"sign-off","by":"supervision_office"}
			{"at":"2026-03-11T15:00","command":"countersign","by":"leader_in_charge","args":{"approve":true}}`,
		want: []string{
			"2026-03-02 09:30 command_refused", "2026-03-02 10:30 command_refused",
			"2026-03-02 10:00 step:food-desk step_assigned", "2026-03-02 11:00 step:card-desk step_assigned",
			"2026-03-03 10:00 receipt_signed", "2026-03-04 10:00 step:card-desk step_done",
			"2026-03-05 17:30 step:food-desk clock_breached", "2026-03-06 10:00 reply clock_met",
			"2026-03-06 17:30 step:food-desk escalated 2", "2026-03-10 17:30 step:food-desk escalated 3",
			"2026-03-10 17:30 step:food-desk accountability_opened 3", "2026-03-05 17:30 explain:food-desk explanation_due",
			"2026-03-09 17:30 explain:food-desk clock_breached", "2026-03-09 10:00 special_reported result",
			"2026-03-11 10:00 case_closed",
		},
	},
}

func TestGoldenTimelinesOfJointWork(t *testing.T) {
	t.Parallel()
	for name, tt := range jointGoldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, tt.in, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}
