package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Document is an incoming document that needs action (公文), from the register to the
// file. The general office is its way in, round and out (R051, R055, R061).
func document() *Declaration {
	return revised(documentNow, unbounded, documentAnsweredLate, documentSigned, documentBefore)
}

// documentAnsweredLate: while the general office had not confirmed what silence gave, the
// desk that had been silent took it back by an answer.
func documentAnsweredLate(d *Declaration) {
	a := &d.Acts[slices.IndexFunc(d.Acts, func(a Act) bool { return a.Name == casework.Complete })]
	a.At = append(slices.Clone(a.At), casework.StageConsent)
}

// documentSigned: one person alone said that silence was no consent.
func documentSigned(d *Declaration) {
	unvoided(d)
	d.Acts[slices.IndexFunc(d.Acts, func(a Act) bool { return a.Name == casework.ConfirmConsent })].Second = nil
}

// documentBefore: nobody signed second, and a special notice was its desk's own word.
func documentBefore(d *Declaration) {
	alone(d)
	notice := func(a Act) bool { return a.Name == casework.NoticeSpecial }
	a := &d.Acts[slices.IndexFunc(d.Acts, notice)]
	a.When = []Condition{runs("consent", nil)}
	a.Fields = fields(category, reason)
}

func documentNow() *Declaration {
	return &Declaration{
		Kind: casework.Document, Prefix: "GW", Title: Words{"公文", "document"},
		Opens: casework.StagePropose, Turn: casework.GeneralOffice, Stages: at(casework.StagePropose, casework.StageInstruct, casework.StageAssign, casework.StageHandle, casework.StageConsent, casework.StageMerged),
		Ends:  []string{"completed", "deemed_consent", "merged", "converted", "void", "closed_by_hand"},
		Entry: ByForm, Remembers: true, Merges: true, Becomes: documentBecomes, Told: kept, Names: "title", Found: []Finding{{Field: "title"}, {Field: "sender"}, {Field: "reference"}},

		Clocks:  []string{"propose", "instruct", "assign", "return", "handle", "chase", "consent", "confirm_consent", "explain"},
		Silence: true,

		Rights: []Right{
			// Document. The general office is its way in, round and out (R051, R055, R061).
			{Action: CaseRegister, Who: Scopes{casework.GeneralOffice: Bureau, casework.Clerk: Bureau}, Daily: true},
			{Action: CaseList, Who: documented, View: true},
			{Action: CaseView, Who: documented, View: true},
			{Action: CaseTimeline, Who: documented, View: true},
			{Action: CaseLedger, Who: documented, View: true},
			{Action: CasePersonal, Who: readersOfWords, Daily: true},
			{Action: ApprovalsList, Who: Scopes{casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau}, View: true},
			{Action: TextCreate, Who: readersOfWords, Daily: true},
			{Action: PaperIssue, Who: drafters, Daily: true},
			{Action: PaperVoid, Who: general},
			{Action: PaperView, Who: readersOfWords, Daily: true},
			{Action: RegisterView, Who: keepers, Daily: true},
			{Action: RegisterEnter, Who: general, Daily: true},
			circulated,
		},

		Acts: []Act{
			making(under("R054", requestExtension(handler)), "delay_note"),
			signed(under("R054", decideExtension(lenders))),
			under("R054", withdrawExtension(handler)),
			chase(chasers),
			explain(head), // R059
			{
				Name: casework.Propose, Meets: clocks("propose"), Rule: "R051", At: at(casework.StagePropose), Who: general, Daily: true,
				Fields: fields(reason),
				Tells:  roles(casework.LeaderInCharge, casework.PrincipalLeader),
				Do:     Words{"提出拟办意见", "Propose"}, Hint: Words{"当日提出，送领导批示", "The same day, for the leader's note"},
			},
			{ // R056
				Name: casework.Instruct, Meets: clocks("instruct"), Rule: "R056", At: at(casework.StageInstruct), Who: Scopes{casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau}, Signature: true,
				Fields: fields(reason),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"批示", "Instruct"}, Hint: Words{"批示内容和日期记入收文登记簿", "The note and its date stand in the register"},
			},
			{ // straight to a unit, by a leader too (R051, R062)
				Name: casework.Assign, Meets: clocks("assign"), Rule: "R051", Second: &Second{Says: "it was given out already, and nobody asked for its return", When: givenOut, By: lenders}, At: at(casework.StagePropose, casework.StageInstruct, casework.StageAssign, casework.StageHandle), Who: lenders, Daily: true,
				Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R051"}, stated("R052", withinHours, casework.Between{Least: "1wd", Most: "12mo"}), casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R062"}, remark),
				Tells:  roles(casework.ActingHolder, casework.SectionHead),
				Do:     Words{"交办", "Assign"}, Hint: Words{"交给承办岗位；不写时限的为十个工作日", "Without a stated limit, ten working days"},
			},
			{
				Name: casework.Return, Rule: "R055", At: at(casework.StageHandle), When: []Condition{lateReturnRests}, Who: handler,
				Fields: fields(reason),
				Paper:  forms("return_letter"),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"退回", "Return"}, Hint: Words{"不属本单位职责的，两个工作日内经办公室退回", "Not ours: through the general office, within two working days"},
			},
			{
				Name: casework.DecideReturn, Never: unlessAssigner, Rule: "R055", When: []Condition{lateReturnWaits, stands(casework.StageHandle)}, Who: lenders,
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R055"}, reason),
				Tells:  roles(casework.ActingHolder, casework.GeneralOffice),
				Do:     Words{"答复逾期退回", "Decide the late return"}, Hint: Words{"由交办人决定；不答复不等于同意", "By whoever assigned it; silence is no consent"},
			},
			{
				Name: casework.NoticeSpecial, Rule: "R060", At: at(casework.StageHandle), When: []Condition{special, untold, inTime}, Who: handler,
				Fields: fields(category,
					casework.Field{Name: "basis", Type: casework.FieldText, Required: true, Rule: "R060"},
					casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R060"},
					casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: casework.ServiceMeans, Rule: "R060"},
					casework.Field{Name: "proof", Type: casework.FieldProof, Takes: []string{casework.PurposeReceipt}, Required: true, Rule: "R060"}, reason),
				Tells: roles(casework.GeneralOffice),
				Do:    Words{"登记延期告知", "Enter the notice to the sender"}, Hint: Words{"经费、编制、土地、人事、案件类：期满前已送达报文单位的，登记收到时间、方式和签收凭据", "Funds, posts, land, personnel, cases: what has reached the sender before expiry, when, how, and what shows it"},
			},
			{
				Name: casework.ConfirmConsent, Paper: forms("deemed_consent"), Meets: clocks("confirm_consent"), Rule: "R061", At: at(casework.StageConsent), Who: general, Second: &Second{Says: "it takes away what silence gave", When: takesAway, By: leaders},
				Fields: fields(casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R061"}, reason),
				Tells:  roles(casework.ActingHolder, casework.LeaderInCharge),
				Do:     Words{"确认超时默认", "Confirm the deemed consent"}, Hint: Words{"由办公室在一个工作日内确认", "By the general office, within a working day"},
			},
			{
				Name: casework.Complete, Meets: clocks("handle"), Rule: "R052", At: at(casework.StageHandle), Who: handler, // silence that has spoken is answered by nobody's word (R061)
				Fields: fields(reason, casework.Field{Name: "basis", Type: casework.FieldText, Rule: "R056"}),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"办结", "Complete"}, Hint: Words{"作出决定，停止计时", "The decision stops the clock"},
			},
			{ // R056
				Name: casework.File, Rule: "R056", AfterClose: true, When: []Condition{closed(is(casework.CaseNotClosed, "", "R056")), fact("is in no volume yet", "volume", "", is(casework.AlreadyDone, "", "R056"))}, Who: general,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Rule: "R056"}, casework.Field{Name: "reason", Type: casework.FieldText, Required: true, Rule: "R056"}),
				Do:     Words{"归卷", "Put into its volume"}, Hint: Words{"办结后归卷，卷号和日期记入收文登记簿", "Volume and date stand in the register"},
			},
			{
				Name: casework.ConfirmReceipt, Rule: "R095", Answers: "receipt", When: []Condition{stands(casework.StageHandle)}, Who: handler, Daily: true,
				Fields: fields(remark),
				Do:     Words{"签收", "Sign for receipt"}, Hint: Words{"收到通知，签字确认", "The notice has come in"},
			},
			void(Scopes{casework.GeneralOffice: Bureau, casework.Clerk: Bureau}),
			under(houseRule, closeByHand(general, leaders)),
			link(linkersDocument),
			unlink(linkersDocument),
			merge(general),
			unmerge(general),
			{
				Name: casework.Convert, When: []Condition{convertible(documentBecomes)}, Rule: "R066", Who: general, Second: &Second{Says: "it lies on a leader's desk", When: owesBut("propose", "assign"), By: leaders},
				Fields: fields(casework.Field{Name: "kind", Type: casework.FieldChoice, Required: true, Choices: targets(documentBecomes), Rule: "R066"}, casework.Field{Name: "unit", Type: casework.FieldUnit, Rule: "R065"}, casework.Field{Name: "post", Type: casework.FieldPost, Rule: "R065"}, casework.Field{Name: "person", Type: casework.FieldPerson, Rule: "R065"}, reason),
				Do:     Words{"转办为", "Convert"}, Hint: Words{"转为另一类事项，收件时间不变，不可撤销", "Goes on as another kind with the same receipt; cannot be undone"},
			},
			follow(),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}),
			signed(decideUrgent(deciders)),
		},
	}
}

