package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/simulate"
	"github.com/shixian/shixian/internal/words"
)

const (
	seedOfDraw   = "00112233445566778899aabbccddeeff"
	digestOfSeed = "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d"
)

// Checks and what they find, untouched and scripted (issue 15, done when 2). March 2026 has no
// day off but weekends: 3-02 is a Monday; 4-04 to 4-06 are off.
var inspectEnds = map[string]ending{
	// A check has no clock of its own before lots are drawn or a group is sent.
	"inspection-untouched": {
		of: kind.Inspection, received: "2026-03-02T09:00", until: "2026-06-01", facts: map[string]string{"mode": "open"},
		none: []string{"clock_started", "case_closed"},
	},
	// Lots are drawn from a seed committed to at ten and published at eleven (openssl draws permits
	// and window, too); both are visited on 3-04; what is found is evidenced the same day, a case
	// of its own, whose notice is owed in two days; reported on 3-06, day 3 of five from 3-03.
	"inspection-covert": {
		of: kind.Inspection, received: "2026-03-02T09:00", until: "2026-03-09", facts: map[string]string{"mode": "covert"}, result: "reported",
		script: `{"at":"2026-03-02T10:00","command":"commit-draw","by":"efficiency_office","args":{"units":["permits","livelihood","window"],"members":2,"digest":"` + digestOfSeed + `"}}
			{"at":"2026-03-02T11:00","command":"publish-draw","by":"efficiency_office","args":{"seed":"` + seedOfDraw + `"}}
			{"at":"2026-03-03T10:00","command":"send-group","by":"efficiency_office","args":{"units":["permits","window"],"person":"inspector","outcome":"stakeout","approve":true}}
			{"at":"2026-03-04T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-04T10:00","command":"find","by":"inspector","args":{"unit":"permits","category":"off_post","reason":"空岗"}}
			{"at":"2026-03-04T11:00","command":"attach","by":"inspector","args":{"attachment":"f1"}}
			{"at":"2026-03-04T11:30","command":"sign-result","by":"inspector","args":{"unit":"permits","outcome":"signed"}}
			{"at":"2026-03-04T15:00","command":"visit","by":"inspector","args":{"unit":"window","approve":true}}
			{"at":"2026-03-06T10:00","command":"report","by":"inspector","args":{"reason":"见报告"}}`,
		want: []string{
			"2026-03-02 11:00 publish_draw clock_met", "2026-03-03 10:00 send_group clock_met", "2026-03-04 10:00 case_opened rectification",
			"2026-03-04 11:00 evidence clock_met", "2026-03-06 10:00 result clock_met", "2026-03-06 10:00 case_closed",
		},
		none: []string{"clock_breached"},
	},
	// Found on 3-03 and nothing handed in: late at closing the same day, before the leader a day
	// later, 3-04, and again five days on, 3-11; the file of 3-12 is taken, and late. The report was due on day 5 from
	// 3-02, 3-09, and comes up five days on, 3-16.
	"inspection-evidence-late": {
		of: kind.Inspection, received: "2026-03-02T09:00", until: "2026-03-18", facts: map[string]string{"mode": "open"}, result: "reported",
		script: `{"at":"2026-03-02T10:00","command":"send-group","by":"efficiency_office","args":{"units":["permits"],"person":"inspector","outcome":"surprise","approve":true}}
			{"at":"2026-03-03T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-03T09:30","command":"find","by":"inspector","args":{"unit":"permits","category":"idle_online","reason":"工作时间炒股"}}
			{"at":"2026-03-12T10:00","command":"attach","by":"inspector","args":{"attachment":"f1"}}
			{"at":"2026-03-17T10:00","command":"report","by":"inspector","args":{"reason":"见报告"}}`,
		want: []string{
			"2026-03-03 17:30 evidence clock_breached", "2026-03-03 17:30 evidence escalated 1", "2026-03-04 17:30 evidence escalated 2", "2026-03-11 17:30 evidence escalated 2",
			"2026-03-12 10:00 evidence clock_met", "2026-03-09 17:30 result clock_breached", "2026-03-16 17:30 result escalated 2",
			"2026-03-17 10:00 case_closed",
		},
	},
	// The plan of a year, from 3-02: half of its 365 days are over with 9-01 (182 and one more),
	// and 3-02 a year on is a Tuesday; then every ten working days.
	"inspection-year-untouched": {
		of: kind.Inspection, received: "2026-03-02T09:00", until: "2027-04-01", facts: map[string]string{"mode": "year"},
		want: []string{
			"2026-09-01 08:30 coverage clock_warned half", "2027-03-01 08:30 coverage clock_warned near", "2027-03-02 17:30 coverage clock_breached",
			"2027-03-16 17:30 coverage escalated 2", "2027-03-30 17:30 coverage escalated 2",
		},
	},
	// Everybody who was planned was visited before the year was over.
	"inspection-year-covered": {
		of: kind.Inspection, received: "2026-03-02T09:00", until: "2027-03-05", facts: map[string]string{"mode": "year", "visited": "permits window"}, result: "covered",
		script: `{"at":"2026-03-03T10:00","command":"plan-year","by":"efficiency_office","args":{"units":["permits","window"]}}
			{"at":"2026-12-21T10:00","command":"report-coverage","by":"efficiency_office","args":{"reason":"已查遍"}}`,
		want: []string{"2026-12-21 10:00 coverage clock_met", "2026-12-21 10:00 case_closed"},
		none: []string{"clock_breached"},
	},
	// Served on 3-02. Nobody objects by 3-04, day 2: the finding stands. Until then the limit is
	// held, so that its ten days count from 3-05: 5, 6, 9 to 13, 16, 17, 18. Rungs one and three
	// days later; the head of the section owes an explanation by 3-20.
	"rectification-untouched": {
		of: kind.Rectification, received: "2026-03-02T10:00", until: "2026-03-24", facts: map[string]string{"mode": "open", "finding": "off_post"},
		want: []string{
			"2026-03-04 17:30 object clock_lapsed", "2026-03-04 17:30 finding_stood", "2026-03-04 17:30 points_decided consented",
			"2026-03-18 17:30 rectify clock_breached", "2026-03-19 17:30 rectify escalated 2", "2026-03-23 17:30 rectify escalated 3",
			"2026-03-23 17:30 rectify accountability_opened 3", "2026-03-20 17:30 explain clock_breached",
		},
	},
	// Objected to on day 2, and upheld on day 3 of five: taken back, and no point.
	"rectification-taken-back": {
		of: kind.Rectification, received: "2026-03-02T10:00", until: "2026-04-20", facts: map[string]string{"mode": "covert", "finding": "off_post"}, result: "taken_back",
		script: `{"at":"2026-03-04T17:00","command":"object","args":{"reason":"当日外出开会，有签到表"}}
			{"at":"2026-03-09T10:00","command":"decide-objection","by":"efficiency_office","args":{"approve":true,"reason":"属实"}}`,
		want: []string{"2026-03-04 17:00 object clock_met", "2026-03-09 10:00 recheck clock_met", "2026-03-09 10:00 case_closed"},
		none: []string{"points_decided", "clock_breached"},
	},
	// Objected to in vain on 3-06: ten whole days from there, 9 to 13 and 16 to 20; put right on
	// 3-18 and seen by another on 3-20, day 2 of five.
	"rectification-in-vain": {
		of: kind.Rectification, received: "2026-03-02T10:00", until: "2026-04-20", facts: map[string]string{"mode": "open", "finding": "no_sign"}, result: "rectified",
		script: `{"at":"2026-03-03T10:00","command":"object","args":{"reason":"已经设置"}}
			{"at":"2026-03-06T10:00","command":"decide-objection","by":"efficiency_office","args":{"approve":false,"reason":"检查时没有"}}
			{"at":"2026-03-18T10:00","command":"report","args":{"reason":"已设置"}}
			{"at":"2026-03-20T10:00","command":"verify","by":"efficiency_office","args":{"approve":true,"reason":"到场核查"}}`,
		want: []string{
			"2026-03-06 10:00 finding_stood", "2026-03-06 10:00 points_decided consented", "2026-03-18 10:00 rectify clock_met", "2026-03-20 10:00 verify clock_met",
			"2026-03-20 10:00 case_closed",
		},
		none: []string{"clock_breached"},
	},
	// Reported at once, which waives the objection; sent back on 3-04 with five days, 5, 6 and 9 to
	// 11; not done by 3-11.
	"rectification-sent-back": {
		of: kind.Rectification, received: "2026-03-02T10:00", until: "2026-03-12", facts: map[string]string{"mode": "open", "finding": "no_sign"},
		script: `{"at":"2026-03-03T10:00","command":"report","args":{"reason":"已设置"}}
			{"at":"2026-03-04T10:00","command":"verify","by":"efficiency_office","args":{"approve":false,"limit":"5wd","reason":"仍没有"}}`,
		want: []string{"2026-03-03 10:00 finding_stood", "2026-03-04 10:00 verify clock_met", "2026-03-04 10:00 confirm_returned", "2026-03-11 17:30 rectify clock_breached"},
		none: []string{"clock_lapsed"},
	},
	// Five days more, asked for on 3-17 and lent: 19, 20 and 23 to 25 after 3-18.
	"rectification-lent": {
		of: kind.Rectification, received: "2026-03-02T10:00", until: "2026-03-26", facts: map[string]string{"mode": "open", "finding": "no_sign"},
		script: `{"at":"2026-03-17T10:00","command":"request-extension","args":{"clock":"rectify","days":5,"reason":"需要采购"}}
			{"at":"2026-03-17T15:00","command":"decide-extension","by":"efficiency_office","args":{"clock":"rectify","approve":true,"reason":"同意"}}`,
		want: []string{"2026-03-04 17:30 finding_stood", "2026-03-25 17:30 rectify clock_breached"},
	},
}

