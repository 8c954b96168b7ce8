package web

import (
	"net/http"
	"strings"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// complainView is the public form of a kind: a complaint (R065 to R068), a petition
// (信访工作条例 17).
type complainView struct {
	frame
	Kind, Name                      string
	Lead, Sealed, Anonymous, Submit string
	Key                             string
	Summary                         []problem
	Fields                          []fieldView
	Phone                           string
	Place                           string
}

// complainedView answers it: number and query code, which are shown this once.
type complainedView struct {
	frame
	Number, Code string
	Next         string // what comes of it, or that without a name it is no complaint (R067)
}

// trap is a field nobody sees; what fills it in is no person.
const trap = "website"

// complainPage shows the form; nobody signs in for it.
func (s *site) complainPage(v *visit) error { return s.renderComplain(v, http.StatusOK, nil) }

func (s *site) renderComplain(v *visit, status int, refused error) error {
	of := casework.Kind(v.c.Param("kind"))
	item, err := s.deps.Counter.PublicForm(v.ctx, of)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	name := v.own("complain.title", of)
	view := &complainView{frame: v.publicFrame(string(of), name), Kind: string(of), Name: name, Key: newKey(), Phone: item.Phone, Place: item.Place}
	view.Lead, view.Sealed = v.own("complain.lead", of), v.own("complain.sealed", of)
	view.Anonymous, view.Submit = v.own("complain.anonymous", of), v.own("complain.submit", of)
	if sent := v.form("key"); sent != "" && refused != nil {
		view.Key = sent
	}
	view.Fields = v.itemFields(item, office)
	for i := range view.Fields {
		f := &view.Fields[i]
		if t, ok := label.Find("complain.hint." + strings.TrimPrefix(f.Name, "fields.")); ok {
			f.Hint = t.In(v.lang)
		}
	}
	view.Summary = v.attach(view.Fields, refused)
	return s.render(v, status, "complain", view)
}

// complain takes the complaint in. What a machine filled in is refused without a
// reason it could learn from.
func (s *site) complain(v *visit) error {
	if err := s.takes(v); err != nil {
		return err
	}
	if v.form(trap) != "" {
		return casework.Errorf(casework.Invalid, "public form")
	}
	of := casework.Kind(v.c.Param("kind"))
	item, err := s.deps.Counter.PublicForm(v.ctx, of)
	if err != nil {
		return err
	}
	fields := v.typedFields(item)
	receipt, err := s.deps.Counter.Complain(v.ctx, of, fields, v.form("key"))
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 {
			return err
		}
		return s.renderComplain(v, http.StatusUnprocessableEntity, err)
	}
	next := v.own("complain.next", of)
	if fields[casework.FactAnonymous] == "true" {
		next = v.own("complain.suggestion", of)
	}
	return s.render(v, http.StatusOK, "complained", &complainedView{
		frame: v.publicFrame(string(of), v.t("complain.done")), Number: receipt.Number, Code: receipt.Code, Next: next,
	})
}

// own are words of a page as they are said of a kind, where it has its own.
func (v *visit) own(key string, of casework.Kind) string {
	if t, ok := label.Find(key + "." + string(of)); ok {
		return t.In(v.lang)
	}
	return v.t(key)
}

// progressView follows a case by number and query code.
type progressView struct {
	frame
	Summary []problem
	Fields  []fieldView
	Found   *foundView
}

// foundView is all the code opens.
type foundView struct {
	Number, Code, Key   string
	Kind, Stage, Result string
	Due, Outcome, Reply string
	Rated               string
	Reason, Basis       string // why it is no complaint
	Accounted           string
	Rate                []fieldView // empty: there is nothing to rate
	RateVerb            string
}

func (s *site) progressPage(v *visit) error { return s.renderProgress(v, http.StatusOK, nil, nil) }

