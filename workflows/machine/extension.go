package machine

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
)

// requestExtension asks for more time: before expiry, with a reason, one at a
// time, never past the cap or the law (R043). The file is then on the leader's
// desk, and the turn is his.
func requestExtension(s *Step, c casework.Command) error {
	clock, err := s.extendable(c.Args.Clock)
	if err != nil {
		return err
	}
	switch {
	case s.State.Extension != nil:
		return casework.FieldError(casework.ExtensionPending, "clock", clock.Extends)
	case c.Args.Days < 1:
		return casework.FieldError(casework.Invalid, "days", clock.Extends)
	}
	planned, err := s.granted(clock, c.Args.Days)
	if err != nil {
		return err
	}
	x := &casework.Extension{
		Clock: clock.Name, Round: clock.Round, Days: c.Args.Days, By: c.Actor, At: s.At, TextID: c.Args.ReasonID,
	}
	if lender, ok := s.k.kind.(Lender); ok {
		if x.Signers, x.Proof, err = lender.Lends(s, clock, planned.Clock.Due); err != nil {
			return err
		}
	}
	first := x.Signs(clock)
	if err := s.askFor(clock, x); err != nil {
		return err
	}
	s.State.Extension = x
	s.SayOf(clock, casework.Event{
		Name: casework.ExtensionRequested, To: append([]casework.Role{x.Signs(clock)}, clock.Hears...), Rule: clock.Extends,
		Detail: InsteadOf(days(c.Args.Days), x.Signs(clock), first),
	})
	s.turnOf(clock, x.Signs(clock))
	return nil
}

// askFor puts a request before the first who may decide it and is there; where several
// sign, before whose turn it is, or who is there in his place.
func (s *Step) askFor(clock *casework.Clock, x *casework.Extension) error {
	x.Asked = ""
	first, line := x.Signs(clock), append([]casework.Role{clock.Asks}, clock.Deciders...)
	if len(x.Signers) > 0 {
		line = x.Signers[:1]
	}
	asked, err := s.Present(x.By, line...)
	if err == nil && asked != first {
		x.Asked = asked
	}
	return err
}

// toNextLender puts more time that one has signed before the next who signs (R232); false: he
// was the last. Who stands in for several of them signs once, and lends no more than the one
// before him.
func (s *Step) toNextLender(clock *casework.Clock, x *casework.Extension, n int) (bool, error) {
	for signed := x.Signs(clock); len(x.Signers) > 1; {
		x.Signers = x.Signers[1:]
		if err := s.askFor(clock, x); err != nil {
			return false, err
		}
		if x.Signs(clock) == signed {
			continue
		}
		x.Days = n
		s.SayOf(clock, casework.Event{Name: casework.ExtensionSigned, To: []casework.Role{casework.PersonConcerned}, Rule: "R232", Detail: days(n)})
		s.SayOf(clock, casework.Event{Name: casework.ExtensionRequested, To: []casework.Role{x.Signs(clock)}, Rule: "R232", Detail: days(n)})
		s.turnOf(clock, x.Signs(clock))
		return true, nil
	}
	return false, nil
}

// decideExtension is the leader's word. What was asked too late, or is over the
// cap by now, is refused again here; days are never trimmed.
func decideExtension(s *Step, c casework.Command) error {
	x := s.State.Extension
	if x == nil || x.Clock != c.Args.Clock {
		if _, err := s.extendable(c.Args.Clock); err != nil {
			return err
		}
		return casework.FieldError(casework.NoExtension, "clock", "R043")
	}
	clock, err := s.extendable(x.Clock)
	switch {
	case err != nil:
		return err
	case !slices.ContainsFunc(c.Roles, func(r casework.Role) bool { return x.Decides(clock, r) }):
		return casework.FieldError(casework.NotDecider, "actor", clock.Extends)
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", clock.Extends)
	case *c.Args.Approve && x.Proof != "" && c.Args.Proof == "":
		return casework.FieldError(casework.Invalid, "proof", "R190")
	}
	if !*c.Args.Approve {
		s.State.Extension = nil
		s.SayOf(clock, casework.Event{
			Name: casework.ExtensionRefused, To: s.Tells(casework.DecideExtension), Rule: clock.Extends, Detail: s.decided(clock, x.Days),
		})
		s.turnBack(clock)
		return nil
	}
	if x.Proof != "" {
		x.Proof = ""
		s.SetFact(casework.FactProof, casework.ProofShown)
	}
	return s.grant(clock, x, c.Args.Days)
}

