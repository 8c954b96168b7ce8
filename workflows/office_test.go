package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// newMatter prepares a case of a kind without an item, received at an instant.
func newMatter(t *testing.T, of casework.Kind, received string, facts map[string]string) *office {
	t.Helper()
	o := newOffice(t, "food-permit", received)
	o.start.Number, o.start.Kind, o.start.Item, o.start.Facts = kind.Office().Number(of, 2026, 1), of, "", facts
	o.start.Declared = kind.Office().Of(of).Revision // as the counter begins one
	return o
}

// clocks lists what started, with its due date.
func (o *office) clocks() []string {
	var out []string
	for _, e := range o.find(casework.ClockStarted, "") {
		out = append(out, e.Clock+" "+e.Due.Date)
	}
	return out
}

func (o *office) accepted() {
	o.Helper()
	for id, v := range o.verdicts {
		require.True(o, v.Accepted, "%s: %s", id, v.Code)
	}
}

// Received on Monday morning: opinion the same day, the leader's note on Tuesday,
// assigned with 7 working days, answered in time (R051, R052).
func TestDocumentAnsweredInTime(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T11:00:00", "", casework.Propose, casework.GeneralOffice, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.Instruct, casework.LeaderInCharge, casework.Args{})
	o.update("2026-03-03T11:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk", Limit: "7wd"})
	o.update("2026-03-10T11:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-06-01T00:00:00")
	o.accepted()
	require.Equal(t, []string{"propose 2026-03-02", "instruct 2026-03-03", "assign 2026-03-04", "return 2026-03-05", "handle 2026-03-12"}, o.clocks())
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Equal(t, "completed", o.last().Result)
	require.Equal(t, "road-desk", o.last().Post)
}

// More time is asked for and granted, never taken by assigning anew: the ten working
// days of 3-02 end on 3-16 whatever the assigner repeats, late as well (R054).
func TestDocumentAssignedOnce(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	desk := casework.Args{Post: "road-desk"}
	for _, when := range []string{"2026-03-02T10:00:00", "2026-03-05T10:00:00", "2026-03-18T10:00:00"} {
		o.update(when, "", casework.Assign, casework.GeneralOffice, desk)
	}
	o.run("2026-03-18T11:00:00")
	for _, when := range []string{"2026-03-05T10:00:00", "2026-03-18T10:00:00"} {
		again := o.verdicts["assign@"+when]
		require.Equal(t, []any{casework.AlreadyDone, "post", "R054"}, []any{again.Code, again.Field, again.Rule}, when)
	}
	handle := o.last().Clock("handle")
	require.Equal(t, []any{casework.Breached, "2026-03-16"}, []any{handle.Status, handle.Date})
}

// No opinion the same day is the general office's breach (R051).
func TestNoOpinionTheSameDay(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.run("2026-03-04T00:00:00")
	require.Equal(t, "2026-03-02 17:30", day(o.find(casework.ClockBreached, "propose")[0].At))
}

// Returned within two working days the limit falls away; later the right has
// lapsed, the return is recorded as late, and the limit runs on (R055).
func TestDocumentReturned(t *testing.T) {
	for name, tt := range map[string]struct {
		at    string
		stage casework.Stage
		late  string
	}{
		"on the second day": {"2026-03-04T10:00:00", casework.StageAssign, ""},
		"on the third":      {"2026-03-05T10:00:00", casework.StageHandle, "true"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
			o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
			o.update(tt.at, "", casework.Return, casework.Handler, casework.Args{})
			o.run("2026-03-06T00:00:00")
			o.accepted()
			require.Equal(t, tt.stage, o.last().Stage)
			require.Equal(t, tt.late, o.find(casework.Returned, "")[0].Detail["late"])
		})
	}
}

