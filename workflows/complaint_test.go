package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// complaintWith is one forwarded on Monday 3-02 and registered with facts.
func complaintWith(t *testing.T, facts map[string]string) *office {
	t.Helper()
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", facts)
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk", Unit: "permits"})
	return o
}

// Forwarded again to the desk that has it, a complaint gains no day: ten working days
// run from 3-02 to 3-16, before and after a dispute raised late (R069, R071, R072).
func TestForwardedOnce(t *testing.T) {
	o := complaintWith(t, nil)
	same := casework.Args{Post: "food-desk", Unit: "permits"}
	o.update("2026-03-04T09:00:00", "", casework.Forward, casework.EfficiencyOffice, same)
	o.update("2026-03-09T09:00:00", "", casework.Disclaim, casework.Handler, casework.Args{}) // the right lapsed on 3-05
	final := same
	final.Approve = &yes
	o.update("2026-03-10T09:00:00", "", casework.Forward, casework.EfficiencyOffice, final)
	o.update("2026-03-11T09:00:00", "", casework.Disclaim, casework.Handler, casework.Args{})
	o.run("2026-03-12T00:00:00")
	again := o.verdicts["forward@2026-03-04T09:00:00"]
	require.Equal(t, []any{casework.AlreadyDone, "post", "R069"}, []any{again.Code, again.Field, again.Rule})
	require.True(t, o.verdicts["forward@2026-03-10T09:00:00"].Accepted)
	require.Equal(t, "R072", o.verdicts["disclaim@2026-03-11T09:00:00"].Rule, "decided finally")
	handle := o.last().Clock("handle")
	require.Equal(t, []any{1, "2026-03-16"}, []any{handle.Round, handle.Date})
	require.Len(t, o.find(casework.Forwarded, ""), 2)
}

// heard are the roles that ever heard of the case, owed a clock of it or had the turn.
func (o *office) heard() map[casework.Role]bool {
	out := map[casework.Role]bool{}
	for _, s := range o.steps {
		out[s.State.Turn] = true
		for _, c := range s.State.Clocks {
			out[c.Owner], out[c.Asks] = true, true
			for _, d := range c.Deciders {
				out[d] = true
			}
			for _, a := range c.Alarms {
				for _, r := range a.To {
					out[r] = true
				}
			}
		}
		for _, e := range s.Events {
			for _, r := range e.To {
				out[r] = true
			}
		}
	}
	return out
}

// What went upward is nobody's of those it went past: not a message, clock, turn
// or decision, from the first day to the last rung of the ladder (design section 5).
func TestComplaintUpward(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{"office": "discipline_office", "office_post": "discipline-office"})
	o.tally = casework.Tally{OnMatter: 3, InMonth: 9}
	o.update("2026-03-04T10:30:00", "", casework.Forward, casework.DisciplineOffice, casework.Args{Post: "food-desk", Unit: "permits"})
	o.update("2026-03-09T11:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-03-09T12:00:00", "", casework.DecideExtension, casework.EfficiencyOffice, casework.Args{Clock: "handle", Approve: &yes})
	o.update("2026-03-09T14:00:00", "", casework.DecideExtension, casework.DisciplineOffice, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-06-01T00:00:00")
	require.Equal(t, casework.NotDecider, o.verdicts["decide-extension@2026-03-09T12:00:00"].Code)
	require.True(t, o.verdicts["decide-extension@2026-03-09T14:00:00"].Accepted)
	require.Equal(t, "2026-03-20", o.last().Clock("handle").Date, "10wd from 3-04 and two more")
	heard := o.heard()
	for _, role := range []casework.Role{casework.EfficiencyOffice, casework.PrincipalLeader, casework.SupervisionOffice} {
		require.False(t, heard[role], role)
	}
	require.True(t, heard[casework.DisciplineOffice])
	require.Empty(t, o.find(casework.SelfReportOwed, ""), "no figure tells of it")
	require.Len(t, o.find(casework.AccountabilityOpened, ""), 1, "and late is late there too")

	ordinary := complaintWith(t, nil)
	ordinary.run("2026-06-01T00:00:00")
	require.True(t, ordinary.heard()[casework.EfficiencyOffice] && ordinary.heard()[casework.PrincipalLeader])
}

// The post complained of is given nothing, and who is complained of answers for
// nothing in it (R073).
func TestNobodyAnswersAboutHimself(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{"against_post": "food-desk", "against_person": "handler"})
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-02T11:00:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "permits-head"})
	o.update("2026-03-03T10:00:00", "", casework.Reply, "handler", casework.Args{Outcome: "unproven"})
	o.update("2026-03-04T10:00:00", "", casework.Reply, casework.SectionHead, casework.Args{Outcome: "unproven"})
	o.run("2026-03-05T00:00:00")
	require.Equal(t, casework.OwnCase, o.verdicts["forward@2026-03-02T10:30:00"].Code)
	require.Equal(t, casework.OwnCase, o.verdicts["reply@2026-03-03T10:00:00"].Code)
	require.True(t, o.verdicts["reply@2026-03-04T10:00:00"].Accepted)
}

