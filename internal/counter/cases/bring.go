package cases

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
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
		return c.refuseClosed(ctx, number, cmd)
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
	case c.tooLate(number, cmd, *view.Closed), owedNoMore(cmd, *view.Closed):
		return c.refuseClosed(ctx, number, cmd)
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

// owedNoMore tells whether a command answers to what only a workflow that still
// waits is owed: an explanation (R059), a report (R080, R134).
func owedNoMore(cmd casework.Command, closed time.Time) bool {
	switch cmd.Name {
	case casework.Explain, casework.SelfReport, casework.Report:
		return !cmd.At.Before(closed)
	}
	return false
}

// refuseClosed says what the case would say, were its workflow still there to be asked.
func (c *Room) refuseClosed(ctx context.Context, number string, cmd casework.Command) (*casework.Verdict, error) {
	verdict := casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: casework.CaseIsClosed, At: cmd.At}
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

// sameState compares all but the keys of the run and what was answered lately.
func sameState(a, b casework.State) bool {
	a.Run, a.Revision, a.Seen = 0, 0, nil
	b.Run, b.Revision, b.Seen = 0, 0, nil
	one, errA := json.Marshal(a)
	other, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(one, other)
}