// Given for one working day and late by the next, it is returned within the two of R055: late
// all the same, and its ladder climbs until the assigner consents, who is another than asked.
func TestWhatIsLateIsReturnedLate(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by, person string
		act        string
		refused    casework.Code
		waits      bool
		climbs     []string
	}{
		"nobody consents":       {"", "", "", "", false, []string{"2026-03-03 17:30 1", "2026-03-04 17:30 2", "2026-03-06 17:30 3"}},
		"the assigner":          {"general_office", "general_office", casework.DecideReturn, "", false, []string{"2026-03-03 17:30 1"}},
		"who asked, consenting": {"general_office", "handler", casework.DecideReturn, casework.OwnCase, false, []string{"2026-03-03 17:30 1", "2026-03-04 17:30 2", "2026-03-06 17:30 3"}},
		"who asked, giving it":  {"general_office", "handler", casework.Assign, "", true, []string{"2026-03-03 17:30 1", "2026-03-04 17:30 2", "2026-03-06 17:30 3"}},
		"another, giving it":    {"general_office", "general_office", casework.Assign, "", false, []string{"2026-03-03 17:30 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
			o.start.Declared = kind.Office().Of(casework.Document).Revision
			o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk", Unit: "roads", Limit: "1wd"})
			o.update("2026-03-04T10:00:00", "", casework.Return, casework.Handler, casework.Args{ReasonID: "t1"})
			if tt.act != "" {
				c := casework.Command{ID: "back", Name: tt.act, Actor: tt.person, Roles: []casework.Role{casework.Role(tt.by)}, At: shanghai(t, "2026-03-04T11:00:00"), Args: casework.Args{Approve: new(true)}}
				if tt.act == casework.Assign {
					c.Args = casework.Args{Post: "hygiene-desk", Unit: "hygiene"}
				}
				o.deliver(c.At, c)
			}
			o.run("2026-03-09T00:00:00")
			require.Equal(t, []any{tt.refused, tt.waits}, []any{o.verdicts["back"].Code, o.verdicts["back"].Waits})
			require.Equal(t, "true", o.find(casework.Returned, "")[0].Detail["late"])
			require.Equal(t, tt.climbs, o.told(casework.Escalated, "handle"))
			asked := o.find(casework.AccountabilityOpened, "handle") // its last rung, or, given back for good, at once
			require.Len(t, asked, 1)
			require.Equal(t, "road-desk", asked[0].Detail["post"], "where the time was used")
			require.Equal(t, len(tt.climbs) == 1, day(asked[0].At) == "2026-03-04 11:00", day(asked[0].At))
			consistent(o)
		})
	}
}

// A request from below left without answer for ten working days from Monday
// 3-02: condition met on 3-16 at closing, confirmed within a working day (R061).
func TestDeemedConsent(t *testing.T) {
	request := map[string]string{"request": "true"}
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", request)
	o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-17T10:00:00", "", casework.ConfirmConsent, casework.GeneralOffice, casework.Args{Approve: &yes})
	o.run("2026-04-01T00:00:00")
	o.accepted()
	require.Equal(t, "2026-03-16 17:30", day(o.find(casework.ConsentCondition, "")[0].At))
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1, "consent does not excuse the unit")
	require.Equal(t, "deemed_consent", o.last().Result)

	o = newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
	o.run("2026-04-01T00:00:00")
	require.Empty(t, o.find(casework.ConsentCondition, ""), "no request from below")
}

