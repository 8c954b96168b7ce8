package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/store/people"
)

// leave is a registration of li's absence, who stands on the window.
func leave(from, until time.Time) core.NewCase {
	return core.NewCase{
		Kind: casework.Absence, Unit: "permits", Post: "window", Received: now(), Registered: now(), By: "li",
		Fields: map[string]string{"reason": "开会", "place": "县政府", "contact": "0591-12345678"},
		Facts:  map[string]string{"person": "li", "form": "outing", "approver": string(casework.SectionHead)},
		Term:   &casework.Span{From: from, To: until},
	}
}

// away registers it and prepares its steps.
func (b *bundle) away(t *testing.T, from, until time.Time) func(n int, events ...casework.Event) casework.Step {
	t.Helper()
	in := leave(from, until)
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	return func(n int, events ...casework.Event) casework.Step {
		for i := range events {
			events[i].Key = fmt.Sprintf("1.%d.%d", n, i+1)
		}
		return casework.Step{At: now(), Events: events, State: casework.State{
			Number: number, Kind: casework.Absence, Unit: in.Unit, Post: in.Post, Run: 1, Revision: n, Stage: casework.StageAway,
			Received: in.Received, Registered: in.Registered, Facts: in.Facts, Term: in.Term,
		}}
	}
}

func approvedAbsence() casework.Event {
	return casework.Event{At: now(), Name: casework.AbsenceApproved, Actor: "wang", To: []casework.Role{casework.PersonConcerned}, Detail: map[string]string{"person": "li"}}
}

func ended(at time.Time) casework.Event {
	return casework.Event{At: at, Name: casework.AbsenceEnded, Actor: "li", Detail: map[string]string{"person": "li", "returned": at.Format(time.RFC3339)}}
}

// on is who stands on a post at an instant.
func (b *bundle) on(t *testing.T, post string, at time.Time) string {
	t.Helper()
	spans, err := b.Duty(t.Context(), post, at, at.Add(time.Microsecond))
	require.NoError(t, err)
	require.Len(t, spans, 1)
	return spans[0].Person
}

func TestAbsenceChangesHands(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from, until := now().Add(-time.Hour).Truncate(time.Second), now().Add(time.Hour).Truncate(time.Second)
	build := b.away(t, from, until)
	b.commit(t, build(1, casework.Event{At: now(), Name: casework.NoticeIssued}))
	require.Equal(t, "li", b.on(t, "window", now()), "asked for is not granted")

	left := casework.Event{At: now(), Name: casework.ActingHolderChanged, To: []casework.Role{casework.ActingHolder}}
	granted := build(2, approvedAbsence(), left)
	b.commit(t, granted)
	b.commit(t, granted) // again: nothing changes
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM absences WHERE person = 'li' AND by = 'wang' AND returned_at IS NULL`))
	require.Equal(t, "zhou", b.on(t, "window", now()))
	require.Equal(t, "li", b.on(t, "window", from.Add(-time.Second)))
	require.Equal(t, []casework.EventName{casework.ActingHolderChanged}, b.inbox(t, "zhou"), "B hears when he steps in")
	require.Equal(t, []casework.EventName{casework.AbsenceApproved}, b.inbox(t, "li"), "A hears himself, away as he is")

	board, err := b.Board(t.Context())
	require.NoError(t, err)
	for _, row := range board {
		if row.Post != "window" {
			require.Equal(t, roster.BoardOn, row.State(), row.Post)
			continue
		}
		require.Equal(t, roster.BoardCovered, row.State())
		require.Equal(t, "li", row.Holder)
		require.Len(t, row.Backups, 1, "the B's, in their order (R161)")
		require.Equal(t, "zhou", row.Acting)
		require.Equal(t, "outing", row.Form)
		require.True(t, until.Equal(*row.Back))
		require.False(t, row.Late)
	}

	back := now().Add(-time.Minute).Truncate(time.Second)
	b.commit(t, build(3, ended(back)))
	require.Equal(t, "li", b.on(t, "window", now()))
	require.Equal(t, "zhou", b.on(t, "window", back.Add(-time.Second)))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM absences`))
	covered, err := b.Covered(t.Context(), "zhou", founded, now())
	require.NoError(t, err)
	require.Len(t, covered, 1)
	require.Equal(t, "li", covered[0].Covers)
	require.True(t, from.Equal(covered[0].From) && back.Equal(covered[0].To))
}

