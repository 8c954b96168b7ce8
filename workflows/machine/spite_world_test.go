package machine_test

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows/machine"
)

// The world of a life: its time, its chances, and what is told of it.

// Bounds of what a case may put into history and database.
const (
	mostAsked = 64 << 10  // a step, with the state it leads to
	mostStart = 256 << 10 // with the steps it is given
)

// mostSkew is how far the clock of the database goes wrong, to either side.
const mostSkew = 50 * time.Second

// spite is how much of each sort there is, in a thousand; none of it is a calm life.
type spite struct {
	die, lost, again, late, roll, unwritable int
	skew, forged, zombie                     int
	off                                      []casework.Span // the engine is away
	idle                                     []casework.Span // the workers are
}

// world is one case, the engine and the store that keep it, and what may befall them.
type world struct {
	seed    uint64
	rng     *rand.Rand
	spite   spite
	calm    bool
	now     time.Time
	until   time.Time
	agenda  agenda
	n       int // numbers what is on the agenda, and what arrives
	start   casework.State
	kinds   *kind.Set
	matters map[casework.Kind]machine.Matter
	book    *policy.Book
	tallies casework.Tally
	away    []casework.Role
	empty   []string

	store    *store
	current  *execution
	all      []*execution
	callers  map[string][]casework.Verdict // what callers were told
	signals  map[string]bool               // taken in by the engine
	parked   bool
	refuses  int // a step that cannot be written, until the operator has mended it
	skewed   time.Duration
	seen     []sighting
	faults   []string
	rounds   map[string]int // how often a ladder that comes round did, by clock
	story    func(string, ...any)
	deaths   int
	compared bool
	loose    string // why the record may differ from that of the calm life
	replays  int
	heaviest int // step, in parts
}

// sighting is what readers saw at an instant.
type sighting struct {
	at   time.Time
	what casework.Standing
}

type event struct {
	at time.Time
	n  int
	do func()
}

type agenda []event

func (a agenda) Len() int { return len(a) }

func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].n < a[j].n
}

func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(event)) }

func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

func (w *world) at(at time.Time, do func()) {
	w.n++
	if at.Before(w.now) {
		at = w.now
	}
	heap.Push(&w.agenda, event{at, w.n, do})
}

func (w *world) after(d time.Duration, do func()) { w.at(w.now.Add(d), do) }

// early tells that enough is left for everything to be settled before the end.
func (w *world) early() bool { return w.now.Before(w.until.AddDate(0, 0, -10)) }

// chance is drawn only where there is some, so that a calm life draws nothing.
func (w *world) chance(perMille int) bool { return perMille > 0 && w.rng.IntN(1000) < perMille }

func (w *world) fault(format string, args ...any) {
	w.tell("FAULT "+format, args...)
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *world) tell(format string, args ...any) {
	if w.story != nil {
		w.story("%s "+format, append([]any{w.now.UTC().Format("01-02T15:04:05.000")}, args...)...)
	}
}

func (w *world) weigh(what string, body []byte, most int) {
	if len(body) > most {
		w.fault("%s of %d bytes", what, len(body))
	}
}

// wall is the clock of the database, which may go back a minute.
func (w *world) wall() time.Time { return w.now.Add(w.skewed) }

func within(spans []casework.Span, at time.Time) (until time.Time, is bool) {
	for _, s := range spans {
		if !at.Before(s.From) && at.Before(s.To) {
			return s.To, true
		}
	}
	return at, false
}

// live lets time pass to the end.
func (w *world) live() {
	for len(w.agenda) > 0 && len(w.faults) == 0 {
		e := heap.Pop(&w.agenda).(event)
		if e.at.After(w.until) {
			break
		}
		w.now = e.at
		e.do()
	}
	for _, x := range w.all {
		x.leave()
	}
}

// slowness is how long a message takes in the engine.
func (w *world) slowness() time.Duration {
	if w.calm {
		return 0
	}
	return time.Duration(w.rng.IntN(400)) * time.Millisecond
}

// mayDie kills the worker between two answers.
func (w *world) mayDie() {
	if w.chance(w.spite.die) {
		panic(dead{})
	}
}
