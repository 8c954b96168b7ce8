package appraisal

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// targetRow is one target of the sheet: what was asked, what came of it (R212).
type targetRow struct{ Figure, Weight, Goal, Value, Earned, Rule string }

// targetForm is one of the forms under a sheet, for those it is offered to.
type targetForm struct {
	Action, Verb, Hint, Rule string
	Open                     bool
	Fields                   []kernel.FieldView
}

// countedFacts are the figures of the year for the appraisal (R174).
func (v *visit) countedFacts(sheet appraisal.Sheet) []kernel.Fact {
	onTime := v.T("points.nothing")
	if n, ok := sheet.Counted.OnTime(); ok {
		onTime = v.T("percent", n)
	}
	out := []kernel.Fact{
		{Name: words.Capital(words.Say(v.Lang, words.Figure, "on_time")), Value: onTime}, {Name: words.Capital(words.Say(v.Lang, words.Figure, "breaches")), Value: strconv.Itoa(sheet.Counted.Breaches)},
		{Name: v.T("points.excused"), Value: strconv.Itoa(sheet.Counted.Excused)}, {Name: words.Capital(words.Say(v.Lang, words.Figure, "cards")), Value: strconv.Itoa(sheet.Counted.Cards)},
		{Name: v.T("points.decisions"), Value: strconv.Itoa(sheet.Counted.Decisions)},
	}
	if sheet.Unit != "" {
		out = append(out, kernel.Fact{Name: words.Capital(words.Say(v.Lang, words.Figure, "complaints")), Value: strconv.Itoa(sheet.Counted.Complaints)})
	}
	return out
}

func (v *visit) targetRows(sheet appraisal.Sheet) []targetRow {
	var out []targetRow
	for _, t := range sheet.Targets {
		f, _ := casework.FigureOf(t.Figure)
		row := targetRow{
			Figure: words.Say(v.Lang, words.Figure, t.Figure), Weight: strconv.Itoa(t.Weight), Value: "—", Earned: kernel.Tenths(t.Tenths), Rule: f.Rule,
			Goal: v.T("points.goal.least", v.measured(f, t.Goal)),
		}
		if f.AtMost {
			row.Goal = v.T("points.goal.most", v.measured(f, t.Goal))
		}
		if t.Value != nil {
			row.Value = v.measured(f, *t.Value)
		}
		out = append(out, row)
	}
	return out
}

// measured writes a value with its unit.
func (w *visit) measured(f casework.Figure, n int) string {
	switch {
	case f.Percent:
		return w.T("percent", n)
	case f.Code == "covered":
		return words.Limit(w.Lang, calendar.Limit{N: n, Unit: calendar.Hours})
	}
	return strconv.Itoa(n)
}

// targetForms offer what the reader may do with this sheet. typed is the form that
// was sent, to be shown again.
func (v *visit) targetForms(office *core.Office, sheet appraisal.Sheet, typed string, refused error) (forms []targetForm, summary []kernel.Problem) {
	subject := access.Subject{Unit: sheet.Unit, Concerned: sheet.Person}
	for _, p := range office.Persons {
		if sheet.Person == p.ID {
			subject.Unit = p.Unit
		}
	}
	offered := []targetForm{}
	if form, may := v.aimForm(office, sheet); may {
		offered = append(offered, form)
	}
	for _, form := range []targetForm{
		{Action: "targets", Rule: "R212", Fields: v.setFields(sheet)}, {Action: "marks", Rule: "R213", Fields: v.markFields(sheet)},
	} {
		action := access.TargetSet
		if form.Action == "marks" {
			action = access.TargetMark
		}
		roles, err := v.Rights.Decide(v.Who, action, subject, office.Tree())
		own := sheet.Unit != "" && sheet.Unit == v.Who.Unit && !(form.Action == "targets" && appraisal.Heads(office, roles, sheet.Unit))
		if err != nil || len(form.Fields[0].Options) == 0 || own ||
			form.Action == "targets" && sheet.Year < v.Local(v.Now).Year() { // what was asked of a year gone by stands
			continue
		}
		offered = append(offered, form)
	}
	for _, form := range offered {
		form.Verb, form.Hint, form.Open = v.T("points."+form.Action), v.T("points."+form.Action+".hint"), form.Action == typed
		if form.Open {
			for i := range form.Fields {
				form.Fields[i].Value = v.Form(form.Fields[i].Name)
			}
			summary = v.Attach(form.Fields, refused)
		}
		forms = append(forms, form)
	}
	return forms, summary
}

