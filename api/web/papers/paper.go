package papers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/sheet"
)

// sheetView is a paper as it lies on the table, on screen and on A4 alike.
type sheetView struct {
	paper.Content
	Serial, Date string
	Rows         [][]paper.Said // lines, two short ones side by side
	Landscape    bool
	Void         string
	Code, Where  string
	QR           *qrView
}

// wideTable is how many columns make a paper lie on its side.
const wideTable = 8

// sheet lays a paper out; what is not issued yet bears no number, date and code.
func (v *visit) sheet(content paper.Content, issued *papers.Paper, check string) (*sheetView, error) {
	s := &sheetView{Content: content, Serial: v.T("paper.unnumbered"), Date: v.T("paper.undated")}
	for _, l := range content.Lines {
		last := len(s.Rows) - 1
		if !l.Wide && last >= 0 && len(s.Rows[last]) == 1 && !s.Rows[last][0].Wide {
			s.Rows[last] = append(s.Rows[last], l)
			continue
		}
		s.Rows = append(s.Rows, []paper.Said{l})
	}
	s.Landscape = content.Table != nil && len(content.Table.Columns) >= wideTable
	if issued == nil {
		return s, nil
	}
	s.Serial, s.Date, s.Code = issued.Serial, paper.Date(issued.Issued, v.Cal.Location()), issued.Code
	if issued.Voided != nil {
		s.Void = v.T("paper.void.mark", v.Stamp(*issued.Voided), issued.Why)
	}
	s.Where = check
	code, err := newQR(check + "?code=" + url.QueryEscape(issued.Code))
	s.QR = &code
	return s, err
}

// checkAddress is where anybody has a paper checked.
func (s *Room) checkAddress(v *visit) string {
	scheme := "http"
	if s.Deps.Secure {
		scheme = "https"
	}
	return scheme + "://" + v.C.Request.Host + "/public/paper"
}

// paperView is an issued paper, to be read and printed.
type paperView struct {
	kernel.Frame
	Sheet   *sheetView
	ID      string
	Back    string
	XLSX    string // where its table is had
	Void    bool   // he may void it
	Summary []kernel.Problem
	Reason  kernel.FieldView
}

// paperPage shows an issued paper.
func (s *Room) paperPage(v *visit) error { return s.renderPaper(v, http.StatusOK, nil) }

func (s *Room) renderPaper(v *visit, status int, refused error) error {
	row, err := s.counter.Paper(v.Ctx, v.Who, v.C.Param("paper"))
	if err != nil {
		return err
	}
	if row.Content.Table != nil && v.Query("format") == sheet.XLSX {
		return v.tableOf(row)
	}
	f, err := s.Frame(v.Visit, "registers", v.Pick(row.Name, row.NameEn)+" "+row.Serial)
	if err != nil {
		return err
	}
	view := &paperView{Frame: f, ID: row.ID, Back: "/registers", Reason: kernel.FieldView{
		ID: "void-reason", Name: "reason", Type: "textarea", Label: v.T("field.reason"), Required: true, Value: v.Form("reason"),
	}}
	if row.Number != "" {
		view.Back = "/cases/" + row.Number + "#papers"
	}
	if row.Content.Table != nil {
		view.XLSX = "/papers/" + row.ID + "?format=" + sheet.XLSX
	}
	if view.Sheet, err = v.sheet(*row.Content, &row, s.checkAddress(v)); err != nil {
		return err
	}
	if view.Void, err = s.mayVoid(v, row); err != nil {
		return err
	}
	fields := []kernel.FieldView{view.Reason}
	view.Summary = v.Attach(fields, refused)
	view.Reason = fields[0]
	return s.Render(v.Visit, status, "paper", view)
}

