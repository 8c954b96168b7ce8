package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// proofOfService is the form on which whoever receives a paper of a service case signs for
// it (送达回证, 民事诉讼法 87).
const proofOfService = "service_proof"

// Way is one by which a paper reaches whoever it is for, and what shows that it did.
type Way struct {
	Name  string
	Basis string   // the article that knows it, and says from when it counts
	Proof string   // the paper that shows it, by its purpose
	Asks  []string // what it needs to be said beside that
	// Agreed is what the applicant has to have agreed to on his form. Hangs: it is served by
	// law once a public notice has hung for its time.
	Agreed string
	Hangs  bool
}

// Way finds one by its name.
func (d *Declaration) Way(name string) (Way, bool) {
	i := slices.IndexFunc(d.Ways, func(w Way) bool { return w.Name == name })
	if i < 0 {
		return Way{}, false
	}
	return d.Ways[i], true
}

// serviceWays: the law of licences leaves open how its papers are served; the office serves
// them as courts serve theirs (民事诉讼法 87 to 95), and counts from what that law counts from.
var serviceWays = []Way{
	{Name: casework.WayDirect, Basis: "民事诉讼法第八十八条", Proof: casework.PurposeServed, Asks: []string{"receiver", "signer"}},
	{Name: casework.WayLeft, Basis: "民事诉讼法第八十九条", Proof: casework.PurposeServed, Asks: []string{"witness", "reason"}},
	{Name: casework.WayFilmed, Basis: "民事诉讼法第八十九条", Proof: casework.PurposeLeft, Asks: []string{"reason"}},
	{Name: casework.WayPost, Basis: "民事诉讼法第九十一条", Proof: casework.PurposePosted},
	{Name: casework.WayOther, Basis: "民事诉讼法第九十一条", Proof: casework.PurposeServed, Asks: []string{"receiver", "signer"}},
	{Name: casework.WayOnline, Basis: "民事诉讼法第九十条", Proof: casework.PurposeArrival, Agreed: casework.FactElectronic},
	{Name: casework.WayAnnounce, Basis: "民事诉讼法第九十五条", Proof: casework.PurposePublic, Asks: []string{"reason"}, Hangs: true},
}

// Events of service.
const (
	PaperServed casework.EventName = "paper_served"
	NoticePut   casework.EventName = "notice_put_up" // a public notice hangs; nobody is served yet
)

// decisions are the papers a result is told by; refusals those against which the law gives
// him days, counted from their service (行政许可法 38).
var (
	decisions = forms("grant_decision", "result_notice", "denial_decision", "denial_notice")
	notices   = forms("acceptance_notice", "supplement_notice", "service_notice", "procedure_notice", "extension_notice", "refusal_notice", "termination_notice", "deemed_acceptance", "deemed_renewal")
	refusals  = forms("refusal_notice", "denial_decision", "denial_notice", "termination_notice")
)

// Refuses tells whether a paper is one against which he may turn to others.
func Refuses(paper string) bool { return slices.Contains(refusals, paper) }

// TellsResult is the paper by which a case tells its result: of a permit the decision, of
// what else the office does its notice.
func TellsResult(s *casework.State) string {
	paper := map[string][]string{"completed": decisions[:2], "denied": decisions[2:]}[s.Decision]
	switch {
	case len(paper) == 0:
		return ""
	case s.Class == "permit":
		return paper[0]
	}
	return paper[1]
}

// results are the papers of which one tells what was decided: where the law did, its certificate
// as well.
func results(s *casework.State) []string {
	paper := TellsResult(s)
	switch c := s.Clock(ClockRenew); {
	case paper == "": // nothing is decided
		return nil
	case c != nil && c.Status == casework.Deemed:
		return forms(paper, "deemed_renewal")
	}
	return forms(paper)
}

