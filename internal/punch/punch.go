// Package punch tells what the punches of a day come to: which half-days were attended, of which
// one punch or both are missing, and what a month of them adds up to. It reads the files time
// clocks write.
//
// It refuses to know a store, a clock on the wall and a person by name, to excuse anybody by
// itself, and to decide what people have to decide: what a case found is handed in.
package punch

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Rules are how punches are read (presets/attendance.json).
type Rules struct {
	// Minutes around the beginning and the end of each part of the office hours within which a
	// punch counts for it (R179). The seasons are the calendar's.
	InBefore  int `json:"in_before"`
	InAfter   int `json:"in_after"`
	OutBefore int `json:"out_before"`
	OutAfter  int `json:"out_after"`

	Source     string      `json:"source"`
	Clocks     []Export    `json:"clocks"`
	Dismissals []Dismissal `json:"dismissals"`
}

// Class is what a half-day comes to.
type Class string

// Classes, as the kind names what a case comes to. Pending: it is not over.
const (
	Attended  Class = "attended"
	OnLeave   Class = "excused"
	Late      Class = "late"
	LeftEarly Class = "left_early"
	Absent    Class = "absent"
	Pending   Class = "pending"
)

// Classes lists them in the order of a sheet.
var Classes = []Class{Attended, OnLeave, Late, LeftEarly, Absent}

// Rules under which a class stands.
const (
	byWindow  = "R179"
	byMissing = "R180"
	byLeave   = "R183"
	byCase    = "R192"
)

// Window is within when a punch counts.
type Window struct{ From, To time.Time }

func (w Window) holds(t time.Time) bool { return !t.Before(w.From) && !t.After(w.To) }

// Half is one part of a day's office hours, and what it comes to by which rule.
type Half struct {
	From, To time.Time
	In, Out  time.Time // the punches that count for it; zero: none
	Class    Class
	Rule     string
	Number   string // the case that decided it
}

// Found is what a case found of the half-day an instant lies in.
type Found struct {
	At     time.Time
	Class  Class
	Number string
}

// Span is when somebody was away with leave.
type Span struct{ From, To time.Time }

// Windows are those of the parts of a day. Where the break between two is shorter than both its
// windows they meet in its middle: a punch counts once.
func (r Rules) Windows(hours [][2]time.Time) (in, out []Window) {
	minutes := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	for i, h := range hours {
		in = append(in, Window{h[0].Add(-minutes(r.InBefore)), h[0].Add(minutes(r.InAfter))})
		out = append(out, Window{h[1].Add(-minutes(r.OutBefore)), h[1].Add(minutes(r.OutAfter))})
		if i == 0 || !out[i-1].To.After(in[i].From) {
			continue
		}
		middle := hours[i-1][1].Add(h[0].Sub(hours[i-1][1]) / 2)
		out[i-1].To, in[i].From = middle.Add(-time.Nanosecond), middle
	}
	return in, out
}

// Day tells what a day's parts come to. One that is not over by now is pending.
func (r Rules) Day(hours [][2]time.Time, punches []time.Time, leave []Span, found []Found, now time.Time) []Half {
	in, out := r.Windows(hours)
	punches = slices.SortedFunc(slices.Values(punches), time.Time.Compare)
	halves := make([]Half, len(hours))
	for i, h := range hours {
		half := Half{From: h[0], To: h[1], Class: Attended, Rule: byWindow}
		for _, p := range punches {
			if half.In.IsZero() && in[i].holds(p) {
				half.In = p
			}
			if out[i].holds(p) {
				half.Out = p
			}
		}
		half.judge(leave)
		if now.Before(out[i].To) {
			half.Class, half.Rule = Pending, ""
		}
		half.decided(found)
		halves[i] = half
	}
	return halves
}

// judge: one punch missing is late or early, both are absence; a punch one was on leave for is not
// missing (R180, R183).
func (h *Half) judge(leave []Span) {
	awayIn := slices.ContainsFunc(leave, func(s Span) bool { return !s.From.After(h.From) && s.To.After(h.From) })
	awayOut := slices.ContainsFunc(leave, func(s Span) bool { return s.From.Before(h.To) && !s.To.Before(h.To) })
	noIn, noOut := h.In.IsZero() && !awayIn, h.Out.IsZero() && !awayOut
	switch {
	case noIn && noOut:
		h.Class, h.Rule = Absent, byMissing
	case noIn:
		h.Class, h.Rule = Late, byMissing
	case noOut:
		h.Class, h.Rule = LeftEarly, byMissing
	case h.In.IsZero() && h.Out.IsZero():
		h.Class, h.Rule = OnLeave, byLeave
	}
}

// decided: what people found stands before what is counted; the last word counts.
func (h *Half) decided(found []Found) {
	for _, f := range found {
		if !f.At.Before(h.From.Add(-time.Hour)) && !f.At.After(h.To.Add(time.Hour)) {
			h.Class, h.Rule, h.Number = f.Class, byCase, f.Number
		}
	}
}

// Tally is what days add up to.
type Tally struct {
	Halves  map[Class]int
	Absence int // whole days
	Row     int // most of them one after the other, in working days
	Long    int // and in days of the calendar, from the first to the last of them
}

// Add adds up days in their order; a day without office hours is none.
func Add(days [][]Half) Tally {
	t := Tally{Halves: map[Class]int{}}
	row, first := 0, time.Time{}
	for _, day := range days {
		if len(day) == 0 {
			continue
		}
		for _, h := range day {
			t.Halves[h.Class]++
		}
		if slices.ContainsFunc(day, func(h Half) bool { return h.Class != Absent }) {
			row = 0
			continue
		}
		if row == 0 {
			first = day[0].From
		}
		row++
		t.Absence++
		t.Row = max(t.Row, row)
		t.Long = max(t.Long, 1+int(day[0].From.Sub(first).Hours()+12)/24)
	}
	return t
}

// Dismissal is from how many days of absence on the law lets somebody of an employment go.
type Dismissal struct {
	Employment casework.Employment `json:"employment"`
	Row        int                 `json:"row"`  // more than so many one after the other
	Year       int                 `json:"year"` // or in a year
	Working    bool                `json:"working,omitempty"`
	Basis      string              `json:"basis"`
}

// Dismisses is the law that a year's absence comes to, for people to look into; empty: none.
func (r Rules) Dismisses(of casework.Employment, year Tally) string {
	for _, d := range r.Dismissals {
		row := year.Long
		if d.Working {
			row = year.Row
		}
		if d.Employment == of && (row > d.Row || year.Absence > d.Year) {
			return d.Basis
		}
	}
	return ""
}
