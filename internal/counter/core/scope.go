package core

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

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
	// Numbers, Items and Units keep cases that are one of these, or lie there; nil does not
	// narrow, an empty one keeps none. Known keeps those that may hold what is known of them.
	Numbers, Items, Units []string
	Known                 Known
	// By keeps cases of some posts.
	By *Hands
	// Pending keeps cases in which more time, an urgent act (R166) or a second signature
	// (R048) waits for somebody's word.
	Pending bool
	// From and Until keep cases received in [From, Until).
	From, Until time.Time
	// LateSince keeps cases of which a clock is late still, or was met late at or after it.
	LateSince time.Time
	// StoodAt keeps cases that were not closed before it.
	StoodAt time.Time
	// Figure keeps the cases that are counted by one (FigureFilter).
	Figure *Figure
	// Oldest turns the order round; After keeps cases behind that one, in it.
	Oldest bool
	After  CaseMark
	// Count is how far the cases that fit are counted; Many at least.
	Count, Offset, Limit int
}

// Figure is something cases are counted by: how they stand now, or what happened to them in
// [From, Until).
type Figure struct {
	Name        string
	From, Until time.Time // of how they stand: Until is the midnight that ends the day
}

// Figures: due today, near and late as they stand now, each case by the most urgent of its
// clocks; then what a time brought: clocks that ran out, those that climbed to the leader in
// charge and to the principal leader, what the law decided in the office's silence, more time
// granted, pauses begun, what was owed and done and what of that was late, the statute's limit
// for itself, what was rated and found wanting.
const (
	FigureToday, FigureNear, FigureLate        = "today", "near", "late"
	FigureBreached, FigureSecond, FigureThird  = "breached", "second", "third"
	FigureDeemed, FigureExtended, FigurePaused = "deemed", "extended", "paused"
	FigureDone, FigureDoneLate                 = "done", "done_late"
	FigureStatute, FigureStatuteLate           = "statute", "statute_late"
	FigureRated, FigureUnsatisfied             = "rated", "unsatisfied"
	// Of a report: what came in, what was ended, what stood open and what of it was late when the
	// time was over, and what a complaint came to.
	FigureReceived, FigureClosed = "received", "closed"
	FigureOpen, FigureOverdue    = "open", "overdue"
	FigureProven, FigureUnproven = "proven", "unproven"
)

// Standing are the figures of how cases stand now, Happened those of a time.
var (
	Standing = []string{FigureToday, FigureNear, FigureLate}
	Happened = []string{
		FigureBreached, FigureSecond, FigureThird, FigureDeemed, FigureExtended, FigurePaused, FigureDone, FigureDoneLate,
		FigureStatute, FigureStatuteLate, FigureRated, FigureUnsatisfied,
	}
	// Reported are those of a report.
	Reported = append([]string{FigureReceived, FigureClosed, FigureOpen, FigureOverdue, FigureProven, FigureUnproven}, Happened...)
)

// FiguresAsked asks for the figures of a report: of [From, Until), of the cases of a kind, empty
// for every one, that lie with a unit or below it.
type FiguresAsked struct {
	Kind        casework.Kind
	Unit        string
	By          string // unit, item or kind; empty: all together
	From, Until time.Time
}

// Counted are the figures of a unit, an item or a kind, by their names.
type Counted struct {
	Of string
	N  map[string]int
}

// Hands are posts, and those that some persons stand on now.
type Hands struct{ Posts, Persons []string }

// CaseMark is a place in a list of cases. The zero one is its beginning.
type CaseMark struct {
	At     time.Time // when it was registered
	Number string
}

// MarkOf is the place of a case.
func MarkOf(v casework.CaseView) CaseMark { return CaseMark{At: v.Registered, Number: v.Number} }

// Known is what somebody knows of a case he looks for, as pieces that find it (package find):
// words in it, or a number of whoever brought it.
type Known struct{ Words, Number []string }

// Any tells whether anything is known.
func (k Known) Any() bool { return len(k.Words)+len(k.Number) > 0 }

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

// InboxFilter chooses messages; zero fields do not narrow.
type InboxFilter struct {
	Unread        bool
	Before        int64 // those told before this one
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
