package label

import "github.com/shixian/shixian/internal/words"

// disclosedLabels are those of what was made public.
var disclosedLabels = map[string]words.Text{
	"nav.disclosures": {"政务公开", "Disclosures"}, "public.disclosures": {"单位公开了什么、什么时候公开的；群众的意见怎样落实了（回音壁）", "What the office made public and when, and what came of what people said"},
	"disclosed.title": {"政务公开", "What we disclose"}, "disclosed.house.title": {"公开一览", "Disclosures"},
	"disclosed.lead":       {"经核查真实性、领导小组审批以后公开的内容和服务承诺。没有批准的不在这里。", "What was looked into, approved and then made public, and what the office promises. What was not approved is not here."},
	"disclosed.house.lead": {"对外公开的和只在本单位公开的内容；应当公开的各类是否齐全、是否按期抽查，公开率和实现率。", "What is public, and what is for the house alone; whether every category the rules want is there and was checked in time; the two rates."},
	"disclosed.all":        {"全部公开内容", "All of them"}, "disclosed.public": {"公众看到的", "As the public sees it"}, "disclosed.newest": {"已公开的内容", "What is public"},
	"disclosed.empty": {"还没有公开的内容", "Nothing is public yet"}, "disclosed.empty.how": {"经批准并公开以后会出现在这里。", "It appears here once it is approved and made public."},
	"disclosed.of": {"已有 %d 类，应有 %d 类", "%d of %d there"}, "disclosed.category": {"公开内容", "Category"}, "disclosed.n": {"件数", "How many"}, "disclosed.on": {"公开日期", "Made public"}, "disclosed.state": {"情况", "State"},
	"disclosed.state.there": {"已公开", "public"}, "disclosed.state.missing": {"尚未公开", "nothing public yet"}, "disclosed.state.overdue": {"没有按期抽查", "not checked in time"}, "disclosed.state.mending": {"抽查有问题，整改中", "found wrong, being mended"},
	"disclosed.q": {"查找标题、全文或者编号", "Find in titles, texts and numbers"}, "disclosed.look": {"查找", "Find"}, "disclosed.found": {"有“%s”的公开内容", "What holds \"%s\""}, "disclosed.none": {"没有找到", "Nothing found"}, "disclosed.none.how": {"换一个词再找，或者看全部公开内容。", "Try another word."},
	"disclosed.table": {"下载这些内容（xlsx，含全文）", "Download these (xlsx, with their texts)"}, "disclosed.file": {"下载全文（txt）", "Download the text (txt)"}, "disclosed.suggest": {"提意见", "Say what you think"}, "disclosed.name": {"标题", "Title"}, "disclosed.text": {"全文", "Text"},
	"disclosed.house": {"对内", "house only"}, "disclosed.matter": {"承诺的事项", "The matter promised"}, "disclosed.kept": {"本半年实现率", "Kept this half-year"},
	"disclosed.kept.counted": {"%s，按目录现在的时限（%s）算", "%s, by what the catalogue counts by now (%s)"},
	"disclosed.checked":      {"最近抽查（检查）", "Last checked"}, "disclosed.checked.not": {"还没有抽查过", "not checked so far"},
	"disclosed.rates": {"公开率", "Rate of disclosure"}, "disclosed.since": {"%s起", "since %s"}, "disclosed.rates.lead": {"到期应当公开的，有多少已经公开；由时限记录算出，不由人填写。各项承诺的实现率写在承诺旁边。", "Of what was to be made public by its day, how much is: counted from the clocks, entered by nobody. How far a promise is kept stands beside it."},
	"disclosed.rate": {"%d / %d 件（%s%%）", "%d of %d (%s%%)"}, "disclosed.rate.none": {"还没有到期的", "nothing was due yet"},
	"answers.title": {"回音壁", "What came of it"}, "answers.lead": {"群众提出的意见建议怎样落实了。不写任何人的信息。", "What came of what people suggested. It names nobody."}, "answers.empty": {"还没有落实情况", "Nothing here yet"}, "answers.empty.how": {"意见答复以后，落实情况登在这里。", "What came of a suggestion appears here once it is answered."},

	"help.disclosures": {"上面是已公开的内容，新的在前；点标题看全文。\n下面按条文列出应当公开的各类：有几件、最近一件哪天公开、有没有按期抽查。“尚未公开”的还没有。\n点类别只看那一类。", "What is public stands first, the newest on top; a title opens the text.\nBelow stand the categories each article wants: how many, the newest day, whether it was checked in time.\nA category shows that one alone."},
	"help.disclosure":  {"公开的全文、公开日期和最近一次抽查的日期。承诺的，还写明按期办结了多少。", "The text as it was made public, the day, and when it was checked last. Of a promise also how far it is kept."},
	"help.answers":     {"群众意见的落实情况，新的在前。编号不能用来查是谁提的。", "What came of what people suggested, the newest first. The number tells nobody who said it."},

	"refused.means.R198": {"请选择公开方式；公众普遍关注的，要发布公告或者开新闻发布会", "choose how it is made public; what concerns the public at large is announced"},
	"refused.limit.R227": {"目录里这个事项按另一个时限计时：先改目录，再照目录的时限定诺，实现率才算得准", "the catalogue counts this matter by another limit: change that first, and promise what is counted"},
	"refused.means.R228": {"对内公开的只在本单位公布，不发布公告", "what is for the house alone is not announced outside"},
}
