package kind

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Petition is what somebody brings to the office by letter, call, visit or net (信访,
// 信访工作条例 2022). It lies with the office that keeps petitions until it is sorted: an
// accusation never reaches a unit, and so neither whom it is about nor his unit ever
// learns of it (条例 30). What only this office can answer is given to a desk, which
// hears the petitioner and knows him.
func petition() *Declaration {
	return revised(petitionNow, unbounded, petitionUnproven, petitionBefore)
}

// petitionUnproven: the day on which the petitioner had his answer was the desk's word.
func petitionUnproven(d *Declaration) {
	serve, _ := d.Act(casework.Serve)
	serve.Fields = without(serve.Fields, "proof")
}

// petitionBefore: what was sorted wrongly stayed so, and so did who was recused.
func petitionBefore(d *Declaration) {
	alone(d)
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == casework.Reopen || a.Name == EndRecusal })
	urgent, _ := d.Act(casework.AskUrgent)
	urgent.Fields[0].Choices = slices.DeleteFunc(urgent.Fields[0].Choices, func(act string) bool { return act == EndRecusal })
}

func petitionNow() *Declaration {
	return &Declaration{
		Kind: Petition, Prefix: "XF", Title: Words{"信访", "petition"},
		Opens: StageSort, Turn: casework.EfficiencyOffice,
		Stages: at(StageSort, casework.StageHandle, StageAnswered, StageRecheck, casework.StageMerged),
		Ends:   append(PetitionSorts[1:], "sent_back", "answered", "final", "withdrawn", "merged"),
		Entry:  ByForm, Applicant: true, Merges: true, Upward: true, Accuses: "信访工作条例第三十条", Veiled: true, Public: true, Named: "R084", Answered: petitionHasAnswer, Told: kept,
		Signs: casework.PrincipalLeader, // 条例 34: 本机关、单位负责人

		Clocks: []string{
			"screen", "object", "urgent_report", "handle", "report_back", "redo", "serve", "ask_review", "ask_final",
			"review", "final_review", "review_outside", "final_outside", "adoption", "explain",
		},

		After: map[string]Ended{"no_longer": {"final", "信访工作条例第三十六条第三款"}},

		Outlives: []string{"report_back", "urgent_report", "adoption"},

		Says:   petitionWords,
		Rights: petitionRights,

		Paper: forms("petition_record"),

		Acts: []Act{
			{
				Name: casework.Screen, Meets: clocks("screen"), Rule: "R084", Basis: "信访工作条例第二十三条、第三十一条", At: at(StageSort), Who: petitionOffice,
				Fields: fields(
					casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: PetitionSorts, Rule: "R084"},
					casework.Field{Name: "way", Type: casework.FieldChoice, Choices: PetitionWays, Rule: "R084"},
					casework.Field{Name: "post", Type: casework.FieldPost, Rule: "R084"},
					casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R084"},
					casework.Field{Name: "matter", Type: casework.FieldCase, Rule: "R084"}, reason),
				Paper: forms("petition_notice", "petition_accepted", "petition_not_taken", "petition_no_longer", "petition_procedure", "petition_transfer", "petition_assign"),
				Do:    Words{"登记甄别并告知", "Sort it and tell"}, Hint: Words{"受理的自受理之日起计算办理期限，其他的告知去向后办结", "A claim is accepted and its days run; the rest end with a notice that leads on"},
			},
			{
				Name: casework.Object, Meets: clocks("object"), Rule: "R086", Basis: "信访工作条例第二十三条第三款", At: at(StageSort), Who: petitionOffice,
				When:   []Condition{referred, runs("object", is(casework.AfterExpiry, "", "R086"))},
				Fields: fields(reason),
				Tells:  roles(casework.PrincipalLeader),
				Do:     Words{"对转送、交办提出异议", "Object to the referral"}, Hint: Words{"不属本单位职权的，五个工作日内说明理由；对方同意前仍由本单位告知", "Not ours: within five working days, with reasons; until the sender agrees the days run on"},
			},
			{
				Name: casework.DecideObjection, Rule: "R086", Basis: "信访工作条例第二十三条第三款", At: at(StageSort), When: []Condition{objected},
				Who:    Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R086"}, reason),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"登记对方答复", "Enter the sender's word"}, Hint: Words{"对方同意的交还材料，由提出异议以外的人登记；不同意的继续办理", "Agreed, it goes back, entered by somebody other than whoever objected; otherwise it stays"},
			},
			{
				Name: casework.Hear, Rule: "R084", Basis: "信访工作条例第三十一条第六项、第三十三条", At: at(casework.StageHandle), Who: answeringPetition, Daily: true,
				Fields: fields(casework.Field{Name: "manner", Type: casework.FieldChoice, Required: true, Choices: PetitionHearings, Rule: "R084"}, reason),
				Paper:  forms("petition_hearing", "petition_mediation"),
				Do:     Words{"记录听取陈述、听证、调解", "Record a statement, hearing or mediation"}, Hint: Words{"写明时间、参加人和内容", "When, who came, and what was said"},
			},
			{
				Name: casework.Reply, Meets: clocks("handle", "statutory", "redo"), Rule: "R084", Basis: "信访工作条例第三十二条", At: at(casework.StageHandle), When: []Condition{petitionerHeard}, Who: answeringPetition,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: PetitionOpinions, Rule: "R084"}, reason),
				Paper:  forms("petition_reply", "petition_service"),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"作出处理意见", "Decide the claim"}, Hint: Words{"写明诉求、事实和理由、意见和法律依据", "The claim, facts and reasons, the opinion and its law"},
			},
			{
				Name: casework.Serve, Meets: clocks("serve", "review_outside"), Rule: "R087", Basis: "信访工作条例第三十五条、第三十六条", At: at(StageAnswered),
				When: []Condition{unserved},
				Who:  Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Own, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}, Daily: true,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R087"}, dayShown("R087", casework.PurposeServed, casework.PurposeLeft, casework.PurposePosted, casework.PurposeArrival), remark),
				Do:     Words{"登记送达", "Record the service"}, Hint: Words{"信访人收到书面答复之日起三十日内可以请求复查、复核；不是当天登记的，附送达凭证", "Thirty days to ask for a review run from the day the written answer is received; entered on a later day, with what shows it"},
			},
			{
				Name: casework.AskReview, Rule: "R087", Basis: "信访工作条例第三十五条、第三十六条", AfterClose: true, Who: petitionOffice, Daily: true,
				When: []Condition{reviewable}, Above: answeredBy,
				Fields: fields(
					casework.Field{Name: "organ", Type: casework.FieldChoice, Required: true, Choices: PetitionOrgans, Rule: "R087"},
					casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R087"},
					casework.Field{Name: "received", Type: casework.FieldTime, Rule: "R087"}, remark),
				Tells: roles(casework.EfficiencyOffice, casework.ActingHolder),
				Do:    Words{"登记复查、复核请求", "Register a request for review"}, Hint: Words{"写明复查、复核机关；逾期提出的照样登记，由复查、复核机关决定", "Name the organ; one that comes late is registered all the same and decided by people"},
			},
			{
				Name: casework.DecideReview, Meets: clocks("review", "final_review"), Rule: "R087", Basis: "信访工作条例第三十五条、第三十六条", At: at(StageRecheck),
				Who:    Scopes{casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own},
				Never:  JudgedBefore,
				By:     reviewedBy,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: PetitionReviews, Rule: "R087"}, stated("R087", casework.Between{Least: "1wd", Most: "60d"}), reason),
				Paper:  forms("petition_review", "petition_final_review", "petition_service"),
				Tells:  roles(casework.ActingHolder, casework.EfficiencyOffice),
				Do:     Words{"作出或者登记复查、复核意见", "Decide the review, or enter the decision"}, Hint: Words{"作出过处理意见的人回避", "Not by whoever decided before"},
			},
			{
				Name: casework.Report, Meets: clocks("urgent_report", "report_back", "adoption"), Rule: "R086", Basis: "信访工作条例第二十二条、第二十五条、第四十条", AfterClose: true, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}, Daily: true,
				Fields: fields(casework.Field{Name: "about", Type: casework.FieldChoice, Required: true, Choices: PetitionReports, Rule: "R086"}, reason),
				Paper:  forms("petition_result"),
				Do:     Words{"报告", "Report"}, Hint: Words{"重大紧急事项立即报告；交办的报送办结报告；改进建议书面反馈采纳情况", "What is urgent, at once; the result, to whoever assigned it; what became of a proposal, in writing"},
			},
			{
				Name: casework.Advise, Rule: "R088", Basis: "信访工作条例第四十条", At: at(casework.StageHandle, StageAnswered, StageRecheck), Who: petitionOffice,
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: PetitionAdvice, Rule: "R088"}, stated("R088", casework.Between{Least: "1wd", Most: "6mo"}), reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"提出改进、完善、追责建议", "Propose to the unit"}, Hint: Words{"承办单位须书面反馈采纳情况", "The unit answers in writing what it adopted"},
			},
			{
				Name: casework.Recuse, HandsOn: true, Second: &Second{Says: "the time of what is owed is used up, or nearly", When: usedUp, By: petitionSeconds}, Basis: "信访工作条例第二十八条第三款", At: at(casework.StageHandle), Who: Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own},
				Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true}, casework.Field{Name: "post", Type: casework.FieldPost, Required: true}, reason),
				Tells:  roles(casework.PersonConcerned, casework.ActingHolder, casework.EfficiencyOffice),
				Do:     Words{"回避", "Recuse"}, Hint: Words{"与信访事项或者信访人有直接利害关系的人不再办理，改由另一岗位办理", "Whoever has an interest acts no more; another post goes on"},
			},
			{
				Name: EndRecusal, Basis: "信访工作条例第二十八条第三款", When: []Condition{somebodyRecused}, Who: petitionOffice,
				Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true}, reason),
				Tells:  roles(casework.PersonConcerned, casework.ActingHolder, casework.EfficiencyOffice),
				Do:     Words{"撤销回避", "Take a recusal back"}, Hint: Words{"回避有误或者利害关系不再存在的，由登记机构撤销；事项仍在现岗位办理", "There is no interest, or none any more; the petition stays where it is"},
			},
			under("R085", requestExtension(answeringPetition)),
			making(signed(under("R085", decideExtension(Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}))), "petition_extension"),
			under("R085", withdrawExtension(answeringPetition)),
			{
				Name: casework.Pause, Rule: "R087", Basis: "信访工作条例第三十六条第二款", At: at(StageRecheck), When: []Condition{notPaused, pausable, noneLate}, Who: petitionOffice,
				Second: &Second{Says: "no paper tells of it", When: unproven, By: petitionSeconds},
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"hearing"}, Rule: "R087"}, casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R087"}, proof(casework.PurposeHearingNotice), reason),
				Tells:  roles(casework.Applicant),
				Do:     Words{"听证期间不计时", "Pause for a hearing"}, Hint: Words{"只有复核听证所需时间不计算在期限内", "Only a hearing of the final review is not counted"},
			},
			{
				Name: casework.Resume, Rule: "R087", Basis: "信访工作条例第三十六条第二款", When: []Condition{paused}, Who: petitionOffice,
				Fields: fields(remark),
				Do:     Words{"恢复计时", "Resume"}, Hint: Words{"听证结束，继续计时", "The hearing is over"},
			},
			admitted(transfer(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}, petitionSeconds), casework.StageHandle),
			chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}),
			explain(Scopes{casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}),
			{ // called back by the office that keeps petitions, never by the unit (design section 1)
				Name: casework.Withdraw, Basis: houseRule, Who: petitionOffice,
				Second: &Second{Says: "no paper of the petitioner's is on record, or the office owes the next act itself", When: callsItself, By: petitionSeconds},
				Fields: fields(proof(casework.PurposeWithdrawal), reason),
				Do:     Words{"信访人撤回", "Petitioner withdraws"}, Hint: Words{"由登记机构回访核实，不由承办单位登记；多人共同提出的须全体撤回", "Called back by the office that keeps petitions; of several, all of them"},
			},
			{
				Name: WithdrawOne, Basis: houseRule, When: []Condition{inCommon}, Who: petitionOffice,
				Fields: fields(reason),
				Do:     Words{"其中一人撤回", "One of several withdraws"}, Hint: Words{"其他信访人没有撤回的，事项继续办理", "The matter goes on for the others"},
			},
			{
				Name: casework.Rate, Rule: "R084", Basis: "信访工作条例第二十一条第二款", AfterClose: true, When: []Condition{petitionAnswered, unratedPetition}, Who: petitionOffice,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.Ratings, Rule: "R084"}, remark),
				Tells:  roles(casework.EfficiencyOffice),
				Do:     Words{"登记评价", "Rate the answer"}, Hint: Words{"电话回访得到的评价，每次答复一次", "As the petitioner said on the telephone, once an answer"},
			},
			{
				Name: casework.Correct, Rule: "R002", AfterClose: true, Second: &Second{Says: "a clock counts from it", When: movesDatesAnd("handle"), By: petitionSeconds}, Who: petitionOffice,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Required: true}, reason),
				Do:     Words{"更正收到时间", "Correct receipt"}, Hint: Words{"收到时间有误时更正，全部时限重算", "All limits are counted anew"},
			},
			{ // the office alone: it wins no day by it (design section 1)
				Name: casework.Reopen, Rule: "R084", Basis: "信访工作条例第二十三条", AfterClose: true, When: []Condition{sortedOut}, Who: petitionOffice,
				Fields: fields(reason),
				Tells:  roles(casework.EfficiencyOffice, casework.PrincipalLeader),
				Do:     Words{"重新甄别", "Sort it again"}, Hint: Words{"甄别有误的重新甄别，十五日不重新计算；有新事实的另行登记", "It was sorted wrongly: the fifteen days have run on. New facts are a case of their own"},
			},
			link(petitionOffice),
			unlink(petitionOffice),
			merge(petitionOffice),
			unmerge(petitionOffice),
			follow(),
			{
				Name: casework.Attach, Rule: "R084", Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true, Rule: "R084"}, casework.Field{Name: "audience", Type: casework.FieldChoice, Choices: casework.Audiences, Rule: "R084"}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.EfficiencyOffice: Bureau}, casework.DecideReview, casework.Recuse, WithdrawOne, EndRecusal),
			signed(decideUrgent(deciders)),
		},
	}
}

