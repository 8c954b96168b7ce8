package workflows_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// Random lives of a permit received on 2026-09-24, deemed accepted on 10-09 and
// due on 10-15: National Day lies in the middle, closings are armed.

var drawnActs = []string{
	casework.OneTimeNotice, casework.Supplement, casework.Accept, casework.Accept, casework.Decline, casework.Complete, casework.Deny,
	casework.Deliver, casework.Pause, casework.Pause, casework.Resume, casework.RequestExtension, casework.RequestExtension,
	casework.DecideExtension, casework.DecideExtension, casework.WithdrawExtension, casework.Transfer, casework.Chase,
	casework.Explain, casework.Withdraw, casework.Correct, casework.Close, casework.Reopen, casework.Recount, casework.Recount,
}

// twoLists is a book whose second calendar has the days of a typhoon off.
var twoLists = sync.OnceValues(func() (*policy.Book, error) {
	ref, err := reference.Load(kind.Office())
	if err != nil {
		return nil, err
	}
	next := ref.National
	next.Off = slices.Concat(next.Off, []string{"2026-09-29", "2026-10-14", "2026-10-15"})
	return policy.Shelve(kind.Office(), ref.Policies, ref.Items, []policy.CalendarVersion{
		{ID: "cn", Version: 1, Spec: ref.National, Published: true}, {ID: "cn", Version: 2, Spec: next},
	}, nil, time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC))
})

// drawScript draws commands at instants of the first 30 days, no two at one
// instant, many of them around closing and opening times.
func drawScript(t *rapid.T) []casework.Command {
	start := shanghai(t, "2026-09-24T09:30:00")
	count := rapid.IntRange(1, 14).Draw(t, "commands")
	var script []casework.Command
	taken := map[int64]bool{}
	for i := range count {
		at := start.Add(time.Duration(rapid.IntRange(1, 30*24*3600).Draw(t, "after")) * time.Second)
		if rapid.Bool().Draw(t, "near an edge of the day") {
			edge := rapid.SampledFrom([]string{"T08:30:00", "T17:28:00", "T17:29:58", "T17:30:00"}).Draw(t, "edge")
			at = shanghai(t, at.Format("2006-01-02")+edge).Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "seconds")) * time.Second)
		}
		if taken[at.Unix()] || !at.After(start) {
			continue
		}
		taken[at.Unix()] = true
		script = append(script, drawCommand(t, i, at))
	}
	slices.SortFunc(script, func(a, b casework.Command) int { return a.At.Compare(b.At) })
	return script
}

func drawCommand(t *rapid.T, i int, at time.Time) casework.Command {
	name := rapid.SampledFrom(drawnActs).Draw(t, "command")
	c := casework.Command{ID: fmt.Sprintf("c%d", i), Name: name, Actor: "someone", Roles: []casework.Role{casework.LeaderInCharge}, At: at}
	switch name {
	case casework.OneTimeNotice:
		c.Args.Materials = []string{"layout"}
	case casework.Pause:
		c.Args.Category = "test"
		c.Args.Until = at.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "hours")) * time.Hour)
	case casework.RequestExtension, casework.DecideExtension, casework.WithdrawExtension:
		c.Args.Clock = "handle"
		c.Args.Days = rapid.IntRange(1, 4).Draw(t, "days")
		approve := rapid.IntRange(0, 3).Draw(t, "approve") > 0
		c.Args.Approve = &approve
	case casework.Recount:
		c.Args.Calendar = rapid.SampledFrom([]string{"cn@1", "cn@2", "cn@2"}).Draw(t, "calendar")
	case casework.Transfer:
		c.Args.Post = rapid.SampledFrom([]string{"food-desk", "hygiene-desk"}).Draw(t, "post")
	case casework.Correct:
		c.Args.Received = shanghai(t, "2026-09-24T09:30:00").Add(-time.Duration(rapid.IntRange(1, 20).Draw(t, "days earlier")) * 24 * time.Hour)
	}
	return c
}

// drawEntry draws how many days before its entry the case was received.
func drawEntry(t *rapid.T) int {
	return rapid.SampledFrom([]int{0, 0, 0, 3, 15, 40}).Draw(t, "received days before")
}

// play delivers a script, each command late by its delay, and lives to the end
// of the year.
func play(t *rapid.T, script []casework.Command, late []time.Duration, roll time.Duration, before int) *office {
	book, err := twoLists()
	require.NoError(t, err)
	o := newOfficeOf(t, book, "food-permit", "2026-09-24T09:30:00")
	o.rollEvery = roll
	if before > 0 {
		o.start.Received = o.start.Received.AddDate(0, 0, -before)
		o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	}
	for i, c := range script {
		o.deliver(c.At.Add(late[i]), c)
	}
	o.run("2026-12-31T00:00:00")
	return o
}

