package casework

import "time"

// FactWay is by which way whoever applied hears of what the law has him told (R005): he chose
// it when his case was taken in. Nothing said is paper. FieldEmail is where his mail goes to,
// sealed as everything about him is.
const (
	FactWay    = "way"
	FieldEmail = "email"
)

// Ways of telling somebody outside. One that is carried bears the name of the outbox channel
// that carries it.
const (
	WayPaper = "paper"
	WayMail  = "mail"
)

// NoticeUnsent tells the office that what was to go out did not: it is given on paper.
const NoticeUnsent EventName = "notice_unsent"

// Hearing is one way by which an event went, or is to go, to whoever applied: At is the
// instant it left, or a paper was issued, zero while it did not.
type Hearing struct {
	Way    string       `json:"way"`
	State  HearingState `json:"state"`
	At     time.Time    `json:"at,omitzero"`
	Serial string       `json:"serial,omitempty"` // of a paper
	Code   string       `json:"code,omitempty"`
}

// HearingState is what became of it.
type HearingState string

// States of a hearing.
const (
	HearingSent    HearingState = "sent"
	HearingWaiting HearingState = "waiting" // on its way
	HearingUnsent  HearingState = "unsent"  // given up: the office owes it on paper
)
