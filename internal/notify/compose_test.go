package notify

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// window is what a service case is called.
var window = words.Text{"办件", "service case"}

// complaintNear is the example of look.md.
func complaintNear() Notice {
	return Notice{
		Number: "TS2026-000031", Kind: casework.Complaint, Title: words.Text{"效能投诉", "complaint"}, Item: "办件超时", Clock: "handle",
		Event: "clock_warned", Level: "near", Owner: "行政审批科",
		At:   time.Date(2026, 10, 19, 8, 30, 0, 0, beijing),
		Due:  time.Date(2026, 10, 20, 17, 30, 0, 0, beijing),
		Rule: "R069", Basis: "效能投诉办法第十条", Link: "https://shixian.example/cases/TS2026-000031",
	}
}

func TestComposeSaysWhatByWhomByWhenUnderWhichRule(t *testing.T) {
	t.Parallel()
	subject, text := Compose("zh", complaintNear())
	require.Equal(t, "将到期：效能投诉 TS2026-000031 办件超时，10月20日（星期二）17:30", subject)
	require.Equal(t, `时限将到。请在 10月20日（星期二）17:30 前答复投诉人并报效能办（依据：效能投诉办法第十条，R069）。

事项：效能投诉 TS2026-000031 办件超时
时限：办理，2026年10月20日 星期二 17:30
责任岗位：行政审批科
依据：效能投诉办法第十条，R069
查看：https://shixian.example/cases/TS2026-000031
`, text)

	subject, text = Compose("en", complaintNear())
	require.Equal(t, "Due soon: complaint TS2026-000031 办件超时, 17:30 on Tuesday 20 October", subject)
	require.Equal(t, `The time is nearly up. Please answer the complainant and report to the efficiency office (效能办) by 17:30 on Tuesday 20 October (basis: 效能投诉办法第十条, R069).

Matter: complaint TS2026-000031 办件超时
Limit: Handling, Tuesday 20 October 2026 17:30
Answerable: 行政审批科
Basis: 效能投诉办法第十条, R069
Open: https://shixian.example/cases/TS2026-000031
`, text)
}