// What a petition may be and come to (信访工作条例).
var (
	// PetitionSorts are the ways it is sorted (23, 29 to 31). Only a claim that no other
	// procedure takes is handled (31(6)); the others end with a notice that leads on.
	// Not taken: it is pending, or was raised above meanwhile (19). No longer: after the
	// final review, on the same facts (36).
	PetitionSorts = []string{"claim", "suggestion", "accusation", "procedure", "passed_on", "elsewhere", "not_taken", "no_longer"}
	// PetitionWays are the procedures of 31(1) to (5).
	PetitionWays     = []string{"litigation", "arbitration", "party_appeal", "administrative", "enforcement"}
	PetitionHearings = []string{"statement", "hearing", "mediation"}     // 31(6), 33
	PetitionOpinions = []string{"supported", "explained", "unsupported"} // 32
	// PetitionOrgans tell an organ of this house from one outside, whose days are watched
	// and never carded here.
	PetitionOrgans  = []string{Here, "outside"}
	PetitionReviews = []string{"upheld", "changed", "redo", "not_admitted"}
	PetitionReports = []string{"urgent", "result", "adoption"}                      // 25, 22(3), 40
	PetitionAdvice  = []string{"improve_work", "improve_policy", "hold_to_account"} // 40
)

// Facts of a petition that its conditions ask for; its workflow writes the others.
const (
	FactReferral  = "referral" // direct, sent (转送) or assigned (交办)
	FactObjected  = "objected" // who said that it is not ours, while the sender has not agreed
	FactHeard     = "heard"
	FactInCommon  = "in_common"
	FactRepliedBy = "replied_by" // all who gave an opinion on it; they decide no later review of it
	FactRound     = "round"      // review or final_review, the last that was asked for
	FactRecused   = "recused"    // all who have an interest in it and act no more (28)
	FactOrgan     = "organ_"     // with a round: unit of the organ of this house that it went to (35, 36)
)