// Served at 17:20, entered at 17:29: silence says nothing any more. What is only said
// changes nothing, nor does a notice in another category than the document's own (R060).
func TestSpecialNoticeHasReachedTheSender(t *testing.T) {
	served := casework.Args{Category: "land", Received: shanghai(t, "2026-03-16T17:20:00"), Means: "handed", Proof: "f1"}
	for name, tt := range map[string]struct {
		involves string
		alter    func(a *casework.Args)
		code     casework.Code
		field    string
	}{
		"served":                     {involves: "land"},
		"another category":           {involves: "funds", code: casework.NotSpecial, field: "category"},
		"none":                       {involves: "none", code: casework.NotSpecial, field: "category"},
		"no time of receipt":         {"land", func(a *casework.Args) { a.Received = time.Time{} }, casework.Invalid, "received"},
		"of an earlier matter":       {"land", func(a *casework.Args) { a.Received = shanghai(t, "2026-03-01T10:00:00") }, casework.Invalid, "received"},
		"to be served":               {"land", func(a *casework.Args) { a.Received = shanghai(t, "2026-03-16T17:30:00") }, casework.FutureDate, "received"},
		"nobody knows how":           {"land", func(a *casework.Args) { a.Means = "" }, casework.Invalid, "means"},
		"nothing shows that it came": {"land", func(a *casework.Args) { a.Proof = "" }, casework.Invalid, "proof"},
	} {
		t.Run(name, func(t *testing.T) {
			args := served
			if tt.alter != nil {
				tt.alter(&args)
			}
			o := newMatter(t, casework.Document, "2026-03-02T09:00:00", map[string]string{"request": "true", "involves": tt.involves})
			o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
			o.update("2026-03-16T17:29:00", "", casework.NoticeSpecial, casework.Handler, args)
			o.run("2026-04-01T00:00:00")
			verdict := o.verdicts["special-notice@2026-03-16T17:29:00"]
			require.Equal(t, tt.code, verdict.Code)
			require.Equal(t, tt.field, verdict.Field)
			require.Len(t, o.find(casework.ConsentCondition, ""), map[bool]int{true: 0, false: 1}[tt.code == ""])
			require.Len(t, o.find(casework.ClockBreached, "handle"), 1, "late all the same")
		})
	}
}

// Forwarded on Monday 3-02, replied on day 5, passed: ten working days to 3-16,
// five to confirm (R069, R074). Proven without an outcome is refused (R064).
func TestComplaintProven(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: "complaint", Category: "over_limit"})
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "proven"})
	o.update("2026-03-10T10:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes})
	o.update("2026-03-10T11:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes, Outcome: "accountability"})
	o.run("2026-03-11T00:00:00")
	require.Equal(t, []string{"forward 2026-03-03", "jurisdiction 2026-03-05", "handle 2026-03-16", "confirm 2026-03-16", "account 2026-04-10"}, o.clocks())
	require.Equal(t, casework.NoOutcome, o.verdicts["confirm@2026-03-10T10:00:00"].Code)
	require.Len(t, o.find(casework.AccountabilityOpened, ""), 1)
	require.Equal(t, casework.StageAccount, o.last().Stage, "replied, and open until somebody answers for it")
	require.Empty(t, o.find(casework.CaseClosed, ""))
}

// Sent back, it is redone within five working days (R074).
func TestComplaintSentBack(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
	o.update("2026-03-10T10:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &no})
	o.run("2026-03-19T00:00:00")
	require.Equal(t, "2026-03-17 17:30", day(o.find(casework.ClockBreached, "redo")[0].At))
}

// Six days more are refused, five granted by the efficiency office alone (R070).
func TestComplaintExtension(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 6})
	o.update("2026-03-09T11:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 5})
	o.update("2026-03-09T12:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.update("2026-03-09T14:00:00", "", casework.DecideExtension, casework.EfficiencyOffice, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-03-10T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-03-09T10:00:00"].Code)
	require.Equal(t, casework.NotDecider, o.verdicts["decide-extension@2026-03-09T12:00:00"].Code)
	require.Equal(t, "2026-03-23", o.last().Clock("handle").Date)
}

// Not ours within three working days goes back to be reassigned; then it is
// final, and disclaimed no more (R071, R072).
func TestComplaintDisclaimed(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-05T10:00:00", "", casework.Disclaim, casework.Handler, casework.Args{})
	o.update("2026-03-05T14:00:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "road-desk", Approve: &yes})
	o.update("2026-03-06T10:00:00", "", casework.Disclaim, casework.Handler, casework.Args{})
	o.run("2026-03-10T00:00:00")
	require.Equal(t, casework.WrongStage, o.verdicts["disclaim@2026-03-06T10:00:00"].Code)
	require.Equal(t, "2026-03-19", o.last().Clock("handle").Date, "ten days from the second transfer")
	require.Equal(t, "road-desk", o.last().Post)
}

func TestComplaintScreened(t *testing.T) {
	anonymous := map[string]string{"anonymous": "true"}
	for name, tt := range map[string]struct {
		facts  map[string]string
		args   casework.Args
		code   casework.Code
		result string
	}{
		"anonymous is no complaint":    {anonymous, casework.Args{Outcome: "complaint", Category: "other"}, casework.Invalid, ""},
		"anonymous is a suggestion":    {anonymous, casework.Args{Outcome: "suggestion"}, "", "suggestion"},
		"corruption is referred":       {nil, casework.Args{Outcome: "referred"}, "", "referred"},
		"judicial already, not taken":  {nil, casework.Args{Outcome: "not_taken"}, "", "not_taken"},
		"a complaint names its ground": {nil, casework.Args{Outcome: "complaint"}, casework.Invalid, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", tt.facts)
			o.update("2026-03-02T10:00:00", "", casework.Screen, casework.EfficiencyOffice, tt.args)
			o.run("2026-03-02T12:00:00")
			require.Equal(t, tt.code, o.last().Seen[0].Code)
			require.Equal(t, tt.result, o.last().Result)
		})
	}
}

