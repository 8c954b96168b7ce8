package casework

import "time"

// StateQuery is the Temporal query that tells an operator how a case stands.
const StateQuery = "state"

// StateReport is what it answers: codes and instants, no word of a person.
type StateReport struct {
	Number   string        `json:"number"`
	Run      int           `json:"run"`
	Revision int           `json:"revision"`
	Stage    Stage         `json:"stage"`
	Turn     Role          `json:"turn"`
	Post     string        `json:"post"`
	Policy   string        `json:"policy"`
	Calendar string        `json:"calendar"`
	Closed   bool          `json:"closed"`
	Clocks   []ClockReport `json:"clocks"`
	Next     time.Time     `json:"next,omitzero"`
	Awaits   string        `json:"awaits,omitempty"` // what happens then
	Queued   int           `json:"queued"`           // commands and signals not obeyed yet
	Steps    int           `json:"steps"`            // that could still be gone back behind
}

// ClockReport is one clock that runs, is paused or is overdue.
type ClockReport struct {
	Name   string    `json:"name"`
	Round  int       `json:"round"`
	Status string    `json:"status"`
	Due    time.Time `json:"due"`
	Rule   string    `json:"rule"`
}
