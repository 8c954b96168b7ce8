package machine

import (
	"cmp"
	"slices"
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

// learned is when the house came to know of what happened, where the kind asks for it (R216).
func (s *Step) learned() time.Time {
	at, _ := time.Parse(time.RFC3339, s.State.Facts[s.k.declared.Learns]) // where it does not: never
	return at
}

// whose is whose turn it was at an instant: until the receipt was entered, that of
// the post that registered it (design section 1); before the house knew of it, nobody's.
func (s *Step) whose(at time.Time) casework.Role {
	if at.Before(s.learned()) {
		return ""
	}
	if at.Before(s.entered()) {
		return s.State.Part(s.State.Entry.Role)
	}
	return s.State.Turn
}

// HandOn gives the case to a post, with its unit where that is another one. Who had it
// answers for the time that was used up under him, and his own head explains it (design
// section 1: answerability stays where the time was used).
func (s *Step) HandOn(post, unit string) {
	was := casework.Held{Post: s.State.Post, Unit: s.State.Unit, Turn: s.State.Turn, Until: s.At}
	s.State.Post, s.State.Unit = post, cmp.Or(unit, was.Unit)
	if was.Post == "" || was.Post == post || !s.Since("time-used-answers") {
		return
	}
	s.State.Held = append(s.State.Held, was)
	for i := range s.State.Clocks {
		c := &s.State.Clocks[i]
		stays := c.Name == casework.ClockExplain || slices.Contains(s.k.declared.Stays, c.Name)
		if c.Open() && c.Post == "" && stays && was.Unit != s.State.Unit {
			c.Post, c.Unit = was.Post, was.Unit
		}
	}
}

// byTurn says whose turn a late clock is put to, and which post's where that has handed the
// matter on.
func (s *Step) byTurn(c *casework.Clock, at time.Time) map[string]string {
	if post, turn := s.answers(c); c.Post == "" && post != s.State.Post && len(s.State.Held) > 0 {
		return map[string]string{"turn": string(turn), "post": post}
	}
	return map[string]string{"turn": string(s.whose(at))}
}

// explanation is by which clock, and of which post, it is explained that one is late: by
// the head of whoever used its time, who may be another's than has the matter now.
func (s *Step) explanation(c *casework.Clock) (name, post, unit string) {
	post, unit = c.Post, c.Unit
	if used := s.State.UsedBy(c); post == "" && used.Unit != s.State.Unit {
		post, unit = used.Post, used.Unit
	}
	for _, o := range s.State.Clocks {
		if o.Open() && casework.Ruling(o.Name) == casework.ClockExplain && o.Post == post {
			return o.Name, post, unit
		}
	}
	if owed := s.State.Clock(casework.ClockExplain); post == "" && owed != nil && owed.Open() { // still that of who had it before
		post, unit = s.State.Post, s.State.Unit
	}
	return casework.PartOf(casework.ClockExplain, post), post, unit
}

// answers is the post to which a breach is put, and whose turn it was: a co-unit
// answers for its own part, whoever has the file (R044); what ran out before the
// receipt was entered is not the handler's; and what was used up before the matter was
// handed on is not his to whom it was.
func (s *Step) answers(c *casework.Clock) (post string, turn casework.Role) {
	switch e := s.State.Entry; {
	case c.Post != "":
		return c.Post, casework.Handler
	case c.Due.Before(s.entered()) && e.Post != "":
		return e.Post, s.whose(c.Due)
	}
	used := s.State.UsedBy(c)
	return used.Post, used.Turn
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
