package casework

import "slices"

// Rounds in which a decision is looked at again: by who decided, or, where 公务员法 95
// gives it, by the department in charge of civil servants or the organ above.
const (
	RoundReview = "review"
	RoundAppeal = "appeal"
)

// AppealOrgans are those to which 公务员法 95 sends an appeal.
var AppealOrgans = []string{"civil_service_department", "organ_above"}

// What the party group makes of a measure: it imposes it, or refers the case with
// its opinion to whoever has the authority (R142).
const (
	Impose = "impose"
	Refer  = "refer"
)

// PartyMember is said of whom a sanction is imposed on: then two thirds of the party
// group have to be present (党组工作条例 27).
const (
	PartyMember = "party_member"
	NotAMember  = "not_a_member"
)

// Facts an accountability case keeps about who judges and whom.
const (
	FactUnit       = "unit"        // the case is against this unit; its head speaks for it
	FactReview     = "review"      // round under way, or the last one
	FactDecidedBy  = "decided_by"  // person who brought in the decision
	FactReviewedBy = "reviewed_by" // and the decision on its review
	FactMeasure    = "measure"     // what was imposed, written by Together
	FactReferred   = "referred"    // what was referred beside it
	FactMend       = "mend"        // the term to mend that goes with it (R134)

	FactEmployment = "employment" // of the person concerned, when the case was opened (R223)
	FactAppointed  = "appointed"  // by whom, where not by this house: above

	// The preliminary inquiry and the formal opening wait for the word of the head of
	// the appointing organ; until the case is open its person is named here alone
	// (处分条例 39).
	FactInquired      = "inquired"      // whom it would be about
	FactInquiredUnit  = "inquired_unit" // or the unit, for which he would speak
	FactAsked         = "asked"         // inquiry or formal: what the head is asked for
	FactAskedBy       = "asked_for_by"
	FactInvestigators = "investigators" // two at least (处分条例 41)
	FactRecused       = "recused"       // who acts no more (处分条例 42)
	FactOrgan         = "organ"         // to which the appeal went
)

// Above is said of a person whom a higher organ appoints (处分条例 37).
const Above = "above"

// Judges tells who may decide the round under way: a review the organ that decided.
// An appeal is decided outside, and entered by another than who decided before
// (公务员法 95); under the first declaration the discipline office decided it. Nil is:
// he may.
func (s *State) Judges(person string, roles []Role) *Error {
	first := slices.Contains(roles, PartyGroup)
	switch {
	case s.Facts[FactReview] != RoundAppeal && !first:
		return FieldError(NotCompetent, "actor", "R143")
	case s.Facts[FactReview] != RoundAppeal:
		return nil
	case first, person == s.Facts[FactDecidedBy], person == s.Facts[FactReviewedBy]:
		return FieldError(DecidedBefore, "actor", "公务员法第九十五条")
	case s.Declared > 0 && !slices.Contains(roles, EfficiencyOffice):
		return FieldError(NotCompetent, "actor", "公务员法第九十五条")
	}
	return nil
}

// Employment is how the person concerned is employed; empty where it was not stated.
func (s *State) Employment() Employment { return Employment(s.Facts[FactEmployment]) }

// Appealable tells whether an appeal lies: against what 公务员法 95 lists, for a civil
// servant. Whose employment nobody stated keeps the wider right; so does a case from
// before it was asked.
func (s *State) Appealable() bool {
	if s.Declared == 0 {
		return true
	}
	servant := slices.Contains([]Employment{"", CivilServant, AsCivilServant}, s.Employment())
	return servant && s.Facts[FactUnit] == "" && slices.ContainsFunc(MeasuresOf(s.Facts[FactMeasure]), func(m Measure) bool { return m.Listed })
}

// Remedies, one for each kind of employment and of measure (R143, R223).
const (
	RemedyAppeal      = "appeal"      // 公务员法 95
	RemedyReview      = "review"      // by who decided; what 95 does not list
	RemedyInstitution = "institution" // 事业单位人事管理条例 38
	RemedyContract    = "contract"    // 劳动争议调解仲裁法 2, 27
	RemedySeconded    = "seconded"    // what the home unit decides has that unit's
	RemedyUnit        = "unit"
)

// Remedy is what is open to whoever is not satisfied.
func (s *State) Remedy() string {
	switch {
	case s.Facts[FactUnit] != "":
		return RemedyUnit
	case s.Employment() == PublicInstitution:
		return RemedyInstitution
	case s.Employment() == Contract:
		return RemedyContract
	case s.Employment() == Seconded:
		return RemedySeconded
	case s.Appealable():
		return RemedyAppeal
	}
	return RemedyReview
}

// Ladder lists the measures that fit whom the case is against, a person or a
// unit, and how he is employed, mildest first (R138, R139, R223).
func (s *State) Ladder() []Measure {
	unit := s.Facts[FactUnit] != ""
	return slices.DeleteFunc(slices.Clone(Measures), func(m Measure) bool { return m.Unit != unit || !unit && !m.Fits(s.Employment()) })
}

// Lighter lists what a review may leave of the measures decided: some of them, or
// milder ones of the same ladder.
func (s *State) Lighter() []Measure {
	decided := MeasuresOf(s.Facts[FactMeasure])
	if len(decided) == 0 {
		return nil
	}
	heaviest := decided[len(decided)-1]
	below := slices.DeleteFunc(slices.Clone(Measures), func(o Measure) bool {
		return o.Unit != heaviest.Unit || rank(o.Code) > rank(heaviest.Code)
	})
	if len(decided) == 1 {
		return below[:len(below)-1]
	}
	return below
}

// Eases tells whether codes are milder than what was decided: fewer of the same, or
// all of them below the heaviest.
func (s *State) Eases(codes []string) bool {
	decided := Apart(s.Facts[FactMeasure])
	if len(decided) == 0 || len(codes) == 0 {
		return false
	}
	fewer, below := len(codes) < len(decided), true
	for _, code := range codes {
		fewer = fewer && slices.Contains(decided, code)
		below = below && rank(code) < rank(decided[len(decided)-1])
	}
	return fewer || below
}
