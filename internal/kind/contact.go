package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Contact is the kind (首问).
const Contact casework.Kind = "contact"

// Stages, acts and events that only a first contact has; Urge is a service case's, too.
const (
	StageFiled   casework.Stage = "filed"   // filed upward, and chased
	StageContent casework.Stage = "content" // answered; whether he is content is still to be asked

	GuideOut   = "guide-out"
	FileUp     = "file-up"
	ReportUp   = "report-up"
	Urge       = "urge"
	PutOff     = "put-off"    // it cannot be answered now, and he knows why, by when and from whom
	Coordinate = "coordinate" // part of it is another body's, and it counts as this unit's

	LedOut     casework.EventName = "led_out" // to the body outside that is competent
	FiledUp    casework.EventName = "filed_up"
	ReportedUp casework.EventName = "reported_up"

	AnswerAgreed casework.EventName = "answer_agreed"
	Coordinated  casework.EventName = "coordinated"

	ResultKnown casework.EventName = "result_known" // of a service case, to whoever was asked first
)

// FactUrgent: it came as urgent or grave, and the head hears at once (R015). FactFor is the
// absent colleague for whom papers were taken in, FactForUnit his unit (R014). FactHelped: he
// is old, weak, ill or disabled, and walked to the desk (R020).
const (
	FactUrgent  = "urgent"
	FactFor     = "for_post"
	FactForUnit = "for_unit"
	FactHelped  = "helped"
	FactShared  = "shared" // with another body, and so this unit's own (R013)
)

// Accompanied is how somebody is led to a desk of this house who cannot be sent there (R020).
const Accompanied = "accompanied"

// FactFirst is the post that was asked first, with its unit, in the case that its question
// became: it follows that to the result, whoever handles it (R009, R016).
const (
	FactFirst     = "first_post"
	FactFirstUnit = "first_unit"
)

// contact is what somebody asks the office, whoever is asked first and by whichever channel
// (R001). He who is asked has it until it is answered, passed on to who is competent,
// or explained: a receiving office of this house is a part beside him, as a co-unit is.
func contact() *Declaration { return revised(contactNow, unbounded, unguided) }

// unguided is how it stood before a day could be told on which he has his answer (R006), what
// overlaps was one's own (R013), and the leader who was asked answered in time (R050).
func unguided(d *Declaration) {
	later := []string{PutOff, Coordinate, Guide}
	told := func(clock string) bool { return clock == ClockPutOff || clock == ClockGuide }
	d.Clocks, d.Outlives = slices.DeleteFunc(d.Clocks, told), slices.DeleteFunc(d.Outlives, told)
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return slices.Contains(later, a.Name) })
	for i := range d.Acts {
		switch a := &d.Acts[i]; a.Name {
		case casework.Reply:
			a.Meets = clocks("handle")
		case GuideOut:
			a.When = nil
		}
	}
}

