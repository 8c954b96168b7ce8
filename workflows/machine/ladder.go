package machine

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// ringAll lets every alarm at or before the step's instant ring, the earliest
// first, then in the order of the clocks. An alarm may start or move clocks; the
// loop ends when nothing is left at this instant.
func (s *Step) ringAll() error {
	for {
		clock, alarm, ok := s.nextAlarm()
		if !ok {
			return nil
		}
		if err := s.ring(clock, alarm); err != nil {
			return err
		}
	}
}

// nextAlarm takes the first alarm that is due from its clock.
func (s *Step) nextAlarm() (*casework.Clock, casework.Alarm, bool) {
	var clock *casework.Clock
	best := 0
	for i := range s.State.Clocks {
		c := &s.State.Clocks[i]
		for j, a := range c.Alarms {
			if a.At.After(s.At) || clock != nil && !s.precedes(c, a, clock, clock.Alarms[best]) {
				continue
			}
			clock, best = c, j
		}
	}
	if clock == nil {
		return nil, casework.Alarm{}, false
	}
	a := clock.Alarms[best]
	clock.Alarms = slices.Delete(clock.Alarms, best, best+1)
	return clock, a, true
}

func (s *Step) ring(c *casework.Clock, a casework.Alarm) error {
	switch a.Kind {
	case casework.AlarmHalf, casework.AlarmNear:
		s.warn(c, a)
	case casework.AlarmResume:
		if s.State.Pause != nil {
			return s.Resume()
		}
	case casework.AlarmDue:
		return s.runOut(c, a)
	case casework.AlarmRung, casework.AlarmCharge:
		return s.climb(c, a)
	}
	return nil
}

// warn speaks before the due instant. A leader on whose desk the file lies is
// reminded too, before anyone is escalated past him.
func (s *Step) warn(c *casework.Clock, a casework.Alarm) {
	to := a.To
	if x := s.State.Second; x != nil && c.Name == casework.ClockCountersign {
		to = []casework.Role{x.Asked}
	}
	if x := s.State.Extension; x != nil && x.Clock == c.Name && a.Kind == casework.AlarmNear && !slices.Contains(to, asked(x, c)) {
		to = append(slices.Clone(to), asked(x, c))
	}
	s.SayOf(c, s.besides(c, casework.Event{Name: casework.ClockWarned, At: a.At, Level: string(a.Kind), To: to}))
}

// runOut is the due instant of a clock that was not met.
func (s *Step) runOut(c *casework.Clock, a casework.Alarm) error {
	s.lapseExtension(c)
	s.lapseUrgent(c)
	s.lapseSecond(c)
	ended := *c
	switch c.Outcome {
	case casework.Breach:
		c.Status = casework.Breached
		if s.Since("undone-stays") {
			c.RanOut = c.DueVersion
		}
		s.SayOf(c, s.asOf(c, s.besides(c, casework.Event{Name: casework.ClockBreached, At: a.At, To: a.To, Detail: s.doubt(c, nil)})))
		if w, ok := s.k.kind.(Watcher); ok {
			w.Late(s, c)
		}
		return nil
	case casework.Deem:
		s.end(c, casework.Deemed)
		s.SayOf(c, casework.Event{
			Name: casework.ClockDeemed, At: a.At, To: []casework.Role{casework.ActingHolder, casework.SectionHead}, Detail: s.doubt(c, nil),
		})
	case casework.Recur:
		return s.comeRound(c, a)
	default:
		s.end(c, casework.Lapsed)
		s.SayOf(c, casework.Event{Name: casework.ClockLapsed, At: a.At, To: []casework.Role{starter(*c)}, Detail: s.doubt(c, nil)})
	}
	if c.Name == casework.ClockCountersign {
		return nil // the machine's own
	}
	return s.k.kind.RanOut(s, ended)
}

