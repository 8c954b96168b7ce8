package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

var everything = []core.Scope{{All: true}}

func TestListCases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	open := b.register(t)
	s := step(open, 1, started(now()))
	s.State.Extension = &casework.Extension{Clock: "handle", Days: 5, By: "li", At: now()}
	b.commit(t, s)
	late := b.register(t)
	s = step(late, 1, started(now()))
	s.State.Clocks[0].Due = now().Add(-time.Minute)
	b.commit(t, s)
	closed := b.register(t)
	s = step(closed, 1)
	s.State.Stage, s.State.ClosedAt, s.State.Result = casework.StageClosed, now(), "completed"
	s.State.Clocks = nil
	b.commit(t, s)

	hurried := b.register(t)
	s = step(hurried, 1, started(now()))
	s.State.Clocks[0].Due, s.State.Clocks[0].Status, s.State.Clocks[0].Ended = now().Add(-time.Hour), casework.Met, now().Add(-time.Minute)
	b.commit(t, s)

	yes, no := true, false
	for name, tt := range map[string]struct {
		filter core.CaseFilter
		want   []string
	}{
		"all, newest first":   {core.CaseFilter{Scope: everything}, []string{hurried, closed, late, open}},
		"no scope":            {core.CaseFilter{}, nil},
		"empty scope":         {core.CaseFilter{Scope: []core.Scope{{}}}, nil},
		"another kind":        {core.CaseFilter{Scope: []core.Scope{{Kind: casework.Accountability, All: true}}}, nil},
		"unit":                {core.CaseFilter{Scope: []core.Scope{{Units: []string{"permits"}}}}, []string{hurried, closed, late, open}},
		"another unit":        {core.CaseFilter{Scope: []core.Scope{{Units: []string{"bureau"}}}}, nil},
		"scopes add up":       {core.CaseFilter{Scope: []core.Scope{{Posts: []string{"eff"}}, {Person: "li"}}}, []string{hurried, closed, late, open}},
		"another registrar":   {core.CaseFilter{Scope: []core.Scope{{Person: "zhou"}}}, nil},
		"open":                {core.CaseFilter{Scope: everything, Open: &yes}, []string{hurried, late, open}},
		"closed":              {core.CaseFilter{Scope: everything, Open: &no}, []string{closed}},
		"red":                 {core.CaseFilter{Scope: everything, Light: casework.Red}, []string{late}},
		"green":               {core.CaseFilter{Scope: everything, Light: casework.Green}, []string{open}},
		"grey":                {core.CaseFilter{Scope: everything, Light: casework.Grey}, []string{hurried, closed}},
		"late, or done late":  {core.CaseFilter{Scope: everything, LateSince: now().Add(-2 * time.Minute)}, []string{hurried, late}},
		"late, not done late": {core.CaseFilter{Scope: everything, LateSince: now().Add(-30 * time.Second)}, []string{late}},
		"stage":               {core.CaseFilter{Scope: everything, Stage: casework.StageClosed}, []string{closed}},
		"kind":                {core.CaseFilter{Scope: everything, Kind: casework.Accountability}, nil},
		"number":              {core.CaseFilter{Scope: everything, Number: open}, []string{open}},
		"stood a moment ago":  {core.CaseFilter{Scope: everything, StoodAt: now().Add(-time.Minute)}, []string{hurried, closed, late, open}},
		"stands still":        {core.CaseFilter{Scope: everything, StoodAt: now().Add(time.Minute)}, []string{hurried, late, open}},
		"extension to decide": {core.CaseFilter{Scope: everything, Pending: true}, []string{open}},
	} {
		t.Run(name, func(t *testing.T) {
			rows, total, err := b.ListCases(t.Context(), tt.filter)
			require.NoError(t, err)
			var got []string
			for _, r := range rows {
				got = append(got, r.Number)
				require.Equal(t, r.Number == open, r.Extension != nil)
			}
			require.ElementsMatch(t, tt.want, got)
			require.Equal(t, len(tt.want), total)
		})
	}
	asked := b.register(t)
	for n, u := range []*casework.Urgent{{Act: casework.Complete, By: "zhou"}, {Act: casework.Complete, By: "zhou", Granted: true}} {
		s = step(asked, n+1)
		s.State.Urgent = u
		b.commit(t, s)
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: everything, Pending: true})
		require.NoError(t, err)
		require.Len(t, rows, 2-n, "an urgent act waits until it is granted")
	}
	page, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: everything, Offset: 2, Limit: 2})
	require.NoError(t, err)
	require.Len(t, page, 2)
	require.Equal(t, 5, total)
}

func TestDeskShowsTheMostUrgentFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	commit := func(change func(*casework.Clock)) string {
		number := b.register(t)
		s := step(number, 1, started(now()))
		change(&s.State.Clocks[0])
		b.commit(t, s)
		return number
	}
	paused := commit(func(c *casework.Clock) {
		c.Due, c.Pauses = now().Add(time.Hour), []casework.Span{{From: now().Add(-time.Hour), To: now().Add(time.Hour)}}
	})
	running := commit(func(*casework.Clock) {})
	red := commit(func(c *casework.Clock) { c.Due = now().Add(-time.Minute) })
	commit(func(c *casework.Clock) { c.Status, c.Ended = casework.Met, now().Add(-time.Minute) })
	leaders := commit(func(c *casework.Clock) { c.Owner = casework.LeaderInCharge })

	desk := func(f core.ClockFilter) []string {
		t.Helper()
		rows, total, err := b.ListClocks(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, total, len(rows))
		var out []string
		for _, r := range rows {
			out = append(out, r.Number)
		}
		return out
	}
	require.Equal(t, []string{red, running, paused}, desk(core.ClockFilter{Holder: "li", Scope: everything}))
	require.Equal(t, []string{leaders}, desk(core.ClockFilter{Holder: "zhao", Scope: everything}))
	require.Empty(t, desk(core.ClockFilter{Holder: "zhou", Scope: everything}), "a backup in waiting")
	require.Empty(t, desk(core.ClockFilter{Holder: "li"}))
	require.Equal(t, []string{red}, desk(core.ClockFilter{Scope: everything, Light: casework.Red}))
	require.Equal(t, []string{leaders}, desk(core.ClockFilter{Scope: []core.Scope{{Posts: []string{"vice"}}}}))
	require.Len(t, desk(core.ClockFilter{Scope: []core.Scope{{Units: []string{"permits"}}}}), 4)
}

