package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// Papers reach the applicant by one of the ways the law knows, each with its own proof, and
// count as served from the instant that law says. What is open to whoever is refused counts
// from there, and not from the day of the paper.

// declaredServed is the revision from which on a service says how it was done.
const declaredServed = 2

// deliver: the result is in the applicant's hands, and the case is done (R005). Where a public
// notice of it hangs, the office has done its part, and the case ends with the notice.
func deliver(s *machine.Step, c casework.Command) error {
	if s.State.Declared < declaredServed {
		s.Meet("deliver")
		s.Say(casework.Event{Name: casework.Delivered, Rule: "R005", To: s.Tells(casework.Deliver)})
		closeService(s, s.State.Decision)
		return nil
	}
	if owed := s.State.Clock("deliver"); owed != nil && c.Args.Received.Before(owed.Start.Truncate(time.Minute)) && !c.Args.Received.IsZero() { // a form writes minutes
		return casework.FieldError(casework.TooEarly, "received", "R005")
	}
	c.Args.Paper = kind.TellsResult(s.State)
	hangs, err := serveBy(s, c)
	if err != nil {
		return err
	}
	s.Meet("deliver")
	if hangs {
		s.Turn("")
		return nil
	}
	return delivered(s, c.Args.Paper, s.Tells(casework.Deliver))
}

// delivered: the result is served.
func delivered(s *machine.Step, paper string, to []casework.Role) error {
	s.Say(casework.Event{Name: casework.Delivered, Rule: "R005", To: to, Detail: served(s, paper)})
	closeService(s, s.State.Decision)
	return mayTurn(s, paper)
}

// servePaper enters the service of any other paper.
func servePaper(s *machine.Step, c casework.Command) error {
	hangs, err := serveBy(s, c)
	if err != nil || hangs {
		return err
	}
	s.Say(casework.Event{Name: kind.PaperServed, Rule: "R005", Basis: basisOfWay(s, c.Args.Means), To: s.Tells(casework.Serve), Quiet: true, Detail: served(s, c.Args.Paper)})
	return mayTurn(s, c.Args.Paper)
}

// serveBy puts down how a paper was served, as its way asks for it. Of a public notice hangs
// is true: nobody is served yet.
func serveBy(s *machine.Step, c casework.Command) (hangs bool, err error) {
	way, known := s.Way(c.Args.Means)
	on := c.Args.Received
	if on.IsZero() {
		on = s.At
	}
	switch was := s.State.ServedPaper(c.Args.Paper); {
	case c.Args.Paper == "":
		return false, casework.FieldError(casework.Invalid, "paper", "R005")
	case !known:
		return false, casework.FieldError(casework.Invalid, "means", "民事诉讼法第八十八条")
	case was != nil && was.At.IsZero():
		return false, casework.FieldError(casework.AlreadyDone, "means", "民事诉讼法第九十五条")
	case way.Agreed != "" && s.State.Facts[way.Agreed] != "true":
		return false, casework.FieldError(casework.NotAgreed, "means", way.Basis)
	case on.After(s.At):
		return false, casework.FieldError(casework.FutureDate, "received", way.Basis)
	case c.Stored.IsZero() && on.Before(s.State.Received.Truncate(time.Minute)): // dated back it was held against the receipt as it was known when it was entered
		return false, casework.FieldError(casework.TooEarly, "received", "R005")
	}
	if field := lacksOfWay(s, way, c.Args); field != "" {
		return false, casework.FieldError(casework.Invalid, field, way.Basis)
	}
	entry := casework.Served{Paper: c.Args.Paper, Way: way.Name, Receiver: c.Args.Receiver, Proof: c.Args.Proof, From: on}
	if !way.Hangs {
		entry.At = on
	}
	s.State.Served = append(slices.DeleteFunc(s.State.Served, func(v casework.Served) bool { return v.Paper == entry.Paper }), entry)
	if !way.Hangs {
		return false, nil
	}
	s.Say(casework.Event{
		Name: kind.NoticePut, Rule: "R005", Basis: way.Basis, To: []casework.Role{casework.ActingHolder}, Quiet: true, Detail: served(s, entry.Paper),
	})
	return true, s.StartWith(machine.Terms{From: on, Told: true}, casework.PartOf(casework.ClockPublicNotice, entry.Paper))
}

// lacksOfWay is the first thing a way needs that was not said: its proof before all. Of a
// classified matter neither words nor files are kept here (R219).
func lacksOfWay(s *machine.Step, way kind.Way, a casework.Args) string {
	if casework.IsClassified(s.State.Facts) {
		return ""
	}
	if a.Proof == "" {
		return "proof"
	}
	said := map[string]string{"receiver": a.Receiver, "signer": a.SignerID, "witness": a.WitnessID, "reason": a.ReasonID}
	for _, field := range way.Asks {
		if said[field] == "" {
			return field
		}
	}
	return ""
}

// hung: a public notice has hung for its time, and what it told is served by law (民事诉讼法 95).
func hung(s *machine.Step, c casework.Clock) error {
	_, paper, _ := strings.Cut(c.Name, ":")
	entry := s.State.ServedPaper(paper)
	if entry == nil {
		return nil
	}
	entry.At = c.Due
	if s.State.Stage == casework.StageDeliver && paper == kind.TellsResult(s.State) {
		return delivered(s, paper, []casework.Role{casework.ActingHolder})
	}
	s.Say(casework.Event{Name: kind.PaperServed, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.ActingHolder}, Quiet: true, Detail: served(s, paper)})
	return mayTurn(s, paper)
}

// served is what an event says of the service of a paper.
func served(s *machine.Step, paper string) map[string]string {
	v := s.State.ServedPaper(paper)
	out := map[string]string{"paper": v.Paper, "means": v.Way, "on": v.From.Format(time.RFC3339)}
	if v.Receiver != "" {
		out["receiver"] = v.Receiver
	}
	if !v.At.IsZero() && !v.At.Equal(v.From) {
		out["served"] = v.At.Format(time.RFC3339)
	}
	return out
}

// mayTurn starts what is open to who was refused, from the service on: reconsideration, and
// the court, or that only after it (行政复议法 20, 23; 行政诉讼法 46).
func mayTurn(s *machine.Step, paper string) error {
	if !kind.Refuses(paper) {
		return nil
	}
	open := []string{casework.ClockReconsider, casework.ClockSue}
	if h := s.State.Handling; h != nil && h.Reconsider {
		open = open[:1]
	}
	return s.StartWith(machine.Terms{From: s.State.ServedPaper(paper).At, Owner: casework.Applicant, Told: true}, open...)
}

func basisOfWay(s *machine.Step, name string) string {
	way, _ := s.Way(name)
	return way.Basis
}
