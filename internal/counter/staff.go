package counter

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
)

// Staff is what the counter keeps about who stands where and who answered for
// what.
type Staff interface {
	// Line lists who holds which post now or later, by post and rank.
	Line(ctx context.Context, from time.Time) ([]duty.Assignment, error)
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

	// Covered lists when a person stood in for an absent A in [from, to).
	Covered(ctx context.Context, person string, from, to time.Time) ([]casework.DutySpan, error)

	// Points lists the rows of one year, oldest first.
	Points(ctx context.Context, f PointFilter) ([]PointRow, error)
	// Proven counts decisions in force: served within the time, not reversed.
	Proven(ctx context.Context, f ProvenFilter) (int, error)

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
}
