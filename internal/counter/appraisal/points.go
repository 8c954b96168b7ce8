package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// PointRow is one entry of a sheet. Entries are never changed: a reversal is an
// entry that names the one it reverses.
type PointRow struct {
	ID         int64     `db:"id" json:"id"`
	Person     string    `db:"person" json:"person,omitempty"`
	PersonName string    `db:"person_name" json:"person_name,omitempty"`
	Unit       string    `db:"unit" json:"unit,omitempty"`
	UnitName   string    `db:"unit_name" json:"unit_name,omitempty"`
	Year       int       `db:"year" json:"year"`
	Points     int       `db:"points" json:"points"`
	Measure    string    `db:"measure" json:"measure"`
	Rule       string    `db:"rule" json:"rule"`
	Number     string    `db:"number" json:"number"` // the case that says so
	EventKey   string    `db:"event_key" json:"event_key"`
	At         time.Time `db:"at" json:"at"`
	Reverses   int64     `db:"reverses" json:"reverses,omitempty"`
}

// PointFilter chooses a year's rows: of a person, or of a unit and its people.
type PointFilter struct {
	Year         int
	Person, Unit string
}

// ProvenFilter chooses decisions in force, of a person or of a unit, but for one
// case.
type ProvenFilter struct {
	Person, Unit string
	From, To     time.Time
	Except       string
	Reports      bool // those alone that a proven report brought (R144)
}

// Sheet is a year's entries of a person, or of a unit and its people.
type Sheet struct {
	Year   int    `json:"year"`
	Person string `json:"person,omitempty"`
	Unit   string `json:"unit,omitempty"`
	Total  int    `json:"total"` // of the person, or of the unit itself
	// Covered is how long the person stood in for others, in seconds of office
	// time until now: what the AB appraisal asks for (R174).
	Covered int64      `json:"covered_working_seconds"`
	Rows    []PointRow `json:"rows"`
	// Counted is what the record holds of the year, Targets what was asked and how
	// far it is kept, Marks what the quarterly checks gave (R174, R212, R213).
	Counted Counted `json:"counted"`
	// Held is how the rules of the window were kept, and what was thought of it (R236, R234).
	Held    Held     `json:"held"`
	Targets []Target `json:"targets"`
	Marks   []Mark   `json:"marks"`
	// Weight is the sum of the weights, Tenths what they earned, in tenths of a point.
	Weight int `json:"weight"`
	Tenths int `json:"tenths"`
	// Aim is what they set themselves in words and was approved, Draft what waits for the
	// superior or was given back, Waiting who in a unit waits (R226).
	Aim     *Aim       `json:"aim,omitempty"`
	Draft   *Aim       `json:"draft,omitempty"`
	Waiting []AimWaits `json:"waiting"`
}

// Sheet reads the points of a year. With neither person nor unit it is the
// reader's own; year 0 is this one. Forbidden where the table says so.
func (c *Room) Sheet(ctx context.Context, p casework.Principal, f PointFilter) (Sheet, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Sheet{}, fmt.Errorf("points: %w", err)
	}
	if f.Person == "" && f.Unit == "" {
		f.Person = p.Person
	}
	if f.Year == 0 {
		f.Year = c.Now().In(core.Zone).Year()
	}
	subject := access.Subject{Unit: f.Unit, Concerned: f.Person}
	switch {
	case f.Person != "" && f.Unit != "":
		return Sheet{}, casework.FieldError(casework.Invalid, "unit", "person or unit")
	case f.Person != "":
		subject.Unit = core.UnitOf(office, f.Person)
	}
	if _, err := c.Decide(p, access.PointsView, subject, office); err != nil {
		return Sheet{}, err
	}
	rows, err := c.own.Points(ctx, f)
	if err != nil {
		return Sheet{}, fmt.Errorf("points: %w", err)
	}
	out := Sheet{Year: f.Year, Person: f.Person, Unit: f.Unit, Rows: core.Listed(rows)}
	for _, r := range rows {
		if r.Person == f.Person && r.Unit == f.Unit {
			out.Total += r.Points
		}
	}
	if f.Person != "" {
		if out.Covered, err = c.covered(ctx, f, subject.Unit); err != nil {
			return out, err
		}
	}
	if err := c.aims(ctx, p, f, office, &out); err != nil {
		return out, err
	}
	return out, c.appraise(ctx, f, office, &out)
}

func (c *Room) covered(ctx context.Context, f PointFilter, unit string) (int64, error) {
	from := time.Date(f.Year, 1, 1, 0, 0, 0, 0, core.Zone)
	to := from.AddDate(1, 0, 0)
	if now := c.Now(); now.Before(to) {
		to = now
	}
	if !to.After(from) { // a year still to come
		return 0, nil
	}
	spans, err := c.own.Covered(ctx, f.Person, from, to)
	if err != nil {
		return 0, fmt.Errorf("cover by %s: %w", f.Person, err)
	}
	book, err := c.Book(ctx)
	if err != nil {
		return 0, err
	}
	cal, _, err := book.Calendar(book.CalendarFor(unit))
	if err != nil {
		return 0, err
	}
	return seconds(cal, spans), nil
}

// seconds adds up spans in office time; who covers two posts at once covers once.
func seconds(cal *calendar.Calendar, spans []casework.DutySpan) (sum int64) {
	slices.SortFunc(spans, func(a, b casework.DutySpan) int { return a.From.Compare(b.From) })
	var until time.Time
	for _, s := range spans {
		if s.From.Before(until) {
			s.From = until
		}
		if s.To.After(s.From) {
			sum += cal.WorkingSeconds(s.From, s.To)
			until = s.To
		}
	}
	return sum
}
