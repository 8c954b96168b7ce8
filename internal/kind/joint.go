package kind

import "github.com/shixian/shixian/internal/casework"

// Who stays away from joint work (R045). A co-unit that refuses, or is silent to the end of
// its part, holds nobody up: the lead confirms that it is taken not to object, and goes on.
// Its part stays its own, with the ladder it climbs, and so does what comes of it.

// Acts on a part from which its unit stays away.
const (
	DeclineStep = "decline-step" // the co-unit refuses it
	DeemStep    = "deem-step"    // and the lead goes on without it (缺席默认)
)

// absences are those acts.
var absences = []string{DeclineStep, DeemStep}

// PartFact is the code a co-unit's part is known by, beside its clock.
func PartFact(post string) string { return casework.PartOf("part", post) }

// What is known of a part. Its own permit is never given by silence, whatever else is said.
const (
	PartPermit   = "co_permit" // a permit or decision that is the co-unit's own
	PartWork     = "co_work"
	PartDeclined = "declined" // refused, and the lead knows
	PartDeemed   = "deemed"   // taken not to object
)

var partsAsked = []string{PartWork, PartPermit}

// Absent tells whether a co-unit stays away from its part: it refused, or its time is gone.
func Absent(s *casework.State, part *casework.Clock) bool {
	if part == nil || !part.Open() || casework.Ruling(part.Name) != casework.ClockStep {
		return false
	}
	known := s.Facts[PartFact(part.Post)]
	return known == PartDeclined || known == "" && part.Status == casework.Breached
}

// someAbsent: there is one whom the lead may go on without.
var someAbsent = when("a co-unit stays away", func(s *casework.State) bool {
	for i := range s.Clocks {
		if Absent(s, &s.Clocks[i]) {
			return true
		}
	}
	return false
}, nil)

func declineStep() Act {
	return Act{
		Name: DeclineStep, Rule: "R045", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler,
		At:     at(casework.StageHandle, casework.StageFollow),
		Fields: fields(reason),
		Tells:  roles(casework.ActingHolder, casework.SupervisionOffice),
		Do:     Words{"拒绝协办", "Decline the part"}, Hint: Words{"写明理由；本环节的时限照常计算，后果由本单位承担", "With the reason; the part's limit runs on, and your unit answers for what comes of it"},
	}
}

func deemStep() Act {
	return Act{
		Name: DeemStep, Rule: "R045", At: at(casework.StageHandle, casework.StageFollow), When: []Condition{someAbsent}, Who: handler,
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R045"}, reason),
		Tells:  roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge, casework.SupervisionOffice, casework.EfficiencyOffice),
		Do:     Words{"缺席默认", "Go on without the absent"}, Hint: Words{"协办单位拒绝或者到期没有办理的，视为没有异议，后果由缺席单位承担；它自己的许可不能以此代替", "A co-unit that refused, or let its time go by, is taken not to object and answers for it; its own permit is not replaced"},
	}
}
