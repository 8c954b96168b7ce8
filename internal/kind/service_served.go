package kind

import "github.com/shixian/shixian/internal/casework"

// proofOfService is the form on which whoever receives a paper of a service case signs for
// it (送达回证, 民事诉讼法 87).
const proofOfService = "service_proof"

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
	"choice.dissolution_proof": {"终止证明", "Proof that it exists no more"},
	"result.death":             {"申请人死亡终止", "Ended: the applicant died"}, "result.dissolution": {"申请单位终止", "Ended: the applicant exists no more"},
	"result.duplicate": {"重复申请终止", "Ended: brought twice"}, "result.not_supplemented": {"未补正终止", "Ended: not supplemented"},
	"clock." + ClockPublish:            {"公开超期理由", "Publishing the reason"},
	"owed." + ClockPublish:             {"公开本事项超过办理时间的理由", "publish why the matter is over its limit"},
	"desk." + ClockPublish:             {"应公开超期理由", "Publish why it is late"},
	"event." + string(ReasonPublished): {"已公开超期理由", "Reason published"},
	"told." + string(ReasonPublished):  {"本事项超过办理时间的理由已向社会公开{basis}。", "Why the matter is over its limit has been made public{basis}."},

	// to whoever was asked first (R009)
	"clock.follow_up": {"首问跟踪", "First contact follows"}, "owed.follow_up": {"跟踪督促首问事项", "follow up what was asked first"}, "desk.follow_up": {"应跟踪督促", "Follow it up"},
	"event.result_known": {"已有结果，首问责任人已知", "There is a result, and who was asked first knows"}, "told.result_known": {"您首问的事项已有结果，请回复服务对象{basis}。", "What you were asked first has its result; please tell whoever asked{basis}."},
}
