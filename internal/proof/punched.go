package proof

import (
	"time"

	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/reference"
)

// punched is what the punches of a day come to by the hours of the house.
func (h House) punched(p examples.Punches) (classes []string, err error) {
	cal := h.calendars[reference.NationalCalendar]
	at := func(clock string) time.Time {
		t, fault := time.ParseInLocation("2006-01-02 15:04", p.Day+" "+clock, cal.Location())
		if fault != nil {
			err = fault
		}
		return t
	}
	var punches []time.Time
	for _, clock := range p.At {
		punches = append(punches, at(clock))
	}
	var leave []punch.Span
	for _, s := range p.Leave {
		leave = append(leave, punch.Span{From: at(s[0]), To: at(s[1])})
	}
	for _, half := range h.Attendance.Day(cal.Hours(at("12:00")), punches, leave, nil, at("12:00").AddDate(0, 0, 1)) {
		classes = append(classes, string(half.Class))
	}
	return classes, err
}

// windowsRule is the rule within when a punch counts (R179).
const windowsRule = "R179"

// ofPunches lets punches count a while longer, and a while less.
func (all *mutants) ofPunches() {
	for _, window := range []struct {
		what string
		of   func(r *punch.Rules) *int
	}{
		{"in_before", func(r *punch.Rules) *int { return &r.InBefore }}, {"in_after", func(r *punch.Rules) *int { return &r.InAfter }},
		{"out_before", func(r *punch.Rules) *int { return &r.OutBefore }}, {"out_after", func(r *punch.Rules) *int { return &r.OutAfter }},
	} {
		for _, by := range []struct {
			how     string
			minutes int
		}{{"longer", 1}, {"shorter", -1}} {
			all.add(windowsRule, "presets/attendance/"+window.what, by.how, func(h House) House {
				*window.of(&h.Attendance) += by.minutes
				return h
			})
		}
	}
}
