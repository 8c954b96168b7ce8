package kind

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// A declaration that changes what a case is held to (stages, ends, acts, their fields
// and conditions) is a new revision and carries those before it. A case keeps to the
// one its run began under; what was begun before there were any keeps to the first,
// which is 0. Who may act, and what things are called, is nobody's to keep: that is the
// newest one's for every case.

// revised is a declaration as it stands now, with how it stood before: each step takes it
// one revision further back, the newest change first.
func revised(now func() *Declaration, back ...func(*Declaration)) *Declaration {
	d := now()
	d.Revision = len(back)
	for n := range back {
		was := now()
		for _, step := range back[:len(back)-n] {
			step(was)
		}
		was.Revision = n
		d.Earlier = append(d.Earlier, was)
	}
	return d
}

// At finds a revision of a kind's declaration; false for one this set does not know:
// a newer process wrote it, and whoever knows it has to go on.
func (s *Set) At(k casework.Kind, revision int) (*Declaration, bool) {
	d := s.Of(k)
	if revision >= 0 && revision < len(d.Earlier) {
		return d.Earlier[revision], true
	}
	return d, revision == d.Revision && d.Prefix != ""
}

// Binds is the declaration that a case is held to: the newest where its run has said
// nothing yet, for by that it will begin.
func (s *Set) Binds(view casework.CaseView) *Declaration {
	var pin struct {
		Declared int `json:"declared"`
	}
	if view.Revision == 0 {
		return s.Of(view.Kind)
	}
	if read := view.Read(); read != nil {
		pin.Declared = read.Declared
	} else if json.Unmarshal(view.State, &pin) != nil {
		return s.Of(view.Kind)
	}
	d, _ := s.At(view.Kind, pin.Declared)
	return d
}

// EverAct is the act of that name some case of the kind may take: its own, else as the
// latest of the earlier revisions has it.
func (d *Declaration) EverAct(command string) (*Act, bool) {
	if a, has := d.Act(command); has {
		return a, true
	}
	for _, before := range slices.Backward(d.Earlier) {
		if a, has := before.Act(command); has {
			return a, true
		}
	}
	return nil, false
}

// Ever walks the acts some case of the kind may take: its own, then what only earlier
// revisions have. It copies none: pages ask it for every label, and where the law proves
// itself a set is put together some thousand times.
func (d *Declaration) Ever(yield func(*Act) bool) {
	seen := make(map[string]bool, len(d.Acts))
	for i := range d.Acts {
		seen[d.Acts[i].Name] = true
		if !yield(&d.Acts[i]) {
			return
		}
	}
	for _, before := range slices.Backward(d.Earlier) {
		for i := range before.Acts {
			a := &before.Acts[i]
			if seen[a.Name] {
				continue
			}
			seen[a.Name] = true
			if !yield(a) {
				return
			}
		}
	}
}

// revisions are the declaration and those before it.
func (d *Declaration) revisions() []*Declaration {
	return append([]*Declaration{d}, d.Earlier...)
}

// unsound finishes the revisions of a declaration that are not known to be sound, and finds
// what is wrong with them and with their numbers.
func unsound(d *Declaration, sound map[*Declaration]bool) (faults []error) {
	say := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("kind %s: %s", d.Kind, fmt.Sprintf(format, args...)))
	}
	if sound[d] {
		return nil
	}
	for _, r := range d.revisions() {
		if !sound[r] {
			seconded(r)
			purposed(r)
		}
	}
	faults = check(d)
	if d.Revision != len(d.Earlier) {
		say("revision %d carries %d before it", d.Revision, len(d.Earlier))
	}
	for i, before := range d.Earlier {
		switch {
		case before.Revision != i:
			say("revision %d stands where %d should", before.Revision, i)
		case before.Kind != d.Kind || before.Prefix != d.Prefix || len(before.Earlier) > 0:
			say("revision %d is of another kind, or carries others itself", i)
		}
		if sound[before] {
			continue
		}
		for _, fault := range check(before) {
			faults = append(faults, fmt.Errorf("revision %d: %w", i, fault))
		}
	}
	return faults
}

