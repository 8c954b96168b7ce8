package machine

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// One lateness of one matter is one card and one ladder, whatever clocks of it ran
// out at that instant (design section 1). Clocks of one owner on one post breach,
// climb and are told together, each named; a card is the matter's, and one for all.
// Ladders that count from different instants, a due date and an entry, can still come
// to one rung at one instant: there they are one from then on.

// precedes orders alarms of two clocks: the earlier first, and where they run out
// together, that they did before what it brings.
func (s *Step) precedes(o *casework.Clock, b casework.Alarm, c *casework.Clock, a casework.Alarm) bool {
	if !b.At.Equal(a.At) {
		return b.At.Before(a.At)
	}
	together := o.Outcome == casework.Breach && c.Outcome == casework.Breach && o.Due.Equal(c.Due)
	brings := a.Kind == casework.AlarmRung || a.Kind == casework.AlarmCharge
	return b.Kind == casework.AlarmDue && brings && together && s.oneLateness()
}

func (s *Step) oneLateness() bool { return s.Since("one-lateness") }

// twins are the other clocks of the same owner that run out with this one.
func (s *Step) twins(c *casework.Clock) (out []*casework.Clock) {
	for i := range s.State.Clocks {
		o := &s.State.Clocks[i]
		late := o.Status == casework.Running || o.Status == casework.Breached
		if o != c && late && sameDebt(c, o) && s.oneLateness() {
			out = append(out, o)
		}
	}
	return out
}

// sameDebt tells whether two clocks are one promise to whoever answers for them.
func sameDebt(c, o *casework.Clock) bool {
	return c.Outcome == casework.Breach && o.Outcome == casework.Breach && c.Due.Equal(o.Due) && c.Owner == o.Owner && c.Post == o.Post
}

// besides names in an event of a clock those that run out with it. Whom the same
// event of one of them has told is told no more.
func (s *Step) besides(c *casework.Clock, e casework.Event) casework.Event {
	var names []string
	for _, t := range s.twins(c) {
		names = append(names, t.Name)
		for _, said := range s.events {
			if said.Name == e.Name && said.Clock == t.Name && said.Round == t.Round && said.Level == e.Level && said.At.Equal(e.At) {
				e = tellRest(e, said.To)
			}
		}
	}
	e.Detail = alongside(e.Detail, names)
	return e
}

// tellRest leaves out of an event whom another has told; one that tells nobody new is
// quiet and says to whom it belongs all the same.
func tellRest(e casework.Event, told []casework.Role) casework.Event {
	rest := slices.DeleteFunc(slices.Clone(e.To), func(r casework.Role) bool { return slices.Contains(told, r) })
	if len(rest) == 0 {
		e.Quiet = true
		return e
	}
	e.To = rest
	return e
}

// together takes the rung that c climbs off every clock that climbs it with c, and
// the card off all that come to it then, whoever answers for them.
func (s *Step) together(c *casework.Clock, a casework.Alarm) (rung casework.Alarm, with, carded []string) {
	for i := range s.State.Clocks {
		o := &s.State.Clocks[i]
		j := slices.IndexFunc(o.Alarms, func(b casework.Alarm) bool { return sameRung(a, b) })
		if o == c || j < 0 || o.Status != casework.Breached || !s.oneLateness() || !s.oneRung() && !climbsFrom(*o).Equal(climbsFrom(*c)) {
			continue
		}
		b := &o.Alarms[j]
		card, debtor := s.oneCard(c, a, o, *b), s.oneDebtor(c, o)
		if card || debtor {
			behind := s.sure(o, *b)
			behind.Shared = card && s.cardOnRecord()
			s.climbed(o, behind)
		}
		if card {
			o.Cards, b.Card = append(slices.Clone(o.Cards), a.Card), ""
			carded = append(carded, o.Name)
		}
		if debtor {
			with = append(with, o.Name)
			a = joined(a, s.handOver(c, o, j))
		}
	}
	return a, with, carded
}

// handOver takes a rung off a clock that climbs it with another. Who answers is asked
// beside it where that is another post: one ran out before the receipt was entered, the
// other since.
func (s *Step) handOver(c, o *casework.Clock, j int) casework.Alarm {
	b := o.Alarms[j]
	mine, _ := s.answers(c)
	its, _ := s.answers(o)
	if !b.Opens || mine == its || !s.oneRung() {
		o.Alarms = slices.Delete(slices.Clone(o.Alarms), j, j+1)
		return b
	}
	o.Alarms[j] = casework.Alarm{At: b.At, Kind: casework.AlarmCharge, Level: b.Level, To: b.To, Opens: true, Asked: b.Asked, Recurs: b.Recurs, Times: b.Times, Ahead: b.Ahead}
	b.Opens = false
	return b
}

