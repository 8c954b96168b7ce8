package label

import "github.com/shixian/shixian/internal/words"

// complaintLabels are those of the public form, of following a case by its query
// code, and of what the efficiency office does beside the reply.
var complaintLabels = map[string]words.Text{
	"nav.complaint": {"效能投诉", "Complain"}, "nav.progress": {"查进度", "Follow a case"},
	"public.complaint": {"拖着不办、不一次说清、推来推去、态度不好，可以在这里投诉；不用登录", "Delay, half-told requirements, buck-passing, rudeness: complain here, without signing in"},
	"public.progress":  {"凭编号和查询码，看办到哪一步、哪天答复、答复是什么", "By number and query code: where your case stands, when it is due, and the reply"},

	"complain.title": {"效能投诉", "Complain about an office"}, "complain.submit": {"提交投诉", "Send the complaint"}, "complain.trap": {"请不要填写此项", "Leave this empty"},
	"complain.lead":                 {"请写明被投诉的单位、事情经过和理由。能记得时间、地点、经办人的，请一并写上。", "Say which unit it is about, what happened, and why it was wrong. Times, places and names help."},
	"complain.sealed":               {"您的姓名、电话和原话只有受理机关能看到，不会告诉被投诉的单位和人员。打击报复投诉人的，从严处理。", "Your name, telephone and words are read by the office that handles complaints alone; the unit complained of never sees them. Retaliation is dealt with severely."},
	"complain.other":                {"也可以打电话 %s，或者到%s当面说。", "You may also call %s, or come to %s."},
	"complain.anonymous":            {"不留姓名也可以提交。匿名的只能作为工作建议处理，没有答复期限。留下姓名和电话的，转办后十个工作日内答复您。", "You may send it without your name. It is then a suggestion, and nobody owes you a reply by a date. With name and telephone, you are answered within ten working days of its being forwarded."},
	"complain.done":                 {"已经收到", "Received"},
	"complain.once.lost":            {"请抄下或者拍下编号和查询码。您写的内容已经完整收下。查询码只显示这一次，系统里查不出来，也不再补发。", "Write both down now, or take a picture. What you wrote is kept whole. The code is shown this once; nobody can look it up, and no other is issued."},
	"complain.once":                 {"请抄下或者拍下编号和查询码。您写的内容已经完整收下。查询码只显示这一次，系统里查不出来，忘记了要到受理机关重新领取。", "Write both down now, or take a picture. What you wrote is kept whole. The code is shown this once and nobody can look it up: if it is lost, the office issues another."},
	"complain.next":                 {"一般一个工作日内转交承办单位，转交后十个工作日内答复您；复杂的最多再延长五个工作日。", "As a rule it is forwarded within a working day, and you are answered within ten working days after that; up to five more where it is complicated."},
	"complain.suggestion":           {"没有留姓名，按工作建议处理：有人看，但不计答复期限。", "Without a name it is taken as a suggestion: somebody reads it, and no reply is owed by a date."},
	"complain.hint.ground":          {"选最接近的一种；说不清就选“其他”", "The nearest one; \"other\" if none fits"},
	"complain.hint.statement":       {"什么时间、办什么事、谁怎么做的、您为什么不满意", "When, what you came for, who did what, and why it was wrong"},
	"complain.hint.applicant":       {"不匿名的必须填写，只有受理机关能看到", "Needed unless you stay anonymous; only the office that handles it sees it"},
	"complain.hint.phone":           {"不匿名的必须填写，用来联系和答复您", "Needed unless you stay anonymous: how you are reached and answered"},
	"refused.fields.applicant.R067": {"请填写姓名；不想留下的，请勾选“匿名”", "give your name, or tick \"anonymous\""}, "refused.fields.phone.R067": {"请填写电话；不想留下的，请勾选“匿名”", "give a telephone number, or tick \"anonymous\""},
	"refused.fields.applicant.R084": {"请填写姓名（名称），才能书面告知和答复；不想留下的，请勾选“匿名”", "give your name, so that you can be told and answered in writing, or tick \"anonymous\""}, "refused.fields.phone.R084": {"请填写电话；不想留下的，请勾选“匿名”", "give a telephone number, or tick \"anonymous\""},
	"refused.fields.against_unit.R065": {"请选择被投诉的单位", "choose the unit you complain of"}, "refused.fields.statement.R065": {"请写明事实和理由", "say what happened, and why it was wrong"},
	"complain.hint.anonymous": {"勾选后不保存您的姓名、电话和地址", "Ticked, your name, telephone and address are not kept"},

	"progress.title": {"查进度", "Follow a case"}, "progress.lead": {"填写收到编号时一起给您的查询码。", "With the number you were given a query code. Enter both."},
	"progress.number": {"编号", "Number"}, "progress.number.hint": {"例如 TS2026-000001", "Such as TS2026-000001"}, "progress.code": {"查询码", "Query code"}, "progress.code.hint": {"例如 7K3F-9QXM-2D4P，大小写和横线不影响", "Such as 7K3F-9QXM-2D4P; case and dashes do not matter"},
	"progress.submit": {"查询", "Look it up"}, "progress.due": {"答复期限", "Reply due"}, "progress.outcome": {"结论", "Finding"}, "progress.reply": {"答复", "Reply"}, "progress.rated": {"您的评价", "Your rating"}, "progress.on": {"日期", "On"},
	"progress.ratings":       {"评价和办理", "Ratings, and what came of them"},
	"progress.ask-look":      {"没有办成？请另一机构再看一次", "Not settled? Have another office look at it"},
	"progress.ask-look.lead": {"没有受理、没有办成或者没有找对地方的，可以请效能办再看一次，一件一次；作出决定的人不参与答复。申请行政复议、提起行政诉讼的期限照常计算，不因此停止（本单位规定）。", "Refused or sent away, you may have the efficiency office look at it once; whoever refused you does not answer it. Your days to ask for reconsideration or to sue run on meanwhile (the house's own rule)."},
	"progress.rate":          {"对这次答复，您满意吗", "Are you satisfied with the reply"}, "progress.rate.lead": {"不满意的，受理机关审核前会看到。每次答复评价一次。", "If not, the office sees it before it passes the reply. Once for each reply."},

	"progress.reason": {"理由", "Why"}, "progress.basis": {"依据", "Basis"}, "progress.accounted": {"责任追究", "Who answers for it"},

	"complaint.accounted": {"责任追究结果", "Outcome of accountability"},

	"code.issue": {"发放查询码", "Issue a query code"}, "code.issue.why": {"提出人凭编号和查询码查进度。重新发放后旧码失效，每次发放都有记录。", "With number and code whoever brought it follows the case. A new code ends the old one; each is recorded."},
	"code.issued": {"%s 的查询码 %s，请交给提出人，只显示这一次", "Query code of %s: %s. Hand it to whoever brought it; it is shown this once"},

	"refused.outcome.R067":  {"匿名投诉不作为投诉受理，可以作为工作建议、移送或者不予受理", "a complaint without a name is not taken as one: it may be a suggestion, referred or not taken"},
	"register.done.code":    {"%s 已登记。查询码 %s，请当面交给提出人，只显示这一次", "%s is registered. Query code %s: hand it to whoever brought it; it is shown this once"},
	"register.pending.code": {"%s 已保存，稍后进入办理。查询码 %s，请当面交给提出人，只显示这一次", "%s is kept and will start shortly. Query code %s: hand it to whoever brought it; it is shown this once"},

	"field.reason.hint.screen": {"作为建议、不予受理或者移送的，理由会告知提出人", "Of a suggestion, a refusal or a referral the reason is told to whoever brought it"},
	"field.matter":             {"同一事项的编号", "Number of the case on the same matter"}, "field.screen.matter": {"同一事项先前的投诉编号", "Earlier complaint on the same matter"},
	"field.disclose.received": {"书面同意的日期", "Date of the written consent"}, "field.disclose.approve": {"书面同意已存档", "The written consent lies on file"},
	"field.forward.basis": {"参与裁决的单位和人员（含编委办）", "Who took part in deciding it, the 编办 included"}, "field.advise.category": {"意见种类", "Kind of advice"},
	"field.rate.outcome": {"评价", "Rating"},

	"complaint.earlier": {"先前的投诉 %s", "earlier complaint %s"},
}
