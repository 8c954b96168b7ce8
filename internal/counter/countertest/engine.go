package countertest

import (
	"context"
	"errors"
	"sync"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// ErrAway is what the engine answers while it is Away.
var ErrAway = errors.New("engine away")

// Engine runs cases in memory: a start makes revision 1, and commands are
// decided by Decide.
type Engine struct {
	Store *Store
	// Decide says what becomes of a command; nil accepts it.
	Decide func(casework.Command) casework.Verdict

	mu      sync.Mutex
	away    bool
	running map[string]bool
	Starts  []casework.Start
	Updates []casework.Command
	Trails  map[string]casework.Trail // by number
	Mute    bool                      // no worker answers for a run
	Freed   []string                  // parked cases told to try again
}

// NewEngine runs the cases of a store.
func NewEngine(s *Store) *Engine { return &Engine{Store: s, running: map[string]bool{}} }

// SetAway takes the engine away or brings it back.
func (e *Engine) SetAway(away bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.away = away
}

// Run makes a case's workflow open, or gone.
func (e *Engine) Run(number string, open bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.running[number] = open
}

// Start implements cases.Engine.
func (e *Engine) Start(ctx context.Context, in casework.Start, _ bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away {
		return ErrAway
	}
	e.Starts = append(e.Starts, in)
	e.running[in.State.Number] = true
	in.State.Revision++
	if in.Resume != nil {
		in.State.Stage = casework.StageHandle
		if err := e.Store.SaveVerdict(ctx, in.State.Number, e.verdict(*in.Resume)); err != nil {
			return err
		}
	}
	e.Store.Put(in.State)
	return nil
}

func (e *Engine) verdict(c casework.Command) casework.Verdict {
	if e.Decide != nil {
		v := e.Decide(c)
		v.ID, v.Command, v.At = c.ID, c.Name, c.At
		return v
	}
	return casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At, Revision: 2}
}

// Update implements cases.Engine.
func (e *Engine) Update(ctx context.Context, number string, c casework.Command) (casework.Verdict, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.away:
		return casework.Verdict{}, ErrAway
	case !e.running[number]:
		return casework.Verdict{}, cases.ErrGone
	}
	e.Updates = append(e.Updates, c)
	v := e.verdict(c)
	return v, e.Store.SaveVerdict(ctx, number, v)
}

// Release implements cases.Engine.
func (e *Engine) Release(_ context.Context, number string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.away:
		return ErrAway
	case !e.running[number]:
		return cases.ErrGone
	}
	e.Freed = append(e.Freed, number)
	return nil
}

// Trail implements cases.Engine.
func (e *Engine) Trail(_ context.Context, number string) (casework.Trail, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	t, known := e.Trails[number]
	switch {
	case e.away, e.Mute:
		return t, ErrAway
	case !known:
		return t, cases.ErrGone
	}
	return t, nil
}

// Running implements cases.Engine.
func (e *Engine) Running(_ context.Context, number string) (bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away {
		return false, ErrAway
	}
	return e.running[number], nil
}

// Healthy implements cases.Engine.
func (e *Engine) Healthy(context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.away {
		return ErrAway
	}
	return nil
}
