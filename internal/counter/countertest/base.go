package countertest

import (
	"bytes"
	"encoding/json"
	"sync"
	"sync/atomic"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
)

// Base is the cases of a store in memory with what was written about them. Fields other
// than mu are read and set by tests before or after the calls they make.
type Base struct {
	mu         held
	Cases      map[string]casework.CaseView
	Events     map[string][]casework.TimelineRow
	Texts      map[string]string // by id
	Sealed     map[string]map[string]string
	Audits     []string // "person action object detail"
	Registered []core.NewCase
	Commands   []core.NewCommand
	Verdicts   map[string]casework.Verdict
	OnDuty     map[string]string             // person by post
	Held       map[string][]casework.Holding // instead of the office's, by person
	Beside     []duty.Assignment             // and of no holding: backups
	LastCases  core.CaseFilter
	LastClocks core.ClockFilter
	Ledgers    map[string][]casework.LedgerRow
	Ties       map[string][]casework.Tie
	Told       map[string][]core.Waiting // what merged cases were not told yet
	Carried    map[string][]core.Sent    // to whoever applied, by number
	OpenedBy   map[string][]core.Opening
	Codes      map[string][]byte     // hash of the query code, by number
	Standing   []casework.ParkedCase // cases that stand still
	ToldFree   []string              // and those the engine knows to be released
	office     *core.Office
	numbers    map[string]string // key to number
}

// Kept counts what was stored: cases, commands and texts.
func (s *Base) Kept() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.Registered) + len(s.Commands) + len(s.Texts)
}

// Put adds a case with its state; the view follows from it.
func (s *Base) Put(state casework.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(state)
	if v := s.Cases[state.Number]; v.Started == nil { // it stands there: somebody ran it
		v.Started = &state.Registered
		s.Cases[state.Number] = v
	}
}

func (s *Base) put(state casework.State) {
	text, err := json.Marshal(state)
	if err != nil {
		panic(err) // a state a test made up
	}
	v := s.Cases[state.Number]
	v.Number, v.Kind, v.Item, v.Unit, v.Post = state.Number, state.Kind, state.Item, state.Unit, state.Post
	v.Policy, v.Calendar = state.Policy, state.Calendar
	v.Stage, v.Run, v.Revision, v.State = state.Stage, state.Run, state.Revision, text
	if !state.Received.IsZero() {
		v.Received, v.Registered = state.Received, state.Registered
	}
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

func (s *Base) verdict(id string) *casework.Verdict {
	if v, ok := s.Verdicts[id]; ok {
		return &v
	}
	return nil
}

// sameFile is the command that brought the file of another one before.
func (s *Base) sameFile(in core.NewCommand) *casework.Command {
	for _, c := range s.Commands {
		if in.File == nil || c.File == nil || c.Number != in.Number || s.refused(c.Command.ID) {
			continue
		}
		a, b := c.File, in.File
		if a.Audience == b.Audience && a.Unit == b.Unit && a.Purpose == b.Purpose && bytes.Equal(whole(a), whole(b)) {
			return &c.Command
		}
	}
	return nil
}

func (s *Base) refused(id string) bool {
	v := s.verdict(id)
	return v != nil && !v.Accepted
}

func whole(f *core.File) []byte { return bytes.Join(f.Content.Pieces(), nil) }

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
