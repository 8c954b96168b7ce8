package why_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/why"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	got, err := time.ParseInLocation("2006-01-02T15:04", s, zone)
	require.NoError(t, err)
	return got
}

// strip counts by the national calendar and puts the days into words.
func strip(t *testing.T, start, limit string, change func(*why.Strip)) []why.Line {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	l, err := calendar.ParseLimit(limit)
	require.NoError(t, err)
	s := why.Strip{Limit: l, Name: ref.Holidays.Names(nil)}
	change(&s)
	var pauses []calendar.Pause
	for _, p := range s.Pauses {
		pauses = append(pauses, calendar.Pause{From: p.From, To: p.To})
	}
	due, err := cal.Due(at(t, start), l, pauses...)
	require.NoError(t, err)
	s.Due = due.At
	s.Days, err = cal.Explain(at(t, start), l, pauses...)
	require.NoError(t, err)
	return s.Lines()
}

func said(lines []why.Line) (zh, en []string) {
	for _, l := range lines {
		zh, en = append(zh, l.Date[5:]+" "+l.ZH), append(en, l.Date[5:]+" "+l.EN)
	}
	return zh, en
}

// TestTheAcceptanceCase is 2026-09-24 + 10wd + a pause + an extension.
func TestTheAcceptanceCase(t *testing.T) {
	t.Parallel()
	lines := strip(t, "2026-09-24T09:30", "12wd", func(s *why.Strip) {
		s.Pauses = []casework.Span{{From: at(t, "2026-09-29T10:00"), To: at(t, "2026-10-09T10:00"), Category: "inspection"}}
		s.Grants = []why.Grant{{At: at(t, "2026-10-13T15:00"), Units: 2, Date: "2026-10-22"}}
	})
	zh, en := said(lines)
	require.Equal(t, []string{
		"09-24 起算日，不计",
		"09-25 中秋节放假，不计",
		"09-26 中秋节放假，不计",
		"09-27 中秋节放假，不计",
		"09-28 计第 1 天",
		"09-29 计第 2 天；10:00 起暂停（检验）",
		"09-30 暂停（检验），不计",
		"10-01 国庆节放假，不计",
		"10-02 国庆节放假，不计",
		"10-03 国庆节放假，不计",
		"10-04 国庆节放假，不计",
		"10-05 国庆节放假，不计",
		"10-06 国庆节放假，不计",
		"10-07 国庆节放假，不计",
		"10-08 暂停（检验），不计",
		"10-09 暂停（检验），不计；10:00 恢复",
		"10-10 调休上班，计第 3 天",
		"10-11 星期日不办公，不计",
		"10-12 计第 4 天",
		"10-13 计第 5 天；批准延期 2 个工作日，到10月22日",
		"10-14 计第 6 天",
		"10-15 计第 7 天",
		"10-16 计第 8 天",
		"10-17 星期六不办公，不计",
		"10-18 星期日不办公，不计",
		"10-19 计第 9 天",
		"10-20 计第 10 天",
		"10-21 计第 11 天",
		"10-22 计第 12 天；17:30 到期",
	}, zh)
	require.Equal(t, "09-24 the clock starts; not counted", en[0])
	require.Equal(t, "09-25 Mid-Autumn Festival holiday, not counted", en[1])
	require.Equal(t, "09-29 day 2; paused from 10:00 (inspection)", en[5])
	require.Equal(t, "10-09 paused (inspection), not counted; goes on at 10:00", en[15])
	require.Equal(t, "10-10 make-up working day, day 3", en[16])
	require.Equal(t, "10-11 Sunday, closed, not counted", en[17])
	require.Equal(t, "10-13 day 5; extended by 2 working days, to 22 October", en[19])
	require.Equal(t, "10-22 day 12; due 17:30", en[28])
	require.Equal(t, "thu", lines[0].Weekday)
}

