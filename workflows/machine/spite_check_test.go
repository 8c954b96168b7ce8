package machine_test

import (
	"slices"

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

// onPaper: what its paper shows (the applicant's own withdrawal, a service) counts from the day
// of that, or from what was done since, and from no earlier (R048, R005). By a clock that went
// back in between, what was done before it was kept may be written after it: the one early, the
// other late by as much as a clock of ours ever goes wrong.
func (w *world) onPaper(c casework.Command, v casework.Verdict) bool {
	on, kept := c.Args.Received, c.At
	if w.spite.skew > 0 {
		kept = kept.Add(2 * mostSkew)
	}
	act, _ := w.declared().Act(c.Name)
	return act != nil && act.FromReceipt && c.Args.Proof != "" && !on.IsZero() && !v.At.Before(on) && !v.At.After(kept)
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
		case r.counter && !r.recount && !r.verdict.At.Equal(r.At) && r.verdict.Accepted && !w.onPaper(r.Command, *r.verdict):
			w.fault("%s %s counts from %s, not from %s", r.Name, r.ID, r.verdict.At, r.At)
		}
	}
	for id := range w.signals {
		r := w.store.row(id)
		if r == nil || r.verdict == nil {
			w.fault("signal %s was taken in and has no verdict", id)
			continue
		}
		if sent := w.received(id, 0); !r.verdict.At.Equal(sent) && !w.onPaper(r.Command, *r.verdict) {
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
	type saying struct {
		at                 int64
		name               casework.EventName
		clock, level, unit string
		round, version     int
	}
	type card struct {
		level string
		at    int64
	}
	said := map[saying]string{}
	closed := false
	cards := map[card]string{}
	voided := func(e casework.Event) bool {
		return slices.ContainsFunc(standing, func(v casework.Event) bool {
			return v.Name == casework.CardVoided && v.Clock == e.Clock && v.Round == e.Round && v.Level == e.Level && v.DueVersion > e.DueVersion
		})
	}
	for _, e := range standing {
		if len(e.To) > 0 && e.Name != casework.CommandRefused {
			id := saying{e.At.UnixNano(), e.Name, e.Clock, e.Level, e.Unit, e.Round, e.DueVersion} // heads of several units hear of one round
			if said[id] != "" && e.Clock != "" {
				w.fault("%s and %s say the same: %s", said[id], e.Key, line(e))
			}
			said[id] = e.Key
		}
		switch e.Name {
		case casework.CardIssued:
			id := card{e.Level, e.At.Unix()}
			if voided(e) {
				break
			}
			if cards[id] != "" {
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

// limitsOnce: a desk that has a matter gains no day by being given it once more. What ends
// a case at that instant, by a second signature, begins nothing anew.
func (w *world) limitsOnce() {
	given, ended := map[int64]bool{}, map[int64]bool{}
	standing := w.store.standing()
	for _, e := range standing {
		ended[e.At.UnixNano()] = ended[e.At.UnixNano()] || e.Name == casework.CaseClosed
		if (e.Name == casework.Forwarded || e.Name == casework.Assigned) && e.Detail["from"] == "" {
			given[e.At.UnixNano()] = true
		}
	}
	for _, e := range standing {
		if e.Name == casework.ClockDropped && e.Clock == "handle" && given[e.At.UnixNano()] && !ended[e.At.UnixNano()] {
			w.fault("%s: the limit began anew for the desk that had it", e.At)
		}
	}
}
