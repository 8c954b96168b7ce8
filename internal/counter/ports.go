package counter

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// Store is what the counter keeps in Postgres. Implementations return
// casework errors for what the caller did wrong and wrapped errors for the rest.
type Store interface {
	// RegisterCase allots the number and stores the case, its sealed values and
	// the idempotency key in one transaction. The same key and digest give the
	// number of the first call and repeated=true; another digest is KeyReused.
	RegisterCase(ctx context.Context, in NewCase) (number string, repeated bool, err error)
	// SaveCommand stores a command and its texts before the engine hears of it.
	// A repeat with the same digest returns the stored command and, if one is in,
	// its verdict; another digest is KeyReused. A command whose file the case has
	// already, for the same readers, is not kept: the one that brought it comes back.
	SaveCommand(ctx context.Context, in NewCommand) (cmd casework.Command, verdict *casework.Verdict, err error)
	// SaveVerdict records a verdict the counter gave itself (case closed).
	SaveVerdict(ctx context.Context, number string, v casework.Verdict) error
	// Heard tells what is known of the id of something that came straight to the
	// engine: taken by another command, or decided before, in an earlier run.
	Heard(ctx context.Context, number string, cmd casework.Command) (taken bool, verdict *casework.Verdict, err error)
	// VerdictOf reads a verdict, nil while there is none.
	VerdictOf(ctx context.Context, commandID string) (*casework.Verdict, error)
	// VerdictFor is VerdictOf for who sent the command; NotFound for everybody else.
	VerdictFor(ctx context.Context, actor, commandID string) (*casework.Verdict, error)
	// SaveText keeps one text for later use by a signal and returns its id.
	SaveText(ctx context.Context, by, number, text string) (id string, err error)

	MarkStarted(ctx context.Context, number string) error
	// Unstarted lists cases the engine has not got yet, oldest first: registered
	// before, not void, and with their opening instant behind them.
	Unstarted(ctx context.Context, before time.Time, limit int) ([]casework.State, error)
	// Undecided lists commands without a verdict stored before the instant.
	Undecided(ctx context.Context, before time.Time, limit int) ([]Waiting, error)
	// Suspects lists open cases whose next instant passed before the given time
	// without a step: their workflow may be missing.
	Suspects(ctx context.Context, before time.Time, limit int) ([]casework.State, error)
	// NextRun takes the next run number of a case for a reopened or repaired
	// workflow and returns the state to start it from.
	// CaseNotClosed if the case is not in the given run any more: somebody else took it.
	NextRun(ctx context.Context, number string, run int) (casework.State, error)

	// Reading runs fn with a context under which everything is read from one snapshot;
	// what fn writes is there before it returns nil.
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	Case(ctx context.Context, number string) (casework.CaseView, error)
	// Links lists what the case states of others and others of it, oldest first.
	Links(ctx context.Context, number string) ([]casework.Tie, error)
	// Leading reads the cases that merged ones follow, by the follower's number.
	Leading(ctx context.Context, followers []string) (map[string]casework.CaseView, error)
	// Following lists what its leading case came to and a merged case was not told yet.
	Following(ctx context.Context, number string) ([]Waiting, error)
	Clocks(ctx context.Context, number string) ([]casework.ClockView, error)
	Timeline(ctx context.Context, number string) ([]casework.TimelineRow, error)
	Ledger(ctx context.Context, number string) ([]casework.LedgerRow, error)
	// Texts opens sealed values; fields of the case when ids is empty.
	OpenFields(ctx context.Context, number string) (map[string]string, error)
	OpenTexts(ctx context.Context, number string, ids []string) (map[string]string, error)
	// FieldNames tells which sealed fields a case has, opening none.
	FieldNames(ctx context.Context, number string) ([]string, error)
	ListCases(ctx context.Context, f CaseFilter) (rows []casework.CaseView, total int, err error)
	ListClocks(ctx context.Context, f ClockFilter) (rows []casework.ClockView, total int, err error)
	// CountLights counts the open clocks of a desk by light.
	CountLights(ctx context.Context, f ClockFilter) (Lights, error)
	// Duty lists who was answerable for a post in [from, to), in order, without a gap.
	Duty(ctx context.Context, post string, from, to time.Time) ([]casework.DutySpan, error)
	Inbox(ctx context.Context, person string, unreadOnly bool, offset, limit int) (rows []casework.InboxRow, total, unread int, err error)
	Unread(ctx context.Context, person string) (int, error)
	MarkRead(ctx context.Context, person string, ids []int64) error

	// Audit appends a row; every read of personal data is one.
	Audit(ctx context.Context, actor, action, object, detail string) error
	Office(ctx context.Context) (*Office, error)
	Holdings(ctx context.Context, person string, at time.Time) ([]casework.Holding, error)

	Files
	Calendars
	Policies
	Watchlist
	Staff
	QueryCodes
	Targets
	Papers
	Parking
}

// ErrGone is the engine's answer for a case without an open workflow.
var ErrGone = errors.New("no workflow of that number runs")

