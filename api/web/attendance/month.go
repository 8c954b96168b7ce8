package attendance

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/punch"
	"github.com/shixian/shixian/internal/sheet"
)

// monthView is a month of a unit.
type monthView struct {
	kernel.Frame
	Summary                                 []kernel.Problem
	Filters                                 []kernel.FieldView
	Files                                   []fileView
	Item, Of, Month, Unit, MonthValue, Held string
	Days, Sums                              []string
	Rows                                    []rowView
	Legend                                  []legendView
	Notes                                   []noteView
	Signed, Published                       string
	Sign, Share, Bring                      bool
	File, Years                             kernel.FieldView
	Wrong                                   []wrongCell
	Shown                                   bool
	Told                                    []string
	Unknown                                 []unknownView
	People                                  []kernel.OptionView
}

type fileView struct{ Href, Name string }

type rowView struct {
	Name string
	Days [][]halfView
	Sums []string
}

type halfView struct{ Mark, Says, Number string }

type legendView struct{ Mark, Name, Rule string }

type noteView struct{ Text, Number, Law string }

type wrongCell struct{ Row, Column, Text string }

type unknownView struct{ Number, Chosen string }

// marks are what a half-day is written as on the sheet, each with its rule.
var marks = map[punch.Class]struct{ mark, rule string }{
	punch.Attended: {"√", "R179"}, punch.OnLeave: {"○", "R183"}, punch.Late: {"△", "R180"}, punch.LeftEarly: {"▽", "R180"}, punch.Absent: {"×", "R180"}, punch.Pending: {"·", ""},
}

// monthOf reads a month as the page has it; what is none is this one.
func (v *visit) monthOf(text string) time.Time {
	at, err := time.ParseInLocation("2006-01", text, v.Cal.Location())
	if err != nil {
		return time.Time{}
	}
	return at
}

func (s *Room) month(v *visit) error {
	return s.show(v, http.StatusOK, &monthView{}, v.Query("unit"), v.Query("month"), nil)
}

// show shows a month; view has what became of a file.
func (s *Room) show(v *visit, status int, view *monthView, unit, month string, refused error) error {
	m, err := s.counter.AttendanceOf(v.Ctx, v.Who, unit, v.monthOf(month))
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	if view.Frame, err = s.Frame(v.Visit, "board", v.T("attendance.title")); err != nil {
		return err
	}
	view.Unit, view.MonthValue, view.Of, view.Month = m.Unit, m.Month.Format("2006-01"), v.UnitName(office, m.Unit), v.Month(m.Month)
	view.Filters = v.filters(office, m)
	for _, format := range []string{sheet.XLSX, sheet.CSV} {
		view.Files = append(view.Files, fileView{"/attendance/sheet?unit=" + m.Unit + "&month=" + view.MonthValue + "&format=" + format, v.T("items.as." + format)})
	}
	for _, it := range office.Items {
		if v.Kinds.Of(it.Kind).About {
			view.Item = it.ID
		}
	}
	v.rows(view, m)
	for _, c := range append(punch.Classes, punch.Pending) {
		view.Legend = append(view.Legend, legendView{marks[c].mark, v.T("attendance.class." + string(c)), marks[c].rule})
	}
	view.Sign, view.Share = m.MaySign, m.MayShare
	v.state(view, office, m)
	fields := []kernel.FieldView{
		{ID: "file", Name: "file", Type: "file", Label: v.T("attendance.file"), Hint: v.T("attendance.file.hint"), Accept: ".xlsx,.csv", Either: true},
		{ID: "other-years", Name: "other_years", Type: "check", Label: v.T("attendance.years"), Value: v.Form("other_years")},
	}
	view.Summary = v.Attach(fields, refused)
	view.File, view.Years = fields[0], fields[1]
	view.Bring = v.brings(office)
	for _, p := range office.Persons {
		view.People = append(view.People, kernel.OptionView{Value: p.ID, Label: p.Name})
	}
	return s.Render(v.Visit, status, "attendance", view)
}

// brings tells whether the reader takes in the files of clocks.
func (v *visit) brings(office *core.Office) bool {
	_, err := v.Rights.Decide(v.Who, access.AttendanceBring, access.Subject{Unit: core.UnitOf(office, v.Who.Person)}, office.Tree())
	return err == nil
}

// filters offer the units one may read, and the month.
func (v *visit) filters(office *core.Office, m attendance.Month) []kernel.FieldView {
	tree := office.Tree()
	units := kernel.FieldView{ID: "attendance-unit", Name: "unit", Label: v.T("case.unit")}
	for _, u := range office.Units {
		_, err := v.Rights.Decide(v.Who, access.AttendanceView, access.Subject{Unit: u.ID}, tree)
		if err == nil || u.ID == m.Unit {
			units.Options = append(units.Options, kernel.OptionView{Value: u.ID, Label: v.UnitName(office, u.ID), On: u.ID == m.Unit})
		}
	}
	return []kernel.FieldView{units, {ID: "attendance-month", Name: "month", Label: v.T("attendance.month"), Value: m.Month.Format("2006-01")}}
}

