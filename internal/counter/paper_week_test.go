package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
)

// officeTime reads an instant as the office writes it.
func officeTime(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("CST", 8*3600))
	if err != nil {
		panic(err)
	}
	return at
}

// item puts an item on the list, with its clocks and what happened.
func (b *bench) item(n int, stage casework.Stage, turn casework.Role, clocks []casework.ClockView, events ...casework.TimelineRow) {
	number := kind.Office().Number(casework.Supervision, 2026, n)
	b.store.Put(casework.State{Number: number, Kind: casework.Supervision, Unit: "permits", Post: "permit-1", Stage: stage, Turn: turn, Run: 1})
	v := b.store.Cases[number]
	v.Clocks, v.Stage, v.Turn = clocks, stage, turn
	b.store.Cases[number] = v
	b.store.Sealed[number] = map[string]string{"matter": "压缩审批时限"}
	b.store.Events[number] = events
}

func clockOf(name string, due string, status casework.ClockStatus, ended string) casework.ClockView {
	c := casework.ClockView{Name: name, Round: 1, Outcome: casework.Breach, Status: status, Due: officeTime(due)}
	if ended != "" {
		at := officeTime(ended)
		c.Ended = &at
	}
	return c
}

func happened(name casework.EventName, at, clock string) casework.TimelineRow {
	return casework.TimelineRow{Name: name, At: officeTime(at), Clock: clock}
}

func rechecked(found, at string) casework.TimelineRow {
	e := happened(casework.Rechecked, at, "follow_up")
	e.Level = found
	return e
}

// The list of Monday 2026-09-21 tells of the week from 9-14 to 9-20 (R102: 通报上周
// 工作情况, 查找不足, 提出下步): the columns are what was due, done, found by
// looking into it (R097), chased, missing and what comes next. It is read on Thursday 9-24, 17:30.
func TestMondayListTellsOfTheWeekBefore(t *testing.T) {
	t.Parallel()
	b := papered(t)
	clear(b.store.Cases)
	b.item(1, casework.StageFollow, casework.SupervisionOffice, // due on Wednesday, answered on Friday
		[]casework.ClockView{clockOf("reply", "2026-09-16 17:30", casework.Met, "2026-09-18 10:00"), clockOf("follow_up", "2026-09-28 17:30", casework.Running, "")},
		happened(casework.ClockBreached, "2026-09-16 17:30", "reply"), happened(casework.Replied, "2026-09-18 10:00", ""), rechecked("in_progress", "2026-09-15 09:00"),
		rechecked("done", "2026-09-11 09:00"))
	b.item(2, casework.StageHandle, casework.Handler, // chased on Tuesday, and nothing heard
		[]casework.ClockView{clockOf("reply", "2026-09-25 17:30", casework.Running, "")},
		happened(casework.Chased, "2026-09-15 17:30", "follow_up"), happened(casework.Issued, "2026-09-08 10:00", ""))
	b.item(3, casework.StageHandle, casework.Handler, // chased, and reported on
		[]casework.ClockView{clockOf("reply", "2026-09-25 17:30", casework.Running, "")},
		happened(casework.Chased, "2026-09-15 17:30", ""), happened(casework.Reported, "2026-09-16 09:00", ""))
	b.item(4, casework.StageHandle, casework.Handler, // late since Monday: 9-15 to 9-18 and 9-20 (a make-up Sunday), 9-21 to 9-24
		[]casework.ClockView{clockOf("reply", "2026-09-14 17:30", casework.Breached, "")}, happened(casework.RoundMissed, "2026-09-14 17:30", "follow_up"))
	b.item(5, casework.StageHandle, casework.Handler, // late and mended before the week, and late after it
		[]casework.ClockView{clockOf("issue", "2026-09-08 17:30", casework.Met, "2026-09-09 10:00"), clockOf("reply", "2026-09-21 17:30", casework.Breached, "")})

	draft, err := b.DraftPaper(t.Context(), general(), papers.PaperRequest{Form: "monday_list"})
	require.NoError(t, err)
	require.Equal(t, officeTime("2026-09-14 00:00").UTC(), b.store.LastCases.StoodAt.UTC())
	require.Equal(t, officeTime("2026-09-21 00:00").UTC(), b.store.LastCases.Until.UTC())
	require.NotEmpty(t, b.store.LastCases.Scope)
	require.NotContains(t, b.store.LastCases.Scope, core.Scope{All: true}, "his own reach, and no more")
	var told [][]string
	for _, row := range draft.Content.Table.Rows {
		told = append(told, row[4:])
	}
	require.Equal(t, [][]string{
		{"09-16 回复", "09-18 已答复", "09-15 在办", "", "回复逾期2个工作日，09-18完成", "督办部门：回查，09-28前"},
		{"", "", "", "09-15 催办（回查）", "催办后没有报告进展", "承办人：回复，09-25前"},
		{"", "09-16 已报告", "", "09-15 催办", "", "承办人：回复，09-25前"},
		{"09-14 回复", "", "", "", "回复逾期9个工作日，尚未完成；09-14前没有回查", "承办人"},
		{"", "", "", "", "", "承办人"},
	}, told)
	require.Equal(t, "压缩审批时限", draft.Content.Table.Rows[0][2])
	var lines []string
	for _, l := range draft.Content.Lines {
		lines = append(lines, l.Text)
	}
	require.Equal(t, []string{
		"2026年9月21日", "2026年9月14日至2026年9月20日", "督办事项5件，到期2件，有办理情况2件，回查1件，催办2件，有差距3件",
	}, lines)
}

func TestMondayListOfAnotherWeek(t *testing.T) {
	t.Parallel()
	b := papered(t)
	asked := func(monday string) papers.PaperRequest {
		return papers.PaperRequest{Form: "monday_list", Asked: map[string]string{"monday": monday}}
	}
	_, err := b.DraftPaper(t.Context(), general(), asked("2026-09-16")) // a Wednesday: its Monday is 9-14
	require.NoError(t, err)
	require.Equal(t, officeTime("2026-09-07 00:00").UTC(), b.store.LastCases.StoodAt.UTC())
	for monday, want := range map[string]casework.Error{
		"2026-09-28": {Code: casework.FutureDate, Field: "asked.monday", Rule: "R102"},
		"last week":  {Code: casework.Invalid, Field: "asked.monday", Rule: "date"},
	} {
		_, err := b.DraftPaper(t.Context(), general(), asked(monday))
		refused := core.RefusalsOf(err)
		require.Len(t, refused, 1)
		require.Equal(t, want, *refused[0])
	}
	_, err = b.DraftPaper(t.Context(), handler(), asked(""))
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "it is compiled by who keeps the items")
	row := b.issued(t, general(), asked(""))
	require.Equal(t, "督例〔2026〕1号", row.Serial)
	require.Zero(t, row.Place, "it stays in the house")
}
