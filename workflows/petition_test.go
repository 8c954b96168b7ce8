package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// petitionWith came on Monday 2026-03-02 at 9:00. March has no day off but weekends;
// 4-04 to 4-06 (Saturday to Monday) and 5-01 to 5-05 are off, 5-09 is worked.
func petitionWith(t *testing.T, facts map[string]string) *office {
	t.Helper()
	return newMatter(t, kind.Petition, "2026-03-02T09:00:00", facts)
}

// keeps is what the office that keeps petitions does.
func (o *office) keeps(at, command string, a casework.Args) {
	o.Helper()
	o.update(at, "", command, casework.EfficiencyOffice, a)
}

// hears is the petitioner stating facts and reasons to the desk.
func (o *office) hears(at string) {
	o.Helper()
	o.update(at, "", casework.Hear, casework.Handler, casework.Args{Category: "statement", ReasonID: "t1"})
}

var toTheDesk = casework.Args{Outcome: "claim", Post: "food-desk", Unit: "permits"}

// Told by 15d from 3-02, 3-17. Accepted on 3-05: 30wd are 3-06, 09 to 13, 16 to 20, 23 to
// 27, 30 to 4-03, then 4-07 to 10, 13 to 17: 3-06 is day 1, 3-13 day 6, 3-20 day 11, 3-27
// day 16, 4-03 day 21, 4-10 day 25, 4-17 day 30. 60d from 3-05: 26 days to 3-31, 30 to
// 4-30, 4 more: 5-04, which is off, as is 5-05: 5-06 (R084; 条例 34, 民法典 203).
func TestPetitionAccepted(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-03-06T00:00:00")
	o.accepted()
	require.Equal(t, []string{"screen 2026-03-17", "handle 2026-04-17", "statutory 2026-05-06"}, o.clocks())
	require.Equal(t, []any{casework.StageHandle, casework.Handler, "food-desk"}, []any{o.last().Stage, o.last().Turn, o.last().Post})
	require.Len(t, o.find(casework.NoticeIssued, ""), 1)
}

// Sorted on 3-20, after the day by which the petitioner had to be told, its days run
// from that day, 3-17: 30wd of which 3-18 is day 1, 3-20 day 3, 3-27 day 8, 4-03 day 13,
// 4-10 day 17, 4-17 day 22, 4-24 day 27, 4-29 day 30; 60d: 5-16, a Saturday: 5-18.
func TestPetitionSortedLate(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-20T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-03-21T00:00:00")
	require.Equal(t, []string{"screen 2026-03-17", "handle 2026-04-29", "statutory 2026-05-18"}, o.clocks())
	require.Len(t, o.find(casework.ClockBreached, "screen"), 1)
}

// Whatever another procedure takes, and what is no claim, ends with a notice that leads
// on; not taken and taken no longer are different ends (条例 19, 23, 29 to 31, 36).
func TestOnlyAClaimIsHandled(t *testing.T) {
	for sort, basis := range map[string]string{
		"suggestion": "信访工作条例第二十九条", "accusation": "信访工作条例第三十条", "procedure": "信访工作条例第三十一条第一项至第五项",
		"passed_on": "信访工作条例第二十三条第一款", "elsewhere": "信访工作条例第二十三条第一款",
		"not_taken": "信访工作条例第十九条第三款", "no_longer": "信访工作条例第三十六条第三款",
	} {
		t.Run(sort, func(t *testing.T) {
			o := petitionWith(t, nil)
			o.keeps("2026-03-05T10:00:00", casework.Screen, casework.Args{Outcome: sort, Category: "arbitration", Case: "XF2026-000009", BasisID: "t2", ReasonID: "t1"})
			o.run("2027-03-02T00:00:00")
			o.accepted()
			require.Equal(t, []any{sort, "2026-03-05"}, []any{o.last().Result, o.last().ClosedAt.Format("2006-01-02")})
			require.Equal(t, []string{"screen 2026-03-17"}, o.clocks(), "nothing else was ever owed")
			require.Equal(t, basis, o.find(casework.Screened, "")[0].Basis)
			require.Len(t, o.find(casework.NoticeIssued, ""), 1)
		})
	}
}

