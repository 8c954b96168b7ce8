package kind

import (
	"maps"

	"github.com/shixian/shixian/internal/casework"
)

// Disclosure is the kind (政务公开).
const Disclosure casework.Kind = "disclosure"

// Stages, acts, clocks and events that only a disclosure has.
const (
	StageVet     casework.Stage = "vet"     // the supervision group looks whether it is true
	StagePublish casework.Stage = "publish" // approved, and to be made public
	StageShown   casework.Stage = "shown"   // on the pages and the board
	StageVoice   casework.Stage = "voice"   // somebody said something, and waits for an answer

	Vet        = "vet"
	MakePublic = "make-public"
	CheckShown = "check-shown"
	TakeDown   = "take-down"
	AskLeader  = "ask-leader"
	Gather     = "gather"

	ClockVet      = "vet"
	ClockApproval = "approval"
	ClockAnswer   = "answer"
	ClockAsk      = "ask_leader"

	Vetted       casework.EventName = "vetted"
	Approved     casework.EventName = "disclosure_approved"
	Disclosed    casework.EventName = "made_public"
	ShownChecked casework.EventName = "public_checked"
	TakenDown    casework.EventName = "taken_down"
	LeaderAsked  casework.EventName = "leader_asked"
	Echoed       casework.EventName = "echoed" // what came of it, on the board (回音壁)
	Gathered     casework.EventName = "voices_gathered"
)

// FactAudience is for whom it is: everybody, or the house (对内公开, R228). FactConcern: it
// concerns the public at large, and is announced (R198).
const (
	FactAudience = "audience"
	FactConcern  = "concern"
	FactCategory = "category"

	AudienceHouse = "house"
)

