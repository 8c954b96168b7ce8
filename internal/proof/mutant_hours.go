package proof

import "github.com/shixian/shixian/internal/calendar"

// hoursRule is the rule of the hours that the office keeps where it says nothing else (R178).
const hoursRule = "R178"

// ofHours lets the doors open later, close later, and stay open at noon.
func (all *mutants) ofHours() {
	for what, day := range map[string][]calendar.Span{
		"opens-later":  {{From: "09:00", To: "12:00"}, {From: "14:00", To: "17:30"}},
		"closes-later": {{From: "08:30", To: "12:00"}, {From: "14:00", To: "18:00"}},
		"no-noon":      {{From: "08:30", To: "17:30"}},
		"noon-longer":  {{From: "08:30", To: "12:00"}, {From: "14:30", To: "17:30"}},
	} {
		all.add(hoursRule, "calendars/national/week", what, func(h House) House {
			spec, week := h.National, map[string][]calendar.Span{}
			for _, d := range []string{"mon", "tue", "wed", "thu", "fri"} {
				week[d] = day
			}
			spec.Week = week
			altered, err := h.keeping(spec)
			if err != nil {
				panic(err) // hours that can be kept
			}
			return altered
		})
	}
}
