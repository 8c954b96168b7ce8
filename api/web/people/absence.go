package people

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// absencesView lists absences: those to be granted, one's own, and those of
// others that one may see.
type absencesView struct {
	kernel.Frame
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
	kernel.Frame
	Key     string
	Summary []kernel.Problem
	Fields  []kernel.FieldView
}

// absences lists what waits for one's grant, then one's own, then the others.
func (s *Room) absences(v *visit) error {
	asked, err := s.counter.Asked(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	list, err := s.counter.Cases(v.Ctx, v.Who, cases.CasesFilter{Kind: v.Kinds.Leave(), Page: core.Page{Limit: kernel.DeskRows}})
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("absence.list"))
	if err != nil {
		return err
	}
	return s.Render(v.Visit, http.StatusOK, "absences", &absencesView{Frame: f, Groups: v.absenceGroups(asked, list.Rows, office)})
}

// absenceGroups sorts absences by what they are to the reader; an empty group is
// left out, but for his own.
func (v *visit) absenceGroups(asked, all []casework.CaseView, office *core.Office) []absenceGroup {
	waiting := absenceGroup{ID: "asked", Title: v.T("absence.asked"), Decide: v.Verb(v.Kinds.Leave(), casework.Approve)}
	mine := absenceGroup{ID: "mine", Title: v.T("absence.mine"), Empty: v.T("absence.mine.none")}
	others := absenceGroup{ID: "others", Title: v.T("absence.others")}
	for _, c := range asked {
		waiting.Rows = append(waiting.Rows, v.absenceRow(c, office))
	}
	for _, c := range all {
		switch {
		case slices.ContainsFunc(asked, func(a casework.CaseView) bool { return a.Number == c.Number }): // told above
		case kernel.StateOf(c).Facts["person"] == v.Who.Person:
			mine.Rows = append(mine.Rows, v.absenceRow(c, office))
		default:
			others.Rows = append(others.Rows, v.absenceRow(c, office))
		}
	}
	return slices.DeleteFunc([]absenceGroup{waiting, mine, others}, func(g absenceGroup) bool { return len(g.Rows) == 0 && g.Empty == "" })
}

func (v *visit) absenceRow(c casework.CaseView, office *core.Office) absenceRow {
	state := kernel.StateOf(c)
	r := absenceRow{
		Number: c.Number, Person: kernel.PersonName(office, state.Facts["person"]), Form: words.Say(v.Lang, words.AbsenceForm, state.Facts["form"]),
		Stage: words.Of(v.Lang, v.Kinds.Of(c.Kind), words.Stage, c.Stage),
	}
	if state.Facts["form"] == core.FormVacancy {
		r.Person, r.From = v.PostName(office, c.Post, c.PostName), v.Stamp(c.Received)
	}
	if state.Term != nil {
		r.From, r.Until = v.Stamp(state.Term.From), v.Stamp(state.Term.To)
	}
	if c.Closed != nil {
		r.Stage = v.Result(c.Kind, c.Result)
	}
	return r
}

// absencePage shows the form of an absence.
func (s *Room) absencePage(v *visit) error { return s.renderAbsence(v, http.StatusOK, nil) }

func (s *Room) renderAbsence(v *visit, status int, refused error) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("absence.new"))
	if err != nil {
		return err
	}
	view := &absenceFormView{Frame: f, Key: kernel.NewKey(), Fields: v.absenceFields(office, s.counter.LeaveSorts())}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "absence", view)
}