// One investigator, on a consent that is dated and on file, until it is taken back
// or the case moves on (R082).
func TestDisclosure(t *testing.T) {
	signed := shanghai(t, "2026-03-02T00:00:00")
	consent := func(person string) casework.Args {
		return casework.Args{Person: person, Received: signed, Approve: &yes}
	}
	future := consent("section_head")
	future.Received = shanghai(t, "2026-03-09T00:00:00")
	unsigned := consent("section_head")
	unsigned.Approve = &no
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{"against_person": "handler"})
	o.update("2026-03-02T09:30:00", "", casework.Disclose, casework.EfficiencyOffice, consent("section_head"))
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-03T09:00:00", "", casework.Disclose, casework.EfficiencyOffice, future)
	o.update("2026-03-03T09:10:00", "", casework.Disclose, casework.EfficiencyOffice, unsigned)
	o.update("2026-03-03T09:20:00", "", casework.Disclose, casework.EfficiencyOffice, consent("handler"))
	o.update("2026-03-03T09:30:00", "", casework.Disclose, casework.EfficiencyOffice, consent("section_head"))
	o.update("2026-03-03T09:40:00", "", casework.Disclose, casework.EfficiencyOffice, consent("inspector"))
	o.update("2026-03-03T10:00:00", "", casework.WithdrawDisclosure, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-03-03T10:10:00", "", casework.WithdrawDisclosure, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-03-03T10:20:00", "", casework.Disclose, casework.EfficiencyOffice, consent("inspector"))
	o.update("2026-03-04T10:00:00", "", casework.Disclaim, casework.Handler, casework.Args{})
	o.update("2026-03-04T11:00:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "card-desk"})
	o.run("2026-03-05T00:00:00")
	for id, code := range map[string]casework.Code{
		"disclose@2026-03-02T09:30:00": casework.WrongStage, "disclose@2026-03-03T09:00:00": casework.FutureDate,
		"disclose@2026-03-03T09:10:00": casework.Invalid, "disclose@2026-03-03T09:20:00": casework.Invalid,
		"disclose@2026-03-03T09:30:00": "", "disclose@2026-03-03T09:40:00": casework.AlreadyDisclosed,
		"withdraw-disclosure@2026-03-03T10:00:00": "", "withdraw-disclosure@2026-03-03T10:10:00": casework.NothingOwed,
		"disclose@2026-03-03T10:20:00": "",
	} {
		require.Equal(t, code, o.verdicts[id].Code, id)
	}
	require.Len(t, o.find(casework.DisclosureWithdrawn, ""), 2, "taken back, and ended with the unit it was for")
	require.Empty(t, o.last().Facts[casework.FactDisclosed])
	require.Equal(t, []casework.Role{casework.Investigator}, o.find(casework.Disclosed, "")[0].To, "he is told himself")
}

