package casework

import (
	"slices"
	"time"
)

// TaskQueue is where case workflows and their activities run.
const TaskQueue = "shixian-cases"

// Names under which workflows and activities are registered. Histories hold
// them, so they never change.
const (
	ServiceWorkflow        = "service"
	DocumentWorkflow       = "document"
	ComplaintWorkflow      = "complaint"
	SupervisionWorkflow    = "supervision"
	DutiesWorkflow         = "duties"
	AbsenceWorkflow        = "absence"
	AccountabilityWorkflow = "accountability"

	PlanActivity      = "plan"
	CommitActivity    = "commit"
	AuthorizeActivity = "authorize"
	CoverActivity     = "cover"
	TallyActivity     = "tally"

	TrailQuery = "trail"
)

// Search attributes, set once at the start of a case.
const (
	AttributeKind = "Kind"
	AttributeUnit = "Unit"
)

// Start is the input of every case workflow: the state to begin with. A new
// case brings what registration knew; a reopened or repaired one, or one that
// continues as new, brings the whole state of the run before.
type Start struct {
	State State `json:"state"`
	// Resume is the command that opened a closed case again (reopen, correct).
	Resume *Command `json:"resume,omitempty"`
	// Trail are the last steps of the run before: a command that counts from an
	// instant before them goes back behind them.
	Trail []Mark `json:"trail,omitempty"`
	// Forgotten is the instant of the latest step that nobody goes back behind any more.
	Forgotten time.Time `json:"forgotten,omitzero"`
	// Parked: it stands in the operator's sight until a step of it stands again.
	Parked bool `json:"parked,omitempty"`
}

// Mark remembers a step that was made: the state before it and what it said.
type Mark struct {
	At     time.Time `json:"at"`
	Made   time.Time `json:"made"`
	Before State     `json:"before"`
	Cmd    *Command  `json:"cmd,omitempty"` // none where clocks ran out
	Events []Event   `json:"events,omitempty"`
	// Rewritten are the breaches of earlier steps whose record it took back.
	Rewritten []Rewritten `json:"rewritten,omitempty"`
}

// Trail is what a run answers when it is asked for its last steps, running or ended:
// they lead to State.
type Trail struct {
	State     State     `json:"state"`
	Marks     []Mark    `json:"marks,omitempty"`
	Forgotten time.Time `json:"forgotten,omitzero"` // as Start's
}

// PlanRequest asks for the due instants of clocks. Policy, ItemVersion and Calendar
// are the pins; empty means the current ones, of the item the one in force at
// Received, which the answer then names.
type PlanRequest struct {
	Number      string      `json:"number"`
	Kind        Kind        `json:"kind"`
	Item        string      `json:"item,omitempty"`
	ItemVersion int         `json:"item_version,omitempty"`
	Received    time.Time   `json:"received,omitzero"`
	Unit        string      `json:"unit,omitempty"`
	Policy      string      `json:"policy,omitempty"`
	Calendar    string      `json:"calendar,omitempty"`
	Clocks      []PlanClock `json:"clocks"`
}

// PlanClock is what the counting needs to know of one clock.
type PlanClock struct {
	Name    string    `json:"name"`
	Start   time.Time `json:"start"`
	Granted int       `json:"granted,omitempty"`
	// Policy is the version it is counted by where the case's own lacks it.
	Policy string `json:"policy,omitempty"`
	// Limit is one the assigner stated instead of the rule's; Stated is a due
	// instant stated outright; Times counts a recurring clock's rounds.
	Limit     string    `json:"limit,omitempty"`
	Stated    time.Time `json:"stated,omitzero"`
	Times     int       `json:"times,omitempty"`
	Pauses    []Span    `json:"pauses,omitempty"`
	NotBefore time.Time `json:"not_before,omitzero"`
	// Pausing is true where a pause is being asked for, which its cap may forbid.
	Pausing bool `json:"pausing,omitempty"`
	// SkipBefore leaves out warnings before it: receipt entered for the past.
	SkipBefore time.Time `json:"skip_before,omitzero"`
	// Known is as the clock's: no rung above the first counts from before it.
	Known time.Time `json:"known,omitzero"`
	// Climbs asks for that round of the rung that comes round.
	Climbs int `json:"climbs,omitempty"`
}

// Plan answers a PlanRequest, clock by clock in the order asked.
type Plan struct {
	Policy      string        `json:"policy"`
	Calendar    string        `json:"calendar"`
	ItemVersion int           `json:"item_version,omitempty"`
	Class       string        `json:"class,omitempty"`
	Handling    *Handling     `json:"handling,omitempty"` // answered to the first plan of a case
	Lead        time.Duration `json:"lead"`
	Clocks      []Planned     `json:"clocks"`
}

