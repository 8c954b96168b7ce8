package kind

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What goes from whoever leaves to his B (R164): HandOver is A's act, ClockTaken how long B
// has to confirm it.
const (
	HandOver   = "hand-over"
	ClockTaken = "taken"
)

// HandedOver says what went from A to B, AbsenceSigned that one of several has signed and
// another is to, AbsenceFiled that what was granted is on file (R232).
const (
	HandedOver    casework.EventName = "handed_over"
	AbsenceSigned casework.EventName = "absence_signed"
	AbsenceFiled  casework.EventName = "absence_filed"
)

// AbsenceBegun says that somebody told by telephone that he leaves, and is away; AbsenceUnrecognised
// that it is no leave: its papers came late, or were not accepted (R183).
const (
	AbsenceBegun        casework.EventName = "absence_begun"
	AbsenceUnrecognised casework.EventName = "absence_unrecognised"
)

// ClockGrant is how long each who signs has for an absence that began by telephone, once its
// papers are in. FactRecognised is how it stands with it (R183).
const (
	ClockGrant     = "grant"
	FactRecognised = "recognised"
	RecogniseOwed  = "owed"
	Recognised     = "yes"
	Unrecognised   = "no"
)

// toGrant: it was asked for and he has not left, or its papers are in (R154, R183).
var toGrant = when("somebody is to grant it", func(s *casework.State) bool {
	grant := s.Clock(ClockGrant)
	return s.Stage == casework.StageApprove || grant != nil && grant.Open()
}, is(casework.WrongStage, "", "R154"))

// notBegun: who told by telephone that he leaves reports back, and takes nothing back (R183).
var notBegun = fact("nobody told by telephone that he leaves", FactRecognised, "", is(casework.WrongStage, "", "R183"))

// absenceTold is the kind as it stood when an absence told by telephone was granted by being
// told, and more time on no paper.
func absenceTold(d *Declaration) {
	d.Clocks = slices.DeleteFunc(d.Clocks, func(c string) bool { return c == ClockGrant })
	d.Ends = slices.DeleteFunc(d.Ends, func(end string) bool { return end == "unrecognised" })
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case casework.Approve:
			a.At, a.When, a.Meets = at(casework.StageApprove), nil, clocks("approve")
		case casework.Withdraw:
			a.When = nil
		case casework.DecideExtension:
			a.Fields = without(a.Fields, "proof")
		}
	}
}

// FactHandover is how far what is under way has changed hands before an absence; empty: the
// office does not ask for it.
const (
	FactHandover     = "handover"
	HandoverOwed     = "owed"
	HandoverSent     = "sent"     // A has done his part
	HandoverAccepted = "accepted" // and B has it
)

// FactSigners are who signs a leave after the approver it waits for now, FactFiled with whom
// it is put on file once it is granted (R232).
const (
	FactSigners = "signers"
	FactFiled   = "filed"
)

// FactLonger is who signs an absence the longer it gets, FactShownAfter from which return on its
// kind is shown by a paper, FactMostUntil the latest return its kind may have (R155, R190, R232, R233).
const (
	FactLonger     = "longer"
	FactShownAfter = "shown_after"
	FactMostUntil  = "most_until"
)

// Longer is who signs an absence that ends no later than Until; the last has no end.
type Longer struct {
	Until   time.Time
	Signers []casework.Role
}

// WriteSigners has those who sign as a fact has them.
func WriteSigners(signers []casework.Role) string {
	var out []string
	for _, r := range signers {
		out = append(out, string(r))
	}
	return strings.Join(out, ",")
}

// ReadSigners has those who sign as WriteSigners wrote them.
func ReadSigners(fact string) (out []casework.Role) {
	for _, r := range strings.Split(fact, ",") {
		out = append(out, casework.Role(r))
	}
	return out
}

// WriteLonger has them as a fact has them: 2026-03-04T08:30:00+08:00=section_head;=leader_in_charge.
func WriteLonger(tiers []Longer) string {
	var out []string
	for _, t := range tiers {
		until := ""
		if !t.Until.IsZero() {
			until = t.Until.Format(time.RFC3339)
		}
		out = append(out, until+"="+WriteSigners(t.Signers))
	}
	return strings.Join(out, ";")
}

