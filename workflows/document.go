package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Document is an incoming document that needs action (公文), from the register to
// the file.
//
//	propose          the general office drafts an opinion the same day (拟办, R051)
//	instruct         the leader's note on it, within 1wd by preset (R051, R056)
//	assign           then to a unit, within 1wd by preset (R051)
//	return           not ours: back to the sender within 2wd (R055); later it
//	                 needs the assigner's consent and is recorded as late
//	handle           as assigned, else 10wd (R052, R062)
//	chase            an important one is chased round by round until met (R057)
//	confirm_consent  a request from below left without answer: condition of
//	                 deemed consent met, confirmed within 1wd (R061)
//
// It returns how the document ended.
func (w Workflows) Document(ctx workflow.Context, in casework.Start) (string, error) {
	return w.keep(ctx, in, document{})
}

type document struct{}

// Facts a document is registered with.
const (
	factRequest = "request" // a request from below on an item opted in (R061)
	factUrgent  = "urgent"  // handled first (R053)
	// factImportant is chased continuously, not only by its limit (R057).
	factImportant = "important"
	// factSubject is what a request is about: some are never consented to by silence (R061).
	factSubject = "subject"
	// factReturn is how a late return stands: asked, consented, refused (R055).
	factReturn  = "late_return"
	factSpecial = "special" // set by a special-category notice sent in time (R060)
)

func (document) open(s *step) error {
	s.stand(casework.StagePropose)
	s.turn(casework.GeneralOffice)
	return s.start(terms{from: s.state.Received}, "propose")
}

var documentActs = map[string]func(*step, casework.Command) error{
	casework.Propose:        propose,
	casework.Instruct:       instruct,
	casework.Assign:         assign,
	casework.Return:         returnDocument,
	casework.DecideReturn:   decideReturn,
	casework.ConfirmReceipt: confirmReceipt,
	casework.NoticeSpecial:  specialNotice,
	casework.ConfirmConsent: confirmConsent,
	casework.Complete:       completeDocument,
	casework.File:           fileDocument,
}

func (document) act(s *step, c casework.Command) error { return documentActs[c.Name](s, c) }

// ranOut: a request from below that nobody answered meets the condition of
// deemed consent; the general office confirms it, with the legal instant kept
// (R061). Never for permits, posts, funds, land, personnel and cases.
func (document) ranOut(s *step, c casework.Clock) error {
	if c.Name != "consent" {
		return nil
	}
	if handle := s.state.Clock("handle"); handle == nil || handle.Status == casework.Met {
		return nil
	}
	s.say(casework.Event{
		Name: casework.ConsentCondition, Rule: "R061", To: []casework.Role{casework.GeneralOffice, casework.ActingHolder, casework.LeaderInCharge},
		Detail: map[string]string{"as_of": c.Due.Format("2006-01-02 15:04")},
	})
	s.stand(casework.StageConsent)
	s.turn(casework.GeneralOffice)
	return s.start(terms{from: s.at}, "confirm_consent")
}

// propose: the opinion goes to the leader, or straight to a unit (R051).
func propose(s *step, _ casework.Command) error {
	s.meet("propose")
	s.say(casework.Event{Name: casework.OpinionProposed, Rule: "R051", To: []casework.Role{casework.LeaderInCharge, casework.PrincipalLeader}})
	s.stand(casework.StageInstruct)
	s.turn(casework.LeaderInCharge)
	return s.owe("instruct")
}

// instruct is the leader's note on the document; its date stands in the register (R056).
func instruct(s *step, _ casework.Command) error {
	s.meet("instruct")
	s.say(casework.Event{Name: casework.Instructed, Rule: "R056", To: []casework.Role{casework.GeneralOffice}})
	s.stand(casework.StageAssign)
	s.turn(casework.GeneralOffice)
	return s.owe("assign")
}

// owe starts the clock of a desk on which a document lies before a unit has it:
// the leader's note, the assignment. Its silence climbs like any other.
func (s *step) owe(desk string) error {
	if !s.since("every-desk-owes-by-a-day") {
		return nil
	}
	return s.start(terms{from: s.at}, desk)
}

// assign gives it to a unit with a limit, the stated one or 10wd; an earlier
// assignment ends, and a return that waits for consent has it (R051, R052, R055,
// R062).
func assign(s *step, c casework.Command) error {
	if s.has(c.Args.Post) && s.since("assigned-once") {
		return casework.FieldError(casework.AlreadyDone, "post", "R054") // more time is asked for and granted
	}
	moved, err := s.give(c.Args)
	if err != nil {
		return err
	}
	s.givenBy(c, casework.GeneralOffice, casework.LeaderInCharge, casework.PrincipalLeader)
	s.meet("propose", "instruct", "assign")
	if s.state.Facts[factReturn] == returnAsked {
		s.setFact(factReturn, "consented")
	}
	s.ungive()
	moved["urgent"] = s.state.Facts[factUrgent]
	s.say(casework.Event{
		Name: casework.Assigned, Rule: "R051", To: []casework.Role{casework.ActingHolder, casework.SectionHead}, Detail: moved,
	})
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
	besides := []string{"return"}
	if s.state.Facts[factImportant] == "true" {
		besides = append(besides, "chase")
	}
	if err := s.start(terms{from: s.at}, besides...); err != nil {
		return err
	}
	stated := terms{from: s.at, limit: c.Args.Limit, stated: c.Args.Until}
	if err := s.start(stated, "handle"); err != nil || !s.consentable() {
		return err
	}
	return s.start(stated, "consent")
}

