package machine

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// entered is when the receipt was entered, where that was for the past.
func (s *Step) entered() time.Time {
	if s.State.Entry == nil || !s.Since("entered-late") {
		return time.Time{}
	}
	return s.State.Registered
}

// known is since when what starts now could be known: it may lie in a past that an
// entry or an act has just made.
func (s *Step) known() time.Time {
	at := s.entered()
	if s.At.Before(s.acted) && s.ladderFollows() {
		at = later(at, s.acted)
	}
	return at
}

// registration is the first event of a case. A receipt entered for the past says when
// it was received, why it came late, and whose turn the time until then was.
func (s *Step) registration() casework.Event {
	e := casework.Event{Name: casework.CaseRegistered, To: []casework.Role{casework.ActingHolder}, Quiet: true}
	if s.entered().IsZero() {
		return e
	}
	e.TextID, e.Detail = s.State.Entry.TextID, map[string]string{
		"received": s.State.Received.Format(time.RFC3339), "turn": string(s.whose(s.State.Received)), "post": s.State.Entry.Post,
	}
	return e
}

// whose is whose turn it was at an instant: until the receipt was entered, that of
// the post that registered it (design section 1).
func (s *Step) whose(at time.Time) casework.Role {
	if at.Before(s.entered()) {
		return s.State.Part(s.State.Entry.Role)
	}
	return s.State.Turn
}

// answers is the post to which a breach is put, and whose turn it was: a co-unit
// answers for its own part, whoever has the file (R044); what ran out before the
// receipt was entered is not the handler's.
func (s *Step) answers(c *casework.Clock) (post string, turn casework.Role) {
	switch e := s.State.Entry; {
	case c.Post != "":
		return c.Post, casework.Handler
	case c.Due.Before(s.entered()) && e.Post != "":
		return e.Post, s.whose(c.Due)
	}
	return s.State.Post, s.State.Turn
}

// asOf says since when a breach counts, where that is not its own instant, and why.
func (s *Step) asOf(c *casework.Clock, e casework.Event) casework.Event {
	if !c.Known.After(c.Due) {
		return e
	}
	e.Detail = adding(e.Detail, "known", c.Known.Format(time.RFC3339))
	if entry := s.State.Entry; entry != nil && c.Known.Equal(s.State.Registered) {
		e.TextID = entry.TextID
	}
	return e
}
