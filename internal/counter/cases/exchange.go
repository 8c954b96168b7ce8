package cases

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// What another system already holds comes in as a table and goes out as one, so that nobody
// types twice (信访工作条例 21): one importer for every kind that is taken in by a form. Its
// columns are the questions the matters of the kind ask; a line is known by the system that
// holds it and its number there, and is taken in once.

// Columns that stand beside the questions: which matter it is, when it was received, why it
// is entered only now, and which papers came with it.
const (
	ColumnItem      = "item"
	ColumnReceived  = "received"
	ColumnReason    = "reason"
	ColumnMaterials = "materials"
)

// Columns told of a case: they are written and never read.
const (
	ColumnNumber = "number"
	ColumnStage  = "stage"
	ColumnResult = "result"
	ColumnDue    = "due"
	ColumnClosed = "closed"
)

var (
	beside = []string{ColumnItem, ColumnReceived, ColumnReason, ColumnMaterials}
	told   = []string{ColumnNumber, ColumnStage, ColumnResult, ColumnDue, ColumnClosed}
)

// MaxLines bounds a table.
const MaxLines = 5000

// broughtIn is why a receipt is entered for the past where the table does not say.
const broughtIn = "自其他信息系统导入"

// Brought is what became of a line.
type Brought struct {
	Line   int    `json:"line" doc:"Of the table, its head being the first."`
	Number string `json:"number,omitempty" doc:"Of the case; none where it was only looked at."`
	Known  bool   `json:"known" doc:"It was here already, with the same words."`
}

// Table is a table of a kind, its head first. Say says a code of a fact in words, for
// tables that write words; Dry asks what would come of it, and keeps nothing.
type Table struct {
	Kind casework.Kind
	Rows [][]string
	Say  func(code string) string
	Dry  bool
}

// Column is one column of the table of a kind; Field is the question it answers, nil beside
// them.
type Column struct {
	Name  string
	Field *policy.FormField
}

// exchange is what a table of a kind is read by: the matters of the kind, and their columns.
type exchange struct {
	items   []policy.Item
	columns []Column
}

// exchanged are the columns of a kind, as its matters declare them.
func exchanged(kinds *kind.Set, office *core.Office, of casework.Kind) (x exchange, err error) {
	for _, name := range beside {
		x.columns = append(x.columns, Column{Name: name})
	}
	for _, it := range office.Items {
		if it.Kind != of || kinds.Of(of).Entry != kind.ByForm {
			continue
		}
		x.items = append(x.items, it)
		for _, f := range it.Fields {
			if !slices.ContainsFunc(x.columns, func(c Column) bool { return c.Name == f.Name }) {
				x.columns = append(x.columns, Column{Name: f.Name, Field: &f})
			}
		}
	}
	if len(x.items) == 0 {
		return x, casework.FieldError(casework.UnknownItem, "kind", "")
	}
	return x, nil
}

// Exchanged are the kinds somebody may bring tables of, each with its columns.
func (c *Room) Exchanged(ctx context.Context, p casework.Principal) (of []casework.Kind, columns map[casework.Kind][]Column, err error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("exchanged: %w", err)
	}
	columns = map[casework.Kind][]Column{}
	for _, k := range c.Kinds.Kinds() {
		x, err := exchanged(c.Kinds, office, k)
		if err == nil && c.mayBring(p, x, office) {
			of, columns[k] = append(of, k), x.columns
		}
	}
	return of, columns, nil
}

func (c *Room) mayBring(p casework.Principal, x exchange, office *core.Office) bool {
	return slices.ContainsFunc(x.items, func(it policy.Item) bool { return c.MayRegister(p, it, office) == nil })
}

