package worker

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

const (
	// refresh bounds how long a newly published version stays unknown to a worker.
	refresh = 10 * time.Second
	// linger is how long a count waits for a fresh book where it has one to count
	// with: a slow database must not stop planning.
	linger = 500 * time.Millisecond
	// readWithin bounds one reading, whoever waits for it.
	readWithin = 30 * time.Second
)

// Shelf hands out the reference data to count with.
type Shelf interface {
	Book(ctx context.Context) (*policy.Book, error)
}

// Planner counts with a book it keeps for a while. Versions a case has pinned
// never change, so an old book is only ever missing something, never wrong.
type Planner struct {
	Shelf Shelf

	mu      sync.Mutex // never held while the shelf is read
	book    *policy.Book
	read    time.Time // when a reading that was answered began
	tried   time.Time // when one last began
	reading *reading  // under way; whoever needs a fresh book shares it
}

// reading is one look at the shelf.
type reading struct {
	began time.Time
	done  chan struct{}
	book  *policy.Book
	err   error
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

// current is the kept book, read again when older than age. While the database is
// away or slow the kept one serves; only a pin it does not know (age 0) waits for
// a fresh one.
func (p *Planner) current(ctx context.Context, age time.Duration) (*policy.Book, error) {
	asked := time.Now()
	p.mu.Lock()
	kept := p.book
	if kept != nil && asked.Sub(p.read) < age {
		if min(asked.Sub(p.read), asked.Sub(p.tried)) > age/2 { // where somebody asks all the time, nobody waits
			p.begin(ctx)
		}
		p.mu.Unlock()
		return kept, nil
	}
	patience := linger
	if kept == nil || age == 0 {
		patience = readWithin
	} else if asked.Sub(p.tried) < age {
		patience = 0 // somebody waited already: no more than one wait in age
	}
	r := p.begin(ctx)
	p.mu.Unlock()
	book, err := r.wait(ctx, patience)
	if err == nil && age == 0 && r.began.Before(asked) { // it may have missed what is looked for
		p.mu.Lock()
		r = p.begin(ctx)
		p.mu.Unlock()
		book, err = r.wait(ctx, patience)
	}
	if err == nil {
		return book, nil
	}
	if kept != nil {
		return kept, nil
	}
	return nil, fmt.Errorf("read reference data: %w", err)
}

// begin joins the reading under way or starts one; the caller holds the lock.
func (p *Planner) begin(ctx context.Context) *reading {
	if p.reading != nil {
		return p.reading
	}
	r := &reading{began: time.Now(), done: make(chan struct{})}
	p.reading, p.tried = r, r.began
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readWithin)
	go func() {
		defer cancel()
		r.book, r.err = p.Shelf.Book(ctx)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.reading = nil; r.err == nil {
			p.book, p.read = r.book, r.began
		}
		close(r.done)
	}()
	return r
}

// wait answers without a book where it was not read in time.
func (r *reading) wait(ctx context.Context, patience time.Duration) (*policy.Book, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-r.done:
		return r.book, r.err
	case <-timer.C:
		return nil, context.DeadlineExceeded
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
