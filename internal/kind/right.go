package kind

import (
	"github.com/shixian/shixian/internal/casework"
)

// Scope is how far a role reaches with an action; each includes the ones before.
type Scope int

// Scopes, narrowest first.
const (
	None   Scope = iota
	Own          // cases of his post; of a clerk, cases he registered; otherwise what is his own
	Unit         // cases of the post's unit and the units below it
	Bureau       // cases of the whole bureau the post belongs to
	All          // everything in the installation
)

var scopeNames = [...]string{None: "none", Own: "own", Unit: "unit", Bureau: "bureau", All: "all"}

// String names the scope as the printed table does.
func (s Scope) String() string { return scopeNames[s] }

// Scopes says how far each role reaches; a role that is not named reaches nowhere.
type Scopes map[casework.Role]Scope

// Right is an action on cases of a kind that is no act: to take one in, to see it, to
// open what is sealed.
type Right struct {
	Action string
	Rule   string // the rule that gives it to them; empty: the house's own order
	Who    Scopes
	// View: reading only, which a backup in waiting and an absent A may too.
	View bool
	// Joint: also of those who have a part in the case. Whatever may be read, they may read.
	Joint bool
	// Daily: a short cover does it as A would (R167).
	Daily bool
}

// Actions on a case beside its acts.
const (
	CaseRegister = "case.register"
	CaseList     = "case.list"
	CaseView     = "case.view"
	CaseTimeline = "case.timeline"
	CaseLedger   = "case.ledger"
	// CasePersonal opens what is sealed: the applicant's fields and the texts
	// people wrote. Every use of it is an audit row.
	CasePersonal = "case.view_personal"
	TextCreate   = "text.create" // a text kept for a later signal
	// CaseRelayed opens the words passed between complainant and unit (R082), and
	// nothing else that is sealed in a complaint.
	CaseRelayed = "case.view_relayed"
	// CaseDisclosed opens the complainant's fields, and no text, to the one he
	// consented to be named to (R082).
	CaseDisclosed = "case.view_disclosed"
	// CaseReport opens the report a unit made of itself, and no other word of the complaint,
	// to those it goes up to for study (R239).
	CaseReport = "case.view_report"
	// CodeIssue gives who complained a query code: where the case came in by another
	// door than the form, or the code was lost.
	CodeIssue = "case.issue_code"
	// ApprovalsList is the list of extensions that wait for a decision.
	ApprovalsList = "approvals.list"
	// CaseFindings are what helps to judge an accountability case: turns, the
	// suggested split, repeats. CaseHandover is what an absent person leaves behind.
	CaseFindings = "case.findings"
	CaseHandover = "case.handover"
	// CaseCirculate puts on the circular of what was not finished in time that a case is late:
	// its number, whose it is and since when, of a sealed one no word more (R222).
	CaseCirculate = "case.circulate"
	// WatchView is what looks like winning time.
	WatchView = "watch.view"

	PaperIssue     = "paper.issue"
	PaperVoid      = "paper.void"
	PaperView      = "paper.view"
	PaperAddressed = "paper.view_addressed" // one that goes to the reader
	RegisterView   = "register.view"
	RegisterEnter  = "register.enter"
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
