package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Report is the kind (信息报送): what the house tells those above it of what happened.
const Report casework.Kind = "report"

// Stages, acts and events that only a report has.
const (
	StageDraft casework.Stage = "draft" // to be signed, and sent
	StageSent  casework.Stage = "sent"  // told; what follows is told, too

	SignReport = "sign"
	TakeWord   = "take-word"
	SendReport = "send"
	TellMore   = "tell-more"
	EndReport  = "end-report"
	Adopt      = "adopt"

	ReportSigned casework.EventName = "report_signed"
	WordTaken    casework.EventName = "word_taken"
	WordDenied   casework.EventName = "word_denied" // or the draft is to be changed
	ReportSent   casework.EventName = "report_sent"
	MoreToTell   casework.EventName = "more_to_tell"
	Adopted      casework.EventName = "adopted"

	ClockWord = "word" // the leader signs for what he said
)

// FactEvent is what sort of thing happened: all but the last are told within three hours (R216).
// FactKnown is since when the house knows of it. FactApproved is how what is to leave was
// approved: by a signature, or by a word.
const (
	FactEvent    = "happened"
	SortOther    = "other"
	FactKnown    = "known"
	FactApproved = "approved"
	FactGaveWord = "gave_word" // which leader
	FactSent     = "sent"
	BySignature  = "signature"
	ByWord       = "word"
)

// Unsigned refuses what would leave before a leader signed it, or gave his word (R220).
const Unsigned casework.Code = "unsigned"

// SecureChannel is the one way by which what is classified leaves the house (R219).
const SecureChannel = "secure"

// report is told by whoever knows of it (全员办信息, R217), and lies with him.
func report() *Declaration {
	return &Declaration{
		Kind: Report, Prefix: "BS", Title: Words{"信息报送", "report"},
		Opens: StageDraft, Turn: casework.Handler, Stages: at(StageDraft, StageSent),
		Ends:  []string{"reported", "void", "closed_by_hand"},
		Entry: ByForm, Remembers: true, Taken: true, Learns: FactKnown, Takes: knows, Told: kept, Names: "title", Found: []Finding{{Field: "title"}},

		Clocks:   []string{FactUrgent, ClockWord, "explain"},
		Outlives: clocks(ClockWord), // who gave his word signs for it, whatever was sent since
		Says:     reportWords,

		Rights: []Right{
			{Action: CaseRegister, Rule: "R217", Who: Scopes{casework.Clerk: Bureau, casework.Handler: Bureau, casework.SectionHead: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true},
			{Action: CaseList, Who: documented, View: true},
			{Action: CaseView, Who: documented, View: true},
			{Action: CaseTimeline, Who: documented, View: true},
			{Action: CaseLedger, Who: documented, View: true},
			{Action: CasePersonal, Who: wordsOfReports, Daily: true},
			{Action: TextCreate, Who: wordsOfReports, Daily: true},
			{Action: PaperIssue, Who: reporters, Daily: true},
			{Action: PaperVoid, Who: general},
			{Action: PaperView, Who: wordsOfReports, Daily: true},
			{Action: RegisterView, Who: keepers, Daily: true},
			{Action: RegisterEnter, Who: general, Daily: true},
			circulated,
		},

		Acts: []Act{
			{ // the time of the event is not kept waiting by his signature: his word does (R216)
				Name: SignReport, Meets: clocks(ClockWord), Never: unlessGave, Rule: "R220", AfterClose: true, When: []Condition{toApprove}, Who: deciders, Signature: true,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R220"}, remark),
				Paper:  forms("report_sheet"),
				Tells:  roles(casework.ActingHolder, casework.GeneralOffice),
				Do:     Words{"签字", "Sign it"}, Hint: Words{"上报的信息经分管领导签字后方能上报；口头同意过的，补签或者说明没有同意过", "Nothing goes up before he has signed; what he agreed to by word of mouth he signs for, or says that he did not"},
			},
			{
				Name: TakeWord, Rule: "R220", At: at(StageDraft), When: []Condition{unapproved}, Who: reporters, Daily: true,
				Fields: fields(
					casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{string(casework.LeaderInCharge), string(casework.PrincipalLeader)}, Rule: "R220"},
					casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"in_person", "phone", "message"}, Rule: "R220"},
					casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R220"}, remark),
				Paper: forms("report_sheet"),
				Tells: roles(casework.GeneralOffice),
				Do:    Words{"登记领导口头同意", "Enter a leader's word"}, Hint: Words{"联系得上的领导口头同意的，写明是谁、怎样、几点几分；由他补签", "The word of any leader who can be reached: whose, how, at which minute; he signs for it after"},
			},
			{
				Name: SendReport, Meets: clocks(FactUrgent), Rule: "R216", At: at(StageDraft), When: []Condition{approvedToLeave}, Who: reporters, Daily: true,
				Fields: fields(
					casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"government", "superior", "state_council"}, Rule: "R221"},
					casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"network", "fax", "phone", SecureChannel}, Rule: "R219"}, remark),
				Tells: roles(casework.LeaderInCharge, casework.PrincipalLeader, casework.GeneralOffice),
				Do:    Words{"报出", "Send it"}, Hint: Words{"经签字或者领导口头同意后报出；涉密的只走保密渠道，这里不写内容", "Once it is signed, or by a leader's word; what is classified by the secure channel only, and no word of it here"},
			},
			{
				Name: TellMore, Rule: "R216", At: at(StageSent), Who: reporters, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.LeaderInCharge, casework.GeneralOffice),
				Do:     Words{"续报", "Tell more"}, Hint: Words{"情况有变化的随时续报；同样经签字后报出", "As it goes on; signed and sent like the first"},
			},
			{
				Name: EndReport, Rule: "R216", At: at(StageSent), Who: reporters,
				Fields: fields(reason),
				Tells:  roles(casework.LeaderInCharge, casework.GeneralOffice),
				Do:     Words{"终报", "Told to the end"}, Hint: Words{"处置完毕，不再续报", "It is over, and nothing more is told"},
			},
			{
				Name: Adopt, Rule: "R218", AfterClose: true, When: []Condition{wasSent}, Who: general, Daily: true,
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: []string{"government", "superior", "state_council"}, Rule: "R218"}, remark),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"登记采用", "Enter that it was adopted"}, Hint: Words{"被哪一级采用；采用情况定期通报", "By whom; what was adopted is circulated"},
			},
			chase(chasers),
			explain(head),
			void(reporters),
			under(houseRule, closeByHand(reporters, leaders)),
			link(reporters),
			unlink(reporters),
			{
				Name: casework.Attach, Basis: houseRule, Who: reporters, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}, EndReport),
			signed(decideUrgent(deciders)),
		},
	}
}

