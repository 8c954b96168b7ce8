package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// targetRow is one target of the sheet: what was asked, what came of it (R212).
type targetRow struct{ Figure, Weight, Goal, Value, Earned, Rule string }

// targetForm is one of the two forms under a sheet, for those it is offered to.
type targetForm struct {
	Action, Verb, Hint, Rule string
	Open                     bool
	Fields                   []fieldView
}

// countedFacts are the figures of the year for the appraisal (R174).
func (v *visit) countedFacts(sheet appraisal.Sheet) []fact {
	onTime := v.t("points.nothing")
	if n, ok := sheet.Counted.OnTime(); ok {
		onTime = v.t("percent", n)
	}
	out := []fact{
		{words.Say(v.lang, words.Figure, "on_time"), onTime}, {words.Say(v.lang, words.Figure, "breaches"), strconv.Itoa(sheet.Counted.Breaches)},
		{v.t("points.excused"), strconv.Itoa(sheet.Counted.Excused)}, {words.Say(v.lang, words.Figure, "cards"), strconv.Itoa(sheet.Counted.Cards)},
		{v.t("points.decisions"), strconv.Itoa(sheet.Counted.Decisions)},
	}
	if sheet.Unit != "" {
		out = append(out, fact{words.Say(v.lang, words.Figure, "complaints"), strconv.Itoa(sheet.Counted.Complaints)})
	}
	return out
}

func (v *visit) targetRows(sheet appraisal.Sheet) []targetRow {
	var out []targetRow
	for _, t := range sheet.Targets {
		f, _ := casework.FigureOf(t.Figure)
		row := targetRow{
			Figure: words.Say(v.lang, words.Figure, t.Figure), Weight: strconv.Itoa(t.Weight), Value: "—", Earned: tenths(t.Tenths), Rule: f.Rule,
			Goal: v.t("points.goal.least", v.measured(f, t.Goal)),
		}
		if f.AtMost {
			row.Goal = v.t("points.goal.most", v.measured(f, t.Goal))
		}
		if t.Value != nil {
			row.Value = v.measured(f, *t.Value)
		}
		out = append(out, row)
	}
	return out
}

// measured writes a value with its unit.
func (w voice) measured(f casework.Figure, n int) string {
	switch {
	case f.Percent:
		return w.t("percent", n)
	case f.Code == "covered":
		return words.Limit(w.lang, calendar.Limit{N: n, Unit: calendar.Hours})
	}
	return strconv.Itoa(n)
}

// targetForms offer what the reader may do with this sheet. typed is the form that
// was sent, to be shown again.
func (v *visit) targetForms(office *core.Office, sheet appraisal.Sheet, typed string, refused error) (forms []targetForm, summary []problem) {
	subject := access.Subject{Unit: sheet.Unit, Concerned: sheet.Person}
	for _, p := range office.Persons {
		if sheet.Person == p.ID {
			subject.Unit = p.Unit
		}
	}
	for _, form := range []targetForm{
		{Action: "targets", Rule: "R212", Fields: v.setFields(sheet)}, {Action: "marks", Rule: "R213", Fields: v.markFields(sheet)},
	} {
		action := access.TargetSet
		if form.Action == "marks" {
			action = access.TargetMark
		}
		_, err := v.rights.Decide(v.who, action, subject, access.NewTree(office.Units))
		if err != nil || len(form.Fields[0].Options) == 0 || sheet.Unit != "" && sheet.Unit == v.who.Unit ||
			form.Action == "targets" && sheet.Year < v.local(v.now).Year() { // what was asked of a year gone by stands
			continue
		}
		form.Verb, form.Hint, form.Open = v.t("points."+form.Action), v.t("points."+form.Action+".hint"), form.Action == typed
		if form.Open {
			for i := range form.Fields {
				form.Fields[i].Value = v.form(form.Fields[i].Name)
			}
			summary = v.attach(form.Fields, refused)
		}
		forms = append(forms, form)
	}
	return forms, summary
}