func TestComposeFirstSentence(t *testing.T) {
	t.Parallel()
	late := complaintNear().Due
	for name, tt := range map[string]struct {
		change func(*Notice)
		zh, en string
	}{
		"breach": {
			func(n *Notice) { n.Event, n.Level, n.At = "clock_breached", "", late },
			"行政审批科应于 10月20日（星期二）17:30 前答复投诉人并报效能办，未按时完成（依据：效能投诉办法第十条，R069）。请立即办理并说明原因。",
			"行政审批科 had to answer the complainant and report to the efficiency office (效能办) by 17:30 on Tuesday 20 October and has not (basis: 效能投诉办法第十条, R069). Please act at once and give the reason.",
		},
		"chased after the due time": {
			func(n *Notice) { n.Event, n.At = "chased", late.Add(time.Hour) },
			"现予催办。请立即答复投诉人并报效能办（依据：效能投诉办法第十条，R069）。",
			"You are asked again: please answer the complainant and report to the efficiency office (效能办) at once (basis: 效能投诉办法第十条, R069).",
		},
		"somebody is asked over what was found, not over a clock": {
			func(n *Notice) {
				n.Event, n.Level, n.Clock, n.Due, n.Rule, n.Basis = "accountability_opened", "", "", time.Time{}, "R064", ""
			},
			"因本事项认定的问题，已启动责任核查（依据：R064）。现只核查事实、原因和所在环节，尚未认定任何人的责任；有关岗位可以陈述和申辩。",
			"Over what this matter has brought to light an accountability case has been opened (basis: R064). For now only facts, causes and turns are verified and nobody has been found at fault; the posts concerned may state their case.",
		},
		"no due time, no basis": {
			func(n *Notice) { n.Event, n.Due, n.Rule, n.Basis = "turn_changed", time.Time{}, "", "" },
			"本事项现在轮到您。请尽快答复投诉人并报效能办。",
			"This matter now waits for you. Please answer the complainant and report to the efficiency office (效能办) as soon as you can.",
		},
		"basis only": {
			func(n *Notice) { n.Event, n.Rule = "case_closed", "" },
			"本事项已办结，不再计时（依据：效能投诉办法第十条）。",
			"This matter is closed; no clock runs any more (basis: 效能投诉办法第十条).",
		},
		"deemed accepted": {
			func(n *Notice) { n.Event, n.Kind, n.Clock = "clock_deemed", "service", "intake" },
			"“受理”的时限已于 10月20日（星期二）17:30 届满，依法视为自收到材料之日起受理（依据：效能投诉办法第十条，R069）。",
			"\"Intake\" ran out at 17:30 on Tuesday 20 October: the application counts as accepted from the day it was received (basis: 效能投诉办法第十条, R069).",
		},
		"lapsed": {
			func(n *Notice) { n.Event, n.Kind, n.Clock = "clock_lapsed", "document", "return" },
			"“退回”的期限已于 10月20日（星期二）17:30 届满而未行使（依据：效能投诉办法第十条，R069）。此后退回须经交办方同意，并记为逾期。",
			"\"Return\" ran out unused at 17:30 on Tuesday 20 October (basis: 效能投诉办法第十条, R069). Returning it now needs the assigner's consent and is recorded as late.",
		},
		"correction": {
			func(n *Notice) { n.Event, n.Level, n.Of, n.OfLevel = "correction", "", "escalated", "2" },
			"更正：此前关于“二级升级（分管领导）”的通知现予收回，请勿再据此办理，以本通知为准（依据：效能投诉办法第十条，R069）。",
			"Correction: the earlier notice \"Escalated, level 2 (leader in charge)\" is taken back. Please disregard it; this one stands (basis: 效能投诉办法第十条, R069).",
		},
		"a second signature": {
			func(n *Notice) {
				n.Event, n.Level, n.Act, n.Asker, n.Rule, n.Basis = "second_asked", "", words.Text{"办结", "Close"}, "审批窗口", "R048", ""
			},
			"审批窗口提出“办结”，须由第二人签署（依据：R048）。请在时限内同意或者不同意；签署前不生效，时限照常计算。",
			"审批窗口 asks for a second signature under \"Close\" (basis: R048). Please sign or refuse in time; until then nothing of it counts and every clock runs.",
		},
		"unsigned, of nobody's post": {
			func(n *Notice) { n.Event, n.Level, n.Rule, n.Basis = "second_lapsed", "", "", "" },
			"有关岗位提出的“一项操作”，第二人没有在时限内签署。申请失效，一切照旧。",
			"Nobody signed \"an act\", asked for by a post of the office, in time. The request has lapsed and nothing has changed.",
		},
		"an event of tomorrow": {
			func(n *Notice) { n.Event = "case_merged" },
			"本事项有新的进展：case_merged（依据：效能投诉办法第十条，R069）。",
			"There is news in this matter: case_merged (basis: 效能投诉办法第十条, R069).",
		},
		"climbed by a date of next year": {
			func(n *Notice) {
				n.Event, n.Level, n.Due, n.Provisional = "escalated", "3", time.Date(2027, 1, 5, 17, 30, 0, 0, beijing), true
			},
			"行政审批科应于 2027年1月5日（星期二）17:30（暂定）前答复投诉人并报效能办，逾期仍未完成（依据：效能投诉办法第十条，R069）。现报主要领导和效能办；日期尚未确定，不发红牌，也不启动核查。",
			"行政审批科 had to answer the complainant and report to the efficiency office (效能办) by 17:30 on Tuesday 5 January 2027 (provisional) and still has not (basis: 效能投诉办法第十条, R069). The principal leader and the efficiency office (效能办) are told; the date is not certain yet, so there is no red card and nothing is verified.",
		},
		"next year, provisional": {
			func(n *Notice) {
				n.Event, n.Due, n.Provisional = "extension_approved", time.Date(2027, 1, 5, 17, 30, 0, 0, beijing), true
			},
			"延期已获同意，新的到期时间为 2027年1月5日（星期二）17:30（暂定）。请在 2027年1月5日（星期二）17:30（暂定）前答复投诉人并报效能办（依据：效能投诉办法第十条，R069）；应当告知当事人的，请在原时限届满前告知。",
			"The extension is granted; the new limit is 17:30 on Tuesday 5 January 2027 (provisional). Please answer the complainant and report to the efficiency office (效能办) by 17:30 on Tuesday 5 January 2027 (provisional) (basis: 效能投诉办法第十条, R069), and tell those entitled to know before the old limit passes.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := complaintNear()
			tt.change(&n)
			for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
				_, text := Compose(lang, n)
				first, _, _ := strings.Cut(text, "\n")
				require.Equal(t, want, first)
			}
		})
	}
}

