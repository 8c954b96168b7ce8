package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/words"
)

// absencesView lists absences: those to be granted, one's own, and those of
// others that one may see.
type absencesView struct {
	frame
	Groups []absenceGroup
}

type absenceGroup struct {
	ID, Title, Empty string
	Decide           string // the button of each row, which leads to its decision
	Rows             []absenceRow
}

type absenceRow struct {
	Number, Person, Form, From, Until, Stage string
}

type absenceFormView struct {
	frame
	Key     string
	Summary []problem
	Fields  []fieldView
}

// absences lists what waits for one's grant, then one's own, then the others.
func (s *site) absences(v *visit) error {
	asked, err := s.deps.Counter.Asked(v.ctx, v.who)
	if err != nil {
		return err
	}
	list, err := s.deps.Counter.Cases(v.ctx, v.who, cases.CasesFilter{Kind: v.kinds.Leave(), Page: core.Page{Limit: deskRows}})
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("absence.list"))
	if err != nil {
		return err
	}
	return s.render(v, http.StatusOK, "absences", &absencesView{frame: f, Groups: v.absenceGroups(asked, list.Rows, office)})
}

// absenceGroups sorts absences by what they are to the reader; an empty group is
// left out, but for his own.
func (v *visit) absenceGroups(asked, all []casework.CaseView, office *core.Office) []absenceGroup {
	waiting := absenceGroup{ID: "asked", Title: v.t("absence.asked"), Decide: v.verb(v.kinds.Leave(), casework.Approve)}
	mine := absenceGroup{ID: "mine", Title: v.t("absence.mine"), Empty: v.t("absence.mine.none")}
	others := absenceGroup{ID: "others", Title: v.t("absence.others")}
	for _, c := range asked {
		waiting.Rows = append(waiting.Rows, v.absenceRow(c, office))
	}
	for _, c := range all {
		switch {
		case slices.ContainsFunc(asked, func(a casework.CaseView) bool { return a.Number == c.Number }): // told above
		case stateOf(c).Facts["person"] == v.who.Person:
			mine.Rows = append(mine.Rows, v.absenceRow(c, office))
		default:
			others.Rows = append(others.Rows, v.absenceRow(c, office))
		}
	}
	return slices.DeleteFunc([]absenceGroup{waiting, mine, others}, func(g absenceGroup) bool { return len(g.Rows) == 0 && g.Empty == "" })
}

func (v *visit) absenceRow(c casework.CaseView, office *core.Office) absenceRow {
	state := stateOf(c)
	r := absenceRow{
		Number: c.Number, Person: personName(office, state.Facts["person"]), Form: words.Say(v.lang, words.AbsenceForm, state.Facts["form"]),
		Stage: words.Say(v.lang, words.Stage, c.Stage),
	}
	if state.Facts["form"] == core.FormVacancy {
		r.Person, r.From = v.postName(office, c.Post, c.PostName), v.stamp(c.Received)
	}
	if state.Term != nil {
		r.From, r.Until = v.stamp(state.Term.From), v.stamp(state.Term.To)
	}
	if c.Closed != nil {
		r.Stage = v.result(c.Kind, c.Result)
	}
	return r
}

// absencePage shows the form of an absence.
func (s *site) absencePage(v *visit) error { return s.renderAbsence(v, http.StatusOK, nil) }

func (s *site) renderAbsence(v *visit, status int, refused error) error {
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("absence.new"))
	if err != nil {
		return err
	}
	view := &absenceFormView{frame: f, Key: newKey(), Fields: v.absenceFields(office)}
	view.Summary = v.attach(view.Fields, refused)
	return s.render(v, status, "absence", view)
}

// absenceFields are the questions of the form, with what was typed. Who may take
// down another's call is asked whose it is (R183).
func (v *visit) absenceFields(office *core.Office) []fieldView {
	typed := v.c.Request.PostForm
	var out []fieldView
	if people := v.callers(office); len(people) > 0 {
		who := fieldView{ID: "f-person", Name: "person", Type: "select", Label: v.t("absence.person"), Hint: v.t("absence.person.hint"), Value: typed.Get("person")}
		for _, p := range people {
			who.Options = append(who.Options, optionView{Value: p.ID, Label: p.Name, On: p.ID == who.Value})
		}
		out = append(out, who)
	}
	form := fieldView{ID: "f-form", Name: "form", Type: "radio", Label: v.t("absence.form"), Required: true, Value: typed.Get("form")}
	for _, code := range roster.AbsenceForms {
		form.Options = append(form.Options, optionView{Value: code, Label: v.t("form." + code), Note: v.t("form." + code + ".hint"), On: code == form.Value})
	}
	out = append(out, form,
		fieldView{ID: "f-from", Name: "from", Type: "datetime-local", Label: v.t("absence.from"), Hint: v.t("absence.from.hint"), Required: true, Value: typed.Get("from")},
		fieldView{ID: "f-until", Name: "until", Type: "datetime-local", Label: v.t("absence.until"), Hint: v.t("absence.until.hint"), Required: true, Value: typed.Get("until")})
	for _, q := range roster.AbsenceFields {
		out = append(out, fieldView{
			ID: "f-" + q.Name, Name: "fields." + q.Name, Type: q.Type, Label: v.pick(q.Label, q.LabelEn), Hint: v.t("absence." + q.Name + ".hint"),
			Required: q.Required, Value: typed.Get("fields." + q.Name), Auto: "off",
		})
	}
	return out
}

// callers are the people whose telephone call one may take down.
func (v *visit) callers(office *core.Office) []casework.Person {
	tree := access.NewTree(office.Units)
	return slices.DeleteFunc(slices.Clone(office.Persons), func(p casework.Person) bool {
		_, err := v.rights.Decide(v.who, access.CaseRegister, access.Subject{Kind: v.kinds.Leave(), Unit: p.Unit, Concerned: p.ID}, tree)
		return err != nil || !p.Active || p.ID == v.who.Person
	})
}

// askAbsence takes in an absence and leads to it.
func (s *site) askAbsence(v *visit) error {
	in, err := v.absenceOf()
	var receipt core.Receipt
	if err == nil {
		receipt, err = s.deps.Counter.Register(v.ctx, v.who, in, v.form("key"))
	}
	switch {
	case err == nil:
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden:
		return err
	default:
		return s.renderAbsence(v, http.StatusUnprocessableEntity, err)
	}
	key := "register.done"
	if receipt.Pending {
		key = "register.pending"
	}
	s.flash(v, key, receipt.Number)
	return v.redirect("/cases/" + receipt.Number)
}

// absenceOf reads the form. A time that was left out is the counter's to refuse,
// with everything else; one that cannot be read is refused here.
func (v *visit) absenceOf() (core.Registration, error) {
	req := &core.AbsenceRequest{Person: v.form("person"), Form: v.form("form")}
	in := core.Registration{Kind: v.kinds.Leave(), Absence: req, Fields: map[string]string{}}
	var refused core.Refusals
	for _, t := range []struct {
		name string
		into *time.Time
	}{{"from", &req.From}, {"until", &req.Until}} {
		text := v.form(t.name)
		if text == "" {
			continue
		}
		at, err := cases.ParseTime(text)
		if err != nil {
			refused = append(refused, casework.FieldError(casework.Invalid, t.name, "date-time"))
		}
		*t.into = at
	}
	for _, q := range roster.AbsenceFields {
		if text := strings.ReplaceAll(v.form("fields."+q.Name), "\r\n", "\n"); text != "" {
			in.Fields[q.Name] = text
		}
	}
	if len(refused) > 0 {
		return in, refused
	}
	return in, nil
}
