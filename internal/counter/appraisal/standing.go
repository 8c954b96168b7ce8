package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
)

// Standing are the standing duties of one bureau (R100 to R102, R110, R213, R215).
type Standing struct {
	Number   string         `json:"number"`
	Unit     string         `json:"unit"`
	UnitName string         `json:"unit_name"`
	Since    time.Time      `json:"since"`
	Duties   []StandingDuty `json:"duties"` // the next instant first
	Proposed []PointsOwed   `json:"proposed"`
}

// StandingDuty is one duty: the round that runs, and those before it.
type StandingDuty struct {
	Clock casework.ClockView `json:"clock"`
	Filed *Filing            `json:"filed,omitempty"` // of the round that runs
	Past  []DutyRound        `json:"past"`            // the latest first
	// File tells whether p may file this round now; Paper is the form it is compiled
	// by, where p may issue one.
	File bool `json:"file"`
	// Missed tells that the round before was, and was not brought since: a report says of which it is.
	Missed bool        `json:"missed,omitempty"`
	Paper  *paper.Form `json:"paper,omitempty"`
}

// DutyRound is a round that is over: its legal instant, and whether it was filed.
type DutyRound struct {
	Round int       `json:"round"`
	Due   time.Time `json:"due"`
	Filed *Filing   `json:"filed,omitempty"` // nil: it was missed
	Late  *Filing   `json:"late,omitempty"`  // missed, and brought afterwards
}

// Filing is when a round was filed, and by whom.
type Filing struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	ByName string    `json:"by_name"`
}

// PointsOwed is a proposal nobody has decided: what the rule takes for a round that
// was missed, and where it says so.
type PointsOwed struct {
	casework.Proposed
	Points int    `json:"points"`
	Note   string `json:"note,omitempty"`
	NoteEn string `json:"note_en,omitempty"`
	Decide bool   `json:"decide"` // p may decide it now; the oldest of a clock comes first
}

// pastRounds are how many rounds of a duty are told.
const pastRounds = 4

// StandingDuties lists what stands open within the reach of p. Forbidden for whoever
// has no part in any.
func (c *Room) StandingDuties(ctx context.Context, p casework.Principal) ([]Standing, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("standing duties: %w", err)
	}
	filter := core.CaseFilter{Kind: c.Kinds.Standing(), Open: new(true), Limit: core.MaxRows}
	if filter.Scope, err = c.Reach(p, access.CaseList, c.Kinds.Standing(), office); err != nil {
		return nil, err
	}
	views, _, err := c.Store.ListCases(ctx, filter)
	if err != nil {
		return nil, fmt.Errorf("standing duties: %w", err)
	}
	out := make([]Standing, 0, len(views))
	for _, view := range views {
		one, err := c.standing(ctx, p, view, office)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (c *Room) standing(ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office) (Standing, error) {
	out := Standing{Number: view.Number, Unit: view.Unit, UnitName: core.UnitName(office, view.Unit), Since: view.Received, Duties: []StandingDuty{}}
	clocks, err := c.Store.Clocks(ctx, view.Number)
	if err != nil {
		return out, fmt.Errorf("clocks of %s: %w", view.Number, err)
	}
	view.Clocks = clocks
	events, err := c.Store.Timeline(ctx, view.Number)
	if err != nil {
		return out, fmt.Errorf("timeline of %s: %w", view.Number, err)
	}
	roles, _ := c.Decide(p, casework.FileDuty, c.SubjectOf(view), office) // none: he files nothing
	declared := c.Kinds.Binds(view)
	for _, running := range clocks {
		if running.Status != casework.Running && running.Status != casework.RoundMet {
			continue
		}
		d := StandingDuty{Clock: running, Filed: filed(events, running, casework.DutyDone), Past: past(clocks, events, running.Name)}
		d.Missed = declared.Revision >= kind.ToldWhich && kind.MissedBefore(core.StateOf(view), &casework.Clock{Name: running.Name, Round: running.Round}) != nil
		d.File = (d.Filed == nil || d.Missed) && casework.FilesDuty(roles, running.Owner) && declared.Answer(running.Name) == ""
		d.Paper = c.asks.Compiled(ctx, p, running.Name)
		out.Duties = append(out.Duties, d)
	}
	slices.SortStableFunc(out.Duties, func(a, b StandingDuty) int { return a.Clock.Due.Compare(b.Clock.Due) })
	out.Proposed = c.proposed(p, view, office)
	return out, nil
}

// filed finds when a round was filed, nil where it was not.
func filed(events []casework.TimelineRow, clock casework.ClockView, name casework.EventName) *Filing {
	for _, e := range events {
		if e.Name == name && e.Clock == clock.Name && e.Round == clock.Round {
			return &Filing{At: e.At, By: e.Actor, ByName: e.ActorName}
		}
	}
	return nil
}

// past are the last rounds of a duty that are over.
func past(clocks []casework.ClockView, events []casework.TimelineRow, name string) []DutyRound {
	out := []DutyRound{}
	for _, c := range clocks {
		if c.Name == name && c.Status == casework.Recurred {
			out = append(out, DutyRound{Round: c.Round, Due: c.Due, Filed: filed(events, c, casework.DutyDone), Late: filed(events, c, kind.DutyLate)})
		}
	}
	slices.SortFunc(out, func(a, b DutyRound) int { return b.Round - a.Round })
	return out[:min(pastRounds, len(out))]
}

// proposed are the points nobody has decided, the oldest first.
func (c *Room) proposed(p casework.Principal, view casework.CaseView, office *core.Office) []PointsOwed {
	out := []PointsOwed{}
	decides := c.May(p, casework.DecidePoints, c.SubjectOf(view), office)
	first := map[string]bool{}
	for _, x := range core.StateOf(view).Proposed {
		if x.At.After(c.Now()) { // armed, and not yet so
			continue
		}
		cost := c.Rules.Scoring.Cost(x.Measure)
		out = append(out, PointsOwed{Proposed: x, Points: cost.Unit, Note: cost.Note, NoteEn: cost.NoteEn, Decide: decides && !first[x.Clock]})
		first[x.Clock] = true
	}
	return out
}
