package label

import "github.com/shixian/shixian/internal/words"

// policyFormLabels are those of the form in which a policy is drafted.
var policyFormLabels = map[string]words.Text{
	"draft.each":   {"一块是一个时限；每个按钮都会先保存已经填写的内容。", "A box is a clock; every button keeps what was typed first."},
	"draft.head":   {"名称和本单位的选择", "Names, and what the office chose"},
	"draft.open":   {"修改", "Change"},
	"draft.done":   {"保存，去看整份草稿", "Keep, and look at the whole draft"},
	"draft.expert": {"给专家：规则全文（JSON）", "For experts: the rules as JSON"},
	"draft.plain":  {"这一部分有表单表达不了的内容，只能在下面的全文里修改。", "The form cannot say all that stands here; change it in the JSON below."},

	"draft.add_clock": {"增加一个时限", "Add a clock"}, "draft.drop_clock": {"删除这个时限", "Remove this clock"},
	"draft.add_row": {"增加一行：%s", "Add a row: %s"}, "draft.drop_row": {"删除这一行", "Remove this row"},

	"draft.find": {"查找条文", "Find an article"}, "draft.find.go": {"查找", "Find"}, "draft.cite": {"作为依据", "Take as the basis"},
	"draft.find.hint": {"输入条文（如 行政许可法第四十二条）、规则编号（如 R043），或者条文里的几个字，用空格隔开", "An article (行政许可法第四十二条), a rule (R043), or words of the text with blanks between"},
	"draft.find.none": {"没有找到。换几个字，或者只写法规名称和条号。", "Nothing found. Try other words, or only the name and the number of the article."},
	"draft.find.more": {"还有 %d 处没有列出，请多写几个字。", "%d {more is|more are} not shown; add a word."},

	"rulepart.stop": {"暂停", "Pauses"}, "rulepart.extension": {"延期", "Extension"}, "rulepart.extra": {"其他设置", "Other settings"}, "rulepart.main": {"时限", "Limit"},

	"rulefield.title": {"名称（中文）", "Title, Chinese"}, "rulefield.title_en": {"名称（英文）", "Title, English"}, "rulefield.class": {"适用的事项", "For matters of class"},
	"rulefield.choices": {"本单位的选择", "The office's choice"}, "rulefield.by_choice": {"选 %s 时，新件改用的规则", "Policy of new cases where %s"},

	"rulefield.clock": {"时限的名称", "Clock"}, "rulefield.limit": {"期限", "Limit"}, "rulefield.owner": {"由谁负责", "Owner"}, "rulefield.outcome": {"到期未办", "When it runs out"},
	"rulefield.rule": {"规则编号", "Rule"}, "rulefield.basis": {"依据的条文", "Basis"},
	"rulehint.limit": {"写法：10wd（工作日）、30d（日）、3mo（月）、4wh（工作小时）、0wd（当天）；$promised 事项的承诺时限，$statutory 法定时限，$stated 交办时写明的期限", "10wd (working days), 30d (days), 3mo (months), 4wh (working hours), 0wd (the same day); $promised, $statutory: the item's own; $stated: as assigned"},
	"rulehint.unit":  {"单位：%s", "Counted in %s"}, "rulehint.unit_item": {"单位同事项的时限", "Counted in the unit of the item's limit"},
	"rulehint.rule": {"如 R043", "Such as R043"},

	"rulefield.pausable": {"案件暂停时，这个时限也停", "A pause of the case stops this clock"}, "rulefield.pause_cap": {"累计最多停多久（按期限的单位）", "Longest in all, in the unit of the limit"},
	"rulefield.pause_basis": {"暂停的依据", "Basis of the pause"}, "rulefield.stops": {"只有这些程序才停（不选：按事项类别）", "Only these procedures stop it (none: as its class has it)"},

	"rulefield.extension": {"可以延期", "May be extended"}, "rulefield.extension.rule": {"延期的规则编号", "Rule of the extension"}, "rulefield.extension.cap": {"累计最多延长（按期限的单位）", "Most in all, in the unit of the limit"},
	"rulefield.extension.deciders": {"由谁决定", "Who decides"}, "rulefield.extension.delegated": {"行使谁的权力", "Whose power is exercised"}, "rulefield.extension.hears": {"申请同时告知", "Told of the asking"},
	"rulefield.extension.once": {"只能延一次", "Once only"}, "rulefield.extension.most": {"新期限最多晚于原期限（如 30d，或 $ 加选择的代号）", "How far past the old date (30d, or $ and the key of a choice)"},
	"rulefield.extension.within": {"不得超过哪个时限", "Never past which clock"}, "rulefield.extension.stretch": {"法律本身最多延长", "By how much the law itself stretches"},

	"rulefield.limit_cap": {"可以另写期限，最长", "May be stated otherwise, at most"}, "rulefield.chosen": {"按本单位的选择定期限", "Limit as the office chose"}, "rulefield.ceiling": {"受哪条法定上限约束", "Which ceiling of the law binds it"},
	"rulefield.right": {"是当事人的权利（到最后一天 24:00）", "A right (ends at 24:00 of its last day)"}, "rulefield.since": {"每一轮从何时算起", "Each round counts since the first of"}, "rulefield.into": {"至下一期的第几个工作日（如 5wd）", "Into the next period (5wd)"},
	"rulefield.chases": {"每一轮催办", "Each round chases"}, "rulefield.asks_for": {"直到收到", "Until it is in"},

	"rulefield.warn": {"到期前提醒", "Warnings"}, "rulefield.warn.at": {"哪一次提醒", "Which"}, "rulefield.warn.before": {"改为到期前多久（如 1d；不填：通常的时间）", "So long before it is due (1d; empty: as usual)"}, "rulefield.warn.to": {"提醒谁", "Who hears"},

	"rulefield.ladder": {"超期后逐级上报", "Rungs after a breach"}, "rulefield.ladder.level": {"第几级", "Level"}, "rulefield.ladder.after": {"超期后多久（第一级不填：当时）", "After the breach (first rung empty: at once)"}, "rulefield.ladder.to": {"告知谁", "Who hears"},
	"rulefield.ladder.card": {"亮牌", "Card"}, "rulefield.ladder.opens": {"启动责任核查", "Opens a verification"}, "rulefield.ladder.over_head": {"轮到局长本人时每隔多久再报（如 5wd）", "In the principal leader's own turn comes round every (5wd)"},
	"rulefield.ladder.every": {"每隔多久再报，直至办结（如 5wd）", "Comes round every (5wd) until it is met"}, "rulefield.ladder.explain": {"须说明情况，期限见", "An explanation is owed by"}, "rulefield.ladder.owes": {"还须办的", "Owes besides"},
	"rulefield.ladder.rule": {"这一级自己的规则编号", "Rule of this rung alone"}, "rulefield.ladder.proposes": {"建议扣分", "Points proposed"},

	"rulecode.week": {"本周第一天", "the week"}, "rulecode.month": {"本月第一天", "the month"}, "rulecode.quarter": {"本季第一天", "the quarter"}, "rulecode.half": {"本半年第一天", "the half-year"},
	"rulecode.list": {"下一年的放假安排", "next year's list of days off"},
}
