package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Service is a service case (办件), from receipt of the materials to delivery of the
// result (R021 to R050).
func service() *Declaration {
	return revised(serviceNow, onTheSpot, unbounded, unhanded, serviceSigned, alone)
}

func serviceNow() *Declaration {
	return &Declaration{
		Kind: casework.Service, Prefix: "BJ", Title: Words{"办件", "service case"},
		Opens: casework.StageIntake, Turn: casework.Handler, Stages: at(casework.StageIntake, casework.StageSupplement, casework.StageHandle, casework.StageDeliver),
		Ends:  []string{"declined", "completed", "denied", "withdrawn", ResultAbandoned, "void", "death", "dissolution", "duplicate", "not_supplemented", "closed_by_hand"},
		Entry: ByForm, Remembers: true, Applicant: true, Window: true, Told: served, Asked: reached, Found: applied, Joint: true, Answered: hasResult,

		Paper:    forms("service_notice", "guidance_notice"),
		Clocks:   []string{"intake", ClockLacking, "handle", "deliver", "explain", ClockConfirm, ClockRenew, casework.ClockStep, casework.ClockReceipt, ClockExamine, ClockDecide, ClockGuide, ClockFeedback, ClockFollowUp, ClockCallBack, ClockRedo, ClockLook, casework.ClockPublicNotice, casework.ClockReconsider, casework.ClockSue},
		Desks:    clocks(ClockExamine, ClockDecide, ClockGuide),
		Outlives: clocks(ClockPublish, ClockConfirm, casework.ClockStep, casework.ClockReceipt, ClockGuide, ClockCallBack, ClockRedo, ClockLook, casework.ClockPublicNotice, casework.ClockReconsider, casework.ClockSue), Says: joined(serviceSays, workWords, intakeWords, ratingWords), // who stays away answers for it (R045)
		Endings: serviceEndings, Ways: serviceWays,
		Signs: casework.PrincipalLeader,

		Rights: []Right{
			// Service: seeing.
			{Action: CaseList, Who: readers, View: true},
			{Action: CaseView, Who: readers, View: true},
			{Action: CaseTimeline, Who: readers, View: true},
			{Action: CaseLedger, Who: readers, View: true},
			{Action: ApprovalsList, Who: lendsForService, View: true},
			// Sealed words only for those who work on the case now: no View, so a backup
			// in waiting does not open them (个人信息保护法第六条: the least that is needed).
			{Action: CasePersonal, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Joint: true, Daily: true},
			// Service: acting. One window outward for all sections (R036), so a clerk
			// registers for the whole bureau.
			{Action: CaseRegister, Rule: "R036", Who: Scopes{casework.Clerk: Bureau}, Daily: true},
			{Action: TextCreate, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true},
			{Action: PaperIssue, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit}, Daily: true}, // who gives a part or decides has its paper, too
			{Action: PaperVoid, Who: head},
			{Action: PaperView, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Daily: true},
			// Whoever applied follows his case without an account (R005, R240).
			{Action: CodeIssue, Rule: "R240", Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit}, Daily: true},
			// What looks like winning time: for those who watch, not for those watched.
			{Action: WatchView, Who: Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau}, View: true},
			circulated,
		},

		Acts: slices.Concat(intakeActs, []Act{
			{
				Name: casework.Decline, Rule: "R026", At: at(casework.StageIntake, casework.StageSupplement), Who: handler,
				Fields: fields(reason, basis),
				Tells:  roles(casework.Applicant),
				Paper:  forms("refusal_notice", proofOfService),
				Do:     Words{"不予受理", "Decline"}, Hint: Words{"须写明理由和法律依据", "State reason and legal basis"},
			},
			{
				Name: casework.Complete, Meets: clocks("handle", "statutory"), Rule: "R005", At: at(casework.StageHandle), When: []Condition{unreviewed, partsIn, allIn}, Who: handler,
				Fields: append(fields(remark), result...),
				Tells:  roles(casework.Applicant),
				Paper:  forms("acceptance_notice", "grant_decision", "result_notice", proofOfService), // what is done on the spot has both at once
				Do:     Words{"办结", "Complete"}, Hint: Words{"作出决定，停止计时", "The decision stops the clock"},
			},
			{
				Name: casework.Deny, Rule: "R026", At: at(casework.StageHandle), When: []Condition{unreviewed}, Who: handler,
				Fields: fields(reason, basis),
				Tells:  roles(casework.Applicant),
				Paper:  forms("denial_decision", "denial_notice", proofOfService),
				Do:     Words{"不予许可", "Deny"}, Hint: Words{"须写明理由和法律依据", "State reason and legal basis"},
			},
			propose(), examine(), decideResult(),
			nameLead(), working.assign(leads), signPart(), working.complete(), working.decline(), working.deem(),
			consult(), guide(), feedback(),
			deliver(), serve(), changeService(), confirmDeemed(),
			{
				Name: casework.Pause, Rule: "R028", When: []Condition{notPaused, pausable, noneLate}, Who: handler,
				Second: &Second{Says: "no paper tells of it, or it is longer than its rule allows", When: unproven, OverCap: true, By: deciders},
				Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: casework.PauseCategories, Rule: "R028"}, casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R028"}, proof(casework.PurposePauseNotice), reason),
				Tells:  roles(casework.Applicant),
				Paper:  forms("procedure_notice", proofOfService),
				Do:     Words{"暂停计时", "Pause"}, Hint: Words{"只限法定特别程序，须书面告知所需时间", "Announce procedure and time in writing"},
			},
			{
				Name: casework.Resume, Rule: "R028", When: []Condition{paused}, Who: handler,
				Fields: fields(remark),
				Do:     Words{"恢复计时", "Resume"}, Hint: Words{"程序结束，继续计时", "The procedure is over"},
			},
			requestExtension(handler),
			making(signed(decideExtension(lendsForService)), "extension_notice", proofOfService),
			withdrawExtension(handler),
			making(transfer(superior, heads), "handover_receipt"),
			chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau}),
			urge("R009", Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Own, casework.GeneralOffice: Own}, casework.ActingHolder, casework.SectionHead),
			explain(Scopes{casework.SectionHead: Unit}), // R059
			publishReason,
			{
				Name: casework.Withdraw, Basis: houseRule, Who: counter,
				Second: &Second{Says: "no paper of the applicant's is on record", When: unproven, By: desk}, FromReceipt: true,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Rule: "R048"}, proof(casework.PurposeWithdrawal), remark),
				Paper:  forms("termination_notice", proofOfService),
				Do:     Words{"申请人撤回", "Applicant withdraws"}, Hint: Words{"申请人撤回申请，此件终止", "Ends the case at the applicant's wish"},
			},
			{
				Name: casework.Correct, Rule: "R002", AfterClose: true, Second: &Second{Says: "a clock counts from it", When: movesDates, By: desk}, Who: Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit},
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Required: true}, reason),
				Do:     Words{"更正收件时间", "Correct receipt"}, Hint: Words{"收件时间有误时更正，全部时限重算", "All limits are counted anew"},
			},
			{
				Name: casework.Reopen, Basis: houseRule, AfterClose: true, When: []Condition{closed(is(casework.CaseNotClosed, "", ""))}, Who: superior,
				Fields: fields(reason),
				Tells:  roles(casework.ActingHolder, casework.EfficiencyOffice),
				Do:     Words{"重新办理", "Reopen"}, Hint: Words{"已办结的件重新办理", "Take a closed case up again"},
			},
			void(Scopes{casework.Clerk: Bureau}),
			making(ending(closeByHand(handler, desk), serviceEndings), "termination_notice", proofOfService),
			link(linkersService),
			unlink(linkersService),
			{
				Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
			askUrgent(Scopes{casework.Handler: Own, casework.Clerk: Unit, casework.SectionHead: Unit}, append(absences[:2:2], PublishReason, casework.Propose, Examine, Guide, CallBack, Redo, LookAgain, ConfirmDeemed)...),
			signed(decideUrgent(deciders)),
		}, rating{Has: serviceDone, Window: Unit, Desk: Scopes{casework.Handler: Own, casework.SectionHead: Unit}}.acts(),
			secondLook{Refused: serviceRefused, Window: Unit, Paper: forms("second_look")}.acts()),
	}
}

