//go:build record

package workflows_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// restScenes are lives through the acts and clocks that no other scene passes:
// covered_test.go names what is missing.
var restScenes = map[string]func(*life){
	"service-corrected":     serviceCorrected,
	"service-declined":      serviceDeclined,
	"service-closed":        serviceClosed,
	"document-desks":        documentDesks,
	"document-late-return":  documentLateReturn,
	"document-late-asked":   documentLateAndReturned,
	"document-filed":        documentFiled,
	"document-unmerged":     documentUnmerged,
	"complaint-anonymous":   complaintAnonymous,
	"complaint-advised":     complaintAdvised,
	"complaint-advice-late": complaintAdviceLate,
	"complaint-upward":      complaintUpward,
	"complaint-followed":    complaintFollowed,
	"complaint-converted":   complaintConverted,
	"complaint-told":        complaintConverted, // who complained is told, as it is done by now
	"complaint-withdrawn":   complaintWithdrawn,
	"complaint-self-late":   complaintSelfReportLate,
	"complaint-card-stands": complaintCardStands,
	"supervision-joint":     supervisionJoint,
	"supervision-step-late": supervisionStepLate,
	"supervision-closed":    supervisionClosed,
	"duties-quarter":        dutiesQuarter,
	"absence-extended":      absenceExtended,
	"accountability-serve":  accountabilityServedLate,
	"accountability-split":  accountabilitySplit,
	"document-once":         documentAssignedOnce,
	"document-not-his":      documentNotHis,
	"complaint-once":        complaintForwardedOnce,
}

// awaits waits for an event of one clock.
func (l *life) awaits(name casework.EventName, clock string) {
	l.Helper()
	require.Eventually(l, func() bool {
		return l.r.saidSo(l.name, func(e casework.Event) bool { return e.Name == name && e.Clock == clock })
	}, 6*time.Minute, 50*time.Millisecond, "%s of %s", name, clock)
}

// keepsRecord is what every kind's file takes: a paper, a link and its taking back,
// a recount.
func (l *life) keepsRecord() {
	l.Helper()
	l.does(casework.Handler, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.Handler, casework.Link, casework.Args{Case: "GW2026-000009", Relation: casework.Related})
	l.does(casework.Handler, casework.Unlink, casework.Args{Case: "GW2026-000009", ReasonID: "t1"})
	l.does(casework.Admin, casework.Recount, casework.Args{Calendar: "cn@1"})
}

// thinksAgain asks for more time and takes the asking back.
func (l *life) thinksAgain(clock string, days int) {
	l.Helper()
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: clock, Days: days, ReasonID: "t1"})
	l.does(casework.Handler, casework.WithdrawExtension, casework.Args{Clock: clock})
}

// asksUrgently: a short cover is granted an act he may leave undone.
func (l *life) asksUrgently(act string) {
	l.Helper()
	l.does("backup", casework.AskUrgent, casework.Args{Act: act, ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.DecideUrgent, granted)
}

// serviceCorrected: the receipt was entered two seconds late.
func serviceCorrected(l *life) {
	l.service("practice")
	earlier := l.run0().Add(-2 * time.Second)
	l.does(casework.SectionHead, casework.Correct, casework.Args{Received: earlier, ReasonID: "t1"})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.keepsRecord()
	l.thinksAgain("handle", 80)
	l.asksUrgently(casework.Complete)
	l.does("backup", casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

// run0 is when the case was received.
func (l *life) run0() time.Time {
	l.Helper()
	l.await(casework.CaseRegistered)
	return l.r.state(l.name).Received
}

func serviceDeclined(l *life) {
	l.service("practice")
	l.does(casework.Handler, casework.Decline, casework.Args{ReasonID: "t1", BasisID: "t2"})
	l.ends()
}

func serviceClosed(l *life) {
	l.service("practice")
	l.does(casework.SectionHead, casework.Close, casework.Args{ReasonID: "t1"})
	l.ends()
}

// documentDesks: the leader and the general office let it lie, and an important one
// is chased round by round.
func documentDesks(l *life) {
	l.matter(casework.Document, map[string]string{"important": "true"})
	l.does(casework.GeneralOffice, casework.Propose, casework.Args{ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "instruct")
	l.does(casework.LeaderInCharge, casework.Instruct, casework.Args{ReasonID: "t2"})
	l.awaits(casework.ClockBreached, "assign")
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Limit: "90s"})
	l.keepsRecord()
	l.thinksAgain("handle", 20)
	l.asksUrgently(casework.Return)
	l.does(casework.GeneralOffice, casework.Chase, casework.Args{})
	l.awaits(casework.Chased, "chase")
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t3", BasisID: "t4"})
	l.ends()
}

// documentLateReturn: the assigner refuses it once, and consents.
func documentLateReturn(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Limit: "90s"})
	l.await(casework.ClockLapsed)
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t1"})
	l.refused(casework.AlreadyDone, casework.Handler, casework.Return, casework.Args{ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.DecideReturn, casework.Args{Approve: &no, ReasonID: "t2"})
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t3"})
	l.does(casework.GeneralOffice, casework.DecideReturn, granted)
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "road-desk"})
	l.does(casework.GeneralOffice, casework.Close, casework.Args{ReasonID: "t4"})
	l.ends()
}

