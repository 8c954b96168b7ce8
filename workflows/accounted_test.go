package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// askedOf is a complaint found proven on 3-09 and passed on 3-10 with the question
// who answers.
func askedOf(t *testing.T) *office {
	t.Helper()
	o := complaintWith(t, nil)
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "proven"})
	o.update("2026-03-10T11:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes, Outcome: "accountability"})
	return o
}

// accounted tells at an instant what the accountability case came to.
func (o *office) accounted(at, counts, outcome string) {
	o.Helper()
	o.update(at, counts, casework.Accounted, "", casework.Args{Case: "ZZ2026-000001", Post: "food-desk", Outcome: outcome})
}

// The complainant has his reply on 3-09; the complaint waits for the outcome of the
// case that asks who answers, and whoever handles it is reminded every month until
// then: 4-10, 5-11 for a Sunday, 6-10 (R064, R079).
func TestAProvenComplaintStaysOpenUntilItIsAnsweredFor(t *testing.T) {
	o := askedOf(t)
	o.accounted("2026-06-15T10:00:03", "2026-06-15T10:00:00", "final")
	o.run("2026-09-01T00:00:00")
	require.Equal(t, []string{"2026-04-10 17:30", "2026-05-11 17:30", "2026-06-10 17:30"}, o.told(casework.ClockRecurred, "account"))
	for _, e := range o.find(casework.ClockRecurred, "account") {
		require.Equal(t, []casework.Role{casework.EfficiencyOffice}, e.To)
	}
	require.Equal(t, []string{"2026-06-15 10:00 final"}, o.told(casework.AccountabilityEnded, ""))
	require.Equal(t, "confirmed", o.last().Result)
	require.Equal(t, "2026-06-15 10:00", day(o.last().ClosedAt))
	require.Empty(t, o.last().Accountable)
	require.Equal(t, "final", o.last().Facts[casework.FactAccounted])
	notices := o.find(casework.NoticeIssued, "")
	require.Equal(t, []string{"complaint_reply", "accountability_outcome"}, []string{notices[0].Detail["notice"], notices[1].Detail["notice"]})
	require.Equal(t, []casework.Role{casework.Applicant}, notices[1].To)
	require.NotContains(t, notices[1].Detail, "person", "the complainant is told of an outcome, and of nobody")
	for _, s := range o.steps {
		require.True(t, s.State.Turn == "" || s.State.Stage != casework.StageAccount, "the time is booked where it is spent")
	}
}

// Meanwhile it is rated, and not taken back: what was proven is answered for.
func TestWhatWasProvenIsNotWithdrawn(t *testing.T) {
	o := askedOf(t)
	o.update("2026-03-10T10:00:00", "", casework.Withdraw, casework.EfficiencyOffice, casework.Args{Proof: "letter"})
	o.update("2026-03-11T10:00:00", "", casework.Rate, casework.EfficiencyOffice, casework.Args{Outcome: "satisfied"})
	o.update("2026-03-12T10:00:00", "", casework.Withdraw, casework.EfficiencyOffice, casework.Args{Proof: "letter"})
	o.run("2026-03-13T00:00:00")
	require.Equal(t, casework.NoOutcome, o.verdicts["withdraw@2026-03-10T10:00:00"].Code, "before it is passed")
	require.Equal(t, casework.NoOutcome, o.verdicts["withdraw@2026-03-12T10:00:00"].Code)
	require.True(t, o.verdicts["rate@2026-03-11T10:00:00"].Accepted)
	require.Equal(t, casework.StageAccount, o.last().Stage)

	o = complaintWith(t, nil)
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unproven"})
	o.update("2026-03-10T10:00:00", "", casework.Withdraw, casework.EfficiencyOffice, casework.Args{Proof: "letter"})
	o.update("2026-03-10T11:00:00", "", casework.Countersign, casework.PrincipalLeader, casework.Args{Approve: &yes}) // the office owes the next act itself
	o.run("2026-03-13T00:00:00")
	require.Equal(t, "withdrawn", o.last().Result)
}

