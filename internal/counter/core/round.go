package core

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Owed is what a case owes inside the house and has let pass: it opens no verification, and
// comes round to the leader above until it is met (design section 1, no ladder ends in
// silence).
type Owed struct {
	Clock casework.Clock `json:"clock"`
	// To are those who hear of each round.
	To []casework.Role `json:"to"`
	// Rounds is how often it has come round to them, Next when it does again.
	Rounds int       `json:"rounds"`
	Next   time.Time `json:"next,omitzero"`
	// OverHead: it is the principal leader's own, and comes round to those beside him.
	OverHead bool `json:"over_head,omitempty"`
}

// MissedIn lists the standing duties of which the last round was missed and the one that
// runs is not met yet: they come round until somebody does them (R222).
func MissedIn(s *casework.State, now time.Time) (out []Owed) {
	for _, was := range s.Clocks {
		runs := s.Clock(was.Name)
		if was.Status != casework.Recurred || !was.Filed.IsZero() || was.Due.After(now) || runs.Status != casework.Running || runs.Round != was.Round+1 || !runs.Filed.IsZero() {
			continue
		}
		i := slices.IndexFunc(runs.Alarms, func(a casework.Alarm) bool { return a.Kind == casework.AlarmDue })
		if i >= 0 && len(runs.Alarms[i].To) > 0 {
			out = append(out, Owed{Clock: was, To: slices.Clone(runs.Alarms[i].To), Rounds: 1, Next: runs.Due})
		}
	}
	return out
}

// OwedIn lists what of a case is owed so at an instant.
func OwedIn(s *casework.State, now time.Time) (out []Owed) {
	for _, c := range s.Clocks {
		if c.Status != casework.Breached || c.Due.After(now) { // armed ahead
			continue
		}
		head := c.Owner == casework.PrincipalLeader || c.Post == "" && s.Turn == casework.PrincipalLeader
		i := slices.IndexFunc(c.Alarms, func(a casework.Alarm) bool { return a.Recurs && (!a.Opens || head) })
		if i < 0 {
			continue
		}
		a := c.Alarms[i]
		one := Owed{Clock: c, To: slices.Clone(a.To), Rounds: a.Times, Next: a.At, OverHead: head}
		if head {
			for _, r := range []casework.Role{casework.PartyGroup, casework.GeneralOffice} {
				if !slices.Contains(one.To, r) {
					one.To = append(one.To, r)
				}
			}
		}
		out = append(out, one)
	}
	return out
}
