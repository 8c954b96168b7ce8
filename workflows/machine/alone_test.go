package machine_test

import (
	"flag"
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

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// Nobody escapes alone (R048): after one act of one person, in the last working day before
// a clock is due and once it is late, every clock that ran runs on to its instant, or was
// met by an act that meets it, or the act waits for a second person. What may be done alone
// all the same is lonely, each with its rule.

var (
	aloneLives = flag.Int("alone", 10000, "random lives in which nobody escapes alone")
	aloneWalks = flag.Int("walks", 40, "lives of each kind in which every act is tried")
)

// lonely acts end, stop or move a clock unmet, or meet one that another act is there for,
// and are one person's all the same, by the rule named.
var lonely = map[string]may{
	"accountability decide handle":   {rule: "R142: decided together"},
	"complaint reply jurisdiction":   {rule: "R071: the right to disclaim it is not used"},
	"petition ask-review serve":      {rule: "R087: who asks for a review has his answer"},
	"supervision object objection":   {rule: "R121: the right is used"},
	"absence withdraw approve":       {rule: "本单位规定: who asked for himself takes it back"},
	"absence withdraw leave":         {rule: "本单位规定: who asked for himself takes it back"},
	"absence withdraw handover":      {rule: "本单位规定: who asked for himself takes it back"},
	"absence report-return handover": {rule: "R168: he is back, and nothing changes hands any more"},
	"absence report-return taken":    {rule: "R168: he is back, and nothing changes hands any more"},
	"absence withdraw papers":        {rule: "本单位规定: who asked for himself takes it back"},

	"complaint convert forward":         {rule: "R067: passed on where it belongs, which answers the sorting"},
	"complaint screen forward":          {rule: "R067, R075: sorted, and told with the reason"},
	"complaint disclaim jurisdiction":   {rule: "R071: not ours, said in time", only: inTime("jurisdiction")},
	"complaint disclaim handle":         {rule: "R071: not ours, said in time", only: inTime("jurisdiction")},
	"document complete confirm_consent": {rule: "R061: answered, before silence was confirmed"},
	"document confirm-consent return":   {rule: "R055: the right to send it back is not used"},
	"document confirm-consent handle":   {rule: "R061: the law has answered"},
	"document confirm-consent chase":    {rule: "R061: the law has answered"},
	"document decide-return handle":     {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document decide-return chase":      {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document decide-return consent":    {rule: "R055: the unit asked, and whoever assigned it consents"},
	"document special-notice consent":   {rule: "R060: the sender was told in time that silence is none here"},
	"complaint forward jurisdiction":    {rule: "R072: a dispute over competence is decided, and the limit runs on", only: heldTo},
	"complaint forward act_on_advice":   {rule: "R072: a dispute over competence is decided", only: func(_ casework.Command, st casework.State) bool { return st.Stage == casework.StageScreen }},
	"document assign handle":            {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign chase":             {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign consent":           {rule: "R055: the unit asked to send it back, and another is given it", only: returned},
	"document assign propose":           {rule: "R051: given out at once"},
	"document assign instruct":          {rule: "R051: given out at once"},
	"document convert propose":          {rule: "R066: passed on where it belongs, which answers the sorting"},
	"document convert assign":           {rule: "R066: passed on where it belongs, which answers the sorting"},
	"document complete return":          {rule: "R055: the right to send it back is not used"},
	"document complete chase":           {rule: "R057: chased until it is done"},
	"document complete consent":         {rule: "R061: answered, so that silence says nothing"},
	"document return return":            {rule: "R055: not ours, said in time"},
	"document return handle":            {rule: "R055: not ours, said in time", only: inTime("return")},
	"document return consent":           {rule: "R055: not ours, said in time", only: inTime("return")},
	"document return chase":             {rule: "R055: not ours, said in time", only: inTime("return")},

	"service complete intake":        {rule: "R004, R022: what is complete is decided on the spot"},
	"service deny intake":            {rule: "R026: the decision, with reason and basis"},
	"service deny handle":            {rule: "R026: the decision, with reason and basis"},
	"service deny statutory":         {rule: "R026: the decision, with reason and basis"},
	"service decline intake":         {rule: "R026: the decision, with reason and basis"},
	"service one-time-notice intake": {rule: "R024: what is missing is told once"},
	"service pause handle":           {rule: "R028: with its paper, within its cap", only: briefly},
	"service pause statutory":        {rule: "R028: with its paper, within its cap", only: briefly},

	"petition pause final_review": {rule: "R087: a hearing with its paper, within its cap", only: heard},

	"supervision reply receipt":      {rule: "R095: who answers has received it"},
	"supervision sign-off follow_up": {rule: "R097: followed up until it is signed off"},
}

// may says by which rule an act is one person's, and within what.
type may struct {
	rule string
	only func(c casework.Command, st casework.State) bool
}

func inTime(right string) func(casework.Command, casework.State) bool {
	return func(_ casework.Command, st casework.State) bool { return st.Clock(right).Status == casework.Running }
}

func returned(_ casework.Command, st casework.State) bool { return st.Facts["late_return"] == "asked" }

// heldTo: the desk that has it keeps it, by the final word.
func heldTo(c casework.Command, st casework.State) bool {
	return c.Args.Approve != nil && *c.Args.Approve && c.Args.Post == st.Post
}

// briefly: a paper tells of it, and it is no longer than the thirty working days that the
// office has set. The first of them may be the day after.
func briefly(c casework.Command, st casework.State) bool {
	book, err := shelf()
	if err != nil {
		panic(err)
	}
	cal, _, err := book.Calendar(st.Calendar)
	if err != nil {
		panic(err)
	}
	longest, err := cal.Due(c.At, calendar.Limit{N: 31, Unit: calendar.WorkingDays})
	return err == nil && c.Args.Proof != "" && !c.Args.Until.After(longest.At)
}

// heard: a paper tells of the hearing, and it is no longer than thirty days.
func heard(c casework.Command, _ casework.State) bool {
	return c.Args.Proof != "" && !c.Args.Until.After(c.At.AddDate(0, 0, 31))
}

// anywhere are acts that are one person's in every kind.
var anywhere = map[string]may{
	casework.DecideExtension: {rule: "R043: never by him who asked for it"},
	casework.Withdraw: {rule: "the applicant's own, with his paper; a complainant or petitioner is called by another than who owes the next act", only: func(c casework.Command, st casework.State) bool {
		return c.Args.Proof != "" && (st.Kind == casework.Service || !slices.Contains(c.Roles, st.Turn))
	}},
}

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
	c := casework.Command{ID: id, Name: act.Name, Actor: string(role), Roles: []casework.Role{role}, At: at.UTC(), Args: l.args(rng, act, st, at)}
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
		} else if lawful(o, was.Name, c, before) {
			continue
		}
		if _, there := w.found[key]; !there {
			w.found[key] = fmt.Sprintf("%s: %s %s, args %s", o, was.Name, how, mustJSON(c.Args))
		}
	}
}

