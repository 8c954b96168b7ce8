package kernel

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// LightView is a light as it is drawn: its own shape, word and colour, so that a
// colour-blind clerk and a black-and-white printer lose nothing.
type LightView struct {
	Class string // red, yellow, green, grey
	Shape string // square, triangle, circle, bars, ring
	Word  string
}

// shapes of the lights: ■ ▲ ● ‖, and a ring for what has ended.
var shapes = map[casework.Light]string{
	casework.Red: "square", casework.Yellow: "triangle", casework.Green: "circle", casework.Grey: "bars",
}

// Light draws a light.
func (w Voice) Light(l casework.Light) LightView {
	return LightView{Class: string(l), Shape: shapes[l], Word: words.Say(w.Lang, words.Light, l)}
}

// ClockLight is the light of one clock: due today is told from due soon, ended
// from paused.
func (w Voice) ClockLight(c casework.ClockView) LightView {
	v := w.Light(c.Light)
	switch {
	case c.Status == casework.Met && c.Ended != nil && c.Ended.After(c.Due):
		v.Class, v.Shape, v.Word = string(casework.Grey), "ring", words.Say(w.Lang, words.Status, "late")
	case !IsOpen(c):
		v.Class, v.Shape, v.Word = string(casework.Grey), "ring", words.Say(w.Lang, words.Status, c.Status)
	case c.Light == casework.Yellow && w.dueToday(c):
		v.Word = words.Say(w.Lang, words.Light, "today")
	}
	return v
}

// IsOpen tells a clock that still waits for somebody.
func IsOpen(c casework.ClockView) bool {
	return c.Status == casework.Running || c.Status == casework.Paused || c.Status == casework.Breached
}
