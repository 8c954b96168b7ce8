package workflows_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/workflows"
)

// tester is a test, or one draw of a property test.
type tester interface {
	require.TestingT
	Helper()
}

// shanghai reads a wall-clock time of the office.
func shanghai(t tester, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	at, err := time.ParseInLocation("2006-01-02T15:04:05", s, zone)
	require.NoError(t, err)
	return at
}

var loadBook = sync.OnceValues(func() (*policy.Book, error) {
	ref, err := reference.Load(kind.Office())
	if err != nil {
		return nil, err
	}
	return ref.Book()
})

// office is one case in virtual time, with what it committed.
type office struct {
	tester
	env      *testsuite.TestWorkflowEnvironment
	book     *policy.Book
	from     time.Time // where virtual time begins
	start    casework.State
	resume   *casework.Command
	trail    []casework.Mark
	mail     []*delivery
	steps    []casework.Step
	said     casework.Step // the last, as it was handed in
	verdicts map[string]casework.Verdict
	answers  map[string]int // how often a caller was answered
	// commitFails makes the next commits fail after they were kept, as a lost
	// answer would.
	commitFails int
	// stored are commands that the store keeps and nobody has brought yet.
	stored []casework.Command
	// withheld says what the store answers instead of writing a step; written is zero.
	withheld func(casework.Step) casework.Committed
	// refuses says why the database keeps a step from being written for good.
	refuses  func(casework.Step) error
	lot      []casework.ParkRequest
	receipts map[string]time.Time // when the engine received a signal; else when it is heard
	taken    string               // an id that another command has
	before   *casework.Verdict    // what a command was answered before the case saw it
	// rollEvery makes the server suggest to continue as new so long after each
	// start of a run; never when zero.
	rollEvery time.Duration
	suggested bool // for the first run, from its start
	runs      int
	rolled    []time.Time              // when one run followed another
	away      []casework.Role          // who may decide and is on leave
	empty     []string                 // posts nobody would stand on during an absence
	left      []string                 // cases open on the posts of whoever leaves
	ring      bool                     // a leave would close a ring of covers
	unfit     map[string]casework.Code // why a person cannot stand in
	tally     casework.Tally
	tallied   []casework.TallyRequest // what was asked of it
	tallies   func(casework.TallyRequest) casework.Tally
}

// Cover answers the posts the test says would stand empty, and who cannot stand in.
func (o *office) Cover(_ context.Context, req casework.CoverRequest) (casework.Cover, error) {
	switch {
	case len(req.Roles) > 0:
		i := slices.IndexFunc(req.Roles, func(r casework.Role) bool { return !slices.Contains(o.away, r) && string(r) != req.Person })
		if i < 0 {
			return casework.Cover{}, nil
		}
		return casework.Cover{Role: req.Roles[i]}, nil
	case req.Left:
		return casework.Cover{Open: o.left}, nil
	case req.Standin != "":
		return casework.Cover{Refused: o.unfit[req.Standin]}, nil
	case o.ring:
		return casework.Cover{Posts: o.empty, Refused: casework.CoverRing}, nil
	}
	return casework.Cover{Posts: o.empty}, nil
}

// Settled: nobody else's case waits here.
func (*office) Settled(context.Context, string, time.Time) (bool, error) { return true, nil }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Tally answers how often the unit was complained of, as the test says.
func (o *office) Tally(_ context.Context, req casework.TallyRequest) (casework.Tally, error) {
	o.tallied = append(o.tallied, req)
	if o.tallies != nil {
		return o.tallies(req), nil
	}
	return o.tally, nil
}

// delivery is what reaches the case from outside at an instant. What a run did
// not take before it ended, the server brings to the next.
type delivery struct {
	at    time.Time
	send  func(*testsuite.TestWorkflowEnvironment, *delivery)
	taken bool
}

// post adds something that is taken as soon as it is sent.
func (o *office) post(at string, send func(*testsuite.TestWorkflowEnvironment)) {
	o.Helper()
	o.mail = append(o.mail, &delivery{at: shanghai(o, at), send: func(env *testsuite.TestWorkflowEnvironment, d *delivery) {
		d.taken = true
		send(env)
	}})
}

// newOffice prepares a service case of an item received at an instant.
func newOffice(t tester, item, received string) *office {
	t.Helper()
	book, err := loadBook()
	require.NoError(t, err)
	return newOfficeOf(t, book, item, received)
}

func newOfficeOf(t tester, book *policy.Book, item, received string) *office {
	t.Helper()
	matter, ok := book.Item(item)
	require.True(t, ok, item)
	at := shanghai(t, received)
	return &office{
		tester: t, book: book, verdicts: map[string]casework.Verdict{}, answers: map[string]int{}, start: casework.State{
			Number: "BJ2026-000001", Kind: casework.Service, Item: item, Unit: matter.Unit, Post: matter.Post, Run: 1,
			Received: at, Registered: at,
		},
	}
}

