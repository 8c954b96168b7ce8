package cases

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// What another system of the office already holds comes in as a table and goes out as
// one, so that nobody types twice (信访工作条例 21). Its columns are the questions of the
// item; a line is known by the number it has there, and taken in once.

// Columns that stand beside the questions of an item: when it was received, and why it
// is entered only now. Those told of a case are written and never read.
const (
	ColumnReceived = "received"
	ColumnReason   = "reason"
)

var told = []string{"number", "stage", "result", "due"}

// MaxLines bounds a table.
const MaxLines = 5000

// broughtIn is why a receipt is entered for the past where the table does not say.
const broughtIn = "自其他信息系统导入"

// Brought is what became of a line.
type Brought struct {
	Line   int // of the file, the head being the first
	Number string
	Known  bool // it was here already, with the same words
}

// Table is a table of a kind, its head first. Say says a code of a fact in words, for
// tables that write words; Dry asks what would come of it, and keeps nothing.
type Table struct {
	Kind casework.Kind
	Rows [][]string
	Say  func(code string) string
	Dry  bool
}

// Bring takes in the lines of a table, all of them or none. Refusals name line and field:
// line[3].fields.phone.
func (c *Room) Bring(ctx context.Context, p casework.Principal, t Table) ([]Brought, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("bring in: %w", err)
	}
	item, err := exchanged(office, t.Kind)
	if err != nil {
		return nil, err
	}
	if err := c.MayRegister(p, item, office); err != nil {
		return nil, err
	}
	columns, err := columnsOf(item, t.Rows)
	if err != nil {
		return nil, err
	}
	var all []core.NewCase
	var refused core.Refusals
	lines, seen, now := []int{}, map[string]int{}, c.Now()
	for i, row := range t.Rows[1:] {
		line := i + 2
		in := t.registrationOf(item, columns, row)
		kept, err := c.keptOf(ctx, p, item, office, in, now)
		if err == nil && seen[kept.Key] != 0 {
			err = casework.FieldError(casework.Invalid, "fields."+kept.Unique, "unique")
		}
		if err != nil && len(core.RefusalsOf(err)) == 0 {
			return nil, err
		}
		for _, e := range core.RefusalsOf(err) {
			refused = append(refused, casework.FieldError(e.Code, fmt.Sprintf("line[%d].%s", line, e.Field), e.Rule))
		}
		if err == nil {
			seen[kept.Key] = line
			all, lines = append(all, kept), append(lines, line)
		}
	}
	if err := refused.Err(); err != nil {
		return nil, err
	}
	got, err := c.own.RegisterCases(ctx, all, t.Dry)
	if err != nil {
		return nil, fmt.Errorf("bring in: %w", err)
	}
	out := make([]Brought, len(got))
	for i, g := range got {
		if g.Other {
			refused = append(refused, casework.FieldError(casework.KnownElsewhere, fmt.Sprintf("line[%d].fields.%s", lines[i], all[i].Unique), ""))
		}
		out[i] = Brought{Line: lines[i], Number: g.Number, Known: g.Known}
	}
	return out, refused.Err()
}

// exchanged is the item of a kind that another system may hold: one of its questions
// is the number there.
func exchanged(office *core.Office, of casework.Kind) (policy.Item, error) {
	for _, it := range office.Items {
		if it.Kind == of && slices.ContainsFunc(it.Fields, func(f policy.FormField) bool { return f.Unique }) {
			return it, nil
		}
	}
	return policy.Item{}, casework.FieldError(casework.UnknownItem, "kind", "")
}

// columnsOf reads the head of a table: names of questions, or what they are called.
func columnsOf(item policy.Item, table [][]string) ([]string, error) {
	switch {
	case len(table) == 0:
		return nil, casework.FieldError(casework.EmptyList, "line[1]", "")
	case len(table)-1 > MaxLines:
		return nil, casework.FieldError(casework.TooLarge, fmt.Sprintf("line[%d]", MaxLines+2), "")
	}
	var out []string
	for _, head := range table[0] {
		head = strings.TrimSpace(strings.TrimPrefix(head, "\ufeff"))
		i := slices.IndexFunc(item.Fields, func(f policy.FormField) bool { return head == f.Name || head == f.Label })
		switch {
		case i >= 0:
			head = item.Fields[i].Name
		case head != ColumnReceived && head != ColumnReason && !slices.Contains(told, head):
			return nil, casework.FieldError(casework.UnknownField, "line[1]."+core.Shown(head), "")
		}
		if slices.Contains(out, head) {
			return nil, casework.FieldError(casework.Invalid, "line[1]."+core.Shown(head), "unique")
		}
		out = append(out, head)
	}
	return out, nil
}

