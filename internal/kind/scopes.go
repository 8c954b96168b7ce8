package kind

import (
	"github.com/shixian/shixian/internal/casework"
)

// Who may what, where several acts and rights share it.

// readers of service cases without their personal fields: those who handle,
// lead, chase, watch and audit.
var readers = Scopes{
	casework.Clerk: Unit, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// judges are those who see an accountability case. The handler, his section
// head and the leader in charge are not among them: one of them may be the
// person concerned.
var judges = Scopes{
	casework.PersonConcerned: Own, // from the formal opening on
	casework.PrincipalLeader: Bureau, casework.EfficiencyOffice: Bureau,
	casework.DisciplineOffice: Bureau, casework.PartyGroup: Bureau, casework.Auditor: Bureau,
}

// around is who sees an absence: he himself, those above him, the efficiency
// office and the auditor.
var around = Scopes{
	casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
	casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau, casework.EfficiencyOffice: Bureau, casework.Auditor: Bureau,
}

// approvers of an absence (R154, R155); who of them, its length and his rank say.
var approvers = Scopes{
	casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
}

// deciders of extensions (R043): the unit's head, or the leader he delegated.
var deciders = Scopes{casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau}

var (
	handler  = Scopes{casework.Handler: Own}
	counter  = Scopes{casework.Handler: Own, casework.Clerk: Unit} // what also happens at the window
	superior = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit,
		casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	}
	concerned = Scopes{casework.PersonConcerned: Own}
	// The discipline office has what went upward to it (design section 5).
	efficient = Scopes{casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own}
)

// documented is who sees documents and supervision items. A leader in charge sees
// those of the whole bureau: they lie on his desk before a unit has them.
var documented = Scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// complained is who sees that there is a complaint and how it fares. Who
// complained, and in which words, only the office that handles it reads (R081,
// R082).
var complained = Scopes{
	casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit,
	casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.EfficiencyOffice: Bureau, casework.DisciplineOffice: Own, casework.Auditor: Bureau,
}

// answering is whoever has been given a complaint: a desk, the head of the section
// where a desk is complained of, or the office itself where it went upward.
var answering = Scopes{
	casework.Handler: Own, casework.SectionHead: Own, casework.LeaderInCharge: Own,
	casework.EfficiencyOffice: Own, casework.DisciplineOffice: Own,
}

// standing is who sees the standing duties of a bureau: who owes or keeps them, and
// the leaders who hear of a round that was missed.
var standing = Scopes{
	casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau,
	casework.SupervisionOffice: Bureau, casework.Auditor: Bureau,
}

// chasers remind whoever is on post (R057).
var chasers = Scopes{
	casework.SectionHead: Unit, casework.LeaderInCharge: Unit, casework.PrincipalLeader: Bureau,
	casework.GeneralOffice: Bureau, casework.EfficiencyOffice: Bureau, casework.SupervisionOffice: Bureau,
}

var (
	general    = Scopes{casework.GeneralOffice: Bureau}
	supervisor = Scopes{casework.SupervisionOffice: Bureau}
	secretary  = Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau}
	head       = Scopes{casework.SectionHead: Unit}
	// lenders decide how long a document may take (R054), urgers how long an item
	// under supervision may (R090).
	lenders = Scopes{casework.GeneralOffice: Bureau, casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau}
	urgers  = Scopes{
		casework.LeaderInCharge: Bureau, casework.PrincipalLeader: Bureau,
		casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}
	// readersOfWords open what is sealed in a document or an item: no personal
	// matter, yet free text; the auditor and those who only watch have no need of it.
	readersOfWords = Scopes{
		casework.Handler: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Bureau,
		casework.PrincipalLeader: Bureau, casework.GeneralOffice: Bureau, casework.SupervisionOffice: Bureau,
	}
)

// Who issues which of the papers of a kind, its form narrows further. A paper
// holds sealed words, so reading one is no View: a backup in waiting opens none.
var (
	keepers  = Scopes{casework.GeneralOffice: Bureau, casework.PrincipalLeader: Bureau}
	drafters = Scopes{casework.Handler: Own, casework.SectionHead: Unit, casework.GeneralOffice: Bureau}
	leavers  = Scopes{
		casework.PersonConcerned: Own, casework.SectionHead: Unit, casework.LeaderInCharge: Unit,
		casework.PrincipalLeader: Bureau, casework.PartyGroup: Bureau,
	}
)

// circulated: what was not finished in time is put together by the general office, whatever
// kind it is (「公文或事项」, R222).
var circulated = Right{Action: CaseCirculate, Rule: "R222", Who: general, Daily: true}

// Who states what cases have to do with each other: those who work on them, and
// whoever keeps the kind's order. Who sees a link is decided from both its ends.
var (
	linkersService     = Scopes{casework.Clerk: Own, casework.Handler: Own, casework.SectionHead: Unit}
	linkersDocument    = Scopes{casework.GeneralOffice: Bureau, casework.Handler: Own, casework.SectionHead: Unit}
	linkersSupervision = Scopes{casework.SupervisionOffice: Bureau, casework.GeneralOffice: Bureau, casework.Handler: Own}
)
