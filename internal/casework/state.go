package casework

import (
	"maps"
	"slices"
	"time"
)

// Stage is where a case stands.
type Stage string

// Stages of the kinds built so far.
const (
	StageIntake     Stage = "intake"     // received, not yet accepted
	StageSupplement Stage = "supplement" // the applicant was told what is missing
	StageHandle     Stage = "handle"     // accepted, being worked on
	StageDeliver    Stage = "deliver"    // decided, to be delivered
	StageVerify     Stage = "verify"     // accountability: facts being checked (启动核查)
	StageHear       Stage = "hear"       // the person concerned may state his case
	StageDecide     Stage = "decide"     // recommended; the party group decides
	StageServe      Stage = "serve"      // decided, to be served
	StageServed     Stage = "served"     // in force; review may be asked for
	StageReview     Stage = "review"     // a review or an appeal is being decided
	StagePropose    Stage = "propose"    // document: an opinion is owed the leader (拟办)
	StageInstruct   Stage = "instruct"   // on the leader's desk (批示)
	StageAssign     Stage = "assign"     // to be given to a unit (交办)
	StageConsent    Stage = "consent"    // condition of deemed consent met, to be confirmed
	StageScreen     Stage = "screen"     // complaint: to be sorted and forwarded
	StageConfirm    Stage = "confirm"    // replied; the efficiency office looks at it
	StageAccount    Stage = "account"    // proven and answered; who answers for it is being asked (R064)
	StageIssue      Stage = "issue"      // supervision: to be approved and issued
	StageFollow     Stage = "follow"     // replied; followed up until signed off
	StageObject     Stage = "object"     // signed off; the conclusion may be objected to
	StageStanding   Stage = "standing"   // duties: as long as the bureau stands
	StageApprove    Stage = "approve"    // absence: asked for, not yet granted
	StageLeave      Stage = "leave"      // granted, not yet begun
	StageAway       Stage = "away"
	StageMerged     Stage = "merged" // follows a leading case; its own clocks go on
	StageVacant     Stage = "vacant" // absence of everybody: a post nobody stands on (R171)
	StageClosed     Stage = "closed"
)

// ClockStatus is what became of a clock.
type ClockStatus string

// Statuses of a clock. Running and paused clocks wait; a breached one waits to be met.
const (
	Running  ClockStatus = "running"
	Paused   ClockStatus = "paused"
	Met      ClockStatus = "met"
	Breached ClockStatus = "breached"
	Deemed   ClockStatus = "deemed"
	Lapsed   ClockStatus = "lapsed"
	Dropped  ClockStatus = "dropped"
	Recurred ClockStatus = "recurred" // a round of a standing duty is over
	// RoundMet is what a reader is told of a round that runs and is met: nothing is owed before the next.
	RoundMet ClockStatus = "filed"
)

// Outcome is what a clock does when it runs out unmet (design section 1).
type Outcome string

// Outcomes of a clock.
const (
	Breach Outcome = "breach" // somebody is late; the ladder starts
	Deem   Outcome = "deemed" // the law decides in the office's place
	Lapse  Outcome = "lapse"  // a right is gone, or is free no longer
	Recur  Outcome = "recur"  // a standing duty comes round again
)

// AlarmKind is why a clock wakes its case.
type AlarmKind string

// Alarms of a clock, in the order in which they apply at one instant.
const (
	AlarmHalf   AlarmKind = "half"
	AlarmNear   AlarmKind = "near"
	AlarmResume AlarmKind = "resume" // an announced pause ends by itself
	AlarmDue    AlarmKind = "due"
	AlarmRung   AlarmKind = "rung"
	AlarmCharge AlarmKind = "charge" // what its first rung brings once it can be answered for
)

