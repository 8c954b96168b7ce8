package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// document is an incoming document that needs action (公文), from the register to
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
type document struct{}

// Facts a document is registered with.
const (
	factRequest = "request" // a request from below on an item opted in (R061)
	factUrgent  = "urgent"  // handled first (R053)
	// factImportant is chased continuously, not only by its limit (R057).
	factImportant = "important"
	// factReturn is how a late return stands: asked, consented, refused (R055).
	factReturn  = "late_return"
	factSpecial = "special" // set by a special-category notice that came in in time (R060)
)

func (document) Open(s *machine.Step) error {
	s.Stand(casework.StagePropose)
	s.Turn(casework.GeneralOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "propose")
}

var documentActs = machine.Acts{
	casework.Propose:        propose,
	casework.Instruct:       instruct,
	casework.Assign:         assign,
	casework.Return:         returnDocument,
	casework.DecideReturn:   decideReturn,
	casework.ConfirmReceipt: coUnits.receive,
	casework.NoticeSpecial:  specialNotice,
	casework.ConfirmConsent: confirmConsent,
	casework.Complete:       completeDocument,
	casework.File:           fileDocument,
}

func (document) Act(s *machine.Step, c casework.Command) error { return documentActs[c.Name](s, c) }

// RanOut: a request from below that nobody answered meets the condition of
// deemed consent; the general office confirms it, with the legal instant kept
// (R061). Never for permits, posts, funds, land, personnel and cases.
func (document) RanOut(s *machine.Step, c casework.Clock) error {
	if c.Name != "consent" {
		return nil
	}
	if handle := s.State.Clock("handle"); handle == nil || handle.Status == casework.Met {
		return nil
	}
	s.Say(casework.Event{
		Name: casework.ConsentCondition, Rule: "R061", To: []casework.Role{casework.GeneralOffice, casework.ActingHolder, casework.LeaderInCharge},
		Detail: map[string]string{"as_of": c.Due.Format("2006-01-02 15:04")},
	})
	s.Stand(casework.StageConsent)
	s.Turn(casework.GeneralOffice)
	return s.Start("confirm_consent")
}

// propose: the opinion goes to the leader, or straight to a unit (R051).
func propose(s *machine.Step, _ casework.Command) error {
	s.Meet("propose")
	s.Say(casework.Event{Name: casework.OpinionProposed, Rule: "R051", To: s.Tells(casework.Propose)})
	s.Stand(casework.StageInstruct)
	s.Turn(casework.LeaderInCharge)
	return owe(s, "instruct")
}

// instruct is the leader's note on the document; its date stands in the register (R056).
func instruct(s *machine.Step, _ casework.Command) error {
	s.Meet("instruct")
	s.Say(casework.Event{Name: casework.Instructed, Rule: "R056", To: s.Tells(casework.Instruct)})
	s.Stand(casework.StageAssign)
	s.Turn(casework.GeneralOffice)
	return owe(s, "assign")
}

// owe starts the clock of a desk on which a document lies before a unit has it:
// the leader's note, the assignment. Its silence climbs like any other.
func owe(s *machine.Step, desk string) error {
	if !s.Since("every-desk-owes-by-a-day") {
		return nil
	}
	return s.Start(desk)
}

// assign gives it to a unit with a limit, the stated one or 10wd; an earlier
// assignment ends, and a return that waits for consent has it (R051, R052, R055,
// R062).
func assign(s *machine.Step, c casework.Command) error {
	if has(s, c.Args.Post) && s.Since("assigned-once") {
		return casework.FieldError(casework.AlreadyDone, "post", "R054") // more time is asked for and granted
	}
	s.CallUp("handle")
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	givenBy(s, c, casework.GeneralOffice, casework.LeaderInCharge, casework.PrincipalLeader)
	s.Meet("propose", "instruct", "assign")
	if s.State.Facts[factReturn] == returnAsked {
		s.SetFact(factReturn, "consented")
	}
	ungive(s)
	moved["urgent"] = s.State.Facts[factUrgent]
	s.Say(casework.Event{
		Name: casework.Assigned, Rule: "R051", To: s.Tells(casework.Assign), Detail: moved,
	})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	besides := []string{"return"}
	if s.State.Facts[factImportant] == "true" {
		besides = append(besides, "chase")
	}
	if err := s.Start(besides...); err != nil {
		return err
	}
	stated := machine.Terms{Limit: c.Args.Limit, Stated: c.Args.Until}
	if err := s.StartWith(stated, "handle"); err != nil || !consentable(s) {
		return err
	}
	return s.StartWith(stated, "consent")
}

