package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
)

// lives are the kinds whose cases pass from desk to desk, each with what it is
// registered with.
var lives = map[casework.Kind]casework.State{
	casework.Service:     {Item: "food-permit"},
	casework.Document:    {Facts: map[string]string{"request": "true"}},
	casework.Complaint:   {},
	casework.Supervision: {Facts: map[string]string{"origin": "ordinary"}},
	casework.Absence: {
		Facts: map[string]string{"person": "concerned", "form": "outing", "approver": string(casework.SectionHead)},
	},
	casework.Accountability: {Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "food-desk"}},
}

// Silence is escalated until somebody answers for it: at every moment of its
// life an open case owes something by a day, whoever has it on his desk. A stage
// that waits for an act without a clock would be a drawer to forget it in.
func TestNoOpenCaseIsWithoutAClock(t *testing.T) {
	t.Parallel()
	for kind, start := range lives {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			seen := map[casework.Stage]bool{}
			rapid.Check(t, func(t *rapid.T) {
				o := newLife(t, kind, start)
				at, next := o.start.Registered, rapid.IntRange(0, len(casework.Forms(kind))-1).Draw(t, "begins")
				for i := range rapid.IntRange(4, 24).Draw(t, "acts") {
					at = at.Add(time.Duration(rapid.IntRange(1, 12).Draw(t, "hours")) * time.Hour)
					next = drawForm(t, kind, next)
					o.deliver(at, drawAct(t, casework.Forms(kind)[next], i, at))
				}
				o.run("2026-07-01T00:00:00")
				for _, s := range o.steps {
					seen[s.State.Stage] = true
					citizen := s.State.Turn == casework.Applicant // his time is his own
					require.True(t, s.State.Closed() || citizen || owesSomething(s.State),
						"revision %d in stage %s owes nothing, after %v", s.State.Revision, s.State.Stage, s.Events)
				}
			})
			require.Greater(t, len(seen), 1, "hardly anything was lived: %v", seen)
		})
	}
}

func newLife(t tester, kind casework.Kind, start casework.State) *office {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	start.Number, start.Kind = casework.Number(kind, 2026, 1), kind
	start.Unit, start.Post, start.Run = o.start.Unit, o.start.Post, 1
	start.Received, start.Registered = o.start.Received, o.start.Registered
	if kind == casework.Absence {
		start.Term = &casework.Span{From: shanghai(t, "2026-03-03T12:00:00"), To: shanghai(t, "2026-03-03T15:00:00")}
	}
	o.start = *start.Clone()
	return o
}

// drawForm goes on to the next act in the order of the kind's forms, which is
// that of its life, or jumps to any.
func drawForm(t *rapid.T, kind casework.Kind, last int) int {
	n := len(casework.Forms(kind))
	if rapid.IntRange(0, 3).Draw(t, "goes on") > 0 {
		return (last + 1) % n
	}
	return rapid.IntRange(0, n-1).Draw(t, "jumps to")
}

// drawAct draws plausible arguments for a command, by whoever may.
func drawAct(t *rapid.T, form casework.Form, i int, at time.Time) casework.Command {
	c := casework.Command{ID: fmt.Sprintf("a%d", i), Name: form.Command, Actor: "somebody", Roles: casework.Roles(), At: at}
	for _, f := range form.Fields {
		if choices := f.Choices; f.Type == casework.FieldChoice {
			choose(&c.Args, f.Name, rapid.SampledFrom(choices).Draw(t, f.Name))
		}
	}
	agree := rapid.IntRange(0, 2).Draw(t, "approve") > 0
	c.Args.Approve, c.Args.Post, c.Args.Days = &agree, "road-desk", 2
	c.Args.Clock = rapid.SampledFrom([]string{"handle", "reply", "return"}).Draw(t, "clock")
	c.Args.Person, c.Args.Present, c.Args.InFavour = "concerned", 5, 4
	c.Args.Materials, c.Args.Until = []string{"layout"}, at.Add(48*time.Hour)
	switch form.Command {
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
