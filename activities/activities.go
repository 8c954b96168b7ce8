// Package activities holds the side effects a case workflow needs: counting
// with reference data, writing a step, checking a signal's authority.
//
// It declares the small interfaces it needs and refuses to know what stands
// behind them: no SQL, no mail, no encryption here. Every activity may run
// twice and nothing shows.
package activities

import (
	"context"
	"strconv"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
)

// Planner counts clocks against reference data.
type Planner interface {
	// Plan answers the same request with the same pins always alike.
	Plan(ctx context.Context, req casework.PlanRequest) (casework.Plan, error)
	// Openings answers, for one calendar, the first instant at or after another
	// at which the office is open.
	Openings(ctx context.Context, calendar string) (func(time.Time) time.Time, error)
	// Choice is what a version of a policy chose where the sources differ; empty
	// where it does not say.
	Choice(ctx context.Context, policy, key string) (string, error)
}

// Cases keeps what happened to cases.
type Cases interface {
	// Commit writes a step in one transaction. The same step again changes
	// nothing; another step under the same revision is casework.Diverged, one of a run
	// the case has left is casework.OldRun. A step that heeds the answer may be left unwritten; the answer says why.
	// deliver says when mail about an instant may go out.
	Commit(ctx context.Context, s casework.Step, engineRun string, deliver func(at time.Time) time.Time) (casework.Committed, error)
}

// Roster knows who stands in for whom.
type Roster interface {
	// Cover names the posts of a person nobody would stand on during a time.
	Cover(ctx context.Context, req casework.CoverRequest) (casework.Cover, error)
	// Settled tells whether all that was stored about other absences than a case's own
	// before an instant is decided.
	Settled(ctx context.Context, number string, at time.Time) (bool, error)
}

// Tallies counts complaints.
type Tallies interface {
	// Tally counts complaints of a unit, on one matter and in a month (R080).
	Tally(ctx context.Context, req casework.TallyRequest) (casework.Tally, error)
}

// Papers writes what the law itself issues.
type Papers interface {
	// Certificates are the papers of what the law decided in a step (ADR 28).
	Certificates(ctx context.Context, s casework.Step) ([]casework.Certificate, error)
}

// Activities performs every side effect of a case.
type Activities struct {
	Planner Planner
	Cases   Cases
	Gate    Gate
	// Receipts is nil where there is no engine: in virtual time all is heard at once.
	Receipts Receipts
	Lot      Lot
	Roster   Roster
	Tallies  Tallies
	// Papers is nil where nothing is written, as in virtual time.
	Papers Papers
	// Late hears by how much a step of clocks was recorded after its legal instant;
	// negative where it was armed ahead. nil: nobody asks.
	Late func(by time.Duration)
}

// Registry is where activities are made known by name: a worker or a test
// environment.
type Registry interface {
	RegisterActivityWithOptions(fn any, options activity.RegisterOptions)
}

// Register makes the activities known under the names histories hold.
func (a *Activities) Register(r Registry) {
	for name, fn := range map[string]any{
		casework.PlanActivity:      a.Plan,
		casework.CommitActivity:    a.Commit,
		casework.AuthorizeActivity: a.Authorize,
		casework.CoverActivity:     a.Cover,
		casework.TallyActivity:     a.Tally,
		casework.ParkActivity:      a.Park,
	} {
		r.RegisterActivityWithOptions(fn, activity.RegisterOptions{Name: name})
	}
}

// Plan counts the clocks of a request.
func (a *Activities) Plan(ctx context.Context, req casework.PlanRequest) (casework.Plan, error) {
	return a.Planner.Plan(ctx, req)
}

// Commit writes one step of a case.
func (a *Activities) Commit(ctx context.Context, s casework.Step) (casework.Committed, error) {
	deliver, err := a.Planner.Openings(ctx, s.State.Calendar)
	if err != nil {
		return casework.Committed{}, err
	}
	if a.Papers != nil {
		if s.Certificates, err = a.Papers.Certificates(ctx, s); err != nil {
			return casework.Committed{}, final(ctx, err)
		}
	}
	answer, err := a.Cases.Commit(ctx, s, activity.GetInfo(ctx).WorkflowExecution.RunID, deliver)
	switch code := casework.CodeOf(err); code {
	case casework.Diverged:
		err = temporal.NewNonRetryableApplicationError("another step stands under this revision", string(code), err)
	case casework.OldRun: // this run ends here; the case goes on without it
		activity.GetLogger(ctx).Warn("step of an old run refused", "case", s.State.Number, "run", s.State.Run, "revision", s.State.Revision)
		err = temporal.NewNonRetryableApplicationError("the case goes on in a later run", string(code), err)
	}
	if err == nil {
		a.noteLateness(s, time.Now())
	}
	return answer, final(ctx, err)
}

// Tally counts complaints of a unit, and says how many its policy calls several; or how
// promises were kept (R227), or who was visited (R112).
func (a *Activities) Tally(ctx context.Context, req casework.TallyRequest) (casework.Tally, error) {
	n, err := a.Tallies.Tally(ctx, req)
	if err != nil || req.Rates || len(req.Covers) > 0 { // several of what, only complaints ask (R080)
		return n, err
	}
	several, err := a.Planner.Choice(ctx, req.Policy, casework.RepeatedComplaints)
	if several == "" || err != nil {
		return n, err
	}
	n.Several, err = strconv.Atoi(several)
	return n, err
}
