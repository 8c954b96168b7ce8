package cases

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Store is what is kept of cases as they are taken in, and of the lists people work
// by. Implementations return casework errors for what the caller did wrong and wrapped
// errors for the rest.
type Store interface {
	// RegisterCase allots the number and stores the case, its sealed values and
	// the idempotency key in one transaction. The same key and digest give the
	// number of the first call and repeated=true; another digest is KeyReused.
	RegisterCase(ctx context.Context, in core.NewCase) (number string, repeated bool, err error)
	// RegisterCases is RegisterCase for many in one transaction: all of them, or none
	// where the key of one is known with another digest. Dry, it keeps nothing.
	RegisterCases(ctx context.Context, in []core.NewCase, dry bool) ([]core.Registered, error)
	// SaveCommand stores a command and its texts before the engine hears of it.
	// A repeat with the same digest returns the stored command and, if one is in,
	// its verdict; another digest is KeyReused. A command whose file the case has
	// already, for the same readers, is not kept: the one that brought it comes back.
	SaveCommand(ctx context.Context, in core.NewCommand) (cmd casework.Command, verdict *casework.Verdict, err error)
	// SaveVerdict records a verdict the counter gave itself (case closed).
	SaveVerdict(ctx context.Context, number string, v casework.Verdict) error
	// Heard tells what is known of the id of something that came straight to the
	// engine: taken by another command, or decided before, in an earlier run.
	Heard(ctx context.Context, number string, cmd casework.Command) (taken bool, verdict *casework.Verdict, err error)
	// VerdictOf reads a verdict, nil while there is none.
	VerdictOf(ctx context.Context, commandID string) (*casework.Verdict, error)
	// VerdictFor is VerdictOf for who sent the command; NotFound for everybody else.
	VerdictFor(ctx context.Context, actor, commandID string) (*casework.Verdict, error)
	// Papered tells whether a paper of the case was ever issued, void or not.
	Papered(ctx context.Context, number string) (bool, error)
	// Said lists the newest events of a name, under a rule, of the cases of a matter.
	Said(ctx context.Context, event casework.EventName, rule, item string, limit int) ([]casework.TimelineRow, error)
	// SaveText keeps one text for later use by a signal and returns its id.
	SaveText(ctx context.Context, by, number, text string) (id string, err error)
	MarkStarted(ctx context.Context, number string) error
	// Unstarted lists cases the engine has not got yet, oldest first: registered
	// before, not void, and with their opening instant behind them.
	Unstarted(ctx context.Context, before time.Time, limit int) ([]casework.State, error)
	// Undecided lists commands without a verdict stored before the instant.
	Undecided(ctx context.Context, before time.Time, limit int) ([]core.Waiting, error)
	// Suspects lists open cases whose next instant passed before the given time
	// without a step: their workflow may be missing.
	Suspects(ctx context.Context, before time.Time, limit int) ([]casework.State, error)
	// NextRun takes the next run number of a case for a reopened or repaired
	// workflow and returns the state to start it from.
	// CaseNotClosed if the case is not in the given run any more: somebody else took it.
	NextRun(ctx context.Context, number string, run int) (casework.State, error)
	// Following lists what its leading case came to and a merged case was not told yet.
	Following(ctx context.Context, number string) ([]core.Waiting, error)
	ListClocks(ctx context.Context, f core.ClockFilter) (rows []casework.ClockView, total int, err error)
}

// Inboxes are what people were told: a message is for whoever stood on the post then, and
// no case is taken in by it.
type Inboxes interface {
	Inbox(ctx context.Context, person string, f core.InboxFilter) (rows []casework.InboxRow, total, unread int, err error)
	Unread(ctx context.Context, person string) (int, error)
	MarkRead(ctx context.Context, person string, ids []int64) error
	// MarkReadOf marks what a person was told of these cases until then.
	MarkReadOf(ctx context.Context, person string, numbers []string, until time.Time) error
	// Outside lists what was, or is to be, carried to whoever applied, by event.
	Outside(ctx context.Context, number string) ([]core.Sent, error)
	// Opened lists who opened what is sealed in a case, the last first, without those who
	// looked for inspection, audit, a complaint or accountability.
	Opened(ctx context.Context, number string) ([]core.Opening, error)
}

// Asks is what taking in has to know of other rooms.
type Asks struct {
	// Absence makes a case of a request for leave, a notice of an outing, or an emergency
	// told by phone; it refuses what is none.
	Absence func(ctx context.Context, p casework.Principal, office *core.Office, in core.Registration, key string) (core.NewCase, error)
	// Sent lists what went to whoever applied, on paper.
	Sent func(ctx context.Context, number string) ([]core.Sent, error)
	// Sweeps look, in a sweep, after what other rooms promised.
	Sweeps []func(ctx context.Context, s *core.Swept)
}
