package papers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// RegisterForms are the registers p may read, and the circulars and lists he may
// issue for a unit.
type RegisterForms struct {
	Registers []paper.Form `json:"registers"`
	Issue     []paper.Form `json:"issue"`
	Issued    []Paper      `json:"issued"` // circulars and lists, the newest first
}

// RegisterPage is a register over a period. Subjects name what each row is about,
// so that what only people know can be entered; Enter tells whether p may.
type RegisterPage struct {
	Form     paper.Form    `json:"form"`
	From     time.Time     `json:"from"`
	Until    time.Time     `json:"until"`
	Content  paper.Content `json:"content"`
	Subjects []string      `json:"subjects"`
	Enter    bool          `json:"enter"`
	Total    int           `json:"total"`         // of the period; more than the rows where Cut
	Cut      bool          `json:"cut,omitempty"` // more than fits: read it in parts
}

// MayIssue tells whether p may issue a paper of a unit.
func (c *Room) MayIssue(ctx context.Context, p casework.Principal, form string) bool {
	f, known := paper.Find(c.Rules.Papers, form)
	if !known || f.Scope != paper.OfUnit {
		return false
	}
	_, err := c.drafting(ctx, p, f, PaperRequest{Form: form})
	return err == nil
}

// Registers lists what p may read and issue that is of no single case.
func (c *Room) Registers(ctx context.Context, p casework.Principal) (RegisterForms, error) {
	out := RegisterForms{Registers: []paper.Form{}, Issue: []paper.Form{}, Issued: []Paper{}}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return out, fmt.Errorf("registers: %w", err)
	}
	for _, f := range c.Rules.Papers {
		switch f.Scope {
		case paper.Register:
			if _, err := c.keeper(p, f, office); err == nil {
				out.Registers = append(out.Registers, f)
			}
		case paper.OfUnit:
			if _, err := c.drafting(ctx, p, f, PaperRequest{Form: f.Code}); err == nil {
				out.Issue = append(out.Issue, f)
			}
		}
	}
	for _, kind := range append(c.Kinds.Kinds(), "") { // a form may have been another kind's when it was issued
		rows, _, err := c.own.ListPapers(ctx, PaperFilter{Kind: kind}) // the newest
		if err != nil {
			return out, fmt.Errorf("registers: %w", err)
		}
		for _, row := range rows {
			if c.mayRead(p, office, access.Subject{Kind: kind, Unit: row.Unit}, row) {
				out.Issued = append(out.Issued, c.named(office, row))
			}
		}
	}
	slices.SortFunc(out.Issued, func(a, b Paper) int { return b.Issued.Compare(a.Issued) })
	return out, nil
}

// keeper is the bureau whose register p may read; Forbidden.
func (c *Room) keeper(p casework.Principal, f paper.Form, office *core.Office) (bureau string, err error) {
	tree := office.Tree()
	err = casework.Errorf(casework.Forbidden, "%s is not kept by him", f.Code)
	for _, h := range p.Holdings {
		bureau := tree.Bureau(h.Unit)
		if _, refused := c.Decide(p, access.RegisterView, access.Subject{Kind: f.Kind, Unit: bureau}, office); refused == nil {
			return bureau, nil
		}
	}
	return "", err
}

// ReadRegister fills a register for [from, until). Every row it opens is audited.
func (c *Room) ReadRegister(ctx context.Context, p casework.Principal, code string, from, until time.Time) (RegisterPage, error) {
	out := RegisterPage{From: from, Until: until, Subjects: []string{}}
	f, office, bureau, err := c.register(ctx, p, code)
	if err != nil {
		return out, err
	}
	if !until.After(from) {
		return out, casework.FieldError(casework.Invalid, "until", "date")
	}
	names, err := c.speller(ctx, office)
	if err != nil {
		return out, err
	}
	m := paper.Matter{At: c.Now(), Names: names, Extra: map[string]string{"office": core.UnitName(office, bureau), "issuer": core.UnitName(office, bureau)}}
	if f.Table.Of == paper.Papers {
		m.Rows, m.Total, err = c.sentMatters(ctx, p, names, bureau, from, until)
	} else {
		m.Rows, m.Total, err = c.caseMatters(ctx, p, office, f, access.RegisterView, core.CaseFilter{From: from, Until: until}, maxListed)
	}
	if err != nil {
		return out, err
	}
	for _, row := range m.Rows {
		out.Subjects = append(out.Subjects, subjectName(row))
	}
	entries, err := c.own.Entries(ctx, code, out.Subjects)
	if err != nil {
		return out, fmt.Errorf("entries of %s: %w", code, err)
	}
	for i := range m.Rows {
		m.Rows[i].Entries = entries[out.Subjects[i]]
	}
	out.Form, out.Total, out.Cut = f, m.Total, m.Total > len(m.Rows)
	out.Content, _ = paper.Fill(f, m)
	out.Enter = c.May(p, access.RegisterEnter, access.Subject{Kind: f.Kind, Unit: bureau}, office)
	return out, nil
}

