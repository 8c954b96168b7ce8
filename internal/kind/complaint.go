package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Complaint is an efficiency complaint (效能投诉). The complainant is sealed from the
// unit complained of, from its leaders and from the auditor; the clerk at the window
// forgets what he took down (R081, R082).
func complaint() *Declaration {
	return revised(complaintNow, unbounded, complaintUntold, complaintBefore)
}

// complaintUntold: whose complaint went on as something else was not told.
func complaintUntold(d *Declaration) {
	d.Becomes = slices.Clone(d.Becomes)
	for i := range d.Becomes {
		d.Becomes[i].Notice = ""
	}
}

// complaintBefore: nobody signed second, a reply did not say how the complainant was heard,
// what he thought of it stood under the review (R074), a report of self-examination was
// filed and went no higher (R239), and advice went along with the matter (R077).
func complaintBefore(d *Declaration) {
	alone(d)
	d.Stays = nil
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case casework.Reply:
			a.Fields = without(a.Fields, "means")
		case casework.Rate:
			a.Rule, a.Fields[0].Rule = "R074", "R074"
		case casework.SelfReport:
			a.Tells, a.ToldBy = roles(casework.EfficiencyOffice), nil
		case casework.Report:
			a.Answers = ""
		}
	}
}

func complaintNow() *Declaration {
	return &Declaration{
		Kind: casework.Complaint, Prefix: "TS", Title: Words{"效能投诉", "complaint"},
		Opens: casework.StageScreen, Turn: casework.EfficiencyOffice, Stages: at(casework.StageScreen, casework.StageHandle, casework.StageConfirm, casework.StageAccount, casework.StageMerged),
		Ends:  []string{"suggestion", "not_taken", "referred", "confirmed", "withdrawn", "merged", "converted"},
		Entry: ByForm, Applicant: true, Merges: true, Upward: true, Accuses: "R073", Veiled: true, Public: true, Named: "R067", Becomes: complaintBecomes, Answered: complaintAnswered, Told: received,

		Clocks: []string{"forward", "jurisdiction", "handle", "redo", "confirm", "account", "self_report", "act_on_advice", "explain"},

		// What is advised is advised to who had the matter then, and he reports on it (R077).
		Stays: []string{"act_on_advice"},

		// Forwarded to the unit: the ten days run from there (R069).
		Done: &Done{
			Act: casework.Forward, Unless: casework.Screen,
			By: func(map[string]string) casework.Role { return casework.EfficiencyOffice },
		},

		Paper: forms("complaint_record"),

		Says: map[string]Words{
			"notice.complaint_refusal": {"投诉不予受理或者另行处理", "Not taken as a complaint, or dealt with otherwise"}, "notice.complaint_reply": {"投诉已有答复", "Your complaint has its answer"},
			"notice.accountability_outcome": {"责任核查已有结果", "It is settled who answers for it"},
			"choice.document":               {"转为公文办理", "Goes on as a document"}, "choice.supervision": {"转为督办事项办理", "Goes on as an item of supervision"},
			"field.reply.means": {"听取投诉人意见", "How the complainant was heard"},
			"choice.in_words":   {"已听取投诉人意见", "The complainant was heard"}, "choice.in_writing": {"已听取投诉人书面意见", "The complainant was heard in writing"}, "choice.not_reached": {"联系不上投诉人", "The complainant could not be reached"},
		},

		Rights: []Right{
			// Complaint. The complainant is sealed from the unit complained of, from its
			// leaders and from the auditor; the clerk at the window forgets what he took
			// down (R081, R082).
			{Action: CaseRegister, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.Clerk: Bureau}, Daily: true},
			{Action: CaseList, Who: complained, View: true},
			{Action: CaseView, Who: complained, View: true},
			{Action: CaseTimeline, Who: complained, View: true},
			{Action: CaseLedger, Who: complained, View: true},
			{Action: CasePersonal, Who: efficient, Daily: true},
			{Action: CaseRelayed, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}, Daily: true},
			{Action: CaseDisclosed, Who: Scopes{casework.Investigator: Own}, View: true},
			// Whoever is to study the report sees the case it lies in, through the veil.
			{Action: CaseReport, Rule: "R239", Who: Scopes{casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			{Action: CodeIssue, Who: efficient},
			{Action: ApprovalsList, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, View: true},
			{Action: TextCreate, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}, Daily: true},
			// The unit complained of reads what goes to it, on which nobody is named (R082).
			{Action: PaperIssue, Who: efficient, Daily: true},
			{Action: PaperVoid, Who: efficient},
			{Action: PaperView, Who: efficient, Daily: true},
			{Action: PaperAddressed, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own}, Daily: true},
			circulated,
		},

		Acts: []Act{
			under("R070", requestExtension(answering)),
			signed(under("R070", decideExtension(efficient))),
			under("R070", withdrawExtension(answering)),
			chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}),
			explain(head),
			{
				Name: casework.Withdraw, Basis: houseRule, When: []Condition{noneProven}, Who: efficient,
				Second: &Second{Says: "no paper of the complainant's is on record, or the office owes the next act itself", When: callsItself, By: watching},
				Fields: fields(proof(casework.PurposeWithdrawal), remark),
				Do:     Words{"申请人撤回", "Applicant withdraws"}, Hint: Words{"申请人撤回申请，此件终止", "Ends the case at the applicant's wish"},
			},
			{
				Name: casework.Screen, Rule: "R066", At: at(casework.StageScreen), Who: efficient,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"complaint", "suggestion", "not_taken", "referred"}, Rule: "R067"}, casework.Field{Name: "category", Type: casework.FieldChoice, Choices: casework.ComplaintGrounds, Rule: "R066"}, casework.Field{Name: "matter", Type: casework.FieldCase, Rule: "R075"}, reason),
				Paper:  forms("complaint_refusal"),
				Do:     Words{"甄别", "Screen"}, Hint: Words{"分为投诉、建议、不予受理、移送", "A complaint, a suggestion, not taken, or referred"},
			},
			{
				Name: casework.Forward, Meets: clocks("forward"), Rule: "R068", Second: &Second{Says: "a unit has it in hand", When: givenOut, By: watching}, At: at(casework.StageScreen, casework.StageHandle), When: []Condition{named}, Who: efficient, Daily: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R068"}, casework.Field{Name: "approve", Type: casework.FieldBool, Rule: "R072"}, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R072"}, remark),
				Paper:  forms("complaint_transfer", "self_inspection"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"转办", "Forward"}, Hint: Words{"转交被投诉单位，十个工作日自此起算", "The ten working days run from here"},
			},
			{
				Name: casework.Disclaim, Rule: "R071", At: at(casework.StageHandle), When: []Condition{undisputed}, Who: answering,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"提出管辖异议", "Disclaim"}, Hint: Words{"不属职责的，三个工作日内告知效能办", "Not ours: tell the efficiency office within three working days"},
			},
			{
				Name: casework.Reply, Meets: clocks("handle", "redo"), Rule: "R069", At: at(casework.StageHandle), Who: answering,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"proven", "partly", "unproven"}, Rule: "R064"}, casework.Field{Name: "means", Type: casework.FieldChoice, Choices: complainantHeard, Rule: "R073"}, reason),
				Paper:  forms("complaint_reply"),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"答复", "Reply"}, Hint: Words{"写明事实、结论和处理", "Facts, conclusion, what was done"},
			},
			{
				Name: casework.Confirm, Meets: clocks("confirm"), Rule: "R074", At: at(casework.StageConfirm), Who: efficient,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R074"}, casework.Field{Name: "outcome", Type: casework.FieldChoice, Choices: []string{"accountability", casework.NoPersonalFault}, Rule: "R064"}, reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"审核答复", "Confirm the reply"}, Hint: Words{"通过，或者退回重办；属实的须有责任结论", "Pass it or send it back; what was proven needs an outcome"},
			},
			{
				Name: casework.Relay, Rule: "R082", Who: efficient, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"转达", "Relay"}, Hint: Words{"承办单位看得到，不写投诉人的任何信息", "The unit reads it: nothing that tells who complained"},
			},
			{
				Name: casework.Disclose, Rule: "R082", At: at(casework.StageHandle, casework.StageConfirm), Who: efficient,
				Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true, Rule: "R082"}, casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R082"}, casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R082"}, reason),
				Tells:  roles(casework.Investigator),
				Do:     Words{"披露投诉人", "Disclose the complainant"}, Hint: Words{"经投诉人书面同意，只告知一名与此事无关的办案人", "On written consent, to one investigator not concerned"},
			},
			{
				Name: casework.WithdrawDisclosure, Rule: "R082", When: []Condition{disclosed}, Who: efficient,
				Fields: fields(remark),
				Do:     Words{"收回披露", "Take the disclosure back"}, Hint: Words{"收回后办案人不能再看投诉人信息", "The investigator reads nothing more"},
			},
			{ // asked on the telephone
				Name: casework.Rate, Rule: "R078", AfterClose: true, When: []Condition{answered, unrated}, Who: efficient,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.Ratings, Rule: "R078"}, remark),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"提交评价", "Rate the reply"}, Hint: Words{"电话回访得到的评价，每次答复一次", "As the complainant said on the telephone, once a reply"},
			},
			{
				Name: casework.Advise, Rule: "R076", Second: &Second{Says: "an earlier advice is still to be acted on", When: owing("act_on_advice"), By: watching}, At: at(casework.StageHandle, casework.StageConfirm, casework.StageAccount), Who: efficient,
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: casework.AdviceKinds, Rule: "R076"}, stated("R077", casework.Between{Least: "1wd", Most: "6mo"}), reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"提出意见建议", "Advise the unit"}, Hint: Words{"整改、问责意见发给承办单位；线索只转督办部门，不让承办单位看到", "To put right or hold to account: to the unit. A lead goes to those who check, not to the unit"},
			},
			{
				Name: casework.Report, Meets: clocks("act_on_advice"), Rule: "R077", AfterClose: true, Answers: "act_on_advice", When: []Condition{advised}, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.DisciplineOffice: Own}, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"报告进展", "Report progress"}, Hint: Words{"重大事项随时报告", "Major items, as they go"},
			},
			{
				Name: casework.SelfReport, Meets: clocks("self_report"), Rule: "R080", AfterClose: true, When: []Condition{owes("self_report", is(casework.NothingOwed, "", "R080"))}, Who: head,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice, casework.PrincipalLeader, casework.PartyGroup), ToldBy: studied,
				Do: Words{"报送自查整改报告", "File the self-inspection report"}, Hint: Words{"由科室负责人报送，报主要领导、党组研究，送效能办备案；不写投诉人的任何信息", "By the section head: up to the head and the party group for study, filed with the efficiency office; nothing that tells who complained"},
			},
			link(efficient),
			unlink(efficient),
			merge(efficient),
			unmerge(efficient),
			{
				Name: casework.Convert, When: []Condition{convertible(complaintBecomes)}, Rule: "R067", Who: efficient,
				Fields: fields(casework.Field{Name: "kind", Type: casework.FieldChoice, Required: true, Choices: targets(complaintBecomes), Rule: "R067"}, reason),
				Paper:  forms("complaint_refusal"),
				Do:     Words{"转办为", "Convert"}, Hint: Words{"转为另一类事项，收件时间不变，告知投诉人，不可撤销", "Goes on as another kind with the same receipt; the complainant is told; cannot be undone"},
			},
			follow(),
			{
				Name: casework.Accounted, Rule: "R064", AfterClose: true, Internal: true,
				Tells: roles(casework.EfficiencyOffice),
				Do:    Words{"责任追究结果", "Outcome of accountability"}, Hint: Words{"责任追究件办结后自动回告", "Told when the accountability case ends"},
			},
			// Evidence (R065): who reads which file of it, the counter tells by CasePersonal,
			// CaseRelayed and for whom it was attached.
			{
				Name: casework.Attach, Rule: "R065", Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true, Rule: "R065"}, casework.Field{Name: "audience", Type: casework.FieldChoice, Choices: casework.Audiences, Rule: "R082"}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau}),
			signed(decideUrgent(deciders)),
		},
	}
}

