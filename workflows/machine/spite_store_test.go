package machine_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// store is what a case is written in, honest and small: the contract of
// activities.Cases and of the rows behind it, in memory.
type store struct {
	w        *world
	run      int
	steps    map[[2]int]casework.Step // by run and revision, as they were asked for
	made     []casework.Step          // as they were written
	state    casework.State           // the projection
	from     time.Time                // from when it holds; until then readers see before
	before   casework.Standing
	closed   time.Time
	events   []casework.Event // every one ever told
	stand    []casework.Event // of them, until the next is written
	taken    map[string]bool  // by the key of each, whether it was taken back
	rows     []*row           // commands, as they were stored
	refusals int              // told by the counter in the case's place
	off      [2]int           // the step that was put off last, and how often
	times    int
}

// putOff bounds how often a step is put off for what was stored before it: each time one of
// those is heard, and there are fewer than this in a life.
const putOff = 100

// put tells whether a step may be put off once more.
func (s *store) put(key [2]int) bool {
	if s.off != key {
		s.off, s.times = key, 0
	}
	if s.times++; s.times == putOff {
		s.w.fault("step %v is tried for ever", key)
	}
	return s.times < putOff
}

// row is a command, and what became of it.
type row struct {
	casework.Command
	recount bool // nobody waits for it
	counter bool // it was stored before the engine heard of it
	verdict *casework.Verdict
	told    int // how often its verdict was written
}

func (s *store) row(id string) *row {
	if i := slices.IndexFunc(s.rows, func(r *row) bool { return r.ID == id }); i >= 0 {
		return s.rows[i]
	}
	return nil
}

// commit writes a step once, by run and revision.
func (s *store) commit(step casework.Step) (out casework.Committed, err error) {
	st := step.State
	key := [2]int{st.Run, st.Revision}
	switch first, known := s.steps[key]; {
	case known && sameStep(first, step):
		return out, nil
	case known:
		return out, casework.Errorf(casework.Diverged, "step %s %v", st.Number, key)
	case st.Run != s.run:
		return out, casework.Errorf(casework.OldRun, "step %s %v: the case is in run %d", st.Number, key, s.run)
	}
	if out.Earlier = s.earlier(step); len(out.Earlier) > 0 && s.put(key) {
		return out, nil
	}
	if !s.decide(step) {
		return casework.Committed{Doubted: true}, nil
	}
	s.steps[key] = step
	s.write(step)
	return out, nil
}