// consentable tells whether silence may count as consent: a request from below that
// opted in, on nothing that needs a decision of its own (R061).
func consentable(s *machine.Step) bool {
	return s.State.Facts[factRequest] == "true" && !slices.Contains(casework.NeverConsented, s.State.Facts[casework.FactSubject])
}

// ungive ends the clocks of an assignment.
func ungive(s *machine.Step) {
	for _, name := range []string{"return", "handle", "consent", "chase"} {
		s.Release(name)
	}
}

// givenBy remembers the first of those who may give it that did.
func givenBy(s *machine.Step, c casework.Command, may ...casework.Role) {
	if i := slices.IndexFunc(may, func(r casework.Role) bool { return slices.Contains(c.Roles, r) }); i >= 0 {
		s.GivenBy(may[i])
	}
}

// has tells that a desk has the case in hand: given to it again, no limit begins anew.
func has(s *machine.Step, post string) bool {
	return s.State.Stage == casework.StageHandle && post == s.State.Post
}

// give hands the case to a post and its unit, and tells from which to which: until
// then the other one answered for it (R165).
func give(s *machine.Step, a casework.Args) (moved map[string]string, err error) {
	switch {
	case a.Post == "":
		return nil, casework.FieldError(casework.Invalid, "post", "R103")
	case !a.Until.IsZero() && !a.Until.After(s.At):
		return nil, casework.FieldError(casework.Invalid, "until", "R062")
	}
	moved = map[string]string{"post": a.Post}
	if s.State.Post != "" && s.State.Post != a.Post {
		moved["from"] = s.State.Post
	}
	s.HandOn(a.Post, a.Unit)
	return moved, nil
}

// returnDocument: not our competence, with reasons, through the general office
// (R055). In time the limit falls away; late it is recorded, the limit runs on
// until the assigner consents, and his silence confers no competence. What is late
// itself is returned late however short its limit was: nobody ends his own ladder (R048).
func returnDocument(s *machine.Step, c casework.Command) error {
	right, handle := s.State.Clock("return"), s.State.Clock("handle")
	late := right == nil || right.Status == casework.Lapsed
	broken := handle != nil && handle.Status == casework.Breached && s.State.Declared > 0
	if late || broken {
		s.SetFact(factReturn, returnAsked)
		if s.State.Declared > 0 {
			s.SetFact(casework.FactReturner, c.Actor)
		}
		s.Say(casework.Event{
			Name: casework.Returned, Rule: "R055", To: append(s.Tells(casework.Return), s.Assigner()),
			Detail: map[string]string{"late": "true"},
		})
		s.Turn(s.Assigner())
		return nil
	}
	s.Say(casework.Event{Name: casework.Returned, Rule: "R055", To: s.Tells(casework.Return)})
	s.Turn(casework.GeneralOffice)
	s.Meet("return")
	ungive(s)
	s.Stand(casework.StageAssign)
	return owe(s, "assign")
}

// returnAsked: a late return waits for the assigner's consent.
const returnAsked = "asked"

