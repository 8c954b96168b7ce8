package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Proposal is the kind (建议提案): a suggestion of a deputy to the people's congress, a proposal
// of a member of the consultative conference.
const Proposal casework.Kind = "proposal"

// Stages, acts and events that only a proposal has.
const (
	StageSign casework.Stage = "sign" // its reply lies before the head

	ContactAuthor = "contact-author"

	AuthorContacted casework.EventName = "author_contacted"
	ReplyDrafted    casework.EventName = "reply_drafted"
	ReplyReturned   casework.EventName = "reply_returned" // not signed, and the unit drafts it anew

	ClockSign    = "sign"    // the head's signature
	ClockOpinion = "opinion" // the author says whether he is satisfied
)

// FactContacted: the unit has spoken with the author since it last had to answer. FactReturn
// is how its word that it is not ours stands.
const (
	FactContacted = "contacted"
	FactReturn    = "returned"
	ReturnAsked   = "asked"
	ReturnLate    = "late"
)

// proposal is what a congress or a conference assigned to the bureau: the general office takes
// it in and gives it to the unit that leads.
func proposal() *Declaration { return revised(proposalNow, unbounded, unslipped) }

// unslipped: the author's opinion was whatever the general office entered, and none once the house
// had ceased to wait for it.
func unslipped(d *Declaration) {
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Name == casework.Rate {
			a.At, a.When, a.AfterClose, a.Fields = at(StageAnswered), nil, false, without(a.Fields, "proof")
		}
	}
}

func proposalNow() *Declaration {
	return &Declaration{
		Kind: Proposal, Prefix: "TA", Title: Words{"建议提案", "proposal"},
		Opens: casework.StageAssign, Turn: casework.GeneralOffice, Stages: at(casework.StageAssign, casework.StageHandle, StageSign, StageAnswered),
		Ends:  []string{"satisfied", "basically", "answered", "returned", "void", "closed_by_hand"},
		Entry: ByForm, Joint: true, Remembers: true, Told: kept, Names: "title", Found: []Finding{{Field: "title"}, {Field: "author"}, {Field: "number"}},

		Clocks:   []string{"assign", "return", "decide_return", "handle", casework.ClockStep, casework.ClockReceipt, "follow_up", ClockSign, ClockOpinion, ClockRedo, "explain"},
		Outlives: clocks(casework.ClockStep), // who stays away answers for it, whatever is answered (R045)
		Done:     &Done{Act: casework.Assign, Unless: casework.Assign, By: func(map[string]string) casework.Role { return casework.GeneralOffice }},
		Says:     assisting.saying(proposalWords),

		Rights: []Right{
			{Action: CaseRegister, Who: general, Daily: true},
			{Action: CaseList, Who: documented, View: true},
			{Action: CaseView, Who: documented, View: true},
			{Action: CaseTimeline, Who: documented, View: true},
			{Action: CaseLedger, Who: documented, View: true},
			{Action: CasePersonal, Who: readersOfWords, Joint: true, Daily: true},
			{Action: ApprovalsList, Who: lenders, View: true},
			{Action: TextCreate, Who: readersOfWords, Daily: true},
			{Action: PaperIssue, Who: drafters, Daily: true},
			{Action: PaperVoid, Who: general},
			{Action: PaperView, Who: readersOfWords, Daily: true},
			{Action: RegisterView, Who: keepers, Daily: true},
			{Action: RegisterEnter, Who: general, Daily: true},
			circulated,
		},

		Acts: slices.Concat(proposalGiven(), proposalAnswered(), []Act{
			making(under("R090", requestExtension(handler)), "proposal_delay"),
			lent(),
			under("R090", withdrawExtension(handler)),
			{
				Name: casework.Recheck, Meets: clocks("follow_up"), Rule: "R230", At: at(casework.StageAssign, casework.StageHandle, StageSign), Who: supervisor, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.RecheckFindings, Rule: "R230"}, reason),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"督办回查", "Re-check"}, Hint: Words{"议案、提案的办理属于督办范围：写明查到的情况", "How a proposal is handled is an item of supervision: what was found"},
			},
			assisting.assign(), assisting.complete(), signPart(), assisting.decline(), assisting.deem(),
			chase(chasers),
			explain(head),
			void(general),
			under(houseRule, closeByHand(general, leaders)),
			link(linkersDocument),
			unlink(linkersDocument),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}, append(absences[:len(absences):len(absences)], casework.Propose)...),
			signed(decideUrgent(deciders)),
		}),
	}
}

