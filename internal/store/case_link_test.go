package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
)

// handled registers a complaint that lies with the permit section, its promise running.
func (b *bundle) handled(t *testing.T) string {
	t.Helper()
	number := complain(t, b, "", now().Add(-time.Hour), "")
	b.commit(t, b.next(t, number))
	return number
}

// next is the next revision of a case as it stands.
func (b *bundle) next(t *testing.T, number string, events ...casework.Event) casework.Step {
	t.Helper()
	view, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	s := step(number, view.Revision+1, events...)
	s.State.Kind, s.State.Item = casework.Complaint, ""
	return s
}

func (b *bundle) mergeInto(t *testing.T, number, leader string) {
	t.Helper()
	s := b.next(t, number, casework.Event{At: now(), Name: casework.Merged, Other: leader, Actor: "sun"})
	s.State.Stage, s.State.Follows = casework.StageMerged, leader
	b.commit(t, s)
}

// promised ends the promise of a case at an instant.
func (b *bundle) promised(t *testing.T, number string, as casework.EventName, at time.Time) casework.Step {
	t.Helper()
	s := b.next(t, number, casework.Event{At: at, Name: as, Clock: "handle", Round: 1, DueVersion: 1, Actor: "li"})
	s.State.Clocks[0].Status, s.State.Clocks[0].Ended = casework.Met, at
	if as == casework.ClockDropped {
		s.State.Clocks[0].Status = casework.Dropped
	}
	return s
}

// waiting is what cases were told and have not answered, by number.
func (b *bundle) waiting(t *testing.T) map[string]core.Waiting {
	t.Helper()
	rows, err := b.Undecided(t.Context(), now().Add(time.Hour), 100)
	require.NoError(t, err)
	out := map[string]core.Waiting{}
	for _, r := range rows {
		require.NotContains(t, out, r.Number, "told twice")
		out[r.Number] = r
	}
	return out
}

// Every follower is told once what its leader's promise came to, from the instant
// at which it ended, however often the commit is made; what nobody answered is
// found again by the next sweep; a verdict ends it.
func TestFollowersAreToldOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	leader, one, two, own := b.handled(t), b.handled(t), b.handled(t), b.handled(t)
	b.mergeInto(t, one, leader)
	b.mergeInto(t, two, leader)
	require.Empty(t, b.waiting(t), "nothing has come of it yet")

	at := now()
	answer := b.promised(t, leader, casework.ClockMet, at)
	b.commit(t, answer)
	b.commit(t, answer) // its acknowledgement was lost
	told := b.waiting(t)
	require.Len(t, told, 2)
	require.NotContains(t, told, own)
	for _, number := range []string{one, two} {
		cmd := told[number].Command
		require.Equal(t, casework.Follow, cmd.Name)
		require.Equal(t, casework.Args{Case: leader, Outcome: casework.Answered}, cmd.Args)
		require.WithinDuration(t, at, cmd.At, 0)
		require.Equal(t, "li", cmd.Actor)
	}
	require.Equal(t, told, b.waiting(t), "a sweep that died told nobody: the next one finds them")
	following, err := b.Following(t.Context(), one)
	require.NoError(t, err)
	require.Equal(t, []core.Waiting{told[one]}, following)

	closed := b.next(t, one, casework.Event{At: at, Name: casework.CaseClosed})
	closed.Verdict = &casework.Verdict{ID: told[one].Command.ID, Command: casework.Follow, Accepted: true, At: at, Revision: closed.State.Revision}
	b.commit(t, closed)
	b.commit(t, b.promised(t, leader, casework.ClockMet, now())) // redone after it was sent back (R074)
	require.Equal(t, map[string]core.Waiting{two: told[two]}, b.waiting(t))
}