func contactNow() *Declaration {
	return &Declaration{
		Kind: Contact, Prefix: "SW", Title: Words{"首问", "first contact"},
		Opens: casework.StageHandle, Turn: casework.Handler, Stages: at(casework.StageHandle, StageFiled, StageContent),
		Ends:  []string{"answered", "referred", "explained", "converted", "closed_by_hand"},
		Entry: ByForm, Applicant: true, Joint: true, Taken: true, Becomes: contactBecomes, Told: consulted, Asked: reachedFirst, Found: applied, Answered: wasAnswered,

		Clocks:   []string{"handle", casework.ClockStep, casework.ClockReceipt, ClockFollowUp, ClockPutOff, ClockGuide, "explain", ClockCallBack, ClockRedo, ClockLook},
		Outlives: clocks(casework.ClockStep, casework.ClockReceipt, ClockGuide, ClockCallBack, ClockRedo, ClockLook), // who received it answers for its part, and who was asked for a word for its lateness, whatever the first officer has said
		Says:     joined(ratingWords, contactWords),

		Rights: []Right{
			{Action: CaseRegister, Rule: "R001", Who: Scopes{casework.Clerk: Bureau, casework.Handler: Bureau, casework.SectionHead: Bureau, casework.GeneralOffice: Bureau}, Daily: true},
			{Action: CaseList, Who: askedOf, View: true},
			{Action: CaseView, Who: askedOf, View: true},
			{Action: CaseTimeline, Who: askedOf, View: true},
			{Action: CaseLedger, Who: askedOf, View: true},
			{Action: CasePersonal, Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Own, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Joint: true, Daily: true},
			{Action: TextCreate, Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Own, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau}, Daily: true},
			// He rates it without an account (R234).
			{Action: CodeIssue, Rule: "R234", Who: firstAsked, Daily: true},
		},

		Acts: slices.Concat([]Act{
			{
				Name: casework.Reply, Meets: clocks("handle", ClockPutOff), Rule: "R004", At: at(casework.StageHandle, StageFiled), Who: firstAsked, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.Applicant),
				Do:     Words{"答复", "Answer"}, Hint: Words{"能当场答复、办理的当场答复、办理；不能的，办结后及时回复结果", "On the spot where it can be; else as soon as the result is there"},
			},
			{
				Name: PutOff, Rule: "R006", At: at(casework.StageHandle, StageFiled), When: []Condition{unpromised}, Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R006"}, casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R006"}, casework.Field{Name: "reason", Type: casework.FieldText, Required: true, Rule: "R006"}),
				Tells:  roles(casework.Applicant),
				Do:     Words{"说明原因，告知答复时限", "Say why, by when and whom to call"}, Hint: Words{"不能当场答复的，说明原因，告知答复时限、联系人姓名和电话；不得超过承诺时限", "What cannot be answered now: why, by when, and the name and number to call; within the promise"},
			},
			{
				Name: Coordinate, Rule: "R013", At: at(casework.StageHandle), When: []Condition{unshared}, Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R013"}),
				Tells:  roles(casework.SectionHead),
				Do:     Words{"职能交叉，主动协调", "Overlapping: take it as one's own"}, Hint: Words{"与其他部门职能交叉的视为本单位职责，写明与谁协调；不再告知对方另找他处", "What overlaps with another body counts as this unit's: say with whom it is coordinated; nobody is sent on any more"},
			},
			{
				Name: casework.AssignStep, Rule: "R010", At: at(casework.StageHandle, StageFiled), Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R010"}, stated("R007", withinHours, casework.Between{Least: "1wd", Most: "60d"}), casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R007"},
					casework.Field{Name: "means", Type: casework.FieldChoice, Choices: []string{Accompanied, "pointed"}, Rule: "R020"}, remark),
				Tells: roles(casework.ActingHolder, casework.SectionHead),
				Do:    Words{"引导到本单位科室", "Lead to a desk of this house"}, Hint: Words{"由该岗位接待、处理和答复；首问责任人跟踪到底", "That desk receives, handles and answers; whoever was asked first follows it to the end"},
			},
			{
				Name: casework.ConfirmReceipt, Meets: clocks("receipt"), Rule: "R008", Answers: casework.ClockReceipt, When: []Condition{anyOwes(casework.ClockReceipt, nil)}, Who: handler, Daily: true, AfterClose: true,
				Fields: fields(remark),
				Tells:  roles(casework.ActingHolder),
				Do:     Words{"接收", "Sign for receipt"}, Hint: Words{"收到事项和材料，签字确认", "The matter and its papers have come in"},
			},
			{
				Name: casework.CompleteStep, Meets: clocks("step"), Rule: "R010", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler, AfterClose: true,
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder, casework.Applicant),
				Do:     Words{"已接待、答复", "Received and answered"}, Hint: Words{"写明办理、答复的结果；首问责任人知道", "What came of it; whoever was asked first hears"},
			},
			{
				Name: GuideOut, Rule: "R011", At: at(casework.StageHandle), When: []Condition{unshared}, Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"contacted", "told"}, Rule: "R011"}, casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R011"}, casework.Field{Name: "reason", Type: casework.FieldText, Required: true, Rule: "R011"}),
				Tells:  roles(casework.Applicant),
				Do:     Words{"告知承办单位", "Name the body that is competent"}, Hint: Words{"不属于本单位职责的，写明部门、人员、地址、电话和所做的服务", "Not this unit's: body, person, address, telephone, and the help given"},
			},
			{
				Name: FileUp, Rule: "R012", At: at(casework.StageHandle), Who: firstAsked,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R012"}, casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R012"}, remark),
				Tells:  roles(casework.Applicant, casework.SectionHead),
				Do:     Words{"上报并告知", "File it upward and say when"}, Hint: Words{"超出本地权限的，在时限内报出，将报出时间告知对方；以后每周督促", "Beyond this place's power: filed in time, the day told; chased every week from then on"},
			},
			urge("R012", firstAsked, casework.SectionHead),
			{
				Name: ReportUp, Rule: "R015", At: at(casework.StageHandle, StageFiled), Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"urgent", "unsure", "study"}, Rule: "R015"}, casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R007"}, reason),
				Tells:  firstHears,
				Do:     Words{"立即报告", "Report to the head"}, Hint: Words{"特别紧急重大、把握不准或者需要研究的；另约时间的写明，不得超过承诺时限", "Urgent, unsure, or to be studied; a second appointment lies within the promise"},
			},
			{
				Name: casework.Convert, Rule: "R004", At: at(casework.StageHandle, StageFiled), Who: firstAsked, Daily: true,
				Fields: fields(casework.Field{Name: "item", Type: casework.FieldItem, Rule: "R004"}, casework.Field{Name: "kind", Type: casework.FieldChoice, Choices: targets(contactBecomes), Rule: "R004"}, casework.Field{Name: "unit", Type: casework.FieldUnit, Rule: "R065"}, casework.Field{Name: "post", Type: casework.FieldPost, Rule: "R065"}, casework.Field{Name: "person", Type: casework.FieldPerson, Rule: "R065"}, remark),
				Do:     Words{"转为办件", "Make it a case"}, Hint: Words{"立即进入办理程序：已登记的内容随件转入，不用重填；首问责任人跟踪到有结果", "It is handled at once: what was written down goes along; whoever was asked first follows it to the result"},
			},
			under("R050", guide()),
			transfer(firstTransfers, heads),
			{
				Name: casework.Decline, Rule: "R018", At: at(casework.StageHandle), Who: firstAsked,
				Fields: fields(reason, basis),
				Tells:  roles(casework.Applicant),
				Do:     Words{"说明不能办理", "Explain why it cannot be"}, Hint: Words{"超出法律法规、政策的，写明依据，解释清楚后视为完成答复", "Beyond law and policy: with the basis; once explained it counts as answered"},
			},
			{
				Name: casework.Object, Rule: "R017", AfterClose: true, When: []Condition{explainedAway}, Who: firstAsked, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.SectionHead, casework.LeaderInCharge),
				Do:     Words{"报告服务对象的异议", "Report that he objects"}, Hint: Words{"经说明解释后仍有异议的，及时向上级领导报告", "He objects after all was explained: his superiors hear at once"},
			},
			chase(Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau}),
			explain(head),
			closeByHand(firstAsked, desk),
			link(linkersService),
			unlink(linkersService),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Own}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		}, rating{Has: contactAnswered, Window: Own, Desk: firstAsked}.acts(), secondLook{Refused: contactRefused, Window: Own}.acts()),
	}
}

