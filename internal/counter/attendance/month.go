package attendance

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/punch"
)

// Month is what a month of a unit comes to (月考勤表): of its people those whom the reader may see.
type Month struct {
	Unit  string
	Month time.Time // its first instant
	Days  []time.Time
	Rows  []Row
	// Signed is the version the head signed last. Current: it says what is counted now. May are
	// what the reader may do with it.
	Signed            *Signed
	Current           bool
	MaySign, MayShare bool
}

// Row is one person's.
type Row struct {
	Person   string         `json:"person"`
	Name     string         `json:"-"`
	Days     [][]punch.Half `json:"days"` // one a day of the month; none on a day off
	Marks    []Decided      `json:"marks,omitempty"`
	Month    punch.Tally    `json:"month"`
	Year     punch.Tally    `json:"-"` // from January to the end of the month
	Dismiss  string         `json:"-"` // the law that the year's absence comes to
	OffPosts int            `json:"off_posts,omitempty"`
}

// AttendanceOf tells what a month comes to. Zero: this one. An empty unit is the reader's own.
func (c *Room) AttendanceOf(ctx context.Context, p casework.Principal, unit string, month time.Time) (Month, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Month{}, fmt.Errorf("attendance: %w", err)
	}
	if unit == "" {
		unit = core.UnitOf(office, p.Person)
	}
	cal, err := c.calendar(ctx, unit)
	if err != nil {
		return Month{}, err
	}
	out := Month{Unit: unit, Month: first(month, c.Now(), cal.Location())}
	var refusal error
	var persons []casework.Person
	var unitIDs []string
	for _, m := range office.Persons {
		if m.Unit != unit || !m.Active {
			continue
		}
		unitIDs = append(unitIDs, m.ID)
		if _, err := c.Decide(p, access.AttendanceView, access.Subject{Unit: m.Unit, Concerned: m.ID}, office); err != nil {
			refusal = err
			continue
		}
		persons = append(persons, m)
	}
	if len(persons) == 0 {
		if refusal == nil {
			_, refusal = c.Decide(p, access.AttendanceView, access.Subject{Unit: unit}, office)
		}
		return out, refusal
	}
	if err := c.fill(ctx, &out, keeping{office.Tree().Bureau(unit), unitIDs}, cal, persons); err != nil {
		return out, err
	}
	return out, c.signed(ctx, p, office, &out)
}

// first is the first instant of a month that is not to come.
func first(month, now time.Time, zone *time.Location) time.Time {
	now = now.In(zone)
	if month.IsZero() || month.After(now) {
		month = now
	}
	month = month.In(zone)
	return time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, zone)
}

// fill counts the month, and the year up to its end.
func (c *Room) fill(ctx context.Context, m *Month, of keeping, cal *calendar.Calendar, persons []casework.Person) error {
	var ids []string
	for _, p := range persons {
		ids = append(ids, p.ID)
	}
	begin, end := time.Date(m.Month.Year(), 1, 1, 0, 0, 0, 0, m.Month.Location()), m.Month.AddDate(0, 1, 0)
	for d := m.Month; d.Before(end); d = d.AddDate(0, 0, 1) {
		m.Days = append(m.Days, d)
	}
	punches, err := c.own.Punches(ctx, of.unit, begin, end)
	if err != nil {
		return fmt.Errorf("punches: %w", err)
	}
	away, err := c.own.AwayWithLeave(ctx, ids, begin, end)
	if err != nil {
		return fmt.Errorf("who was away: %w", err)
	}
	decided, err := c.own.AttendanceDecided(ctx, c.about(), ids, begin, end)
	if err != nil {
		return fmt.Errorf("what was decided: %w", err)
	}
	numbers, err := c.own.ClockNumbers(ctx, of.bureau)
	if err != nil {
		return fmt.Errorf("numbers of clocks: %w", err)
	}
	kept := keptOf(punches, numbers)
	for _, p := range persons {
		m.Rows = append(m.Rows, c.row(m, cal, begin, end, kept, p, personal{id: p.ID, punches: punches, away: away, decided: decided}))
	}
	return nil
}

