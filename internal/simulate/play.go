package simulate

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// Played is a script that was played: what happened, and how each case stood when.
type Played struct {
	Lines []Line // in order; what was taken back and what lies after Until is left out

	zone  *time.Location
	cases []*played
}

// stood is the state of a case from an instant on.
type stood struct {
	at    time.Time
	state casework.State
}

// Play plays a case, and every case it opens.
func Play(book *policy.Book, in Input) (*Played, error) {
	if in.Until.IsZero() {
		in.Until = in.Received.Add(DefaultHorizon)
	}
	item, known := book.Item(in.Item)
	if in.Item != "" && (!known || item.Kind != in.Kind) {
		return nil, casework.FieldError(casework.UnknownItem, "item", "")
	}
	if in.Kind == book.Kinds().Leave() && in.Term.To.IsZero() && in.Facts["form"] != "vacancy" {
		return nil, casework.FieldError(casework.Invalid, "kind", "R153") // it says from when and until when he is away, or no post is left
	}
	for _, act := range in.Acts {
		if err := act.check(book.Kinds()); err != nil {
			return nil, err
		}
	}
	cal, _, err := book.Calendar("")
	if err != nil {
		return nil, err
	}
	office, err := playAll(func(told []outcome) (*office, error) { return stage(book, in, item, cal, told) })
	if err != nil {
		return nil, err
	}
	lines := slices.Concat(office.lines(in.Until), office.absences(in))
	slices.SortStableFunc(lines, func(a, b Line) int { return a.when.Compare(b.when) })
	return &Played{Lines: lines, zone: cal.Location(), cases: office.cases}, nil
}

// State is how a case stood at an instant, by its number; the case of the script itself
// without one. ok is false before it was registered, and of a case nobody opened.
func (p *Played) State(number string, at Instant) (s casework.State, ok bool) {
	when := at.In(p.zone)
	for i, c := range p.cases {
		if c.start.Number != number && (number != "" || i > 0) {
			continue
		}
		// A command that counts from an earlier instant is kept after the steps it undid.
		for _, step := range slices.Backward(c.stood) {
			if !step.at.After(when) {
				return step.state, true
			}
		}
	}
	return s, false
}

// Main is the number of the case the script is about.
func (p *Played) Main() string { return p.cases[0].start.Number }
