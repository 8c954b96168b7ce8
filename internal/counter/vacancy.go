package counter

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// FormVacancy is the absence of everybody from a post (R171). Nobody asks for it:
// the sweep finds it.
const FormVacancy = "vacancy"

// Vacancy is a post that nobody stood on from Since.
type Vacancy struct {
	Post  string        `db:"post"`
	Unit  string        `db:"unit"`
	Role  casework.Role `db:"role"`
	Since time.Time     `db:"since"`
	// Number is the case that tells of it; empty before it was opened.
	Number string `db:"number"`
}

// sweepVacancies opens a case for every post that stands empty in office hours,
// and ends it when somebody stands there again (R171). Both are keyed by the post
// and the instant, so that however often a sweep finds the same gap it is told
// once; and both count from their legal instant, however late the sweep is.
func (c *Counter) sweepVacancies(ctx context.Context, s *Swept) {
	sweepEach(ctx, c, s, "list empty posts", c.store.Emptied, c.sweepEmpty)
	sweepEach(ctx, c, s, "list posts manned again", c.store.Manned, c.sweepManned)
}

// sweepEmpty waits for the office to open: at night every post is empty.
func (c *Counter) sweepEmpty(ctx context.Context, v Vacancy) (func(*Swept), error) {
	nothing := func(*Swept) {}
	if !slices.Contains(c.rules.Leave.NeverEmpty, v.Role) {
		return nothing, nil
	}
	book, err := c.book(ctx)
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	opens, err := book.Openings(book.CalendarFor(v.Unit))
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	at := opens(v.Since)
	if at.After(c.now()) {
		return nothing, nil
	}
	_, err = c.admit(ctx, NewCase{
		Kind: c.kinds.Leave(), Unit: v.Unit, Post: v.Post, Received: at, Registered: at,
		Facts: map[string]string{factForm: FormVacancy},
		Key:   keyID(FormVacancy, v.Post+" "+v.Since.UTC().Format(time.RFC3339Nano)), Digest: []byte(v.Post),
	})
	if err != nil {
		return nil, fmt.Errorf("empty post %s: %w", v.Post, err)
	}
	return func(s *Swept) { s.Emptied++ }, nil
}

// sweepManned tells the case that somebody stands on the post, as of when he came.
// Where an act recorded later forbids that, it counts from now.
func (c *Counter) sweepManned(ctx context.Context, v Vacancy) (func(*Swept), error) {
	for _, at := range []time.Time{v.Since, c.now()} {
		key := v.Number
		if !at.Equal(v.Since) {
			key += " now"
		}
		cmd, verdict, err := c.store.SaveCommand(ctx, NewCommand{Number: v.Number, Digest: []byte(key), Command: casework.Command{
			ID: keyID(casework.Manned, key), Name: casework.Manned, At: at,
		}})
		if err != nil {
			return nil, fmt.Errorf("post %s manned: %w", v.Post, err)
		}
		if verdict == nil {
			short, cancel := context.WithTimeout(ctx, resendWait)
			verdict = c.deliver(short, v.Number, nil, cmd)
			cancel()
		}
		if verdict == nil || verdict.Accepted { // or it is sent again, as every command
			break
		}
	}
	return func(s *Swept) { s.Manned++ }, nil
}
