package appraisal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/turn"
)

// Turns tells whose act was awaited how long, in office time, from receipt to the
// end of the case or to now (design section 1, turn).
func (c *Room) Turns(ctx context.Context, p casework.Principal, number string) ([]turn.Share, error) {
	view, office, err := c.Sight(ctx, p, access.CaseView, number)
	if err != nil {
		return nil, err
	}
	end := c.Now()
	if view.Closed != nil {
		end = *view.Closed
	}
	shares, _, err := c.booked(ctx, p, view, office, end)
	return shares, err
}

// booked adds up the turns of a case until an instant, and names the one then.
func (c *Room) booked(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *core.Office, end time.Time,
) ([]turn.Share, casework.Role, error) {
	cal, err := c.countedBy(ctx, view)
	if err != nil {
		return nil, "", fmt.Errorf("calendar of %s: %w", view.Number, err)
	}
	events, err := c.Events(ctx, p, view, office)
	if err != nil {
		return nil, "", err
	}
	from := view.Received
	if view.Veiled {
		from = unveiled(events, end)
	}
	stretches := turn.Stretches(events, from, end, c.begun(view), view.Turn)
	if e := core.StateOf(view).Entry; e != nil {
		stretches = turn.Until(stretches, e.Role, view.Registered)
	}
	var last casework.Role
	if n := len(stretches); n > 0 {
		last = stretches[n-1].Role
	}
	return turn.Book(stretches, cal), last, nil
}

// begun is whose turn it is when a case of a kind is registered.
func (c *Room) begun(view casework.CaseView) casework.Role {
	s := core.StateOf(view)
	return s.Part(cmp.Or(c.Kinds.Of(view.Kind).Turn, casework.Role(s.Facts[core.FactApprover])))
}

// unveiled is the first instant a veiled reader sees to the minute. What is known to
// him by the day alone is booked to nobody: half a day more or less would be untrue.
func unveiled(events []casework.TimelineRow, end time.Time) time.Time {
	for _, e := range events {
		if !e.Day {
			return e.At
		}
	}
	return end
}

// countedBy is the calendar a case is counted by. A version published a moment ago,
// which a recount brought to the case, may not stand in the kept book yet.
func (c *Room) countedBy(ctx context.Context, view casework.CaseView) (*calendar.Calendar, error) {
	book, err := c.Book(ctx)
	if err != nil {
		return nil, err
	}
	ref := view.Calendar
	if ref == "" {
		ref = book.CalendarFor(view.Unit)
	}
	if cal, _, err := book.Calendar(ref); err == nil {
		return cal, nil
	}
	found, err := c.asks.Calendars(ctx)
	if err != nil {
		return nil, fmt.Errorf("read calendar %s: %w", ref, err)
	}
	return found(ref)
}

// Finding is one part of a suggested split of responsibility.
type Finding struct {
	Person string `json:"person,omitempty"`
	Name   string `json:"name,omitempty"`
	Share  string `json:"share" enum:"full,main,secondary"`
	Rule   string `json:"rule"`
	// Case is the one in which he is asked: this one, or one split from the same
	// matter. Empty while nobody asks him.
	Case string `json:"case,omitempty"`
}

// Proposal is a measure a repeat rule names. It decides nothing.
type Proposal struct {
	Rule    string `json:"rule"`
	Nth     int    `json:"nth"` // how many times it would be, this one counted
	Measure string `json:"measure"`
	Unit    bool   `json:"unit,omitempty"`
	Note    string `json:"note"`
	NoteEn  string `json:"note_en"`
}

