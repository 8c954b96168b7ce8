package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// course is a kind whose cases pass from desk to desk.
type course struct {
	start casework.State // what it is registered with
	path  []beaten       // how such a case goes when everybody does his part
	via   []casework.Stage
}

// beaten is one act of the path, so many hours after the one before.
type beaten struct {
	command string
	after   int
	args    casework.Args
}

var lives = map[casework.Kind]course{
	casework.Service: {
		casework.State{Item: "food-permit"},
		[]beaten{{casework.OneTimeNotice, 1, casework.Args{}}, {casework.Supplement, 1, casework.Args{}}, {casework.Accept, 1, casework.Args{}}, {casework.Complete, 20, casework.Args{}}, {casework.Deliver, 20, handed}},
		[]casework.Stage{casework.StageIntake, casework.StageSupplement, casework.StageHandle, casework.StageDeliver, casework.StageClosed},
	},
	casework.Document: {
		casework.State{Facts: map[string]string{"request": "true"}},
		[]beaten{{casework.Propose, 1, casework.Args{}}, {casework.Instruct, 1, casework.Args{}}, {casework.Assign, 1, casework.Args{}}, {casework.Return, 20, casework.Args{}}, {casework.Assign, 1, casework.Args{}}, {casework.Complete, 20, casework.Args{}}},
		[]casework.Stage{casework.StagePropose, casework.StageInstruct, casework.StageAssign, casework.StageHandle, casework.StageClosed},
	},
	casework.Complaint: {
		casework.State{},
		[]beaten{{casework.Screen, 1, casework.Args{Outcome: "complaint", Category: "over_limit"}}, {casework.Forward, 1, casework.Args{}}, {casework.Reply, 20, casework.Args{Outcome: "proven"}}, {casework.Confirm, 20, casework.Args{Outcome: "no_personal_fault"}}},
		[]casework.Stage{casework.StageScreen, casework.StageHandle, casework.StageConfirm, casework.StageClosed},
	},
	kind.Petition: {
		casework.State{Facts: map[string]string{"referral": "sent"}},
		[]beaten{
			{casework.Object, 1, casework.Args{}}, {casework.Screen, 20, casework.Args{Outcome: "claim", Post: "road-desk"}}, {casework.Hear, 1, casework.Args{Category: "statement"}}, {casework.Reply, 20, casework.Args{Outcome: "explained"}},
			{casework.AskReview, 20, casework.Args{Category: "outside", BasisID: "t1"}}, {casework.DecideReview, 20, casework.Args{Outcome: "upheld"}},
			{casework.AskReview, 20, casework.Args{Category: "outside", BasisID: "t1"}}, {casework.DecideReview, 20, casework.Args{Outcome: "upheld"}},
		},
		[]casework.Stage{kind.StageSort, casework.StageHandle, kind.StageAnswered, kind.StageRecheck, casework.StageClosed},
	},
	casework.Supervision: {
		casework.State{Declared: 1, Facts: map[string]string{kind.FactGovernment: "true"}},
		[]beaten{
			{casework.Propose, 1, casework.Args{Category: "own_leader", BasisID: "t1"}}, {casework.Issue, 1, casework.Args{}}, {casework.Reply, 20, casework.Args{}},
			{casework.Recheck, 1, casework.Args{Outcome: casework.RecheckNotDone}}, {casework.SignOff, 20, casework.Args{}}, {casework.ConfirmReceipt, 1, casework.Args{}},
			{casework.Object, 20, casework.Args{}},
		},
		[]casework.Stage{casework.StageIssue, casework.StageHandle, casework.StageFollow, casework.StageObject},
	},
	casework.Absence: {
		casework.State{Facts: map[string]string{"person": "concerned", "form": "outing", "approver": string(casework.SectionHead)}},
		[]beaten{{casework.Approve, 1, casework.Args{}}, {casework.ReportReturn, 28, casework.Args{}}},
		[]casework.Stage{casework.StageApprove, casework.StageLeave, casework.StageAway, casework.StageClosed},
	},
	casework.Accountability: {
		casework.State{Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "food-desk"}},
		[]beaten{
			{casework.StateFacts, 1, casework.Args{Outcome: "formal"}}, {casework.Hear, 1, casework.Args{}}, {casework.Recommend, 1, casework.Args{Measure: "admonition"}},
			{casework.Decide, 20, casework.Args{Measure: "admonition"}}, {casework.Serve, 20, casework.Args{}},
			{casework.AskReview, 20, casework.Args{Category: casework.RoundReview}}, {casework.DecideReview, 20, casework.Args{Outcome: "reversed"}},
		},
		[]casework.Stage{casework.StageVerify, casework.StageHear, casework.StageDecide, casework.StageServe, casework.StageServed, casework.StageReview, casework.StageClosed},
	},
}

