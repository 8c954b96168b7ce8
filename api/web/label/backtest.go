package label

import "github.com/shixian/shixian/internal/words"

// backtestLabels are those of a draft held against closed cases.
var backtestLabels = map[string]words.Text{
	"backtest.title": {"用已办结的件回测 %s", "Closed cases by %s"}, "backtest.open": {"用已办结的件回测", "Hold it against closed cases"},
	"backtest.lead": {"起算时间、暂停、批准的延期和办结时间都照原来的，只把期限换成草稿的：看有多少件会超期。人会不会因此办得更快，这里不猜。", "Start, pauses, grants and the day of doing stay as they were; the limit alone is the draft's. Whether people would have been faster is not guessed."},
	"backtest.from": {"办结日期从", "Closed from"}, "backtest.until": {"到（含当天）", "Until, that day included"}, "backtest.submit": {"回测", "Count"}, "backtest.result": {"结果", "What it comes to"},
	"backtest.says": {"%d 件里有 %d 个时限应办已办：原来超期 %d 个，按草稿会超期 %d 个；其中新增 %d 个，不再超期 %d 个。", "In %d {case|cases} %d {limit was|limits were} owed and done: %d {was|were} late, by the draft %d would have been; %d newly late, %d no longer."},
	"backtest.most": {"新增的最多在一个单位：%d 个，%s。", "Most of the newly late, %d, in one unit: %s."}, "backtest.cut": {"件数太多，只算了最近办结的 10 万件。", "There are more: the latest 100,000 were counted."}, "backtest.skipped": {"%d 件的事项或者日历已经不在，没有计入。", "%d {case was|cases were} left out: their matter or calendar is gone."},
	"backtest.done": {"应办已办", "Done"}, "backtest.was": {"原来超期", "Were late"}, "backtest.would": {"按草稿会超期", "Would be late"}, "backtest.new": {"新增超期", "Newly late"}, "backtest.spared": {"不再超期", "No longer late"},
	"help.backtest": {"发布之前看看新期限对过去一年意味着什么；什么也不会改。\n没有列出具体案件和人员：这是看规则，不是看人。", "See before publishing what the new limits would have meant for the past year; nothing is changed.\nNo case or person is named: it looks at the rule."},
}