// earlier lists what was stored before a step that asks and waits for its verdict.
func (s *store) earlier(step casework.Step) (out []casework.Command) {
	before := step.At
	if step.Command != nil {
		before = step.Command.At
	}
	for _, r := range s.rows {
		if step.Asks && r.counter && r.verdict == nil && !r.recount && r.At.Before(before) && !r.At.After(s.w.wall()) {
			out = append(out, r.Command)
		}
	}
	slices.SortStableFunc(out, func(a, b casework.Command) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out[:min(len(out), 16)]
}

// decide keeps the verdict beside its command; false where the row does not agree.
func (s *store) decide(step casework.Step) bool {
	c, v := step.Command, step.Verdict
	if v == nil {
		return true
	}
	r := s.row(c.ID)
	switch {
	case r == nil && c.Door == "":
		return false
	case r == nil:
		s.rows = append(s.rows, &row{Command: *c, verdict: v, told: 1})
		return true
	case c.Door == "" && (r.verdict != nil || r.Name != c.Name || r.Actor != c.Actor || !r.At.Equal(c.At) || !slices.Equal(r.Roles, c.Roles) || string(mustJSON(r.Args)) != string(mustJSON(c.Args))):
		return false
	}
	s.save(*v)
	return true
}

// save is the verdict that stands: the first.
func (s *store) save(v casework.Verdict) {
	if r := s.row(v.ID); r != nil {
		r.told++
		if r.verdict == nil {
			r.verdict = &v
		}
	}
}

func (s *store) write(step casework.Step) {
	back := slices.Clone(step.TakenBack)
	if len(step.Rewritten) > 0 {
		back = append(back, step.Undoes(s.standing())...)
	}
	for _, key := range back {
		if taken, told := s.taken[key]; taken || !told {
			s.w.fault("%s is taken back, and does not stand", key)
		}
		s.taken[key] = true
	}
	s.toldAgain(step, back)
	for _, e := range step.Events {
		if _, told := s.taken[e.Key]; told {
			s.w.fault("key %s twice", e.Key)
		}
		s.taken[e.Key] = false
	}
	s.events, s.stand = append(s.events, step.Events...), nil
	s.made = append(s.made, step)
	s.state = step.State
	s.from, s.before = step.At, casework.Standing{}
	if step.Before != nil {
		s.before = *step.Before
	}
	s.closed = step.State.ClosedAt
}

// toldAgain looks for what a step takes back and says anew word for word, for the same
// post: it stood, and should have been left standing.
func (s *store) toldAgain(step casework.Step, back []string) {
	if len(back) == 0 || len(s.made) == 0 || s.made[len(s.made)-1].State.Post != step.State.Post || len(step.Rewritten) > 0 {
		return
	}
	old, again := map[time.Time][]string{}, map[time.Time][]string{}
	for _, e := range s.events {
		if slices.Contains(back, e.Key) {
			old[e.At.UTC()] = append(old[e.At.UTC()], line(e))
		}
	}
	for _, e := range step.Events {
		again[e.At.UTC()] = append(again[e.At.UTC()], line(e))
	}
	for at, said := range old {
		if slices.Equal(said, again[at]) {
			s.w.fault("taken back at %s and said again as it stood: %v", at, said)
		}
	}
}

// standing are the events not taken back.
func (s *store) standing() []casework.Event {
	if s.stand != nil {
		return s.stand
	}
	for _, e := range s.events {
		if !s.taken[e.Key] {
			s.stand = append(s.stand, e)
		}
	}
	slices.SortStableFunc(s.stand, func(a, b casework.Event) int { return a.At.Compare(b.At) })
	return s.stand
}

// projection is the case as the next run would begin with it.
func (s *store) projection() casework.State { return *s.state.Clone() }

// sees is the stage and turn a reader is shown at an instant.
func (s *store) sees(at time.Time) casework.Standing {
	if s.from.After(at) {
		return s.before
	}
	st := s.made[len(s.made)-1].State
	return casework.Standing{Stage: st.Stage, Turn: st.Turn}
}

// nextRun begins another run of the case from its record.
func (s *store) nextRun() casework.State {
	s.run++
	s.w.parked = false // the new run tries by itself what the old one was parked at
	st := s.projection()
	st.Run, st.Revision = s.run, 0
	s.state = st
	return st
}

// unwritable is what the machine hears of a step no store will keep.
func unwritable() error {
	return machine.Unwritable{Fault: casework.Fault{State: "23514", On: "timeline"}}
}

// line writes an event without its key, as it is compared.
func line(e casework.Event) string {
	due := ""
	if d := e.Due; d != nil {
		due = fmt.Sprint(d.Cause, d.Old.Unix(), d.New.Unix(), d.Start.Unix(), d.Granted, len(d.Pauses), d.Limit)
	}
	return fmt.Sprint(e.At.UTC().Format("2006-01-02T15:04:05.000Z"), " ", e.Name, " ", e.Clock, " ", e.Round, " ", e.Level, " v", e.DueVersion, " ", e.To, " ", e.Actor, " ", e.Post, " ", e.Detail, " ", e.TextID, e.Quiet, e.Other, due)
}

func mustJSON(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return out
}

// inFull is written out where a story is told.
type inFull struct{ what any }

func (f inFull) String() string { return string(mustJSON(f.what)) }