// disclosure is what an office makes public: a section reports it, the supervision group
// looks whether it is true, the leading group approves it, and only then does anybody see it
// (R204). What is public is checked every quarter (R205). What people say of it, or ask on
// the leaders' day, is answered by its day (R203, R207).
func disclosure() *Declaration {
	return &Declaration{
		Kind: Disclosure, Prefix: "GK", Title: Words{"政务公开", "disclosure"},
		Opens: StageVet, Turn: casework.DisciplineOffice, Stages: at(StageVet, casework.StageApprove, StagePublish, StageShown, StageVoice),
		Ends:  []string{"sent_back", "not_approved", "taken_down", "answered", "closed_by_hand"},
		Entry: ByForm, Taken: true, Told: kept, Names: "matter", Found: []Finding{{Field: "matter"}},
		Public: true, Named: "R207", Answered: voiceAnswered,
		Shown: &Showing{
			At: StageShown, Event: Disclosed, Checked: ShownChecked, Rule: "R198", Title: "matter", Text: "content",
			Inside: FactAudience, Value: AudienceHouse, Category: FactCategory, Lists: toBeShown, Echo: Echoed, EchoRule: "R207",
		},

		Paper:    forms("disclosure_report"),
		Clocks:   []string{ClockVet, ClockApproval, "handle", ClockCheck, ClockAmend},
		Outlives: clocks(ClockAmend),
		Says:     disclosureWords,

		Rights: []Right{
			{Action: CaseRegister, Rule: "R204", Who: Scopes{casework.Clerk: Bureau, casework.Handler: Bureau, casework.SectionHead: Bureau, casework.GeneralOffice: Bureau}, Daily: true},
			{Action: CaseList, Who: disclosing, View: true},
			{Action: CaseView, Who: disclosing, View: true},
			{Action: CaseTimeline, Who: disclosing, View: true},
			{Action: CaseLedger, Who: disclosing, View: true},
			{Action: CasePersonal, Who: wordsOfDisclosures, Daily: true},
			{Action: TextCreate, Who: wordsOfDisclosures, Daily: true},
			{Action: PaperIssue, Who: cardkeepers, Daily: true},
			{Action: PaperVoid, Who: general},
			{Action: PaperView, Who: wordsOfDisclosures, Daily: true},
			{Action: RegisterView, Who: cardkeepers, Daily: true},
			{Action: RegisterEnter, Who: general, Daily: true},
		},

		Acts: []Act{
			{
				Name: Vet, Meets: clocks(ClockVet), Rule: "R204", At: at(StageVet), Who: watchgroup,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"sound", "unsound"}, Rule: "R204"}, reason),
				Tells:  roles(casework.PrincipalLeader, casework.ActingHolder),
				Do:     Words{"核查真实性", "Look whether it is true"}, Hint: Words{"对拟公开材料的真实性、全面性、有效性提出意见；不实的退回", "True, complete and in force; what is not goes back"},
			},
			{
				Name: casework.Approve, Meets: clocks(ClockApproval), Rule: "R204", At: at(casework.StageApprove), Who: Scopes{casework.PrincipalLeader: Bureau, casework.LeaderInCharge: Bureau, casework.PartyGroup: Bureau}, Signature: true,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R204"}, reason),
				Tells:  roles(casework.ActingHolder, casework.GeneralOffice),
				Do:     Words{"领导小组审批", "Approve it"}, Hint: Words{"政务公开领导小组同意或者开会讨论通过方可公开", "Nothing is made public before the leading group consents"},
			},
			{
				Name: MakePublic, Meets: clocks("handle"), Rule: "R198", At: at(StagePublish), Who: general, Daily: true,
				Fields: fields(casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"posted", Announced}, Rule: "R198"}, remark),
				Tells:  roles(casework.ActingHolder, casework.DisciplineOffice),
				Do:     Words{"公开", "Make it public"}, Hint: Words{"对外的在网站、公开栏、电子屏、窗口同时公布，公众普遍关注的发布公告或者开新闻发布会；对内的只在本单位公布", "On pages, board, screen and at the window; what concerns everybody is announced, what is for the house alone stays in it"},
			},
			{
				Name: CheckShown, Meets: clocks(ClockCheck), Rule: "R205", At: at(StageShown), Who: Scopes{casework.GeneralOffice: Bureau, casework.DisciplineOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"sound", Faulty}, Rule: "R205"}, reason),
				Paper:  forms("disclosure_check"),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"季度抽查", "Check it"}, Hint: Words{"每季度一次；有问题的责成整改", "Once a quarter; what is wrong is to be mended"},
			},
			{
				Name: Amend, Meets: clocks(ClockAmend), Rule: "R209", AfterClose: true, When: []Condition{owes(ClockAmend, is(casework.NothingOwed, "", "R209"))}, Who: firstAsked, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.GeneralOffice, casework.DisciplineOffice),
				Do:     Words{"报告整改", "Report it mended"}, Hint: Words{"内容变了的，重新报送审批，再撤下旧的", "Changed words are reported anew, and the old ones taken down"},
			},
			{
				Name: TakeDown, Rule: "R204", At: at(StageShown), Who: Scopes{casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau},
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder, casework.DisciplineOffice, casework.PrincipalLeader),
				Do:     Words{"撤下", "Take it down"}, Hint: Words{"失效或者被新的内容代替；记录保留", "No longer in force, or replaced; the record stays"},
			},
			{
				Name: AskLeader, Meets: clocks(ClockAsk), Rule: "R203", At: at(StageVoice), When: []Condition{owes(ClockAsk, is(casework.NothingOwed, "", "R203"))}, Who: firstAsked, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"请示领导", "Ask the leader"}, Hint: Words{"接待日的疑难问题当日请示", "A hard question of the leaders' day, the same day"},
			},
			{
				Name: casework.Reply, Meets: clocks(ClockAnswer), Rule: "R207", At: at(StageVoice), Who: firstAsked, Daily: true,
				Fields: fields(reason, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R207", Public: true}),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"答复", "Answer"}, Hint: Words{"答复提出人；落实情况登上回音壁，不写任何人的信息", "To whoever spoke; what came of it goes on the board, and names nobody"},
			},
			{
				Name: Gather, Rule: "R207", At: at(StageVoice), Who: Scopes{casework.GeneralOffice: Bureau}, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.PrincipalLeader, casework.DisciplineOffice),
				Do:     Words{"集中意见归档报告", "File and report what many say"}, Hint: Words{"意见较为集中的，整理归档，向领导小组和监督小组负责人汇报", "Put together, filed, and reported to the heads of both groups"},
			},
			under(houseRule, transfer(firstTransfers, heads)),
			under(houseRule, closeByHand(firstAsked, desk)),
			{
				Name: casework.Attach, Basis: houseRule, Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}

// toBeShown are the things the articles want public, by the category of each.
var toBeShown = []Listed{
	{Rule: "R208", Title: Words{"审批执法收费事项十公开", "Ten disclosures of approval, enforcement and fees"}, Of: []string{
		"matters", "duties", "policy", "condition", "procedure", "limit", "result", "discipline", "liability", "hotline",
	}},
	{Rule: "R202", Title: Words{"政务公开的内容", "What an office discloses"}, Of: []string{
		"duties", "decision", "policy", "fee", "procedure", "standard", "powers", "limit", "discipline", "result", "convenience", "hotline",
	}},
	{Rule: "R201", Title: Words{"对外公布的职责和流程", "Duties and flow charts of the sections"}, Of: []string{"duties", "members", "procedure", "hotline"}},
	{Rule: "R197", Title: Words{"岗位职责汇编", "The duties of offices and posts, compiled"}, Of: []string{"duties", "members", "hotline"}},
	{Rule: "R228", Title: Words{"对内公开的重点", "Disclosure inside the house"}, Inside: true, Of: []string{
		"hospitality", "awards", "housing", "bonus", "wages", "tender", "hiring",
	}},
}