// contactBecomes: what is asked for goes on by its own procedure from the day of the question,
// with what was written down; what complains of a unit names it, and goes out of sight.
var contactBecomes = []Conversion{
	{
		To: casework.Service, Stages: at(casework.StageHandle, StageFiled), Meets: "handle", Picks: true, First: true,
		Fields: map[string][]string{"applicant": {"applicant"}, "phone": {"phone"}, casework.FieldEmail: {casework.FieldEmail}, "matter": {"matter"}}, Keeps: []string{casework.FactWay},
	},
	{
		To: casework.Complaint, Stages: at(casework.StageHandle, StageFiled), Meets: "handle", AsksUnit: true,
		Fields: map[string][]string{"applicant": {"applicant"}, "phone": {"phone"}, casework.FieldEmail: {casework.FieldEmail}, "statement": {"matter"}}, Keeps: []string{"channel", casework.FactWay},
	},
	takenByWord,
}

// ClockPutOff is the day on which he was told that he has his answer (R006).
const ClockPutOff = "put_off"

// ClockFollowUp is how often whoever was asked first looks after what others have in hand.
const ClockFollowUp = "follow_up"

// urge is what he says to them, once a round (R009, R012).
func urge(rule string, who Scopes, hears ...casework.Role) Act {
	return Act{
		Name: Urge, Meets: clocks(ClockFollowUp), Answers: ClockFollowUp, Rule: rule, When: []Condition{anyOwes(ClockFollowUp, is(casework.NothingOwed, "", rule))}, Who: who, Daily: true,
		Fields: fields(remark),
		Tells:  hears,
		Do:     Words{"跟踪督促", "Follow it up"}, Hint: Words{"首问责任人每周督促一次，直到有结果", "Once a week, until there is a result"},
	}
}

