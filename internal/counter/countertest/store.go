package countertest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
)

// Store keeps cases and commands in memory. Fields other than mu are read and
// set by tests before or after the calls they make.
type Store struct {
	mu         held
	Cases      map[string]casework.CaseView
	Events     map[string][]casework.TimelineRow
	Texts      map[string]string // by id
	Sealed     map[string]map[string]string
	Audits     []string // "person action object detail"
	Registered []counter.NewCase
	Commands   []counter.NewCommand
	Verdicts   map[string]casework.Verdict
	OnDuty     map[string]string // person by post
	LastCases  counter.CaseFilter
	LastClocks counter.ClockFilter
	Shelf      Shelf
	Roster     Roster
	Drafts     Drafts
	Desk       Desk
	Ledgers    map[string][]casework.LedgerRow
	Ties       map[string][]casework.Tie
	Told       map[string][]counter.Waiting // what merged cases were not told yet
	Codes      map[string][]byte            // hash of the query code, by number
	Standing   []casework.ParkedCase        // cases that stand still
	ToldFree   []string                     // and those the engine knows to be released
	office     *counter.Office
	numbers    map[string]string // key to number
}

// NewStore is an empty store of Office.
func NewStore() *Store {
	return &Store{
		Cases: map[string]casework.CaseView{}, Events: map[string][]casework.TimelineRow{}, Texts: map[string]string{},
		Sealed: map[string]map[string]string{}, Verdicts: map[string]casework.Verdict{}, Codes: map[string][]byte{},
		office: Office(), numbers: map[string]string{},
	}
}

// Heard implements counter.Store.
func (s *Store) Heard(_ context.Context, number string, cmd casework.Command) (bool, *casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == cmd.ID {
			return true, nil, nil
		}
	}
	return false, s.verdict(cmd.ID), nil
}

// Kept counts what was stored: cases, commands and texts.
func (s *Store) Kept() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.Registered) + len(s.Commands) + len(s.Texts)
}

// Put adds a case with its state; the view follows from it.
func (s *Store) Put(state casework.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(state)
	if v := s.Cases[state.Number]; v.Started == nil { // it stands there: somebody ran it
		v.Started = &state.Registered
		s.Cases[state.Number] = v
	}
}

func (s *Store) put(state casework.State) {
	text, err := json.Marshal(state)
	if err != nil {
		panic(err) // a state a test made up
	}
	v := s.Cases[state.Number]
	v.Number, v.Kind, v.Item, v.Unit, v.Post = state.Number, state.Kind, state.Item, state.Unit, state.Post
	v.Policy, v.Calendar = state.Policy, state.Calendar
	v.Stage, v.Run, v.Revision, v.State = state.Stage, state.Run, state.Revision, text
	v.Closed = nil
	if state.Closed() {
		v.Closed = &state.ClosedAt
	}
	v.Clocks = nil
	for _, c := range state.Clocks {
		v.Clocks = append(v.Clocks, casework.ClockView{Number: state.Number, Name: c.Name, Round: c.Round, Status: c.Status, Due: c.Due})
	}
	s.Cases[state.Number] = v
}

// RegisterCase implements counter.Store.
func (s *Store) RegisterCase(_ context.Context, in counter.NewCase) (string, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if number, ok := s.numbers[in.Key]; ok {
		i := slices.IndexFunc(s.Registered, func(r counter.NewCase) bool { return r.Key == in.Key })
		if !bytes.Equal(s.Registered[i].Digest, in.Digest) {
			return "", false, casework.Errorf(casework.KeyReused, "case %s", number)
		}
		return number, true, nil
	}
	s.Registered = append(s.Registered, in)
	number := kind.Office().Number(in.Kind, in.Registered.Year(), len(s.Registered))
	s.numbers[in.Key] = number
	s.Sealed[number] = in.Fields
	if in.CodeHash != nil {
		s.Codes[number] = in.CodeHash
	}
	s.put(casework.State{
		Number: number, Kind: in.Kind, Item: in.Item, Unit: in.Unit, Post: in.Post, Run: 1,
		Received: in.Received, Registered: in.Registered, Stage: casework.StageIntake, Facts: in.Facts, Term: in.Term,
	})
	return number, false, nil
}

