package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/turn"
)

// blamed puts a late case of the handler and the accountability case it opened;
// the leader had it on his desk from the second morning on.
func blamed(t *testing.T, b *bench, events ...casework.TimelineRow) string {
	t.Helper()
	at := func(day, hour int) time.Time {
		return time.Date(2026, 3, 2+day, hour, 0, 0, 0, time.FixedZone("CST", 8*3600)) // Monday 2026-03-02
	}
	b.store.Put(casework.State{Number: "BJ2026-000001", Kind: casework.Service, Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Turn: casework.LeaderInCharge})
	view := b.store.Cases["BJ2026-000001"]
	view.Received, view.Turn = at(0, 9), casework.LeaderInCharge
	b.store.Cases["BJ2026-000001"] = view
	b.store.Events["BJ2026-000001"] = append([]casework.TimelineRow{{
		At: at(1, 9), Name: casework.TurnChanged, Detail: map[string]string{"from": string(casework.Handler), "to": string(casework.LeaderInCharge)},
	}}, events...)
	b.store.OnDuty = map[string]string{"permit-1": countertest.Handler}
	b.store.Put(casework.State{
		Number: "ZZ2026-000001", Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageHear,
		Facts: map[string]string{"person": countertest.Handler},
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "permit-1", At: at(7, 9)},
	})
	b.store.Events["BJ2026-000001"] = append(b.store.Events["BJ2026-000001"], casework.TimelineRow{
		At: at(3, 9), Name: casework.ClockBreached, Clock: "handle", Round: 1, // three rungs before the case was opened
	})
	zz := b.store.Cases["ZZ2026-000001"]
	zz.Received = at(7, 9)
	b.store.Cases["ZZ2026-000001"] = zz
	return "ZZ2026-000001"
}

func efficiency() casework.Principal { return countertest.Principal(countertest.Efficiency) }

func TestFindings(t *testing.T) {
	t.Parallel()
	granted := casework.TimelineRow{
		At: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC), Name: casework.ExtensionApproved, Actor: countertest.Leader,
	}
	afterwards := granted
	afterwards.At = time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC)
	alone := []appraisal.Finding{{Person: countertest.Handler, Name: countertest.Handler, Share: casework.ShareFull, Rule: "R131", Case: "ZZ2026-000001"}}
	for name, tt := range map[string]struct {
		events []casework.TimelineRow
		want   []appraisal.Finding
	}{
		"nobody approved anything": {nil, alone},
		"approved afterwards":      {[]casework.TimelineRow{afterwards}, alone},
		"a leader approved": {[]casework.TimelineRow{granted, granted}, []appraisal.Finding{
			{Person: countertest.Leader, Name: countertest.Leader, Share: casework.ShareMain, Rule: "R132"},
			{Person: countertest.Handler, Name: countertest.Handler, Share: casework.ShareSecondary, Rule: "R132", Case: "ZZ2026-000001"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			number := blamed(t, b, tt.events...)
			b.store.Sheets.Decided = map[string]int{countertest.Handler: 1}
			got, err := b.Findings(t.Context(), efficiency(), number)
			require.NoError(t, err)
			require.Equal(t, tt.want, got.Split)
			require.NotEmpty(t, got.Why.ZH)
			require.Equal(t, casework.LeaderInCharge, got.Turn, "the leader's turn ate the time")
			require.Equal(t, []turn.Share{ // seven hours a day
				{Role: casework.Handler, Seconds: 7 * 3600, Times: 1},
				{Role: casework.LeaderInCharge, Seconds: 14 * 3600, Times: 1},
			}, got.Turns)
			require.Equal(t, []appraisal.Proposal{
				{Rule: "R149", Nth: 2, Measure: "reassignment", Note: "第二次：调离本岗位作待岗处理", NoteEn: "The second time: moved from the post to await another"},
			}, got.Proposals)
		})
	}
}

func TestThePersonConcernedSeesHisCaseAndNoMore(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	number := blamed(t, b)
	_, err := b.Findings(t.Context(), handler(), number)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	view, err := b.Case(t.Context(), handler(), number)
	require.NoError(t, err)
	forms, err := b.Actions(t.Context(), handler(), view)
	require.NoError(t, err)
	require.Len(t, forms, 2)
	require.Equal(t, casework.Hear, forms[0].Command)
	require.Equal(t, casework.Attach, forms[1].Command, "what he defends himself with")
	_, err = b.Do(t.Context(), handler(), number, casework.Recommend, map[string]any{"measure": "admonition", "reason": "x"}, "k")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))

	state := casework.State{
		Number: "ZZ2026-000002", Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageVerify,
		Cause: &casework.Cause{Number: "BJ2026-000001", Post: "permit-1"},
	}
	b.store.Put(state)
	_, err = b.Case(t.Context(), handler(), state.Number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "before it is formally opened")
}

func TestFormsOfAccountability(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	number := blamed(t, b)
	view, err := b.Case(t.Context(), efficiency(), number)
	require.NoError(t, err)
	forms, err := b.Actions(t.Context(), efficiency(), view)
	require.NoError(t, err)
	var names []string
	for _, f := range forms {
		names = append(names, f.Command)
	}
	require.ElementsMatch(t, []string{casework.Chase, casework.Split, casework.Recommend, casework.Close, casework.Link, casework.Attach}, names)
	_, err = b.Do(t.Context(), efficiency(), number, casework.Split, map[string]any{"person": "moon", "share": "full", "reason": "x"}, "k1")
	require.Equal(t, casework.Invalid, casework.CodeOf(err), "nobody we know")
	b.engine.Run(number, true)
	_, err = b.Do(t.Context(), efficiency(), number, casework.Split, map[string]any{"person": countertest.Handler, "share": "full", "reason": "x"}, "k2")
	require.NoError(t, err)
	sent := b.engine.Updates[0].Args
	require.Equal(t, countertest.Handler, sent.Person)
	require.Equal(t, casework.ShareFull, sent.Share)
}
