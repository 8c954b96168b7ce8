package web

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

// Counter is what pages ask of the service counter, subject by subject; *counter.Counter
// is one. It refuses with casework errors, which the pages turn into words.
type Counter interface {
	Cases
	Lists
	Public
	Calendars
	Policies
	Staffing
	Papering
	Operating
}

// Cases is what pages ask about one case, and hand in.
type Cases interface {
	// Reading runs fn with a context under which everything is read from one snapshot.
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	Office(ctx context.Context) (*core.Office, error)
	Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error)
	Do(ctx context.Context, p casework.Principal, number, command string, raw map[string]any, key string) (cases.Answer, error)

	Attach(ctx context.Context, p casework.Principal, number string, read cases.Upload) (cases.Answer, error)
	Attachments(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error)
	Attachment(ctx context.Context, p casework.Principal, number, id string) (casework.Attachment, io.Reader, error)

	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error)
	Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error)
	Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error)
	Text(ctx context.Context, p casework.Principal, number, id string) (string, error)
	Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error)
	Duty(ctx context.Context, p casework.Principal, number string) ([]casework.DutySpan, error)
	Why(ctx context.Context, p casework.Principal, number, clock string, round int) (rulebook.Why, error)
}

// Lists is what pages ask about the cases and messages of whoever reads.
type Lists interface {
	Lights(ctx context.Context, p casework.Principal, all bool, midnight time.Time) (core.Lights, error)
	Desk(ctx context.Context, p casework.Principal, f cases.DeskFilter) (core.List[casework.ClockView], error)
	Cases(ctx context.Context, p casework.Principal, f cases.CasesFilter) (core.List[casework.CaseView], error)
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	StandingDuties(ctx context.Context, p casework.Principal) ([]appraisal.Standing, error)
	Watch(ctx context.Context, p casework.Principal, since time.Time) ([]appraisal.Watched, error)
	Inbox(ctx context.Context, p casework.Principal, unreadOnly bool, page core.Page) (cases.Mail, error)
	Unread(ctx context.Context, p casework.Principal) (int, error)
	MarkRead(ctx context.Context, p casework.Principal, ids []int64) error
}

// Public is what somebody without an account asks, and who gives him his code.
type Public interface {
	PublicForm(ctx context.Context, of casework.Kind) (policy.Item, error)
	Complain(ctx context.Context, of casework.Kind, fields map[string]string, key string) (core.Receipt, error)
	IssueCode(ctx context.Context, p casework.Principal, number string) (core.Receipt, error)
	Progress(ctx context.Context, number, code string) (cases.Progress, error)
	RateByCode(ctx context.Context, number, code string, raw map[string]any, key string) (cases.Answer, error)
}

// Calendars is what pages ask about calendars and recounts.
type Calendars interface {
	Holidays() why.Holidays
	CalendarList(ctx context.Context, p casework.Principal) ([]rulebook.CalendarVersion, error)
	ExportCalendar(ctx context.Context, p casework.Principal, ref, format string, year int) ([]byte, error)
	ImportCalendar(ctx context.Context, p casework.Principal, in rulebook.CalendarImport) (rulebook.Imported, error)
	ChangeDays(ctx context.Context, p casework.Principal, in rulebook.CalendarDays) (rulebook.Imported, error)
	PublishCalendar(ctx context.Context, p casework.Principal, ref string) error
	DiscardCalendar(ctx context.Context, p casework.Principal, ref string) error
	MissingLists(ctx context.Context, now time.Time) ([]int, error)

	Preview(ctx context.Context, p casework.Principal, calendarRef, policyRef string) (rulebook.Recount, error)
	ApplyRecount(ctx context.Context, p casework.Principal, id int64) (rulebook.Recount, error)
	Recount(ctx context.Context, p casework.Principal, id int64) (rulebook.Recount, error)
	Recounts(ctx context.Context, p casework.Principal, page core.Page) (core.List[rulebook.Recount], error)
	RecountMoves(ctx context.Context, p casework.Principal, id int64, page core.Page) (core.List[rulebook.CaseMove], error)
}

// Policies is what pages ask about policies.
type Policies interface {
	PolicyList(ctx context.Context, p casework.Principal) ([]policy.Version, error)
	Policy(ctx context.Context, p casework.Principal, ref string) (rulebook.PolicyDetail, error)
	ComparePolicies(ctx context.Context, p casework.Principal, a, b string) ([]policy.Change, error)
	PutDraft(ctx context.Context, p casework.Principal, id string, revision int, words policy.Policy) (rulebook.PolicyDetail, error)
	RequestPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)
	ConsentPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)
	PolicyUse(ctx context.Context, p casework.Principal) ([]rulebook.PolicyUse, error)
	SimulateDraft(ctx context.Context, p casework.Principal, id string, s core.Sample) ([]core.Played, error)
}

// publishing is one of the two steps by which a draft comes into force.
type publishing func(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)

// Auth signs people in and out; *auth.Auth is one.
type Auth interface {
	Login(ctx context.Context, username, password, addr string) (casework.Principal, error)
	Logout(ctx context.Context) error
	ChangePassword(ctx context.Context, present, chosen, addr string) error
	// Given tells that the password was given to him, and is still to be replaced.
	Given(ctx context.Context) bool
}

// Planner counts what an extension would do before anybody grants it;
// *worker.Planner is one.
type Planner interface {
	Plan(ctx context.Context, req casework.PlanRequest) (casework.Plan, error)
}

// Deps are the parts pages are made from; all are required.
type Deps struct {
	Counter Counter
	Kinds   *kind.Set
	Auth    Auth
	Planner Planner
	// Calendar answers the office's calendar as it stands now; a newly published
	// version shows without a restart.
	Calendar func() (*calendar.Calendar, error)
	// Backup names who would follow the acting holder of a post; empty when nobody.
	Backup func(ctx context.Context, post string) (string, error)
	// Health is what the checks of this installation said when they were last asked.
	Health func() doctor.Report
	Now    func() time.Time
	Log    *slog.Logger
	// Secure: cookies travel by TLS only.
	Secure bool
}
