package machine

import (
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Host is where a case is kept. What a case does with a command or an instant is a
// function of its state and of the answers it is given; whoever answers, keeps the
// time and brings what comes is a host: the engine, or virtual time.
//
// A host asks again until it has an answer. An error ends the case where it stands,
// but for Unwritable.
type Host interface {
	Now() time.Time
	// Since tells whether the case came to a change of its rules after the change was
	// made; what was recorded before goes its old way.
	Since(change string) bool

	Answers

	// Stand keeps the case standing until the operator releases it.
	Stand() error

	// Wait returns once woken is true or the instant has come, if waiting; awaits tells
	// an operator what for.
	Wait(at time.Time, waiting bool, awaits func() string, woken func() bool) error
	// Idle tells whether every caller has his answer and nothing lies unread.
	Idle() bool
	// Full tells whether the record has grown so long that the case should go on in a
	// new one; GoOn does that.
	Full() bool
	GoOn(casework.Start) error
}

// Answers is what a case asks of others.
type Answers interface {
	Plan(casework.PlanRequest) (casework.Plan, error)
	// Commit writes a step; says tells an operator what it is. The error is Unwritable
	// where no store will ever keep it.
	Commit(step casework.Step, says string) (casework.Committed, error)
	Authorize(casework.AuthorizeRequest) (casework.Authority, error)
	Tally(casework.TallyRequest) (casework.Tally, error)
	Cover(casework.CoverRequest) (casework.Cover, error)
	Park(casework.ParkRequest) error
}

// Unwritable is a step that the database refuses for good, whatever is tried: a
// command is answered so, and what the clocks do makes the case stand still.
type Unwritable struct{ Fault casework.Fault }

func (u Unwritable) Error() string {
	return fmt.Sprintf("can never be committed: %s on %s", u.Fault.State, u.Fault.On)
}
