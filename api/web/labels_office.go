package web

// officeLabels are those of documents, complaints, supervision and standing duties.
var officeLabels = map[string]text{
	"do.propose": {"提出拟办意见", "Propose"}, "hint.propose": {"当日提出，送领导批示", "The same day, for the leader's note"},
	"do.instruct": {"批示", "Instruct"}, "hint.instruct": {"批示内容和日期记入收文登记簿", "The note and its date stand in the register"},
	"do.assign": {"交办", "Assign"}, "hint.assign": {"交给承办岗位；不写时限的为十个工作日", "Without a stated limit, ten working days"},
	"do.return": {"退回", "Return"}, "hint.return": {"不属本单位职责的，两个工作日内经办公室退回", "Not ours: through the general office, within two working days"},
	"do.decide-return": {"答复逾期退回", "Decide the late return"}, "hint.decide-return": {"由交办人决定；不答复不等于同意", "By whoever assigned it; silence is no consent"},
	"do.file": {"归卷", "Put into its volume"}, "hint.file": {"办结后归卷，卷号和日期记入收文登记簿", "Volume and date stand in the register"},
	"do.special-notice": {"告知不适用默认", "Special notice"}, "hint.special-notice": {"资金、编制、土地、人事、案件类须在期满前告知", "Funds, posts, land, personnel, cases: before expiry"},
	"do.confirm-consent": {"确认超时默认", "Confirm the deemed consent"}, "hint.confirm-consent": {"由办公室在一个工作日内确认", "By the general office, within a working day"},
	"do.screen": {"甄别", "Screen"}, "hint.screen": {"分为投诉、建议、不予受理、移送", "A complaint, a suggestion, not taken, or referred"},
	"do.forward": {"转办", "Forward"}, "hint.forward": {"转交被投诉单位，十个工作日自此起算", "The ten working days run from here"},
	"do.disclaim": {"提出管辖异议", "Disclaim"}, "hint.disclaim": {"不属职责的，三个工作日内告知效能办", "Not ours: tell the efficiency office within three working days"},
	"do.reply": {"答复", "Reply"}, "hint.reply": {"写明事实、结论和处理", "Facts, conclusion, what was done"},
	"do.confirm": {"审核答复", "Confirm the reply"}, "hint.confirm": {"通过，或者退回重办；属实的须有责任结论", "Pass it or send it back; what was proven needs an outcome"},
	"do.relay": {"转达", "Relay"}, "hint.relay": {"承办单位看得到，不写投诉人的任何信息", "The unit reads it: nothing that tells who complained"},
	"do.disclose": {"披露投诉人", "Disclose the complainant"}, "hint.disclose": {"经投诉人书面同意，只告知一名与此事无关的办案人", "On written consent, to one investigator not concerned"},
	"do.self-report": {"报送自查整改报告", "File the self-inspection report"}, "hint.self-report": {"由科室负责人报送", "By the section head"},
	"do.issue": {"签发督办通知", "Issue the notice"}, "hint.issue": {"交给承办岗位；不写时限的为五个工作日", "Without a stated limit, five working days"},
	"do.confirm-receipt": {"签收", "Sign for receipt"}, "hint.confirm-receipt": {"收到通知，签字确认", "The notice has come in"},
	"do.report": {"报告进展", "Report progress"}, "hint.report": {"重大事项随时报告", "Major items, as they go"},
	"do.special-report": {"报送督查专报", "Send the special report"}, "hint.special-report": {"将进展或者结果报送领导", "Progress or result, to the leader"},
	"do.assign-step": {"交协办单位", "Give a co-unit its part"}, "hint.assign-step": {"各环节有各自的时限，不得超过总时限", "Each part has its own limit, within the whole"},
	"do.complete-step": {"完成协办环节", "Complete the part"}, "hint.complete-step": {"写明本单位办理的结果", "What your unit has done"},
	"do.sign-off": {"办结销号", "Sign off"}, "hint.sign-off": {"销号后三十日内可以提出异议", "May be objected to within thirty days"},
	"do.object": {"提出异议", "Object"}, "hint.object": {"对督查结论有异议的，写明理由", "To the conclusion, with reasons"},
	"do.decide-objection": {"决定异议", "Decide the objection"}, "hint.decide-objection": {"成立的继续督办", "Upheld, the item is open again"},
	"do.file-duty": {"完成本期职责", "File this round"}, "hint.file-duty": {"本期已办，下一期照常", "Done; the next round comes at its own time"},

	"do.decide-points": {"决定扣分", "Decide the points"}, "hint.decide-points": {"没有报送的，由效能办决定是否扣分", "Not filed: the efficiency office decides whether it counts"}, "field.decide-points.approve": {"是否扣分", "Do the points count"},

	"stage.propose": {"待拟办", "To be proposed"}, "stage.instruct": {"待批示", "To be instructed"}, "stage.assign": {"待交办", "To be assigned"}, "stage.consent": {"待确认默认", "Consent to be confirmed"},
	"stage.screen": {"待转办", "To be forwarded"}, "stage.confirm": {"待审核", "To be confirmed"}, "stage.issue": {"待签发", "To be issued"}, "stage.follow": {"跟踪回查", "Followed up"},
	"stage.object": {"异议期", "Open to objection"}, "stage.standing": {"常年有效", "Standing"},
	"status.recurred":       {"本期结束", "Round over"},
	"result.deemed_consent": {"超时默认", "Deemed consent"}, "result.suggestion": {"作为建议", "Taken as a suggestion"}, "result.not_taken": {"不予受理", "Not taken"},
	"result.document/completed": {"办结", "Done"}, "result.complaint/withdrawn": {"投诉人撤回", "Taken back by the complainant"}, "result.duties/closed_by_hand": {"职责终止", "Ended by hand"},
	"result.confirmed": {"审核通过", "Confirmed"}, "result.signed_off": {"销号", "Signed off"},

	"field.limit": {"时限", "Limit"}, "field.limit.hint": {"例如 7wd（七个工作日）、30d（三十天）；留空按规定", "7wd is seven working days, 30d thirty days; empty: as the rules say"},

	"field.screen.category": {"投诉情形", "Ground"}, "field.special-notice.category": {"事项类别", "Category"}, "field.forward.approve": {"最终指定", "Final"},
	"field.assign.until": {"办结日期", "To be done by"}, "field.issue.until": {"回复日期", "To be answered by"}, "field.assign.post": {"承办岗位", "Post"}, "field.forward.post": {"承办岗位", "Post"}, "field.issue.post": {"承办岗位", "Post"},

	"field.propose.reason": {"拟办意见", "How to handle it"}, "field.instruct.reason": {"批示内容", "The note"}, "field.complete.reason": {"办理情况", "What was done"},
	"field.reply.reason": {"答复内容", "The answer"}, "field.confirm.reason": {"审核意见", "Findings"}, "field.relay.reason": {"转达内容", "What to pass on"}, "field.self-report.reason": {"报告内容", "The report"},
	"field.issue.reason": {"督办要求", "What is wanted"}, "field.report.reason": {"进展情况", "How it stands"}, "field.sign-off.reason": {"销号结论", "Conclusion"}, "field.file-duty.reason": {"完成情况", "What was done"},
	"field.assign-step.post": {"协办岗位", "Co-unit's post"}, "field.assign-step.until": {"协办完成日期", "To be done by"},
	"field.file.received": {"归卷日期", "Filed on"}, "field.file.reason": {"归入卷号", "Volume"}, "field.complete.basis": {"复文号", "Number of the reply"},
	"choice.progress": {"进展", "Progress"}, "choice.result": {"结果", "Result"},

	"choice.complaint": {"受理为投诉", "A complaint"}, "choice.suggestion": {"作为建议", "A suggestion"}, "choice.not_taken": {"不予受理", "Not taken"}, "choice.referred": {"移送", "Referred"},
	"choice.over_limit": {"超过时限", "Over the limit"}, "choice.no_notice": {"不一次性告知", "No one-time notice"}, "choice.no_reason": {"不说明理由", "No reason given"}, "choice.buck_passing": {"推诿扯皮", "Passing the buck"},
	"choice.rudeness": {"态度生硬", "Rudeness"}, "choice.abuse": {"以权谋私、吃拿卡要", "Abuse of office"}, "choice.late_execution": {"落实不力", "Late in carrying out"}, "choice.other": {"其他", "Other"},
	"choice.proven": {"属实", "Proven"}, "choice.partly": {"部分属实", "Proven in part"}, "choice.unproven": {"不属实", "Not proven"},
	"choice.accountability": {"启动责任核查", "Ask who answers"}, "choice.no_personal_fault": {"无个人责任（说明理由）", "No personal fault, with the reason"},
	"choice.funds": {"资金", "Funds"}, "choice.posts": {"编制", "Posts"}, "choice.land": {"土地", "Land"}, "choice.personnel": {"人事", "Personnel"}, "choice.case": {"案件", "Cases"},

	"fact.true": {"是", "yes"}, "fact.false": {"否", "no"},
	"fact.none": {"无", "None"}, "fact.secret": {"秘密", "Secret"}, "fact.confidential": {"机密", "Confidential"}, "fact.top_secret": {"绝密", "Top secret"},
	"fact.other": {"其他", "Other"}, "fact.permit": {"行政许可", "Permits"}, "fact.funds": {"资金", "Funds"}, "fact.posts": {"编制", "Posts"}, "fact.land": {"土地", "Land"}, "fact.personnel": {"人事", "Personnel"}, "fact.case": {"案件", "Cases"},
	"fact.leader_assigned": {"上级领导交办", "A superior leader"}, "fact.meeting": {"党组会、局务会议定事项", "A meeting's decision"}, "fact.bureau_chief": {"局长交办", "The bureau chief"}, "fact.deputy": {"副局长交办", "A deputy chief"}, "fact.from_above": {"上级转办", "Forwarded from above"}, "fact.letters": {"来信来访", "Letters and visits"}, "fact.suggestions": {"建议提案", "Suggestions and proposals"},
	"fact.web": {"网络", "Internet"}, "fact.phone": {"电话", "Telephone"}, "fact.letter": {"来信", "Letter"}, "fact.platform": {"平台转来", "Platform"}, "fact.visit": {"来访", "Visit"},
	"fact.provincial_leader": {"省级领导批示", "A provincial leader"}, "fact.provincial_office": {"省级机关交办", "A provincial office"}, "fact.department": {"部门交办", "A department"}, "fact.ordinary": {"一般事项", "Ordinary"},

	"nav.duties": {"例行职责", "Standing duties"}, "duties.lead": {"每个单位常年要办的事：下一次何时到期，前几期是否按时报送。每期只报一次，下一期照常到期。", "What a bureau owes again and again: when the next round is due, and whether the last ones were filed. A round is filed once; the next comes at its own time."},
	"duties.duty": {"职责", "Duty"}, "duties.next": {"本期到期", "This round is due"}, "duties.past": {"前几期", "Rounds before"}, "duties.past.none": {"还没有到期的", "None is over yet"},
	"duties.filed": {"已报送 %s %s", "filed %s by %s"}, "duties.done": {"已报送", "Filed"}, "duties.missed": {"没有报送", "not filed"}, "duties.round": {"%s 到期：%s", "due %s: %s"}, "duties.compile": {"编制%s", "Compile: %s"},
	"duties.points": {"等待决定的扣分建议", "Points proposed, to be decided"}, "duties.points.of": {"%s，%s 到期没有报送", "%s, due %s and not filed"},
	"duties.none": {"还没有登记例行职责", "No standing duties are registered"}, "duties.none.how": {"由督查室或者办公室登记一次，每周、每月、每季度、每半年、每年的职责从此自动到期提醒。", "The supervision office or the general office registers them once; each duty then comes round by itself."},

	"tag.urgent":      {"急", "Urgent"},
	"decided.refused": {"不同意", "Not consented to"}, "decided.consented": {"同意", "Consented to"},
	"decided.confirmed": {"达到默认条件", "Condition met"}, "decided.denied": {"未达到默认条件", "Condition not met"},
	"decided.upheld": {"异议成立", "Upheld"}, "decided.rejected": {"异议不成立", "Rejected"}, "decided.late": {"逾期", "late"},
	"office.personal": {"登记内容", "What was registered"}, "office.personal.show": {"查看登记内容", "Show what was registered"},

	"item.about": {"办理须知", "How it is handled"}, "case.turn_passed": {"转到下一环节", "The turn passes"},
	"error.404.public": {"地址可能写错了。请从公众查询进入。", "The address may be mistyped. Please start from the public pages."},

	"problem.number": {"请填写同类案件的编号，例如 TS2026-000001", "the number of such a case, please: TS2026-000001"},
}