// oneRung: clocks climb together what they come to at one instant, wherever their
// ladders count from.
func (s *Step) oneRung() bool { return s.Since("one-rung") }

// sameRung tells whether two alarms are one rung. One that comes round brings no card any
// more, and is none with one that does.
func sameRung(a, b casework.Alarm) bool {
	return a.Kind == b.Kind && a.Level == b.Level && a.At.Equal(b.At) && (a.Times > 0) == (b.Times > 0)
}

// oneCard tells whether a rung of two clocks brings one card for both: a date that
// nobody can be sure of withholds it from its own clock only.
func (s *Step) oneCard(c *casework.Clock, a casework.Alarm, o *casework.Clock, b casework.Alarm) bool {
	if a.Card == "" || a.Card != b.Card {
		return false
	}
	return !s.oneRung() || s.sure(c, a).Card != "" && s.sure(o, b).Card != ""
}

// oneDebtor tells whether one post owes two clocks, by dates equally certain: who hears
// of the one hears of the other.
func (s *Step) oneDebtor(c, o *casework.Clock) bool {
	return c.Owner == o.Owner && c.Post == o.Post && (!s.oneRung() || s.doubtful(c) == s.doubtful(o))
}

// lies tells whether the matter has the card of a rung already, in the name of a clock that
// has ended: a date moved to that instant brings no second one.
func (s *Step) lies(a casework.Alarm) bool {
	gave := func(b casework.Alarm) bool { return b.Card == a.Card && !b.Shared && sameRung(a, b) }
	return a.Card != "" && s.cardOnRecord() && slices.ContainsFunc(s.State.Clocks, func(c casework.Clock) bool {
		return !c.Open() && slices.ContainsFunc(c.Climbed, gave)
	})
}

func (s *Step) cardOnRecord() bool { return s.Since("card-on-record") }

// climbed notes a rung of a clock that is behind it.
func (s *Step) climbed(c *casework.Clock, a casework.Alarm) {
	if !s.oneRung() {
		return
	}
	behind := slices.DeleteFunc(slices.Clone(c.Climbed), func(b casework.Alarm) bool { return a.Recurs && b.Recurs && b.Level == a.Level })
	behind = append(behind, casework.Alarm{
		At: a.At, Kind: a.Kind, Level: a.Level, Card: a.Card, Shared: a.Shared, Opens: a.Opens, Owes: a.Owes, Recurs: a.Recurs, Times: a.Times,
	})
	c.Climbed = behind
	if a.Opens && s.Since("called-once") {
		c.Called = append(slices.Clone(c.Called), a.At)
	}
}

// climbedWith tells whether a late clock climbed a rung together with another, as that
// stood or as it is counted now.
func climbedWith(c, o casework.Clock) bool {
	meets := func(a casework.Alarm) bool {
		same := func(b casework.Alarm) bool { return sameRung(a, b) }
		return slices.ContainsFunc(o.Climbed, same) || slices.ContainsFunc(o.Alarms, same)
	}
	return climbsFrom(c).Equal(climbsFrom(o)) || slices.ContainsFunc(c.Climbed, meets)
}

// climbsFrom is the instant from which the ladder of a late clock counts: two that ran
// out before the receipt was entered climb together from there.
func climbsFrom(c casework.Clock) time.Time { return later(c.Due, c.Known) }

// joined is one rung for two.
func joined(a, b casework.Alarm) casework.Alarm {
	a.To = slices.Clone(a.To)
	for _, r := range b.To {
		if !slices.Contains(a.To, r) {
			a.To = append(a.To, r)
		}
	}
	if a.Card == "" {
		a.Card = b.Card
	}
	if a.Explain == "" {
		a.Explain = b.Explain
	}
	if a.Owes == "" {
		a.Owes = b.Owes
	}
	a.Asked = (a.Asked || !a.Opens) && (b.Asked || !b.Opens)
	a.Opens = a.Opens || b.Opens
	return a
}

// alongside adds the names of further clocks to what an event says.
func alongside(detail map[string]string, names []string) map[string]string {
	if len(names) == 0 {
		return detail
	}
	return adding(detail, "with", strings.Join(names, ","))
}

func adding(detail map[string]string, key, value string) map[string]string {
	detail = maps.Clone(detail)
	if detail == nil {
		detail = map[string]string{}
	}
	detail[key] = value
	return detail
}