// rows are the sheet: a cell a day with a mark for each part of it, then what they add up to.
func (v *visit) rows(view *monthView, m attendance.Month) {
	for _, d := range m.Days {
		view.Days = append(view.Days, strconv.Itoa(d.Day()))
	}
	for _, c := range punch.Classes {
		view.Sums = append(view.Sums, v.T("attendance.class."+string(c)))
	}
	view.Sums = append(view.Sums, v.T("attendance.off_post"))
	for _, r := range m.Rows {
		row := rowView{Name: r.Name}
		for _, day := range r.Days {
			var cell []halfView
			for _, h := range day {
				cell = append(cell, halfView{Mark: marks[h.Class].mark, Says: v.says(h), Number: h.Number})
			}
			row.Days = append(row.Days, cell)
		}
		for _, c := range punch.Classes {
			row.Sums = append(row.Sums, strconv.Itoa(r.Month.Halves[c]))
		}
		row.Sums = append(row.Sums, strconv.Itoa(r.OffPosts))
		view.Rows = append(view.Rows, row)
		for _, mark := range r.Marks {
			view.Notes = append(view.Notes, noteView{Text: v.T("attendance.mark", r.Name, v.Stamp(mark.At), v.T("attendance.class."+mark.Result)), Number: mark.Number})
		}
		if r.Year.Absence > 0 || r.Year.Halves[punch.Late]+r.Year.Halves[punch.LeftEarly] > 0 {
			view.Notes = append(view.Notes, noteView{Text: v.T("attendance.year", r.Name, r.Year.Halves[punch.Late], r.Year.Halves[punch.LeftEarly], r.Year.Halves[punch.Absent], r.Year.Absence, r.Year.Row)})
		}
		if r.Dismiss != "" {
			view.Notes = append(view.Notes, noteView{Text: v.T("attendance.dismiss", r.Name), Law: r.Dismiss})
		}
	}
}

// says is a part of a day in words: what it comes to, and the punches it rests on.
func (v *visit) says(h punch.Half) string {
	clock := func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return v.Local(t).Format("15:04")
	}
	return fmt.Sprintf("%s–%s %s（%s %s）", v.Local(h.From).Format("15:04"), v.Local(h.To).Format("15:04"), v.T("attendance.class."+string(h.Class)), clock(h.In), clock(h.Out))
}

// state says who signed and who published, and that it says no more what is counted.
func (v *visit) state(view *monthView, office *core.Office, m attendance.Month) {
	if m.Signed == nil {
		return
	}
	view.Signed = v.T("attendance.version", kernel.PersonName(office, m.Signed.By), v.Stamp(m.Signed.At), m.Signed.Version)
	if !m.Current {
		view.Signed += v.T("attendance.outdated")
	}
	if !m.Signed.Published.IsZero() {
		view.Published = kernel.PersonName(office, m.Signed.Publisher) + " " + v.Stamp(m.Signed.Published)
	}
}

// sheet hands the month out as a table.
func (s *Room) sheet(v *visit) error {
	m, err := s.counter.AttendanceOf(v.Ctx, v.Who, v.Query("unit"), v.monthOf(v.Query("month")))
	if err != nil {
		return err
	}
	view := &monthView{}
	v.rows(view, m)
	head := append([]string{v.T("attendance.person")}, view.Days...)
	table := [][]string{append(head, view.Sums...)}
	for _, r := range view.Rows {
		row := []string{r.Name}
		for _, day := range r.Days {
			cell := ""
			for _, h := range day {
				cell += h.Mark
			}
			row = append(row, cell)
		}
		table = append(table, append(row, r.Sums...))
	}
	return v.HandOut("attendance-"+m.Unit+"-"+m.Month.Format("2006-01"), v.Query("format"), table)
}

func (s *Room) sign(v *visit) error {
	return s.done(v, s.counter.SignAttendance(v.Ctx, v.Who, v.Form("unit"), v.monthOf(v.Form("month"))), "attendance.is_signed")
}

func (s *Room) publish(v *visit) error {
	return s.done(v, s.counter.PublishAttendance(v.Ctx, v.Who, v.Form("unit"), v.monthOf(v.Form("month"))), "attendance.is_published")
}

func (s *Room) done(v *visit, err error, flash string) error {
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.show(v, http.StatusUnprocessableEntity, &monthView{}, v.Form("unit"), v.Form("month"), err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, flash, "")
	return v.Redirect("/attendance?unit=" + v.Form("unit") + "&month=" + v.Form("month"))
}
