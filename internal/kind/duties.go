package kind

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Duties are the standing duties of one bureau, opened once and kept as long as it
// stands (R100 to R102).
func duties() *Declaration { return revised(dutiesNow, unsaid, unasked, unheard, uncirculated) }

// unsaid: what was filed met the round that ran, whichever it was of, and a report that came a
// quarter late was one of the next quarter.
func unsaid(d *Declaration) {
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Name == casework.FileDuty {
			a.Fields = without(a.Fields, "outcome")
		}
	}
}

// unasked: nobody asked what the public thinks of the house.
func unasked(d *Declaration) {
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == TakeOpinions })
}

// unheard: the heads of the sections heard of no circular, and one that was voided had met
// its month all the same.
func unheard(d *Declaration) {
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Name == casework.Circulate {
			a.Fields, a.Tells = without(a.Fields, "units"), roles(casework.LeaderInCharge, casework.PrincipalLeader)
		}
	}
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == VoidCircular })
}

// uncirculated: what was late went round as people pleased, and no clock asked for it.
func uncirculated(d *Declaration) {
	alone(d)
	d.Acts = slices.DeleteFunc(d.Acts, func(a Act) bool { return a.Name == casework.Circulate })
}

func dutiesNow() *Declaration {
	return &Declaration{
		Kind: casework.Duties, Prefix: "ZR", Title: Words{"例行职责", "standing duty"},
		Opens: casework.StageStanding, Turn: casework.SupervisionOffice, Stages: at(casework.StageStanding),
		Ends:  []string{"closed_by_hand"},
		Entry: ByBureau, Scored: true, Told: kept,

		Says: map[string]Words{
			"field.file-duty.outcome": {"是哪一期的（上期没有报送的必须选）", "Of which round (asked where the last was missed)"}, "choice.this_round": {"本期", "This round"}, "choice.missed_round": {"上期，逾期补报", "The last one, late"},
			"event.duty_late": {"上期逾期补报", "Brought late"}, "told.duty_late": {"“{clock}”上期没有按期报送，现已补报{basis}；没有按期的记录不变，本期仍须报送。", "“{clock}” of the last round, which was missed, was brought late{basis}: it stays missed, and this round is owed still."},
			"clock.opinions": {"征求社会意见", "Asking the public"}, "owed.opinions": {"征求社会各界的意见，登记结果", "ask what the public thinks of the house, and enter what it said"}, "desk.opinions": {"应征求社会各界的意见", "Ask the public, and enter what it said"},
			"field.take-opinions.means": {"采取的形式", "How they were asked"}, "field.take-opinions.reason": {"听到的意见、处理结果和改进，怎样反馈", "What was said, what is done about it, how it is answered"},
			"choice.forum": {"座谈会", "A forum"}, "choice.questionnaire": {"问卷调查", "A questionnaire"}, "choice.counterparts": {"对口部门评议", "Appraisal by departments it works with"}, "choice.organ_above": {"上级机关评议", "Appraisal by the organ above"},
			"field.circulate.outcome": {"通报情况", "What was circulated"}, "choice.circulated": {"已通报", "Circulated"}, "choice.nothing_overdue": {"没有未按时办结的公文和事项", "Nothing was late"},
			"field.circulate.units": {"通报到的科室", "Sections that are told"}, "field.void-circular.received": {"所作废通报的签发时间", "When the voided one was issued"},
			"event.overdue_circulated": {"未按时办结的已通报到科室", "Circulated to the section"}, "told.overdue_circulated": {"本科室有未按时办结的事项已经通报{basis}。通报在“文书簿册”里看；没有说明情况的，请向分管局领导说明。", "Matters of your section stand on the circular of what was late{basis}. It is under Papers; what was not explained yet is explained to the leader in charge."},
			"event.circular_voided": {"通报已作废", "Circular voided"}, "told.circular_voided": {"未按时办结的通报已经作废{basis}，本期仍须通报。", "The circular of what was late was voided{basis}; its month is owed one again."},
		},

		Rights: []Right{
			// Duties. Opened once for a bureau, and kept as long as it stands (R100 to R102).
			{Action: CaseRegister, Who: secretary, Daily: true},
			{Action: CaseList, Who: standing, View: true},
			// A head who stands on the circular is led here by what he hears.
			{Action: CaseView, Who: onCircular, View: true},
			{Action: CaseTimeline, Who: onCircular, View: true},
			{Action: CaseLedger, Who: onCircular, View: true},
			{Action: CasePersonal, Who: Scopes{casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true},
			// The circular goes to the leaders of the bureau and to who heads a section (R058).
			{Action: PaperIssue, Who: general, Daily: true},
			{Action: PaperVoid, Who: general},
			{Action: PaperView, Rule: "R058", Who: circulars, Daily: true},
			{Action: TextCreate, Who: Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau}, Daily: true},
		},

		Acts: []Act{
			{
				Name: casework.FileDuty, Rule: "R100", When: []Condition{someStanding}, Who: Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau}, Daily: true,
				Fields: fields(clock, casework.Field{Name: "outcome", Type: casework.FieldChoice, Choices: []string{ThisRound, MissedRound}, Rule: "R110"}, reason),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"完成本期职责", "File this round"}, Hint: Words{"本期已办，下一期照常", "Done; the next round comes at its own time"},
			},
			{ // by its paper, which says so where nothing is late: nobody reports a circular he did not write
				Name: casework.Circulate, ByPaper: OverdueCircular, Meets: clocks("overdue_circular"), Rule: "R058", When: []Condition{uncirculatedYet}, Who: general, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"circulated", NothingOverdue}, Rule: "R222"},
					casework.Field{Name: "units", Type: casework.FieldUnits, Rule: "R058"}),
				Tells: roles(casework.LeaderInCharge, casework.PrincipalLeader, casework.SectionHead),
				Do:    Words{"通报未按时办结的公文和事项", "Circulate what was not finished in time"}, Hint: Words{"签发通报即为完成；没有超期的，通报写明没有", "Done by issuing the circular, which says so where nothing is late"},
			},
			{ // what is void told nobody anything
				Name: VoidCircular, ByVoid: OverdueCircular, Rule: "R222", When: []Condition{circulatedOnce}, Who: general,
				Fields: fields(casework.Field{Name: "received", Type: casework.FieldTime, Required: true, Rule: "R222"}),
				Tells:  roles(casework.GeneralOffice, casework.LeaderInCharge, casework.PrincipalLeader),
				Do:     Words{"作废通报", "Void the circular"}, Hint: Words{"通报作废的，本期仍须通报", "Its month is owed a circular again"},
			},
			{ // by what was heard, and what is done about it: a forum nobody wrote down was none
				Name: TakeOpinions, Meets: clocks(ClockOpinions), Rule: "R231", When: []Condition{opinionsOwed}, Who: Scopes{casework.EfficiencyOffice: Bureau, casework.GeneralOffice: Bureau}, Daily: true,
				Fields: fields(casework.Field{Name: "means", Type: casework.FieldChoice, Required: true, Choices: []string{"forum", "questionnaire", "counterparts", "organ_above"}, Rule: "R231"}, reason),
				Tells:  roles(casework.GeneralOffice, casework.LeaderInCharge, casework.PrincipalLeader),
				Do:     Words{"登记征求意见的结果", "Enter what was heard"}, Hint: Words{"座谈会、问卷调查、评议听到什么，怎样处理和改进、怎样反馈", "What a forum, a questionnaire or an appraisal brought, what is done about it and how they are answered"},
			},
			{ // R110
				Name: casework.DecidePoints, Rule: "R110", When: []Condition{proposed}, Who: efficient, Signature: true,
				Fields: fields(clock, casework.Field{Name: "approve", Type: casework.FieldBool, Required: true, Rule: "R110"}, reason),
				Tells:  roles(casework.GeneralOffice, casework.PrincipalLeader),
				Do:     Words{"决定扣分", "Decide the points"}, Hint: Words{"没有报送的，由效能办决定是否扣分", "Not filed: the efficiency office decides whether it counts"},
			},
			under(houseRule, closeByHand(supervisor, leaders)),
			link(secretary),
			unlink(secretary),
			{
				Name: casework.Attach, Basis: houseRule, Who: secretary, Daily: true,
				Fields: fields(casework.Field{Name: "file", Type: casework.FieldFile, Required: true}),
				Do:     Words{"附文件", "Attach a file"}, Hint: Words{"证据、材料和照片，加密保存", "Evidence, papers, photographs; kept encrypted"},
			},
			recount(),
		},
	}
}

