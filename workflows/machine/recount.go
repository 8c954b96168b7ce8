package machine

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// recount counts every open clock anew by another version of the calendar or
// the policy. No open case moves silently: the change was previewed and applied
// by a person, every moved date gets a ledger row, and the old one is kept
// (design section 1, counting).
func recount(s *Step, c casework.Command) error {
	if c.Args.Calendar == "" && c.Args.Policy == "" {
		return casework.FieldError(casework.Invalid, "calendar", "")
	}
	if c.Args.Calendar != "" {
		s.State.Calendar = c.Args.Calendar
	}
	if c.Args.Policy != "" {
		s.State.Policy = c.Args.Policy
	}
	all := func(casework.Clock) bool { return true }
	first := len(s.events)
	err := s.recountOpen("recounted", all, func(n *casework.Clock) {
		if c.Args.Policy != "" {
			n.Policy = "" // the new version's own, where it has the clock
		}
	})
	for i := range s.events[first:] { // nobody asked for it on the case: its holder is told, in a digest
		if e := &s.events[first+i]; e.Name == casework.ClockMoved {
			e.To, e.Prompt = []casework.Role{casework.ActingHolder}, false
		}
	}
	return err
}

// remembered is a recount as the case can still obey it. Nobody waits for one, so that it
// may come when the steps it should go back behind are forgotten: it counts from the last
// of what is left of them, and undoes nothing that it could not say again.
func (k *Keeper) remembered(c casework.Command) casework.Command {
	if c.Name != casework.Recount {
		return c
	}
	base, _ := k.rewind(c.At)
	at := later(k.forgot, reached(base, k.host.Now()))
	if !at.After(c.At) || !k.host.Since("recount-from-what-is-remembered") {
		return c
	}
	c = c.AsStored()
	c.At, c.Stored = at, c.At
	return c
}

// reached is the latest instant of which a state tells.
func reached(s *casework.State, now time.Time) (at time.Time) {
	for _, c := range s.Clocks {
		told := []time.Time{c.Start, c.Ended}
		if c.Status == casework.Breached {
			told = append(told, c.Due)
		}
		for _, a := range c.Climbed {
			told = append(told, a.At)
		}
		for _, t := range told {
			if !t.After(now) {
				at = later(at, t)
			}
		}
	}
	return at
}

// recountOpen counts some of the open clocks anew. A breach the new count undoes
// is undone: its cards are voided and the clock runs on. A breach it makes is
// made by the clock itself, with its legal instant. One that stays follows its date.
func (s *Step) recountOpen(cause string, which func(casework.Clock) bool, change func(*casework.Clock)) error {
	var left []casework.Clock // whose ladders are written anew: as they were, and as they are
	for i := range s.State.Clocks {
		clock := &s.State.Clocks[i]
		if !clock.Open() || !which(*clock) {
			continue
		}
		was := *clock
		if err := s.recount(clock, cause, change); err != nil {
			return err
		}
		err := s.ranOutBefore(clock)
		if err != nil {
			return err
		}
		switch {
		case was.Status != casework.Breached:
			left, err = s.unforeseen(left, clock, was)
		case clock.Due.After(s.At):
			s.undoBreach(clock, was, cause)
		case !clock.Due.Equal(was.Due) && s.ladderFollows():
			left, err = s.rewrite(left, clock, was)
		case was.Provisional && !clock.Provisional && s.ladderFollows():
			err = s.settle(clock, was, cause)
		default: // still late: the ladder goes on where it stood
			clock.Alarms = was.Alarms
		}
		if err != nil {
			return err
		}
	}
	return s.rewriteShares(left)
}

// undoBreach voids what a breach brought upon the matter, with the reason. A card
// that another clock of the same lateness has earned as well stays with that one.
func (s *Step) undoBreach(clock *casework.Clock, was casework.Clock, cause string) {
	clock.Status = casework.Running
	for _, card := range clock.Cards {
		if s.shared(was, card) {
			continue
		}
		s.SayOf(clock, casework.Event{
			Name: casework.CardVoided, Level: card, Detail: map[string]string{"cause": cause},
			To: []casework.Role{casework.ActingHolder, casework.SectionHead, casework.EfficiencyOffice},
		})
	}
	clock.Cards, clock.Climbed = nil, nil
	late := func(c casework.Clock) bool {
		return c.Status == casework.Breached && c.Post == clock.Post && casework.Ruling(c.Name) != "explain"
	}
	if owed := s.State.Clock(casework.PartOf("explain", clock.Post)); owed != nil && owed.Open() && !slices.ContainsFunc(s.State.Clocks, late) {
		s.end(owed, casework.Dropped)
		s.SayOf(owed, casework.Event{Name: casework.ClockDropped})
	}
}

// shared tells whether a card of a late clock lies on another one too, given to both
// at one instant.
func (s *Step) shared(clock casework.Clock, card string) bool {
	return slices.ContainsFunc(s.State.Clocks, func(o casework.Clock) bool {
		if o.Name == clock.Name && o.Round == clock.Round || o.Status != casework.Breached || !slices.Contains(o.Cards, card) {
			return false
		}
		given := func(a casework.Alarm) bool {
			return a.Card == card && slices.ContainsFunc(o.Climbed, func(b casework.Alarm) bool { return b.Card == card && b.At.Equal(a.At) })
		}
		return climbsFrom(o).Equal(climbsFrom(clock)) || slices.ContainsFunc(clock.Climbed, given)
	})
}
