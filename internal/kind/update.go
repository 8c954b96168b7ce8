package kind

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// CheckUpdate is the form of an Update, before any history: its name is one the kind
// knows, it has an actor unless the machine itself sends it, and its instant, where
// it names one, is of this age and not yet to come.
func (d *Declaration) CheckUpdate(c casework.Command, now time.Time) *casework.Error {
	act, known := d.Act(c.Name)
	switch {
	case !known:
		return casework.FieldError(casework.UnknownCommand, "command", "")
	case c.Actor == "" && !act.Internal && c.Name != casework.Rate: // who rates by his query code has no name here; his row speaks for him
		return casework.FieldError(casework.Invalid, "actor", "")
	case !c.At.IsZero() && !casework.Sane(c.At):
		return casework.FieldError(casework.Invalid, "at", "")
	case c.At.After(now.Add(casework.Ahead)):
		return casework.FieldError(casework.FutureDate, "at", "")
	}
	return c.CheckShape()
}
