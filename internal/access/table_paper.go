package access

import "github.com/shixian/shixian/internal/casework"

// Who issues which of the papers of a kind, its form narrows further. A paper
// holds sealed words, so reading one is no View: a backup in waiting opens none.
var (
	keepers  = scopes{casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau}
	drafters = scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}
	leavers  = scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
	}
	listers = scopes{
		casework.SectionHead: Unit, casework.GeneralOffice: Bureau, casework.PartyGroup: Bureau, casework.Admin: All,
	}
)

var paperRows = []Row{
	{Action: PaperIssue, Kind: document, Scopes: drafters},
	{Action: PaperVoid, Kind: document, Scopes: general},
	{Action: PaperView, Kind: document, Scopes: readersOfWords},
	{Action: RegisterView, Kind: document, Scopes: keepers},
	{Action: RegisterEnter, Kind: document, Scopes: general},

	// The unit complained of reads what goes to it, on which nobody is named (R082).
	{Action: PaperIssue, Kind: complaint, Scopes: efficient},
	{Action: PaperVoid, Kind: complaint, Scopes: efficient},
	{Action: PaperView, Kind: complaint, Scopes: efficient},
	{Action: PaperAddressed, Kind: complaint, Scopes: scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Own,
	}},

	{Action: PaperIssue, Kind: supervision, Scopes: secretary},
	{Action: PaperVoid, Kind: supervision, Scopes: secretary},
	{Action: PaperView, Kind: supervision, Scopes: readersOfWords},
	{Action: RegisterView, Kind: supervision, Scopes: scopes{
		casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau,
	}},
	{Action: RegisterEnter, Kind: supervision, Scopes: secretary},

	{Action: PaperIssue, Kind: absence, Scopes: leavers},
	{Action: PaperVoid, Kind: absence, Scopes: leavers},
	{Action: PaperView, Kind: absence, Scopes: leavers},

	{Action: PaperIssue, Kind: accountability, Scopes: scopes{
		casework.EfficiencyOffice: Bureau, casework.PartyGroup: Bureau, casework.DisciplineOffice: Bureau,
	}},
	{Action: PaperVoid, Kind: accountability, Scopes: efficient},
	{Action: PaperView, Kind: accountability, Scopes: scopes{
		casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
		casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau,
	}},
	{Action: PaperAddressed, Kind: accountability, Scopes: concerned},

	// The house's own: the AB list, which hangs on the wall (R161), and the register
	// of everything that went out.
	{Action: PaperIssue, Scopes: listers},
	{Action: PaperVoid, Scopes: listers},
	{Action: PaperView, Scopes: scopes{Staff: All}, View: true},
	{Action: RegisterView, Scopes: keepers},
	{Action: RegisterEnter, Scopes: general},
	{Action: PaperCheck, Scopes: everybody, View: true},
}
