package notify

// group is where an event stands in a digest, the most pressing first.
type group int

const (
	late group = iota
	soon
	other
)

var groups = []words{
	late:  {"■ 已超期", "■ Late"},
	soon:  {"▲ 将到期", "▲ Due soon"},
	other: {"其他", "Other"},
}

// event is what an event is called and the sentence that says it. In a sentence
// {who} is the owner, {by} "before which instant" (or "at once", if that is
// past), {due} the bare instant, {owed} the duty, {clock} the clock, {basis} the
// rule in brackets, {of} the event taken back, {deemed} and {lapsed} what the
// law makes of silence.
type event struct {
	group group
	label words
	says  words
}

// doubted say less where the date is provisional: nothing is opened by it.
var doubted = map[string]words{
	"escalated/3": {"{who}应于 {due} 前{owed}，逾期仍未完成{basis}。现报主要领导和效能办；日期尚未确定，不发红牌，也不启动核查。", "{who} had to {owed} by {due} and still has not{basis}. The principal leader and the efficiency office (效能办) are told; the date is not certain yet, so there is no red card and nothing is verified."},
}

// caseEvents is keyed by event, or event and level. A card lies on the matter and
// an accountability case opens without an offender: no sentence may blame.
var caseEvents = map[string]event{
	"case_registered": {other, words{"已登记", "Registered"}, words{"本事项已登记{basis}。", "This matter has been registered{basis}."}},
	"clock_started":   {other, words{"开始计时", "Clock started"}, words{"请{by}{owed}{basis}。", "Please {owed} {by}{basis}."}},
	"clock_warned":    {soon, words{"到期提醒", "Reminder"}, words{"请{by}{owed}{basis}。", "Please {owed} {by}{basis}."}},
	"clock_warned/half": {soon, words{"时限过半", "Half the time is gone"},
		words{"时限已过半。请{by}{owed}{basis}。", "Half the time is gone. Please {owed} {by}{basis}."}},
	"clock_warned/near": {soon, words{"将到期", "Due soon"},
		words{"时限将到。请{by}{owed}{basis}。", "The time is nearly up. Please {owed} {by}{basis}."}},
	"clock_breached": {late, words{"已超期", "Overdue"},
		words{"{who}应于 {due} 前{owed}，未按时完成{basis}。请立即办理并说明原因。", "{who} had to {owed} by {due} and has not{basis}. Please act at once and give the reason."}},
	"clock_met":     {other, words{"已办完", "Clock met"}, words{"“{clock}”已完成{basis}。", "“{clock}” has been done{basis}."}},
	"clock_paused":  {other, words{"暂停计时", "Clock paused"}, words{"“{clock}”暂停计时，暂计至 {due}{basis}。", "“{clock}” is paused; for now it is due {due}{basis}."}},
	"clock_resumed": {other, words{"恢复计时", "Clock resumed"}, words{"恢复计时。请{by}{owed}{basis}。", "The clock runs again. Please {owed} {by}{basis}."}},
	"clock_moved":   {other, words{"时限变更", "Due date changed"}, words{"“{clock}”的到期时间改为 {due}。请{by}{owed}{basis}。", "“{clock}” is now due {due}. Please {owed} {by}{basis}."}},
	"clock_dropped": {other, words{"不再计时", "No longer owed"}, words{"“{clock}”不再需要办理{basis}。", "“{clock}” is no longer owed{basis}."}},
	"clock_deemed": {late, words{"视为决定", "Decided by law"},
		words{"“{clock}”的时限已于 {due} 届满而未作决定，依法{deemed}{basis}。", "“{clock}” ran out at {due} without a decision: {deemed}{basis}."}},
	"clock_lapsed": {other, words{"期限届满", "Right lapsed"},
		words{"“{clock}”的期限已于 {due} 届满而未行使{basis}。{lapsed}。", "“{clock}” ran out unused at {due}{basis}. {lapsed}."}},
	"clock_settled":  {soon, words{"期限已确定", "Date certain"}, words{"该年放假安排已公布，“{clock}”的期限确定为{due}，超期成立。请{by}{owed}{basis}。", "The year's holidays are published: “{clock}” was due by {due} for certain, and is late. Please {owed} {by}{basis}."}},
	"clock_recurred": {soon, words{"新一轮", "Due again"}, words{"新一轮“{clock}”开始。请{by}{owed}{basis}。", "“{clock}” comes round again. Please {owed} {by}{basis}."}},
	"chased":         {soon, words{"催办", "Chased"}, words{"现予催办。请{by}{owed}{basis}。", "You are asked again: please {owed} {by}{basis}."}},
	"escalated": {late, words{"升级督促", "Escalated"},
		words{"{who}应于 {due} 前{owed}，逾期仍未完成{basis}，现升级督促。", "{who} had to {owed} by {due} and still has not{basis}. The matter has been escalated."}},
	"escalated/1": {late, words{"一级升级（科室负责人）", "Escalated, level 1 (section head)"},
		words{"{who}应于 {due} 前{owed}，逾期未完成{basis}。请科室负责人督促办理，并按规定说明情况。", "{who} had to {owed} by {due} and has not{basis}. The section head is asked to see to it and to explain as the rules require."}},
	"escalated/2": {late, words{"二级升级（分管领导）", "Escalated, level 2 (leader in charge)"},
		words{"{who}应于 {due} 前{owed}，逾期仍未完成{basis}。现报请分管领导督促。", "{who} had to {owed} by {due} and still has not{basis}. The leader in charge (分管领导) is asked to step in."}},
	"escalated/3": {late, words{"三级升级（主要领导）", "Escalated, level 3 (principal leader)"},
		words{"{who}应于 {due} 前{owed}，逾期仍未完成{basis}。现报主要领导和效能办，同时启动核查；尚未认定任何人的责任。", "{who} had to {owed} by {due} and still has not{basis}. The principal leader and the efficiency office (效能办) are told and the facts will be verified; nobody has been found at fault."}},
	"card_issued": {late, words{"发牌", "Card"}, words{"本事项应于 {due} 前{owed}，未按时完成，予以发牌{basis}。牌记于事项，不记于个人。", "This matter was due by {due} and was not done: it gets a card{basis}. A card lies on the matter, not on a person."}},
	"card_issued/yellow": {late, words{"黄牌", "Yellow card"},
		words{"本事项应于 {due} 前{owed}，未按时完成，记黄牌{basis}。黄牌记于事项，不记于个人。", "This matter was due by {due} and was not done: it gets a yellow card{basis}. A card lies on the matter, not on a person."}},
	"card_issued/red": {late, words{"红牌", "Red card"},
		words{"本事项应于 {due} 前{owed}，逾期仍未完成，记红牌{basis}。红牌记于事项，不记于个人。", "This matter was due by {due} and is still not done: it gets a red card{basis}. A card lies on the matter, not on a person."}},
	"card_voided": {other, words{"撤销牌记", "Card voided"}, words{"本事项所记的牌已经撤销{basis}。", "The card on this matter has been voided{basis}."}},
	"accountability_opened/split": {other, words{"为同案人员另立追究案件", "Case of a further person opened"},
		words{"已就同一事项为另一名人员另立追究案件{basis}。", "A case of his own has been opened for a further person over the same matter{basis}."}},
	"accountability_opened": {late, words{"启动责任核查", "Accountability case opened"},
		words{"因“{clock}”逾期未完成，已启动责任核查{basis}。现只核查事实、原因和所在环节，尚未认定任何人的责任；有关岗位可以陈述和申辩。", "“{clock}” was not done in time, so an accountability case has been opened{basis}. For now only facts, causes and turns are verified and nobody has been found at fault; the posts concerned may state their case."}},
	"accountability_joined": {late, words{"并入责任核查", "Joined to an accountability case"},
		words{"“{clock}”逾期未完成，并入已启动的责任核查{basis}；尚未认定任何人的责任。", "“{clock}” was not done in time and joins the accountability case already open{basis}; nobody has been found at fault."}},
	"accountability_ended": {other, words{"责任追究已有结果", "Accountability: the outcome is in"},
		words{"本事项的责任追究件已有结果，请登录查看{basis}。", "The accountability case of this matter has its outcome; please sign in to read it{basis}."}},
	"accountability_ended/no_fault":       {other, words{"责任追究结果：无个人责任", "Outcome: nobody at fault"}, words{"责任追究件已有结果：无个人责任{basis}。", "The accountability case found nobody at fault{basis}."}},
	"accountability_ended/exempt":         {other, words{"责任追究结果：免予追责", "Outcome: excused"}, words{"责任追究件已有结果：免予追责{basis}。", "The accountability case excused what happened{basis}."}},
	"accountability_ended/reminder":       {other, words{"责任追究结果：予以提醒", "Outcome: a reminder"}, words{"责任追究件已有结果：予以提醒{basis}。", "The accountability case ended with a reminder{basis}."}},
	"accountability_ended/final":          {other, words{"责任追究结果：处理决定已生效", "Outcome: a measure, final"}, words{"责任追究件已有结果：处理决定已经生效{basis}。", "The accountability case ended with a measure that is final{basis}."}},
	"accountability_ended/referred":       {other, words{"责任追究结果：已移送有权机关", "Outcome: referred"}, words{"责任追究件已有结果：已移送有权机关处理{basis}。", "The accountability case was referred to who may decide it{basis}."}},
	"accountability_ended/reversed":       {other, words{"责任追究结果：处理决定已撤销", "Outcome: reversed"}, words{"责任追究件已有结果：处理决定已经撤销{basis}。", "The measure was reversed{basis}."}},
	"accountability_ended/closed_by_hand": {other, words{"责任追究结果：说明理由后终止", "Outcome: ended, with the reason"}, words{"责任追究件已说明理由终止{basis}。", "The accountability case was ended, with its reason{basis}."}},
	"explanation_due": {late, words{"须说明情况", "Explanation due"},
		words{"请{by}就本事项超期的原因向分管领导说明情况{basis}。", "Please explain to the leader in charge (分管领导), {by}, why this matter is late{basis}."}},
	"explained": {other, words{"已说明情况", "Explained"}, words{"超期原因已说明{basis}。", "The reason for the delay has been explained{basis}."}},
	"extension_requested": {soon, words{"申请延期", "Extension requested"},
		words{"{who}申请延长“{clock}”的时限。请在原时限 {due} 届满前决定同意或者不同意{basis}；到时未决定的，申请失效，原时限不变。", "{who} asks for more time for “{clock}”. Please grant or refuse it before the present limit, {due}{basis}; left undecided, the request lapses and the limit stands."}},
	"extension_approved": {other, words{"同意延期", "Extension granted"},
		words{"延期已获同意，新的到期时间为 {due}。请{by}{owed}{basis}；应当告知当事人的，请在原时限届满前告知。", "The extension is granted; the new limit is {due}. Please {owed} {by}{basis}, and tell those entitled to know before the old limit passes."}},
	"extension_refused": {soon, words{"不同意延期", "Extension refused"},
		words{"延期未获同意，原时限不变。请{by}{owed}{basis}。", "The extension is refused and the limit stands. Please {owed} {by}{basis}."}},
	"extension_withdrawn": {other, words{"撤回延期申请", "Extension request withdrawn"},
		words{"延期申请已撤回，原时限不变。请{by}{owed}{basis}。", "The request for more time is withdrawn and the limit stands. Please {owed} {by}{basis}."}},
	"extension_lapsed": {late, words{"延期申请失效", "Extension request lapsed"},
		words{"延期申请到时未获决定，已经失效，原时限不变：{who}应于 {due} 前{owed}{basis}。", "The request for more time was not decided and has lapsed; the limit stands: {who} had to {owed} by {due}{basis}."}},
	"turn_changed": {soon, words{"轮到您办理", "Your turn"}, words{"本事项现在轮到您。请{by}{owed}{basis}。", "This matter now waits for you. Please {owed} {by}{basis}."}},
	"acting_holder_changed": {soon, words{"在岗责任人变更", "Acting holder changed"},
		words{"本岗位的在岗责任人已变更，由{who}负责。请{by}{owed}{basis}。", "The acting holder of the post has changed; now answerable: {who}. Please {owed} {by}{basis}."}},
	"notice_issued":  {other, words{"已发出通知书", "Notice issued"}, words{"本事项已发出通知书{basis}。", "A notice has been issued in this matter{basis}."}},
	"supplemented":   {other, words{"已补正", "Supplemented"}, words{"补正材料已收到{basis}。", "The missing material has come in{basis}."}},
	"accepted":       {other, words{"已受理", "Accepted"}, words{"本事项已受理{basis}。", "This matter has been accepted{basis}."}},
	"declined":       {other, words{"不予受理", "Not accepted"}, words{"本事项不予受理{basis}。", "This matter has not been accepted{basis}."}},
	"decided":        {other, words{"已作决定", "Decided"}, words{"本事项已作出决定{basis}。", "This matter has been decided{basis}."}},
	"delivered":      {other, words{"已送达", "Delivered"}, words{"决定已送达{basis}。", "The decision has been delivered{basis}."}},
	"withdrawn":      {other, words{"已撤回", "Withdrawn"}, words{"本事项已由当事人撤回{basis}。", "This matter has been withdrawn{basis}."}},
	"transferred":    {soon, words{"已移交", "Transferred"}, words{"本事项已移交{who}。请{by}{owed}{basis}。", "This matter has been transferred; now answerable: {who}. Please {owed} {by}{basis}."}},
	"step_assigned":  {soon, words{"已分派环节", "Step assigned"}, words{"请{by}{owed}{basis}。", "Please {owed} {by}{basis}."}},
	"step_done":      {other, words{"环节已完成", "Step done"}, words{"“{clock}”已完成{basis}。", "“{clock}” has been done{basis}."}},
	"confirm_passed": {other, words{"审核通过", "Result confirmed"}, words{"办理结果已通过审核{basis}。", "The result has been confirmed{basis}."}},
	"confirm_returned": {soon, words{"审核退回", "Sent back"},
		words{"办理结果未通过审核，退回重新或者继续办理。请{by}{owed}{basis}。", "The result was not confirmed and comes back. Please {owed} {by}{basis}."}},
	"correction": {other, words{"更正", "Correction"},
		words{"更正：此前关于“{of}”的通知现予收回，请勿再据此办理，以本通知为准{basis}。", "Correction: the earlier notice “{of}” is taken back. Please disregard it; this one stands{basis}."}},
	"corrected":       {other, words{"已更正记录", "Record corrected"}, words{"本事项的记录已更正{basis}。", "The record of this matter has been corrected{basis}."}},
	"attached":        {other, words{"已附文件", "File attached"}, words{"本事项附入一份文件{basis}。", "A file was attached to this matter{basis}."}},
	"command_refused": {other, words{"操作未被接受", "Act refused"}, words{"一项操作未被接受{basis}。", "An act was refused{basis}."}},
	"cancel_ignored": {other, words{"引擎取消请求未生效", "Cancel ignored"},
		words{"有人在流程引擎上请求取消本事项，未产生任何效力：只有本机关能够办结事项{basis}。", "Somebody asked the workflow engine to cancel this matter; it changed nothing: only the office ends a matter{basis}."}},
	"absence_approved": {soon, words{"离岗已批准", "Absence granted"},
		words{"离岗已获批准{basis}。离岗前请交接在办事项，按时返岗并报告。", "The absence is granted{basis}. Please hand over what is under way before leaving, be back in time and report it."}},
	"absence_refused":   {soon, words{"离岗未批准", "Absence not granted"}, words{"离岗未获批准{basis}，请勿离岗。", "The absence is not granted{basis}; please stay on post."}},
	"absence_cancelled": {other, words{"离岗已取消", "Absence called off"}, words{"离岗已取消，岗位责任人不变{basis}。", "The absence is called off; the post keeps its holder{basis}."}},
	"absence_ended":     {other, words{"已返岗", "Back on post"}, words{"离岗人员已返岗，请办理交接{basis}。", "The absent holder is back; please hand over{basis}."}},
	"designation_asked": {late, words{"请指定顶岗人员", "Please name a cover"},
		words{"岗位A、B岗均不在岗，请立即指定顶岗人员{basis}。", "A and every B of a post will be away: please name who covers it{basis}."}},
	"urgent_asked": {soon, words{"请同意紧急事项", "Consent asked for"},
		words{"短时顶岗人员请您同意办理一项紧急事项{basis}。请同意或者不同意。", "Whoever covers the post for a short time asks your consent to an urgent act{basis}. Please consent or refuse."}},
	"urgent_granted": {soon, words{"紧急事项已同意", "Urgent act allowed"}, words{"分管领导已同意办理所请示的紧急事项{basis}。", "The leader in charge (分管领导) consents to the urgent act{basis}."}},
	"urgent_refused": {soon, words{"紧急事项未同意", "Urgent act refused"}, words{"分管领导未同意所请示的事项{basis}，待在岗责任人返岗办理。", "The leader in charge (分管领导) does not consent{basis}; the act waits for the holder."}},
	"urgent_lapsed": {soon, words{"紧急请示未获答复", "Urgent request unanswered"},
		words{"分管领导未在时限内答复所请示的紧急事项{basis}，请示失效；该事项待A岗返岗办理，确需办理的可以再次请示。", "The leader in charge (分管领导) did not answer in time{basis}; the request has lapsed. The act waits for the holder, or may be asked for anew."}},
	"post_empty": {late, words{"岗位无人在岗", "Nobody on post"},
		words{"岗位在工作时间内无人在岗，请立即指定顶岗人员{basis}。", "Nobody stands on a post in office hours: please name at once who covers it{basis}."}},
	"post_manned":           {other, words{"岗位已有人在岗", "Post manned again"}, words{"岗位已有人在岗{basis}。", "Somebody is on the post again{basis}."}},
	"standin_designated":    {soon, words{"已指定顶岗人员", "Cover named"}, words{"已指定顶岗人员，顶岗期间由其负责{basis}。", "A cover has been named and answers for the post meanwhile{basis}."}},
	"papers_filed":          {other, words{"手续已补办", "Papers filed"}, words{"离岗手续已补办{basis}。", "The papers of the absence have been filed{basis}."}},
	"facts_stated":          {other, words{"核查有结论", "Facts stated"}, words{"责任核查已有结论{basis}。", "The verification has been concluded{basis}."}},
	"facts_stated/no_fault": {other, words{"核查结论：无个人责任", "Nobody at fault"}, words{"经核查，无个人责任{basis}。", "The verification found nobody at fault{basis}."}},
	"facts_stated/exempt":   {other, words{"核查结论：免予追责", "Excused"}, words{"经核查，依规定免予追究{basis}。", "The verification excused what happened{basis}."}},
	"facts_stated/reminder": {other, words{"核查结论：提醒", "Reminder"}, words{"经核查，予以提醒{basis}。", "The verification ends with a reminder{basis}."}},
	"formally_opened": {late, words{"正式立案", "Formally opened"},
		words{"责任追究已正式立案{basis}。当事人有权陈述和申辩，作出决定前应当听取。", "The accountability case has been formally opened{basis}. The person concerned may state his case and is heard before anything is decided."}},
	"heard":               {other, words{"已陈述申辩", "Heard"}, words{"当事人已陈述申辩{basis}。", "The person concerned has stated his case{basis}."}},
	"liability_split":     {other, words{"责任划分", "Responsibility split"}, words{"责任划分已记录{basis}。", "The split of responsibility has been recorded{basis}."}},
	"measure_recommended": {soon, words{"提出处理建议", "Measure recommended"}, words{"处理建议已提出，请集体研究决定{basis}。", "A measure has been recommended; please decide it together{basis}."}},
	"measure_decided":     {other, words{"已作处理决定", "Measure decided"}, words{"处理决定已集体作出{basis}。", "The decision has been taken{basis}."}},
	"decision_served": {late, words{"处理决定已送达", "Decision served"},
		words{"处理决定已送达并生效{basis}。不服的，可以自知道之日起三十日内申请复核，或者直接提出申诉；复核、申诉期间不停止执行。", "The decision has been served and is in force{basis}. Whoever is not satisfied may ask for a review within 30 days, or appeal; neither suspends it."}},
	"review_asked":            {soon, words{"申请复核", "Review asked for"}, words{"当事人已申请复核{basis}。", "A review has been asked for{basis}."}},
	"review_asked/appeal":     {soon, words{"提出申诉", "Appeal"}, words{"当事人已提出申诉{basis}。", "An appeal has been brought{basis}."}},
	"review_decided":          {other, words{"已作复核决定", "Review decided"}, words{"复核、申诉已作出决定{basis}。", "The review or appeal has been decided{basis}."}},
	"review_decided/reversed": {other, words{"处理决定已撤销", "Decision reversed"}, words{"原处理决定已撤销，由此扣减的分数一并恢复{basis}。", "The decision is reversed and the points it cost are given back{basis}."}},
	"case_closed":             {other, words{"已办结", "Closed"}, words{"本事项已办结，不再计时{basis}。", "This matter is closed; no clock runs any more{basis}."}},
	"case_reopened":           {soon, words{"重新办理", "Reopened"}, words{"本事项已重新办理。请{by}{owed}{basis}。", "This matter has been reopened. Please {owed} {by}{basis}."}},
}