// SignLonger are those who sign an absence that ends at an instant, as its fact has them; none:
// it began before that was laid down.
func SignLonger(fact string, end time.Time) []casework.Role {
	for _, tier := range strings.Split(fact, ";") {
		until, signers, ok := strings.Cut(tier, "=")
		if at, err := time.Parse(time.RFC3339, until); ok && (err != nil || !end.After(at)) {
			return ReadSigners(signers)
		}
	}
	return nil
}

// FactArranged is set where nobody can cover, and the work is to be arranged first (R244).
const (
	FactArranged = "arranged"
	ArrangeOwed  = "owed"
	ArrangeDone  = "done"
)

// FactRelief is how it stands with the cover of a window where one person works alone: he
// leaves once somebody stands there in his place (R187). Relieve says that somebody does.
const (
	FactRelief  = "relief"
	ReliefOwed  = "owed"
	ReliefThere = "there"

	Relieve                     = "relieve"
	Relieved casework.EventName = "relieved"
)

// reliefOwed: nobody said yet that he stands there (R187).
var reliefOwed = fact("somebody is to stand there before he leaves", FactRelief, ReliefOwed, is(casework.NothingOwed, "", "R187"))

// reliefs say that somebody stands there: he himself, or who sees it.
var reliefs = Scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Own, casework.EfficiencyOffice: Own, casework.SupervisionOffice: Own,
}

// absenceUnrelieved is the kind as it stood when a window with one person was left whether
// somebody stood there or not.
func absenceUnrelieved(d *Declaration) {
	d.Ends = slices.DeleteFunc(d.Ends, func(end string) bool { return end == "unrelieved" })
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == Relieve })
}

// FactSort is which kind of leave it is (R233).
const FactSort = "sort"

// leavePapers are those on which a kind of leave is granted (R190, R233).
var leavePapers = casework.Field{Name: "proof", Type: casework.FieldProof, Rule: "R233", Takes: []string{
	casework.PurposeHospital, casework.PurposeCourse, casework.PurposeMarriage, casework.PurposeDeath, casework.PurposeBirth, casework.PurposeFamily,
}}

// hospital is the paper on which a sickness that gets longer than three days goes on (R190).
var hospital = casework.Field{Name: "proof", Type: casework.FieldProof, Rule: "R190", Takes: []string{casework.PurposeHospital}}

// FactReport is set where an outing owes a report after the return (R237).
const (
	FactReport = "report"
	ReportOwed = "owed"
)

// absenceBefore is the kind as it stood when nothing changed hands by an act, and nobody
// reported on an outing.
func absenceBefore(d *Declaration) {
	later := []string{"handover", ClockTaken, "report", HandOver, casework.ConfirmReceipt, casework.Report}
	d.Clocks = slices.DeleteFunc(d.Clocks, func(c string) bool { return slices.Contains(later, c) })
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return slices.Contains(later, a.Name) })
	for i := range d.Acts {
		a := &d.Acts[i]
		a.Fields = slices.DeleteFunc(a.Fields, func(f casework.Field) bool { return f.Type == casework.FieldProof || f.Name == FactArranged })
	}
}

// onDuty are the posts somebody stands on, each for its own matters.
var onDuty = Scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Own, casework.LeaderInCharge: Own, casework.PrincipalLeader: Own,
	casework.GeneralOffice: Own, casework.EfficiencyOffice: Own, casework.SupervisionOffice: Own, casework.DisciplineOffice: Own,
}

// handover is a condition on how far things have changed hands.
func handover(how string) Condition {
	return fact("what is under way is to be handed over: "+how, FactHandover, how, is(casework.NothingOwed, "", "R164"))
}

