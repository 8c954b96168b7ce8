package worker

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// refresh bounds how long a newly published version stays unknown to a worker.
const refresh = 10 * time.Second

// Shelf hands out the reference data to count with.
type Shelf interface {
	Book(ctx context.Context) (*policy.Book, error)
}

// Planner counts with a book it keeps for a while. Versions a case has pinned
// never change, so an old book is only ever missing something, never wrong.
type Planner struct {
	Shelf Shelf

	mu   sync.Mutex
	book *policy.Book
	read time.Time
}

// Plan counts the clocks of a request. A pin the kept book does not know is
// looked for in a fresh one.
func (p *Planner) Plan(ctx context.Context, req casework.PlanRequest) (casework.Plan, error) {
	book, err := p.current(ctx, refresh)
	if err != nil {
		return casework.Plan{}, err
	}
	plan, err := book.Plan(req)
	if err == nil {
		return plan, nil
	}
	if book, err = p.current(ctx, 0); err != nil {
		return casework.Plan{}, err
	}
	return book.Plan(req)
}

// Openings answers from the calendar a case has pinned.
func (p *Planner) Openings(ctx context.Context, calendar string) (func(time.Time) time.Time, error) {
	book, err := p.current(ctx, refresh)
	if err != nil {
		return nil, err
	}
	if open, err := book.Openings(calendar); err == nil {
		return open, nil
	}
	if book, err = p.current(ctx, 0); err != nil {
		return nil, err
	}
	return book.Openings(calendar)
}

// Choice answers from the version a case has pinned.
func (p *Planner) Choice(ctx context.Context, policy, key string) (string, error) {
	book, err := p.current(ctx, refresh)
	if err != nil {
		return "", err
	}
	if choice, err := book.Choice(policy, key); err == nil {
		return choice, nil
	}
	if book, err = p.current(ctx, 0); err != nil {
		return "", err
	}
	return book.Choice(policy, key)
}

// Book is the current reference data.
func (p *Planner) Book(ctx context.Context) (*policy.Book, error) { return p.current(ctx, refresh) }

// current is the kept book, read again when older than age. While the database
// is away the kept one serves.
func (p *Planner) current(ctx context.Context, age time.Duration) (*policy.Book, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.book != nil && time.Since(p.read) < age {
		return p.book, nil
	}
	book, err := p.Shelf.Book(ctx)
	switch {
	case err == nil:
		p.book, p.read = book, time.Now()
	case p.book == nil:
		return nil, fmt.Errorf("read reference data: %w", err)
	}
	return p.book, nil
}
