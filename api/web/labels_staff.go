package web

// staffLabels are those of the board, absences, posts, points and turns.
var staffLabels = map[string]text{
	"nav.board": {"在岗", "On post"}, "nav.onpost": {"谁在岗", "Who is on post"}, "public.onpost": {"来之前先看办事岗位有没有人在岗，由谁顶岗，几时回来", "Before you come: whether somebody is on the post you need, who covers it, and when he is back"},

	"board.title": {"去向牌", "Duty board"}, "board.lead": {"只在单位内部显示事由和去向；对外只公布岗位、谁在岗或者由谁顶岗、返岗时间和电话（R156、R175）。", "Reason and place stay in the house; the public reads the post, who is on or covers it, when he is back, and a telephone (R156, R175)."},
	"board.on_duty": {"在岗", "On duty"}, "board.covered": {"由备岗顶岗", "Covered"}, "board.empty": {"无人在岗", "Nobody on duty"}, "board.none": {"还没有岗位", "There are no posts yet"},
	"board.holder": {"A岗", "Holder (A)"}, "board.state": {"现在", "Now"}, "board.why": {"事由和去向", "Reason and place"}, "board.acting": {"由谁顶岗", "Covered by"}, "board.back": {"返岗时间", "Back"}, "board.vacant": {"空缺", "vacant"},
	"board.since": {"%s 起", "since %s"}, "board.late": {"未按时返岗", "not back yet"}, "board.contact": {"本人 %s", "himself %s"},
	"onpost.title": {"谁在岗", "Who is on post"}, "onpost.lead": {"办事岗位现在有没有人。承办人不在时由顶岗的人办理，您不用再跑一趟。", "Whether somebody is on the post you need. Where the holder is away, his backup handles it."}, "onpost.covered": {"由 %s 顶岗办理", "covered by %s"}, "onpost.nobody": {"现在没有人，请先打电话", "nobody just now; please call first"}, "onpost.back": {"%s 返岗", "back %s"},

	"form.outing": {"因公外出", "Outing on business"}, "form.leave": {"请假", "Leave"}, "form.emergency": {"紧急离岗", "Emergency"},
	"form.outing.hint": {"开会、检查、办事（R176）", "meetings, inspections, errands (R176)"}, "form.leave.hint": {"须事先批准（R154）", "to be granted beforehand (R154)"}, "form.emergency.hint": {"电话报告后立即离岗，一个工作日内补办手续（R183）", "told by telephone, papers within one working day (R183)"},
	"absence.list": {"离岗", "Absences"}, "absence.new": {"申请离岗", "Ask to leave your post"}, "absence.submit": {"提交离岗申请", "Send the request"},
	"absence.asked": {"等您批准", "Waiting for your grant"}, "absence.mine": {"我的离岗", "Mine"}, "absence.others": {"其他人的离岗", "Others"}, "absence.mine.none": {"您没有离岗记录", "You have not been away"}, "absence.mine.how": {"离岗超过三十分钟要先申请（R153），提交后会列在这里。", "An absence of more than thirty minutes is asked for first (R153); it will be listed here."},
	"absence.person": {"离岗人", "Who"}, "absence.person.hint": {"留空为本人；替别人登记只限紧急离岗的电话报告（R183）", "Empty: yourself. For somebody else only an emergency told by telephone (R183)"},
	"absence.form": {"离岗种类", "Kind"}, "absence.from": {"离岗时间", "From"}, "absence.until": {"返岗时间", "Until"}, "absence.approver": {"由谁批准", "Granted by"}, "absence.about": {"离岗", "The absence"}, "absence.title": {"%s %s", "%s, %s"},
	"absence.from.hint": {"请假和外出要在离岗前提出", "Leave and outings are asked for beforehand"}, "absence.until.hint": {"按时返岗并销假，逾期会亮红灯（R158、R159）", "Be back by then and report it; later turns red (R158, R159)"},
	"absence.reason.hint": {"只有批准人和单位内部能看到", "Seen in the house only"}, "absence.place.hint": {"例如：县政府第二会议室", "Such as: county hall, room 2"}, "absence.contact.hint": {"离岗期间找得到您的号码", "Where you can be reached meanwhile"},
	"absence.personal": {"事由、去向和电话", "Reason, place, telephone"}, "absence.personal.show": {"查看事由和去向", "Show reason and place"},
	"absence.next": {"提交以后", "What happens then"}, "absence.next.who": {"系统按离岗时长、您的职级和本单位规定算出由谁批准（R154、R155），立即通知他，并写在离岗单上。没有人能批准自己的离岗。", "Who grants it follows from its length, your rank and the office's order (R154, R155); he is told at once and named on the case. Nobody grants his own."},
	"absence.next.handover": {"批准后，您岗位上在办的件列成交接清单交给顶岗人（R164）。", "Once granted, the open cases on your posts go to your cover as a list (R164)."}, "absence.next.cover": {"离岗时间一到，岗位由备岗顶上，期限照走；都不在时请分管领导指定。", "At the stated time your backup is on the post and every clock runs on; where all are away the leader in charge names somebody."},
	"absence.next.back": {"返岗后当即销假。到时没有返岗，按超期逐级上报（R158、R159）。", "Report your return at once. Not back in time is a breach like any other (R158, R159)."}, "absence.next.seen": {"对外只公布岗位由谁顶岗和返岗时间，不公布事由和去向（R175）。", "The public reads who covers and when you are back, never why or where (R175)."},

	"handover.title": {"交接清单", "Hand-over list"}, "handover.lead": {"离岗人各岗位上在办的件，最急的在前。期限不因离岗重新计算。", "Open cases on the posts left, the most urgent first. No clock is reset."}, "handover.none": {"没有在办的件。", "Nothing is open."},

	"turn.title": {"轮到谁，各用了多久", "Whose turn, and how long"}, "turn.lead": {"只计上班时间，分别记在当时该办的一方。", "Office time only, booked to whoever was to act."}, "turn.who": {"轮到", "Turn of"}, "turn.time": {"用时", "Time"}, "turn.part": {"占比", "Share"}, "turn.now": {"现在轮到", "now"},
	"turn.times": {"%d 次", "×%d"}, "turn.hours": {"%d 小时 %d 分", "%d h %d min"}, "absence.asked_at": {"申请", "Asked"}, "account.began": {"启动", "Begun"}, "turn.nobody": {"不等任何人", "nobody"},

	"step.title": {"程序", "Procedure"}, "step.verify": {"核查", "Verification"}, "step.hear": {"陈述申辩", "Statement and defence"}, "step.recommend": {"建议", "Recommendation"}, "step.decide": {"决定", "Decision"}, "step.serve": {"送达", "Service"}, "step.review": {"复核、申诉", "Review, appeal"},
	"step.state.done": {"已完成", "done"}, "step.state.now": {"正在进行", "under way"}, "step.state.todo": {"未开始", "to come"}, "step.state.skipped": {"未进行", "not needed"}, "step.lapsed": {"期限内没有陈述", "not used in time"},

	"account.title": {"因 %s %s超期", "over %s, %s overdue"}, "account.cause": {"起因", "Cause"}, "account.case": {"起因案件", "The case it arose from"}, "account.breach": {"超期的时限", "Clock that ran out"}, "account.at": {"超期时刻", "Ran out"}, "account.post": {"责任岗位", "Post"}, "account.turn": {"当时轮到", "Whose turn it was"},
	"account.person": {"当事人", "Person concerned"}, "account.measure": {"处理", "Measure"}, "account.unnamed": {"核查只对事，不对人。正式立案之前没有当事人。", "Verification looks at the matter. Nobody is concerned until the case is formally opened."},
	"account.rights": {"您的权利", "Your rights"}, "account.rights.text": {"作出决定前您可以陈述和申辩，未经听取不得决定（R142、R143）。收到决定后三十日内可以申请复核，复核不得加重处理（公务员法第九十五条）。", "You may state your case before anything is decided, and no decision is taken unheard (R142, R143). Within thirty days of the decision you may ask for a review, which makes nothing heavier (公务员法 art. 95)."},
	"account.turns": {"时间用在了哪里", "Where the time went"}, "account.turn.was": {"到期那一刻轮到%s办理。", "When it ran out it was the turn of the %s."}, "account.excused": {"期限是在年度放假安排公布前暂定的，可以据此免责。", "The date was counted before the year's list was announced, which excuses."},
	"account.split": {"责任划分的参考意见", "A suggested split"}, "account.only": {"只是参考", "Only a suggestion"}, "account.who": {"人员", "Who"}, "account.share": {"责任", "Share"}, "account.unknown": {"当时无人在岗", "nobody was on duty"},
	"account.repeats": {"本年度再次查实的规定", "What the rules say of repeats"}, "account.repeats.lead": {"规则列出，是否采用由集体研究决定。", "The rules propose; people decide."}, "account.nth": {"次数", "Count"}, "account.nth.person": {"本人第 %d 次", "number %d for this person"}, "account.nth.unit": {"科室第 %d 次", "number %d for this section"}, "account.means": {"规定的处理", "Measure named"}, "account.votes": {"到会 %s 人，同意 %s 人", "%s present, %s in favour"},
	"share.full": {"全部责任", "full"}, "share.main": {"主要责任", "main"}, "share.secondary": {"次要责任", "secondary"},
	"measure.months": {"（%d 个月）", " (%d months)"}, "measure.beyond": {"（移送有权机关）", " (referred to the competent organ)"},

	"points.title": {"绩效扣分", "Points"}, "points.lead": {"只记由送达的决定产生的分，一笔一笔添加，不修改；决定撤销的，另记一笔冲回。", "Points come from served decisions only. Entries are added, never changed; a reversal is an entry of its own."},
	"points.person": {"人员", "Person"}, "points.year": {"年度", "Year"}, "points.total": {"本年度合计", "total of the year"}, "points.covered": {"替人顶岗的上班时间（R174）", "office time spent covering for others (R174)"}, "points.id": {"序号", "No."}, "points.of": {"对象", "Of"}, "points.n": {"分", "Points"}, "points.source": {"来源", "Source"},
	"points.reverses": {"冲回第 %d 笔", "reverses no. %d"}, "points.reversed": {"已冲回", "reversed"}, "points.none": {"这一年没有记分", "No points that year"}, "points.none.how": {"处理决定送达后才会记分。", "Points are entered once a decision is served."},

	"posts.title": {"AB角配备表", "Posts, A and B"}, "posts.lead": {"A不在时B按顺序顶岗（R161、R170）。调整由科室提出，党组批准，办公室备案（R162）。", "Where A is away the B's stand in, in their order (R161, R170). Changes are proposed by the section, approved by the party group, filed by the general office (R162)."},
	"posts.b": {"B（按顺序）", "B, in order"}, "posts.notes": {"备注", "Notes"}, "posts.vacant": {"A岗空缺", "A is vacant"}, "posts.nobackup": {"没有备岗", "no backup"}, "posts.from": {"%s（自 %s）", "%s (from %s)"}, "posts.to": {"%s（至 %s）", "%s (until %s)"}, "posts.standin": {"由 %s 临时负责至 %s", "%s answers for it until %s"},
	"plan.title": {"岗位调整", "Changes"}, "plan.none": {"没有岗位调整。", "There are none."}, "plan.from": {"自 %s", "from %s"}, "plan.proposed": {"提出", "Proposed"}, "plan.outside": {"备岗不在本科室：%s（R163）", "backup of another section: %s (R163)"}, "plan.excepted": {"特批", "Excepted"}, "plan.approved": {"批准", "Approved"}, "plan.filed": {"备案", "Filed"}, "plan.waits": {"还没有批准，不生效", "not approved, not in force"},
	"plan.propose": {"提出岗位调整", "Propose a change"}, "plan.change": {"调整", "Change"}, "plan.submit": {"提出调整", "Propose it"}, "plan.begins": {"从何时起", "From"}, "plan.until": {"临时负责到", "Until"}, "plan.standin": {"A岗空缺时由谁临时负责", "Who answers for a vacant post"}, "plan.now": {"现在", "Now"},
	"plan.holders.hint": {"A和各B是不同的人，B按顺序顶岗（R161、R170）", "A and the B's are different people; the B's follow in their order (R161, R170)"}, "plan.standin.hint": {"只在A、B都留空时填写，并写明到何时（R211）", "Only where A and the B's are left empty, with an end (R211)"}, "plan.steps": {"党组批准后生效；备岗不在本科室的，先由主要领导特批（R162、R163）。", "In force once the party group approves; a backup of another section needs the principal leader's exception first (R162, R163)."},
	"plan.except": {"特批跨科室备岗", "Except the outside backup"}, "plan.approve": {"批准", "Approve"}, "plan.file": {"备案", "File"},

	"stage.hear": {"陈述申辩", "Statement and defence"}, "stage.decide": {"等待决定", "To be decided"}, "stage.serve": {"待送达", "To be served"}, "stage.served": {"已送达生效", "In force"}, "stage.review": {"复核、申诉中", "Under review"}, "stage.approve": {"等待批准", "To be granted"}, "stage.leave": {"已批准，未离岗", "Granted, not left yet"}, "stage.away": {"离岗中", "Away"},
	"result.returned": {"已返岗", "Returned"}, "result.refused": {"不同意离岗", "Refused"}, "result.undecided": {"到时未批准，失效", "Lapsed undecided"}, "result.no_fault": {"无个人责任", "Nobody at fault"}, "result.exempt": {"免予追责", "Excused"}, "result.reminder": {"提醒", "Reminder"}, "result.referred": {"移送有权机关", "Referred"}, "result.reversed": {"决定已撤销", "Decision reversed"}, "result.final": {"决定为最终决定", "Decision final"},
	"outcome.no_fault": {"无个人责任", "nobody at fault"}, "outcome.exempt": {"免予追责（容错免责）", "excused"}, "outcome.reminder": {"提醒", "a reminder"}, "outcome.formal": {"正式立案", "formally opened"}, "outcome.upheld": {"维持", "upheld"}, "outcome.reversed": {"撤销", "reversed"}, "outcome.lighter": {"减轻", "made lighter"},
	"owed.absence/approve": {"应决定是否批准离岗", "Grant or refuse the absence"}, "owed.absence/leave": {"应办好交接离岗", "Hand over and leave"}, "owed.absence/return": {"应返岗并报告", "Be back and report it"}, "owed.absence/papers": {"应补办手续", "File the papers"}, "owed.absence/designate": {"应指定顶岗人", "Name a cover"},
	"owed.accountability/handle": {"应作出处理决定", "Decide the case"}, "owed.accountability/statement": {"当事人可以陈述申辩", "The person may state his case"}, "owed.accountability/ask_review": {"当事人可以申请复核", "A review may be asked for"}, "owed.accountability/review": {"应作出复核决定", "Decide the review"}, "owed.accountability/appeal": {"当事人可以申诉", "An appeal may be brought"}, "owed.accountability/appealed": {"应作出申诉处理决定", "Decide the appeal"},
	"role.person_concerned": {"当事人", "person concerned"},

	"field.person": {"人员", "Person"}, "field.outcome": {"结论", "Outcome"}, "field.ground": {"失责情形", "Failing"}, "field.share": {"责任", "Share"}, "field.measure": {"处理方式", "Measure"}, "field.present": {"到会人数", "Members present"}, "field.in_favour": {"同意人数", "In favour"},
	"field.designate.post": {"顶哪个岗位", "Post to cover"}, "field.designate.person": {"由谁顶岗", "Covered by"}, "field.file-papers.reason": {"手续说明", "About the papers"}, "field.state-facts.reason": {"事实和原因", "Facts and causes"}, "field.state-facts.person": {"当事人（正式立案时必填）", "Person concerned (for a formal opening)"}, "field.hear.reason": {"陈述和申辩", "Statement and defence"},
	"field.split.reason": {"划分的理由", "Why"}, "field.ask-review.reason": {"申请复核的理由", "Why it should be reviewed"}, "field.decide-review.measure": {"减轻为", "Lighter measure"},
	"field.in_favour.hint.decide": {"须超过到会人数的一半（R142）", "more than half of those present (R142)"}, "field.measure.hint.decide-review": {"只在减轻时填写；复核不得加重（R143）", "Only where it is made lighter; never heavier (R143)"}, "field.share.hint.split": {"R131 至 R133 只写在政务公开责任追究办法中，其他情形仅供参考", "R131 to R133 stand in the regulation on disclosure; elsewhere they only suggest"},

	"refused.form.R153": {"请选择离岗种类", "choose a kind"}, "refused.form.R183": {"替别人登记只限紧急离岗", "for somebody else only an emergency can be taken down"}, "refused.from.R156": {"请填写离岗时间", "state when you leave"}, "refused.until.R156": {"返岗时间要晚于离岗时间", "the return must be later than the leaving"}, "refused.until.R153": {"三十分钟以内不用申请，请检查时间", "thirty minutes or less need no request; check the times"},
	"refused.until.R155": {"离岗不能超过一年，更久的请调整岗位", "no longer than a year; beyond that the post changes hands"}, "refused.from.R154": {"请假和外出要在离岗前提出；已经离岗的请选紧急离岗", "leave and outings are asked for beforehand; choose emergency if you have left already"}, "refused.from.R183": {"紧急离岗从现在起算，最多补记前一天", "an emergency begins now, or at most a day ago"},
	"refused.from.R162": {"开始时间不能早于现在", "it cannot begin in the past"}, "refused.holders.R161": {"A不能做自己的B，一个人只能排一次，且须在职", "A is not his own B, nobody stands twice, and all are in service"}, "refused.holders.R170": {"一个位次只能有一个人", "one person to a rank"}, "refused.standin.R211": {"空缺的岗位要写明由谁负责到何时；有A岗的不填", "a vacant post needs somebody and an end; a held one needs neither"},
	"refused.person.R153": {"这个人没有岗位", "this person holds no post"}, "refused.person.R130": {"正式立案须写明当事人", "a formal opening names the person concerned"},
}