// Engine is what the counter asks of Temporal.
type Engine interface {
	// Start begins a case workflow; one that runs already is left alone.
	// again allows a new run of a closed one.
	Start(ctx context.Context, in casework.Start, again bool) error
	// Update delivers a command and waits for its verdict until ctx ends.
	// ErrGone tells that no workflow of that number runs, a casework.Error that the
	// workflow refuses its form.
	Update(ctx context.Context, number string, c casework.Command) (casework.Verdict, error)
	// Trail asks the last run of a case, ended or not, for its last steps. ErrGone:
	// the engine knows of none.
	Trail(ctx context.Context, number string) (casework.Trail, error)
	// Running tells whether a workflow of that number is open.
	Running(ctx context.Context, number string) (bool, error)
	// Release tells a parked case to try its step again; ErrGone as for Update.
	Release(ctx context.Context, number string) error
	Healthy(ctx context.Context) error
}

// NewCase is a case as it is registered. Fields are personal and are sealed
// one by one before they touch the disk.
type NewCase struct {
	Kind       casework.Kind
	Item       string
	Unit       string
	Post       string
	Received   time.Time
	Registered time.Time
	By         string            // person id
	Entry      *casework.Entry   // Received lies in the past
	Fields     map[string]string // applicant, phone, matter, …: personal or free text
	Materials  []string          // codes of materials received
	Facts      map[string]string // codes only: who is away, in which form, who may grant it
	Term       *casework.Span    // absence: from leaving to the stated return
	CodeHash   []byte            // of the query code; nil: none was issued
	Within     []string          // duties: the units of the bureau, which has them once (R100)
	Key        string            // hash of principal and Idempotency-Key
	Digest     []byte            // of the body
}

// NewCommand is a command as it is submitted.
type NewCommand struct {
	Number  string
	Command casework.Command  // Args without texts; the store fills in text ids
	Texts   map[string]string // "reason", "basis": sealed before they touch the disk
	File    *File             // kept with the command or not at all
	Digest  []byte
}

// Waiting is a command the engine has not answered yet.
type Waiting struct {
	Number  string
	Command casework.Command
	Closed  *time.Time // when the case ended, if it has
}

// Office is the reference data of one installation, read often and changed
// rarely; the store keeps it cached.
type Office struct {
	Units   []casework.Unit
	Persons []casework.Person
	Posts   []casework.Post
	Items   []policy.Item        // as offered now
	Held    []policy.ItemVersion // every version, of what is offered no longer, too
}

// ItemOf is the item of a case as it was when the case was received; what it is now
// where that is not known.
func (o *Office) ItemOf(id string, version int) (policy.Item, bool) {
	for _, v := range o.Held {
		if v.ID == id && v.Version == version {
			return v.Item, true
		}
	}
	i := slices.IndexFunc(o.Items, func(it policy.Item) bool { return it.ID == id })
	if i < 0 {
		return policy.Item{}, false
	}
	return o.Items[i], true
}

// Scope is one reach of a person into the cases of one kind. Its parts add up: a
// case is in it when All is set, or its unit or post is listed, or Person
// registered it.
type Scope struct {
	Kind   casework.Kind // empty: of every kind
	All    bool
	Units  []string // every unit spelled out, those below included
	Posts  []string
	Person string // person id; empty matches nobody
	Joint  bool   // cases in which one of these units or posts has a part, too
	// Concerned adds cases about this person; Against leaves out the others that
	// stand against one of these posts.
	Concerned string
	Against   []string
	Accused   string
	// Beside leaves out the cases over a matter for which this person answers in
	// another one.
	Beside string
	// Aside are units where cases that went upward are left out; those that went to
	// one of Posts are in. Upward: of a kind whose cases may.
	Aside  []string
	Upward bool
}

// CaseFilter chooses cases for a list; zero fields do not narrow.
type CaseFilter struct {
	Scope  []Scope // a case is seen when one of them fits; none sees nothing
	Kind   casework.Kind
	Stage  casework.Stage
	Light  casework.Light
	Open   *bool
	Number string // its beginning
	Policy string // the version it runs on, service-permit@2
	// Pending keeps cases in which more time, or an urgent act (R166), waits for a
	// leader's word.
	Pending bool
	// From and Until keep cases received in [From, Until).
	From, Until time.Time
	// StoodAt keeps cases that were not closed before it.
	StoodAt       time.Time
	Offset, Limit int
}

// ClockFilter chooses open clocks for a desk, most urgent first.
type ClockFilter struct {
	// Holder keeps clocks whose post this person stands on now.
	Holder string
	Scope  []Scope // as in CaseFilter
	Light  casework.Light
	// Midnight ends the day of the office. Set, it parts yellow clocks: DueToday
	// are those due by then, Yellow the others.
	Midnight      time.Time
	Offset, Limit int
}

// DueToday is a light of desks only: yellow, and due before the day is over.
const DueToday casework.Light = "today"

// Lights counts open clocks by what they show.
type Lights struct {
	Red    int `json:"red"`
	Today  int `json:"today"`
	Yellow int `json:"yellow"` // due soon, and not today
	Green  int `json:"green"`
	Paused int `json:"paused"`
}