// row counts one person's year up to the end of the month, and the month within it.
func (c *Room) row(m *Month, cal *calendar.Calendar, begin, end time.Time, kept kept, p casework.Person, him personal) Row {
	row := Row{Person: p.ID, Name: p.Name}
	var year [][]punch.Half
	for d := begin; d.Before(end); d = d.AddDate(0, 0, 1) {
		var day []punch.Half
		if kept.holds(p.ID, d) {
			day = him.day(c.rules(), cal, d, c.Now())
		}
		year = append(year, day)
		if !d.Before(m.Month) {
			row.Days = append(row.Days, day)
		}
	}
	row.Month, row.Year = punch.Add(row.Days), punch.Add(year)
	row.Dismiss = c.rules().Dismisses(p.Employment, row.Year)
	row.Marks = him.marks(m.Month, end)
	for _, mark := range row.Marks {
		if mark.Result == kind.OffPost {
			row.OffPosts++
		}
	}
	return row
}

// keeping is whose punches tell what is kept of a month: all of a unit, whoever reads it.
type keeping struct {
	bureau string
	unit   []string
}

// kept is of whom punches are kept, and from which to which day they were brought: nobody is absent
// on a day whose punches are not in, nor whoever has no number at any clock.
type kept struct {
	from, to time.Time
	persons  map[string]bool
}

func keptOf(punches []Punch, numbers map[string]string) kept {
	k := kept{persons: map[string]bool{}}
	for _, person := range numbers {
		k.persons[person] = true
	}
	for _, p := range punches {
		k.persons[p.Person] = true
		if k.from.IsZero() || p.At.Before(k.from) {
			k.from = p.At
		}
		if p.At.After(k.to) {
			k.to = p.At
		}
	}
	return k
}

// holds tells whether what a person punched on a day is in.
func (k kept) holds(person string, day time.Time) bool {
	return k.persons[person] && day.AddDate(0, 0, 1).After(k.from) && !day.After(k.to)
}

// about are the kinds whose cases are about the attendance of one member of staff.
func (c *Room) about() (out []casework.Kind) {
	for _, d := range c.Kinds.All() {
		if d.About {
			out = append(out, d.Kind)
		}
	}
	return out
}

// personal is what is known of one person.
type personal struct {
	id      string
	punches []Punch
	away    []Away
	decided []Decided
}

func (of personal) day(r punch.Rules, cal *calendar.Calendar, d, now time.Time) []punch.Half {
	end := d.AddDate(0, 0, 1)
	var punches []time.Time
	for _, p := range of.punches {
		if p.Person == of.id && !p.At.Before(d) && p.At.Before(end) {
			punches = append(punches, p.At.In(d.Location()))
		}
	}
	var leave []punch.Span
	for _, a := range of.away {
		if a.Person == of.id && a.From.Before(end) && a.Until.After(d) {
			leave = append(leave, punch.Span{From: a.From, To: a.Until})
		}
	}
	var found []punch.Found
	for _, f := range of.decided {
		if f.Person == of.id && kind.OfHalfDay(f.Matter) && slices.Contains(punch.Classes, punch.Class(f.Result)) {
			found = append(found, punch.Found{At: f.At, Class: punch.Class(f.Result), Number: f.Number})
		}
	}
	return r.Day(cal.Hours(d.Add(12*time.Hour)), punches, leave, found, now)
}

// marks are what cases of the month found that is of no half-day: off the post, late at a meeting.
func (of personal) marks(from, to time.Time) (out []Decided) {
	for _, f := range of.decided {
		if f.Person == of.id && !kind.OfHalfDay(f.Matter) && f.Result != kind.Attended && !f.At.Before(from) && f.At.Before(to) {
			out = append(out, f)
		}
	}
	return out
}