// Bring takes in the lines of a table, all of them or none. Refusals name line and column:
// line[3].fields.phone.
func (c *Room) Bring(ctx context.Context, p casework.Principal, t Table) ([]Brought, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("bring in: %w", err)
	}
	x, err := exchanged(c.Kinds, office, t.Kind)
	if err != nil {
		return nil, err
	}
	if !c.mayBring(p, x, office) {
		return nil, c.MayRegister(p, x.items[0], office)
	}
	heads, err := x.heads(t.Rows)
	if err != nil {
		return nil, err
	}
	all, lines, err := c.linesOf(ctx, p, t, x, heads, office)
	if err != nil {
		return nil, err
	}
	got, err := c.own.RegisterCases(ctx, all, t.Dry)
	if err != nil {
		return nil, fmt.Errorf("bring in: %w", err)
	}
	var refused core.Refusals
	out, fresh := make([]Brought, len(got)), 0
	for i, g := range got {
		if g.Other {
			refused = append(refused, casework.FieldError(casework.KnownElsewhere, fmt.Sprintf("line[%d].fields.%s", lines[i], all[i].Unique), ""))
		}
		out[i] = Brought{Line: lines[i], Number: g.Number, Known: g.Known}
		if !g.Known {
			fresh++
			if t.Dry {
				out[i].Number = "" // it was given back
			}
		}
	}
	if err := refused.Err(); err != nil || t.Dry {
		return out, err
	}
	if err := c.Store.Audit(ctx, p.Person, access.CaseRegister, string(t.Kind), fmt.Sprintf("table: %d new, %d known", fresh, len(out)-fresh)); err != nil {
		return nil, fmt.Errorf("audit a table of %s: %w", t.Kind, err)
	}
	return out, nil
}

// linesOf checks every line as a registration; where one is refused, all that is wrong is told.
func (c *Room) linesOf(
	ctx context.Context, p casework.Principal, t Table, x exchange, heads []string, office *core.Office,
) (all []core.NewCase, lines []int, err error) {
	var refused core.Refusals
	seen, now := map[string]int{}, c.Now()
	for i, row := range t.Rows[1:] {
		line := i + 2
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		kept, err := c.keptOf(ctx, p, t, x, heads, row, office, now)
		if err == nil && seen[kept.Key] != 0 {
			err = casework.FieldError(casework.Invalid, "fields."+kept.Unique, "unique")
		}
		if err != nil && len(core.RefusalsOf(err)) == 0 {
			return nil, nil, err
		}
		for _, e := range core.RefusalsOf(err) {
			refused = append(refused, casework.FieldError(e.Code, fmt.Sprintf("line[%d].%s", line, e.Field), e.Rule))
		}
		if err == nil {
			seen[kept.Key] = line
			all, lines = append(all, kept), append(lines, line)
		}
	}
	if len(all) == 0 && len(refused) == 0 {
		return nil, nil, casework.FieldError(casework.EmptyList, "line[2]", "")
	}
	return all, lines, refused.Err()
}

// heads reads the head of a table: the name of a column, what its question is called, or the
// one behind the other.
func (x exchange) heads(table [][]string) ([]string, error) {
	switch {
	case len(table) == 0:
		return nil, casework.FieldError(casework.EmptyList, "line[1]", "")
	case len(table)-1 > MaxLines:
		return nil, casework.FieldError(casework.TooLarge, fmt.Sprintf("line[%d]", MaxLines+2), "")
	}
	var out []string
	for _, head := range table[0] {
		head = strings.TrimSpace(strings.TrimPrefix(head, "\ufeff"))
		name, known := x.named(head)
		switch {
		case !known:
			return nil, casework.FieldError(casework.UnknownField, "line[1]."+core.Shown(head), "")
		case slices.Contains(out, name):
			return nil, casework.FieldError(casework.Invalid, "line[1]."+core.Shown(head), "unique")
		}
		out = append(out, name)
	}
	return out, nil
}

func (x exchange) named(head string) (string, bool) {
	name := head
	if words := strings.Fields(head); len(words) > 0 {
		name = words[len(words)-1]
	}
	if slices.Contains(told, name) || slices.ContainsFunc(x.columns, func(c Column) bool { return c.Name == name }) {
		return name, true
	}
	for _, it := range x.items {
		for _, f := range it.Fields {
			if head == f.Label || head == f.LabelEn {
				return f.Name, true
			}
		}
	}
	return "", false
}

