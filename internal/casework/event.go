package casework

import "time"

// EventName names what happened; design section 6 fixes the list, more may be
// added, none renamed.
type EventName string

// Events of every kind.
const (
	CaseRegistered       EventName = "case_registered"
	ClockStarted         EventName = "clock_started"
	ClockWarned          EventName = "clock_warned"
	ClockPaused          EventName = "clock_paused"
	ClockResumed         EventName = "clock_resumed"
	ClockMoved           EventName = "clock_moved"
	ClockMet             EventName = "clock_met"
	ClockBreached        EventName = "clock_breached"
	ClockDeemed          EventName = "clock_deemed"
	ClockLapsed          EventName = "clock_lapsed"
	ClockRecurred        EventName = "clock_recurred"
	ClockSettled         EventName = "clock_settled" // the date by which it ran out is certain now
	ClockDropped         EventName = "clock_dropped" // no longer owed: the case took another way
	ExtensionRequested   EventName = "extension_requested"
	ExtensionSigned      EventName = "extension_signed" // by one of several (R232)
	ExtensionApproved    EventName = "extension_approved"
	ExtensionRefused     EventName = "extension_refused"
	ExtensionWithdrawn   EventName = "extension_withdrawn"
	ExtensionLapsed      EventName = "extension_lapsed"
	Chased               EventName = "chased"
	Explained            EventName = "explained"
	Escalated            EventName = "escalated"
	CardIssued           EventName = "card_issued"
	CardVoided           EventName = "card_voided"
	ExplanationDue       EventName = "explanation_due"
	ActingHolderChanged  EventName = "acting_holder_changed"
	TurnChanged          EventName = "turn_changed"
	NoticeIssued         EventName = "notice_issued"
	Supplemented         EventName = "supplemented"
	Accepted             EventName = "accepted"
	Declined             EventName = "declined"
	Decided              EventName = "decided"
	Delivered            EventName = "delivered"
	Withdrawn            EventName = "withdrawn"
	Transferred          EventName = "transferred"
	Corrected            EventName = "corrected"
	AccountabilityOpened EventName = "accountability_opened"
	AccountabilityJoined EventName = "accountability_joined"
	AccountabilityEnded  EventName = "accountability_ended" // who answers is settled, or that nobody does (R064)
	OpinionProposed      EventName = "opinion_proposed"
	Instructed           EventName = "instructed"
	Assigned             EventName = "assigned"
	Returned             EventName = "returned" // sent back for want of competence
	SpecialNotice        EventName = "special_notice"
	ConsentCondition     EventName = "consent_condition_met"
	ConsentConfirmed     EventName = "consent_confirmed"
	Filed                EventName = "filed"
	ReplySent            EventName = "reply_sent"     // the number under which it was answered (复文号)
	ReturnDecided        EventName = "return_decided" // the assigner's word on a late return (R055)
	Archived             EventName = "archived"       // put into a volume (归卷)
	Screened             EventName = "screened"
	Forwarded            EventName = "forwarded"
	Disclaimed           EventName = "disclaimed"
	Replied              EventName = "replied"
	ConfirmPassed        EventName = "confirm_passed"
	ConfirmReturned      EventName = "confirm_returned"
	Relayed              EventName = "relayed"
	Disclosed            EventName = "disclosed"
	DisclosureWithdrawn  EventName = "disclosure_withdrawn"
	Rated                EventName = "rated"
	Advised              EventName = "advised"
	SelfReportOwed       EventName = "self_report_owed"
	Issued               EventName = "issued"
	ReceiptSigned        EventName = "receipt_signed"
	Reported             EventName = "reported"
	SpecialReported      EventName = "special_reported" // 督办专报 (R105)
	StepAssigned         EventName = "step_assigned"    // a co-unit was given its part (R044)
	StepDone             EventName = "step_done"
	StepDeclined         EventName = "step_declined"    // a co-unit refuses its part (R045)
	StepOverdue          EventName = "step_overdue"     // the lead hears of a part whose time went by (R045)
	StepDeemed           EventName = "step_deemed"      // taken not to object, by the lead's word (缺席默认)
	RoundMissed          EventName = "round_missed"     // a round of a standing duty nobody filed
	OriginConfirmed      EventName = "origin_confirmed" // whose instruction an item rests on (R099)
	Rechecked            EventName = "rechecked"        // how an item was found to stand (回查, R097)
	PointsProposed       EventName = "points_proposed"  // what it may cost the unit (R110)
	PointsDecided        EventName = "points_decided"
	SignedOff            EventName = "signed_off"
	Objected             EventName = "objected"
	ObjectionDecided     EventName = "objection_decided"
	DutyDone             EventName = "duty_done"
	AbsenceApproved      EventName = "absence_approved" // the post changes hands for its time
	AbsenceRefused       EventName = "absence_refused"
	AbsenceCancelled     EventName = "absence_cancelled" // it never began
	AbsenceEnded         EventName = "absence_ended"     // reported back
	DesignationAsked     EventName = "designation_asked" // A and every B away (R169)
	StandinDesignated    EventName = "standin_designated"
	PapersFiled          EventName = "papers_filed"
	UrgentAsked          EventName = "urgent_asked" // a short cover asks for an act (R166)
	UrgentGranted        EventName = "urgent_granted"
	UrgentRefused        EventName = "urgent_refused"
	UrgentLapsed         EventName = "urgent_lapsed"    // unanswered; it waits for A
	SecondAsked          EventName = "second_asked"     // an act waits for a second signature
	SecondGiven          EventName = "second_given"     // and was done as of the first
	SecondRefused        EventName = "second_refused"   // and was not done
	SecondWithdrawn      EventName = "second_withdrawn" // by who asked: nothing of it was done
	SecondLapsed         EventName = "second_lapsed"    // unsigned in its time: nothing has changed
	AloneDigest          EventName = "alone_digest"     // a day of these, told once
	PostEmpty            EventName = "post_empty"       // nobody on post in office hours (R171)
	PostManned           EventName = "post_manned"      // somebody stands there again
	FactsStated          EventName = "facts_stated"
	FormallyOpened       EventName = "formally_opened"
	Heard                EventName = "heard"
	LiabilitySplit       EventName = "liability_split"
	MeasureRecommended   EventName = "measure_recommended"
	MeasureDecided       EventName = "measure_decided"
	DecisionServed       EventName = "decision_served"
	ReviewAsked          EventName = "review_asked"
	ReviewDecided        EventName = "review_decided"
	Linked               EventName = "linked"
	Unlinked             EventName = "unlinked"
	Merged               EventName = "merged"      // a duplicate follows another case from here
	Unmerged             EventName = "unmerged"    // and is on its own again
	Followed             EventName = "followed"    // the other was answered, and so is this one
	Converted            EventName = "converted"   // goes on as a case of another kind
	CaseOpened           EventName = "case_opened" // of another kind, and this one goes on
	Attached             EventName = "attached"    // a file; its name and words are not told
	CommandRefused       EventName = "command_refused"
	CancelIgnored        EventName = "cancel_ignored" // asked for at the engine: only the office ends a case
	CaseClosed           EventName = "case_closed"
	CaseReopened         EventName = "case_reopened"
)

