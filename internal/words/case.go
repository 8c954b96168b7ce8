package words

// stages are where a case stands.
var stages = map[string]Text{
	"intake": {"收件审查", "Intake"}, "supplement": {"等待补正", "Awaiting supplement"}, "handle": {"办理中", "In hand"},
	"deliver": {"待送达", "To be delivered"}, "verify": {"启动核查", "Verifying"}, "closed": {"已办结", "Closed"},
	"account": {"待责任追究结果", "Outcome of accountability awaited"}, "propose": {"待拟办", "To be proposed"}, "instruct": {"待批示", "To be instructed"},
	"assign": {"待交办", "To be assigned"}, "consent": {"待确认默认", "Consent to be confirmed"}, "screen": {"待转办", "To be forwarded"},
	"confirm": {"待审核", "To be confirmed"}, "issue": {"待签发", "To be issued"}, "follow": {"跟踪回查", "Followed up"},
	"object": {"异议期", "Open to objection"}, "standing": {"常年有效", "Standing"}, "merged": {"已并案", "Merged"},
	"hear": {"陈述申辩", "Statement and defence"}, "decide": {"等待决定", "To be decided"}, "serve": {"待送达", "To be served"},
	"served": {"已送达", "Served"}, "review": {"复核、申诉中", "Under review"}, "approve": {"等待批准", "To be granted"},
	"leave": {"已批准，未离岗", "Granted, not left yet"}, "away": {"离岗中", "Away"}, "vacant": {"无人在岗", "Nobody on post"},
}

// results are how a case ended; one that means another thing for a kind stands under the
// name of the kind as well.
var results = map[string]Text{
	"completed": {"准予办结", "Completed"}, "denied": {"不予许可或不予办理", "Denied"}, "declined": {"不予受理", "Declined"},
	"withdrawn": {"申请人撤回", "Withdrawn"}, "void": {"登记作废", "Registration void"}, "closed_by_hand": {"结案", "Closed by hand"}, "deemed_consent": {"超时默认", "Deemed consent"},
	"suggestion": {"作为建议", "Taken as a suggestion"}, "not_taken": {"不予受理", "Not taken"}, "document/completed": {"办结", "Done"},
	"complaint/withdrawn": {"投诉人撤回", "Taken back by the complainant"}, "duties/closed_by_hand": {"职责终止", "Ended by hand"}, "confirmed": {"审核通过", "Confirmed"},
	"signed_off": {"销号", "Signed off"}, "merged": {"随主件办结", "Answered with its leading case"}, "converted": {"转办为另一类", "Converted"},
	"returned": {"已返岗", "Returned"}, "manned": {"已有人在岗", "Manned again"}, "unrecognised": {"已返岗，请假不予认可", "Returned, not recognised as leave"}, "refused": {"不同意离岗", "Refused"},
	"undecided": {"到时未批准，失效", "Lapsed undecided"}, "no_fault": {"无个人责任", "Nobody at fault"}, "exempt": {"免予追责", "Excused"},
	"reminder": {"提醒", "Reminder"}, "referred": {"移送有权机关", "Referred"}, "reversed": {"决定已撤销", "Decision reversed"},
	"final": {"决定为最终决定", "Decision final"},
}

// statuses are what became of a clock; late is one met after its day.
var statuses = map[string]Text{
	"running": {"计时中", "Running"}, "paused": {"暂停", "Paused"}, "met": {"按期完成", "Met"},
	"late": {"逾期完成", "Met late"}, "breached": {"已超期", "Overdue"}, "deemed": {"依法视为", "Deemed by law"},
	"lapsed": {"逾期失效", "Lapsed"}, "dropped": {"不再需要", "No longer owed"}, "recurred": {"本期结束", "Round over"}, "filed": {"本期已完成", "Done for this round"},
}

