package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/simulate"
)

// Days off in 2026 that matter here: 4-04 to 4-06, 5-01 to 5-05, 6-19 to 6-21; 5-09 is a
// make-up Saturday. 3-02 is a Monday.
var petitionGoldens = map[string]struct {
	facts                   map[string]string
	received, until, script string
	want                    []string // worked out by hand
}{
	// Told by 15d, 3-17; half on day 8, 3-10, near on 3-16. Nobody was told: rungs on 3-17
	// and, three working days on, 3-20 (信访工作条例 23).
	"petition-untouched": {
		received: "2026-03-02T09:00", until: "2026-03-31",
		want: []string{
			"2026-03-10 08:30 screen clock_warned half", "2026-03-16 08:30 screen clock_warned near",
			"2026-03-17 17:30 screen clock_breached", "2026-03-17 17:30 screen card_issued yellow", "2026-03-17 17:30 screen escalated 1",
			"2026-03-20 17:30 screen card_issued red", "2026-03-20 17:30 screen escalated 3", "2026-03-20 17:30 screen accountability_opened 3",
		},
	},
	// Accepted on 3-05: day 16 of 30wd is 3-27, day 29 4-16, day 30 4-17. Of the statute's
	// 60d, to 5-04, rolled to 5-06, 62 days, day 32 is 4-06, off: 4-07. Answered on 4-10,
	// received on 4-13: 30d to ask end with 5-13 (R084; 条例 34, 35).
	"petition-answered": {
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-03-09T10:00","command":"hear","args":{"category":"statement"}}
			{"at":"2026-04-10T10:00","command":"reply","args":{"outcome":"explained"}}
			{"at":"2026-04-13T09:30","command":"serve","args":{"received":"2026-04-13T09:00"}}`,
		want: []string{
			"2026-03-05 10:00 screened claim", "2026-03-05 10:00 screen clock_met", "2026-03-27 08:30 handle clock_warned half",
			"2026-04-07 08:30 statutory clock_warned half", "2026-04-10 10:00 handle clock_met", "2026-04-10 10:00 statutory clock_met",
			"2026-04-10 10:00 replied explained", "2026-04-13 09:30 serve clock_met", "2026-05-14 00:00 ask_review clock_lapsed", "2026-05-14 00:00 case_closed",
		},
	},
	// Not answered by 4-17: rungs on 4-17, 4-20 and 4-22; the section head explains by 4-21
	// and does not. The answer on 4-24 ends it (R059, R084).
	"petition-late": {
		received: "2026-03-02T09:00", until: "2026-04-25",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-03-09T10:00","command":"hear","args":{"category":"statement"}}
			{"at":"2026-04-24T10:00","command":"reply","args":{"outcome":"supported"}}`,
		want: []string{
			"2026-04-16 08:30 handle clock_warned near", "2026-04-17 17:30 handle clock_breached", "2026-04-17 17:30 handle card_issued yellow",
			"2026-04-20 17:30 handle escalated 2", "2026-04-21 17:30 explain clock_breached",
			"2026-04-22 17:30 handle card_issued red", "2026-04-22 17:30 handle escalated 3", "2026-04-22 17:30 handle accountability_opened 3",
			"2026-04-24 10:00 handle clock_met",
		},
	},
	// 20wd more than 4-17: 4-20 to 24, 27 to 30, 5-06 to 09, 11 to 15, 18, 19: 5-19. Half of
	// 30wd was day 16, 3-27; of 50wd it is day 26, 4-13; near 5-18. The statute is stretched along to the same day, 75d
	// from 3-05. The leader in charge grants nothing (R085).
	"petition-extended": {
		received: "2026-03-02T09:00", until: "2026-05-19T17:30",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-04-09T10:00","command":"request-extension","args":{"clock":"handle","days":20}}
			{"at":"2026-04-09T15:00","command":"decide-extension","by":"leader_in_charge","args":{"clock":"handle","approve":true}}
			{"at":"2026-04-10T10:00","command":"decide-extension","by":"principal_leader","args":{"clock":"handle","approve":true}}
			{"at":"2026-04-14T10:00","command":"request-extension","args":{"clock":"handle","days":1}}`,
		want: []string{
			"2026-03-27 08:30 handle clock_warned half", "2026-04-09 15:00 handle command_refused", "2026-04-10 10:00 handle extension_approved",
			"2026-04-10 10:00 handle clock_moved", "2026-04-10 10:00 statutory clock_moved", "2026-04-13 08:30 handle clock_warned half",
			"2026-04-14 10:00 handle command_refused", // once
			"2026-05-18 08:30 handle clock_warned near", "2026-05-19 17:30 handle clock_breached", "2026-05-19 17:30 statutory clock_breached",
		},
	},
	// Sent here and not ours, said on day 4 of 3-03, 04, 05, 06, 09; near is the day before the
	// last, 3-06. The sender agrees on 3-12, which the head of
	// the office enters, and it is his again (条例 23 III).
	"petition-objected": {
		facts: map[string]string{"referral": "sent"}, received: "2026-03-02T09:00",
		script: `{"at":"2026-03-06T10:00","command":"object","by":"efficiency_office"}
			{"at":"2026-03-12T10:00","command":"decide-objection","by":"principal_leader","args":{"approve":true}}`,
		want: []string{
			"2026-03-06 08:30 object clock_warned near", "2026-03-06 10:00 object clock_met", "2026-03-06 10:00 objected",
			"2026-03-10 08:30 screen clock_warned half", "2026-03-12 10:00 objection_decided upheld", "2026-03-12 10:00 screen clock_dropped", "2026-03-12 10:00 case_closed",
		},
	},
	// Received on 3-11: 30d end with 4-10. The request of 4-11, the thirty-first day, is
	// registered; of its 30d, to 5-11, day 16 is 4-27; people decide on 5-08 (条例 35).
	"petition-review-late": {
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-03-09T10:00","command":"hear","args":{"category":"statement"}}
			{"at":"2026-03-10T10:00","command":"reply","args":{"outcome":"unsupported"}}
			{"at":"2026-03-11T16:00","command":"serve","args":{"received":"2026-03-11T15:00"}}
			{"at":"2026-04-11T10:00","command":"ask-review","by":"efficiency_office","args":{"category":"here"}}
			{"at":"2026-05-08T10:00","command":"decide-review","by":"principal_leader","args":{"outcome":"not_admitted"}}`,
		want: []string{
			"2026-04-11 00:00 ask_review clock_lapsed", "2026-04-11 00:00 case_closed", "2026-04-11 10:00 case_reopened",
			"2026-04-11 10:00 review_asked review", "2026-04-27 08:30 review clock_warned half", "2026-05-08 10:00 review_decided not_admitted", "2026-05-08 10:00 case_closed",
		},
	},
	// Said on 4-07 to have been served on 3-20, with nothing that shows it: refused. By the return
	// slip it was served on 3-25: 30d end with 4-24.
	"petition-served-by-its-slip": {
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-03-09T10:00","command":"hear","args":{"category":"statement"}}
			{"at":"2026-03-20T10:00","command":"reply","args":{"outcome":"unsupported"}}
			{"at":"2026-04-07T10:00","command":"serve","args":{"received":"2026-03-20T15:00"}}
			{"at":"2026-04-08T10:00","command":"serve","args":{"received":"2026-03-25T15:00","proof":"slip"}}`,
		want: []string{
			"2026-04-07 10:00 command_refused", "2026-04-08 10:00 serve clock_met", "2026-04-08 10:00 decision_served",
			"2026-04-25 00:00 ask_review clock_lapsed", "2026-04-25 00:00 case_closed",
		},
	},
	// Not ours, and the sender agrees on 3-18, a day after the fifteen were over: who let them go by
	// is asked at once.
	"petition-sent-back-late": {
		facts: map[string]string{"referral": "sent"}, received: "2026-03-02T09:00",
		script: `{"at":"2026-03-06T10:00","command":"object","by":"efficiency_office"}
			{"at":"2026-03-18T10:00","command":"decide-objection","by":"principal_leader","args":{"approve":true}}`,
		want: []string{
			"2026-03-17 17:30 screen clock_breached", "2026-03-18 10:00 screen accountability_opened 3", "2026-03-18 10:00 case_closed",
		},
	},
	// An organ outside is asked on 3-20 and looked after every 30d: 4-19, a Sunday, on 4-20;
	// 5-19. It upholds the answer, received on 5-21: 30d end with 6-20, off till 6-21: 6-22
	// (条例 35, 36). Nobody here was late.
	"petition-review-outside": {
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-05T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"claim","post":"road-desk"}}
			{"at":"2026-03-09T10:00","command":"hear","args":{"category":"statement"}}
			{"at":"2026-03-10T10:00","command":"reply","args":{"outcome":"unsupported"}}
			{"at":"2026-03-20T10:00","command":"ask-review","by":"efficiency_office","args":{"category":"outside"}}
			{"at":"2026-05-20T10:00","command":"decide-review","by":"efficiency_office","args":{"outcome":"upheld"}}
			{"at":"2026-05-21T10:00","command":"serve","by":"efficiency_office","args":{"received":"2026-05-21T09:00"}}`,
		want: []string{
			"2026-03-20 10:00 review_asked review", "2026-04-20 17:30 review_outside clock_recurred", "2026-05-19 17:30 review_outside clock_recurred",
			"2026-05-20 10:00 review_decided upheld", "2026-06-23 00:00 ask_final clock_lapsed", "2026-06-23 00:00 case_closed",
		},
	},
}

func TestGoldenTimelinesOfPetitions(t *testing.T) {
	t.Parallel()
	for name, tt := range petitionGoldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: kind.Petition, Facts: tt.facts}, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}
