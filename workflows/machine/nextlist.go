package machine

import "github.com/shixian/shixian/internal/casework"

// ListIsIn counts the clock anew: it would start later, for another year's list.
func (s *Step) ListIsIn(c *casework.Clock) (bool, error) {
	planned, err := s.plan(s.again(*c))
	if err != nil {
		return false, err
	}
	return startsLater(*c, planned[0]), nil
}

func startsLater(c casework.Clock, p casework.Planned) bool {
	return c.Name == casework.ClockNextList && !p.Absent && p.Clock.Start.After(c.Start)
}