func TestAbsenceCancelledOrTakenBackNeverWas(t *testing.T) {
	t.Parallel()
	for name, undo := range map[string]func(step casework.Step) casework.Step{
		"cancelled": func(s casework.Step) casework.Step {
			s.Events = []casework.Event{{Key: "1.2.1", At: now(), Name: casework.AbsenceCancelled, Detail: map[string]string{"person": "li"}}}
			return s
		},
		"taken back": func(s casework.Step) casework.Step {
			s.TakenBack = []string{"1.1.1"}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			from := now().Add(time.Hour).Truncate(time.Second)
			build := b.away(t, from, from.Add(time.Hour))
			b.commit(t, build(1, approvedAbsence()))
			require.Equal(t, "zhou", b.on(t, "window", from))
			b.commit(t, undo(build(2)))
			require.Equal(t, "li", b.on(t, "window", from))
		})
	}
}

func TestAbsencesDoNotOverlap(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	b.away(t, from, from.Add(2*time.Hour)) // not granted yet, and still in the way
	for name, tt := range map[string]struct {
		from, until time.Duration
		refused     bool
	}{
		"inside":       {time.Hour, 90 * time.Minute, true},
		"around":       {-time.Minute, 3 * time.Hour, true},
		"right after":  {2 * time.Hour, 3 * time.Hour, false},
		"right before": {-30 * time.Minute, 0, false},
	} {
		_, _, err := b.RegisterCase(t.Context(), leave(from.Add(tt.from), from.Add(tt.until)))
		if !tt.refused {
			require.NoError(t, err, name)
			continue
		}
		require.Equal(t, casework.FieldError(casework.Invalid, "from", "R153"), refusalOf(t, err), name)
	}
}

func refusalOf(t *testing.T, err error) *casework.Error {
	t.Helper()
	found := core.RefusalsOf(err)
	require.Len(t, found, 1)
	return found[0]
}