// lawful tells whether what one person did to a clock stands on the short list.
func lawful(o one, clock string, c casework.Command, before casework.State) bool {
	m, there := lonely[fmt.Sprintf("%s %s %s", o.kind, o.act, casework.Ruling(clock))]
	if !there {
		m, there = anywhere[o.act]
	}
	return there && (m.only == nil || m.only(c, before))
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
				require.NotEmpty(t, w.found[key])
				t.Log(w.found[key])
			})
		}
	}
}

// finalReview looks at a petition whose final review is under way: whom drawn lives do not
// come to. Received on Monday 2026-03-02, it was answered, reviewed and asked about again.
func (w *walk) finalReview() {
	l := drawLife(1)
	at := func(day int) time.Time { return time.Date(2026, 3, day, 10, 0, 0, 0, zone()) }
	l.start = casework.State{
		Number: "XF2026-000001", Kind: kind.Petition, Unit: "permits", Post: "food-desk", Run: 1, Received: at(2), Registered: at(2), Facts: map[string]string{},
	}
	var acts []casework.Command
	does := func(day int, name string, by casework.Role, a casework.Args) {
		acts = append(acts, casework.Command{ID: fmt.Sprintf("%s%d", name, day), Name: name, Actor: string(by), Roles: []casework.Role{by}, At: at(day), Args: a})
	}
	does(3, casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: "claim", Post: "food-desk", Unit: "permits", ReasonID: "t"})
	does(4, casework.Hear, casework.Handler, casework.Args{Category: "statement", ReasonID: "t"})
	does(5, casework.Reply, casework.Handler, casework.Args{Outcome: "unsupported", ReasonID: "t"})
	does(6, casework.Serve, casework.Handler, casework.Args{Received: at(6)})
	does(9, casework.AskReview, casework.EfficiencyOffice, casework.Args{Category: "here", BasisID: "t"})
	does(10, casework.DecideReview, casework.EfficiencyOffice, casework.Args{Outcome: "upheld", ReasonID: "t"})
	does(11, casework.Serve, casework.EfficiencyOffice, casework.Args{Received: at(11)})
	does(12, casework.AskReview, casework.EfficiencyOffice, casework.Args{Category: "here", BasisID: "t"})
	_, st, v := w.lives(l, at(2), l.start, at(12).Add(time.Second), acts...)
	if v == nil || !v.Accepted || st.Stage != kind.StageRecheck {
		panic(fmt.Sprintf("no final review: %s, %v", st.Stage, v))
	}
	w.look(l, rand.New(rand.NewPCG(1, 7)), at(12).Add(2*time.Second), st)
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
	for _, w := range walks {
		require.Empty(t, w.faults(), strings.Join(w.faults(), "\n"))
	}
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
