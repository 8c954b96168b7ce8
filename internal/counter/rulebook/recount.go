package rulebook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Recounts is what is kept of recounts.
type Recounts interface {
	// AffectedCases hands out the state of every open case a change concerns, with
	// the calendar it would get (empty for a policy), by number, in batches.
	AffectedCases(ctx context.Context, ch Change, batch func([]Affected) error) error
	// SaveRecount keeps a preview with its moves and returns its number.
	SaveRecount(ctx context.Context, r Recount, moves []CaseMove) (int64, error)
	// Recount reads one with its progress; NotFound.
	Recount(ctx context.Context, id int64) (Recount, error)
	ListRecounts(ctx context.Context, offset, limit int) (rows []Recount, total int, err error)
	RecountMoves(ctx context.Context, id int64, offset, limit int) (rows []CaseMove, total int, err error)
	// ApplyRecount publishes what the change puts in force and adds one command for
	// every case it concerns, all in one transaction. RecountApplied where it was
	// applied before, RecountRunning while another of the same version is under way.
	ApplyRecount(ctx context.Context, id int64, by string, at time.Time) error
	// Recounting lists commands of recounts without a verdict, by id, after one.
	Recounting(ctx context.Context, after string, limit int) ([]core.Waiting, error)
	// GatherRecounts adds commands for cases that came in under an old version
	// while a recount was being applied.
	GatherRecounts(ctx context.Context) (int, error)
}

// Change is what a recount would put in place of what.
type Change struct {
	Calendar  string            // the version to count with, or
	Policy    string            // the other
	Publishes []string          // calendars it puts in force
	Targets   map[string]string // unit → the calendar its cases get
	Olds      []string          // versions that cases are taken from
}

// Affected is one open case of a change.
type Affected struct {
	Target string // the calendar it gets
	State  json.RawMessage
}

// CaseMove is one clock of one case that would move.
type CaseMove struct {
	Number string `json:"number"`
	policy.Move
}

// Tally counts what a recount does.
type Tally struct {
	Cases   int `json:"cases"`   // open cases that get the new version
	Moved   int `json:"moved"`   // of which a date moves
	Clocks  int `json:"clocks"`  // clocks that move
	Settled int `json:"settled"` // clocks that stay and are provisional no more
	Undone  int `json:"undone"`  // breaches that would be none
	Made    int `json:"made"`    // breaches there are not yet
	Shifted int `json:"shifted"` // breaches that stay and are written anew by another date
	Stays   int `json:"stays"`   // of those undone or shifted, that have an accountability case, which stays
}

// Recount is a preview, and once it is applied its progress.
type Recount struct {
	ID        int64      `json:"id"`
	Calendar  string     `json:"calendar,omitempty"`
	Policy    string     `json:"policy,omitempty"`
	CreatedBy string     `json:"created_by"`
	Created   time.Time  `json:"created"`
	AppliedBy string     `json:"applied_by,omitempty"`
	Applied   *time.Time `json:"applied,omitempty"`
	Tally
	// Of an applied one: commands in all, those decided, those refused among them
	// (a case that was closed meanwhile).
	Commands int `json:"commands"`
	Decided  int `json:"decided"`
	Refused  int `json:"refused"`

	Own    bool   `json:"-"` // whoever reads signed it first: another applies it
	Change Change `json:"-"`
	Digest []byte `json:"-"`
}

// Preview counts what moves if every open case on an older version of a calendar
// or policy were counted with this one, and keeps the answer. Exactly one of the
// two is given; it must be the newest version.
func (c *Room) Preview(ctx context.Context, p casework.Principal, calendarRef, policyRef string) (Recount, error) {
	if err := c.Installation(ctx, p, access.RecountPreview); err != nil {
		return Recount{}, err
	}
	r, moves, err := c.count(ctx, calendarRef, policyRef)
	if err != nil {
		return Recount{}, err
	}
	r.CreatedBy, r.Created = p.Person, c.Now()
	if r.ID, err = c.own.SaveRecount(ctx, r, moves); err != nil {
		return Recount{}, fmt.Errorf("keep recount of %s%s: %w", calendarRef, policyRef, err)
	}
	return r, c.Audit(ctx, p, access.RecountPreview, fmt.Sprint(r.ID))
}

// ApplyRecount carries out what a preview showed: RecountApplied the second time,
// PreviewStale where something else would happen now, SecondPerson where p brought the calendar it puts
// in force, or, where it puts none in force, previewed it himself. The sweep then brings one
// command to every open case.
func (c *Room) ApplyRecount(ctx context.Context, p casework.Principal, id int64) (Recount, error) {
	if err := c.Installation(ctx, p, access.RecountApply); err != nil {
		return Recount{}, err
	}
	shown, err := c.own.Recount(ctx, id)
	if err != nil {
		return Recount{}, fmt.Errorf("recount %d: %w", id, err)
	}
	if shown.Applied != nil {
		return Recount{}, casework.FieldError(casework.RecountApplied, "id", "")
	}
	now, _, err := c.count(ctx, shown.Calendar, shown.Policy)
	switch {
	case err != nil:
		return Recount{}, err
	case !bytes.Equal(now.Digest, shown.Digest):
		return Recount{}, casework.FieldError(casework.PreviewStale, "id", "")
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return Recount{}, fmt.Errorf("apply recount %d: %w", id, err)
	}
	if err := c.signs(ctx, p, versions, shown); err != nil {
		return Recount{}, err
	}
	if err := c.own.ApplyRecount(ctx, id, p.Person, c.Now()); err != nil {
		return Recount{}, fmt.Errorf("apply recount %d: %w", id, err)
	}
	if err := c.Audit(ctx, p, access.RecountApply, fmt.Sprint(id)); err != nil {
		return Recount{}, err
	}
	return c.own.Recount(ctx, id)
}

// Recount reads one with its progress.
func (c *Room) Recount(ctx context.Context, p casework.Principal, id int64) (Recount, error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return Recount{}, err
	}
	r, err := c.own.Recount(ctx, id)
	if err != nil {
		return Recount{}, fmt.Errorf("recount %d: %w", id, err)
	}
	if r.Applied != nil {
		return r, nil
	}
	versions, err := c.own.CalendarVersions(ctx)
	if err != nil {
		return Recount{}, fmt.Errorf("recount %d: %w", id, err)
	}
	err = c.signs(ctx, p, versions, r)
	if r.Own = casework.CodeOf(err) == casework.SecondPerson; r.Own {
		return r, nil
	}
	return r, err
}

// Recounts lists recounts, newest first.
func (c *Room) Recounts(ctx context.Context, p casework.Principal, page core.Page) (core.List[Recount], error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return core.List[Recount]{}, err
	}
	offset, limit := page.Bounds()
	rows, total, err := c.own.ListRecounts(ctx, offset, limit)
	if err != nil {
		return core.List[Recount]{}, fmt.Errorf("list recounts: %w", err)
	}
	return core.List[Recount]{Rows: rows, Total: total}, nil
}

// RecountMoves lists what a preview showed: breaches made and undone first, then
// by number.
func (c *Room) RecountMoves(ctx context.Context, p casework.Principal, id int64, page core.Page) (core.List[CaseMove], error) {
	if err := c.Installation(ctx, p, access.CalendarView); err != nil {
		return core.List[CaseMove]{}, err
	}
	offset, limit := page.Bounds()
	rows, total, err := c.own.RecountMoves(ctx, id, offset, limit)
	if err != nil {
		return core.List[CaseMove]{}, fmt.Errorf("moves of recount %d: %w", id, err)
	}
	return core.List[CaseMove]{Rows: rows, Total: total}, nil
}
