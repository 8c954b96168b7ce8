package machine_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What must be true of the clocks of every life.

type turn struct {
	clock string
	round int
}

// ledgerFolds: each due date moved is the one that stood, and the last is the
// projection's.
func (w *world) ledgerFolds() {
	type stand struct {
		due     time.Time
		version int
	}
	chain := map[turn]stand{}
	for _, e := range w.store.standing() {
		if e.Due == nil {
			continue
		}
		at := turn{e.Clock, e.Round}
		was, begun := chain[at]
		if begun != (e.Name == casework.ClockMoved || e.Name == casework.ClockSettled) || !e.Due.Old.Equal(was.due) || e.DueVersion != was.version+1 {
			w.fault("the ledger breaks at %s: it stood at %s v%d", line(e), was.due, was.version)
		}
		chain[at] = stand{e.Due.New, e.DueVersion}
	}
	for _, c := range w.last().Clocks {
		if got := chain[turn{c.Name, c.Round}]; !got.due.Equal(c.Due) || got.version != c.DueVersion {
			w.fault("%s %d is due %s v%d, and the ledger says %s v%d", c.Name, c.Round, c.Due, c.DueVersion, got.due, got.version)
		}
	}
}

// breachesInTime: a breach stands once for a due date, at its instant, and none that
// came before the end is missing.
func (w *world) breachesInTime() {
	dues, breached := map[string]time.Time{}, map[string]bool{}
	standing := w.store.standing()
	id := func(clock string, round, version int) string { return fmt.Sprint(clock, "/", round, "/", version) }
	for _, e := range standing {
		if e.Due != nil {
			dues[id(e.Clock, e.Round, e.DueVersion)] = e.Due.New
		}
	}
	for _, e := range standing {
		if e.Name != casework.ClockBreached {
			continue
		}
		k := id(e.Clock, e.Round, e.DueVersion)
		if breached[k] {
			w.fault("%s is breached twice", k)
		}
		breached[k] = true
		if due := dues[k]; !due.Equal(e.At) {
			w.fault("%s is breached at %s, due %s", k, e.At, due)
		}
	}
	for _, c := range w.last().Clocks {
		if c.Status == casework.Breached && !slices.ContainsFunc(standing, func(e casework.Event) bool {
			return e.Name == casework.ClockBreached && e.Clock == c.Name && e.Round == c.Round
		}) {
			w.fault("%s %d is breached, and nothing of it stands in the record", c.Name, c.Round)
		}
		if c.Status == casework.Running && !c.Due.After(w.until) {
			w.fault("%s %d was due %s and runs on", c.Name, c.Round, c.Due)
		}
		for _, a := range c.Alarms {
			if !a.At.After(w.until) {
				w.fault("%s %s of %s never rang", c.Name, a.Kind, a.At)
			}
			if !c.Open() {
				w.fault("%s is %s and has alarms left", c.Name, c.Status)
			}
		}
	}
}

// roundsInTime: no ladder ends in silence. A late clock whose last rung comes round waits
// for its next round, and each before it was told once, at the instant the plan gives it.
func (w *world) roundsInTime() {
	recurs := func(a casework.Alarm) bool { return a.Recurs }
	counted := !w.countedBy(func(calendar string) bool { return calendar != w.last().Calendar })
	for _, c := range w.last().Clocks {
		if c.Status != casework.Breached {
			continue
		}
		round := func(n int) *casework.Alarm {
			ask := c.Again(c.Due)
			ask.Climbs = n
			plan, err := w.plan(casework.PlanRequest{
				Number: w.start.Number, Kind: w.start.Kind, Item: w.start.Item, ItemVersion: w.last().ItemVersion,
				Policy: w.last().Policy, Calendar: w.last().Calendar, Clocks: []casework.PlanClock{ask},
			})
			if err != nil {
				w.fault("%v", err)
				return nil
			}
			if i := slices.IndexFunc(plan.Clocks[0].Clock.Alarms, recurs); i >= 0 {
				return &plan.Clocks[0].Clock.Alarms[i]
			}
			return nil
		}
		first := round(0)
		waits := slices.IndexFunc(c.Alarms, recurs)
		switch {
		case first == nil:
			continue
		case waits < 0 && !first.Opens:
			w.fault("%s %d is late, and its ladder has ended in silence", c.Name, c.Round)
			continue
		case waits < 0:
			continue
		}
		w.rounds[c.Name] = max(w.rounds[c.Name], c.Alarms[waits].Times)
		for n := range c.Alarms[waits].Times {
			if !counted { // by another calendar, some of them
				break
			}
			if a := round(n); a == nil || w.toldRound(c, *a) != 1 {
				w.fault("round %d of %s %d at %s was told %d times", n, c.Name, c.Round, a.At, w.toldRound(c, *a))
			}
		}
	}
}

// countedBy tells whether the case was ever counted by such a calendar: two recounts that
// come out of order are done in one step, which shows the last of them alone.
func (w *world) countedBy(such func(calendar string) bool) bool {
	return slices.ContainsFunc(w.store.made, func(s casework.Step) bool { return such(s.State.Calendar) }) ||
		slices.ContainsFunc(w.store.rows, func(r *row) bool {
			return r.recount && r.verdict != nil && r.verdict.Accepted && (r.Args.Policy != "" || such(r.Args.Calendar))
		})
}

// toldRound is how often a rung of a clock was told, in its name or in that of another
// that came to it with it.
func (w *world) toldRound(c casework.Clock, a casework.Alarm) (n int) {
	for _, e := range w.store.standing() {
		if e.Name == casework.Escalated && e.Level == a.Level && e.At.Equal(a.At) &&
			(e.Clock == c.Name && e.Round == c.Round || slices.Contains(strings.Split(e.Detail["with"], ","), c.Name)) {
			n++
		}
	}
	return n
}

// clocksFold: a clock ends once, says nothing after it, and the projection says how.
func (w *world) clocksFold() {
	how := map[casework.EventName]casework.ClockStatus{
		casework.ClockMet: casework.Met, casework.ClockDropped: casework.Dropped, casework.ClockDeemed: casework.Deemed,
		casework.ClockLapsed: casework.Lapsed, casework.ClockRecurred: casework.Recurred,
	}
	ended := map[turn]casework.ClockStatus{}
	reopened := false
	standing := w.store.standing()
	moved := slices.ContainsFunc(standing, func(e casework.Event) bool { // a date moved into the past may end a clock before what was said meanwhile
		return e.Name == casework.Corrected || e.Detail["cause"] == "recounted"
	})
	for _, e := range standing {
		at := turn{e.Clock, e.Round}
		status, ends := how[e.Name]
		switch {
		case ends && ended[at] != "" && !moved:
			w.fault("%s %d is %s after it was %s", e.Clock, e.Round, status, ended[at])
		case ends:
			ended[at] = status
		case e.Name == casework.CaseReopened:
			reopened = true
			clear(ended)
		}
	}
	for _, c := range w.last().Clocks {
		got := ended[turn{c.Name, c.Round}]
		if open := got == ""; !reopened && !moved && (open != c.Open() || !open && got != c.Status) && !c.Chases {
			w.fault("%s %d is %s in the projection and %q in the record", c.Name, c.Round, c.Status, got)
		}
	}
}
