// Package rulebook shows calendars, policies and recounts, and counts a limit day by day for whoever asks.
//
// It refuses to count itself: calendar and why do.
package rulebook

import (
	"context"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

// Counter is what these pages ask of the service counter, subject by subject.
type Counter struct {
	Calendars Calendars
	Recounts  Recounts
	Policies  Policies
	Reasons   Reasons
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
	Presets(ctx context.Context, p casework.Principal) (policy.Presets, error)
	BacktestDraft(ctx context.Context, p casework.Principal, id string, from, until time.Time) (rulebook.Backtest, error)
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

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/cases/:number/why/:clock", access.CaseLedger, s.why),
		kernel.Get("/admin/calendars", access.CalendarView, s.calendars),
		kernel.Post("/admin/calendars", access.CalendarImport, s.importCalendar),
		kernel.Get("/admin/calendars/export", access.CalendarView, s.exportCalendar),
		kernel.Post("/admin/calendars/publish", access.CalendarPublish, s.publishCalendar),
		kernel.Post("/admin/calendars/discard", access.CalendarDiscard, s.discardCalendar),
		kernel.Post("/admin/calendars/days", access.CalendarImport, s.changeDays),
		kernel.Get("/admin/recounts", access.CalendarView, s.recounts),
		kernel.Post("/admin/recounts", access.RecountPreview, s.preview),
		kernel.Get("/admin/recounts/:recount", access.CalendarView, s.recount),
		kernel.Post("/admin/recounts/:recount", access.RecountApply, s.apply),
		kernel.Get("/policies", access.PolicyView, s.policies),
		kernel.Get("/policies/compare", access.PolicyView, s.compare),
		kernel.Get("/policies/:ref", access.PolicyView, s.policyPage),
		kernel.Get("/policies/:ref/draft", access.PolicyAdmin, s.draft),
		kernel.Post("/policies/:ref/draft", access.PolicyAdmin, s.putDraft),
		kernel.Get("/policies/:ref/try", access.PolicyAdmin, s.try),
		kernel.Get("/policies/:ref/backtest", access.PolicyAdmin, s.backtest),
		kernel.Post("/policies/:ref/request", access.PolicyAdmin, s.requestPolicy),
		kernel.Post("/policies/:ref/consent", access.PolicyAdmin, s.consentPolicy),
		kernel.Get("/public/due", access.DueCalculate, s.calculator),
	}
}