// subjectName is what a row is about: a case, or a paper.
func subjectName(row paper.Matter) string {
	if row.Case.Number != "" {
		return row.Case.Number
	}
	return row.Extra["id"]
}

func (c *Room) register(ctx context.Context, p casework.Principal, code string) (paper.Form, *core.Office, string, error) {
	f, known := paper.Find(c.Rules.Papers, code)
	if !known || f.Scope != paper.Register {
		return f, nil, "", casework.FieldError(casework.NotFound, "register", "")
	}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return f, nil, "", fmt.Errorf("register %s: %w", code, err)
	}
	bureau, err := c.keeper(p, f, office)
	return f, office, bureau, err
}

// sentMatters are the papers a bureau sent out, in their order.
func (c *Room) sentMatters(ctx context.Context, p casework.Principal, names speller, bureau string, from, until time.Time) ([]paper.Matter, int, error) {
	if err := c.Store.Audit(ctx, p.Person, access.RegisterView, bureau, "sent"); err != nil {
		return nil, 0, fmt.Errorf("audit register: %w", err)
	}
	rows, total, err := c.own.ListPapers(ctx, PaperFilter{Sent: bureau, From: from, Until: until})
	if err != nil {
		return nil, 0, fmt.Errorf("papers sent: %w", err)
	}
	out := make([]paper.Matter, 0, len(rows))
	for _, row := range rows {
		extra := map[string]string{
			"id": row.ID, "seq": strconv.Itoa(row.Place), "date": paper.Date(row.Issued, core.Zone), "serial": row.Serial, "title": row.Content.Title,
			"attachments": row.Content.Attachments, "secrecy": row.Content.Secrecy, "copies": row.Content.Copies, "to": row.Content.Entered,
		}
		if row.Voided != nil {
			extra["voided"] = "作废"
		}
		out = append(out, paper.Matter{Extra: extra, Names: names, At: c.Now()})
	}
	return out, total, nil
}

// EnterRegister writes what only people know, once: who signed for a paper, when
// and in which volume it was filed. EntryMade where it is written already.
func (c *Room) EnterRegister(ctx context.Context, p casework.Principal, code, subject, field, value string) error {
	f, office, bureau, err := c.register(ctx, p, code)
	if err != nil {
		return err
	}
	if _, err := c.Decide(p, access.RegisterEnter, access.Subject{Kind: f.Kind, Unit: bureau}, office); err != nil {
		return err
	}
	if !slices.ContainsFunc(f.Table.Columns, func(col paper.Column) bool { return col.Enter == field && field != "" }) {
		return casework.FieldError(casework.UnknownField, core.Shown(field), f.Rules[0])
	}
	if err := c.checkSubject(ctx, p, f, office, bureau, subject); err != nil {
		return err
	}
	if err := checkWords("value", value, true, maxReason); err != nil {
		return err
	}
	if err := c.own.AddEntry(ctx, Entry{Register: code, Subject: subject, Field: field, Value: value, By: p.Person}); err != nil {
		return fmt.Errorf("enter %s: %w", code, err)
	}
	return nil
}

// checkSubject: a row of this register, and of this bureau.
func (c *Room) checkSubject(ctx context.Context, p casework.Principal, f paper.Form, office *core.Office, bureau, subject string) error {
	if f.Table.Of == paper.Papers {
		row, err := c.own.Paper(ctx, subject)
		switch {
		case err != nil:
			return fmt.Errorf("paper %s: %w", core.Shown(subject), err)
		case row.Place == 0 || office.Tree().Bureau(row.Unit) != bureau:
			return casework.FieldError(casework.NotFound, "subject", "")
		}
		return nil
	}
	view, _, err := c.View(ctx, subject)
	if err != nil {
		return err
	}
	if view.Kind != f.Kind {
		return c.Hidden(p, c.SubjectOf(view), office, casework.FieldError(casework.NotFound, "subject", ""))
	}
	_, err = c.Decide(p, access.RegisterEnter, c.SubjectOf(view), office)
	return err
}