// The third complaint on one matter makes a self-inspection report due (R080).
func TestThreeOnOneMatter(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{"matter": "TS2026-000001"})
	o.tally = casework.Tally{OnMatter: 3, InMonth: 1}
	o.update("2026-03-02T10:30:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "food-desk"})
	o.update("2026-03-06T10:30:00", "", casework.SelfReport, casework.SectionHead, casework.Args{})
	o.run("2026-03-09T00:00:00")
	o.accepted()
	require.Len(t, o.find(casework.SelfReportOwed, ""), 1)
	require.Equal(t, casework.Met, o.last().Clock("self_report").Status)
}

// Issued on Monday 3-02 by the office its origin asks for; five working days to
// reply; looked after every week, each round rolled on its own, until signed off
// (R092, R097, R099): 3-09, 3-16, 3-23, 3-30, then 4-06 is Qingming and rolls to
// 4-07, and the round after it is 4-13, not 4-14.
func TestSupervisionIsFollowedUpEveryWeek(t *testing.T) {
	o := newMatter(t, casework.Supervision, "2026-03-02T08:30:00", map[string]string{"origin": "ordinary"})
	o.update("2026-03-02T08:35:00", "", casework.Propose, casework.SupervisionOffice, casework.Args{Category: kind.Ordinary})
	o.update("2026-03-02T08:40:00", "", casework.Issue, casework.GeneralOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-02T09:00:00", "", casework.Issue, casework.SupervisionOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-06T09:00:00", "", casework.Reply, casework.Handler, casework.Args{})
	o.update("2026-04-15T09:00:00", "", casework.SignOff, casework.SupervisionOffice, casework.Args{})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, casework.NotCompetent, o.verdicts["issue@2026-03-02T08:40:00"].Code)
	var rounds []string
	for _, e := range o.find(casework.ClockRecurred, "follow_up") {
		rounds = append(rounds, day(e.At)[:10])
	}
	require.Equal(t, []string{"2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-07", "2026-04-13"}, rounds)
	require.Equal(t, "signed_off", o.last().Result)
	require.Equal(t, "2026-04-15 09:00", day(o.last().ClosedAt), "the bureau's own ends with the sign-off (政府督查工作条例 2, 7)")
}

func TestSupervisionObjection(t *testing.T) {
	for name, tt := range map[string]struct {
		upheld *bool
		stage  casework.Stage
	}{"upheld, it is open again": {&yes, casework.StageFollow}, "rejected, it stands": {&no, casework.StageClosed}} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, casework.Supervision, "2026-03-02T08:30:00", map[string]string{kind.FactGovernment: "true"})
			o.update("2026-03-02T08:40:00", "", casework.Propose, casework.SupervisionOffice, casework.Args{Category: "own_leader", BasisID: "t1"})
			o.update("2026-03-02T09:00:00", "", casework.Issue, casework.GeneralOffice, casework.Args{Post: "road-desk"})
			o.update("2026-03-06T09:00:00", "", casework.Reply, casework.Handler, casework.Args{})
			o.update("2026-03-09T09:00:00", "", casework.SignOff, casework.SupervisionOffice, casework.Args{})
			o.update("2026-03-09T10:00:00", "", casework.ConfirmReceipt, casework.Handler, casework.Args{})
			o.update("2026-03-10T09:00:00", "", casework.Object, casework.Handler, casework.Args{})
			o.update("2026-03-12T09:00:00", "", casework.DecideObjection, casework.SupervisionOffice, casework.Args{Approve: tt.upheld})
			o.run("2026-03-13T00:00:00")
			o.accepted()
			require.Equal(t, tt.stage, o.last().Stage)
		})
	}
}

