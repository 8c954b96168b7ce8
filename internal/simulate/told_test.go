package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/simulate"
)

// ending is a timeline from a case's first clock to its end.
type ending struct {
	of                            casework.Kind
	item, received, until, script string
	facts                         map[string]string
	result                        string
	want                          []string // worked out by hand: all lines of these events
	none                          []string // events of which there is no line
}

// Proposals and reports, untouched and scripted (issue 15, done when 2). March 2026 has no day
// off but weekends: 3-02 is a Monday; 4-04 to 4-06 and 5-01 to 5-05 are off.
var toldEnds = map[string]ending{
	// Three months from 3-02 are 6-02, a Tuesday; rungs a working day and three later.
	"proposal-untouched": {
		of: kind.Proposal, item: "deputy-proposal", received: "2026-03-02T09:00", until: "2026-06-06",
		want: []string{
			"2026-03-04 17:30 return clock_lapsed", "2026-06-02 17:30 handle clock_breached", "2026-06-02 17:30 handle card_issued yellow",
			"2026-06-03 17:30 handle escalated 2", "2026-06-05 17:30 handle escalated 3", "2026-06-05 17:30 handle accountability_opened 3",
		},
	},
	// Not ours, said on day 2 and sent back on the third.
	"proposal-returned": {
		of: kind.Proposal, item: "deputy-proposal", received: "2026-03-02T09:00", until: "2026-06-06", result: "returned",
		script: `{"at":"2026-03-04T17:00","command":"return","args":{"reason":"属市场监管局"}}
			{"at":"2026-03-05T10:00","command":"decide-return","by":"general_office","args":{"approve":true,"reason":"同意"}}`,
		want: []string{"2026-03-04 17:00 return clock_met", "2026-03-05 10:00 decide_return clock_met", "2026-03-05 10:00 case_closed"},
	},
	// Spoken with, drafted, signed; answered within three months, and nobody wrote back in thirty
	// days: 4-11 is a Saturday, so that 4-13 it ends.
	"proposal-answered": {
		of: kind.Proposal, item: "deputy-proposal", received: "2026-03-02T09:00", until: "2026-06-06", result: "answered",
		script: `{"at":"2026-03-10T10:00","command":"contact-author","args":{"means":"visit","received":"2026-03-10T09:00:00+08:00","reason":"听取"}}
			{"at":"2026-03-11T10:00","command":"propose","args":{"reason":"答复稿"}}
			{"at":"2026-03-12T10:00","command":"reply","by":"principal_leader","args":{"approve":true}}`,
		want: []string{"2026-03-12 10:00 sign clock_met", "2026-03-12 10:00 handle clock_met", "2026-04-13 17:30 opinion clock_lapsed", "2026-04-13 17:30 case_closed"},
	},
	// Broad or hard: three months more before 6-02, 9-02 in all.
	"proposal-lent": {
		of: kind.Proposal, item: "deputy-proposal", received: "2026-03-02T09:00", until: "2026-09-03",
		script: `{"at":"2026-05-25T11:00","command":"request-extension","args":{"clock":"handle","days":3,"reason":"涉及面广"}}
			{"at":"2026-05-26T10:00","command":"decide-extension","by":"general_office","args":{"clock":"handle","approve":true,"basis_id":"复函","reason":"同意"}}`,
		want: []string{"2026-05-26 10:00 handle clock_moved", "2026-09-02 17:30 handle clock_breached"},
	},
	// Three hours from 9:10, over lunch: 12:10; everybody an hour before.
	"report-untouched": {
		of: kind.Report, item: "information-report", received: "2026-03-02T09:10", until: "2026-03-06", facts: map[string]string{"happened": "emergency"},
		want: []string{
			"2026-03-02 11:10 urgent clock_warned near", "2026-03-02 12:10 urgent clock_breached", "2026-03-02 12:10 urgent card_issued yellow",
			"2026-03-03 17:30 urgent escalated 2", "2026-03-05 17:30 urgent escalated 3", "2026-03-05 17:30 urgent accountability_opened 3",
		},
	},
	// By a leader's word at night, and signed for on Monday; told to the end.
	"report-by-word": {
		of: kind.Report, item: "information-report", received: "2026-03-07T23:00", until: "2026-03-12", facts: map[string]string{"happened": "disaster"}, result: "reported",
		script: `{"at":"2026-03-08T01:10","command":"take-word","args":{"category":"leader_in_charge","means":"phone","received":"2026-03-08T01:05:00+08:00","reason":"同意"}}
			{"at":"2026-03-08T01:20","command":"send","args":{"category":"government","means":"network"}}
			{"at":"2026-03-09T09:00","command":"sign","by":"leader_in_charge","args":{"approve":true}}
			{"at":"2026-03-09T10:00","command":"end-report","args":{"reason":"处置完毕"}}`,
		want: []string{"2026-03-08 01:20 urgent clock_met", "2026-03-08 01:20 report_sent government", "2026-03-09 09:00 word:leader_in_charge clock_met", "2026-03-09 10:00 case_closed"},
	},
	// An ordinary piece has no three hours.
	"report-ordinary": {
		of: kind.Report, item: "information-report", received: "2026-03-02T09:10", until: "2026-03-12", facts: map[string]string{"happened": "other"}, result: "reported",
		script: `{"at":"2026-03-05T10:00","command":"sign","by":"leader_in_charge","args":{"approve":true}}
			{"at":"2026-03-05T10:10","command":"send","args":{"category":"superior","means":"network"}}`,
		want: []string{"2026-03-05 10:10 report_sent superior", "2026-03-05 10:10 case_closed"},
	},
	// Classified: noted that it left by the secure channel.
	"report-classified": {
		of: kind.Report, item: "information-report", received: "2026-03-02T09:10", until: "2026-03-12", facts: map[string]string{"happened": "trend", "secrecy": "secret"}, result: "reported",
		script: `{"at":"2026-03-02T10:00","command":"sign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-02T10:10","command":"send","args":{"category":"state_council","means":"secure"}}
			{"at":"2026-03-03T10:00","command":"end-report","args":{}}`,
		want: []string{"2026-03-02 10:10 urgent clock_met", "2026-03-02 10:10 report_sent state_council", "2026-03-03 10:00 case_closed"},
	},
}

func TestEndsOfProposalsAndReports(t *testing.T) {
	t.Parallel()
	playEndings(t, toldEnds)
}

func playEndings(t *testing.T, endings map[string]ending) {
	t.Helper()
	for name, tt := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: tt.of, Item: tt.item, Facts: tt.facts}, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			told, result := map[string][]string{}, ""
			for _, l := range lines {
				if l.Case != lines[0].Case { // one that it opened
					continue
				}
				require.NotEqual(t, casework.CommandRefused, l.Event, "%v", l.Detail)
				require.NotContains(t, tt.none, string(l.Event))
				told[what(l)] = append(told[what(l)], minute(l))
				if l.Event == casework.CaseClosed {
					result = l.Detail["result"]
				}
			}
			handCounted(t, tt.want, told)
			require.Equal(t, tt.result, result)
		})
	}
}
