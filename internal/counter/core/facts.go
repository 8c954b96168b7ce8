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

// FactSecrecy is the degree a matter is marked with (密级).
const FactSecrecy = "secrecy"

// Classified tells whether a matter is marked with a degree of secrecy: of such a
// matter nothing is kept but where it came from and under which number (R219).
func Classified(facts map[string]string) bool {
	degree := facts[FactSecrecy]
	return degree != "" && degree != "none"
}