var (
	// firstHears are who is told of what is urgent, or too much for who was asked (R015).
	firstHears = roles(casework.SectionHead, casework.LeaderInCharge, casework.PrincipalLeader)
	// firstAsked is whoever was asked first, at whatever post.
	firstAsked     = Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Own, casework.GeneralOffice: Own}
	firstTransfers = Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}
	askedOf        = Scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau,
	}
	// reachedFirst is who asks, and by which way he came (R001, R019).
	reachedFirst = []Telling{{"applicant", "R001", true}, {"phone", "R019", true}, {"channel", "R001", true}, {"matter", "R001", true}}

	unpromised = not("no day of an answer is told", owes(ClockPutOff, nil), is(casework.AlreadyDone, "until", "R006"))
	unshared   = fact("it overlaps with no other body", FactShared, "", is(casework.AlreadyDone, "", "R013"))

	contactAnswered = when("he has his answer", wasAnswered, is(casework.WrongStage, "", "R234"))
	explainedAway   = when("it was explained why it cannot be", func(s *casework.State) bool { return s.Result == "explained" }, is(casework.WrongStage, "", "R017"))
)

// contactRefused: it was explained to him that it cannot be, or he was sent elsewhere.
var contactRefused = when("he was sent away", func(s *casework.State) bool {
	return s.Closed() && slices.Contains([]string{"explained", "referred"}, s.Result)
}, is(casework.WrongStage, "", "R234"))

// wasAnswered: he was told, or led on, or it was explained to him.
func wasAnswered(s *casework.State) bool {
	return s.Stage == StageContent || s.Closed() && slices.Contains([]string{"answered", "referred", "explained"}, s.Result)
}

