package duty

import (
	"slices"
	"time"
)

// AsAnnounced takes who is away and not late at an instant at his word: back when
// he said. Who is late is away without end, whatever he announced (R158).
func AsAnnounced(absences []Absence, at time.Time) []Absence {
	out := slices.Clone(absences)
	for i := range out {
		if out[i].Returned == nil && out[i].Until.After(at) {
			out[i].Returned = &out[i].Until
		}
	}
	return out
}

// Away tells whether a person is away for some part of the time from from to to. Who
// is named to stand on a post is to be there (R169, R211).
func Away(person string, absences []Absence, from, to time.Time) bool {
	return slices.ContainsFunc(absences, func(a Absence) bool {
		end := time.Time{}
		if a.Returned != nil {
			end = *a.Returned
		}
		return a.Person == person && overlap(a.From, end, from, to)
	})
}

// Ring tells whether covers would go round: person is away from from to to, nobody
// stands on a post of his, and those in line for it, away as well, lead to absent
// again, directly or through the posts of others. A's B is B's A in many an office,
// and no harm in it while one of them is there; a ring is closed when somebody is
// named into it (R161, R169).
func Ring(person, absent string, assignments []Assignment, absences []Absence, from, to time.Time) bool {
	waiting, seen := []string{person}, []string{}
	for len(waiting) > 0 {
		who := waiting[0]
		waiting = waiting[1:]
		if slices.Contains(seen, who) || !Away(who, absences, from, to) {
			continue
		}
		seen = append(seen, who)
		for _, post := range held(who, assignments, from, to) {
			if !empty(Segments(post, assignments, absences), from, to) {
				continue
			}
			next := inLine(post, assignments, from, to)
			if slices.Contains(next, absent) {
				return true
			}
			waiting = append(waiting, next...)
		}
	}
	return false
}

// ClosesRing tells whether a leave would close a ring: who leaves was named for a
// post while its A is away, nobody else stands there, and his own post rests on that
// very A. Where nobody was named, the plan's own ring is the leader's to fill (R169).
func ClosesRing(assignments []Assignment, absences []Absence, leave Absence) bool {
	with := slices.Concat(absences, []Absence{leave})
	for _, named := range assignments {
		if named.Person != leave.Person || named.Rank != Standin || !overlap(named.From, named.To, leave.From, leave.Until) {
			continue
		}
		from, to := latest(named.From, leave.From), earliest(named.To, leave.Until)
		if !empty(Segments(named.Post, assignments, with), from, to) {
			continue
		}
		for _, other := range inLine(named.Post, assignments, from, to) {
			if other != leave.Person && Away(other, absences, from, to) && Ring(leave.Person, other, assignments, with, from, to) {
				return true
			}
		}
	}
	return false
}

// held lists the posts a person holds as A for some part of a time.
func held(person string, assignments []Assignment, from, to time.Time) (posts []string) {
	for _, a := range assignments {
		if a.Person == person && a.Rank == A && overlap(a.From, a.To, from, to) && !slices.Contains(posts, a.Post) {
			posts = append(posts, a.Post)
		}
	}
	return posts
}

// inLine lists who is to answer for a post for some part of a time.
func inLine(post string, assignments []Assignment, from, to time.Time) (persons []string) {
	for _, a := range assignments {
		if a.Post == post && overlap(a.From, a.To, from, to) && !slices.Contains(persons, a.Person) {
			persons = append(persons, a.Person)
		}
	}
	return persons
}

// empty tells whether nobody stands on a post for some part of a time.
func empty(segments []Segment, from, to time.Time) bool {
	return slices.ContainsFunc(segments, func(s Segment) bool {
		return s.Person == "" && overlap(s.From, s.To, from, to)
	})
}