// climb is one rung of the ladder: a card on the matter, never on a person; who
// hears of it; the explanation owed (R059); and at the last rung a case that
// verifies who must answer, with nobody named yet. Clocks that come to it at one
// instant climb it together.
func (s *Step) climb(c *casework.Clock, a casework.Alarm) error {
	rounds := s.roundsAt(c, a)
	a, with, carded := s.together(c, a)
	a = s.overHim(c, s.sure(c, a))
	a.Shared = s.lies(a)
	a.Asked = a.Asked || s.joinedThen(c, a)
	s.climbed(c, a)
	turn := s.doubt(c, s.byTurn(c, a.At))
	if a.Card != "" {
		c.Cards = append(slices.Clone(c.Cards), a.Card)
	}
	if a.Card != "" && !a.Shared {
		s.SayOf(c, s.asOf(c, casework.Event{
			Name: casework.CardIssued, At: a.At, Level: a.Card, To: a.To, Quiet: true, Detail: alongside(turn, carded),
		}))
	}
	if a.Kind == casework.AlarmRung {
		// The breach itself already told the same people.
		told := slices.ContainsFunc(s.events, func(e casework.Event) bool {
			return e.Name == casework.ClockBreached && e.Clock == c.Name && e.Round == c.Round && e.At.Equal(a.At)
		})
		s.SayOf(c, s.asOf(c, casework.Event{
			Name: casework.Escalated, At: a.At, Level: a.Level, To: a.To, Quiet: told, Detail: alongside(counted(turn, a), with),
		}))
	}
	if a.Opens && !a.Asked {
		s.callToAccount(c, a)
	}
	if a.Explain != "" {
		if err := s.oweExplanation(c, a); err != nil {
			return err
		}
	}
	if a.Owes != "" {
		if err := s.oweBeside(a); err != nil {
			return err
		}
	}
	return s.comeAgain(rounds)
}

// joinedThen tells whether a clock asked who answers at the instant of a rung already: that
// stands, also where another comes to the rung with it now.
func (s *Step) joinedThen(c *casework.Clock, a casework.Alarm) bool {
	return a.Opens && !a.Asked && a.Kind == casework.AlarmRung && slices.ContainsFunc(c.Called, a.At.Equal) && s.Since("joined-once")
}

// oweBeside starts what else the case owes from a rung on: one, however many of its clocks
// are late (R240).
func (s *Step) oweBeside(a casework.Alarm) error {
	if open := s.State.Clock(a.Owes); open != nil && open.Open() {
		return nil
	}
	return s.StartWith(Terms{From: a.At}, a.Owes)
}

// callToAccount opens the accountability case of the answerable post, or joins
// the one that stands open for it.
func (s *Step) callToAccount(c *casework.Clock, a casework.Alarm) {
	post, turn := s.answers(c)
	e := casework.Event{
		Name: casework.AccountabilityOpened, At: a.At, Level: a.Level, To: a.To, Quiet: true, Rule: "R048",
		Detail: map[string]string{"post": post, "turn": string(turn)},
	}
	if used := s.State.UsedBy(c); c.Post == "" && used.Unit != s.State.Unit { // those look into it who look into his unit
		e.Post, e.Unit = used.Post, used.Unit
	}
	if slices.Contains(s.State.Accountable, post) {
		e.Name = casework.AccountabilityJoined
	} else {
		s.State.Accountable = append(s.State.Accountable, post)
	}
	s.SayOf(c, s.asOf(c, e))
}

// CallUp asks at once what the ladder of a late clock would have come to ask: the matter leaves
// its desk by the word of a second person, so that nobody can meet it any more, and no ladder
// ends in silence. Answerability stays where the time was used (design section 1).
func (s *Step) CallUp(name string) {
	c := s.State.Clock(name)
	if c == nil || !c.Open() || c.Status != casework.Breached || !s.Since("late-and-given-back-is-asked") {
		return
	}
	for _, a := range c.Alarms {
		a = s.overHim(c, s.sure(c, a))
		switch a.At = s.At; {
		case a.Opens && !a.Asked:
			s.callToAccount(c, a)
			return
		case a.Recurs && s.headsOwn(c) && s.Since("over-his-head-at-once"): // it would have come round to those beside him
			s.SayOf(c, s.asOf(c, casework.Event{Name: casework.Escalated, Level: a.Level, To: a.To, Detail: s.doubt(c, s.byTurn(c, c.Due))}))
			return
		}
	}
}

// oweExplanation starts the clock of the explanation a section head owes the
// leader in charge: one for all breaches of one incident (R059).
func (s *Step) oweExplanation(c *casework.Clock, a casework.Alarm) error {
	name, post, unit := s.explanation(c)
	if open := s.State.Clock(name); open != nil && open.Open() {
		return nil
	}
	late := *c // c may move when the new clock joins the list
	if err := s.StartWith(Terms{From: a.At, Post: post, Unit: unit, Told: true}, name); err != nil {
		return err
	}
	if owed := s.State.Clock(name); owed != nil {
		e := s.asOf(&late, casework.Event{
			Name: casework.ExplanationDue, At: a.At, To: []casework.Role{casework.SectionHead},
			Detail: s.doubt(&late, map[string]string{"for": late.Name, "due": owed.Due.Format(time.RFC3339)}),
		})
		s.SayOf(owed, e)
	}
	return nil
}
