package register

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// exchangeView brings a table of what another system holds, and hands out what came of it.
type exchangeView struct {
	kernel.Frame
	Summary []kernel.Problem
	Kinds   []exchangeKind
	Table   kernel.TableView
	Lines   []broughtLine
}

type exchangeKind struct {
	Name            string
	Tables, Results []exchangeFile
}

type exchangeFile struct{ Href, Name string }

type broughtLine struct{ Row, What, Number, Href string }

func (s *Room) exchange(v *visit) error {
	return s.renderExchange(v, http.StatusOK, &exchangeView{}, nil)
}

// formats are those a table is written in, the first for whoever fills one in by hand.
var formats = []string{sheet.XLSX, sheet.CSV, sheet.GBK, sheet.JSON}

func (s *Room) renderExchange(v *visit, status int, view *exchangeView, refused error) error {
	f, err := s.Frame(v.Visit, "register", v.T("exchange.title"))
	if err != nil {
		return err
	}
	of, _, err := s.counter.Exchanged(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	view.Frame = f
	fields := []kernel.FieldView{
		{ID: "f-kind", Name: "kind", Type: "select", Label: v.T("exchange.kind"), Required: true, Value: v.Form("kind")},
		{ID: "file", Name: "file", Type: "file", Label: v.T("exchange.file"), Hint: v.T("exchange.file.hint"), Required: true, Accept: ".xlsx,.csv,.json"},
	}
	for _, k := range of {
		fields[0].Options = append(fields[0].Options, kernel.OptionView{Value: string(k), Label: v.Kind(k), On: string(k) == v.Form("kind")})
		row := exchangeKind{Name: v.Kind(k)}
		for _, format := range formats {
			query := "?kind=" + string(k) + "&format=" + format
			row.Tables = append(row.Tables, exchangeFile{"/exchange/table" + query, v.T("exchange.as." + format)})
			row.Results = append(row.Results, exchangeFile{"/exchange/results" + query, v.T("exchange.as." + format)})
		}
		view.Kinds = append(view.Kinds, row)
	}
	view.Summary = v.Attach(fields, refused)
	view.Table.Action, view.Table.Fields, view.Table.Take = "/exchange", fields, v.T("exchange.take")
	return s.Render(v.Visit, status, "exchange", view)
}

// bring looks at a table, or takes it in.
func (s *Room) bring(v *visit) error {
	raw, err := v.Table()
	if err != nil {
		return err
	}
	of, dry, view := casework.Kind(v.Form("kind")), v.Form("take") == "", &exchangeView{}
	var got []cases.Brought
	var rows [][]string
	switch {
	case of == "":
		err = casework.FieldError(casework.Invalid, "kind", "required")
	case len(raw) == 0:
		err = casework.FieldError(casework.Invalid, "file", "required")
	default:
		if rows, err = sheet.Read(raw); err == nil {
			got, err = s.counter.Bring(v.Ctx, v.Who, cases.Table{Kind: of, Rows: rows, Dry: dry, Say: v.said(of)})
		}
	}
	switch refused := core.RefusalsOf(err); {
	case len(refused) > 0 && casework.CodeOf(err) != casework.Forbidden:
		if view.Table.Wrong, err = s.wrong(v, of, refused); err != nil || len(view.Table.Wrong) > 0 {
			return s.renderExchange(v, http.StatusUnprocessableEntity, view, err)
		}
		return s.renderExchange(v, http.StatusUnprocessableEntity, view, core.Refusals(refused).Err())
	case err != nil:
		return err
	case dry:
		view.looked(v, raw, of, got)
		return s.renderExchange(v, http.StatusOK, view, nil)
	}
	s.Flash(v.Visit, "exchange.taken", "")
	return v.Redirect("/cases?kind=" + string(of))
}

// said is a code of a fact as a table has it, in the language it is read in.
func (v *visit) said(of casework.Kind) func(string) string {
	return func(code string) string { return words.Of(v.Lang, v.Kinds.Of(of), words.Fact, code) }
}

func fresh(got []cases.Brought) (n int) {
	for _, b := range got {
		if !b.Known {
			n++
		}
	}
	return n
}

// looked says what would come of each line.
func (view *exchangeView) looked(v *visit, raw []byte, of casework.Kind, got []cases.Brought) {
	view.Table.Looked(raw, v.T("exchange.sum", len(got), fresh(got), len(got)-fresh(got)), fresh(got) > 0)
	view.Table.Along = []kernel.Fact{{Name: "kind", Value: string(of)}}
	for _, b := range got {
		line := broughtLine{Row: strconv.Itoa(b.Line), What: v.T("exchange.new")}
		if b.Known {
			line.What, line.Number, line.Href = v.T("exchange.known"), b.Number, "/cases/"+b.Number
		}
		view.Lines = append(view.Lines, line)
	}
}

// cell is how a refusal names one of a table.
var cell = regexp.MustCompile(`^line\[(\d+)\](?:\.(?:fields\.)?(.+))?$`)

// wrong are the refusals that name a cell, each with its row, its column and what is wrong.
func (s *Room) wrong(v *visit, of casework.Kind, refused []*casework.Error) (out []kernel.WrongCell, err error) {
	_, columns, err := s.counter.Exchanged(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	for _, e := range refused {
		m := cell.FindStringSubmatch(e.Field)
		if m == nil {
			continue
		}
		name, _, _ := strings.Cut(m[2], ".")
		text := *e
		text.Field = m[2]
		w := kernel.WrongCell{Row: m[1], Column: m[2], Text: v.Refusal(&text)}
		if i := slices.IndexFunc(columns[of], func(c cases.Column) bool { return c.Name == name }); i >= 0 {
			w.Column = v.columnName(columns[of][i])
		}
		out = append(out, w)
	}
	return out, nil
}

// columnName is what a column is called.
func (v *visit) columnName(c cases.Column) string {
	if c.Field == nil {
		return v.T("exchange.column." + c.Name)
	}
	return v.Pick(c.Field.Label, c.Field.LabelEn)
}

// table is an empty one to fill in: its head is read off the matters of the kind.
func (s *Room) table(v *visit) error {
	_, columns, err := s.counter.Exchanged(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	of := casework.Kind(v.Query("kind"))
	var head []string
	for _, c := range columns[of] {
		head = append(head, strings.TrimSpace(v.columnName(c)+" "+c.Name))
	}
	if len(head) == 0 {
		return casework.Errorf(casework.NotFound, "table of a kind")
	}
	return v.HandOut("table-"+string(of), v.Query("format"), [][]string{head})
}

// results hands out what came of those another system holds. Codes are said in words, but for
// programs.
func (s *Room) results(v *visit) error {
	of, format := casework.Kind(v.Query("kind")), v.Query("format")
	table, err := s.counter.Results(v.Ctx, v.Who, of)
	if err != nil {
		return err
	}
	if format != sheet.JSON {
		d := v.Kinds.Of(of)
		say := map[string]words.Subject{cases.ColumnStage: words.Stage, cases.ColumnResult: words.Result, casework.FactOutsideSystem: words.Fact}
		for i, name := range table[0] {
			for _, row := range table[1:] {
				if subject, coded := say[name]; coded && row[i] != "" {
					row[i] = words.Of(v.Lang, d, subject, row[i])
				}
			}
			table[0][i] = v.T("exchange.column."+name) + " " + name
		}
	}
	return v.HandOut("results-"+string(of), format, table)
}
