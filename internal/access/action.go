package access

// Actions beside the commands of a case, which are named as casework names them.
const (
	// Of a case.
	CaseRegister = "case.register"
	CaseList     = "case.list"
	CaseView     = "case.view"
	CaseTimeline = "case.timeline"
	CaseLedger   = "case.ledger"
	// CasePersonal opens what is sealed: the applicant's fields and the texts
	// people wrote. Every use of it is an audit row.
	CasePersonal = "case.view_personal"
	TextCreate   = "text.create" // a text kept for a later signal
	// ApprovalsList is the list of extensions that wait for a decision.
	ApprovalsList = "approvals.list"

	// Of the person himself: his own clocks, messages and session.
	ClockList   = "clock.list"
	InboxRead   = "inbox.read"
	SessionView = "session.view"
	SessionEnd  = "session.end"

	// Of everybody, signed in or not.
	SessionBegin = "session.begin"
	DueCalculate = "due.calculate"
	ItemList     = "items.list"
	HealthView   = "health.view"
	MetricsView  = "metrics.view" // loopback only; the server sees to that
	DocsView     = "docs.view"    // OpenAPI document and its pages
	AssetView    = "asset.view"   // style sheets, scripts

	// Of the installation.
	AuditView   = "audit.view"
	AccessView  = "admin.access" // this table
	PersonAdmin = "admin.person"
	PostAdmin   = "admin.post"
)
