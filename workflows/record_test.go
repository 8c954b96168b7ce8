//go:build record

package workflows_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/workflows"
)

// This file records the histories that replay_test.go replays, with the real
// engine, the practice item and hurried policies, in some ten minutes:
//
//	go test -tags record -run TestRecord -timeout 15m ./workflows/
//
// It writes only files that are not there yet: a history once recorded stays, for
// cases like it are open somewhere. To record one anew, delete it first.

func TestMain(m *testing.M) { testkit.Main(m) }

// recorder is a desk with one worker; it keeps steps in memory.
type recorder struct {
	*testing.T
	client client.Client
	book   *policy.Book
	queue  string

	mu    sync.Mutex
	steps map[string][]casework.Step
	still standing
}

func TestRecord(t *testing.T) {
	r := newRecorder(t)
	scenes := maps.Clone(officeScenes)
	maps.Copy(scenes, restScenes)
	maps.Copy(scenes, lateScenes)
	maps.Copy(scenes, petitionScenes)
	maps.Copy(scenes, secondScenes)
	maps.Copy(scenes, leaveScenes)
	maps.Copy(scenes, workScenes)
	maps.Copy(scenes, intakeScenes)
	maps.Copy(scenes, contactScenes)
	maps.Copy(scenes, attendanceScenes)
	maps.Copy(scenes, disclosureScenes)
	maps.Copy(scenes, inspectScenes)
	maps.Copy(scenes, proposalScenes)
	maps.Copy(scenes, reportScenes)
	maps.Copy(scenes, map[string]func(*life){
		"untouched-to-accountability": untouchedToAccountability,
		"notice-to-delivery":          noticeToDelivery,
		"extension-by-signal":         extensionBySignal,
		"refused-signals":             refusedSignals,
		"pause-resume":                pauseResume,
		"withdrawn":                   withdrawn,
		"armed-and-superseded":        armedAndSuperseded,
		"armed-one-by-one":            armedOneByOne,
		"late-command":                lateCommand,
		"accountability-by-hand":      accountabilityByHand,
		"accountability-appealed":     accountabilityAppealed,
		"accountability-excused":      accountabilityExcused,
		"accountability-referred":     accountabilityReferred,
		"accountability-direct":       accountabilityDirect,
		"accountability-of-a-unit":    accountabilityOfAUnit,
		"accountability-asked-for":    accountabilityAskedFor,
		"accountability-referral":     accountabilityReferral,
		"accountability-by-article":   accountabilityByArticle,
		"accountability-split-off":    accountabilitySplitOff,
		"accountability-by-two":       accountabilityByTwo,
		"reopened":                    reopenedCase,
		"earliest-first":              earliestFirst,
		"through-every-door":          throughEveryDoor,
		"stored-before":               storedBefore,
		"letter-before":               letterBefore,
		"letter-after-others":         letterAfterOthers,
		"letter-while-closed":         letterWhileClosed,
		"earliest-obeyed":             earliestObeyed,
		"answered-before":             answeredBefore,
	})
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "histories", name+".json")
			if _, err := os.Stat(file); err == nil {
				return
			}
			t.Parallel()
			l := &life{T: t, r: r, name: name}
			scene(l)
			l.write(file)
		})
	}
}

