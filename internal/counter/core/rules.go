package core

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/why"
)

// Rules are what a counter drafts and explains rules with. Book and Simulator
// are required where drafts are simulated.
type Rules struct {
	Presets    policy.Presets
	Articles   policy.Articles // which a rule must rest on to be published
	Shipped    []policy.Policy // what the binary carries
	Holidays   why.Holidays
	Law        almanac.Law                                     // days off by law, against which lists are held
	Book       func(ctx context.Context) (*policy.Book, error) // what new cases are counted by
	Simulator  Simulator
	Leave      policy.Leave   // who grants an absence
	Scoring    policy.Scoring // what measures cost, what repeats propose
	Attendance punch.Rules    // how punches are read
	Pieces     policy.Pieces  // how many of them are told above
	Papers     []paper.Form   // what the house issues
}

// Sample is a case to try a draft on.
type Sample struct {
	Kind     casework.Kind
	Item     string // empty: the first of the catalogue that uses the policy
	Received time.Time
	Until    time.Time         // zero: as long as a simulation runs by itself
	Acts     []json.RawMessage // lines of a script, as shixian simulate reads them
}

// Played is one event of a simulated case.
type Played struct {
	At     string             `json:"at"`
	Case   string             `json:"case"`
	Event  casework.EventName `json:"event"`
	Clock  string             `json:"clock,omitempty"`
	Level  string             `json:"level,omitempty"`
	To     []casework.Role    `json:"to,omitempty"`
	Detail map[string]string  `json:"detail,omitempty"`
}

// Simulator runs a case in virtual time, by the real workflow code.
type Simulator interface {
	Play(ctx context.Context, book *policy.Book, s Sample) ([]Played, error)
}

// Book is what new cases are counted by.
func (c *Core) Book(ctx context.Context) (*policy.Book, error) {
	if c.Rules.Book == nil {
		return nil, errors.New("this counter has no book to count by")
	}
	return c.Rules.Book(ctx)
}
