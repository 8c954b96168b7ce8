package papers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// paperIssueView asks the issuer's own words, shows the paper, and issues it.
type paperIssueView struct {
	kernel.Frame
	Name, Rule  string
	Back        string
	Action      string
	Key, Digest string
	Unit        *kernel.FieldView // of a paper that is of no case
	Fields      []kernel.FieldView
	Summary     []kernel.Problem
	Waits       []kernel.Problem // why there is nothing to be issued yet; nobody has sent anything
	Sheet       *sheetView
	Keeps       bool // what is written of it is kept until it is issued
	Begun       *begunView
	Others      []begunView // what colleagues have written of it besides
}

// begunView is how far a report was written.
type begunView struct {
	By, At string
	Mine   bool
	Said   []kernel.Fact
}

// paperForm shows the questions of a paper, and the paper where nothing is asked.
func (s *Room) paperForm(v *visit) error {
	return s.renderIssue(v, http.StatusOK, v.paperRequest(), kernel.NewKey(), nil)
}

// issuePaper shows the paper with what was typed, or issues what was shown.
func (s *Room) issuePaper(v *visit) error {
	in := v.paperRequest()
	if kernel.Asked(v.Visit) {
		return s.keepReport(v, in)
	}
	if v.Form("do") != "issue" {
		return s.renderIssue(v, http.StatusOK, in, v.Form("key"), nil)
	}
	row, err := s.counter.IssuePaper(v.Ctx, v.Who, in, v.Form("digest"), v.Form("key"))
	switch {
	case err == nil:
		return v.Redirect("/papers/" + row.ID)
	case !mendable(err):
		return err
	}
	return s.renderIssue(v, http.StatusUnprocessableEntity, in, kernel.NewKey(), err)
}

func (v *visit) paperRequest() papers.PaperRequest {
	in := papers.PaperRequest{Form: v.C.Param("form"), Number: v.C.Param("number"), Unit: v.Query("unit"), Asked: map[string]string{}}
	if v.C.Request.Method != http.MethodPost {
		return in
	}
	in.Unit = v.Form("unit")
	for name, values := range v.C.Request.PostForm {
		if rest, ok := cutAsked(name); ok && len(values) > 0 {
			in.Asked[rest] = values[0]
		}
	}
	return in
}

func cutAsked(name string) (string, bool) {
	const prefix = "asked."
	if len(name) <= len(prefix) || name[:len(prefix)] != prefix {
		return "", false
	}
	return name[len(prefix):], true
}

func (s *Room) renderIssue(v *visit, status int, in papers.PaperRequest, key string, refused error) error {
	form, err := s.counter.PaperForm(v.Ctx, v.Who, in)
	if err != nil {
		return err
	}
	if v.C.Request.Method != http.MethodPost {
		for _, q := range form.Questions() {
			in.Asked[q.Name] = q.Default
			if asked := v.Query(q.Name); asked != "" && q.Type == "date" { // of which time: a duty leads to that of its round
				in.Asked[q.Name] = asked
			}
		}
	}
	begun, others, keeps, err := s.begun(v, form, in)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "registers", v.Pick(form.Name, form.NameEn))
	if err != nil {
		return err
	}
	view := &paperIssueView{Frame: f, Name: v.Pick(form.Name, form.NameEn), Rule: form.Basis, Key: key, Back: "/registers", Action: "/registers/issue/" + form.Code, Begun: begun, Others: others, Keeps: keeps}
	if in.Number != "" {
		view.Back, view.Action = "/cases/"+in.Number+"#papers", "/cases/"+in.Number+"/papers/"+form.Code
		view.Find = in.Number
	} else if view.Unit, err = s.unitField(v, in.Unit); err != nil {
		return err
	}
	view.Fields = v.questions(form, in.Asked)
	if refused == nil && keeps && v.C.Request.Method != http.MethodPost && !answered(form, in.Asked) {
		if err := s.sketch(v, in, view); err != nil {
			return err
		}
	} else if refused == nil && (v.C.Request.Method == http.MethodPost || answered(form, in.Asked)) {
		var draft papers.Draft
		if draft, refused = s.counter.DraftPaper(v.Ctx, v.Who, in); refused == nil {
			view.Digest = draft.Digest
			if view.Sheet, err = v.sheet(draft.Content, nil, ""); err != nil {
				return err
			}
		} else if !mendable(refused) {
			return refused
		}
		if refused != nil && v.C.Request.Method == http.MethodPost {
			status = http.StatusUnprocessableEntity
		}
	}
	switch told := v.paperRefusal(refused); {
	case refused == nil:
	case v.C.Request.Method == http.MethodPost:
		view.Summary = v.Attach(view.Fields, told)
	default: // a page that was only opened has nothing wrong on it
		view.Waits = v.Attach(slices.Clone(view.Fields), told)
	}
	return s.Render(v.Visit, status, "paperissue", view)
}

// answered tells whether nothing need be asked before a paper can be shown.
func answered(f paper.Form, asked map[string]string) bool {
	for _, q := range f.Questions() {
		if q.Required && asked[q.Name] == "" {
			return false
		}
	}
	return true
}

// paperRefusal says which line of a paper nothing is known for.
func (v *visit) paperRefusal(err error) error {
	if casework.CodeOf(err) != casework.PaperIncomplete {
		return err
	}
	e := core.RefusalsOf(err)[0]
	return kernel.Told{Text: v.UnderRule(v.T("paper.incomplete", e.Field), e.Rule), Cause: &casework.Error{Code: e.Code, Rule: e.Rule}}
}

func (v *visit) questions(f paper.Form, asked map[string]string) []kernel.FieldView {
	var out []kernel.FieldView
	for i, q := range f.Questions() {
		field := kernel.FieldView{
			ID: "asked-" + strconv.Itoa(i), Name: "asked." + q.Name, Type: q.Type, Label: v.Pick(q.Label, q.LabelEn), Hint: v.Pick(q.Hint, q.HintEn),
			Required: q.Required, Value: asked[q.Name], Auto: "off",
		}
		for _, o := range q.Options {
			field.Options = append(field.Options, kernel.OptionView{Value: o, Label: o, On: o == asked[q.Name]})
		}
		out = append(out, field)
	}
	return out
}

// unitField offers the units a list may be made for.
func (s *Room) unitField(v *visit, chosen string) (*kernel.FieldView, error) {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return nil, err
	}
	f := &kernel.FieldView{ID: "paper-unit", Name: "unit", Type: "select", Label: v.T("case.unit"), Value: chosen, Hint: v.T("paper.unit.hint")}
	for _, u := range office.Units {
		f.Options = append(f.Options, kernel.OptionView{Value: u.ID, Label: v.UnitName(office, u.ID), On: u.ID == chosen})
	}
	return f, nil
}

// registerPath leads to a register over the period it was shown for.
func registerPath(code, from, until string) string {
	return "/registers/" + code + "?" + url.Values{"from": {from}, "until": {until}}.Encode()
}
