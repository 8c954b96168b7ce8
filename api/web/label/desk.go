package label

import (
	"maps"

	"github.com/shixian/shixian/internal/words"
)

// parts are the words of the pages, subject by subject. Rule names keep their Chinese beside the English.
var parts = []map[string]words.Text{deskLabels, kindLabels, officeLabels, joinLabels, whyLabels, publicLabels, adminLabels, staffLabels, measureLabels, complaintLabels, paperLabels, attachLabels, operatorLabels, lawLabels, sheetLabels, attendanceLabels, itemLabels, helpLabels, setupLabels, disclosedLabels, bulkLabels, drawerLabels, backtestLabels, policyFormLabels, forecastLabels}

// labels are all of them.
var labels = gather(parts...)

func gather(parts ...map[string]words.Text) map[string]words.Text {
	all := map[string]words.Text{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// deskLabels are those of the pages staff work at, and of the frame.
var deskLabels = map[string]words.Text{
	"find.title": {"查找", "Find"}, "find.query": {"找什么", "What"}, "find.hint": {"编号或其末几位、事项名称、姓名或标题中的两个字以上、完整的电话或证件号或其后四位", "A number or its serial, a matter, two characters or more of a name or title, a telephone or identity number whole or by its last four places"},
	"find.go": {"按编号和事项查找", "Find by number and matter"}, "find.people": {"也查姓名、标题、电话和证件号，用途是", "Look through names, titles, telephone and identity numbers too, for the purpose of"},
	"find.people.hint": {"每一件按姓名或号码查到的案件，都连同用途记录在案；只查得到您有权阅读的。投诉的人不能这样查找。", "Each case found by a name or number is recorded with the purpose; only what is yours to read is found, and nobody who complained."},
	"find.for.handle":  {"办理业务", "handling a matter"}, "find.for.answer": {"答复来人来电", "answering whoever asks"}, "find.for.check": {"核对登记", "checking the register"}, "find.for.supervise": {"督办检查", "supervision"},
	"find.numbers": {"编号相符的", "By number"}, "find.items": {"事项名称相符的", "By matter"}, "find.words": {"姓名、标题或号码相符的", "By name, title or number"},
	"find.none": {"没有找到，或者不在您的权限之内", "Nothing that is yours to read"}, "find.more": {"还有更多，只列最近的 50 件；请多写几个字", "There is more; the latest 50 are shown. Type more of it"},

	"brand": {"时限", "Shixian"},
	"skip":  {"跳到正文", "Skip to content"},

	"nav.main": {"主导航", "Main"}, "nav.desk": {"我的时限", "My clocks"}, "nav.register": {"登记", "Register"},
	"nav.cases": {"案件", "Cases"}, "nav.approvals": {"审批", "Approvals"}, "nav.inbox": {"收件箱", "Inbox"}, "nav.audit": {"审计日志", "Audit log"},
	"nav.find": {"查找编号、事项、姓名（按 / 键）", "Find number, matter, name ( / )"}, "nav.go": {"查找", "Find"},
	"nav.password": {"修改密码", "Password"}, "nav.signout": {"退出", "Sign out"}, "nav.prefs": {"语言和字号", "Language and text size"},
	"nav.large": {"大字", "Large text"}, "nav.normal": {"标准字号", "Normal text"},
	"nav.covers": {"替 %s 顶岗", "covering %s"}, "nav.waiting": {"%s 件待处理", "%s waiting"}, "nav.unread": {"%s 条未读", "%s unread"},
	"foot.now": {"本页时间 %s", "As of %s"},

	"view": {"查看", "View"}, "all": {"全部", "All"}, "yes": {"是", "Yes"}, "no": {"否", "No"}, "none": {"无", "none"},
	"rule": {"依据", "Rule"}, "optional": {"（选填）", "(optional)"}, "choose": {"请选择", "Choose"}, "choose.none": {"目前没有可选的", "There is nothing to choose now"},
	"filter": {"筛选", "Filter"}, "page": {"第 %d 页，共 %d 条", "Page %d, %d in all"}, "prev": {"上一页", "Previous"}, "next": {"下一页", "Next"},
	"summary": {"没有提交成功，请改正以下各处", "Not submitted. Please correct the following"},
	"kept":    {"您填写的内容都还在。", "Everything you typed is still here."},

	"left.days": {"剩 %d 个工作日", "%d {working day|working days} left"},
	"left.mins": {"剩 %d 分", "%d min left"}, "left.hours": {"剩 %d 小时 %d 分", "%d h %d min left"}, "left.minutes": {"剩 %d 分 %d 秒", "%d min %d s left"}, "left.seconds": {"剩 %d 秒", "%d s left"},
	"late.days": {"超 %d 个工作日", "%d {working day|working days} late"},
	"late.mins": {"超 %d 分", "%d min late"}, "late.hours": {"超 %d 小时 %d 分", "%d h %d min late"}, "late.minutes": {"超 %d 分 %d 秒", "%d min %d s late"}, "late.seconds": {"超 %d 秒", "%d s late"},
	"left.today": {"今天 %s", "Today %s"}, "left.paused": {"计时暂停", "Clock stopped"}, "left.free": {"还有 %d 天", "%d {day|days} left"}, "late.free": {"超 %d 天", "%d {day|days} late"},
	"provisional":     {"暂定", "provisional"},
	"unconfirmed":     {"暂定，待确认", "provisional, to be confirmed"},
	"unconfirmed.why": {"期限届满后依法视为的结果，期限是否确已届满还有待确认；确认以后生成期限届满告知书", "What the law decided once the time was over; that it was over is still to be confirmed, and the certificate follows the confirmation"},
	"provisional.why": {"没有这一天所在年度的放假安排，只按周末和法定放假日计算，日期可能变动", "No list of that year's days off is at hand; weekends and days off by law are left out, and the date may move"},

	"field.reason": {"理由", "Reason"}, "field.remark": {"说明", "Remark"}, "field.basis": {"法律依据", "Legal basis"}, "field.materials": {"需要补正的材料", "Materials to supplement"},
	"field.category": {"特别程序", "Procedure"}, "field.until": {"预计结束时间", "Announced end"}, "field.clock": {"时限", "Clock"}, "field.days": {"天数", "Days"},
	"field.approve": {"决定", "Decision"}, "field.arranged": {"无人顶岗的，工作已安排好（R244）", "Where nobody covers: the work is arranged (R244)"}, "field.post": {"移交给", "To post"}, "field.received": {"收件时间", "Received"},
	"field.received.hint": {"默认现在。补录过去的收件时间须说明原因。", "Now, unless you change it. A past time needs a reason."}, "field.past_reason": {"补录原因", "Reason for the past time"}, "field.past_reason.hint": {"收件时间在十分钟以前时必填（R002）", "Required when the receipt is more than ten minutes ago (R002)"},
	"field.materials.got": {"收到的材料", "Materials received"}, "field.materials.got.hint": {"逐件核对后勾选（R022）", "Check each paper, then tick it (R022)"},
	"field.examine": {"材料齐全，但须由承办人审查后再受理（行政许可法第三十二条）；不勾选的，材料齐全即受理", "All there, but whoever handles it has to examine them first (行政许可法 32); left empty, a complete application is accepted by this"},
	"paper.form":    {"%s的形式", "Form of: %s"}, "paper.unit": {"份", "copies"}, "paper.how_many": {"%s的份数", "Copies of: %s"}, "paper.original": {"原件", "Original"}, "paper.copy": {"复印件", "Copy"}, "paper.promise": {"以承诺书代替", "A promise in its place"}, "paper.as_wanted": {"按要求", "As wanted"},
	"field.whole": {"必交材料全部收齐（形式和份数照目录）", "Every required paper is here, as the catalogue wants it"}, "field.incomplete": {"材料不齐，先收件，随后一次性告知所缺材料（R024）", "Papers are missing: take it in now, one notice of everything missing follows (R024)"}, "field.days.unit": {"按该时限的单位计算，例如工作日", "In the clock's own unit, e.g. working days"},
	"states.true": {"是", "Yes"}, "states.false": {"否", "No"},
	"approve.true": {"同意", "Approve"}, "approve.false": {"不同意", "Refuse"}, "approve.back": {"撤回本人的请求", "Take my own request back"},

	"signin.title": {"登录", "Sign in"}, "signin.lead": {"用您在本单位的账号登录。", "Use your office account."}, "signin.name": {"用户名", "User name"}, "signin.password": {"密码", "Password"},
	"profile.title": {"我的资料", "About me"}, "profile.name": {"姓名", "Name"}, "profile.login": {"账号", "Account"}, "profile.job": {"职务", "Title"}, "profile.employment": {"身份", "Employment"}, "profile.email": {"邮箱", "E-mail"}, "profile.role": {"角色", "Role"}, "profile.cover": {"代行到什么程度", "How far"},
	"profile.how": {"这里有不对的，请管理员更正；岗位由配备表决定。", "What is wrong here an administrator mends; posts follow the list of posts."}, "profile.no_post": {"您现在没有在岗。", "You hold no post now."},
	"password.title": {"修改密码", "Change your password"}, "password.lead": {"改好以后，您在别处的登录全部退出。", "Once it is changed, you are signed out everywhere else."},
	"password.given":   {"您现在的密码是别人给您设的，请换成只有您自己知道的。", "Your password was set by somebody else. Choose one that only you know."},
	"password.present": {"现用密码", "Present password"}, "password.new": {"新密码", "New password"}, "password.again": {"再输入一遍新密码", "The same password again"},
	"password.hint":   {"至少 10 位，含大写字母、小写字母、数字、符号中的三种；或者至少 16 位", "At least 10 characters of three kinds (capitals, small letters, digits, signs), or at least 16"},
	"password.change": {"修改", "Change it"}, "password.later": {"以后再改", "Later"}, "password.not": {"密码没有修改", "The password was not changed"}, "password.changed": {"密码已修改", "The password is changed"},
	"password.differs": {"两次输入的不一样", "The two are not the same"}, "password.wrong": {"现用密码不对", "The present password is wrong"},
	"signin.not": {"没有登录", "Not signed in"}, "signin.failed": {"用户名或密码不对", "User name or password is wrong"}, "signin.busy": {"尝试次数太多，请在 %d 分钟后再试", "Too many attempts; try again in %d min"}, "signin.out": {"已退出登录", "You are signed out"},

	"desk.mine": {"只看我的岗位", "My posts only"}, "desk.everything": {"我能查看的全部时限", "Every clock I may see"}, "desk.holder": {"您现在的岗位", "Your posts now"}, "desk.no_post": {"您现在没有在岗，下面是您可以查看的案件", "You hold no post now; below is what you may read"},
	"desk.standby": {"备岗，只看不办", "standby, read only"}, "desk.strip": {"按灯色查看", "By light"}, "desk.caption": {"事项，最急的在前", "Matters, most urgent first"},
	"desk.light": {"时限", "Clock"}, "desk.case": {"案件", "Case"}, "desk.owed": {"待办", "Awaited"}, "desk.due": {"到期", "Due"}, "desk.do": {"操作", "Act"},
	"desk.empty": {"现在没有等您办理的事项", "Nothing waits for you now"}, "desk.empty.how": {"新登记的件分到您的岗位后会出现在这里，最急的排在最前。", "Cases given to your post appear here, the most urgent first."},
	"desk.waits.calendar": {"日历等待发布", "Days and hours to publish"}, "desk.waits.policy": {"规则等待同意", "A rule to consent to"}, "desk.waits.item": {"事项等待同意", "A matter to consent to"}, "desk.waits.recount": {"重算等待执行", "A recount to apply"}, "desk.previewed": {"%s %s 预览", "previewed by %s at %s"},
	"desk.decide": {"等我决定", "Waiting for my decision"}, "desk.asks": {"请求", "Asked"}, "desk.window.all": {"窗口的全部事项", "Everything at the window"}, "desk.window": {"窗口：等我办的，和我登记的", "At my window, and what I registered"}, "desk.turn": {"轮到", "Whose turn"}, "desk.you": {"您", "You"},
	"desk.people": {"本科室这一周", "My people's week"}, "desk.below": {"各科室现在", "The units now"}, "desk.below.none": {"下面没有在办的事项", "Nothing is open below"}, "desk.late.title": {"已超期的", "Late"}, "desk.late.all": {"全部超期的", "Everything late"}, "desk.more": {"后面的", "More"},
	"desk.late": {"已超期", "Late"}, "desk.today": {"今日到期", "Due today"}, "desk.week": {"本周到期", "Due this week"}, "desk.nobody": {"无人在岗，或不由岗位承担", "Nobody on duty, or owed by no post"}, "desk.stopped": {"暂停", "Stopped"}, "desk.sum": {"在办合计", "Open in all"},
	"figures.title": {"效能看板", "How the office stands"}, "figures.by": {"按什么看", "By"}, "figures.by.unit": {"按单位", "By unit"}, "figures.by.item": {"按事项", "By matter"}, "figures.by.month": {"按月份", "By month"}, "figures.earlier": {"上一个月", "The month before"}, "figures.later": {"下一个月", "The month after"}, "figures.xlsx": {"下载表格（xlsx）", "Download the table (xlsx)"},
	"sheet.as": {"下载本页的表", "These lists as a file"}, "sheet.more": {"后面还有，没有列入本表；请缩小范围再下载。", "There is more than this file holds; narrow the list and download again."},
	"figures.today": {"今日到期", "Due today"}, "figures.near": {"将到期", "Due soon"}, "figures.late": {"现在超期", "Late now"}, "figures.breached": {"发生超期", "Ran out"}, "figures.second": {"报到分管领导", "To the leader in charge"}, "figures.third": {"报到主要领导", "To the principal leader"}, "figures.deemed": {"视为作出", "Decided by law"}, "figures.extended": {"准予延期", "Extended"}, "figures.paused": {"暂停", "Paused"},
	"figures.done": {"办完的", "Done"}, "figures.done_late": {"按时率（承诺）", "In time (promise)"}, "figures.statute_late": {"按时率（法定）", "In time (statute)"}, "figures.rated": {"收到评价", "Rated"}, "figures.unsatisfied": {"满意率", "Satisfied"}, "figures.statute": {"法定时限办完的", "Done, by the statute"},
	"figures.says": {"本期办完 %d 件，按时 %d 件，按时率 %s。", "%d {case|cases} had something owed and done, %d of them in time: %s."}, "figures.says.late": {"现在超期 %d 件。", "%d {is|are} late now."}, "figures.bar": {"%d/%d　%s", "%d of %d, %s"}, "figures.drawn": {"办完的有多少按时：实心为按时，虚框为超期", "How much was done in time: solid in time, dashed too late"},
	"figures.how": {"每个数是案件数，点开就是这些案件；比率点开的是超期的或者不满意的。今日到期、将到期、现在超期是此刻的，其余是所选月份的。", "Each number is of cases and opens them; a rate opens those that were late or not satisfied. Due today, due soon and late are of this moment, the rest of the month chosen."}, "figures.none": {"这个月没有可以统计的案件：有了收件和到期的时限，各单位、事项、月份在这里各占一行。", "Nothing to count in this month: once something is taken in and falls due, each unit, matter or month has its row here."}, "figures.no_item": {"没有事项的", "Of no matter"}, "figures.of": {"看板里的“%s”", "\"%s\" of the board"}, "figures.open": {"效能看板", "All figures"},
	"audit.title": {"审计日志", "Audit log"}, "audit.at": {"时间", "When"}, "audit.who": {"谁", "Who"}, "audit.what": {"做了什么", "What"}, "audit.object": {"案件或对象", "Case or object"}, "audit.detail": {"内容", "Details"}, "audit.from": {"从", "From"}, "audit.until": {"到", "Until"}, "audit.none": {"没有符合条件的记录", "No line matches"}, "audit.none.how": {"放宽筛选条件，或者换一段时间。", "Widen the filters, or take other days."}, "audit.older": {"更早的", "Older"},
	"audit.case.view_personal": {"查看当事人信息", "Read personal data"}, "audit.session.begin": {"登录", "Signed in"}, "audit.session.end": {"退出", "Signed out"}, "audit.session.refuse": {"登录被拒", "Sign-in refused"}, "audit.session.throttle": {"登录过于频繁", "Too many sign-ins"}, "audit.session.expire": {"登录过期", "Session expired"}, "audit.session.password": {"修改密码", "Changed a password"},
	"audit.demo_year.begin": {"开始补出演示用的一年办件", "Began to make up the demo's year"}, "audit.demo_year.made": {"已补出演示用的一年办件", "Made up the demo's year"},
	"audit.office.import": {"更改单位、人员、岗位", "Changed units, people or posts"}, "audit.audit.view": {"查看审计日志", "Read this log"}, "audit.case.register": {"成批登记", "Registered a table"}, "audit.board.view": {"查看去向", "Read the duty board"}, "audit.paper.issue": {"出具文书", "Issued a paper"}, "audit.points.view": {"查看积分和目标", "Read points and aims"}, "audit.watch.view": {"查看监督清单", "Read the watch list"},
	"audit.detail.fields": {"登记信息", "the registration"}, "audit.detail.texts": {"文字", "what was written"}, "audit.detail.listed": {"列表中的姓名或标题", "name or subject in a list"}, "audit.detail.found": {"查找所得", "found by a search"}, "audit.detail.attachment": {"附件", "a file"}, "audit.detail.query code": {"查询码", "query code"},
	"desk.empty.light": {"没有这种状态的时限", "No clock shows this light"}, "desk.show_all": {"看全部", "Show all"}, "desk.found_none": {"没有编号为 %s 的案件，或者您无权查看", "There is no case %s, or it is not yours to read"},

	"register.title": {"登记办件", "Register a case"}, "register.lead": {"点开事项，向来人一次说清依据、条件、材料、程序、时限和收费（R021）。", "Open an item and tell the visitor everything at once (R021)."},
	"register.pick": {"登记此项", "Register this"}, "register.other": {"换一个事项", "Another item"}, "register.form": {"登记表", "Registration form"}, "register.then": {"登记，接着出具受理通知单", "Register, then issue the notice of acceptance"}, "register.submit": {"登记并开始计时", "Register and start the clock"},
	"register.done": {"已登记，编号 %s", "Registered as %s"}, "register.pending": {"已登记，编号 %s", "Registered as %s"},
	"register.empty": {"还没有可以登记的事项", "There are no items yet"}, "register.empty.how": {"管理员发布办理事项后会出现在这里。", "Items appear here once an administrator publishes them."},
	"item.told": {"一次性告知", "One-time notice"}, "item.basis": {"依据", "Legal basis"}, "item.condition": {"条件", "Conditions"}, "item.procedure": {"程序", "Procedure"}, "item.promised": {"承诺时限", "Promised limit"}, "item.statutory": {"法定时限", "Statutory limit"},
	"item.fee": {"收费", "Fee"}, "item.fee_basis": {"收费依据", "Basis of the fee"}, "item.place": {"地点", "Place"}, "item.phone": {"电话", "Phone"}, "item.materials": {"材料", "Materials"},
	"item.result": {"办理结果", "Result"}, "item.term": {"证件有效期", "Valid for"}, "item.window": {"窗口", "Window"}, "item.handler": {"承办岗位", "Handled by"}, "item.responsible": {"负责岗位", "Answerable"}, "item.watch_phone": {"监督投诉电话", "To complain"}, "item.code": {"事项编码", "Number of the matter"}, "item.copies": {"%d 份", "copies: %d"}, "item.issuer": {"%s出具", "issued by %s"},
	"item.required": {"必交", "required"}, "item.practice": {"演示事项", "Practice item"}, "item.none": {"不需要材料", "No materials needed"},

	"cases.title": {"案件", "Cases"}, "cases.number": {"编号", "Number"}, "cases.more_filters": {"更多条件", "More filters"}, "cases.kind": {"种类", "Kind"}, "cases.stage": {"环节", "Stage"}, "cases.light": {"灯", "Light"}, "cases.open": {"状态", "Open"}, "cases.open.yes": {"未办结", "Open"}, "cases.open.no": {"已办结", "Closed"},
	"cases.received": {"收件", "Received"}, "cases.holder": {"承办", "Handled by"}, "cases.empty": {"没有符合条件的案件", "No case matches"}, "cases.empty.how": {"放宽筛选条件，或者登记一件新的。", "Widen the filter, or register a new case."}, "cases.caption": {"案件", "Cases"},
	"cases.item": {"事项名称", "Matter"}, "cases.hands": {"岗位或人员", "Post or person"}, "cases.from": {"收件从", "Received from"}, "cases.until": {"到", "Until"}, "cases.first": {"回到开头", "From the beginning"},
	"cases.count": {"共 %s 件", "%s {case|cases}"}, "cases.rest": {"从这里往后 %s 件", "%s {case|cases} from here on"}, "cases.by_newest": {"最近登记的在前", "Newest first"}, "cases.by_oldest": {"最早登记的在前", "Oldest first"}, "cases.oldest": {"改为最早的在前", "Oldest first"}, "cases.newest": {"改为最近的在前", "Newest first"}, "cases.urgent": {"按紧急程度看在办的", "Open ones by urgency"},

	"case.waiting": {"马上开始计时，期限会显示在这一页；引擎停着的，引擎恢复后自动开始计时", "Counting starts in a moment, and its dates appear here; where the engine is away, by itself when it is back"}, "clock.part": {"（%s）", " (%s)"}, "limit.every": {"每 %s", "every %s"}, "case.holder.closed": {"承办人", "Handled by"}, "case.holder": {"现在承办", "Handles it now"}, "case.backup": {"下一顺位备岗", "Next backup"}, "case.unit": {"单位", "Unit"}, "case.post": {"岗位", "Post"},
	"case.turn": {"等谁", "Whose turn"}, "case.received": {"收件", "Received"}, "case.registered": {"登记", "Registered"}, "case.closed": {"办结", "Closed"}, "case.parent": {"由此件引起", "Opened by"}, "case.opened": {"引起的责任追究", "Accountability opened"}, "case.policy": {"规则版本", "Rule version"}, "case.calendar": {"日历版本", "Calendar version"},
	"case.bars": {"时限", "Clocks"}, "case.bars.others": {"其他时限", "The other clocks"}, "case.rounds": {"以前各轮和不再计的时限（%d）", "Earlier rounds and clocks dropped (%d)"}, "case.timeline": {"经过", "What happened"}, "case.ledger": {"台账：期限每次设定和变动", "Ledger: every due date set or moved"}, "case.actions": {"现在可以做", "What you may do now"}, "case.no_actions": {"您现在没有可以做的操作。", "There is nothing you may do now."},
	"case.more": {"全部操作", "All actions"}, "case.personal": {"申请人信息", "The applicant"}, "case.personal.why": {"查看会记入审计日志。", "Reading this is recorded in the audit log."}, "case.personal.show": {"查看申请人信息", "Show the applicant"}, "case.personal.read": {"本次查看已记录。", "This reading was recorded."},
	"case.pending": {"延期申请等待决定", "An extension waits for a decision"}, "case.machine": {"系统", "System"}, "case.late_by": {"系统晚记 %s，不计入任何人", "recorded %s late, charged to nobody"}, "case.told": {"告知", "told"}, "list.in": {"（%s）", " (%s)"}, "case.empty": {"还没有记录。引擎接手后，每一步都会写在这里。", "Nothing yet. Every step will be written here once the engine has the case."},
	"case.due": {"应于 %s 前", "due by %s"}, "case.certain": {"%s 到期，日期已确定", "it was due by %s, for certain now"}, "case.with": {"与“%s”同时到期，算一次超期", "ran out together with %s: one lateness"}, "case.times": {"仍未办结，第 %s 次再报", "still not met: told again (%s)"}, "case.provisional": {"日期暂定，不因此发红牌、不启动核查", "by a provisional date: no red card and no verification come of it"}, "case.entered": {"%s 收件，此时补录；此前轮到%s", "received %s and entered only now; until now it was the turn of %s"}, "case.known.entry": {"%s 补录，上报、说明和核查自补录起算", "entered %s; rungs, explanation and verification count from the entry"}, "case.written": {"%s 因期限变动重写", "written anew on %s, as its date had moved"}, "case.known": {"%s 方可得知，上报、说明和核查自此起算", "could be known from %s on; rungs, explanation and verification count from there"}, "case.moved": {"期限由 %s 改为 %s", "due moved from %s to %s"}, "case.until": {"预计到 %s", "until %s"}, "case.passed": {"%s → %s", "%s → %s"}, "colon": {"：", ": "}, "semicolon": {"；", "; "}, "comma": {"，", ", "}, "paren": {"（%s）", "(%s)"}, "list.and": {"、", ", "}, "case.none_open": {"没有在计时的时限", "No clock is running"},
	"served.title": {"文书送达", "Papers served"}, "served.paper": {"文书", "Paper"}, "served.way": {"送达方式", "How"}, "served.on": {"送达日期", "Served on"}, "served.proof": {"送达凭证", "Proof"}, "served.rights": {"救济期限", "He may turn to others"},
	"served.until": {"%s：至 %s", "%s: until %s"}, "served.law": {"%s 起视为送达", "served by law on %s"}, "served.hangs": {"公告至 %s，期满视为送达", "the notice hangs until %s; served then"}, "served.first": {"须先申请行政复议（%s），对复议决定不服的再起诉", "reconsideration first (%s); the court after it"}, "served.result": {"办理结果", "The result"}, "served.notice": {"通知书", "A notice"},
	"clock.name": {"时限", "Clock"}, "clock.limit": {"期限", "Limit"}, "clock.start": {"起算", "From"}, "clock.due": {"到期", "Due"}, "clock.status": {"状态", "Status"}, "clock.owner": {"责任岗位", "Owed by"}, "clock.granted": {"＋%d", "+%d"}, "clock.round": {"第 %d 轮", "round %d"}, "clock.ended": {"结束", "Ended"},
	"bar.label": {"%s %s：%s 起，%s 到期，%s", "%s %s: from %s, due %s, %s"}, "bar.paused": {"，其间暂停 %d 次", ", paused %d {time|times}"}, "ledger.cause": {"原因", "Cause"}, "ledger.old": {"原期限", "Was"}, "ledger.new": {"新期限", "Now"}, "ledger.at": {"时间", "At"}, "ledger.actor": {"经办", "By"},

	"do.then": {"确认，接着出具文书", "Confirm, then issue the paper"}, "do.submit": {"确认：%s", "Confirm: %s"}, "done": {"已完成：%s", "Done: %s"}, "pending": {"已收到，正在处理：%s", "Received, being processed: %s"}, "refused.now": {"没有办成：%s", "Not done: %s"},
	"approvals.title": {"等我审批", "Waiting for my word"}, "approvals.empty": {"没有等您决定的申请", "Nothing waits for your word"}, "approvals.empty.how": {"到期前申请的延期、短时顶岗人员请示的紧急事项，会出现在这里。", "Extensions asked for before expiry, and urgent acts a short cover asks for, appear here."}, "approvals.open": {"去决定", "Decide"},
	"approval.title": {"决定延期", "Decide an extension"}, "approval.asks": {"%s 申请延长 %s", "%s asks for %s more"}, "approval.from": {"原期限", "Due now"}, "approval.to": {"延期后", "Due if approved"}, "approval.cap": {"最多还可延长 %s", "At most %s more"}, "approval.latest": {"最迟 %s", "no later than %s"},
	"approval.max": {"法律和规则允许", "The rules allow"}, "approval.lost": {"不同意的后果", "If refused"}, "approval.lost.text": {"原期限 %s 不变；到期未办结即为超期，亮红灯并逐级上报。", "The due date stays %s; unmet it turns red and climbs the ladder."}, "approval.lapse": {"到期前没有决定，申请自动失效。", "Undecided by then, the request lapses."}, "approval.at": {"申请时间", "Asked"}, "approval.why": {"理由", "Reason given"},
	"approval.days": {"批准天数", "Days granted"}, "approval.days.hint": {"留空为全部批准；可以少于申请的 %s", "Empty grants all; you may grant fewer than the %s asked"}, "approval.reason.hint": {"不同意的请写明理由；同意的可以不写", "A refusal gives its reason; to agree needs none"}, "approval.reason": {"决定理由", "Reason for the decision"}, "approval.gone": {"这份申请已经有了决定，或已失效", "This request is decided already, or has lapsed"},

	"inbox.title": {"收件箱", "Inbox"}, "inbox.unread": {"只看未读", "Unread only"}, "inbox.everything": {"看全部", "Show all"}, "inbox.read": {"标为已读", "Mark read"}, "inbox.read_all": {"本页全部标为已读", "Mark this page read"}, "inbox.settled": {"已了结的 %d 件", "Settled matters: %d"}, "inbox.before": {"此前还有 %d 条", "%d before it"}, "inbox.new": {"未读", "Unread"}, "inbox.empty.unread": {"没有未读消息", "Nothing unread"}, "inbox.empty": {"没有消息", "No messages"}, "inbox.empty.how": {"提醒、超期、延期申请和决定会送到这里。", "Warnings, breaches, requests and decisions arrive here."}, "inbox.for": {"发给岗位", "To post"},

	"error.413": {"提交的内容太大", "That was too much at once"}, "error.413.do": {"一段文字最多 5000 字。请返回上一页缩短后重新提交。", "One text holds 5,000 characters at most. Go back, shorten it and submit again."},
	"error.403": {"您的岗位不能看这一页", "Your post may not see this page"}, "error.403.do": {"如果您正在顶岗，请确认离岗告示已经生效；否则请联系管理员。", "If you cover for somebody, check that the absence notice is in force; otherwise ask an administrator."}, "error.404": {"没有找到这一页", "There is no such page"}, "error.404.do": {"编号可能写错了。请用上方的编号查找。", "The number may be mistyped. Use the search above."},
	"error.429": {"操作太频繁", "Too many requests"}, "error.429.do": {"请在 %d 分钟后再试。已提交的不会丢失。", "Try again in %d min. Nothing submitted is lost."}, "error.503": {"系统暂时不可用", "Temporarily unavailable"}, "error.503.do": {"已提交的不会丢失。请稍后刷新。", "Nothing submitted is lost. Please reload shortly."}, "error.400": {"这个请求看不懂", "This request cannot be read"}, "error.400.do": {"请返回上一页重新提交。", "Go back and submit again."},
	"error.field": {"读不懂的是“%s”这一项：内容过长，或者有不是文字的字符。", "What cannot be read is \"%s\": it is too long, or holds characters that are no text."},
	"error.405":   {"这个地址不能这样打开", "This address cannot be opened this way"}, "error.405.do": {"请从页面上的按钮或者链接进入。", "Use the buttons and links of the pages."},
	"problem.rule": {"%s（依据 %s）", "%s (rule %s)"}, "problem.field": {"%s：%s", "%s: %s"}, "problem.required": {"请填写", "please fill this in"}, "problem.wrong": {"填写的内容不对，请改正", "what stands here cannot be taken; please correct it"}, "problem.choose": {"请选择", "please choose"}, "problem.max": {"最多 %s 字", "at most %s {character|characters}"},
	"problem.span":       {"一份报告最多一年（366 天）。更长的时间请分年出具：每份都留存，可以对照", "A report is of a year (366 days) at most. Issue one a year: each is kept, and they lie side by side"},
	"problem.span_order": {"截止日期不能早于起始日期", "the last day cannot lie before the first"}, "problem.date": {"请填写日期，例如 2026-10-20", "a date, please: 2026-10-20"},
	"problem.days": {"请填写 1 到 400 的整数", "a whole number from 1 to 400"}, "problem.time": {"请填写日期和时间", "a date and a time, please"}, "problem.missing": {"还缺：%s", "still missing: %s"},
}
