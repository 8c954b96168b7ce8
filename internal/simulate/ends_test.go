package simulate_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/simulate"
)

// Every end of a service case, single and joint, untouched and scripted (issue 13, done when
// 1). March 2026 has no day off but weekends: 3-02 is a Monday. All are received on 3-02.
var serviceEnds = map[string]struct {
	item, until, script, result string
	facts                       map[string]string
	want                        []string // worked out by hand: all lines of these events
}{
	// Accepted on 3-02, decided on day 3, handed over on 3-06.
	"completed": {
		item: "food-permit", until: "2026-03-20", result: "completed",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-05T10:00","command":"complete"}
			{"at":"2026-03-06T10:00","command":"deliver"}`,
		want: []string{
			"2026-03-02 10:00 intake clock_met", "2026-03-05 10:00 handle clock_met", "2026-03-05 10:00 statutory clock_met",
			"2026-03-05 10:00 deliver clock_started", "2026-03-06 10:00 deliver clock_met", "2026-03-06 10:00 case_closed",
		},
	},
	// Denied, and served on 3-06: his days to turn to others begin there, past the end.
	"denied": {
		item: "food-permit", until: "2026-03-20", result: "denied",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-05T10:00","command":"deny","args":{"reason":"不符合","basis":"食品安全法第三十五条"}}
			{"at":"2026-03-06T10:00","command":"deliver"}`,
		want: []string{
			"2026-03-05 10:00 handle clock_met", "2026-03-06 10:00 case_closed", "2026-03-06 10:00 reconsider clock_started", "2026-03-06 10:00 sue clock_started",
		},
	},
	// Not accepted on 3-04, day 2 of five: nothing was promised.
	"declined": {
		item: "food-permit", until: "2026-03-20", result: "declined",
		script: `{"at":"2026-03-04T10:00","command":"decline","args":{"reason":"不属于受理范围","basis":"食品安全法第三十五条"}}`,
		want:   []string{"2026-03-04 10:00 intake clock_met", "2026-03-04 10:00 case_closed"},
	},
	// Another organ's matter, said at once.
	"turned-away": {
		item: "food-permit", until: "2026-03-20", result: "declined",
		script: `{"at":"2026-03-02T10:00","command":"turn-away","by":"clerk","args":{"category":"not_competent","reason":"请向市场监督管理局申请","basis":"食品安全法第三十五条"}}`,
		want:   []string{"2026-03-02 10:00 intake clock_met", "2026-03-02 10:00 case_closed"},
	},
	// His own paper ends it, from its receipt at nine.
	"withdrawn": {
		item: "food-permit", until: "2026-03-20", result: "withdrawn",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-04T10:00","command":"withdraw","args":{"proof":"a1","received":"2026-03-04T09:00:00+08:00"}}`,
		want: []string{"2026-03-04 09:00 handle clock_dropped", "2026-03-04 09:00 statutory clock_dropped", "2026-03-04 09:00 case_closed"},
	},
	// Ten working days from the notice on 3-03: 4, 5, 6, 9 to 13, 16 and 17 are ten; his right
	// ends with 3-17.
	"abandoned": {
		item: "information-request", until: "2026-03-20", result: "abandoned",
		script: `{"at":"2026-03-03T10:00","command":"one-time-notice","args":{"materials":["id-card"]}}`,
		want:   []string{"2026-03-18 00:00 supplement clock_lapsed", "2026-03-18 00:00 case_closed"},
	},
	// A permit lapses by no clock: what never came is shown, and one person ends it so.
	"not-supplemented": {
		item: "food-permit", until: "2026-03-20", result: "not_supplemented",
		script: `{"at":"2026-03-03T10:00","command":"one-time-notice","args":{"materials":["layout"]}}
			{"at":"2026-03-17T10:00","command":"close","args":{"ground":"not_supplemented","proof":"a1","reason":"逾期未补正"}}`,
		want: []string{"2026-03-03 10:00 intake clock_met", "2026-03-17 10:00 case_closed"},
	},
	// Taken back the same day by who registered it, before anybody acted.
	"void": {
		item: "food-permit", until: "2026-03-20", result: "void", facts: map[string]string{"registered_by": "clerk"},
		script: `{"at":"2026-03-02T16:00","command":"void","by":"clerk","args":{"reason":"重复录入"}}`,
		want:   []string{"2026-03-02 16:00 intake clock_dropped", "2026-03-02 16:00 case_closed"},
	},
	// He died: the paper that shows it ends it.
	"death": {
		item: "elder-allowance", until: "2026-03-20", result: "death",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-03T10:00","command":"close","args":{"ground":"death","proof":"a1","reason":"申请人死亡"}}`,
		want: []string{"2026-03-03 10:00 handle clock_dropped", "2026-03-03 10:00 case_closed"},
	},
	// The body that applied exists no more.
	"dissolution": {
		item: "food-permit", until: "2026-03-20", result: "dissolution",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-03T10:00","command":"close","args":{"ground":"dissolution","proof":"a1","reason":"申请单位注销"}}`,
		want: []string{"2026-03-03 10:00 handle clock_dropped", "2026-03-03 10:00 case_closed"},
	},
	// Brought twice: the number of the earlier one shows it.
	"duplicate": {
		item: "food-permit", until: "2026-03-20", result: "duplicate",
		script: `{"at":"2026-03-02T10:00","command":"close","args":{"ground":"duplicate","case":"BJ2026-000099","reason":"重复申请"}}`,
		want:   []string{"2026-03-02 10:00 intake clock_dropped", "2026-03-02 10:00 case_closed"},
	},
	// By hand, with a second signature: as of the first.
	"closed-by-hand": {
		item: "food-permit", until: "2026-03-20", result: "closed_by_hand",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-05T10:00","command":"close","args":{"reason":"依法不能办理，已解释清楚"}}
			{"at":"2026-03-05T15:00","command":"countersign","by":"section_head","args":{"approve":true}}`,
		want: []string{"2026-03-05 10:00 handle clock_dropped", "2026-03-05 10:00 case_closed"},
	},
	// A renewal nobody decided by 4-10: renewed at the end of that day; 3-12 is day 8 of the
	// promise, 3-30 day 20 of the statute. Delivered on Monday 4-13.
	"renewed-untouched": {
		item: "food-renewal", until: "2026-04-20", result: "completed", facts: map[string]string{"expires": "2026-04-10T00:00:00+08:00"},
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-04-13T10:00","command":"deliver"}`,
		want: []string{
			"2026-03-12 17:30 handle clock_breached", "2026-03-30 17:30 statutory clock_breached", "2026-04-11 00:00 renew clock_deemed",
			"2026-04-11 00:00 renewed", "2026-04-13 10:00 case_closed",
		},
	},
	// Untouched: accepted by law on day 5, 3-09, as of 3-02; late on day 10, 3-16; verified on 3-19.
	// No case ends by being let lie.
	"untouched": {
		item: "food-permit", until: "2026-03-27",
		want: []string{
			"2026-03-09 17:30 intake clock_deemed", "2026-03-09 17:30 accepted", "2026-03-16 17:30 handle clock_breached",
			"2026-03-19 17:30 handle accountability_opened 3",
		},
	},
	// Denied, and he is nowhere to be found: the notice hangs from 3-06 for thirty days, to Sunday
	// 4-05, a day off, as are 4-04 and Monday 4-06 (清明): served at the closing of 4-07. Done with
	// the hanging, ended with its time.
	"denied-by-notice": {
		item: "food-permit", until: "2026-04-20", result: "denied",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-05T10:00","command":"deny","args":{"reason":"不符合","basis":"食品安全法第三十五条"}}
			{"at":"2026-03-06T10:00","command":"deliver","args":{"means":"public_notice","reason_id":"t1","proof":"a1"}}`,
		want: []string{
			"2026-03-05 10:00 deliver clock_started", "2026-03-06 10:00 deliver clock_met", "2026-03-06 10:00 notice_put_up", "2026-04-07 17:30 case_closed",
		},
	},
	// What an office holds is asked for: promised in 15 working days from its receipt, 3-23; a third party is asked from
	// 3-04 to 3-11, and 5, 6, 9, 10 and 11 are five: 3-30; the head of the office that discloses lends five, 31, 4-01, 2, 3
	// and, past the holiday of 4-04 to 4-06, 7: answered on 4-07, its last day, and sent that day.
	"information-answered": {
		item: "information-request", until: "2026-04-20", result: "completed",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-04T10:00","command":"pause","args":{"category":"third_party","until":"2026-03-11T17:30:00+08:00","proof":"a1","reason":"征求第三方意见"}}
			{"at":"2026-03-25T10:00","command":"request-extension","args":{"clock":"handle","days":5,"reason":"需要检索"}}
			{"at":"2026-03-25T11:00","command":"decide-extension","by":"section_head","args":{"clock":"handle","approve":true,"days":5,"reason":"同意"}}
			{"at":"2026-04-07T10:00","command":"complete"}
			{"at":"2026-04-07T15:00","command":"deliver"}`,
		want: []string{
			"2026-03-11 17:30 handle clock_resumed", "2026-03-25 11:00 handle extension_approved",
			"2026-04-07 10:00 handle clock_met", "2026-04-07 10:00 statutory clock_met", "2026-04-07 15:00 case_closed",
		},
	},
	// Joint: both parts in on 3-04, granted on 3-05.
	"joint": {
		item: "food-permit", until: "2026-03-20", result: "completed",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-02T10:30","command":"name-lead","by":"principal_leader"}
			{"at":"2026-03-02T11:00","command":"assign-step","by":"section_head","args":{"post":"road-desk","limit":"3wd","reason":"请配合"}}
			{"at":"2026-03-04T10:00","command":"complete-step","args":{"clock":"step:road-desk","reason":"无意见"}}
			{"at":"2026-03-05T10:00","command":"complete"}
			{"at":"2026-03-06T10:00","command":"deliver"}`,
		want: []string{"2026-03-04 10:00 step:road-desk clock_met", "2026-03-05 10:00 handle clock_met", "2026-03-06 10:00 case_closed"},
	},
	// Joint, the co-unit untouched: its three days end on 3-05; taken not to object on 3-06, granted
	// and delivered that day. Its part climbs past the end: 3-06 and, on day 3, 3-10.
	"joint-absent": {
		item: "food-permit", until: "2026-03-20", result: "completed",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-02T10:30","command":"name-lead","by":"principal_leader"}
			{"at":"2026-03-02T11:00","command":"assign-step","by":"section_head","args":{"post":"road-desk","limit":"3wd","reason":"请配合"}}
			{"at":"2026-03-06T10:00","command":"deem-step","args":{"post":"road-desk","reason":"到期未办"}}
			{"at":"2026-03-06T11:00","command":"complete"}
			{"at":"2026-03-06T14:00","command":"deliver"}`,
		want: []string{
			"2026-03-05 17:30 step:road-desk clock_breached", "2026-03-06 10:00 step:road-desk step_deemed silent", "2026-03-06 14:00 case_closed",
			"2026-03-06 17:30 step:road-desk escalated 2", "2026-03-10 17:30 step:road-desk accountability_opened 3",
		},
	},
	// Joint and denied: nobody waits for a part any more.
	"joint-denied": {
		item: "food-permit", until: "2026-03-20", result: "denied",
		script: `{"at":"2026-03-02T10:00","command":"accept"}
			{"at":"2026-03-02T10:30","command":"name-lead","by":"principal_leader"}
			{"at":"2026-03-02T11:00","command":"assign-step","by":"section_head","args":{"post":"road-desk","limit":"3wd","reason":"请配合"}}
			{"at":"2026-03-03T10:00","command":"deny","args":{"reason":"不符合","basis":"食品安全法第三十五条"}}
			{"at":"2026-03-04T10:00","command":"deliver"}`,
		want: []string{"2026-03-03 10:00 step:road-desk clock_dropped", "2026-03-03 10:00 handle clock_met", "2026-03-04 10:00 case_closed"},
	},
}

func TestEveryEndOfAServiceCase(t *testing.T) {
	t.Parallel()
	for _, end := range kind.Office().Of(casework.Service).Ends {
		reached := func(name string) bool { return serviceEnds[name].result == end }
		require.True(t, slices.ContainsFunc(slices.Collect(maps.Keys(serviceEnds)), reached), "no timeline ends %s", end)
	}
	for name, tt := range serviceEnds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: casework.Service, Item: tt.item, Facts: tt.facts}, "2026-03-02T09:30", tt.until, tt.script)
			require.NoError(t, err)
			told, result := map[string][]string{}, ""
			for _, l := range lines {
				if l.Case != lines[0].Case { // one that it opened
					continue
				}
				require.NotEqual(t, casework.CommandRefused, l.Event, "%v", l.Detail)
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
