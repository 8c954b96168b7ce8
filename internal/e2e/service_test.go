package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// TestServiceCaseByAPI is the main job, told by the JSON API alone.
func TestServiceCaseByAPI(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk, handler, leader := h.as("clerk"), h.as("handler"), h.as("leader_in_charge")

	number := clerk.register(foodPermit())
	intake := handler.clock(number, "intake")
	require.Equal(t, dueOf(t, intake.Start, "5wd"), intake.Due.UTC())

	accepted := handler.do(number, casework.Accept, args{})
	promise, law := handler.clock(number, "handle"), handler.clock(number, "statutory")
	require.Equal(t, accepted.At.UTC(), promise.Start.UTC(), "the day of acceptance is day 0")
	require.Equal(t, dueOf(t, accepted.At, "10wd"), promise.Due.UTC())
	require.Equal(t, dueOf(t, accepted.At, "20wd"), law.Due.UTC())

	handler.do(number, casework.RequestExtension, args{"clock": "handle", "days": 2, "reason": "现场核查遇暴雨"})
	require.Equal(t, casework.LeaderInCharge, leader.view(number).Turn, "the file is on the leader's desk")
	require.Equal(t, []string{number}, names(leader.approvals(), func(v casework.CaseView) string { return v.Number }))

	leader.do(number, casework.DecideExtension, args{"clock": "handle", "approve": true, "days": 2, "reason": "同意"})
	promise = handler.clock(number, "handle")
	require.Equal(t, dueOf(t, accepted.At, "12wd"), promise.Due.UTC())
	require.Equal(t, 2, promise.Granted)
	require.Empty(t, leader.approvals())
	second := leader.send(http.MethodPost, "/cases/"+number+"/decide-extension",
		args{"clock": "handle", "approve": true, "reason": "再次同意"}, "second")
	require.Equal(t, http.StatusConflict, second.status, "%s", second.body)
	require.Contains(t, string(second.body), casework.NoExtension)

	handler.do(number, casework.Complete, args{})
	require.Equal(t, casework.StageDeliver, clerk.view(number).Stage)
	handler.deliver(number, nil)
	done := clerk.view(number)
	require.Equal(t, casework.StageClosed, done.Stage)
	require.Equal(t, "completed", done.Result)
	require.NotNil(t, done.Closed)

	checkStory(t, clerk.timeline(number))
	checkLedger(t, handler.ledger(number), promise.Due)
	require.Equal(t, []string{
		"clock_started intake", "clock_started handle", "clock_started statutory", "extension_approved handle",
		"clock_started deliver",
	}, names(handler.inbox(number), saying))
	require.Equal(t, []string{"extension_requested handle"}, names(leader.inbox(number), saying))
	require.Empty(t, clerk.inbox(number))
}

// TestTheSameRequestTwice: an Idempotency-Key is good for one body.
func TestTheSameRequestTwice(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk := h.as("clerk")
	first := clerk.send(http.MethodPost, "/cases", foodPermit(), "one")
	clerk.taken(first)
	again := clerk.send(http.MethodPost, "/cases", foodPermit(), "one")
	require.Equal(t, http.StatusOK, again.status, "%s", again.body)
	require.Equal(t, decode[core.Receipt](t, first).Number, decode[core.Receipt](t, again).Number)
	other := clerk.send(http.MethodPost, "/cases", practice(), "one")
	require.Equal(t, http.StatusUnprocessableEntity, other.status, "%s", other.body)
	require.Contains(t, string(other.body), casework.KeyReused)
	var list core.List[casework.CaseView]
	clerk.read("/cases", &list)
	require.Equal(t, 1, list.Total)
}

// TestReopenedCaseGoesOn: a closed case taken up again is a new run that resets
// no clock.
func TestReopenedCaseGoesOn(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk, handler := h.as("clerk"), h.as("handler")
	number := clerk.register(foodPermit())
	accepted := handler.do(number, casework.Accept, args{})
	handler.do(number, casework.Complete, args{})
	handler.deliver(number, nil)
	handler.do(number, casework.Reopen, args{"reason": "证件打印有误"})

	view := handler.view(number)
	require.Equal(t, casework.StageHandle, view.Stage)
	require.Nil(t, view.Closed)
	require.Equal(t, 2, view.Run)
	promise := handler.clock(number, "handle")
	require.Equal(t, casework.Running, promise.Status)
	require.Equal(t, 1, promise.Round)
	require.Equal(t, accepted.At.UTC(), promise.Start.UTC())
	require.Equal(t, 1, count(handler.timeline(number), func(r casework.TimelineRow) bool { return r.Name == casework.CaseRegistered }))
	handler.do(number, casework.Complete, args{})
	handler.deliver(number, nil)
	require.Equal(t, casework.StageClosed, handler.view(number).Stage)
}

func checkStory(t *testing.T, rows []casework.TimelineRow) {
	t.Helper()
	require.Equal(t, []string{
		"case_registered ",
		"clock_started intake",
		"clock_met intake", "accepted ", "clock_started handle", "clock_started statutory",
		"extension_requested handle", "turn_changed ",
		"extension_approved handle", "clock_moved handle", "notice_issued handle", "turn_changed ",
		"command_refused handle",
		"clock_met handle", "clock_met statutory", "decided ", "clock_started deliver",
		"attached ", "clock_met deliver", "delivered ", "case_closed ",
	}, names(rows, func(r casework.TimelineRow) string { return string(r.Name) + " " + r.Clock }))
	for i, r := range rows {
		require.False(t, r.Recorded.Before(r.At), "row %d was recorded before it happened", i)
		switch r.Name {
		case casework.ExtensionRequested:
			require.Equal(t, "handler", r.Actor)
			require.Equal(t, "现场核查遇暴雨", r.Text)
		case casework.ExtensionApproved:
			require.Equal(t, "leader_in_charge", r.Actor)
			require.Equal(t, "R043", r.Rule)
			require.Equal(t, "2", r.Detail["days"])
		}
	}
}

// checkLedger: why each due date is the date it is, with the versions it rests on.
func checkLedger(t *testing.T, rows []casework.LedgerRow, extended time.Time) {
	t.Helper()
	require.Equal(t, []string{
		"intake started 5wd", "handle started 10wd", "statutory started 20wd", "handle extended 10wd", "deliver started 10wd",
	}, names(rows, func(r casework.LedgerRow) string { return r.Clock + " " + r.Cause + " " + r.Limit }))
	moved := rows[3]
	require.Equal(t, rows[1].New, moved.Old)
	require.Equal(t, extended, moved.New)
	require.Equal(t, 2, moved.Granted)
	require.Equal(t, "leader_in_charge", moved.Actor)
	for _, r := range rows {
		require.Equal(t, "service-permit@3", r.Policy)
		require.Equal(t, reference.NationalCalendar, r.Calendar)
	}
}

// saying is what a message is about.
func saying(r casework.InboxRow) string {
	out := string(r.Event) + " " + r.Clock
	if r.Level != "" {
		out += " " + r.Level
	}
	return out
}

// dueOf counts by the national calendar, beside the program under test.
func dueOf(t *testing.T, start time.Time, limit string) time.Time {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	l, err := calendar.ParseLimit(limit)
	require.NoError(t, err)
	due, err := cal.Due(start, l)
	require.NoError(t, err)
	return due.At.UTC()
}
