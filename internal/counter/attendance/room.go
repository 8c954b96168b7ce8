// Package attendance keeps the punches of the house and tells what a month of them comes to, person
// by person: counted from the office hours, leave and what cases decided.
//
// It refuses to excuse anybody, to open a case, to take half a file, and to show a person more than
// his own or what his post is there for.
package attendance

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/punch"
)

// Punch is when somebody punched.
type Punch struct {
	Person string    `db:"person"`
	At     time.Time `db:"at"`
}

// Away is when somebody was away with leave that was recognised.
type Away struct {
	Person string    `db:"person"`
	From   time.Time `db:"from_at"`
	Until  time.Time `db:"until_at"`
}

// Decided is what a case of attendance came to.
type Decided struct {
	Number string    `db:"number"`
	Person string    `db:"person"`
	At     time.Time `db:"at"`
	Matter string    `db:"matter"`
	Result string    `db:"result"`
}

// Signed is a month as a head signed it, and who published it.
type Signed struct {
	Unit      string
	Month     time.Time
	Version   int
	Doc       []byte
	By        string
	At        time.Time
	Publisher string
	Published time.Time
}

// Store is what is kept of it. Implementations read who is away and what was decided as they stand.
type Store interface {
	ClockNumbers(ctx context.Context, bureau string) (map[string]string, error)
	// BringPunches keeps numbers and punches in one transaction, and tells how many punches it had
	// not; dry it keeps nothing.
	BringPunches(ctx context.Context, in Bringing) (fresh int, err error)
	Punches(ctx context.Context, persons []string, from, to time.Time) ([]Punch, error)
	AwayWithLeave(ctx context.Context, persons []string, from, to time.Time) ([]Away, error)
	AttendanceDecided(ctx context.Context, kinds []casework.Kind, persons []string, from, to time.Time) ([]Decided, error)
	SignedMonth(ctx context.Context, unit string, month time.Time) (*Signed, error) // the newest; nil: none
	SignMonth(ctx context.Context, in Signed) error
	PublishMonth(ctx context.Context, in Signed) error
}

// Bringing is a file, read.
type Bringing struct {
	Bureau  string
	Numbers map[string]string
	Punches []Punch
	Clock   string
	By      string
	Dry     bool
}

// Room keeps attendance.
type Room struct {
	*core.Core
	own Store
}

// New furnishes the room.
func New(c *core.Core, store Store) *Room { return &Room{Core: c, own: store} }

// rules are how punches are read.
func (c *Room) rules() punch.Rules { return c.Rules.Attendance }
