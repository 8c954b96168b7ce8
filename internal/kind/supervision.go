package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Supervision is an item a leader wants done (督办), one matter one item (R096). Who may
// issue it its origin says; the case looks (R099).
func supervision() *Declaration { return revised(supervisionNow, unbounded, unvoided, unfound) }

// unfound is how it stood before a re-check was an act and an origin confirmed: what came
// round was seen by nobody in particular, the registrar's word was the route, and a sign-off
// let a co-unit's part fall away.
func unfound(d *Declaration) {
	alone(d)
	d.Outlives = nil
	later := append([]string{casework.Recheck, casework.Propose}, absences...)
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return slices.Contains(later, a.Name) })
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case casework.Issue:
			a.When = nil
		case casework.AssignStep:
			a.Fields = without(a.Fields, "category")
		case casework.CompleteStep:
			a.AfterClose = false
		case casework.AskUrgent:
			a.Fields[0].Choices = slices.Clone(casework.UrgentActs)
		}
	}
}

func supervisionNow() *Declaration {
	return &Declaration{
		Kind: casework.Supervision, Prefix: "DB", Title: Words{"督办", "supervision item"},
		Opens: casework.StageIssue, Turn: casework.SupervisionOffice, Stages: at(casework.StageIssue, casework.StageHandle, casework.StageFollow, casework.StageObject),
		Ends:  []string{"signed_off", "void", "closed_by_hand"},
		Entry: ByForm, Joint: true, Gives: casework.SupervisionOffice, Told: kept, Names: "matter", Found: []Finding{{Field: "matter"}, {Field: "source"}},

		Clocks: []string{"issue", "reply", "receipt", casework.ClockStep, "follow_up", "objection", "recheck", "explain"},

		// Issued by whom its origin asks for, as it was registered.
		Done: &Done{
			Act: casework.Issue, Unless: casework.Issue, By: Issuer,
			Settled: map[string]string{FactConfirmed: "ordinary"}, SettledBy: casework.Propose,
		},
		Remembers: true,
		Outlives:  clocks(casework.ClockStep), // who stays away answers for it, whatever becomes of the item (R045)
		Says: together.saying(map[string]Words{
			"field.propose.category":   {"谁批示、交办", "Who wrote the instruction"},
			"field.propose.basis":      {"批示或者交办的文件、日期", "The instruction: which document, of which day"},
			"field.recheck.outcome":    {"查到的情况", "What was found"},
			"choice.provincial_leader": {"省州政府主要领导批示", "A principal leader of the government above"},
			"choice.provincial_office": {"省州政府办公厅（室）交办", "The office of the government above"},
			"choice.department":        {"省州有关部门交办", "A department of the government above"},
			"choice.own_leader":        {"本级政府领导批示", "A leader of this government"},
			"choice.bureau_leader":     {"本单位领导批示", "A leader of this bureau"},
			"choice.ordinary":          {"一般事项，没有领导批示、上级交办", "Ordinary: nobody above asked for it"},
		}),

		Rights: []Right{
			// Supervision. Who may issue an item its origin says; the case looks (R099).
			{Action: CaseRegister, Who: secretary, Daily: true},
			{Action: CaseList, Who: documented, View: true},
			{Action: CaseView, Who: documented, View: true},
			{Action: CaseTimeline, Who: documented, View: true},
			{Action: CaseLedger, Who: documented, View: true},
			{Action: CasePersonal, Who: readersOfWords, Joint: true, Daily: true},
			{Action: ApprovalsList, Who: urgers, View: true},
			{Action: TextCreate, Who: readersOfWords, Daily: true},
			{Action: PaperIssue, Who: secretary, Daily: true},
			{Action: PaperVoid, Who: secretary},
			{Action: PaperView, Who: readersOfWords, Daily: true},
			{Action: RegisterView, Who: Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau}, Daily: true},
			{Action: RegisterEnter, Who: secretary, Daily: true},
			circulated,
		},

		Acts: []Act{
			under("R092", requestExtension(handler)),
			signed(under("R092", decideExtension(urgers))),
			under("R092", withdrawExtension(handler)),
			transfer(Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.SupervisionOffice: Bureau}, above),
			making(chase(chasers), "chase_notice"),
			explain(head),
			{
				Name: casework.Propose, Never: unlessAnother, Rule: "R099", At: at(casework.StageIssue), When: []Condition{unconfirmed}, Who: supervisor, Waiting: true,
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: origins, Rule: "R099"}, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R099"}, reason),
				Do:     Words{"核定来源、拟办", "Confirm the origin, propose"}, Hint: Words{"登记人以外的人核对批示、交办的文件；谁审批，依登记和核定中较高的一个", "Somebody else than registered it reads the instruction; of two readings the higher leader approves"},
			},
			{
				Name: casework.Issue, Never: unlessTurn, Meets: clocks("issue"), Rule: "R099", At: at(casework.StageIssue), When: []Condition{confirmed}, Who: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Signature: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R103"}, stated("R092", withinHours, casework.Between{Least: "1wd", Most: "12mo"}), casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R092"}, reason),
				Paper:  forms("supervision_notice"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"签发督办通知", "Issue the notice"}, Hint: Words{"交给承办岗位；不写时限的为五个工作日", "Without a stated limit, five working days"},
			},
			{
				Name: casework.ConfirmReceipt, Meets: clocks("receipt"), Rule: "R095", Answers: "receipt", When: []Condition{toSign}, Who: handler, Daily: true,
				Fields: fields(remark),
				Do:     Words{"签收", "Sign for receipt"}, Hint: Words{"收到通知或者督查结论，签字确认", "The notice, or the conclusion, has come in"},
			},
			together.assign(),
			together.complete(),
			together.decline(),
			together.deem(),
			{
				Name: casework.Reply, Meets: clocks("reply"), Rule: "R092", At: at(casework.StageHandle), Who: handler,
				Fields: fields(reason),
				Paper:  forms("supervision_report", "supervision_result"),
				Tells:  roles(casework.SupervisionOffice), ToldBy: copied,
				Do: Words{"答复", "Reply"}, Hint: Words{"写明事实、结论和处理", "Facts, conclusion, what was done"},
			},
			{
				Name: casework.Report, Rule: "R093", At: at(casework.StageHandle, casework.StageFollow), Who: handler, Joint: true, Daily: true,
				Fields: fields(reason),
				Paper:  forms("supervision_report"),
				Tells:  roles(casework.SupervisionOffice), ToldBy: copied,
				Do: Words{"报告进展", "Report progress"}, Hint: Words{"重大事项随时报告", "Major items, as they go"},
			},
			{ // the round of the week is met by it, and by nothing else
				Name: casework.Recheck, Meets: clocks("follow_up"), Rule: "R097", At: at(casework.StageHandle, casework.StageFollow), Who: supervisor, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.RecheckFindings, Rule: "R097"}, reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"回查", "Re-check"}, Hint: Words{"每周一次，写明查到的情况；没有办的，签发的领导同时知道", "Once a week, with what was found; where nothing was done, whoever issued it hears"},
			},
			{ // R105
				Name: casework.SpecialReport, Rule: "R105", At: at(casework.StageHandle, casework.StageFollow, casework.StageObject), Who: supervisor,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"progress", "result"}, Rule: "R105"}, reason),
				Tells:  roles(casework.LeaderInCharge),
				Do:     Words{"报送督办专报", "Send the special report"}, Hint: Words{"将进展或者结果报送领导", "Progress or result, to the leader"},
			},
			{
				Name: casework.SignOff, Rule: "R097", At: at(casework.StageFollow), Who: supervisor, Second: &Second{Says: "a part of it is still owed", When: owesBut("follow_up"), By: leaders},
				Fields: fields(reason),
				Paper:  forms("supervision_report", "supervision_result"),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"办结销号", "Sign off"}, Hint: Words{"本单位的督办就此了结；政府督查的，签收结论后三十日内可以提出异议", "Ends the bureau's own item; of a government's the conclusion may be objected to, within thirty days of its receipt"},
			},
			{
				Name: casework.Object, Rule: "R121", At: at(casework.StageObject), When: []Condition{runs("objection", is(casework.WrongStage, "", "R121"))}, Who: handler,
				Fields: fields(reason),
				Tells:  roles(casework.SupervisionOffice),
				Do:     Words{"提出异议", "Object"}, Hint: Words{"对督查结论有异议的，写明理由", "To the conclusion, with reasons"},
			},
			{
				Name: casework.DecideObjection, Meets: clocks("recheck"), Rule: "R121", When: []Condition{owes("recheck", is(casework.WrongStage, "", "R121"))}, Who: Scopes{casework.SupervisionOffice: Bureau, casework.PrincipalLeader: Bureau},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true}, reason),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"决定异议", "Decide the objection"}, Hint: Words{"成立的继续督办", "Upheld, the item is open again"},
			},
			void(secretary),
			under(houseRule, closeByHand(supervisor, leaders)),
			link(linkersSupervision),
			unlink(linkersSupervision),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.SupervisionOffice: Bureau}, append(absences[:2:2], casework.Propose)...),
			signed(decideUrgent(deciders)),
		},
	}
}

