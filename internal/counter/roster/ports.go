package roster

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Store is what is kept about who stands where.
type Store interface {
	// Board lists every post with who is on it now, by unit and post.
	Board(ctx context.Context) ([]BoardRow, error)
	// OpenOn lists open cases that lie on any of the posts or owe them an act, the
	// most urgent first, with their open clocks.
	OpenOn(ctx context.Context, posts []string) ([]casework.CaseView, error)
	// Away tells whether a person is away for some part of a time; who is not late at
	// an instant is taken at his word.
	Away(ctx context.Context, person string, term casework.Span, at time.Time) (bool, error)
	// LastAway is the last absence a person came back from, nil where there is none;
	// Meanwhile what others did in it on cases that lay on these posts then, oldest
	// first.
	LastAway(ctx context.Context, person string) (*casework.Span, error)
	Meanwhile(ctx context.Context, person string, posts []string, away casework.Span) ([]casework.TimelineRow, error)
	// Emptied lists posts nobody stands on now that nobody was told of; Manned
	// lists open cases of empty posts on which somebody stands again, since when.
	Emptied(ctx context.Context) ([]Vacancy, error)
	Manned(ctx context.Context) ([]Vacancy, error)
	// Plans lists the plans of a post, or of all, the newest first.
	Plans(ctx context.Context, post string) ([]PostPlan, error)
	Plan(ctx context.Context, id int64) (PostPlan, error)
	// AddPlan keeps a proposal and returns its id.
	AddPlan(ctx context.Context, p PostPlan) (int64, error)
	// ExceptPlan, ApprovePlan and FilePlan record who consented and when. Approval
	// puts the plan's holders in force in the same transaction. Stale where the
	// step was taken already, or the plan before has changed the post meanwhile.
	ExceptPlan(ctx context.Context, id int64, by string) error
	ApprovePlan(ctx context.Context, id int64, by string) error
	FilePlan(ctx context.Context, id int64, by string) error
	// DutySheets lists those of a post, the newest first; a published one has its
	// version. DutySheet reads one.
	DutySheets(ctx context.Context, post string) ([]PostSheet, error)
	DutySheet(ctx context.Context, id int64) (PostSheet, error)
	// SheetsWaiting lists the posts whose newest sheet nobody published.
	SheetsWaiting(ctx context.Context) ([]SheetWaits, error)
	// AddSheet keeps a proposal and returns its id; PublishSheet puts it in force as the
	// next version. Stale where it was published already, or another one was since.
	AddSheet(ctx context.Context, s PostSheet) (int64, error)
	PublishSheet(ctx context.Context, id int64, by string) error
	Policies(ctx context.Context) ([]policy.Policy, error)
	// SaveCommand stores a command and its texts before the engine hears of it.
	// A repeat with the same digest returns the stored command and, if one is in,
	// its verdict; another digest is KeyReused. A command whose file the case has
	// already, for the same readers, is not kept: the one that brought it comes back.
	SaveCommand(ctx context.Context, in core.NewCommand) (cmd casework.Command, verdict *casework.Verdict, err error)
}

// Asks is what the roster has others do: a post found empty is a case, and who came
// to stand on it a command.
type Asks struct {
	Admit func(ctx context.Context, kept core.NewCase) (core.Receipt, error)
	// Deliver brings a stored command to its case; nil: it has no verdict yet.
	Deliver func(ctx context.Context, number string, closed *time.Time, cmd casework.Command) *casework.Verdict
}
