package casework

import "time"

// Urgent is an act that a short cover asked the leader in charge for (R166).
// Granted, it holds for that person, that act and that cover, once.
type Urgent struct {
	Act     string    `json:"act"` // a command
	By      string    `json:"by"`  // person id
	At      time.Time `json:"at"`
	Granted bool      `json:"granted,omitempty"`
	// TextID is why it cannot wait; Turn whose the next act was before it lay with
	// the leader.
	TextID string `json:"text_id,omitempty"`
	Turn   Role   `json:"turn,omitempty"`
	Asked  Role   `json:"asked,omitempty"` // who has it on his desk: empty is the leader in charge
	// Signed: who consented has power over the act and signs it with his consent (R048).
	Signed *Signature `json:"signed,omitempty"`
}

// Pending tells whether an act waits for the leader's word.
func (u *Urgent) Pending() bool { return u != nil && !u.Granted }

// ClockUrgent is by when the leader in charge answers, in cases of every kind; the
// rules of cover stand in the policy of absence.
const ClockUrgent = "urgent_act"

// UrgentActs are the commands a short cover does only with the leader's consent:
// those that decide, end or hand on a matter. Package access holds the other half.
var UrgentActs = []string{
	Decline, Complete, Deny, Pause, Resume, Transfer, Explain, Withdraw, Correct, Reopen, Close,
	Return, NoticeSpecial, ConfirmConsent, Screen, Disclaim, Reply, Confirm, Disclose, WithdrawDisclosure, Rate, Advise, SelfReport,
	SignOff, Object, DecideReturn, File, SpecialReport, AssignStep, CompleteStep, DecideObjection, Merge, Unmerge, Convert,
}
