package desk

import (
	"net/url"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/words"
)

// whose are the matters an address of the desk asks for.
type whose struct {
	all, below   bool
	window       bool
	unit, person string
	light        casework.Light
}

func (v *visit) whose() whose {
	w := whose{all: v.Query("all") == "1", below: v.Query("below") == "1", window: v.Query("window") == "1", unit: v.Query("unit"), person: v.Query("person")}
	if light := v.Query("light"); light == string(desk.DueThisWeek) {
		w.light = desk.DueThisWeek
	} else if _, ok := words.Find(words.Light, light); ok {
		w.light = casework.Light(light)
	}
	if !w.wide() {
		w.unit, w.person = "", ""
	}
	return w
}

func (w whose) wide() bool { return w.all || w.below || w.window }

// href is the address of these matters by a light.
func (w whose) href(light casework.Light) string {
	q := url.Values{}
	for name, value := range map[string]string{"light": string(light), "unit": w.unit, "person": w.person} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if w.all {
		q.Set("all", "1")
	}
	if w.below {
		q.Set("below", "1")
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}
