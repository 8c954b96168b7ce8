package kind

import "github.com/shixian/shixian/internal/casework"

// Petition is the kind (信访).
const Petition casework.Kind = "petition"

// Stages, acts and events that only a petition has.
const (
	StageSort     casework.Stage = "sort"     // to be sorted, and the petitioner told
	StageAnswered casework.Stage = "answered" // answered in writing; a review may be asked for
	StageRecheck  casework.Stage = "recheck"  // a review or the final one is being decided

	EndRecusal  = "end-recusal"
	WithdrawOne = "withdraw-one" // one of several petitioners

	PassedOn     casework.EventName = "passed_on" // who is competent and has it now
	Recused      casework.EventName = "recused"
	RecusalEnded casework.EventName = "recusal_ended"
)

// petitionWords are what a petition's own codes are called, and what its public form says.
var petitionWords = map[string]Words{
	"notice.petition_accepted": {"信访事项已受理", "Your petition is taken in"}, "notice.petition_notice": {"信访事项已收到，告知去向", "Your petition came, and where it goes"},
	"notice.petition_procedure": {"请按有关法律程序提出", "Another procedure takes it"}, "notice.petition_not_taken": {"信访事项不予受理", "Your petition is not taken"},
	"notice.petition_no_longer": {"信访事项不再受理", "Your petition is taken no more"}, "notice.petition_reply": {"信访事项已有处理意见", "Your petition has its answer"},
	"notice.petition_review": {"已有复查意见", "It was looked at again"}, "notice.petition_final_review": {"已有复核意见", "It was looked at for the last time"},

	"stage.sort":     {"待甄别告知", "To be sorted and told"},
	"stage.answered": {"已答复，可请求复查复核", "Answered; a review may be asked for"},
	"stage.recheck":  {"复查、复核中", "Being reviewed"},

	"result.accusation": {"转送检举控告", "An accusation, passed on"},
	"result.procedure":  {"导入法定途径", "Led to its legal procedure"},
	"result.passed_on":  {"转送有权机关", "Passed on"},
	"result.elsewhere":  {"告知向有权机关提出", "Told where to bring it"},
	"result.no_longer":  {"不再受理", "Taken in no longer"},
	"result.sent_back":  {"交还转送机关", "Sent back to the sender"},
	"result.answered":   {"已答复", "Answered"},
	"result.final":      {"复核终结", "Final after review"},
	"result.withdrawn":  {"信访人撤回", "Taken back by the petitioner"},

	"clock.screen": {"登记甄别", "Screening"}, "owed.screen": {"登记甄别并书面告知信访人", "register and sort the petition, and tell the petitioner in writing"}, "desk.screen": {"应甄别并书面告知", "Sort it and tell in writing"},
	"clock.handle": {"办理", "Handling"}, "owed.handle": {"办结并书面答复信访人", "finish the petition and answer the petitioner in writing"}, "desk.handle": {"应作出处理意见", "Decide the claim"},
	"clock.urgent_report": {"紧急报告", "Urgent report"}, "owed.urgent_report": {"向上报告重大、紧急信访事项", "report what is grave and urgent upward"}, "desk.urgent_report": {"应立即报告", "Report it upward"},
	"clock.report_back": {"办结报告", "Report of the result"}, "owed.report_back": {"向交办机关报送办结报告", "report the result to whoever assigned it"}, "desk.report_back": {"应报送办结报告", "Report the result"},
	"clock.serve": {"送达答复", "Service of the answer"}, "owed.serve": {"将书面答复送达信访人", "have the written answer reach the petitioner"}, "desk.serve": {"应送达书面答复", "Serve the written answer"},
	"clock.ask_review": {"请求复查", "Asking for a review"}, "owed.ask_review": {"请求复查", "ask for a review (复查)"}, "desk.ask_review": {"请求复查", "Asking for a review"},
	"clock.ask_final": {"请求复核", "Asking for the final review"}, "owed.ask_final": {"请求复核", "ask for the final review (复核)"}, "desk.ask_final": {"请求复核", "Asking for the final review"},
	"clock.review": {"复查", "Review"}, "owed.review": {"作出复查意见", "decide the review (复查)"}, "desk.review": {"应作出复查意见", "Decide the review"},
	"clock.final_review": {"复核", "Final review"}, "owed.final_review": {"作出复核意见", "decide the final review (复核)"}, "desk.final_review": {"应作出复核意见", "Decide the final review"},
	"clock.review_outside": {"外单位复查", "Review outside"}, "owed.review_outside": {"跟踪复查情况", "see how the review outside stands"}, "desk.review_outside": {"外单位复查", "Review outside"},
	"clock.final_outside": {"外单位复核", "Final review outside"}, "owed.final_outside": {"跟踪复核情况", "see how the final review outside stands"}, "desk.final_outside": {"外单位复核", "Final review outside"},
	"clock.adoption": {"反馈采纳情况", "Answer to a proposal"}, "owed.adoption": {"书面反馈采纳建议的情况", "answer in writing what was adopted"}, "desk.adoption": {"应书面反馈采纳情况", "Answer the proposal"},
	"lapsed.object":     {"不再提出异议，由本单位告知信访人", "It stays here; the petitioner is to be told"},
	"lapsed.ask_review": {"未请求复查，答复成立", "No review was asked for; the answer stands"},
	"lapsed.ask_final":  {"未请求复核，复查意见成立", "No final review was asked for; the review stands"},

	"fact.direct":           {"信访人直接提出", "Brought directly"},
	"fact.sent":             {"转送", "Sent here"},
	"fact.assigned":         {"交办", "Assigned"},
	"choice.claim":          {"受理（申诉求决）", "A claim, accepted"},
	"choice.accusation":     {"检举控告，转送", "An accusation, passed on"},
	"choice.procedure":      {"导入法定途径", "Led to its legal procedure"},
	"choice.passed_on":      {"转送有权机关", "Passed on to whoever is competent"},
	"choice.elsewhere":      {"告知向有权机关提出", "Told where to bring it"},
	"choice.no_longer":      {"不再受理", "Taken in no longer"},
	"choice.litigation":     {"诉讼、复议、检察监督、公安程序", "Court, reconsideration, prosecutor, police"},
	"choice.arbitration":    {"仲裁", "Arbitration"},
	"choice.party_appeal":   {"党员申诉、申请复审", "Party appeal, re-examination"},
	"choice.administrative": {"行政裁决、确认、许可、处罚等行政程序", "Another administrative procedure"},
	"choice.enforcement":    {"查处违法行为、履行保护职责", "Acting against what is unlawful, protecting rights"},
	"choice.statement":      {"听取陈述", "Statement heard"},
	"choice.hearing":        {"听证", "Hearing"},
	"choice.mediation":      {"调解", "Mediation"},
	"choice.supported":      {"予以支持", "Supported"},
	"choice.explained":      {"解释说明", "Explained"},
	"choice.unsupported":    {"不予支持", "Not supported"},
	"choice.here":           {"本单位复查、复核", "This house"},
	"choice.outside":        {"外单位复查、复核，只跟踪", "An organ outside, only watched"},
	"choice.urgent":         {"重大紧急事项报告", "Grave and urgent, upward"},
	"choice.adoption":       {"反馈采纳建议情况", "What became of a proposal"},
	"choice.improve_work":   {"改进工作建议", "To work better"},
	"choice.improve_policy": {"完善政策建议", "To mend a rule"},

	"event.heard/statement": {"已听取陈述", "Statement heard"}, "told.heard/statement": {"已听取信访人陈述{basis}。", "The petitioner has stated facts and reasons{basis}."},
	"event.heard/hearing": {"已举行听证", "Hearing held"}, "told.heard/hearing": {"已举行听证{basis}。", "A hearing was held{basis}."},
	"event.heard/mediation": {"已调解", "Mediated"}, "told.heard/mediation": {"已组织调解{basis}。", "Both sides were brought together{basis}."},
	"event.passed_on": {"已转有权机关", "Passed on"}, "told.passed_on": {"本事项已转有权机关或者告知向其提出{basis}。", "The matter was passed on, or the petitioner told who is competent{basis}."},
	"event.recused": {"已回避", "Recused"}, "told.recused": {"有利害关系的人员已回避{basis}。", "Whoever has an interest in it acts no more{basis}."},
	"event.recusal_ended": {"回避已撤销", "Recusal taken back"}, "told.recusal_ended": {"本事项的回避已撤销{basis}。", "A recusal in this matter was taken back{basis}."},
	"event.withdrawn/one": {"其中一人撤回", "One of several withdrew"}, "told.withdrawn/one": {"其中一人撤回，本事项继续办理{basis}。", "One of several withdrew; the matter goes on{basis}."},

	"field.way":                 {"法定途径", "Legal procedure"},
	"field.manner":              {"方式", "How"},
	"field.organ":               {"复查、复核机关", "Organ"},
	"field.about":               {"报告什么", "What about"},
	"field.screen.post":         {"承办岗位（受理的必填）", "Post, where accepted"},
	"field.screen.basis":        {"有权机关、受送机关（检举控告必填）", "Who is competent; who receives an accusation"},
	"field.screen.matter":       {"同一事项先前的信访编号", "Earlier petition on the same matter"},
	"field.hear.reason":         {"时间、参加人和内容", "When, who, and what was said"},
	"field.serve.received":      {"信访人收到的时间", "When the petitioner received it"},
	"field.ask-review.basis":    {"机关名称", "Name of the organ"},
	"field.ask-review.received": {"收到请求的时间", "When the request came in"},
	"field.decide-review.limit": {"重新处理的期限", "Term to decide anew"},
	"field.reply.reason":        {"处理意见及依据", "The opinion and its law"},
	"field.screen.reason":       {"理由（告知信访人）", "Reason, told to the petitioner"},
	"page.nav":                  {"信访", "Petition"},
	"page.public":               {"反映情况，提出建议、意见或者请求，可以在这里写；不用登录", "Tell, propose, object or ask for something here, without signing in"},
	"page.complain.title":       {"写信访", "Write a petition"},
	"page.complain.submit":      {"提交信访事项", "Send the petition"},
	"page.complain.lead":        {"请写明您的请求、事实和理由。应当通过诉讼、仲裁、行政复议等法定途径解决的，会书面告诉您向哪里提出。", "Say what you ask for, the facts and the reasons. What a court, an arbitrator or another procedure decides, you are told in writing where to bring."},
	"page.complain.sealed":      {"检举、揭发的材料和您的情况，不会透露或者转给被检举、揭发的人员和单位。", "What you accuse somebody of, and who you are, is told neither to him nor to his unit."},
	"page.complain.anonymous":   {"不留姓名、住址的，无法书面告知和答复您。", "Without name and address you can be told and answered nothing in writing."},
	"page.complain.next":        {"自收到之日起十五日内书面告知您接收情况、处理途径和程序；受理的自受理之日起三十个工作日内办结。", "Within fifteen days you are told in writing what was received, which way it goes and how; what is accepted is decided within thirty working days."},
	"page.complain.suggestion":  {"没有留姓名、住址：有人看，但无法书面告知您。", "Without name and address somebody reads it, but you can be told nothing in writing."},
}
