package kind

import (
	"github.com/shixian/shixian/internal/casework"
)

// StageInquire is the preliminary inquiry into a person (处分条例 39 I 1).
const StageInquire casework.Stage = "inquire"

// Events of an accountability case alone.
const (
	OpeningAsked   casework.EventName = "opening_asked" // for an inquiry, or for the formal opening
	OpeningGranted casework.EventName = "opening_granted"
	OpeningRefused casework.EventName = "opening_refused"
	AppealAccepted casework.EventName = "appeal_accepted"
)

// Accountability is a case that asks who must answer for a breach (责任追究). Nobody
// registers one: a breach opens it. It looks at the matter and names nobody until the
// head of the appointing organ has agreed, first to an inquiry into a person, then to
// the formal opening (处分条例 39).
func accountability() *Declaration {
	d := accountabilityNow()
	d.Revision, d.Earlier = 3, []*Declaration{accountabilityBefore(), accountabilityByOne(), accountabilityUnbounded()}
	return d
}

func accountabilityUnbounded() *Declaration {
	d := accountabilityNow()
	d.Revision = 2
	unbounded(d)
	return d
}

// accountabilityByOne is revision 1: what a meeting decided, and how an appeal was decided
// elsewhere, rested on the word of one; that it was accepted was entered on any day, and again.
func accountabilityByOne() *Declaration {
	d := accountabilityNow()
	d.Revision = 1
	unbounded(d)
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case casework.Decide, casework.DecideReview:
			a.Second = nil
		case casework.Accept:
			a.Fields, a.When = without(a.Fields, "proof"), a.When[:1]
		}
	}
	return d
}

