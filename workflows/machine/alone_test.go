package machine_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

func mustBook(t *testing.T) *policy.Book {
	t.Helper()
	book, err := shelf()
	require.NoError(t, err)
	return book
}

func (w *walk) faults() (lines []string) {
	for _, key := range slices.Sorted(maps.Keys(w.found)) {
		lines = append(lines, key+": "+w.found[key])
	}
	return lines
}

// Every act of every kind, at every stage that takes it, by every role that may: half an
// hour before a clock is due, and half an hour after.
func TestNobodyEscapesAlone(t *testing.T) {
	t.Parallel()
	w := newWalk(kind.Office(), mustBook(t))
	w.shortLimit() // first: of each act at a stage it looks at three
	for _, of := range w.kinds.Kinds() {
		for seed := range uint64(*aloneWalks) {
			w.through(seed+1, of)
		}
	}
	w.finalReview()
	not, all := w.walked()
	t.Logf("%d acts of one person at a stage, near or late: %d of %d acts at a stage", len(w.done), len(all)-len(not), len(all))
	require.Empty(t, w.faults(), strings.Join(w.faults(), "\n"))
}

// Put back as it was, each act by which one person ended, moved or stopped what he was held
// to is found in every kind that has it (R048, R028).
func TestTheWalkFindsWhoEscapes(t *testing.T) {
	t.Parallel()
	for _, d := range kind.Office().All() {
		for _, name := range []string{casework.Close, casework.Withdraw, casework.Transfer, casework.Pause} {
			if act, there := d.Act(name); !there || act.Second == nil {
				continue
			}
			t.Run(fmt.Sprintf("%s_%s", d.Kind, name), func(t *testing.T) {
				w := newWalk(putBack(t, d.Kind, name), mustBook(t))
				w.only = name
				key := fmt.Sprintf("%s %s", d.Kind, name)
				if d.Kind == kind.Petition && name == casework.Pause { // no drawn life comes so far
					w.finalReview()
				}
				for seed := uint64(1); w.found[key] == "" && seed <= uint64(*aloneWalks); seed++ {
					w.through(seed, d.Kind)
				}
				if why, lets := letsNobodyOff[key]; lets {
					require.Empty(t, w.found[key], why)
					return
				}
				require.NotEmpty(t, w.found[key])
				t.Log(w.found[key])
			})
		}
	}
}

// letsNobodyOff are acts that wait for two though one could let nobody off by them.
var letsNobodyOff = map[string]string{
	"promise transfer": "its clocks lie with the party group and the offices, whoever has the file",
}

// finalReview looks at a petition whose final review is under way: whom drawn lives do not
// come to. Received on Monday 2026-03-02, it was answered, reviewed and asked about again.
func (w *walk) finalReview() {
	w.stage(kind.Petition, "XF2026-000001", kind.StageRecheck,
		cue{3, casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: "claim", Post: "food-desk", Unit: "permits", ReasonID: "t"}},
		cue{4, casework.Hear, casework.Handler, casework.Args{Category: "statement", ReasonID: "t"}},
		cue{5, casework.Reply, casework.Handler, casework.Args{Outcome: "unsupported", ReasonID: "t"}},
		cue{6, casework.Serve, casework.Handler, casework.Args{Received: march(6)}},
		cue{9, casework.AskReview, casework.EfficiencyOffice, casework.Args{Category: "here", BasisID: "t"}},
		cue{10, casework.DecideReview, casework.EfficiencyOffice, casework.Args{Outcome: "upheld", ReasonID: "t"}},
		cue{11, casework.Serve, casework.EfficiencyOffice, casework.Args{Received: march(11)}},
		cue{12, casework.AskReview, casework.EfficiencyOffice, casework.Args{Category: "here", BasisID: "t"}},
	)
}

// shortLimit looks at a document given out for one working day: it is late while it may
// still be sent back in time (R055).
func (w *walk) shortLimit() {
	w.stage(casework.Document, "GW2026-000001", casework.StageHandle,
		cue{3, casework.Propose, casework.GeneralOffice, casework.Args{ReasonID: "t"}},
		cue{3, casework.Assign, casework.GeneralOffice, casework.Args{Post: "card-desk", Unit: "permits", Limit: "1wd"}},
	)
}

