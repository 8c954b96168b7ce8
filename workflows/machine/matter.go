package machine

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Matter is what one kind adds to the machinery all kinds share.
type Matter interface {
	// Open starts the clocks a new case begins with.
	Open(s *Step) error
	// Act applies a command of the kind; a casework.Error refuses it.
	Act(s *Step, c casework.Command) error
	// RanOut says what the law does when a clock with a deemed or lapse outcome ends.
	RanOut(s *Step, c casework.Clock) error
}

// Acts say what each act does to a case.
type Acts map[string]func(*Step, casework.Command) error

// Withdrawer is a Matter that has something to undo when it is taken back.
type Withdrawer interface{ Withdrawn(s *Step) error }

// Barrer is a Matter that keeps somebody from every act on it, those all kinds share
// included.
type Barrer interface {
	Bars(s *Step, c casework.Command) error
}

// Corrector is a Matter with clocks that count from something which hangs on the receipt.
type Corrector interface{ Corrected(s *Step) error }

// Recounter is a Matter that owes something anew by another policy.
type Recounter interface{ Recounted(s *Step) error }

// Lender is a Matter that says itself who signs more time for a clock up to an instant, and on
// which paper; nobody: whoever the policy names.
type Lender interface {
	Lends(s *Step, c *casework.Clock, until time.Time) (signers []casework.Role, paper string, err error)
}

// Watcher is a Matter in which somebody beside those of its ladder hears that a clock is late.
type Watcher interface {
	Late(s *Step, c *casework.Clock)
}

// Closer is a Matter whose cases may not be closed by hand at every stage.
type Closer interface{ MayClose(s *Step) error }

// Follower is a Matter that tells somebody when the leading case has answered it.
type Follower interface{ Followed(s *Step) }