// A bureau's standing duties from Monday 2026-01-05: the Monday list comes round
// on each Monday at closing, rolled where that day is off. Of the 29 Mondays to 07-27
// both 02-16 and 02-23 lie in the Spring Festival and roll to 02-24: one list for both.
func TestStandingDutiesComeRound(t *testing.T) {
	o := newMatter(t, casework.Duties, "2026-01-05T08:30:00", nil)
	o.run("2026-07-31T00:00:00")
	mondays := o.find(casework.ClockRecurred, "monday_list")
	require.Equal(t, "2026-01-12 17:30", day(mondays[0].At))
	require.Len(t, mondays, 28)
	require.Len(t, o.find(casework.ClockRecurred, "circular"), 6)
	require.Equal(t, "2026-07-01 17:30", day(o.find(casework.ClockRecurred, "summary")[0].At)) // counted since 1-01
	var quarters []string
	for _, e := range o.find(casework.ClockRecurred, "target_check") {
		quarters = append(quarters, day(e.At))
	}
	require.Equal(t, []string{"2026-04-01 17:30", "2026-07-01 17:30"}, quarters, "R213: with the quarter whose marks it adds up, whatever day the bureau began on")
	require.Equal(t, "2027-01-05", o.last().Clock("vote").Date, "R215: once a year")
}

