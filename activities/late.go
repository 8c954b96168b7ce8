package activities

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// noteLateness measures how long after its legal instant a step of clocks was
// recorded. It is the machine's own and charged to nobody; a case entered late could
// not be recorded before it was entered. Steps of commands are as late as their
// sender, and not measured.
func (a *Activities) noteLateness(s casework.Step, now time.Time) {
	if a.Late == nil || s.Verdict != nil || len(s.Events) == 0 {
		return
	}
	at := s.Events[0].At
	if at.Before(s.State.Registered) {
		at = s.State.Registered
	}
	a.Late(now.Sub(at))
}