// together: a co-unit is given its part by whoever may issue an item.
var together = joint{
	At:    at(casework.StageHandle, casework.StageFollow),
	Gives: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau},
	Hears: roles(casework.SupervisionOffice), By: copied,
}

// copied: what a leader had done by a department or his secretary goes to the supervision
// office in the same moment in which it is reported (R106).
var copied = map[casework.Role]string{casework.SupervisionOffice: "R106"}

// origins are who may have written what an item rests on, by the level of whom each is put
// before (R099).
var origins = []string{"provincial_leader", "provincial_office", "department", "own_leader", "bureau_leader", Ordinary}

// Ordinary is an item nobody above asked for.
const Ordinary = "ordinary"

// FactConfirmed is the origin as the supervision office read it in the instruction.
const FactConfirmed = "confirmed_origin"

// Issuer is who approves an item: of the origin registered and the one confirmed, whom the
// higher asks for. Nobody lowers it alone (R099).
func Issuer(facts map[string]string) casework.Role {
	approvers := []casework.Role{casework.PrincipalLeader, casework.LeaderInCharge, casework.GeneralOffice, casework.SupervisionOffice}
	return approvers[min(slices.Index(approvers, approver(facts["origin"])), slices.Index(approvers, approver(facts[FactConfirmed])))]
}

