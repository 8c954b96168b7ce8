package machine_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// one is an act of one person at a stage: what the walk counts.
type one struct {
	kind  casework.Kind
	stage casework.Stage
	act   string
	role  casework.Role
	late  bool
}

func (o one) String() string {
	when := "near"
	if o.late {
		when = "late"
	}
	return fmt.Sprintf("%s %s: %s by %s, %s", o.kind, o.stage, o.act, o.role, when)
}

// walk tries acts of one person on cases as they come along.
type walk struct {
	kinds   *kind.Set
	book    *policy.Book
	tries   int    // of one act, until it was done; 0: lives only
	only    string // the act that is tried; empty: every one
	acts    int    // done in lives
	done    map[one]int
	tried   map[one]int
	offered map[one]bool
	found   map[string]string // what escaped, by kind and act, with the first example
}

func newWalk(kinds *kind.Set, book *policy.Book) *walk {
	return &walk{kinds: kinds, book: book, tries: 12, done: map[one]int{}, tried: map[one]int{}, offered: map[one]bool{}, found: map[string]string{}}
}

// alone answers what a case asks, and keeps what it commits.
type alone struct {
	*walk
	l     *life
	steps []casework.Step
}

func (a *alone) Plan(req casework.PlanRequest) (casework.Plan, error) {
	p, err := a.book.Plan(req)
	p.Lead = 0 // nothing is written ahead: how it stands is how it reads
	for i := range p.Clocks {
		for j := range p.Clocks[i].Clock.Alarms {
			p.Clocks[i].Clock.Alarms[j].Ahead = false
		}
	}
	return p, err
}

func (a *alone) Commit(s casework.Step, _ string) (casework.Committed, error) {
	s.State = *s.State.Clone()
	a.steps = append(a.steps, s)
	return casework.Committed{}, nil
}

func (a *alone) Authorize(casework.AuthorizeRequest) (casework.Authority, error) {
	return casework.Authority{Allowed: true}, nil
}
func (a *alone) Tally(casework.TallyRequest) (casework.Tally, error) { return a.l.tally, nil }
func (a *alone) Cover(casework.CoverRequest) (casework.Cover, error) { return casework.Cover{}, nil }
func (a *alone) Park(casework.ParkRequest) error                     { return nil }

// lives lives a case from how it stands to an instant, with an act done on the way.
func (w *walk) lives(l *life, from time.Time, in casework.State, until time.Time, acts ...casework.Command) (before, after casework.State, v *casework.Verdict) {
	a := &alone{walk: w, l: l}
	in.Declared = w.kinds.Of(in.Kind).Revision
	live := machine.Begin(w.kinds.Of(in.Kind), workflows.Matters()[in.Kind], a, casework.Start{State: *in.Clone()}, from, until)
	for _, c := range acts {
		live.At(c.At, func() { live.Update(c) })
	}
	if _, err := live.Live(); err != nil {
		panic(err)
	}
	before, after = in, in
	for _, s := range a.steps {
		if s.Verdict != nil && len(acts) > 0 && s.Verdict.ID == acts[len(acts)-1].ID {
			v, after = s.Verdict, s.State
			return before, after, v
		}
		before, after = s.State, s.State
	}
	return before, after, nil
}

