package core

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

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
	Papers     []casework.Paper  // the same, each as it was brought
	Intake     string            // casework.IntakeComplete, casework.IntakeIncomplete, or empty: to be examined
	Facts      map[string]string // codes only: who is away, in which form, who may grant it
	Term       *casework.Span    // absence: from leaving to the stated return
	CodeHash   []byte            // of the query code; nil: none was issued
	Within     []string          // duties: the units of the bureau, which has them once (R100)
	Key        string            // hash of principal and Idempotency-Key
	Digest     []byte            // of the body
	Unique     string            // the field under which it is known elsewhere, of which Key is made then
}

// Registered is what became of one case among many.
type Registered struct {
	Number string
	Known  bool // its key was there, with the same digest
	Other  bool // and with another: none of them was kept
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