func TestFollowersAreReleased(t *testing.T) {
	t.Parallel()
	b := setup(t)
	leader, follower, parted := b.handled(t), b.handled(t), b.handled(t)
	b.mergeInto(t, follower, leader)
	b.mergeInto(t, parted, leader)
	apart := b.next(t, parted, casework.Event{At: now(), Name: casework.Unmerged, Other: leader})
	b.commit(t, apart)
	b.commit(t, b.promised(t, leader, casework.ClockDropped, now()))
	told := b.waiting(t)
	require.Len(t, told, 1, "who is on its own already is told nothing")
	require.Equal(t, casework.Released, told[follower].Command.Args.Outcome)
}

// What the leading case has come to by the time of the merge decides, whatever was
// checked before: no follower waits for an answer that has been given, or for a
// case that follows another.
func TestMergeMeetsWhatIsTrueNow(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		leader func(*casework.State)
		want   string
	}{
		"answered meanwhile":       {func(s *casework.State) { s.Clocks[0].Status, s.Clocks[0].Ended = casework.Met, now() }, casework.Answered},
		"went another way":         {func(s *casework.State) { s.Clocks[0].Status, s.Clocks[0].Ended = casework.Dropped, now() }, casework.Released},
		"lies with another unit":   {func(s *casework.State) { s.Unit, s.Post = "efficiency", "eff" }, casework.Released},
		"was merged itself":        {func(s *casework.State) { s.Follows = "TS2026-999999" }, casework.Released},
		"late, and still expected": {func(s *casework.State) { s.Clocks[0].Status = casework.Breached }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			leader, follower := b.handled(t), b.handled(t)
			s := b.next(t, leader)
			tt.leader(&s.State)
			b.commit(t, s)
			b.mergeInto(t, follower, leader)
			told := b.waiting(t)
			if tt.want == "" {
				require.Empty(t, told)
				return
			}
			require.Equal(t, tt.want, told[follower].Command.Args.Outcome)
		})
	}
}

func TestLinksStandUntilTheyAreTakenBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two := b.register(t), b.register(t)
	link := step(one, 1, casework.Event{At: now(), Name: casework.Linked, Level: "arises_from", Other: two})
	b.commit(t, link)
	b.commit(t, link)
	ties := func(number string) []casework.Tie {
		out, err := b.Links(t.Context(), number)
		require.NoError(t, err)
		return out
	}
	require.Equal(t, []casework.Tie{{Number: two, Kind: casework.Service, Relation: casework.ArisesFrom, Key: "1.1.0"}}, ties(one))
	require.Equal(t, []casework.Tie{{Number: one, Kind: casework.Service, Relation: casework.ArisesFrom, Back: true, Key: "1.1.0"}}, ties(two))
	rows, err := b.Timeline(t.Context(), one)
	require.NoError(t, err)
	require.Nil(t, rows[0].Detail, "the timeline does not name the other")
	require.Equal(t, []casework.EventName{}, b.events(t, two), "nor does the other know")

	b.commit(t, step(one, 2, casework.Event{At: now(), Name: casework.Unlinked, Other: two}))
	require.Empty(t, ties(one))
	require.Empty(t, ties(two))
	require.Equal(t, 2, count(t, b, `SELECT count(*) FROM case_links`), "a row is added, none is gone")
	_, err = b.raw.ExecContext(t.Context(), `DELETE FROM case_links`)
	require.ErrorContains(t, err, "only ever added")

	s := step(one, 3) // an act that counts from before: the taking back was untrue
	s.TakenBack = []string{"1.2.0"}
	b.commit(t, s)
	require.Len(t, ties(one), 1)
}

// office with the items of the kinds that cases are converted into.
func sorting(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	sortingItems(t, b)
	return b
}

func sortingItems(t *testing.T, b *bundle) {
	t.Helper()
	require.NoError(t, b.Seed(t.Context(), store.Reference{Items: []policy.Item{
		{ID: "complaint", Kind: casework.Complaint, Unit: "efficiency", Post: "eff"},
		{ID: "item", Kind: casework.Supervision, Unit: "permits", Post: "head"},
		{ID: "letter", Kind: casework.Document, Unit: "bureau", Post: "chief"},
	}}))
}