func TestEndsOfChecksAndWhatTheyFind(t *testing.T) {
	t.Parallel()
	playEndings(t, inspectEnds)
}

// What somebody tries who wants a check to come out as it suits: refused, and nothing changed.
var roundAbout = map[string]struct {
	facts              map[string]string
	script             string // the last act is the one that is tried
	code, field, never string
}{
	"one of one": {
		facts:  map[string]string{"mode": "covert"},
		script: `{"at":"2026-03-02T10:00","command":"commit-draw","by":"efficiency_office","args":{"units":["permits","permits"],"members":1,"digest":"` + digestOfSeed + `"}}`,
		code:   "invalid", field: "members", never: "draw_committed",
	},
	"drawn again": {
		facts:  map[string]string{"mode": "covert"},
		script: lotsDrawn + `{"at":"2026-03-02T12:00","command":"commit-draw","by":"efficiency_office","args":{"units":["permits","window"],"members":1,"digest":"` + digestOfSeed + `"}}`,
		code:   "already_done", field: "digest",
	},
	"another seed": {
		facts:  map[string]string{"mode": "covert"},
		script: committed + `{"at":"2026-03-02T11:00","command":"publish-draw","by":"efficiency_office","args":{"seed":"00000000000000000000000000000000"}}`,
		code:   "invalid", field: "seed", never: "draw_published",
	},
	"whom it suits": {
		facts:  map[string]string{"mode": "covert"},
		script: lotsDrawn + `{"at":"2026-03-03T10:00","command":"send-group","by":"efficiency_office","args":{"units":["livelihood"],"person":"inspector","outcome":"stakeout","approve":true}}`,
		code:   "invalid", field: "units", never: "group_sent",
	},
	"half of them": {
		facts: map[string]string{"mode": "covert"},
		script: lotsDrawn + sent + `{"at":"2026-03-04T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-05T10:00","command":"report","by":"inspector","args":{"reason":"见报告"}}`,
		code: "not_visited", never: "case_closed",
	},
	"elsewhere": {
		facts:  map[string]string{"mode": "covert"},
		script: lotsDrawn + sent + `{"at":"2026-03-04T09:00","command":"visit","by":"inspector","args":{"unit":"livelihood","approve":true}}`,
		code:   "invalid", field: "unit", never: "visited",
	},
	"a finding without an item": {
		facts: map[string]string{"mode": "covert"},
		script: lotsDrawn + sent + `{"at":"2026-03-04T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-04T10:00","command":"find","by":"inspector","args":{"unit":"permits","category":"attitude","reason":"态度不好"}}`,
		code: "invalid", field: "category", never: "finding_made",
	},
	"found where nobody was": {
		facts:  map[string]string{"mode": "covert"},
		script: lotsDrawn + sent + `{"at":"2026-03-04T10:00","command":"find","by":"inspector","args":{"unit":"permits","category":"off_post","reason":"空岗"}}`,
		code:   "invalid", field: "unit", never: "finding_made",
	},
	"refused, and nobody saw it": {
		facts: map[string]string{"mode": "covert"},
		script: lotsDrawn + sent + `{"at":"2026-03-04T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-04T10:00","command":"sign-result","by":"inspector","args":{"unit":"permits","outcome":"refused"}}`,
		code: "invalid", field: "witness", never: "result_signed",
	},
	"reported without evidence": {
		facts: map[string]string{"mode": "open"},
		script: `{"at":"2026-03-02T10:00","command":"send-group","by":"efficiency_office","args":{"units":["permits"],"person":"inspector","outcome":"surprise","approve":true}}
			{"at":"2026-03-03T09:00","command":"visit","by":"inspector","args":{"unit":"permits","approve":true}}
			{"at":"2026-03-03T09:30","command":"find","by":"inspector","args":{"unit":"permits","category":"off_post","reason":"空岗"}}
			{"at":"2026-03-03T10:00","command":"report","by":"inspector","args":{"reason":"见报告"}}`,
		code: "wrong_stage", never: "case_closed",
	},
	"a year without whom it must have": {
		facts:  map[string]string{"mode": "year", "must": "window"},
		script: `{"at":"2026-03-03T10:00","command":"plan-year","by":"efficiency_office","args":{"units":["permits"]}}`,
		code:   "must_visit", field: "units", never: "year_planned",
	},
	"a year of whom was visited": {
		facts: map[string]string{"mode": "year", "visited": "window"},
		script: `{"at":"2026-03-03T10:00","command":"plan-year","by":"efficiency_office","args":{"units":["permits"]}}
			{"at":"2026-03-04T10:00","command":"plan-year","by":"efficiency_office","args":{"units":["window"]}}
			{"at":"2026-12-21T10:00","command":"report-coverage","by":"efficiency_office","args":{"reason":"已查遍"}}`,
		code: "not_visited", never: "case_closed",
	},
}

