package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/webtest"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

func TestRemainingIsToldInWorkingTerms(t *testing.T) {
	t.Parallel()
	_, cal := webtest.National(t)
	for name, tt := range map[string]struct {
		now, due       string
		status         casework.ClockStatus
		prompt         bool
		zh, en, urgent string
	}{
		"hours on its last day":          {"2026-10-16 14:18", "2026-10-16 17:30", casework.Running, false, "剩 3 小时 12 分", "3 h 12 min left", "今天 17:30"},
		"over a week-end is one day":     {"2026-10-16 14:18", "2026-10-19 17:30", casework.Running, false, "剩 1 个工作日", "1 working day left", "剩 1 个工作日"},
		"national days do not count":     {"2026-09-30 09:00", "2026-10-09 17:30", casework.Running, false, "剩 2 个工作日", "2 working days left", "剩 2 个工作日"},
		"a make-up Saturday counts":      {"2026-10-09 09:00", "2026-10-12 17:30", casework.Running, false, "剩 2 个工作日", "2 working days left", "剩 2 个工作日"},
		"late the same evening":          {"2026-10-16 18:00", "2026-10-16 17:30", casework.Breached, false, "超 30 分", "30 min late", "超 30 分"},
		"late over a week-end":           {"2026-10-17 10:00", "2026-10-16 17:30", casework.Breached, false, "超 16 小时 30 分", "16 h 30 min late", "超 16 小时 30 分"},
		"late by days":                   {"2026-10-20 09:00", "2026-10-16 17:30", casework.Breached, false, "超 2 个工作日", "2 working days late", "超 2 个工作日"},
		"a practice clock to a second":   {"2026-10-16 14:18:18", "2026-10-16 14:19:00", casework.Running, true, "剩 42 秒", "42 s left", "剩 42 秒"},
		"a practice clock in minutes":    {"2026-10-16 14:18:00", "2026-10-16 14:15:55", casework.Breached, true, "超 2 分 5 秒", "2 min 5 s late", "超 2 分 5 秒"},
		"stopped":                        {"2026-10-16 14:18", "2026-10-16 17:30", casework.Paused, false, "计时暂停", "Clock stopped", "计时暂停"},
		"a right ends at 24:00 of a day": {"2026-10-16 14:18", "2026-10-17 00:00", casework.Running, false, "剩 9 小时 42 分", "9 h 42 min left", "今天 24:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := casework.ClockView{Due: webtest.At(tt.due), Status: tt.status, Prompt: tt.prompt}
			zh := Voice{Lang: words.Chinese, Cal: cal, Now: webtest.At(tt.now), Kinds: kind.Office()}
			en := Voice{Lang: words.English, Cal: cal, Now: webtest.At(tt.now), Kinds: kind.Office()}
			require.Equal(t, tt.zh, zh.Remaining(c))
			require.Equal(t, tt.en, en.Remaining(c))
			require.Equal(t, tt.urgent, zh.Urgency(c))
		})
	}
}

func TestDatesAndLimits(t *testing.T) {
	t.Parallel()
	_, cal := webtest.National(t)
	zh := Voice{Lang: words.Chinese, Cal: cal, Now: SampleNow, Kinds: kind.Office()}
	en := Voice{Lang: words.English, Cal: cal, Now: SampleNow, Kinds: kind.Office()}
	due := webtest.At("2026-10-20 17:30")
	require.Equal(t, "2026年10月20日 星期二 17:30", zh.Full(due))
	require.Equal(t, "Tue 20 October 2026, 17:30", en.Full(due))
	require.Equal(t, "10-20 17:30", zh.Due(due, false))
	require.Equal(t, "10-20 17:30:00", zh.Due(due, true))
	require.Equal(t, "10-20 00:00:00", zh.Second(webtest.At("2026-10-20 00:00")), "midnight to the second is no day alone")
	require.Equal(t, "10-20", zh.Stamp(webtest.At("2026-10-20 00:00")))
	require.Equal(t, "2026年10月20日 星期二", zh.FullDay(webtest.At("2026-10-20 00:00")))
	require.Equal(t, "Tue 20 October 2026", en.FullDay(webtest.At("2026-10-20 00:00")))
	require.Equal(t, "2027-01-08 17:30", zh.Due(webtest.At("2027-01-08 17:30"), false), "another year is named")
	require.Equal(t, "10-20 24:00", zh.Due(webtest.At("2026-10-21 00:00"), false), "a right ends with its last day")
	require.Equal(t, "10 个工作日", zh.Limit("10wd"))
	require.Equal(t, "当天", zh.Limit("0wd"))
	require.Equal(t, "3 months", en.Limit("3mo"))
	require.Equal(t, "1 working day", en.Limit("1wd"))
	require.Equal(t, "not a limit", zh.Limit("not a limit"))
	require.Equal(t, "个工作日", zh.Unit("10wd"))
}

func TestLocalPaths(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/inbox?all=1": "/inbox?all=1", "": "/", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/",
		"javascript:alert(1)": "/", "inbox": "/", "/a\r\nSet-Cookie: x": "/",
	} {
		require.Equal(t, want, Local(to), "%q", to)
	}
}

// TestAnInstantStaysWhole: an instant in a fact does not end on another line than it began, and what
// somebody wrote beside it is his words, not markup.
func TestAnInstantStaysWhole(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"检验：09-29 10:00 至 10-16": `检验：<span class="keep">09-29 10:00</span> 至 <span class="keep">10-16</span>`,
		"BJ2026-000123 <b>":      "BJ2026-000123 &lt;b&gt;",
		"cn@2 2026-10-16":        `cn@2 <span class="keep">2026-10-16</span>`,
	} {
		require.Equal(t, want, string(whole(value)))
	}
}
