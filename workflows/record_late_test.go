//go:build record

package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// lateScenes are lives in which nobody answers for what he could not know.
var lateScenes = map[string]func(*life){
	"service-entered-late":   serviceEnteredLate,
	"service-late-follows":   serviceLateFollows,
	"service-one-lateness":   serviceOneLateness,
	"service-one-correction": serviceOneCorrection,
	"service-one-rung":       serviceOneRung,
	"service-asked-once":     serviceAskedOnce,
	"service-said-again":     serviceSaidAgain,
	"service-thrown-away":    serviceSaidAgain,
	"service-late-closed":    serviceLateClosed,
	"service-climbs-on":      serviceClimbsOn,
	"service-leader-away":    serviceLeaderAway,
	"service-late-paused":    serviceLatePaused,
	"service-late-recount":   serviceLateRecount,
	"service-goes-on":        serviceGoesOn,
	"service-undone-stays":   serviceUndoneStays,
	"service-called-once":    serviceCalledOnce,
	"service-joined-once":    serviceJoinedOnce,
	"service-late-meanwhile": serviceLateMeanwhile,
	"service-explained-once": serviceExplainedOnce,
	"service-date-stands":    serviceDateStands,
	"service-letter-entered": serviceLetterEntered,
	"service-receipt-known":  serviceReceiptKnown,
	"service-forgotten":      serviceForgotten,
	"service-recount-after":  serviceRecountAfter,
	"service-unknown-stands": serviceUnknownStands,
	"service-climbs-by":      serviceClimbsBy,
}

// entered starts a case of an item received at an instant of the past.
func (l *life) entered(item string, received time.Time) {
	l.Helper()
	matter, ok := l.r.book.Item(item)
	require.True(l, ok)
	l.start(casework.State{
		Kind: casework.Service, Item: item, Unit: matter.Unit, Post: matter.Post, Run: 1,
		Received: received, Registered: time.Now().Truncate(time.Millisecond),
		Entry: &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "t0"},
	}, nil)
}

// Both clocks ran out before the entry: each breach at its instant, one ladder from
// the entry, up to the case that asks.
func serviceEnteredLate(l *life) {
	l.entered("practice", time.Now().Add(-10*time.Minute).Truncate(time.Millisecond))
	l.await(casework.AccountabilityOpened)
}

// A year without a list: what came of it is marked, and a corrected receipt takes all
// of it along.
func serviceLateFollows(l *life) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(l, err)
	l.entered("same-day", time.Date(2015, 3, 2, 9, 0, 0, 0, zone))
	l.await(casework.ClockBreached)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: time.Date(2015, 3, 5, 9, 0, 0, 0, zone), ReasonID: "t1"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// The promise, extended, ends with the statute.
func serviceOneLateness(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 60, ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.await(casework.ExplanationDue)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// A promise kept in time is late by a corrected receipt: it breaches at its instant and
// climbs from the correction.
func serviceOneCorrection(l *life) {
	l.service("practice")
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: l.run0().Add(-10 * time.Minute), ReasonID: "t1"})
	l.await(casework.ClockBreached)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: l.run0().Add(-5 * time.Minute), ReasonID: "t2"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// The promise ran out before the entry and climbs from the correction, the statute runs
// out after it: both end at the closing of the day, in one case that asks.
func serviceOneRung(l *life) {
	l.entered("evening", time.Now().Add(-90*time.Second).Truncate(time.Millisecond))
	l.await(casework.ExplanationDue)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: time.Now().Add(-100 * time.Second).Truncate(time.Millisecond), ReasonID: "t1"})
	l.await(casework.AccountabilityOpened)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// As before, and once that case is opened the receipt is corrected again: the ladder is
// written anew, and asks for none.
func serviceAskedOnce(l *life) {
	l.entered("evening", time.Now().Add(-90*time.Second).Truncate(time.Millisecond))
	l.await(casework.ExplanationDue)
	receipt := time.Now().Add(-100 * time.Second).Truncate(time.Millisecond)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: receipt, ReasonID: "t1"})
	l.await(casework.AccountabilityOpened)
	closed := time.Now().Add(time.Minute).Truncate(time.Millisecond)
	accepts(l, l.updateFrom(closed, casework.Correct, casework.SectionHead, casework.Args{Received: receipt.Add(2 * time.Second), ReasonID: "t2"}))
}