// itemOf is the matter a line names, by its id or by what it is called; where the kind has
// one alone, none need be named.
func (x exchange) itemOf(named string) (policy.Item, error) {
	if named == "" && len(x.items) == 1 {
		return x.items[0], nil
	}
	i := slices.IndexFunc(x.items, func(it policy.Item) bool { return it.ID == named || it.Name == named || it.NameEn == named })
	if i < 0 || named == "" {
		return policy.Item{}, casework.FieldError(casework.UnknownItem, ColumnItem, "R032")
	}
	return x.items[i], nil
}

// registrationOf is a line as a clerk would have taken it in. Papers that are wanted and did
// not come are asked for as at the counter (R024).
func (t Table) registrationOf(item policy.Item, heads, row []string) (core.Registration, error) {
	in := core.Registration{Item: item.ID, Fields: map[string]string{}}
	var refused core.Refusals
	for i, head := range heads {
		if i >= len(row) || head == ColumnItem || slices.Contains(told, head) {
			continue
		}
		switch value := strings.TrimSpace(strings.TrimPrefix(row[i], "'")); {
		case value == "":
		case head == ColumnReceived:
			at, err := ParseTime(value)
			if err != nil {
				at = time.Time{} // refused as a receipt before there were any
			}
			in.Received = &at
		case head == ColumnReason:
			in.Reason = value
		case head == ColumnMaterials:
			in.Materials = papersOf(item, value)
		default:
			j := slices.IndexFunc(item.Fields, func(f policy.FormField) bool { return f.Name == head })
			if j < 0 { // another matter of the kind asks it
				refused = append(refused, casework.FieldError(casework.UnknownField, "fields."+head, ""))
				continue
			}
			in.Fields[head] = t.coded(item.Fields[j], value)
		}
	}
	if in.Reason == "" {
		in.Reason = broughtIn
	}
	papers, _ := ParsePapers(in.Materials)
	in.Incomplete = len(item.Handling().Lacks(papers)) > 0
	return in, refused.Err()
}

// papersOf are the papers of a cell, by their codes or by what they are called.
func papersOf(item policy.Item, cell string) (out []string) {
	for _, one := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";；、\n", r) }) {
		one = strings.TrimSpace(one)
		for _, m := range item.Materials {
			if one == m.Name || one == m.NameEn {
				one = m.Code
			}
		}
		out = append(out, one)
	}
	return out
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
	ctx context.Context, p casework.Principal, t Table, x exchange, heads, row []string, office *core.Office, now time.Time,
) (core.NewCase, error) {
	named := ""
	if i := slices.Index(heads, ColumnItem); i >= 0 && i < len(row) {
		named = strings.TrimSpace(row[i])
	}
	item, err := x.itemOf(named)
	if err != nil {
		return core.NewCase{}, err
	}
	if c.MayRegister(p, item, office) != nil {
		return core.NewCase{}, casework.FieldError(casework.Forbidden, ColumnItem, "")
	}
	in, err := t.registrationOf(item, heads, row)
	refused := append(core.Refusals(core.RefusalsOf(err)), core.RefusalsOf(c.checkRegistration(item, office, in, now))...)
	key := "" // as an Idempotency-Key: kept nowhere in the clear, and the same again
	for _, f := range item.Fields {
		if f.Unique {
			key += in.Fields[f.Name]
		}
		if f.Unique && in.Fields[f.Name] == "" && in.Fields[casework.FactOutsideSystem] == "" { // else told already
			refused = append(refused, casework.FieldError(casework.Invalid, "fields."+f.Name, "required"))
		}
	}
	if in.Received == nil {
		refused = append(refused, casework.FieldError(casework.Invalid, ColumnReceived, "required"))
	}
	if err := refused.Err(); err != nil {
		return core.NewCase{}, err
	}
	if item, in, err = c.about(p, item, in, office); err != nil {
		return core.NewCase{}, err
	}
	kept, err := keep(p, in, item, key, now)
	if err == nil {
		err = c.taking(p, kept)
	}
	if err != nil {
		return kept, err
	}
	c.remember(&kept)
	kept.Fields[core.FieldPastReason] = in.Reason
	kept.Entry = c.entryOf(p, item, office, kept)
	return kept, c.place(ctx, p, item, office, &kept)
}