// outcomes are what a clock does when it runs out, and what was found, measured or decided
// on review.
var outcomes = map[string]Text{
	"impose": {"本机关决定", "imposed by this office"}, "refer": {"提出意见，移送有权机关", "referred with an opinion"}, "no_fault": {"无个人责任", "nobody at fault"},
	"exempt": {"免予追责（容错免责）", "excused"}, "reminder": {"提醒", "a reminder"}, "formal": {"正式立案", "formally opened"}, "inquiry": {"初步调查", "preliminary inquiry"},
	"upheld": {"维持", "upheld"}, "reversed": {"撤销", "reversed"}, "changed": {"变更", "changed"}, "redo": {"撤销，责令重新处理", "set aside, to be decided anew"}, "not_admitted": {"不予受理该请求", "not admitted"}, "lighter": {"减轻", "made lighter"},
	"breach": {"超期：亮红灯，逐级上报", "Overdue: red, and it climbs the ladder"}, "deemed": {"依法视为（如视为受理）", "The law decides (deemed)"}, "lapse": {"权利失效", "A right lapses"},
	"recur": {"到期再来一轮", "It comes round again"},
}

// causes are what set or moved a due date.
var causes = map[string]Text{
	"started": {"开始计时", "Started"}, "paused": {"暂停", "Paused"}, "resumed": {"恢复", "Resumed"},
	"extended": {"延期", "Extended"}, "corrected": {"更正收件时间", "Receipt corrected"}, "reopened": {"重新办理", "Reopened"},
	"recounted": {"日历变更重算", "Recounted"}, "recurred": {"新的一轮", "Next round"},
}

// decisions are how a request, an objection or a condition was decided.
var decisions = map[string]Text{
	"refused": {"不同意", "Not consented to"}, "consented": {"同意", "Consented to"}, "confirmed": {"达到默认条件", "Condition met"},
	"denied": {"未达到默认条件", "Condition not met"}, "upheld": {"异议成立", "Upheld"}, "rejected": {"异议不成立", "Rejected"},
	"late": {"逾期", "late"},
}

// lights are those of a clock; today is what is due on the day it is read.
var lights = map[string]Text{
	"red": {"已超期", "Overdue"}, "today": {"今日到期", "Due today"}, "yellow": {"将到期", "Due soon"},
	"green": {"在办", "On time"}, "grey": {"暂停", "Paused"},
}

// cards lie on a matter, never on a person.
var cards = map[string]Text{
	"yellow": {"黄牌", "yellow card"}, "red": {"红牌", "red card"},
}

// warnings come before a due date.
var warnings = map[string]Text{
	"half": {"过半", "half-way"}, "near": {"将到期", "near"},
}

// doors are how a command came, where it came straight to the engine.
var doors = map[string]Text{
	"signal": {"由其他系统直接经引擎信号提交，未经本系统页面", "Sent straight to the engine as a signal, not through these pages"}, "update": {"由其他程序直接经引擎更新提交，未经本系统页面", "Sent straight to the engine as an update, not through these pages"},
}

// relations are what a case has to do with another, backRelations what that one has to do
// with it.
var relations = map[string]Text{
	"related": {"相关", "Related"}, "same_matter": {"同一事项", "The same matter"}, "arises_from": {"由该件引起", "Arises from it"},
	"answered_in": {"责任一并核查于", "Answered for in"}, "merged_into": {"并入主件", "Merged into"}, "converted_to": {"转办为", "Went on as"}, "led_to": {"另立", "Led to"},
	"split_into": {"同一事项另案追究", "A further person asked over the same matter"},
}

// backRelations are relations as the other case sees them.
var backRelations = map[string]Text{
	"answered_in": {"责任在本件一并核查", "Answered for here as well"}, "related": {"相关", "Related"}, "same_matter": {"同一事项", "The same matter"},
	"arises_from": {"引起该件", "Gave rise to"}, "merged_into": {"已并入本件", "Merged into this one"}, "converted_to": {"转自", "Came in as"}, "led_to": {"由该件另立", "Found in"},
	"split_into": {"由该案分出", "Split from"},
}