func accountabilityNow() *Declaration {
	d := accountabilityCommon()
	d.Stages = at(casework.StageVerify, casework.StageApprove, StageInquire, casework.StageHear, casework.StageDecide, casework.StageServe, casework.StageServed, casework.StageReview)
	d.Ends = []string{"no_fault", "exempt", "reminder", "final", "referred", "reversed", "closed_by_hand"}
	d.Clocks = append(d.Clocks, "appeal_outside")
	d.Acts = []Act{
		under("R142", requestExtension(Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau})),
		signed(under("R142", decideExtension(Scopes{casework.PrincipalLeader: Bureau}))),
		under("R142", withdrawExtension(Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau})),
		chase(Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau}),
		{
			Name: casework.StateFacts, Meets: clocks("verify"), Rule: "R129", At: at(casework.StageVerify, StageInquire), Who: efficient,
			Fields: fields(
				casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"no_fault", "exempt", "reminder", "inquiry", "formal"}, Rule: "R064"},
				casework.Field{Name: "ground", Type: casework.FieldChoice, Choices: casework.GroundCodes(), Rule: "R129"},
				casework.Field{Name: "person", Type: casework.FieldPerson, Rule: "R130"}, casework.Field{Name: "unit", Type: casework.FieldUnit, Rule: "R139"},
				casework.Field{Name: "investigators", Type: casework.FieldPersons, Rule: "行政机关公务员处分条例第四十一条"},
				casework.Field{Name: "asked_by", Type: casework.FieldPerson, Rule: "R064"}, reason),
			Tells: roles(casework.PrincipalLeader),
			Paper: forms("reminder_letter", "verification_conclusion"),
			Do:    Words{"认定事实", "State the facts"}, Hint: Words{"核查只看记录、轮到谁办和说明，不指名；要对人调查或者立案的，报任免机关负责人批准", "The record, the turns, the explanations, and nobody named; an inquiry into a person, or a formal opening, waits for the head of the appointing organ"},
		},
		{
			Name: casework.Approve, Basis: "行政机关公务员处分条例第三十九条", At: at(casework.StageApprove), Never: openingOfHisOwn, Who: appointingHeads, Signature: true,
			Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "行政机关公务员处分条例第三十九条"}, reason),
			Tells:  roles(casework.EfficiencyOffice),
			Paper:  forms("defence_notice"),
			Do:     Words{"决定是否调查、立案", "Agree to the inquiry, or to the opening"}, Hint: Words{"初步调查须经任免机关负责人同意，立案须经批准；六个月的期限自批准立案之日起算", "Each needs the word of the head of the appointing organ; six months run from the opening"},
		},
		{
			Name: casework.Recuse, Basis: "行政机关公务员处分条例第四十二条", At: at(StageInquire, casework.StageHear, casework.StageDecide), Never: openingOfHisOwn, Who: appointingHeads,
			Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true}, casework.Field{Name: "investigators", Type: casework.FieldPersons, Rule: "行政机关公务员处分条例第四十一条"}, reason),
			Tells:  roles(casework.EfficiencyOffice),
			Do:     Words{"决定回避", "Recuse"}, Hint: Words{"近亲属、有利害关系的不再参与；调查人员少于二人的须补足", "A relative or whoever has an interest acts no more; of investigators two remain at least"},
		},
		{
			Name: casework.Hear, Meets: clocks("statement"), Rule: "R143", At: at(casework.StageHear, casework.StageDecide), Who: concerned,
			Fields: fields(reason),
			Tells:  roles(casework.EfficiencyOffice),
			Paper:  forms("statement_record"),
			Do:     Words{"陈述申辩", "State your case"}, Hint: Words{"写下您的陈述和申辩；作出决定之前都可以补充", "Your statement and defence, on record; more may follow until it is decided"},
		},
		{
			Name: casework.Split, Rule: "R131", At: at(casework.StageHear, casework.StageDecide), Who: efficient,
			Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true, Rule: "R131"}, casework.Field{Name: "share", Type: casework.FieldChoice, Required: true, Choices: []string{casework.ShareFull, casework.ShareMain, casework.ShareSecondary}, Rule: "R131"}, reason),
			Do:     Words{"划分责任", "Split the responsibility"}, Hint: Words{"逐人划分，由人决定；给本案当事人以外的人划分责任，就为他另立一案，报批准后立案", "Person by person, decided by people; whoever this case is not about gets a case of his own, opened once the head agrees"},
		},
		{
			Name: casework.Recommend, Rule: "R142", At: at(casework.StageHear, casework.StageDecide), Who: efficient,
			Fields: fields(casework.Field{Name: "measure", Type: casework.FieldChoices, Required: true, Choices: casework.MeasureCodes(), Rule: "R142"}, reason),
			Tells:  roles(casework.PartyGroup),
			Do:     Words{"提出处理建议", "Recommend"}, Hint: Words{"提请党组决定；可以几项并处", "For the party group to decide; several together where the rule says so"},
		},
		{ // R142; several measures make a tier (R135, R136)
			Name: casework.Decide, Rule: "R142", At: at(casework.StageDecide), Who: Scopes{casework.PartyGroup: Bureau}, Signature: true, Second: ofTheMeeting,
			Fields: fields(
				casework.Field{Name: "measure", Type: casework.FieldChoices, Required: true, Choices: append([]string{casework.NoMeasure}, casework.MeasureCodes()...), Rule: "R142"},
				casework.Field{Name: "outcome", Type: casework.FieldChoice, Choices: []string{casework.Impose, casework.Refer}, Rule: "R142"},
				stated("R134", casework.Between{Least: "1wd", Most: "6mo"}),
				casework.Field{Name: "members", Type: casework.FieldInt, Required: true, Rule: "R142"}, casework.Field{Name: "present", Type: casework.FieldInt, Required: true, Rule: "R142"}, casework.Field{Name: "in_favour", Type: casework.FieldInt, Required: true, Rule: "R142"},
				casework.Field{Name: "category", Type: casework.FieldChoice, Choices: []string{casework.PartyMember, casework.NotAMember}, Rule: "中国共产党党组工作条例第二十七条"}, reason),
			Paper: forms("decision", "service_receipt"),
			Do:    Words{"作出处理决定", "Decide"}, Hint: Words{"集体研究决定，写明依据；由到会的另一人签署，自作出之日起生效", "Decided together, with the basis; signed by another who was there, and in force from that day"},
		},
		{
			Name: casework.Serve, Meets: clocks("serve"), Rule: "R143", At: at(casework.StageServe), Who: efficient,
			Fields: fields(remark),
			Tells:  roles(casework.PersonConcerned, casework.DisciplineOffice),
			Paper:  forms("service_receipt"),
			Do:     Words{"送达决定", "Serve the decision"}, Hint: Words{"复核、申诉的期限自送达之日起算", "The days to ask for a review run from service"},
		},
		{ // what was mended (R134)
			Name: casework.Report, Meets: clocks("mend"), Rule: "R134", AfterClose: true, When: []Condition{owes("mend", is(casework.NothingOwed, "", "R134"))}, Who: concerned, Daily: true,
			Fields: fields(reason),
			Tells:  roles(casework.EfficiencyOffice),
			Do:     Words{"报告改正结果", "Report what was mended"}, Hint: Words{"在限期内改正并报告", "Within the term set by the decision"},
		},
		{
			Name: casework.AskReview, Meets: clocks("ask_review", "direct_appeal", "appeal"), Rule: "R143", AfterClose: true, When: []Condition{servedOrFinal}, Who: concerned,
			Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Choices: []string{casework.RoundReview, casework.RoundAppeal}, Rule: "R143"}, reason),
			Tells:  roles(casework.PartyGroup, casework.EfficiencyOffice),
			Do:     Words{"申请复核或者申诉", "Ask for a review, or appeal"}, Hint: Words{"知道决定后三十日内申请复核；公务员法第九十五条所列的处理可以申诉", "A review within thirty days of knowing; an appeal where 公务员法 95 gives one"},
		},
		{ // sixty days run from there, and are the other organ's (公务员法 95, 96)
			Name: casework.Accept, Rule: "R143", Basis: "公务员法第九十五条、第九十六条", At: at(casework.StageReview), When: []Condition{appealing, unaccepted}, Who: Scopes{casework.EfficiencyOffice: Bureau},
			Fields: fields(
				casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: casework.AppealOrgans, Rule: "R143"},
				casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R143"},
				dayShown("R143", casework.PurposeReceipt), remark),
			Tells: roles(casework.PersonConcerned, casework.PartyGroup),
			Do:    Words{"登记申诉受理", "Enter that the appeal was accepted"}, Hint: Words{"同级公务员主管部门或者上一级机关受理之日起六十日内作出决定，本单位只跟踪；只登记一次，不是当天登记的，附受理凭据", "The department of the same level, or the organ above, decides within sixty days of accepting it; here it is only watched. Entered once; on a later day, with what shows it"},
		},
		// A review is decided by who decided, an appeal is entered as the organ decided it.
		{
			Name: casework.DecideReview, Meets: clocks("review", "appealed", "appeal_outside"), Rule: "R143", At: at(casework.StageReview), Second: ofTheMeeting, Never: (*casework.State).Judges, Who: Scopes{casework.PartyGroup: Bureau, casework.DisciplineOffice: Bureau, casework.EfficiencyOffice: Bureau}, Signature: true,
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"upheld", "reversed", "lighter"}, Rule: "R143"}, casework.Field{Name: "measure", Type: casework.FieldChoices, Choices: casework.MeasureCodes(), Rule: "R143"}, reason),
			Tells:  roles(casework.PersonConcerned, casework.EfficiencyOffice),
			Paper:  forms("review_decision", "appeal_decision", "service_receipt"),
			Do:     Words{"作出复核决定，或者登记申诉决定", "Decide the review, or enter the decision on the appeal"}, Hint: Words{"维持、变更或者撤销，不得加重", "Uphold, change or reverse; nothing heavier"},
		},
		under(houseRule, admitted(closeByHand(efficient, watchers), casework.StageVerify, casework.StageApprove, StageInquire, casework.StageHear, casework.StageDecide)),
		link(efficient),
		unlink(efficient),
		// Evidence of those who verify and decide, and of him who defends himself (R143).
		{
			Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.PersonConcerned: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true,
			Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
			Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
		},
		recount(),
	}
	return d
}