// Asked once a reply; who is not satisfied is heard of before the reply is passed,
// and what is said later still stands on record (R074, R078).
func TestSatisfaction(t *testing.T) {
	o := complaintWith(t, nil)
	o.update("2026-03-05T10:00:00", "", casework.Rate, casework.EfficiencyOffice, casework.Args{Outcome: "satisfied"})
	o.update("2026-03-06T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
	o.update("2026-03-09T10:00:00", "", casework.Rate, casework.EfficiencyOffice, casework.Args{Outcome: "unsatisfied"})
	o.update("2026-03-09T11:00:00", "", casework.Rate, casework.EfficiencyOffice, casework.Args{Outcome: "satisfied"})
	o.update("2026-03-10T10:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &no})
	o.update("2026-03-12T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "partly"})
	o.update("2026-03-13T10:00:00", "", casework.Rate, casework.EfficiencyOffice, casework.Args{Outcome: "basically"})
	o.run("2026-03-14T00:00:00")
	require.Equal(t, casework.WrongStage, o.verdicts["rate@2026-03-05T10:00:00"].Code, "there is no reply yet")
	require.Equal(t, casework.AlreadyRated, o.verdicts["rate@2026-03-09T11:00:00"].Code)
	rated := o.find(casework.Rated, "")
	require.Len(t, rated, 2, "the second reply is another")
	require.Equal(t, []casework.Role{casework.EfficiencyOffice}, rated[0].To)
	require.Equal(t, "R078", rated[0].Rule)
	require.Empty(t, rated[1].To)
	require.Equal(t, "basically", o.last().Facts[casework.FactRated])
}

// A closed complaint is rated by a new run, which changes nothing else.
func TestSatisfactionAfterTheEnd(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	closed := shanghai(t, "2026-03-10T10:00:00")
	o.start.Run, o.start.Policy, o.start.Calendar = 2, "complaint@1", "cn@1"
	o.start.Stage, o.start.Result, o.start.ClosedAt = casework.StageClosed, "confirmed", closed
	o.from = shanghai(t, "2026-03-20T09:00:00")
	o.resume = &casework.Command{ID: "late", Name: casework.Rate, At: o.from, Roles: []casework.Role{casework.Applicant}, Args: casework.Args{Outcome: "unsatisfied"}}
	o.run("2026-03-21T00:00:00")
	require.Len(t, o.find(casework.Rated, ""), 1)
	require.Equal(t, "confirmed", o.last().Result)
	require.True(t, closed.Equal(o.last().ClosedAt))
}

// Advice goes to the unit, with a limit where one is stated, and is reported back
// on even after the case has closed; a lead does not go to the unit (R076, R077).
func TestAdvice(t *testing.T) {
	o := complaintWith(t, nil)
	o.update("2026-03-06T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "partly"})
	o.update("2026-03-06T10:30:00", "", casework.Report, casework.SectionHead, casework.Args{})
	o.update("2026-03-06T11:00:00", "", casework.Advise, casework.EfficiencyOffice, casework.Args{Category: casework.AdviceLead})
	o.update("2026-03-06T11:30:00", "", casework.Advise, casework.EfficiencyOffice, casework.Args{Category: "rectify", Limit: "5wd"})
	o.update("2026-03-09T10:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes, Outcome: "no_personal_fault"})
	o.update("2026-03-12T10:00:00", "", casework.Report, casework.SectionHead, casework.Args{})
	o.run("2026-03-20T00:00:00")
	require.Equal(t, casework.NothingOwed, o.verdicts["report@2026-03-06T10:30:00"].Code)
	require.Equal(t, casework.Met, o.last().Clock("act_on_advice").Status)
	require.Equal(t, "2026-03-13", o.last().Clock("act_on_advice").Date, "5wd from Friday 3-06")
	told := o.find(casework.Advised, "")
	require.Equal(t, []casework.Role{casework.SupervisionOffice}, told[0].To)
	require.Contains(t, told[1].To, casework.ActingHolder)

	o = complaintWith(t, nil)
	o.update("2026-03-06T11:30:00", "", casework.Advise, casework.EfficiencyOffice, casework.Args{Category: "hold_to_account"})
	o.run("2026-03-07T00:00:00")
	o.accepted()
	require.Nil(t, o.last().Clock("act_on_advice"), "the source names no limit, so none is made up")
}

// A self-inspection report is owed for its own sake: the end of the complaint that
// made it due does not excuse it (R080).
func TestSelfReportOutlivesItsComplaint(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.tally = casework.Tally{OnMatter: 1, InMonth: 3}
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-03T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
	o.update("2026-03-04T10:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes})
	o.update("2026-03-06T10:00:00", "", casework.SelfReport, casework.SectionHead, casework.Args{})
	o.run("2026-03-09T00:00:00")
	require.True(t, o.verdicts["self-report@2026-03-06T10:00:00"].Accepted)
	require.Equal(t, casework.Met, o.last().Clock("self_report").Status)
}

// Disclaimed in time and given to another unit, the complaint takes the report on itself
// along, counted anew: 「该单位」 is whoever it is complained of now (R080). What was advised
// stays with whom it was advised to, who reports though he has the complaint no more (R077).
func TestWhatFollowsAComplaintGivenOn(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.tally = casework.Tally{OnMatter: 3, InMonth: 1}
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk", Unit: "permits"})
	o.update("2026-03-02T11:00:00", "", casework.Advise, casework.EfficiencyOffice, casework.Args{Category: "rectify", Limit: "5wd"})
	o.update("2026-03-04T10:00:00", "", casework.Disclaim, casework.Handler, casework.Args{})
	o.update("2026-03-05T10:00:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "road-desk", Unit: "roads"})
	o.run("2026-03-10T00:00:00")
	o.accepted()
	report, advice := o.last().Clock("self_report"), o.last().Clock("act_on_advice")
	require.Equal(t, []any{2, "2026-03-19", ""}, []any{report.Round, report.Date, report.Post}, "10wd from 3-05, of who has it")
	require.Equal(t, []any{1, "2026-03-09", "food-desk", "permits", casework.Breached}, []any{advice.Round, advice.Date, advice.Post, advice.Unit, advice.Status})
}

// How many are several the office chooses, in its policy (R080): two, or three, or
// as it was before anybody could choose.
func TestSeveralIsTheOfficesChoice(t *testing.T) {
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	i := slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.ID == "complaint" })
	for choice, owed := range map[string]int{"2": 1, "3": 0, "": 0} {
		p := ref.Policies[i]
		p.Version, p.Choices = 2, map[string]string{casework.RepeatedComplaints: choice}
		o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
		o.book, err = o.book.With(p)
		require.NoError(t, err)
		o.tally = casework.Tally{OnMatter: 1, InMonth: 2}
		o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
		o.run("2026-03-03T00:00:00")
		require.Len(t, o.find(casework.SelfReportOwed, ""), owed, choice)
	}
}

// The number of the earlier complaint stands with who screened it out (R075).
func TestTheSameMatterIsNotTaken(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: "not_taken", Case: "TS2026-000007"})
	o.run("2026-03-03T00:00:00")
	require.Equal(t, "TS2026-000007", o.find(casework.Screened, "")[0].Detail["earlier"])
	require.Equal(t, "not_taken", o.last().Result)
}