// Planned is one clock, counted. Absent is true where the item has no such
// clock; Refused names why a grant would go past the cap or the law.
type Planned struct {
	Clock   Clock  `json:"clock"`
	Absent  bool   `json:"absent,omitempty"`
	Refused Code   `json:"refused,omitempty"`
	Rule    string `json:"rule,omitempty"`
	// Carries names the clock that this grant would outrun, and By how many units
	// that one must be granted too: a permit's statutory limit, 行政许可法 42.
	Carries string `json:"carries,omitempty"`
	By      int    `json:"by,omitempty"`
}

// Step is one revision of a case: everything that one command, or all clocks of
// one instant, changed. It is written in one transaction, keyed by case, run and
// revision; writing it again changes nothing.
type Step struct {
	State State `json:"state"`
	// At is the instant from which State holds; it lies ahead where the step was
	// armed. Until then readers see the stage and turn of Before.
	At      time.Time `json:"at"`
	Before  *Standing `json:"before,omitempty"`
	Events  []Event   `json:"events,omitempty"`
	Verdict *Verdict  `json:"verdict,omitempty"`
	// Command is the one the verdict is on, as it is stored. One that came through no
	// door of the engine is believed only where its row agrees; of one that did the
	// row is made.
	Command *Command `json:"command,omitempty"`
	// TakenBack are the keys of events that a command, counted from an earlier
	// instant, made untrue.
	TakenBack []string `json:"taken_back,omitempty"`
	// Heeds: whoever made the step reads what Committed answers. One that does not, a
	// worker of an earlier release, takes every answer for written: its step is.
	Heeds bool `json:"heeds,omitempty"`
	// Asks: what was stored before its instant, or before the command that it obeys,
	// comes first.
	Asks bool `json:"asks,omitempty"`
	// Rewritten are the breaches whose record is taken back whole, whatever steps it
	// was written by: another due date makes it anew.
	Rewritten []Rewritten `json:"rewritten,omitempty"`
	// Certificates say on paper what the law decided in this step. They are written where
	// it is committed and are no part of what is compared with an earlier attempt.
	Certificates []Certificate `json:"-"`
}

// Certificate is a paper that no hand issues: what the law deemed when a time ran out.
type Certificate struct {
	Event   string // key of the event it says; taken back with that
	Form    string
	Word    string
	Unit    string    // whose number it bears
	Bureau  string    // whose outgoing register it enters; empty: none
	At      time.Time // its legal instant, from which it is there
	Content []byte    // its words, as JSON
}

// Rewritten is one round of a clock of which nothing stands that followed from its
// due date as it was; Whole, where nothing of the round does. From is the version of that
// date: what an earlier one brought was undone for itself, and stands as it was told.
type Rewritten struct {
	Clock string `json:"clock"`
	Round int    `json:"round"`
	Whole bool   `json:"whole,omitempty"`
	From  int    `json:"from,omitempty"`
}

// Covers tells whether an event is among what is rewritten. A case that was opened
// stays: people are at work on it, and they decide.
func (r Rewritten) Covers(e Event) bool {
	return e.Clock == r.Clock && e.Round == r.Round && e.DueVersion >= r.From && (r.Whole || slices.Contains(ofBreach, e.Name))
}

// Undoes are the keys of events that stand and that the step writes anew.
func (s Step) Undoes(standing []Event) (keys []string) {
	for _, e := range standing {
		covers := func(r Rewritten) bool { return r.Covers(e) }
		if slices.ContainsFunc(s.Rewritten, covers) && !slices.Contains(s.TakenBack, e.Key) {
			keys = append(keys, e.Key)
		}
	}
	return keys
}

// ofBreach are the events that follow from the due date of a clock that was not met, what the lead
// hears of a late part among them (R045).
var ofBreach = []EventName{ClockBreached, CardIssued, Escalated, StepOverdue}

// OfBreach names them, for who looks them up.
func OfBreach() []string {
	names := make([]string, len(ofBreach))
	for i, name := range ofBreach {
		names[i] = string(name)
	}
	return names
}

// Committed is what a commit answers. Its zero value says that the step is written;
// that is also what older histories hold, where a commit answered nothing. Any
// other value says why the step was NOT written, and what must come first.
type Committed struct {
	// Earlier are commands stored before the instant of a step of clocks and not yet
	// obeyed: they come first, oldest first, and the step is made anew after them.
	Earlier []Command `json:"earlier,omitempty"`
	// Doubted: what is stored of the step's command does not agree with what was
	// brought to the workflow.
	Doubted bool `json:"doubted,omitempty"`
}

// Written tells whether the step stands.
func (c Committed) Written() bool { return len(c.Earlier) == 0 && !c.Doubted }

// AuthorizeRequest asks whether a signal's actor may do what it asks.
type AuthorizeRequest struct {
	Number  string    `json:"number"`
	Kind    Kind      `json:"kind"`
	Unit    string    `json:"unit"`
	Post    string    `json:"post"`
	Command string    `json:"command"`
	Actor   string    `json:"actor"`
	At      time.Time `json:"at"`
	To      string    `json:"to,omitempty"`     // a post the command names
	Case    string    `json:"case,omitempty"`   // and another case
	Target  Kind      `json:"target,omitempty"` // and another kind
	Clock   string    `json:"clock,omitempty"`  // and the one it is an act on
	Args    Args      `json:"args,omitzero"`    // what it says, checked as pages and JSON are
	// ID, Door and Event find when the engine received it.
	ID    string `json:"id,omitempty"`
	Door  Door   `json:"door,omitempty"`
	Event int    `json:"event,omitempty"`
	// Unknown is an argument no command has.
	Unknown string `json:"unknown,omitempty"`
}

