package rulebook

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/why"
)

// mostPauses is how many pauses the calculator asks for.
const mostPauses = 3

// calculatorView is the public calculator: one question, and its answer with
// every day of it.
type calculatorView struct {
	kernel.Frame
	Summary []kernel.Problem
	Start   kernel.FieldView
	Number  kernel.FieldView
	Unit    kernel.FieldView
	Pauses  []kernel.FieldView // from and to, in pairs
	Paused  bool               // the pauses stand open
	Answer  *answerView
	Units   []unitView
}

type answerView struct {
	Due         string
	Says        string
	Provisional bool
	Days        daysView
}

// unitView explains one unit in plain words, and how machines write it.
type unitView struct{ Name, Means, Sign string }

// limitUnits are the units in the order in which people need them.
var limitUnits = []calendar.Unit{
	calendar.WorkingDays, calendar.Days, calendar.Months, calendar.WorkingHours, calendar.WorkingMinutes,
	calendar.Hours, calendar.Minutes,
}

// calculator counts for anybody, by the office's own calendar. Nothing asked
// here is kept.
func (s *Room) calculator(v *visit) error {
	view := v.calculatorForm()
	status := http.StatusOK
	if v.asked() {
		answer, err := s.answer(v)
		switch {
		case len(core.RefusalsOf(err)) > 0:
			status = http.StatusUnprocessableEntity
			view.Summary = v.attachAll(view, err)
		case err != nil:
			return err
		}
		view.Answer = answer
	}
	return s.Render(v.Visit, status, "calculator", view)
}

// asked tells a question from a form that is shown for the first time: whoever comes from a
// matter brings its limit, and says here from when.
func (v *visit) asked() bool { return v.C.Request.URL.Query().Has("start") }

func (v *visit) calculatorForm() *calculatorView {
	number, unit := v.limitAsked()
	view := &calculatorView{
		Frame:  v.PublicFrame("due", v.T("nav.due")),
		Start:  kernel.FieldView{ID: "start", Name: "start", Type: "datetime-local", Label: v.T("due.start"), Hint: v.T("due.start.hint"), Required: true, Value: v.Query("start")},
		Number: kernel.FieldView{ID: "n", Name: "n", Type: "text", Label: v.T("due.n"), Required: true, Value: number, Auto: "off"},
		Unit:   kernel.FieldView{ID: "unit", Name: "unit", Type: "select", Label: v.T("due.unit"), Required: true, Value: unit},
	}
	if !v.asked() {
		view.Start.Value = v.DateField(v.Now)
	}
	for _, u := range limitUnits {
		sign := "10" + string(u)
		view.Unit.Options = append(view.Unit.Options, kernel.OptionView{Value: string(u), Label: v.T("due.unit." + string(u)), On: string(u) == unit})
		view.Units = append(view.Units, unitView{Name: v.Limit(sign), Means: v.T("due.means." + string(u)), Sign: sign})
	}
	for i := range mostPauses {
		for _, end := range []string{"from", "to"} {
			name := end + strconv.Itoa(i+1)
			f := kernel.FieldView{ID: name, Name: name, Type: "datetime-local", Label: v.T("due.pause."+end, i+1), Value: v.Query(name)}
			view.Paused = view.Paused || f.Value != ""
			view.Pauses = append(view.Pauses, f)
		}
	}
	return view
}

// limitAsked reads number and unit, or a limit as machines write it.
func (v *visit) limitAsked() (number, unit string) {
	if l, err := calendar.ParseLimit(v.Query("limit")); err == nil {
		return strconv.Itoa(l.N), string(l.Unit)
	}
	number, unit = strings.TrimSpace(v.Query("n")), v.Query("unit")
	if unit == "" {
		unit = string(calendar.WorkingDays)
	}
	return number, unit
}

