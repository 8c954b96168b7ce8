//go:build record

package workflows_test

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// officeScenes are lives of the matters inside the office: documents, complaints,
// supervision, duties, absence, accountability.
var officeScenes = map[string]func(*life){
	"document-answered":        documentAnswered,
	"document-returned":        documentReturned,
	"document-rounds":          documentRounds,
	"document-consent":         documentConsent,
	"document-consent-denied":  documentConsentDenied,
	"document-special":         documentSpecial,
	"document-served":          documentServed,
	"document-merged":          documentMerged,
	"document-converted":       documentConverted,
	"document-complains":       documentConverted, // about a unit, as it is said by now
	"complaint-unmerged":       complaintUnmerged,
	"complaint-confirmed":      complaintConfirmed,
	"complaint-accounted":      complaintAccounted,
	"complaint-disclaimed":     complaintDisclaimed,
	"complaint-suggestion":     complaintSuggestion,
	"complaint-referred":       complaintReferred,
	"complaint-self-report":    complaintSelfReport,
	"complaint-given-on":       complaintGivenOn,
	"supervision-objected":     supervisionObjected,
	"supervision-conclusion":   supervisionObjected, // of a government, as it stands now
	"supervision-rechecked":    supervisionRechecked,
	"supervision-untouched":    supervisionUntouched,
	"duties-rounds":            dutiesRounds,
	"duties-points":            dutiesPoints,
	"duties-next-list":         dutiesNextList,
	"duties-circulated":        dutiesCirculated,
	"duties-eve":               dutiesEve,
	"duties-voided":            dutiesVoided,
	"duties-opinions":          dutiesOpinions,
	"absence-returned":         absenceReturned,
	"absence-cancelled":        absenceCancelled,
	"absence-undecided":        absenceUndecided,
	"absence-emergency":        absenceEmergency,
	"absence-late":             absenceLate,
	"absence-vacancy":          absenceVacancy,
	"supervision-urgent":       supervisionUrgent,
	"supervision-urgent-timed": supervisionUrgentTimed,
	"absence-two-standins":     absenceTwoStandins,
	"accountability-reversed":  accountabilityReversed,
	"accountability-unheard":   accountabilityUnheard,
	"accountability-late":      accountabilityLateReview,
	"accountability-no-fault":  accountabilityNoFault,
	"accountability-untouched": accountabilityUntouched,
}

// hurried are the limits of those kinds as the recorder counts them; the rungs
// of a ladder follow 3 and 6 s after the breach, and come round every 8 s.
var hurried = map[casework.Kind]map[string]string{
	casework.Service: {casework.ClockPublicNotice: "8s", casework.ClockReconsider: "6s", casework.ClockSue: "12s"},
	casework.Document: {
		"propose": "60s", "instruct": "15s", "assign": "15s", "return": "20s", "handle": "30s", "chase": "15s",
		"consent": "30s", "confirm_consent": "60s", "explain": "60s",
	},
	casework.Complaint: {
		"forward": "60s", "jurisdiction": "20s", "handle": "30s", "redo": "60s", "confirm": "60s", "account": "15s", "self_report": "90s", "explain": "60s",
	},
	kind.Petition: {
		"screen": "25s", "object": "20s", "urgent_report": "20s", "handle": "60s", "statutory": "120s", "redo": "60s", "serve": "60s", "ask_review": "20s",
		"ask_final": "20s", "review": "60s", "final_review": "60s", "review_outside": "15s", "final_outside": "15s", "adoption": "60s", "explain": "60s",
	},
	kind.Contact:       {"handle": "30s", "receipt": "8s", "follow_up": "10s", "content": "10s", "explain": "90s"},
	kind.Attendance:    {"away": "5s", "alone": "30s", "settle": "60s", "object": "8s", "review": "60s"},
	kind.Disclosure:    {"vet": "30s", "approval": "8s", "handle": "60s", "check": "10s", "amend": "60s", "answer": "8s", "ask_leader": "30s"},
	kind.Inspection:    {"publish_draw": "15s", "send_group": "15s", "evidence": "15s", "result": "30s", "coverage": "15s"},
	kind.Rectification: {"issue": "60s", "object": "20s", "recheck": "60s", "rectify": "40s", "verify": "60s", "explain": "90s"},
	kind.Report:        {"urgent": "25s", "word": "6s", "explain": "90s"},
	kind.Proposal: {
		"assign": "5s", "return": "10s", "decide_return": "5s", "handle": "50s", "receipt": "4s", "follow_up": "25s", "sign": "6s", "opinion": "15s", "redo": "20s", "explain": "90s",
	},
	kind.Promise: {"fix": "8s", "handle": "60s", "check": "10s", "amend": "60s"},
	casework.Supervision: {
		"issue": "60s", "reply": "25s", "receipt": "15s", "follow_up": "15s", "objection": "20s", "recheck": "60s", "explain": "90s",
	},
	casework.Duties: {
		"monday_list": "15s", "circular": "25s", "summary": "120s", "target_check": "20s", "self_check": "25s", "vote": "150s", "next_list": "15s", "overdue_circular": "15s", "opinions": "15s", "joint_meeting": "150s", "outside_review": "150s", "disclosure_circular": "150s",
	},
	casework.Absence: {"papers": "60s", "designate": "40s", "urgent_act": "15s"},
	casework.Accountability: {
		"verify": "20s", "statement": "15s", "handle": "90s", "serve": "15s", "direct_appeal": "20s", "ask_review": "20s", "review": "60s", "appeal": "60s", "appealed": "60s", "appeal_outside": "8s",
	},
}