// how are the fields that say how a paper was served; what each way needs of them, and
// which file shows it, the ways say.
var how = fields(
	casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: wayNames(), Rule: "R005"},
	casework.Field{Name: "proof", Type: casework.FieldProof, Required: true, Takes: wayProofs(), Rule: "R005"},
	casework.Field{Name: "receiver", Type: casework.FieldChoice, Choices: casework.Receivers, Rule: "R005"},
	casework.Field{Name: "signer", Type: casework.FieldText, Rule: "R005"},
	casework.Field{Name: "witness", Type: casework.FieldText, Rule: "R005"},
	casework.Field{Name: "received", Type: casework.FieldTime, Rule: "R005"},
	remark)

func wayNames() (names []string) {
	for _, w := range serviceWays {
		names = append(names, w.Name)
	}
	return names
}

func wayProofs() (papers []string) {
	for _, w := range serviceWays {
		if !slices.Contains(papers, w.Proof) {
			papers = append(papers, w.Proof)
		}
	}
	return papers
}

// deliver serves the result, and with that the case is done.
func deliver() Act {
	return Act{
		Name: casework.Deliver, Meets: clocks("deliver"), Rule: "R005", At: at(casework.StageDeliver), When: []Condition{unannounced}, Who: counter, Daily: true,
		Hands:  results,
		Fields: how, FromReceipt: true, Plain: casework.Args{Means: casework.WayDirect, Receiver: casework.Receivers[0], SignerID: "signer", Proof: "receipt"},
		Tells: roles(casework.Applicant),
		Paper: forms(proofOfService),
		Do:    Words{"送达", "Deliver"}, Hint: Words{"决定送达申请人：写明送达方式、签收人和日期，附送达凭证", "The applicant has the decision: how, who took it, when, and what shows it"},
	}
}

// unannounced: no public notice of it hangs already.
var unannounced = when("no public notice of the result hangs", func(s *casework.State) bool {
	was := s.ServedPaper(TellsResult(s))
	return was == nil || !was.At.IsZero()
}, is(casework.AlreadyDone, "means", "民事诉讼法第九十五条"))

// serve enters that any other paper of the case was served, also once the case has closed.
func serve() Act {
	return Act{
		Name: casework.Serve, Rule: "R005", AfterClose: true, Who: counter, Daily: true,
		Fields: append(fields(casework.Field{Name: "paper", Type: casework.FieldPaper, Required: true, Choices: notices, Rule: "R005"}), how...), FromReceipt: true,
		Tells: roles(casework.ActingHolder),
		Do:    Words{"登记送达", "Enter a service"}, Hint: Words{"通知书送达申请人：写明哪一份、送达方式、签收人和日期，附送达凭证；复议、诉讼的期限自送达起算", "Which notice reached the applicant, how, who took it, when, and what shows it; his days to turn to others count from it"},
	}
}

// Whoever applied says otherwise how he is told and where.
const (
	// ChangeService records it as he says it; what is told or issued from then on goes there.
	ChangeService = "change-service"
	// ServiceChanged is what is then said; the address and the mailbox themselves are sealed texts.
	ServiceChanged casework.EventName = "service_changed"
)

// changeService rests on his own signed paper (送达地址确认书): nobody else sends his papers
// elsewhere. A closed case takes it, for papers are served after the end.
func changeService() Act {
	return Act{
		Name: ChangeService, Rule: "R005", AfterClose: true, Who: counter, Daily: true,
		Fields: fields(
			casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{casework.WayPaper, casework.WayMail}, Rule: "R005"},
			casework.Field{Name: casework.FieldEmail, Type: casework.FieldText, Rule: "R005"},
			casework.Field{Name: casework.FieldAddress, Type: casework.FieldText, Rule: "R005"},
			casework.Field{Name: "approve", Type: casework.FieldBool, Rule: "民事诉讼法第九十条"},
			casework.Field{Name: "proof", Type: casework.FieldProof, Required: true, Takes: []string{casework.PurposeAddress}, Rule: "R005"}, remark),
		Tells: roles(casework.Applicant, casework.ActingHolder),
		Do:    Words{"变更送达方式、地址", "Change way or address of service"}, Hint: Words{"申请人变更告知方式、邮箱、地址，凭其签名的送达地址确认书登记；此后的通知和文书按变更后的送达", "The applicant says otherwise how and where he is told, on the confirmation he signed; what is told or issued from then on goes there"},
	}
}