// The two rounds in which an opinion is looked at again (条例 35, 36).
const (
	RoundReview = "review"
	RoundFinal  = "final_review"
)

var (
	petitionOffice = Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}
	// petitionSeconds sign beside it, each for another of them.
	petitionSeconds   = Scopes{casework.LeaderInCharge: Unit, casework.EfficiencyOffice: Bureau, casework.PrincipalLeader: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own}
	answeringPetition = Scopes{casework.Handler: Own, casework.SectionHead: Own, casework.LeaderInCharge: Own, casework.EfficiencyOffice: Own, casework.DisciplineOffice: Own, casework.PartyGroup: Own}
	petitioned        = Scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own, casework.Auditor: Bureau,
	}
	// petitionReaders open what is sealed: who keeps petitions, and the unit that has one
	// to answer. Before it is given to a desk it lies with no unit.
	petitionReaders = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.PartyGroup: Own,
	}

	petitionRights = []Right{
		{Action: CaseRegister, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.Clerk: Bureau}, Daily: true},
		{Action: CaseList, Who: petitioned, View: true},
		{Action: CaseView, Who: petitioned, View: true},
		{Action: CaseTimeline, Who: petitioned, View: true},
		{Action: CaseLedger, Who: petitioned, View: true},
		{Action: CasePersonal, Who: petitionReaders, Daily: true},
		{Action: CodeIssue, Who: petitionOffice},
		{Action: ApprovalsList, Who: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Unit, casework.DisciplineOffice: Own, casework.PartyGroup: Own}, View: true},
		{Action: TextCreate, Who: petitionReaders, Daily: true},
		{Action: PaperIssue, Who: petitionReaders, Daily: true},
		{Action: PaperVoid, Who: petitionOffice},
		{Action: PaperView, Who: petitionReaders, Daily: true},
		circulated,
	}

	referred = not("it was sent or assigned here", when("", func(s *casework.State) bool {
		return s.Facts[FactReferral] == "" || s.Facts[FactReferral] == "direct"
	}, nil), is(casework.NothingOwed, "", "R086"))
	objected = not("an objection waits for the sender", fact("", FactObjected, "", nil), is(casework.NothingOwed, "", "R086"))
	// petitionerHeard: whom nobody knows, nobody can ask (31(6)).
	petitionerHeard = when("the petitioner was heard, or is not known", func(s *casework.State) bool {
		return s.Facts[FactHeard] == "true" || s.Facts[casework.FactAnonymous] == "true"
	}, is(casework.NotHeard, "", "信访工作条例第三十一条第六项"))
	inCommon         = fact("several brought it together", FactInCommon, "true", is(casework.NothingOwed, "", "信访工作条例第二十条"))
	petitionAnswered = when("the petitioner has his answer", petitionHasAnswer, is(casework.WrongStage, "", "R084"))
	unratedPetition  = fact("the answer was not rated yet", casework.FactRated, "", is(casework.AlreadyRated, "outcome", "R084"))
	somebodyRecused  = not("somebody was recused", fact("", FactRecused, "", nil), is(casework.NothingOwed, "", "信访工作条例第二十八条第三款"))
	// sortedOut: it ended with its sorting, as something else than a claim.
	sortedOut = when("it ended with its sorting", func(s *casework.State) bool {
		return s.Closed() && slices.Contains(PetitionSorts[1:], s.Result)
	}, is(casework.WrongStage, "", "R084"))
	// unserved: an organ outside serves its own answer, and its days are watched until then.
	unserved = when("the written answer is on its way to the petitioner", func(s *casework.State) bool {
		return OnItsWay(s) != nil
	}, is(casework.NothingOwed, "", "R087"))
	// reviewable: it was answered, and the final review is still to come.
	reviewable = when("it was answered, and may be looked at again", func(s *casework.State) bool {
		return (s.Stage == StageAnswered || s.Closed() && (s.Result == "answered" || s.Result == "merged")) && s.Facts[FactRound] != RoundFinal
	}, is(casework.WrongStage, "", "R087"))
)

