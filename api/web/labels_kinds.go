package web

// kindLabels are the commands that only absences and accountability know.
var kindLabels = map[string]text{
	"do.approve": {"审批离岗", "Decide the absence"}, "hint.approve": {"同意或不同意离岗", "Approve or refuse the absence"},
	"do.report-return": {"销假返岗", "Report the return"}, "hint.report-return": {"已回到岗位", "Back at the post"},
	"do.file-papers": {"补交材料", "File the papers"}, "hint.file-papers": {"补交批准离岗的材料", "The papers the absence rests on"},
	"do.ask-urgent": {"请示紧急事项", "Ask for an urgent act"}, "hint.ask-urgent": {"短时顶岗，需要分管领导同意才能办", "A short cover needs the leader's consent"}, "field.act": {"要办什么", "Which act"},
	"do.decide-urgent": {"答复紧急请示", "Answer the urgent request"}, "hint.decide-urgent": {"同意的，顶岗人可以办这一次", "Consent allows the cover this one act"},
	"cover.limited": {"短时顶岗：可以答复、收件、受理、催办；其他紧急事项请分管领导同意（R166）", "Limited cover: may answer, take in, accept and chase; other urgent acts with the consent of the leader in charge (R166)"}, "cover.full": {"全权顶岗：行使A岗职权并负责（R165）", "Full cover: A's powers, and his liability (R165)"},
	"urgent.asked": {"%s 请示：%s", "%s asks: %s"}, "urgent.granted": {"已同意 %s：%s", "Consent to %s: %s"},
	"do.manned": {"岗位有人在岗", "Post manned"}, "hint.manned": {"有人到岗时由系统记录", "Recorded when somebody stands there again"}, "do.designate": {"指定顶岗人", "Designate a cover"}, "hint.designate": {"备岗都不在时，由分管领导指定", "Where no backup is on duty, the leader in charge names one"},
	"do.state-facts": {"认定事实", "State the facts"}, "hint.state-facts": {"写明事实、原因和轮到谁办", "Facts, causes, and whose turn it was"},
	"do.accountability/report": {"报告改正结果", "Report what was mended"}, "hint.accountability/report": {"在限期内改正并报告", "Within the term set by the decision"},
	"field.unit": {"单位", "Unit"}, "field.state-facts.unit": {"对单位立案的，选单位（由其负责人陈述和签收）", "Unit, where the case is against one (its head speaks for it)"},
	"field.asked_by": {"申请人", "Asked by"}, "field.state-facts.asked_by": {"谁申请免责（免予追责时必填）", "Who asked to be excused (needed for that outcome)"},
	"field.decide.outcome": {"由谁作出", "Imposed or referred"}, "outcome.impose": {"本机关决定", "imposed by this office"}, "outcome.refer": {"提出意见，移送有权机关", "referred with an opinion"},
	"field.outcome.hint.decide": {"降级、撤职、开除等超出本机关权限的，只能移送（R142）", "What is beyond this office, such as demotion, can only be referred (R142)"},
	"field.decide.limit":        {"限期改正（R134）", "Term to mend (R134)"}, "field.ask-review.category": {"向谁提出", "To whom"},
	"choice.review": {"向原处理机关申请复核", "A review, by the organ that decided"}, "choice.appeal": {"向上级机关申诉", "An appeal, to the organ above"},
	"owed.accountability/direct_appeal": {"当事人可以不经复核直接申诉", "An appeal may be brought at once"}, "owed.accountability/mend": {"应改正并报告", "Put it right and report"},
	"do.hear": {"陈述申辩", "State your case"}, "hint.hear": {"写下您的陈述和申辩；作出决定之前都可以补充", "Your statement and defence, on record; more may follow until it is decided"},
	"do.split": {"划分责任", "Split the responsibility"}, "hint.split": {"逐人划分，由人决定；给本案当事人以外的人划分责任，就为他另立一案", "Person by person, decided by people; whoever this case is not about gets a case of his own"},
	"do.recommend": {"提出处理建议", "Recommend"}, "hint.recommend": {"提请党组决定", "For the party group to decide"},
	"do.decide": {"作出处理决定", "Decide"}, "hint.decide": {"集体研究决定，写明依据", "Decided together, with the basis"},
	"do.serve": {"送达决定", "Serve the decision"}, "hint.serve": {"送达之日起生效", "In force once served"},
	"do.ask-review": {"申请复核或者申诉", "Ask for a review, or appeal"}, "hint.ask-review": {"收到决定后三十日内任选其一；复核后十五日内可以申诉", "Either within thirty days of the decision; after a review fifteen more to appeal"},
	"do.decide-review": {"作出复核或者申诉决定", "Decide the review or appeal"}, "hint.decide-review": {"维持、变更或者撤销", "Uphold, change or reverse"},
}
