package web

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

func TestRemainingIsToldInWorkingTerms(t *testing.T) {
	t.Parallel()
	_, cal := national(t)
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
			c := casework.ClockView{Due: at(tt.due), Status: tt.status, Prompt: tt.prompt}
			zh := voice{lang: words.Chinese, cal: cal, now: at(tt.now), kinds: kind.Office()}
			en := voice{lang: words.English, cal: cal, now: at(tt.now), kinds: kind.Office()}
			require.Equal(t, tt.zh, zh.remaining(c))
			require.Equal(t, tt.en, en.remaining(c))
			require.Equal(t, tt.urgent, zh.urgency(c))
		})
	}
}

func TestDatesAndLimits(t *testing.T) {
	t.Parallel()
	_, cal := national(t)
	zh := voice{lang: words.Chinese, cal: cal, now: sampleNow, kinds: kind.Office()}
	en := voice{lang: words.English, cal: cal, now: sampleNow, kinds: kind.Office()}
	due := at("2026-10-20 17:30")
	require.Equal(t, "2026年10月20日 星期二 17:30", zh.full(due))
	require.Equal(t, "Tue 20 October 2026, 17:30", en.full(due))
	require.Equal(t, "10-20 17:30", zh.due(due, false))
	require.Equal(t, "10-20 17:30:00", zh.due(due, true))
	require.Equal(t, "10-20 00:00:00", zh.second(at("2026-10-20 00:00")), "midnight to the second is no day alone")
	require.Equal(t, "10-20", zh.stamp(at("2026-10-20 00:00")))
	require.Equal(t, "2026年10月20日 星期二", zh.fullDay(at("2026-10-20 00:00")))
	require.Equal(t, "Tue 20 October 2026", en.fullDay(at("2026-10-20 00:00")))
	require.Equal(t, "2027-01-08 17:30", zh.due(at("2027-01-08 17:30"), false), "another year is named")
	require.Equal(t, "10-20 24:00", zh.due(at("2026-10-21 00:00"), false), "a right ends with its last day")
	require.Equal(t, "10 个工作日", zh.limit("10wd"))
	require.Equal(t, "当天", zh.limit("0wd"))
	require.Equal(t, "3 months", en.limit("3mo"))
	require.Equal(t, "1 working day", en.limit("1wd"))
	require.Equal(t, "not a limit", zh.limit("not a limit"))
	require.Equal(t, "个工作日", zh.unit("10wd"))
}

func TestLocalPaths(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/inbox?all=1": "/inbox?all=1", "": "/", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/",
		"javascript:alert(1)": "/", "inbox": "/", "/a\r\nSet-Cookie: x": "/",
	} {
		require.Equal(t, want, local(to), "%q", to)
	}
}