var documentBecomes = []Conversion{
	// A letter that complains is a complaint from the day it came (R066).
	{
		To: casework.Complaint, Stages: sorting, Meets: "propose", AsksUnit: true,
		Fields: map[string][]string{"applicant": {"sender"}, "statement": {"title", "matter"}},
		Facts:  map[string]string{"channel": "letter"},
	},
	// What a leader wants followed up is an item of supervision (R099).
	{
		To: casework.Supervision, Stages: sorting, Meets: "propose",
		Fields: map[string][]string{"source": {"sender"}, "matter": {"title", "matter"}},
		Facts:  map[string]string{"origin": "ordinary"}, Keeps: []string{"urgent"},
	},
}

var sorting = at(casework.StagePropose, casework.StageInstruct, casework.StageAssign)

// The category is on the register, the notice has come in before the limit is over, and
// once is enough (R060).
var (
	category = casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: casework.SpecialCategories, Rule: "R060"}

	special = when("it is in a special category by its register entry", func(s *casework.State) bool { return casework.Special(s.Facts) != "" }, is(casework.NotSpecial, "category", "R060"))
	untold  = fact("the sender was not told yet", "special", "", is(casework.AlreadyDone, "", "R060"))
	inTime  = on("handle is not late", "handle", func(c *casework.Clock) bool { return c.Status != casework.Breached }, is(casework.AfterExpiry, "", "R060"))
)

// A late return needs the assigner's consent, and is asked for once (R055).
var (
	lateReturnWaits = fact("a late return waits for consent", "late_return", "asked", is(casework.WrongStage, "", "R055"))
	lateReturnRests = not("no late return waits for consent", lateReturnWaits, is(casework.AlreadyDone, "", "R055"))
)