// signed tells how the month stands, and what the reader may do.
func (c *Room) signed(ctx context.Context, p casework.Principal, office *core.Office, m *Month) error {
	var err error
	if m.Signed, err = c.own.SignedMonth(ctx, m.Unit, m.Month); err != nil {
		return fmt.Errorf("signed month: %w", err)
	}
	doc, err := json.Marshal(m.Rows)
	if err != nil {
		return fmt.Errorf("encode month: %w", err)
	}
	m.Current = m.Signed != nil && sameJSON(m.Signed.Doc, doc)
	subject := access.Subject{Unit: m.Unit}
	_, sign := c.Decide(p, access.AttendanceSign, subject, office)
	_, share := c.Decide(p, access.AttendancePublish, subject, office)
	over := !c.Now().Before(m.Month.AddDate(0, 1, 0))
	m.MaySign = sign == nil && over && !m.Current
	m.MayShare = share == nil && m.Current && m.Signed.Published.IsZero() && m.Signed.By != p.Person
	return nil
}

func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	one, errA := json.Marshal(x)
	other, errB := json.Marshal(y)
	return errA == nil && errB == nil && string(one) == string(other)
}

// SignAttendance freezes a month that is over as it is counted now; PublishAttendance lets it stand for
// everybody of the unit. Nobody does both.
func (c *Room) SignAttendance(ctx context.Context, p casework.Principal, unit string, month time.Time) error {
	m, err := c.whole(ctx, p, access.AttendanceSign, unit, month)
	switch {
	case err != nil:
		return err
	case c.Now().Before(m.Month.AddDate(0, 1, 0)):
		return casework.FieldError(casework.FutureDate, "month", "R179")
	case m.Current:
		return casework.FieldError(casework.AlreadyDone, "month", "R179")
	}
	doc, err := json.Marshal(m.Rows)
	if err != nil {
		return fmt.Errorf("encode month: %w", err)
	}
	in := Signed{Unit: unit, Month: m.Month, Version: 1, Doc: doc, By: p.Person, At: c.Now()}
	if m.Signed != nil {
		in.Version = m.Signed.Version + 1
	}
	if err := c.own.SignMonth(ctx, in); err != nil {
		return fmt.Errorf("sign month: %w", err)
	}
	return nil
}

// PublishAttendance publishes what was signed, as long as it says what is counted.
func (c *Room) PublishAttendance(ctx context.Context, p casework.Principal, unit string, month time.Time) error {
	m, err := c.whole(ctx, p, access.AttendancePublish, unit, month)
	switch {
	case err != nil:
		return err
	case m.Signed == nil:
		return casework.FieldError(casework.NothingOwed, "month", "R179")
	case !m.Current:
		return casework.FieldError(casework.Stale, "month", "R179")
	case m.Signed.By == p.Person:
		return casework.FieldError(casework.OwnCase, "principal", "R179")
	case !m.Signed.Published.IsZero():
		return casework.FieldError(casework.AlreadyDone, "month", "R179")
	}
	m.Signed.Publisher, m.Signed.Published = p.Person, c.Now()
	if err := c.own.PublishMonth(ctx, *m.Signed); err != nil {
		return fmt.Errorf("publish month: %w", err)
	}
	return nil
}

// whole is a month of which all rows are before whoever signs or publishes it.
func (c *Room) whole(ctx context.Context, p casework.Principal, action, unit string, month time.Time) (Month, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Month{}, fmt.Errorf("attendance: %w", err)
	}
	if _, err := c.Decide(p, action, access.Subject{Unit: unit}, office); err != nil {
		return Month{}, err
	}
	return c.AttendanceOf(ctx, p, unit, month)
}

// calendar is the one a unit's days are counted by.
func (c *Room) calendar(ctx context.Context, unit string) (*calendar.Calendar, error) {
	book, err := c.Rules.Book(ctx)
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", unit, err)
	}
	cal, _, err := book.Calendar(book.CalendarFor(unit))
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", unit, err)
	}
	return cal, nil
}
