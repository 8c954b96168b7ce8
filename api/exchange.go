package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// exchangeRoutes are those by which another system brings what it holds and takes what came
// of it; each matter and each case is asked about inside.
func exchangeRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/exchange/:kind", Access: access.CaseRegister},
		{Method: http.MethodPost, Path: base + "/exchange/:kind", Access: access.CaseRegister},
		{Method: http.MethodGet, Path: base + "/exchange/:kind/results", Access: access.CaseList},
	}
}

// KindPath names a kind.
type KindPath struct {
	Kind casework.Kind `path:"kind" example:"service" maxLength:"40"`
}

// broughtTable is what POST /exchange/{kind} takes.
type broughtTable struct {
	Rows []map[string]any `json:"rows,omitempty" doc:"One object a matter, by the names of the columns; the n-th is line n+1."`
	File []byte           `json:"file,omitempty" doc:"Or the table itself: CSV in UTF-8 or GBK, or xlsx; in base64."`
	Dry  bool             `json:"dry_run,omitempty" doc:"Say what would come of each line, and keep nothing."`
}

type broughtInput struct {
	KindPath
	rawBody
}

// takenTable is what became of every line.
type takenTable struct {
	Lines []cases.Brought `json:"lines" nullable:"false"`
	Dry   bool            `json:"dry_run"`
}

// tableColumn is one column of the table of a kind.
type tableColumn struct {
	Name  string            `json:"name"`
	Field *policy.FormField `json:"field,omitempty" doc:"The question it answers; none where it stands beside them."`
}

type resultsInput struct {
	KindPath
	Format string `query:"format" enum:"json,csv,gbk,xlsx" default:"json"`
}

func (s *Server) registerExchange() {
	const tag = "exchange"
	get := operation(http.MethodGet, "/exchange/{kind}", "list-exchange-columns", "The columns of a table of what another system holds", tag)
	register(s, failing(get, http.StatusUnprocessableEntity), s.exchangeColumns)
	in := operation(http.MethodPost, "/exchange/{kind}", "bring-cases", "Take in what another system already holds: all of it or nothing, and once", tag)
	register(s, taking(failing(in, http.StatusConflict, http.StatusUnprocessableEntity), schemaOf[broughtTable](s)), s.bring)
	out := operation(http.MethodGet, "/exchange/{kind}/results", "list-exchange-results", "What came of those another system holds, by their numbers there", tag)
	content := map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
		Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeString}},
	}}}
	for _, kind := range []string{sheet.CSV, sheet.XLSX} {
		content[sheetTypes[kind]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	out.Responses = map[string]*huma.Response{"200": {Description: "The table.", Content: content}}
	register(s, failing(out, http.StatusUnprocessableEntity), s.exchangeResults)
}

var sheetTypes = map[string]string{
	sheet.JSON: "application/json", sheet.CSV: "text/csv; charset=utf-8", sheet.GBK: "text/csv; charset=gbk",
	sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// exchangeColumns serves GET /exchange/{kind}.
func (s *Server) exchangeColumns(ctx context.Context, p casework.Principal, in *KindPath) (*body[[]tableColumn], error) {
	_, columns, err := s.counter.Exchanged(ctx, p)
	if err != nil {
		return nil, err
	}
	out := []tableColumn{}
	for _, c := range columns[in.Kind] {
		out = append(out, tableColumn(c))
	}
	if len(out) == 0 {
		return nil, casework.FieldError(casework.UnknownItem, "kind", "")
	}
	return &body[[]tableColumn]{out}, nil
}

// bring serves POST /exchange/{kind}.
func (s *Server) bring(ctx context.Context, p casework.Principal, in *broughtInput) (*body[takenTable], error) {
	var sent broughtTable
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	raw := sent.File
	if len(sent.Rows) > 0 {
		raw, _ = json.Marshal(sent.Rows) // it was read from JSON
	}
	rows, err := sheet.Read(raw)
	if err != nil {
		return nil, err
	}
	got, err := s.counter.Bring(ctx, p, cases.Table{Kind: in.Kind, Rows: rows, Dry: sent.Dry, Say: s.said(in.Kind)})
	if err != nil {
		return nil, err
	}
	return &body[takenTable]{takenTable{got, sent.Dry}}, nil
}

// said is a code of a fact as Chinese tables write it.
func (s *Server) said(of casework.Kind) func(string) string {
	return func(code string) string { return words.Of(words.Chinese, s.kinds.Of(of), words.Fact, code) }
}

// exchangeResults serves GET /exchange/{kind}/results.
func (s *Server) exchangeResults(ctx context.Context, p casework.Principal, in *resultsInput) (*file, error) {
	table, err := s.counter.Results(ctx, p, in.Kind)
	if err != nil {
		return nil, err
	}
	raw, err := sheet.Write(in.Format, table)
	if err != nil {
		return nil, err
	}
	name := in.Format
	if name == sheet.GBK {
		name = sheet.CSV
	}
	return &file{sheetTypes[in.Format], `attachment; filename="results.` + name + `"`, raw}, nil
}