// grant moves the due date, and the statutory one along where the law itself is
// stretched; the applicant, where the kind has one, is told before the old date
// passes (R043).
func (s *Step) grant(clock *casework.Clock, x *casework.Extension, n int) error {
	switch {
	case n == 0:
		n = x.Days
	case n < 0:
		return casework.FieldError(casework.Invalid, "days", clock.Extends)
	case n > x.Days:
		return casework.FieldError(casework.MoreThanAsked, "days", clock.Extends)
	}
	planned, err := s.granted(clock, n)
	if err != nil {
		return err
	}
	if waits, err := s.toNextLender(clock, x, n); waits || err != nil {
		return err
	}
	s.State.Extension = nil
	s.SayOf(clock, casework.Event{
		Name: casework.ExtensionApproved, To: s.Tells(casework.DecideExtension), Rule: clock.Extends, Detail: s.decided(clock, n),
	})
	s.adopt(clock, planned.Clock, "extended")
	if law := s.State.Clock(planned.Carries); law != nil && law.Open() && law.Status != casework.Breached && law.Granted < planned.By {
		if err := s.recount(law, "extended", func(l *casework.Clock) { l.Granted = planned.By }); err != nil {
			return err
		}
	}
	if s.k.declared.Applicant {
		s.Say(casework.Event{
			Name: casework.NoticeIssued, To: []casework.Role{casework.Applicant}, Rule: clock.Extends, Clock: clock.Name,
			Detail: map[string]string{"notice": "extension", "due_date": clock.Date},
		})
	}
	s.turnBack(clock)
	return nil
}

// turnBack gives the turn to whoever has the file once nothing is asked for any more: its
// desk, or who was waited for when more time was asked for.
func (s *Step) turnBack(clock *casework.Clock) {
	for _, name := range s.k.declared.Desks {
		if waits := s.State.Clock(name); waits != nil && waits.Open() {
			s.turnOf(clock, waits.Owner)
			return
		}
	}
	s.turnOf(clock, clock.Owner)
}

// granted counts a clock as if n more units were given.
func (s *Step) granted(clock *casework.Clock, n int) (casework.Planned, error) {
	ask := s.again(*clock)
	ask.Granted += n
	planned, err := s.plan(ask)
	if err != nil {
		return casework.Planned{}, err
	}
	if p := planned[0]; p.Refused != "" {
		return p, casework.FieldError(p.Refused, "days", p.Rule)
	}
	return planned[0], nil
}

// extendable finds a clock that may still be extended. After expiry the asking
// itself counts as overdue.
func (s *Step) extendable(name string) (*casework.Clock, error) {
	clock := s.State.Clock(name)
	switch {
	case clock == nil:
		return nil, casework.FieldError(casework.NoSuchClock, "clock", "")
	case clock.Status == casework.Breached:
		return nil, casework.FieldError(casework.AfterExpiry, "clock", cmp.Or(clock.Extends, "R043"))
	case !clock.Open():
		return nil, casework.FieldError(casework.ClockNotRunning, "clock", "")
	case len(clock.Deciders) == 0, clock.Once && clock.Granted > 0:
		return nil, casework.FieldError(casework.NotExtendable, "clock", clock.Rule)
	}
	return clock, nil
}

func withdrawExtension(s *Step, c casework.Command) error {
	x := s.State.Extension
	if x == nil || x.Clock != c.Args.Clock {
		return casework.FieldError(casework.NoExtension, "clock", "R043")
	}
	clock := s.State.Clock(x.Clock)
	s.State.Extension = nil
	s.SayOf(clock, casework.Event{Name: casework.ExtensionWithdrawn, To: []casework.Role{asked(x, clock)}, Rule: clock.Extends, Detail: days(x.Days)})
	s.turnBack(clock)
	return nil
}

// lapseExtension: a request undecided by the old due time is gone (design
// section 1). The turn stays recorded: the leader's silence ate the time.
func (s *Step) lapseExtension(clock *casework.Clock) {
	x := s.State.Extension
	if x == nil || x.Clock != clock.Name || x.Round != clock.Round {
		return
	}
	s.State.Extension = nil
	s.SayOf(clock, casework.Event{
		Name: casework.ExtensionLapsed, To: []casework.Role{casework.ActingHolder, asked(x, clock)}, Rule: clock.Extends, Detail: days(x.Days),
	})
}

// decided are the days decided on, and whose power was exercised where it was
// not the decider's own (R043).
func (s *Step) decided(clock *casework.Clock, n int) map[string]string {
	detail := days(n)
	if clock.Delegated != "" && !slices.Contains(s.cmd.Roles, clock.Delegated) {
		detail["delegated"] = string(clock.Delegated)
	}
	return detail
}

func days(n int) map[string]string { return map[string]string{"days": strconv.Itoa(n)} }