func newRecorder(t *testing.T) *recorder {
	book, err := eveningBook(t)
	require.NoError(t, err)
	r := &recorder{T: t, client: testkit.Temporal(t), book: book, queue: "record", steps: map[string][]casework.Step{}}
	r.still = standing{stored: map[string][]casework.Command{}, broken: map[string]bool{}, lot: map[string][]casework.ParkRequest{}}
	w := worker.New(r.client, r.queue, worker.Options{Identity: "worker", DisableRegistrationAliasing: true})
	for name, fn := range workflows.Of(kind.Office()).All() {
		w.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
	(&activities.Activities{Planner: r, Cases: r, Gate: &office{before: &alreadyClosed}, Roster: r, Tallies: r, Lot: r, Receipts: dispatch.New(r.client)}).Register(w)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return r
}

// eveningBook is the reference book with an office that closes at the minute
// after next and arms its steps 40 s early, a permit promised for the same day,
// and limits in seconds for the matters inside the office.
func eveningBook(t *testing.T) (*policy.Book, error) {
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	zone, err := time.LoadLocation(ref.National.Zone)
	require.NoError(t, err)
	closing := time.Now().In(zone).Truncate(time.Minute).Add(2 * time.Minute)
	hours := []calendar.Span{{From: "00:00", To: closing.Format("15:04")}}
	ref.National.Week = map[string][]calendar.Span{
		"mon": hours, "tue": hours, "wed": hours, "thu": hours, "fri": hours, "sat": hours, "sun": hours,
	}
	hurry(ref.Policies)
	made := ref.Items[0]
	made.ID, made.Promised = "same-day", "0wd"
	closes(t, &ref)
	brief(&ref)
	talk(&ref)
	hush(&ref)
	slow(&ref)
	contented(&ref)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	ref.National.Years = append(slices.Clone(ref.National.Years), closing.Year()+1)
	listed, err := calendar.New(ref.National) // with next year's list, for the recount that brings it
	require.NoError(t, err)
	return policy.NewBook(kind.Office(), ref.Policies, append(ref.Items, made), map[string]*calendar.Calendar{"cn@1": cal, "cn@2": listed}, "cn@1", policy.Spread{Min: 40 * time.Second})
}

func (r *recorder) Plan(_ context.Context, req casework.PlanRequest) (casework.Plan, error) {
	return r.book.Plan(req)
}

func (r *recorder) Openings(_ context.Context, calendar string) (func(time.Time) time.Time, error) {
	return r.book.Openings(calendar)
}

func (r *recorder) Choice(_ context.Context, policy, key string) (string, error) {
	return r.book.Choice(policy, key)
}

func (r *recorder) Commit(_ context.Context, s casework.Step, _ string, _ func(time.Time) time.Time) (casework.Committed, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if answer, err := r.withholds(s); err != nil || !answer.Written() {
		return answer, err
	}
	r.steps[s.State.Number] = append(r.steps[s.State.Number], s)
	return casework.Committed{}, nil
}

// said tells whether an event of a case is committed.
func (r *recorder) said(number string, name casework.EventName) bool {
	return r.saidSo(number, func(e casework.Event) bool { return e.Name == name })
}

func (r *recorder) saidSo(number string, is func(casework.Event) bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.steps[number], func(s casework.Step) bool { return slices.ContainsFunc(s.Events, is) })
}

func (r *recorder) state(number string) casework.State {
	r.mu.Lock()
	defer r.mu.Unlock()
	steps := r.steps[number]
	return steps[len(steps)-1].State
}

// life is one case being recorded; its scene's name is its number.
type life struct {
	*testing.T
	r    *recorder
	name string
	run  client.WorkflowRun
}

func (l *life) start(s casework.State, resume *casework.Command) {
	l.Helper()
	if s.Run == 0 {
		s.Run = 1
		s.Received = time.Now().Truncate(time.Millisecond)
		s.Registered = s.Received
	}
	s.Number, s.Declared = l.name, kind.Office().Of(s.Kind).Revision
	l.begin(casework.Start{State: s, Resume: resume})
}

// begin starts a run, in place of one that is there still.
func (l *life) begin(in casework.Start) {
	l.Helper()
	run, err := l.r.client.ExecuteWorkflow(l.Context(), client.StartWorkflowOptions{
		ID: l.name, TaskQueue: l.r.queue, WorkflowIDReusePolicy: enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING,
	}, string(in.State.Kind), in)
	require.NoError(l, err)
	l.run = run
}

func (l *life) service(item string) {
	l.Helper()
	matter, ok := l.r.book.Item(item)
	require.True(l, ok)
	l.start(casework.State{Kind: casework.Service, Item: item, Unit: matter.Unit, Post: matter.Post}, nil)
}

func (l *life) update(name string, by casework.Role, args casework.Args) casework.Verdict {
	l.Helper()
	return l.updateFrom(time.Now().Truncate(time.Millisecond), name, by, args)
}