const (
	committed = `{"at":"2026-03-02T10:00","command":"commit-draw","by":"efficiency_office","args":{"units":["permits","livelihood","window"],"members":2,"digest":"` + digestOfSeed + `"}}
`
	lotsDrawn = committed + `{"at":"2026-03-02T11:00","command":"publish-draw","by":"efficiency_office","args":{"seed":"` + seedOfDraw + `"}}
`
	sent = `{"at":"2026-03-03T10:00","command":"send-group","by":"efficiency_office","args":{"units":["permits","window"],"person":"inspector","outcome":"stakeout","approve":true}}
`
)

func TestNobodyGetsRoundACheck(t *testing.T) {
	t.Parallel()
	for name, tt := range roundAbout {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, err := runKind(t, simulate.Input{Kind: kind.Inspection, Facts: tt.facts}, "2026-03-02T09:00", "2026-12-31", tt.script)
			require.NoError(t, err)
			refusedOnce(t, lines, tt.code, tt.field, "", tt.never)
		})
	}
}

// refusedOnce: one act was refused, and nothing came of it.
func refusedOnce(t *testing.T, lines []simulate.Line, code, field, rule, never string) {
	t.Helper()
	var refused []simulate.Line
	for _, l := range lines {
		require.NotEqual(t, never, string(l.Event))
		if l.Event == casework.CommandRefused {
			refused = append(refused, l)
		}
	}
	require.Len(t, refused, 1)
	require.Equal(t, code, refused[0].Detail["code"])
	require.Equal(t, field, refused[0].Detail["field"])
	if rule != "" {
		require.Equal(t, rule, refused[0].Detail["rule"])
		require.Regexp(t, `\p{Han}`, words.CodeOf("zh", kind.Office(), casework.Code(code)), "said in Chinese")
		require.NotEqual(t, code, words.CodeOf("en", kind.Office(), casework.Code(code)), "and in English")
	}
}
