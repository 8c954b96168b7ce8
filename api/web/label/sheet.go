package label

import "github.com/shixian/shixian/internal/words"

// sheetLabels are those of duty sheets of posts (R210).
var sheetLabels = map[string]words.Text{
	"sheet.title": {"岗位责任书", "Duty sheet"}, "sheet.public": {"岗位责任公示", "What each post is for"}, "public.sheets": {"每个岗位做什么、按什么标准、多长时间办完、负什么责任", "What each post does, to which standard, in which time, and what it answers for"},
	"sheet.lead":        {"每个岗位的工作内容、数量和质量，程序、标准和时限，权力和责任。发布后向社会公示，不再改动，只能发布新的一版。", "The work of this post, how much and how well, by which procedure, standard and limit, with which powers and responsibility. Once published everybody reads it; it never changes, another version follows it."},
	"sheet.public.lead": {"本单位各岗位的职责，自觉接受群众监督。", "What the posts of this office are there for, for everybody to hold them to it."}, "sheet.public.none": {"岗位责任书发布以后在这里公示。", "Duty sheets appear here once they are published."},
	"sheet.content": {"工作内容", "Work"}, "sheet.quantity": {"数量", "Quantity"}, "sheet.quality": {"质量", "Quality"}, "sheet.procedure": {"程序", "Procedure"},
	"sheet.standard": {"标准", "Standard"}, "sheet.limit": {"时限", "Time limit"}, "sheet.powers": {"权力", "Powers"}, "sheet.duties": {"责任", "Responsibility"},
	"sheet.shown": {"公示的样子", "As the public reads it"}, "sheet.none": {"还没有岗位责任书", "No duty sheet yet"}, "sheet.none.how": {"科室起草，第一责任人发布后在这里显示。", "The section drafts it; once it is published it stands here."},
	"sheet.responsible": {"第一责任人", "Answers first for it"}, "sheet.waiting": {"待发布", "Waits to be published"}, "sheet.publish": {"发布", "Publish"},
	"sheet.propose": {"提出新的一版", "Propose a new version"}, "sheet.propose.hint": {"由第一责任人发布后生效", "in force once whoever answers first for it publishes it"},
	"aim.title": {"年度工作目标和学习目标", "What they set themselves for the year"}, "aim.work": {"工作目标", "Work"}, "aim.learning": {"学习目标", "Learning"},
	"aim.none": {"还没有经上级同意的目标。", "Nothing yet that a superior has approved."}, "aim.draft": {"草案", "Draft"}, "aim.waiting": {"等待上级同意", "Waits for a superior's word"},
	"aim.drafted": {"%s 起草，%s", "drafted by %s, %s"}, "aim.approved": {"；%s 同意，%s", "; approved by %s, %s"}, "aim.back": {"；%s 退回，%s", "; given back by %s, %s"},
	"aim.approve": {"同意", "Approve"}, "aim.return": {"退回修改", "Give back"},
	"desk.drafted": {"%s 起草，%s", "drafted by %s, %s"}, "desk.aims": {"%d年目标", "Aims of %d"},
	"points.aims": {"制定目标", "Set what you aim at"}, "points.aims.hint": {"用文字写明全年的工作目标和学习目标，上级同意后生效", "in words, for the whole year; it holds once the superior approves"},
	"sheet.versions": {"各版", "Versions"}, "sheet.version": {"第 %d 版，%s 发布（%s）", "version %d, published %s (%s)"}, "sheet.file": {"随机构文件导入", "with the office's file"},
}
