package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/simulate"
)

// What issue 15 calls bad input, as far as the machine refuses it: the field, the rule, in both
// languages, and nothing changed. What the counter refuses before the machine hears of it stands in
// its own tests: classified words (TestNoWordOfAClassifiedReportIsKept), a promise longer than the
// statute (TestAPromiseIsNeverLongerThanTheStatute), a file of a time clock with lines twice, with gaps
// or of another year (TestAFileOfPunches, TestAFileThatIsRefused, TestAMonthOfAttendance); what the
// database refuses in the store's: evidence replaced or deleted early (TestEvidenceIsKept), an altered byte
// (TestOneAlteredByteIsFound). A draw repeated until it suits: TestNobodyGetsRoundACheck.
var badInput = map[string]struct {
	of     casework.Kind
	item   string
	facts  map[string]string
	script string // one act is refused
	code   string
	field  string
	rule   string
	never  string
}{
	"a finding without item": {
		of: kind.Inspection, facts: map[string]string{"mode": "open"},
		script: `{"at":"2026-03-02T10:00","command":"send-group","by":"efficiency_office","args":{"units":["permits"],"person":"inspector","outcome":"surprise","approve":true}}
			{"at":"2026-03-03T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-03T09:30","command":"find","by":"inspector","args":{"unit":"permits","reason":"态度不好"}}`,
		code: "invalid", field: "category", rule: "R124", never: "finding_made",
	},
	"a proposal answered without contact": {
		of: kind.Proposal, item: "deputy-proposal", script: `{"at":"2026-03-09T10:00","command":"propose","args":{"reason":"答复稿"}}`,
		code: "not_heard", rule: "R089", never: "reply_drafted",
	},
	"a contact that is to come": {
		of: kind.Proposal, item: "deputy-proposal",
		script: `{"at":"2026-03-09T10:00","command":"contact-author","args":{"means":"visit","received":"2026-03-09T11:00:00+08:00","reason":"听取"}}`,
		code:   "future_date", field: "received", rule: "R089", never: "author_contacted",
	},
	"a report that nobody signed": {
		of: kind.Report, item: "information-report", facts: map[string]string{"happened": "trend"},
		script: `{"at":"2026-03-02T10:00","command":"send","args":{"category":"government","means":"network"}}`,
		code:   "unsigned", rule: "R220", never: "report_sent",
	},
	"a classified report by open fax": {
		of: kind.Report, item: "information-report", facts: map[string]string{"happened": "trend", "secrecy": "secret"},
		script: `{"at":"2026-03-02T10:00","command":"sign","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-02T10:10","command":"send","args":{"category":"government","means":"fax"}}`,
		code: "invalid", field: "means", rule: "R219", never: "report_sent",
	},
	"a disclosure never looked into": {
		of: kind.Disclosure, item: "disclosure-item", script: `{"at":"2026-03-03T10:00","command":"make-public","by":"general_office","args":{"means":"posted"}}`,
		code: "wrong_stage", never: "made_public",
	},
	"a disclosure never approved": {
		of: kind.Disclosure, item: "disclosure-item",
		script: `{"at":"2026-03-03T10:00","command":"vet","by":"discipline_office","args":{"outcome":"sound","reason":"属实"}}
			{"at":"2026-03-04T10:00","command":"make-public","by":"general_office","args":{"means":"posted"}}`,
		code: "wrong_stage", never: "made_public",
	},
	"a disclosure of the house, announced": {
		of: kind.Disclosure, item: "disclosure-item", facts: map[string]string{"audience": "house", "category": "bonus"},
		script: vetted + `{"at":"2026-03-06T10:00","command":"make-public","by":"general_office","args":{"means":"announced"}}`,
		code:   "invalid", field: "means", rule: "R228", never: "made_public",
	},
	"what concerns everybody, posted only": {
		of: kind.Disclosure, item: "disclosure-item", facts: map[string]string{"audience": "everybody", "category": "fee", "concern": "true"},
		script: vetted + `{"at":"2026-03-06T10:00","command":"make-public","by":"general_office","args":{"means":"posted"}}`,
		code:   "invalid", field: "means", rule: "R198", never: "made_public",
	},
	"an opinion that its author did not write": {
		of: kind.Proposal, item: "deputy-proposal",
		script: `{"at":"2026-03-10T10:00","command":"contact-author","args":{"means":"visit","received":"2026-03-10T09:00:00+08:00","reason":"听取"}}
			{"at":"2026-03-11T10:00","command":"propose","args":{"reason":"答复稿"}}
			{"at":"2026-03-12T10:00","command":"reply","by":"principal_leader","args":{"approve":true}}
			{"at":"2026-03-12T15:00","command":"rate","by":"general_office","args":{"outcome":"satisfied"}}`,
		code: "invalid", field: "proof", rule: "R089", never: "rated",
	},
	"a promise kept against its own clocks": {
		of: kind.Promise, item: "service-promise", facts: map[string]string{"due": "5", "kept": "3", "excused": "1"},
		script: pledged + `{"at":"2026-03-12T10:00","command":"check-promise","by":"efficiency_office","args":{"outcome":"kept","reason":"全部按期"}}`,
		code:   "clocks_deny", field: "outcome", rule: "R227", never: "promise_checked",
	},
	"a promise published before it is fixed": {
		of: kind.Promise, item: "service-promise", script: `{"at":"2026-03-03T10:00","command":"pledge","by":"general_office","args":{"means":"posted"}}`,
		code: "wrong_stage", never: "promise_pledged",
	},
}

func TestBadInputOfTheOtherBusiness(t *testing.T) {
	t.Parallel()
	for name, tt := range badInput {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: tt.of, Item: tt.item, Facts: tt.facts}, "2026-03-02T09:00", "2026-03-13", tt.script)
			require.NoError(t, err)
			refusedOnce(t, lines, tt.code, tt.field, tt.rule, tt.never)
		})
	}
}
