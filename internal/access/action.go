package access

import "github.com/shixian/shixian/internal/kind"

// Actions beside the commands of a case, which are named as casework names them.
const (
	// Of a case: what they open stands with the declaration of kinds.
	CaseRegister  = kind.CaseRegister
	CaseList      = kind.CaseList
	CaseView      = kind.CaseView
	CaseTimeline  = kind.CaseTimeline
	CaseLedger    = kind.CaseLedger
	CasePersonal  = kind.CasePersonal
	TextCreate    = kind.TextCreate
	CaseRelayed   = kind.CaseRelayed
	CaseDisclosed = kind.CaseDisclosed
	CaseReport    = kind.CaseReport
	CodeIssue     = kind.CodeIssue
	ApprovalsList = kind.ApprovalsList
	CaseFindings  = kind.CaseFindings
	CaseHandover  = kind.CaseHandover
	CaseCirculate = kind.CaseCirculate

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
	// A duty sheet is drafted where the work is done, and published by who answers first
	// for it (R210, R214).
	SheetPropose = "sheet.propose"
	SheetPublish = "sheet.publish"

	PointsView = "points.view"
	// AttendanceView is what punches come to, AttendanceBring their file, AttendanceSign the word of
	// a head under a month of his unit, AttendancePublish that everybody of it reads his own there.
	AttendanceView    = "attendance.view"
	AttendanceBring   = "attendance.bring"
	AttendanceSign    = "attendance.sign"
	AttendancePublish = "attendance.publish"
	TargetSet         = "target.set"  // what is asked of a unit or a person in a year (R212)
	TargetMark        = "target.mark" // what a quarterly check found (R213)

	// What each, and each unit, sets itself for a year in words, and who approves it (R226).
	AimDraft  = "aim.draft"
	AimDecide = "aim.decide"

	// Of papers and registers. An addressed paper is read by whom it goes to; a
	// register is kept by the office that enters what only people know.
	PaperIssue     = kind.PaperIssue
	PaperVoid      = kind.PaperVoid
	PaperView      = kind.PaperView
	PaperAddressed = kind.PaperAddressed
	RegisterView   = kind.RegisterView
	RegisterEnter  = kind.RegisterEnter

	// Of everybody, signed in or not.
	Complain     = "public.complain" // a complaint sent by the public form
	Progress     = "public.progress" // how a case fares, by number and query code
	BoardPublic  = "board.public"
	PaperCheck   = "paper.check" // whether a paper somebody holds is genuine
	SessionBegin = "session.begin"
	DueCalculate = "due.calculate"
	// What was made public, and what is for the house alone (R196, R228).
	DisclosedList  = "disclosed.list"
	DisclosedHouse = "disclosed.house"
	ItemList       = "items.list"
	HealthView     = "health.view"
	MetricsView    = "metrics.view" // loopback only; the server sees to that
	DocsView       = "docs.view"    // OpenAPI document and its pages
	AssetView      = "asset.view"   // style sheets, scripts

	// Of the installation.
	AuditView   = "audit.view"
	AccessView  = "admin.access" // this table
	PersonAdmin = "admin.person" // give people their first password
	OfficeAdmin = "admin.office" // draft changes of units, people, posts and catalogue, consent to another's
	PostAdmin   = "admin.post"
	// OperatorView is the page of the machine's own state; CaseRelease lets a case
	// that stands still try its step again.
	OperatorView = "admin.operator"
	CaseRelease  = "admin.case_release"

	// Of policies and what the efficiency office watches.
	PolicyView  = "policy.view"
	ItemAdmin   = "admin.item"   // draft matters of the catalogue, import them, ask for publication, consent to it
	PolicyAdmin = "admin.policy" // draft, simulate, ask for publication, consent to it
	WatchView   = kind.WatchView

	// Of calendars and recounts.
	CalendarView    = "admin.calendar_view"
	CalendarImport  = "admin.calendar_import"
	CalendarPublish = "admin.calendar_publish"
	CalendarDiscard = "admin.calendar_discard"
	RecountPreview  = "admin.recount_preview"
	RecountApply    = "admin.recount_apply"
)
