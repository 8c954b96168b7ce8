// Package rulebook shows calendars, policies and recounts, and counts a limit day by day for whoever asks.
//
// It refuses to count itself: calendar and why do.
package rulebook

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Calendars
	Recounts
	Policies
	Reasons
}

// Calendars is what pages ask about calendars.
type Calendars interface {
	CalendarList(ctx context.Context, p casework.Principal) ([]rulebook.CalendarVersion, error)
	ExportCalendar(ctx context.Context, p casework.Principal, ref, format string, year int) ([]byte, error)
	ImportCalendar(ctx context.Context, p casework.Principal, in rulebook.CalendarImport) (rulebook.Imported, error)
	ChangeDays(ctx context.Context, p casework.Principal, in rulebook.CalendarDays) (rulebook.Imported, error)
	PublishCalendar(ctx context.Context, p casework.Principal, ref string) error
	DiscardCalendar(ctx context.Context, p casework.Principal, ref string) error
	MissingLists(ctx context.Context, now time.Time) ([]int, error)
	Office(ctx context.Context) (*core.Office, error)
}

// Recounts is what they ask about recounts.
type Recounts interface {
	Preview(ctx context.Context, p casework.Principal, calendarRef, policyRef string) (rulebook.Recount, error)
	ApplyRecount(ctx context.Context, p casework.Principal, id int64) (rulebook.Recount, error)
	Recount(ctx context.Context, p casework.Principal, id int64) (rulebook.Recount, error)
	Recounts(ctx context.Context, p casework.Principal, page core.Page) (core.List[rulebook.Recount], error)
	RecountMoves(ctx context.Context, p casework.Principal, id int64, page core.Page) (core.List[rulebook.CaseMove], error)
}

// Policies is what they ask about policies.
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

// Reasons is what tells why a case is due on its day.
type Reasons interface {
	Why(ctx context.Context, p casework.Principal, number, clock string, round int) (rulebook.Why, error)
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Holidays() why.Holidays
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
}

// New furnishes it.
func New(s *kernel.Site, c Counter) *Room {
	return &Room{Site: s, counter: c}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

func (s *Room) page(serve func(*Room, *visit) error) func(*kernel.Visit) error {
	return func(v *kernel.Visit) error { return serve(s, &visit{v}) }
}

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		{Method: http.MethodGet, Path: "/cases/:number/why/:clock", Access: access.CaseLedger, Serve: s.page((*Room).why)},
		{Method: http.MethodGet, Path: "/admin/calendars", Access: access.CalendarView, Serve: s.page((*Room).calendars)},
		{Method: http.MethodPost, Path: "/admin/calendars", Access: access.CalendarImport, Serve: s.page((*Room).importCalendar)},
		{Method: http.MethodGet, Path: "/admin/calendars/export", Access: access.CalendarView, Serve: s.page((*Room).exportCalendar)},
		{Method: http.MethodPost, Path: "/admin/calendars/publish", Access: access.CalendarPublish, Serve: s.page((*Room).publishCalendar)},
		{Method: http.MethodPost, Path: "/admin/calendars/discard", Access: access.CalendarDiscard, Serve: s.page((*Room).discardCalendar)},
		{Method: http.MethodPost, Path: "/admin/calendars/days", Access: access.CalendarImport, Serve: s.page((*Room).changeDays)},
		{Method: http.MethodGet, Path: "/admin/recounts", Access: access.CalendarView, Serve: s.page((*Room).recounts)},
		{Method: http.MethodPost, Path: "/admin/recounts", Access: access.RecountPreview, Serve: s.page((*Room).preview)},
		{Method: http.MethodGet, Path: "/admin/recounts/:recount", Access: access.CalendarView, Serve: s.page((*Room).recount)},
		{Method: http.MethodPost, Path: "/admin/recounts/:recount", Access: access.RecountApply, Serve: s.page((*Room).apply)},
		{Method: http.MethodGet, Path: "/policies", Access: access.PolicyView, Serve: s.page((*Room).policies)},
		{Method: http.MethodGet, Path: "/policies/compare", Access: access.PolicyView, Serve: s.page((*Room).compare)},
		{Method: http.MethodGet, Path: "/policies/:ref", Access: access.PolicyView, Serve: s.page((*Room).policyPage)},
		{Method: http.MethodGet, Path: "/policies/:ref/draft", Access: access.PolicyAdmin, Serve: s.page((*Room).draft)},
		{Method: http.MethodPost, Path: "/policies/:ref/draft", Access: access.PolicyAdmin, Serve: s.page((*Room).putDraft)},
		{Method: http.MethodGet, Path: "/policies/:ref/try", Access: access.PolicyAdmin, Serve: s.page((*Room).try)},
		{Method: http.MethodPost, Path: "/policies/:ref/request", Access: access.PolicyAdmin, Serve: s.page((*Room).requestPolicy)},
		{Method: http.MethodPost, Path: "/policies/:ref/consent", Access: access.PolicyAdmin, Serve: s.page((*Room).consentPolicy)},
		{Method: http.MethodGet, Path: "/public/due", Access: access.DueCalculate, Serve: s.page((*Room).calculator)},
	}
}
