package core

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Reading runs fn with a context under which everything is read from one snapshot, so
// that the parts of a page agree; one goroutine at a time may use it.
func (c *Core) Reading(ctx context.Context, fn func(ctx context.Context) error) error {
	return c.Store.Reading(ctx, fn)
}

// View reads a case with its clocks, before anybody asked who wants to know.
func (c *Core) View(ctx context.Context, number string) (casework.CaseView, *Office, error) {
	if _, _, _, ok := c.Kinds.Parse(number); !ok {
		return casework.CaseView{}, nil, casework.FieldError(casework.NotFound, "number", "")
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return casework.CaseView{}, nil, fmt.Errorf("case %s: %w", number, err)
	}
	view, err := c.Store.Case(ctx, number)
	if err != nil {
		return casework.CaseView{}, nil, fmt.Errorf("case %s: %w", number, err)
	}
	return view.Reading(StateOf(view)), office, nil
}

// Sight is view for somebody who may see the case, as he may see it.
func (c *Core) Sight(
	ctx context.Context, p casework.Principal, action, number string,
) (casework.CaseView, *Office, error) {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return view, office, err
	}
	if _, err = c.Decide(p, action, c.SubjectOf(view), office); err != nil {
		if behind, broken := c.judges(ctx, p, view, office); broken != nil {
			return view, office, broken
		} else if behind {
			err = nil
		}
	}
	return c.VeilOf(p, view, office).View(view), office, err
}

// judges tells whether p judges what came of a case: whoever may read all of the accountability
// case it opened reads the case, too, as far as nobody is sealed from him; he decides nothing
// he has not looked at (R131, R142).
func (c *Core) judges(ctx context.Context, p casework.Principal, view casework.CaseView, office *Office) (bool, error) {
	for _, number := range view.Opened {
		opened, err := c.Store.Case(ctx, number)
		if err != nil {
			return false, fmt.Errorf("what %s opened: %w", view.Number, err)
		}
		if c.May(p, access.CasePersonal, c.SubjectOf(opened), office) {
			return true, nil
		}
	}
	return false, nil
}

// Events reads what stands of a case, as p may see it.
func (c *Core) Events(ctx context.Context, p casework.Principal, view casework.CaseView, office *Office) ([]casework.TimelineRow, error) {
	rows, err := c.Store.Timeline(ctx, view.Number)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", view.Number, err)
	}
	return Listed(c.VeilOf(p, view, office).timeline(rows)), nil
}

// Unseal is sight of what is sealed.
func (c *Core) Unseal(ctx context.Context, p casework.Principal, number string) error {
	view, office, err := c.View(ctx, number)
	if err != nil {
		return err
	}
	return c.Opens(ctx, p, view, office)
}

// Readable are the texts of a timeline p may open: all of them, in a complaint those
// that were meant for the unit, without a name (R082), and of a case about himself
// what he must be told (R143).
func (c *Core) Readable(
	ctx context.Context, p casework.Principal, view casework.CaseView, office *Office, rows []casework.TimelineRow,
) ([]string, error) {
	err := c.Opens(ctx, p, view, office)
	if err != nil && casework.CodeOf(err) == "" {
		return nil, err
	}
	all := err == nil
	relayed := all || c.May(p, access.CaseRelayed, c.SubjectOf(view), office)
	report := c.May(p, access.CaseReport, c.SubjectOf(view), office)
	told := c.VeilOf(p, view, office).told(rows)
	var ids []string
	for _, row := range rows {
		if row.TextID != "" && (all || relayed && meant(row) || report && ofItself(row) || told(row)) {
			ids = append(ids, row.TextID)
			if basis := row.Detail[BasisID]; basis != "" {
				ids = append(ids, basis)
			}
		}
	}
	return ids, nil
}

// BasisID is under which name an event keeps the text of the law it was written with.
const BasisID = "basis_id"

// Opened puts opened words where they belong, in rows of the caller's own.
func Opened(rows []casework.TimelineRow, texts map[string]string) {
	for i := range rows {
		rows[i].Text, rows[i].Grounds = texts[rows[i].TextID], texts[rows[i].Detail[BasisID]]
	}
}

// meant tells words that are for the unit to read: what was relayed, and advice.
func meant(row casework.TimelineRow) bool {
	return row.Name == casework.Relayed || row.Name == casework.Advised && row.Level != casework.AdviceLead
}

// ofItself tells the report a unit made of itself (R239).
func ofItself(row casework.TimelineRow) bool {
	return row.Name == casework.Reported && row.Clock == casework.ClockSelfReport
}

// OpenTexts opens words of a case for p, who may read them; the reading is audited first.
func (c *Core) OpenTexts(ctx context.Context, p casework.Principal, number string, ids []string) (map[string]string, error) {
	return c.OpenAs(ctx, p.Person, access.CasePersonal, number, ids)
}

// OpenAs is OpenTexts for a reader and a right that the audit trail is to name.
func (c *Core) OpenAs(ctx context.Context, reader, action, number string, ids []string) (map[string]string, error) {
	if err := c.Store.Audit(ctx, reader, action, number, "texts"); err != nil {
		return nil, fmt.Errorf("audit texts of %s: %w", number, err)
	}
	texts, err := c.Store.OpenTexts(ctx, number, ids)
	if err != nil {
		return nil, fmt.Errorf("texts of %s: %w", number, err)
	}
	return texts, nil
}

// Opens tells whether p may open what is sealed in the case. What became a
// complaint is sealed as one from then on, also where it came in (R081, R082).
func (c *Core) Opens(ctx context.Context, p casework.Principal, view casework.CaseView, office *Office) error {
	if _, err := c.Decide(p, access.CasePersonal, c.SubjectOf(view), office); err != nil || view.Result != "converted" {
		return err
	}
	ties, err := c.Store.Links(ctx, view.Number)
	if err != nil {
		return fmt.Errorf("links of %s: %w", view.Number, err)
	}
	for _, tie := range ties {
		if tie.Relation != casework.ConvertedTo || tie.Back || !c.Veiled(tie.Kind) {
			continue
		}
		became, err := c.Store.Case(ctx, tie.Number)
		if err != nil {
			return fmt.Errorf("what %s became: %w", view.Number, err)
		}
		if !c.May(p, access.CasePersonal, c.SubjectOf(became), office) { // by which rule would tell of the complaint
			return casework.Errorf(casework.Forbidden, "%s became a complaint", view.Number)
		}
	}
	return nil
}