// Moves tells whether the event passed its case from one post, which its detail
// names "from", to another.
func (n EventName) Moves() bool {
	return n == Transferred || n == Assigned || n == Forwarded || n == Issued
}

// Levels an event can carry.
const (
	LevelHalf   = "half"
	LevelNear   = "near"
	LevelYellow = "yellow"
	LevelRed    = "red"
	LevelSplit  = "split" // an accountability case split from another
)

// Event is one thing that happened to a case. It carries its legal instant,
// whenever the machine got round to it, says who hears of it, and holds no
// personal word. A message, a card, a ledger row and an opened case all hang on
// an event, so taking the event back takes them back too.
type Event struct {
	// Key is unique within a case: run, revision and ordinal, "1.7.2".
	Key   string    `json:"key"`
	At    time.Time `json:"at"`
	Name  EventName `json:"event"`
	Clock string    `json:"clock,omitempty"`
	Round int       `json:"round,omitempty"`
	Level string    `json:"level,omitempty"`
	// DueVersion counts how often the clock's due date was set; a warning for a
	// new due date is another message, a repeat of the old one is not.
	DueVersion int    `json:"due_version,omitempty"`
	To         []Role `json:"to,omitempty"`
	Actor      string `json:"actor,omitempty"` // person id; empty is the machine
	Rule       string `json:"rule,omitempty"`  // R043
	Basis      string `json:"basis,omitempty"` // 行政许可法第四十二条
	TextID     string `json:"text_id,omitempty"`
	// Other is the number of another case. It is kept among the links, where every
	// reader's sight is checked, and never in the timeline.
	Other string `json:"other,omitempty"`
	// Opens are codes a case begins with that this event opens: whom a complaint is
	// about. They are for that case's readers and never in this one's timeline.
	Opens map[string]string `json:"opens,omitempty"`
	// Detail holds codes and figures for display.
	Detail map[string]string `json:"detail,omitempty"`
	Due    *DueChange        `json:"due,omitempty"`
	// Quiet is true where another event of the same instant tells the same
	// people the same thing, so that no inbox holds a message twice.
	Quiet bool `json:"quiet,omitempty"`
	// Prompt is true where mail need not wait for office hours: clocks in hours
	// and minutes.
	Prompt bool `json:"prompt,omitempty"`
	// Post and Unit are those it concerns where they are not the case's own: a
	// co-unit's holder and head hear of its part (R044).
	Post string `json:"post,omitempty"`
	Unit string `json:"unit,omitempty"`
}

// Refusal tells that a command was not carried out, and why.
func Refusal(command string, why *Error) Event {
	detail := map[string]string{"command": command, "code": string(why.Code)}
	if why.Field != "" {
		detail["field"] = why.Field
	}
	return Event{Name: CommandRefused, Rule: why.Rule, Detail: detail}
}

// DueChange is one row of the deadline ledger: a due date set or moved, and why.
type DueChange struct {
	Cause       string    `json:"cause"` // started, paused, resumed, extended, corrected, reopened
	Old         time.Time `json:"old,omitzero"`
	New         time.Time `json:"new"`
	Date        string    `json:"date"`
	Provisional bool      `json:"provisional,omitempty"`
	Start       time.Time `json:"start"`
	Limit       string    `json:"limit"`
	Granted     int       `json:"granted,omitempty"`
	Pauses      []Span    `json:"pauses,omitempty"`
	Policy      string    `json:"policy,omitempty"` // where it is not the case's own
}

// SpanClosed is the category of the time between the end of a case and its
// reopening.
const SpanClosed = "closed"

// Span is a stretch of time, (From, To], in which a clock stood still, and why:
// one of PauseCategories, or SpanClosed.
type Span struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Category string    `json:"category,omitempty"`
}

// SameAs tells whether two events say the same thing about the same promise, so
// that a step made again neither takes back nor repeats what still holds.
func (e Event) SameAs(o Event) bool {
	return e.At.Equal(o.At) && e.Name == o.Name && e.Clock == o.Clock && e.Round == o.Round &&
		e.Level == o.Level && e.DueVersion == o.DueVersion
}
