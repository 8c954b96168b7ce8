package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// leading is a complaint others are merged into; its own life is not played here.
const leading = "TS2026-000009"

// forwarded is a complaint of Monday 2026-03-02, given to a unit at 10:30 with ten
// working days to 3-16 (R069), and merged into the leading one the next morning.
func forwarded(t *testing.T) *office {
	t.Helper()
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	return o
}

func merged(t *testing.T) *office {
	t.Helper()
	o := forwarded(t)
	o.update("2026-03-03T09:00:00", "", casework.Merge, casework.EfficiencyOffice, casework.Args{Case: leading})
	return o
}

// follows tells at an instant what the leading case came to earlier.
func (o *office) follows(at, counts, outcome string) {
	o.Helper()
	o.update(at, counts, casework.Follow, casework.Handler, casework.Args{Case: leading, Outcome: outcome})
}

// The leading case is answered on day 8, three minutes later this one hears of it:
// its promise was met, and it ended, at the instant of the answer.
func TestMergedIsAnsweredWithItsLeader(t *testing.T) {
	o := merged(t)
	o.follows("2026-03-12T10:03:00", "2026-03-12T10:00:00", casework.Answered)
	o.run("2026-06-01T00:00:00")
	o.accepted()
	require.Equal(t, []string{"forward 2026-03-03", "jurisdiction 2026-03-05", "handle 2026-03-16"}, o.clocks())
	met := o.find(casework.ClockMet, "handle")
	require.Len(t, met, 1)
	require.Equal(t, "2026-03-12 10:00", day(met[0].At))
	require.Nil(t, met[0].Detail, "in time")
	require.Equal(t, "merged", o.last().Result)
	require.Equal(t, "2026-03-12 10:00", day(o.last().ClosedAt))
	require.Len(t, o.find(casework.NoticeIssued, ""), 1, "whoever complained is told")
	require.Equal(t, []string{"2026-03-05 17:30"}, o.told(casework.ClockLapsed, "jurisdiction"), "rights run out as they would have")
}

// Nobody answers in time: the follower's own clock warns, is breached and climbs as
// if it stood alone, and the late answer does not undo it.
func TestMergedIsLateOnItsOwn(t *testing.T) {
	o := merged(t)
	o.follows("2026-03-18T10:00:00", "", casework.Answered)
	o.run("2026-06-01T00:00:00")
	alone := forwarded(t)
	alone.update("2026-03-18T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
	alone.run("2026-06-01T00:00:00")
	for _, name := range []casework.EventName{casework.ClockWarned, casework.ClockBreached, casework.CardIssued, casework.Escalated, casework.ExplanationDue} {
		require.Equal(t, alone.told(name, "handle"), o.told(name, "handle"), name)
	}
	require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, map[string]string{"late": "true"}, o.find(casework.ClockMet, "handle")[0].Detail)
	require.Equal(t, casework.Breached, o.last().Clock("explain").Status, "the explanation owed outlives it (R059)")
}

// Answered half a minute before closing and heard of after it: the breach that was
// armed meanwhile is taken back.
func TestMergedWasAnsweredBeforeItWasLate(t *testing.T) {
	o := merged(t)
	o.follows("2026-03-16T17:31:00", "2026-03-16T17:29:30", casework.Answered)
	o.run("2026-03-20T00:00:00")
	o.accepted()
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Empty(t, o.find(casework.CardIssued, ""))
	require.Equal(t, "2026-03-16 17:29", day(o.last().ClosedAt))
}

