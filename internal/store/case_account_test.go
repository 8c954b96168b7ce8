package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// asks lets a complaint of the permit section open an accountability case, and
// answers its number.
func (b *bundle) asks(t *testing.T, number string) string {
	t.Helper()
	b.commit(t, b.next(t, number, casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}}))
	view, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, view.Opened, 1)
	return view.Opened[0]
}

// outcome ends an accountability case at an instant.
func (b *bundle) outcome(t *testing.T, account, cause, result string, at time.Time) casework.Step {
	t.Helper()
	s := b.next(t, account, casework.Event{At: at, Name: casework.CaseClosed, Detail: map[string]string{"result": result}})
	s.At = at
	s.State.Kind, s.State.Unit, s.State.Post, s.State.Clocks = casework.Accountability, "efficiency", "eff", nil
	s.State.Cause = &casework.Cause{Number: cause, Post: "window"}
	s.State.Stage, s.State.Result, s.State.ClosedAt = casework.StageClosed, result, at
	return s
}

// A complaint is told once what its accountability case came to, from the instant at
// which that ended, by the sweep like any command; another kind asks for nothing
// (R064, design section 4.7).
func TestTheOutcomeReturns(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, service := b.handled(t), b.register(t)
	account := b.asks(t, number)
	require.Empty(t, b.waiting(t))
	at := now()
	end := b.outcome(t, account, number, "no_fault", at)
	b.commit(t, end)
	b.commit(t, end) // its acknowledgement was lost
	told := b.waiting(t)
	require.Len(t, told, 1)
	cmd := told[number].Command
	require.Equal(t, casework.Accounted, cmd.Name)
	require.Equal(t, casework.Args{Case: account, Post: "window", Outcome: "no_fault"}, cmd.Args)
	require.Empty(t, cmd.Actor, "who decided stands in that case, for who may read it")
	require.WithinDuration(t, at, cmd.At, 0)

	late := step(service, 1, casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}})
	b.commit(t, late)
	view, err := b.Case(t.Context(), service)
	require.NoError(t, err)
	b.commit(t, b.outcome(t, view.Opened[0], service, "reminder", now()))
	require.Equal(t, told, b.waiting(t), "a service case takes no outcome")
}

// An ending that is armed is told from its instant on, and to nobody if it is taken
// back before.
func TestAnOutcomeThatDidNotComeTrue(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.handled(t)
	account := b.asks(t, number)
	end := b.outcome(t, account, number, "final", now().Add(10*time.Minute))
	b.commit(t, end)
	rows, err := b.Undecided(t.Context(), now(), 100)
	require.NoError(t, err)
	require.Empty(t, rows, "not before it is true")
	require.Len(t, b.waiting(t), 1)

	review := b.next(t, account, casework.Event{At: now(), Name: casework.ReviewAsked})
	review.State.Kind, review.State.Cause, review.State.Clocks = casework.Accountability, end.State.Cause, nil
	review.TakenBack = []string{end.Events[0].Key}
	b.commit(t, review)
	require.Empty(t, b.waiting(t))
}

