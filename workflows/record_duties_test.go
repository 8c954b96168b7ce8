//go:build record

package workflows_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

func dutiesRounds(l *life) {
	l.matter(casework.Duties, nil)
	l.does(casework.SupervisionOffice, casework.FileDuty, casework.Args{Clock: "monday_list", ReasonID: "t1"})
	l.await(casework.ClockRecurred)
	l.does(casework.SupervisionOffice, casework.FileDuty, casework.Args{Clock: "circular", ReasonID: "t2"})
	l.refused(casework.NoSuchClock, casework.SupervisionOffice, casework.FileDuty, casework.Args{Clock: "handle"})
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t3"})
	l.ends()
}

// dutiesCirculated: one circular is missed, the next is issued (R222).
func dutiesCirculated(l *life) {
	l.matter(casework.Duties, nil)
	l.awaits(casework.RoundMissed, "overdue_circular")
	l.does(casework.GeneralOffice, casework.Circulate, casework.Args{Outcome: "circulated"})
	l.refused(casework.NothingOwed, casework.GeneralOffice, casework.Circulate, casework.Args{Outcome: "circulated"})
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// dutiesEve: another run goes on from the record alone, and a recount comes that counts from
// before the round that runs by now.
func dutiesEve(l *life) {
	l.matter(casework.Duties, nil)
	before := time.Now().Truncate(time.Millisecond)
	l.await(casework.ClockRecurred)
	require.NoError(l, l.r.client.TerminateWorkflow(l.Context(), l.name, l.run.GetRunID(), "missed"))
	s := l.r.state(l.name)
	s.Run, s.Revision = s.Run+1, 0
	l.start(s, nil)
	accepts(l, l.updateFrom(before, casework.Recount, "", casework.Args{Calendar: "cn@2"}))
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// dutiesVoided: the circular of a round that was counted anew is voided, and owed again (R222).
func dutiesVoided(l *life) {
	issued := time.Now()
	l.matter(casework.Duties, nil)
	l.does(casework.GeneralOffice, casework.Circulate, casework.Args{Outcome: "circulated", Units: []string{"permits", "roads"}})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "duties@5"})
	l.does(casework.GeneralOffice, kind.VoidCircular, casework.Args{Received: issued})
	l.refused(casework.NothingOwed, casework.GeneralOffice, kind.VoidCircular, casework.Args{Received: issued})
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// Nobody files the self-check of the first round, and it counts (R110).
func dutiesPoints(l *life) {
	l.matter(casework.Duties, nil)
	l.await(casework.PointsProposed)
	l.refused(casework.NoProposal, casework.EfficiencyOffice, casework.DecidePoints, casework.Args{Clock: "monday_list", Approve: &yes, ReasonID: "t1"})
	l.does(casework.EfficiencyOffice, casework.DecidePoints, casework.Args{Clock: "self_check", Approve: &yes, ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.FileDuty, casework.Args{Clock: "self_check", ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t4"})
	l.ends()
}

// dutiesNextList is asked for next year's list until a recount brings it: recorded in
// November or December, while the reference has none.
func dutiesNextList(l *life) {
	l.matter(casework.Duties, nil)
	l.does(casework.GeneralOffice, casework.FileDuty, casework.Args{Clock: "self_check", ReasonID: "t0"})
	l.refused(casework.ListMissing, casework.GeneralOffice, casework.FileDuty, casework.Args{Clock: "next_list", ReasonID: "t1"})
	l.awaits(casework.RoundMissed, "next_list")
	l.does(casework.Admin, casework.Recount, casework.Args{Calendar: "cn@2"})
	l.awaits(casework.DutyDone, "next_list")
	l.refused(casework.AlreadyDone, casework.GeneralOffice, casework.FileDuty, casework.Args{Clock: "next_list", ReasonID: "t2"})
	require.Eventually(l, func() bool {
		s := l.r.state(l.name)
		return s.Clock("next_list").Start.After(time.Now())
	}, time.Minute, 50*time.Millisecond, "the round ends, and the next asks for another year's list")
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t3"})
	l.ends()
}

// dutiesOpinions: one round of asking the public is missed, of the next what was heard is entered (R231). What is filed
// is reminded of no more.
func dutiesOpinions(l *life) {
	l.matter(casework.Duties, nil)
	l.does(casework.SupervisionOffice, casework.FileDuty, casework.Args{Clock: "summary", ReasonID: "t4"})
	l.awaits(casework.RoundMissed, kind.ClockOpinions)
	l.does(casework.EfficiencyOffice, kind.TakeOpinions, casework.Args{Means: "forum", ReasonID: "t1"})
	l.refused(casework.NothingOwed, casework.GeneralOffice, kind.TakeOpinions, casework.Args{Means: "questionnaire", ReasonID: "t2"})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "duties@5"})
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t3"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}
