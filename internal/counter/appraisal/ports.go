package appraisal

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/paper"
)

// Store is what is kept of points, targets and marks, and of the acts that are
// looked at again. Rows are only ever added.
type Store interface {
	// Points lists the rows of one year, oldest first.
	Points(ctx context.Context, f PointFilter) ([]PointRow, error)
	// Proven counts decisions in force: served within the time, not reversed.
	Proven(ctx context.Context, f ProvenFilter) (int, error)
	// Covered lists when a person stood in for an absent A in [from, to).
	Covered(ctx context.Context, person string, from, to time.Time) ([]casework.DutySpan, error)
	// Targets lists those of a year that stand, of a person or of a unit itself.
	Targets(ctx context.Context, f PointFilter) ([]Target, error)
	// AddTarget sets one; OverCap where the weights would be more than a hundred.
	AddTarget(ctx context.Context, t NewTarget, by string, at time.Time) error
	// Marks lists the last mark of each figure and quarter.
	Marks(ctx context.Context, f PointFilter) ([]Mark, error)
	AddMark(ctx context.Context, m NewMark, by string, at time.Time) error
	// Counted counts what the record holds of the year until now; units are those
	// of the filter and all below.
	Counted(ctx context.Context, f PointFilter, units []string, from, to time.Time) (Counted, error)
	// RulesKept counts in the same way how first contact, notice and limits were kept (R236), and what
	// those served thought of it.
	RulesKept(ctx context.Context, f PointFilter, units []string, from, to time.Time) (Held, error)
	// Aims lists what somebody set himself in a year, the newest first, with its words;
	// Aim is one of them.
	Aims(ctx context.Context, f PointFilter) ([]Aim, error)
	Aim(ctx context.Context, id int64) (Aim, error)
	AddAim(ctx context.Context, a NewAim, by string, at time.Time) error
	// DecideAim decides one once; Stale where it was, or another was drafted since.
	DecideAim(ctx context.Context, id int64, approve bool, by string, at time.Time) error
	// AimsWaiting lists the units, and people of them, whose last draft nobody decided.
	AimsWaiting(ctx context.Context, year int, units []string) ([]AimWaits, error)
	// Watched reads such acts from the record, the newest first. Pauses are
	// those of clocks in days that moved the due date and began within a
	// fortnight of it.
	Watched(ctx context.Context, f WatchFilter) ([]Watched, error)
	// AloneActs lists acts that are not one person's, and what was done alone, the oldest first.
	AloneActs(ctx context.Context, f AloneFilter) ([]Alone, error)
	// Pieces counts what was told above by unit and person, in [From, Until).
	Pieces(ctx context.Context, f PieceFilter) ([]PieceRow, error)
	// Visits tells of each of some units how it was checked since an instant, and whether it must
	// be next time (R112).
	Visits(ctx context.Context, units []string, from, now time.Time) ([]Visits, error)
	// Digests lists who hears of them; TellDigest tells one of them once, where in
	// [from, until) there was any that he may know of.
	Digests(ctx context.Context) ([]Digest, error)
	TellDigest(ctx context.Context, d Digest, from, until time.Time) error
}

// Asks is what judging has to know of other rooms.
type Asks struct {
	// Calendars reads every version of every calendar, to find one by its ref.
	Calendars func(ctx context.Context) (func(ref string) (*calendar.Calendar, error), error)
	// Compiled is the form a standing duty is compiled by, where p may issue it.
	Compiled func(ctx context.Context, p casework.Principal, clock string) *paper.Form
}