var contactWords = map[string]Words{
	"stage.filed":   {"已上报，跟踪督促", "Filed upward, being chased"},
	"stage.content": {"已答复，待回访", "Answered; to be called back"},

	"result.answered":  {"已答复", "Answered"},
	"result.referred":  {"已告知承办单位", "Led to the body that is competent"},
	"result.explained": {"已说明不能办理", "Explained why it cannot be"},

	"clock.handle": {"首问答复", "Answer"}, "owed.handle": {"答复服务对象", "answer whoever asked"}, "desk.handle": {"应答复服务对象", "Answer whoever asked"},
	"clock.follow_up": {"跟踪督促", "Chasing it"}, "owed.follow_up": {"督促上报事项", "chase what was filed upward"}, "desk.follow_up": {"应督促上报事项", "Chase what was filed"},
	"clock.step": {"接待答复", "Receiving office's part"}, "owed.step": {"接待、办理并答复", "receive, handle and answer"}, "desk.step": {"应接待、办理并答复", "Receive and answer"},

	"choice.contacted":   {"已联系该单位", "That body was contacted on the spot"},
	"choice.told":        {"已告知，由本人联系", "Told; he goes there himself"},
	"choice.accompanied": {"陪同到窗口", "Walked there with him"},
	"choice.pointed":     {"已说明位置、电话", "Told where it is, and the number"},
	"choice.urgent":      {"特别紧急、重大", "Urgent or grave"},
	"choice.unsure":      {"把握不准", "Unsure"},
	"choice.study":       {"需要研究或者超出权限", "To be studied, or beyond one's power"},

	"field.guide-out.outcome":  {"怎样联系", "How it was passed on"},
	"field.guide-out.basis":    {"承办单位、人员、地址、电话", "Body, person, address, telephone"},
	"field.guide-out.reason":   {"所做的服务", "The help given"},
	"field.file-up.received":   {"报出时间", "When it was filed"},
	"field.file-up.basis":      {"报送机关和内容", "To whom, and what"},
	"field.assign-step.means":  {"怎样引导", "How he was led there"},
	"field.convert.item":       {"事项", "Matter"},
	"field.report-up.category": {"为什么报告", "Why"},
	"field.report-up.until":    {"另约时间", "Second appointment"},

	"clock.guide": {"研究批复", "Study and answer"}, "owed.guide": {"研究、批复请示", "study and answer what was reported"}, "desk.guide": {"应研究、批复请示", "Study and answer what was reported"},
	"clock.put_off": {"约定答复", "Agreed answer"}, "owed.put_off": {"按告知的时限答复服务对象", "answer him by the day he was told"}, "desk.put_off": {"应按告知的时限答复", "Answer by the day told"},

	"field.put-off.until": {"答复时限", "Answered by"}, "field.put-off.basis": {"联系人姓名、电话", "Name and telephone of whoever answers"}, "field.put-off.reason": {"不能当场答复的原因", "Why it cannot be answered now"},
	"field.coordinate.basis": {"职能交叉的部门，与谁协调", "The other body, and who there"},

	"event.answer_agreed": {"已告知答复时限", "Told when he is answered"}, "told.answer_agreed": {"已说明不能当场答复的原因，告知答复时限和联系人{basis}。", "Told why it cannot be answered now, by when it is and whom to call{basis}."},
	"event.coordinated": {"视为本单位事项，正在协调", "Taken as one's own and coordinated"}, "told.coordinated": {"事项与其他部门职能交叉，视为本单位事项，由首问责任人协调{basis}。", "The matter overlaps with another body and counts as this unit's; whoever was asked first coordinates it{basis}."},
	"event.guided": {"已批复", "Studied and answered"}, "told.guided": {"报告的问题已经研究、批复{basis}，请在时限内答复。", "What you reported is studied and answered{basis}; answer within the limit."},

	"event.step_assigned": {"已引导到科室", "Led to a desk"}, "told.step_assigned": {"服务对象已引导到本岗位，请签收、接待、办理并答复{basis}。", "Somebody was led to you: please sign, receive, handle and answer{basis}."},
	"event.step_done": {"已接待、答复", "Received and answered"}, "told.step_done": {"引导去的岗位已经办理、答复{basis}。", "The desk that was led to has handled and answered it{basis}."},
	"event.led_out": {"已告知承办单位", "Led to the competent body"}, "told.led_out": {"已告知承办单位、人员、地址和电话{basis}。", "Body, person, address and telephone were told{basis}."},
	"event.filed_up": {"已上报", "Filed upward"}, "told.filed_up": {"事项已经上报，报出时间已告知服务对象{basis}。", "The matter was filed upward and the day told{basis}."},
	"event.reported_up": {"已报告负责人", "Reported to the head"}, "told.reported_up": {"首问事项已向负责人报告{basis}，请及时指示。", "A first contact is reported to you{basis}; please direct."},
}