// toLeave: it waits for somebody's consent to leave.
func toLeave(s *casework.State) bool { return s.Stage == StageDraft && s.Facts[FactApproved] == "" }

// GivenWord is the clock of a word that one of these leaders gave and has not signed for. Each
// leader's is a clock of his own.
func GivenWord(s *casework.State, leaders ...casework.Role) *casework.Clock {
	i := slices.IndexFunc(s.Clocks, func(c casework.Clock) bool {
		return c.Open() && casework.Ruling(c.Name) == ClockWord && slices.Contains(leaders, c.Owner)
	})
	if i < 0 {
		return nil
	}
	return &s.Clocks[i]
}

// someWord: a leader gave one, whichever.
func someWord(s *casework.State) bool {
	return GivenWord(s, casework.LeaderInCharge, casework.PrincipalLeader) != nil
}

// unlessGave: nobody signs for what another said (R220).
func unlessGave(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	return unless(toLeave(s) || !someWord(s) || GivenWord(s, roles...) != nil, casework.NotDecider, "R220")
}

// knows: the house came to know of it before it was written down; what it is yet to know would be
// nobody's turn for good (R216).
func knows(t Taking) *casework.Error { return t.past(FactKnown, "R216") }

// Pieces are the kinds of which each case is a piece told above, and what says that one was sent,
// and adopted (R217, R218).
func (s *Set) Pieces() (of []casework.Kind, sent, adopted casework.EventName) {
	for _, d := range s.all {
		if _, told := d.Act(Adopt); told {
			of = append(of, d.Kind)
		}
	}
	return of, ReportSent, Adopted
}

