package cases

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// trailPatience is for how long a late command waits for what the ended run
// remembers. A worker that cannot tell within it will not tell later.
const trailPatience = 10 * time.Minute

// Deliver brings a kept command to its case and waits for the verdict while ctx
// lasts; nil means not yet, and the sweep will ask again.
func (c *Room) Deliver(ctx context.Context, number string, closed *time.Time, cmd casework.Command) *casework.Verdict {
	verdict, err := c.bring(ctx, number, closed, cmd)
	if err != nil {
		c.Log.WarnContext(ctx, "command waits", "case", number, "command", cmd.ID, "error", err)
		return nil
	}
	return verdict
}

// bring takes a kept command to the workflow of its case. Where that has ended, what
// was stored before the closing instant is applied to the state before it, however
// late it arrives: a new run goes back behind the closing. Of what was stored after
// it few are still taken. closed is that instant as far as the caller knows. ErrGone:
// an open case without a workflow, which the sweep repairs.
func (c *Room) bring(ctx context.Context, number string, closed *time.Time, cmd casework.Command) (*casework.Verdict, error) {
	if closed != nil && c.tooLate(number, cmd, *closed) {
		return c.refuseEnded(ctx, number, cmd, casework.FieldError(casework.CaseIsClosed, "", ""))
	}
	verdict, err := c.update(ctx, number, cmd)
	switch {
	case err == nil:
		return &verdict, nil
	case !errors.Is(err, ErrGone):
		return nil, err
	}
	view, missing := c.Store.Case(ctx, number)
	switch {
	case missing != nil:
		return nil, fmt.Errorf("resume: %w", missing)
	case view.Closed == nil:
		return nil, err
	}
	if why := c.ended(view, cmd); why != nil {
		return c.refuseEnded(ctx, number, cmd, why)
	}
	return c.resume(ctx, view, cmd)
}

// update delivers a command. One whose form the case refuses will never be taken in:
// that is its verdict.
func (c *Room) update(ctx context.Context, number string, cmd casework.Command) (casework.Verdict, error) {
	verdict, err := c.engine.Update(ctx, number, cmd)
	var why *casework.Error
	if !errors.As(err, &why) {
		return verdict, err
	}
	verdict = casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: cmd.At}
	return verdict, c.own.SaveVerdict(ctx, number, verdict)
}

// tooLate tells whether a command that a closed case does not take was stored at or
// after the instant that closed it.
func (c *Room) tooLate(number string, cmd casework.Command, closed time.Time) bool {
	of, _, _, _ := c.Kinds.Parse(number)
	form, _ := c.Kinds.Form(of, cmd.Name)
	return !form.AfterClose && !cmd.At.Before(closed)
}

// ended tells why a case that has ended with its workflow does not take what was stored since:
// the declaration it is held to says so of the record, as the case itself would. An explanation
// that nobody owes starts no run (R059); what was advised is reported on, by no date (R077).
func (c *Room) ended(view casework.CaseView, cmd casework.Command) *casework.Error {
	if cmd.At.Before(*view.Closed) {
		return nil
	}
	return c.Kinds.Binds(view).Admits(core.StateOf(view), cmd.Name, cmd.At)
}

// refuseEnded says what the case would say, were its workflow still there to be asked.
func (c *Room) refuseEnded(ctx context.Context, number string, cmd casework.Command, why *casework.Error) (*casework.Verdict, error) {
	verdict := casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: cmd.At}
	if err := c.own.SaveVerdict(ctx, number, verdict); err != nil {
		return nil, fmt.Errorf("refuse %s: %w", cmd.ID, err)
	}
	return &verdict, nil
}

// resume starts a new run of a closed case with the command that opens it or goes
// back behind its closing, and waits for the verdict while ctx lasts.
func (c *Room) resume(ctx context.Context, view casework.CaseView, cmd casework.Command) (*casework.Verdict, error) {
	trail, err := c.engine.Trail(ctx, view.Number)
	switch {
	case err == nil || errors.Is(err, ErrGone):
	case c.Now().Sub(cmd.At) < trailPatience:
		return nil, fmt.Errorf("what the last run of %s did: %w", view.Number, err)
	default:
		c.Log.WarnContext(ctx, "goes on without its last steps", "case", view.Number, "error", err)
	}
	state, err := c.own.NextRun(ctx, view.Number, view.Run)
	if err != nil {
		return nil, fmt.Errorf("resume %s: %w", view.Number, err)
	}
	in := casework.Start{State: state, Resume: &cmd, Trail: c.leading(ctx, trail, state), Forgotten: trail.Forgotten}
	if err := c.start(ctx, in, true); err != nil {
		return nil, err
	}
	var verdict *casework.Verdict
	_, err = poll(ctx, commandWait, func(ctx context.Context) (bool, error) {
		var err error
		verdict, err = c.own.VerdictOf(ctx, cmd.ID)
		return verdict != nil, err
	})
	return verdict, err
}

// leading are the steps of a trail if they lead to a state. A record that was
// restored beside a newer engine, or went on without it, is not gone back behind by
// steps it never saw.
func (c *Room) leading(ctx context.Context, t casework.Trail, to casework.State) []casework.Mark {
	if len(t.Marks) == 0 || sameState(t.State, to) {
		return t.Marks
	}
	c.Log.WarnContext(ctx, "the last run and the record of the case differ", "case", to.Number)
	return nil
}

// pinned begins a run under the declaration of its kind as it stands. Of steps made under another it is
// given none: what was done in good faith under the one is not done again under the other. What counts
// from before the end of a case is carried out under the one that ended it.
func (c *Room) pinned(in casework.Start) casework.Start {
	newest := c.Kinds.Of(in.State.Kind).Revision
	if in.State.Declared == newest || in.Resume != nil && in.Resume.At.Before(in.State.ClosedAt) {
		return in
	}
	for _, m := range in.Trail {
		if m.At.After(in.Forgotten) {
			in.Forgotten = m.At
		}
	}
	in.State.Declared, in.Trail = newest, nil
	return in
}

// sameState compares all but the keys of the run and what was answered lately.
func sameState(a, b casework.State) bool {
	a.Run, a.Revision, a.Seen = 0, 0, nil
	b.Run, b.Revision, b.Seen = 0, 0, nil
	one, errA := json.Marshal(a)
	other, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(one, other)
}
