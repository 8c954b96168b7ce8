package counter_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// rota answers for duty as the database does, from whatever line of holders and
// absences was drawn.
type rota struct {
	*countertest.Store
	line     []duty.Assignment
	absences []duty.Absence
}

func (r *rota) Duty(_ context.Context, post string, from, to time.Time) ([]casework.DutySpan, error) {
	var out []casework.DutySpan
	for _, s := range duty.Segments(post, r.line, r.absences) {
		if !s.From.Before(to) || !s.To.IsZero() && !from.Before(s.To) {
			continue
		}
		span := casework.DutySpan{Post: post, Person: s.Person, From: s.From, To: s.To}
		if span.From.Before(from) {
			span.From = from
		}
		if span.To.IsZero() || to.Before(span.To) {
			span.To = to
		}
		out = append(out, span)
	}
	return out, nil
}

var (
	lifeFrom = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	onLife   = func(h int) time.Time { return lifeFrom.Add(time.Duration(h) * time.Hour) }
	desks    = []string{"permit-1", "permit-2", "other-1"}
)

const lifeHours = 200

// drawRota draws plans, leavers, stand-ins and absences, also ones nobody would grant.
func drawRota(t *rapid.T, r *rota) {
	people := []string{"a", "b", "c", "d"}
	for i := range rapid.IntRange(0, 10).Draw(t, "assignments") {
		from := rapid.IntRange(-50, lifeHours).Draw(t, fmt.Sprintf("from %d", i))
		a := duty.Assignment{
			Post: rapid.SampledFrom(desks).Draw(t, "post"), Person: rapid.SampledFrom(people).Draw(t, "person"),
			Rank: rapid.SampledFrom([]int{duty.A, 1, 2, duty.Standin}).Draw(t, "rank"), From: onLife(from),
		}
		if rapid.Bool().Draw(t, "ends") {
			a.To = onLife(rapid.IntRange(from, lifeHours+20).Draw(t, "to"))
		}
		r.line = append(r.line, a)
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "absences") {
		left := rapid.IntRange(-20, lifeHours).Draw(t, fmt.Sprintf("left %d", i))
		a := duty.Absence{Person: rapid.SampledFrom(people).Draw(t, "absent"), From: onLife(left), Until: onLife(left + 5)}
		if rapid.Bool().Draw(t, "returns") {
			back := onLife(rapid.IntRange(left, lifeHours+20).Draw(t, "back"))
			a.Returned = &back
		}
		r.absences = append(r.absences, a)
	}
}

// life is a case drawn with the desks it lay on, as the one who handed it on knew
// them: lay says on which from when.
type life struct {
	received, end time.Time
	lay           []stay
}

type stay struct {
	post string
	from time.Time
}

// handings are the events that hand a case on, and where they say to whom.
var handings = map[casework.EventName]string{
	casework.Transferred: "to", casework.Assigned: "post", casework.Forwarded: "post", casework.Issued: "post",
}

// drawLife puts a case that lies on one desk after the other, closed or open; things
// that move nothing happen between.
func drawLife(t *rapid.T, b *bench) life {
	at := rapid.IntRange(0, 40).Draw(t, "received")
	l := life{received: onLife(at), end: onLife(lifeHours)}
	post := rapid.SampledFrom(desks).Draw(t, "first desk")
	l.lay = []stay{{post, l.received}}
	number := "BJ2026-000801"
	var events []casework.TimelineRow
	for range rapid.IntRange(0, 6).Draw(t, "events") {
		at = rapid.IntRange(at, lifeHours-1).Draw(t, "happened")
		name := rapid.SampledFrom([]casework.EventName{
			casework.Transferred, casework.Assigned, casework.Forwarded, casework.Issued, casework.Chased, casework.CommandRefused,
		}).Draw(t, "event")
		to := rapid.SampledFrom(desks).Draw(t, "next desk")
		row := casework.TimelineRow{Name: name, At: onLife(at), Detail: map[string]string{}}
		if said, moves := handings[name]; moves && to != post {
			row.Detail["from"], row.Detail[said] = post, to
			l.lay = append(l.lay, stay{to, onLife(at)})
			post = to
		}
		events = append(events, row)
	}
	state := casework.State{Number: number, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: post, Run: 1, Stage: casework.StageHandle, Received: l.received}
	if rapid.Bool().Draw(t, "closed") {
		l.end = onLife(rapid.IntRange(at+1, lifeHours).Draw(t, "end"))
		state.Stage, state.ClosedAt = casework.StageClosed, l.end
	}
	b.store.Put(state)
	view := b.store.Cases[number]
	view.Received = l.received
	b.store.Cases[number] = view
	b.store.Events[number] = events
	return l
}

// post is where the case lay at an instant, by plain search.
func (l life) post(at time.Time) (post string) {
	for _, s := range l.lay {
		if !s.from.After(at) {
			post = s.post
		}
	}
	return post
}

// answers is who answered for a post at an instant, by plain search through the line
// in its order: who is on it and not away (R160, R170).
func (r *rota) answers(post string, at time.Time) string {
	who, rank := "", 0
	var since time.Time
	for _, a := range r.line {
		away := slices.ContainsFunc(r.absences, func(l duty.Absence) bool {
			return l.Person == a.Person && !at.Before(l.From) && (l.Returned == nil || at.Before(*l.Returned))
		})
		if a.Post != post || away || at.Before(a.From) || !a.To.IsZero() && !at.Before(a.To) {
			continue
		}
		if who == "" || a.Rank < rank || a.Rank == rank && a.From.Before(since) {
			who, rank, since = a.Person, a.Rank, a.From
		}
	}
	return who
}

// Whatever absences, plans, stand-ins and handings-on there were, the stretches in
// which somebody answered for a case, or nobody did, add up to its whole life without
// a gap and without an overlap, and each names the desk and the person that plain
// search finds at every instant of it (done-when 1 of issue 4; R164, R165).
func TestAnswerabilityAddsUpToTheCasesLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := &bench{store: countertest.NewStore(), now: onLife(lifeHours)}
		r := &rota{Store: b.store}
		drawRota(t, r)
		l := drawLife(t, b)
		stores := b.store.Stores()
		stores.Core = r
		c := counter.New(counter.Config{Kinds: kind.Office(), Stores: stores, Engine: countertest.NewEngine(b.store), Now: func() time.Time { return b.now }})
		spans, err := c.Duty(context.Background(), countertest.Principal(countertest.Chief), "BJ2026-000801")
		require.NoError(t, err)
		require.NotEmpty(t, spans)
		if last := &spans[len(spans)-1]; last.To.IsZero() { // still open
			require.True(t, l.end.Equal(onLife(lifeHours)), "only an open case goes on")
			last.To = l.end
		}
		var sum time.Duration
		for i, s := range spans {
			require.True(t, s.From.Before(s.To), "no empty stretch: %v", s)
			if i > 0 {
				require.True(t, spans[i-1].To.Equal(s.From), "a gap or an overlap before %v", s)
			}
			sum += s.To.Sub(s.From)
			// Everything happens on the hour: the middle of each says it for all of it.
			for at := s.From.Add(30 * time.Minute); at.Before(s.To); at = at.Add(time.Hour) {
				require.Equal(t, l.post(at), s.Post, "desk at %s", at)
				require.Equal(t, r.answers(s.Post, at), s.Person, "on %s at %s", s.Post, at)
			}
		}
		require.True(t, spans[0].From.Equal(l.received), "from its receipt")
		require.True(t, spans[len(spans)-1].To.Equal(l.end), "to its end")
		require.Equal(t, l.end.Sub(l.received), sum)
	})
}
