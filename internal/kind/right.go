package kind

import "github.com/shixian/shixian/internal/casework"

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
