package core

import "github.com/shixian/shixian/internal/policy"

// Facts an absence is registered with; factPerson is also who an accountability
// case was formally opened against.
const (
	FactPerson   = "person"
	FactForm     = "form"
	FactApprover = "approver"
	FactRule     = "rule"
)

// Forms of an absence.
const (
	FormLeave     = "leave"
	FormOuting    = policy.FormOuting // on the office's business (R176)
	FormEmergency = "emergency"       // by phone, papers within a working day (R183)
)

// FormVacancy is the absence of everybody from a post (R171). Nobody asks for it:
// the sweep finds it.
const FormVacancy = "vacancy"
