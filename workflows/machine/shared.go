package machine

import (
	"cmp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// shared are the commands every kind knows; a kind's forms say which of them
// its cases take.
var shared = Acts{
	casework.Pause:             pause,
	casework.Resume:            resume,
	casework.RequestExtension:  requestExtension,
	casework.DecideExtension:   decideExtension,
	casework.WithdrawExtension: withdrawExtension,
	casework.Transfer:          transfer,
	casework.Chase:             chase,
	casework.Explain:           explain,
	casework.Withdraw:          withdraw,
	casework.Correct:           correct,
	casework.Close:             closeByHand,
	casework.VoidCase:          void,
	casework.Recount:           recount,
	casework.AskUrgent:         askUrgent,
	casework.DecideUrgent:      decideUrgent,
	casework.Countersign:       countersign,
	casework.Link:              link,
	casework.Unlink:            unlink,
	casework.Merge:             merge,
	casework.Unmerge:           unmerge,
	casework.Follow:            follow,
	casework.Convert:           convert,
	casework.Attach:            attach,
}

// transfer gives the case to another post with a leader's consent (R016). No
// clock is reset.
func transfer(s *Step, c casework.Command) error {
	if c.Args.Post == "" || c.Args.Post == s.State.Post {
		return casework.FieldError(casework.Invalid, "post", "R016")
	}
	from := s.State.Post
	s.HandOn(c.Args.Post, "")
	s.Say(casework.Event{
		Name: casework.Transferred, To: s.Tells(casework.Transfer), Rule: "R016",
		Detail: map[string]string{"from": from, "to": c.Args.Post},
	})
	return nil
}

// chase reminds whoever is on post (R057).
func chase(s *Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Chased, To: s.Tells(casework.Chase), Rule: "R057"})
	return nil
}

// attach puts a file on record. What it is called and holds stays in the
// database; for whom it is, readers of a complaint must know (R082).
func attach(s *Step, c casework.Command) error {
	if c.Args.Attachment == "" {
		return casework.FieldError(casework.Invalid, "file", "required")
	}
	detail := map[string]string{"attachment": c.Args.Attachment}
	if c.Args.Audience != "" {
		detail["audience"] = c.Args.Audience
	}
	if c.Args.Purpose != "" {
		detail["purpose"] = c.Args.Purpose
	}
	act, known := s.k.declared.Act(c.Name)
	if known && slices.ContainsFunc(act.Meets, s.over) { // taken, and it says so (R116)
		detail["late"] = "true"
	}
	s.Say(casework.Event{Name: casework.Attached, Detail: detail})
	if known { // evidence that a day asks for (R116)
		s.Meet(act.Meets...)
	}
	return nil
}

// over: the last time a clock had is gone, whether or not it was met in it.
func (s *Step) over(name string) bool {
	last := s.State.Clock(name)
	return last != nil && s.At.After(last.Due)
}

// explain is what a late section owes its leader (R059). It is owed even when
// the case has been closed meanwhile. A co-unit's head explains for his own part.
func explain(s *Step, c casework.Command) error {
	owed := s.State.Clock(cmp.Or(c.Args.Clock, "explain"))
	if owed == nil || !owed.Open() || casework.Ruling(owed.Name) != "explain" {
		return casework.FieldError(casework.NothingOwed, "", "R059")
	}
	s.SayOf(owed, casework.Event{Name: casework.Explained, To: s.Tells(casework.Explain)})
	s.Meet(owed.Name)
	return nil
}

// correct mends a wrongly entered receipt and counts anew what ran from it. On a
// closed case it only sets the record straight.
func correct(s *Step, c casework.Command) error {
	was := s.State.Received
	switch {
	case c.Args.Received.IsZero() || c.Args.Received.Equal(was):
		return casework.FieldError(casework.Invalid, "received", "R002")
	case c.Args.Received.After(s.At) || c.Args.Received.After(s.State.Registered):
		return casework.FieldError(casework.FutureDate, "received", "R002")
	}
	s.State.Received = c.Args.Received
	s.Say(casework.Event{Name: casework.Corrected, Rule: "R002", Detail: map[string]string{
		"old": was.Format(time.RFC3339), "new": c.Args.Received.Format(time.RFC3339),
	}})
	fromReceipt := func(clock casework.Clock) bool { return clock.Start.Equal(was) }
	err := s.recountOpen("corrected", fromReceipt, func(n *casework.Clock) { n.Start = c.Args.Received })
	if kind, ok := s.k.kind.(Corrector); ok && err == nil {
		return kind.Corrected(s)
	}
	return err
}