// Somebody chased in good faith between the answer and its arrival: the answer
// counts from there, and nothing is lost.
func TestMergedWasActedOnMeanwhile(t *testing.T) {
	o := merged(t)
	o.update("2026-03-12T10:00:02", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.follows("2026-03-12T10:00:05", "2026-03-12T10:00:00", casework.Answered)
	o.run("2026-06-01T00:00:00")
	o.accepted()
	require.Len(t, o.find(casework.Chased, ""), 1)
	require.Equal(t, "merged", o.last().Result)
	require.True(t, o.last().ClosedAt.Equal(shanghai(t, "2026-03-12T10:00:02")))
}

// The leading case went another way, or it was no duplicate after all: the
// follower stands where it stood, due when it was due.
func TestMergedIsOnItsOwnAgain(t *testing.T) {
	for name, release := range map[string]func(*office){
		"its leader was released": func(o *office) { o.follows("2026-03-06T10:00:00", "", casework.Released) },
		"by hand": func(o *office) {
			o.update("2026-03-06T10:00:00", "", casework.Unmerge, casework.EfficiencyOffice, casework.Args{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := merged(t)
			o.update("2026-03-05T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
			release(o)
			o.update("2026-03-13T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
			o.run("2026-03-14T00:00:00")
			require.Equal(t, casework.WrongStage, o.verdicts["reply@2026-03-05T10:00:00"].Code, "its leader is answered, not the duplicate")
			require.True(t, o.verdicts["reply@2026-03-13T10:00:00"].Accepted)
			require.Len(t, o.find(casework.ClockStarted, "handle"), 1)
			require.Empty(t, o.find(casework.ClockMoved, ""))
			require.Empty(t, o.last().Follows)
		})
	}
}

// The report on itself that a unit owes after three complaints is no part of the
// answer, and outlives the third complaint (R080).
func TestSelfReportOutlivesTheMerge(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.tally = casework.Tally{OnMatter: 3, InMonth: 1}
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-03T09:00:00", "", casework.Merge, casework.EfficiencyOffice, casework.Args{Case: leading})
	o.follows("2026-03-04T10:00:00", "", casework.Answered)
	o.update("2026-03-05T10:00:00", "", casework.SelfReport, casework.SectionHead, casework.Args{})
	o.run("2026-06-01T00:00:00")
	o.accepted()
	require.Equal(t, "merged", o.last().Result)
	require.Equal(t, casework.Met, o.last().Clock("self_report").Status)
}

// A document that complains becomes a complaint: its opinion is given with the
// transfer, and nothing of it runs on here (R051, R066).
func TestConverted(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Convert, casework.GeneralOffice, casework.Args{Kind: casework.Complaint, Unit: "permits"})
	o.run("2026-03-20T00:00:00")
	o.accepted()
	require.Equal(t, "converted", o.last().Result)
	require.Equal(t, casework.Met, o.last().Clock("propose").Status)
	require.Equal(t, "complaint", o.find(casework.Converted, "")[0].Level)
}

func TestLinksAreStatedAndTakenBack(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	other := casework.Args{Case: "DB2026-000001", Relation: casework.Related}
	o.update("2026-03-02T10:00:00", "", casework.Link, casework.GeneralOffice, other)
	o.update("2026-03-02T10:01:00", "", casework.Link, casework.GeneralOffice, other)
	o.update("2026-03-02T10:02:00", "", casework.Unlink, casework.GeneralOffice, other)
	o.update("2026-03-02T10:03:00", "", casework.Unlink, casework.GeneralOffice, other)
	o.update("2026-03-02T10:04:00", "", casework.Link, casework.GeneralOffice, other)
	o.run("2026-03-02T11:00:00")
	require.Equal(t, casework.LinkedAlready, o.verdicts["link@2026-03-02T10:01:00"].Code)
	require.Equal(t, casework.NotLinked, o.verdicts["unlink@2026-03-02T10:03:00"].Code)
	require.Equal(t, []string{"DB2026-000001"}, o.last().Links)
	for _, e := range append(o.find(casework.Linked, ""), o.find(casework.Unlinked, "")...) {
		require.Equal(t, "DB2026-000001", e.Other)
		require.Empty(t, e.Detail, "the timeline does not name the other")
	}
}

// What a case refuses for its own part; nothing changes.
func TestJoinRefusals(t *testing.T) {
	request := map[string]string{"request": "true"}
	assigned := func(o *office) {
		o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
	}
	for name, tt := range map[string]struct {
		kind    casework.Kind
		facts   map[string]string
		before  func(*office)
		command string
		args    casework.Args
		code    casework.Code
	}{
		"a link with itself":                    {casework.Document, nil, nil, casework.Link, casework.Args{Case: "GW2026-000001"}, casework.Invalid},
		"a merge with itself":                   {casework.Document, nil, assigned, casework.Merge, casework.Args{Case: "GW2026-000001"}, casework.Invalid},
		"a merge before its promise runs":       {casework.Document, nil, nil, casework.Merge, casework.Args{Case: "GW2026-000002"}, casework.NotMergeable},
		"a request whose silence speaks (R061)": {casework.Document, request, assigned, casework.Merge, casework.Args{Case: "GW2026-000002"}, casework.NotMergeable},
		"supervision is never merged (R096)":    {casework.Supervision, nil, nil, casework.Merge, casework.Args{Case: "DB2026-000002"}, casework.UnknownCommand},
		"nor is an application":                 {casework.Service, nil, nil, casework.Merge, casework.Args{Case: "BJ2026-000002"}, casework.UnknownCommand},
		"on its own already":                    {casework.Document, nil, assigned, casework.Unmerge, casework.Args{}, casework.NotMerged},
		"a leader it does not follow":           {casework.Document, nil, assigned, casework.Follow, casework.Args{Case: "GW2026-000002", Outcome: casework.Answered}, casework.NotMerged},
		"converted when a unit has it":          {casework.Document, nil, assigned, casework.Convert, casework.Args{Kind: casework.Complaint}, casework.NotConvertible},
		"converted into its own kind":           {casework.Document, nil, nil, casework.Convert, casework.Args{Kind: casework.Document}, casework.NotConvertible},
		"an application becomes nothing else":   {casework.Service, nil, nil, casework.Convert, casework.Args{Kind: casework.Complaint}, casework.UnknownCommand},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, tt.kind, "2026-03-02T09:00:00", tt.facts)
			if tt.kind == casework.Service {
				o.start.Item = "food-permit"
			}
			if tt.before != nil {
				tt.before(o)
			}
			o.update("2026-03-02T10:30:00", "", tt.command, casework.GeneralOffice, tt.args)
			o.run("2026-03-02T11:00:00")
			require.Equal(t, tt.code, o.verdicts[tt.command+"@2026-03-02T10:30:00"].Code)
			told := 1
			if tt.code == casework.UnknownCommand { // refused by its form: it leaves no history
				told = 0
			}
			require.Len(t, o.find(casework.CommandRefused, ""), told)
			require.Empty(t, o.last().Follows)
			require.Empty(t, o.last().Links)
			require.False(t, o.last().Closed())
		})
	}
}