// absenceWords are what an absence's own codes are called.
var absenceWords = map[string]Words{
	"clock.handover": {"离岗移交", "Handing over"}, "owed.handover": {"离岗前向备岗移交在办事项", "hand over what is under way to the backup before leaving"}, "desk.handover": {"应移交在办事项", "Hand over what is under way"},
	"clock.taken": {"确认接手", "Taking over"}, "owed.taken": {"确认接手移交的事项", "confirm what was handed over"}, "desk.taken": {"应确认接手", "Confirm what was handed over"},
	"clock.report": {"公干反馈", "Report of an outing"}, "owed.report": {"反馈公干的计划完成情况", "report what came of the outing"}, "desk.report": {"应反馈公干情况", "Report on the outing"},
	"event.absence_signed": {"已签字，转下一位", "Signed, and on to the next"}, "told.absence_signed": {"离岗申请已有一人签字同意{basis}，还须下一位签字。", "One has signed the absence{basis}, and the next is to."},
	"event.absence_filed": {"已备案", "Put on file"}, "told.absence_filed": {"一件离岗已获批准，报你处备案{basis}。", "An absence was granted and is put on file with you{basis}."},
	"event.reported": {"公干已反馈", "Outing reported on"}, "told.reported": {"外出公干的情况已经反馈{basis}。", "There is a report on the outing{basis}."},
	"clock.grant": {"补办手续的审批", "Signing the papers"}, "owed.grant": {"审批电话请假补办的手续", "sign or refuse the papers of an absence told by telephone"}, "desk.grant": {"应审批补办的手续", "Sign or refuse the papers"},
	"event.absence_begun": {"电话请假，已离岗", "Told by telephone, and away"}, "told.absence_begun": {"有人电话请假，已经离岗{basis}。一个工作日内补办手续、经批准人签字后才算请假。", "Somebody told by telephone that he leaves, and is away{basis}. It is leave once its papers, filed within a working day, are signed."},
	"event.absence_unrecognised": {"电话请假不予认可", "Not recognised as leave"}, "told.absence_unrecognised": {"电话请假的手续逾期补办或者未获批准，不予认可{basis}。", "The papers of an absence told by telephone came late or were not accepted: it is not recognised as leave{basis}."},
	"event.relieved": {"已有人到岗替岗", "Somebody stands there"}, "told.relieved": {"替岗人员已经到岗{basis}，到时可以离岗。", "Somebody stands at the window{basis}: it may be left at its time."},
	"result.unrelieved": {"无人到岗替岗，不得离岗", "Not left: nobody stood there"},
	"event.handed_over": {"已移交在办事项", "Handed over"}, "told.handed_over": {"离岗人已移交在办事项{basis}。请核对移交清单，确认接手。", "Whoever leaves has handed over what is under way{basis}. Please look through the list and confirm."},
	"event.receipt_signed": {"已确认接手", "Taken over"}, "told.receipt_signed": {"备岗已确认接手移交的事项{basis}。", "The backup has confirmed what was handed over{basis}."},
}

