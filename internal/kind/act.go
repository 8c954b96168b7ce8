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
			why := *c.Else
			return &why
		}
	}
	return nil
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