// OverdueCircular is the form of the circular of what was not finished in time, and
// NothingOverdue what is said where there is nothing.
const (
	OverdueCircular = "overdue_circular"
	NothingOverdue  = "nothing_overdue"
)

// ThisRound and MissedRound are of which round a report is, DutyLate that one was brought once
// its round was over and missed (R110).
const (
	ThisRound                      = "this_round"
	MissedRound                    = "missed_round"
	DutyLate    casework.EventName = "duty_late"
)

// ToldWhich is the revision from which a report says of which round it is.
const ToldWhich = 4

// MissedBefore is the round of a duty before the one that runs, where nobody has brought what it asked
// for; nil where there is none.
func MissedBefore(s *casework.State, runs *casework.Clock) *casework.Clock {
	i := slices.IndexFunc(s.Clocks, func(o casework.Clock) bool {
		return o.Name == runs.Name && o.Round == runs.Round-1 && o.Status == casework.Recurred && o.Filed.IsZero()
	})
	if i < 0 {
		return nil
	}
	return &s.Clocks[i]
}

// VoidCircular is what voiding the circular does, Circulated what the head of a section on it
// hears, CircularVoided that it is owed again.
const (
	VoidCircular                      = "void-circular"
	Circulated     casework.EventName = "overdue_circulated"
	CircularVoided casework.EventName = "circular_voided"
)

// ClockOpinions is when the public is asked again what it thinks of the house, TakeOpinions
// writes down what it said (R231).
const (
	ClockOpinions = "opinions"
	TakeOpinions  = "take-opinions"
)

// onCircular are who sees the duties, and the heads of sections that stand on a circular.
var onCircular = func() Scopes {
	who := maps.Clone(standing)
	who[casework.SectionHead] = Bureau
	return who
}()

// circulars are who reads it: 局领导和相关主办股室负责人, and those who see to it.
var circulars = Scopes{
	casework.SectionHead: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau,
	casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
}

var (
	circulatedOnce = when("a month has its circular", func(s *casework.State) bool {
		return slices.ContainsFunc(s.Clocks, func(c casework.Clock) bool { return c.Name == "overdue_circular" && !c.Filed.IsZero() })
	}, is(casework.NothingOwed, "", "R222"))
	uncirculatedYet = on("this month's circular is owed", "overdue_circular", func(c *casework.Clock) bool { return Fileable(*c, c.Due) }, is(casework.NothingOwed, "", "R222"))
	opinionsOwed    = on("opinions of this round are owed", ClockOpinions, func(c *casework.Clock) bool { return Fileable(*c, c.Due) }, is(casework.NothingOwed, "", "R231"))
	someStanding    = some("a duty of this round is owed", Fileable)
	proposed        = when("points were proposed", func(s *casework.State) bool { return len(s.Proposed) > 0 }, nil)
)