// documentLateAndReturned: late, and then returned with consent: who answers is asked at once.
func documentLateAndReturned(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Limit: "60s"})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.DecideReturn, granted)
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "road-desk"})
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t3"})
	l.ends()
}

// documentFiled records the second run: closed, and put into its volume.
func documentFiled(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t1"})
	l.ends()
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{
		ID: "file", Name: casework.File, Actor: "general_office", At: time.Now().Truncate(time.Millisecond), Args: casework.Args{ReasonID: "t2"},
	})
	l.ends()
}

// documentUnmerged follows a case that lets go of it, and one that it leaves.
func documentUnmerged(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Limit: "90s"})
	l.does(casework.GeneralOffice, casework.Merge, casework.Args{Case: "GW2026-000001", ReasonID: "t1"})
	l.refused(casework.NotMerged, "", casework.Follow, casework.Args{Case: "GW2026-000002", Outcome: casework.Answered})
	l.does("", casework.Follow, casework.Args{Case: "GW2026-000001", Outcome: casework.Released})
	l.does(casework.GeneralOffice, casework.Merge, casework.Args{Case: "GW2026-000002", ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.Unmerge, casework.Args{ReasonID: "t3"})
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t4"})
	l.ends()
}

// consented is what stands on paper of the complainant's consent (R082).
func consented() casework.Args {
	return casework.Args{Person: "inspector", Received: time.Now().Add(-time.Hour).Truncate(time.Second), Approve: &yes, ReasonID: "t4"}
}

// complaintAnonymous is read by a person and forwarded to nobody (R067).
func complaintAnonymous(l *life) {
	l.matter(casework.Complaint, map[string]string{casework.FactAnonymous: "true"})
	l.refused(casework.Invalid, casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.EfficiencyOffice, casework.Screen, casework.Args{Outcome: "not_taken", ReasonID: "t1"})
	l.ends()
}