func TestEveryLifeIsConsistent(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		script := drawScript(t)
		late := make([]time.Duration, len(script))
		for i := range late {
			late[i] = time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 90, 3600, 90000}).Draw(t, "late")) * time.Second
		}
		o := play(t, script, late, 0, drawEntry(t))
		consistent(o)
	})
}

// Stopped or ended in its last days and taken up again at any hour, whatever is counted
// anew meanwhile: a clock runs out while it runs.
func TestNobodyIsLateWhileHisTimeStoodStill(t *testing.T) {
	t.Parallel()
	breached := 0
	rapid.Check(t, func(t *rapid.T) {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.accept("2026-03-02T10:00:00")
		hour := func(from, to int, what string) string {
			at := shanghai(t, "2026-03-12T00:00:00").Add(time.Duration(rapid.IntRange(from, to).Draw(t, what)) * 30 * time.Minute)
			return at.Format("2006-01-02T15:04:05")
		}
		from := hour(20, 5*48, "stopped")
		stop := rapid.SampledFrom([]string{casework.Pause, casework.Withdraw, casework.Close}).Draw(t, "stop")
		until := hour(5*48+1, 17*48, "taken up again")
		o.update(from, "", stop, casework.SectionHead, casework.Args{Category: "test", Until: shanghai(t, "2026-03-30T18:00:00")})
		if rapid.Bool().Draw(t, "receipt corrected") {
			o.update(hour(5*48+1, 20*48, "corrected")[:17]+"01", "", casework.Correct, casework.SectionHead, received(t, "2026-02-27T09:30:00"))
		}
		again := o
		switch {
		case stop == casework.Pause && rapid.Bool().Draw(t, "as announced"):
			o.run("2026-05-01T00:00:00")
		case stop == casework.Pause:
			o.update(until, "", casework.Resume, casework.Handler, casework.Args{})
			o.run("2026-05-01T00:00:00")
		default:
			o.run(until)
			again = o.reopened(until)
			again.run("2026-05-01T00:00:00")
		}
		breached += len(again.find(casework.ClockBreached, "handle"))
		latenessIsFair(again)
	})
	require.Greater(t, breached, 10, "nobody was late")
}

// However late commands arrive, and in whatever order, the record comes out as
// if each had come at once, as long as the verdicts are the same.
func TestLatenessShowsNothing(t *testing.T) {
	t.Parallel()
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		script := drawScript(t)
		prompt, late := make([]time.Duration, len(script)), make([]time.Duration, len(script))
		for i := range late {
			late[i] = time.Duration(rapid.SampledFrom([]int{0, 1, 90, 900, 3600, 30000}).Draw(t, "late")) * time.Second
		}
		before := drawEntry(t)
		want, got := play(t, script, prompt, 0, before), play(t, script, late, 0, before)
		for _, c := range script {
			w, wok := want.verdicts[c.ID]
			g, gok := got.verdicts[c.ID]
			if wok != gok || w.Accepted != g.Accepted || w.Code != g.Code {
				return
			}
		}
		compared++
		require.ElementsMatch(t, sortless(want), sortless(got))
		w, g := *want.last(), *got.last()
		require.Equal(t, fmt.Sprint(w.Stage, w.Turn, w.Post, w.Result, w.Accountable), fmt.Sprint(g.Stage, g.Turn, g.Post, g.Result, g.Accountable))
		require.Len(t, g.Clocks, len(w.Clocks))
	})
	require.Greater(t, compared, 10, "nothing was compared")
}

// A run may end anywhere and go on as a new one.
func TestRollingOverShowsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		script := drawScript(t)
		prompt := make([]time.Duration, len(script))
		before := drawEntry(t)
		every := rapid.SampledFrom([]time.Duration{4 * 24 * time.Hour, 11 * 24 * time.Hour, 31 * 24 * time.Hour}).Draw(t, "rolls over every")
		want, got := play(t, script, prompt, 0, before), play(t, script, prompt, every, before)
		require.Equal(t, same(want.standing()), same(got.standing()))
	})
}

// sortless writes standing events without keys.
func sortless(o *office) (out []string) {
	for _, e := range o.standing() {
		due := ""
		if e.Due != nil {
			due = e.Due.Cause + day(e.Due.Old) + day(e.Due.New)
		}
		out = append(out, fmt.Sprint(day(e.At), e.At.Unix(), e.Name, e.Clock, e.Round, e.Level, e.DueVersion, e.To, e.Actor, e.Detail, due))
	}
	return out
}

