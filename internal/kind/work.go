package kind

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Joint work: one unit leads, and every other has a part with a limit of its own within the
// whole (主办, 协办; R044). A co-unit that refuses, or is silent to the end of its part, holds
// nobody up: the lead confirms that it is taken not to object, and goes on (R045). Its part
// stays its own, with the ladder it climbs, and so does what comes of it.
type joint struct {
	At     []casework.Stage
	Gives  Scopes                   // who gives a co-unit its part
	Hears  []casework.Role          // of what becomes of a part, beside the lead
	By     map[casework.Role]string // the rule by which one of these hears of it
	Paper  []string                 // by which a co-unit is given its part
	Silent []string                 // what says that the lead goes on without a part (R045)
}

// Acts on a part from which its unit stays away.
const (
	DeclineStep = "decline-step" // the co-unit refuses it
	DeemStep    = "deem-step"    // and the lead goes on without it (缺席默认)
)

// absences are those acts.
var absences = []string{DeclineStep, DeemStep}

// PartFact is the code a co-unit's part is known by, beside its clock.
func PartFact(post string) string { return casework.PartOf("part", post) }

// PartSender is the code of the person who sent a part, and does not sign for it himself.
func PartSender(post string) string { return casework.PartOf("sent", post) }

// What is known of a part. Its own permit is never given by silence, whatever else is said.
const (
	PartPermit   = "co_permit" // a permit or decision that is the co-unit's own
	PartWork     = "co_work"
	PartDeclined = "declined" // refused, and the lead knows
	PartDeemed   = "deemed"   // taken not to object
)

var partsAsked = []string{PartWork, PartPermit}

// Absent tells whether a co-unit stays away from its part: it refused, or its time is gone.
func Absent(s *casework.State, part *casework.Clock) bool {
	if part == nil || !part.Open() || casework.Ruling(part.Name) != casework.ClockStep {
		return false
	}
	known := s.Facts[PartFact(part.Post)]
	return known == PartDeclined || known == "" && part.Status == casework.Breached
}

// someAbsent: there is one whom the lead may go on without.
var someAbsent = when("a co-unit stays away", func(s *casework.State) bool {
	for i := range s.Clocks {
		if Absent(s, &s.Clocks[i]) {
			return true
		}
	}
	return false
}, nil)

func (j joint) assign(when ...Condition) Act {
	return Act{
		Name: casework.AssignStep, Rule: "R044", At: j.At, When: when, Who: j.Gives,
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R044"}, stated("R044", withinHours, casework.Between{Least: "1wd", Most: "6mo"}), casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R044"}, casework.Field{Name: "category", Type: casework.FieldChoice, Choices: partsAsked, Rule: "R045"}, reason),
		Tells:  roles(casework.ActingHolder, casework.SectionHead), Paper: j.Paper,
		Do: Words{"交协办单位", "Give a co-unit its part"}, Hint: Words{"各环节有各自的时限，不得超过总时限", "Each part has its own limit, within the whole"},
	}
}

func (j joint) complete() Act {
	return Act{
		Name: casework.CompleteStep, Meets: clocks(casework.ClockStep), Rule: "R044", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler, AfterClose: true,
		Fields: fields(reason),
		Tells:  j.leadAnd(), ToldBy: j.By,
		Do: Words{"完成协办环节", "Complete the part"}, Hint: Words{"写明本单位办理的结果", "What your unit has done"},
	}
}

func (j joint) decline() Act {
	return Act{
		Name: DeclineStep, Rule: "R045", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler,
		At:     j.At,
		Fields: fields(reason),
		Tells:  j.leadAnd(),
		Do:     Words{"拒绝协办", "Decline the part"}, Hint: Words{"写明理由；本环节的时限照常计算，后果由本单位承担", "With the reason; the part's limit runs on, and your unit answers for what comes of it"},
	}
}

func (j joint) deem() Act {
	return Act{
		Name: DeemStep, Rule: "R045", Paper: j.Silent, At: j.At, When: []Condition{someAbsent}, Who: handler,
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R045"}, reason),
		Tells:  append(append(roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge), j.Hears...), casework.EfficiencyOffice),
		Do:     Words{"缺席默认", "Go on without the absent"}, Hint: Words{"协办单位拒绝或者到期没有办理的，视为没有异议，后果由缺席单位承担；它自己的许可不能以此代替", "A co-unit that refused, or let its time go by, is taken not to object and answers for it; its own permit is not replaced"},
	}
}