// Two late duplicates on one post are one matter: whichever comes second joins the
// accountability case of the first, by a link, and hears of its outcome too.
func TestLateDuplicatesAskOnce(t *testing.T) {
	t.Parallel()
	for name, leaderFirst := range map[string]bool{"the leading case first": true, "the duplicate first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			leader, follower, alone := b.handled(t), b.handled(t), b.handled(t)
			b.mergeInto(t, follower, leader)
			first, second := leader, follower
			if !leaderFirst {
				first, second = follower, leader
			}
			opens := func(number, post string) casework.Step {
				s := b.next(t, number, casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": post}})
				if number == follower {
					s.State.Stage, s.State.Follows = casework.StageMerged, leader
				}
				return s
			}
			b.commit(t, opens(first, "window"))
			join := opens(second, "window")
			b.commit(t, join)
			b.commit(t, join)
			b.commit(t, opens(alone, "window"))
			require.Equal(t, 2, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'accountability'`), "one for the two, one for the other")
			require.Contains(t, b.events(t, second), casework.AccountabilityJoined)
			require.NotContains(t, b.events(t, second), casework.AccountabilityOpened)

			view, err := b.Case(t.Context(), first)
			require.NoError(t, err)
			account := view.Opened[0]
			ties, err := b.Links(t.Context(), second)
			require.NoError(t, err)
			require.Contains(t, ties, casework.Tie{Number: account, Kind: casework.Accountability, Relation: casework.AnsweredIn, Key: join.Events[0].Key})

			b.commit(t, opens(second, "vice"))
			require.Equal(t, 3, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'accountability'`), "another post answers for itself")

			b.commit(t, b.outcome(t, account, first, "final", now()))
			told := map[string]core.Waiting{}
			for number, w := range b.waiting(t) {
				if w.Command.Name == casework.Accounted {
					told[number] = w
				}
			}
			require.Len(t, told, 2)
			require.Equal(t, "final", told[leader].Command.Args.Outcome)
			require.Equal(t, "final", told[follower].Command.Args.Outcome)

			b.commit(t, opens(leader, "window"))
			require.Equal(t, 4, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'accountability'`), "what ended is joined no more")
		})
	}
}

// What a letter complains of goes to who may judge it: about the head of the bureau
// upward, and whom it is about stands with the complaint alone.
func TestConvertedGoesUpward(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		opens      map[string]string
		post, unit string
		office     string
	}{
		"about the bureau, nobody named": {map[string]string{"against_unit": "bureau"}, "eff", "efficiency", ""},
		"about the head of the bureau":   {map[string]string{"against_unit": "bureau", "against_post": "chief"}, "discipline", "bureau", "discipline_office"},
		"about him by his name":          {map[string]string{"against_unit": "permits", "against_person": "qian"}, "discipline", "bureau", "discipline_office"},
		"about the efficiency office":    {map[string]string{"against_unit": "efficiency"}, "discipline", "bureau", "discipline_office"},
		"about whom it was not asked":    {nil, "eff", "efficiency", ""},
		"about a desk":                   {map[string]string{"against_unit": "bureau", "against_post": "window"}, "eff", "efficiency", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := withDiscipline(t)
			sortingItems(t, b)
			in := newCase()
			in.Kind, in.Item, in.Fields = casework.Document, "", map[string]string{"sender": "张三", "title": "来信", "matter": "窗口推诿"}
			old, _, err := b.RegisterCase(t.Context(), in)
			require.NoError(t, err)
			at := now()
			s := step(old, 1, casework.Event{At: at, Name: casework.Converted, Level: "complaint", Actor: "sun", Opens: tt.opens})
			s.State.Kind, s.State.Item = casework.Document, ""
			s.State.Stage, s.State.Result, s.State.ClosedAt = casework.StageClosed, "converted", at
			b.commit(t, s)
			ties, err := b.Links(t.Context(), old)
			require.NoError(t, err)
			became, err := b.Case(t.Context(), ties[0].Number)
			require.NoError(t, err)
			require.Equal(t, tt.post, became.Post)
			require.Equal(t, tt.unit, became.Unit)
			state := stateOf(t, became)
			for fact, code := range tt.opens {
				require.Equal(t, code, state.Facts[fact])
			}
			require.Equal(t, tt.office, state.Facts[casework.FactOffice])
			rows, err := b.Timeline(t.Context(), old)
			require.NoError(t, err)
			require.Nil(t, rows[0].Detail, "whom it is about the letter's readers do not learn here")
		})
	}
}

func stateOf(t *testing.T, v casework.CaseView) casework.State {
	t.Helper()
	var s casework.State
	require.NoError(t, json.Unmarshal(v.State, &s))
	return s
}

// Where several answer for one matter the complaint hears once, when the last of
// their cases has ended, and of the gravest outcome (R064, R131 to R133).
func TestTheOutcomeOfSeveralIsTheGravest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.handled(t)
	first := b.asks(t, number)
	split := b.next(t, first, casework.Event{
		At: now(), Name: casework.AccountabilityOpened, Level: casework.LevelSplit, Actor: "sun", Detail: map[string]string{"person": "zhao", "share": casework.ShareMain},
	})
	split.State.Kind, split.State.Unit, split.State.Post, split.State.Clocks = casework.Accountability, "efficiency", "eff", nil
	split.State.Cause = &casework.Cause{Number: number, Post: "window"}
	split.State.Facts = map[string]string{"person": "li"}
	b.commit(t, split)
	ties, err := b.Links(t.Context(), first)
	require.NoError(t, err)
	second := ties[0].Number

	b.commit(t, b.outcome(t, first, number, "final", now()))
	require.Empty(t, b.waiting(t), "another is still asked")
	end := b.outcome(t, second, number, "no_fault", now())
	end.State.Facts = map[string]string{"person": "zhao", casework.FactSplitFrom: first}
	b.commit(t, end)
	told := b.waiting(t)
	require.Len(t, told, 1)
	require.Equal(t, casework.Args{Case: second, Post: "window", Outcome: "final"}, told[number].Command.Args)
}