// Hand writes a table of all cases of a kind that p may read the words of: what they
// were registered with, and how they stand. Each case opened is audited.
func (c *Room) Hand(ctx context.Context, p casework.Principal, of casework.Kind) ([][]string, error) {
	x, err := c.handed(ctx, of)
	if err != nil {
		return nil, err
	}
	head := slices.Clone(told)
	for _, col := range x.columns {
		head = append(head, col.Name)
	}
	return c.written(ctx, p, of, head, func(casework.CaseView) bool { return true })
}

// Results writes what became of those another system holds, under their numbers there: where
// they stand, what came of them and when. Nothing else of what is sealed goes out.
func (c *Room) Results(ctx context.Context, p casework.Principal, of casework.Kind) ([][]string, error) {
	x, err := c.handed(ctx, of)
	if err != nil {
		return nil, err
	}
	head := append([]string{casework.FactOutsideSystem, casework.FieldOutsideNumber, casework.FactOutsideUntil, ColumnItem, ColumnReceived}, told...)
	ownNumber := slices.ContainsFunc(x.items, func(it policy.Item) bool {
		return slices.ContainsFunc(it.Fields, func(f policy.FormField) bool { return f.Unique && !policy.Elsewhere(f) })
	})
	return c.written(ctx, p, of, head, func(view casework.CaseView) bool {
		return ownNumber || core.StateOf(view).Facts[casework.FactOutsideSystem] != ""
	})
}

func (c *Room) handed(ctx context.Context, of casework.Kind) (exchange, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return exchange{}, fmt.Errorf("hand out: %w", err)
	}
	return exchanged(c.Kinds, office, of)
}

// written are the cases of a kind below a head, those p may open and that are asked for. Of
// results, one without a number elsewhere is left out.
func (c *Room) written(
	ctx context.Context, p casework.Principal, of casework.Kind, head []string, asked func(casework.CaseView) bool,
) ([][]string, error) {
	table := [][]string{head}
	for page := (core.Page{Limit: 200}); ; page.Offset += page.Limit {
		list, err := c.Cases(ctx, p, CasesFilter{Kind: of, Page: page})
		if err != nil {
			return nil, err
		}
		for _, view := range list.Rows {
			if !asked(view) {
				continue
			}
			cells, err := c.cellsOf(ctx, p, view.Number)
			var refusal *casework.Error
			if errors.As(err, &refusal) && refusal.Code == casework.Forbidden {
				continue // sealed from him
			}
			if err != nil {
				return nil, err
			}
			if head[0] == casework.FactOutsideSystem && cells[casework.FieldOutsideNumber] == "" {
				continue
			}
			row := make([]string, len(head))
			for i, name := range head {
				row[i] = cells[name]
			}
			table = append(table, row)
		}
		if page.Offset+page.Limit >= list.Total {
			return table, nil
		}
	}
}

// cellsOf is all that a table says of one case, by column. The reading of its fields is
// audited.
func (c *Room) cellsOf(ctx context.Context, p casework.Principal, number string) (map[string]string, error) {
	cells, err := c.Fields(ctx, p, number)
	if err != nil {
		return nil, err
	}
	view, err := c.Case(ctx, p, number)
	if err != nil {
		return nil, err
	}
	for name, code := range core.StateOf(view).Facts {
		cells[name] = code
	}
	cells[ColumnNumber], cells[ColumnItem], cells[ColumnStage], cells[ColumnResult] = number, view.Item, string(view.Stage), view.Result
	cells[ColumnReceived], cells[ColumnReason] = view.Received.In(core.Zone).Format(time.RFC3339), cells[core.FieldPastReason]
	var papers []string
	for _, paper := range core.StateOf(view).Papers {
		papers = append(papers, paper.Code)
	}
	cells[ColumnMaterials] = strings.Join(papers, ";")
	if view.Closed != nil {
		cells[ColumnClosed] = view.Closed.In(core.Zone).Format(time.RFC3339)
	}
	for _, k := range view.Clocks {
		if k.Name == "handle" {
			cells[ColumnDue] = k.Date
		}
	}
	return cells, nil
}