func (j joint) leadAnd() []casework.Role { return append(roles(casework.ActingHolder), j.Hears...) }

// joined puts together what a kind says in several places.
func joined(several ...map[string]Words) map[string]Words {
	out := map[string]Words{}
	for _, words := range several {
		maps.Copy(out, words)
	}
	return out
}

// saying adds to the words of a kind those of joint work.
func (joint) saying(own map[string]Words) map[string]Words {
	return joined(own, map[string]Words{
		"field.assign-step.category": {"需要协办单位做什么", "What is asked of it"},
		"field.deem-step.post":       {"缺席的协办岗位", "The absent co-unit's post"},
		"choice.co_work":             {"配合办理、提出意见", "To take part, to give its opinion"},
		"choice.co_permit":           {"作出本单位的许可、决定，不得以缺席默认代替", "A permit or decision of its own, which no silence replaces"},
	})
}

// Who works on a service case beside the desk that handles it: units that have a part in it,
// those who review and decide what the desk proposes (经办、审核、决定), the leader it asks.
const (
	NameLead = "name-lead"
	Examine  = "examine"
	Consult  = "consult"
	Guide    = "guide"
	Feedback = "feedback"

	LeadNamed      casework.EventName = "lead_named"
	ResultProposed casework.EventName = "result_proposed"
	ResultExamined casework.EventName = "result_examined"
	Consulted      casework.EventName = "consulted"
	Guided         casework.EventName = "guided"
	FedBack        casework.EventName = "fed_back"

	ClockExamine  = "examine"
	ClockDecide   = "decide"
	ClockGuide    = "guide"
	ClockFeedback = "feedback"
)

// FactLead is the unit named to lead a joint matter.
const FactLead = "lead"

// Results a desk may propose, and the ways by which an applicant agrees to hear (R027).
var (
	Results     = []string{"completed", "denied"}
	AgreedMeans = []string{"phone", "visit", "letter", "online"}
)

// working are the parts of a service case: its plan is the lead's (R044).
var working = joint{
	At:    at(casework.StageHandle),
	Gives: Scopes{casework.Handler: Own, casework.SectionHead: Unit},
	Paper: forms("joint_notice"), Silent: forms("deemed_no_objection"),
}

var (
	leads   = when("its unit is named to lead", func(s *casework.State) bool { return s.Unit != "" && s.Facts[FactLead] == s.Unit }, is(casework.LeadUnnamed, "", "R044"))
	unnamed = not("its unit is not named yet", leads, is(casework.AlreadyDone, "", "R044"))
	// What a co-unit still owes is waited for, unless the lead goes on without it (R045).
	partsIn = when("no part is waited for", func(s *casework.State) bool { return len(Waited(s)) == 0 }, is(casework.PartsOwed, "", "R044"))

	unreviewed = when("its item asks for no review", func(s *casework.State) bool { return len(Reviews(s)) == 0 }, is(casework.NeedsReview, "", ""))
	reviewed   = not("its item asks for a review", unreviewed, is(casework.NoReview, "", ""))
	unproposed = when("no result waits for a review", func(s *casework.State) bool { return s.Proposal == nil }, is(casework.AlreadyDone, "", ""))
	unagreed   = not("no answer is agreed on", owes(ClockFeedback, nil), is(casework.AlreadyDone, "until", "R027"))
)

// Waited are the parts without which nothing is granted: of whoever does not stay away,
// and a permit of the co-unit's own whatever becomes of it.
func Waited(s *casework.State) (out []casework.Clock) {
	for _, c := range s.Clocks {
		if c.Open() && casework.Ruling(c.Name) == casework.ClockStep && s.Facts[PartFact(c.Post)] != PartDeemed {
			out = append(out, c)
		}
	}
	return out
}

// Reviews are the steps of review that the item of a case asks for.
func Reviews(s *casework.State) []casework.ReviewStep {
	if s.Handling == nil {
		return nil
	}
	return s.Handling.Review
}

// signers are those whom the item names for the step at which a proposal is.
func signers(s *casework.State) []casework.Role {
	if steps := Reviews(s); s.Proposal != nil && s.Proposal.Signed < len(steps) {
		return slices.Clone(steps[s.Proposal.Signed].Roles)
	}
	return nil
}