// accountabilityCommon is what holds for every such case, whenever it began.
func accountabilityCommon() *Declaration {
	return &Declaration{
		Kind: casework.Accountability, Prefix: "ZZ", Title: Words{"责任追究", "accountability case"},
		Opens: casework.StageVerify, Turn: casework.EfficiencyOffice,
		Entry: ByMachine, Upward: true, Parted: true, Scored: true,

		Clocks: []string{"verify", "handle", "statement", "serve", "ask_review", "direct_appeal", "review", "appeal", "appealed", "mend"},

		Says: accountabilityWords,

		Rights: []Right{
			// Accountability. Nobody registers one: a breach opens it.
			{Action: CaseList, Who: judges, View: true},
			{Action: CaseView, Who: judges, View: true},
			{Action: CaseTimeline, Who: judges, View: true},
			{Action: CaseLedger, Who: judges, View: true},
			{Action: CasePersonal, Who: Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			// What helps to judge holds sealed words, and is nothing for a judge who is
			// concerned himself: no View.
			{Action: CaseFindings, Who: Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			{Action: ApprovalsList, Who: Scopes{casework.PrincipalLeader: Bureau}, View: true},
			{Action: TextCreate, Who: Scopes{casework.PersonConcerned: Own, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			{Action: PaperIssue, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.PartyGroup: Bureau, casework.DisciplineOffice: Bureau}, Daily: true},
			{Action: PaperVoid, Who: efficient},
			{Action: PaperView, Who: Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true},
			{Action: PaperAddressed, Who: concerned, Daily: true},
		},
	}
}

// appointingHeads speak for the organ that appoints this house's people: its principal
// leader, and over him the party group.
var appointingHeads = Scopes{casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau}

// openingOfHisOwn: nobody agrees to what he asked for, nor to what is about himself.
func openingOfHisOwn(s *casework.State, person string, _ []casework.Role) *casework.Error {
	if person == s.Facts[casework.FactInquired] || person == s.Facts[casework.FactAskedBy] || person == s.Facts[casework.FactPersonConcerned] {
		return casework.FieldError(casework.OwnCase, "actor", "行政机关公务员处分条例第四十二条")
	}
	return nil
}

// ofTheMeeting: how many were there, how they voted and what came of it rests on more than the
// word of who enters it; so does what another organ decided.
var ofTheMeeting = &Second{Says: "it rests on the word of who enters it", By: watchers}

// unaccepted: its days run once from there.
var unaccepted = fact("its acceptance was not entered yet", casework.FactOrgan, "", is(casework.AlreadyDone, "received", "R143"))

var appealing = when("an appeal is under way", func(s *casework.State) bool {
	return s.Facts[casework.FactReview] == casework.RoundAppeal
}, is(casework.WrongStage, "", "R143"))

// Too late it is registered all the same: the body decides (R143).
var servedOrFinal = when("the decision is in force, and was not appealed against", func(s *casework.State) bool {
	return s.Stage == casework.StageServed || s.Closed() && s.Result == "final" && s.Facts[casework.FactReview] != casework.RoundAppeal
}, is(casework.WrongStage, "", ""))

// accountabilityWords say the codes that only an accountability case has.
var accountabilityWords = map[string]Words{
	"stage.approve": {"等待批准调查或者立案", "An inquiry or opening to be agreed to"}, "stage.inquire": {"初步调查", "Preliminary inquiry"},

	"event.opening_asked": {"报请批准", "Put to the head"}, "told.opening_asked": {"报请任免机关负责人批准对人调查或者立案{basis}，请决定。", "An inquiry into a person, or a formal opening, waits for your word{basis}."},
	"event.opening_granted": {"已批准初步调查", "Inquiry agreed to"}, "told.opening_granted": {"任免机关负责人已同意初步调查{basis}。", "The head of the appointing organ has agreed to a preliminary inquiry{basis}."},
	"event.opening_refused": {"没有批准", "Not agreed to"}, "told.opening_refused": {"任免机关负责人没有批准{basis}，回到原来的阶段。", "The head of the appointing organ has not agreed{basis}; it stands where it stood."},
	"event.recused": {"已回避", "Recused"}, "told.recused": {"应当回避的人员不再参与本案{basis}。", "Whoever is recused acts no more in this case{basis}."},
	"event.appeal_accepted": {"申诉已受理", "Appeal accepted"}, "told.appeal_accepted": {"申诉已由有权机关受理{basis}，六十日内作出决定。", "The appeal was accepted by the competent organ{basis}, which decides within sixty days."},

	"clock.appeal_outside": {"申诉（外部机关）", "Appeal, decided outside"}, "owed.appeal_outside": {"跟踪申诉的处理，到期询问受理机关", "follow the appeal, and ask the organ when its days are over"},
	"desk.appeal_outside": {"跟踪申诉", "Follow the appeal"},

	"choice.civil_service_department": {"同级公务员主管部门", "The civil service department of the same level"}, "choice.organ_above": {"作出处理的机关的上一级机关", "The organ above the one that decided"},
	"choice.party_member": {"是中共党员", "A member of the party"}, "choice.not_a_member": {"不是中共党员", "Not a member"},

	"field.investigators": {"调查人员（二人以上）", "Investigators, two or more"}, "field.decide.category": {"当事人的政治面貌（给予处分时必填）", "Party membership, where a sanction is imposed"},
	"field.accept.category": {"受理申诉的机关", "Organ that accepted it"}, "field.accept.received": {"受理日期", "Accepted on"},
	"field.state-facts.person": {"拟调查的人（报请调查时填写）", "Whom the inquiry would be about"}, "field.recuse.person": {"回避的人", "Who is recused"}, "field.recuse.investigators": {"补充的调查人员", "Who takes his place"},
}
