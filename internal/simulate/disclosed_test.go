package simulate_test

import (
	"testing"

	"github.com/shixian/shixian/internal/kind"
)

// vetted is how a disclosure comes to be approved, public how it is made so; pledged is a promise
// that was fixed and made public.
const (
	vetted = `{"at":"2026-03-03T10:00","command":"vet","by":"discipline_office","args":{"outcome":"sound","reason":"属实"}}
			{"at":"2026-03-05T10:00","command":"approve","by":"principal_leader","args":{"approve":true,"reason":"同意公开"}}
			`
	public = vetted + `{"at":"2026-03-06T10:00","command":"make-public","by":"general_office","args":{"means":"posted"}}
			`
	fixed = `{"at":"2026-03-03T10:00","command":"fix-promise","by":"party_group","args":{"approve":true,"item":"food-permit","limit":"8wd","reason":"可行"}}
			`
	pledged = fixed + `{"at":"2026-03-04T10:00","command":"pledge","by":"general_office","args":{"means":"posted"}}
			`
)

// Disclosures and what people say of them, untouched and scripted (issue 15, done when 2). March
// 2026 has no day off but weekends: 3-02 is a Monday. The quarter ends with 4-01, a Wednesday.
var disclosedEnds = map[string]ending{
	// Nobody looks at it. Three working days are 3-05, a rung the next day, and again after five
	// each: 3-13, 3-20. Fifteen are 3-23 (3 to 6, 9 to 13, 16 to 20, 23): never public, verified on day 3, 3-26.
	"disclosure-untouched": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-03-27",
		want: []string{
			"2026-03-04 08:30 vet clock_warned near", "2026-03-05 17:30 vet clock_breached", "2026-03-05 17:30 vet escalated 1",
			"2026-03-06 17:30 vet escalated 2", "2026-03-13 17:30 vet escalated 2", "2026-03-20 17:30 vet escalated 2",
			"2026-03-12 08:30 handle clock_warned half", "2026-03-20 08:30 handle clock_warned near", "2026-03-23 17:30 handle clock_breached",
			"2026-03-24 17:30 handle escalated 2", "2026-03-26 17:30 handle escalated 3", "2026-03-26 17:30 handle accountability_opened 3",
		},
	},
	// Looked into, approved, public; the check of 3-20 finds it wrong: five days are 3-27 (23 to
	// 27), mended on day 3; taken down on 4-10. The quarter was checked: nothing is missed.
	"disclosure-shown": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-04-11", result: "taken_down",
		script: public + `{"at":"2026-03-20T10:00","command":"check-shown","by":"general_office","args":{"outcome":"faulty","reason":"电话已变更"}}
			{"at":"2026-03-25T10:00","command":"amend","by":"general_office","args":{"reason":"已更正"}}
			{"at":"2026-04-10T10:00","command":"take-down","by":"general_office","args":{"reason":"被新的代替"}}`,
		want: []string{
			"2026-03-03 10:00 vet clock_met", "2026-03-05 10:00 approval clock_met", "2026-03-06 10:00 handle clock_met", "2026-03-06 10:00 made_public posted",
			"2026-03-20 10:00 check public_checked faulty", "2026-03-20 10:00 amend clock_started", "2026-03-25 10:00 amend clock_met",
			"2026-04-01 17:30 check clock_recurred", "2026-04-10 10:00 taken_down", "2026-04-10 10:00 case_closed",
		},
	},
	// Not true: back to who reported it on day 1.
	"disclosure-sent-back": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-03-27", result: "sent_back",
		script: `{"at":"2026-03-03T10:00","command":"vet","by":"discipline_office","args":{"outcome":"unsound","reason":"标准已废止"}}`,
		want:   []string{"2026-03-03 10:00 vet clock_met", "2026-03-03 10:00 handle clock_dropped", "2026-03-03 10:00 case_closed"},
	},
	// True, and not approved: five days from 3-03 would be 3-10.
	"disclosure-not-approved": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-03-27", result: "not_approved",
		script: `{"at":"2026-03-03T10:00","command":"vet","by":"discipline_office","args":{"outcome":"sound","reason":"属实"}}
			{"at":"2026-03-09T10:00","command":"approve","by":"principal_leader","args":{"approve":false,"reason":"暂不公开"}}`,
		want: []string{
			"2026-03-03 10:00 approval clock_started", "2026-03-09 08:30 approval clock_warned near", "2026-03-09 10:00 approval clock_met",
			"2026-03-09 10:00 handle clock_dropped", "2026-03-09 10:00 case_closed",
		},
	},
	// Public, and nobody checks: two quarters are missed.
	// Refused by the head himself, a day after 3-23: those beside him hear at once of what would
	// have come round to them on 3-26, and no case is opened over him.
	"disclosure-over-head": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-04-10", result: "not_approved",
		script: `{"at":"2026-03-03T10:00","command":"vet","by":"discipline_office","args":{"outcome":"sound","reason":"属实"}}
			{"at":"2026-03-24T10:00","command":"approve","by":"principal_leader","args":{"approve":false,"reason":"暂不公开"}}`,
		want: []string{
			"2026-03-10 17:30 approval clock_breached", "2026-03-23 17:30 handle clock_breached", "2026-03-24 10:00 handle escalated 3", "2026-03-24 10:00 case_closed",
		},
	},
	"disclosure-unchecked": {
		of: kind.Disclosure, item: "disclosure-item", received: "2026-03-02T09:00", until: "2026-07-02", script: public,
		want: []string{
			"2026-03-31 08:30 check clock_warned near", "2026-04-01 17:30 check clock_recurred", "2026-04-01 17:30 check round_missed",
			"2026-06-30 08:30 check clock_warned near", "2026-07-01 17:30 check clock_recurred", "2026-07-01 17:30 check round_missed",
		},
	},
	// A suggestion: five working days are 3-09, half of them the opening of day 3, 3-05.
	"suggestion-untouched": {
		of: kind.Disclosure, item: "suggestion", received: "2026-03-02T09:00", until: "2026-03-13",
		want: []string{
			"2026-03-05 08:30 answer clock_warned half", "2026-03-06 08:30 answer clock_warned near", "2026-03-09 17:30 answer clock_breached",
			"2026-03-10 17:30 answer escalated 2", "2026-03-12 17:30 answer escalated 3", "2026-03-12 17:30 answer accountability_opened 3",
		},
	},
	// Answered on day 2.
	"suggestion-answered": {
		of: kind.Disclosure, item: "suggestion", received: "2026-03-02T09:00", until: "2026-03-13", result: "answered",
		script: `{"at":"2026-03-04T10:00","command":"reply","by":"general_office","args":{"reason":"已采纳"}}`,
		want:   []string{"2026-03-04 10:00 answer clock_met", "2026-03-04 10:00 case_closed"},
	},
	// The leaders' day: nobody asked the leader on Monday, a rung on Tuesday, and after five days
	// again; five days are Saturday 3-07, so that Monday 3-09 the answer is late.
	"reception-untouched": {
		of: kind.Disclosure, item: "reception-day", received: "2026-03-02T09:00", until: "2026-03-13",
		want: []string{
			"2026-03-02 17:30 ask_leader clock_breached", "2026-03-03 17:30 ask_leader escalated 2", "2026-03-10 17:30 ask_leader escalated 2",
			"2026-03-09 17:30 answer clock_breached", "2026-03-12 17:30 answer accountability_opened 3",
		},
	},
}