// unlessAsked: whoever was asked signs, or whom the item names and who was not there when it
// was laid before him; and never what he proposed himself.
func unlessAsked(clock string) func(*casework.State, string, []casework.Role) *casework.Error {
	return func(s *casework.State, person string, roles []casework.Role) *casework.Error {
		asked := s.Clock(clock)
		switch {
		case asked == nil || !asked.Open():
			return is(casework.NothingOwed, "", "")
		case s.Proposal != nil && s.Proposal.By == person:
			return is(casework.OwnCase, "actor", "")
		}
		may := []casework.Role{asked.Owner}
		if clock != ClockGuide {
			may = append(may, signers(s)...)
		}
		return unless(slices.ContainsFunc(roles, func(r casework.Role) bool { return slices.Contains(may, r) }), casework.NotDecider, "")
	}
}

// result is what a decision gives the applicant: the number of the paper or licence, and
// the day until which it holds.
var result = fields(casework.Field{Name: "number", Type: casework.FieldText}, casework.Field{Name: "until", Type: casework.FieldTime})

func nameLead() Act {
	return signed(Act{
		Name: NameLead, Rule: "R044", At: at(casework.StageHandle), When: []Condition{unnamed}, Who: Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau},
		Fields: fields(remark),
		Tells:  roles(casework.ActingHolder, casework.SectionHead),
		Do:     Words{"确定牵头单位", "Name the lead unit"}, Hint: Words{"由现承办单位牵头，会同协办单位确定每个环节的时限；应由别的单位牵头的，先移交", "The unit that has the case leads, and fixes a limit for every part; transfer it first where another should"},
	})
}

func signPart() Act {
	return Act{
		Name: casework.ConfirmReceipt, Meets: clocks(casework.ClockReceipt), Rule: "R044", Answers: casework.ClockReceipt, When: []Condition{anyOwes(casework.ClockReceipt, is(casework.NothingOwed, "", "R044"))}, Who: handler, Daily: true, AfterClose: true,
		Fields: fields(remark),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"签收", "Sign for receipt"}, Hint: Words{"收到协办通知，签字确认；发出的人不能自己签收", "The part has come in; who sent it does not sign for it"},
	}
}

func propose() Act {
	return Act{
		Name: casework.Propose, Basis: houseRule, At: at(casework.StageHandle), When: []Condition{reviewed, unproposed}, Who: handler,
		Fields: append(fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: Results}, reason, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R026"}), result...),
		Do:     Words{"提出办理意见", "Propose the result"}, Hint: Words{"报审核人审核、决定人决定；不予办理的写明法律依据", "To whoever reviews and decides; a denial names its legal basis"},
	}
}

func examine() Act {
	return Act{
		Name: Examine, Meets: clocks(ClockExamine), Basis: houseRule, At: at(casework.StageHandle), When: []Condition{owes(ClockExamine, is(casework.NothingOwed, "", ""))}, Never: unlessAsked(ClockExamine),
		Who:    Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau},
		Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true}, remark),
		Do:     Words{"审核", "Review"}, Hint: Words{"同意的报决定人；退回的写明理由", "On to whoever decides, or back with the reason"},
	}
}

func decideResult() Act {
	return signed(Act{
		Name: casework.Decide, Meets: clocks(ClockDecide), Basis: houseRule, At: at(casework.StageHandle), When: []Condition{owes(ClockDecide, is(casework.NothingOwed, "", ""))}, Never: unlessAsked(ClockDecide),
		Who:    Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau},
		Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true}, remark),
		Tells:  roles(casework.Applicant),
		Paper:  forms("grant_decision", "result_notice", "denial_decision", "denial_notice", proofOfService),
		Do:     Words{"决定", "Decide"}, Hint: Words{"同意的即作出决定，停止计时；退回的写明理由", "Consent is the decision and stops the clock; or back with the reason"},
	})
}

