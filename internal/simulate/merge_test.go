package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/simulate"
)

// Two cases, one answer (并案, R075; docs/adr/0010). March 2026 has no day off but
// weekends: 3-02 is a Monday.
var mergeGoldens = map[string]struct {
	in                      simulate.Input
	received, until, script string
	want                    []string // worked out by hand
}{
	// The first is due ten working days after 3-02, on 3-16, its duplicate after 3-04,
	// on 3-18. Merged on 3-05, the duplicate is nobody's to answer by itself; the answer
	// to the first on 3-13 is its own, at that instant. Its right of return had lapsed
	// on 3-06 as if nothing had been merged. Answered, the first can be followed by none.
	"document-merged": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-04T09:00","open":"document"}
			{"at":"2026-03-04T10:00","case":"GW2026-000002","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-05T10:00","case":"GW2026-000002","command":"merge","by":"general_office","args":{"case":"GW2026-000001"}}
			{"at":"2026-03-09T10:00","case":"GW2026-000002","command":"complete"}
			{"at":"2026-03-13T10:00","command":"complete"}
			{"at":"2026-03-16T09:00","open":"document"}
			{"at":"2026-03-16T10:00","case":"GW2026-000003","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-16T11:00","case":"GW2026-000003","command":"merge","by":"general_office","args":{"case":"GW2026-000001"}}
			{"at":"2026-03-17T10:00","case":"GW2026-000003","command":"complete"}`,
		want: []string{
			"2026-03-05 10:00 merged", "2026-03-13 10:00 followed",
			"2026-03-04 17:30 return clock_lapsed", "2026-03-06 17:30 return clock_lapsed",
			"2026-03-09 10:00 command_refused", "2026-03-16 11:00 command_refused",
			"2026-03-13 10:00 handle clock_met", "2026-03-13 10:00 handle clock_met", "2026-03-17 10:00 handle clock_met",
			"2026-03-13 10:00 case_closed", "2026-03-13 10:00 case_closed", "2026-03-17 10:00 case_closed",
		},
	},
	// Never answered: the first climbs to the third rung on 3-19, three working days after
	// 3-16, the duplicate on 3-23, three after 3-18. It is one matter on one post: the
	// second joins the case the first opened (design section 1).
	"complaint-merged-unanswered": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T09:00", until: "2026-03-24",
		script: `{"at":"2026-03-04T09:00","open":"complaint"}
			{"at":"2026-03-05T10:00","case":"TS2026-000002","command":"merge","by":"efficiency_office","args":{"case":"TS2026-000001"}}`,
		want: []string{
			"2026-03-16 17:30 handle clock_breached", "2026-03-18 17:30 handle clock_breached",
			"2026-03-19 17:30 handle escalated 3", "2026-03-23 17:30 handle escalated 3",
			"2026-03-19 17:30 handle accountability_opened 3", "2026-03-23 17:30 handle accountability_joined 3",
		},
	},
	// Answered too late for both: the first since 3-16, who complained second since his
	// own tenth day, 3-18, with an explanation of its own by 3-20 (R059, R069). Answered
	// on 3-19 before closing, neither comes to 3wd after its breach, 3-19 and 3-23. With
	// one said to have come before, the second of the script is the third on its matter: a
	// report of the unit on itself is due in 10wd from 3-04, and outlives the merge (R080). It
	// runs out with the answer, on 3-18: one card lies on the matter and names both.
	"complaint-merged-late": {
		in: simulate.Input{Kind: casework.Complaint, Earlier: 1}, received: "2026-03-02T09:00", until: "2026-03-24",
		script: `{"at":"2026-03-04T09:00","open":"complaint","facts":{"matter":"TS2026-000001"}}
			{"at":"2026-03-05T10:00","case":"TS2026-000002","command":"merge","by":"efficiency_office","args":{"case":"TS2026-000001"}}
			{"at":"2026-03-19T10:00","command":"reply","args":{"outcome":"unproven"}}
			{"at":"2026-03-20T10:00","command":"confirm","by":"efficiency_office","args":{"approve":true}}`,
		want: []string{
			"2026-03-16 17:30 handle clock_breached", "2026-03-18 17:30 handle clock_breached",
			"2026-03-17 17:30 handle escalated 2", "2026-03-18 17:30 explain clock_breached", "2026-03-20 17:30 explain clock_breached",
			"2026-03-19 10:00 handle clock_met", "2026-03-19 10:00 handle clock_met", "2026-03-19 10:00 followed",
			"2026-03-19 10:00 case_closed", "2026-03-20 10:00 case_closed",
			"2026-03-04 09:00 self_report_owed", "2026-03-18 17:30 self_report clock_breached",
		},
	},
	// The case itself follows one opened after it. That goes back to the general office
	// on 3-04, in time, and its limit falls away: the follower is on its own again,
	// untouched, and late on 3-16.
	"document-let-go": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-16T17:30",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-03T09:00","open":"document"}
			{"at":"2026-03-03T10:00","case":"GW2026-000002","command":"assign","by":"general_office","args":{"post":"food-desk"}}
			{"at":"2026-03-03T11:00","command":"merge","by":"general_office","args":{"case":"GW2026-000002"}}
			{"at":"2026-03-04T10:00","case":"GW2026-000002","command":"return"}
			{"at":"2026-03-04T11:00","case":"GW2026-000002","command":"convert","by":"general_office","args":{"kind":"supervision"}}`,
		want: []string{
			"2026-03-03 11:00 merged", "2026-03-04 10:00 handle clock_dropped", "2026-03-04 10:00 unmerged",
			"2026-03-04 17:30 return clock_lapsed", "2026-03-16 17:30 handle clock_breached", "2026-03-04 11:00 case_closed",
		},
	},
}

func TestGoldenTimelinesOfMergedCases(t *testing.T) {
	t.Parallel()
	for name, tt := range mergeGoldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, tt.in, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}

// Of two that follow each other neither is ever answered, and a case that follows
// itself is refused by the case.
func TestMergesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	second := `{"at":"2026-03-02T10:00","open":"document"}
		{"at":"2026-03-03T10:00","command":"merge","by":"general_office","args":{"case":"GW2026-000002"}}
		{"at":"2026-03-04T10:00","case":"GW2026-000002","command":"merge","by":"general_office","args":{"case":"GW2026-000001"}}`
	_, err := runKind(t, simulate.Input{Kind: casework.Document}, "2026-03-02T09:00", "2026-03-05", second)
	require.Equal(t, casework.NotMergeable, casework.CodeOf(err))
	_, err = runKind(t, simulate.Input{Kind: casework.Document}, "2026-03-02T09:00", "2026-03-05", `{"at":"2026-03-02T10:00","open":"wish"}`)
	require.Equal(t, casework.Invalid, casework.CodeOf(err))
	for _, other := range []string{"GW2026-000001", "GW2026-000009", ""} {
		lines, err := runKind(t, simulate.Input{Kind: casework.Document}, "2026-03-02T09:00", "2026-03-05", `
			{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-03T10:00","command":"merge","by":"general_office","args":{"case":"`+other+`"}}`)
		require.NoError(t, err)
		var refused []string
		for _, l := range lines {
			if l.Event == casework.CommandRefused {
				refused = append(refused, l.Detail["command"])
			}
		}
		require.Equal(t, []string{"merge"}, refused, other)
	}
}
