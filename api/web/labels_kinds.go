package web

// kindLabels are the commands that only absences and accountability know.
var kindLabels = map[string]text{
	"do.approve": {"审批离岗", "Decide the absence"}, "hint.approve": {"同意或不同意离岗", "Approve or refuse the absence"},
	"do.report-return": {"销假返岗", "Report the return"}, "hint.report-return": {"已回到岗位", "Back at the post"},
	"do.file-papers": {"补交材料", "File the papers"}, "hint.file-papers": {"补交批准离岗的材料", "The papers the absence rests on"},
	"do.designate": {"指定顶岗人", "Designate a cover"}, "hint.designate": {"备岗都不在时，由分管领导指定", "Where no backup is on duty, the leader in charge names one"},
	"do.state-facts": {"认定事实", "State the facts"}, "hint.state-facts": {"写明事实、原因和轮到谁办", "Facts, causes, and whose turn it was"},
	"do.hear": {"听取陈述申辩", "Hear the person"}, "hint.hear": {"记录当事人的陈述和申辩", "His statement and defence, on record"},
	"do.split": {"划分责任", "Split the responsibility"}, "hint.split": {"逐人划分，由人决定", "Person by person, decided by people"},
	"do.recommend": {"提出处理建议", "Recommend"}, "hint.recommend": {"提请党组决定", "For the party group to decide"},
	"do.decide": {"作出处理决定", "Decide"}, "hint.decide": {"集体研究决定，写明依据", "Decided together, with the basis"},
	"do.serve": {"送达决定", "Serve the decision"}, "hint.serve": {"送达之日起生效", "In force once served"},
	"do.ask-review": {"申请复核", "Ask for a review"}, "hint.ask-review": {"收到决定后三十日内", "Within thirty days of the decision"},
	"do.decide-review": {"作出复核决定", "Decide the review"}, "hint.decide-review": {"维持、变更或者撤销", "Uphold, change or reverse"},
}