// proposalGiven: it is given to a unit, or goes back where it came from.
func proposalGiven() []Act {
	return []Act{
		{
			Name: casework.Assign, Meets: clocks("assign"), Rule: "R089", At: at(casework.StageAssign, casework.StageHandle), Who: lenders, Daily: true,
			Second: &Second{Says: "it was given out already, and nobody said that it is another's", When: givenAway, By: lenders},
			Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R089"}, stated("R089", casework.Between{Least: "5wd", Most: "6mo"}), remark),
			Tells:  roles(casework.ActingHolder, casework.SectionHead),
			Do:     Words{"交主办岗位", "Give it to the lead"}, Hint: Words{"期限自交办单位交办之日起算，换人办理不重新计算；交办单位另定时限的写明，涉及面广、难度大的不超过六个月", "The limit counts from the day it was assigned to the bureau, whoever handles it; one that the assigner stated is written down, six months at most"},
		},
		{
			Name: casework.Return, Rule: "R091", At: at(casework.StageAssign, casework.StageHandle), When: []Condition{notGivenBack}, Who: Scopes{casework.Handler: Own, casework.GeneralOffice: Bureau},
			Fields: fields(reason),
			Tells:  roles(casework.GeneralOffice),
			Do:     Words{"提出退回", "Say that it is not ours"}, Hint: Words{"不属本部门办理的，交办之日起两个工作日内通过办公室送交办单位，写明理由", "Not this department's: through the general office, within two working days of the assignment, with the reason"},
		},
		{
			Name: casework.DecideReturn, Meets: clocks("decide_return"), Never: unlessOther(casework.FactReturner, "R091"), Rule: "R091", When: []Condition{givenBack}, Who: lenders,
			Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R091"}, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R091"}, reason),
			Paper:  forms("proposal_return"),
			Tells:  roles(casework.ActingHolder, casework.GeneralOffice),
			Do:     Words{"送交办单位", "Send it back"}, Hint: Words{"由提出人以外的人决定；逾期提出的，写明交办单位同意的文件、日期；不同意的继续办理，期限没有停过", "By somebody other than whoever asked; late, with the assigner's consent; refused, the unit goes on, and its limit never stopped"},
		},
	}
}