// consentable tells whether silence may count as consent: a request from below that
// opted in, on nothing that needs a decision of its own (R061).
func (s *step) consentable() bool {
	return s.state.Facts[factRequest] == "true" && !slices.Contains(casework.NeverConsented, s.state.Facts[factSubject])
}

// ungive ends the clocks of an assignment.
func (s *step) ungive() {
	for _, name := range []string{"return", "handle", "consent", "chase"} {
		s.release(name)
	}
}

// has tells that a desk has the case in hand: given to it again, no limit begins anew.
func (s *step) has(post string) bool {
	return s.state.Stage == casework.StageHandle && post == s.state.Post
}

// give hands the case to a post and its unit, and tells from which to which: until
// then the other one answered for it (R165).
func (s *step) give(a casework.Args) (moved map[string]string, err error) {
	switch {
	case a.Post == "":
		return nil, casework.FieldError(casework.Invalid, "post", "R103")
	case !a.Until.IsZero() && !a.Until.After(s.at):
		return nil, casework.FieldError(casework.Invalid, "until", "R062")
	}
	moved = map[string]string{"post": a.Post}
	if s.state.Post != "" && s.state.Post != a.Post {
		moved["from"] = s.state.Post
	}
	s.state.Post = a.Post
	if a.Unit != "" {
		s.state.Unit = a.Unit
	}
	return moved, nil
}

// release ends one clock that is owed no longer.
func (s *step) release(name string) {
	if c := s.state.Clock(name); c != nil && c.Open() {
		s.dropClock(c)
	}
}

// returnDocument: not our competence, with reasons, through the general office
// (R055). In time the limit falls away; late it is recorded, the limit runs on
// until the assigner consents, and his silence confers no competence.
func returnDocument(s *step, _ casework.Command) error {
	right := s.state.Clock("return")
	late := right == nil || right.Status == casework.Lapsed
	if late {
		s.setFact(factReturn, returnAsked)
		s.say(casework.Event{
			Name: casework.Returned, Rule: "R055", To: []casework.Role{casework.GeneralOffice, s.assigner()},
			Detail: map[string]string{"late": "true"},
		})
		s.turn(s.assigner())
		return nil
	}
	s.say(casework.Event{Name: casework.Returned, Rule: "R055", To: []casework.Role{casework.GeneralOffice}})
	s.turn(casework.GeneralOffice)
	s.meet("return")
	s.ungive()
	s.stand(casework.StageAssign)
	return s.owe("assign")
}

// returnAsked: a late return waits for the assigner's consent.
const returnAsked = "asked"

// decideReturn is the assigner's word on a late return: with it the document is to
// be assigned anew, without it the unit goes on, and its limit never stopped (R055).
func decideReturn(s *step, c casework.Command) error {
	switch {
	case !slices.Contains(c.Roles, s.assigner()):
		return casework.FieldError(casework.NotDecider, "actor", "R055")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R055")
	}
	told := casework.Event{Name: casework.ReturnDecided, Rule: "R055", To: []casework.Role{casework.ActingHolder, casework.GeneralOffice}}
	if !*c.Args.Approve {
		s.setFact(factReturn, "refused")
		told.Level = "refused"
		s.say(told)
		s.turn(casework.Handler)
		return nil
	}
	s.setFact(factReturn, "consented")
	told.Level = "consented"
	s.say(told)
	s.ungive()
	s.stand(casework.StageAssign)
	s.turn(casework.GeneralOffice)
	return s.owe("assign")
}

// specialNotice: in funds, posts, land, personnel and cases a notice that reaches
// the sender before expiry prevents deemed consent, and only that does (R060).
func specialNotice(s *step, c casework.Command) error {
	s.setFact(factSpecial, c.Args.Category)
	s.say(casework.Event{Name: casework.SpecialNotice, Rule: "R060", Level: c.Args.Category, To: []casework.Role{casework.GeneralOffice}})
	s.release("consent")
	return nil
}

// confirmConsent: the general office confirms that the condition was met, or
// that it was not (R061).
func confirmConsent(s *step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R061")
	}
	s.meet("confirm_consent")
	level := "denied"
	if *c.Args.Approve {
		level = "confirmed"
	}
	s.say(casework.Event{Name: casework.ConsentConfirmed, Rule: "R061", Level: level, To: []casework.Role{casework.ActingHolder, casework.LeaderInCharge}})
	if level == "confirmed" {
		s.close("deemed_consent")
		return nil
	}
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
	return nil
}

// completeDocument: answered, under the number of the reply where one went out (R052).
func completeDocument(s *step, c casework.Command) error {
	s.meet("handle")
	for _, name := range []string{"consent", "return", "chase", "confirm_consent"} {
		s.release(name)
	}
	s.say(casework.Event{Name: casework.Filed, Rule: "R052", To: []casework.Role{casework.GeneralOffice}})
	if c.Args.BasisID != "" {
		s.say(casework.Event{Name: casework.ReplySent, Rule: "R056", TextID: c.Args.BasisID})
	}
	s.close("completed")
	return nil
}

// fileDocument puts a closed document into its volume; both stand in the register
// (归卷, R056).
func fileDocument(s *step, c casework.Command) error {
	if c.Args.Received.After(s.at) {
		return casework.FieldError(casework.FutureDate, "received", "R056")
	}
	on := s.at
	if !c.Args.Received.IsZero() {
		on = c.Args.Received
	}
	s.setFact(factVolume, on.Format(time.DateOnly))
	s.say(casework.Event{Name: casework.Archived, Rule: "R056", Detail: map[string]string{"on": on.Format(time.DateOnly)}})
	return nil
}

// factVolume is the day on which a document was put into its volume.
const factVolume = "volume"
