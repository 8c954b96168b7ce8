package kind

import (
	"maps"

	"github.com/shixian/shixian/internal/casework"
)

// Joint work: one unit leads, and every other has a part with a limit of its own within the
// whole (主办, 协办; R044). A co-unit that refuses, or is silent to the end of its part, holds
// nobody up: the lead confirms that it is taken not to object, and goes on (R045). Its part
// stays its own, with the ladder it climbs, and so does what comes of it.
type joint struct {
	At    []casework.Stage
	Gives Scopes                   // who gives a co-unit its part
	Hears []casework.Role          // of what becomes of a part, beside the lead
	By    map[casework.Role]string // the rule by which one of these hears of it
}

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

func (j joint) assign(when ...Condition) Act {
	return Act{
		Name: casework.AssignStep, Rule: "R044", At: j.At, When: when, Who: j.Gives,
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R044"}, casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: "R044"}, casework.Field{Name: "until", Type: casework.FieldTime, Rule: "R044"}, casework.Field{Name: "category", Type: casework.FieldChoice, Choices: partsAsked, Rule: "R045"}, reason),
		Tells:  roles(casework.ActingHolder, casework.SectionHead),
		Do:     Words{"交协办单位", "Give a co-unit its part"}, Hint: Words{"各环节有各自的时限，不得超过总时限", "Each part has its own limit, within the whole"},
	}
}

func (j joint) complete() Act {
	return Act{
		Name: casework.CompleteStep, Meets: clocks(casework.ClockStep), Rule: "R044", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler, AfterClose: true,
		Fields: fields(reason),
		Tells:  j.leadAnd(), ToldBy: j.By,
		Do: Words{"完成协办环节", "Complete the part"}, Hint: Words{"写明本单位办理的结果", "What your unit has done"},
	}
}

func (j joint) decline() Act {
	return Act{
		Name: DeclineStep, Rule: "R045", Answers: casework.ClockStep, When: []Condition{anyOwes(casework.ClockStep, nil)}, Who: handler,
		At:     j.At,
		Fields: fields(reason),
		Tells:  j.leadAnd(),
		Do:     Words{"拒绝协办", "Decline the part"}, Hint: Words{"写明理由；本环节的时限照常计算，后果由本单位承担", "With the reason; the part's limit runs on, and your unit answers for what comes of it"},
	}
}

func (j joint) deem() Act {
	return Act{
		Name: DeemStep, Rule: "R045", At: j.At, When: []Condition{someAbsent}, Who: handler,
		Fields: fields(casework.Field{Name: "post", Type: casework.FieldPost, Required: true, Rule: "R045"}, reason),
		Tells:  append(append(roles(casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge), j.Hears...), casework.EfficiencyOffice),
		Do:     Words{"缺席默认", "Go on without the absent"}, Hint: Words{"协办单位拒绝或者到期没有办理的，视为没有异议，后果由缺席单位承担；它自己的许可不能以此代替", "A co-unit that refused, or let its time go by, is taken not to object and answers for it; its own permit is not replaced"},
	}
}

func (j joint) leadAnd() []casework.Role { return append(roles(casework.ActingHolder), j.Hears...) }

// saying adds to the words of a kind those of joint work.
func (joint) saying(own map[string]Words) map[string]Words {
	out := map[string]Words{
		"field.assign-step.category": {"需要协办单位做什么", "What is asked of it"},
		"field.deem-step.post":       {"缺席的协办岗位", "The absent co-unit's post"},
		"choice.co_work":             {"配合办理、提出意见", "To take part, to give its opinion"},
		"choice.co_permit":           {"作出本单位的许可、决定，不得以缺席默认代替", "A permit or decision of its own, which no silence replaces"},
	}
	maps.Copy(out, own)
	return out
}
