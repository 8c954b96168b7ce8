package core

import (
	"cmp"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// StateOf reads the state the projection keeps, corrected by what readers see
// at this instant: a step armed ahead is in the state before it is in force. It is not to
// be changed.
func StateOf(view casework.CaseView) *casework.State {
	if s := view.Read(); s != nil {
		return s
	}
	return seen(stated(view.State), view)
}

// stated is a state as it is written.
func stated(text []byte) *casework.State {
	s := &casework.State{}
	if len(text) > 0 {
		// A state this version cannot read leaves the stage alone; the page then
		// shows fewer buttons.
		_ = json.Unmarshal(text, s)
	}
	return s
}

// seen corrects a state, whose clocks are the caller's own.
func seen(s *casework.State, view casework.CaseView) *casework.State {
	s.Stage, s.Turn = view.Stage, view.Turn
	if view.Closed == nil {
		s.ClosedAt = time.Time{}
	}
	for _, seen := range view.Clocks {
		for i := range s.Clocks {
			if s.Clocks[i].Name == seen.Name && s.Clocks[i].Round == seen.Round {
				s.Clocks[i].Status = seen.Status
			}
		}
	}
	return s
}

// mostStates is how many states a generation of States has: forty pages of fifty rows.
const mostStates = 2000

// States remembers what was read of states, by all that is written there: the rows of a desk are
// looked at again all day, and to take the text of a state apart costs more than all else of a
// row. What was not asked for in a while is forgotten with its generation.
type States struct {
	mu          sync.Mutex
	now, before map[string]*casework.State
}

// Of is StateOf, whose state is shared with whoever else reads the same.
func (k *States) Of(view casework.CaseView) *casework.State {
	if view.Read() != nil || len(view.State) == 0 {
		return StateOf(view)
	}
	own := *k.stated(view.State)
	own.Clocks = slices.Clone(own.Clocks)
	return seen(&own, view)
}

func (k *States) stated(text []byte) *casework.State {
	s := k.known(text)
	if s == nil {
		s = stated(text)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.now[string(text)] == nil {
		if k.now == nil || len(k.now) >= mostStates {
			k.now, k.before = make(map[string]*casework.State, mostStates), k.now
		}
		k.now[string(text)] = s
	}
	return s
}

func (k *States) known(text []byte) *casework.State {
	k.mu.Lock()
	defer k.mu.Unlock()
	return cmp.Or(k.now[string(text)], k.before[string(text)])
}
