package proof

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/law/examples"
	"github.com/shixian/shixian/internal/policy"
)

// ask answers one question and tells where the answer is another than the example's.
func (s *stage) ask(a examples.Ask) (red []string) {
	say := func(format string, args ...any) { red = append(red, fmt.Sprintf(format, args...)) }
	q, err := s.question(a)
	if err != nil {
		return []string{err.Error()}
	}
	if got := q.may(s, standing{}); a.May != nil && !maps.Equal(*a.May, got) {
		say("may: %v, not %v", got, *a.May)
	}
	if got := q.may(s, standing{byPost: true}); a.Posts != nil && !maps.Equal(*a.Posts, got) {
		say("posts: %v, not %v", got, *a.Posts)
	}
	if got := q.may(s, standing{covers: true, short: true}); a.Covers != nil && !maps.Equal(*a.Covers, got) {
		say("covers: %v, not %v", got, *a.Covers)
	}
	for _, w := range []struct {
		name string
		want *[]string
		got  func() []string
	}{
		{"short", a.Short, func() []string { return slices.Sorted(maps.Keys(q.may(s, standing{covers: true, short: true}))) }},
		{"full", a.Full, func() []string { return slices.Sorted(maps.Keys(q.may(s, standing{covers: true}))) }},
		{"joint", a.Joint, func() []string { return q.jointly(s) }},
		{"stages", a.Stages, func() []string { return q.stages() }},
		{"meets", a.Meets, func() []string { return q.meets() }},
		{"hands", a.Hands, func() []string { return q.hands() }},
	} {
		if w.want == nil {
			continue
		}
		if got := w.got(); !sameWords(*w.want, got) {
			say("%s: %v, not %v", w.name, got, *w.want)
		}
	}
	if a.Refused != nil {
		if got := q.refused(); string(got) != *a.Refused {
			say("refused: %q, not %q", got, *a.Refused)
		}
	}
	if got := q.declared.Offers(q.state, q.action, q.at); a.Offered != nil && got != *a.Offered {
		say("offered: %v", got)
	}
	if a.Clock != nil {
		red = append(red, q.clock(*a.Clock)...)
	}
	red = append(red, s.form(a)...)
	return slices.Concat(red, s.presets(a), s.posts(a))
}

func sameWords(want, got []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got)))
}

// leave answers from the table of who signs for a leave.
func (s *stage) leave(l examples.Leave) (red []string) {
	got, _, err := s.house.Leave.Signers(l.Order, l.Rank, l.Form, policy.Length{Days: l.Days, Seconds: int64(l.Minutes) * 60})
	if want := append([]string{l.Approver}, l.Then...); err != nil || !slices.Equal(roleNames(got), want) {
		red = append(red, fmt.Sprintf("signed by %v %v, not %v", got, err, want))
	}
	if filed := s.house.Leave.Filed(l.Order); string(filed) != l.Filed && l.Filed != "" {
		red = append(red, fmt.Sprintf("filed with %q", filed))
	}
	if arranged := s.house.Leave.Arranged(l.Order, l.Form); l.Arranged != nil && arranged != *l.Arranged {
		red = append(red, fmt.Sprintf("arranged: %v", arranged))
	}
	if relieved := s.house.Leave.Relieved(l.Order, l.Form); l.Relieved != nil && relieved != *l.Relieved {
		red = append(red, fmt.Sprintf("relieved: %v", relieved))
	}
	if reports := s.house.Leave.Reports(l.Order, l.Rank, l.Form, policy.Length{Days: l.Days, Seconds: int64(l.Minutes) * 60}); reports != l.Report {
		red = append(red, fmt.Sprintf("reported on: %v", reports))
	}
	return red
}

