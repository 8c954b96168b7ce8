package roster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Vacancy is a post that nobody stood on from Since.
type Vacancy struct {
	Post  string        `db:"post"`
	Unit  string        `db:"unit"`
	Role  casework.Role `db:"role"`
	Since time.Time     `db:"since"`
	// Number is the case that tells of it; empty before it was opened.
	Number string `db:"number"`
}

// SweepVacancies opens a case for every post that stands empty in office hours,
// and ends it when somebody stands there again (R171). Both are keyed by the post
// and the instant, so that however often a sweep finds the same gap it is told
// once; and both count from their legal instant, however late the sweep is.
func (c *Room) SweepVacancies(ctx context.Context, s *core.Swept) {
	core.SweepEach(ctx, c.Core, s, "list empty posts", c.own.Emptied, c.sweepEmpty)
	core.SweepEach(ctx, c.Core, s, "list posts manned again", c.own.Manned, c.sweepManned)
}

// sweepEmpty waits for the office to open: at night every post is empty.
func (c *Room) sweepEmpty(ctx context.Context, v Vacancy) (func(*core.Swept), error) {
	nothing := func(*core.Swept) {}
	if !slices.Contains(c.Rules.Leave.NeverEmpty, v.Role) {
		return nothing, nil
	}
	book, err := c.Book(ctx)
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	opens, err := book.Openings(book.CalendarFor(v.Unit))
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	at := opens(v.Since)
	if at.After(c.Now()) {
		return nothing, nil
	}
	_, err = c.asks.Admit(ctx, core.NewCase{
		Kind: c.Kinds.Leave(), Unit: v.Unit, Post: v.Post, Received: at, Registered: at,
		Facts: map[string]string{core.FactForm: core.FormVacancy},
		Key:   core.KeyID(core.FormVacancy, v.Post+" "+v.Since.UTC().Format(time.RFC3339Nano)), Digest: []byte(v.Post),
	})
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	return func(s *core.Swept) { s.Emptied++ }, nil
}

// sweepManned tells the case that somebody stands on the post, as of when he came.
// Where an act recorded later forbids that, it counts from now.
func (c *Room) sweepManned(ctx context.Context, v Vacancy) (func(*core.Swept), error) {
	for _, at := range []time.Time{v.Since, c.Now()} {
		key := v.Number
		if !at.Equal(v.Since) {
			key += " now"
		}
		cmd, verdict, err := c.own.SaveCommand(ctx, core.NewCommand{Number: v.Number, Digest: []byte(key), Command: casework.Command{
			ID: core.KeyID(casework.Manned, key), Name: casework.Manned, At: at,
		}})
		if err != nil {
			return nil, fmt.Errorf("post %s manned: %w", v.Post, err)
		}
		if verdict == nil {
			short, cancel := context.WithTimeout(ctx, core.ResendWait)
			verdict = c.asks.Deliver(short, v.Number, nil, cmd)
			cancel()
		}
		if verdict == nil || verdict.Accepted { // or it is sent again, as every command
			break
		}
	}
	return func(s *core.Swept) { s.Manned++ }, nil
}