// A case goes on as one of another kind, once, with its receipt, with what its new
// readers may read, each value under a seal of its own.
func TestConvertedCarriesWhatItMay(t *testing.T) {
	t.Parallel()
	b := sorting(t)
	received := now().Add(-72 * time.Hour)
	for name, tt := range map[string]struct {
		from, to casework.Kind
		fields   map[string]string
		facts    map[string]string
		carried  map[string]string
		begins   map[string]string
	}{
		"a letter that complains": {
			casework.Document, casework.Complaint,
			map[string]string{"sender": "张三", "title": "来信", "matter": "窗口推诿"}, map[string]string{"urgent": "true"},
			map[string]string{"applicant": "张三", "statement": "来信\n窗口推诿"}, map[string]string{"channel": "letter"},
		},
		"a document to be followed up": {
			casework.Document, casework.Supervision,
			map[string]string{"sender": "市政府", "title": "批示"}, map[string]string{"urgent": "true", "request": "true"},
			map[string]string{"source": "市政府", "matter": "批示"}, map[string]string{"origin": "ordinary", "urgent": "true"},
		},
		"a complaint for supervision takes no word along": {
			casework.Complaint, casework.Supervision,
			map[string]string{"applicant": "张三", "phone": "0000-1", "statement": "五月三日我去窗口"}, map[string]string{"channel": "phone"},
			map[string]string{"matter": "转述：窗口延时"}, map[string]string{"origin": "ordinary"},
		},
		"a complaint that is a suggestion": {
			casework.Complaint, casework.Document,
			map[string]string{"applicant": "张三", "statement": "五月三日我去窗口"}, nil, map[string]string{"matter": "转述：窗口延时"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := newCase()
			in.Kind, in.Item, in.Fields, in.Facts, in.Received = tt.from, "", tt.fields, tt.facts, received
			old, _, err := b.RegisterCase(t.Context(), in)
			require.NoError(t, err)
			require.NoError(t, b.SaveCode(t.Context(), old, []byte("hash of code")))
			text, err := b.SaveText(t.Context(), "sun", old, "转述：窗口延时")
			require.NoError(t, err)
			at := now()
			s := step(old, 1, casework.Event{At: at, Name: casework.Converted, Level: string(tt.to), Actor: "sun", TextID: text})
			s.State.Kind, s.State.Item, s.State.Facts, s.State.Received = tt.from, "", tt.facts, received
			s.State.Stage, s.State.Result, s.State.ClosedAt = casework.StageClosed, "converted", at
			b.commit(t, s)
			b.commit(t, s)

			ties, err := b.Links(t.Context(), old)
			require.NoError(t, err)
			require.Len(t, ties, 1)
			require.Equal(t, casework.ConvertedTo, ties[0].Relation)
			became := ties[0].Number
			fields, err := b.OpenFields(t.Context(), became)
			require.NoError(t, err)
			require.Equal(t, tt.carried, fields)
			kept, err := b.OpenFields(t.Context(), old)
			require.NoError(t, err)
			require.Equal(t, tt.fields, kept, "the old case keeps its own")
			states, err := b.Unstarted(t.Context(), now().Add(time.Minute), 100)
			require.NoError(t, err)
			var begun casework.State
			for _, st := range states {
				if st.Number == became {
					begun = st
				}
			}
			require.Equal(t, tt.to, begun.Kind)
			require.True(t, received.Equal(begun.Received), "no day is lost by the wrong door")
			require.True(t, at.Equal(begun.Registered))
			require.Equal(t, tt.begins, begun.Facts)
			view, err := b.Case(t.Context(), became)
			require.NoError(t, err)
			_, err = b.CodeHash(t.Context(), became)
			require.Equal(t, casework.NotFound, casework.CodeOf(err), "nobody's code opens what is sealed from him")
			require.Empty(t, view.Parent, "where it came from is a link, and each reader's sight of it is checked")
			require.Equal(t, 1, count(t, b, `SELECT count(*) FROM audit WHERE object = $1 AND detail = $2`, old, became))
		})
	}
}
