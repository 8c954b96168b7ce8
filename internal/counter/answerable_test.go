package counter_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/duty"
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

// drawLife puts a case that lies on one desk after the other, closed or open.
func drawLife(t *rapid.T, b *bench) (received, end time.Time) {
	at := rapid.IntRange(0, 40).Draw(t, "received")
	received, post := onLife(at), rapid.SampledFrom(desks).Draw(t, "first desk")
	number := "BJ2026-000801"
	var events []casework.TimelineRow
	for range rapid.IntRange(0, 4).Draw(t, "transfers") {
		at = rapid.IntRange(at, lifeHours-1).Draw(t, "moved")
		to := rapid.SampledFrom(desks).Draw(t, "next desk")
		events = append(events, casework.TimelineRow{Name: casework.Transferred, At: onLife(at), Detail: map[string]string{"from": post, "to": to}})
		post = to
	}
	end = onLife(lifeHours)
	state := casework.State{Number: number, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: post, Run: 1, Stage: casework.StageHandle, Received: received}
	if rapid.Bool().Draw(t, "closed") {
		end = onLife(rapid.IntRange(at+1, lifeHours).Draw(t, "end"))
		state.Stage, state.ClosedAt = casework.StageClosed, end
	}
	b.store.Put(state)
	view := b.store.Cases[number]
	view.Received = received
	b.store.Cases[number] = view
	b.store.Events[number] = events
	return received, end
}

// Whatever absences, plans, stand-ins and transfers there were, the stretches in
// which somebody answered for a case, or nobody did, add up to its whole life,
// without a gap and without an overlap (done-when 1 of issue 4; R164, R165).
func TestAnswerabilityAddsUpToTheCasesLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := &bench{store: countertest.NewStore(), now: onLife(lifeHours)}
		r := &rota{Store: b.store}
		drawRota(t, r)
		received, end := drawLife(t, b)
		c := counter.New(counter.Config{Store: r, Engine: countertest.NewEngine(b.store), Now: func() time.Time { return b.now }})
		spans, err := c.Duty(context.Background(), countertest.Principal(countertest.Chief), "BJ2026-000801")
		require.NoError(t, err)
		require.NotEmpty(t, spans)
		require.True(t, spans[0].From.Equal(received), "from its receipt")
		var sum time.Duration
		for i, s := range spans {
			to := s.To
			if i == len(spans)-1 && to.IsZero() { // still open
				to = end
			}
			require.True(t, s.From.Before(to), "no empty stretch: %v", s)
			if i > 0 {
				require.True(t, spans[i-1].To.Equal(s.From), "a gap or an overlap before %v", s)
			}
			sum += to.Sub(s.From)
		}
		require.Equal(t, end.Sub(received), sum)
		require.Equal(t, end, onEnd(spans, end))
	})
}

// onEnd is where the last stretch ends; open is the end of a case still open.
func onEnd(spans []casework.DutySpan, open time.Time) time.Time {
	if last := spans[len(spans)-1].To; !last.IsZero() {
		return last
	}
	return open
}