// Promises, untouched and scripted. The first half-year ends with 7-01, a Wednesday.
var promisedEnds = map[string]ending{
	// Ten working days are 3-16 (3 to 6, 9 to 13, 16); a rung the next day, and after five: 3-24.
	"promise-untouched": {
		of: kind.Promise, item: "service-promise", received: "2026-03-02T09:00", until: "2026-03-25",
		want: []string{
			"2026-03-13 08:30 fix clock_warned near", "2026-03-16 17:30 fix clock_breached", "2026-03-16 17:30 fix escalated 1",
			"2026-03-17 17:30 fix escalated 2", "2026-03-24 17:30 fix escalated 2",
		},
	},
	// Proposed, fixed, public, kept, ended: checked on 6-15, so that 7-01 nothing is missed.
	"promise-kept": {
		of: kind.Promise, item: "service-promise", received: "2026-03-02T09:00", until: "2026-07-11", result: "promise_over",
		script: pledged + `{"at":"2026-06-15T10:00","command":"check-promise","by":"efficiency_office","args":{"outcome":"kept","reason":"全部按期"}}
			{"at":"2026-07-10T10:00","command":"end-promise","by":"party_group","args":{"reason":"事项取消"}}`,
		want: []string{
			"2026-03-03 10:00 fix clock_met", "2026-03-03 10:00 promise_fixed fixed", "2026-03-04 10:00 handle clock_met", "2026-03-04 10:00 promise_pledged posted",
			"2026-06-15 10:00 check promise_checked kept", "2026-07-01 17:30 check clock_recurred", "2026-07-10 10:00 promise_ended", "2026-07-10 10:00 case_closed",
		},
	},
	// Not fixed on day 3: it was never public.
	"promise-not-fixed": {
		of: kind.Promise, item: "service-promise", received: "2026-03-02T09:00", until: "2026-03-25", result: "not_fixed",
		script: `{"at":"2026-03-05T10:00","command":"fix-promise","by":"party_group","args":{"approve":false,"reason":"不具体"}}`,
		want:   []string{"2026-03-05 10:00 fix clock_met", "2026-03-05 10:00 promise_fixed refused", "2026-03-05 10:00 case_closed"},
	},
	// Fixed, and kept back: five working days from 3-03 are 3-10, rungs on 3-11 and 3-18.
	"promise-kept-back": {
		of: kind.Promise, item: "service-promise", received: "2026-03-02T09:00", until: "2026-03-19", script: fixed,
		want: []string{
			"2026-03-09 08:30 handle clock_warned near", "2026-03-10 17:30 handle clock_breached", "2026-03-10 17:30 handle card_issued yellow",
			"2026-03-11 17:30 handle escalated 2", "2026-03-18 17:30 handle escalated 2",
		},
	},
	// Not kept, and not mended: five working days from 3-09 are 3-16, rungs on 3-17 and 3-24.
	"promise-broken": {
		of: kind.Promise, item: "service-promise", received: "2026-03-02T09:00", until: "2026-03-25",
		script: pledged + `{"at":"2026-03-09T10:00","command":"check-promise","by":"efficiency_office","args":{"outcome":"broken","reason":"超期三件"}}`,
		want: []string{
			"2026-03-09 10:00 check promise_checked broken", "2026-03-16 17:30 amend clock_breached", "2026-03-16 17:30 amend escalated 1",
			"2026-03-17 17:30 amend escalated 2", "2026-03-24 17:30 amend escalated 2",
		},
	},
}

func TestEndsOfDisclosures(t *testing.T) {
	t.Parallel()
	playEndings(t, disclosedEnds)
}

func TestEndsOfPromises(t *testing.T) {
	t.Parallel()
	playEndings(t, promisedEnds)
}