// unknown says an event this table does not have; its label is the event's name.
var unknown = words{"本事项有新的进展：{of}{basis}。", "There is news in this matter: {of}{basis}."}

// deemed is what the law makes of an office's silence, by kind and clock.
var deemed = map[string]words{
	"service/intake":  {"视为自收到材料之日起受理", "the application counts as accepted from the day it was received"},
	"service/renew":   {"视为准予延续", "the renewal counts as granted"},
	"service/step":    {"视为无不同意见", "the unit counts as not objecting"},
	"document/handle": {"视为默认或者同意", "the request counts as consented to"},
	"":                {"视为已作决定", "the law decides in the office's place"},
}

// lapsed is what is left of a right not used in time, by kind and clock.
var lapsed = map[string]words{
	"document/return":              {"此后退回须经交办方同意，并记为逾期", "Returning it now needs the assigner's consent and is recorded as late"},
	"proposal/return":              {"此后退回须经交办方同意，并记为逾期", "Returning it now needs the assigner's consent and is recorded as late"},
	"complaint/jurisdiction":       {"逾期记录在案，管辖仍由效能办决定", "The delay is recorded; the efficiency office (效能办) still decides who is competent"},
	"document/consent":             {"已达到视为默认或者同意的条件", "The condition of deemed consent is met"},
	"supervision/objection":        {"结论成立", "The conclusion stands"},
	"absence/approve":              {"未获批准，不得离岗", "It is not granted; nobody may leave"},
	"urgent_act":                   {"请示失效，该事项待A岗返岗办理", "The request has lapsed; the act waits for the holder"},
	"absence/leave":                {"离岗时间已到，岗位由顶岗人员负责", "The time of leaving has come; the cover answers for the post"},
	"accountability/statement":     {"陈述申辩的期限已过，可以依程序作出决定", "The time to be heard has run out; the matter may be decided"},
	"accountability/ask_review":    {"处理决定为最终决定", "The decision is final"},
	"accountability/direct_appeal": {"处理决定为最终决定", "The decision is final"},
	"accountability/appeal":        {"处理决定为最终决定", "The decision is final"},
	"":                             {"此后提出的，不再当然受理", "It can no longer be exercised as of right"},
}
