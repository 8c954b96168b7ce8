package label

import "github.com/shixian/shixian/internal/words"

// kindLabels are the commands that only absences and accountability know.
var kindLabels = map[string]words.Text{
	"field.act":     {"要办什么", "Which act"},
	"cover.limited": {"短时顶岗：可以答复、收件、受理、催办；其他紧急事项请分管领导同意（R166）", "Limited cover: may answer, take in, accept and chase; other urgent acts with the consent of the leader in charge (R166)"}, "cover.full": {"全权顶岗：行使A岗职权并负责（R165）", "Full cover: A's powers, and his liability (R165)"},
	"urgent.asked": {"%s 请示：%s", "%s asks: %s"}, "urgent.granted": {"已同意 %s：%s", "Consent to %s: %s"},
	"second.asked": {"%s 提出：%s，等第二人签署", "%s asked for: %s, which waits for a second signature"}, "second.means": {"自第一人提出时起生效，其间因此不成立的记录一并撤销。", "It counts from when the first asked; what became untrue since is taken back."},
	"second.post": {"，交 %s", ", to %s"}, "second.until": {"，至 %s", ", until %s"}, "second.received": {"，收件时间改为 %s", ", receipt as of %s"},
	"second.lost": {"一切照旧，时限照常计算。", "Nothing changes, and every clock runs."}, "second.lapse": {"到时没有签署，申请自动失效。", "Unsigned by then, the request lapses."},
	"consent.reason": {"说明", "Remark"}, "consent.means": {"同意的效力", "What consent allows"},
	"consent.lost": {"该事项待A岗返岗办理；本件的时限照常计算。", "The act waits for the holder; the limits of the case run on."}, "consent.lapse": {"到时没有答复，请示自动失效。", "Unanswered by then, the request lapses."},

	"field.unit": {"单位", "Unit"}, "field.state-facts.unit": {"对单位立案的，选单位（由其负责人陈述和签收）", "Unit, where the case is against one (its head speaks for it)"},
	"field.asked_by": {"申请人", "Asked by"}, "field.state-facts.asked_by": {"谁申请免责（免予追责时必填）", "Who asked to be excused (needed for that outcome)"},
	"field.decide.outcome":      {"由谁作出", "Imposed or referred"},
	"field.outcome.hint.decide": {"降级、撤职、开除等超出本机关权限的，只能移送（R142）", "What is beyond this office, such as demotion, can only be referred (R142)"},
	"field.decide.limit":        {"限期改正（R134）", "Term to mend (R134)"}, "field.ask-review.category": {"向谁提出", "To whom"},
}
