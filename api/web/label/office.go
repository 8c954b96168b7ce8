package label

import "github.com/shixian/shixian/internal/words"

// officeLabels are those of documents, complaints, supervision and standing duties.
var officeLabels = map[string]words.Text{
	"field.decide-points.approve": {"是否扣分", "Do the points count"},

	"field.limit": {"时限", "Limit"}, "field.limit.hint": {"例如 7wd（七个工作日）、30d（三十天）、4h（四小时）", "7wd is seven working days, 30d thirty days, 4h four hours"},
	"field.limit.between": {"%s 到 %s", "%s to %s"}, "field.limit.or": {"，或者 ", ", or "}, "field.limit.within": {"；可以定 %s", "; from %s"}, "field.limit.empty": {"；留空按规定", "; empty: as the rules say"},

	"field.screen.category": {"投诉情形", "Ground"}, "field.special-notice.category": {"特殊类别（以收文登记为准）", "Special category, as on the register"},
	"field.special-notice.basis": {"延期办理的依据", "Basis of the delay"}, "field.special-notice.reason": {"处理意见", "How it will be handled"}, "field.special-notice.received": {"报文单位收到时间", "Received by the sender"},
	"field.means": {"送达方式", "How it was served"}, "field.special-notice.proof": {"签收凭据", "Proof of receipt"}, "field.proof.hint.special-notice": {"签收单、回执或者交换记录，先附在本件上", "A signed receipt or a record of the exchange, attached to this case first"},
	"field.forward.approve": {"最终指定", "Final"},
	"field.assign.until":    {"办结日期", "To be done by"}, "field.issue.until": {"回复日期", "To be answered by"}, "field.assign.post": {"承办岗位", "Post"}, "field.forward.post": {"承办岗位", "Post"}, "field.issue.post": {"承办岗位", "Post"},

	"field.propose.reason": {"拟办意见", "How to handle it"}, "field.instruct.reason": {"批示内容", "The note"}, "field.complete.reason": {"办理情况", "What was done"},
	"field.reply.reason": {"答复内容", "The answer"}, "field.confirm.reason": {"审核意见", "Findings"}, "field.relay.reason": {"转达内容", "What to pass on"}, "field.self-report.reason": {"报告内容", "The report"},
	"field.issue.reason": {"督办要求", "What is wanted"}, "field.report.reason": {"进展情况", "How it stands"}, "field.sign-off.reason": {"销号结论", "Conclusion"}, "field.file-duty.reason": {"完成情况", "What was done"},
	"field.assign-step.post": {"协办岗位", "Co-unit's post"}, "field.assign-step.until": {"协办完成日期", "To be done by"},
	"field.withdraw.received": {"收到撤回材料的时间", "When the withdrawal came in"}, "field.file.received": {"归卷日期", "Filed on"}, "field.file.reason": {"归入卷号", "Volume"}, "field.complete.basis": {"复文号", "Number of the reply"},

	"nav.duties": {"例行职责", "Standing duties"}, "duties.lead": {"每个单位常年要办的事：下一次何时到期，前几期是否按时报送。每期只报一次，下一期照常到期。", "What a bureau owes again and again: when the next round is due, and whether the last ones were filed. A round is filed once; the next comes at its own time."},
	"duties.duty": {"职责", "Duty"}, "duties.next": {"本期到期", "This round is due"}, "duties.past": {"前几期", "Rounds before"}, "duties.past.none": {"还没有到期的", "None is over yet"},
	"report.ready": {"草稿已备好：%s 至 %s，数字截至期末", "The draft lies ready: %s to %s, its figures as of the end"}, "report.ready.today": {"草稿已备好，截至今天", "The draft lies ready, as of today"}, "report.issued": {"已签发 %s（%s）", "Issued: %s (%s)"},
	"report.sketch": {"草稿：数字已由系统填好，您要写的还空着；签发后才有编号。", "A draft: its figures are filled in, what you have to write is not; it has no number until it is issued."}, "report.begun": {"%s 写到这里（%s），还没有签发。", "%s got this far (%s); it is not issued yet."}, "report.begun.other": {"%s 也写过（%s）", "%s has written of it, too (%s)"},
	"duties.filed": {"已报送 %s %s", "filed %s by %s"}, "duties.done": {"已报送", "Filed"}, "duties.missed": {"没有报送", "not filed"}, "duties.late": {"没有按期报送，%s %s 补报", "not filed in time; brought %s by %s"}, "duties.round": {"%s 到期：%s", "due %s: %s"}, "duties.compile": {"编制%s", "Compile: %s"},
	"duties.points": {"等待决定的扣分建议", "Points proposed, to be decided"}, "duties.points.of": {"%s，%s 到期没有报送", "%s, due %s and not filed"},
	"duties.none": {"还没有登记例行职责", "No standing duties are registered"}, "duties.none.how": {"由督办部门或者办公室登记一次，每周、每月、每季度、每半年、每年的职责从此自动到期提醒。", "The supervision office or the general office registers them once; each duty then comes round by itself."},

	"tag.urgent": {"急", "Urgent"},

	"office.personal": {"登记内容", "What was registered"}, "office.personal.show": {"查看登记内容", "Show what was registered"},

	"item.about": {"办理须知", "How it is handled"}, "case.turn_passed": {"转到下一环节", "The turn passes"},
	"error.404.public": {"地址可能写错了。请从公众查询进入。", "The address may be mistyped. Please start from the public pages."},

	"problem.either": {"时限和截止时刻只能填写一个", "a limit or an instant, not both"}, "problem.number": {"请填写同类案件的编号，例如 TS2026-000001", "the number of such a case, please: TS2026-000001"},
}
