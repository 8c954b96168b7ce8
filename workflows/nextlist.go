package workflows

import "github.com/shixian/shixian/internal/casework"

// clockNextList asks for next year's list of days off, week by week from 1 November
// on, until it is in (R178). The dates of all cases hang on it, so nobody's word is
// taken for it: it is filed by the recount that a publication brings to every case, or
// at the end of the round at the latest. No case from before this clock has it, so
// what is asked for it here stands in no history of theirs.
const clockNextList = "next_list"

// listIsIn counts the clock anew: it would start later, for another year's list.
func (s *step) listIsIn(c *casework.Clock) (bool, error) {
	planned, err := s.plan(s.again(*c))
	if err != nil {
		return false, err
	}
	return startsLater(*c, planned[0]), nil
}

func startsLater(c casework.Clock, p casework.Planned) bool {
	return c.Name == clockNextList && !p.Absent && p.Clock.Start.After(c.Start)
}
