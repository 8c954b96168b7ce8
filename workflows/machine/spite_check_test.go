package machine_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// check holds a life against what must be true of every one.
func (w *world) check() {
	if len(w.faults) > 0 {
		return
	}
	if len(w.store.made) == 0 {
		w.fault("nothing was ever written")
		return
	}
	w.nothingLost()
	w.nothingTwice()
	w.ledgerFolds()
	w.breachesInTime()
	w.roundsInTime()
	w.clocksFold()
	w.limitsOnce()
}

// nothingLost: what was stored, or taken in by the engine, has one verdict, as of the
// instant at which it was; every caller heard that one.
func (w *world) nothingLost() {
	for _, r := range w.store.rows {
		switch {
		case r.Actor == "stranger" && !r.counter && r.verdict != nil && r.verdict.Accepted:
			w.fault("%s %s of a stranger was believed", r.Name, r.ID)
		case r.verdict == nil:
			w.fault("%s %s has no verdict", r.Name, r.ID)
		case r.counter && !r.recount && !r.verdict.At.Equal(r.At) && r.verdict.Accepted:
			w.fault("%s %s counts from %s, not from %s", r.Name, r.ID, r.verdict.At, r.At)
		}
	}
	for id := range w.signals {
		r := w.store.row(id)
		if r == nil || r.verdict == nil {
			if !w.lost[id] && !w.refusedOutright(id) {
				w.fault("signal %s was taken in and has no verdict", id)
			}
			continue
		}
		if sent := w.received(id, 0); !r.verdict.At.Equal(sent) {
			w.fault("signal %s counts from %s, not from its receipt at %s", id, r.verdict.At, sent)
		}
	}
	for id, heard := range w.callers {
		var stands *casework.Verdict
		if r := w.store.row(id); r != nil {
			stands = r.verdict
		}
		for _, v := range heard {
			if stands == nil && v.Code != casework.KeyReused || stands != nil && (v.Accepted != stands.Accepted || v.Code != stands.Code) && v.Code != casework.KeyReused { // who lied about a stored one hears that
				w.fault("a caller of %s heard %t %s, and the record says %+v", id, v.Accepted, v.Code, stands)
			}
		}
	}
}

// refusedOutright: what has no id of its own to keep a verdict by.
func (w *world) refusedOutright(string) bool { return false }

// nothingTwice: a verdict is written by one step, a message stands once, and a case is
// closed once until it is opened again.
func (w *world) nothingTwice() {
	decided := map[string]bool{}
	for i, s := range w.store.made {
		if s.Verdict != nil {
			if decided[s.Verdict.ID] {
				w.fault("%s %s is carried out twice", s.Verdict.Command, s.Verdict.ID)
			}
			decided[s.Verdict.ID] = true
		}
		if i > 0 && s.State.Run == w.store.made[i-1].State.Run && s.State.Revision != w.store.made[i-1].State.Revision+1 {
			w.fault("revision %d after %d", s.State.Revision, w.store.made[i-1].State.Revision)
		}
	}
	standing := w.store.standing()
	said := map[string]string{}
	closed := false
	cards := map[string]string{}
	voided := func(e casework.Event) bool {
		return slices.ContainsFunc(standing, func(v casework.Event) bool {
			return v.Name == casework.CardVoided && v.Clock == e.Clock && v.Round == e.Round && v.Level == e.Level
		})
	}
	for _, e := range standing {
		if len(e.To) > 0 && e.Name != casework.CommandRefused {
			id := fmt.Sprint(e.At.UnixNano(), e.Name, e.Clock, e.Round, e.Level, e.DueVersion)
			if said[id] != "" && e.Clock != "" {
				w.fault("%s and %s say the same: %s", said[id], e.Key, line(e))
			}
			said[id] = e.Key
		}
		switch e.Name {
		case casework.CardIssued:
			id := fmt.Sprint(e.Level, e.At.Unix())
			if cards[id] != "" && !voided(e) {
				w.fault("two %s cards at %s: of %s and %s", e.Level, e.At, cards[id], e.Clock)
			}
			cards[id] = e.Clock
		case casework.CaseReopened:
			closed = false
		case casework.CaseClosed:
			if closed {
				w.fault("closed twice")
			}
			closed = true
		}
	}
	if w.parked {
		w.fault("it stands in the operator's sight and goes on")
	}
	if n := len(w.last().Seen); n > 40 {
		w.fault("%d verdicts are remembered", n)
	}
	if st := w.last(); closed != st.Closed() {
		w.fault("the record says closed %t, the projection %t", closed, st.Closed())
	}
}