// Findings help to judge an accountability case. They are facts and suggestions:
// people decide.
type Findings struct {
	Cause casework.Cause `json:"cause"`
	// Breached is when the limit ran out; the case was opened some rungs later.
	Breached time.Time `json:"breached"`
	// Turn is whose act was awaited when it happened; Turns how long each role had
	// the case until then, in office time.
	Turn  casework.Role `json:"turn,omitempty"`
	Turns []turn.Share  `json:"turns"`
	// Provisional: the limit was counted without the year's list, which excuses.
	Provisional bool `json:"provisional,omitempty"`
	// Split is suggested from who approved what (R131, R132). Why says that it is
	// no more than that.
	Split []Finding `json:"split"`
	// Explanations are what the late section owed and gave its leader: one for all
	// breaches of one incident (R059).
	Explanations []Explanation `json:"explanations"`
	Why          SplitWhy      `json:"why"`
	Proposals    []Proposal    `json:"proposals"`
}

// SplitWhy is why a split is only suggested, in both languages.
type SplitWhy struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

var onlySuggested = SplitWhy{
	ZH: "责任划分的规定（R131 至 R133）只写在政务公开责任追究制度七（一）中，其他情形仅供参考，由集体研究决定。",
	EN: "The rules on splitting responsibility (R131 to R133) stand in the regulation on disclosure only; elsewhere they suggest and people decide.",
}

// Findings gathers them. Forbidden for everybody but those who judge.
func (c *Room) Findings(ctx context.Context, p casework.Principal, number string) (Findings, error) {
	view, office, err := c.Sight(ctx, p, access.CaseFindings, number)
	if err != nil {
		return Findings{}, err
	}
	state := core.StateOf(view)
	if state.Cause == nil {
		return Findings{}, casework.FieldError(casework.NotFound, "number", "")
	}
	out := Findings{Cause: *state.Cause, Why: onlySuggested, Split: []Finding{}, Explanations: []Explanation{}, Proposals: []Proposal{}}
	cause, err := c.Store.Case(ctx, out.Cause.Number)
	if err != nil {
		return Findings{}, fmt.Errorf("cause of %s: %w", number, err)
	}
	if out.Breached, err = c.breached(ctx, out.Cause); err != nil {
		return Findings{}, err
	}
	cause = c.VeilOf(p, cause, office).View(cause)
	if out.Turns, out.Turn, err = c.booked(ctx, p, cause, office, out.Breached); err != nil {
		return Findings{}, err
	}
	for _, clock := range cause.Clocks {
		if clock.Name == out.Cause.Clock && clock.Round == out.Cause.Round {
			out.Provisional = clock.Provisional
		}
	}
	if out.Explanations, err = c.explanations(ctx, p, c.SubjectOf(view), office, out.Cause.Number); err != nil {
		return Findings{}, err
	}
	if out.Split, err = c.suggested(ctx, office, cause, out); err != nil {
		return Findings{}, err
	}
	asked, err := c.asked(ctx, state)
	if err != nil {
		return Findings{}, err
	}
	for i := range out.Split {
		out.Split[i].Case = asked[out.Split[i].Person]
	}
	out.Proposals, err = c.proposals(ctx, office, view, state)
	return out, err
}

// breached is when the clock ran out, as far as the record says; else the opening.
func (c *Room) breached(ctx context.Context, cause casework.Cause) (time.Time, error) {
	events, err := c.Store.Timeline(ctx, cause.Number)
	if err != nil {
		return cause.At, fmt.Errorf("timeline of %s: %w", cause.Number, err)
	}
	for _, e := range events {
		if e.Name == casework.ClockBreached && e.Clock == cause.Clock && e.Round == cause.Round {
			return e.At, nil
		}
	}
	return cause.At, nil
}