// registrationOf is a line as a clerk would have taken it in.
func (t Table) registrationOf(item policy.Item, columns, row []string) core.Registration {
	in := core.Registration{Item: item.ID, Fields: map[string]string{}}
	for i, column := range columns {
		if i >= len(row) || slices.Contains(told, column) {
			continue
		}
		switch value := strings.TrimSpace(strings.TrimPrefix(row[i], "'")); {
		case value == "":
		case column == ColumnReceived:
			at, err := ParseTime(value)
			if err != nil {
				at = time.Time{} // refused as a receipt before there were any
			}
			in.Received = &at
		case column == ColumnReason:
			in.Reason = value
		default:
			j := slices.IndexFunc(item.Fields, func(f policy.FormField) bool { return f.Name == column })
			in.Fields[column] = t.coded(item.Fields[j], value)
		}
	}
	if in.Reason == "" {
		in.Reason = broughtIn
	}
	return in
}

// coded is a code, where a table says it in words, and an instant as it is kept.
func (t Table) coded(f policy.FormField, value string) string {
	if at, err := ParseTime(value); f.Type == policy.FieldMoment && err == nil {
		return at.Format(time.RFC3339)
	}
	options := f.Options
	if f.Type == policy.FieldCheckbox {
		options = []string{"true", "false"}
	}
	if !f.Fact || t.Say == nil {
		return value
	}
	for _, code := range options {
		if t.Say(code) == value {
			return code
		}
	}
	return value
}

// keptOf checks a line as a registration, and that it is known by a number elsewhere.
func (c *Room) keptOf(
	ctx context.Context, p casework.Principal, item policy.Item, office *core.Office, in core.Registration, now time.Time,
) (core.NewCase, error) {
	refused := core.Refusals(core.RefusalsOf(c.checkRegistration(item, office, in, now)))
	key := "" // as an Idempotency-Key: kept nowhere in the clear, and the same again
	for _, f := range item.Fields {
		if f.Unique {
			key += in.Fields[f.Name]
		}
		if f.Unique && in.Fields[f.Name] == "" {
			refused = append(refused, casework.FieldError(casework.Invalid, "fields."+f.Name, "required"))
		}
	}
	if in.Received == nil {
		refused = append(refused, casework.FieldError(casework.Invalid, ColumnReceived, "required"))
	}
	if err := refused.Err(); err != nil {
		return core.NewCase{}, err
	}
	kept, err := keep(p, in, item, key, now)
	if err != nil {
		return kept, err
	}
	c.remember(&kept)
	kept.Fields[core.FieldPastReason] = in.Reason
	kept.Entry = c.entryOf(p, item, office, kept)
	return kept, c.direct(ctx, office, &kept)
}

// Hand writes a table of all cases of a kind that p may read the words of: what they
// were registered with, and how they stand. Each case opened is audited.
func (c *Room) Hand(ctx context.Context, p casework.Principal, of casework.Kind) ([][]string, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("hand out: %w", err)
	}
	item, err := exchanged(office, of)
	if err != nil {
		return nil, err
	}
	head := append(slices.Clone(told), ColumnReceived, ColumnReason)
	for _, f := range item.Fields {
		head = append(head, f.Name)
	}
	table := [][]string{head}
	for page := (core.Page{Limit: 200}); ; page.Offset += page.Limit {
		list, err := c.Cases(ctx, p, CasesFilter{Kind: of, Page: page})
		if err != nil {
			return nil, err
		}
		for _, view := range list.Rows {
			row, err := c.rowOf(ctx, p, item, view.Number)
			var refusal *casework.Error
			if errors.As(err, &refusal) && refusal.Code == casework.Forbidden {
				continue // sealed from him
			}
			if err != nil {
				return nil, err
			}
			table = append(table, row)
		}
		if page.Offset+page.Limit >= list.Total {
			return table, nil
		}
	}
}

func (c *Room) rowOf(ctx context.Context, p casework.Principal, item policy.Item, number string) ([]string, error) {
	fields, err := c.Fields(ctx, p, number)
	if err != nil {
		return nil, err
	}
	view, err := c.Case(ctx, p, number)
	if err != nil {
		return nil, err
	}
	due := ""
	for _, k := range view.Clocks {
		if k.Name == "handle" {
			due = k.Date
		}
	}
	row := []string{number, string(view.Stage), view.Result, due, view.Received.In(core.Zone).Format(time.RFC3339), fields[core.FieldPastReason]}
	facts := core.StateOf(view).Facts
	for _, f := range item.Fields {
		if f.Fact {
			row = append(row, facts[f.Name])
		} else {
			row = append(row, fields[f.Name])
		}
	}
	return row, nil
}