// Faulty is what a check finds that has to be mended.
const Faulty = "faulty"

var (
	// disclosing are who sees what is on its way to the public: who reported it, who looks at
	// it, who approves it. Once public, everybody does.
	disclosing = Scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
		casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.Auditor: Bureau,
	}
	// wordsOfDisclosures are who reads what was written, and who said something: an auditor sees
	// what was done with it, and no name and telephone of anybody.
	wordsOfDisclosures = func() Scopes {
		who := maps.Clone(disclosing)
		delete(who, casework.Auditor)
		return who
	}()
	// cardkeepers keep the table and the two cards (一表二卡, R202).
	cardkeepers = Scopes{casework.GeneralOffice: Bureau, casework.DisciplineOffice: Bureau}
	// watchgroup: 由纪检监察负责人为首的监督小组.
	watchgroup = Scopes{casework.DisciplineOffice: Bureau}
)

// voiceAnswered: who suggested something has his answer.
func voiceAnswered(s *casework.State) bool { return s.Result == "answered" }

var disclosureWords = map[string]Words{
	"page.nav":                 {"提意见", "Suggest"},
	"page.public":              {"对公开的内容和我们的工作有意见、建议，写在这里；不用登录，按期答复，落实情况登上回音壁", "What you would have us do better, or what is wrong in what we disclose: without signing in, answered by a day; what came of it stands on the board"},
	"page.complain.title":      {"提意见建议", "Suggest something"},
	"page.complain.submit":     {"提交意见建议", "Send it"},
	"page.complain.lead":       {"对公开的内容有意见，或者对我们的工作有建议，请写在这里。对某一条公开内容的，写上它的编号。", "What you think of what we disclose, or what we should do better. If it is about one thing that is disclosed, give its number."},
	"page.complain.sealed":     {"您的姓名、电话和原话加密保存，只有承办的人看得到；登上回音壁的只有落实情况，不写任何人的信息。投诉工作人员的，请用“效能投诉”。", "Your name, telephone and words are sealed, and read by whoever answers you alone. Only what came of it stands on the board, and it names nobody. To complain of somebody, use Complain."},
	"page.complain.anonymous":  {"不留姓名也可以提交，请勾选“匿名”：无法单独答复您，落实情况看回音壁。", "You may send it without your name: tick Anonymous. Nobody can answer you then, and what comes of it stands on the board."},
	"page.complain.next":       {"五个工作日内答复您（本单位预设）；凭编号和查询码随时可以查。", "You are answered within five working days (the house's own limit); look it up by number and code at any time."},
	"page.complain.suggestion": {"没有留姓名：照样按期办理，落实情况看回音壁，凭编号和查询码也可以查。", "Without a name it is dealt with by the same day; see the board, or look it up by number and code."},

	"stage.vet":     {"待核查真实性，未公开", "To be looked into; not public"},
	"stage.approve": {"待领导小组审批，未公开", "To be approved; not public"},
	"stage.publish": {"已批准，待公开", "Approved, to be made public"},
	"stage.shown":   {"已公开", "Public"},
	"stage.voice":   {"待答复", "To be answered"},

	"result.sent_back":    {"核查不实，退回，未公开", "Not found true; sent back, never public"},
	"result.not_approved": {"未获批准，未公开", "Not approved, never public"},
	"result.taken_down":   {"已撤下", "Taken down"},
	"result.answered":     {"已答复", "Answered"},

	"clock.vet": {"真实性核查", "Looking whether it is true"}, "owed.vet": {"核查拟公开材料的真实性", "look whether what is to be made public is true"}, "desk.vet": {"应核查真实性", "Look whether it is true"},
	"clock.approval": {"公开审批", "Approval"}, "owed.approval": {"审批拟公开的内容", "approve what is to be made public"}, "desk.approval": {"应审批公开", "Approve it"},
	"clock.handle": {"公开", "Making it public"}, "owed.handle": {"把内容公开", "make it public"}, "desk.handle": {"应公开", "Make it public"},
	"clock.check": {"季度抽查", "Quarterly check"}, "owed.check": {"抽查已公开的内容", "check what is public"}, "desk.check": {"应抽查", "Check it"},
	"clock.amend": {"整改", "Mending"}, "owed.amend": {"整改抽查发现的问题", "mend what the check found"}, "desk.amend": {"应整改", "Mend it"},
	"clock.answer": {"答复", "Answer"}, "owed.answer": {"答复提出意见的人", "answer whoever spoke"}, "desk.answer": {"应答复", "Answer whoever spoke"},
	"clock.ask_leader": {"请示领导", "Asking the leader"}, "owed.ask_leader": {"当日请示领导", "ask the leader the same day"}, "desk.ask_leader": {"应请示领导", "Ask the leader"},

	"choice.sound":     {"真实、全面、有效", "True, complete, in force"},
	"choice.unsound":   {"不实或者不全，退回", "Untrue or incomplete: sent back"},
	"choice.faulty":    {"有问题，责成整改", "Something is wrong: to be mended"},
	"choice.posted":    {"网站、公开栏、电子屏和窗口", "Pages, board, screen and window"},
	"choice.announced": {"并发布公告或者开新闻发布会", "And announced, or told the press"},

	"fact.everybody": {"对外公开", "For everybody"}, "fact.house": {"对内公开", "Inside the house"},
	"fact.matters": {"审批、执法、收费事项", "Matters of approval, enforcement and fees"}, "fact.duties": {"职能单位、职能职责", "Duties of offices and posts"}, "fact.members": {"人员分工、身份和电话", "Who does what, and the telephones"}, "fact.decision": {"重大决策", "Great decisions"},
	"fact.policy": {"政策规定和办事依据", "Policies and basis"}, "fact.fee": {"收费标准及依据", "Fees and their basis"}, "fact.condition": {"办事条件", "Conditions"},
	"fact.procedure": {"办事程序和流程图", "Procedure and flow charts"}, "fact.standard": {"办事标准", "Standards"}, "fact.powers": {"审批权限", "Powers of approval"},
	"fact.limit": {"办事时限", "Limits"}, "fact.result": {"办事结果", "Results"}, "fact.discipline": {"工作纪律、执法纪律", "Discipline"}, "fact.liability": {"违规违纪责任追究", "Liability"},
	"fact.convenience": {"便民措施", "Conveniences"}, "fact.hotline": {"举报箱和举报电话", "Box and telephone for complaints"},
	"fact.hospitality": {"招待、通讯、车辆等费用开支", "Hospitality, telephone, cars"}, "fact.awards": {"评先表彰", "Awards"}, "fact.housing": {"公有住房出租出售", "Public housing"},
	"fact.bonus": {"奖金及福利分配", "Bonuses and welfare"}, "fact.wages": {"工资调整", "Wages"}, "fact.tender": {"建设项目招投标", "Tenders"}, "fact.hiring": {"招聘和人事分配", "Hiring"},

	"field.vet.outcome": {"核查意见", "What was found"}, "field.make-public.means": {"公开方式", "How it is made public"}, "field.check-shown.outcome": {"抽查情况", "What was found"},
	"field.reply.basis": {"登上回音壁的落实情况", "What came of it, for the board"},

	"event.vetted": {"已核查真实性", "Looked into"}, "told.vetted": {"拟公开的内容已经核查{basis}。", "What is to be made public was looked into{basis}."},
	"event.disclosure_approved": {"公开审批", "Approval"}, "told.disclosure_approved": {"领导小组已作出审批{basis}，没有批准的不得公开。", "The leading group decided{basis}; what it did not approve is not made public."},
	"event.made_public": {"已公开", "Made public"}, "told.made_public": {"内容已经公开{basis}。", "It was made public{basis}."},
	"event.public_checked": {"已抽查", "Checked"}, "told.public_checked": {"已公开的内容抽查过了{basis}，有问题的请按期整改。", "What is public was checked{basis}; what is wrong is to be mended in time."},
	"event.public_amended": {"已整改", "Mended"}, "told.public_amended": {"抽查发现的问题已经整改{basis}。", "What the check found was mended{basis}."},
	"event.taken_down": {"已撤下", "Taken down"}, "told.taken_down": {"已公开的内容撤下了{basis}。", "What was public was taken down{basis}."},
	"event.leader_asked": {"已请示领导", "Leader asked"}, "told.leader_asked": {"接待日有疑难问题请示{basis}，请指示。", "A hard question of the leaders' day is put to you{basis}."},
	"event.echoed": {"登上回音壁", "On the board of answers"}, "told.echoed": {"意见的落实情况已经登上回音壁{basis}。", "What came of it stands on the board{basis}."},
	"event.voices_gathered": {"集中意见已报告", "What many say was reported"}, "told.voices_gathered": {"群众意见较为集中，已整理归档，请研究整改{basis}。", "Many say the same; it was put together and filed. Please have it mended{basis}."},
}
