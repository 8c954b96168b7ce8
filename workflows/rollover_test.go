package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
)

// busyCase has something of everything: notice, supplement, acceptance, pause,
// extension, transfer, breach, explanation, late completion.
func busyCase(t *testing.T) *office {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-03T15:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"layout"}})
	o.update("2026-03-05T10:00:00", "", casework.Supplement, casework.Clerk, casework.Args{})
	o.signal("2026-03-06T10:00:00", "s1", casework.Accept, "handler", casework.Args{})
	o.update("2026-03-09T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-03-11T10:00:00"))
	o.update("2026-03-12T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.signal("2026-03-13T10:00:00", "s2", casework.DecideExtension, "leader_in_charge", casework.Args{Clock: "handle", Approve: &yes})
	o.signal("2026-03-13T10:00:00", "s3", casework.Chase, "stranger", casework.Args{})
	o.update("2026-03-16T10:00:00", "", casework.Transfer, casework.SectionHead, casework.Args{Post: "hygiene-desk"})
	o.update("2026-03-27T10:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.update("2026-03-30T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-31T10:00:00", "", casework.Deliver, casework.Clerk, handed)
	return o
}

// same drops what differs between two recordings of one life: keys.
func same(events []casework.Event) []casework.Event {
	for i := range events {
		events[i].Key, events[i].At = "", events[i].At.UTC()
		if d := events[i].Due; d != nil {
			copied := *d
			copied.New, copied.Old, copied.Start = d.New.UTC(), d.Old.UTC(), d.Start.UTC()
			copied.Pauses = nil
			for _, p := range d.Pauses {
				copied.Pauses = append(copied.Pauses, casework.Span{From: p.From.UTC(), To: p.To.UTC()})
			}
			events[i].Due = &copied
		}
	}
	return events
}

// Rolled over again and again, a case lives the same life: nothing is lost, told
// twice or told otherwise.
func TestContinueAsNewShowsNothing(t *testing.T) {
	t.Parallel()
	once := busyCase(t)
	want := same(once.run("2026-04-30T00:00:00"))
	require.Equal(t, 1, once.runs)
	require.NoError(t, once.env.GetWorkflowError(), "ended by itself")
	for _, every := range []time.Duration{5 * time.Hour, 24 * time.Hour} {
		o := busyCase(t)
		o.rollEvery = every
		got := same(o.run("2026-04-30T00:00:00"))
		require.Greater(t, o.runs, 5)
		require.Equal(t, want, got, every)
		require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
		require.Equal(t, once.last().Revision, o.last().Revision)
	}
}

// The server may suggest it while steps are armed: the case waits until they are
// true, so that a command can still supersede them.
func TestAnArmedCaseDoesNotRollOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.post("2026-10-15T17:28:30", func(env *testsuite.TestWorkflowEnvironment) { env.SetContinueAsNewSuggested(true) })
	o.update("2026-10-15T17:28:40", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-10-15T17:29:59", "", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-10-16T00:00:00")
	require.Equal(t, 2, o.runs)
	require.False(t, o.rolled[0].Before(shanghai(t, "2026-10-15T17:29:59")), "rolled over once the completion had taken the armed step back: %s", o.rolled[0])
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Len(t, o.find(casework.ClockMet, "handle"), 1)
}

// A command sent again in a later run is answered from what the runs hand on.
func TestARepeatAfterContinueAsNew(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.rollEvery = time.Hour
	at := shanghai(t, "2026-03-03T10:00:00")
	c := casework.Command{ID: "c1", Name: casework.Chase, Actor: "section_head", At: at}
	o.deliver(at, c)
	o.deliver(at.Add(48*time.Hour), c)
	o.signal("2026-03-06T10:00:00", "c1", casework.Chase, "section_head", casework.Args{})
	o.run("2026-03-07T00:00:00")
	require.Greater(t, o.runs, 2)
	require.Equal(t, 2, o.answers["c1"])
	require.Len(t, o.find(casework.Chased, ""), 1)
}

// Signals that come in the very task in which a run would roll over go into the
// next state first.
func TestSignalsPendingAtARollOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.run("2026-03-03T00:00:00")
	next := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	next.start = *o.last()
	next.suggested = true
	next.signal("2026-03-02T09:30:00", "s1", casework.Accept, "handler", casework.Args{})
	next.signal("2026-03-02T09:30:00", "s2", casework.Chase, "section_head", casework.Args{})
	next.run("2026-03-03T00:00:00")
	require.Len(t, next.find(casework.Accepted, ""), 1)
	require.Len(t, next.find(casework.Chased, ""), 1)
}

// A case that has rolled over remembers the last forty verdicts, no more: its
// state does not grow with its age.
func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	at := shanghai(t, "2026-03-02T10:00:00")
	for i := range 60 {
		o.deliver(at.Add(time.Duration(i)*time.Minute), casework.Command{
			ID: at.Add(time.Duration(i) * time.Minute).String(), Name: casework.Chase, Actor: "section_head", At: at.Add(time.Duration(i) * time.Minute),
		})
	}
	o.run("2026-03-03T00:00:00")
	require.Len(t, o.find(casework.Chased, ""), 60)
	require.Len(t, o.last().Seen, 40)
	require.Equal(t, o.steps[len(o.steps)-1].Verdict.ID, o.last().Seen[39].ID)
}