// proposalAnswered: whoever brought it is spoken with, answered over the head's signature, and
// asked what he thinks of it.
func proposalAnswered() []Act {
	return []Act{
		{
			Name: ContactAuthor, Rule: "R089", Basis: "代表法第五十一条", At: at(casework.StageHandle), Who: Scopes{casework.Handler: Own, casework.SectionHead: Unit}, Daily: true,
			Fields: fields(casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"visit", "meeting", "phone", "letter"}, Rule: "R089"}, casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R089"}, reason),
			Do:     Words{"登记与代表、委员联系", "Enter a contact with the author"}, Hint: Words{"答复前与代表、委员联系、听取意见：什么时候、怎样联系、意见是什么", "Before the reply the author is spoken with: when, how, and what he said"},
		},
		{
			Name: casework.Propose, Rule: "R089", At: at(casework.StageHandle), When: []Condition{contacted, partsIn}, Who: handler,
			Fields: fields(reason),
			Tells:  roles(casework.PrincipalLeader),
			Do:     Words{"拟答复，送签", "Draft the reply"}, Hint: Words{"联系过代表、委员，协办单位的意见到齐以后，送单位负责人签发", "Once the author was spoken with and the co-units have done their parts: before the head"},
		},
		{
			Name: casework.Reply, Meets: clocks("handle", ClockSign, ClockRedo), Rule: "R089", At: at(StageSign), Who: Scopes{casework.PrincipalLeader: Bureau}, Signature: true,
			Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R089"}, remark),
			Paper:  forms("proposal_reply", "proposal_opinion"),
			Tells:  roles(casework.ActingHolder, casework.GeneralOffice, casework.SupervisionOffice),
			Do:     Words{"签发答复", "Sign the reply"}, Hint: Words{"由单位负责人签发；退回修改的，写明意见", "By the head; or back to the unit, with what is to be changed"},
		},
		{
			Name: casework.Rate, Meets: clocks(ClockOpinion), Rule: "R089", AfterClose: true, When: []Condition{opinionOpen}, Who: general,
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: casework.Ratings, Rule: "R089"},
				casework.Field{Name: "proof", Type: casework.FieldProof, Takes: []string{casework.PurposeOpinion}, Required: true, Rule: "R089"}, remark),
			Tells: roles(casework.ActingHolder, casework.SectionHead, casework.SupervisionOffice),
			Do:    Words{"登记代表、委员的意见", "Enter the author's opinion"}, Hint: Words{"以代表、委员填写的意见表为凭；满意、基本满意的办结，不满意的再次研究办理并答复，逾期反馈的也一样", "By the slip that he filled in: satisfied or basically, it ends; not satisfied, it is studied and answered anew, however late his word comes"},
		},
	}
}

// resultAnswered is the end of a proposal whose author said nothing while the house waited.
const resultAnswered = "answered"

