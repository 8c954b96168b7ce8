package label

import "github.com/shixian/shixian/internal/words"

// drawerLabels are those of what people keep for their work: views, texts, drafts.
var drawerLabels = map[string]words.Text{
	"views.title": {"我的筛选", "Saved views"}, "views.save": {"保存这个筛选", "Keep this view"}, "views.name": {"名称", "Name"}, "views.shared": {"%s的人也能用", "Everybody in %s has it, too"},
	"views.keep": {"保存", "Keep it"}, "views.manage": {"管理", "Manage"}, "views.whose": {"谁的", "Whose"}, "views.own": {"只有我", "mine alone"}, "views.drop": {"删除", "Remove"}, "views.none": {"还没有保存过筛选", "No view is kept yet"},
	"views.how":  {"在事项列表里选好种类、单位、灯色等，再点“保存这个筛选”。", "Narrow the list of matters by kind, unit, light and so on, then choose \"Keep this view\"."},
	"views.full": {"保存得太多了，请先删除不用的", "too many are kept; remove what is not used"}, "problem.view_empty": {"没有选任何筛选，没有可保存的", "nothing narrows the list, so there is nothing to keep"},
	"texts.title": {"常用语", "Standard texts"}, "texts.lead": {"%s的人填写理由、说明时可以选用；保存后十秒内大家都看得到。", "Whoever writes a reason in %s may choose one; all have it within ten seconds."},
	"texts.name": {"名称", "Name"}, "texts.body": {"内容", "Text"}, "texts.body.hint": {"不要写具体的人和案件：每件都会用到", "Name no person and no case: it goes into every one"}, "texts.by": {"谁写的", "By"},
	"texts.add": {"增加一条", "Add one"}, "texts.keep": {"保存", "Keep it"}, "texts.gone": {"所选的常用语已被修改或者删除，请重新选择", "the text that was chosen has been changed or removed since; choose again"}, "texts.none": {"还没有常用语", "There is no text yet"}, "texts.choose": {"或者用常用语", "or a standard text"},
	"draft.saved": {"草稿保存在 %s，只有您看得到，三十天后自动删除。", "Kept at %s; only you can see it, and it goes after thirty days."}, "draft.saved_shared": {"草稿保存在 %s，负责这份报告的人都能接着写，三十天后自动删除。", "Kept at %s; whoever owes this report may go on from it, and it goes after thirty days."}, "draft.save": {"先存草稿", "Keep for later"}, "draft.drop": {"不要草稿了", "Throw the draft away"},
	"draft.kept_now": {"草稿已保存，办到一半可以走开", "The draft is kept; you may leave it half done"}, "draft.dropped": {"草稿已删除", "The draft is gone"}, "draft.full": {"未完成的草稿太多了（最多 %d 份），请先办完或者删除几份", "there are too many drafts (%d at most); finish or remove some"},
	"draft.left": {"“%s”写了一半", "\"%s\" is half-written"}, "draft.go_on": {"接着写", "Go on writing"}, "draft.lost": {"没有自动保存上，请点“先存草稿”", "It could not be kept by itself; choose \"Keep for later\""},
	"draft.sent": {"“%s”已经提交", "\"%s\" was sent"}, "draft.waits": {"系统还没有办完这一步。写下的内容留在这里：办成了自动删除，没有办成可以改了再交。", "The step is not done yet. What was written stays here: done, it goes by itself; refused, it can be mended and sent again."},
	"draft.stale": {"事项已经往前走了，现在不能再办“%s”。写下的内容在这里，需要的话请抄走，再删除草稿。", "The matter has moved on and takes \"%s\" no longer. What was written stands here; copy what you need, then throw the draft away."},
	"help.views":  {"把常用的筛选存下来，在事项列表上方一点就到；可以让本单位的人也用。\n同名的以后一次为准。翻页和单个编号不保存。", "Keep ways of looking at the list that you need often; they stand above it, for your unit too if you like.\nOf one name the last holds. Pages and single numbers are not kept."},
	"help.texts":  {"一个单位反复要写的话写在这里，填理由、说明时从“常用语”里选。\n自己在框里写了字的，以写的为准。", "What a unit writes again and again stands here, to be chosen where a reason is asked for.\nWhere you write words of your own, they hold."},
}
