package label

import "github.com/shixian/shixian/internal/words"

// forecastLabels are those of what may be late in the days ahead.
var forecastLabels = map[string]words.Text{
	"forecast.title": {"今后七天可能超期的", "What may be late in the next seven days"},
	"forecast.none":  {"今后七天没有到期的时限。", "Nothing falls due in the next seven days."},
	"forecast.says":  {"今后七天有 %d 个时限到期；照各岗位以往的快慢，可能超期 %s 个。", "%d {limit falls|limits fall} due in the next seven days; at the pace of each post so far, %s of them may be late."},
	"forecast.rest":  {"其中 %d 个，以往办完的不足十件，不作估计。", "For %d of them fewer than ten were done before: nothing is estimated."},
	"forecast.unknown": {"今后七天有 %d 个时限到期；以往办完的都不足十件，不作估计。",
		"%d {limit falls|limits fall} due in the next seven days; fewer than ten of each were done before, and nothing is estimated."},
	"forecast.post": {"岗位", "Post"}, "forecast.clock": {"时限", "Clock"}, "forecast.due": {"七天内到期", "Falls due"}, "forecast.late": {"可能超期", "May be late"},
	"forecast.half": {"以往一半用时不超过", "Half took at most"}, "forecast.most": {"以往九成用时不超过", "Nine in ten took at most"}, "forecast.past": {"依据的办结数", "Rests on"}, "forecast.which": {"先看这些", "Look at these first"},
	"forecast.few": {"不足十件，不估计", "too few to say"}, "forecast.hours": {"%s 小时", "%s h"}, "forecast.days": {"%s 天", "%s d"},
	"forecast.how": {"下限：照以往一半的快慢就赶不上的；上限：照以往九成的快慢也赶不上，或者已经比九成都久的。用时从起算到办完，含休息日和暂停。这是对时限的估计，不是对任何人的评价。",
		"The lower end: those that the usual pace would miss. The upper: those that the pace of nine in ten would miss, or that have taken longer already. Lengths run from start to end, days off and pauses included. It is an estimate about limits and judges nobody."},
}