func (v *visit) setFields(sheet appraisal.Sheet) []kernel.FieldView {
	figure := v.figureField("set", func(f casework.Figure) bool { return sheet.Unit != "" && f.Unit || sheet.Unit == "" && f.Person })
	return []kernel.FieldView{
		figure,
		{ID: "set-weight", Name: "weight", Type: "number", Label: v.T("points.weight"), Hint: v.T("points.weight.hint"), Required: true},
		{ID: "set-goal", Name: "goal", Type: "number", Label: v.T("points.goal"), Hint: v.T("points.goal.hint"), Required: true},
	}
}

// markFields ask for what people give, of the targets that stand.
func (v *visit) markFields(sheet appraisal.Sheet) []kernel.FieldView {
	figure := v.figureField("mark", func(f casework.Figure) bool {
		return f.Given && slices.ContainsFunc(sheet.Targets, func(t appraisal.Target) bool { return t.Figure == f.Code })
	})
	quarter := kernel.FieldView{ID: "mark-quarter", Name: "quarter", Type: "select", Label: v.T("points.quarter"), Required: true}
	for q := 1; q <= 4; q++ {
		quarter.Options = append(quarter.Options, kernel.OptionView{Value: strconv.Itoa(q), Label: v.T("points.quarter.n", q)})
	}
	value := kernel.FieldView{ID: "mark-value", Name: "value", Type: "number", Label: v.T("points.mark"), Hint: v.T("points.mark.hint"), Required: true}
	return []kernel.FieldView{figure, quarter, value}
}

func (v *visit) figureField(id string, fits func(casework.Figure) bool) kernel.FieldView {
	out := kernel.FieldView{ID: id + "-figure", Name: "figure", Type: "select", Label: v.T("points.figure"), Required: true}
	for _, f := range casework.Figures {
		if fits(f) {
			out.Options = append(out.Options, kernel.OptionView{Value: f.Code, Label: words.Say(v.Lang, words.Figure, f.Code), On: v.Form("figure") == f.Code})
		}
	}
	return out
}

// setTarget keeps what is asked of a unit or a person.
func (s *Room) setTarget(v *visit) error {
	of, err := v.sheetOf()
	t := appraisal.NewTarget{PointFilter: of, Figure: v.Form("figure")}
	if err == nil {
		t.Weight, err = v.number("weight", "R212")
	}
	if err == nil {
		t.Goal, err = v.number("goal", "R212")
	}
	if err == nil {
		err = s.counter.SetTarget(v.Ctx, v.Who, t)
	}
	return s.keptOnSheet(v, of, "targets", err)
}

// markTarget keeps what a quarterly check found.
func (s *Room) markTarget(v *visit) error {
	of, err := v.sheetOf()
	m := appraisal.NewMark{PointFilter: of, Figure: v.Form("figure")}
	if err == nil {
		m.Quarter, err = v.number("quarter", "R213")
	}
	if err == nil {
		m.Value, err = v.number("value", "R213")
	}
	if err == nil {
		err = s.counter.GiveMark(v.Ctx, v.Who, m)
	}
	return s.keptOnSheet(v, of, "marks", err)
}

// sheetOf reads whose sheet a form stands on.
func (v *visit) sheetOf() (appraisal.PointFilter, error) {
	year, err := v.number("year", "R212")
	return appraisal.PointFilter{Year: year, Person: v.Form("person"), Unit: v.Form("unit")}, err
}

func (v *visit) number(name, rule string) (int, error) {
	n, err := strconv.Atoi(v.Form(name))
	if err != nil {
		return 0, casework.FieldError(casework.Invalid, name, rule)
	}
	return n, nil
}

// section is where what a form wrote stands on the sheet.
var section = map[string]string{"targets": "targets", "marks": "targets", "aims": "aims"}

// keptOnSheet goes back to the sheet, or shows it again with what was wrong.
func (s *Room) keptOnSheet(v *visit, of appraisal.PointFilter, form string, err error) error {
	switch {
	case err == nil:
		return v.Redirect("/points?person=" + of.Person + "&unit=" + of.Unit + "&year=" + strconv.Itoa(of.Year) + "#" + section[form])
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden:
		return err
	}
	return s.sheet(v, of, http.StatusUnprocessableEntity, form, err)
}
