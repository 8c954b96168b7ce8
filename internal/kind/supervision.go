package kind

import "github.com/shixian/shixian/internal/casework"

// Supervision is an item a leader wants done (督办), one matter one item (R096). Who may
// issue it its origin says; the case looks (R099).
func supervision() *Declaration { return revisedOnce(supervisionNow, alone) }

func supervisionNow() *Declaration {
	return &Declaration{
		Kind: casework.Supervision, Prefix: "DB", Title: Words{"督办", "supervision item"},
		Opens: casework.StageIssue, Turn: casework.SupervisionOffice, Stages: at(casework.StageIssue, casework.StageHandle, casework.StageFollow, casework.StageObject),
		Ends:  []string{"signed_off", "closed_by_hand"},
		Entry: ByForm, Joint: true, Gives: casework.SupervisionOffice, Told: kept,

		Clocks: []string{"issue", "reply", "receipt", casework.ClockStep, "follow_up", "objection", "recheck", "explain"},

		// Issued by whom its origin asks for.
		Done: &Done{
			Act: casework.Issue, Unless: casework.Issue,
			By: func(facts map[string]string) casework.Role { return Issuer(facts["origin"]) },
		},

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
		},

		Acts: []Act{
			under("R092", requestExtension(handler)),
			signed(under("R092", decideExtension(urgers))),
			under("R092", withdrawExtension(handler)),
			transfer(Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.SupervisionOffice: Bureau}, above),
			making(chase(chasers), "chase_notice"),
			explain(head),
			{
				Name: casework.Issue, Never: unlessTurn, Meets: clocks("issue"), Rule: "R099", At: at(casework.StageIssue), Who: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Signature: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R103"}, casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: "R092"}, casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R092"}, reason),
				Paper:  forms("supervision_notice"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"签发督办通知", "Issue the notice"}, Hint: Words{"交给承办岗位；不写时限的为五个工作日", "Without a stated limit, five working days"},
			},
			{
				Name: casework.ConfirmReceipt, Meets: clocks("receipt"), Rule: "R095", Answers: "receipt", When: []Condition{stands(casework.StageHandle)}, Who: handler, Daily: true,
				Fields: fields(remark),
				Do:     Words{"签收", "Sign for receipt"}, Hint: Words{"收到通知，签字确认", "The notice has come in"},
			},
			{
				Name: casework.AssignStep, Rule: "R044", At: at(casework.StageHandle, casework.StageFollow), Who: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau},
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R044"}, casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: "R044"}, casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R044"}, reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"交协办单位", "Give a co-unit its part"}, Hint: Words{"各环节有各自的时限，不得超过总时限", "Each part has its own limit, within the whole"},
			},
			{
				Name: casework.CompleteStep, Meets: clocks("step"), Rule: "R044", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler,
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder, casework.SupervisionOffice),
				Do:     Words{"完成协办环节", "Complete the part"}, Hint: Words{"写明本单位办理的结果", "What your unit has done"},
			},
			{
				Name: casework.Reply, Meets: clocks("reply"), Rule: "R092", At: at(casework.StageHandle), Who: handler,
				Fields: fields(reason),
				Paper:  forms("supervision_report", "supervision_result"),
				Tells:  roles(casework.SupervisionOffice),
				Do:     Words{"答复", "Reply"}, Hint: Words{"写明事实、结论和处理", "Facts, conclusion, what was done"},
			},
			{
				Name: casework.Report, Rule: "R093", At: at(casework.StageHandle, casework.StageFollow), Who: handler, Joint: true, Daily: true,
				Fields: fields(reason),
				Paper:  forms("supervision_report"),
				Tells:  roles(casework.SupervisionOffice),
				Do:     Words{"报告进展", "Report progress"}, Hint: Words{"重大事项随时报告", "Major items, as they go"},
			},
			{ // R105
				Name: casework.SpecialReport, Rule: "R105", At: at(casework.StageHandle, casework.StageFollow, casework.StageObject), Who: supervisor,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"progress", "result"}, Rule: "R105"}, reason),
				Tells:  roles(casework.LeaderInCharge),
				Do:     Words{"报送督查专报", "Send the special report"}, Hint: Words{"将进展或者结果报送领导", "Progress or result, to the leader"},
			},
			{
				Name: casework.SignOff, Rule: "R097", At: at(casework.StageFollow), Who: supervisor, Second: &Second{Says: "a part of it is still owed", When: owesBut("follow_up"), By: leaders},
				Fields: fields(reason),
				Paper:  forms("supervision_report", "supervision_result"),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"办结销号", "Sign off"}, Hint: Words{"销号后三十日内可以提出异议", "May be objected to within thirty days"},
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
			under(houseRule, closeByHand(supervisor, leaders)),
			link(linkersSupervision),
			unlink(linkersSupervision),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.SupervisionOffice: Bureau}),
			signed(decideUrgent(deciders)),
		},
	}
}

// Issuer is who approves an item, by its origin (R099); one that names none comes from
// the supervision office.
func Issuer(origin string) casework.Role {
	switch origin {
	case "provincial_leader":
		return casework.PrincipalLeader
	case "provincial_office":
		return casework.LeaderInCharge
	case "department", "own_leader": // a leader of the government the bureau serves
		return casework.GeneralOffice
	}
	return casework.SupervisionOffice
}