// Absence is leaving one's post for more than half an hour (离岗). Everybody asks for
// himself; a head, or the administrator, takes down what was said on the telephone
// (R183). Nobody grants his own.
func absence() *Declaration {
	return &Declaration{
		Kind: casework.Absence, Prefix: "LG", Title: Words{"离岗", "absence"},
		Opens: casework.StageApprove, Stages: at(casework.StageApprove, casework.StageLeave, casework.StageAway, casework.StageVacant),
		Ends:  []string{"undecided", "refused", "returned", "unrecognised", "unrelieved", "withdrawn", "manned"},
		Entry: ByPerson,

		Clocks: []string{"approve", "papers", ClockGrant, "designate", "leave", "return", "handover", ClockTaken, "report", casework.ClockUrgent, casework.ClockCountersign},

		Paper:  forms("leave_form"),
		Proofs: "R233",
		Says:   absenceWords,

		Rights: []Right{
			// Absence. Everybody asks for himself; a head, or the administrator, takes down
			// what was said on the telephone (R183). Nobody grants his own.
			{Action: CaseRegister, Who: Scopes{casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.Admin: All}, Daily: true},
			{Action: CaseList, Who: around, View: true},
			{Action: CaseView, Who: around, View: true},
			{Action: CaseTimeline, Who: around, View: true},
			{Action: CaseLedger, Who: around, View: true},
			{Action: CaseHandover, Who: around, View: true},
			{Action: CasePersonal, Who: Scopes{casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			{Action: ApprovalsList, Who: approvers, View: true},
			{Action: TextCreate, Who: Scopes{casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Daily: true},
			{Action: PaperIssue, Who: leavers, Daily: true},
			{Action: PaperVoid, Who: leavers},
			{Action: PaperView, Who: leavers, Daily: true},
		},

		Acts: []Act{
			under("R155", requestExtension(concerned)),
			under("R155", proven(decideExtension(approvers), hospital)),
			under("R155", withdrawExtension(concerned)),
			chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau}),
			{
				Name: casework.Withdraw, Basis: houseRule, At: at(casework.StageApprove, casework.StageLeave), When: []Condition{notBegun}, Who: concerned,
				Fields: fields(remark),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"申请人撤回", "Applicant withdraws"}, Hint: Words{"申请人撤回申请，此件终止", "Ends the case at the applicant's wish"},
			},
			{
				Name: casework.Approve, Never: unlessApprover, Meets: clocks("approve", ClockGrant), Rule: "R154", When: []Condition{toGrant}, Who: approvers, Daily: true,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R154"}, leavePapers,
					casework.Field{Name: FactArranged, Type: casework.FieldBool, Rule: "R244"}, remark),
				Paper: forms("absence_sign"),
				Tells: roles(casework.PersonConcerned),
				Do:    Words{"审批离岗", "Decide the absence"}, Hint: Words{"同意或不同意离岗", "Approve or refuse the absence"},
			},
			{
				Name: casework.ReportReturn, Meets: clocks("return"), Rule: "R158", At: at(casework.StageAway), Who: concerned,
				Fields: fields(remark),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"销假返岗", "Report the return"}, Hint: Words{"已回到岗位", "Back at the post"},
			},
			{
				Name: casework.FilePapers, Meets: clocks("papers"), Rule: "R183", When: []Condition{owes("papers", is(casework.NothingOwed, "", "R183"))}, Who: concerned,
				Fields: fields(leavePapers, reason),
				Do:     Words{"补交材料", "File the papers"}, Hint: Words{"补交批准离岗的材料", "The papers the absence rests on"},
			},
			{
				Name: HandOver, Meets: clocks("handover"), Rule: "R164", At: at(casework.StageLeave, casework.StageAway), When: []Condition{handover(HandoverOwed)}, Who: concerned,
				Fields: fields(remark),
				Paper:  forms("handover_list"),
				Tells:  roles(casework.NextBackup),
				Do:     Words{"移交在办事项", "Hand over"}, Hint: Words{"系统列出您岗位上在办的件，交给备岗确认", "The open cases on your posts are listed and go to the backup, who confirms"},
			},
			{
				Name: casework.ConfirmReceipt, Meets: clocks(ClockTaken), Rule: "R164", At: at(casework.StageLeave, casework.StageAway), When: []Condition{handover(HandoverSent)}, Who: onDuty, Daily: true, Waiting: true,
				Fields: fields(remark),
				Tells:  roles(casework.PersonConcerned),
				Do:     Words{"确认接手", "Confirm the hand-over"}, Hint: Words{"已核对移交清单，自离岗时起由我负责", "The list was looked through; it is mine from the time of leaving"},
			},
			{ // 「替岗人员到岗后，工作人员才能离开工作岗位」
				Name: Relieve, Rule: "R187", At: at(casework.StageLeave), When: []Condition{reliefOwed}, Never: notHisOwn("R187"), Who: reliefs, Daily: true, Waiting: true,
				Fields: fields(remark),
				Tells:  roles(casework.PersonConcerned, casework.SectionHead),
				Do:     Words{"确认到岗替岗", "Somebody stands there"}, Hint: Words{"单人窗口：替岗人员到岗后才能离岗；到时没有人确认到岗的，不得离岗，此件失效", "A window with one person is left once somebody stands there; otherwise this leave is void at its time"},
			},
			{
				Name: casework.Report, Meets: clocks("report"), Rule: "R237", When: []Condition{owes("report", is(casework.NothingOwed, "", "R237"))}, Who: concerned,
				Fields: fields(reason),
				Do:     Words{"反馈公干情况", "Report on the outing"}, Hint: Words{"计划完成得怎样，有什么实效", "What came of the plan"},
			},
			{ // R169
				Name: casework.Designate, Meets: clocks("designate"), Rule: "R169", When: []Condition{owes("designate", nil)}, Who: deciders, Daily: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R169"}, casework.Field{Name: "person", Type: casework.FieldPerson, Required: true, Rule: "R169"}, casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R211"}, remark),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"指定顶岗人", "Designate a cover"}, Hint: Words{"备岗都不在时，由分管领导指定", "Where no backup is on duty, the leader in charge names one"},
			},
			{
				Name: casework.Manned, Rule: "R171", Internal: true, At: at(casework.StageVacant),
				Tells: roles(casework.SectionHead, casework.LeaderInCharge),
				Do:    Words{"岗位有人在岗", "Post manned"}, Hint: Words{"有人到岗时由系统记录", "Recorded when somebody stands there again"},
			},
			link(approvers),
			unlink(approvers),
			// The papers the absence rests on (R183).
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}