// Silence is escalated until somebody answers for it: at every moment of its
// life an open case owes something by a day, whoever has it on his desk. A stage
// that waits for an act without a clock would be a drawer to forget it in.
//
// First the path everybody expects, through every desk; then lives that leave it
// anywhere for acts in any order.
func TestNoOpenCaseIsWithoutAClock(t *testing.T) {
	t.Parallel()
	for of, l := range lives {
		t.Run(string(of), func(t *testing.T) {
			t.Parallel()
			o := newLife(t, of, l.start)
			o.walk(l.path)
			o.run("2026-07-01T00:00:00")
			o.allAccepted(len(l.path))
			require.Subset(t, o.owing(), l.via)
			rapid.Check(t, func(t *rapid.T) {
				o := newLife(t, of, l.start)
				at, next := o.walk(l.path[:rapid.IntRange(0, len(l.path)).Draw(t, "on the path")]), 0
				for i := range rapid.IntRange(4, 24).Draw(t, "acts") {
					at = at.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
					next = drawForm(t, of, next)
					o.deliver(at, drawAct(t, kind.Office().Of(of).Forms()[next], i, at))
				}
				o.run("2026-07-01T00:00:00")
				o.owing()
			})
		})
	}
}

// walk goes the beaten path and tells when it ends.
func (o *office) walk(path []beaten) time.Time {
	at := o.start.Registered
	for i, b := range path {
		at = at.Add(time.Duration(b.after) * time.Hour)
		c := plausible(b.command, fmt.Sprintf("p%d", i), at)
		c.Args.Outcome, c.Args.Category, c.Args.Measure, c.Args.BasisID = b.args.Outcome, b.args.Category, b.args.Measure, b.args.BasisID
		o.deliver(at, c)
	}
	return at
}

// owing holds every revision against the rule and lists the stages it passed.
func (o *office) owing() (passed []casework.Stage) {
	for _, s := range o.steps {
		passed = append(passed, s.State.Stage)
		citizen := s.State.Turn == casework.Applicant // his time is his own
		require.True(o, s.State.Closed() || citizen || owesSomething(s.State),
			"revision %d in stage %s owes nothing, after %v", s.State.Revision, s.State.Stage, s.Events)
	}
	return passed
}

func newLife(t tester, of casework.Kind, start casework.State) *office {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	start.Number, start.Kind = kind.Office().Number(of, 2026, 1), of
	start.Unit, start.Post, start.Run = o.start.Unit, o.start.Post, 1
	start.Received, start.Registered = o.start.Received, o.start.Registered
	if of == casework.Absence {
		start.Term = &casework.Span{From: shanghai(t, "2026-03-03T12:00:00"), To: shanghai(t, "2026-03-03T15:00:00")}
	}
	o.start = *start.Clone()
	return o
}

// drawForm goes on to the next act in the order of the kind's forms, which is
// that of its life, or jumps to any.
func drawForm(t *rapid.T, of casework.Kind, last int) int {
	n := len(kind.Office().Of(of).Forms())
	if rapid.IntRange(0, 3).Draw(t, "goes on") > 0 {
		return (last + 1) % n
	}
	return rapid.IntRange(0, n-1).Draw(t, "jumps to")
}

// drawAct draws the arguments of a command that may be chosen.
func drawAct(t *rapid.T, form casework.Form, i int, at time.Time) casework.Command {
	c := plausible(form.Command, fmt.Sprintf("a%d", i), at)
	for _, f := range form.Fields {
		if f.Type == casework.FieldChoice {
			choose(&c.Args, f.Name, rapid.SampledFrom(f.Choices).Draw(t, f.Name))
		}
	}
	agree := rapid.IntRange(0, 2).Draw(t, "approve") > 0
	c.Args.Approve = &agree
	c.Args.Clock = rapid.SampledFrom([]string{"handle", "reply", "return"}).Draw(t, "clock")
	return c
}

// plausible is a command by whoever may, with what it needs.
func plausible(name, id string, at time.Time) casework.Command {
	c := casework.Command{ID: id, Name: name, Actor: "somebody", Roles: casework.Roles(), At: at, Args: casework.Args{
		Approve: &yes, Post: "road-desk", Days: 2, Person: "concerned", Members: 7, Present: 5, InFavour: 4,
		Materials: []string{"layout"}, Until: at.Add(48 * time.Hour),
	}}
	switch name {
	case casework.Hear, casework.AskReview, casework.ReportReturn, casework.FilePapers:
		c.Actor = "concerned" // his own to do
	}
	return c
}

func choose(a *casework.Args, field, code string) {
	switch field {
	case "outcome":
		a.Outcome = code
	case "measure":
		a.Measure = code
	case "share":
		a.Share = code
	default:
		a.Category = code
	}
}

func owesSomething(s casework.State) bool {
	for _, c := range s.Clocks {
		if c.Open() {
			return true
		}
	}
	return false
}