// An act kept before a correction arrives behind it: what the correction took back is
// said again before the act.
func serviceSaidAgain(l *life) {
	l.entered("practice", time.Now().Add(-10*time.Minute).Truncate(time.Millisecond))
	l.await(casework.ExplanationDue)
	corrected := time.Now().Truncate(time.Millisecond)
	earlier := casework.Args{Received: corrected.Add(-5 * time.Minute), ReasonID: "t1"}
	accepts(l, l.updateFrom(corrected, casework.Correct, casework.SectionHead, earlier))
	kept := corrected.Add(-time.Millisecond) // at one millisecond it would come after, and go back behind nothing
	accepts(l, l.updateFrom(kept, casework.Complete, casework.Handler, casework.Args{}))
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// A matter that is late is withdrawn and taken up again: counted anew after that, it is
// late in none of the time between.
func serviceLateClosed(l *life) {
	l.entered("practice", time.Now().Add(-10*time.Minute).Truncate(time.Millisecond))
	l.await(casework.ExplanationDue)
	l.does(casework.Handler, casework.Withdraw, casework.Args{})
	l.does(casework.SectionHead, casework.Reopen, casework.Args{})
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: time.Now().Add(-5 * time.Minute).Truncate(time.Millisecond), ReasonID: "t1"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// The promise is late, and so is the statute while that is to be explained. Once it is, the
// receipt is corrected: the statute is late since an earlier instant, and is explained.
func serviceExplainedOnce(l *life) {
	received := time.Now().Add(-115 * time.Second).Truncate(time.Millisecond)
	l.entered("practice", received)
	l.awaits(casework.ClockBreached, "statutory")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: received.Add(-2 * time.Second), ReasonID: "t2"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

// The receipt is corrected while the clock stands still: it had run out before.
func serviceLatePaused(l *life) {
	l.service("practice")
	l.await(casework.ClockDeemed)
	l.does(casework.Handler, casework.Pause, casework.Args{Category: "test", Until: time.Now().Add(time.Hour).Truncate(time.Millisecond), ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: l.r.state(l.name).Received.Add(-10 * time.Minute), ReasonID: "t2"})
	l.await(casework.ClockBreached)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// Another run goes on from the record alone, and a recount comes that counts from before
// the matter was late: it undoes nothing.
func serviceLateRecount(l *life) {
	l.service("practice")
	before := time.Now().Truncate(time.Millisecond)
	l.await(casework.ExplanationDue)
	require.NoError(l, l.r.client.TerminateWorkflow(l.Context(), l.name, l.run.GetRunID(), "missed"))
	s := l.r.state(l.name)
	s.Run, s.Revision = s.Run+1, 0
	l.start(s, nil)
	accepts(l, l.updateFrom(before, casework.Recount, "", casework.Args{Calendar: "cn@2"}))
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// Promise (60 s) and statute (120 s) ran out before the entry. A corrected receipt moves
// the promise to the instant of the statute, and the statute on: it is late no more, and
// the matter is, by the other clock.
func serviceGoesOn(l *life) {
	received := time.Now().Add(-130 * time.Second).Truncate(time.Millisecond)
	l.entered("practice", received)
	l.await(casework.ExplanationDue)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: received.Add(time.Minute), ReasonID: "t1"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// A breach before the entry is undone by a correction; the next one is written anew by
// another, which counts from after it.
func serviceUndoneStays(l *life) {
	now := time.Now().Truncate(time.Millisecond)
	l.entered("practice", now.Add(-70*time.Second))
	l.await(casework.ExplanationDue)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: now.Add(-40 * time.Second), ReasonID: "t1"})
	after := casework.Args{Received: now.Add(-35 * time.Second), ReasonID: "t2"}
	accepts(l, l.updateFrom(now.Add(40*time.Second), casework.Correct, casework.SectionHead, after))
}

// The ladder that counts from the entry has asked who answers, 80 s after it, when a
// correction writes it anew.
func serviceCalledOnce(l *life) {
	now := time.Now().Truncate(time.Millisecond)
	l.entered("practice", now.Add(-130*time.Second))
	l.await(casework.ExplanationDue)
	later := casework.Args{Received: now.Add(-120 * time.Second), ReasonID: "t1"}
	accepts(l, l.updateFrom(now.Add(100*time.Second), casework.Correct, casework.SectionHead, later))
}

// The promise opens the verification and what was agreed on joins it; counted by a promise
// that is longer by five seconds both come to it at one instant, of which that was said.
func serviceJoinedOnce(l *life) {
	l.service("talk")
	l.await(casework.ClockWarned)
	until := l.r.state(l.name).Received.Add(65 * time.Second)
	l.does(casework.Handler, kind.Consult, casework.Args{Until: until, Means: kind.AgreedMeans[0], ReasonID: "t1"})
	l.await(casework.AccountabilityJoined)
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-talk-longer@1"})
	require.True(l, l.r.saidSo(l.name, func(e casework.Event) bool { return e.Name == casework.ClockMoved && e.Clock == "handle" }))
}

// Explanation and reason are late at one instant. By a policy that gives the one less time and knows
// nothing of the other, the one was late before, and the other stands as it was.
func serviceUnknownStands(l *life) {
	l.service("loud")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.await(casework.ExplanationDue)
	require.Eventually(l, func() bool {
		s := l.r.state(l.name)
		reason, why := s.Clock(kind.ClockPublish), s.Clock(casework.ClockExplain)
		return reason != nil && reason.Status == casework.Breached && why.Status == casework.Breached
	}, 6*time.Minute, 50*time.Millisecond)
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-hush@1"})
	s := l.r.state(l.name)
	require.Equal(l, casework.Breached, s.Clock(kind.ClockPublish).Status)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
}

// Late by a policy by which an explanation is not asked for again, and counted by one by which it is.
func serviceClimbsBy(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-practice@1"})
	require.Eventually(l, func() bool {
		s := l.r.state(l.name)
		why := s.Clock(casework.ClockExplain)
		return why != nil && why.Status == casework.Breached
	}, 6*time.Minute, 50*time.Millisecond)
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-practice@2"})
	s := l.r.state(l.name)
	require.NotEmpty(l, s.Clock(casework.ClockExplain).Alarms)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
}

// The ladder of a matter that is late goes on once it is taken up again, up to the case
// that asks.
func serviceClimbsOn(l *life) {
	l.entered("practice", time.Now().Add(-10*time.Minute).Truncate(time.Millisecond))
	l.await(casework.ExplanationDue)
	l.does(casework.Handler, casework.Withdraw, casework.Args{})
	l.does(casework.SectionHead, casework.Reopen, casework.Args{})
	l.await(casework.AccountabilityOpened)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// While it was answered and closed the office came to promise a second: by that it is late
// when it is taken up again, by its promise and by the law at one instant.
func serviceLateMeanwhile(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.await(casework.ClockWarned)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-brief@1"})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "reopen", Name: casework.Reopen, Actor: "section_head", At: time.Now().Truncate(time.Millisecond)})
	l.await(casework.ExplanationDue)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// A letter that was there before the case was entered comes up when it was chased already.
func serviceLetterEntered(l *life) {
	received := time.Now().Add(-30 * time.Second).Truncate(time.Millisecond)
	l.entered("practice", received)
	l.does(casework.SectionHead, casework.Chase, casework.Args{})
	l.does(casework.Clerk, casework.Withdraw, casework.Args{Proof: "f1", Received: received.Add(time.Second)})
	l.ends()
}

// A letter of between the receipt as it was entered and as it was corrected: that is none of
// before the matter.
func serviceReceiptKnown(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	entered := l.r.state(l.name).Received
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: entered.Add(-10 * time.Minute), ReasonID: "t1"})
	l.does(casework.Clerk, casework.Withdraw, casework.Args{Proof: "f1", Received: entered.Add(-5 * time.Minute)})
	l.ends()
}

// More time is asked for of a promise that was out by a policy published before: the recount is obeyed
// after it.
func serviceRecountAfter(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	before := time.Now().Truncate(time.Millisecond)
	time.Sleep(1100 * time.Millisecond)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 10, ReasonID: "t1"})
	accepts(l, l.updateFrom(before, casework.Recount, "", casework.Args{Policy: "service-brief@1"}))
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
}

// While it waits for a signature under a corrected receipt it is accepted, and was due in March. Days
// later, in another run, the breach of then is remembered with the acceptance that brought it.
func serviceForgotten(l *life) {
	march := func(day int) time.Time { return time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC) }
	l.entered("senior-card", march(2))
	l.does(casework.Clerk, casework.Correct, casework.Args{Received: march(3), ReasonID: "t1"})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	value, err := l.r.client.QueryWorkflow(l.Context(), l.name, l.run.GetRunID(), casework.TrailQuery)
	require.NoError(l, err)
	var trail casework.Trail
	require.NoError(l, value.Get(&trail))
	for i := range trail.Marks {
		trail.Marks[i].Made = trail.Marks[i].Made.AddDate(0, 0, -3)
	}
	s := l.r.state(l.name)
	s.Run++
	s.Revision = 0
	l.begin(casework.Start{State: s, Trail: trail.Marks, Forgotten: trail.Forgotten})
	l.does(casework.SectionHead, casework.Chase, casework.Args{})
	l.does(casework.SectionHead, casework.Countersign, casework.Args{Approve: &yes})
}

// Late by its promise of a minute it is answered and closed, and counted by a second meanwhile:
// taken up again it is late since the date it had.
func serviceDateStands(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.await(casework.ExplanationDue)
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "service-brief@1"})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "reopen", Name: casework.Reopen, Actor: "section_head", At: time.Now().Truncate(time.Millisecond)})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.excuse()
}

