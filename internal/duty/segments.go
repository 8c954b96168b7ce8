package duty

import (
	"cmp"
	"slices"
	"time"
)

// Segments computes who was answerable on a post (R160, R165, R169, R170), from
// the start of its first assignment without end. Assignments of other posts and
// absences of other persons are left aside. The input is not changed; a post
// that nobody was ever put on has no segments.
func Segments(post string, assignments []Assignment, absences []Absence) []Segment {
	return House().Segments(post, assignments, absences)
}

// Segments are those of a house whose line is another.
func (l Line) Segments(post string, assignments []Assignment, absences []Absence) []Segment {
	line := l.of(post, assignments)
	away := absencesOf(line, absences)
	var out []Segment
	for _, t := range turns(line, away) {
		s := Segment{Post: post, From: t}
		s.Person, s.Backup = onDuty(line, away, t)
		if n := len(out); n > 0 {
			if out[n-1].Person == s.Person && out[n-1].Backup == s.Backup {
				continue
			}
			out[n-1].To = t
		}
		out = append(out, s)
	}
	return out
}

// of is the order in which persons answer for a post; of two equal ranks
// the earlier assignment comes first. Assignments that ended when they began
// are left out.
func (l Line) of(post string, assignments []Assignment) []Assignment {
	var line []Assignment
	for _, a := range assignments {
		if a.Post == post && l.holds(a.Rank) && (a.To.IsZero() || a.To.After(a.From)) {
			line = append(line, a)
		}
	}
	slices.SortStableFunc(line, func(a, b Assignment) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), a.From.Compare(b.From))
	})
	return line
}

// absencesOf keeps the absences of the persons in line, by person.
func absencesOf(line []Assignment, absences []Absence) map[string][]Absence {
	away := make(map[string][]Absence)
	for _, a := range line {
		away[a.Person] = nil
	}
	for _, ab := range absences {
		if _, ok := away[ab.Person]; ok {
			away[ab.Person] = append(away[ab.Person], ab)
		}
	}
	return away
}

// turns lists every instant at which the answer may change, in order, the first
// being the start of the first assignment.
func turns(line []Assignment, away map[string][]Absence) []time.Time {
	if len(line) == 0 {
		return nil
	}
	first := line[0].From
	var all []time.Time
	for _, a := range line {
		if a.From.Before(first) {
			first = a.From
		}
		all = append(all, a.From)
		if !a.To.IsZero() {
			all = append(all, a.To)
		}
	}
	for _, absences := range away {
		for _, ab := range absences {
			all = append(all, ab.From)
			if ab.Returned != nil {
				all = append(all, *ab.Returned)
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	return slices.DeleteFunc(all, func(t time.Time) bool { return t.Before(first) })
}

// onDuty finds the acting holder at t and the one who would follow him.
func onDuty(line []Assignment, away map[string][]Absence, t time.Time) (person, backup string) {
	for _, a := range line {
		absent := slices.ContainsFunc(away[a.Person], func(ab Absence) bool { return ab.covers(t) })
		switch {
		case absent || !a.covers(t) || a.Person == person:
		case person == "":
			person = a.Person
		default:
			return person, a.Person
		}
	}
	return person, ""
}