var (
	// reporters tell, sign nothing, and send what was signed.
	reporters      = Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Own}
	wordsOfReports = Scopes{
		casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Own,
	}

	unapproved      = fact("nobody approved it yet", FactApproved, "", is(casework.AlreadyDone, "", "R220"))
	approvedToLeave = not("a leader signed it, or gave his word", unapproved, is(Unsigned, "", "R220"))
	wasSent         = fact("it was sent", FactSent, "true", is(casework.WrongStage, "", "R218"))
	// toApprove: it is to leave, or somebody said that it might.
	toApprove = when("it waits for his signature", func(s *casework.State) bool {
		return toLeave(s) || someWord(s)
	}, is(casework.NothingOwed, "", "R220"))
)

var reportWords = map[string]Words{
	"refused.unsigned": {"没有经分管领导签字，也没有登记领导的口头同意，不能报出", "no leader has signed it, and no leader's word is on record: it does not leave"},

	"stage.draft": {"待签字报出", "To be signed and sent"}, "stage.sent": {"已报出，续报中", "Sent; more follows"},
	"result.reported": {"已报出", "Told"},

	"clock.urgent": {"紧急信息报送", "Telling what is urgent"}, "owed.urgent": {"报出紧急信息", "tell what happened"}, "desk.urgent": {"应报出紧急信息", "Tell what happened"},
	"clock.word": {"补签", "Signing for a word"}, "owed.word": {"对口头同意的信息补签", "sign for what was said by word"}, "desk.word": {"应补签口头同意", "Sign for your word"},

	"event.report_signed": {"已签字", "Signed"}, "told.report_signed": {"信息已经签字，可以报出{basis}。", "The report is signed and may leave{basis}."},
	"event.word_taken": {"领导口头同意", "A leader's word"}, "told.word_taken": {"领导已经口头同意报出，由他补签{basis}。", "A leader gave his word that it may leave, and signs for it{basis}."},
	"event.word_denied": {"没有同意", "Not agreed to"}, "told.word_denied": {"领导没有同意报出{basis}。", "The leader did not agree that it leaves{basis}."},
	"event.report_sent": {"已报出", "Sent"}, "told.report_sent": {"信息已经报出{basis}。", "The report has been sent{basis}."},
	"event.more_to_tell": {"续报", "More to tell"}, "told.more_to_tell": {"有新的情况要续报，请签字{basis}。", "There is more to tell: please sign{basis}."},
	"event.adopted": {"已采用", "Adopted"}, "told.adopted": {"信息已被采用{basis}。", "The report was adopted{basis}."},

	"field.take-word.category": {"哪位领导", "Which leader"}, "field.take-word.means": {"怎样同意", "How"}, "field.take-word.received": {"同意的时间", "At which minute"},
	"field.send.category": {"报送单位", "To whom"}, "field.send.means": {"报送渠道", "By which way"}, "field.adopt.category": {"采用单位", "By whom"}, "field.sign.approve": {"同意报出", "It may leave"},
	"field.tell-more.reason": {"新的情况", "What is new"}, "field.end-report.reason": {"处置结果", "What came of it"},
	"choice.leader_in_charge": {"分管领导", "The leader in charge"}, "choice.principal_leader": {"主要领导", "The principal leader"},
	"choice.in_person": {"当面", "In person"}, "choice.phone": {"电话", "Telephone"}, "choice.message": {"短信、即时消息", "By message"},
	"choice.government": {"本级政府", "The government of the place"}, "choice.superior": {"上级主管部门", "The department above"}, "choice.state_council": {"国务院办公厅（直报点）", "The General Office of the State Council, directly"},
	"choice.network": {"政务网", "Government network"}, "choice.fax": {"明传、传真", "Open fax"}, "choice.secure": {"保密渠道（已另行报送，内容不录入）", "Secure channel: sent there, and no word of it here"},
	"fact.emergency": {"重大突发性事件", "A grave emergency"}, "fact.trend": {"重要社会动态", "An important trend"}, "fact.disaster": {"紧急灾情", "A disaster"}, "fact.epidemic": {"疫情", "An epidemic"}, "fact.other": {"其他信息", "Other"},
}
