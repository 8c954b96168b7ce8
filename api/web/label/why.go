package label

import "github.com/shixian/shixian/internal/words"

// whyLabels are those of the days of a count, and of who answered when.
var whyLabels = map[string]words.Text{
	"why.ask": {"为什么是这一天", "Why this day"}, "why.days": {"一天一天数给您看", "Day by day"}, "why.by": {"依据和版本", "Basis and versions"},
	"why.stated":  {"这一天是交办人直接指定的，没有按天计算。", "The assigner named this day; nothing was counted."},
	"why.granted": {"%s，批准延期 %s", "%s, and %s granted"}, "why.pause": {"%s 至 %s", "%s to %s"}, "why.outcome": {"到期未办的后果", "If it runs out"},

	"days.leaf": {"日历：每天是第几天，或者为什么不计", "Weeks: the number of each day, or why it has none"}, "days.lines": {"每一天计入或者不计的理由", "Why each day counts or does not"},
	"days.when": {"日期", "Date"}, "days.why": {"理由", "Reason"}, "days.span": {"%s 至 %s", "%s to %s"},
	"days.sum": {"从起算到到期共 %d 天：计入 %d 天，休息和放假 %d 天", "%d {day|days} from start to due: %d counted, %d closed"}, "days.sum.paused": {"，暂停 %d 天", ", %d paused"},
	"days.long":    {"时间太长，不逐日列出。", "Too long to list day by day."},
	"days.notices": {"放假和调休依据", "Days off and make-up days by"}, "days.extended": {"延期", "extended"},
	"mark.start": {"起算", "start"}, "mark.day_off": {"放假", "off"}, "mark.weekend": {"休息", "closed"}, "mark.paused": {"暂停", "paused"}, "mark.rolled": {"顺延", "moved"},
	"mark.make_up": {"调休班", "make-up"}, "mark.half_day": {"半天班", "half day"}, "mark.provisional": {"暂定", "prov."}, "mark.due": {"到期", "due"}, "mark.extended": {"延期", "ext."},

	"duty.title": {"谁负责", "Who answered, and when"}, "duty.nobody": {"无人在岗", "nobody on duty"}, "duty.now": {"现在", "now"}, "duty.until": {"至 %s", "until %s"},
}