func complaintAdvised(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.thinksAgain("handle", 5)
	l.does(casework.EfficiencyOffice, casework.Chase, casework.Args{})
	l.does(casework.EfficiencyOffice, casework.Disclose, consented())
	l.does(casework.EfficiencyOffice, casework.WithdrawDisclosure, casework.Args{})
	l.does(casework.EfficiencyOffice, casework.Disclose, consented())
	l.does(casework.EfficiencyOffice, casework.Relay, casework.Args{ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Advise, casework.Args{Category: casework.AdviceLead, ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Advise, casework.Args{Category: "rectify", Limit: "90s", ReasonID: "t6"})
	l.does(casework.EfficiencyOffice, casework.Attach, casework.Args{Attachment: "f1", Audience: casework.Audiences[0]})
	l.keepsRecord()
	l.asksUrgently(casework.Reply)
	l.does("backup", casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t7"})
	l.does(casework.EfficiencyOffice, casework.Rate, casework.Args{Outcome: "unsatisfied"})
	l.refused(casework.AlreadyRated, casework.EfficiencyOffice, casework.Rate, casework.Args{Outcome: "satisfied"})
	l.does(casework.SectionHead, casework.Report, casework.Args{ReasonID: "t8"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t9"})
	l.ends()
}

// complaintAdviceLate: the complaint closes, and the answer to advice is owed still.
func complaintAdviceLate(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Advise, casework.Args{Category: "hold_to_account", Limit: "20s", ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &no, ReasonID: "t4"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t6"})
	l.awaits(casework.ClockBreached, "act_on_advice")
	l.does(casework.EfficiencyOffice, casework.Rate, casework.Args{Outcome: "basically"})
	l.does(casework.SectionHead, casework.Report, casework.Args{ReasonID: "t7"})
	l.ends()
}

// complaintUpward is about the efficiency office: the discipline office handles it.
func complaintUpward(l *life) {
	l.matter(casework.Complaint, map[string]string{
		casework.FactOffice: string(casework.DisciplineOffice), casework.FactOfficePost: "discipline", casework.FactMatter: "TS2026-000001",
		casework.FactAgainstUnit: "efficiency", casework.FactAgainstPost: "efficiency-desk",
	})
	l.does(casework.DisciplineOffice, casework.Screen, taken)
	l.refused(casework.OwnCase, casework.DisciplineOffice, casework.Forward, casework.Args{Post: "efficiency-desk"})
	l.does(casework.DisciplineOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.Disclaim, casework.Args{ReasonID: "t2"})
	l.does(casework.DisciplineOffice, casework.Forward, casework.Args{Post: "road-desk", Approve: &yes})
	l.does(casework.DisciplineOffice, casework.Relay, casework.Args{ReasonID: "t3"})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "proven", ReasonID: "t4"})
	l.does(casework.DisciplineOffice, casework.Rate, casework.Args{Outcome: "unsatisfied"})
	l.does(casework.DisciplineOffice, casework.Advise, casework.Args{Category: casework.AdviceLead, ReasonID: "t5"})
	l.does(casework.DisciplineOffice, casework.Confirm, casework.Args{Approve: &yes, Outcome: "accountability", ReasonID: "t6"})
	l.excuse()
}

// complaintFollowed is answered with another, its report on itself still owed.
func complaintFollowed(l *life) {
	l.matter(casework.Complaint, map[string]string{casework.FactMatter: "TS2026-000001"})
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.EfficiencyOffice, casework.Merge, casework.Args{Case: "TS2026-000001", ReasonID: "t2"})
	l.does("", casework.Follow, casework.Args{Case: "TS2026-000001", Outcome: casework.Answered})
	l.does(casework.SectionHead, casework.SelfReport, casework.Args{ReasonID: "t3"})
	l.ends()
}

func complaintConverted(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Convert, casework.Args{Kind: casework.Supervision, ReasonID: "t1"})
	l.ends()
}

func complaintWithdrawn(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Withdraw, casework.Args{})
	l.ends()
}

// complaintSelfReportLate: the report on itself outlives the complaint (R080).
func complaintSelfReportLate(l *life) {
	l.matter(casework.Complaint, map[string]string{casework.FactMatter: "TS2026-000001"})
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t3"})
	l.awaits(casework.ClockBreached, "self_report")
	l.does(casework.SectionHead, casework.SelfReport, casework.Args{ReasonID: "t4"})
	l.ends()
}

// complaintCardStands: advice was answered late, and the explanation of the late complaint
// is in, when that is counted anew and ends where the advice did. The matter has the card.
func complaintCardStands(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	both := time.Now().Truncate(time.Millisecond)
	accepts(l, l.updateFrom(both, casework.Forward, casework.EfficiencyOffice, desk))
	accepts(l, l.updateFrom(both, casework.Advise, casework.EfficiencyOffice, casework.Args{Category: "rectify", Limit: "40s", ReasonID: "t2"}))
	l.awaits(casework.ClockBreached, "act_on_advice")
	l.does(casework.SectionHead, casework.Report, casework.Args{ReasonID: "t3"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t4"})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "complaint-slow@1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t6"})
	l.ends()
}

func supervisionJoint(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "60s", ReasonID: "t1"})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "40s", ReasonID: "t2"})
	l.refused(casework.StepStands, casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", ReasonID: "t2"})
	l.refused(casework.StepsTooLong, casework.Handler, casework.AssignStep, casework.Args{Post: "grain-desk", Limit: "90s", ReasonID: "t2"})
	l.does("backup", casework.ConfirmReceipt, casework.Args{Clock: "receipt:road-desk"})
	l.does(casework.SupervisionOffice, casework.Chase, casework.Args{})
	l.thinksAgain("reply", 20)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "reply", Days: 20, ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.DecideExtension, casework.Args{Clock: "reply", Approve: &yes})
	l.does("backup", casework.RequestExtension, casework.Args{Clock: "step:road-desk", Days: 10, ReasonID: "t4"})
	l.does(casework.SupervisionOffice, casework.DecideExtension, casework.Args{Clock: "step:road-desk", Approve: &no, ReasonID: "t5"})
	l.keepsRecord()
	l.does(casework.SupervisionOffice, casework.SpecialReport, casework.Args{Outcome: "progress", ReasonID: "t6"})
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t7"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t8"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t9"})
	l.await(casework.CaseClosed)
	l.ends()
}

