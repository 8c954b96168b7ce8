package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// lateStory is a visitor whose case was received on 1 October and entered on the 14th,
// past both its clocks, and one of whose later dates nobody is sure of.
func lateStory(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, covering)
	number := "BJ2026-000412"
	view := v.counter.cases[number]
	view.Received, view.Registered = at("2026-09-15 09:12"), at("2026-10-14 09:14")
	view.Clocks[1].Status, view.Clocks[1].Light, view.Clocks[1].Due, view.Clocks[1].Start = casework.Breached, casework.Red, at("2026-09-29 17:30"), view.Received
	v.counter.cases[number] = view
	known := "2026-10-14T09:14:00+08:00"
	row := func(key, when string, name casework.EventName, clock, level string, detail map[string]string) casework.TimelineRow {
		return casework.TimelineRow{
			Key: key, At: at(when), Recorded: at("2026-10-14 09:14").Add(time.Second), Name: name, Clock: clock, Level: level, Detail: detail, Rule: "R005",
		}
	}
	late := map[string]string{"known": known, "turn": "clerk"}
	v.counter.timeline = []casework.TimelineRow{
		row("1.3.1", "2026-09-29 17:30", casework.ClockBreached, "handle", "", map[string]string{"known": known, "with": "statutory"}),
		row("1.3.2", "2026-09-29 17:30", casework.CardIssued, "handle", casework.LevelYellow, late),
		row("1.1.1", "2026-10-14 09:14", casework.CaseRegistered, "", "", map[string]string{
			"received": "2026-09-15T09:12:00+08:00", "turn": "clerk", "post": "window-clerk",
		}),
		row("1.4.1", "2026-10-14 09:14", casework.ExplanationDue, "explain", "", map[string]string{"for": "handle", "known": known}),
		row("1.5.1", "2026-10-15 17:30", casework.Escalated, "handle", "3", map[string]string{"provisional": "true"}),
		row("1.6.1", "2026-10-16 09:00", casework.Corrected, "", "", map[string]string{"known": "2026-10-16T09:00:00+08:00"}),
		row("1.6.2", "2026-10-16 09:00", casework.ClockSettled, "handle", "", map[string]string{"cause": "recounted"}),
	}
	v.counter.timeline[2].Text = "乡镇窗口停电两周，材料由专人送达"
	v.counter.ledger = []casework.LedgerRow{{Key: "1.6.2", Clock: "handle", Round: 1, At: at("2026-10-16 09:00"), DueChange: casework.DueChange{
		Cause: "recounted", Old: at("2026-09-29 17:30"), New: at("2026-09-29 17:30"),
	}}}
	return v
}

// A late entry says so with its reason, whose turn it was, and from when what it brings
// counts; the machine was not late.
func TestALateEntrySaysWhoseTurnItWas(t *testing.T) {
	t.Parallel()
	doc, _ := lateStory(t).get("/cases/BJ2026-000412")
	story := doc.Find(".timeline li")
	require.Equal(t, 7, story.Length())
	require.Contains(t, textOf(story.Eq(0)), "与“法定时限”同时到期，算一次超期")
	require.Contains(t, textOf(story.Eq(0)), "10-14 09:14 补录，上报、说明和核查自补录起算")
	require.Contains(t, textOf(story.Eq(2)), "09-15 09:12 收件，此时补录；此前轮到窗口人员")
	require.Contains(t, textOf(story.Eq(2)), "乡镇窗口停电两周")
	require.Contains(t, textOf(story.Eq(4)), "日期暂定，不因此发红牌、不启动核查")
	require.Contains(t, textOf(story.Eq(6)), "日期已确定")
	require.NotContains(t, textOf(story), "晚记")
}