// accountabilityBefore is how accountability cases stood before each article of the
// sanctions regulation was followed: opened by the efficiency office alone, one measure a
// decision, appeals decided by the discipline office. Cases begun under it go on so.
func accountabilityBefore() *Declaration {
	d := accountabilityCommon()
	d.Stages = at(casework.StageVerify, casework.StageHear, casework.StageDecide, casework.StageServe, casework.StageServed, casework.StageReview)
	d.Ends = []string{"no_fault", "exempt", "reminder", "final", "referred", "reversed", "closed_by_hand"}
	d.Acts = []Act{
		under("R142", requestExtension(Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau})),
		signed(under("R142", decideExtension(Scopes{casework.PrincipalLeader: Bureau}))),
		under("R142", withdrawExtension(Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau})),
		chase(Scopes{casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau}),
		{
			Name: casework.StateFacts, Meets: clocks("verify"), Rule: "R129", At: at(casework.StageVerify), Who: efficient,
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"no_fault", "exempt", "reminder", "formal"}, Rule: "R064"}, casework.Field{Name: "ground", Type: casework.FieldChoice, Choices: casework.GroundCodes(), Rule: "R129"}, casework.Field{Name: "person", Type: casework.FieldPerson, Rule: "R130"}, casework.Field{Name: "unit", Type: casework.FieldUnit, Rule: "R139"}, casework.Field{Name: "asked_by", Type: casework.FieldPerson, Rule: "R064"}, reason),
			Tells:  roles(casework.PrincipalLeader),
			Paper:  forms("reminder_letter", "verification_conclusion", "defence_notice"),
			Do:     Words{"认定事实", "State the facts"}, Hint: Words{"写明事实、原因和轮到谁办", "Facts, causes, and whose turn it was"},
		},
		{
			Name: casework.Hear, Meets: clocks("statement"), Rule: "R143", At: at(casework.StageHear, casework.StageDecide), Who: concerned,
			Fields: fields(reason),
			Tells:  roles(casework.EfficiencyOffice),
			Paper:  forms("statement_record"),
			Do:     Words{"陈述申辩", "State your case"}, Hint: Words{"写下您的陈述和申辩；作出决定之前都可以补充", "Your statement and defence, on record; more may follow until it is decided"},
		},
		{
			Name: casework.Split, Rule: "R131", At: at(casework.StageHear, casework.StageDecide), Who: efficient,
			Fields: fields(casework.Field{Name: "person", Type: casework.FieldPerson, Required: true, Rule: "R131"}, casework.Field{Name: "share", Type: casework.FieldChoice, Required: true, Choices: []string{casework.ShareFull, casework.ShareMain, casework.ShareSecondary}, Rule: "R131"}, reason),
			Do:     Words{"划分责任", "Split the responsibility"}, Hint: Words{"逐人划分，由人决定；给本案当事人以外的人划分责任，就为他另立一案", "Person by person, decided by people; whoever this case is not about gets a case of his own"},
		},
		{
			Name: casework.Recommend, Rule: "R142", At: at(casework.StageHear, casework.StageDecide), Who: efficient,
			Fields: fields(casework.Field{Name: "measure", Type: casework.FieldChoice, Required: true, Choices: measuresBefore, Rule: "R142"}, reason),
			Tells:  roles(casework.PartyGroup),
			Do:     Words{"提出处理建议", "Recommend"}, Hint: Words{"提请党组决定", "For the party group to decide"},
		},
		{ // R142
			Name: casework.Decide, Rule: "R142", At: at(casework.StageDecide), Who: Scopes{casework.PartyGroup: Bureau}, Signature: true,
			Fields: fields(casework.Field{Name: "measure", Type: casework.FieldChoice, Required: true, Choices: append([]string{casework.NoMeasure}, measuresBefore...), Rule: "R142"}, casework.Field{Name: "outcome", Type: casework.FieldChoice, Choices: []string{casework.Impose, casework.Refer}, Rule: "R142"}, casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: "R134"}, casework.Field{Name: "members", Type: casework.FieldInt, Required: true, Rule: "R142"}, casework.Field{Name: "present", Type: casework.FieldInt, Required: true, Rule: "R142"}, casework.Field{Name: "in_favour", Type: casework.FieldInt, Required: true, Rule: "R142"}, reason),
			Paper:  forms("decision", "service_receipt"),
			Do:     Words{"作出处理决定", "Decide"}, Hint: Words{"集体研究决定，写明依据", "Decided together, with the basis"},
		},
		{
			Name: casework.Serve, Meets: clocks("serve"), Rule: "R143", At: at(casework.StageServe), Who: efficient,
			Fields: fields(remark),
			Tells:  roles(casework.PersonConcerned, casework.DisciplineOffice),
			Paper:  forms("service_receipt"),
			Do:     Words{"送达决定", "Serve the decision"}, Hint: Words{"送达之日起生效", "In force once served"},
		},
		{ // what was mended (R134)
			Name: casework.Report, Meets: clocks("mend"), Rule: "R134", AfterClose: true, When: []Condition{owes("mend", is(casework.NothingOwed, "", "R134"))}, Who: concerned, Daily: true,
			Fields: fields(reason),
			Tells:  roles(casework.EfficiencyOffice),
			Do:     Words{"报告改正结果", "Report what was mended"}, Hint: Words{"在限期内改正并报告", "Within the term set by the decision"},
		},
		{
			Name: casework.AskReview, Meets: clocks("ask_review", "direct_appeal", "appeal"), Rule: "R143", AfterClose: true, When: []Condition{servedOrFinal}, Who: concerned,
			Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Choices: []string{casework.RoundReview, casework.RoundAppeal}, Rule: "R143"}, reason),
			Tells:  roles(casework.PartyGroup, casework.DisciplineOffice),
			Do:     Words{"申请复核或者申诉", "Ask for a review, or appeal"}, Hint: Words{"收到决定后三十日内任选其一；复核后十五日内可以申诉", "Either within thirty days of the decision; after a review fifteen more to appeal"},
		},
		// Which of the two decides which round the case says (公务员法 95).
		{
			Name: casework.DecideReview, Meets: clocks("review", "appealed"), Rule: "R143", At: at(casework.StageReview), Never: (*casework.State).Judges, Who: Scopes{casework.PartyGroup: Bureau, casework.DisciplineOffice: Bureau}, Signature: true,
			Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"upheld", "reversed", "lighter"}, Rule: "R143"}, casework.Field{Name: "measure", Type: casework.FieldChoice, Choices: measuresBefore, Rule: "R143"}, reason),
			Tells:  roles(casework.PersonConcerned, casework.EfficiencyOffice),
			Paper:  forms("review_decision", "appeal_decision", "service_receipt"),
			Do:     Words{"作出复核或者申诉决定", "Decide the review or appeal"}, Hint: Words{"维持、变更或者撤销", "Uphold, change or reverse"},
		},
		admitted(closeByHand(efficient, watchers), casework.StageVerify, casework.StageHear, casework.StageDecide),
		link(efficient),
		unlink(efficient),
		// Evidence of those who verify and decide, and of him who defends himself (R143).
		{
			Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.PersonConcerned: Own, casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau}, Daily: true,
			Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
			Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
		},
		recount(),
	}
	alone(d)
	return d
}

