package machine_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/workflows"
)

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
	of := pick(rng, kind.Office().Kinds())
	if rng.IntN(3) == 0 {
		of = casework.Service
	}
	l.start.Kind = of
	l.about(rng)
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
	case casework.Document:
		fact("request", "true", 1, 2)
		fact("important", "true", 1, 2)
		fact("urgent", "true", 1, 3)
		fact("subject", pick(rng, casework.NeverConsented), 1, 5)
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

// draw fills in what is done, by how the case stands then.
func (l *life) draw(rng *rand.Rand, w *world, i int) {
	d, st := &l.deeds[i], w.store.projection()
	declared := w.kinds.Of(st.Kind)
	if i > 0 && rng.IntN(8) == 0 { // the same once more, under an id of its own
		d.cmd, d.recount, d.made = l.deeds[i-1].cmd, l.deeds[i-1].recount, true
		d.cmd.ID, d.cmd.At = fmt.Sprintf("c%d", i), d.at
		d.signal = d.signal && d.cmd.Actor != ""
		return
	}
	var offered []kind.Act
	for _, a := range declared.Acts {
		if declared.Offers(&st, a.Name, d.at) && (!a.Internal || a.Name == casework.Recount) {
			offered = append(offered, a)
		}
	}
	if len(offered) == 0 || rng.IntN(6) == 0 {
		offered = declared.Acts
	}
	if rng.IntN(3) == 0 { // what moves dates
		if moves := slices.DeleteFunc(slices.Clone(offered), func(a kind.Act) bool { return !slices.Contains(movers, a.Name) }); len(moves) > 0 {
			offered = moves
		}
	}
	act := pick(rng, offered)
	role := casework.Handler
	if who := slices.Sorted(maps.Keys(act.Who)); len(who) > 0 && rng.IntN(8) > 0 {
		role = pick(rng, who)
	} else if len(who) > 0 {
		role = pick(rng, []casework.Role{casework.Handler, casework.SectionHead, casework.LeaderInCharge, casework.EfficiencyOffice, "stranger"})
	}
	d.made, d.recount = true, act.Name == casework.Recount
	d.signal = d.signal && !act.Internal
	d.cmd = casework.Command{ID: fmt.Sprintf("c%d", i), Name: act.Name, Actor: string(role), Roles: []casework.Role{role}, At: d.at, Args: l.args(rng, act, st, d.at)}
	switch {
	case act.Internal:
		d.cmd.Actor, d.cmd.Roles = "", nil
	case role == casework.PersonConcerned:
		d.cmd.Actor = "handler"
	}
}

// args fills in the form of an act, mostly as it asks.
func (l *life) args(rng *rand.Rand, act kind.Act, st casework.State, at time.Time) (out casework.Args) {
	said := map[string]any{}
	switch act.Name {
	case casework.Recount:
		said["calendar"] = pick(rng, []string{"cn@1", "cn@2", "cn@2", "cn@3"})
	case casework.Follow:
		said["case"], said["outcome"] = st.Follows, pick(rng, []string{casework.Answered, "dropped"})
	case casework.Accounted:
		said["post"], said["outcome"] = st.Post, "no_fault"
	}
	for _, f := range act.Fields {
		if !f.Required && rng.IntN(2) == 0 || rng.IntN(40) == 0 {
			continue
		}
		name, value := valueOf(rng, f, st, at)
		said[name] = value
	}
	if err := json.Unmarshal(mustJSON(said), &out); err != nil {
		panic(err)
	}
	return out
}

func valueOf(rng *rand.Rand, f casework.Field, st casework.State, at time.Time) (string, any) {
	switch f.Type {
	case casework.FieldText:
		return f.Name + "_id", fmt.Sprintf("t%d", rng.IntN(9))
	case casework.FieldInt:
		if f.Name == "days" {
			return f.Name, 1 + rng.IntN(6)
		}
		return f.Name, 3 + rng.IntN(5)
	case casework.FieldBool:
		return f.Name, rng.IntN(4) > 0
	case casework.FieldTime:
		if f.Name == "received" {
			return f.Name, st.Received.Add(-time.Duration(rng.IntN(400)) * time.Hour)
		}
		return f.Name, at.Add(time.Duration(1+rng.IntN(300)) * time.Hour)
	case casework.FieldClock:
		var names []string
		for _, c := range st.Clocks {
			if c.Open() {
				names = append(names, c.Name)
			}
		}
		return f.Name, pick(rng, append(names, "handle"))
	case casework.FieldChoice:
		return f.Name, pick(rng, f.Choices)
	case casework.FieldPost:
		return f.Name, pick(rng, append(posts, st.Post))
	case casework.FieldPerson:
		return f.Name, pick(rng, []string{"handler", "backup", "clerk", "section_head"})
	case casework.FieldUnit:
		return f.Name, pick(rng, []string{"permits", "roads"})
	case casework.FieldLimit:
		return f.Name, pick(rng, []string{"3wd", "7wd", "10d", "2mo", "0wd", "4wh"})
	case casework.FieldCase:
		return "case", pick(rng, []string{"BJ2026-000777", "TS2026-000778"})
	case casework.FieldMaterials:
		return f.Name, []string{"layout"}
	case casework.FieldFile:
		return "attachment", fmt.Sprintf("a%d", rng.IntN(9))
	}
	panic(f.Type)
}

// world is an engine and a store for the life, calm or spiteful.
func (l *life) world(calm bool, story func(string, ...any)) (*world, *rand.Rand) {
	book, err := shelf()
	if err != nil {
		panic(err)
	}
	rng := rand.New(rand.NewPCG(l.seed, 2))
	w := &world{
		rng: rand.New(rand.NewPCG(l.seed, 3)), calm: calm, now: l.start.Registered, until: l.until, start: l.start, kinds: kind.Office(), matters: workflows.Matters(),
		book: book, tallies: l.tally, away: l.away, empty: l.empty, callers: map[string][]casework.Verdict{}, signals: map[string]bool{}, rounds: map[string]int{},
		lost: map[string]bool{}, story: story,
	}
	w.store = &store{w: w, run: 1, steps: map[[2]int]casework.Step{}, taken: map[string]bool{}, state: l.start}
	w.at(w.now, func() { w.begin(casework.Start{State: l.start}, 1) })
	return w, rng
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
			at = at.Add(time.Duration(w.rng.IntN(100)-50) * time.Second)
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