// The efficiency office files what it owes itself and nothing else (R213).
func TestDutyIsFiledByWhoOwesIt(t *testing.T) {
	o := newMatter(t, casework.Duties, "2026-01-05T08:30:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.FileDuty, casework.EfficiencyOffice, casework.Args{Clock: "monday_list"})
	o.update("2026-03-30T10:00:00", "", casework.FileDuty, casework.EfficiencyOffice, casework.Args{Clock: "target_check"})
	o.update("2026-03-31T10:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "target_check"})
	o.update("2026-03-31T11:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "vote"})
	o.run("2026-04-01T00:00:00")
	require.Equal(t, casework.NotCompetent, o.verdicts["file-duty@2026-03-02T10:00:00"].Code)
	require.Equal(t, casework.AlreadyDone, o.verdicts["file-duty@2026-03-31T10:00:00"].Code, "a round is filed once")
	require.Len(t, o.find(casework.DutyDone, "target_check"), 1)
	require.Len(t, o.find(casework.DutyDone, "vote"), 1, "for him by those who keep the list")
	require.Empty(t, o.find(casework.DutyDone, "monday_list"))
}

// A quarterly self-check nobody filed proposes points for the unit, once for its
// round; the efficiency office decides them, the oldest first (R110: 未报送的扣3分).
// One that was filed, and any other duty, proposes nothing.
func TestSelfCheckNotFiledProposesPoints(t *testing.T) {
	o := newMatter(t, casework.Duties, "2026-01-05T08:30:00", nil)
	points := func(at string, role casework.Role, clock string, approve *bool) {
		o.update(at, "", casework.DecidePoints, role, casework.Args{Clock: clock, Approve: approve, ReasonID: "why"})
	}
	points("2026-03-31T10:00:00", casework.EfficiencyOffice, "self_check", new(true)) // before it was missed, 4-01
	points("2026-04-02T10:00:00", casework.EfficiencyOffice, "monday_list", new(true))
	points("2026-04-02T11:00:00", casework.EfficiencyOffice, "self_check", nil)
	o.update("2026-04-03T10:00:00", "", casework.Close, casework.SupervisionOffice, casework.Args{ReasonID: "dissolved"})
	points("2026-07-02T10:00:00", casework.EfficiencyOffice, "self_check", new(true))  // the first quarter's
	points("2026-07-02T11:00:00", casework.EfficiencyOffice, "self_check", new(false)) // the second's
	points("2026-07-02T14:00:00", casework.EfficiencyOffice, "self_check", new(true))
	o.update("2026-09-29T10:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "self_check", ReasonID: "of which quarter?"})
	o.update("2026-09-30T10:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "self_check", Outcome: kind.ThisRound, ReasonID: "report"})
	o.run("2026-10-31T00:00:00")

	var proposed []string
	for _, e := range o.find(casework.PointsProposed, "") {
		require.Equal(t, casework.NotFiled, e.Level)
		require.Equal(t, "R110", e.Rule)
		require.Equal(t, []casework.Role{casework.EfficiencyOffice}, e.To)
		proposed = append(proposed, fmt.Sprint(e.Clock, e.Round, " ", day(e.At)))
	}
	require.Equal(t, []string{"self_check1 2026-04-01 17:30", "self_check2 2026-07-01 17:30"}, proposed)
	require.Len(t, o.find(casework.RoundMissed, "self_check"), 2)
	require.Equal(t, "outcome", o.verdicts["file-duty@2026-09-29T10:00:00"].Field, "after a miss a report says of which quarter it is")
	for at, code := range map[string]casework.Code{
		"2026-03-31T10:00:00": casework.NoProposal, "2026-04-02T10:00:00": casework.NoProposal, "2026-04-02T11:00:00": casework.Invalid, "2026-07-02T14:00:00": casework.NoProposal,
	} {
		require.Equal(t, code, o.verdicts["decide-points@"+at].Code, at)
	}
	require.Equal(t, casework.PointsUndecided, o.verdicts["close@2026-04-03T10:00:00"].Code, "nor is it lost with the case")
	var decided []string
	for _, e := range o.find(casework.PointsDecided, "self_check") {
		require.Equal(t, casework.NotFiled, e.Detail["measure"])
		decided = append(decided, fmt.Sprint(e.Round, e.Level, e.TextID))
	}
	require.Equal(t, []string{"1consentedwhy", "2refusedwhy"}, decided)
	require.Empty(t, o.last().Proposed)
}

// A report that was handed in before the round was over, and reached the case after
// it, takes the proposal back with the round that was missed.
func TestLateWordOfASelfCheckTakesTheProposalBack(t *testing.T) {
	o := newMatter(t, casework.Duties, "2026-01-05T08:30:00", nil)
	o.update("2026-04-01T17:31:00", "2026-04-01T17:29:00", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "self_check", Outcome: kind.ThisRound, ReasonID: "report"})
	o.run("2026-04-03T00:00:00")
	require.Len(t, o.find(casework.DutyDone, "self_check"), 1)
	require.Empty(t, o.find(casework.PointsProposed, ""))
	require.Empty(t, o.find(casework.RoundMissed, "self_check"))
	require.NotEmpty(t, o.takenBack())
	require.Empty(t, o.last().Proposed)
}

// A closed document is put into its volume once; both stand in the register (R056).
func TestFiledInItsVolume(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Assign, casework.GeneralOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-17T10:00:00", "", casework.Complete, casework.Handler, casework.Args{BasisID: "reply"})
	o.update("2026-03-17T11:00:00", "", casework.File, casework.GeneralOffice, casework.Args{ReasonID: "volume"})
	o.update("2026-03-17T14:00:00", "", casework.File, casework.GeneralOffice, casework.Args{ReasonID: "volume"})
	o.run("2026-03-18T00:00:00") // an explanation still owed keeps the case awake (R059)
	require.True(t, o.verdicts["file@2026-03-17T11:00:00"].Accepted)
	require.Equal(t, casework.AlreadyDone, o.verdicts["file@2026-03-17T14:00:00"].Code)
	require.Equal(t, "reply", o.find(casework.ReplySent, "")[0].TextID)
	archived := o.find(casework.Archived, "")
	require.Len(t, archived, 1)
	require.Equal(t, "volume", archived[0].TextID)
	require.Equal(t, "2026-03-17", archived[0].Detail["on"])
}
