package machine_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows"
)

// A life is lived twice: calmly, and with spite.

// world is an engine and a store for the life, calm or spiteful.
func (l *life) world(calm bool, story func(string, ...any)) (*world, *rand.Rand) {
	book, err := shelf()
	if err != nil {
		panic(err)
	}
	rng := rand.New(rand.NewPCG(l.seed, 2))
	w := &world{
		seed: l.seed, heaviest: lightest,
		rng: rand.New(rand.NewPCG(l.seed, 3)), calm: calm, now: l.start.Registered, until: l.until, start: l.start, kinds: kind.Office(), matters: workflows.Matters(),
		book: book, tallies: l.tally, away: l.away, empty: l.empty, callers: map[string][]casework.Verdict{}, signals: map[string]bool{}, rounds: map[string]int{},
		story: story,
	}
	w.store = &store{w: w, run: 1, steps: map[[2]int]casework.Step{}, taken: map[string]bool{}, state: l.start}
	w.at(w.now, func() { w.begin(casework.Start{State: l.start}, 1) })
	return w, rng
}

// declared is the declaration that the case is held to now.
func (w *world) declared() *kind.Declaration { return w.declaredIn(w.store.state) }

func (w *world) declaredIn(st casework.State) *kind.Declaration {
	d, known := w.kinds.At(st.Kind, st.Declared)
	if !known {
		panic(fmt.Sprintf("%s@%d is declared nowhere", st.Kind, st.Declared))
	}
	return d
}

// calmly lives it without spite, and draws what is done to it.
func (l *life) calmly(story func(string, ...any)) *world {
	w, rng := l.world(true, story)
	end := l.until.AddDate(0, 0, -18)
	var do func(i int)
	do = func(i int) {
		d := &l.deeds[i]
		d.at = w.now.UTC()
		l.draw(rng, w, i)
		w.deliver(*d)
		if i+1 < len(l.deeds) {
			w.after(0, func() { // once this one is obeyed
				if at := l.next(rng, w); at.Before(end) {
					w.at(at, func() { do(i + 1) })
				}
			})
		}
	}
	if len(l.deeds) > 0 {
		w.at(w.now.Add(time.Second), func() { w.at(l.next(rng, w), func() { do(0) }) })
	}
	w.live()
	return w
}

func (w *world) deliver(d deed) {
	if d.signal {
		w.signal(d.cmd)
		return
	}
	w.keep(d.cmd, d.recount)
}

// spitefully lives it once more, with all that may befall it.
func (l *life) spitefully(story func(string, ...any)) *world {
	w, _ := l.world(false, story)
	w.draw(l)
	for _, d := range l.deeds {
		if !d.made {
			continue
		}
		at := d.at
		if w.spite.skew > 0 && !d.signal {
			at = at.Add(time.Duration(w.rng.IntN(100))*time.Second - mostSkew)
		}
		if at.Before(l.start.Registered) {
			at = l.start.Registered
		}
		w.at(at, func() {
			if !d.signal {
				w.skewed = d.at.Sub(w.now)
			}
			w.deliver(d)
		})
		if w.chance(w.spite.forged) {
			w.at(at.Add(time.Duration(w.rng.IntN(3000)-1000)*time.Millisecond), func() { w.forge(d) })
		}
	}
	w.live()
	return w
}

// draw decides how spiteful the world is; each life has some of it.
func (w *world) draw(l *life) {
	some := func(most int) int {
		if w.rng.IntN(3) > 0 {
			return 0
		}
		return 1 + w.rng.IntN(most)
	}
	w.spite = spite{die: some(80), lost: some(200), again: some(200), late: some(700), roll: some(400), unwritable: some(30), skew: some(500), forged: some(300)}
	spans := func() (out []casework.Span) {
		for range some(4) {
			room := int(l.until.AddDate(0, 0, -10).Sub(l.start.Registered) / time.Second)
			from := l.start.Registered.Add(time.Duration(w.rng.IntN(room)) * time.Second)
			out = append(out, casework.Span{From: from, To: from.Add(time.Duration(1+w.rng.IntN(5*24*3600)) * time.Second)})
		}
		return out
	}
	w.spite.idle = spans()
	if slices.ContainsFunc(l.deeds, func(d deed) bool { return d.made && d.signal }) {
		return // an engine that is away takes none, and one that a terminated run has not read is lost with it
	}
	w.spite.off = spans()
	for range some(3) {
		w.spite.zombie = 300
		room := int(l.until.AddDate(0, 0, -10).Sub(l.start.Registered) / time.Second)
		w.at(l.start.Registered.Add(time.Duration(w.rng.IntN(room))*time.Second), w.repair)
	}
}
