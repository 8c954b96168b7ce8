package papers

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// Asks is what papers have to know of other rooms.
type Asks struct {
	// Files lists what was attached to a case and p may read.
	Files func(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error)
	// ByPaper does the act that issuing a form in a bureau is, where a case waits for it.
	ByPaper func(ctx context.Context, p casework.Principal, form, bureau string, args map[string]any, key string) error
	// ByVoid does the act that voiding one is, where a case took its issue for done.
	ByVoid func(ctx context.Context, p casework.Principal, form, bureau string, issued time.Time, key string) error
	// Begun are the words that lie under the name of a report, Finish throws them away.
	Begun  func(ctx context.Context, name string) ([]Begun, error)
	Finish func(ctx context.Context, name string) error
	// Figures counts what a period brought, for a report.
	Figures func(ctx context.Context, p casework.Principal, a core.FiguresAsked) ([]core.Counted, error)
	// Posts are the posts of a unit and those below it, for its AB list (R161).
	Posts func(ctx context.Context, p casework.Principal, office *core.Office, unit string, names paper.Names) ([]paper.Matter, error)
}