// supervisionStepLate: nobody signs for the notice, and a co-unit misses its part.
func supervisionStepLate(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "90s", ReasonID: "t1"})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "10s", ReasonID: "t2"})
	l.awaits(casework.AccountabilityOpened, "step:road-desk")
	l.awaits(casework.Chased, "receipt")
	l.does("backup", casework.Explain, casework.Args{Clock: "explain:road-desk", ReasonID: "t3"})
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t4"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t5"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t6"})
	l.await(casework.CaseClosed)
	l.ends()
}

func supervisionClosed(l *life) {
	l.matter(casework.Supervision, nil)
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.ends()
}

// dutiesQuarter: the checks of a quarter, one filed and one not.
func dutiesQuarter(l *life) {
	l.matter(casework.Duties, nil)
	l.does(casework.EfficiencyOffice, casework.FileDuty, casework.Args{Clock: "target_check", ReasonID: "t1"})
	l.keepsRecord()
	l.awaits(casework.RoundMissed, "self_check")
	l.awaits(casework.ClockRecurred, "target_check")
	l.does(casework.SupervisionOffice, casework.Close, casework.Args{ReasonID: "t2"})
	l.ends()
}

func absenceExtended(l *life) {
	l.absence("handler", "leave", 5, 60)
	l.keepsRecord()
	l.does(casework.LeaderInCharge, casework.Chase, casework.Args{})
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	time.Sleep(time.Until(l.r.state(l.name).Term.From))
	l.awaits(casework.ClockStarted, "return")
	l.thinksAgain("return", 1)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "return", Days: 1, ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.DecideExtension, casework.Args{Clock: "return", Approve: &yes})
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.ends()
}

// accountabilityServedLate: the decision lies, is served, and becomes final.
func accountabilityServedLate(l *life) {
	l.formallyOpened()
	l.keepsRecord()
	l.does(casework.EfficiencyOffice, casework.Chase, casework.Args{})
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Recommend, recommended)
	l.thinksAgain("handle", 5)
	l.does(casework.EfficiencyOffice, casework.RequestExtension, casework.Args{Clock: "handle", Days: 5, ReasonID: "t3"})
	l.does(casework.PrincipalLeader, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.does(casework.PartyGroup, casework.Decide, voted)
	l.awaits(casework.ClockBreached, "serve")
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.ends()
}

// accountabilitySplit: a further person answers in a case of his own, and fewer than
// more than half of the members decide nothing.
func accountabilitySplit(l *life) {
	l.formallyOpened()
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Split, casework.Args{Person: "section_head", Share: casework.ShareMain, ReasonID: "t3"})
	l.refused(casework.SplitAlready, casework.EfficiencyOffice, casework.Split, casework.Args{Person: "section_head", Share: casework.ShareMain, ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.Recommend, recommended)
	few := voted
	few.Members, few.Present, few.InFavour = 9, 4, 4
	l.refused(casework.NoQuorum, casework.PartyGroup, casework.Decide, few)
	l.does(casework.PartyGroup, casework.Decide, voted)
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.ends()
}

// documentAssignedOnce: assigned again to the desk that has it, it gains no day.
func documentAssignedOnce(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.refused(casework.AlreadyDone, casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t1"})
	l.ends()
}

// documentNotHis: what somebody asked for, his cover does not take back for him.
func documentNotHis(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 2, ReasonID: "t1"})
	l.refused(casework.NotDecider, "backup", casework.WithdrawExtension, casework.Args{Clock: "handle"})
	l.does(casework.Handler, casework.WithdrawExtension, casework.Args{Clock: "handle"})
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t1"})
	l.ends()
}

// complaintForwardedOnce: forwarded again it gains no day, and as a final decision it
// ends the dispute.
func complaintForwardedOnce(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.refused(casework.AlreadyDone, casework.EfficiencyOffice, casework.Forward, desk)
	final := desk
	final.Approve, final.BasisID = &yes, "t2"
	l.does(casework.EfficiencyOffice, casework.Forward, final)
	l.refused(casework.WrongStage, casework.Handler, casework.Disclaim, casework.Args{ReasonID: "t3"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t5"})
	l.ends()
}
