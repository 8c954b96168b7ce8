package web

import "github.com/shixian/shixian/internal/casework"

// lightView is a light as it is drawn: its own shape, word and colour, so that a
// colour-blind clerk and a black-and-white printer lose nothing.
type lightView struct {
	Class string // red, yellow, green, grey
	Shape string // square, triangle, circle, bars, ring
	Word  string
}

// shapes of the lights: ■ ▲ ● ‖, and a ring for what has ended.
var shapes = map[casework.Light]string{
	casework.Red: "square", casework.Yellow: "triangle", casework.Green: "circle", casework.Grey: "bars",
}

func (w words) light(l casework.Light) lightView {
	return lightView{Class: string(l), Shape: shapes[l], Word: w.t("light." + string(l))}
}

// clockLight is the light of one clock: due today is told from due soon, ended
// from paused.
func (w words) clockLight(c casework.ClockView) lightView {
	v := w.light(c.Light)
	switch {
	case c.Status == casework.Met && c.Ended != nil && c.Ended.After(c.Due):
		v.Class, v.Shape, v.Word = string(casework.Grey), "ring", w.t("status.late")
	case !isOpen(c):
		v.Class, v.Shape, v.Word = string(casework.Grey), "ring", known(w.lang, "status.", string(c.Status))
	case c.Light == casework.Yellow && w.dueToday(c):
		v.Word = w.t("light.today")
	}
	return v
}

// isOpen tells a clock that still waits for somebody.
func isOpen(c casework.ClockView) bool {
	return c.Status == casework.Running || c.Status == casework.Paused || c.Status == casework.Breached
}