func TestCoverAndStandin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(2 * time.Hour)}
	cover := func(person string) []string {
		t.Helper()
		c, err := b.Cover(t.Context(), casework.CoverRequest{Person: person, Term: term})
		require.NoError(t, err)
		return c.Posts
	}
	require.Empty(t, cover("li"), "zhou steps in")
	require.Equal(t, []string{"head"}, cover("wang"), "nobody does")
	build := b.away(t, term.From, term.To)
	b.commit(t, build(1, approvedAbsence()))
	require.Equal(t, []string{"window"}, cover("zhou"), "A is away already")

	named := func(person string) casework.Event {
		return casework.Event{At: now(), Name: casework.StandinDesignated, Detail: map[string]string{
			"post": "head", "person": person, "from": term.From.Format(time.RFC3339), "until": term.To.Format(time.RFC3339),
		}}
	}
	b.commit(t, build(2, named("sun")))
	b.commit(t, build(3, named("zhao"))) // the one named last stands
	b.commit(t, build(4, named("wang"))) // A is his own stand-in: nothing
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM post_holders WHERE rank = 100 AND person = 'zhao'`))
	require.Empty(t, cover("wang"))
	require.Equal(t, "wang", b.on(t, "head", from), "A is there")
}

// What is handed over are the open cases on the posts he holds himself (R164).
func TestWhatIsLeft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.handled(t)
	left := func(person string) []string {
		t.Helper()
		c, err := b.Cover(t.Context(), casework.CoverRequest{Person: person, Left: true})
		require.NoError(t, err)
		return c.Open
	}
	require.Equal(t, []string{number}, left("li"))
	require.Empty(t, left("zhou"), "he only backs it up")
	b.away(t, now().Add(time.Hour), now().Add(2*time.Hour))
	require.Equal(t, []string{number}, left("li"), "an absence is no work to go on with")
}

// off is somebody away, as he announced it.
func (b *bundle) off(t *testing.T, person string, term casework.Span) {
	t.Helper()
	_, err := b.AddAbsence(t.Context(), people.Absence{Kind: "outing", By: "wang", Absence: duty.Absence{Person: person, From: term.From, Until: term.To}})
	require.NoError(t, err)
}

// Who is away himself cannot be named, least of all for him on whom his own desk
// rests (R169).
func TestStandinIsThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(2 * time.Hour)}
	b.off(t, "li", term)
	b.off(t, "zhou", term)
	b.off(t, "sun", casework.Span{From: now().Add(-time.Hour), To: now().Add(30 * time.Minute)}) // back before
	for person, code := range map[string]casework.Code{"wang": "", "sun": "", "zhou": casework.StandinAway} {
		c, err := b.Cover(t.Context(), casework.CoverRequest{Person: "li", Term: term, Post: "window", Standin: person, At: now()})
		require.NoError(t, err)
		require.Equal(t, code, c.Refused, person)
	}
	late, err := b.Cover(t.Context(), casework.CoverRequest{Person: "li", Term: term, Post: "window", Standin: "sun", At: now().Add(40 * time.Minute)})
	require.NoError(t, err)
	require.Equal(t, casework.StandinAway, late.Refused, "not back when he said")

	plan := func(post string, holders ...string) {
		t.Helper()
		id, err := b.AddPlan(t.Context(), roster.PostPlan{
			Post: post, Holders: holders, From: now(), Proposed: roster.Consent{By: "wang", At: now()},
		})
		require.NoError(t, err)
		require.NoError(t, b.ApprovePlan(t.Context(), id, "zhao"))
	}
	plan("head", "wang", "li")
	b.off(t, "wang", term)
	ring, err := b.Cover(t.Context(), casework.CoverRequest{Person: "li", Term: term, Post: "window", Standin: "wang", At: now()})
	require.NoError(t, err)
	require.Equal(t, casework.CoverRing, ring.Refused, "wang's desk is li's to cover, and li is away")
	away, err := b.Away(t.Context(), "wang", casework.Span{From: term.To, To: term.To.Add(time.Hour)}, now())
	require.NoError(t, err)
	require.False(t, away)
	away, err = b.Away(t.Context(), "wang", term, now())
	require.NoError(t, err)
	require.True(t, away)
}

// Nobody who was named for another leaves his own desk to that other, who is away: it
// is refused when asked, and when granted. What the plan alone goes round in is the
// leader's to fill, and an emergency has begun (R169, R183).
func TestLeaveThatClosesARing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	term := casework.Span{From: from, To: from.Add(2 * time.Hour)}
	b.off(t, "wang", term)
	id, err := b.AddPlan(t.Context(), roster.PostPlan{
		Post: "window", Holders: []string{"li", "wang"}, From: now(), Proposed: roster.Consent{By: "wang", At: now()},
	})
	require.NoError(t, err)
	require.NoError(t, b.ApprovePlan(t.Context(), id, "zhao"))
	ask := casework.CoverRequest{Person: "li", Term: term, At: now()}
	before, err := b.Cover(t.Context(), ask)
	require.NoError(t, err)
	require.Equal(t, casework.Cover{Posts: []string{"window"}}, before, "nobody was named: the leader is asked")

	build := b.away(t, term.To, term.To.Add(time.Hour))
	b.commit(t, build(1, casework.Event{At: now(), Name: casework.StandinDesignated, Detail: map[string]string{
		"post": "head", "person": "li", "from": term.From.Format(time.RFC3339), "until": term.To.Format(time.RFC3339),
	}}))
	granted, err := b.Cover(t.Context(), ask)
	require.NoError(t, err)
	require.Equal(t, casework.CoverRing, granted.Refused)
	_, _, err = b.RegisterCase(t.Context(), leave(term.From, term.To))
	require.Equal(t, casework.FieldError(casework.CoverRing, "from", "R169"), refusalOf(t, err))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'absence'`), "nothing changed")
	ill := leave(term.From, term.To)
	ill.Facts["form"] = core.FormEmergency
	_, _, err = b.RegisterCase(t.Context(), ill)
	require.NoError(t, err)
}

// Messages to a person reach him whatever post he stands on, on the desk too, and
// nobody who stands on the case's post.
func TestToldHimself(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build := b.away(t, now().Add(-time.Hour), now().Add(time.Hour))
	s := build(1, casework.Event{At: now(), Name: casework.ClockStarted, Clock: "return", Round: 1, To: []casework.Role{casework.PersonConcerned}}, approvedAbsence())
	home := handle(now().Add(time.Hour))
	home.Name, home.Owner = "return", casework.PersonConcerned
	s.State.Clocks = []casework.Clock{home}
	b.commit(t, s)
	require.ElementsMatch(t, []casework.EventName{casework.ClockStarted, casework.AbsenceApproved}, b.inbox(t, "li"))
	require.Empty(t, b.inbox(t, "zhou"))
	claimed, err := b.ClaimOutbox(t.Context(), 10, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	require.Len(t, claimed, 2)
	require.Equal(t, "li@example.test", claimed[0].Email)

	desk := func(person string) int {
		rows, _, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: person, Scope: everything})
		require.NoError(t, err)
		return len(rows)
	}
	require.Equal(t, 1, desk("li"), "what he owes himself")
	require.Zero(t, desk("zhou"))
	lists := func(scope core.Scope) int {
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{scope}})
		require.NoError(t, err)
		return len(rows)
	}
	require.Equal(t, 1, lists(core.Scope{Kind: casework.Absence, Concerned: "li"}))
	require.Zero(t, lists(core.Scope{Kind: casework.Absence, Concerned: "zhou"}))
}
