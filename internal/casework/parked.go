package casework

import "time"

// ParkActivity keeps in sight of the operator that a case stands still, or that it
// goes on.
const ParkActivity = "park"

// ReleaseSignal tells a parked case to try its step again. It is no command of the
// office: it changes nothing but that.
const ReleaseSignal = "release"

// Fault says why a step can never be committed: codes alone, nothing that a person
// wrote.
type Fault struct {
	State string `json:"state,omitempty"` // SQLSTATE
	On    string `json:"on,omitempty"`    // constraint or table
}

// ParkRequest tells that a case stands still, or, with Gone, that it does no longer.
type ParkRequest struct {
	Number string    `json:"number"`
	Run    int       `json:"run"`
	Doing  string    `json:"doing,omitempty"` // the command or clock whose step it was
	At     time.Time `json:"at,omitzero"`     // the legal instant of that step
	Code   Code      `json:"code,omitempty"`
	Fault  Fault     `json:"fault,omitzero"`
	Gone   bool      `json:"gone,omitempty"`
}

// ParkedCase is a case that stands still because its next step can never be
// committed as things are. Its legal instants stay what they are.
type ParkedCase struct {
	Number     string     `db:"number" json:"number"`
	Run        int        `db:"run" json:"run"`
	Doing      string     `db:"doing" json:"doing"` // the command or clock whose step it was
	At         time.Time  `db:"at" json:"at"`       // the legal instant of that step
	Since      time.Time  `db:"since" json:"since"`
	Code       Code       `db:"code" json:"code"`
	SQLState   string     `db:"sqlstate" json:"sqlstate,omitempty"`
	On         string     `db:"on_what" json:"on,omitempty"` // constraint or table
	Released   *time.Time `db:"released_at" json:"released,omitempty"`
	ReleasedBy string     `db:"released_by" json:"released_by,omitempty"` // person id; empty at the command line
}