// brief adds the policy of an office that promises a second.
func brief(ref *reference.Reference) {
	i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "service-practice" })
	p := ref.Policies[i]
	p.ID, p.Version, p.Rules = "service-brief", 1, slices.Clone(p.Rules)
	for i := range p.Rules {
		if p.Rules[i].Clock == "handle" || p.Rules[i].Clock == "statutory" {
			p.Rules[i].Limit = "1s"
		}
	}
	ref.Policies = append(ref.Policies, p)
}

// hush adds a practice matter whose reason is made public by when the lateness is explained, and the
// policy of an office that explains in less than that and makes no reason public.
func hush(ref *reference.Reference) {
	i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.Ref() == "service-practice@3" })
	limit := func(id, clock, limit string) policy.Policy {
		p := ref.Policies[i]
		p.ID, p.Version, p.Rules = id, 1, slices.Clone(p.Rules)
		p.Rules[slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Clock == clock })].Limit = limit
		return p
	}
	loud, hush := limit("service-loud", kind.ClockPublish, "60s"), limit("service-hush", casework.ClockExplain, "55s")
	hush.Rules = slices.DeleteFunc(hush.Rules, func(r policy.Rule) bool { return r.Clock == kind.ClockPublish })
	ref.Policies = append(ref.Policies, loud, hush)
	item := ref.Items[slices.IndexFunc(ref.Items, func(i policy.Item) bool { return i.ID == "practice" })]
	item.ID, item.Policy = "loud", loud.ID
	ref.Items = append(ref.Items, item)
}

