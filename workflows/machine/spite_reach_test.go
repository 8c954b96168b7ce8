package machine_test

import (
	"bytes"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What reaches a case from outside, as the counter and the sweep bring it.

// keep stores a command, from which instant it counts, and has it brought.
func (w *world) keep(c casework.Command, recount bool) {
	w.store.rows = append(w.store.rows, &row{Command: c, recount: recount, counter: true})
	w.tell("stored %s %s of %s at %s %s", c.Name, c.ID, c.Actor, c.At.UTC().Format("01-02T15:04:05.000"), inFull{c.Args})
	w.bring(c)
	w.resend(c)
}

// resend brings a command again until its verdict is known, and sometimes after that.
func (w *world) resend(c casework.Command) {
	d := 5 * time.Second
	if !w.calm {
		d = time.Duration(5+w.rng.IntN(600)) * time.Second
		if w.early() && w.chance(w.spite.late) {
			d = time.Duration(w.rng.IntN(60)) * time.Hour
		}
	}
	w.after(d, func() {
		if w.store.row(c.ID).verdict == nil || w.chance(w.spite.again) {
			w.bring(c)
			w.resend(c)
		}
	})
}

// bring takes a kept command to the run of its case; where that has ended, to another.
func (w *world) bring(c casework.Command) {
	if w.early() && w.chance(w.spite.late) {
		return // the message is lost
	}
	if _, off := within(w.spite.off, w.now); off {
		return
	}
	w.after(w.slowness(), func() {
		s, x := w.store, w.current
		if !s.closed.IsZero() && w.tooLate(c, s.closed) {
			w.refuse(c, casework.FieldError(casework.CaseIsClosed, "", ""))
			return
		}
		if x != nil && !x.ended {
			w.update(x, c)
			return
		}
		if x == nil || s.closed.IsZero() {
			return // the sweep looks after the case itself
		}
		if why := w.ended(c, s.closed); why != nil {
			w.refuse(c, why)
		} else if s.row(c.ID).verdict == nil {
			w.resume(c)
		}
	})
}

func (w *world) update(x *execution, c casework.Command) {
	declared := w.declared()
	if why := declared.CheckUpdate(c, w.now); why != nil {
		if why.Code != casework.FutureDate {
			w.save(casework.Verdict{ID: c.ID, Command: c.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: c.At})
		}
		return
	}
	if x.has(c.ID) < 3 { // the engine joins it to those of its id that wait there
		x.take1(arrival{update: true, c: c, received: w.now})
	}
}

// has counts the callers of one id that wait in a run.
func (x *execution) has(id string) (n int) {
	for i := range x.inbox {
		if x.inbox[i].update && x.inbox[i].c.ID == id {
			n++
		}
	}
	if x.host != nil {
		for _, c := range x.host.callers {
			if c.ID == id {
				n++
			}
		}
	}
	return n
}

// take1 is something the engine has received for a run.
func (x *execution) take1(a arrival) {
	x.w.n++
	a.n = x.w.n
	x.inbox = append(x.inbox, a)
	x.wake()
}

func (w *world) save(v casework.Verdict) {
	row := w.store.row(v.ID)
	if row == nil { // a stranger's own, which nobody stored: he alone hears that its form is wrong
		return
	}
	if row.verdict == nil && !v.Accepted {
		w.store.refusals++
	}
	w.store.save(v)
}

// refuse says what the case would say, were its run still there; not before what was
// stored earlier has its verdict, which may open the case again.
func (w *world) refuse(c casework.Command, why *casework.Error) {
	for _, r := range w.store.rows {
		if r.counter && r.verdict == nil && r.At.Before(c.At) {
			return
		}
	}
	for id := range w.signals { // one that lies unread in the engine stands nowhere yet
		if r := w.store.row(id); r == nil || r.verdict == nil {
			w.loose = "signal"
		}
	}
	w.save(casework.Verdict{ID: c.ID, Command: c.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: c.At})
}

func (w *world) tooLate(c casework.Command, closed time.Time) bool {
	form, _ := w.declared().Form(c.Name)
	return !form.AfterClose && !c.At.Before(closed)
}

// ended is what the declaration says of a case whose run is over, to what was stored since.
func (w *world) ended(c casework.Command, closed time.Time) *casework.Error {
	if c.At.Before(closed) {
		return nil
	}
	return w.declared().Admits(&w.store.state, c.Name, c.At)
}

// resume starts another run of a closed case with the command that opens it again.
func (w *world) resume(c casework.Command) {
	trail := w.current.query()
	state := w.store.nextRun()
	w.beginAgain(casework.Start{State: state, Resume: &c, Trail: leading(trail, state), Forgotten: trail.Forgotten})
}

// beginAgain starts another run of the case, which stands under the declaration of its kind as it is
// by then, and is given no step made under another; what counts from before the end is carried out under
// the one that ended it. With spite all that is at another time, and what follows is not compared.
func (w *world) beginAgain(in casework.Start) {
	newest := w.kinds.Of(in.State.Kind).Revision
	if in.State.Declared != newest {
		w.loose = "revision"
		if in.Resume == nil || !in.Resume.At.Before(in.State.ClosedAt) {
			for _, m := range in.Trail {
				if m.At.After(in.Forgotten) {
					in.Forgotten = m.At
				}
			}
			in.State.Declared, w.store.state.Declared, in.Trail = newest, newest, nil
		}
	}
	w.begin(in, in.State.Run)
}

// leading are the steps of a trail if they lead to a state.
func leading(t casework.Trail, to casework.State) []casework.Mark {
	a, b := t.State, to
	a.Run, a.Revision, a.Seen = 0, 0, nil
	b.Run, b.Revision, b.Seen = 0, 0, nil
	if len(t.Marks) == 0 || bytes.Equal(mustJSON(a), mustJSON(b)) {
		return t.Marks
	}
	return nil
}

// repair starts another run where the sweep takes the workflow for missing. The old one
// was terminated, or runs on somewhere and does not know.
func (w *world) repair() {
	x := w.current
	if x == nil || x.ended || len(w.store.made) == 0 || !w.store.closed.IsZero() {
		return
	}
	if _, off := within(w.spite.off, w.now); off {
		return
	}
	x.began = nil
	trail := x.query()
	if !w.chance(w.spite.zombie) {
		x.leave()
		x.ended, x.why = true, errKilled
	}
	state := w.store.nextRun()
	w.tell("the sweep misses run %d", x.number)
	w.beginAgain(casework.Start{State: state, Trail: leading(trail, state), Forgotten: trail.Forgotten})
}

// signal brings a command as another system sends one.
func (w *world) signal(c casework.Command) {
	if _, off := within(w.spite.off, w.now); off || w.current == nil || w.current.ended {
		return
	}
	w.signals[c.ID] = true
	w.tell("signal %s %s of %s", c.Name, c.ID, c.Actor)
	w.current.take1(arrival{c: c, received: w.now})
	for range 2 {
		if w.chance(w.spite.again) { // whoever sent it is not sure that he did
			later := time.Duration(1+w.rng.IntN(90000)) * time.Second
			if later%(3*time.Second) == 0 {
				later = 0 // at once, before the first is heard out
			}
			w.after(later, func() {
				if _, off := within(w.spite.off, w.now); !off && !w.current.ended {
					w.current.take1(arrival{c: c, received: w.now})
				}
			})
		}
	}
}

// forge brings what nobody stored: an Update of a stranger's own, one that lies about a
// stored command, and the engine's cancel.
func (w *world) forge(d deed) {
	x := w.current
	if x == nil || x.ended {
		return
	}
	c := d.cmd
	switch w.rng.IntN(3) {
	case 0:
		x.take1(arrival{cancel: true, received: w.now})
		return
	case 1:
		c.ID, c.Actor, c.Roles = "forged-"+c.ID, "stranger", []casework.Role{casework.PrincipalLeader}
	case 2: // ids cannot be guessed: it is stored by then
		if r := w.store.row(c.ID); r == nil || !r.counter {
			return
		}
		c.Actor, c.Roles = "stranger", []casework.Role{casework.PrincipalLeader}
	}
	w.tell("forged %s %s", c.Name, c.ID)
	w.update(x, c)
}

// look notes what readers see, where nothing is under way that they could miss.
func (w *world) look() {
	at := w.now
	if w.calm {
		w.seen = append(w.seen, sighting{at, w.store.sees(at)})
		return
	}
	for _, r := range w.store.rows {
		if r.verdict == nil && !r.At.After(at) {
			return
		}
	}
	st := w.store.made[len(w.store.made)-1].State
	if next, _, ok := st.Next(); ok && !next.After(at) || len(w.current.inbox) > 0 || len(w.signals) > 0 {
		return
	}
	w.seen = append(w.seen, sighting{at, w.store.sees(at)})
}
