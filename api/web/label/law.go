package label

import "github.com/shixian/shixian/internal/words"

// lawLabels are those of the regulations.
var lawLabels = map[string]words.Text{
	"law.title": {"制度和条文", "Rules and articles"}, "nav.law": {"制度", "The law"},
	"law.lead": {
		"每一条规则都写明依据，点开就是条文原文。软件做到哪一步，照规则台账如实写明。",
		"Every rule names the articles it rests on; each opens word for word, in Chinese as the law is. How far the software goes is what the ledger of rules says.",
	},
	"law.regulations": {"制度和法律", "Regulations and laws"}, "law.id": {"编号", "Id"}, "law.rule": {"规则内容", "What it says"}, "law.on": {"依据", "Rests on"},
	"law.standing": {"台账", "In the ledger"}, "law.standing.enforced": {"软件保证", "enforced"}, "law.standing.recorded": {"人办、软件记录", "recorded"},
	"law.standing.configured": {"由本单位设定", "configured"}, "law.standing.duplicate": {"与另一条相同", "duplicate"}, "law.standing.outside": {"由人执行", "outside the software"},
	"law.standing.claimed": {"尚未证明", "not proved yet"}, "law.standing.absent": {"尚未建成", "not built yet"},
	"law.standing.": {"尚未列入", "not in the ledger yet"},
	"law.by":        {"制定", "Made by"}, "law.force": {"施行", "In force"}, "law.force.from": {"%s起", "from %s"}, "law.force.span": {"%s 至 %s", "%s to %s"}, "law.force.unknown": {"来源没有写明", "the source does not say"},
	"law.source": {"来源", "Source"}, "law.unchecked": {"未核对原文", "unchecked"},
	"law.unchecked.why": {"没有取得官方文本，以下是内容提要，不是条文，引用前应当查对。", "No official text was to be had. What follows is a summary in our own words; check it before you cite it."},
	"law.whole":         {"全文", "The regulation"}, "law.rest": {"以此为依据的规则", "Rules that rest on it"}, "law.rest.none": {"没有规则以它为依据。", "No rule rests on it."},
	"law.versions": {"其他时期的文本", "As it stood at other times"}, "law.before": {"上一条", "Before"}, "law.after": {"下一条", "After"}, "law.choice": {"这个名称不止一处，请选择", "Several bear this name; choose"},
	"law.at": {"由什么落实", "Carried out by"}, "law.at.clock": {"%s的时限", "%s, clocks"}, "law.at.act": {"%s的操作", "%s, acts"}, "law.at.told": {"%s登记、公开时告知的内容", "%s: what its matters tell"},
	"law.at.right": {"%s里谁可以看、可以办", "%s: who may read and do what"}, "law.at.paper": {"文书和文书上的栏目", "the papers and their lines"}, "law.at.presets": {"本单位的预设表", "the tables of presets"},
	"law.at.posts": {"岗位和AB岗的安排", "posts and who stands in"}, "law.at.form": {"登记表的栏目", "the form of registration"},
	"law.where": {"软件所在", "In the software"}, "law.shown": {"举例 %d 个，都已实现；逐项去掉声明 %d 次，其中 %d 次有例子不再成立。", "%d {example, which comes|examples, all of which come} true; %d {time|times} something declared was taken out, and %d {time|times} an example missed it."},
	"law.touched": {"本年度涉及 %d 件", "Touched %d {case|cases} this year"}, "law.touched.reach": {"1月1日以来，您有权查看的范围内", "since 1 January, of those you may read"},
	"law.happens": {"必须发生", "must happen"}, "law.never": {"决不发生", "must never happen"}, "law.not": {"决不", "Never"},
	"law.silent": {"条文没有写明的", "Where the articles are silent"}, "law.says": {"软件怎么做", "What the software does"},
	"law.group.service": {"办件", "Service cases"}, "law.group.document": {"公文", "Documents"}, "law.group.complaint": {"效能投诉", "Efficiency complaints"}, "law.group.petition": {"信访和建议提案", "Petitions and proposals"},
	"law.group.supervision": {"督办", "Supervision"}, "law.group.inspection": {"明查暗访和整改", "Inspection"}, "law.group.accountability": {"责任追究", "Accountability"}, "law.group.absence": {"离岗和AB岗", "Absence and cover"},
	"law.group.attendance": {"考勤请假", "Attendance and leave"}, "law.group.disclosure": {"公开和承诺", "Disclosure and promises"}, "law.group.post": {"岗位和目标", "Posts and targets"}, "law.group.report": {"信息报送", "Reports"}, "law.group.later": {"后来补入", "Found later"},
	"public.law": {"每一条规则的依据和条文", "The rules of the house, and the articles they rest on"},
}