// Alarm is one instant at which something must happen unless the clock is met
// first. The plan computes it; workflow code only waits for it.
type Alarm struct {
	At    time.Time `json:"at"`
	Kind  AlarmKind `json:"kind"`
	Level string    `json:"level,omitempty"` // rung: "1", "2", "3"
	To    []Role    `json:"to,omitempty"`
	Card  string    `json:"card,omitempty"` // rung: yellow or red
	// Shared: the matter has that card in the name of another clock.
	Shared bool `json:"shared,omitempty"`
	Opens  bool `json:"opens,omitempty"` // rung: opens the accountability case
	// Asked: that case was opened by the same rung, before the ladder was written anew.
	Asked bool `json:"asked,omitempty"`
	// Explain names the clock by which an explanation is owed from this rung on.
	Explain string `json:"explain,omitempty"`
	// Owes names a further clock that is owed from this rung on, of the case itself (R240).
	Owes string `json:"owes,omitempty"`
	// Recurs: the rung comes round until the clock is met; Times is how often it has.
	Recurs bool `json:"recurs,omitempty"`
	Times  int  `json:"times,omitempty"`
	// Proposes is what a round nobody filed may cost the unit, by decision (R110).
	Proposes string `json:"proposes,omitempty"`
	// Ahead is true where the step is armed before its instant, because a whole
	// office falls due at one closing time (design section 4, wait and arm ahead).
	Ahead bool `json:"ahead,omitempty"`
}

// Clock is a promise with an owner.
type Clock struct {
	Name        string      `json:"name"`
	Round       int         `json:"round"`
	Rule        string      `json:"rule"`
	Basis       string      `json:"basis,omitempty"`
	Owner       Role        `json:"owner"`
	Outcome     Outcome     `json:"outcome"`
	Status      ClockStatus `json:"status"`
	Start       time.Time   `json:"start"`
	Limit       string      `json:"limit"`
	Granted     int         `json:"granted,omitempty"` // units added by extensions
	Pausable    bool        `json:"pausable,omitempty"`
	Stops       []string    `json:"stops,omitempty"` // the only procedures it stands still for
	Pauses      []Span      `json:"pauses,omitempty"`
	Due         time.Time   `json:"due"`
	Date        string      `json:"date"`
	Provisional bool        `json:"provisional,omitempty"`
	DueVersion  int         `json:"due_version"`
	Asked       string      `json:"asked,omitempty"`     // a limit the assigner stated instead of the rule's
	Stated      time.Time   `json:"stated,omitzero"`     // a due instant stated outright
	Times       int         `json:"times,omitempty"`     // how often a recurring clock has come round
	NotBefore   time.Time   `json:"not_before,omitzero"` // a clock born of a deeming is never due before it
	Near        time.Time   `json:"near,omitzero"`       // from then on its time is used up, whatever is warned of; zero where an older worker counted it
	Alarms      []Alarm     `json:"alarms,omitempty"`
	Ended       time.Time   `json:"ended,omitzero"`
	Deciders    []Role      `json:"deciders,omitempty"` // who may extend it
	Extends     string      `json:"extends,omitempty"`  // rule of the extension
	Prompt      bool        `json:"prompt,omitempty"`   // counted in hours, minutes or seconds
	Cards       []string    `json:"cards,omitempty"`    // issued on this clock and not voided
	Asks        Role        `json:"asks,omitempty"`     // who is asked first: the delegate, where power was delegated
	// Once: it is extended once at most.
	Once bool `json:"once,omitempty"`
	// Regardless: only an answer stops it, and no notice: silence alone decides (R061).
	Regardless bool `json:"regardless,omitempty"`
	// Delegated is whose power another decider exercises, for the record (R043).
	Delegated Role `json:"delegated,omitempty"`
	// Hears are those told of the asking beside who decides (R054).
	Hears []Role `json:"hears,omitempty"`
	// Post and Unit name who answers for this clock where it is not the post that
	// handles the case: a co-unit's part (R044).
	Post string `json:"post,omitempty"`
	Unit string `json:"unit,omitempty"`
	// Chases: every round reminds whoever's turn it is (R057).
	Chases bool `json:"chases,omitempty"`
	// Policy is the version it is counted by where the case's own lacks the clock.
	Policy string `json:"policy,omitempty"`
	// Climbed are the rungs of its ladder behind it: instant, level, card and whether it
	// asked who answers; of one that comes round, the last. By them one sees what another
	// late clock shared with it.
	Climbed []Alarm `json:"climbed,omitempty"`
	// Called are the instants at which its ladder asked who answers: it asks for each once,
	// however often it is written anew.
	Called []time.Time `json:"called,omitempty"`
	// RanOut is the version of its due date by which it was breached.
	RanOut int `json:"ran_out,omitempty"`
	// Filed is when this round of a standing duty was filed.
	Filed time.Time `json:"filed,omitzero"`
	// Known is since when its due date could be known as it is: the receipt was
	// entered for the past, or an act moved the date into it, only then. What a
	// breach brings counts from no earlier.
	Known time.Time `json:"known,omitzero"`
}