// absenceFields are the questions of the form, with what was typed. Who may take
// down another's call is asked whose it is (R183).
func (v *visit) absenceFields(office *core.Office, sorts []string) []kernel.FieldView {
	typed := v.C.Request.PostForm
	var out []kernel.FieldView
	if people := v.callers(office); len(people) > 0 {
		who := kernel.FieldView{ID: "f-person", Name: "person", Type: "select", Label: v.T("absence.person"), Hint: v.T("absence.person.hint"), Value: typed.Get("person")}
		for _, p := range people {
			who.Options = append(who.Options, kernel.OptionView{Value: p.ID, Label: p.Name, On: p.ID == who.Value})
		}
		out = append(out, who)
	}
	form := kernel.FieldView{ID: "f-form", Name: "form", Type: "radio", Label: v.T("absence.form"), Required: true, Value: typed.Get("form")}
	for _, code := range roster.AbsenceForms {
		form.Options = append(form.Options, kernel.OptionView{Value: code, Label: words.Say(v.Lang, words.AbsenceForm, code), Note: v.T("form." + code + ".hint"), On: code == form.Value})
	}
	sort := kernel.FieldView{ID: "f-sort", Name: "sort", Type: "select", Label: v.T("absence.sort"), Hint: v.T("absence.sort.hint"), Value: typed.Get("sort")}
	for _, code := range sorts {
		sort.Options = append(sort.Options, kernel.OptionView{Value: code, Label: words.Say(v.Lang, words.LeaveSort, code), On: code == sort.Value})
	}
	out = append(out, form, sort,
		kernel.FieldView{ID: "f-from", Name: "from", Type: "datetime-local", Label: v.T("absence.from"), Hint: v.T("absence.from.hint"), Required: true, Value: typed.Get("from")},
		kernel.FieldView{ID: "f-until", Name: "until", Type: "datetime-local", Label: v.T("absence.until"), Hint: v.T("absence.until.hint"), Required: true, Value: typed.Get("until")})
	for _, q := range roster.AbsenceFields {
		if q.Name == roster.FieldPlan && !v.heads() {
			continue
		}
		out = append(out, kernel.FieldView{
			ID: "f-" + q.Name, Name: "fields." + q.Name, Type: q.Type, Label: v.Pick(q.Label, q.LabelEn), Hint: v.T("absence." + q.Name + ".hint"),
			Required: q.Required, Value: typed.Get("fields." + q.Name), Auto: "off",
		})
	}
	return out
}

// heads tells whether one heads a section, so that his outings may ask for a plan (R237).
func (v *visit) heads() bool {
	return slices.ContainsFunc(v.Who.Holdings, func(h casework.Holding) bool {
		return h.Covers == "" && !h.Standby && policy.RankOf(h.Role) == policy.RankHead
	})
}

// callers are the people whose telephone call one may take down.
func (v *visit) callers(office *core.Office) []casework.Person {
	tree := office.Tree()
	return slices.DeleteFunc(slices.Clone(office.Persons), func(p casework.Person) bool {
		_, err := v.Rights.Decide(v.Who, access.CaseRegister, access.Subject{Kind: v.Kinds.Leave(), Unit: p.Unit, Concerned: p.ID}, tree)
		return err != nil || !p.Active || p.ID == v.Who.Person
	})
}

// askAbsence takes in an absence and leads to it.
func (s *Room) askAbsence(v *visit) error {
	in, err := v.absenceOf()
	var receipt core.Receipt
	if err == nil {
		receipt, err = s.counter.Register(v.Ctx, v.Who, in, v.Form("key"))
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
	s.Flash(v.Visit, key, receipt.Number)
	return v.Redirect("/cases/" + receipt.Number)
}

// absenceOf reads the form. A time that was left out is the counter's to refuse,
// with everything else; one that cannot be read is refused here.
func (v *visit) absenceOf() (core.Registration, error) {
	req := &core.AbsenceRequest{Person: v.Form("person"), Form: v.Form("form")}
	in := core.Registration{Kind: v.Kinds.Leave(), Absence: req, Fields: map[string]string{}}
	var refused core.Refusals
	for _, t := range []struct {
		name string
		into *time.Time
	}{{"from", &req.From}, {"until", &req.Until}} {
		text := v.Form(t.name)
		if text == "" {
			continue
		}
		at, err := cases.ParseTime(text)
		if err != nil {
			refused = append(refused, casework.FieldError(casework.Invalid, t.name, "date-time"))
		}
		*t.into = at
	}
	if req.Form != core.FormOuting { // the box stands there for leave
		req.Sort = v.Form("sort")
	}
	for _, q := range roster.AbsenceFields {
		if text := strings.ReplaceAll(v.Form("fields."+q.Name), "\r\n", "\n"); text != "" {
			in.Fields[q.Name] = text
		}
	}
	if len(refused) > 0 {
		return in, refused
	}
	return in, nil
}
