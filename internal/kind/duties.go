package kind

import "github.com/shixian/shixian/internal/casework"

// Duties are the standing duties of one bureau, opened once and kept as long as it
// stands (R100 to R102).
func duties() *Declaration { return revisedOnce(dutiesNow, alone) }

func dutiesNow() *Declaration {
	return &Declaration{
		Kind: casework.Duties, Prefix: "ZR", Title: Words{"例行职责", "standing duty"},
		Opens: casework.StageStanding, Turn: casework.SupervisionOffice, Stages: at(casework.StageStanding),
		Ends:  []string{"closed_by_hand"},
		Entry: ByBureau, Scored: true, Told: kept,

		Rights: []Right{
			// Duties. Opened once for a bureau, and kept as long as it stands (R100 to R102).
			{Action: CaseRegister, Who: secretary, Daily: true},
			{Action: CaseList, Who: standing, View: true},
			{Action: CaseView, Who: standing, View: true},
			{Action: CaseTimeline, Who: standing, View: true},
			{Action: CaseLedger, Who: standing, View: true},
			{Action: CasePersonal, Who: Scopes{casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau}, Daily: true},
			{Action: TextCreate, Who: Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau}, Daily: true},
		},

		Acts: []Act{
			{
				Name: casework.FileDuty, Rule: "R100", When: []Condition{someStanding}, Who: Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau}, Daily: true,
				Fields: fields(clock, reason),
				Tells:  roles(casework.GeneralOffice),
				Do:     Words{"完成本期职责", "File this round"}, Hint: Words{"本期已办，下一期照常", "Done; the next round comes at its own time"},
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

var (
	someStanding = some("a duty of this round is owed", Fileable)
	proposed     = when("points were proposed", func(s *casework.State) bool { return len(s.Proposed) > 0 }, nil)
)