// Again asks to count a clock that runs already. Warnings before an instant are left out.
func (c Clock) Again(skip time.Time) PlanClock {
	return PlanClock{
		Name: c.Name, Start: c.Start, Granted: c.Granted, Limit: c.Asked, Stated: c.Stated, Times: c.Times, Policy: c.Policy,
		Pauses: c.Pauses, NotBefore: c.NotBefore, SkipBefore: skip, Known: c.Known,
	}
}

// Open tells whether the clock still waits for somebody.
func (c Clock) Open() bool {
	return c.Status == Running || c.Status == Paused || c.Status == Breached
}

// UsedUp is the instant from which whoever is given the matter could no more keep to the
// clock: its last days, as `near` is counted, whether or not the policy warns then.
func (c Clock) UsedUp() time.Time {
	if c.Near.IsZero() {
		return c.Due
	}
	return c.Near
}

// Entry is a receipt entered for the past: the post that registered it, whose turn
// the time until then was, and why it came late (design section 1).
type Entry struct {
	Post   string `json:"post,omitempty"`
	Role   Role   `json:"role"`
	TextID string `json:"text_id,omitempty"`
}

// Extension is a request for more time that is still undecided.
type Extension struct {
	Clock  string    `json:"clock"`
	Round  int       `json:"round"`
	Days   int       `json:"days"` // in the clock's own unit
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	TextID string    `json:"text_id,omitempty"`
	Asked  Role      `json:"asked,omitempty"` // whose desk it lies on, where that is not the first who may decide
	// Signers are those who have yet to sign, each in turn, where one is not enough (R232);
	// Proof is the paper it rests on as well (R190).
	Signers []Role `json:"signers,omitempty"`
	Proof   string `json:"proof,omitempty"`
}

// Decides tells whether a role may decide it: one that the rule names, or who was asked
// in its place; where several sign, whose turn it is.
func (x *Extension) Decides(clock *Clock, r Role) bool {
	if len(x.Signers) > 0 {
		return r == x.Signs(clock)
	}
	return slices.Contains(clock.Deciders, r) || x.Asked != "" && x.Asked == r
}

// Signs is on whose desk it lies.
func (x *Extension) Signs(clock *Clock) Role {
	switch {
	case x.Asked != "":
		return x.Asked
	case len(x.Signers) > 0:
		return x.Signers[0]
	}
	return clock.Asks
}

// Proposal is a result the desk proposes, until it is decided. Signed is how many of those
// who review it have done so.
type Proposal struct {
	Outcome  string    `json:"outcome"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Signed   int       `json:"signed,omitempty"`
	TextID   string    `json:"text_id,omitempty"`
	BasisID  string    `json:"basis_id,omitempty"`
	NumberID string    `json:"number_id,omitempty"`
	Until    time.Time `json:"until,omitzero"`
}

// Standin is a post an absence leaves to nobody, and who was named for it; empty
// while nobody was.
type Standin struct {
	Post   string `json:"post"`
	Person string `json:"person,omitempty"`
}

// PauseState is a pause that is still open.
type PauseState struct {
	Category string    `json:"category"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"` // as announced
	By       string    `json:"by"`
}

// Cause is the breach an accountability case was opened for.
type Cause struct {
	Number string    `json:"number"`
	Clock  string    `json:"clock"`
	Round  int       `json:"round"`
	Post   string    `json:"post"`
	At     time.Time `json:"at"`           // of its opening, some rungs later
	Due    time.Time `json:"due,omitzero"` // when the clock ran out
	Turn   Role      `json:"turn,omitempty"`
}

