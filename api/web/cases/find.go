package cases

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/finding"
)

type findView struct {
	kernel.Frame
	Query    kernel.FieldView
	Summary  []kernel.Problem
	Purposes []kernel.OptionView // what somebody's words may be looked through for; the one chosen is on
	Parts    []findPart          // those in which something was found
	Asked    bool
	More     bool
}

// findPart are cases found by one thing known of them.
type findPart struct {
	Name string
	Rows []foundRow
}

type foundRow struct {
	caseRow
	Field, Value string
}

// find looks for cases. It is a form that is sent, never an address: what somebody looks for
// is a name, and addresses stand in logs. A whole number leads straight to its case.
func (s *Room) find(v *visit) error {
	text := strings.TrimSpace(v.Form("q"))
	number := strings.ToUpper(text)
	if _, _, _, whole := v.Kinds.Parse(number); whole {
		return v.Redirect("/cases/" + number)
	}
	f, err := s.Frame(v.Visit, "find", v.T("find.title"))
	if err != nil {
		return err
	}
	view := &findView{Frame: f, Query: kernel.FieldView{ID: "q", Name: "q", Type: "search", Label: v.T("find.query"), Hint: v.T("find.hint"), Required: true, Value: text}}
	for _, p := range finding.Purposes() {
		view.Purposes = append(view.Purposes, kernel.OptionView{Value: p, Label: v.T("find.for." + p), On: p == v.Form("purpose")})
	}
	if v.C.Request.Method == http.MethodGet {
		return s.Render(v.Visit, http.StatusOK, "find", view)
	}
	if err := s.Searches(v.Visit); err != nil {
		return err
	}
	found, err := s.counter.Find(v.Ctx, v.Who, finding.Asked{Text: text, Purpose: v.Form("purpose")})
	if len(core.RefusalsOf(err)) > 0 {
		fields := []kernel.FieldView{view.Query}
		view.Summary = v.Attach(fields, err)
		view.Query = fields[0]
		return s.Render(v.Visit, http.StatusUnprocessableEntity, "find", view)
	}
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	view.More = found.More
	view.Asked = true
	for _, part := range []findPart{v.part("find.words", found.Words, office), v.part("find.numbers", found.Numbers, office), v.part("find.items", found.Items, office)} {
		if len(part.Rows) > 0 {
			view.Parts = append(view.Parts, part)
		}
	}
	return s.Render(v.Visit, http.StatusOK, "find", view)
}

func (v *visit) part(name string, hits []finding.Hit, office *core.Office) findPart {
	part := findPart{Name: v.T(name)}
	for _, hit := range hits {
		row := foundRow{caseRow: v.caseRow(hit.CaseView, office), Value: hit.Value}
		if hit.Field != "" {
			row.Field = v.fieldLabel(kernel.Dossier{View: hit.CaseView, Office: office}, hit.Field)
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}
