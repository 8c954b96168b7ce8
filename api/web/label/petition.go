package label

import "github.com/shixian/shixian/internal/words"

// petitionLabels are the questions of its forms, and what its public form says.
var petitionLabels = map[string]words.Text{
	"field.way":                          {"法定途径", "Legal procedure"},
	"field.manner":                       {"方式", "How"},
	"field.organ":                        {"复查、复核机关", "Organ"},
	"field.about":                        {"报告什么", "What about"},
	"field.petition/screen.post":         {"承办岗位（受理的必填）", "Post, where accepted"},
	"field.petition/screen.basis":        {"有权机关、受送机关（检举控告必填）", "Who is competent; who receives an accusation"},
	"field.petition/screen.matter":       {"同一事项先前的信访编号", "Earlier petition on the same matter"},
	"field.petition/hear.reason":         {"时间、参加人和内容", "When, who, and what was said"},
	"field.petition/serve.received":      {"信访人收到的时间", "When the petitioner received it"},
	"field.petition/ask-review.basis":    {"机关名称", "Name of the organ"},
	"field.petition/ask-review.received": {"收到请求的时间", "When the request came in"},
	"field.petition/decide-review.limit": {"重新处理的期限", "Term to decide anew"},
	"field.petition/reply.reason":        {"处理意见及依据", "The opinion and its law"},
	"field.petition/screen.reason":       {"理由（告知信访人）", "Reason, told to the petitioner"},

	"nav.petition": {"信访", "Petition"}, "public.petition": {"反映情况，提出建议、意见或者请求，可以在这里写；不用登录", "Tell, propose, object or ask for something here, without signing in"},
	"complain.title.petition":      {"写信访", "Write a petition"},
	"complain.submit.petition":     {"提交信访事项", "Send the petition"},
	"complain.lead.petition":       {"请写明您的请求、事实和理由。应当通过诉讼、仲裁、行政复议等法定途径解决的，会书面告诉您向哪里提出。", "Say what you ask for, the facts and the reasons. What a court, an arbitrator or another procedure decides, you are told in writing where to bring."},
	"complain.sealed.petition":     {"检举、揭发的材料和您的情况，不会透露或者转给被检举、揭发的人员和单位。", "What you accuse somebody of, and who you are, is told neither to him nor to his unit."},
	"complain.anonymous.petition":  {"不留姓名、住址的，无法书面告知和答复您。", "Without name and address you can be told and answered nothing in writing."},
	"complain.next.petition":       {"自收到之日起十五日内书面告知您接收情况、处理途径和程序；受理的自受理之日起三十个工作日内办结。", "Within fifteen days you are told in writing what was received, which way it goes and how; what is accepted is decided within thirty working days."},
	"complain.suggestion.petition": {"没有留姓名、住址：有人看，但无法书面告知您。", "Without name and address somebody reads it, but you can be told nothing in writing."},
}