// cue is an act of a scene, on a day of March 2026 at ten.
type cue struct {
	day  int
	name string
	by   casework.Role
	args casework.Args
}

func march(day int) time.Time { return time.Date(2026, 3, day, 10, 0, 0, 0, zone()) }

// stage plays a scene, and looks at every act where it has come to.
func (w *walk) stage(of casework.Kind, number string, at casework.Stage, cues ...cue) {
	l := drawLife(1)
	l.start = casework.State{
		Number: number, Kind: of, Unit: "permits", Post: "food-desk", Run: 1, Received: march(2), Registered: march(2), Facts: map[string]string{},
	}
	var acts []casework.Command
	for _, d := range cues {
		acts = append(acts, casework.Command{ID: fmt.Sprintf("%s%d", d.name, d.day), Name: d.name, Actor: string(d.by), Roles: []casework.Role{d.by}, At: march(d.day), Args: d.args})
	}
	last := acts[len(acts)-1].At
	_, st, v := w.lives(l, march(2), l.start, last.Add(time.Second), acts...)
	if v == nil || !v.Accepted || st.Stage != at {
		panic(fmt.Sprintf("%s is not at %s: %s, %v", of, at, st.Stage, v))
	}
	w.look(l, rand.New(rand.NewPCG(1, 7)), last.Add(2*time.Second), st)
}

// putBack is the office with one act of a kind one person's again.
func putBack(t *testing.T, of casework.Kind, name string) *kind.Set {
	t.Helper()
	all := kind.Office().All()
	for i, d := range all {
		if d.Kind != of {
			continue
		}
		was := *d
		was.Acts = slices.Clone(d.Acts)
		for j := range was.Acts {
			if was.Acts[j].Name == name {
				was.Acts[j].Second = nil
			}
		}
		all[i] = &was
	}
	set, err := kind.NewSet(all...)
	require.NoError(t, err)
	return set
}

// Random lives beside it: whatever one person does in them, in whatever order.
func TestNobodyEscapesAloneInRandomLives(t *testing.T) {
	t.Parallel()
	defer debug.SetGCPercent(debug.SetGCPercent(800)) // lives are short
	book := mustBook(t)
	var next, acts atomic.Int64
	var all sync.WaitGroup
	walks := make([]*walk, runtime.GOMAXPROCS(0))
	for i := range walks {
		w := newWalk(kind.Office(), book)
		w.tries, walks[i] = 0, w
		all.Go(func() {
			for seed := next.Add(1); seed <= int64(*aloneLives); seed = next.Add(1) {
				w.through(uint64(seed)+1_000_000, "")
			}
			acts.Add(int64(w.acts))
		})
	}
	all.Wait()
	t.Logf("%d acts of one person in %d lives", acts.Load(), *aloneLives)
	var faults []string
	for _, w := range walks {
		faults = append(faults, w.faults()...)
	}
	require.Empty(t, faults, strings.Join(faults, "\n"))
}

// walked lists the acts at a stage that were offered and that nobody could do, of all that
// were, and the stages at which nothing was.
func (w *walk) walked() (not, all []string) {
	name := func(o one) string { return fmt.Sprintf("%s %s %s", o.kind, o.stage, o.act) }
	offered, did, stood := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for o := range w.offered {
		offered[name(o)] = true
		stood[fmt.Sprintf("%s %s", o.kind, o.stage)] = true
	}
	for o := range w.done {
		did[name(o)] = true
	}
	for at := range offered {
		if all = append(all, at); !did[at] {
			not = append(not, at)
		}
	}
	for _, d := range w.kinds.All() {
		for _, stage := range d.Stages {
			if at := fmt.Sprintf("%s %s", d.Kind, stage); !stood[at] {
				not = append(not, at)
			}
		}
	}
	slices.Sort(not)
	return not, all
}