// measureLabels name the measures, mildest first, and the failings a finding
// names (R129 to R177).
var measureLabels = map[string]text{
	"measure.none": {"不予处理", "no measure"}, "measure.criticism_education": {"批评教育", "criticism and education"}, "measure.admonition": {"诫勉谈话", "admonition"}, "measure.written_self_criticism": {"书面检查", "written self-criticism"}, "measure.circulated_criticism": {"通报批评", "circulated criticism"},
	"measure.merit_loss": {"取消评先评优资格", "loss of merit awards"}, "measure.bonus_withheld": {"扣发奖金", "bonus withheld"}, "measure.suspended_training": {"离岗培训", "suspended for training"}, "measure.reassignment": {"调离岗位", "reassignment"},
	"measure.warning": {"警告", "warning"}, "measure.demerit": {"记过", "demerit"}, "measure.grave_demerit": {"记大过", "grave demerit"}, "measure.demotion": {"降级", "demotion"}, "measure.removal": {"撤职", "removal from office"}, "measure.dismissal": {"开除", "dismissal"}, "measure.judicial_transfer": {"移送司法机关", "transfer to the judicial organs"},
	"measure.unit_points": {"科室扣分", "points against the section"}, "measure.unit_circulated_criticism": {"科室通报批评", "circulated criticism of the section"}, "measure.unit_rectification": {"科室限期整改", "rectification by the section"}, "measure.unit_warned": {"科室黄牌警告", "warning to the section"},

	"ground.not_performed": {"不履行职责：拖延、推诿、放弃、只办一部分", "not performed: delay, buck-passing, abandoned, done in part"}, "ground.wrongly_performed": {"不正确履行：违反依据、程序、权限、时限", "wrongly performed: basis, procedure, authority or limit"}, "ground.poor_work": {"工作拖拉、质量差或者受上级批评", "late or poor work, or criticised from above"},
	"ground.first_contact": {"违反首问负责制", "first-contact duty"}, "ground.promise": {"违反公开承诺", "public promise"}, "ground.post_target": {"没有完成岗位目标", "post target"}, "ground.time_limit": {"违反限时办结制", "time limit"}, "ground.drinking": {"中午饮酒、酗酒", "drinking"},
	"ground.one_time_notice": {"违反一次性告知", "one-time notice"}, "ground.document_handling": {"违反办文规定", "document handling"}, "ground.undisclosed": {"应公开不公开、暗箱操作", "not published"}, "ground.complaint_unanswered": {"投诉不及时处理、不公布结果", "complaint unanswered"}, "ground.refused_to_mend": {"拒不整改", "refused to mend"},
	"ground.off_post": {"缺岗无人顶替或者拒办业务", "off post without cover, or business refused"}, "ground.refused_complete": {"材料齐全符合条件不受理", "a complete case refused"}, "ground.added_conditions": {"擅自增加条件", "conditions added"}, "ground.obstructed_check": {"阻挠检查或者提供虚假情况", "obstructed a check"}, "ground.rude": {"态度生硬、刁难", "rude"},
	"ground.against_openness": {"违反政务公开", "against openness"}, "ground.left_unannounced": {"擅自离岗或者逾期不归", "left unannounced, or not back in time"}, "ground.cover_refused": {"B岗拒绝、搁置、拖延", "the cover refused, shelved or delayed"}, "ground.false_whereabouts": {"去向牌与实际不符", "the board said otherwise"}, "ground.other": {"其他", "other"},
}
