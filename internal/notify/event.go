package notify

import "github.com/shixian/shixian/internal/words"

// groups head the parts of a digest.
var groups = []words.Text{
	words.Late:  {"■ 已超期", "■ Late"},
	words.Soon:  {"▲ 将到期", "▲ Due soon"},
	words.Other: {"其他", "Other"},
}

// doubted say less where the date is provisional: nothing is opened by it.
var doubted = map[string]words.Text{
	"escalated/3": {"{who}应于 {due} 前{owed}，逾期仍未完成{basis}。现报主要领导和效能办；日期尚未确定，不发红牌，也不启动核查。", "{who} had to {owed} by {due} and still has not{basis}. The principal leader and the efficiency office (效能办) are told; the date is not certain yet, so there is no red card and nothing is verified."},
}

// unknown says an event this table does not have; its label is the event's name.
var unknown = words.Text{"本事项有新的进展：{of}{basis}。", "There is news in this matter: {of}{basis}."}

// deemed is what the law makes of an office's silence, by kind and clock.
var deemed = map[string]words.Text{
	"service/intake": {"视为自收到材料之日起受理", "the application counts as accepted from the day it was received"},
	"service/renew":  {"视为准予延续", "the permit counts as renewed"},
	"service/step":   {"视为无不同意见", "the unit counts as not objecting"},

	"service/public_notice": {"视为送达", "the paper counts as served"},
	"document/handle":       {"视为默认或者同意", "the request counts as consented to"},
	"":                      {"视为已作决定", "the law decides in the office's place"},
}

// lapsed is what is left of a right not used in time, by kind and clock.
var lapsed = map[string]words.Text{
	"document/return":              {"此后退回须经交办方同意，并记为逾期", "Returning it now needs the assigner's consent and is recorded as late"},
	"complaint/jurisdiction":       {"逾期记录在案，管辖仍由效能办决定", "The delay is recorded; the efficiency office (效能办) still decides who is competent"},
	"document/consent":             {"已达到视为默认或者同意的条件", "The condition of deemed consent is met"},
	"supervision/objection":        {"结论成立", "The conclusion stands"},
	"absence/approve":              {"未获批准，不得离岗", "It is not granted; nobody may leave"},
	"urgent_act":                   {"请示失效，该事项待A岗返岗办理", "The request has lapsed; the act waits for the holder"},
	"absence/leave":                {"离岗时间已到，岗位由顶岗人员负责", "The time of leaving has come; the cover answers for the post"},
	"accountability/statement":     {"陈述申辩的期限已过，可以依程序作出决定", "The time to be heard has run out; the matter may be decided"},
	"accountability/ask_review":    {"处理决定为最终决定", "The decision is final"},
	"accountability/direct_appeal": {"处理决定为最终决定", "The decision is final"},
	"accountability/appeal":        {"处理决定为最终决定", "The decision is final"},
	"":                             {"此后提出的，不再当然受理", "It can no longer be exercised as of right"},
}
