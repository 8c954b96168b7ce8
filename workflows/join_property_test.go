package workflows_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// joinActs are what happens to a complaint around a merge.
var joinActs = []string{
	casework.Merge, casework.Merge, casework.Merge, casework.Unmerge, casework.Follow, casework.Follow, casework.Chase,
	casework.RequestExtension, casework.DecideExtension, casework.Withdraw, casework.Link, casework.Disclaim, casework.Reply,
}

// drawJoins draws acts on a complaint forwarded on Monday 2026-03-02, its promise
// due on 3-16, over three weeks, no two at one instant.
func drawJoins(t *rapid.T) []casework.Command {
	start := shanghai(t, "2026-03-02T11:00:00")
	var script []casework.Command
	taken := map[int64]bool{}
	for i := range rapid.IntRange(1, 12).Draw(t, "commands") {
		at := start.Add(time.Duration(rapid.IntRange(1, 21*24*3600).Draw(t, "after")) * time.Second)
		if rapid.Bool().Draw(t, "near closing") {
			at = shanghai(t, at.Format("2006-01-02")+"T17:29:58").Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "seconds")) * time.Second)
		}
		if taken[at.Unix()] {
			continue
		}
		taken[at.Unix()] = true
		c := casework.Command{
			ID: fmt.Sprintf("c%d", i), Name: rapid.SampledFrom(joinActs).Draw(t, "command"), Actor: "someone",
			Roles: []casework.Role{casework.EfficiencyOffice}, At: at,
		}
		approve := true
		c.Args = casework.Args{Clock: "handle", Days: rapid.IntRange(1, 3).Draw(t, "days"), Approve: &approve, Case: leading}
		c.Args.Outcome = rapid.SampledFrom([]string{casework.Answered, casework.Released}).Draw(t, "outcome")
		script = append(script, c)
	}
	slices.SortFunc(script, func(a, b casework.Command) int { return a.At.Compare(b.At) })
	return script
}

// playJoins lets a complaint live through a script, each command late by its delay.
func playJoins(t *rapid.T, script []casework.Command, late []time.Duration) *office {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.start.Number, o.start.Kind, o.start.Item = kind.Office().Number(casework.Complaint, 2026, 1), casework.Complaint, ""
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	for i, c := range script {
		o.deliver(c.At.Add(late[i]), c)
	}
	o.run("2026-05-01T00:00:00")
	return o
}

// A merge moves no due instant, and ends no clock but by an act: the same life
// without its joins has the same clocks, due at the same instants and late at the
// same ones, up to the act that ended them.
func TestNoClockIsLostInAMerge(t *testing.T) {
	t.Parallel()
	merges := 0
	rapid.Check(t, func(t *rapid.T) {
		script := drawJoins(t)
		late := make([]time.Duration, len(script))
		for i := range late {
			late[i] = time.Duration(rapid.SampledFrom([]int{0, 0, 1, 5, 90, 3600}).Draw(t, "late")) * time.Second
		}
		o := playJoins(t, script, late)
		consistent(o)
		merges += len(o.find(casework.Merged, ""))
		endsHaveACause(o)

		var rest []casework.Command
		for _, c := range script {
			joins := slices.Contains([]string{casework.Merge, casework.Unmerge, casework.Follow, casework.Link}, c.Name)
			if o.verdicts[c.ID].Accepted && !joins {
				rest = append(rest, c)
			}
		}
		alone := playJoins(t, rest, make([]time.Duration, len(rest)))
		sameClocks(o, alone)
	})
	require.Greater(t, merges, 20, "hardly anything was merged")
}

// endsHaveACause: every end of a clock that is no outcome of its own stands beside
// an act of the same instant.
func endsHaveACause(o *office) {
	acts := []casework.EventName{
		casework.Forwarded, casework.Followed, casework.Withdrawn, casework.Disclaimed, casework.Replied,
	}
	for _, e := range o.standing() {
		if e.Name != casework.ClockMet && e.Name != casework.ClockDropped {
			continue
		}
		require.True(o, slices.ContainsFunc(o.standing(), func(a casework.Event) bool {
			return a.At.Equal(e.At) && slices.Contains(acts, a.Name)
		}), "%s of %s at %s by nobody", e.Name, e.Clock, e.At)
	}
}

func sameClocks(o, alone *office) {
	for _, c := range o.last().Clocks {
		i := slices.IndexFunc(alone.last().Clocks, func(a casework.Clock) bool { return a.Name == c.Name && a.Round == c.Round })
		if c.Name == "explain" { // owed where it was breached, which is compared itself
			continue
		}
		require.GreaterOrEqual(o, i, 0, c.Name)
		a := alone.last().Clocks[i]
		require.True(o, c.Due.Equal(a.Due), "%s %d: due %s, alone %s", c.Name, c.Round, c.Due, a.Due)
		until := c.Ended
		for _, told := range []casework.EventName{casework.ClockWarned, casework.ClockBreached, casework.ClockLapsed, casework.Escalated} {
			var without []string
			for _, e := range alone.find(told, c.Name) {
				if e.Round == c.Round && (until.IsZero() || e.At.Before(until) || told == casework.ClockLapsed) {
					without = append(without, day(e.At)+e.Level)
				}
			}
			var with []string
			for _, e := range o.find(told, c.Name) {
				if e.Round == c.Round && (until.IsZero() || e.At.Before(until) || told == casework.ClockLapsed) {
					with = append(with, day(e.At)+e.Level)
				}
			}
			if told == casework.ClockLapsed && c.Status != casework.Lapsed {
				continue
			}
			require.Equal(o, without, with, "%s of %s %d", told, c.Name, c.Round)
		}
	}
}
