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
	// CaseRelayed opens the words passed between complainant and unit (R082), and
	// nothing else that is sealed in a complaint.
	CaseRelayed = "case.view_relayed"
	// CaseDisclosed opens the complainant's fields, and no text, to the one he
	// consented to be named to (R082).
	CaseDisclosed = "case.view_disclosed"
	// CodeIssue gives who complained a query code: where the case came in by another
	// door than the form, or the code was lost.
	CodeIssue = "case.issue_code"
	// ApprovalsList is the list of extensions that wait for a decision.
	ApprovalsList = "approvals.list"
	// CaseFindings are what helps to judge an accountability case: turns, the
	// suggested split, repeats. CaseHandover is what an absent person leaves behind.
	CaseFindings = "case.findings"
	CaseHandover = "case.handover"

	// Of the person himself: his own clocks, messages and session.
	ClockList   = "clock.list"
	InboxRead   = "inbox.read"
	CommandView = "command.view" // what became of what he sent
	SessionView = "session.view"
	SessionEnd  = "session.end"
	// What the audit trail also says of sessions; nobody asks for these.
	SessionRefused   = "session.refuse"   // a wrong password
	SessionThrottled = "session.throttle" // too many of them
	SessionExpired   = "session.expire"   // unused, too old, or the account is shut
	// PasswordChange is of his own password.
	PasswordChange = "session.password"

	// Of the house: who is where, who stands on which post, points.
	BoardView   = "board.view" // with reason and place (R175)
	CoverView   = "cover.view" // what goes with the posts he covers, or came back to (R164, R168)
	PlanView    = "plan.view"
	PlanPropose = "plan.propose"
	PlanExcept  = "plan.except" // a B of another section (R163)
	PlanApprove = "plan.approve"
	PlanFile    = "plan.file"
	PointsView  = "points.view"
	TargetSet   = "target.set"  // what is asked of a unit or a person in a year (R212)
	TargetMark  = "target.mark" // what a quarterly check found (R213)

	// Of papers and registers. An addressed paper is read by whom it goes to; a
	// register is kept by the office that enters what only people know.
	PaperIssue     = "paper.issue"
	PaperVoid      = "paper.void"
	PaperView      = "paper.view"
	PaperAddressed = "paper.view_addressed"
	RegisterView   = "register.view"
	RegisterEnter  = "register.enter"

	// Of everybody, signed in or not.
	Complain     = "public.complain" // a complaint sent by the public form
	Progress     = "public.progress" // how a case fares, by number and query code
	BoardPublic  = "board.public"
	PaperCheck   = "paper.check" // whether a paper somebody holds is genuine
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
	// OperatorView is the page of the machine's own state; CaseRelease lets a case
	// that stands still try its step again.
	OperatorView = "admin.operator"
	CaseRelease  = "admin.case_release"

	// Of policies and what the efficiency office watches.
	PolicyView  = "policy.view"
	PolicyAdmin = "admin.policy" // draft, simulate, ask for publication, consent to it
	WatchView   = "watch.view"

	// Of calendars and recounts.
	CalendarView    = "admin.calendar_view"
	CalendarImport  = "admin.calendar_import"
	CalendarPublish = "admin.calendar_publish"
	CalendarDiscard = "admin.calendar_discard"
	RecountPreview  = "admin.recount_preview"
	RecountApply    = "admin.recount_apply"
)