// run plays the case until an instant, over any number of runs of the engine,
// and returns the events that stand.
func (o *office) run(until string) []casework.Event {
	o.Helper()
	end, now := shanghai(o, until), later(o.from, o.start.Registered)
	in := casework.Start{State: o.start, Resume: o.resume, Trail: o.trail}
	for {
		o.prepare(now, end)
		o.env.ExecuteWorkflow(string(o.start.Kind), in)
		require.True(o, o.env.IsWorkflowCompleted())
		o.runs++
		var next *workflow.ContinueAsNewError
		err := o.env.GetWorkflowError()
		if !errors.As(err, &next) {
			require.True(o, err == nil || temporal.IsCanceledError(err), "%v", err)
			return o.standing()
		}
		now, in = o.env.Now(), casework.Start{}
		o.rolled = append(o.rolled, now)
		require.NoError(o, converter.GetDefaultDataConverter().FromPayloads(next.Input, &in))
	}
}

// prepare sets up one run of the engine from an instant on.
func (o *office) prepare(now, end time.Time) {
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	o.env = suite.NewTestWorkflowEnvironment()
	env := o.env
	env.SetStartTime(now)
	env.SetTestTimeout(time.Minute)
	env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute}) // a busy machine is no deadlock
	(&activities.Activities{Planner: o, Cases: o, Gate: o, Roster: o, Tallies: o, Lot: o, Receipts: o}).Register(env)
	for name, fn := range workflows.Virtual(kind.Office()) {
		env.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
	for _, d := range o.mail {
		if !d.taken {
			env.RegisterDelayedCallback(func() {
				if !env.IsWorkflowCompleted() {
					d.send(env, d)
				}
			}, max(0, d.at.Sub(now)))
		}
	}
	if o.runs == 0 && o.suggested {
		env.SetContinueAsNewSuggested(true)
	}
	if o.rollEvery > 0 {
		env.RegisterDelayedCallback(func() { env.SetContinueAsNewSuggested(true) }, o.rollEvery)
	}
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(workflows.LeaveSignal, nil) }, end.Sub(now))
}

// standing are the events not taken back.
func (o *office) standing() []casework.Event {
	var taken []string
	var all, out []casework.Event
	for _, s := range o.steps {
		taken = append(taken, s.TakenBack...)
		all = append(all, s.Events...)
	}
	for _, e := range all {
		if !slices.Contains(taken, e.Key) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b casework.Event) int { return a.At.Compare(b.At) })
	return out
}

// update delivers a command at an instant; it counts from stored, or from that
// instant when stored is empty.
func (o *office) update(at, stored, name string, by casework.Role, args casework.Args) {
	o.Helper()
	c := casework.Command{ID: name + "@" + at, Name: name, Actor: string(by), Roles: []casework.Role{by}, At: shanghai(o, at), Args: args}
	if stored != "" {
		c.At = shanghai(o, stored)
	}
	o.deliver(shanghai(o, at), c)
}

// deliver brings a command to the case at an instant.
func (o *office) deliver(at time.Time, c casework.Command) {
	o.mail = append(o.mail, &delivery{at: at, send: func(env *testsuite.TestWorkflowEnvironment, d *delivery) {
		env.UpdateWorkflow(c.Name, c.ID, &testsuite.TestUpdateCallback{
			OnAccept: func() { d.taken = true },
			OnReject: func(err error) { o.verdicts[c.ID] = refusedByForm(o, err) },
			OnComplete: func(v any, err error) {
				require.NoError(o, err)
				o.verdicts[c.ID] = v.(casework.Verdict)
				o.answers[c.ID]++
			},
		}, c)
	}})
}

// refusedByForm is what the workflow has against an Update that left no history.
func refusedByForm(t tester, err error) casework.Verdict {
	t.Helper()
	var refused *temporal.ApplicationError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, casework.RefusedByForm, refused.Type())
	var why casework.Error
	require.NoError(t, refused.Details(&why))
	return casework.Verdict{Code: why.Code, Field: why.Field, Rule: why.Rule}
}

// signal sends a command as another system does.
func (o *office) signal(at, id, name, actor string, args casework.Args) {
	o.Helper()
	o.post(at, func(env *testsuite.TestWorkflowEnvironment) {
		env.SignalWorkflow(name, casework.Signal{ID: id, Actor: actor, Args: args})
	})
}

// find returns the standing events of a name, on a clock if one is given.
func (o *office) find(name casework.EventName, clock string) []casework.Event {
	var out []casework.Event
	for _, e := range o.standing() {
		if e.Name == name && (clock == "" || e.Clock == clock) {
			out = append(out, e)
		}
	}
	return out
}

// again is the next run of a closed case, opened by a command at an instant.
func (o *office) again(at string, c casework.Command) *office {
	o.Helper()
	next := newOfficeOf(o.tester, o.book, "food-permit", at)
	next.start = *o.last()
	require.True(o, next.start.Closed())
	next.start.Run++
	next.from = shanghai(o, at)
	c.ID, c.At = c.Name+"@"+at, next.from
	next.resume = &c
	return next
}

