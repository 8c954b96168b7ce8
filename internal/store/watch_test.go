package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// does is an event a person brought about.
func does(at time.Time, name casework.EventName, by string, detail map[string]string) casework.Event {
	return casework.Event{At: at, Name: name, Actor: by, Detail: detail}
}

func (b *bundle) watched(t *testing.T, f appraisal.WatchFilter) []appraisal.Watched {
	t.Helper()
	f.Limit = 10
	if f.Scope == nil {
		f.Scope = []core.Scope{{All: true}}
	}
	rows, err := b.Watched(t.Context(), f)
	require.NoError(t, err)
	return rows
}

func TestWatchPauses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now().Add(-time.Hour)
	paused := func(n string, old, due time.Time, limit string) casework.Step {
		return step(n, 1,
			casework.Event{At: at, Name: casework.ClockPaused, Clock: "handle", Round: 1, Actor: "li", Detail: map[string]string{"category": "test"}},
			casework.Event{At: at, Name: casework.ClockMoved, Clock: "handle", Round: 1, Actor: "li", Due: &casework.DueChange{
				Cause: "paused", Old: old, New: due, Date: due.Format(time.DateOnly), Start: at.AddDate(0, 0, -9), Limit: limit, Granted: 2,
			}})
	}
	near, early, hours := b.register(t), b.register(t), b.register(t)
	b.commit(t, paused(near, at.Add(20*time.Hour), at.AddDate(0, 0, 9), "10wd"))
	b.commit(t, paused(early, at.AddDate(0, 0, 20), at.AddDate(0, 0, 29), "30wd"))
	b.commit(t, paused(hours, at.Add(20*time.Hour), at.AddDate(0, 0, 9), "4wh"))

	rows := b.watched(t, appraisal.WatchFilter{Since: at.Add(-time.Minute)})
	require.Len(t, rows, 1, "too early, and a clock in hours, are left out")
	w := rows[0]
	require.Equal(t, []string{appraisal.LatePause, near, "handle", "li", "姓li", "test", "10wd", "cn@1", "施工许可", "审批科"},
		[]string{w.What, w.Number, w.Clock, w.Actor, w.ActorName, w.Category, w.Limit, w.Calendar, w.ItemName, w.UnitName})
	require.Equal(t, 2, w.Granted)
	require.True(t, w.At.Equal(at) && w.Old.Equal(at.Add(20*time.Hour)) && w.New.Equal(at.AddDate(0, 0, 9)))
	require.Empty(t, b.watched(t, appraisal.WatchFilter{Since: at.Add(time.Minute)}), "older than asked for")
}

func TestWatchReopenedCases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	start := now().Add(-time.Hour)
	n := b.register(t)
	b.commit(t, step(n, 1,
		does(start, casework.CaseClosed, "li", map[string]string{"result": "withdrawn"}),
		does(start.Add(time.Minute), casework.CaseReopened, "wang", nil),
		does(start.Add(2*time.Minute), casework.CaseClosed, "li", map[string]string{"result": "completed"}),
		does(start.Add(3*time.Minute), casework.CaseReopened, "wang", nil),
		does(start.Add(4*time.Minute), casework.CaseClosed, "li", map[string]string{"result": "completed"}),
	))
	once := b.register(t)
	b.commit(t, step(once, 1, does(start, casework.CaseClosed, "li", nil)))

	rows := b.watched(t, appraisal.WatchFilter{Since: start})
	require.Len(t, rows, 2, "each reopening with the closing before it")
	require.Equal(t, []string{appraisal.Reopened, n, "wang", "姓wang", "li", "姓li", "completed"}, []string{
		rows[0].What, rows[0].Number, rows[0].Actor, rows[0].ActorName, rows[0].BeforeBy, rows[0].BeforeName, rows[0].Result,
	})
	require.True(t, rows[0].At.Equal(start.Add(3*time.Minute)) && rows[0].Before.Equal(start.Add(2*time.Minute)))
	require.Equal(t, "withdrawn", rows[1].Result)
}

func TestWatchPingPong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	start := now().Add(-time.Hour)
	move := func(i int, from, to string) casework.Event {
		return does(start.Add(time.Duration(i)*time.Minute), casework.Transferred, "wang", map[string]string{"from": from, "to": to})
	}
	n, round, back := b.register(t), b.register(t), b.register(t)
	b.commit(t, step(n, 1, move(0, "window", "desk"), move(1, "desk", "window"), move(2, "window", "head")))
	b.commit(t, step(round, 1, move(0, "window", "desk"), move(1, "desk", "head"), move(2, "head", "window")))
	b.commit(t, step(back, 1, move(0, "window", "desk"), move(1, "desk", "window")))
	taken := step(back, 2)
	taken.TakenBack = []string{key(1, 1)}
	b.commit(t, taken)

	rows := b.watched(t, appraisal.WatchFilter{Since: start})
	require.Len(t, rows, 1, "a round trip over three posts is none, nor what was taken back")
	w := rows[0]
	require.Equal(t, []string{appraisal.PingPong, n, "desk", "window", "wang", "wang", "姓wang"},
		[]string{w.What, w.Number, w.From, w.To, w.Actor, w.BeforeBy, w.BeforeName})
	require.True(t, w.Before.Equal(start) && w.At.Equal(start.Add(time.Minute)))

	require.Empty(t, b.watched(t, appraisal.WatchFilter{Since: start, Scope: []core.Scope{{Units: []string{"efficiency"}}}}), "of others nothing")
	require.Len(t, b.watched(t, appraisal.WatchFilter{Since: start, Scope: []core.Scope{{Kind: casework.Service, Units: []string{"permits"}}}}), 1)
}