// presets answers from the office's tables.
func (s *stage) presets(a examples.Ask) (red []string) {
	if a.Leave != nil {
		red = append(red, s.leave(*a.Leave)...)
	}
	if x := a.Sort; x != nil {
		length := policy.Length{Days: x.Days}
		sort, known := s.house.Leave.Sort(x.Sort)
		if refused := !known || sort.Exceeds(length); refused != x.Refused || sort.Shown(length) != x.Proof {
			red = append(red, fmt.Sprintf("%s of %v days: refused %v, shown by %q", x.Sort, x.Days, refused, sort.Shown(length)))
		}
	}
	if n := a.Notice; n != nil {
		least := s.house.Leave.Least(s.Office.Choices, n.Covered)
		if needed := time.Duration(n.Minutes)*time.Minute > least; needed != n.Needed {
			red = append(red, fmt.Sprintf("notice: %v, none up to %v", needed, least))
		}
	}
	if h := a.Handover; h != nil {
		if needed := s.house.Leave.HandsOver(s.Office.Choices, policy.Length{Days: h.Days}); needed != h.Needed {
			red = append(red, fmt.Sprintf("handed over: %v", needed))
		}
	}
	if a.NeverEmpty != nil && !sameWords(*a.NeverEmpty, roleNames(s.house.Leave.NeverEmpty)) {
		red = append(red, fmt.Sprintf("never empty: %v", s.house.Leave.NeverEmpty))
	}
	if p := a.Punches; p != nil {
		if got, err := s.house.punched(*p); err != nil || !slices.Equal(got, p.Classes) {
			red = append(red, fmt.Sprintf("punches of %s: %v %v, not %v", p.Day, got, err, p.Classes))
		}
	}
	if p := a.Points; p != nil {
		if got := s.house.Scoring.Cost(p.Measure); got.Person != p.Person || got.Unit != p.Unit || got.Head != p.Head {
			red = append(red, fmt.Sprintf("points: %+v", got))
		}
	}
	if r := a.Repeats; r != nil {
		got := ""
		for _, p := range s.house.Scoring.Proposed(r.Unit, r.Reports, r.Nth) {
			if p.Rule == s.Rule {
				got = p.Measure
			}
		}
		if got != r.Measure {
			red = append(red, fmt.Sprintf("repeats: %q, not %q", got, r.Measure))
		}
	}
	return red
}

func roleNames(roles []casework.Role) (out []string) {
	for _, r := range roles {
		out = append(out, string(r))
	}
	return out
}

// jointly are the roles of a co-unit that may, on duty or covering for some hours.
func (q *question) jointly(s *stage) []string {
	all := q.may(s, standing{joint: true})
	maps.Copy(all, q.may(s, standing{joint: true, covers: true, short: true}))
	return slices.Sorted(maps.Keys(all))
}

// stages are where an act is admitted, everything else being as it is.
func (q *question) stages() (out []string) {
	for _, stage := range append(slices.Clone(q.declared.Stages), casework.StageClosed) {
		there := q.state.Clone()
		there.Stage = stage
		if q.declared.Admits(there, q.action, q.at) == nil {
			out = append(out, string(stage))
		}
	}
	return out
}

// meets are the clocks that ask for the act.
func (q *question) meets() []string {
	act, known := q.declared.Act(q.action)
	if !known {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(act.Meets), func(clock string) bool { return q.declared.Answer(clock) != q.action })
}

// hands are the papers of which the act hands one over.
func (q *question) hands() []string {
	act, known := q.declared.Act(q.action)
	if !known || act.Hands == nil {
		return nil
	}
	return act.Hands(q.state)
}

// refused is what the case answers the act with.
func (q *question) refused() casework.Code {
	if why := q.declared.Admits(q.state, q.action, q.at); why != nil {
		return why.Code
	}
	return ""
}

// clock holds a clock of the case against what it must be.
func (q *question) clock(want examples.Clock) (red []string) {
	c := q.state.Clock(want.Name)
	if c == nil {
		return []string{"the case has no clock " + want.Name}
	}
	if c.Pausable != want.Pausable || c.Once != want.Once || string(c.Delegated) != want.Delegated ||
		!sameRoles(want.Deciders, c.Deciders) || !sameRoles(want.Hears, c.Hears) {
		red = append(red, fmt.Sprintf("clock %s: pausable %v, once %v, decided by %v for %q, heard by %v", c.Name, c.Pausable, c.Once, c.Deciders, c.Delegated, c.Hears))
	}
	return red
}