// Proposed are points a missed round may cost the unit. People decide (R110).
type Proposed struct {
	Clock   string    `json:"clock"`
	Round   int       `json:"round"`
	Rule    string    `json:"rule"`
	Measure string    `json:"measure"`
	At      time.Time `json:"at"` // when the round was over
}

// listKeepers see to all standing duties (R100 to R102).
var listKeepers = []Role{SupervisionOffice, GeneralOffice}

// FilesDuty tells whether one of the roles files a duty: whoever owes it, or for him
// those who keep the list.
func FilesDuty(roles []Role, owner Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return r == owner || slices.Contains(listKeepers, r) })
}

// State is everything a case workflow remembers. It is what continue-as-new
// carries, what the projection keeps, and what a new run starts from.
type State struct {
	Number string `json:"number"`
	Kind   Kind   `json:"kind"`
	Item   string `json:"item,omitempty"`
	// ItemVersion is the version of the item the case was received under; 0 until it
	// was planned, and in states from before items had versions.
	ItemVersion int           `json:"item_version,omitempty"`
	Class       string        `json:"class,omitempty"` // permit or service, as the plan says
	Unit        string        `json:"unit"`
	Post        string        `json:"post"`           // the post that handles the case
	Held        []Held        `json:"held,omitempty"` // those that had it before, in their order
	Run         int           `json:"run"`
	Revision    int           `json:"revision"`
	Stage       Stage         `json:"stage"`
	Turn        Role          `json:"turn,omitempty"`
	Received    time.Time     `json:"received"`
	Registered  time.Time     `json:"registered"`
	Entry       *Entry        `json:"entry,omitempty"`    // the receipt was entered for the past
	Declared    int           `json:"declared,omitempty"` // revision of its kind's declaration, which the run began under
	Policy      string        `json:"policy,omitempty"`   // service-permit@1
	Calendar    string        `json:"calendar,omitempty"` // cn@3
	Lead        time.Duration `json:"lead,omitempty"`     // how early dated alarms are armed
	Clocks      []Clock       `json:"clocks,omitempty"`
	Extension   *Extension    `json:"extension,omitempty"`
	Proposal    *Proposal     `json:"proposal,omitempty"` // a result that waits for its review
	Pause       *PauseState   `json:"pause,omitempty"`
	Urgent      *Urgent       `json:"urgent,omitempty"`   // an act a short cover asked for
	Second      *Second       `json:"second,omitempty"`   // an act that waits for a second signature
	Standins    []Standin     `json:"standins,omitempty"` // absence: posts that nobody would stand on (R169)
	// Accountable lists the posts an accountability case stands open for.
	Accountable []string `json:"accountable,omitempty"`
	Cause       *Cause   `json:"cause,omitempty"`
	// Apart lists the persons who have an accountability case of their own over the
	// same matter, as far as this one knows.
	Apart []string `json:"apart,omitempty"`
	// Facts are codes the case was registered with or that its acts added: who is
	// away, which form of leave, which measure. Never a word somebody wrote.
	Facts      map[string]string `json:"facts,omitempty"`
	Term       *Span             `json:"term,omitempty"`     // absence: from leaving to the stated return
	Missing    []string          `json:"missing,omitempty"`  // materials asked for by the one-time notice
	Handling   *Handling         `json:"handling,omitempty"` // what its item says of how it is handled
	Intake     string            `json:"intake,omitempty"`   // IntakeComplete, IntakeIncomplete; empty: nobody has looked yet
	Papers     []Paper           `json:"papers,omitempty"`   // that were brought
	Asked      []string          `json:"asked,omitempty"`    // materials any notice asked for
	Rounds     int               `json:"rounds,omitempty"`   // how many notices there were
	Lacking    []string          `json:"lacking,omitempty"`  // materials that are to follow on a signed promise
	Served     []Served          `json:"served,omitempty"`   // papers whoever applied has, or is being sent
	Proposed   []Proposed        `json:"proposed,omitempty"` // duties: points nobody has decided yet
	Result     string            `json:"result,omitempty"`   // how the case ended: completed, denied, declined, …
	Decision   string            `json:"decision,omitempty"`
	ClosedAt   time.Time         `json:"closed_at,omitzero"`
	ClosedFrom Stage             `json:"closed_from,omitempty"`
	// Links are the numbers this case states a link to; Follows is the leading case
	// it was merged into.
	Links   []string `json:"links,omitempty"`
	Follows string   `json:"follows,omitempty"`
	// Seen holds the verdicts of the last commands, so that a repeat is answered
	// and changes nothing.
	Seen []Verdict `json:"seen,omitempty"`
}

