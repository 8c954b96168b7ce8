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
	if err != nil || c.Args.Policy == "" {
		return err
	}
	if err := s.climbBy(); err != nil {
		return err
	}
	if kind, ok := s.k.kind.(Recounter); ok {
		return kind.Recounted(s)
	}
	return nil
}

// climbBy: what is late already by a date that stands climbs from now on what another policy has
// above where it is, so that no ladder ends in silence because it was late before its policy said so.
func (s *Step) climbBy() error {
	late := func(c casework.Clock) bool { return c.Status == casework.Breached }
	if !slices.ContainsFunc(s.State.Clocks, late) || !s.Since("climbs-by-its-policy") {
		return nil
	}
	for i := range s.State.Clocks {
		c := &s.State.Clocks[i]
		if !late(*c) {
			continue
		}
		ask := s.again(*c)
		ask.Known = s.At
		planned, err := s.ladderOf(ask, c.Due)
		if err != nil {
			return err
		}
		if above := s.above(c, planned.Clock.Alarms); len(above) > 0 {
			c.Known, c.Alarms = s.At, append(slices.Clone(c.Alarms), above...)
		}
	}
	return nil
}

// above are the rungs of a ladder that a late clock has neither climbed nor waits for. One that it has
// climbed and that comes round by now comes round, and brings no card any more.
func (s *Step) above(c *casework.Clock, ladder []casework.Alarm) (out []casework.Alarm) {
	for _, a := range ladder {
		rung := a.Kind == casework.AlarmRung || a.Kind == casework.AlarmCharge
		same := func(b casework.Alarm) bool { return b.Kind == a.Kind && b.Level == a.Level }
		climbed := slices.ContainsFunc(c.Climbed, same)
		if !rung || !a.At.After(s.At) || slices.ContainsFunc(c.Alarms, same) || climbed && !s.comesAgain(c, a) {
			continue
		}
		if climbed {
			a.Card, a.Explain, a.Owes = "", "", ""
		}
		out = append(out, a)
	}
	return out
}

// remembered is a recount as the case can still obey it. Nobody waits for one, so that it
// may come when the steps it should go back behind are forgotten: it counts from the last
// of what is left of them, and undoes nothing that it could not say again.
func (k *Keeper) remembered(c casework.Command) casework.Command {
	if c.Name != casework.Recount {
		return c
	}
	base, _ := k.rewind(c.At)
	at := later(k.forgot, reached(base, k.host.Now(), true))
	if at.After(c.At) && k.host.Since("start-lies-ahead") {
		at = later(k.forgot, reached(base, k.host.Now(), false))
	}
	if !at.After(c.At) || !k.host.Since("recount-from-what-is-remembered") {
		return c
	}
	c = c.AsStored()
	c.At, c.Stored = at, c.At
	return c
}