// withdraw: the applicant takes the matter back, from when his paper came in (received).
func withdraw(s *Step, c casework.Command) error {
	switch on := c.Args.Received; {
	case on.IsZero():
	case on.After(c.AsStored().At):
		return casework.FieldError(casework.FutureDate, "received", "R048")
	case s.k.before(on, s.State.Received) && (c.Stored.IsZero() || !s.Since("receipt-as-known")): // dated back it was held against the receipt as it was known when it was entered
		return casework.FieldError(casework.Invalid, "received", "R048")
	case c.Args.Proof == "":
		return casework.FieldError(casework.Invalid, "proof", "R048")
	}
	if kind, ok := s.k.kind.(Withdrawer); ok {
		if err := kind.Withdrawn(s); err != nil {
			return err
		}
	}
	s.Say(casework.Event{Name: casework.Withdrawn})
	s.Close("withdrawn")
	return nil
}

// closeByHand ends a case for a stated reason, for one what law or policy makes
// impossible and was patiently explained (R018).
func closeByHand(s *Step, c casework.Command) error {
	if kind, ok := s.k.kind.(Closer); ok {
		if err := kind.MayClose(s); err != nil {
			return err
		}
	}
	if c.Args.Ground != "" {
		return s.endOn(c.Args)
	}
	s.Close("closed_by_hand")
	return nil
}

// endOn closes a case on a ground that is declared, by what shows it (R048).
func (s *Step) endOn(a casework.Args) error {
	e, declared := s.k.declared.Ending(a.Ground)
	switch {
	case !declared, len(e.At) > 0 && !slices.Contains(e.At, s.State.Stage):
		return casework.FieldError(casework.Invalid, "ground", "R048")
	case e.Proof != "" && a.Proof == "":
		return casework.FieldError(casework.Invalid, "proof", "R048")
	case e.Proof == "" && (a.Case == "" || a.Case == s.State.Number):
		return casework.FieldError(casework.Invalid, "case", "R048")
	}
	s.Close(e.Ground)
	return nil
}

// void takes a registration back on the working day it was made (R048): the number stands,
// and what was promised under it is promised no longer.
func void(s *Step, _ casework.Command) error {
	planned, err := s.plan(casework.PlanClock{Name: casework.ClockCountersign, Start: s.State.Registered, Limit: "0wd"})
	switch {
	case err != nil:
		return err
	case planned[0].Absent, s.At.After(planned[0].Clock.Due):
		return casework.FieldError(casework.VoidOver, "", "R048")
	}
	s.Close("void")
	return nil
}

// Close ends the case. Only what is owed for its own sake outlives it.
func (s *Step) Close(result string) { s.closeBut(result, s.outlive()...) }

func (s *Step) closeBut(result string, outlives ...string) {
	s.DropBut(outlives...)
	s.State.Pause, s.State.Extension = nil, nil
	s.State.ClosedFrom, s.State.Result, s.State.ClosedAt = s.State.Stage, result, s.At
	s.State.Turn = ""
	s.Stand(casework.StageClosed)
	s.Say(casework.Event{Name: casework.CaseClosed, Detail: map[string]string{"result": result}})
}

// outlive are the clocks that are still owed once their case has closed: an
// explanation (R059), a term to mend (R134), an answer to advice (R077), a
// self-inspection report (R080), and what else the kind declares.
func (s *Step) outlive() []string {
	out := append([]string{"explain", "mend", "act_on_advice"}, s.k.declared.Outlives...)
	owed := s.State.Clock("self_report")
	if owed != nil && owed.Open() && s.Since("self-report-outlives") {
		out = append(out, "self_report")
	}
	return out
}
