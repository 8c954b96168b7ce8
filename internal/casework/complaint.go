package casework

import "slices"

// Facts of a complaint that several rooms read. All are codes: a post, a person
// of the office, a role, never a word somebody wrote.
const (
	FactAgainstUnit   = "against_unit"
	FactAgainstPost   = "against_post"
	FactAgainstPerson = "against_person"
	// FactOffice is the role that handles the case in place of the efficiency
	// office, or, where a post is in charge of its subject, that post's; FactOfficePost
	// the post that plays it. Both are there, or neither.
	FactOffice     = "office"
	FactOfficePost = "office_post"
	FactMatter     = "matter"       // number of the first complaint on the same matter (R080)
	FactDisclosed  = "disclosed_to" // the one investigator the complainant consented to (R082)
	FactRated      = "rated"        // what the complainant thought of the reply
	FactAccounted  = "accounted"    // what the case that asks who answers came to (R064)
	FactAnonymous  = "anonymous"
	FactChannel    = "channel"
)

// What FactAccounted holds beside the result of an accountability case: none has
// ended yet, or none was asked for, with the reason.
const (
	AccountPending  = "pending"
	NoPersonalFault = "no_personal_fault"
)

// Gravity orders the outcomes of accountability cases over one matter, the gravest
// first: that one is the matter's.
var Gravity = []string{"final", "referred", "reminder", "exempt", "reversed", "closed_by_hand", "no_fault"}

// Gravest is the gravest of several outcomes.
func Gravest(results []string) string {
	for _, g := range Gravity {
		if slices.Contains(results, g) {
			return g
		}
	}
	return ""
}

// RepeatedComplaints is the office's choice of how many complaints of one unit
// within a month are several (R080).
const RepeatedComplaints = "repeated-complaints"

// standAside are the roles a complaint can be about that would otherwise handle
// it, or hear of it by their office. Where it went upward none of them does
// (design section 5; docs/adr/0011).
var standAside = []Role{EfficiencyOffice, SupervisionOffice, PrincipalLeader}

// StandsAside tells whether a role has no part in a case that went upward.
func StandsAside(r Role) bool { return slices.Contains(standAside, r) }

// WentUp tells of a case's facts whether it went upward: a post that is in charge of its
// subject has it in place of the others of its own role, and of nobody else (R229).
func WentUp(facts map[string]string) bool {
	return facts[FactOffice] != "" && Role(facts[FactOffice]) != SupervisionOffice
}

// Part is who plays a role in this case: the role itself, or, where a case went
// upward, the office that handles it for those who stand aside.
func (s *State) Part(r Role) Role {
	if WentUp(s.Facts) && StandsAside(r) {
		return Role(s.Facts[FactOffice])
	}
	return r
}

// Parts is Part for several roles, each named once.
func (s *State) Parts(roles []Role) []Role {
	if !WentUp(s.Facts) {
		return roles
	}
	var out []Role
	for _, r := range roles {
		if part := s.Part(r); !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}
