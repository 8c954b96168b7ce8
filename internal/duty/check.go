package duty

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// CheckAssignments refuses a line of holders that gives two answers: A as his
// own backup, one person twice on one post, two persons on one rank at a time.
// The error is a casework.Invalid naming field and rule.
func CheckAssignments(assignments []Assignment) error {
	for i, a := range assignments {
		switch {
		case a.Post == "":
			return casework.FieldError(casework.Invalid, "post", "R161")
		case a.Person == "":
			return casework.FieldError(casework.Invalid, "person", "R161")
		case a.Rank < A:
			return casework.FieldError(casework.Invalid, "rank", "R170")
		case a.From.IsZero():
			return casework.FieldError(casework.Invalid, "from", "R162")
		case !a.To.IsZero() && a.To.Before(a.From):
			return casework.FieldError(casework.Invalid, "to", "R162")
		case a.Rank == Standin && a.To.IsZero(): // named for the time being, never for good
			return casework.FieldError(casework.Invalid, "to", "R169")
		}
		for _, b := range assignments[:i] {
			if err := clash(b, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// clash refuses two assignments that hold at one time and contradict each other.
func clash(a, b Assignment) error {
	if a.Post != b.Post || !overlap(a.From, a.To, b.From, b.To) {
		return nil
	}
	switch {
	case a.Person == b.Person && (a.Rank == A) != (b.Rank == A):
		return casework.FieldError(casework.Invalid, "backup", "R161") // A as his own B
	case a.Person == b.Person:
		return casework.FieldError(casework.Invalid, "person", "R161")
	case a.Rank == b.Rank:
		return casework.FieldError(casework.Invalid, "rank", "R170")
	}
	return nil
}

// CheckAbsences refuses an absence that ends before it begins, and one that
// overlaps another of the same person as announced. A late return is no
// mistake of the next absence, so an absence still open is held to its
// announced end here. The error is a casework.Invalid naming field and rule.
func CheckAbsences(absences []Absence) error {
	for i, a := range absences {
		switch {
		case a.Person == "":
			return casework.FieldError(casework.Invalid, "person", "R156")
		case a.From.IsZero():
			return casework.FieldError(casework.Invalid, "from", "R156")
		case !a.Until.After(a.From):
			return casework.FieldError(casework.Invalid, "until", "R156")
		case a.Returned != nil && a.Returned.Before(a.From):
			return casework.FieldError(casework.Invalid, "returned", "R158")
		}
		for _, b := range absences[:i] {
			if a.Person == b.Person && overlap(a.From, a.planned(), b.From, b.planned()) {
				return casework.FieldError(casework.Invalid, "from", "R153")
			}
		}
	}
	return nil
}

// overlap tells whether two spans share an instant; a zero end is open and an
// empty span shares nothing.
func overlap(from, to, otherFrom, otherTo time.Time) bool {
	start, end := from, to
	if otherFrom.After(start) {
		start = otherFrom
	}
	if end.IsZero() || (!otherTo.IsZero() && otherTo.Before(end)) {
		end = otherTo
	}
	return end.IsZero() || start.Before(end)
}
