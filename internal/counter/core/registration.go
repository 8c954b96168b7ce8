package core

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Registration is a case as a clerk takes it in.
type Registration struct {
	Kind casework.Kind `json:"kind,omitempty"` // empty: the item's
	Item string        `json:"item"`
	// Received is when the papers came; nil is now. More than ten minutes ago
	// it needs a Reason.
	Received  *time.Time        `json:"received,omitempty"`
	Reason    string            `json:"reason,omitempty"`
	Fields    map[string]string `json:"fields,omitempty"`    // by name of the item's form
	Materials []string          `json:"materials,omitempty"` // the papers that came, each its code, and behind colons its form and how many: licence:copy:2
	// Incomplete states that required papers are missing and that a one-time
	// notice will follow (R024). Without it a missing paper is refused.
	Incomplete bool `json:"incomplete,omitempty"`
	// Examine states that the papers are all there and whoever handles it has to look at them
	// (行政许可法 32 I 4). Without either, taking it in accepts it (R023).
	Examine bool `json:"examine,omitempty"`

	Absence *AbsenceRequest `json:"absence,omitempty"` // kind absence: everything else stays empty, but for Fields
}

// Receipt is what the clerk gets back.
type Receipt struct {
	Number string `json:"number"`
	// Pending: kept, but the engine has not taken it yet; the sweep will.
	Pending bool `json:"pending,omitempty"`
	// Repeated: the same key and body came before.
	Repeated bool `json:"repeated,omitempty"`
	// Code is the query code for who complains, shown this once.
	Code string `json:"query_code,omitempty"`
}

// FieldPastReason is the sealed field that holds why a receipt was entered late.
const FieldPastReason = "received_reason"

// Grace is how late a receipt may be entered without saying why.
const Grace = 10 * time.Minute

// AbsenceRequest is what is stated about an absence in codes and instants.
type AbsenceRequest struct {
	Person string    `json:"person,omitempty"` // empty: himself
	Form   string    `json:"form"`
	Sort   string    `json:"sort,omitempty"` // which kind of leave; empty: for his own affairs (R233)
	From   time.Time `json:"from"`
	Until  time.Time `json:"until"`
}
