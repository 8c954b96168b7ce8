package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Target is what is asked of a unit or a person in a year, with its weight out of a
// hundred, and how far it has been kept (R212).
type Target struct {
	Figure string    `db:"figure" json:"figure"`
	Weight int       `db:"weight" json:"weight"`
	Goal   int       `db:"goal" json:"goal"`
	SetBy  string    `db:"set_by" json:"set_by"`
	SetAt  time.Time `db:"set_at" json:"set_at"`
	// Value is nil where nothing has been counted or given yet; Tenths are the
	// points it earns, in tenths.
	Value  *int `db:"-" json:"value,omitempty"`
	Tenths int  `db:"-" json:"tenths"`
}

// Mark is what a quarterly check gave for a figure that nobody can count (R213).
type Mark struct {
	Figure  string    `db:"figure" json:"figure"`
	Quarter int       `db:"quarter" json:"quarter"`
	Value   int       `db:"value" json:"value"`
	By      string    `db:"marked_by" json:"marked_by"`
	At      time.Time `db:"marked_at" json:"marked_at"`
}

// NewTarget is a target as it is set; weight 0 drops one that stands.
type NewTarget struct {
	PointFilter
	Figure       string
	Weight, Goal int
}

// NewMark is a mark as it is given.
type NewMark struct {
	PointFilter
	Figure         string
	Quarter, Value int
}

// SetTarget sets what is asked, for this year or the next: whoever leads a unit sets
// it for the sections below him and their people, nobody for himself or for his
// own unit. The bureau's are set by its head: there is nobody above him in the house (R212).
func (c *Room) SetTarget(ctx context.Context, p casework.Principal, t NewTarget) error {
	figure, err := c.target(ctx, p, access.TargetSet, t.PointFilter, t.Figure)
	if err != nil {
		return err
	}
	year := c.Now().In(core.Zone).Year()
	switch {
	case t.Year != year && t.Year != year+1:
		return casework.FieldError(casework.Invalid, "year", "R212")
	case t.Weight < 0 || t.Weight > 100:
		return casework.FieldError(casework.Invalid, "weight", "R212")
	case t.Goal < 0 || t.Goal > maxGoal, figure.Percent && (t.Goal < 1 || t.Goal > 100):
		return casework.FieldError(casework.Invalid, "goal", "R212")
	}
	if err := c.own.AddTarget(ctx, t, p.Person, c.Now()); err != nil {
		return fmt.Errorf("set target: %w", err)
	}
	return nil
}

// maxGoal bounds a goal: more is a slip of the finger.
const maxGoal = 100_000

// GiveMark keeps what a quarterly check found where nobody can count: of a quarter
// that has begun, on a target that stands (R213, R215).
func (c *Room) GiveMark(ctx context.Context, p casework.Principal, m NewMark) error {
	figure, err := c.target(ctx, p, access.TargetMark, m.PointFilter, m.Figure)
	if err != nil {
		return err
	}
	standing, err := c.own.Targets(ctx, m.PointFilter)
	if err != nil {
		return fmt.Errorf("mark target: %w", err)
	}
	stands := false
	for _, t := range standing {
		stands = stands || t.Figure == m.Figure
	}
	begun := time.Date(m.Year, time.Month(3*m.Quarter-2), 1, 0, 0, 0, 0, core.Zone)
	switch {
	case !figure.Given || !stands:
		return casework.FieldError(casework.Invalid, "figure", figure.Rule)
	case m.Quarter < 1 || m.Quarter > 4:
		return casework.FieldError(casework.Invalid, "quarter", "R213")
	case begun.After(c.Now()):
		return casework.FieldError(casework.FutureDate, "quarter", "R213")
	case m.Value < 0 || m.Value > 100:
		return casework.FieldError(casework.Invalid, "value", "R213")
	}
	if err := c.own.AddMark(ctx, m, p.Person, c.Now()); err != nil {
		return fmt.Errorf("mark target: %w", err)
	}
	return nil
}

// target checks whom a target is of, whether p may, and that the figure fits.
func (c *Room) target(ctx context.Context, p casework.Principal, action string, f PointFilter, code string) (casework.Figure, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return casework.Figure{}, fmt.Errorf("targets: %w", err)
	}
	subject, err := subjectOf(office, f, "R212")
	if err != nil {
		return casework.Figure{}, err
	}
	roles, err := c.Decide(p, action, subject, office)
	if err != nil {
		return casework.Figure{}, err
	}
	if f.Unit != "" && f.Unit == core.UnitOf(office, p.Person) && !(action == access.TargetSet && Heads(office, roles, f.Unit)) {
		return casework.Figure{}, casework.FieldError(casework.OwnCase, "unit", "R212")
	}
	figure, known := casework.FigureOf(code)
	if !known || f.Unit != "" && !figure.Unit || f.Person != "" && !figure.Person {
		return figure, casework.FieldError(casework.Invalid, "figure", "R212")
	}
	return figure, nil
}

// Heads tells whether somebody in these roles is the head of this unit, the bureau itself.
func Heads(office *core.Office, roles []casework.Role, unit string) bool {
	return slices.Contains(roles, casework.PrincipalLeader) && office.Tree().Bureau(unit) == unit
}
