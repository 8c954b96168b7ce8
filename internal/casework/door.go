package casework

import (
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Door names how a command came, where it came straight to the engine. Empty is the
// counter's: stored first, then delivered.
type Door string

// Doors of the engine.
const (
	DoorSignal Door = "signal"
	DoorUpdate Door = "update"
)

// RefusedByForm is the type of the error by which a workflow refuses an Update that
// leaves no history; its detail is the refusal.
const RefusedByForm = "refused_by_form"

// Bounds of what may come through a door of the engine.
const (
	maxID    = 128 // bytes of a command's id
	maxActor = 64
	maxValue = 256 // of one argument
	maxList  = 100 // values of one argument, and roles
)

// ReceiptRequest asks the engine when a command reached it.
type ReceiptRequest struct {
	Namespace, Workflow, Run string // the run that heard it
	Door                     Door
	Command, ID              string
	// Event is the length of the history when a signal was read; what came later is
	// another one. 0: not known.
	Event int
}

// CleanID tells whether an id can be kept.
func CleanID(id string) bool { return id != "" && clean(id, maxID) }

func clean(s string, most int) bool {
	return len(s) <= most && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// CheckShape refuses what no form can hold and no database keep: characters that are
// no text, and what is too long. It looks at nothing but the command itself.
func (c Command) CheckShape() *Error {
	switch {
	case !CleanID(c.ID):
		return FieldError(Invalid, "id", "")
	case !clean(c.Actor, maxActor):
		return FieldError(Invalid, "actor", "")
	case len(c.Roles) > maxList:
		return FieldError(Invalid, "roles", "")
	}
	for _, r := range c.Roles {
		if !clean(string(r), maxActor) {
			return FieldError(Invalid, "roles", "")
		}
	}
	return c.Args.checkShape()
}

// checkShape goes through the fields by reflection, in the order they are declared: the
// same at every replay.
//
//workflowcheck:ignore
func (a Args) checkShape() *Error {
	v := reflect.ValueOf(a)
	for i := range v.NumField() {
		var ok bool
		switch f := v.Field(i).Interface().(type) {
		case []string:
			ok = len(f) <= maxList
			for _, s := range f {
				ok = ok && clean(s, maxValue)
			}
		case time.Time:
			ok = f.IsZero() || Sane(f)
		default:
			ok = v.Field(i).Kind() != reflect.String || clean(v.Field(i).String(), maxValue)
		}
		if !ok {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			return FieldError(Invalid, name, "")
		}
	}
	return nil
}

// Ahead is how far the clocks of two machines of one office may lie apart.
const Ahead = 5 * time.Minute

// Sane tells whether an instant is of this age.
func Sane(t time.Time) bool { return t.Year() >= 2000 && t.Year() < 2200 }
