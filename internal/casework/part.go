package casework

import "strings"

// PartOf names the clock of one post among several that owe the same: a co-unit's
// step is step:road-desk (R044). Without a post it is the clock of the case itself.
func PartOf(clock, post string) string {
	if post == "" {
		return clock
	}
	return clock + ":" + post
}

// Ruling is the clock of the policy a clock is counted by: step for step:road-desk.
func Ruling(clock string) string {
	base, _, _ := strings.Cut(clock, ":")
	return base
}

// Steps are the clocks of co-units that a case ever had, by post, each once.
func (s *State) Steps() []Clock {
	var out []Clock
	seen := map[string]bool{}
	for _, c := range s.Clocks {
		if c.Post != "" && Ruling(c.Name) == ClockStep && !seen[c.Post] {
			seen[c.Post] = true
			out = append(out, c)
		}
	}
	return out
}

// FactRegistrar is the person who took the case in, where somebody else confirms what he
// took down (R099).
const FactRegistrar = "registered_by"

// FactReturner is the person who asked for a late return, to which another consents (R055).
const FactReturner = "late_return_by"

// FactConcluded is the person who drew a conclusion; he does not review it.
const FactConcluded = "concluded_by"

// ClockStep is the rule a co-unit's part of joint work is counted by.
const ClockStep = "step"

// ClockSelfReport is by when a unit reports on itself (R080).
const ClockSelfReport = "self_report"

// ClockExplain is by when a late section explains itself to its leader (R059).
const ClockExplain = "explain"

// ClockReceipt is owed by everybody a notice is sent to (R095).
const ClockReceipt = "receipt"

// ClockNextList asks for next year's list of days off, week by week from 1 November
// on, until it is in (R178). The dates of all cases hang on it, so nobody's word is
// taken for it: it is filed by the recount that a publication brings to every case, or
// at the end of the round at the latest. No case from before this clock has it, so
// what is asked for it here stands in no history of theirs.
const ClockNextList = "next_list"
