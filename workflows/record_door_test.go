//go:build record

package workflows_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// throughEveryDoor is what comes straight to the engine: a signal that cannot be
// read, an Update nobody stored, a cancel; and a case that stands still until it is
// released.
func throughEveryDoor(l *life) {
	l.r.standStill(l.name)
	l.service("practice")
	l.await(casework.CaseRegistered)
	require.NoError(l, l.r.client.SignalWorkflow(l.Context(), l.name, l.run.GetRunID(), casework.Chase, "no object"))
	l.await(casework.CommandRefused)
	accepts(l, l.updateFrom(time.Now().Truncate(time.Millisecond), casework.Accept, casework.Handler, casework.Args{}))
	accepts(l, l.updateFrom(time.Time{}, casework.Chase, casework.SectionHead, casework.Args{})) // no row of it
	require.NoError(l, l.r.client.CancelWorkflow(l.Context(), l.name, l.run.GetRunID()))
	l.await(casework.CancelIgnored)
	require.Eventually(l, func() bool { return len(l.r.parked(l.name)) == 1 }, 2*time.Minute, 50*time.Millisecond)
	l.r.mend(l.name)
	require.NoError(l, l.r.client.SignalWorkflow(l.Context(), l.name, l.run.GetRunID(), casework.ReleaseSignal, nil))
	l.await(casework.ClockWarned)
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
	require.True(l, l.r.parked(l.name)[1].Gone)
}

// earliestObeyed is chased through the engine's own door, and by the counter while the
// authority of those signals is asked for: what counts from before comes first.
func earliestObeyed(l *life) {
	l.service("practice")
	l.await(casework.CaseRegistered)
	for _, id := range []string{"s1", "s2", "s3", "s4", "s5", "s6"} {
		l.signal(id, casework.Chase, "section_head", casework.Args{})
	}
	accepts(l, l.updateFrom(time.Now().Add(time.Second).Truncate(time.Millisecond), casework.Accept, casework.Handler, casework.Args{}))
	l.await(casework.ClockWarned)
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

// alreadyClosed is what the counter has answered a recount, before the case saw it.
var alreadyClosed = casework.Verdict{ID: "recount-000000.000", Command: casework.Recount, Code: casework.CaseIsClosed}

// answeredBefore is brought a recount that has its answer.
func answeredBefore(l *life) {
	l.service("practice")
	l.await(casework.CaseRegistered)
	require.Equal(l, alreadyClosed, l.updateFrom(time.Time{}, casework.Recount, "", casework.Args{Calendar: "cn@2"}))
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

// storedBefore is answered and handed over while nobody brings either; then the second
// is brought alone.
func storedBefore(l *life) {
	l.service("practice")
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.r.keep(l.name, casework.Command{
		ID: "complete", Name: casework.Complete, Actor: "handler", Roles: []casework.Role{casework.Handler}, At: time.Now().Truncate(time.Millisecond),
	})
	accepts(l, l.updateFrom(time.Now().Add(time.Second).Truncate(time.Millisecond), casework.Deliver, casework.Clerk, handed))
	l.ends()
}

// A chase was kept that nobody brought; the letter that does counts from before it.
func letterBefore(l *life) {
	l.service("practice")
	in := time.Now().Truncate(time.Millisecond)
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.r.keep(l.name, casework.Command{
		ID: "chase", Name: casework.Chase, Actor: "section_head", Roles: []casework.Role{casework.SectionHead}, At: time.Now().Truncate(time.Millisecond),
	})
	accepts(l, l.updateFrom(time.Now().Add(time.Second).Truncate(time.Millisecond), casework.Withdraw, casework.Clerk, casework.Args{Proof: "f1", Received: in}))
	l.ends()
}

// As before, and something was done in good faith since the letter came in.
func letterAfterOthers(l *life) {
	l.service("practice")
	l.await(casework.ClockStarted)
	in := time.Now().Truncate(time.Millisecond).Add(-time.Millisecond)
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.r.keep(l.name, casework.Command{
		ID: "chase", Name: casework.Chase, Actor: "section_head", Roles: []casework.Role{casework.SectionHead}, At: time.Now().Truncate(time.Millisecond),
	})
	accepts(l, l.updateFrom(time.Now().Add(time.Second).Truncate(time.Millisecond), casework.Withdraw, casework.Clerk, casework.Args{Proof: "f1", Received: in}))
	l.ends()
}

// A second letter came in while the matter was closed, and is entered once it is open again.
func letterWhileClosed(l *life) {
	l.service("practice")
	l.await(casework.ClockStarted)
	accepts(l, l.update(casework.Withdraw, casework.Clerk, casework.Args{Proof: "f0", Received: time.Now().Truncate(time.Millisecond)}))
	l.ends()
	in := time.Now().Truncate(time.Millisecond)
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "reopen", Name: casework.Reopen, Actor: "section_head", At: in.Add(time.Millisecond)})
	l.await(casework.CaseReopened)
	accepts(l, l.update(casework.Withdraw, casework.Clerk, casework.Args{Proof: "f1", Received: in}))
	l.ends()
}

// standing is what a recorder refuses, doubts, stores, and keeps of cases that stand still.
type standing struct {
	stored map[string][]casework.Command
	broken map[string]bool
	lot    map[string][]casework.ParkRequest
}

func (r *recorder) standStill(number string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.still.broken[number] = true
}

// keep stores a command that nobody brings.
func (r *recorder) keep(number string, c casework.Command) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.still.stored[number] = append(r.still.stored[number], c)
}

func (r *recorder) mend(number string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.still.broken, number)
}

func (r *recorder) parked(number string) []casework.ParkRequest {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.still.lot[number])
}

// Park keeps what stands still.
func (r *recorder) Park(_ context.Context, req casework.ParkRequest) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.still.lot[req.Number] = append(r.still.lot[req.Number], req)
	return nil
}

// withholds refuses the first warning of a broken case for good, and doubts what no
// counter stored.
func (r *recorder) withholds(s casework.Step) (casework.Committed, error) {
	warns := slices.ContainsFunc(s.Events, func(e casework.Event) bool { return e.Name == casework.ClockWarned })
	switch {
	case r.still.broken[s.State.Number] && warns:
		return casework.Committed{}, refusedFor{casework.Fault{State: "23514", On: "timeline_check"}}
	case s.Command != nil && s.Command.Door == "" && strings.HasSuffix(s.Command.ID, "-000000.000"):
		return casework.Committed{Doubted: true}, nil
	}
	var out casework.Committed
	for _, c := range r.still.stored[s.State.Number] {
		decided := slices.ContainsFunc(s.State.Seen, func(v casework.Verdict) bool { return v.ID == c.ID })
		if s.Asks && s.Command != nil && !decided && c.At.Before(s.Command.At) {
			out.Earlier = append(out.Earlier, c)
		}
	}
	return out, nil
}

type refusedFor struct{ casework.Fault }

func (r refusedFor) Error() string                   { return "refused for good" }
func (r refusedFor) Lasting() (casework.Fault, bool) { return r.Fault, true }
