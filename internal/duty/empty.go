package duty

import "time"

// Empties tells whether an absence would leave a post with nobody on it for some
// part of its announced time, where somebody would stand without it (R169).
func Empties(post string, assignments []Assignment, absences []Absence, leave Absence) bool {
	stays := Segments(post, assignments, absences)
	leaves := Segments(post, assignments, append(absences[:len(absences):len(absences)], leave))
	for _, s := range leaves {
		if s.Person == "" && stoodOn(stays, latest(s.From, leave.From), earliest(s.To, leave.Until)) {
			return true
		}
	}
	return false
}

// stoodOn tells whether somebody stands on the post at some time from from to to.
func stoodOn(segments []Segment, from, to time.Time) bool {
	for _, s := range segments {
		if s.Person != "" && latest(s.From, from).Before(earliest(s.To, to)) {
			return true
		}
	}
	return false
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earliest takes a zero first instant for no end.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}