// One open accountability case per post: what was proven joins the one that the
// late answer opened on 3-19, and waits for it; once that has ended, another is
// opened (design section 1).
func TestWhatWasProvenJoinsTheLatenessOfItsPost(t *testing.T) {
	for name, tt := range map[string]struct {
		ended string // when the case that the lateness opened had its outcome
		says  casework.EventName
		told  int
	}{
		"it stands open":    {"2026-05-06T10:00:00", casework.AccountabilityJoined, 1},
		"it ended before":   {"2026-03-20T09:00:00", casework.AccountabilityOpened, 0},
		"it ended just now": {"2026-03-24T11:00:02", casework.AccountabilityOpened, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := complaintWith(t, nil)
			counts := tt.ended
			if tt.told == 0 {
				counts = "2026-03-20T09:00:00" // counted from before the reply was passed, whenever it arrives
			}
			o.update("2026-03-23T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "partly"})
			o.update("2026-03-24T11:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes, Outcome: "accountability"})
			o.accounted(tt.ended, counts, "no_fault")
			o.run("2026-06-01T00:00:00")
			asked := o.find(casework.AccountabilityOpened, "")
			require.Equal(t, "2026-03-19 17:30", day(asked[0].At))
			require.Len(t, o.find(tt.says, ""), 1+map[casework.EventName]int{casework.AccountabilityOpened: 1}[tt.says])
			require.Len(t, o.find(casework.AccountabilityEnded, ""), 1)
			require.Equal(t, tt.told == 1, o.last().Closed(), "only the case it waits for ends it")
			require.Len(t, o.find(casework.NoticeIssued, ""), 1+tt.told, "lateness is the office's own affair")
		})
	}
}

// An outcome that reaches a closed complaint is kept by a new run: a measure
// reversed on a late appeal (design section 4.1).
func TestAnOutcomeReachesAClosedComplaint(t *testing.T) {
	o := askedOf(t)
	o.accounted("2026-06-15T10:00:00", "", "final")
	o.run("2026-06-16T00:00:00")
	again := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", nil)
	again.start, again.from = *o.last(), shanghai(t, "2026-08-03T10:00:00")
	again.start.Run++
	again.resume = &casework.Command{ID: "late", Name: casework.Accounted, At: again.from, Args: casework.Args{Post: "food-desk", Outcome: "reversed"}}
	again.run("2026-08-04T00:00:00")
	require.Equal(t, []string{"2026-08-03 10:00 reversed"}, again.told(casework.AccountabilityEnded, ""))
	require.Len(t, again.find(casework.NoticeIssued, ""), 1)
	require.Equal(t, "reversed", again.last().Facts[casework.FactAccounted])
	require.True(t, o.last().ClosedAt.Equal(again.last().ClosedAt), "it ended when it ended")
	require.Empty(t, again.find(casework.CaseClosed, ""))
}

// Reasoned, "no personal fault" is an outcome at once (R064).
func TestNoPersonalFaultIsAnOutcome(t *testing.T) {
	o := complaintWith(t, nil)
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "proven"})
	o.update("2026-03-10T11:00:00", "", casework.Confirm, casework.EfficiencyOffice, casework.Args{Approve: &yes, Outcome: casework.NoPersonalFault})
	o.run("2026-03-11T00:00:00")
	require.Equal(t, "confirmed", o.last().Result)
	require.Equal(t, casework.NoPersonalFault, o.last().Facts[casework.FactAccounted])
	require.Nil(t, o.last().Clock("account"))
}

// What is no complaint is told to who sent it, under its rule and article; nobody is
// told of what came without a name (R067, R075).
func TestWhatIsNoComplaintIsTold(t *testing.T) {
	for outcome, on := range map[string]string{"not_taken": "R075 效能投诉处理暂行办法第十一条", "referred": "R067 本单位规定", "suggestion": "R067 效能投诉处理暂行办法第七条"} {
		for _, anonymous := range []string{"", "true"} {
			o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{casework.FactAnonymous: anonymous})
			o.update("2026-03-02T10:00:00", "", casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: outcome, ReasonID: "t1"})
			o.run("2026-03-03T00:00:00")
			screened := o.find(casework.Screened, "")
			require.Equal(t, on, screened[0].Rule+" "+screened[0].Basis)
			require.Equal(t, "t1", screened[0].TextID)
			told := o.find(casework.NoticeIssued, "")
			if anonymous != "" {
				require.Empty(t, told, outcome)
				continue
			}
			require.Len(t, told, 1, outcome)
			require.Equal(t, "complaint_refusal", told[0].Detail["notice"])
			require.Equal(t, []casework.Role{casework.Applicant}, told[0].To)
		}
	}
}

// So is whose complaint goes on as something else; under the revision before, and without a
// name, nobody is (R067).
func TestWhoseComplaintGoesOnIsTold(t *testing.T) {
	newest := kind.Office().Of(casework.Complaint).Revision
	for name, tt := range map[string]struct {
		declared  int
		anonymous string
		told      int
	}{"told": {newest, "", 1}, "without a name": {newest, "true", 0}, "as it was": {1, "", 0}} {
		t.Run(name, func(t *testing.T) {
			o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{casework.FactAnonymous: tt.anonymous})
			o.start.Declared = tt.declared
			o.update("2026-03-02T10:00:00", "", casework.Convert, casework.EfficiencyOffice, casework.Args{Kind: casework.Document, ReasonID: "t1"})
			o.run("2026-03-03T00:00:00")
			o.accepted()
			told := o.find(casework.NoticeIssued, "")
			require.Len(t, told, tt.told)
			for _, e := range told {
				require.Equal(t, "complaint_refusal R067", e.Detail["notice"]+" "+e.Rule)
				require.Equal(t, []casework.Role{casework.Applicant}, e.To)
			}
		})
	}
}

// A letter becomes a complaint about somebody, whom its own timeline does not name
// (R065); what becomes anything else is about nobody.
func TestALetterBecomesAComplaintAboutAUnit(t *testing.T) {
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:00:00", "", casework.Convert, casework.GeneralOffice, casework.Args{Kind: casework.Complaint})
	o.update("2026-03-02T10:05:00", "", casework.Convert, casework.GeneralOffice, casework.Args{Kind: casework.Complaint, Unit: "bureau", Post: "chief", Person: "principal_leader"})
	o.run("2026-03-03T00:00:00")
	require.Equal(t, casework.Invalid, o.verdicts["convert@2026-03-02T10:00:00"].Code)
	require.Equal(t, "unit", o.verdicts["convert@2026-03-02T10:00:00"].Field)
	became := o.find(casework.Converted, "")
	require.Len(t, became, 1)
	require.Equal(t, map[string]string{casework.FactAgainstUnit: "bureau", casework.FactAgainstPost: "chief", casework.FactAgainstPerson: "principal_leader"}, became[0].Opens)
	require.Empty(t, became[0].Detail)
	for name := range o.last().Facts {
		require.NotContains(t, name, "against", "nor does its state")
	}

	o = newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-02T10:05:00", "", casework.Convert, casework.GeneralOffice, casework.Args{Kind: casework.Supervision})
	o.run("2026-03-03T00:00:00")
	o.accepted()
	require.Empty(t, o.find(casework.Converted, "")[0].Opens)
}