// TestEveryEventIsToldWhole: whatever is known of it, and where nothing is.
func TestEveryEventIsToldWhole(t *testing.T) {
	t.Parallel()
	for _, key := range words.Happenings() {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			for _, bare := range []bool{false, true} {
				n := complaintNear()
				if bare {
					n = Notice{Kind: casework.Service, Title: window, Number: "BJ2026-000001"}
				}
				n.Event, n.Level, _ = strings.Cut(key, "/")
				for _, lang := range []string{"zh", "en"} {
					subject, text := Compose(lang, n)
					require.NotContains(t, subject, "\n")
					require.NotRegexp(t, `[{}]`, subject+text, "no placeholder is left")
					require.NotContains(t, text, "  ")
					require.NotContains(t, text, "“”")
					require.NotContains(t, text, `""`)
					require.NotRegexp(t, `1年1月1日|January 1\b|January 0001`, text, "no empty date")
				}
			}
		})
	}
}

func TestNothingGivenCanBreakALine(t *testing.T) {
	t.Parallel()
	n := complaintNear()
	n.Item, n.Owner, n.Basis, n.Link = "a\r\nBcc: x@y.cn", "b\nc", "d\u2028e\n", "f\ng"
	subject, text := Compose("zh", n)
	require.NoError(t, Message{ID: "1", Subject: subject}.check())
	require.Equal(t, 7, strings.Count(text, "\n"))
	n.Owner = "{due}{owed}"
	n.Event = "clock_breached"
	_, text = Compose("zh", n)
	require.Contains(t, text, "{due}{owed}应于", "what is filled in is not filled in again")
}

func TestMoment(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 10, 16, 9, 0, 0, 0, beijing)
	for name, tt := range map[string]struct {
		due, now   time.Time
		zh, en, is string
	}{
		"this year": {
			time.Date(2026, 10, 20, 17, 30, 0, 0, beijing), now,
			"10月20日（星期二）17:30", "17:30 on Tuesday 20 October", "2026年10月20日 星期二 17:30",
		},
		"next year": {
			time.Date(2027, 1, 3, 12, 0, 0, 0, beijing), now,
			"2027年1月3日（星期日）12:00", "12:00 on Sunday 3 January 2027", "2027年1月3日 星期日 12:00",
		},
		"the year is that of the office": { // 2026 in Beijing already
			time.Date(2026, 1, 5, 17, 30, 0, 0, beijing), time.Date(2025, 12, 31, 17, 0, 0, 0, time.UTC),
			"1月5日（星期一）17:30", "17:30 on Monday 5 January", "2026年1月5日 星期一 17:30",
		},
		"nobody knows now": {
			time.Date(2026, 10, 20, 17, 30, 0, 0, beijing), time.Time{},
			"2026年10月20日（星期二）17:30", "17:30 on Tuesday 20 October 2026", "2026年10月20日 星期二 17:30",
		},
		"a right runs to the end of its day": {
			time.Date(2026, 11, 1, 0, 0, 0, 0, beijing), now,
			"10月31日（星期六）24:00", "24:00 on Saturday 31 October", "2026年10月31日 星期六 24:00",
		},
		"the last day of the year": {
			time.Date(2027, 1, 1, 0, 0, 0, 0, beijing), now,
			"12月31日（星期四）24:00", "24:00 on Thursday 31 December", "2026年12月31日 星期四 24:00",
		},
		"seconds where they count": {
			time.Date(2026, 10, 16, 9, 0, 30, 0, beijing), now,
			"10月16日（星期五）09:00:30", "09:00:30 on Friday 16 October", "2026年10月16日 星期五 09:00:30",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.zh, moment("zh", tt.due, tt.now))
			require.Equal(t, tt.en, moment("en", tt.due, tt.now))
			require.Equal(t, tt.is, full("zh", tt.due))
		})
	}
}