func TestOtherLimits(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		start, limit string
		change       func(*why.Strip)
		zh, en       []string
	}{
		"a calendar day limit rolls over a holiday": {"2026-09-29T09:30", "3d", func(*why.Strip) {}, []string{
			"09-29 起算日，不计", "09-30 计第 1 天", "10-01 计第 2 天", "10-02 计第 3 天", "10-03 国庆节放假，顺延", "10-04 国庆节放假，顺延",
			"10-05 国庆节放假，顺延", "10-06 国庆节放假，顺延", "10-07 国庆节放假，顺延", "10-08 最后一日不办公，顺延到这一天；17:30 到期",
		}, nil},
		"working hours": {"2026-09-24T15:30", "4wh", func(*why.Strip) {}, []string{
			"09-24 起算日，用 2 小时", "09-25 中秋节放假，不计", "09-26 中秋节放假，不计", "09-27 中秋节放假，不计", "09-28 计时 2 小时；10:30 到期",
		}, []string{
			"09-24 the clock starts, 2 h used", "09-25 Mid-Autumn Festival holiday, not counted", "09-26 Mid-Autumn Festival holiday, not counted",
			"09-27 Mid-Autumn Festival holiday, not counted", "09-28 counted, 2 h used; due 10:30",
		}},
		"the same day": {"2026-09-24T09:30", "0wd", func(*why.Strip) {}, []string{"09-24 起算日，不计；17:30 到期"}, nil},
		"a year nobody announced": {"2026-12-31T09:30", "1wd", func(*why.Strip) {}, []string{
			"12-31 起算日，不计", "01-01 元旦放假，不计", "01-02 星期六不办公，不计", "01-03 星期日不办公，不计", "01-04 计第 1 天（没有当年的放假安排，暂定）；17:30 到期",
		}, []string{"12-31 the clock starts; not counted", "01-01 New Year's Day holiday, not counted", "01-02 Saturday, closed, not counted", "01-03 Sunday, closed, not counted", "01-04 day 1 (no list of that year's days off is at hand: provisional); due 17:30"}},
		"a pause still open": {"2026-10-12T09:30", "1wd", func(s *why.Strip) {
			s.Pauses, s.Open = []casework.Span{{From: at(t, "2026-10-12T10:00"), To: at(t, "2026-10-13T11:00"), Category: "test"}}, true
		}, []string{"10-12 起算日，不计；10:00 起暂停（检测）", "10-13 暂停（检测），不计；预计 11:00 恢复", "10-14 计第 1 天；17:30 到期"}, nil},
		"closed and taken up again": {"2026-10-12T09:30", "1wd", func(s *why.Strip) {
			s.Pauses = []casework.Span{{From: at(t, "2026-10-12T10:00"), To: at(t, "2026-10-13T11:00"), Category: casework.SpanClosed}}
		}, nil, []string{
			"10-12 the clock starts; not counted; paused from 10:00 (closed until taken up again)",
			"10-13 paused (closed until taken up again), not counted; goes on at 11:00", "10-14 day 1; due 17:30",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zh, en := said(strip(t, tt.start, tt.limit, tt.change))
			if tt.zh != nil {
				require.Equal(t, tt.zh, zh)
			}
			if tt.en != nil {
				require.Equal(t, tt.en, en)
			}
		})
	}
}

func TestHead(t *testing.T) {
	t.Parallel()
	ten := calendar.Limit{N: 10, Unit: calendar.WorkingDays}
	zh, en := why.Head{
		Start: at(t, "2026-09-24T09:30"), Limit: ten, Granted: 2, Pauses: 1, Due: at(t, "2026-10-22T17:30"), Date: "2026-10-22",
	}.Say()
	require.Equal(t, "2026年9月24日 09:30起算，时限 10 个工作日，批准延期 2 个工作日，扣除暂停 1 次，2026年10月22日（星期四）17:30 到期。", zh)
	require.Equal(t, "Starts Thu 24 September 2026, 09:30; limit 10 working days; 2 working days more granted; pauses left out; due Thu 22 October 2026, 17:30.", en)

	zh, _ = why.Head{Start: at(t, "2026-12-24T09:30"), Limit: ten, Due: at(t, "2027-01-08T00:00"), Date: "2027-01-07", Provisional: true}.Say()
	require.Equal(t, "2026年12月24日 09:30起算，时限 10 个工作日，2027年1月7日（星期四）24:00 到期，没有当年的放假安排，暂定。", zh)
	zh, en = why.Head{Start: at(t, "2026-09-24T09:30"), Limit: ten, Stated: true, Deemed: true, Due: at(t, "2026-10-08T12:00"), Date: "2026-10-08"}.Say()
	require.Equal(t, "2026年9月24日 09:30起算，期限由交办人指定，因法定视为受理而起算，不早于视为受理之时，2026年10月8日（星期四）12:00 到期。", zh)
	require.Contains(t, en, "due when the assigner said")
}

// TestEveryDayOffHasAName: the national list and its names cover the same days.
func TestEveryDayOffHasAName(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	name := ref.Holidays.Names(map[string]string{"2026-11-11": "县庆", "2026-11-12": "春节"})
	for _, day := range ref.National.Off {
		zh, en := name(day)
		require.NotEmpty(t, zh, day)
		require.NotEqual(t, zh, en, day)
	}
	zh, en := name("2026-11-11")
	require.Equal(t, []string{"县庆", "县庆"}, []string{zh, en}, "a name of the office's own has no other language")
	_, en = name("2026-11-12")
	require.Equal(t, "Spring Festival", en)
	zh, _ = name("2026-11-13")
	require.Empty(t, zh)
}
