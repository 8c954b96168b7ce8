package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// newAccountability prepares a case opened by a breach on Monday 2026-03-02.
func newAccountability(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, "food-permit", "2026-03-02T17:30:00")
	o.start.Number, o.start.Kind, o.start.Item = "ZZ2026-000001", casework.Accountability, ""
	o.start.Cause = &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "food-desk", At: o.start.Registered}
	return o
}

var formal = casework.Args{Outcome: "formal", Person: "handler"}

// A breach nobody touched: verified, formally opened, heard, recommended,
// decided, served, reviewed, appealed, reversed.
func TestAccountabilityToReversal(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formal)
	o.update("2026-03-06T10:00:00", "", casework.Hear, casework.Handler, casework.Args{})
	o.update("2026-03-09T10:00:00", "", casework.Split, casework.EfficiencyOffice, casework.Args{Person: "handler", Share: casework.ShareFull})
	o.update("2026-03-10T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "circulated_criticism"})
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{Measure: "circulated_criticism", Members: 7, Present: 5, InFavour: 4})
	o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-04-01T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	o.update("2026-04-20T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld"})
	o.update("2026-05-05T20:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	o.update("2026-06-01T10:00:00", "", casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "reversed"})
	o.run("2026-12-31T00:00:00")
	for id, v := range o.verdicts {
		require.True(t, v.Accepted, "%s: %s", id, v.Code)
	}
	require.Len(t, o.verdicts, 10)
	require.Equal(t, "reversed", o.last().Result)
	require.Empty(t, o.find(casework.ClockBreached, ""))
	var due []string
	for _, e := range o.find(casework.ClockStarted, "") {
		due = append(due, e.Clock+" "+e.Due.Date)
	}
	require.Equal(t, []string{
		"verify 2026-04-14",     // 30wd from 3-02; Qingming 4-4 to 4-6 off
		"handle 2026-09-07",     // 6 months from 3-05 is Saturday 9-05
		"statement 2026-03-12",  // 5wd, to the end of the day
		"serve 2026-03-23",      // 5wd from the decision on 3-16
		"ask_review 2026-04-17", // 30 days from 3-18
		"direct_appeal 2026-04-17",
		"review 2026-05-06",   // 30 days from 4-01 is 5-01; 5-1 to 5-5 off
		"appeal 2026-05-06",   // 15 days from 4-20 is 5-05, off
		"appealed 2026-07-06", // 60 days from 5-05 is Saturday 7-04
	}, due)
}

// The leader's turn ate the time: verification ends the case, nobody is named.
func TestAccountabilityEndsAtVerification(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "no_fault"})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, "no_fault", o.last().Result)
	require.Empty(t, o.last().Facts["person"])
}

// Not asked for in time, the decision is final at the end of the last day.
func TestReviewRightLapses(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formal)
	o.update("2026-03-13T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"}) // statement lapsed on 3-12
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 4})
	o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, "final", o.last().Result)
	require.Equal(t, "2026-04-18 00:00", day(o.find(casework.ClockLapsed, "ask_review")[0].At))
}

func TestAccountabilityRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		command string
		by      casework.Role
		args    casework.Args
		heard   bool
		code    casework.Code
	}{
		"recommended before heard":      {casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"}, false, casework.NotHeard},
		"off the ladder":                {casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "fine"}, true, casework.NotOnLadder},
		"heard by another":              {casework.Hear, casework.Clerk, casework.Args{}, false, casework.NotConcerned},
		"the person recommends himself": {casework.Recommend, casework.Handler, casework.Args{Measure: "admonition"}, true, casework.OwnCase},
		"decided before recommended":    {casework.Decide, casework.PartyGroup, casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 5}, true, casework.WrongStage},
		"review before it was served":   {casework.AskReview, casework.Handler, casework.Args{}, true, casework.WrongStage},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAccountability(t)
			o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formal)
			if tt.heard {
				o.update("2026-03-05T11:00:00", "", casework.Hear, casework.Handler, casework.Args{})
			}
			o.update("2026-03-05T12:00:00", "", tt.command, tt.by, tt.args)
			o.run("2026-03-06T00:00:00")
			require.Equal(t, tt.code, o.last().Seen[len(o.last().Seen)-1].Code)
		})
	}
}

// More than half of the members entitled to attend, whoever came (党组工作条例 27); a
// measure beyond the office's authority is referred with its opinion (R142).
func TestDecisionNeedsQuorumAndAuthority(t *testing.T) {
	for name, tt := range map[string]struct {
		args   casework.Args
		code   casework.Code
		result string
	}{
		"three of six":         {casework.Args{Measure: "admonition", Members: 7, Present: 6, InFavour: 3}, casework.NoQuorum, ""},
		"more than came":       {casework.Args{Measure: "admonition", Members: 5, Present: 3, InFavour: 4}, casework.NoQuorum, ""},
		"three of seven came":  {casework.Args{Measure: "admonition", Members: 7, Present: 3, InFavour: 3}, casework.NoQuorum, ""},
		"half of them came":    {casework.Args{Measure: "admonition", Members: 8, Present: 4, InFavour: 4}, casework.NoQuorum, ""},
		"more than there are":  {casework.Args{Measure: "admonition", Members: 4, Present: 5, InFavour: 5}, casework.NoQuorum, ""},
		"nobody says how many": {casework.Args{Measure: "admonition", Present: 5, InFavour: 5}, casework.NoQuorum, ""},
		"a demotion":           {casework.Args{Measure: "demotion", Outcome: casework.Refer, Members: 7, Present: 5, InFavour: 5}, "", "referred"},
		"nobody's fault":       {casework.Args{Measure: "none", Members: 7, Present: 5, InFavour: 5}, "", "no_fault"},
		"of those who came":    {casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 3}, casework.NoQuorum, ""},
		"half of all":          {casework.Args{Measure: "admonition", Members: 8, Present: 7, InFavour: 4}, casework.NoQuorum, ""},
		"within its power":     {casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 4}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAccountability(t)
			o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formal)
			o.update("2026-03-05T11:00:00", "", casework.Hear, casework.Handler, casework.Args{})
			o.update("2026-03-05T12:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"})
			o.update("2026-03-06T10:00:00", "", casework.Decide, casework.PartyGroup, tt.args)
			o.run("2026-03-07T00:00:00")
			require.Equal(t, tt.code, o.last().Seen[len(o.last().Seen)-1].Code)
			require.Equal(t, tt.result, o.last().Result)
		})
	}
}

// After its day the decision is final; a review asked for all the same is
// registered and marked late, and the body decides. After the appeal nothing is.
func TestLateReviewIsRegisteredAndMarked(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formal)
	o.update("2026-03-05T11:00:00", "", casework.Hear, casework.Handler, casework.Args{})
	o.update("2026-03-05T12:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"})
	o.update("2026-03-06T10:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 4})
	o.update("2026-03-06T11:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	o.run("2026-12-31T00:00:00")
	state := *o.last()
	require.Equal(t, "final", state.Result)

	again := newAccountability(t)
	at := shanghai(t, "2026-05-06T10:00:00")
	state.Run++
	again.start, again.start.Registered = state, at
	again.resume = &casework.Command{ID: "late", Name: casework.AskReview, Actor: "handler", At: at}
	again.update("2026-05-08T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "reversed"})
	again.run("2026-12-31T00:00:00")
	asked := again.find(casework.ReviewAsked, "")
	require.Len(t, asked, 1)
	require.Equal(t, "true", asked[0].Detail["late"])
	require.Equal(t, "reversed", again.last().Result)
}