func TestDigestPutsTheLatestFirst(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 10, 19, 8, 30, 0, 0, beijing)
	day := func(d int) time.Time { return time.Date(2026, 10, d, 17, 30, 0, 0, beijing) }
	notices := []Notice{
		{Number: "BJ2026-000003", Kind: "service", Title: window, Clock: "handle", Event: "case_closed", At: at},
		{Number: "BJ2026-000002", Kind: "service", Title: window, Clock: "handle", Event: "clock_warned", Level: "near", At: at, Due: day(21)},
		{Number: "BJ2026-000001", Kind: "service", Title: window, Clock: "handle", Event: "clock_warned", Level: "near", At: at, Due: day(21)},
		{Number: "BJ2026-000005", Kind: "service", Title: window, Clock: "handle", Event: "turn_changed", At: at},
		{Number: "BJ2026-000004", Kind: "service", Title: window, Clock: "handle", Event: "clock_warned", Level: "near", At: at, Due: day(20), Link: "https://x/4"},
		{Number: "TS2026-000031", Kind: casework.Complaint, Title: words.Text{"效能投诉", "complaint"}, Item: "办件超时", Clock: "handle", Event: "clock_breached", At: at, Due: day(16), Owner: "审批科"},
	}
	given := append([]Notice(nil), notices...)
	subject, text := ComposeDigest("zh", notices)
	require.Equal(t, "时限提醒 6 项：已超期 1，将到期 4，其他 1", subject)
	require.Equal(t, `■ 已超期

1. 效能投诉 TS2026-000031 办件超时
   审批科应于 10月16日（星期五）17:30 前答复投诉人并报效能办，未按时完成。请立即办理并说明原因。

▲ 将到期

2. 办件 BJ2026-000004
   时限将到。请在 10月20日（星期二）17:30 前作出决定。
   https://x/4

3. 办件 BJ2026-000001
   时限将到。请在 10月21日（星期三）17:30 前作出决定。

4. 办件 BJ2026-000002
   时限将到。请在 10月21日（星期三）17:30 前作出决定。

5. 办件 BJ2026-000005
   本事项现在轮到您。请尽快作出决定。

其他

6. 办件 BJ2026-000003
   本事项已办结，不再计时。

`, text)
	require.Equal(t, given, notices, "the caller's order is left alone")

	subject, _ = ComposeDigest("en", notices)
	require.Equal(t, "6 reminders: 1 late, 4 due soon, 1 other", subject)
}

func TestDigestOfOneAndOfNone(t *testing.T) {
	t.Parallel()
	oneSubject, oneText := Compose("zh", complaintNear())
	subject, text := ComposeDigest("zh", []Notice{complaintNear()})
	require.Equal(t, oneSubject, subject)
	require.Equal(t, oneText, text)
	subject, text = ComposeDigest("zh", nil)
	require.Empty(t, subject+text)
}