func consistent(o *office) {
	keysAreUnique(o)
	messagesStandOnce(o)
	ledgerIsAChain(o)
	clocksEndOnce(o)
	closingEndsIt(o)
	verdictsAreTold(o)
	cardsAreTheMatters(o)
	latenessIsFair(o)
}

// cardsAreTheMatters: one instant gives one card of a colour, whatever clocks ran out
// then. What is voided was given in that clock's name by an earlier date of it, and is not
// given anew by the act that voids it.
func cardsAreTheMatters(o *office) {
	given := o.find(casework.CardIssued, "")
	voided := map[string]casework.Event{} // by the key of the card
	for _, v := range o.find(casework.CardVoided, "") {
		last := -1
		for i, e := range given {
			its := e.Clock == v.Clock && e.Round == v.Round && e.Level == v.Level && e.DueVersion < v.DueVersion
			if its && (last < 0 || given[last].DueVersion < e.DueVersion) {
				last = i
			}
		}
		require.GreaterOrEqual(o, last, 0, "voided, and never given: %s", v.Key)
		require.NotContains(o, voided, given[last].Key, "voided twice: %s", v.Key)
		voided[given[last].Key] = v
	}
	for i, e := range given {
		for _, other := range given[i+1:] {
			if e.Level != other.Level || !e.At.Equal(other.At) {
				continue
			}
			v, first := voided[e.Key]
			w, second := voided[other.Key]
			require.True(o, first || second, "%s and %s: two %s cards at %s", e.Clock, other.Clock, e.Level, e.At)
			for _, anew := range []bool{first && other.Detail["written"] == v.At.Format(time.RFC3339), second && e.Detail["written"] == w.At.Format(time.RFC3339)} {
				require.False(o, anew, "%s card of %s or %s at %s: voided, and given anew", e.Level, e.Clock, other.Clock, e.At)
			}
		}
	}
}

// latenessIsFair: whatever moved a date, nothing a breach brought stands before it, or
// while its clock stood still, and nothing above a yellow card before it could be known.
// The ladder of a late matter ends in a case that asks.
func latenessIsFair(o *office) {
	for _, e := range o.standing() {
		above := e.Name == casework.Escalated && e.Level != "1" || e.Name == casework.CardIssued && e.Level == casework.LevelRed
		if above && o.start.Entry != nil {
			require.False(o, e.At.Before(o.start.Registered), "%s %s before the entry", e.Name, e.Level)
		}
		if known := e.Detail["known"]; above && known != "" {
			require.GreaterOrEqual(o, e.At.Format(time.RFC3339), known, "%s %s of %s before anybody could know", e.Name, e.Level, e.Clock)
		}
		c := clockOf(o.last(), e)
		if c == nil || c.Status != casework.Breached || !slices.Contains(casework.OfBreach(), string(e.Name)) || voided(o, e) {
			continue
		}
		require.False(o, e.At.Before(c.Due), "%s of %s stands on %s, due %s", e.Name, e.Clock, e.At, c.Due)
		for _, p := range c.Pauses {
			stood := e.Name == casework.ClockBreached || p.Category == casework.SpanClosed
			require.False(o, stood && p.From.Before(e.At) && !e.At.After(p.To), "%s of %s on %s, which stood still from %s to %s", e.Name, e.Clock, e.At, p.From, p.To)
		}
	}
}

// voided tells whether a breach was undone after an event of it: what stands of it says
// what was so then.
func voided(o *office, e casework.Event) bool {
	return slices.ContainsFunc(o.standing(), func(v casework.Event) bool {
		return v.Clock == e.Clock && v.Round == e.Round && (v.Name == casework.CardVoided || v.Name == casework.ClockMoved) && v.DueVersion > e.DueVersion
	})
}

func clockOf(s *casework.State, e casework.Event) *casework.Clock {
	i := slices.IndexFunc(s.Clocks, func(c casework.Clock) bool { return c.Name == e.Clock && c.Round == e.Round })
	if i < 0 {
		return nil
	}
	return &s.Clocks[i]
}

func keysAreUnique(o *office) {
	seen := map[string]bool{}
	for i, s := range o.steps {
		require.Equal(o, i+1, s.State.Revision)
		for _, k := range s.TakenBack {
			require.True(o, seen[k], "%s taken back before it was said", k)
		}
		for _, e := range s.Events {
			require.NotEmpty(o, e.Key)
			require.False(o, seen[e.Key], "key %s twice", e.Key)
			seen[e.Key] = true
		}
	}
	taken := o.takenBack()
	slices.Sort(taken)
	require.Len(o, slices.Compact(slices.Clone(taken)), len(taken), "taken back twice")
}

