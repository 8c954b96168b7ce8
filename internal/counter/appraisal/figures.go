package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Counted is what the record holds of a year, of a unit with those below it or of
// a person: promises that fell due or were kept, by whoever stood on the post then.
type Counted struct {
	Kept     int `db:"kept" json:"kept"`
	Breaches int `db:"breaches" json:"breaches"`
	// Excused are breaches for which nobody was found to answer, or whose decision
	// was reversed; they count against nobody.
	Excused int `db:"excused" json:"excused"`
	Cards   int `db:"cards" json:"cards"`
	// Complaints proven, of a unit; of a person only Decisions are.
	Complaints int `db:"complaints" json:"complaints"`
	Decisions  int `db:"-" json:"decisions"` // in force
}

// OnTime is how many of a hundred promises were kept; ok is false before the first.
func (n Counted) OnTime() (percent int, ok bool) {
	all := n.Kept + n.Breaches
	if all == 0 {
		return 0, false
	}
	return 100 * n.Kept / all, true
}

// appraise fills in the figures of a sheet and how far its targets are kept (R174,
// R212). It adds up; what follows from it is for people.
func (c *Room) appraise(ctx context.Context, f PointFilter, office *core.Office, sheet *Sheet) error {
	from := time.Date(f.Year, 1, 1, 0, 0, 0, 0, core.Zone)
	to := from.AddDate(1, 0, 0)
	var units []string
	if f.Unit != "" {
		units = office.Tree().Below(f.Unit)
	}
	var err error
	if sheet.Counted, err = c.own.Counted(ctx, f, units, from, to); err != nil {
		return fmt.Errorf("count the year: %w", err)
	}
	if sheet.Held, err = c.own.RulesKept(ctx, f, units, from, to); err != nil {
		return fmt.Errorf("how the rules were kept: %w", err)
	}
	sheet.Held = sheet.Held.whole()
	if sheet.Counted.Decisions, err = c.own.Proven(ctx, ProvenFilter{Person: f.Person, Unit: f.Unit, From: from, To: to}); err != nil {
		return fmt.Errorf("decisions of the year: %w", err)
	}
	if sheet.Targets, err = c.own.Targets(ctx, f); err != nil {
		return fmt.Errorf("targets of the year: %w", err)
	}
	if sheet.Marks, err = c.own.Marks(ctx, f); err != nil {
		return fmt.Errorf("marks of the year: %w", err)
	}
	sheet.Targets, sheet.Marks = core.Listed(sheet.Targets), core.Listed(sheet.Marks)
	for i := range sheet.Targets {
		t := &sheet.Targets[i]
		figure, _ := casework.FigureOf(t.Figure)
		if value, ok := sheet.value(figure); ok && !from.After(c.Now()) { // nothing is earned before it begins
			t.Value, t.Tenths = &value, figure.Attained(t.Weight, t.Goal, value)
		}
		sheet.Weight, sheet.Tenths = sheet.Weight+t.Weight, sheet.Tenths+t.Tenths
	}
	return nil
}

// value is where a figure stands; of one that people give, the latest quarter.
func (s *Sheet) value(f casework.Figure) (n int, ok bool) {
	if f.Given {
		last := 0
		for _, m := range s.Marks {
			if m.Figure == f.Code && m.Quarter > last {
				last, n = m.Quarter, m.Value
			}
		}
		return n, last > 0
	}
	switch f.Code {
	case "on_time":
		return s.Counted.OnTime()
	case "breaches":
		return s.Counted.Breaches, true
	case "cards":
		return s.Counted.Cards, true
	case "complaints":
		return s.Counted.Complaints, true
	case "covered":
		return int(s.Covered / 3600), true
	}
	return 0, false
}
