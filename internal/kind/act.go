package kind

import (
	"cmp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Act is something a person, or the machine itself, does to a case.
type Act struct {
	Name string // path segment, Update and Signal alike
	// Rule is the id of the rule it rests on, Basis the law or house rule where no
	// id of the five regulations does.
	Rule, Basis string
	// Under is the rule of this kind that it rests on, where it is an act of several kinds
	// with one form: Rule is then the one the form was written for.
	Under string

	Do, Hint Words // what the button is called, and what pressing it means

	Fields []casework.Field
	// Paper are the forms it leads to, by their codes. When each may be issued, and what
	// stands on it, the form says.
	Paper []string
	// Tells are the roles that hear of it by its own event, in the order in which they are
	// written. Who owes a clock, or asked for what is decided, hears beside them.
	Tells []casework.Role
	// ToldBy is the rule by which one of them hears, where it is another than the act's.
	ToldBy map[casework.Role]string
	// At are the stages that admit it; empty: any, while the case is open.
	At []casework.Stage
	// When is what must hold besides.
	When []Condition

	// Who may, and how far. Signature: a leader's own, which never passes to whoever
	// covers him (R165). Joint: also of those who have a part in the case (R044).
	// Daily: a short cover does it as A would (R166, R167); whatever else a post may
	// do decides a matter, and waits for A or for the leader's consent.
	Who                     Scopes
	Signature, Joint, Daily bool

	AfterClose bool // a closed case still takes it
	Internal   bool // no page and no API offers it
	// ByPaper is the form whose issue is the act: whoever issues it has done it, and nobody
	// says so without the paper.
	ByPaper string
	// ByVoid is the form whose voiding is the act.
	ByVoid string
	// Never tells who may not do it in this case, whatever his post, and why.
	Never func(s *casework.State, person string, roles []casework.Role) *casework.Error
	// Above tells whose answer the act brings before the organ next above (unit), where that
	// may be of this house (here); By is the unit of the organ whose act it is, where one is
	// named. Nil, and empty: nobody in particular.
	Above func(s *casework.State) (unit string, here bool)
	By    func(s *casework.State) string
	// Second: it waits for the signature of a second person.
	Second *Second
	// FromReceipt: with its paper it counts from the receipt of that, which is entered.
	FromReceipt bool
	// Unpapered: it is done before any paper of the case was issued, or not at all.
	Unpapered bool
	// Hands are the forms of which it hands one over: it is done once such a paper stands, issued
	// since the clock it meets began; nil: it hands over none.
	Hands func(s *casework.State) []string
	// Waiting: a backup in waiting may, too: he is there to look at what A does (R160).
	Waiting bool
	// HandsOn: the case goes to the post it names, which must not be whom it is about.
	HandsOn bool
	// Plain is what a script in virtual time means that names the act and says nothing of it:
	// there is no file there that could show it.
	Plain casework.Args
	// Meets are the clocks it answers: whoever owes one finds the act on his desk.
	Meets []string
	// Answers names the clock it answers to where several posts may owe one: whose it
	// is, the person who acts tells.
	Answers string
}

// Rests is the rule of its kind that the act rests on; empty where none of the catalogue does.
func (a *Act) Rests() string { return cmp.Or(a.Under, a.Rule) }

// Shown tells whether it enters a day that a paper shows: one gone by, and no other, wants it.
func (a *Act) Shown() bool {
	has := func(name string) bool {
		return slices.ContainsFunc(a.Fields, func(f casework.Field) bool { return f.Name == name })
	}
	return has("received") && has("proof")
}

// Offered tells whether people send it as such.
func (a *Act) Offered() bool { return !a.Internal && a.ByPaper == "" && a.ByVoid == "" }

// Form is what the act takes, as API, pages and checks read it.
func (a *Act) Form() casework.Form {
	return casework.Form{
		Command: a.Name, Fields: slices.Clone(a.Fields), Rule: a.Rule,
		AfterClose: a.AfterClose, Internal: !a.Offered(), Answers: a.Answers,
	}
}

// Bars tells why somebody may not do an act in this case, though his post may.
func (d *Declaration) Bars(s *casework.State, command, person string, roles []casework.Role) *casework.Error {
	if act, known := d.Act(command); known && act.Never != nil {
		return act.Never(s, person, roles)
	}
	return nil
}

// Condition is what must hold of a case for an act, besides its stage.
type Condition struct {
	Says  string // in words, for who reads the declaration
	Holds func(s *casework.State, at time.Time) bool
	// Else is what is answered where it does not hold. Without it the act is not
	// offered, and says itself more exactly what is missing: which clock, whose request.
	Else *casework.Error
}

// Admits tells why a case does not take a command at an instant; nil where it does.
// It looks at the case alone: persons and posts are the business of rights, what was
// put into the form of the act.
func (d *Declaration) Admits(s *casework.State, command string, at time.Time) *casework.Error {
	act, known := d.Act(command)
	switch {
	case !known:
		return casework.FieldError(casework.UnknownCommand, "command", "")
	case s.Closed() && !act.AfterClose:
		return casework.FieldError(casework.CaseIsClosed, "", "")
	case len(act.At) > 0 && !slices.Contains(act.At, s.Stage):
		return casework.FieldError(casework.WrongStage, "", "")
	}
	for _, c := range act.When {
		if c.Else != nil && !c.Holds(s, at) {
			return d.Refuses(*c.Else)
		}
	}
	return nil
}

// Refuses is a refusal in the words of the kind, where no other kind has its code.
func (d *Declaration) Refuses(why casework.Error) *casework.Error {
	if w, own := d.Says["refused."+string(why.Code)]; own {
		why.About = [2]string{w.Zh, w.En}
	}
	return &why
}

// Offers tells whether a case takes the command at an instant and there is something
// to choose for it: a clock to stop, a request to decide.
func (d *Declaration) Offers(s *casework.State, command string, at time.Time) bool {
	if d.Admits(s, command, at) != nil {
		return false
	}
	act, _ := d.Act(command)
	return !slices.ContainsFunc(act.When, func(c Condition) bool { return !c.Holds(s, at) })
}

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

// What is public, or promised, is looked at when its time comes round, and what is found wrong is
// mended (R200, R205, R209). What concerns the public at large is announced (R198).
const (
	Amend = "amend"

	ClockCheck = "check"
	ClockAmend = "amend"

	Amended casework.EventName = "public_amended"

	Announced = "announced"
)

// ClockObject is the right to object to what was found (R120, R192).
const ClockObject = "object"

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