func (o *office) reopened(at string) *office {
	o.Helper()
	return o.again(at, casework.Command{Name: casework.Reopen, Actor: "section_head"})
}

// told writes standing events of a name as "instant level", for tables.
func (o *office) told(name casework.EventName, clock string) []string {
	var out []string
	for _, e := range o.find(name, clock) {
		out = append(out, strings.TrimSpace(day(e.At)+" "+e.Level))
	}
	return out
}

// namesAt lists what stands of a clock at an instant, in order.
func (o *office) namesAt(at, clock string) (names []casework.EventName) {
	for _, e := range o.standing() {
		if e.Clock == clock && day(e.At) == at {
			names = append(names, e.Name)
		}
	}
	return names
}

// accept delivers an acceptance, so that the promise runs from a known day.
func (o *office) accept(at string) {
	o.Helper()
	o.update(at, "", casework.Accept, casework.Handler, casework.Args{})
}

// allAccepted holds every answered command against acceptance.
func (o *office) allAccepted(n int) {
	o.Helper()
	require.Len(o, o.verdicts, n)
	for id, v := range o.verdicts {
		require.True(o, v.Accepted, "%s: %s", id, v.Code)
	}
}

// takenBack are the keys superseded so far.
func (o *office) takenBack() (keys []string) {
	for _, s := range o.steps {
		keys = append(keys, s.TakenBack...)
	}
	return keys
}

func (o *office) last() *casework.State { return &o.steps[len(o.steps)-1].State }

func (o *office) Plan(_ context.Context, req casework.PlanRequest) (casework.Plan, error) {
	return o.book.Plan(req)
}

func (o *office) Openings(_ context.Context, calendar string) (func(time.Time) time.Time, error) {
	return o.book.Openings(calendar)
}

func (o *office) Choice(_ context.Context, policy, key string) (string, error) {
	return o.book.Choice(policy, key)
}

// Commit keeps a step once; a repeat must be the same step.
func (o *office) Commit(_ context.Context, s casework.Step, _ string, _ func(time.Time) time.Time) (casework.Committed, error) {
	if o.refuses != nil {
		if err := o.refuses(s); err != nil {
			return casework.Committed{}, err
		}
	}
	if answer := o.answer(s); !answer.Written() {
		return answer, nil
	}
	if n := len(o.steps); n > 0 && o.steps[n-1].State.Revision == s.State.Revision {
		require.Equal(o, o.said, s, "a repeated commit must bring the same step")
	} else {
		o.said = s
		s.TakenBack = append(slices.Clone(s.TakenBack), s.Undoes(o.standing())...)
		o.steps = append(o.steps, s)
	}
	if o.commitFails > 0 {
		o.commitFails--
		return casework.Committed{}, context.DeadlineExceeded
	}
	return casework.Committed{}, nil
}

// answer is what the store says instead of writing a step, as the test wants it or
// because of what it keeps.
func (o *office) answer(s casework.Step) (out casework.Committed) {
	if o.withheld != nil {
		return o.withheld(s)
	}
	before := s.At
	if s.Command != nil {
		before = s.Command.At
	}
	for _, c := range o.stored {
		decided := slices.ContainsFunc(o.steps, func(s casework.Step) bool { return s.Verdict != nil && s.Verdict.ID == c.ID })
		if s.Asks && !decided && c.At.Before(before) {
			out.Earlier = append(out.Earlier, c)
		}
	}
	return out
}

// keep stores a command at an instant and brings it to the case at another, if ever:
// the engine was away between.
func (o *office) keep(stored, brought, name string, by casework.Role, args casework.Args) {
	o.Helper()
	c := casework.Command{ID: name + "@" + stored, Name: name, Actor: string(by), Roles: []casework.Role{by}, At: shanghai(o, stored), Args: args}
	o.stored = append(o.stored, c)
	if brought != "" {
		o.deliver(shanghai(o, brought), c)
	}
}

// Authorize lets everybody act as the role that bears his name, but strangers.
func (o *office) Authorize(_ context.Context, req casework.AuthorizeRequest) (casework.Authority, error) {
	if why := (casework.Command{ID: req.ID, Actor: req.Actor, Args: req.Args}).CheckShape(); why != nil {
		return casework.Authority{Code: why.Code, Field: why.Field}, nil //nolint:nilerr // a refusal is an answer
	}
	switch {
	case req.ID == o.taken:
		return casework.Authority{Taken: true}, nil
	case o.before != nil && req.ID == o.before.ID:
		return casework.Authority{Verdict: o.before}, nil
	case req.Unknown != "":
		return casework.Authority{Code: casework.UnknownField, Field: req.Unknown}, nil
	}
	if req.Actor == "stranger" {
		return casework.Authority{Code: casework.Forbidden}, nil
	}
	return casework.Authority{Allowed: true, Roles: []casework.Role{casework.Role(req.Actor)}}, nil
}