// A number of the board opens as many cases as it says: each figure counts by the condition its
// list is kept by, within the same reach, and what was taken back counts no more.
func TestAFigureIsTheListItOpens(t *testing.T) {
	t.Parallel()
	b := setup(t)
	event := func(name casework.EventName, level string) casework.Event {
		return casework.Event{Name: name, Level: level, At: now().Add(-time.Minute), Rule: "R005"}
	}
	late := b.register(t)
	s := step(late, 1, started(now()), event(casework.ClockBreached, ""), event(casework.Escalated, "2"), event(casework.Escalated, "3"))
	s.State.Clocks[0].Due = now().Add(-time.Minute)
	b.commit(t, s)
	rated := b.register(t)
	b.commit(t, step(rated, 1, started(now()), event(casework.Rated, "unsatisfied"), event(casework.ExtensionApproved, ""), event(casework.ClockPaused, ""), event(casework.ClockDeemed, "")))
	undone := b.register(t)
	b.commit(t, step(undone, 1, event(casework.ClockBreached, "")))
	s = step(undone, 2)
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	for _, by := range []time.Duration{time.Hour, -time.Hour} { // in time, and late
		s = step(b.register(t), 1, started(now()))
		law := handle(now().Add(by))
		law.Name = "statutory"
		law.Status, law.Ended = casework.Met, now().Add(-time.Minute)
		s.State.Clocks[0].Due, s.State.Clocks[0].Status, s.State.Clocks[0].Ended = now().Add(by), casework.Met, now().Add(-time.Minute)
		s.State.Clocks = append(s.State.Clocks, law)
		b.commit(t, s)
	}
	month := now().AddDate(0, 0, -1)
	reach := []core.Scope{{Units: []string{"permits"}}}
	want := map[string]int{
		core.FigureLate: 1, core.FigureBreached: 1, core.FigureSecond: 1, core.FigureThird: 1, core.FigureDeemed: 1, core.FigureExtended: 1, core.FigurePaused: 1,
		core.FigureDone: 2, core.FigureDoneLate: 1, core.FigureStatute: 2, core.FigureStatuteLate: 1, core.FigureRated: 1, core.FigureUnsatisfied: 1,
	}
	f := desk.FigureFilter{Scope: reach, By: desk.ByUnit, Figures: desk.FiguresIn(month, now().Add(time.Hour), true)}
	counts, err := b.CountFigures(t.Context(), f)
	require.NoError(t, err)
	got := map[string]int{}
	for _, n := range counts {
		require.Equal(t, "permits", n.Of)
		got[n.Figure] = n.N
	}
	require.Equal(t, want, got)
	for _, figure := range f.Figures {
		rows, total, err := b.ListCases(t.Context(), core.CaseFilter{Scope: reach, Units: []string{"permits"}, Figure: &figure})
		require.NoError(t, err)
		require.Equal(t, want[figure.Name], total, figure.Name)
		require.Len(t, rows, total)
	}
	f.Scope = []core.Scope{{Units: []string{"efficiency"}}}
	counts, err = b.CountFigures(t.Context(), f)
	require.NoError(t, err)
	require.Empty(t, counts, "beyond one's reach nothing is counted")
	f.Scope = reach
	f.Figures = nil
	for _, name := range []string{core.FigureReceived, core.FigureClosed, core.FigureOpen, core.FigureOverdue} {
		f.Figures = append(f.Figures, core.Figure{Name: name, From: month, Until: now().Add(time.Hour)})
	}
	counts, err = b.CountFigures(t.Context(), f)
	require.NoError(t, err)
	require.ElementsMatch(t, []desk.FigureCount{{Figure: core.FigureReceived, Of: "permits", N: 5}, {Figure: core.FigureOpen, Of: "permits", N: 5}, {Figure: core.FigureOverdue, Of: "permits", N: 1}}, counts, "what came, and how it stands")
	for i := range f.Figures {
		f.Figures[i].Until = now().Add(-2 * time.Minute)
	}
	counts, err = b.CountFigures(t.Context(), f)
	require.NoError(t, err)
	require.ElementsMatch(t, []desk.FigureCount{{Figure: core.FigureReceived, Of: "permits", N: 5}, {Figure: core.FigureOpen, Of: "permits", N: 5}, {Figure: core.FigureOverdue, Of: "permits", N: 1}}, counts,
		"as it stood then: what is due since a minute was not late, and what was due an hour ago and done a minute ago was")
	f.Figures = []core.Figure{{Name: core.FigureReceived, From: month, Until: now()}}
	for _, none := range []desk.FigureFilter{{Kind: casework.Document}, {Units: []string{"efficiency"}}, {Units: []string{}}} {
		none.Scope, none.Figures = f.Scope, f.Figures
		counts, err = b.CountFigures(t.Context(), none)
		require.NoError(t, err)
		require.Empty(t, counts, "of another kind or unit there is nothing")
	}
	f.Figures = desk.FiguresIn(month.AddDate(0, -2, 0), now(), false)
	counts, err = b.CountFigures(t.Context(), f)
	require.NoError(t, err)
	require.Empty(t, counts, "nor in another month")
}

// The next page begins behind the last row of the one before, in either order.
func TestAListGoesOnBehindItsLastRow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var numbers []string
	for range 5 {
		numbers = append(numbers, b.register(t))
	}
	_, err := b.raw.ExecContext(t.Context(), `UPDATE cases SET registered_at = now() - interval '1 day'`) // at one instant
	require.NoError(t, err)
	for _, oldest := range []bool{true, false} {
		var paged []string
		f := core.CaseFilter{Scope: everything, Oldest: oldest, Limit: 2}
		for {
			page, total, err := b.ListCases(t.Context(), f)
			require.NoError(t, err)
			require.Equal(t, 5-len(paged), total, "counted from here on")
			for _, v := range page {
				paged = append(paged, v.Number)
			}
			if len(page) < 2 {
				break
			}
			f.After = core.MarkOf(page[len(page)-1])
		}
		if !oldest {
			slices.Reverse(paged)
		}
		require.Equal(t, numbers, paged)
	}
}