// lendsForService: the head of the organ or whom he delegated (行政许可法 42), and of what is asked
// to be disclosed the head of the office that discloses (政府信息公开条例 33); the policy of the
// matter says which.
var lendsForService = Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}

// serviceEndings: who applied is there no more (his heirs may have it reopened, on the days
// that were left), it was brought twice, or what was missing never came.
var serviceEndings = []Ending{
	{Ground: "death", Proof: casework.PurposeDeath},
	{Ground: "dissolution", Proof: casework.PurposeDissolution},
	{Ground: "duplicate"},
	{Ground: "not_supplemented", Proof: casework.PurposeReceipt, At: at(casework.StageSupplement)},
}

// hasResult: he was told what came of it, whatever that is.
func hasResult(s *casework.State) bool {
	return s.Stage == casework.StageDeliver || s.Closed() && slices.Contains([]string{"declined", "completed", "denied", "withdrawn", ResultAbandoned, "not_supplemented", "closed_by_hand"}, s.Result)
}

var serviceDone = when("it has its result", hasResult, is(casework.WrongStage, "", "R234"))

// serviceRefused: it was not taken, or decided against him.
var serviceRefused = when("he was refused", func(s *casework.State) bool {
	return s.Stage == casework.StageDeliver && s.Decision == "denied" || s.Closed() && slices.Contains([]string{"declined", "denied"}, s.Result)
}, is(casework.WrongStage, "", "R234"))