// studied: a report of self-examination goes up for study (「报市委市政府研究」, R239).
var studied = map[casework.Role]string{casework.PrincipalLeader: "R239", casework.PartyGroup: "R239"}

// A complaint that is only a suggestion, or another's business, is retold: who
// complained and in which words goes with neither (R067, R082).
var complaintBecomes = []Conversion{
	{To: casework.Document, Stages: at(casework.StageScreen), Meets: "forward", Told: "matter", Notice: "complaint_refusal"},
	{
		To: casework.Supervision, Stages: at(casework.StageScreen), Meets: "forward", Told: "matter", Notice: "complaint_refusal",
		Facts: map[string]string{"origin": "ordinary"},
	},
}

var (
	// What came without a name is read by a person, and answered by no unit (R067).
	named      = not("somebody complained", fact("", casework.FactAnonymous, "true", nil), nil)
	undisputed = not("who is competent was not decided finally", fact("", "final", "true", nil), is(casework.WrongStage, "", "R072"))
	disclosed  = not("somebody was named the complainant", fact("", casework.FactDisclosed, "", nil), is(casework.NothingOwed, "", "R082"))
	answered   = when("the complainant has his reply", complaintAnswered, is(casework.WrongStage, "", "R074"))
	unrated    = fact("the reply was not rated yet", casework.FactRated, "", is(casework.AlreadyRated, "outcome", "R074"))
	advised    = not("advice was given and not reported back on", fact("", "advice", "", nil), is(casework.NothingOwed, "", "R077"))
	// What was proven is answered for, whoever takes his complaint back (R064).
	noneProven = not("no proven reply stands", when("", func(s *casework.State) bool {
		return s.Facts["proven"] == "true" && (s.Stage == casework.StageConfirm || s.Stage == casework.StageAccount)
	}, nil), nil)
)

// complainantHeard is how the complainant was heard before it was concluded upon (R073).
var complainantHeard = []string{"in_words", "in_writing", "not_reached"}

func complaintAnswered(s *casework.State) bool {
	return s.Stage == casework.StageConfirm || s.Stage == casework.StageAccount || s.Result == "confirmed"
}
