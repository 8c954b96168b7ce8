package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/simulate"
)

// March 2026 has no day off but weekends: 3-02 is a Monday. 4-04 to 4-06 are off.
var kindGoldens = map[string]struct {
	in                      simulate.Input
	received, until, script string
	want                    []string // worked out by hand
}{
	// The opinion is owed the same day, by closing (R051); a day later the head of
	// the bureau hears of it, and again every 5wd until it is done: 3-04, 05, 06, 09, 10; 3-17; 3-24.
	"document-untouched": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-31",
		want: []string{
			"2026-03-02 17:30 propose clock_breached", "2026-03-02 17:30 propose card_issued yellow",
			"2026-03-03 17:30 propose escalated 2", "2026-03-10 17:30 propose escalated 2",
			"2026-03-17 17:30 propose escalated 2", "2026-03-24 17:30 propose escalated 2",
		},
	},
	// Assigned on 3-03 with 7wd: 3-04, 05, 06, 09, 10, 11, 12. The right to return it
	// lapses on day 2, 3-05. Answered on 3-10.
	"document-answered": {
		in:       simulate.Input{Kind: casework.Document, Item: "incoming-document", Facts: map[string]string{"urgent": "true"}},
		received: "2026-03-02T09:00", until: "2026-03-31",
		script: `{"at":"2026-03-02T11:00","command":"propose","by":"general_office"}
			{"at":"2026-03-03T10:00","command":"instruct","by":"leader_in_charge"}
			{"at":"2026-03-03T11:00","command":"assign","by":"general_office","args":{"post":"road-desk","limit":"7wd"}}
			{"at":"2026-03-10T10:00","command":"complete"}`,
		want: []string{
			"2026-03-02 11:00 propose clock_met", "2026-03-05 17:30 return clock_lapsed",
			"2026-03-10 10:00 handle clock_met", "2026-03-10 10:00 case_closed",
		},
	},
	// Assigned on 3-02 without a limit: 10wd end on 3-16; half on day 6, 3-10, near on
	// 3-13. Late, the section head owes an explanation within 2wd, by 3-18; rungs on
	// 3-17 and 3-19 (R058, R059).
	"document-late": {
		in: simulate.Input{Kind: casework.Document, Item: "incoming-document"}, received: "2026-03-02T09:00", until: "2026-03-20",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-17T10:00","command":"explain","by":"section_head"}`,
		want: []string{
			"2026-03-10 08:30 handle clock_warned half", "2026-03-13 08:30 handle clock_warned near",
			"2026-03-16 17:30 handle clock_breached", "2026-03-16 17:30 explain explanation_due",
			"2026-03-17 10:00 explain explained", "2026-03-17 10:00 explain clock_met",
			"2026-03-17 17:30 handle escalated 2", "2026-03-19 17:30 handle escalated 3",
		},
	},
	// Due on 3-16; two days more, lent by the general office before that, make 12wd:
	// 3-18. Chased once; asked for again when it is late, that is refused (R054, R057).
	"document-extended": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-19T17:00",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-03T10:00","command":"confirm-receipt"}
			{"at":"2026-03-10T10:00","command":"request-extension","args":{"clock":"handle","days":2}}
			{"at":"2026-03-11T10:00","command":"decide-extension","by":"general_office","args":{"clock":"handle","approve":true}}
			{"at":"2026-03-17T10:00","command":"chase","by":"general_office"}
			{"at":"2026-03-19T10:00","command":"request-extension","args":{"clock":"handle","days":2}}`,
		want: []string{
			"2026-03-03 10:00 receipt_signed", "2026-03-11 10:00 handle extension_approved", "2026-03-17 10:00 chased",
			"2026-03-18 17:30 handle clock_breached", "2026-03-19 10:00 handle command_refused",
		},
	},
	// Not ours, said on day 2 of 3-02, 3-04: the limit falls away. Given to another on
	// 3-05: 10wd are 3-06, 09 to 13, 16 to 19 (R055).
	"document-returned": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-19T17:30",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-04T10:00","command":"return"}
			{"at":"2026-03-05T10:00","command":"assign","by":"general_office","args":{"post":"food-desk"}}`,
		want: []string{
			"2026-03-04 10:00 returned", "2026-03-04 10:00 return clock_met", "2026-03-04 10:00 handle clock_dropped",
			"2026-03-19 17:30 handle clock_breached",
		},
	},
	// A request from below, unanswered on 3-16: the condition of deemed consent is met
	// at closing and confirmed the next morning (R061). The explanation of the delay, owed
	// by 3-18, is owed on: its leader hears of it again 5wd later (R059).
	"document-deemed": {
		in:       simulate.Input{Kind: casework.Document, Item: "request-from-below", Facts: map[string]string{"request": "true"}},
		received: "2026-03-02T09:00", until: "2026-03-31",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-17T10:00","command":"confirm-consent","by":"general_office","args":{"approve":true}}`,
		want: []string{
			"2026-03-16 17:30 consent_condition_met", "2026-03-17 10:00 consent_confirmed confirmed",
			"2026-03-17 10:00 case_closed", "2026-03-18 17:30 explain escalated 1", "2026-03-25 17:30 explain escalated 2",
		},
	},
	// Not ours, said on 3-05, a day after the right to return it lapsed: recorded as
	// late, and the limit of 3-16 runs on until the assigner consents by assigning
	// anew on 3-06. 10wd from there: 3-09 to 13, 16 to 20 (R055).
	"document-returned-late": {
		in: simulate.Input{Kind: casework.Document}, received: "2026-03-02T09:00", until: "2026-03-20T17:30",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-05T10:00","command":"return"}
			{"at":"2026-03-06T10:00","command":"assign","by":"general_office","args":{"post":"food-desk"}}`,
		want: []string{
			"2026-03-04 17:30 return clock_lapsed", "2026-03-05 10:00 returned", "2026-03-06 10:00 handle clock_dropped",
			"2026-03-10 17:30 return clock_lapsed", // 2wd of the new desk: 3-09, 3-10
			"2026-03-20 17:30 handle clock_breached",
		},
	},
	// A special-category notice is entered a minute before closing of 3-16; it had reached the sender
	// before expiry: nothing is deemed, and the unit is late all the same (R060).
	"document-special": {
		in:       simulate.Input{Kind: casework.Document, Item: "request-from-below", Facts: map[string]string{"request": "true", "involves": "land"}},
		received: "2026-03-02T09:00", until: "2026-03-17T17:00",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-16T17:29","command":"special-notice","args":{"category":"land","received":"2026-03-16T16:00","means":"handed","proof":"f1"}}
			{"at":"2026-03-17T09:00","command":"complete"}`,
		want: []string{
			"2026-03-16 17:29 special_notice land", "2026-03-16 17:29 consent clock_dropped",
			"2026-03-16 17:30 handle clock_breached", "2026-03-17 09:00 handle clock_met", "2026-03-17 09:00 case_closed",
		},
	},
	// The next morning it comes too late: the condition was met on 3-16. The general
	// office finds that it was not a request after all, and the answer is still owed;
	// it comes on 3-18 (R060, R061).
	"document-special-late": {
		in:       simulate.Input{Kind: casework.Document, Item: "request-from-below", Facts: map[string]string{"request": "true"}},
		received: "2026-03-02T09:00", until: "2026-03-18T17:00",
		script: `{"at":"2026-03-02T10:00","command":"assign","by":"general_office","args":{"post":"road-desk"}}
			{"at":"2026-03-17T09:00","command":"special-notice","args":{"category":"land"}}
			{"at":"2026-03-17T10:00","command":"confirm-consent","by":"general_office","args":{"approve":false}}
			{"at":"2026-03-17T10:30","command":"countersign","by":"leader_in_charge","args":{"approve":true}}
			{"at":"2026-03-18T10:00","command":"complete"}`,
		want: []string{
			"2026-03-16 17:30 consent_condition_met", "2026-03-17 09:00 command_refused",
			"2026-03-17 10:00 consent_confirmed denied", "2026-03-17 17:30 handle escalated 2",
			"2026-03-18 10:00 handle clock_met", "2026-03-18 10:00 case_closed",
		},
	},

	// Transferred on 3-02: the right to disclaim ends on day 3, 3-05, the limit on day
	// 10, 3-16; half 3-10, near 3-13 (R069, R071).
	"complaint-untouched": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T10:00", until: "2026-03-20",
		want: []string{
			"2026-03-02 10:00 forwarded", "2026-03-05 17:30 jurisdiction clock_lapsed",
			"2026-03-10 08:30 handle clock_warned half", "2026-03-13 08:30 handle clock_warned near",
			"2026-03-16 17:30 handle clock_breached", "2026-03-17 17:30 handle escalated 2",
			"2026-03-19 17:30 handle escalated 3",
		},
	},
	// Replied on 3-09, proven; to be looked at within 5wd, by 3-16; passed on 3-10 with
	// the question who answers: it stays open beside that case, and is reminded of every
	// month, first on 4-10 (R064, R074, R079).
	"complaint-proven": {
		in: simulate.Input{Kind: casework.Complaint, Item: "efficiency-complaint"}, received: "2026-03-02T10:00", until: "2026-04-13",
		script: `{"at":"2026-03-09T10:00","command":"reply","args":{"outcome":"proven"}}
			{"at":"2026-03-10T10:00","command":"confirm","by":"efficiency_office","args":{"approve":true,"outcome":"accountability"}}`,
		want: []string{
			"2026-03-09 10:00 handle clock_met", "2026-03-09 10:00 replied proven",
			"2026-03-10 10:00 confirm_passed accountability", "2026-03-10 10:00 accountability_opened",
			"2026-04-10 17:30 account clock_recurred",
		},
	},
	// Nobody's fault, as found on 3-12: the outcome returns, and the complaint ends then
	// (R064). What was proven is not taken back meanwhile.
	"complaint-accounted": {
		in: simulate.Input{Kind: casework.Complaint, Item: "efficiency-complaint"}, received: "2026-03-02T10:00", until: "2026-04-13",
		script: `{"at":"2026-03-09T10:00","command":"reply","args":{"outcome":"proven"}}
			{"at":"2026-03-10T10:00","command":"confirm","by":"efficiency_office","args":{"approve":true,"outcome":"accountability"}}
			{"at":"2026-03-11T10:00","command":"withdraw","by":"efficiency_office"}
			{"at":"2026-03-12T10:00","case":"ZZ2026-000001","command":"state-facts","by":"efficiency_office","args":{"outcome":"no_fault"}}`,
		want: []string{
			"2026-03-10 10:00 accountability_opened", "2026-03-11 10:00 command_refused", "2026-03-12 10:00 facts_stated no_fault",
			"2026-03-12 10:00 accountability_ended no_fault", "2026-03-12 10:00 account clock_met", "2026-03-12 10:00 case_closed", "2026-03-12 10:00 case_closed",
			"2026-03-09 10:00 notice_issued", "2026-03-12 10:00 notice_issued",
		},
	},
	// Sent back on 3-10: 5wd are 3-11, 12, 13, 16, 17 (R074).
	"complaint-sent-back": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T10:00", until: "2026-03-17T17:30",
		script: `{"at":"2026-03-09T10:00","command":"reply","args":{"outcome":"unproven"}}
			{"at":"2026-03-10T10:00","command":"confirm","by":"efficiency_office","args":{"approve":false}}`,
		want: []string{
			"2026-03-10 10:00 confirm_returned", "2026-03-16 08:30 redo clock_warned near", "2026-03-17 17:30 redo clock_breached",
		},
	},
	// Six days are one too many; five, granted by the efficiency office alone, make 15wd:
	// 3-23 (R070). The leader in charge does not decide it at all.
	"complaint-extended": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T10:00", until: "2026-03-23T17:30",
		script: `{"at":"2026-03-09T09:00","command":"request-extension","args":{"clock":"handle","days":6}}
			{"at":"2026-03-09T10:00","command":"request-extension","args":{"clock":"handle","days":5}}
			{"at":"2026-03-09T11:00","command":"decide-extension","by":"leader_in_charge","args":{"clock":"handle","approve":true}}
			{"at":"2026-03-09T14:00","command":"decide-extension","by":"efficiency_office","args":{"clock":"handle","approve":true}}`,
		want: []string{
			"2026-03-09 09:00 handle command_refused", "2026-03-09 11:00 handle command_refused",
			"2026-03-09 14:00 handle extension_approved", "2026-03-23 17:30 handle clock_breached",
		},
	},
	// Not ours, said on day 3, 3-05 (R071); the efficiency office gives it to another the
	// same day, finally: disclaimed no more, 10wd are 3-06 to 3-19 (R072).
	"complaint-disclaimed": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T10:00", until: "2026-03-19T17:30",
		script: `{"at":"2026-03-05T10:00","command":"disclaim"}
			{"at":"2026-03-05T14:00","command":"forward","by":"efficiency_office","args":{"post":"road-desk","approve":true}}
			{"at":"2026-03-06T10:00","command":"disclaim"}`,
		want: []string{
			"2026-03-05 10:00 jurisdiction clock_met", "2026-03-05 10:00 handle clock_dropped",
			"2026-03-06 10:00 command_refused", "2026-03-19 17:30 handle clock_breached",
		},
	},
	// Anonymous: no complaint can be made of it, only a suggestion, sorted within 1wd,
	// by 3-03 (R067, R068).
	"complaint-suggestion": {
		in:       simulate.Input{Kind: casework.Complaint, Item: "efficiency-complaint", Facts: map[string]string{"anonymous": "true"}},
		received: "2026-03-02T10:00",
		script: `{"at":"2026-03-02T11:00","command":"screen","by":"efficiency_office","args":{"outcome":"complaint","category":"rudeness"}}
			{"at":"2026-03-03T09:00","command":"screen","by":"efficiency_office","args":{"outcome":"suggestion"}}`,
		want: []string{
			"2026-03-02 11:00 command_refused", "2026-03-03 08:30 forward clock_warned near",
			"2026-03-03 09:00 screened suggestion", "2026-03-03 09:00 forward clock_met", "2026-03-03 09:00 case_closed",
		},
	},
	// Received on a Friday after closing: 1wd is Monday, 3-09. Corruption is referred.
	"complaint-referred": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-06T18:00",
		script: `{"at":"2026-03-09T17:00","command":"screen","by":"efficiency_office","args":{"outcome":"referred"}}`,
		want: []string{
			"2026-03-09 08:30 forward clock_warned near", "2026-03-09 17:00 forward clock_met",
			"2026-03-09 17:00 screened referred", "2026-03-09 17:00 notice_issued", "2026-03-09 17:00 case_closed",
		},
	},
	// Left unsorted on 3-03 the efficiency office itself is late. The ten days run from
	// the forwarding on 3-04: 3-05, 06, 09 to 13, 16, 17, 18 (R068, R069).
	"complaint-forwarded-late": {
		in: simulate.Input{Kind: casework.Complaint}, received: "2026-03-02T10:00", until: "2026-03-18T17:30",
		script: `{"at":"2026-03-04T10:00","command":"screen","by":"efficiency_office","args":{"outcome":"complaint","category":"over_limit"}}
			{"at":"2026-03-04T11:00","command":"forward","by":"efficiency_office","args":{"post":"food-desk"}}`,
		want: []string{
			"2026-03-03 17:30 forward clock_breached", "2026-03-04 10:00 screened complaint", "2026-03-04 11:00 forward clock_met",
			"2026-03-04 11:00 forwarded", "2026-03-18 17:30 handle clock_breached",
		},
	},
	// The third on one matter: a self-inspection report is owed beside the reply, in
	// 10wd, by 3-16 (R080). The reply, unproven, passes without an outcome.
	"complaint-third": {
		in: simulate.Input{Kind: casework.Complaint, Earlier: 2}, received: "2026-03-02T10:00", until: "2026-03-31",
		script: `{"at":"2026-03-12T10:00","command":"reply","args":{"outcome":"unproven"}}
			{"at":"2026-03-12T14:00","command":"self-report","by":"section_head"}
			{"at":"2026-03-13T10:00","command":"confirm","by":"efficiency_office","args":{"approve":true}}`,
		want: []string{
			"2026-03-02 10:00 self_report_owed", "2026-03-02 10:00 self_report clock_started",
			"2026-03-12 14:00 self_report clock_met", "2026-03-13 10:00 confirm_passed", "2026-03-13 10:00 case_closed",
		},
	},

	// Issued on 3-02: 5wd end on 3-09 (R092); half on day 3, 3-05, near 3-06; followed
	// up every seven days at closing: 3-09, 3-16 (R097). Its receipt, owed by 3-03 and not
	// signed, comes to the head on 3-06, and to him again 5wd later, on 3-13.
	"supervision-untouched": {
		in: simulate.Input{Kind: casework.Supervision}, received: "2026-03-02T09:00", until: "2026-03-17",
		want: []string{
			"2026-03-02 09:00 issued", "2026-03-05 08:30 reply clock_warned half", "2026-03-06 08:30 reply clock_warned near",
			"2026-03-09 17:30 reply clock_breached", "2026-03-09 17:30 follow_up clock_recurred",
			"2026-03-10 17:30 reply escalated 2", "2026-03-12 17:30 reply escalated 3", "2026-03-16 17:30 follow_up clock_recurred",
			"2026-03-06 17:30 receipt escalated 3", "2026-03-13 17:30 receipt escalated 3",
		},
	},
	// Replied on 3-06, followed up until signed off on 4-15: 3-09, 16, 23, 30, then 4-06
	// is off and rolls to 4-07, the next is 4-13. Nobody looked but on 3-20: the other five
	// are missed. The bureau's own item ends with the sign-off.
	"supervision-signed-off": {
		in:       simulate.Input{Kind: casework.Supervision, Item: "supervision-item", Facts: map[string]string{"origin": "department"}},
		received: "2026-03-02T09:00",
		script: `{"at":"2026-03-03T09:00","command":"confirm-receipt"}
			{"at":"2026-03-04T09:00","command":"report"}
			{"at":"2026-03-06T09:00","command":"reply"}
			{"at":"2026-03-20T09:00","command":"recheck","by":"supervision_office","args":{"outcome":"in_progress"}}
			{"at":"2026-04-15T09:00","command":"sign-off","by":"supervision_office"}`,
		want: []string{
			"2026-03-09 17:30 follow_up round_missed", "2026-03-16 17:30 follow_up round_missed", "2026-03-20 09:00 follow_up rechecked in_progress",
			"2026-03-30 17:30 follow_up round_missed", "2026-04-07 17:30 follow_up round_missed", "2026-04-13 17:30 follow_up round_missed",
			"2026-03-03 09:00 receipt_signed", "2026-03-04 09:00 reported", "2026-03-06 09:00 reply clock_met",
			"2026-03-09 17:30 follow_up clock_recurred", "2026-03-16 17:30 follow_up clock_recurred",
			"2026-03-23 17:30 follow_up clock_recurred", "2026-03-30 17:30 follow_up clock_recurred",
			"2026-04-07 17:30 follow_up clock_recurred", "2026-04-13 17:30 follow_up clock_recurred",
			"2026-04-15 09:00 signed_off", "2026-04-15 09:00 case_closed",
		},
	},
	// A government's: the conclusion of 3-06 received on 3-09, objected to on 3-10 and upheld
	// on 3-12: open again, followed up from there, 3-19 (政府督查工作条例 17).
	"supervision-objection-upheld": {
		in: simulate.Input{Kind: casework.Supervision, Facts: map[string]string{"origin": "own_leader", "government": "true"}}, received: "2026-03-02T09:00", until: "2026-03-20",
		script: `{"at":"2026-03-04T09:00","command":"reply"}
			{"at":"2026-03-06T09:00","command":"sign-off","by":"supervision_office"}
			{"at":"2026-03-09T09:00","command":"confirm-receipt"}
			{"at":"2026-03-10T09:00","command":"object"}
			{"at":"2026-03-12T09:00","command":"decide-objection","by":"supervision_office","args":{"approve":true}}`,
		want: []string{
			"2026-03-10 09:00 objection clock_met", "2026-03-12 09:00 objection_decided upheld",
			"2026-03-19 17:30 follow_up clock_recurred",
		},
	},
	// Rejected, the conclusion stands and the item is closed.
	"supervision-objection-rejected": {
		in: simulate.Input{Kind: casework.Supervision, Facts: map[string]string{"origin": "own_leader", "government": "true"}}, received: "2026-03-02T09:00",
		script: `{"at":"2026-03-04T09:00","command":"reply"}
			{"at":"2026-03-06T09:00","command":"sign-off","by":"supervision_office"}
			{"at":"2026-03-09T09:00","command":"confirm-receipt"}
			{"at":"2026-03-10T09:00","command":"object"}
			{"at":"2026-03-12T09:00","command":"decide-objection","by":"supervision_office","args":{"approve":false}}`,
		want: []string{"2026-03-12 09:00 objection_decided rejected", "2026-03-12 09:00 case_closed"},
	},
	// Two days more, granted by the leader who issued it and nobody below him: 7wd end on
	// 3-11 (R090). A unit signs nothing off itself.
	"supervision-extended": {
		in:       simulate.Input{Kind: casework.Supervision, Facts: map[string]string{"origin": "provincial_leader"}},
		received: "2026-03-02T09:00", until: "2026-03-11T17:30",
		script: `{"at":"2026-03-04T09:00","command":"request-extension","args":{"clock":"reply","days":2}}
			{"at":"2026-03-04T09:30","command":"decide-extension","by":"leader_in_charge","args":{"clock":"reply","approve":true}}
			{"at":"2026-03-04T10:00","command":"decide-extension","by":"principal_leader","args":{"clock":"reply","approve":true}}
			{"at":"2026-03-05T10:00","command":"sign-off"}`,
		want: []string{
			"2026-03-04 09:30 reply command_refused",
			"2026-03-04 10:00 reply extension_approved", "2026-03-05 10:00 command_refused", "2026-03-11 17:30 reply clock_breached",
		},
	},
	// The provincial office's item is the leader in charge's to approve, in 2wd, by
	// 3-04 (R099): the supervision office may not. 5wd from then end on 3-11.
	"supervision-routed": {
		in:       simulate.Input{Kind: casework.Supervision, Facts: map[string]string{"origin": "provincial_office"}},
		received: "2026-03-02T09:00", until: "2026-03-12T17:00",
		script: `{"at":"2026-03-02T10:00","command":"issue","by":"supervision_office","args":{"post":"food-desk"}}
			{"at":"2026-03-04T10:00","command":"issue","by":"leader_in_charge","args":{"post":"food-desk"}}
			{"at":"2026-03-11T10:00","command":"reply"}`,
		want: []string{
			"2026-03-02 09:00 opinion_proposed", // to the leader in charge, whose turn it is (R104)
			"2026-03-02 10:00 command_refused", "2026-03-03 08:30 issue clock_warned near", "2026-03-04 10:00 issue clock_met",
			"2026-03-04 10:00 issued", "2026-03-11 10:00 reply clock_met", "2026-03-11 17:30 follow_up clock_recurred",
		},
	},
}

func TestGoldenTimelinesOfTheOffice(t *testing.T) {
	t.Parallel()
	for name, tt := range kindGoldens {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, tt.in, tt.received, tt.until, tt.script)
			require.NoError(t, err)
			held(t, name, lines, tt.want)
		})
	}
}