func hurry(policies []policy.Policy) {
	for _, p := range policies {
		for i, r := range p.Rules {
			if short, ok := hurried[p.Kind][r.Clock]; ok {
				p.Rules[i].Limit = short
				p.Rules[i].Since, p.Rules[i].Into = "", "" // a quarter of such rounds would be a million
			}
			for j, rung := range r.Ladder {
				switch rung.After {
				case "1wd":
					p.Rules[i].Ladder[j].After = "3s"
				case "3wd":
					p.Rules[i].Ladder[j].After = "6s"
				case "5wd":
					p.Rules[i].Ladder[j].After = "8s"
				}
				if rung.Every == "5wd" {
					p.Rules[i].Ladder[j].Every = "8s"
				}
				if rung.OverHead == "5wd" {
					p.Rules[i].Ladder[j].OverHead = "8s"
				}
			}
		}
	}
}

// Cover: nobody stands in for the head of a section, nor on either post of the general
// office; the auditor is away himself.
func (r *recorder) Cover(_ context.Context, req casework.CoverRequest) (casework.Cover, error) {
	if len(req.Roles) > 0 {
		if req.Person == "backup" { // he asks while the leader in charge is on leave
			return casework.Cover{Role: casework.PrincipalLeader}, nil
		}
		return casework.Cover{}, nil
	}
	switch {
	case req.Left:
		return casework.Cover{Open: []string{"BJ2026-000009"}}, nil
	case req.Standin == "auditor":
		return casework.Cover{Refused: casework.StandinAway}, nil
	case req.Standin != "":
		return casework.Cover{}, nil
	case req.Person == "general_office":
		return casework.Cover{Posts: []string{"general-office", "archive"}}, nil
	case req.Person == "section_head":
		return casework.Cover{Posts: []string{"permits-head"}}, nil
	}
	return casework.Cover{}, nil
}

// Settled: nobody else's case waits here.
func (*recorder) Settled(context.Context, string, time.Time) (bool, error) { return true, nil }

// Tally: a complaint that names an earlier one is the third on its matter.
func (r *recorder) Tally(_ context.Context, req casework.TallyRequest) (casework.Tally, error) {
	if req.Matter != "" {
		return casework.Tally{OnMatter: 3, InMonth: 1}, nil
	}
	return casework.Tally{OnMatter: 1, InMonth: 1}, nil
}

func (l *life) matter(kind casework.Kind, facts map[string]string) {
	l.Helper()
	l.start(casework.State{Kind: kind, Unit: "permits", Facts: facts}, nil)
}

// does carries out an act that is accepted, by the role whose it is.
func (l *life) does(by casework.Role, name string, args casework.Args) {
	l.Helper()
	accepts(l, l.update(name, by, args))
}

func (l *life) refused(code casework.Code, by casework.Role, name string, args casework.Args) {
	l.Helper()
	require.Equal(l, code, l.update(name, by, args).Code)
}

// excuse is the explanation a late section owes, even after the close.
func (l *life) excuse() {
	l.Helper()
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t9"})
	l.ends()
}

var desk = casework.Args{Post: "food-desk"}

func documentAnswered(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.Instruct, casework.Args{ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Limit: "40s"})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{})
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 20, ReasonID: "t3"})
	l.does(casework.GeneralOffice, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.signal("s1", casework.Chase, "general_office", casework.Args{})
	l.await(casework.Chased)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t4"})
	l.ends()
}