// Authority answers it: the roles the actor has towards this case, or why not.
type Authority struct {
	Allowed bool   `json:"allowed"`
	Roles   []Role `json:"roles,omitempty"`
	Code    Code   `json:"code,omitempty"`
	Rule    string `json:"rule,omitempty"` // the rule that stands against it
	Field   string `json:"field,omitempty"`
	// Person speaks for the unit the command names (R139).
	Person string `json:"person,omitempty"`
	Unit   string `json:"unit,omitempty"` // of the post the command names
	// Employment and Appointed are those of the person the command names (R223).
	Employment Employment `json:"employment,omitempty"`
	Appointed  string     `json:"appointed,omitempty"`
	// Clock is the one the command answers to, where several posts may owe one.
	Clock string `json:"clock,omitempty"`
	// Issued is when the paper the command serves went out.
	Issued time.Time `json:"issued,omitzero"`
	// At is when the engine received it: it counts from then.
	At time.Time `json:"at,omitzero"`
	// Taken: the id is another command's. What was asked is refused, and that one
	// goes its own way.
	Taken bool `json:"taken,omitempty"`
	// Verdict is what became of this same command before: an earlier run obeyed it.
	Verdict *Verdict `json:"verdict,omitempty"`
}

// Standing is the stage and the turn of a case.
type Standing struct {
	Stage Stage `json:"stage"`
	Turn  Role  `json:"turn,omitempty"`
}

// CoverRequest asks which posts of a person nobody would stand on during a time, or,
// with a Standin, whether he may be named to stand on Post meanwhile.
type CoverRequest struct {
	Person  string    `json:"person,omitempty"` // nobody: the post is vacant
	Term    Span      `json:"term"`
	Post    string    `json:"post,omitempty"`
	Standin string    `json:"standin,omitempty"`
	At      time.Time `json:"at,omitzero"` // who is not back by then is late
	// Roles asks something else: the first of them on whose post of the unit somebody
	// stands at At who may sign there, and is not Person.
	Roles []Role `json:"roles,omitempty"`
	Unit  string `json:"unit,omitempty"`
	// Left asks something else again: the cases that lie open on the posts Person holds.
	Left bool `json:"left,omitempty"`
}

// Cover answers it; Posts is empty where everybody is covered. Refused says why the
// person may not leave, or the stand-in not be named: CoverRing, StandinAway.
type Cover struct {
	Posts   []string `json:"posts,omitempty"`
	Refused Code     `json:"refused,omitempty"`
	Role    Role     `json:"role,omitempty"` // of those asked for; empty: nobody is there
	Open    []string `json:"open,omitempty"` // numbers of the cases that were left, as asked for
}

// TallyRequest asks how often a unit was complained of, so that R080 can be
// applied: on one matter in all, and in the month before At.
type TallyRequest struct {
	Number string    `json:"number"` // the complaint that asks
	Unit   string    `json:"unit"`
	Matter string    `json:"matter,omitempty"` // number of the first complaint on the matter
	At     time.Time `json:"at"`
	Policy string    `json:"policy,omitempty"` // the version that says how many are several

	// Rates asks how promises were kept instead, between Since and At: of cases of Item, in
	// how many the promised day was kept (实现率); of what Unit had to make public, how much
	// is (公开率; R227).
	Rates bool      `json:"rates,omitempty"`
	Item  string    `json:"item,omitempty"`
	Since time.Time `json:"since,omitzero"`

	// Covers asks which of these units nobody has visited on an open check since then, and
	// which must be among them: something was found there last time (R112).
	Covers []string `json:"covers,omitempty"`
	// Everybody asks it of every unit of the bureau, too.
	Everybody bool `json:"everybody,omitempty"`
}

// Tally answers it; both count the complaint that asks. Several is how many in a
// month the office calls several; 0 where its policy does not say.
type Tally struct {
	OnMatter int `json:"on_matter"`
	InMonth  int `json:"in_month"`
	Several  int `json:"several,omitempty"`

	Due  int `json:"due,omitempty"` // cases of the item whose promised day came
	Kept int `json:"kept,omitempty"`
	// Excused were late, and whoever looked into it found nobody to answer.
	Excused int `json:"excused,omitempty"`
	Owed    int `json:"owed,omitempty"` // what was to be made public by then
	Public  int `json:"public,omitempty"`

	Left []string `json:"left,omitempty"` // not visited yet
	Must []string `json:"must,omitempty"` // visited last when something was found
}

// UnitTally is one of a unit.
type UnitTally struct {
	Unit string `json:"unit"`
	Tally
}
