package kind

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// on is a condition on one clock, on the round that counts.
func on(says, clock string, holds func(c *casework.Clock) bool, otherwise *casework.Error) Condition {
	return Condition{Says: says, Else: otherwise, Holds: func(s *casework.State, _ time.Time) bool {
		c := s.Clock(clock)
		return c != nil && holds(c)
	}}
}

// owes: a clock waits for somebody.
func owes(clock string, otherwise *casework.Error) Condition {
	return on(clock+" is owed", clock, func(c *casework.Clock) bool { return c.Open() }, otherwise)
}

// runs: a right is still there.
func runs(clock string, otherwise *casework.Error) Condition {
	return on(clock+" runs", clock, func(c *casework.Clock) bool { return c.Status == casework.Running }, otherwise)
}

// some: there is a clock to choose. The act names which.
func some(says string, fits func(c casework.Clock, at time.Time) bool) Condition {
	return Condition{Says: says, Holds: func(s *casework.State, at time.Time) bool {
		return slices.ContainsFunc(s.Clocks, func(c casework.Clock) bool { return fits(c, at) })
	}}
}

// anyOwes: one of several posts owes it, or the case itself.
func anyOwes(clock string, otherwise *casework.Error) Condition {
	c := some(clock+" is owed by somebody", func(c casework.Clock, _ time.Time) bool { return c.Open() && casework.Ruling(c.Name) == clock })
	c.Else = otherwise
	return c
}

// stands: as At, where the act itself is admitted more widely than it is offered.
func stands(stages ...casework.Stage) Condition {
	return Condition{Says: "stands where it is offered", Holds: func(s *casework.State, _ time.Time) bool {
		return slices.Contains(stages, s.Stage)
	}}
}

// fact: a code the case gathered on its way has a value, or, with "", has none.
func fact(says, name, value string, otherwise *casework.Error) Condition {
	return Condition{Says: says, Else: otherwise, Holds: func(s *casework.State, _ time.Time) bool { return s.Facts[name] == value }}
}

// not turns a condition round.
func not(says string, c Condition, otherwise *casework.Error) Condition {
	holds := c.Holds
	return Condition{Says: says, Else: otherwise, Holds: func(s *casework.State, at time.Time) bool { return !holds(s, at) }}
}

// when is a condition on the state alone.
func when(says string, holds func(s *casework.State) bool, otherwise *casework.Error) Condition {
	return Condition{Says: says, Else: otherwise, Holds: func(s *casework.State, _ time.Time) bool { return holds(s) }}
}

// is writes a refusal.
func is(code casework.Code, field, rule string) *casework.Error {
	return casework.FieldError(code, field, rule)
}

// What several kinds share.
var (
	closed = func(otherwise *casework.Error) Condition {
		return when("is closed", (*casework.State).Closed, otherwise)
	}
	paused     = when("is paused", func(s *casework.State) bool { return s.Pause != nil }, is(casework.NotPaused, "", "R028"))
	notPaused  = not("is not paused", paused, is(casework.AlreadyPaused, "", "R028"))
	asked      = when("more time was asked for", func(s *casework.State) bool { return s.Extension != nil }, nil)
	notAsked   = not("no request for more time waits", asked, nil)
	extendable = some("a clock may be extended", Extendable)
	pausable   = some("a clock may be paused", func(c casework.Clock, at time.Time) bool {
		return c.Pausable && c.Status == casework.Running && c.Due.After(at)
	})
	// late clocks are breached and would have stopped: nothing is paused then.
	noneLate = not("no clock that would stop is breached", some("a clock that would stop is breached", func(c casework.Clock, _ time.Time) bool {
		return c.Pausable && c.Status == casework.Breached
	}), nil)
	urgentAsked = when("an urgent act waits for consent", func(s *casework.State) bool { return s.Urgent.Pending() },
		is(casework.NoUrgent, "", "R166"))
	linked = when("it is linked", func(s *casework.State) bool { return len(s.Links) > 0 }, nil)
)

// Extendable tells whether more time may be asked for on a clock at an instant: before
// it expires; afterwards the asking itself counts as overdue (R043).
func Extendable(c casework.Clock, at time.Time) bool {
	return c.Status == casework.Running && len(c.Deciders) > 0 && c.Due.After(at) && !(c.Once && c.Granted > 0)
}

// Fileable tells whether a round of a standing duty waits to be filed: each is filed
// once, and comes round again (R100).
func Fileable(c casework.Clock, _ time.Time) bool {
	return c.Outcome == casework.Recur && c.Status == casework.Running && c.Filed.IsZero()
}

// Who may not do an act in a case, though his post may in others (Act.Never).

// unlessDecider: whoever is named for the clock, or was asked, decides on more time (R043).
func unlessDecider(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	x := s.Extension
	if x == nil {
		return is(casework.NoExtension, "clock", "R043")
	}
	if c := s.Clock(x.Clock); c == nil || !slices.ContainsFunc(roles, func(r casework.Role) bool { return x.Decides(c, r) }) {
		return is(casework.NotDecider, "actor", lends(c))
	}
	return nil
}

// lends is the rule by which a clock is lent time; R043 where its policy names none.
func lends(c *casework.Clock) string {
	if c == nil || c.Extends == "" {
		return "R043"
	}
	return c.Extends
}

// unlessAsker: he who asked for more time takes it back, nobody for him.
func unlessAsker(s *casework.State, person string, _ []casework.Role) *casework.Error {
	if s.Extension == nil {
		return is(casework.NoExtension, "clock", "R043")
	}
	return unless(s.Extension.By == person, casework.NotDecider, lends(s.Clock(s.Extension.Clock)))
}

// whileAsked: a cover asks for one act at a time (R166).
func whileAsked(s *casework.State, person string, _ []casework.Role) *casework.Error {
	if s.Urgent.Pending() && s.Urgent.By == person {
		return is(casework.UrgentPending, "act", "R166")
	}
	return nil
}

// unlessTurn: an item is issued by whom its origin asks for (R099).
func unlessTurn(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	return unless(slices.Contains(roles, s.Turn), casework.NotCompetent, "R099")
}

// unlessAnother: what an item rests on is read by somebody else than registered it (R099).
func unlessAnother(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(s.Facts[casework.FactRegistrar] != person, casework.OwnCase, "R099")
}

// unlessRegistrar: whoever registered it takes that back, nobody for him (R048).
func unlessRegistrar(s *casework.State, person string, _ []casework.Role) *casework.Error {
	return unless(person != "" && s.Facts[casework.FactRegistrar] == person, casework.NotRegistrar, "R048")
}

// unlessApprover: a leave is granted by whom its length and the rank ask for (R154).
func unlessApprover(s *casework.State, _ string, roles []casework.Role) *casework.Error {
	return unless(slices.Contains(roles, casework.Role(s.Facts["approver"])), casework.NotDecider, "R154")
}

// unlessAssigner: whoever gave a document to its post consents to its late return; the
// general office where that was never said; and never who asked for it himself (R055, R048).
func unlessAssigner(s *casework.State, person string, roles []casework.Role) *casework.Error {
	if s.Facts[casework.FactReturner] == person {
		return is(casework.OwnCase, "actor", "R055")
	}
	assigner := casework.Role(s.Facts["assigner"])
	if assigner == "" {
		assigner = casework.GeneralOffice
	}
	return unless(slices.Contains(roles, assigner), casework.NotDecider, "R055")
}

func unless(he bool, code casework.Code, rule string) *casework.Error {
	if he {
		return nil
	}
	return is(code, "actor", rule)
}
