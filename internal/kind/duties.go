package kind

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Duties are the standing duties of one bureau, opened once and kept as long as it
// stands (R100 to R102).
func duties() *Declaration { return revised(dutiesNow, uncirculated) }

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
			"field.circulate.outcome": {"通报情况", "What was circulated"}, "choice.circulated": {"已通报", "Circulated"}, "choice.nothing_overdue": {"没有超期未办结的公文和事项", "Nothing was late"},
		},

		Rights: []Right{
			// Duties. Opened once for a bureau, and kept as long as it stands (R100 to R102).
			{Action: CaseRegister, Who: secretary, Daily: true},
			{Action: CaseList, Who: standing, View: true},
			{Action: CaseView, Who: standing, View: true},
			{Action: CaseTimeline, Who: standing, View: true},
			{Action: CaseLedger, Who: standing, View: true},
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
				Fields: fields(clock, reason),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"完成本期职责", "File this round"}, Hint: Words{"本期已办，下一期照常", "Done; the next round comes at its own time"},
			},
			{ // by its paper, which says so where nothing is late: nobody reports a circular he did not write
				Name: casework.Circulate, ByPaper: OverdueCircular, Meets: clocks("overdue_circular"), Rule: "R058", When: []Condition{uncirculatedYet}, Who: general, Daily: true,
				Fields: fields(casework.Field{Name: "outcome", Type: casework.FieldChoice, Required: true, Choices: []string{"circulated", NothingOverdue}, Rule: "R222"}),
				Tells:  roles(casework.LeaderInCharge, casework.PrincipalLeader),
				Do:     Words{"通报未按时办结的公文和事项", "Circulate what was not finished in time"}, Hint: Words{"签发通报即为完成；没有超期的，通报写明没有", "Done by issuing the circular, which says so where nothing is late"},
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

// circulars are who reads it: 局领导和相关主办股室负责人, and those who see to it.
var circulars = Scopes{
	casework.SectionHead: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau,
	casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
}

var (
	uncirculatedYet = on("this month's circular is owed", "overdue_circular", func(c *casework.Clock) bool { return Fileable(*c, c.Due) }, is(casework.NothingOwed, "", "R222"))
	someStanding    = some("a duty of this round is owed", Fileable)
	proposed        = when("points were proposed", func(s *casework.State) bool { return len(s.Proposed) > 0 }, nil)
)
