package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/simulate"
)

// accountable are accountability cases, received at the instant of their opening:
// Monday 2026-03-02 at closing. 4-04 to 4-06 and 5-01 to 5-05 are off.
var accountable = map[string]struct {
	until, script string
	want          []string // worked out by hand
}{
	// 30wd to verify: 3-03 to 06, 09 to 13, 16 to 20, 23 to 27, 30 to 4-03 make 24, then
	// 4-07 to 10, 13, 14. Half on day 16, 3-24; near on 4-13; a day later the discipline
	// office and the party group hear of it, and again every 5wd: 4-16, 17, 20, 21, 22; 4-29.
	"accountability-untouched": {until: "2026-04-30", want: []string{
		"2026-03-24 08:30 verify clock_warned half", "2026-04-13 08:30 verify clock_warned near",
		"2026-04-14 17:30 verify clock_breached", "2026-04-14 17:30 verify escalated 1",
		"2026-04-15 17:30 verify escalated 2", "2026-04-22 17:30 verify escalated 2", "2026-04-29 17:30 verify escalated 2",
	}},
	// Nobody's fault: it ends where it began, and nobody is named.
	"accountability-no-fault": {script: `{"at":"2026-03-05T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"no_fault"}}`, want: []string{
		"2026-03-05 10:00 verify clock_met", "2026-03-05 10:00 facts_stated no_fault", "2026-03-05 10:00 case_closed",
	}},
	// The head agrees to the inquiry on 3-04, to the opening on 3-05: six months from there
	// (处分条例 44). Two measures are one decision (R135); one of them 公务员法 95 lists. Served
	// on 3-18, reviewed, upheld on 4-20; 15 days from then end on 5-05, which is off, so on
	// 5-06; appealed on 5-05, accepted elsewhere on 5-11, entered a day later by its paper: 60 days are 7-10. Reversed there,
	// which the efficiency office enters on 6-01; neither the party group nor the
	// discipline office decides it.
	"accountability-reversed": {script: `{"at":"2026-03-03T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"inquiry","person":"handler","investigators":["inspector","auditor"],"employment":"civil_servant"}}
			{"at":"2026-03-04T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-04T15:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"formal","ground":"time_limit"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-05T11:00","command":"recommend","by":"efficiency_office","args":{"measure":"circulated_criticism"}}
			{"at":"2026-03-06T10:00","command":"hear"}
			{"at":"2026-03-10T10:00","command":"recommend","by":"efficiency_office","args":{"measure":"circulated_criticism"}}
			{"at":"2026-03-16T10:00","command":"decide","by":"party_group","args":{"measure":["bonus_withheld","circulated_criticism"],"members":7,"present":5,"in_favour":4}}
			{"at":"2026-03-16T10:20","command":"countersign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-18T10:00","command":"serve","by":"efficiency_office"}
			{"at":"2026-04-01T10:00","command":"ask-review","args":{"category":"review"}}
			{"at":"2026-04-20T10:00","command":"decide-review","by":"party_group","args":{"outcome":"upheld"}}
			{"at":"2026-04-20T10:20","command":"countersign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-05-05T20:00","command":"ask-review","args":{"category":"appeal"}}
			{"at":"2026-05-12T10:00","command":"accept","by":"efficiency_office","args":{"category":"organ_above","received":"2026-05-11T09:00","proof":"slip"}}
			{"at":"2026-05-29T10:00","command":"decide-review","by":"party_group","args":{"outcome":"upheld"}}
			{"at":"2026-05-29T11:00","command":"decide-review","by":"discipline_office","args":{"outcome":"upheld"}}
			{"at":"2026-06-01T10:00","command":"decide-review","by":"efficiency_office","args":{"outcome":"reversed"}}
			{"at":"2026-06-01T10:20","command":"countersign","by":"principal_leader","args":{"approve":true}}`, want: []string{
		"2026-03-03 10:00 opening_asked inquiry", "2026-03-04 10:00 opening_granted inquiry", "2026-03-04 15:00 facts_stated formal", "2026-03-05 10:00 verify clock_met", "2026-03-05 10:00 formally_opened",
		"2026-03-05 11:00 command_refused", "2026-03-06 10:00 heard", "2026-03-16 10:00 measure_decided circulated_criticism,bonus_withheld", "2026-03-18 10:00 serve clock_met",
		"2026-03-18 10:00 decision_served circulated_criticism,bonus_withheld", "2026-04-01 10:00 review_asked review",
		"2026-04-01 10:00 direct_appeal clock_dropped", "2026-04-20 10:00 review_decided upheld",
		"2026-05-05 20:00 review_asked appeal", "2026-05-12 10:00 appeal_accepted organ_above", "2026-05-29 10:00 command_refused", "2026-05-29 11:00 command_refused",
		"2026-06-01 10:00 review_decided reversed", "2026-06-01 10:00 case_closed",
	}},
	// Served on 3-18: 30 days end on 4-17. Appealed at once on 4-10, 60 days are 6-09; they
	// are another organ's, so nobody here is late: it comes round.
	"accountability-direct-appeal": {until: "2026-06-10", script: `{"at":"2026-03-03T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"inquiry","person":"handler","investigators":["inspector","auditor"],"employment":"civil_servant"}}
			{"at":"2026-03-04T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-04T15:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"formal","ground":"time_limit"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-13T10:00","command":"recommend","by":"efficiency_office","args":{"measure":"admonition"}}
			{"at":"2026-03-16T10:00","command":"decide","by":"party_group","args":{"measure":["admonition","mend_by_term","bonus_withheld"],"members":7,"present":5,"in_favour":4,"limit":"10wd"}}
			{"at":"2026-03-16T10:20","command":"countersign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-18T10:00","command":"serve","by":"efficiency_office"}
			{"at":"2026-04-01T10:00","command":"report"}
			{"at":"2026-04-10T10:00","command":"ask-review","args":{"category":"appeal"}}`, want: []string{
		"2026-03-13 00:00 statement clock_lapsed", // 5wd from 3-05 end with 3-12
		"2026-04-01 10:00 mend clock_met",         // 10wd from 3-18 are 4-01
		"2026-04-10 10:00 direct_appeal clock_met", "2026-04-10 10:00 ask_review clock_dropped",
		"2026-06-09 17:30 appeal_outside clock_recurred",
	}},
	// Entered by one, it is no decision, and lapses with 3-17. Signed on 3-18 it is one from when it was
	// entered. Appealed on 4-10: not accepted on 4-09, nor on 4-13 by word alone; by its paper it was,
	// 60 days are 6-12, and no later entry moves them.
	"accountability-by-two": {until: "2026-06-13", script: `{"at":"2026-03-03T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"inquiry","person":"handler","investigators":["inspector","auditor"],"employment":"civil_servant"}}
			{"at":"2026-03-04T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-04T15:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"formal","ground":"time_limit"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-13T10:00","command":"recommend","by":"efficiency_office","args":{"measure":"circulated_criticism"}}
			{"at":"2026-03-16T10:00","command":"decide","by":"party_group","args":{"measure":["bonus_withheld","circulated_criticism"],"members":7,"present":5,"in_favour":4}}
			{"at":"2026-03-18T10:00","command":"decide","by":"party_group","args":{"measure":["bonus_withheld","circulated_criticism"],"members":7,"present":5,"in_favour":4}}
			{"at":"2026-03-18T10:20","command":"countersign","by":"discipline_office","args":{"approve":true}}
			{"at":"2026-03-19T10:00","command":"serve","by":"efficiency_office"}
			{"at":"2026-04-10T10:00","command":"ask-review","args":{"category":"appeal"}}
			{"at":"2026-04-14T09:00","command":"accept","by":"efficiency_office","args":{"category":"organ_above","received":"2026-04-13T09:00"}}
			{"at":"2026-04-14T10:00","command":"accept","by":"efficiency_office","args":{"category":"organ_above","received":"2026-04-09T09:00","proof":"slip"}}
			{"at":"2026-04-15T10:00","command":"accept","by":"efficiency_office","args":{"category":"organ_above","received":"2026-04-13T09:00","proof":"slip"}}
			{"at":"2026-04-20T10:00","command":"accept","by":"efficiency_office","args":{"category":"organ_above","received":"2026-04-20T09:00"}}`, want: []string{
		"2026-03-13 00:00 statement clock_lapsed",
		"2026-03-16 10:00 second_asked", "2026-03-17 17:30 second_signature second_lapsed", "2026-03-18 10:00 second_asked", "2026-03-18 10:00 measure_decided circulated_criticism,bonus_withheld", "2026-03-18 10:20 second_given",
		"2026-04-14 09:00 command_refused", "2026-04-14 10:00 command_refused", "2026-04-15 10:00 appeal_accepted organ_above", "2026-04-20 10:00 command_refused",
		"2026-06-12 17:30 appeal_outside clock_recurred",
	}},
	// Split on 3-09 for the leader who had it on his desk: his own case is heard, not
	// served in time, and neither waits for the other.
	"accountability-split": {until: "2026-03-31", script: `{"at":"2026-03-03T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"inquiry","person":"handler","investigators":["inspector","auditor"],"employment":"civil_servant"}}
			{"at":"2026-03-04T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-04T15:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"formal","ground":"time_limit"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-09T10:00","command":"split","by":"efficiency_office","args":{"person":"handler","share":"secondary"}}
			{"at":"2026-03-09T11:00","command":"split","by":"efficiency_office","args":{"person":"leader_in_charge","share":"main"}}
			{"at":"2026-03-09T12:00","command":"split","by":"efficiency_office","args":{"person":"leader_in_charge","share":"main"}}`, want: []string{
		"2026-03-09 10:00 liability_split secondary", "2026-03-09 11:00 accountability_opened split",
		"2026-03-04 15:00 facts_stated formal", "2026-03-04 15:00 opening_asked formal", "2026-03-09 11:00 facts_stated formal", "2026-03-05 10:00 formally_opened", "2026-03-09 11:00 liability_split main", "2026-03-09 11:00 opening_asked formal", "2026-03-09 12:00 command_refused",
		"2026-03-13 00:00 statement clock_lapsed", // 5wd from 3-05; his own case waits for the head
	}},
	// Against a unit, never reviewed: final when 4-17 is over; what was to be mended by
	// 4-02 (30d of 3-18 would be 4-17; 15d are 4-02) climbs, and comes round every 5wd from
	// 4-03: 4-07, 08, 09, 10, 13; 4-20; 4-27.
	"accountability-of-a-unit": {until: "2026-04-30", script: `{"at":"2026-03-03T10:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"inquiry","person":"section_head","unit":"permits","investigators":["inspector","auditor"],"employment":"civil_servant"}}
			{"at":"2026-03-04T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-04T15:00","command":"state-facts","by":"efficiency_office","args":{"outcome":"formal","ground":"time_limit"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-06T10:00","command":"hear","by":"section_head"}
			{"at":"2026-03-10T10:00","command":"recommend","by":"efficiency_office","args":{"measure":"admonition"}}
			{"at":"2026-03-10T11:00","command":"recommend","by":"efficiency_office","args":{"measure":"unit_points"}}
			{"at":"2026-03-16T10:00","command":"decide","by":"party_group","args":{"measure":"unit_points","members":7,"present":5,"in_favour":4,"limit":"15d"}}
			{"at":"2026-03-16T10:20","command":"countersign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-18T10:00","command":"serve","by":"efficiency_office"}`, want: []string{
		"2026-03-10 10:00 command_refused", "2026-03-18 10:00 decision_served unit_points",
		"2026-04-02 17:30 mend clock_breached", "2026-04-02 17:30 mend escalated 1", "2026-04-03 17:30 mend escalated 2",
		"2026-04-13 17:30 mend escalated 2", "2026-04-20 17:30 mend escalated 2", "2026-04-27 17:30 mend escalated 2",
		"2026-04-18 00:00 ask_review clock_lapsed", "2026-04-18 00:00 case_closed", // a unit has no appeal of 公务员法 95
	}},
}

func TestGoldenTimelinesOfAccountability(t *testing.T) {
	t.Parallel()
	for name, tt := range accountable {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: casework.Accountability}, "2026-03-02T17:30", tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}