// reached is the latest instant of which a state tells. The round of a standing duty is told
// as the one before it ends, and may be counted from a later day: where it begins is told of
// only to who takes ahead for past, as it once was.
func reached(s *casework.State, now time.Time, ahead bool) (at time.Time) {
	for _, c := range s.Clocks {
		told := []time.Time{c.Ended}
		if ahead || c.Outcome != casework.Recur {
			told = append(told, c.Start)
		}
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
	var left, undone []casework.Clock // whose ladders are written anew, as they were and as they are; who is late no more, as he was
	before := slices.Clone(s.State.Clocks)
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
		case clock.Due.After(s.At) && s.cardOfTheMatter():
			clock.Status, clock.Cards, clock.Climbed = casework.Running, nil, nil
			left, undone = append(left, was), append(undone, was)
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
	if err := s.rewriteShares(left); err != nil {
		return err
	}
	s.lateNoMore(undone, before, cause)
	return nil
}

// lateNoMore undoes breaches once all clocks are counted: a card is the matter's, and
// not voided for one clock while the matter earns it by another. Where another comes to
// it, the lateness goes on in that one's name; else it is voided, in the name in which it
// was given.
func (s *Step) lateNoMore(undone, before []casework.Clock, cause string) {
	for _, was := range undone {
		clock := s.State.Clock(was.Name)
		if clock == nil {
			continue // taken back whole with what asked for it, which asks anew
		}
		if heir := s.heir(was); heir != nil {
			s.unsay(breachOf(was))
			s.oweAnew(heir, climbsFrom(was))
			s.askedFor(heir, was)
			continue
		}
		for _, card := range was.Cards {
			if gave(before, was, card) {
				s.void(clock, card, cause)
			}
		}
		late := func(c casework.Clock) bool {
			return c.Status == casework.Breached || c.Status == casework.Running && !c.Due.After(s.At)
		}
		s.excuseBeside(was, late)
		s.excuse(clock, late)
	}
	s.dropGone()
}

// heir is a clock that comes now to a card which one that is late no more was given.
func (s *Step) heir(was casework.Clock) *casework.Clock {
	i := slices.IndexFunc(s.State.Clocks, func(c casework.Clock) bool {
		return slices.ContainsFunc(c.Alarms, func(a casework.Alarm) bool {
			return slices.ContainsFunc(was.Climbed, func(b casework.Alarm) bool { return b.Card != "" && b.Card == a.Card && sameRung(a, b) })
		})
	})
	if i < 0 {
		return nil
	}
	return &s.State.Clocks[i]
}

// gave tells whether a card was given in the name of a clock: where that was not noted yet,
// the first of those that came to it at one instant.
func gave(before []casework.Clock, c casework.Clock, card string) bool {
	first := slices.IndexFunc(before, func(o casework.Clock) bool {
		return slices.Contains(o.Cards, card) && givenAt(o, card).Equal(givenAt(c, card)) && !shares(o, card)
	})
	return first >= 0 && before[first].Name == c.Name && before[first].Round == c.Round
}

// shares tells whether a clock has a card that was given in the name of another.
func shares(c casework.Clock, card string) bool {
	return slices.ContainsFunc(c.Climbed, func(a casework.Alarm) bool { return a.Card == card && a.Shared })
}

// givenAt is when a clock came to a card; where that was not noted yet, since when its
// ladder counts.
func givenAt(c casework.Clock, card string) time.Time {
	if i := slices.IndexFunc(c.Climbed, func(a casework.Alarm) bool { return a.Card == card }); i >= 0 {
		return c.Climbed[i].At
	}
	return climbsFrom(c)
}

func (s *Step) cardOfTheMatter() bool { return s.Since("card-of-the-matter") }

// undoBreach is lateNoMore as it was.
func (s *Step) undoBreach(clock *casework.Clock, was casework.Clock, cause string) {
	clock.Status = casework.Running
	for _, card := range clock.Cards {
		if !s.shared(was, card) {
			s.void(clock, card, cause)
		}
	}
	clock.Cards, clock.Climbed = nil, nil
	s.excuse(clock, func(c casework.Clock) bool { return c.Status == casework.Breached })
}

func (s *Step) void(clock *casework.Clock, card, cause string) {
	s.SayOf(clock, casework.Event{
		Name: casework.CardVoided, Level: card, Detail: map[string]string{"cause": cause},
		To: []casework.Role{casework.ActingHolder, casework.SectionHead, casework.EfficiencyOffice},
	})
}

// excuse drops the explanation that is owed where nothing of a post is late any more.
func (s *Step) excuse(clock *casework.Clock, late func(casework.Clock) bool) {
	lies := func(c casework.Clock) bool {
		return late(c) && c.Post == clock.Post && casework.Ruling(c.Name) != "explain"
	}
	name, _, _ := s.explanation(clock)
	if owed := s.State.Clock(name); owed != nil && owed.Open() && !slices.ContainsFunc(s.State.Clocks, lies) {
		s.end(owed, casework.Dropped)
		s.SayOf(owed, casework.Event{Name: casework.ClockDropped})
	}
}

// excuseBeside drops what else the case owes since a breach that is undone, where no clock
// is late any more that asks for it (R240).
func (s *Step) excuseBeside(was casework.Clock, late func(casework.Clock) bool) {
	for _, a := range was.Climbed {
		asks := func(c casework.Clock) bool {
			return late(c) && slices.ContainsFunc(slices.Concat(c.Climbed, c.Alarms), func(b casework.Alarm) bool { return b.Owes == a.Owes })
		}
		if owed := s.State.Clock(a.Owes); owed != nil && owed.Open() && !slices.ContainsFunc(s.State.Clocks, asks) {
			s.dropClock(owed)
		}
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
