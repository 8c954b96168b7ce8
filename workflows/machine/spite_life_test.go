package machine_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// A life: what case it is, and when something is done to it.

// shelf is what cases are counted by: the national list, and two others with the days
// of a typhoon off, by which an open case may be counted anew.
var shelf = sync.OnceValues(func() (*policy.Book, error) {
	ref, err := reference.Load(kind.Office())
	if err != nil {
		return nil, err
	}
	lists := []policy.CalendarVersion{{ID: "cn", Version: 1, Spec: ref.National, Published: true}}
	for version, days := range map[int][]int{2: {9, 14, 15}, 3: {3, 4, 20}} {
		next := ref.National
		for month := range 12 {
			for _, day := range days {
				if date := fmt.Sprintf("2026-%02d-%02d", month+1, day); !slices.Contains(next.Work, date) && !slices.Contains(next.Off, date) {
					next.Off = append(slices.Clip(next.Off), date)
				}
			}
		}
		lists = append(lists, policy.CalendarVersion{ID: "cn", Version: version, Spec: next})
	}
	slices.SortFunc(lists, func(a, b policy.CalendarVersion) int { return a.Version - b.Version })
	return policy.Shelve(kind.Office(), ref.Policies, ref.Items, lists, nil, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
})

var zone = sync.OnceValue(func() *time.Location {
	z, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return z
})

// deed is one thing that is done to a case from outside.
type deed struct {
	at      time.Time
	cmd     casework.Command
	signal  bool
	recount bool
	made    bool
}

// life is a case that is to be lived, and what is done to it.
type life struct {
	seed  uint64
	start casework.State
	until time.Time
	deeds []deed
	tally casework.Tally
	away  []casework.Role
	empty []string
	other *rand.Rand // of what is drawn beside; none where nothing is
}

var (
	items = []string{"food-permit", "food-permit", "hygiene-permit", "elder-allowance", "senior-card", "archive-copy", "information-request", "practice"}
	posts = []string{"food-desk", "hygiene-desk", "road-desk"}

	movers = []string{
		casework.Recount, casework.Correct, casework.Pause, casework.Resume, casework.RequestExtension, casework.DecideExtension, casework.Reopen, casework.Withdraw,
		casework.Forward, casework.Assign, casework.Disclaim, casework.Return, casework.Reply,
	}
)

// drawLife draws a case; what is done to it is drawn while it is lived calmly.
func drawLife(seed uint64) *life {
	rng := rand.New(rand.NewPCG(seed, 1))
	at := time.Date(2026, 1, 4, 8, 0, 0, 0, zone()).AddDate(0, 0, rng.IntN(290)).Add(time.Duration(rng.IntN(11*3600)) * time.Second)
	l := &life{seed: seed, start: casework.State{
		Number: fmt.Sprintf("XX2026-%06d", seed%1000000), Unit: "permits", Post: "food-desk", Run: 1, Received: at, Registered: at,
	}}
	of := pick(rng, drawn)
	if rng.IntN(3) == 0 {
		of = casework.Service
	}
	l.start.Kind, l.start.Declared = of, kind.Office().Of(of).Revision
	l.drawBeside()
	l.about(rng)
	l.fillIn()
	days := 40 + rng.IntN(140)
	l.until = time.Date(at.Year(), at.Month(), at.Day()+days, 3, 0, 0, 0, zone())
	if rng.IntN(4) == 0 {
		l.tally = casework.Tally{OnMatter: 1 + rng.IntN(4), InMonth: 1 + rng.IntN(6)}
	}
	if rng.IntN(3) == 0 {
		l.away = []casework.Role{casework.LeaderInCharge}
	}
	if rng.IntN(3) == 0 {
		l.empty = []string{"food-desk", "window"}[:1+rng.IntN(2)]
	}
	l.plan(rng)
	return l
}

// plan draws how much is done to it, and by which door.
func (l *life) plan(rng *rand.Rand) {
	n, doors := rng.IntN(15), 8
	if rng.IntN(40) == 0 {
		n = 60 // a busy case
	}
	if rng.IntN(8) == 0 {
		doors = 2 // other systems speak to it
	}
	for range n {
		l.deeds = append(l.deeds, deed{signal: rng.IntN(doors) == 0})
	}
}

// next draws when the next thing is done: right away, hours or days later, crowded around
// closings, or a moment before the next clock rings.
func (l *life) next(rng *rand.Rand, w *world) time.Time {
	at := w.now
	switch rng.IntN(5) {
	case 0:
		at = at.Add(time.Duration(1+rng.IntN(90)) * time.Second)
	case 1:
		at = at.Add(time.Duration(rng.IntN(8*3600)) * time.Second)
	default:
		at = at.Add(time.Duration(rng.IntN(6*24*3600)) * time.Second)
	}
	switch rng.IntN(4) {
	case 0:
		day := at.In(zone())
		edge := time.Date(day.Year(), day.Month(), day.Day(), 17, 28, 0, 0, zone()).Add(time.Duration(rng.IntN(150)) * time.Second)
		if edge.After(at) {
			at = edge
		}
	case 1:
		st := w.store.projection()
		if rings, _, ok := st.Next(); ok {
			if edge := rings.Add(-time.Duration(rng.IntN(900)) * time.Second); edge.After(w.now) {
				at = edge
			}
		}
	}
	return at.Add(time.Duration(1+rng.IntN(900)) * time.Millisecond).UTC()
}

// about is what a case of each kind is registered with.
func (l *life) about(rng *rand.Rand) {
	s := &l.start
	s.Facts = map[string]string{}
	fact := func(name, value string, one, of int) {
		if rng.IntN(of) < one {
			s.Facts[name] = value
		}
	}
	if rng.IntN(5) == 0 && s.Kind != casework.Absence && s.Kind != casework.Accountability {
		s.Received = s.Received.AddDate(0, 0, -1-rng.IntN(40))
		s.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	}
	switch s.Kind {
	case casework.Service:
		s.Item = pick(rng, items)
	case kind.Contact:
		s.Item = "first-contact"
		fact(kind.FactUrgent, "true", 1, 6)
	case kind.Disclosure:
		s.Item = pick(rng, []string{"disclosure-item", "suggestion", "reception-day"})
		fact(kind.FactConcern, "true", 1, 4)
	case kind.Report:
		fact(kind.FactEvent, "emergency", 3, 4)
	case casework.Document:
		fact("request", "true", 1, 2)
		fact("important", "true", 1, 2)
		fact("urgent", "true", 1, 3)
		fact("subject", pick(rng, casework.NeverConsented), 1, 5)
		fact("involves", pick(rng, casework.SpecialCategories), 1, 3)
	case casework.Complaint:
		fact("anonymous", "true", 1, 8)
		fact("against_post", "hygiene-desk", 1, 4)
		fact("against_person", "handler", 1, 4)
		fact("office", "discipline_office", 1, 5)
	case casework.Supervision:
		s.Facts["origin"] = pick(rng, []string{"provincial_leader", "provincial_office", "department", "ordinary"})
	case casework.Absence:
		from := s.Registered.Add(time.Duration(rng.IntN(60*3600)) * time.Second)
		s.Term = &casework.Span{From: from, To: from.Add(time.Duration(1+rng.IntN(100)) * time.Hour)}
		s.Facts["person"], s.Facts["form"] = "handler", pick(rng, []string{"leave", "outing", "emergency", "vacancy"})
		s.Facts["approver"] = string(pick(rng, []casework.Role{casework.SectionHead, casework.LeaderInCharge}))
	case casework.Accountability:
		s.Cause = &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "food-desk", At: s.Registered}
		if rng.IntN(4) == 0 {
			s.Facts["person"], s.Facts["split_from"], s.Facts["share"] = "handler", "ZZ2026-000001", casework.ShareMain
		}
	}
}

func pick[T any](rng *rand.Rand, of []T) T { return of[rng.IntN(len(of))] }
