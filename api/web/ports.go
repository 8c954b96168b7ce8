package web

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

// Counter is what pages ask of the service counter; *counter.Counter is one. It
// refuses with casework errors, which the pages turn into words.
type Counter interface {
	// Reading runs fn with a context under which everything is read from one snapshot.
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	Office(ctx context.Context) (*counter.Office, error)
	Register(ctx context.Context, p casework.Principal, in counter.Registration, key string) (counter.Receipt, error)
	Do(ctx context.Context, p casework.Principal, number, command string, raw map[string]any, key string) (counter.Answer, error)

	Attach(ctx context.Context, p casework.Principal, number string, read counter.Upload) (counter.Answer, error)
	Attachments(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error)
	Attachment(ctx context.Context, p casework.Principal, number, id string) (casework.Attachment, io.Reader, error)

	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error)
	Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error)
	Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error)
	Text(ctx context.Context, p casework.Principal, number, id string) (string, error)
	Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error)

	Duty(ctx context.Context, p casework.Principal, number string) ([]casework.DutySpan, error)
	Lights(ctx context.Context, p casework.Principal, all bool, midnight time.Time) (counter.Lights, error)
	Desk(ctx context.Context, p casework.Principal, f counter.DeskFilter) (counter.List[casework.ClockView], error)
	Cases(ctx context.Context, p casework.Principal, f counter.CasesFilter) (counter.List[casework.CaseView], error)
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	StandingDuties(ctx context.Context, p casework.Principal) ([]counter.Standing, error)
	Inbox(ctx context.Context, p casework.Principal, unreadOnly bool, page counter.Page) (counter.Mail, error)
	Unread(ctx context.Context, p casework.Principal) (int, error)
	MarkRead(ctx context.Context, p casework.Principal, ids []int64) error

	ComplaintForm(ctx context.Context) (policy.Item, error)
	Complain(ctx context.Context, fields map[string]string, key string) (counter.Receipt, error)
	IssueCode(ctx context.Context, p casework.Principal, number string) (counter.Receipt, error)
	Progress(ctx context.Context, number, code string) (counter.Progress, error)
	RateByCode(ctx context.Context, number, code string, raw map[string]any, key string) (counter.Answer, error)

	Why(ctx context.Context, p casework.Principal, number, clock string, round int) (counter.Why, error)
	Holidays() why.Holidays
	Rulebook
	Staffing
	Papering
	Operating
}

// Rulebook is what pages ask about calendars, recounts and policies.
type Rulebook interface {
	CalendarList(ctx context.Context, p casework.Principal) ([]counter.CalendarVersion, error)
	ExportCalendar(ctx context.Context, p casework.Principal, ref, format string, year int) ([]byte, error)
	ImportCalendar(ctx context.Context, p casework.Principal, in counter.CalendarImport) (counter.Imported, error)
	ChangeDays(ctx context.Context, p casework.Principal, in counter.CalendarDays) (counter.Imported, error)
	PublishCalendar(ctx context.Context, p casework.Principal, ref string) error
	DiscardCalendar(ctx context.Context, p casework.Principal, ref string) error
	MissingLists(ctx context.Context, now time.Time) ([]int, error)
	Preview(ctx context.Context, p casework.Principal, calendarRef, policyRef string) (counter.Recount, error)
	ApplyRecount(ctx context.Context, p casework.Principal, id int64) (counter.Recount, error)
	Recount(ctx context.Context, p casework.Principal, id int64) (counter.Recount, error)
	Recounts(ctx context.Context, p casework.Principal, page counter.Page) (counter.List[counter.Recount], error)
	RecountMoves(ctx context.Context, p casework.Principal, id int64, page counter.Page) (counter.List[counter.CaseMove], error)

	PolicyList(ctx context.Context, p casework.Principal) ([]policy.Version, error)
	Policy(ctx context.Context, p casework.Principal, ref string) (counter.PolicyDetail, error)
	ComparePolicies(ctx context.Context, p casework.Principal, a, b string) ([]policy.Change, error)
	PutDraft(ctx context.Context, p casework.Principal, id string, revision int, words policy.Policy) (counter.PolicyDetail, error)
	RequestPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)
	ConsentPolicy(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)
	PolicyUse(ctx context.Context, p casework.Principal) ([]counter.PolicyUse, error)
	Watch(ctx context.Context, p casework.Principal, since time.Time) ([]counter.Watched, error)
	SimulateDraft(ctx context.Context, p casework.Principal, id string, s counter.Sample) ([]counter.Played, error)
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