// approver is whom an origin is put before; one that names none stays with the supervision
// office.
func approver(origin string) casework.Role {
	switch origin {
	case "provincial_leader":
		return casework.PrincipalLeader
	case "provincial_office":
		return casework.LeaderInCharge
	case "department", "own_leader", "bureau_leader": // a leader of the government the bureau serves, or of the bureau
		return casework.GeneralOffice
	}
	return casework.SupervisionOffice
}

// FactGovernment: the government of the place has it done, or told this bureau to do it on
// its behalf (政府督查). Whatever else a bureau has looked into is its own 督办, and rests on
// its own rules (政府督查工作条例 2, 7).
const FactGovernment = "government"

// Named tells whether the registration itself says that somebody above asked for it
// (R109): then it is not ordinary (R099).
func Named(facts map[string]string) bool {
	return facts[FactGovernment] == "true" || slices.Contains([]string{"leader_assigned", "bureau_chief", "deputy", "from_above"}, facts["scope"])
}

var (
	// A notice is signed for, and the conclusion of a government's item.
	toSign = when("stands where it is offered", func(s *casework.State) bool {
		owed := s.Clock(casework.ClockReceipt)
		return s.Stage == casework.StageHandle || s.Stage == casework.StageObject && owed != nil && owed.Open()
	}, nil)
	unconfirmed = fact("its origin was not confirmed yet", FactConfirmed, "", is(casework.AlreadyDone, "category", "R099"))
	confirmed   = not("its origin was confirmed", fact("", FactConfirmed, "", nil), is(casework.OriginUnread, "", "R099"))
)
