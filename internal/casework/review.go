package casework

import "slices"

// Rounds in which a decision is looked at again (公务员法 95): by who decided, or
// by the organ above.
const (
	RoundReview = "review"
	RoundAppeal = "appeal"
)

// What the party group makes of a measure: it imposes it, or refers the case with
// its opinion to whoever has the authority (R142).
const (
	Impose = "impose"
	Refer  = "refer"
)

// Facts an accountability case keeps about who judges and whom.
const (
	FactUnit       = "unit"        // the case is against this unit; its head speaks for it
	FactReview     = "review"      // round under way, or the last one
	FactDecidedBy  = "decided_by"  // person who brought in the decision
	FactReviewedBy = "reviewed_by" // and the decision on its review
	FactMeasure    = "measure"
	FactMend       = "mend" // the term to mend that goes with it (R134)
)

// Judges tells who may decide the round under way: a review the organ that
// decided, an appeal the one above it, and nobody who has decided it before
// (公务员法 95). Nil is: he may.
func (s *State) Judges(person string, roles []Role) *Error {
	first := slices.Contains(roles, PartyGroup)
	switch {
	case s.Facts[FactReview] != RoundAppeal && !first:
		return FieldError(NotCompetent, "actor", "R143")
	case s.Facts[FactReview] != RoundAppeal:
		return nil
	case first, person == s.Facts[FactDecidedBy], person == s.Facts[FactReviewedBy]:
		return FieldError(DecidedBefore, "actor", "公务员法第九十五条")
	}
	return nil
}

// Ladder lists the measures that fit whom the case is against, a person or a
// unit, mildest first (R138, R139).
func (s *State) Ladder() []Measure {
	unit := s.Facts[FactUnit] != ""
	return slices.DeleteFunc(slices.Clone(Measures), func(m Measure) bool { return m.Unit != unit })
}

// Lighter lists the measures below the one decided, on its own ladder.
func (s *State) Lighter() []Measure {
	decided := s.Facts[FactMeasure]
	m, _ := MeasureOf(decided)
	below := slices.DeleteFunc(slices.Clone(Measures), func(o Measure) bool { return o.Unit != m.Unit })
	return below[:max(0, slices.IndexFunc(below, func(o Measure) bool { return o.Code == decided }))]
}