func (w *world) last() *casework.State { return &w.store.made[len(w.store.made)-1].State }

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
		if due := dues[k]; !due.Equal(e.At) && !w.settled(e) {
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
	counted := !slices.ContainsFunc(w.store.made, func(s casework.Step) bool { return s.State.Calendar != w.last().Calendar })
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

// settled: a date that became certain is written anew and stays the same.
func (w *world) settled(casework.Event) bool { return false }

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

// limitsOnce: a desk that has a matter gains no day by being given it once more.
func (w *world) limitsOnce() {
	given := map[string]bool{}
	standing := w.store.standing()
	for _, e := range standing {
		if (e.Name == casework.Forwarded || e.Name == casework.Assigned) && e.Detail["from"] == "" {
			given[fmt.Sprint(e.At.UnixNano())] = true
		}
	}
	for _, e := range standing {
		if e.Name == casework.ClockDropped && e.Clock == "handle" && given[fmt.Sprint(e.At.UnixNano())] {
			w.fault("%s: the limit began anew for the desk that had it", e.At)
		}
	}
}

// loosen notes where a record may differ from that of the life without spite. Nobody waits
// for a recount: one that comes a day late does not go back behind all it should. What a
// recount took back and an earlier act says again says when it was said.
func (w *world) loosen(step casework.Step) {
	if step.Command == nil {
		return
	}
	again := step.Command.Name != casework.Recount && step.Command.Name != casework.Correct && len(step.Rewritten) > 0
	if again || step.Command.Name == casework.Recount && w.now.Sub(step.Command.At) > 20*time.Hour {
		w.loose = step.Command.Name
	}
}

// against holds a spiteful life against the calm one.
func (w *world) against(calm *world) {
	if len(w.faults) > 0 {
		return
	}
	for id := range w.signals {
		if !calm.signals[id] {
			return // without spite the case had ended before it came
		}
	}
	if w.loose != "" {
		return
	}
	for _, r := range calm.store.rows {
		mine := w.store.row(r.ID)
		same := mine != nil && mine.verdict != nil && r.verdict != nil && mine.verdict.Accepted == r.verdict.Accepted
		switch {
		case !same && (w.spite.skew > 0 || mine == nil && !r.counter):
			return // by the clock on the wall the second came before the first, which had its verdict by then
		case !same, mine.verdict.Code != r.verdict.Code && w.spite.skew == 0 && r.verdict.Code != casework.CaseIsClosed && mine.verdict.Code != casework.CaseIsClosed:
			w.fault("%s %s: without spite %v, with it %v", r.Name, r.ID, short(r), short(mine))
			return
		}
	}
	w.compared = true
	w.sawTheSame(calm)
	want, got := record(calm), record(w)
	if slices.Equal(want, got) {
		return
	}
	var out []string
	for _, l := range want {
		if !slices.Contains(got, l) {
			out = append(out, "  missing "+l)
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			out = append(out, "  added   "+l)
		}
	}
	w.fault("the record differs from that of the life without spite:\n%s", strings.Join(out, "\n"))
}

// sawTheSame: where nothing was under way, readers saw what they see where no step is
// made before its instant.
func (w *world) sawTheSame(calm *world) {
	if w.spite.skew > 0 {
		return
	}
	for _, s := range w.seen {
		var want *sighting
		for i := range calm.seen {
			if !calm.seen[i].at.After(s.at) {
				want = &calm.seen[i]
			}
		}
		if want != nil && want.what != s.what {
			w.fault("at %s readers saw %v, and without spite %v", s.at, s.what, want.what)
			return
		}
	}
}

func short(r *row) string {
	switch {
	case r == nil:
		return "nothing"
	case r.verdict == nil:
		return "no verdict"
	}
	return fmt.Sprint(r.verdict.Accepted, " ", r.verdict.Code)
}

// record is what stands of a life, whatever was refused left out: the counter may refuse
// it in the place of a case that has ended.
func record(w *world) (out []string) {
	for _, e := range w.store.standing() {
		if e.Name != casework.CommandRefused && e.Name != casework.CancelIgnored && !e.At.After(w.until) {
			out = append(out, line(e))
		}
	}
	slices.Sort(out)
	return out
}