func (s *site) renderProgress(v *visit, status int, found *foundView, refused error) error {
	view := &progressView{frame: v.publicFrame("progress", v.t("progress.title")), Found: found}
	if found == nil {
		view.Fields = []fieldView{
			{ID: "number", Name: "number", Type: "text", Label: v.t("progress.number"), Hint: v.t("progress.number.hint"), Required: true, Value: v.form("number"), Auto: "off"},
			{ID: "code", Name: "code", Type: "text", Label: v.t("progress.code"), Hint: v.t("progress.code.hint"), Required: true, Auto: "off"},
		}
		view.Summary = v.attach(view.Fields, refused)
	} else {
		view.Summary = v.attach(found.Rate, refused)
	}
	return s.render(v, status, "progress", view)
}

// follow looks a case up by its number and code; wrong ones are counted.
func (s *site) follow(v *visit, number, code string) (got cases.Progress, err error) {
	err = s.looksUp(v, number, func() error {
		got, err = s.deps.Counter.Progress(v.ctx, number, code)
		return err
	})
	return got, err
}

// progress shows how a case fares. A wrong number and a wrong code are one answer.
func (s *site) progress(v *visit) error {
	number, code := strings.TrimSpace(v.form("number")), v.form("code")
	got, err := s.follow(v, number, code)
	if err != nil {
		if len(core.RefusalsOf(err)) == 0 || casework.CodeOf(err) == casework.TooMany {
			return err
		}
		return s.renderProgress(v, http.StatusUnprocessableEntity, nil, err)
	}
	return s.renderProgress(v, http.StatusOK, v.found(got, code), nil)
}

// rate takes what the complainant thinks of the reply (R074, R078).
func (s *site) rate(v *visit) error {
	number, code := strings.TrimSpace(v.form("number")), v.form("code")
	of, _, _, _ := v.kinds.Parse(number)
	form, _ := v.kinds.Form(of, casework.Rate)
	var refused error
	if err := s.looksUp(v, number, func() error {
		_, refused = s.deps.Counter.RateByCode(v.ctx, number, code, v.raw(form), v.form("key"))
		if casework.CodeOf(refused) == casework.WrongCode {
			return refused
		}
		return nil
	}); casework.CodeOf(err) == casework.TooMany {
		return err
	}
	if refused != nil && len(core.RefusalsOf(refused)) == 0 {
		return refused
	}
	got, err := s.deps.Counter.Progress(v.ctx, number, code)
	switch {
	case err != nil && len(core.RefusalsOf(err)) > 0:
		return s.renderProgress(v, http.StatusUnprocessableEntity, nil, err)
	case err != nil:
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = http.StatusUnprocessableEntity
	}
	return s.renderProgress(v, status, v.found(got, code), refused)
}

func (v *visit) found(p cases.Progress, code string) *foundView {
	out := &foundView{
		Number: p.Number, Code: code, Key: newKey(), Kind: v.kind(p.Kind), Stage: words.Say(v.lang, words.Stage, p.Stage), Due: p.Due, Reply: p.Reply,
		Reason: p.Reason, Basis: p.Basis,
	}
	if p.Result != "" {
		out.Result = v.result(p.Kind, p.Result)
	}
	if p.Outcome != "" {
		out.Outcome = words.Say(v.lang, words.Choice, p.Outcome)
	}
	if p.Accounted != "" {
		out.Accounted = words.Say(v.lang, words.Account, p.Accounted)
	}
	if p.Rated != "" {
		out.Rated = words.Say(v.lang, words.Choice, p.Rated)
	}
	if form, ok := v.kinds.Form(p.Kind, casework.Rate); ok && p.Rate {
		out.RateVerb = v.verb(p.Kind, casework.Rate)
		for _, f := range form.Fields {
			q := v.field(p.Kind, form.Command, f, nil, policy.Item{}, v.c.Request.PostForm[f.Name])
			if f.Type == casework.FieldChoice {
				q.Type = "radio"
			}
			out.Rate = append(out.Rate, q)
		}
	}
	return out
}
