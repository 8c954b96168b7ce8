package workflows

import (
	"slices"
	"strconv"
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

// servedOnce is the revision from which on the case itself takes each paper as served but once, and
// nobody's rights run twice; before, the counter alone held it to that.
const servedOnce = 4

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

// servePaper enters the service of any other paper, once for each time it was issued.
func servePaper(s *machine.Step, c casework.Command) error {
	was := s.State.ServedPaper(c.Args.Paper)
	if s.State.Declared >= servedOnce && was != nil && !was.At.IsZero() {
		if !c.Args.Issued.Truncate(time.Minute).After(was.From) {
			return casework.FieldError(casework.AlreadyDone, "paper", "R005")
		}
		for _, name := range []string{casework.ClockReconsider, casework.ClockSue} { // what he had by the void one runs no more; by another paper, it does
			if right := s.State.Clock(name); right != nil && right.Start.Equal(was.At) {
				s.Release(name)
			}
		}
	}
	hangs, err := serveBy(s, c)
	if err != nil || hangs {
		return err
	}
	s.Say(casework.Event{Name: kind.PaperServed, Rule: "R005", Basis: basisOfWay(s, c.Args.Means), To: s.Tells(casework.Serve), Quiet: true, Detail: served(s, c.Args.Paper)})
	return mayTurn(s, c.Args.Paper)
}

// changeService: from now on he is told by the way he names, and his papers go to where he says.
// What he left empty stays as it is.
func changeService(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Means == "":
		return casework.FieldError(casework.Invalid, "means", "R005")
	case c.Args.Proof == "":
		return casework.FieldError(casework.Invalid, "proof", "R005")
	}
	detail := map[string]string{"means": c.Args.Means}
	s.SetFact(casework.FactWay, c.Args.Means)
	if c.Args.Approve != nil {
		detail[casework.FactElectronic] = strconv.FormatBool(*c.Args.Approve)
		s.SetFact(factAgreedBefore, s.State.Facts[factAgreedBefore]+s.At.UTC().Format(time.RFC3339Nano)+" "+s.State.Facts[casework.FactElectronic]+";")
		s.SetFact(casework.FactElectronic, detail[casework.FactElectronic])
	}
	if c.Args.EmailID != "" {
		s.SetFact(casework.FactNow(casework.FieldEmail), c.Args.EmailID)
	}
	if c.Args.AddressID != "" {
		s.SetFact(casework.FactNow(casework.FieldAddress), c.Args.AddressID)
	}
	s.Say(casework.Event{Name: kind.ServiceChanged, Rule: "R005", To: s.Tells(kind.ChangeService), Detail: detail})
	return nil
}

// factAgreedBefore holds, for each time he said anew whether he agrees to be served
// electronically, when that was and what stood before.
const factAgreedBefore = "electronic_before"

// agreedAt is what he had agreed to at an instant. A service entered late may go back behind
// the day he said otherwise, or only as far as is remembered: the answer is the same.
func agreedAt(facts map[string]string, fact string, on time.Time) string {
	for change := range strings.SplitSeq(facts[factAgreedBefore], ";") {
		at, before, _ := strings.Cut(change, " ")
		if said, err := time.Parse(time.RFC3339Nano, at); err == nil && on.Before(said) {
			return before
		}
	}
	return facts[fact]
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
	case way.Agreed != "" && agreedAt(s.State.Facts, way.Agreed, on) != "true":
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

// What the law decides in the office's silence stands at its instant and issues its own paper
// (ADR 28). Where it is not certain that the time was over, the office that the policy names
// confirms it first, or sets it aside (ADR 38).

// acceptedByLaw: no one-time notice in time means accepted as of receipt, and the handling
// counts from there (行政许可法 32; R024).
func acceptedByLaw(s *machine.Step, c casework.Clock) error {
	e := casework.Event{
		Name: casework.Accepted, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant},
		Detail: map[string]string{"deemed": "true", "as_of": c.Start.Format("2006-01-02")},
	}
	why := uncertain(s, c)
	if why != "" {
		e.Level, e.Detail["unconfirmed"] = kind.DeemedUnconfirmed, why
	}
	s.Say(e)
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if err := promise(s, machine.Terms{From: c.Start, Deemed: s.At}); err != nil || why == "" {
		return err
	}
	return askConfirmation(s, c)
}

