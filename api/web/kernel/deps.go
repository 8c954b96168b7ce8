package kernel

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
)

// Counter is what the frame of every page asks, and the sending of an act.
type Counter interface {
	Office(ctx context.Context) (*core.Office, error)
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Unread(ctx context.Context, p casework.Principal) (int, error)
	// Compiled is the form a standing duty is compiled by, where p may issue it.
	Compiled(ctx context.Context, p casework.Principal, clock string) *paper.Form
	// RulesAsked is what another signed first and p may sign.
	RulesAsked(ctx context.Context, p casework.Principal) ([]rulebook.Waits, error)
	// IssuedSince is the last paper of such a form that the bureau of a unit issued since.
	IssuedSince(ctx context.Context, f paper.Form, unit string, since time.Time) (*papers.Paper, error)
	Do(ctx context.Context, p casework.Principal, number, command string, raw map[string]any, key string) (cases.Answer, error)
	// FormDrafts are what p left of a form, and of those under it.
	FormDrafts(ctx context.Context, p casework.Principal, form string) ([]drawer.Draft, error)
	KeepDraft(ctx context.Context, p casework.Principal, form string, sent url.Values) error
	DropDraft(ctx context.Context, p casework.Principal, form string) error
}

// Deps are the parts every page is made from; all are required.
type Deps struct {
	Counter Counter
	Kinds   *kind.Set
	// Calendar answers the office's calendar as it stands now; a newly published
	// version shows without a restart.
	Calendar func() (*calendar.Calendar, error)
	Now      func() time.Time
	Log      *slog.Logger
	// Secure: cookies travel by TLS only.
	Secure bool
	// Tried: these very pages were tried in this process before, and are not tried again.
	Tried bool
}
