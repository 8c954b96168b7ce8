package core

import (
	"encoding/json"
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
	s := &casework.State{}
	if len(view.State) > 0 {
		// A state this version cannot read leaves the stage alone; the page then
		// shows fewer buttons.
		_ = json.Unmarshal(view.State, s)
	}
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