// through lives one random life, and looks at every act at each of its turns.
func (w *walk) through(seed uint64, of casework.Kind) {
	l := drawLife(seed)
	if of != "" {
		l.start.Kind = of
		l.start.Item, l.start.Term, l.start.Cause = "", nil, nil
		l.about(rand.New(rand.NewPCG(seed, 9)))
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	at := l.start.Registered
	_, st, _ := w.lives(l, at, l.start, at.Add(time.Second))
	for turn := range 12 {
		if w.tries > 0 {
			w.look(l, rng, at.Add(2*time.Second), st)
		}
		next := at.Add(time.Duration(60+rng.IntN(4*24*3600)) * time.Second)
		for n := range 6 { // until something is done
			c, ok := w.draw(l, rng, st, next, "", "", fmt.Sprintf("t%d.%d", turn, n))
			if !ok {
				break
			}
			before, done, v := w.lives(l, at, st, next.Add(time.Second), c)
			if v == nil || !v.Accepted {
				continue
			}
			act, _ := w.kinds.Of(st.Kind).Act(c.Name)
			w.acts++
			w.judge(one{st.Kind, before.Stage, c.Name, c.Roles[0], false}, act, c, before, done)
			if v.Waits {
				done = w.signed(l, at, st, c)
			}
			w.stays(c, before, done)
			at, st = next.Add(2*time.Second), done
			break
		}
	}
}

// stays looks at who answers for what was used up before an act: the same as before it.
func (w *walk) stays(c casework.Command, before, after casework.State) {
	for _, was := range before.Clocks {
		now := slices.IndexFunc(after.Clocks, func(n casework.Clock) bool { return n.Name == was.Name && n.Round == was.Round && n.Due.Equal(was.Due) })
		if was.Post != "" || !was.Open() || now < 0 || c.At.Before(was.UsedUp()) {
			continue
		}
		if had, has := before.UsedBy(&was), after.UsedBy(&was); had.Post != has.Post {
			w.found[fmt.Sprintf("%s %s", before.Kind, c.Name)] = fmt.Sprintf("%s: %s used up %s's time, and %s answers", c.Name, was.Name, had.Post, has.Post)
		}
	}
}

// signed does an act with a second signature under it.
func (w *walk) signed(l *life, from time.Time, st casework.State, c casework.Command) casework.State {
	act, _ := w.kinds.Of(st.Kind).Act(c.Name)
	by := slices.Sorted(maps.Keys(act.Second.By))[0]
	s := casework.Command{ID: c.ID + "s", Name: casework.Countersign, Actor: "second", Roles: []casework.Role{by}, At: c.At.Add(time.Second), Args: casework.Args{Request: c.ID, Approve: new(true)}}
	_, after, _ := w.lives(l, from, st, s.At.Add(time.Second), c, s)
	return after
}

// draw is an act somebody may do as the case stands; named, it is that one.
func (w *walk) draw(l *life, rng *rand.Rand, st casework.State, at time.Time, name string, role casework.Role, id string) (casework.Command, bool) {
	d := w.kinds.Of(st.Kind)
	var acts []kind.Act
	for _, a := range d.Acts {
		if !a.Internal && a.Name != casework.Countersign && d.Offers(&st, a.Name, at) && (name == "" || a.Name == name) {
			acts = append(acts, a)
		}
	}
	if staged := slices.DeleteFunc(slices.Clone(acts), func(a kind.Act) bool { return len(a.At) == 0 }); len(staged) > 0 && rng.IntN(4) > 0 {
		acts = staged // what leads somewhere
	}
	if len(acts) == 0 {
		return casework.Command{}, false
	}
	act := pick(rng, acts)
	if role == "" {
		role = pick(rng, slices.Sorted(maps.Keys(act.Who)))
	}
	c := casework.Command{ID: id, Name: act.Name, Actor: string(role), Roles: []casework.Role{role}, At: at.UTC(), Args: l.args(rng, &act, st, at)}
	if role == casework.PersonConcerned {
		c.Actor = "handler"
	}
	return c, true
}

// look tries every act of every role half an hour before a clock of the case is due, and
// half an hour after.
func (w *walk) look(l *life, rng *rand.Rand, at time.Time, st casework.State) {
	for _, c := range st.Clocks {
		if !c.Open() || c.Name == casework.ClockCountersign {
			continue
		}
		for _, late := range []bool{false, true} {
			then := c.Due.Add(-31 * time.Minute)
			if late {
				then = c.Due.Add(31 * time.Minute)
			}
			if then.Before(at) && !late || c.Status == casework.Paused {
				continue
			}
			if then.Before(at) {
				then = at.Add(time.Minute)
			}
			_, now, _ := w.lives(l, at, st, then)
			w.all(l, rng, then, now, late)
		}
	}
}

func (w *walk) all(l *life, rng *rand.Rand, at time.Time, st casework.State, late bool) {
	d := w.kinds.Of(st.Kind)
	for _, act := range d.Acts {
		for _, role := range slices.Sorted(maps.Keys(act.Who)) {
			o := one{st.Kind, st.Stage, act.Name, role, late}
			if w.only != "" && act.Name != w.only {
				continue
			}
			if act.Internal || act.Name == casework.Countersign || !d.Offers(&st, act.Name, at.Add(time.Second)) {
				continue
			}
			if w.offered[o] = true; w.done[o] >= 3 || w.tried[o] > 60 {
				continue
			}
			for n := range w.tries {
				c, ok := w.draw(l, rng, st, at.Add(time.Second), act.Name, role, fmt.Sprintf("one%d", n))
				if !ok {
					break
				}
				w.tried[o]++
				before, after, v := w.lives(l, at, st, at.Add(2*time.Second), c)
				if v == nil || !v.Accepted {
					continue
				}
				w.done[o]++
				w.judge(o, &act, c, before, after)
				break
			}
		}
	}
}

// judge looks at what one act did to the clocks that ran.
func (w *walk) judge(o one, act *kind.Act, c casework.Command, before, after casework.State) {
	for _, was := range before.Clocks {
		if !was.Open() || was.Name == casework.ClockCountersign || was.Name == casework.ClockUrgent {
			continue
		}
		i := slices.IndexFunc(after.Clocks, func(n casework.Clock) bool { return n.Name == was.Name && n.Round == was.Round })
		how := "is gone"
		if i >= 0 {
			how = escapes(act, was, after.Clocks[i], before, after, c.At)
		}
		if how == "" {
			continue
		}
		key := fmt.Sprintf("%s %s", o.kind, act.Name)
		if after.Second != nil && after.Second.ID() == c.ID {
			how = "waits, and " + how
		} else if lawful(o, was, c, before) {
			continue
		}
		if _, there := w.found[key]; !there {
			w.found[key] = fmt.Sprintf("%s: %s %s, args %s", o, was.Name, how, mustJSON(c.Args))
		}
	}
}

// lawful tells whether what one person did to a clock stands on the short list.
func lawful(o one, clock casework.Clock, c casework.Command, before casework.State) bool {
	m, there := lonely[fmt.Sprintf("%s %s %s", o.kind, o.act, casework.Ruling(clock.Name))]
	if !there {
		m, there = anywhere[o.act]
	}
	return there && !(m.unlessLate && clock.Status == casework.Breached) && (m.only == nil || m.only(c, before))
}

// escapes says how a clock got away from its instant; empty where it did not.
func escapes(act *kind.Act, was, now casework.Clock, before, after casework.State, at time.Time) string {
	near := was.Status == casework.Breached || !at.Before(was.UsedUp())
	switch {
	case now.Status == casework.Met && slices.Contains(act.Meets, casework.Ruling(was.Name)):
		return ""
	case !now.Open():
		return "was " + string(now.Status)
	case now.Status == casework.Paused && was.Status != casework.Paused:
		return "was paused until " + now.Due.Format(time.DateOnly)
	case was.Status == casework.Breached && now.Status != casework.Breached:
		return "is late no more"
	case now.Due.After(was.Due):
		return "moved from " + was.Due.String() + " to " + now.Due.String()
	case was.Status == casework.Breached && rungs(now) < rungs(was):
		return "climbs no more"
	case near && was.Post == "" && was.Outcome == casework.Breach && was.Owner == casework.Handler && before.Post != "" && after.Post != before.Post:
		return "is another post's now"
	}
	return ""
}

func rungs(c casework.Clock) (n int) {
	for _, a := range c.Alarms {
		if a.Kind == casework.AlarmRung {
			n++
		}
	}
	return n
}
