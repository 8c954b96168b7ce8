package attendance

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/punch"
)

// Table is the file of a time clock. People says whose a number is that was not known before; it is
// kept. OtherYears: lines of another year than the most are meant.
type Table struct {
	Rows       [][]string
	People     map[string]string
	OtherYears bool
	Dry        bool
}

// Brought is what a file holds and what came of it.
type Brought struct {
	Clock    punch.Export
	Lines    int
	Fresh    int // not known before
	Known    int // known, or twice in the file
	Repeated int // twice in the file
	From, To time.Time
	Persons  int
	// Gaps are working days between the first and the last on which nobody punched.
	Gaps []time.Time
	// Unknown are numbers nobody has said whose they are, each with the first line it stands in.
	Unknown []Unknown
}

// Unknown is a number of a clock.
type Unknown struct {
	Number, Cell string
}

// BringPunches takes a file in, all of it or nothing; the same again changes nothing. Refusals name
// the cell: line[3].打卡时间.
func (c *Room) BringPunches(ctx context.Context, p casework.Principal, t Table) (Brought, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Brought{}, fmt.Errorf("bring punches: %w", err)
	}
	unit := core.UnitOf(office, p.Person)
	if _, err := c.Decide(p, access.AttendanceBring, access.Subject{Unit: unit}, office); err != nil {
		return Brought{}, err
	}
	tree := office.Tree()
	bureau := tree.Bureau(unit)
	cal, err := c.calendar(ctx, unit)
	if err != nil {
		return Brought{}, err
	}
	if len(t.Rows) == 0 {
		return Brought{}, casework.FieldError(casework.EmptyList, "line[1]", "")
	}
	export, lines, refused := c.rules().Read(t.Rows, cal.Location(), c.Now())
	out := Brought{Clock: export, Lines: len(lines)}
	if len(refused) > 0 {
		return out, core.Refusals(refused).Err()
	}
	if len(lines) == 0 {
		return out, casework.FieldError(casework.EmptyList, "line[2]", "")
	}
	known, err := c.own.ClockNumbers(ctx, bureau)
	if err != nil {
		return out, fmt.Errorf("numbers of clocks: %w", err)
	}
	in := Bringing{Bureau: bureau, Clock: export.ID, By: p.Person, Dry: t.Dry}
	if in.Numbers, err = c.named(p, office, known, t.People); err != nil {
		return out, err
	}
	maps.Copy(known, in.Numbers)
	refused = otherYears(lines, c.Now().In(cal.Location()).Year(), t.OtherYears)
	out.read(&in, lines, known)
	if !t.Dry {
		for _, u := range out.Unknown {
			refused = append(refused, casework.FieldError(casework.Invalid, u.Cell, "person"))
		}
	}
	out.gaps(in.Punches, cal.IsWorkingDay)
	if err := core.Refusals(refused).Err(); err != nil {
		return out, err
	}
	if out.Fresh, err = c.own.BringPunches(ctx, in); err != nil {
		return out, fmt.Errorf("bring punches: %w", err)
	}
	out.Known = len(in.Punches) - out.Fresh + out.Repeated
	if t.Dry {
		return out, nil
	}
	if err := c.Store.Audit(ctx, p.Person, access.AttendanceBring, bureau, fmt.Sprintf("punches: %d new, %d known", out.Fresh, out.Known)); err != nil {
		return out, fmt.Errorf("audit punches: %w", err)
	}
	return out, nil
}

// named checks whose numbers are said to be: persons of the house whom who brings the file keeps.
func (c *Room) named(p casework.Principal, office *core.Office, known, people map[string]string) (map[string]string, error) {
	out := map[string]string{}
	var refused core.Refusals
	for _, number := range slices.Sorted(maps.Keys(people)) {
		person := strings.TrimSpace(people[number])
		if person == "" || known[number] == person {
			continue
		}
		_, err := c.Decide(p, access.AttendanceBring, access.Subject{Unit: core.UnitOf(office, person)}, office)
		if core.UnitOf(office, person) == "" || err != nil || len([]rune(number)) > 64 {
			refused = append(refused, casework.FieldError(casework.Invalid, "people."+core.Shown(number), "choice"))
			continue
		}
		out[number] = person
	}
	return out, refused.Err()
}

// read tells whose each line is; a punch that stands twice is one.
func (b *Brought) read(in *Bringing, lines []punch.Line, known map[string]string) {
	seen, people, asked := map[Punch]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		person := known[l.Number]
		if person == "" {
			if !asked[l.Number] {
				b.Unknown = append(b.Unknown, Unknown{l.Number, l.Cell})
			}
			asked[l.Number] = true
			continue
		}
		p := Punch{Person: person, At: l.At.UTC()}
		if seen[p] {
			b.Repeated++
			continue
		}
		seen[p], people[person] = true, true
		in.Punches = append(in.Punches, p)
		if b.From.IsZero() || l.At.Before(b.From) {
			b.From = l.At
		}
		if l.At.After(b.To) {
			b.To = l.At
		}
	}
	b.Persons = len(people)
}

// otherYears refuses lines of another year than the most are of, unless they are meant; and all of
// a file that is older than last year's.
func otherYears(lines []punch.Line, now int, meant bool) (refused []*casework.Error) {
	if meant {
		return nil
	}
	years := map[int]int{}
	for _, l := range lines {
		years[l.At.Year()]++
	}
	most := slices.MaxFunc(slices.Sorted(maps.Keys(years)), func(a, b int) int { return years[a] - years[b] })
	if most < now-1 {
		most = now
	}
	for _, l := range lines {
		if l.At.Year() != most {
			refused = append(refused, casework.FieldError(casework.Invalid, l.Cell, fmt.Sprintf("year:%d", most)))
		}
	}
	return refused
}

// gaps are working days on which nobody punched: the clock may have stood still.
func (b *Brought) gaps(punches []Punch, works func(time.Time) bool) {
	days := map[string]bool{}
	for _, p := range punches {
		days[p.At.In(b.From.Location()).Format(time.DateOnly)] = true
	}
	for d := b.From; !d.IsZero() && !d.After(b.To); d = d.AddDate(0, 0, 1) {
		if works(d) && !days[d.Format(time.DateOnly)] {
			b.Gaps = append(b.Gaps, d)
		}
	}
}