// Closed tells whether the case has ended.
func (s *State) Closed() bool { return s.Stage == StageClosed }

// Stops are the only procedures for which what runs now stands still; nil where its law leaves
// that to the class of the matter.
func (s *State) Stops() []string {
	for _, c := range s.Clocks {
		if c.Pausable && c.Status == Running && len(c.Stops) > 0 {
			return c.Stops
		}
	}
	return nil
}

// Clock finds the latest round of a clock, or nil.
func (s *State) Clock(name string) *Clock {
	for i := range slices.Backward(s.Clocks) {
		if s.Clocks[i].Name == name {
			return &s.Clocks[i]
		}
	}
	return nil
}

// Next is the earliest instant over all clocks; ok is false when nothing waits.
// ahead tells whether everything at that instant may be armed early.
func (s *State) Next() (at time.Time, ahead, ok bool) {
	for i := range s.Clocks {
		for _, a := range s.Clocks[i].Alarms {
			switch {
			case !ok || a.At.Before(at):
				at, ahead, ok = a.At, a.Ahead, true
			case a.At.Equal(at):
				ahead = ahead && a.Ahead
			}
		}
	}
	return at, ahead, ok
}

// CloneClocks copies clocks deeply. Their alarms lie in one piece: a state has many, and is
// copied at every step.
func CloneClocks(of []Clock) []Clock {
	n := 0
	for i := range of {
		n += len(of[i].Alarms) + len(of[i].Climbed)
	}
	all := make([]Alarm, 0, n)
	piece := func(of []Alarm) []Alarm {
		if of == nil {
			return nil
		}
		from := len(all)
		all = append(all, of...)
		return all[from:len(all):len(all)] // whoever adds to it copies it
	}
	out := slices.Clone(of)
	for i := range out {
		c := &out[i]
		c.Pauses, c.Cards, c.Called = slices.Clone(c.Pauses), slices.Clone(c.Cards), slices.Clone(c.Called)
		c.Alarms, c.Climbed = piece(c.Alarms), piece(c.Climbed)
	}
	return out
}

// Clone copies the state deeply, so that a step can be tried and thrown away.
func (s *State) Clone() *State {
	c := *s
	c.Clocks = CloneClocks(s.Clocks)
	c.Held = slices.Clone(s.Held)
	c.Accountable = slices.Clone(s.Accountable)
	c.Apart = slices.Clone(s.Apart)
	c.Missing = slices.Clone(s.Missing)
	c.Papers = slices.Clone(s.Papers)
	c.Asked = slices.Clone(s.Asked)
	c.Lacking = slices.Clone(s.Lacking)
	c.Served = slices.Clone(s.Served)
	c.Proposed = slices.Clone(s.Proposed)
	c.Links = slices.Clone(s.Links)
	c.Standins = slices.Clone(s.Standins)
	c.Seen = slices.Clip(s.Seen) // a verdict never changes, and whoever adds one copies them
	c.Facts = maps.Clone(s.Facts)
	if s.Term != nil {
		t := *s.Term
		c.Term = &t
	}
	if s.Extension != nil {
		e := *s.Extension
		c.Extension = &e
	}
	if s.Urgent != nil {
		u := *s.Urgent
		c.Urgent = &u
	}
	c.Second = s.Second.Clone()
	if s.Proposal != nil {
		p := *s.Proposal
		c.Proposal = &p
	}
	if s.Pause != nil {
		p := *s.Pause
		c.Pause = &p
	}
	return &c
}