// A claim needs a desk, what goes another way the way, what is taken no longer the case
// that ended, and an accusation a receiver that is named (30); a desk is given no petition against itself.
func TestPetitionSortedIncompletely(t *testing.T) {
	o := petitionWith(t, map[string]string{casework.FactAgainstPost: "food-desk"})
	o.keeps("2026-03-03T10:00:00", casework.Screen, casework.Args{Outcome: "claim"})
	o.keeps("2026-03-03T10:01:00", casework.Screen, casework.Args{Outcome: "procedure"})
	o.keeps("2026-03-03T10:02:00", casework.Screen, casework.Args{Outcome: "no_longer"})
	o.keeps("2026-03-03T10:03:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-03T10:04:00", casework.Screen, casework.Args{Outcome: "accusation"})
	o.run("2026-03-04T00:00:00")
	for at, field := range map[string]string{"10:00": "post", "10:01": "way", "10:02": "matter", "10:03": "post", "10:04": "basis"} {
		require.Equal(t, field, o.verdicts["screen@2026-03-03T"+at+":00"].Field, at)
	}
	require.Equal(t, casework.OwnCase, o.verdicts["screen@2026-03-03T10:03:00"].Code)
	require.Equal(t, kind.StageSort, o.last().Stage)
}

// Nobody is told of what came without a name; it is read and sorted all the same (23 II).
func TestPetitionWithoutAName(t *testing.T) {
	o := petitionWith(t, map[string]string{casework.FactAnonymous: "true"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.update("2026-03-10T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained"})
	o.run("2026-06-01T00:00:00")
	o.accepted()
	require.Empty(t, o.find(casework.NoticeIssued, ""))
	require.Equal(t, "answered", o.last().Result)
}

// 5wd to object run for what was sent here: 3-03, 04, 05, 06, 09. Until the sender
// agrees it stays, and the 15 days run on (23 III).
func TestPetitionObjection(t *testing.T) {
	sent := petitionWith(t, map[string]string{"referral": "sent"})
	sent.keeps("2026-03-09T17:00:00", casework.Object, casework.Args{ReasonID: "t1"})
	sent.keeps("2026-03-18T10:00:00", casework.DecideObjection, casework.Args{Approve: &yes})
	sent.update("2026-03-19T10:00:00", "", casework.DecideObjection, casework.PrincipalLeader, casework.Args{Approve: &yes})
	sent.run("2026-04-01T00:00:00")
	require.Equal(t, casework.NotCompetent, sent.verdicts["decide-objection@2026-03-18T10:00:00"].Code, "by who objected: nobody escapes alone")
	require.Equal(t, []string{"screen 2026-03-17", "object 2026-03-09"}, sent.clocks())
	require.Len(t, sent.find(casework.ClockBreached, "screen"), 1, "nobody was told by 3-17")
	require.Equal(t, "sent_back", sent.last().Result)

	late := petitionWith(t, map[string]string{"referral": "sent"})
	late.keeps("2026-03-10T09:00:00", casework.Object, casework.Args{ReasonID: "t1"})
	late.run("2026-03-11T00:00:00")
	require.Equal(t, casework.AfterExpiry, late.verdicts["object@2026-03-10T09:00:00"].Code)
	require.Len(t, late.find(casework.ClockLapsed, "object"), 1)

	direct := petitionWith(t, map[string]string{"referral": "direct"})
	direct.keeps("2026-03-03T09:00:00", casework.Object, casework.Args{ReasonID: "t1"})
	direct.run("2026-03-11T00:00:00")
	require.Equal(t, casework.NothingOwed, direct.verdicts["object@2026-03-03T09:00:00"].Code)
	require.Equal(t, []string{"screen 2026-03-17"}, direct.clocks())

	refused := petitionWith(t, map[string]string{"referral": "assigned"})
	refused.keeps("2026-03-05T09:00:00", casework.Object, casework.Args{ReasonID: "t1"})
	refused.keeps("2026-03-06T09:00:00", casework.DecideObjection, casework.Args{Approve: &no})
	refused.keeps("2026-03-06T10:00:00", casework.DecideObjection, casework.Args{Approve: &yes})
	refused.keeps("2026-03-09T10:00:00", casework.Screen, toTheDesk)
	refused.run("2026-03-11T00:00:00")
	require.Equal(t, casework.NothingOwed, refused.verdicts["decide-objection@2026-03-06T10:00:00"].Code)
	require.Equal(t, casework.StageHandle, refused.last().Stage)
}

// What was assigned is reported on by the day the assigner stated, 4-10 at noon; it is
// owed after the answer, and there is none to report before it (22, R086).
func TestPetitionAssigned(t *testing.T) {
	o := petitionWith(t, map[string]string{"referral": "assigned", "until": "2026-04-10T12:00:00+08:00"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, casework.Args{Outcome: "suggestion", ReasonID: "t1"})
	o.keeps("2026-04-13T10:00:00", casework.Report, casework.Args{Category: "result", ReasonID: "t1"})
	o.run("2026-05-01T00:00:00")
	o.accepted()
	require.Equal(t, []string{"screen 2026-03-17", "object 2026-03-09", "report_back 2026-04-10"}, o.clocks())
	late := o.find(casework.ClockBreached, "report_back")
	require.Equal(t, "2026-04-10T12:00:00+08:00", late[0].At.Format("2006-01-02T15:04:05Z07:00"))
	require.Len(t, o.find(casework.ClockMet, "report_back"), 1)

	undated := petitionWith(t, map[string]string{"referral": "assigned"})
	undated.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	undated.hears("2026-03-05T11:00:00")
	undated.update("2026-03-06T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "supported", ReasonID: "t1"})
	undated.keeps("2026-03-09T10:00:00", casework.Report, casework.Args{Category: "result", ReasonID: "t1"})
	undated.run("2026-03-10T00:00:00")
	undated.accepted()

	early := petitionWith(t, map[string]string{"referral": "assigned", "until": "2026-04-10T12:00:00+08:00"})
	early.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	early.keeps("2026-03-06T10:00:00", casework.Report, casework.Args{Category: "result", ReasonID: "t1"})
	early.run("2026-03-07T00:00:00")
	require.Equal(t, casework.WrongStage, early.verdicts["report@2026-03-06T10:00:00"].Code)
}

// Grave and urgent: the head hears of it at once, and the report upward is owed the same
// day (25).
func TestPetitionUrgent(t *testing.T) {
	o := petitionWith(t, map[string]string{"urgent": "true"})
	o.keeps("2026-03-02T16:00:00", casework.Report, casework.Args{Category: "urgent", ReasonID: "t1"})
	o.run("2026-03-03T00:00:00")
	o.accepted()
	require.Equal(t, []string{"screen 2026-03-17", "urgent_report 2026-03-02"}, o.clocks())
	said := o.find(casework.Reported, "")
	require.Equal(t, "2026-03-02 09:00", said[0].At.Format("2006-01-02 15:04"))
	require.Contains(t, said[0].To, casework.PrincipalLeader)
	require.Len(t, o.find(casework.ClockMet, "urgent_report"), 1)
}

// Sorted out, sent back, taken back or answered in another case, what is grave and urgent
// is still reported, and late is late (25, 46 IV).
func TestPetitionUrgentOutlivesItsEnd(t *testing.T) {
	o := petitionWith(t, map[string]string{"urgent": "true"})
	o.keeps("2026-03-02T10:00:00", casework.Screen, casework.Args{Outcome: "passed_on", BasisID: "t2", ReasonID: "t1"})
	o.run("2026-03-03T00:00:00")
	o.accepted()
	require.Equal(t, casework.StageClosed, o.last().Stage)
	require.Len(t, o.find(casework.ClockBreached, "urgent_report"), 1)
}

// What was sent here is told to go elsewhere only once the sender agrees (23 III); the
// petitioner's own is told at once (23 I).
func TestPetitionSentHereIsNotSentElsewhere(t *testing.T) {
	for from, want := range map[string]casework.Code{"sent": casework.Invalid, "assigned": casework.Invalid, "direct": "", "": ""} {
		o := petitionWith(t, map[string]string{"referral": from})
		o.keeps("2026-03-05T10:00:00", casework.Screen, casework.Args{Outcome: "elsewhere", ReasonID: "t1"})
		o.run("2026-03-06T00:00:00")
		require.Equal(t, want, o.verdicts["screen@2026-03-05T10:00:00"].Code, from)
	}
}

// Assigned without a day it owes a report all the same, by the office's own: 60d from 3-02
// are 5-01, off till 5-05: 5-06 (22). One that follows another owes its own, and there is
// nothing to report while it does.
func TestPetitionAssignedOwesAReport(t *testing.T) {
	o := petitionWith(t, map[string]string{"referral": "assigned"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-06T10:00:00", casework.Merge, casework.Args{Case: "XF2026-000002"})
	o.keeps("2026-03-09T10:00:00", casework.Report, casework.Args{Category: "result", ReasonID: "t1"})
	o.update("2026-03-16T10:00:00", "", casework.Follow, "", casework.Args{Case: "XF2026-000002", Outcome: casework.Answered})
	o.run("2026-03-17T00:00:00")
	require.Equal(t, casework.WrongStage, o.verdicts["report@2026-03-09T10:00:00"].Code)
	require.Equal(t, "merged", o.last().Result)
	require.Equal(t, []any{"2026-05-06", casework.Running}, []any{o.last().Clock("report_back").Date, o.last().Clock("report_back").Status})
}

// The head of the office grants 30 working days at most, and no day past day 90 from
// acceptance: 3-05 and 90 days is 6-03. 30wd more than 4-17 are 6-02 (4-20 is
// day 1, 4-24 day 5, 4-30 day 9, 5-08 day 12, 5-09 day 13, 5-15 day 18, 5-22 day 23, 5-29
// day 28, 6-02 day 30). Once, and by nobody else (R085; 条例 34).
func TestPetitionExtended(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	ask := func(at string, days int) {
		o.update(at, "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: days})
	}
	decide := func(at string, by casework.Role) {
		o.update(at, "", casework.DecideExtension, by, casework.Args{Clock: "handle", Approve: &yes})
	}
	ask("2026-04-01T10:00:00", 31)
	ask("2026-04-02T10:00:00", 30)
	decide("2026-04-03T10:00:00", casework.LeaderInCharge)
	decide("2026-04-03T11:00:00", casework.PrincipalLeader)
	ask("2026-05-20T10:00:00", 1)
	o.run("2026-05-21T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-04-01T10:00:00"].Code)
	require.Equal(t, casework.NotDecider, o.verdicts["decide-extension@2026-04-03T10:00:00"].Code)
	require.True(t, o.verdicts["decide-extension@2026-04-03T11:00:00"].Accepted)
	require.Equal(t, casework.NotExtendable, o.verdicts["request-extension@2026-05-20T10:00:00"].Code, "once")
	require.Equal(t, "2026-06-02", o.last().Clock("handle").Date)
	require.LessOrEqual(t, o.last().Clock("statutory").Date, "2026-06-03", "never past day 90")
	require.Len(t, o.find(casework.NoticeIssued, "handle"), 1, "the petitioner is told why")
}

// No claim is answered before the petitioner stated facts and reasons (31(6)).
func TestPetitionNotHeard(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.update("2026-03-06T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t2"})
	o.hears("2026-03-06T11:00:00")
	o.update("2026-03-06T12:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t2"})
	o.run("2026-03-07T00:00:00")
	require.Equal(t, []any{casework.NotHeard, "信访工作条例第三十一条第六项"}, []any{o.verdicts["reply@2026-03-06T10:00:00"].Code, o.verdicts["reply@2026-03-06T10:00:00"].Rule})
	require.True(t, o.verdicts["reply@2026-03-06T12:00:00"].Accepted)
}

// Answered on 3-10, received on 3-12: 30d to ask end on 4-11, a Saturday, and so with
// Monday 4-13 at midnight (35; 民法典 203). Nobody asked, and it ended then.
func TestPetitionAnswered(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.hears("2026-03-06T10:00:00")
	o.update("2026-03-10T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t2"})
	o.update("2026-03-11T10:00:00", "", casework.Serve, casework.Handler, casework.Args{Received: shanghai(t, "2026-03-12T10:00:00")})
	o.update("2026-03-12T15:00:00", "", casework.Serve, casework.Handler, casework.Args{Received: shanghai(t, "2026-03-12T10:00:00")})
	o.keeps("2026-03-20T15:00:00", casework.Rate, casework.Args{Outcome: "satisfied"})
	o.run("2026-06-01T00:00:00")
	require.Equal(t, casework.FutureDate, o.verdicts["serve@2026-03-11T10:00:00"].Code)
	require.Equal(t, []string{"screen 2026-03-17", "handle 2026-04-17", "statutory 2026-05-06", "serve 2026-03-17", "ask_review 2026-04-13"}, o.clocks())
	require.Equal(t, []any{"answered", "2026-04-14 00:00"}, []any{o.last().Result, o.last().ClosedAt.Format("2006-01-02 15:04")})
	require.Empty(t, o.find(casework.CardIssued, ""))
}

// petitionLaws are those that acts on a petition cite beyond its policies.
var petitionLaws = []string{
	"信访工作条例第十九条第三款", "信访工作条例第二十一条第二款", "信访工作条例第二十三条第一款", "信访工作条例第二十五条", "信访工作条例第二十八条第三款",
	"信访工作条例第二十九条", "信访工作条例第三十条", "信访工作条例第三十一条第一项至第五项", "信访工作条例第三十一条第六项", "信访工作条例第三十五条、第三十六条", "信访工作条例第三十六条第二款", "信访工作条例第三十六条第三款",
}