// onTheSpot is how it stood before a result waited for the acceptance of what it is about. Cases
// begun then may be decided straight from intake.
func onTheSpot(d *Declaration) {
	for _, name := range []string{casework.Complete, casework.Deny} {
		if act, there := d.Act(name); there {
			act.At = at(casework.StageIntake, casework.StageHandle)
		}
	}
}

// unhanded is how it stood before a result was handed over as a paper that had been issued, and
// before the applicant could change where his papers go. Cases begun then go on so.
func unhanded(d *Declaration) {
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == ChangeService })
	if act, there := d.Act(casework.Deliver); there {
		act.Hands = nil
	}
}

// What an overdue service owes the public.
const (
	// PublishReason makes public why it is over its limit: whoever waits and whoever looks
	// the matter up reads it without an account (优化营商环境条例 36; R240).
	PublishReason = "publish-reason"
	// ClockPublish is by when the unit that handles it does.
	ClockPublish = "publish_reason"
)

// ReasonPublished is what is then said in public; its text is anybody's to read.
const ReasonPublished casework.EventName = "reason_published"

// publishReason is owed by the section that handles it, once for all that is late by then,
// also where the matter has been finished meanwhile: it was late all the same.
var publishReason = Act{
	Name: PublishReason, Meets: clocks(ClockPublish), Rule: "R240", AfterClose: true, When: []Condition{owes(ClockPublish, is(casework.NothingOwed, "", "R240"))},
	Who:    Scopes{casework.SectionHead: Unit},
	Fields: fields(casework.Field{Name: "reason", Type: casework.FieldText, Required: true, Rule: "R240", Public: true}),
	Tells:  roles(casework.ActingHolder, casework.LeaderInCharge),
	Do:     Words{"公开超期理由", "Publish the reason"}, Hint: Words{"办事人和公众都能看到；不要写姓名、电话、住址、证件号码", "The applicant and the public read it: no name, telephone, address or ID number"},
}