// SaveCode implements counter.QueryCodes.
func (s *Store) SaveCode(_ context.Context, number string, hash []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Codes[number] = hash
	return nil
}

// CodeHash implements counter.QueryCodes.
func (s *Store) CodeHash(_ context.Context, number string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if hash, ok := s.Codes[number]; ok {
		return hash, nil
	}
	return nil, casework.Errorf(casework.NotFound, "query code of %s", number)
}

// SaveCommand implements counter.Store.
func (s *Store) SaveCommand(_ context.Context, in counter.NewCommand) (casework.Command, *casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID != in.Command.ID {
			continue
		}
		if !bytes.Equal(c.Digest, in.Digest) {
			return casework.Command{}, nil, casework.Errorf(casework.KeyReused, "command %s", in.Command.ID)
		}
		return c.Command, s.verdict(in.Command.ID), nil
	}
	if c := s.sameFile(in); c != nil {
		return *c, s.verdict(c.ID), nil
	}
	s.Commands = append(s.Commands, in)
	return in.Command, nil, nil
}

func (s *Store) verdict(id string) *casework.Verdict {
	if v, ok := s.Verdicts[id]; ok {
		return &v
	}
	return nil
}

// SaveVerdict implements counter.Store.
func (s *Store) SaveVerdict(_ context.Context, _ string, v casework.Verdict) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Verdicts[v.ID] = v
	return nil
}

// VerdictFor implements counter.Store.
func (s *Store) VerdictFor(_ context.Context, actor, id string) (*casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == id && c.Command.Actor == actor {
			return s.verdict(id), nil
		}
	}
	return nil, casework.FieldError(casework.NotFound, "id", "")
}

// VerdictOf implements counter.Store.
func (s *Store) VerdictOf(_ context.Context, id string) (*casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.verdict(id), nil
}

// SaveText implements counter.Store.
func (s *Store) SaveText(_ context.Context, _, _, text string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := "t" + string(rune('0'+len(s.Texts)))
	s.Texts[id] = text
	return id, nil
}

// MarkStarted implements counter.Store.
func (s *Store) MarkStarted(_ context.Context, number string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.Cases[number]
	v.Started = new(time.Now())
	s.Cases[number] = v
	return nil
}

// states lists those cases that fit, by number.
func (s *Store) states(fits func(casework.CaseView) bool) []casework.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []casework.State
	for _, v := range s.Cases {
		var state casework.State
		if err := json.Unmarshal(v.State, &state); err == nil && fits(v) {
			out = append(out, state)
		}
	}
	slices.SortFunc(out, func(a, b casework.State) int { return bytes.Compare([]byte(a.Number), []byte(b.Number)) })
	return out
}

// Unstarted implements counter.Store.
func (s *Store) Unstarted(context.Context, time.Time, int) ([]casework.State, error) {
	return s.states(func(v casework.CaseView) bool { return v.Started == nil }), nil
}

// Suspects implements counter.Store: every started open case.
func (s *Store) Suspects(context.Context, time.Time, int) ([]casework.State, error) {
	return s.states(func(v casework.CaseView) bool { return v.Started != nil && v.Closed == nil }), nil
}

// Undecided implements counter.Store, oldest first.
func (s *Store) Undecided(context.Context, time.Time, int) ([]counter.Waiting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []counter.Waiting
	for _, c := range s.Commands {
		if s.verdict(c.Command.ID) == nil {
			out = append(out, counter.Waiting{Number: c.Number, Command: c.Command, Closed: s.Cases[c.Number].Closed})
		}
	}
	slices.SortFunc(out, func(a, b counter.Waiting) int { return a.Command.At.Compare(b.Command.At) })
	return out, nil
}

// NextRun implements counter.Store.
func (s *Store) NextRun(_ context.Context, number string, _ int) (casework.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var state casework.State
	err := json.Unmarshal(s.Cases[number].State, &state)
	state.Run++
	s.put(state)
	return state, err
}

// held is a lock that tells who would wait for himself.
type held struct {
	sync.Mutex
	changing atomic.Bool
}

func (h *held) Lock() {
	if h.changing.Load() {
		panic("the store is asked inside a transaction of its own: with every connection held so, for ever")
	}
	h.Mutex.Lock()
}