func consult() Act {
	return Act{
		Name: Consult, Rule: "R027", At: at(casework.StageIntake, casework.StageHandle), When: []Condition{unagreed}, Who: handler, Daily: true,
		Fields: fields(casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R027"}, casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: AgreedMeans, Rule: "R027"}, reason),
		Tells:  roles(casework.Applicant),
		Do:     Words{"请示并约定答复", "Ask the leader, agree on a day"}, Hint: Words{"规定不明确或者情况特殊的，请示领导，向申请人说明缘由，约定反馈的时间和方式，不得超过承诺时限", "Unclear or special: the leader is asked, the applicant hears why, when and how he is answered, within the promise"},
	}
}

func guide() Act {
	return Act{
		Name: Guide, Meets: clocks(ClockGuide), Rule: "R007", AfterClose: true, When: []Condition{owes(ClockGuide, is(casework.NothingOwed, "", "R007"))}, Never: unlessAsked(ClockGuide),
		Who:    deciders,
		Fields: fields(reason),
		Tells:  roles(casework.ActingHolder),
		Do:     Words{"批复请示", "Answer the question"}, Hint: Words{"写明怎样办理", "How it is to be handled"},
	}
}

func feedback() Act {
	return Act{
		Name: Feedback, Meets: clocks(ClockFeedback), Rule: "R029", When: []Condition{owes(ClockFeedback, is(casework.NothingOwed, "", "R029"))}, Who: handler, Daily: true,
		Fields: fields(reason),
		Tells:  roles(casework.Applicant),
		Do:     Words{"按约定答复", "Answer as agreed"}, Hint: Words{"按约定的时间和方式，将请示、咨询的结果告知申请人", "What came of the question, on the day and in the way agreed"},
	}
}

// workWords are what is said of them.
var workWords = working.saying(map[string]Words{
	"clock.examine": {"审核", "Review"}, "owed.examine": {"审核办理意见", "review the proposed result"}, "desk.examine": {"应审核办理意见", "Review the proposed result"},
	"clock.decide": {"决定", "Decision"}, "owed.decide": {"对办理意见作出决定", "decide the proposed result"}, "desk.decide": {"应作出决定", "Decide the proposed result"},
	"clock.guide": {"批复请示", "Answering the question"}, "owed.guide": {"批复请示", "answer what was asked"}, "desk.guide": {"应批复请示", "Answer what was asked"},
	"clock.feedback": {"约定答复", "Agreed answer"}, "owed.feedback": {"按约定答复申请人", "answer the applicant as agreed"}, "desk.feedback": {"应按约定答复申请人", "Answer the applicant as agreed"},

	"event.lead_named": {"已确定牵头单位", "Lead unit named"}, "told.lead_named": {"本件由承办单位牵头，请确定每个环节的时限{basis}。", "The unit that has the case leads it; fix a limit for every part{basis}."},
	"event.result_proposed": {"已提出办理意见", "Result proposed"}, "told.result_proposed": {"办理意见已报审核、决定{basis}。", "A result is proposed for review and decision{basis}."},
	"event.result_examined": {"已审核办理意见", "Result reviewed"}, "told.result_examined": {"办理意见已经审核{basis}。", "The proposed result has been reviewed{basis}."},
	"event.consulted": {"已请示并约定答复", "Leader asked, day agreed"}, "told.consulted": {"已请示领导，并与申请人约定答复的时间和方式{basis}。", "The leader is asked, and a day and way to answer agreed with the applicant{basis}."},
	"event.guided": {"已批复请示", "Question answered"}, "told.guided": {"请示已经批复{basis}。", "What was asked has been answered{basis}."},
	"event.fed_back": {"已按约定答复", "Answered as agreed"}, "told.fed_back": {"已按约定答复申请人{basis}。", "The applicant has been answered as agreed{basis}."},

	"field.propose.outcome": {"办理意见", "Result proposed"}, "field.propose.basis": {"不予办理的法律依据", "Legal basis of a denial"},
	"field.number": {"结果文书、证件编号", "Number of the paper or licence"}, "field.propose.until": {"有效期至", "Holds until"}, "field.complete.until": {"有效期至", "Holds until"},
	"field.consult.until": {"约定的答复时间", "Agreed day of the answer"}, "field.consult.means": {"约定的答复方式", "Agreed way of the answer"}, "field.consult.reason": {"不能当场答复的缘由、请示的问题", "Why it cannot be answered at once, and what is asked"},
	"choice.silent": {"到期没有办理", "let its time go by"}, "choice.declined": {"拒绝参与", "declined"},
	"choice.completed": {"准予", "Grant"}, "choice.denied": {"不予", "Deny"}, "choice.phone": {"电话", "Telephone"}, "choice.visit": {"当面", "In person"}, "choice.letter": {"书面", "In writing"}, "choice.online": {"网上", "Online"},
})