// attachAll puts refusals at the calculator's fields.
func (v *visit) attachAll(view *calculatorView, err error) []kernel.Problem {
	fields := append([]kernel.FieldView{view.Start, view.Number, view.Unit}, view.Pauses...)
	out := v.Attach(fields, err)
	view.Start, view.Number, view.Unit, view.Pauses = fields[0], fields[1], fields[2], fields[3:]
	return out
}

// answer counts what was asked, and says why it is that day.
func (s *Room) answer(v *visit) (*answerView, error) {
	cal := s.Calendar(v.Ctx)
	start, limit, pauses, err := v.question(cal)
	if err != nil {
		return nil, err
	}
	due, err := cal.Due(start, limit, pauses...)
	if err != nil {
		return nil, uncountable(err)
	}
	days, err := cal.Explain(start, limit, pauses...)
	if err != nil {
		return nil, uncountable(err)
	}
	strip := why.Strip{Days: days, Limit: limit, Due: due.At, Name: s.counter.Reasons.Holidays().Names(nil)}
	for _, p := range pauses {
		strip.Pauses = append(strip.Pauses, casework.Span{From: p.From, To: p.To})
	}
	zh, en := why.Head{Start: start, Limit: limit, Pauses: len(pauses), Due: due.At, Date: due.Date, Provisional: due.Provisional}.Say()
	return &answerView{
		Due: v.Full(due.At), Says: v.Pick(zh, en), Provisional: due.Provisional, Days: v.days(strip.Lines(), limit),
	}, nil
}

// question reads the form; everything wrong with it is said at once.
func (v *visit) question(cal *calendar.Calendar) (start time.Time, limit calendar.Limit, pauses []calendar.Pause, err error) {
	var refused core.Refusals
	refuse := func(field string) {
		refused = append(refused, casework.FieldError(casework.Invalid, field, "date-time"))
	}
	if start, err = cal.ParseTime("start", typedMoment(v.Query("start"))); err != nil {
		refuse("start")
	}
	number, unit := v.limitAsked()
	if limit, err = calendar.ParseLimit(number + unit); err != nil {
		refused = append(refused, uncountable(err).(*casework.Error)) //nolint:errorlint,forcetypeassert // a refused limit
	}
	for i := range mostPauses {
		n := strconv.Itoa(i + 1)
		from, to := typedMoment(v.Query("from"+n)), typedMoment(v.Query("to"+n))
		if from == "" && to == "" {
			continue
		}
		begin, err := cal.ParseTime("from"+n, from)
		if err != nil {
			refuse("from" + n)
		}
		end, err := cal.ParseTime("to"+n, to)
		switch {
		case err != nil:
			refuse("to" + n)
		case end.Before(begin):
			refused = append(refused, casework.FieldError(casework.Invalid, "to"+n, string(calendar.BadPause)))
		}
		pauses = append(pauses, calendar.Pause{From: begin, To: end})
	}
	if len(refused) > 0 {
		return start, limit, nil, refused
	}
	return start, limit, pauses, nil
}

// typedTime is a date and a time as people write them where the browser has no
// field for it.
var typedTime = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2})[:：](\d{2}))?$`)

// typedMoment rewrites 2026/9/24 9:30 as 2026-09-24T09:30; a date alone begins at
// midnight, and what cannot be read stays as it is.
func typedMoment(typed string) string {
	typed = strings.TrimSpace(typed)
	m := typedTime.FindStringSubmatch(typed)
	if m == nil {
		return typed
	}
	if m[4] == "" {
		m[4], m[5] = "0", "00"
	}
	return fmt.Sprintf("%s-%02s-%02sT%02s:%s", m[1], m[2], m[3], m[4], m[5])
}

// uncountable turns the calendar's refusals into ours, at the field asked.
func uncountable(err error) error {
	var refused *calendar.Error
	if !errors.As(err, &refused) {
		return err
	}
	field, _, _ := strings.Cut(refused.Field, "[")
	switch field {
	case "limit":
		field = "n"
	case "pauses":
		field = "to1"
	}
	return casework.FieldError(casework.Invalid, field, string(refused.Code))
}