// lent: whoever assigned it decides on more time, and the general office, to whom it was
// explained, or who stands in for it, enters his word with the paper that says so (R090, R054).
func lent() Act {
	a := under("R090", decideExtension(lenders))
	a.Fields = append(slices.Clone(a.Fields), casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R090"})
	a.Hint = Words{"由交办单位决定：写明交办单位的答复、文号和日期", "The assigner decides: his answer, its number and day"}
	return a
}

// assisting are the parts of a proposal: the general office says who leads and who assists.
var assisting = joint{
	At:    at(casework.StageHandle),
	Gives: lenders,
	Hears: roles(casework.GeneralOffice),
}

var (
	contacted = fact("the author was spoken with", FactContacted, "true", is(casework.NotHeard, "", "R089"))
	givenBack = when("it waits to be sent back", func(s *casework.State) bool {
		return s.Facts[FactReturn] == ReturnAsked || s.Facts[FactReturn] == ReturnLate
	}, is(casework.WrongStage, "", "R091"))
	opinionOpen = when("the author was answered, and has not said what he thinks of it", func(s *casework.State) bool {
		return s.Stage == StageAnswered || s.Closed() && s.Result == resultAnswered
	}, is(casework.WrongStage, "", "R089"))
	notGivenBack = not("nothing waits to be sent back", givenBack, is(casework.AlreadyDone, "", "R091"))
)

// givenAway: a unit has it in hand, and nobody else has said that it is another's.
func givenAway(s *casework.State, c casework.Command) bool {
	back := givenBack.Holds(s, c.At) && s.Facts[casework.FactReturner] != c.Actor
	return s.Stage == casework.StageHandle && c.Args.Post != s.Post && !back
}

var proposalWords = map[string]Words{
	"stage.sign": {"待签发答复", "The reply awaits its signature"}, "stage.answered": {"已答复，待代表、委员评价", "Answered; the author's opinion is awaited"}, "stage.assign": {"待交办", "To be given to a unit"},

	"clock.assign": {"交办", "Giving it to a unit"}, "owed.assign": {"交给主办岗位", "give it to the unit that leads"}, "desk.assign": {"应交办", "Give it to a unit"},
	"clock.decide_return": {"退回决定", "Sending back"}, "owed.decide_return": {"决定是否送回交办单位", "decide whether it goes back"}, "desk.decide_return": {"应决定是否退回", "Decide whether it goes back"},
	"lapsed.return": {"两个工作日已过，退回须经交办单位同意", "the two working days are over: it goes back with the assigner's consent only"},
	"clock.sign":    {"签发答复", "Signing the reply"}, "owed.sign": {"签发答复", "sign the reply"}, "desk.sign": {"应签发答复", "Sign the reply"},
	"clock.opinion": {"征询意见", "The author's opinion"}, "owed.opinion": {"征询代表、委员对答复的意见", "ask the author what he thinks of the reply"}, "lapsed.opinion": {"没有反馈意见的，按已答复办结", "no opinion came: it ends as answered"}, "desk.opinion": {"应征询代表、委员意见", "Ask for the author's opinion"},
	"clock.redo": {"再次办理", "Answering anew"}, "owed.redo": {"再次研究办理并答复", "study it and answer anew"}, "desk.redo": {"应再次办理并答复", "Answer it anew"},
	"clock.follow_up": {"督办回查", "Supervision"}, "owed.follow_up": {"回查建议提案的办理", "look into how the proposal is handled"}, "desk.follow_up": {"应回查办理情况", "Look into how it is handled"},

	"result.satisfied": {"代表、委员满意", "The author is satisfied"}, "result.basically": {"代表、委员基本满意", "The author is basically satisfied"}, "result.answered": {"已答复，没有反馈意见", "Answered; no opinion came"}, "result.returned": {"退回交办单位", "Sent back to the assigner"},

	"event.author_contacted": {"已与代表、委员联系", "The author was spoken with"}, "told.author_contacted": {"已在答复前与代表、委员联系、听取意见{basis}。", "The author was spoken with before the reply{basis}."},
	"event.reply_drafted": {"答复已拟，送签", "Reply drafted"}, "told.reply_drafted": {"答复已经拟好，请签发{basis}。", "The reply is drafted: please sign it{basis}."},
	"event.reply_returned": {"答复退回修改", "Reply sent back"}, "told.reply_returned": {"答复没有签发，请修改后再送{basis}。", "The reply was not signed: change it and bring it again{basis}."},
	"event.rated": {"代表、委员已评价", "The author's opinion"}, "told.rated": {"代表、委员对答复已有评价{basis}。", "The author has said what he thinks of the reply{basis}."},
	"event.rated/unsatisfied": {"代表、委员不满意，再次办理", "Not satisfied: answered anew"}, "told.rated/unsatisfied": {"代表、委员对答复不满意，请再次研究办理并答复{basis}。", "The author is not satisfied: study it and answer anew{basis}."},

	"field.contact-author.means": {"联系方式", "How"}, "field.contact-author.received": {"联系时间", "When"}, "field.contact-author.reason": {"听取的意见", "What the author said"},
	"field.propose.reason": {"答复内容", "The reply"}, "field.decide-return.basis": {"交办单位同意的文件、日期（逾期提出的）", "The assigner's consent, and its day (where it is late)"}, "field.decide-extension.basis": {"交办单位的答复、文号、日期", "The assigner's answer, its number and day"},
	"field.reply.approve": {"同意签发", "Signed"}, "field.rate.outcome": {"代表、委员的评价", "The author's opinion"}, "field.recheck.outcome": {"查到的情况", "What was found"},
	"choice.visit": {"走访", "Visited"}, "choice.meeting": {"座谈", "In a meeting"}, "choice.phone": {"电话", "Telephone"}, "choice.letter": {"书面", "In writing"},
	"fact.a": {"A类：已经解决或者采纳", "A: solved, or adopted"}, "fact.b": {"B类：列入计划，逐步解决", "B: planned, step by step"}, "fact.c": {"C类：暂时难以解决，留作参考", "C: cannot be solved for now"},
	"fact.congress": {"人大代表建议、议案", "The people's congress"}, "fact.conference": {"政协提案", "The consultative conference"},
}