// Here is the choice of an organ of this house.
const Here = "here"

// takenByWord is how what was said to whoever was asked first goes on (19).
var takenByWord = Conversion{
	To: Petition, Stages: at(casework.StageHandle, StageFiled), Meets: "handle",
	Fields: map[string][]string{"applicant": {"applicant"}, "phone": {"phone"}, "request": {"matter"}, "statement": {"matter"}},
	Facts:  map[string]string{FactReferral: "direct"}, Keeps: []string{"channel", FactUrgent},
}

// answeredBy is the unit whose answer the next round is about: the one that handled the
// petition, or the organ that decided the first review. Above one outside there is none
// of this house.
func answeredBy(s *casework.State) (unit string, here bool) {
	if s.Facts[FactRound] != RoundReview {
		return s.Unit, true
	}
	outside, own := s.Clock("review_outside"), s.Clock(RoundReview)
	unit = s.Facts[FactOrgan+RoundReview]
	return unit, unit != "" && (outside == nil || own != nil && own.Start.After(outside.Start))
}

// reviewedBy is the unit of the organ that decides the review which is under way.
func reviewedBy(s *casework.State) string {
	for _, round := range []string{RoundFinal, RoundReview} {
		if c := s.Clock(round); c != nil && c.Open() {
			return s.Facts[FactOrgan+round]
		}
	}
	return ""
}

// OnItsWay is the clock by which a written answer reaches the petitioner, while it has
// not: ours to serve, or the days of the organ outside that gave it.
func OnItsWay(s *casework.State) *casework.Clock {
	for _, name := range []string{"serve", "review_outside"} {
		if c := s.Clock(name); c != nil && c.Open() {
			return c
		}
	}
	return nil
}

// JudgedBefore bars him: whoever gave an opinion on a petition, the first or one on review, does
// not decide the next: that is another's, above him (35, 36). An organ outside has judges
// of its own, and whoever enters their word judges nothing.
func JudgedBefore(s *casework.State, person string, _ []casework.Role) *casework.Error {
	for _, clock := range []string{RoundReview, RoundFinal} {
		if c := s.Clock(clock); c != nil && c.Open() && slices.Contains(strings.Fields(s.Facts[FactRepliedBy]), person) {
			return casework.FieldError(casework.DecidedBefore, "actor", "信访工作条例第三十五条、第三十六条")
		}
	}
	return nil
}

func petitionHasAnswer(s *casework.State) bool {
	return s.Stage == StageAnswered || s.Stage == StageRecheck || s.Result == "answered" || s.Result == "final" || s.Result == "merged"
}