// decideReturn is the assigner's word on a late return: with it the document is to
// be assigned anew, without it the unit goes on, and its limit never stopped (R055).
func decideReturn(s *machine.Step, c casework.Command) error {
	switch {
	case !slices.Contains(c.Roles, s.Assigner()):
		return casework.FieldError(casework.NotDecider, "actor", "R055")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R055")
	}
	told := casework.Event{Name: casework.ReturnDecided, Rule: "R055", To: s.Tells(casework.DecideReturn)}
	if !*c.Args.Approve {
		s.SetFact(factReturn, "refused")
		told.Level = "refused"
		s.Say(told)
		s.Turn(casework.Handler)
		return nil
	}
	s.SetFact(factReturn, "consented")
	told.Level = "consented"
	s.Say(told)
	s.CallUp("handle")
	ungive(s)
	s.Stand(casework.StageAssign)
	s.Turn(casework.GeneralOffice)
	return owe(s, "assign")
}

// specialNotice: in funds, posts, land, personnel and cases a notice that has reached
// the sender before expiry prevents deemed consent, and only that does (R060); an office
// may have chosen that only an answer does (R061).
func specialNotice(s *machine.Step, c casework.Command) error {
	told := casework.Event{Name: casework.SpecialNotice, Rule: "R060", Level: c.Args.Category, To: s.Tells(casework.NoticeSpecial)}
	if s.State.Declared > 0 {
		if err := reached(s, c.Args); err != nil {
			return err
		}
		told.Detail = map[string]string{"on": c.Args.Received.Format(time.RFC3339), "means": c.Args.Means}
	}
	s.SetFact(factSpecial, c.Args.Category)
	s.Say(told)
	if runs := s.State.Clock("consent"); runs == nil || !runs.Regardless {
		s.Release("consent")
	}
	return nil
}

// reached: the category is the document's own, and the notice has come to the sender,
// which somebody else can see: to say so at the last minute is none (R060).
func reached(s *machine.Step, a casework.Args) error {
	var field string
	code := casework.Invalid
	switch {
	case a.Category != casework.Special(s.State.Facts):
		field, code = "category", casework.NotSpecial
	case a.Received.Before(s.State.Received.Truncate(time.Minute)): // or never
		field = "received"
	case a.Received.After(s.At):
		field, code = "received", casework.FutureDate
	case !slices.Contains(casework.ServiceMeans, a.Means):
		field = "means"
	case a.Proof == "" && !casework.IsClassified(s.State.Facts): // of a classified one it lies in the safe (R219)
		field = "proof"
	default:
		return nil
	}
	return casework.FieldError(code, field, "R060")
}

// confirmConsent: the general office confirms that the condition was met, or
// that it was not (R061).
func confirmConsent(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R061")
	}
	s.Meet("confirm_consent")
	level := "denied"
	if *c.Args.Approve {
		level = "confirmed"
	}
	s.Say(casework.Event{Name: casework.ConsentConfirmed, Rule: "R061", Level: level, To: s.Tells(casework.ConfirmConsent)})
	if level == "confirmed" {
		s.Close("deemed_consent")
		return nil
	}
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	return nil
}

// completeDocument: answered, under the number of the reply where one went out (R052).
func completeDocument(s *machine.Step, c casework.Command) error {
	s.Meet("handle")
	for _, name := range []string{"consent", "return", "chase", "confirm_consent"} {
		s.Release(name)
	}
	s.Say(casework.Event{Name: casework.Filed, Rule: "R052", To: s.Tells(casework.Complete)})
	if c.Args.BasisID != "" {
		s.Say(casework.Event{Name: casework.ReplySent, Rule: "R056", TextID: c.Args.BasisID})
	}
	s.Close("completed")
	return nil
}

// fileDocument puts a closed document into its volume; both stand in the register
// (归卷, R056).
func fileDocument(s *machine.Step, c casework.Command) error {
	if c.Args.Received.After(s.At) {
		return casework.FieldError(casework.FutureDate, "received", "R056")
	}
	on := s.At
	if !c.Args.Received.IsZero() {
		on = c.Args.Received
	}
	s.SetFact(factVolume, on.Format(time.DateOnly))
	s.Say(casework.Event{Name: casework.Archived, Rule: "R056", Detail: map[string]string{"on": on.Format(time.DateOnly)}})
	return nil
}

// factVolume is the day on which a document was put into its volume.
const factVolume = "volume"
