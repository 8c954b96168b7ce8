package counter_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

const explained = "BJ2026-000001"

func shanghai(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", s, time.FixedZone("CST", 8*3600))
	require.NoError(t, err)
	return at
}

// newExplained is the case of the acceptance: 24 September 2026, ten working
// days, a pause and an extension.
func newExplained(t *testing.T) *drafting {
	t.Helper()
	d := newDrafting(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	d.store.Shelf.Versions = []rulebook.CalendarVersion{
		{ID: "cn", Version: 1, Spec: ref.National},
		{ID: "cn", Version: 2, Spec: calendar.Spec{Off: []string{"2026-10-20"}}, Names: map[string]string{"2026-10-01": "另一个名字"}},
	}
	at := func(s string) time.Time { return shanghai(t, s) }
	pauses := []casework.Span{{From: at("2026-09-29T10:00"), To: at("2026-10-09T10:00"), Category: "inspection"}}
	handle := casework.Clock{
		Name: "handle", Round: 2, Rule: "R005", Basis: "行政许可法第四十二条", Owner: casework.Handler, Outcome: casework.Breach,
		Status: casework.Running, Start: at("2026-09-24T09:30"), Limit: "10wd", Granted: 2, Pauses: pauses,
		Due: at("2026-10-22T17:30"), Date: "2026-10-22",
	}
	first := handle
	first.Round, first.Granted, first.Due, first.Date = 1, 0, at("2026-10-15T17:30"), "2026-10-15"
	first.Pauses = []casework.Span{{From: at("2026-10-16T10:00"), To: at("2026-10-20T10:00"), Category: casework.SpanClosed}}
	stated := casework.Clock{Name: "reply", Round: 1, Start: at("2026-09-24T09:30"), Limit: "5d", Stated: at("2026-09-29T12:00"), Due: at("2026-09-29T12:00"), Date: "2026-09-29"}
	d.store.Put(casework.State{
		Number: explained, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-1", Run: 1,
		Policy: "service-permit@2", Calendar: "cn@2", Stage: casework.StageHandle, Clocks: []casework.Clock{first, handle, stated},
	})
	row := func(key, s, cause, date string, granted, round int) casework.LedgerRow {
		return casework.LedgerRow{
			Number: explained, Key: key, Clock: "handle", Round: round, At: at(s), Policy: "service-permit@1", Calendar: "cn@1",
			DueChange: casework.DueChange{Cause: cause, Date: date, Granted: granted, Start: handle.Start, Limit: "10wd"},
		}
	}
	d.store.Ledgers = map[string][]casework.LedgerRow{explained: {
		row("1.1.1", "2026-09-24T09:30", "started", "2026-10-15", 0, 1), row("1.2.1", "2026-09-24T09:30", "started", "2026-10-15", 0, 2),
		row("1.3.1", "2026-09-29T10:00", "paused", "2026-10-20", 0, 2), row("1.4.1", "2026-10-13T15:00", "extended", "2026-10-22", 2, 2),
	}}
	return d
}

func TestWhy(t *testing.T) {
	t.Parallel()
	d := newExplained(t)
	got, err := d.Why(t.Context(), as(countertest.Handler), explained, "handle", 0)
	require.NoError(t, err)
	require.Equal(t, "2026年9月24日 09:30起算，时限 10 个工作日，批准延期 2 个工作日，扣除暂停 1 次，2026年10月22日（星期四）17:30 到期。", got.ZH)
	require.Equal(t, []string{"R005", "行政许可法第四十二条", "service-permit@1", "cn@1"}, []string{got.Rule, got.Basis, got.Policy, got.Calendar},
		"by the versions it was counted with, not those the case has now")
	require.Contains(t, got.Notices["2026"], "国务院办公厅")
	require.Len(t, got.Ledger, 3, "of this round alone, in order")
	require.Len(t, got.Days, 29)
	said := map[string]string{}
	for _, day := range got.Days {
		said[day.Date] = day.ZH
	}
	require.Equal(t, "国庆节放假，不计", said["2026-10-01"])
	require.Equal(t, "暂停（检验），不计", said["2026-09-30"])
	require.Equal(t, "计第 5 天；批准延期 2 个工作日，到10月22日", said["2026-10-13"])
	require.Equal(t, "计第 12 天；17:30 到期", said["2026-10-22"])
	text, err := json.Marshal(got)
	require.NoError(t, err)
	require.Contains(t, string(text), `"due":"2026-10-22T17:30:00+08:00"`)

	first, err := d.Why(t.Context(), as(countertest.Handler), explained, "handle", 1)
	require.NoError(t, err)
	require.Equal(t, "2026-10-15", first.Date)
	require.Equal(t, "2026-10-15", first.Days[len(first.Days)-1].Date)
	require.Len(t, first.Ledger, 1)
	require.NotContains(t, first.ZH, "暂停", "closed when it was late already: that moved nothing")
	require.Empty(t, first.Pauses)
}

func TestWhyOfWhatWasNotCounted(t *testing.T) {
	t.Parallel()
	d := newExplained(t)
	got, err := d.Why(t.Context(), as(countertest.Handler), explained, "reply", 0)
	require.NoError(t, err)
	require.Contains(t, got.ZH, "期限由交办人指定")
	require.Empty(t, got.Days)

	d.store.Ledgers[explained][3].Calendar = "cn@2" // whose days end elsewhere
	got, err = d.Why(t.Context(), as(countertest.Handler), explained, "handle", 0)
	require.NoError(t, err)
	require.Empty(t, got.Days, "a wrong reason is worse than none")
}

func TestWhyIsRefused(t *testing.T) {
	t.Parallel()
	d := newExplained(t)
	for name, tt := range map[string]struct {
		who, number, clock string
		round              int
		want               casework.Code
	}{
		"no such clock":          {countertest.Handler, explained, "deliver", 0, casework.NotFound},
		"no such round":          {countertest.Handler, explained, "handle", 3, casework.NotFound},
		"no such case":           {countertest.Handler, "BJ2026-000009", "handle", 0, casework.NotFound},
		"somebody else's case":   {countertest.Stranger, explained, "handle", 0, casework.NotFound},
		"a calendar gone astray": {countertest.Handler, explained, "handle", 2, casework.NotFound},
	} {
		if tt.round == 2 {
			d.store.Shelf.Versions = nil
		}
		_, err := d.Why(t.Context(), as(tt.who), tt.number, tt.clock, tt.round)
		require.Equal(t, tt.want, casework.CodeOf(err), name)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	d := newExplained(t)
	at := func(s string) time.Time { return shanghai(t, s) }
	pause := func(number, from, limit string) appraisal.Watched {
		return appraisal.Watched{
			What: appraisal.LatePause, Number: number, At: at(from), Old: new(at("2026-10-15T17:30")), Start: at("2026-09-24T09:30"),
			Limit: limit, Calendar: "cn@1",
		}
	}
	d.store.Sheets.Acts = []appraisal.Watched{
		pause("the day itself", "2026-10-15T10:00", "10wd"), pause("the day before", "2026-10-14T08:30", "10wd"),
		pause("two days before", "2026-10-13T17:30", "10wd"), pause("before opening", "2026-10-14T08:29", "10wd"),
		pause("a day's limit, its day", "2026-10-15T08:30", "1wd"), pause("a day's limit, before", "2026-10-14T10:00", "1wd"),
		{What: appraisal.Reopened, Number: "again"}, {What: appraisal.PingPong, Number: "to and fro"},
	}
	since := at("2026-09-01T00:00")
	rows, err := d.Watch(t.Context(), as(countertest.Efficiency), since)
	require.NoError(t, err)
	var got []string
	for _, w := range rows {
		got = append(got, w.Number)
	}
	require.Equal(t, []string{"the day itself", "the day before", "a day's limit, its day", "again", "to and fro"}, got)
	require.Equal(t, since, d.store.Sheets.LastWatch.Since)
	require.Equal(t, []core.Scope{{Kind: casework.Service, Units: []string{"bureau", "permits", "other"}, Posts: []string{"efficiency"}, Joint: true}}, d.store.Sheets.LastWatch.Scope)
	for _, who := range []string{countertest.Handler, countertest.Head, countertest.Leader, countertest.Clerk} {
		_, err := d.Watch(t.Context(), as(who), since)
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), who)
	}
}
