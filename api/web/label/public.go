package label

import "github.com/shixian/shixian/internal/words"

// publicLabels are those of everybody's pages: no jargon without its plain words.
var publicLabels = map[string]words.Text{
	"nav.promises": {"办事承诺", "Our promises"}, "nav.due": {"到期日计算", "When is it due"},
	"public.title": {"公众查询", "For everybody"}, "public.staff": {"工作人员登录", "Staff sign-in"},
	"public.promises": {"每件事多久办好、依据什么、要带哪些材料、收不收费", "How long each matter takes, by which law, what to bring, what it costs"},
	"public.due":      {"从哪天起、多少个工作日，算出最后一天是哪天，并说明每一天为什么算或者不算", "From a day and a number of working days to the last day, with the reason for every day"},
	"promises.lead":   {"承诺时限是我们自己定下的，不长于法律规定的时限；超过了，您可以投诉。", "Our promise is never longer than the law allows. If we break it, you may complain."},
	"promises.empty":  {"还没有公布办事承诺", "No promises are published yet"}, "promises.empty.how": {"事项公布后会出现在这里。", "They appear here once they are published."},
	"progress.onward": {"转到哪里", "Where it went on"}, "progress.onward.same": {"凭原来的查询码继续查，收件时间不变。", "Follow it there with the query code you have; the day of receipt stays."},
	"progress.onward.ask":    {"收件时间不变；请向受理的机关要新的查询码。", "The day of receipt stays; ask the office that took it in for its query code."},
	"progress.onward.sealed": {"收件时间不变；内容已封存，编号和查询码由受理投诉的机关另外给您。", "The day of receipt stays. Your words are sealed; the office that handles complaints gives you its number and query code."},
	"progress.turn":          {"现在轮到谁", "Whose turn it is"}, "progress.light": {"时间", "Time"}, "progress.read": {"谁查看过您填写的内容", "Who read what you wrote"}, "progress.read.handled": {"办理本件", "to handle this case"}, "progress.read.paper": {"制作文书", "to write a paper"}, "progress.read.file": {"查看所附文件", "to read a file"},
	"progress.read.note": {"只列岗位、用途和日期。监督检查、审计、投诉处理和责任追究中的查看不列出。", "Post, purpose and day. What is read for inspection, audit, a complaint or accountability is not listed."}, "progress.told": {"应当告知您的事", "What you are to be told"}, "progress.until": {"%s：至 %s", "%s: until %s"}, "progress.owed": {"还没有告知，由本单位以纸质告知", "Not told yet: the office gives it to you on paper"}, "progress.papers": {"发给您的文书", "Papers sent to you"}, "progress.void": {"已作废", "void"},
	"published.title": {"超过办理时间的理由", "Why it was over its limit"}, "published.lead": {"超过办理时间的，由办理单位公开说明理由（优化营商环境条例第三十六条）。", "A unit that is over the limit says why in public (优化营商环境条例 art. 36)."},
	"promise.due": {"算一算哪天到期", "Work out the last day"},

	"due.lead":  {"告诉我们从什么时候起、给多长时间，我们按本单位的上班日历算出最后一天。不用登录，您填的内容不保存。", "Tell us when it starts and how long it takes; we count by our own working days. No sign-in, and nothing you type is kept."},
	"due.ask":   {"您想算什么", "What do you want to know"},
	"due.again": {"换一个再算", "Count another"},
	"due.start": {"从什么时候起", "Starts"}, "due.start.hint": {"例如 2026-09-24 09:30。当天不算，从第二天数起。", "Such as 2026-09-24 09:30. That day itself is not counted."},
	"due.n": {"多长时间", "How long"}, "due.unit": {"单位", "Unit"}, "due.submit": {"算到期日", "Work it out"}, "due.answer": {"最后一天是", "It is due"},
	"due.pauses":      {"中间暂停过？（选填）", "Was it paused? (optional)"},
	"due.pauses.hint": {"例如等检验结果、等您补材料的时间，不算在内。最多填三段。", "Time spent waiting for a test or for your papers does not count. Up to three stretches."},
	"due.pause.from":  {"第 %d 次暂停从", "Pause %d from"}, "due.pause.to": {"第 %d 次暂停到", "Pause %d to"},
	"due.units": {"怎么数", "How days are counted"},
	"due.rules": {"开始的那天不算，第二天是第 1 天（民法典第二百零一条）。最后一天如果不上班，顺延到下一个上班日（第二百零三条）。到最后一天下班时间为止。", "The day it starts is not counted; the next one is day 1 (Civil Code 民法典 art. 201). A last day on which we are closed moves to the next working day (art. 203). It ends at closing time."},
	"due.sign":  {"文件和接口里把时限写成数字加字母，例如 10wd 就是 10 个工作日。", "Documents and programs write a limit as a number and letters: 10wd is 10 working days."},

	"due.unit.wd": {"个工作日", "working days"}, "due.unit.d": {"天（自然日）", "days (calendar days)"}, "due.unit.mo": {"个月", "months"},
	"due.unit.wh": {"个工作小时", "working hours"}, "due.unit.wm": {"分钟（上班时间）", "working minutes"}, "due.unit.h": {"小时", "hours"}, "due.unit.m": {"分钟", "minutes"},
	"due.means.wd": {"只数上班的日子。周末和放假不算，调休上班的周末要算。", "Only days we are open. Weekends and holidays do not count; make-up working days do."},
	"due.means.d":  {"天天都算，周末和放假也算；最后一天不上班就顺延。", "Every day counts, weekends too; a last day we are closed moves on."},
	"due.means.mo": {"到几个月后的同一天；那个月没有这一天，就是月末。", "To the same day of a later month, or its last day where it has none."},
	"due.means.wh": {"只算上班的钟点，午休和下班以后不算。", "Only the hours we are open; lunch and evenings do not count."},
	"due.means.wm": {"和工作小时一样，按分钟算。", "As working hours, by the minute."},
	"due.means.h":  {"钟表上的小时，夜里和周末都算。", "Hours on the clock, nights and weekends included."},
	"due.means.m":  {"钟表上的分钟。", "Minutes on the clock."},

	"problem.limit": {"请填写 0 以上的整数", "a whole number, 0 or more"}, "problem.limit_range": {"太长了，最多 100 年", "too long; 100 years at most"},
	"problem.time_range": {"日期太远，只能算公元 1 年到 9999 年", "out of range; the years 1 to 9999"}, "problem.pause": {"暂停的结束不能早于开始", "a pause cannot end before it begins"},
	"problem.key": {"这张表单不完整，请从网页重新打开后再填", "this form is not whole: please open it anew from its page"}, "problem.format": {"只认 .csv、.json、.ics 文件", "only .csv, .json and .ics files"}, "problem.year": {"请填写四位年份，例如 2027", "a year of four digits, such as 2027"},
}