func (l *life) updateFrom(stored time.Time, name string, by casework.Role, args casework.Args) casework.Verdict {
	l.Helper()
	c := casework.Command{
		ID: name + stored.Format("-150405.000"), Name: name, Actor: string(by), Roles: []casework.Role{by}, At: stored, Args: args,
	}
	handle, err := l.r.client.UpdateWorkflow(l.Context(), client.UpdateWorkflowOptions{
		WorkflowID: l.name, RunID: l.run.GetRunID(), UpdateID: c.ID, UpdateName: name, Args: []any{c},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	require.NoError(l, err)
	var v casework.Verdict
	require.NoError(l, handle.Get(l.Context(), &v))
	return v
}

func (l *life) signal(id, name, actor string, args casework.Args) {
	l.Helper()
	require.NoError(l, l.r.client.SignalWorkflow(l.Context(), l.name, l.run.GetRunID(), name, casework.Signal{ID: id, Actor: actor, Args: args}))
}

// await waits for an event to be committed.
func (l *life) await(name casework.EventName) {
	l.Helper()
	require.Eventually(l, func() bool { return l.r.said(l.name, name) }, 6*time.Minute, 50*time.Millisecond, name)
}

func (l *life) ends() {
	l.Helper()
	require.NoError(l, l.run.Get(l.Context(), nil))
}

var (
	identity = regexp.MustCompile(`"identity": ?"[^"]*"`)
	sticky   = regexp.MustCompile(`"[^":]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"`)
	build    = regexp.MustCompile(`"buildId": ?"[^"]*"`)
)

// write keeps the history without the names of this machine.
func (l *life) write(file string) {
	l.Helper()
	var events history.History
	iter := l.r.client.GetWorkflowHistory(l.Context(), l.name, l.run.GetRunID(), false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for iter.HasNext() {
		e, err := iter.Next()
		require.NoError(l, err)
		events.Events = append(events.Events, e)
	}
	raw, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(&events)
	require.NoError(l, err)
	raw = identity.ReplaceAll(raw, []byte(`"identity": "worker"`))
	raw = build.ReplaceAll(raw, []byte(`"buildId": "recorded"`))
	raw = sticky.ReplaceAll(raw, []byte(`"worker:sticky"`))
	require.NoError(l, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(l, os.WriteFile(file, append(raw, '\n'), 0o644))
}

func accepts(l *life, v casework.Verdict) {
	l.Helper()
	require.True(l, v.Accepted, "%s: %s", v.Command, v.Code)
}

func untouchedToAccountability(l *life) {
	l.service("practice")
	l.await(casework.AccountabilityOpened)
}

func noticeToDelivery(l *life) {
	l.service("practice")
	accepts(l, l.update(casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"application"}, ReasonID: "t1"}))
	accepts(l, l.update(casework.Supplement, casework.Clerk, casework.Args{}))
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.await(casework.ClockWarned)
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

func extensionBySignal(l *life) {
	l.service("practice")
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.signal("s1", casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 80, ReasonID: "t1"})
	l.await(casework.ExtensionRequested)
	l.signal("s2", casework.DecideExtension, "leader_in_charge", casework.Args{Clock: "handle", Approve: &yes})
	l.signal("s2", casework.DecideExtension, "leader_in_charge", casework.Args{Clock: "handle", Approve: &yes})
	l.await(casework.ExtensionApproved)
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

func refusedSignals(l *life) {
	l.service("practice")
	l.signal("s1", casework.Deliver, "clerk", handed)
	l.signal("s2", casework.Accept, "stranger", casework.Args{})
	l.signal("", casework.Chase, "section_head", casework.Args{})
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.signal("s3", casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 121})
	l.await(casework.ClockBreached)
	l.signal("s4", casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 10})
	l.signal("s5", casework.Withdraw, "handler", casework.Args{})
	l.await(casework.CaseClosed)
	l.signal("s6", casework.Explain, "section_head", casework.Args{ReasonID: "t2"})
	l.ends()
}

func pauseResume(l *life) {
	l.service("practice")
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	long := casework.Args{Category: "test", Until: time.Now().Add(time.Hour).Truncate(time.Millisecond)}
	accepts(l, l.update(casework.Pause, casework.Handler, long))
	require.Equal(l, casework.AlreadyPaused, l.update(casework.Pause, casework.Handler, long).Code)
	accepts(l, l.update(casework.Resume, casework.Handler, casework.Args{}))
	require.Equal(l, casework.NotPaused, l.update(casework.Resume, casework.Handler, casework.Args{}).Code)
	short := casework.Args{Category: "hearing", Until: time.Now().Add(5 * time.Second).Truncate(time.Millisecond)}
	accepts(l, l.update(casework.Pause, casework.Handler, short))
	l.await(casework.ClockWarned)
	accepts(l, l.update(casework.Deny, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

// An act that counts from after every clock reaches the case with one that counts
// from now: no clock runs out over the second.
func earliestFirst(l *life) {
	l.service("practice")
	ahead := casework.Command{
		ID: "ahead", Name: casework.Deliver, Actor: "clerk", Roles: []casework.Role{casework.Clerk}, At: time.Now().Add(time.Hour).Truncate(time.Millisecond),
	}
	late, err := l.r.client.UpdateWorkflow(l.Context(), client.UpdateWorkflowOptions{
		WorkflowID: l.name, UpdateID: ahead.ID, UpdateName: ahead.Name, Args: []any{ahead}, WaitForStage: client.WorkflowUpdateStageAccepted,
	})
	require.NoError(l, err)
	l.signal("s1", casework.Accept, "handler", casework.Args{})
	var v casework.Verdict
	require.NoError(l, late.Get(l.Context(), &v))
	require.False(l, v.Accepted)
	require.True(l, l.r.said(l.name, casework.Accepted))
	l.await(casework.AccountabilityOpened)
}

func withdrawn(l *life) {
	l.service("practice")
	accepts(l, l.update(casework.Transfer, casework.SectionHead, casework.Args{Post: "food-desk"}))
	accepts(l, l.update(casework.Chase, casework.SectionHead, casework.Args{}))
	accepts(l, l.update(casework.Withdraw, casework.Handler, casework.Args{}))
	l.ends()
}

// armedOneByOne: a co-unit's part ends 15 s before the whole, which is armed once that has.
func armedOneByOne(l *life) {
	l.service("same-day")
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.does(casework.PrincipalLeader, kind.NameLead, casework.Args{})
	stands := l.r.state(l.name)
	part := casework.Args{Post: "road-desk", Until: stands.Clock("handle").Due.Add(-15 * time.Second), ReasonID: "t1"}
	l.does(casework.Handler, casework.AssignStep, part)
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.Handler, casework.CompleteStep, casework.Args{Clock: "step:road-desk"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{Clock: "explain:road-desk", ReasonID: "t2"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

func armedAndSuperseded(l *life) {
	l.service("same-day")
	accepts(l, l.update(casework.Accept, casework.Handler, casework.Args{}))
	l.await(casework.ClockBreached) // armed 40 s before closing
	accepts(l, l.update(casework.Chase, casework.SectionHead, casework.Args{}))
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}

// lateCommand: the acceptance of a minute ago arrives behind a chaser, and after
// the case was deemed accepted.
func lateCommand(l *life) {
	l.service("practice")
	kept := time.Now().Truncate(time.Millisecond)
	accepts(l, l.update(casework.Chase, casework.SectionHead, casework.Args{}))
	l.await(casework.ClockDeemed)
	accepts(l, l.updateFrom(kept, casework.Accept, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Withdraw, casework.Handler, casework.Args{}))
	l.ends()
}

// reopenedCase records the second run.
func reopenedCase(l *life) {
	withdrawn(l)
	s := l.r.state(l.name)
	s.Run++
	now := time.Now().Truncate(time.Millisecond)
	l.start(s, &casework.Command{ID: "reopen", Name: casework.Reopen, Actor: "section_head", At: now})
	l.await(casework.CaseReopened)
	accepts(l, l.update(casework.Complete, casework.Handler, casework.Args{}))
	accepts(l, l.update(casework.Deliver, casework.Clerk, handed))
	l.ends()
}