// documentRounds: nobody writes the opinion until the head has been told three times.
func documentRounds(l *life) {
	l.matter(casework.Document, nil)
	require.Eventually(l, func() bool {
		return l.r.saidSo(l.name, func(e casework.Event) bool { return e.Name == casework.Escalated && e.Detail["times"] == "2" })
	}, 6*time.Minute, 50*time.Millisecond)
	l.does(casework.GeneralOffice, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.Instruct, casework.Args{ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t3"})
	l.ends()
}

// documentReturned in time, and from the second desk late.
func documentReturned(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t1"})
	l.refused(casework.WrongStage, casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "road-desk"})
	l.await(casework.ClockLapsed)
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t2"})
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t3"})
	l.ends()
}

var fromBelow = map[string]string{"request": "true"}

func documentConsent(l *life) {
	l.matter(casework.Document, fromBelow)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.await(casework.ConsentCondition)
	l.await(casework.AccountabilityOpened)
	l.does(casework.GeneralOffice, casework.ConfirmConsent, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.excuse()
}

func documentConsentDenied(l *life) {
	l.matter(casework.Document, fromBelow)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.await(casework.ConsentCondition)
	l.does(casework.GeneralOffice, casework.ConfirmConsent, casework.Args{Approve: &no, ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t2"})
	l.excuse()
}

func documentSpecial(l *life) {
	l.matter(casework.Document, fromBelow)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.Handler, casework.NoticeSpecial, casework.Args{Category: "land", ReasonID: "t1"})
	l.await(casework.ClockBreached)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t2"})
	l.excuse()
}

// documentServed: the notice has come to the sender, in a category of the document's own (R060).
func documentServed(l *life) {
	l.newest(casework.State{Kind: casework.Document, Unit: "permits", Facts: map[string]string{"request": "true", "involves": "land"}})
	l.does(casework.GeneralOffice, casework.Assign, desk)
	served := casework.Args{Category: "land", Received: time.Now().Truncate(time.Minute), Means: "handed", Proof: "f1", BasisID: "t1", ReasonID: "t2"}
	l.refused(casework.FutureDate, casework.Handler, casework.NoticeSpecial, casework.Args{Category: "land", Received: time.Now().Add(time.Hour), Means: "handed", Proof: "f1"})
	l.does(casework.Handler, casework.NoticeSpecial, served)
	l.await(casework.ClockBreached)
	l.does(casework.Handler, casework.Complete, casework.Args{ReasonID: "t3"})
	l.excuse()
}

// documentMerged follows another, and ends with the answer to it.
func documentMerged(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Assign, desk)
	l.does(casework.GeneralOffice, casework.Merge, casework.Args{Case: "GW2026-000001", ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.Follow, casework.Args{Case: "GW2026-000001", Outcome: casework.Answered})
	l.ends()
}

func documentConverted(l *life) {
	l.matter(casework.Document, nil)
	l.does(casework.GeneralOffice, casework.Convert, casework.Args{Kind: casework.Complaint, Unit: "permits", ReasonID: "t1"})
	l.ends()
}

// complaintUnmerged was no duplicate: it goes on by itself, its limit overrun.
func complaintUnmerged(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.EfficiencyOffice, casework.Merge, casework.Args{Case: "TS2026-000001", ReasonID: "t2"})
	l.await(casework.ClockBreached)
	l.does(casework.EfficiencyOffice, casework.Unmerge, casework.Args{ReasonID: "t3"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t5"})
	l.excuse()
}

var taken = casework.Args{Outcome: "complaint", Category: "over_limit", ReasonID: "t1"}

func complaintConfirmed(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 5, ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.does(casework.EfficiencyOffice, casework.Relay, casework.Args{ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Disclose, casework.Args{Person: "inspector", ReasonID: "t4"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "proven", ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &no, ReasonID: "t6"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "proven", ReasonID: "t7"})
	l.refused(casework.NoOutcome, casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, Outcome: "accountability", ReasonID: "t8"})
	l.answeredFor()
	l.ends()
}

// answeredFor is the outcome a proven complaint waits for.
func (l *life) answeredFor() {
	l.Helper()
	l.does("", casework.Accounted, casework.Args{Case: "ZZ2026-000001", Post: "food-desk", Outcome: "reminder"})
}

// complaintAccounted: proven, it is not withdrawn, stays open while a case asks who
// answers, is reminded of it, and ends with its outcome.
func complaintAccounted(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "proven", ReasonID: "t1"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, Outcome: "accountability", ReasonID: "t2"})
	l.refused(casework.NoOutcome, casework.EfficiencyOffice, casework.Withdraw, casework.Args{})
	l.await(casework.ClockRecurred)
	l.answeredFor()
	l.ends()
}

// complaintDisclaimed: the second forwarding is final.
func complaintDisclaimed(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.Handler, casework.Disclaim, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Forward, casework.Args{Post: "road-desk", Approve: &yes})
	l.refused(casework.WrongStage, casework.Handler, casework.Disclaim, casework.Args{})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t4"})
	l.ends()
}

// complaintReferred is for another organ to look into, by the office's own order.
func complaintReferred(l *life) {
	l.matter(casework.Complaint, nil)
	l.does(casework.EfficiencyOffice, casework.Screen, casework.Args{Outcome: "referred", ReasonID: "t1"})
	l.ends()
}

func complaintSuggestion(l *life) {
	l.matter(casework.Complaint, map[string]string{"anonymous": "true"})
	l.refused(casework.Invalid, casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Screen, casework.Args{Outcome: "suggestion", ReasonID: "t1"})
	l.ends()
}

// complaintSelfReport: the third on its matter, disclaimed too late and answered
// after the breach.
func complaintSelfReport(l *life) {
	l.matter(casework.Complaint, map[string]string{"matter": "TS2026-000001"})
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.await(casework.ClockLapsed)
	l.does(casework.Handler, casework.Disclaim, casework.Args{ReasonID: "t2"})
	l.await(casework.ClockBreached)
	l.does(casework.SectionHead, casework.SelfReport, casework.Args{ReasonID: "t3"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "partly", ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, Outcome: "no_personal_fault", ReasonID: "t5"})
	l.excuse()
}

// complaintGivenOn: disclaimed in time, the report on itself is the next unit's to make
// (R080), and who was advised reports on it (R077).
func complaintGivenOn(l *life) {
	l.matter(casework.Complaint, map[string]string{"matter": "TS2026-000001"})
	l.does(casework.EfficiencyOffice, casework.Screen, taken)
	l.does(casework.EfficiencyOffice, casework.Forward, desk)
	l.does(casework.EfficiencyOffice, casework.Advise, casework.Args{Category: "rectify", Limit: "60s", ReasonID: "t2"})
	l.does(casework.Handler, casework.Disclaim, casework.Args{ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Forward, casework.Args{Post: "road-desk", Unit: "roads"})
	l.does(casework.Handler, casework.Report, casework.Args{Clock: "act_on_advice", ReasonID: "t4"})
	l.does(casework.SectionHead, casework.SelfReport, casework.Args{ReasonID: "t5"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unproven", ReasonID: "t6"})
	l.does(casework.EfficiencyOffice, casework.Confirm, casework.Args{Approve: &yes, ReasonID: "t7"})
	l.ends()
}

// supervisionObjected twice: upheld, and at last rejected.
func supervisionObjected(l *life) {
	l.matter(casework.Supervision, map[string]string{"origin": "department", kind.FactGovernment: "true"})
	l.refused(casework.OriginUnread, casework.GeneralOffice, casework.Issue, desk)
	l.refused(casework.NotOrdinary, casework.SupervisionOffice, casework.Propose, casework.Args{Category: kind.Ordinary, ReasonID: "t0"})
	l.does(casework.SupervisionOffice, casework.Propose, casework.Args{Category: "department", BasisID: "b0", ReasonID: "t0"})
	l.refused(casework.NotCompetent, casework.SupervisionOffice, casework.Issue, desk)
	l.does(casework.GeneralOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "60s", ReasonID: "t1"})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{})
	l.await(casework.ClockRecurred)
	l.does(casework.Handler, casework.Report, casework.Args{ReasonID: "t2"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t4"})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{})
	l.does(casework.Handler, casework.Object, casework.Args{ReasonID: "t5"})
	l.does(casework.SupervisionOffice, casework.DecideObjection, casework.Args{Approve: &yes, ReasonID: "t6"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t7"})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{})
	l.does(casework.Handler, casework.Object, casework.Args{ReasonID: "t8"})
	l.does(casework.SupervisionOffice, casework.DecideObjection, casework.Args{Approve: &no, ReasonID: "t9"})
	l.ends()
}

// ordinary is an item of the supervision office's own, its origin confirmed (R099).
func (l *life) ordinary() {
	l.Helper()
	l.matter(casework.Supervision, nil)
	l.does(casework.SupervisionOffice, casework.Propose, casework.Args{Category: kind.Ordinary, ReasonID: "t0"})
}

// supervisionRechecked: a round missed, the next met by a re-check, and the bureau's own
// item ends with the sign-off (R097).
func supervisionRechecked(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "90s"})
	l.awaits(casework.RoundMissed, "follow_up")
	l.refused(casework.Invalid, casework.SupervisionOffice, casework.Recheck, casework.Args{ReasonID: "t1"})
	l.does(casework.SupervisionOffice, casework.Recheck, casework.Args{Outcome: casework.RecheckNotDone, ReasonID: "t2"})
	l.await(casework.ClockRecurred)
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.Recheck, casework.Args{Outcome: "done", ReasonID: "t4"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t5"})
	l.ends()
}

// supervisionUntouched climbs to accountability; signed off, it ends.
func supervisionUntouched(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, desk)
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "road-desk", ReasonID: "t1"})
	l.await(casework.AccountabilityOpened)
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t2"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t4"})
	l.await(casework.CaseClosed)
	l.ends()
}