func (v *visit) setFields(sheet appraisal.Sheet) []fieldView {
	figure := v.figureField("set", func(f casework.Figure) bool { return sheet.Unit != "" && f.Unit || sheet.Unit == "" && f.Person })
	return []fieldView{
		figure,
		{ID: "set-weight", Name: "weight", Type: "number", Label: v.t("points.weight"), Hint: v.t("points.weight.hint"), Required: true},
		{ID: "set-goal", Name: "goal", Type: "number", Label: v.t("points.goal"), Hint: v.t("points.goal.hint"), Required: true},
	}
}

// markFields ask for what people give, of the targets that stand.
func (v *visit) markFields(sheet appraisal.Sheet) []fieldView {
	figure := v.figureField("mark", func(f casework.Figure) bool {
		return f.Given && slices.ContainsFunc(sheet.Targets, func(t appraisal.Target) bool { return t.Figure == f.Code })
	})
	quarter := fieldView{ID: "mark-quarter", Name: "quarter", Type: "select", Label: v.t("points.quarter"), Required: true}
	for q := 1; q <= 4; q++ {
		quarter.Options = append(quarter.Options, optionView{Value: strconv.Itoa(q), Label: v.t("points.quarter.n", q)})
	}
	value := fieldView{ID: "mark-value", Name: "value", Type: "number", Label: v.t("points.mark"), Hint: v.t("points.mark.hint"), Required: true}
	return []fieldView{figure, quarter, value}
}

func (v *visit) figureField(id string, fits func(casework.Figure) bool) fieldView {
	out := fieldView{ID: id + "-figure", Name: "figure", Type: "select", Label: v.t("points.figure"), Required: true}
	for _, f := range casework.Figures {
		if fits(f) {
			out.Options = append(out.Options, optionView{Value: f.Code, Label: words.Say(v.lang, words.Figure, f.Code), On: v.form("figure") == f.Code})
		}
	}
	return out
}

// setTarget keeps what is asked of a unit or a person.
func (s *site) setTarget(v *visit) error {
	of, err := v.sheetOf()
	t := appraisal.NewTarget{PointFilter: of, Figure: v.form("figure")}
	if err == nil {
		t.Weight, err = v.number("weight", "R212")
	}
	if err == nil {
		t.Goal, err = v.number("goal", "R212")
	}
	if err == nil {
		err = s.deps.Counter.SetTarget(v.ctx, v.who, t)
	}
	return s.keptOnSheet(v, of, "targets", err)
}

// markTarget keeps what a quarterly check found.
func (s *site) markTarget(v *visit) error {
	of, err := v.sheetOf()
	m := appraisal.NewMark{PointFilter: of, Figure: v.form("figure")}
	if err == nil {
		m.Quarter, err = v.number("quarter", "R213")
	}
	if err == nil {
		m.Value, err = v.number("value", "R213")
	}
	if err == nil {
		err = s.deps.Counter.GiveMark(v.ctx, v.who, m)
	}
	return s.keptOnSheet(v, of, "marks", err)
}

// sheetOf reads whose sheet a form stands on.
func (v *visit) sheetOf() (appraisal.PointFilter, error) {
	year, err := v.number("year", "R212")
	return appraisal.PointFilter{Year: year, Person: v.form("person"), Unit: v.form("unit")}, err
}

func (v *visit) number(name, rule string) (int, error) {
	n, err := strconv.Atoi(v.form(name))
	if err != nil {
		return 0, casework.FieldError(casework.Invalid, name, rule)
	}
	return n, nil
}

// keptOnSheet goes back to the sheet, or shows it again with what was wrong.
func (s *site) keptOnSheet(v *visit, of appraisal.PointFilter, form string, err error) error {
	switch {
	case err == nil:
		return v.redirect("/points?person=" + of.Person + "&unit=" + of.Unit + "&year=" + strconv.Itoa(of.Year) + "#targets")
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden:
		return err
	}
	return s.sheet(v, of, http.StatusUnprocessableEntity, form, err)
}