var serviceSays = map[string]Words{
	"field.close.ground": {"终止情形", "Why it ends"}, "field.close.proof": {"证明文件", "What shows it"}, "field.close.case": {"在先办理的一件", "The earlier case"},
	"choice.death": {"申请人死亡", "The applicant died"}, "choice.dissolution": {"申请单位终止", "The applicant, a body, exists no more"},
	"choice.duplicate": {"重复申请", "Brought twice"}, "choice.not_supplemented": {"逾期未补正", "Not supplemented"},
	"result.death": {"申请人死亡终止", "Ended: the applicant died"}, "result.dissolution": {"申请单位终止", "Ended: the applicant exists no more"},
	"result.duplicate": {"重复申请终止", "Ended: brought twice"}, "result.not_supplemented": {"未补正终止", "Ended: not supplemented"},
	"clock." + ClockPublish:            {"公开超期理由", "Publishing the reason"},
	"owed." + ClockPublish:             {"公开本事项超过办理时间的理由", "publish why the matter is over its limit"},
	"desk." + ClockPublish:             {"应公开超期理由", "Publish why it is late"},
	"event." + string(ReasonPublished): {"已公开超期理由", "Reason published"},
	"told." + string(ReasonPublished):  {"本事项超过办理时间的理由已向社会公开{basis}。", "Why the matter is over its limit has been made public{basis}."},

	// papers that were served
	"field.means": {"送达方式", "Way of service"}, "field.receiver": {"签收人身份", "Who took it"}, "field.signer": {"签收人姓名", "Name of whoever signed"}, "field.witness": {"见证人姓名、单位", "The witness: name and unit"},
	"field.serve.paper": {"送达的文书", "Paper served"}, "field.serve.received": {"送达日期（公告送达的，填发出公告之日；留空为现在）", "Day of service (of a public notice, the day it was put up; empty: now)"}, "field.deliver.received": {"送达日期（公告送达的，填发出公告之日；留空为现在）", "Day of service (of a public notice, the day it was put up; empty: now)"},
	"field.serve.proof": {"送达凭证", "Proof of service"}, "field.deliver.proof": {"送达凭证", "Proof of service"}, "field.serve.reason": {"拒收事由，或者公告送达的原因和经过", "Why it was refused, or why nothing but a public notice was left"}, "field.deliver.reason": {"拒收事由，或者公告送达的原因和经过", "Why it was refused, or why nothing but a public notice was left"},
	"choice.direct": {"直接送达", "Into his hands"}, "choice.left": {"留置送达（有见证人）", "Left, before a witness"}, "choice.left_recorded": {"留置送达（拍照、录像）", "Left, on film"}, "choice.post": {"邮寄送达", "By post"}, "choice.entrusted": {"委托送达", "By another organ"}, "choice.electronic": {"电子送达（经申请人同意）", "Electronically, as he agreed"}, "choice.public_notice": {"公告送达", "By public notice"},
	"choice.self": {"本人", "Himself"}, "choice.family": {"同住成年家属", "An adult of his household"}, "choice.organisation": {"法定代表人、负责人或者负责收件的人", "Head of the organisation, or who takes in its post"}, "choice.agent": {"代理人", "His agent"}, "choice.designated": {"指定的代收人", "Whom he named to take it"},
	"clock.public_notice": {"公告送达", "Public notice"}, "owed.public_notice": {"等公告期满，期满即视为送达", "wait until the public notice has hung for its time: it is served then"}, "desk.public_notice": {"公告送达期间", "The public notice hangs"},
	"clock.reconsider": {"申请行政复议", "Reconsideration"}, "owed.reconsider": {"不服的，申请行政复议", "ask for reconsideration, where he does not agree"}, "desk.reconsider": {"申请行政复议的期限", "Days to ask for reconsideration"}, "lapsed.reconsider": {"申请行政复议的期限届满", "The days to ask for reconsideration are over"},
	"clock.sue": {"提起行政诉讼", "Going to court"}, "owed.sue": {"不服的，提起行政诉讼", "go to court, where he does not agree"}, "desk.sue": {"提起行政诉讼的期限", "Months to go to court"}, "lapsed.sue": {"提起行政诉讼的期限届满", "The months to go to court are over"},
	"event.paper_served": {"文书已送达", "Paper served"}, "told.paper_served": {"文书已经送达{basis}。", "The paper has been served{basis}."},
	"event.notice_put_up": {"已公告送达，期满视为送达", "Public notice put up"}, "told.notice_put_up": {"已经发出公告，公告期满视为送达{basis}。", "A public notice hangs; the paper is served once its time is over{basis}."},

	"field.change-service.means": {"今后的告知方式", "How he is told from now on"}, "field.change-service.email": {"新的电子邮箱", "New mail address"}, "field.change-service.address": {"新的送达地址", "New address for service"},
	"field.change-service.approve": {"是否同意电子送达（不填为不变）", "Agrees to be served electronically (empty: as before)"}, "field.change-service.proof": {"申请人签名的送达地址确认书", "The confirmation of his address, signed"},
	"choice.paper": {"纸质", "On paper"}, "choice.mail": {"电子邮件", "By e-mail"},
	"event." + string(ServiceChanged): {"已变更送达方式或者地址", "Way or address of service changed"},
	"told." + string(ServiceChanged):  {"按申请人的确认，今后的通知和文书按变更后的方式和地址送达{basis}。", "As he confirmed, what is told or issued from now on goes the new way, to the new address{basis}."},

	// to whoever was asked first (R009)
	"clock.follow_up": {"首问跟踪", "First contact follows"}, "owed.follow_up": {"跟踪督促首问事项", "follow up what was asked first"}, "desk.follow_up": {"应跟踪督促", "Follow it up"},
	"event.result_known": {"已有结果，首问责任人已知", "There is a result, and who was asked first knows"}, "told.result_known": {"您首问的事项已有结果，请回复服务对象{basis}。", "What you were asked first has its result; please tell whoever asked{basis}."},
}
