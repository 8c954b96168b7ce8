package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// paperIssueView asks the issuer's own words, shows the paper, and issues it.
type paperIssueView struct {
	frame
	Name, Rule  string
	Back        string
	Action      string
	Key, Digest string
	Unit        *fieldView // of a paper that is of no case
	Fields      []fieldView
	Summary     []problem
	Sheet       *sheetView
}

// paperForm shows the questions of a paper, and the paper where nothing is asked.
func (s *site) paperForm(v *visit) error {
	return s.renderIssue(v, http.StatusOK, v.paperRequest(), newKey(), nil)
}

// issuePaper shows the paper with what was typed, or issues what was shown.
func (s *site) issuePaper(v *visit) error {
	in := v.paperRequest()
	if v.form("do") != "issue" {
		return s.renderIssue(v, http.StatusOK, in, v.form("key"), nil)
	}
	row, err := s.deps.Counter.IssuePaper(v.ctx, v.who, in, v.form("digest"), v.form("key"))
	switch {
	case err == nil:
		return v.redirect("/papers/" + row.ID)
	case !mendable(err):
		return err
	}
	return s.renderIssue(v, http.StatusUnprocessableEntity, in, newKey(), err)
}

func (v *visit) paperRequest() papers.PaperRequest {
	in := papers.PaperRequest{Form: v.c.Param("form"), Number: v.c.Param("number"), Unit: v.query("unit"), Asked: map[string]string{}}
	if v.c.Request.Method != http.MethodPost {
		return in
	}
	in.Unit = v.form("unit")
	for name, values := range v.c.Request.PostForm {
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

func (s *site) renderIssue(v *visit, status int, in papers.PaperRequest, key string, refused error) error {
	form, err := s.deps.Counter.PaperForm(v.ctx, v.who, in)
	if err != nil {
		return err
	}
	if v.c.Request.Method != http.MethodPost {
		for _, q := range form.Questions() {
			in.Asked[q.Name] = q.Default
		}
	}
	f, err := s.frame(v, "registers", v.pick(form.Name, form.NameEn))
	if err != nil {
		return err
	}
	view := &paperIssueView{frame: f, Name: v.pick(form.Name, form.NameEn), Rule: form.Basis, Key: key, Back: "/registers", Action: "/registers/issue/" + form.Code}
	if in.Number != "" {
		view.Back, view.Action = "/cases/"+in.Number+"#papers", "/cases/"+in.Number+"/papers/"+form.Code
		view.Find = in.Number
	} else if view.Unit, err = s.unitField(v, in.Unit); err != nil {
		return err
	}
	view.Fields = v.questions(form, in.Asked)
	if refused == nil && (v.c.Request.Method == http.MethodPost || answered(form, in.Asked)) {
		var draft papers.Draft
		if draft, refused = s.deps.Counter.DraftPaper(v.ctx, v.who, in); refused == nil {
			view.Digest = draft.Digest
			if view.Sheet, err = v.sheet(draft.Content, nil, ""); err != nil {
				return err
			}
		} else if !mendable(refused) {
			return refused
		}
		if refused != nil && v.c.Request.Method == http.MethodPost {
			status = http.StatusUnprocessableEntity
		}
	}
	view.Summary = v.attach(view.Fields, v.paperRefusal(refused))
	return s.render(v, status, "paperissue", view)
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
	return told{v.underRule(v.t("paper.incomplete", e.Field), e.Rule), &casework.Error{Code: e.Code, Rule: e.Rule}}
}

func (v *visit) questions(f paper.Form, asked map[string]string) []fieldView {
	var out []fieldView
	for i, q := range f.Questions() {
		field := fieldView{
			ID: "asked-" + strconv.Itoa(i), Name: "asked." + q.Name, Type: q.Type, Label: v.pick(q.Label, q.LabelEn), Hint: q.Hint,
			Required: q.Required, Value: asked[q.Name], Auto: "off",
		}
		for _, o := range q.Options {
			field.Options = append(field.Options, optionView{Value: o, Label: o, On: o == asked[q.Name]})
		}
		out = append(out, field)
	}
	return out
}

// unitField offers the units a list may be made for.
func (s *site) unitField(v *visit, chosen string) (*fieldView, error) {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return nil, err
	}
	f := &fieldView{ID: "paper-unit", Name: "unit", Type: "select", Label: v.t("case.unit"), Value: chosen, Hint: v.t("paper.unit.hint")}
	for _, u := range office.Units {
		f.Options = append(f.Options, optionView{Value: u.ID, Label: v.unitName(office, u.ID), On: u.ID == chosen})
	}
	return f, nil
}

// registerPath leads to a register over the period it was shown for.
func registerPath(code, from, until string) string {
	return "/registers/" + code + "?" + url.Values{"from": {from}, "until": {until}}.Encode()
}