// tableOf sends the table of a paper as it was frozen, under its number.
func (v *visit) tableOf(row papers.Paper) error {
	table := [][]string{{}}
	for _, c := range row.Content.Table.Columns {
		table[0] = append(table[0], c.Label)
	}
	raw, err := sheet.Write(sheet.XLSX, append(table, row.Content.Table.Rows...))
	if err != nil {
		return err
	}
	v.C.Header("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(row.Serial)+".xlsx")
	v.C.Data(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", raw)
	return nil
}

func (s *Room) mayVoid(v *visit, row papers.Paper) (bool, error) {
	office, err := s.Office(v.Ctx)
	if err != nil || row.Voided != nil || row.By == "" { // nobody voids what the law issued
		return false, err
	}
	subject := access.Subject{Kind: row.Kind, Unit: row.Unit}
	if row.Number != "" {
		view, err := s.counter.Case(v.Ctx, v.Who, row.Number)
		if err != nil {
			return false, err
		}
		subject = v.SubjectOf(view)
	}
	_, refused := v.Rights.Decide(v.Who, access.PaperVoid, subject, office.Tree())
	return refused == nil, nil
}

// voidPaper takes a paper back; it stays to be read, marked void.
func (s *Room) voidPaper(v *visit) error {
	id := v.C.Param("paper")
	_, err := s.counter.VoidPaper(v.Ctx, v.Who, id, v.Form("reason"))
	switch {
	case err == nil:
		return v.Redirect("/papers/" + id)
	case !mendable(err):
		return err
	}
	return s.renderPaper(v, http.StatusUnprocessableEntity, err)
}

// mendable tells a refusal that belongs beside what was typed.
func mendable(err error) bool {
	found := core.RefusalsOf(err)
	return len(found) > 0 && !slices.ContainsFunc(found, func(e *casework.Error) bool {
		return e.Code == casework.Forbidden || e.Code == casework.NotFound || e.Code == casework.UnknownForm
	})
}

// paperCheckView tells whether a paper somebody holds is genuine.
type paperCheckView struct {
	kernel.Frame
	Code    kernel.FieldView
	Summary []kernel.Problem
	Asked   bool
	Valid   bool
	Facts   []kernel.Fact // nothing of what stands on it
}

// checkPaper answers whoever holds a paper.
func (s *Room) checkPaper(v *visit) error {
	f, err := s.Frame(v.Visit, "", v.T("check.title"))
	if err != nil {
		return err
	}
	f.Home = "/public"
	typed := strings.TrimSpace(v.Query("code"))
	view := &paperCheckView{Frame: f, Code: kernel.FieldView{
		ID: "check-code", Name: "code", Type: "text", Label: v.T("check.code"), Hint: v.T("check.hint"), Required: true, Value: typed, Auto: "off",
	}}
	if typed == "" {
		return s.Render(v.Visit, http.StatusOK, "papercheck", view)
	}
	var found papers.Checked
	err = s.LooksUp(v.Visit, "paper", func() (err error) {
		found, err = s.counter.CheckPaper(v.Ctx, typed)
		return err
	})
	switch {
	case err == nil:
		office, err := s.Office(v.Ctx)
		if err != nil {
			return err
		}
		unit := found.UnitName
		if of := v.UnitName(office, found.Unit); of != found.Unit {
			unit = of
		}
		view.Asked, view.Valid = true, found.Valid
		view.Facts = []kernel.Fact{
			{Name: v.T("check.form"), Value: v.Pick(found.Name, found.NameEn)}, {Name: v.T("check.serial"), Value: found.Serial},
			{Name: v.T("check.unit"), Value: unit}, {Name: v.T("check.date"), Value: v.FullDay(found.Issued)},
		}
		return s.Render(v.Visit, http.StatusOK, "papercheck", view)
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.TooMany:
		return err
	}
	view.Code.Errors = []string{v.T("check.none")}
	view.Summary = []kernel.Problem{{Href: "#check-code", Text: v.T("check.none")}}
	return s.Render(v.Visit, http.StatusNotFound, "papercheck", view)
}