// measuresBefore are those such a case may be decided with.
var measuresBefore = []string{
	"criticism_education", "admonition", "written_self_criticism", "circulated_criticism", "merit_loss", "bonus_withheld",
	"suspended_training", "reassignment", "warning", "demerit", "grave_demerit", "demotion", "removal", "dismissal",
	"judicial_transfer", "unit_points", "unit_circulated_criticism", "unit_rectification", "unit_warned",
}

// serviceSigned is how service cases stood once second signatures were asked for, and
// before their materials were ticked one by one. It binds the cases begun under it and is
// not edited; what a case begins under today is service.go's.
func serviceSigned(d *Declaration) {
	d.Stages = at(casework.StageIntake, casework.StageSupplement, casework.StageHandle, casework.StageDeliver)
	d.Ends = []string{"declined", "completed", "denied", "withdrawn", "closed_by_hand"}
	d.Outlives = nil // nothing was made public (R240)
	d.Answered = nil // nor rated (R234)
	d.Endings, d.Ways = nil, nil
	d.Acts = []Act{
		{
			Name: casework.OneTimeNotice, Rule: "R024", At: at(casework.StageIntake), Who: handler, Daily: true,
			Fields: fields(casework.Field{Name: "materials", Type: casework.FieldMaterials, Required: true, Rule: "R024"}, remark),
			Tells:  roles(casework.Applicant),
			Paper:  forms("supplement_notice"),
			Do:     Words{"一次性告知", "One-time notice"}, Hint: Words{"一次列全所缺材料，补正期间按规定计时", "List everything missing, once"},
		},
		{
			Name: casework.Supplement, Rule: "R025", At: at(casework.StageSupplement), Who: counter, Daily: true,
			Fields: fields(remark),
			Tells:  roles(casework.ActingHolder),
			Do:     Words{"收到补正材料", "Materials supplemented"}, Hint: Words{"材料补齐后回到收件审查", "Back to intake once complete"},
		},
		{
			Name: casework.Accept, Meets: clocks("intake"), Rule: "R023", At: at(casework.StageIntake), Who: handler, Daily: true,
			Fields: fields(remark),
			Tells:  roles(casework.Applicant),
			Paper:  forms("acceptance_notice"),
			Do:     Words{"受理", "Accept"}, Hint: Words{"自受理之日起计算承诺时限", "The promised limit counts from acceptance"},
		},
		{
			Name: casework.Decline, Rule: "R026", At: at(casework.StageIntake, casework.StageSupplement), Who: handler,
			Fields: fields(reason, basis),
			Tells:  roles(casework.Applicant),
			Do:     Words{"不予受理", "Decline"}, Hint: Words{"须写明理由和法律依据", "State reason and legal basis"},
		},
		{
			Name: casework.Complete, Meets: clocks("handle", "statutory"), Rule: "R005", At: at(casework.StageIntake, casework.StageHandle), Who: handler,
			Fields: fields(remark),
			Tells:  roles(casework.Applicant),
			Paper:  forms("acceptance_notice"), // what is done on the spot is accepted by it
			Do:     Words{"办结", "Complete"}, Hint: Words{"作出决定，停止计时", "The decision stops the clock"},
		},
		{
			Name: casework.Deny, Rule: "R026", At: at(casework.StageIntake, casework.StageHandle), Who: handler,
			Fields: fields(reason, basis),
			Tells:  roles(casework.Applicant),
			Do:     Words{"不予许可", "Deny"}, Hint: Words{"须写明理由和法律依据", "State reason and legal basis"},
		},
		{
			Name: casework.Deliver, Meets: clocks("deliver"), Rule: "R005", At: at(casework.StageDeliver), Who: counter, Daily: true,
			Fields: fields(remark),
			Tells:  roles(casework.Applicant),
			Do:     Words{"送达", "Deliver"}, Hint: Words{"决定送达申请人", "The applicant has the decision"},
		},
		{
			Name: casework.Pause, Rule: "R028", When: []Condition{notPaused, pausable, noneLate}, Who: handler,
			Second: &Second{Says: "no paper tells of it, or it is longer than its rule allows", When: unproven, OverCap: true, By: deciders},
			Fields: fields(casework.Field{Name: "category", Type: casework.FieldChoice, Required: true, Choices: casework.PauseCategories, Rule: "R028"}, casework.Field{Name: "until", Type: casework.FieldTime, Required: true, Rule: "R028"}, proof(casework.PurposePauseNotice), reason),
			Tells:  roles(casework.Applicant),
			Do:     Words{"暂停计时", "Pause"}, Hint: Words{"只限法定特别程序，须书面告知所需时间", "Announce procedure and time in writing"},
		},
		{
			Name: casework.Resume, Rule: "R028", When: []Condition{paused}, Who: handler,
			Fields: fields(remark),
			Do:     Words{"恢复计时", "Resume"}, Hint: Words{"程序结束，继续计时", "The procedure is over"},
		},
		requestExtension(handler),
		making(signed(decideExtension(lendsForService)), "extension_notice"),
		withdrawExtension(handler),
		making(transfer(superior, heads), "handover_receipt"),
		chase(Scopes{casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau}),
		explain(Scopes{casework.SectionHead: Unit}), // R059
		{
			Name: casework.Withdraw, Basis: houseRule, Who: counter,
			Second: &Second{Says: "no paper of the applicant's is on record", When: unproven, By: desk}, FromReceipt: true,
			Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Rule: "R048"}, proof(casework.PurposeWithdrawal), remark),
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
		closeByHand(handler, desk),
		link(linkersService),
		unlink(linkersService),
		{
			Name: casework.Attach, Basis: houseRule, Who: Scopes{casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}, Daily: true,
			Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
			Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
		},
		recount(),
		askUrgent(Scopes{casework.Handler: Own, casework.Clerk: Unit, casework.SectionHead: Unit}),
		signed(decideUrgent(deciders)),
	}
}
