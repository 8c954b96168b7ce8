package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

func TestTargetsAreOnlyEverAdded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	of := appraisal.PointFilter{Year: 2026, Unit: "permits"}
	set := func(figure string, weight, goal int) error {
		return b.AddTarget(t.Context(), appraisal.NewTarget{PointFilter: of, Figure: figure, Weight: weight, Goal: goal}, "zhao", now())
	}
	require.NoError(t, set("on_time", 60, 98))
	require.NoError(t, set("breaches", 40, 2))
	require.Equal(t, casework.OverCap, casework.CodeOf(set("cards", 1, 0)), "a hundred is a hundred")
	require.NoError(t, set("on_time", 50, 95), "set anew, the old weight no longer counts")
	require.NoError(t, set("cards", 10, 0))
	require.NoError(t, set("cards", 0, 0), "dropped")
	standing, err := b.Targets(t.Context(), of)
	require.NoError(t, err)
	require.Len(t, standing, 2)
	require.Equal(t, "on_time", standing[0].Figure)
	require.Equal(t, 95, standing[0].Goal)
	other, err := b.Targets(t.Context(), appraisal.PointFilter{Year: 2026, Person: "li"})
	require.NoError(t, err)
	require.Empty(t, other)

	mark := func(quarter, value int) {
		require.NoError(t, b.AddMark(t.Context(), appraisal.NewMark{PointFilter: of, Figure: "vote", Quarter: quarter, Value: value}, "sun", now()))
	}
	mark(1, 70)
	mark(1, 75)
	mark(2, 80)
	marks, err := b.Marks(t.Context(), of)
	require.NoError(t, err)
	require.Len(t, marks, 2)
	require.Equal(t, 75, marks[0].Value, "the last word of a quarter")

	for _, edit := range []string{
		`UPDATE targets SET weight = 100`, `DELETE FROM targets`, `TRUNCATE targets`, `UPDATE target_marks SET value = 100`, `DELETE FROM target_marks`,
	} {
		_, err := b.raw.ExecContext(t.Context(), edit)
		require.ErrorContains(t, err, "only ever added", edit)
	}
}

// Promises count for whoever stood on the post when they were kept or fell due; a
// breach nobody is found to answer for counts against nobody.
func TestYearIsCounted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ago := func(d time.Duration) time.Time { return now().Add(-d) }
	late := func(number string) casework.Step {
		s := step(number, 1, started(ago(time.Hour)), casework.Event{Name: casework.CardIssued, At: ago(time.Minute), Clock: "handle", Round: 1, Level: casework.LevelYellow}, opened(ago(time.Minute)))
		s.State.Clocks[0].Due, s.State.Clocks[0].Status = ago(time.Minute), casework.Breached
		return s
	}
	kept := func(number string) casework.Step {
		s := step(number, 1, started(ago(time.Hour)))
		s.State.Clocks[0].Status, s.State.Clocks[0].Ended = casework.Met, ago(time.Minute)
		return s
	}
	b.commit(t, kept(b.register(t)))
	b.commit(t, kept(b.register(t)))
	b.commit(t, step(b.register(t), 1, started(now()))) // still running
	blamed := b.register(t)
	b.commit(t, late(blamed))

	counted := func(person, unit string) appraisal.Counted {
		units := []string{}
		if unit != "" {
			units = append(units, unit)
		}
		n, err := b.Counted(t.Context(), appraisal.PointFilter{Person: person, Unit: unit}, units, ago(24*time.Hour), now().Add(time.Hour))
		require.NoError(t, err)
		return n
	}
	want := appraisal.Counted{Kept: 2, Breaches: 1, Cards: 1}
	require.Equal(t, want, counted("li", ""), "li holds the window")
	require.Equal(t, want, counted("", "permits"))
	require.Equal(t, appraisal.Counted{}, counted("zhou", ""), "who only waits for it answers for nothing")
	require.Equal(t, appraisal.Counted{}, counted("", "efficiency"))

	view, err := b.Case(t.Context(), blamed)
	require.NoError(t, err)
	zz, err := b.Case(t.Context(), view.Opened[0])
	require.NoError(t, err)
	b.commit(t, casework.Step{At: now(), State: casework.State{
		Number: zz.Number, Kind: casework.Accountability, Unit: zz.Unit, Post: zz.Post, Run: 1, Revision: 1, Stage: casework.StageClosed,
		Received: zz.Received, Registered: zz.Registered, Result: "no_fault", ClosedAt: ago(time.Second),
		Cause: &casework.Cause{Number: blamed, Clock: "handle", Round: 1, Post: "window", At: zz.Received},
	}})
	require.Equal(t, appraisal.Counted{Kept: 2, Excused: 1, Cards: 1}, counted("li", ""))
}

// A card is voided by a later date of its clock, whichever row came first: what a late
// act goes back behind is said again after the voiding. One of a later date counts.
func TestAVoidedCardCountsForNobody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now().Add(-time.Minute)
	card := func(name casework.EventName, version int) casework.Event {
		return casework.Event{Name: name, At: at, Clock: "handle", Round: 1, Level: casework.LevelYellow, DueVersion: version}
	}
	cards := func() int {
		n, err := b.Counted(t.Context(), appraisal.PointFilter{Unit: "permits"}, []string{"permits"}, at.Add(-time.Hour), now().Add(time.Hour))
		require.NoError(t, err)
		return n.Cards
	}
	number := b.register(t)
	s := step(number, 1, started(at.Add(-time.Hour)), card(casework.CardVoided, 2), card(casework.CardIssued, 1))
	s.State.Clocks[0].Due = at.Add(time.Hour)
	b.commit(t, s)
	require.Zero(t, cards())
	s = step(number, 2, card(casework.CardIssued, 3))
	s.State.Clocks[0].Due, s.State.Clocks[0].Status = at, casework.Breached
	b.commit(t, s)
	require.Equal(t, 1, cards())
}