// messagesStandOnce: what lands in an inbox has one identity.
func messagesStandOnce(o *office) {
	events := o.standing()
	for i, e := range events {
		for _, other := range events[i+1:] {
			if len(e.To) > 0 && len(other.To) > 0 && e.SameAs(other) {
				require.Fail(o, "a message stands twice", "%s and %s: %s %s %s", e.Key, other.Key, e.Name, e.Clock, e.At)
			}
		}
	}
}

type round struct {
	clock string
	n     int
}

// ledgerIsAChain: each due date moved is the one that stood, and each version
// counts on.
func ledgerIsAChain(o *office) {
	type last struct {
		due     time.Time
		version int
	}
	chain := map[round]last{}
	for _, e := range o.standing() {
		if e.Due == nil {
			continue
		}
		at := round{e.Clock, e.Round}
		was, begun := chain[at]
		require.Equal(o, begun, e.Name == casework.ClockMoved || e.Name == casework.ClockSettled, "%v", e)
		require.True(o, e.Due.Old.Equal(was.due), "%s %s moved from %s, not from %s", e.Clock, e.At, e.Due.Old, was.due)
		require.Equal(o, was.version+1, e.DueVersion)
		chain[at] = last{e.Due.New, e.DueVersion}
	}
	for _, c := range o.last().Clocks {
		require.True(o, chain[round{c.Name, c.Round}].due.Equal(c.Due), "%s: the ledger and the state disagree", c.Name)
		require.Equal(o, chain[round{c.Name, c.Round}].version, c.DueVersion)
	}
}

// clocksEndOnce: no clock warns or climbs after it was met or dropped, none is
// breached twice for one due date, and the state says what the record says. A
// receipt corrected into the past, or a list that moves a date there, ends a clock
// before what was said meanwhile.
func clocksEndOnce(o *office) {
	ended, breached := map[round]casework.EventName{}, map[string]bool{}
	recounted := func(e casework.Event) bool { return e.Detail["cause"] == "recounted" }
	corrected := len(o.find(casework.Corrected, "")) > 0 || slices.ContainsFunc(o.standing(), recounted)
	for _, e := range o.standing() {
		at := round{e.Clock, e.Round}
		switch e.Name {
		case casework.ClockBreached:
			id := fmt.Sprint(at, e.DueVersion)
			require.False(o, breached[id], "breached twice: %s", id)
			breached[id] = true
			fallthrough
		case casework.ClockWarned, casework.Escalated, casework.CardIssued, casework.ClockPaused, casework.ClockMoved:
			require.True(o, corrected || ended[at] == "", "%s after %s of %v", e.Name, ended[at], at)
		case casework.ClockMet, casework.ClockDropped, casework.ClockDeemed, casework.ClockLapsed:
			require.Empty(o, ended[at], "%s after the end of %v", e.Name, at)
			ended[at] = e.Name
		case casework.CaseReopened: // clocks that ended with the case may go on
			clear(ended)
		}
	}
	how := map[casework.ClockStatus]casework.EventName{
		casework.Met: casework.ClockMet, casework.Dropped: casework.ClockDropped, casework.Deemed: casework.ClockDeemed, casework.Lapsed: casework.ClockLapsed,
	}
	if len(o.find(casework.CaseReopened, "")) == 0 {
		for _, c := range o.last().Clocks {
			require.Equal(o, how[c.Status], ended[round{c.Name, c.Round}], "%s %d is %s", c.Name, c.Round, c.Status)
			require.Equal(o, c.Ended.IsZero(), c.Open())
		}
	}
	for _, c := range o.last().Clocks {
		require.Falsef(o, len(c.Alarms) > 0 && !c.Open(), "%s %s has alarms left", c.Name, c.Status)
	}
}

// closingEndsIt: after a case was closed only the explanation and the public reason still
// owed and the signature under its end go on, and what was answered.
func closingEndsIt(o *office) {
	closed := false
	for _, e := range o.standing() {
		switch {
		case e.Name == casework.CaseReopened:
			closed = false
		case e.Name == casework.CaseClosed:
			require.False(o, closed, "closed twice")
			closed = true
		case closed && !slices.Contains([]string{"explain", kind.ClockPublish, casework.ClockCountersign}, e.Clock):
			require.Contains(o, []casework.EventName{casework.CommandRefused, casework.Corrected, casework.SecondGiven}, e.Name)
		}
	}
	require.Equal(o, closed, o.last().Closed())
}

func verdictsAreTold(o *office) {
	for id, n := range o.answers {
		require.Equal(o, 1, n, id)
	}
	told := map[string]bool{}
	for _, s := range o.steps {
		if s.Verdict != nil {
			require.False(o, told[s.Verdict.ID], "two verdicts on %s", s.Verdict.ID)
			told[s.Verdict.ID] = true
		}
	}
	for id := range o.verdicts {
		require.True(o, told[id], "%s was answered and not written", id)
	}
}