// promise starts the office's own limit, with the law's beside it, and, of a renewal, what is
// left of the permit: once that is over, silence prolongs it (行政许可法 50).
func promise(s *machine.Step, t machine.Terms) error {
	if err := s.StartWith(t, "handle", "statutory"); err != nil {
		return err
	}
	if h := s.State.Handling; h == nil || !h.Renews {
		return nil
	}
	from := t.From
	if from.IsZero() {
		from = s.At
	}
	end, early, known := casework.Renewal(s.State.Facts[casework.FactExpires], s.State.Received)
	switch {
	case !known, !end.After(from):
		return nil
	case !early:
		s.Say(casework.Event{
			Name: kind.RenewalLate, Rule: "R037", Basis: "行政许可法第五十条第一款",
			To: []casework.Role{casework.ActingHolder, casework.SectionHead, casework.Applicant},
		})
		return nil
	}
	return s.StartWith(machine.Terms{From: from, Stated: end, Told: true}, kind.ClockRenew)
}

// renewedByLaw: nobody decided before the permit expired (行政许可法 50 II).
func renewedByLaw(s *machine.Step, c casework.Clock) error {
	e := casework.Event{
		Name: kind.Renewed, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant, casework.ActingHolder, casework.LeaderInCharge},
		Detail: map[string]string{"as_of": c.Due.Format(time.RFC3339)},
	}
	why := uncertain(s, c)
	if why != "" {
		e.Level, e.Detail["unconfirmed"] = kind.DeemedUnconfirmed, why
	}
	s.Say(e)
	if why != "" {
		return askConfirmation(s, c)
	}
	return prolonged(s, c)
}

// prolonged: the law decided, and what it decided is owed to the applicant. What is late stays
// late till he has it (R048).
func prolonged(s *machine.Step, c casework.Clock) error {
	if s.State.Stage != casework.StageHandle {
		return nil
	}
	if s.State.Pause != nil {
		if err := s.Resume(); err != nil {
			return err
		}
	}
	dropParts(s)
	s.State.Proposal = nil
	for _, name := range []string{"handle", "statutory", kind.ClockExamine, kind.ClockDecide} {
		if open := s.State.Clock(name); open != nil && open.Status == casework.Running {
			s.Release(name)
		}
	}
	resultKnown(s)
	s.State.Decision = "completed"
	s.Say(casework.Event{
		Name: casework.Decided, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant}, Level: "completed", Detail: map[string]string{"deemed": "true"},
	})
	s.Stand(casework.StageDeliver)
	s.Turn(casework.Handler)
	return s.Start("deliver")
}

// uncertain is why a time that ran out does not decide by itself: by a list of days that is
// not out, before anybody could know of it, or while an act from before waits for its second
// signature. Empty: it is certain.
func uncertain(s *machine.Step, c casework.Clock) string {
	switch {
	case !s.Knows(kind.ConfirmDeemed), c.Prompt: // of a practice matter, whose time is seconds, nobody is asked
		return ""
	case c.Provisional:
		return "provisional"
	case s.At.Before(s.State.Registered), c.Known.After(c.Due):
		return "entered_late"
	case s.State.Second.Pending() && !s.State.Second.At.After(s.At):
		return "disputed"
	}
	return ""
}

// askConfirmation: it is owed from when somebody could see to it.
func askConfirmation(s *machine.Step, c casework.Clock) error {
	from := s.At
	for _, known := range []time.Time{s.State.Registered, c.Known} {
		if known.After(from) {
			from = known
		}
	}
	return s.StartWith(machine.Terms{From: from}, casework.PartOf(kind.ClockConfirm, c.Name))
}

// confirmDeemed is the word of the office named: what the law decided stands as of its own
// instant, or it never did.
func confirmDeemed(s *machine.Step, c casework.Command) error {
	owed := kind.Unconfirmed(s.State)
	switch {
	case owed == nil:
		return casework.FieldError(casework.NothingOwed, "", "R024")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R024")
	case !*c.Args.Approve && !kind.Reversible(s.State):
		return casework.FieldError(casework.WrongStage, "approve", "R024")
	}
	_, of, _ := strings.Cut(owed.Name, ":")
	s.Meet(owed.Name)
	ran := s.State.Clock(of)
	e := casework.Event{
		Name: kind.DeemedConfirmed, Level: kind.DeemedStands, To: s.Tells(c.Name), Detail: map[string]string{"as_of": ran.Due.Format(time.RFC3339)},
	}
	if !*c.Args.Approve {
		e.Level = kind.DeemedSetAside
	}
	s.SayOf(ran, e)
	switch {
	case *c.Args.Approve && of == kind.ClockRenew:
		return prolonged(s, *ran)
	case *c.Args.Approve, of == kind.ClockRenew: // nothing was built on it yet
		return nil
	}
	s.Release("handle")
	s.Release("statutory")
	s.Release(kind.ClockRenew)
	s.Stand(casework.StageIntake)
	s.Turn(casework.Handler)
	return s.Start("intake")
}
