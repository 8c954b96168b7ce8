package worker_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/testkit"
)

// grieve registers a complaint and forwards it.
func (h *house) grieve(key string) string {
	h.Helper()
	got, err := h.Register(h.Context(), h.person("clerk"), core.Registration{Item: "efficiency-complaint", Fields: map[string]string{
		"applicant": complainant, "statement": telling, "against_unit": "permits", "against": "行政许可科", "channel": "visit",
	}}, key)
	require.NoError(h, err)
	h.settled(time.Minute, "registered", func() bool {
		view, err := h.store.Case(h.Context(), got.Number)
		return err == nil && view.Revision > 0
	})
	h.act("efficiency_office", got.Number, casework.Screen, says("outcome", "complaint", "category", "no_notice"))
	h.act("efficiency_office", got.Number, casework.Forward, says("post", "food-desk"))
	return got.Number
}

// longAgo lets something be done at the counter thirty days before today.
func (h *house) longAgo(do func() string) string {
	h.Helper()
	today := h.Counter
	defer func() { h.Counter = today }()
	h.Counter = counter.New(counter.Config{
		Kinds:  kind.Office(),
		Stores: h.store.Stores(), Engine: dispatch.New(testkit.Temporal(h.TB)), Logger: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Now().AddDate(0, 0, -30) },
	})
	return do()
}

// act carries one act to a case and waits until it was accepted.
func (h *house) act(by, number, command string, args map[string]any) casework.Verdict {
	h.Helper()
	answer, err := h.Do(h.Context(), h.person(by), number, command, args, fmt.Sprint(command, number, time.Now().UnixNano()))
	require.NoError(h, err, command)
	var verdict *casework.Verdict
	h.settled(time.Minute, command, func() bool {
		var err error
		verdict, err = h.store.VerdictOf(h.Context(), answer.ID)
		return err == nil && verdict != nil
	})
	require.True(h, verdict.Accepted, "%s: %s", command, verdict.Code)
	return *verdict
}

// TestThreeComplaintsOneAnswer merges three complaints on one matter on real
// servers. The leading one is answered while the worker is down: the followers were
// told by the commit itself, and the next sweep brings it to them. All end at the
// instant of the answer, each with its own promise met; the one that was late before
// stays late.
// Houses share one engine and its queue, so none of them runs beside another.
func TestThreeComplaintsOneAnswer(t *testing.T) {
	h := openHouse(t)
	stop := h.start()
	leader, prompt := h.grieve("first"), h.grieve("second")
	late := h.longAgo(func() string { return h.grieve("third") })
	h.settled(time.Minute, "late", func() bool {
		return h.number(`SELECT count(*) FROM timeline WHERE number = $1 AND name = 'clock_breached' AND clock = 'handle'`, late) == 1
	})
	h.act("efficiency_office", prompt, casework.Merge, says("case", leader))
	h.act("efficiency_office", late, casework.Merge, says("case", leader))
	answered := h.act("handler", leader, casework.Reply, says("outcome", "unproven"))
	stop() // whoever was to be told has not been told yet, or has: it makes no difference

	stop = h.start()
	defer stop()
	for _, number := range []string{prompt, late} {
		h.settled(2*time.Minute, number+" ended", func() bool {
			view, err := h.store.Case(h.Context(), number)
			return err == nil && view.Closed != nil
		})
		view, err := h.store.Case(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, "merged", view.Result)
		require.WithinDuration(t, answered.At, *view.Closed, 0, "at the instant of the answer")
		handle := clockOf(t, view, "handle")
		require.Equal(t, casework.Met, handle.Status)
		require.WithinDuration(t, answered.At, *handle.Ended, 0)
		rows, err := h.Timeline(t.Context(), h.person("efficiency_office"), number)
		require.NoError(t, err)
		var breached, wasLate bool
		for _, r := range rows {
			breached = breached || r.Name == casework.ClockBreached && r.Clock == "handle"
			wasLate = wasLate || r.Name == casework.ClockMet && r.Clock == "handle" && r.Detail["late"] == "true"
		}
		require.Equal(t, number == late, breached, number)
		require.Equal(t, number == late, wasLate, number)
	}
	require.Equal(t, 2, h.number(`SELECT count(*) FROM commands WHERE name = 'follow'`), "each is told once")

	view, err := h.Case(t.Context(), h.person("handler"), leader)
	require.NoError(t, err)
	require.Len(t, view.Links, 2, "the unit knows what it answered at once")
}

// TestALetterGoesOnAsAComplaint on real servers: the same receipt, a workflow of its
// own, and the words sealed from whoever read the letter.
func TestALetterGoesOnAsAComplaint(t *testing.T) {
	h := openHouse(t)
	stop := h.start()
	defer stop()
	letter := h.lives("general_office", "incoming-document", map[string]string{"sender": complainant, "title": "来信", "matter": telling},
		deed{"general_office", casework.Convert, says("kind", "complaint", "unit", "permits")})
	require.Equal(t, "converted", letter.Result)
	seen, err := h.Case(t.Context(), h.person("leader_in_charge"), letter.Number)
	require.NoError(t, err)
	require.Len(t, seen.Links, 1)
	_, err = h.Fields(t.Context(), h.person("leader_in_charge"), letter.Number)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err), "what became a complaint is sealed as one")
	ties, err := h.store.Links(t.Context(), letter.Number)
	require.NoError(t, err)
	var view casework.CaseView
	h.settled(time.Minute, "begun", func() bool {
		view, err = h.store.Case(h.Context(), ties[0].Number)
		return err == nil && view.Revision > 0
	})
	require.Equal(t, casework.StageScreen, view.Stage)
	require.WithinDuration(t, letter.Received, view.Received, 0)
	require.Equal(t, casework.Running, clockOf(t, view, "forward").Status)
	fields, err := h.Fields(t.Context(), h.person("efficiency_office"), view.Number)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"applicant": complainant, "statement": "来信\n" + telling}, fields)
}
