package countertest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
)

// Intake is what a store in memory takes in: cases, commands, verdicts, words.
type Intake struct{ *Base }

// Heard implements cases.Store.
func (s *Intake) Heard(_ context.Context, number string, cmd casework.Command) (bool, *casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == cmd.ID {
			return true, nil, nil
		}
	}
	return false, s.verdict(cmd.ID), nil
}

// RegisterCase implements cases.Store.
func (s *Intake) RegisterCase(_ context.Context, in core.NewCase) (string, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if number, ok := s.numbers[in.Key]; ok {
		i := slices.IndexFunc(s.Registered, func(r core.NewCase) bool { return r.Key == in.Key })
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

// RegisterCases implements cases.Store.
func (s *Intake) RegisterCases(ctx context.Context, in []core.NewCase, dry bool) ([]core.Registered, error) {
	out := make([]core.Registered, len(in))
	keep := !dry
	for i, one := range in {
		s.mu.Lock()
		j := slices.IndexFunc(s.Registered, func(r core.NewCase) bool { return r.Key == one.Key })
		if j >= 0 {
			same := bytes.Equal(s.Registered[j].Digest, one.Digest)
			out[i] = core.Registered{Number: s.numbers[one.Key], Known: same, Other: !same}
			keep = keep && same
		}
		s.mu.Unlock()
	}
	for i, one := range in {
		if keep && !out[i].Known {
			out[i].Number, _, _ = s.RegisterCase(ctx, one)
		}
	}
	return out, nil
}

// SaveCode implements cases.QueryCodes.
func (s *Intake) SaveCode(_ context.Context, number string, hash []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Codes[number] = hash
	return nil
}

// CodeHash implements cases.QueryCodes.
func (s *Intake) CodeHash(_ context.Context, number string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if hash, ok := s.Codes[number]; ok {
		return hash, nil
	}
	return nil, casework.Errorf(casework.NotFound, "query code of %s", number)
}

// SaveCommand implements cases.Store.
func (s *Intake) SaveCommand(_ context.Context, in core.NewCommand) (casework.Command, *casework.Verdict, error) {
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

// SaveVerdict implements cases.Store.
func (s *Intake) SaveVerdict(_ context.Context, _ string, v casework.Verdict) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Verdicts[v.ID] = v
	return nil
}

// VerdictFor implements cases.Store.
func (s *Intake) VerdictFor(_ context.Context, actor, id string) (*casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.Commands {
		if c.Command.ID == id && c.Command.Actor == actor {
			return s.verdict(id), nil
		}
	}
	return nil, casework.FieldError(casework.NotFound, "id", "")
}

// VerdictOf implements cases.Store.
func (s *Intake) VerdictOf(_ context.Context, id string) (*casework.Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.verdict(id), nil
}

// SaveText implements cases.Store.
func (s *Intake) SaveText(_ context.Context, _, _, text string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := "t" + string(rune('0'+len(s.Texts)))
	s.Texts[id] = text
	return id, nil
}

// MarkStarted implements cases.Store.
func (s *Intake) MarkStarted(_ context.Context, number string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.Cases[number]
	v.Started = new(time.Now())
	s.Cases[number] = v
	return nil
}

// states lists those cases that fit, by number.
func (s *Base) states(fits func(casework.CaseView) bool) []casework.State {
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

// Unstarted implements cases.Store.
func (s *Intake) Unstarted(context.Context, time.Time, int) ([]casework.State, error) {
	return s.states(func(v casework.CaseView) bool { return v.Started == nil }), nil
}

// Suspects implements cases.Store: every started open case.
func (s *Intake) Suspects(context.Context, time.Time, int) ([]casework.State, error) {
	return s.states(func(v casework.CaseView) bool { return v.Started != nil && v.Closed == nil }), nil
}

// Undecided implements cases.Store, oldest first.
func (s *Intake) Undecided(context.Context, time.Time, int) ([]core.Waiting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []core.Waiting
	for _, c := range s.Commands {
		if s.verdict(c.Command.ID) == nil {
			out = append(out, core.Waiting{Number: c.Number, Command: c.Command, Closed: s.Cases[c.Number].Closed})
		}
	}
	slices.SortFunc(out, func(a, b core.Waiting) int { return a.Command.At.Compare(b.Command.At) })
	return out, nil
}

// NextRun implements cases.Store.
func (s *Intake) NextRun(_ context.Context, number string, _ int) (casework.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var state casework.State
	err := json.Unmarshal(s.Cases[number].State, &state)
	state.Run++
	s.put(state)
	return state, err
}

// Following implements cases.Store.
func (s *Intake) Following(_ context.Context, number string) ([]core.Waiting, error) {
	return s.Told[number], nil
}

// ListClocks implements cases.Store: it keeps the filter.
func (s *Intake) ListClocks(_ context.Context, f core.ClockFilter) ([]casework.ClockView, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastClocks = f
	return nil, 0, nil
}

// Inbox implements cases.Inboxes.
func (s *Intake) Inbox(context.Context, string, core.InboxFilter) ([]casework.InboxRow, int, int, error) {
	return nil, 0, 0, nil
}

// Unread implements cases.Inboxes.
func (s *Intake) Unread(context.Context, string) (int, error) { return 0, nil }

// MarkRead implements cases.Inboxes.
func (s *Intake) MarkRead(context.Context, string, []int64) error { return nil }

// MarkReadOf implements cases.Inboxes.
func (s *Intake) MarkReadOf(context.Context, string, []string, time.Time) error { return nil }

// Outside implements cases.Inboxes.
func (s *Intake) Outside(_ context.Context, number string) ([]core.Sent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Carried[number], nil
}

// Opened implements cases.Inboxes.
func (s *Intake) Opened(_ context.Context, number string) ([]core.Opening, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.OpenedBy[number], nil
}

// Said implements cases.Store.
func (s *Intake) Said(_ context.Context, event casework.EventName, rule, item string, limit int) (out []casework.TimelineRow, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for number, rows := range s.Events {
		for _, row := range rows {
			if s.Cases[number].Item == item && row.Name == event && row.Rule == rule && len(out) < limit {
				out = append(out, row)
			}
		}
	}
	return out, nil
}
