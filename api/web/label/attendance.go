package label

import "github.com/shixian/shixian/internal/words"

// attendanceLabels are those of the sheet of a month's attendance.
var attendanceLabels = map[string]words.Text{
	"attendance.title": {"考勤", "Attendance"}, "attendance.sheet": {"月考勤表", "Attendance of the month"}, "attendance.month": {"月份", "Month"}, "attendance.person": {"姓名", "Name"},
	"attendance.say": {"说明缺卡、登记抽查", "Explain a missing punch, enter a check"}, "attendance.none": {"这个月没有可以看的考勤。", "There is no attendance to read in this month."},
	"attendance.class.attended": {"出勤", "Attended"}, "attendance.class.excused": {"请假", "On leave"}, "attendance.class.late": {"迟到", "Late"}, "attendance.class.left_early": {"早退", "Left early"}, "attendance.class.absent": {"旷工", "Absent"}, "attendance.class.pending": {"未到时间", "Not over yet"}, "attendance.class.off_post": {"脱岗", "Off the post"},
	"attendance.off_post": {"脱岗（次）", "Off the post"}, "attendance.mark": {"%s：%s %s", "%s: %s %s"},
	"attendance.year":    {"%s 本年累计：迟到 %d 次，早退 %d 次，旷工半天 %d 次；整天旷工 %d 天，连续最多 %d 个工作日。列入年度考核。", "%s, this year: late %d {time|times}, left early %d, absent half-days %d; whole days absent %d, at most %d {working day|working days} in a row. It counts in the yearly appraisal."},
	"attendance.dismiss": {"%s 的旷工已达法律规定的天数，提请有权机关核查", "The absence of %s has reached the days the law names: to be looked into by whoever has the power"},
	"attendance.signed":  {"科室负责人签字", "Signed by the head"}, "attendance.published": {"公布", "Published by"}, "attendance.sign": {"核对无误，签字", "Sign it as it stands"}, "attendance.publish": {"公布本月考勤", "Publish the month"},
	"attendance.version": {"%s %s，第 %d 版", "%s %s, version %d"}, "attendance.outdated": {"（签字后考勤有变化，须重新签字）", " (it has changed since and is to be signed again)"}, "attendance.is_signed": {"本月考勤已签字", "The month is signed"}, "attendance.is_published": {"本月考勤已公布", "The month is published"},
	"attendance.bring": {"导入考勤机记录", "Bring the file of a time clock"}, "attendance.bring.lead": {"中控、得力、钉钉导出的 xlsx 或者 CSV（UTF-8、GBK）。先核对，不改任何东西；有一格错，整个文件都不收；同一文件再导一次，什么也不变。工号是谁的，说一次就记住。", "xlsx or CSV (UTF-8, GBK) as ZKTeco, Deli and DingTalk write them. Look first, which changes nothing; one wrong cell, and nothing is taken; the same file again changes nothing. Say once whose number it is; it is remembered."},
	"attendance.file": {"考勤机文件", "File of the clock"}, "attendance.file.hint": {"xlsx 或者 CSV，最大 4 MB", "xlsx or CSV, 4 MB at most"}, "attendance.years": {"其他年份的记录也导入", "Lines of another year, too"},
	"attendance.sum": {"%s：%d 次打卡，新的 %d 次，已有的 %d 次（其中文件里重复 %d 次）。", "%s. Punches: %d, new: %d, known: %d, of these twice in the file: %d."}, "attendance.span": {"自 %s 至 %s，%d 人。", "From %s to %s. People: %d."}, "attendance.gaps": {"这些工作日一次打卡也没有，请查考勤机：%s。", "No punch at all on these working days; look at the clock: %s."},
	"attendance.whose": {"工号 %s 是谁", "Whose number is %s?"}, "attendance.whose_is_it": {"这个工号还没有说明是谁的", "Nobody has said whose this number is"}, "attendance.another_year": {"这一行不是 %s 年的；确实要导入的，勾选“其他年份的记录也导入”", "This line is not of %s; tick the box below if it is meant"}, "attendance.no_clock": {"不是认识的考勤机格式：须有“考勤号码、日期时间”，“工号、日期、时间”或者“工号、打卡时间”各列", "The head is of no clock we know: 考勤号码 and 日期时间, 工号 with 日期 and 时间, or 工号 and 打卡时间"},
	"attendance.take":  {"导入", "Take it in"},
	"attendance.taken": {"打卡记录已导入", "The punches are taken in"},
}
