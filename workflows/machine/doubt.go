package machine

import "github.com/shixian/shixian/internal/casework"

// doubtful tells whether a clock ran out by a date that nobody can be sure of yet: the
// year's list is not out. Nothing that marks a person hangs on it (design section 1).
func (s *Step) doubtful(c *casework.Clock) bool {
	return c.Provisional && s.Since("provisional-opens-nothing")
}

// doubt marks what a clock came to by such a date.
func (s *Step) doubt(c *casework.Clock, detail map[string]string) map[string]string {
	if s.doubtful(c) {
		return adding(detail, "provisional", "true")
	}
	return detail
}

// sure leaves out of a rung what only a certain date brings: the red card, and the
// case that asks who answers. Over the head of the house none is opened by machine.
func (s *Step) sure(c *casework.Clock, a casework.Alarm) casework.Alarm {
	if withheld(a) && s.doubtful(c) {
		a.Opens = false
		if a.Card == casework.LevelRed {
			a.Card = ""
		}
	}
	if a.Recurs && s.headsOwn(c) {
		a.Opens = false
	}
	return a
}

// withheld tells whether a rung brings what a provisional date may not.
func withheld(a casework.Alarm) bool { return a.Opens || a.Card == casework.LevelRed }
