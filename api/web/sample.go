package web

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// sampleNow is the instant of the sample pages: a Friday morning.
var sampleNow = time.Date(2026, 10, 16, 6, 18, 0, 0, time.UTC)

// sample is what the sample pages of every room share. Every list has a row and every
// option is set, so that every branch that names a field is executed.
type sample struct {
	voice
	base     frame
	problems []problem
	pager    pagerView
	item     itemView
	light    lightView
}

func newSample(w voice) sample {
	return sample{
		voice: w,
		base: frame{
			Title: "BJ2026-000412", Nav: "desk", Here: "/", AsOf: w.full(w.now), Large: true, Dock: true, Flash: w.t("signin.out"), Refresh: 1,
			Who:   &whoView{Name: "李敏", Unit: "行政审批科", Covers: []string{"王强"}, Posts: []postView{{Name: "审批岗", Covers: "王强", Standby: true}}},
			Links: []navLink{{Href: "/", Key: "desk", Count: 1, Current: true}},
		},
		problems: []problem{{Href: "#f", Text: "f"}, {Text: "f"}},
		pager:    pagerView{Page: 2, Total: 120, Prev: "?page=1", Next: "?page=3"},
		item: itemView{
			ID: "food", Name: "食品经营许可", Class: "行政许可", Promised: "10", Statutory: "20", Basis: "x", Condition: "x", Procedure: "x", Fee: "0",
			FeeBasis: "x", Place: "x", Phone: "1", Office: "x", Practice: true, Materials: []materialView{{Code: "a", Name: "a", Format: "a", Issuer: "a", Required: true}},
		},
		light: w.light(casework.Yellow),
	}
}

func sampleFields() []fieldView {
	var out []fieldView
	for _, kind := range []string{"number", "textarea", "text", "tel", "password", "datetime-local", "select", "file", "radio", "checks", "check", "hidden"} {
		out = append(out, fieldView{
			ID: kind, Name: kind, Type: kind, Label: kind, Hint: "x", Rule: "R002", Value: "x", Auto: "off", Errors: []string{"x", "y"},
			Options: []optionView{{Value: "x", Label: "x", Note: "x", On: true}},
		})
	}
	return out
}
