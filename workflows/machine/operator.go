package machine

import (
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What stands here is for the operator who reads a case in Temporal's UI at night: what
// a timer waits for, what a commit writes, what a Signal is for, how the case stands. It
// holds names of events, clocks and commands and no word of a person.

// summaryMost is what the engine keeps of a summary, in bytes.
const summaryMost = 200

// writes says what a step tells, in one line.
func (s *Step) writes() string {
	var b strings.Builder
	if s.cmd != nil {
		b.WriteString(s.cmd.Name + ":")
	}
	for i := range s.events {
		if e := &s.events[i]; e.Key == "" {
			b.WriteString(" " + string(e.Name))
			if e.Clock != "" {
				b.WriteString(" " + e.Clock)
			}
			b.WriteString(",")
		}
	}
	line := strings.TrimSpace(strings.TrimSuffix(b.String(), ","))
	if len(line) > summaryMost {
		line = line[:summaryMost-3] + "..."
	}
	return line
}

// awaits says what the next instant is of.
func (k *Keeper) awaits() string {
	at, ahead, ok := k.state.Next()
	if !ok {
		return "an armed step to come true"
	}
	var due []string
	for _, c := range k.state.Clocks {
		for _, a := range c.Alarms {
			if c.Open() && a.At.Equal(at) {
				due = append(due, c.Name+" "+string(a.Kind))
				break
			}
		}
	}
	line := strings.Join(due, ", ") + " at " + at.UTC().Format(time.RFC3339)
	if ahead {
		line += ", armed ahead"
	}
	return line
}

// Describe says what a Signal or an Update is for, and under which rule.
func (k *Keeper) Describe(command string) string {
	act, ok := k.declared.Act(command)
	switch {
	case !ok:
		return "not for " + string(k.state.Kind) + ": refused"
	case act.Internal:
		return "the machine's own: heard only with its stored row"
	}
	return strings.TrimSpace(command + " " + act.Rule)
}

// Report says how the case stands.
func (k *Keeper) Report() casework.StateReport {
	out := casework.StateReport{
		Number: k.state.Number, Run: k.state.Run, Revision: k.state.Revision, Stage: k.state.Stage, Turn: k.state.Turn,
		Post: k.state.Post, Policy: k.state.Policy, Calendar: k.state.Calendar, Closed: k.state.Closed(),
		Queued: len(k.queue) + len(k.arrivals), Steps: len(k.trail),
	}
	if at, _, ok := k.state.Next(); ok {
		out.Next, out.Awaits = at, k.awaits()
	}
	for _, c := range k.state.Clocks {
		if c.Open() {
			out.Clocks = append(out.Clocks, casework.ClockReport{Name: c.Name, Round: c.Round, Status: string(c.Status), Due: c.Due, Rule: c.Rule})
		}
	}
	return out
}
