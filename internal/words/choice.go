package words

import "github.com/shixian/shixian/internal/casework"

// choices are what the form of an act offers.
var choices = map[string]Text{
	"review": {"向原处理机关申请复核", "A review, by the organ that decided"}, "appeal": {"向同级公务员主管部门或者上一级机关申诉", "An appeal, to the civil service department or the organ above"}, "satisfied": {"满意", "Satisfied"},
	"basically": {"基本满意", "Basically satisfied"}, "unsatisfied": {"不满意", "Not satisfied"}, "rectify": {"整改意见", "Put it right"},
	"hold_to_account": {"问责意见", "Hold to account"}, "lead": {"跟踪督办线索", "A lead to track"}, "progress": {"进展", "Progress"},
	"result": {"结果", "Result"}, "complaint": {"受理为投诉", "A complaint"}, "suggestion": {"作为建议", "A suggestion"},
	"not_taken": {"不予受理", "Not taken"}, "referred": {"移送", "Referred"}, "over_limit": {"超过时限", "Over the limit"},
	"no_notice": {"不一次性告知", "No one-time notice"}, "no_reason": {"不说明理由", "No reason given"}, "buck_passing": {"推诿扯皮", "Passing the buck"},
	"rudeness": {"态度生硬", "Rudeness"}, "abuse": {"以权谋私、吃拿卡要", "Abuse of office"}, "late_execution": {"落实不力", "Late in carrying out"},
	"other": {"其他", "Other"}, "proven": {"属实", "Proven"}, "partly": {"部分属实", "Proven in part"},
	"unproven": {"不属实", "Not proven"}, "accountability": {"启动责任核查", "Ask who answers"}, "no_personal_fault": {"无个人责任（说明理由）", "No personal fault, with the reason"},
	"funds": {"资金", "Funds"}, "posts": {"编制", "Posts"}, "land": {"土地", "Land"},
	"personnel": {"人事", "Personnel"}, "case": {"案件", "Cases"}, "sealed": {"只有效能办", "The efficiency office alone"},
	"handed": {"直接送交", "Handed over"}, "exchange": {"公文交换", "Document exchange"}, "post": {"邮寄", "By post"}, "electronic": {"电子公文系统", "Electronic document system"},
	"unit":                     {"承办单位也可以看", "The unit too"},
	casework.PurposeOpinion:    {"代表、委员意见表", "The author's slip of opinion"},
	casework.PurposeWithdrawal: {"撤回申请", "Letter of withdrawal"}, casework.PurposePauseNotice: {"中止通知（写明程序和所需时间）", "Notice of the pause, its procedure and time"}, casework.PurposeHearingNotice: {"听证通知", "Notice of the hearing"}, casework.PurposeReceipt: {"签收凭据", "Proof of receipt"}, casework.PurposePromise: {"承诺书（容缺补交、告知承诺）", "Signed promise"},
	casework.PurposeServed: {"送达回证（已签收、已注明）", "Receipt of service, signed"}, casework.PurposeLeft: {"留置送达的照片、录像", "Photographs or film of its being left"}, casework.PurposePosted: {"邮寄回执", "Return slip of the post"}, casework.PurposePublic: {"公告（写明处所、日期）", "The public notice, where and when"}, casework.PurposeArrival: {"电子送达到达记录", "Record of its arrival"}, casework.PurposeAddress: {"送达地址确认书（申请人签名）", "Confirmation of the address for service, signed"},
	casework.PurposeHospital: {"医院证明", "Hospital certificate"}, casework.PurposeCourse: {"函授学习证明或者面授通知单", "Notice of the course"}, casework.PurposeMarriage: {"结婚证", "Marriage certificate"}, casework.PurposeDeath: {"死亡证明", "Death certificate"}, casework.PurposeDissolution: {"终止证明", "Proof that it exists no more"}, casework.PurposeBirth: {"生育证明", "Proof of the birth"}, casework.PurposeFamily: {"探亲对象的证明", "Proof of the family"},
	"done": {"已办", "Done"}, "in_progress": {"在办", "In progress"}, "not_done": {"未办", "Not done"},
	"related": {"相关", "Related"}, "same_matter": {"同一事项", "The same matter"}, "arises_from": {"由该件引起", "Arises from it"},
}