// suggested splits by who approved what: nothing approved, the handler answers
// alone (R131); a leader's consent makes him answer first (R132). A decision by
// the collective is known to people, not to the record (R133).
func (c *Room) suggested(ctx context.Context, office *core.Office, cause casework.CaseView, in Findings) ([]Finding, error) {
	events, err := c.Store.Timeline(ctx, cause.Number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", cause.Number, err)
	}
	spans, err := c.Store.Duty(ctx, in.Cause.Post, in.Breached, in.Breached.Add(time.Microsecond))
	if err != nil {
		return nil, fmt.Errorf("duty on %s: %w", in.Cause.Post, err)
	}
	handler := ""
	if len(spans) > 0 {
		handler = spans[0].Person
	}
	if cause.Kind == c.Kinds.Leave() { // who did not come back answers, not his cover
		handler = core.StateOf(cause).Facts[core.FactPerson]
	}
	var out []Finding
	for _, e := range events {
		consent := e.Name == casework.ExtensionApproved || e.Name == casework.AbsenceApproved
		if !consent || e.Actor == "" || e.Actor == handler || e.At.After(in.Breached) {
			continue
		}
		if !slices.ContainsFunc(out, func(f Finding) bool { return f.Person == e.Actor }) {
			out = append(out, Finding{Person: e.Actor, Name: core.NameOf(office, e.Actor), Share: casework.ShareMain, Rule: "R132"})
		}
	}
	last := Finding{Person: handler, Name: core.NameOf(office, handler), Share: casework.ShareFull, Rule: "R131"}
	if len(out) > 0 {
		last.Share, last.Rule = casework.ShareSecondary, "R132"
	}
	return append(out, last), nil
}

// asked tells which case asks which person over the matter of this one: the case in
// which it was verified, and those split from it. A unit's case asks no person.
func (c *Room) asked(ctx context.Context, state *casework.State) (map[string]string, error) {
	first := cmp.Or(state.Facts[casework.FactSplitFrom], state.Number)
	ties, err := c.Store.Links(ctx, first)
	if err != nil {
		return nil, fmt.Errorf("links of %s: %w", first, err)
	}
	numbers := []string{first}
	for _, tie := range ties {
		if tie.Relation == casework.SplitInto && !tie.Back {
			numbers = append(numbers, tie.Number)
		}
	}
	out := map[string]string{}
	for _, number := range numbers {
		view, err := c.Store.Case(ctx, number)
		if err != nil {
			return nil, fmt.Errorf("who answers over %s: %w", first, err)
		}
		if facts := core.StateOf(view).Facts; facts[core.FactPerson] != "" && facts[casework.FactUnit] == "" {
			out[facts[core.FactPerson]] = number
		}
	}
	return out, nil
}

// proposals counts what was proven before this case within its year and looks up
// what the sources make of one more (R144, R145, R149).
func (c *Room) proposals(ctx context.Context, office *core.Office, view casework.CaseView, state *casework.State) ([]Proposal, error) {
	year := view.Received.In(core.Zone).Year()
	from := time.Date(year, 1, 1, 0, 0, 0, 0, core.Zone)
	out := []Proposal{}
	count := func(unit bool, f ProvenFilter) error {
		f.From, f.To, f.Except = from, from.AddDate(1, 0, 0), view.Number
		before, err := c.own.Proven(ctx, f)
		if err != nil {
			return fmt.Errorf("proven before %s: %w", view.Number, err)
		}
		for _, r := range c.Rules.Scoring.Proposed(unit, f.Reports, before+1) {
			out = append(out, Proposal{Rule: r.Rule, Nth: before + 1, Measure: r.Measure, Unit: unit, Note: r.Note, NoteEn: r.NoteEn})
		}
		return nil
	}
	add := func(unit bool, f ProvenFilter) error {
		if err := count(unit, f); err != nil || state.Cause.Clock != "" { // no report brought this one
			return err
		}
		f.Reports = true
		return count(unit, f)
	}
	if person := state.Facts[core.FactPerson]; person != "" && state.Facts[casework.FactUnit] == "" {
		if err := add(false, ProvenFilter{Person: person}); err != nil {
			return nil, err
		}
	}
	if post, known := core.PostOf(office, state.Cause.Post); known {
		if err := add(true, ProvenFilter{Unit: post.Unit}); err != nil {
			return nil, err
		}
	}
	return out, nil
}