// talk adds a practice matter in which what was agreed on climbs as the promise does, and the
// policy of an office that promises five seconds more.
func talk(ref *reference.Reference) {
	i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "service-practice" })
	p := ref.Policies[i]
	p.ID, p.Version, p.Rules = "service-talk", 1, slices.Clone(p.Rules)
	handle := slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Clock == "handle" })
	agreed := p.Rules[handle]
	agreed.Clock, agreed.Limit, agreed.Extension, agreed.Pausable = kind.ClockFeedback, "$stated", nil, false
	p.Rules = append(p.Rules, agreed)
	longer := p
	longer.ID, longer.Rules = "service-talk-longer", slices.Clone(p.Rules)
	longer.Rules[handle].Limit = "65s"
	ref.Policies = append(ref.Policies, p, longer)
	at := slices.IndexFunc(ref.Items, func(i policy.Item) bool { return i.ID == "practice" })
	item := ref.Items[at]
	item.ID, item.Policy = "talk", p.ID
	ref.Items = append(ref.Items, item)
}

// slow adds the policy of an office that has for a complaint what it has for advice.
func slow(ref *reference.Reference) {
	for _, p := range ref.Policies {
		if p.Kind != casework.Complaint || p.ID == "complaint-slow" {
			continue
		}
		p.ID, p.Version, p.Rules = "complaint-slow", 1, slices.Clone(p.Rules)
		for i := range p.Rules {
			if p.Rules[i].Clock == "handle" {
				p.Rules[i].Limit = "40s"
			}
		}
		ref.Policies = append(slices.DeleteFunc(ref.Policies, func(o policy.Policy) bool { return o.ID == p.ID }), p)
	}
}

// closes adds a practice matter whose ladders end at the closing of the day, wherever
// they count from.
func closes(t *testing.T, ref *reference.Reference) {
	for _, p := range ref.Policies {
		if p.ID != "service-practice" {
			continue
		}
		p.ID, p.Rules = "service-evening", slices.Clone(p.Rules)
		for i, r := range p.Rules {
			if last := len(r.Ladder) - 1; last > 0 {
				end := r.Ladder[last]
				end.After = "0wd"
				p.Rules[i].Ladder = []policy.Rung{r.Ladder[0], end}
			}
		}
		ref.Policies = append(ref.Policies, p)
	}
	at := slices.IndexFunc(ref.Items, func(i policy.Item) bool { return i.ID == "practice" })
	require.GreaterOrEqual(t, at, 0)
	evening := ref.Items[at]
	evening.ID, evening.Policy = "evening", "service-evening"
	ref.Items = append(ref.Items, evening)
}

// The leader in charge is on leave: the head of the bureau is asked, and decides.
func serviceLeaderAway(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does("backup", casework.RequestExtension, casework.Args{Clock: "handle", Days: 60, ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}