// facts are what the form of an item offers.
var facts = map[string]Text{
	"law": {"法律、法规", "Laws and regulations"}, "over_limit": {"办事拖拉，超过法定、规定或者承诺的时限", "Delay: past the legal, stated or promised limit"}, "no_notice": {"没有一次说清手续、依据和程序", "Not told at once what to bring, by which rule, in which steps"},
	"no_reason": {"不受理、不审批，又不说理由和依据", "Refused without reason or basis"}, "buck_passing": {"几个部门的事，互相推诿或者拖着不办", "Several offices pass it on, or leave it lying"},
	"rudeness": {"态度冷硬、粗暴或者故意刁难", "Cold, rude, or making it hard on purpose"}, "abuse": {"借办事吃、拿、卡、要、报", "Favours or money asked for"},
	"late_execution": {"上级依法作出的决定执行不及时或者不当回事", "A superior's lawful decision carried out late or not at all"}, "other": {"其他", "Other"},
	"true": {"是", "Yes"}, "false": {"否", "No"},
	"none": {"无", "None"}, "secret": {"秘密", "Secret"},
	"confidential": {"机密", "Confidential"}, "top_secret": {"绝密", "Top secret"},
	"permit": {"行政许可", "Permits"}, "funds": {"资金", "Funds"},
	"posts": {"编制", "Posts"}, "land": {"土地", "Land"},
	"personnel": {"人事", "Personnel"}, "case": {"案件", "Cases"},
	"leader_assigned": {"上级领导交办", "A superior leader"}, "meeting": {"党组会、局务会议定事项", "A meeting's decision"},
	"bureau_chief": {"局长交办", "The bureau chief"}, "deputy": {"副局长交办", "A deputy chief"},
	"from_above": {"上级转办", "Forwarded from above"}, "letters": {"来信来访", "Letters and visits"},
	"suggestions": {"建议提案", "Suggestions and proposals"}, "web": {"网络", "Internet"},
	"phone": {"电话", "Telephone"}, "letter": {"来信", "Letter"},
	"platform": {"平台转来", "Platform"}, "visit": {"来访", "Visit"},
	"provincial_leader": {"省级领导批示", "A provincial leader"}, "provincial_office": {"省级机关交办", "A provincial office"},
	"email":      {"电子邮件", "E-mail"},
	"department": {"部门交办", "A department"}, "own_leader": {"本级政府领导批示", "A leader of this government"}, "bureau_leader": {"本单位领导批示", "A leader of this bureau"},
	"ordinary": {"一般事项", "Ordinary"},
	"hotline":  {"12345热线", "The 12345 line"}, "portal": {"政务服务平台", "The government-service platform"},
	"petitions": {"信访信息系统", "The petition system"}, "another_office": {"其他机关的系统", "Another office's system"},
	casework.WayPaper: {"纸质", "On paper"}, casework.WayMail: {"电子邮件", "E-mail"},
}

// pauses are what a clock may be stopped for (R028), in a sentence.
var pauses = map[string]Text{
	"hearing": {"听证", "hearing"}, "tender": {"招标", "tender"}, "auction": {"拍卖", "auction"},
	"inspection": {"检验", "inspection"}, "test": {"检测", "test"}, "quarantine": {"检疫", "quarantine"},
	"appraisal": {"鉴定", "appraisal"}, "expert_review": {"专家评审", "expert review"}, "supplement": {"补正材料", "supplement"},
	"third_party": {"征求第三方、其他机关意见", "third party or other organ asked"}, "closed": {"办结至重新办理", "closed until taken up again"}, "object": {"可以提出异议期间", "while it may be objected to"},
}

// classes are those of an item.
var classes = map[string]Text{
	"permit": {"行政许可", "Permit"}, "service": {"公共服务", "Service"},
}
