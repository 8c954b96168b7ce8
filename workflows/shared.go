package workflows

import (
	"cmp"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// shared are the commands every kind knows; a kind's forms say which of them
// its cases take.
var shared = map[string]func(*step, casework.Command) error{
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
	casework.Recount:           recount,
	casework.AskUrgent:         askUrgent,
	casework.DecideUrgent:      decideUrgent,
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
func transfer(s *step, c casework.Command) error {
	if c.Args.Post == "" || c.Args.Post == s.state.Post {
		return casework.FieldError(casework.Invalid, "post", "R016")
	}
	from := s.state.Post
	s.state.Post = c.Args.Post
	s.say(casework.Event{
		Name: casework.Transferred, To: []casework.Role{casework.ActingHolder}, Rule: "R016",
		Detail: map[string]string{"from": from, "to": c.Args.Post},
	})
	return nil
}

// chase reminds whoever is on post (R057).
func chase(s *step, _ casework.Command) error {
	s.say(casework.Event{Name: casework.Chased, To: []casework.Role{casework.ActingHolder}, Rule: "R057"})
	return nil
}

// attach puts a file on record. What it is called and holds stays in the
// database; for whom it is, readers of a complaint must know (R082).
func attach(s *step, c casework.Command) error {
	if c.Args.Attachment == "" {
		return casework.FieldError(casework.Invalid, "file", "required")
	}
	detail := map[string]string{"attachment": c.Args.Attachment}
	if c.Args.Audience != "" {
		detail["audience"] = c.Args.Audience
	}
	s.say(casework.Event{Name: casework.Attached, Detail: detail})
	return nil
}

// explain is what a late section owes its leader (R059). It is owed even when
// the case has been closed meanwhile. A co-unit's head explains for his own part.
func explain(s *step, c casework.Command) error {
	owed := s.state.Clock(cmp.Or(c.Args.Clock, "explain"))
	if owed == nil || !owed.Open() || casework.Ruling(owed.Name) != "explain" {
		return casework.FieldError(casework.NothingOwed, "", "R059")
	}
	s.sayOf(owed, casework.Event{Name: casework.Explained, To: []casework.Role{casework.LeaderInCharge}})
	s.meet(owed.Name)
	return nil
}

// withdrawer is a kind that has something to undo when its matter is taken back.
type withdrawer interface{ withdrawn(s *step) error }

// withdraw: the applicant takes the matter back.
func withdraw(s *step, _ casework.Command) error {
	if kind, ok := s.k.kind.(withdrawer); ok {
		if err := kind.withdrawn(s); err != nil {
			return err
		}
	}
	s.say(casework.Event{Name: casework.Withdrawn})
	s.close("withdrawn")
	return nil
}

// closer is a kind whose cases may not be closed by hand at every stage.
type closer interface{ mayClose(s *step) error }

// closeByHand ends a case for a stated reason, for one what law or policy makes
// impossible and was patiently explained (R018).
func closeByHand(s *step, _ casework.Command) error {
	if kind, ok := s.k.kind.(closer); ok {
		if err := kind.mayClose(s); err != nil {
			return err
		}
	}
	s.close("closed_by_hand")
	return nil
}

// close ends the case. Only what is owed for its own sake outlives it.
func (s *step) close(result string) { s.closeBut(result, s.outlive()...) }

func (s *step) closeBut(result string, outlives ...string) {
	s.drop(outlives...)
	s.state.Pause, s.state.Extension = nil, nil
	s.state.ClosedFrom, s.state.Result, s.state.ClosedAt = s.state.Stage, result, s.at
	s.state.Turn = ""
	s.stand(casework.StageClosed)
	s.say(casework.Event{Name: casework.CaseClosed, Detail: map[string]string{"result": result}})
}

// correct mends a wrongly entered receipt and counts anew what ran from it. On a
// closed case it only sets the record straight.
func correct(s *step, c casework.Command) error {
	was := s.state.Received
	switch {
	case c.Args.Received.IsZero() || c.Args.Received.Equal(was):
		return casework.FieldError(casework.Invalid, "received", "R002")
	case c.Args.Received.After(s.at) || c.Args.Received.After(s.state.Registered):
		return casework.FieldError(casework.FutureDate, "received", "R002")
	}
	s.state.Received = c.Args.Received
	s.say(casework.Event{Name: casework.Corrected, Rule: "R002", Detail: map[string]string{
		"old": was.Format(time.RFC3339), "new": c.Args.Received.Format(time.RFC3339),
	}})
	fromReceipt := func(clock casework.Clock) bool { return clock.Start.Equal(was) }
	return s.recountOpen("corrected", fromReceipt, func(n *casework.Clock) { n.Start = c.Args.Received })
}
