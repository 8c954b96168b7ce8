package label

import "github.com/shixian/shixian/internal/words"

// petitionLabels are the questions of its forms.
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
}
