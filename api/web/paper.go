package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
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
	s := &sheetView{Content: content, Serial: v.t("paper.unnumbered"), Date: v.t("paper.undated")}
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
	s.Serial, s.Date, s.Code = issued.Serial, paper.Date(issued.Issued, v.cal.Location()), issued.Code
	if issued.Voided != nil {
		s.Void = v.t("paper.void.mark", v.stamp(*issued.Voided), issued.Why)
	}
	s.Where = check
	code, err := newQR(check + "?code=" + url.QueryEscape(issued.Code))
	s.QR = &code
	return s, err
}

// checkAddress is where anybody has a paper checked.
func (s *site) checkAddress(v *visit) string {
	scheme := "http"
	if s.deps.Secure {
		scheme = "https"
	}
	return scheme + "://" + v.c.Request.Host + "/public/paper"
}

// paperView is an issued paper, to be read and printed.
type paperView struct {
	frame
	Sheet   *sheetView
	ID      string
	Back    string
	Void    bool // he may void it
	Summary []problem
	Reason  fieldView
}

// paperPage shows an issued paper.
func (s *site) paperPage(v *visit) error { return s.renderPaper(v, http.StatusOK, nil) }

func (s *site) renderPaper(v *visit, status int, refused error) error {
	row, err := s.deps.Counter.Paper(v.ctx, v.who, v.c.Param("paper"))
	if err != nil {
		return err
	}
	f, err := s.frame(v, "registers", v.pick(row.Name, row.NameEn)+" "+row.Serial)
	if err != nil {
		return err
	}
	view := &paperView{frame: f, ID: row.ID, Back: "/registers", Reason: fieldView{
		ID: "void-reason", Name: "reason", Type: "textarea", Label: v.t("field.reason"), Required: true, Value: v.form("reason"),
	}}
	if row.Number != "" {
		view.Back = "/cases/" + row.Number + "#papers"
	}
	if view.Sheet, err = v.sheet(*row.Content, &row, s.checkAddress(v)); err != nil {
		return err
	}
	if view.Void, err = s.mayVoid(v, row); err != nil {
		return err
	}
	fields := []fieldView{view.Reason}
	view.Summary = v.attach(fields, refused)
	view.Reason = fields[0]
	return s.render(v, status, "paper", view)
}

func (s *site) mayVoid(v *visit, row papers.Paper) (bool, error) {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil || row.Voided != nil {
		return false, err
	}
	subject := access.Subject{Kind: row.Kind, Unit: row.Unit}
	if row.Number != "" {
		view, err := s.deps.Counter.Case(v.ctx, v.who, row.Number)
		if err != nil {
			return false, err
		}
		subject = v.subjectOf(view)
	}
	_, refused := v.rights.Decide(v.who, access.PaperVoid, subject, access.NewTree(office.Units))
	return refused == nil, nil
}

// voidPaper takes a paper back; it stays to be read, marked void.
func (s *site) voidPaper(v *visit) error {
	id := v.c.Param("paper")
	_, err := s.deps.Counter.VoidPaper(v.ctx, v.who, id, v.form("reason"))
	switch {
	case err == nil:
		return v.redirect("/papers/" + id)
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
	frame
	Code    fieldView
	Summary []problem
	Asked   bool
	Valid   bool
	Facts   []fact // nothing of what stands on it
}

// checkPaper answers whoever holds a paper.
func (s *site) checkPaper(v *visit) error {
	f, err := s.frame(v, "", v.t("check.title"))
	if err != nil {
		return err
	}
	f.Home = "/public"
	typed := strings.TrimSpace(v.query("code"))
	view := &paperCheckView{frame: f, Code: fieldView{
		ID: "check-code", Name: "code", Type: "text", Label: v.t("check.code"), Hint: v.t("check.hint"), Required: true, Value: typed, Auto: "off",
	}}
	if typed == "" {
		return s.render(v, http.StatusOK, "papercheck", view)
	}
	var found papers.Checked
	err = s.looksUp(v, "paper", func() (err error) {
		found, err = s.deps.Counter.CheckPaper(v.ctx, typed)
		return err
	})
	switch {
	case err == nil:
		view.Asked, view.Valid = true, found.Valid
		view.Facts = []fact{
			{v.t("check.form"), v.pick(found.Name, found.NameEn)}, {v.t("check.serial"), found.Serial},
			{v.t("check.unit"), found.UnitName}, {v.t("check.date"), paper.Date(found.Issued, v.cal.Location())},
		}
		return s.render(v, http.StatusOK, "papercheck", view)
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.TooMany:
		return err
	}
	view.Code.Errors = []string{v.t("check.none")}
	view.Summary = []problem{{Href: "#check-code", Text: v.t("check.none")}}
	return s.render(v, http.StatusNotFound, "papercheck", view)
}
