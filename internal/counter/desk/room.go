// Package desk is what waits for whoever asks, one row a matter: what he owes, what lies at
// his window, what is late below him, and, for the auditor, who did and read what.
//
// It refuses to change anything but the audit trail: a name on a row is a reading, and stands
// there before it is shown; to look into a case further than a row does; and to tell of one
// beyond his reach.
package desk

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Store is what lists of matters are read from.
type Store interface {
	OpenMatters(ctx context.Context, f Filter) (Found, error)
	// Running are the open clocks of these cases, of each the most urgent first.
	Running(ctx context.Context, numbers []string) (map[string][]casework.ClockView, error)
	// Heads opens, by number, one field of each case; OpenHead what its view brought along.
	Heads(ctx context.Context, fields map[string]string) (map[string]string, error)
	OpenHead(head string) (string, error)
	// Listed notes that somebody saw of these cases what a row says, once a case since an instant.
	Listed(ctx context.Context, reader string, numbers []string, since time.Time) error
	// CountFigures counts the cases of each figure, as the list of it (core.CaseFilter) holds them.
	CountFigures(ctx context.Context, f FigureFilter) ([]FigureCount, error)
	// Forecast is what falls due in a time, against how long each post took for such before.
	Forecast(ctx context.Context, f ForecastFilter) ([]Forecast, error)
	Records(ctx context.Context, f RecordFilter) ([]Record, error)
}

// Room is the desk.
type Room struct {
	*core.Core
	own    Store
	states *core.States
}

// New furnishes the room.
func New(c *core.Core, store Store) *Room {
	return &Room{Core: c, own: store, states: &core.States{}}
}

// DueThisWeek is a light of desks only: not late, and due before the week is over.
const DueThisWeek casework.Light = "week"

// Nobody is whose the matters are whose post nobody stands on.
const Nobody = "-"

// Filter chooses open matters, each once, by the most urgent of its clocks.
type Filter struct {
	// Holder keeps the matters of which a clock lies with a post this person stands on now, or
	// that he owes himself; of a clock of others nothing is told then.
	Holder string
	Scope  []core.Scope // as in core.CaseFilter
	Light  casework.Light
	// Midnight ends the day of the office, Week its week.
	Midnight, Week time.Time
	Units          []string // matters of one of these units; none does not narrow
	Person         string   // matters whose clock lies with a post this person stands on, or Nobody
	After          Mark     // those behind it
	Limit          int
	By             Division // what they are counted by
	// Window keeps open cases that wait for whoever stands at the counter: for papers of the
	// applicant, or by a clock of this name; and those Registered by him, whoever has them.
	Window     []string
	Registered string
}

// Division is what matters are counted by: all together, or unit by unit, or by whoever stands
// on the post that owes.
type Division int

// Divisions.
const (
	Together Division = iota
	ByUnit
	ByPerson
	ByItem // of figures alone, as ByKind
	ByKind
)

// Mark is a place in a list of matters. The zero one is its beginning.
type Mark struct {
	Rank   int
	Later  bool // behind the urgent ones of its rank (R053)
	Due    time.Time
	Number string
}

// Found is a page of matters. More tells that there are others behind Last.
type Found struct {
	Rows   []Row
	Counts []Tally // of all that fit, whatever light was asked for; the latest first
	Last   Mark
	More   bool
}

// Sum counts them together.
func (f Found) Sum() (all Tally) {
	for _, t := range f.Counts {
		all.Red, all.Today, all.Yellow = all.Red+t.Red, all.Today+t.Today, all.Yellow+t.Yellow
		all.Green, all.Paused, all.Week = all.Green+t.Green, all.Paused+t.Paused, all.Week+t.Week
	}
	return all
}

// Row is one matter with its open clocks, the most urgent first; of a desk those that lie there.
type Row struct {
	casework.CaseView
	Window bool // it waits for whoever stands at the counter
}

// Tally counts matters of one unit or person by light.
type Tally struct {
	Of string `db:"of"` // id; empty: nobody stands there
	core.Lights
	Week int `db:"week"`
}

// All is how many they are.
func (t Tally) All() int { return t.Red + t.Today + t.Yellow + t.Green + t.Paused }

// RecordFilter chooses lines of the audit trail, the last first; zero fields do not narrow.
type RecordFilter struct {
	Actor, Action, Object string
	From, Until           time.Time
	Before                int64 // lines older than this one
	Limit                 int
}

// Record is one line of the audit trail.
type Record struct {
	ID     int64     `db:"id"`
	At     time.Time `db:"at"`
	Actor  string    `db:"actor"`
	Action string    `db:"action"`
	Object string    `db:"object"`
	Detail string    `db:"detail"`
}
