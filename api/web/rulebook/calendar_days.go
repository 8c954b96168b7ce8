package rulebook

import (
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// changesView is what a draft says otherwise than the published version.
type changesView struct {
	Sum  string
	Rows []string
	More string
}

// shownChanges are told one by one; the rest are counted.
const shownChanges = 60

func (v *visit) changes(d almanac.Difference) *changesView {
	if d.Empty() {
		return &changesView{Sum: v.T("changes.none")}
	}
	out := &changesView{Sum: v.T("changes.sum", len(d.Days))}
	for _, told := range []struct {
		key   string
		years []int
	}{{"changes.year", d.Years}, {"changes.year.lost", d.Missing}} {
		if len(told.years) > 0 {
			out.Rows = append(out.Rows, v.T(told.key, v.Years(told.years)))
		}
	}
	if d.Hours {
		out.Rows = append(out.Rows, v.T("changes.hours"))
	}
	for _, c := range d.Days[:min(shownChanges, len(d.Days))] {
		row := v.T("changes.day", v.onDay(c.Date), v.T("day.is."+c.Was), v.T("day.is."+c.Is))
		if c.Name != "" {
			row += v.T("changes.named", c.Name)
		}
		out.Rows = append(out.Rows, row)
	}
	if more := len(d.Days) - shownChanges; more > 0 {
		out.More = v.T("changes.more", more)
	}
	return out
}

// onDay writes a day with its weekday.
func (v *visit) onDay(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return v.FullDay(day)
}

// daysForm changes single days and no others.
type daysForm struct {
	Fields  []kernel.FieldView
	Summary []kernel.Problem
	Shown   *changesView // what the draft would change; nothing is kept yet
	Same    string       // the version that says so already
}

func (v *visit) daysForm(office *core.Office, got listAnswer) daysForm {
	is := kernel.FieldView{ID: "is", Name: "is", Type: "radio", Label: v.T("days.is"), Required: true}
	for _, word := range []string{almanac.Off, almanac.Worked, almanac.Ordinary} {
		value := word
		if word == almanac.Ordinary {
			value = "ordinary"
		}
		is.Options = append(is.Options, kernel.OptionView{Value: value, Label: v.T("day.is." + word), On: v.Form("is") == value})
	}
	unit := kernel.FieldView{ID: "day-unit", Name: "unit", Type: "select", Label: v.T("calendars.for"), Hint: v.T("days.for.hint")}
	for _, u := range office.Units {
		unit.Options = append(unit.Options, kernel.OptionView{Value: u.ID, Label: v.UnitName(office, u.ID), On: got.list == nil && u.ID == v.Form("unit")})
	}
	out := daysForm{Fields: []kernel.FieldView{
		{ID: "day-date", Name: "date", Type: "date", Label: v.T("days.date"), Required: true, Value: v.Form("date")},
		{ID: "day-until", Name: "until", Type: "date", Label: v.T("days.until"), Hint: v.T("days.until.hint"), Value: v.Form("until")},
		is,
		{ID: "day-name", Name: "name", Type: "text", Label: v.T("days.name"), Hint: v.T("days.name.hint"), Value: v.Form("name"), Auto: "off"},
		{ID: "day-source", Name: "day_source", Type: "text", Label: v.T("calendars.source"), Hint: v.T("days.source.hint"), Required: true, Value: v.Form("day_source"), Auto: "off"},
		unit,
	}}
	out.Summary = v.Attach(out.Fields, got.days)
	if got.shown != nil {
		if got.shown.Same {
			out.Same = got.shown.Ref()
		} else if got.shown.Difference != nil {
			out.Shown = v.changes(*got.shown.Difference)
		}
	}
	return out
}

// changeDays shows what single days would change, or keeps them as a draft: the
// button says which.
func (s *Room) changeDays(v *visit) error {
	in, err := v.calendarDays()
	var got rulebook.Imported
	if err == nil {
		got, err = s.counter.Calendars.ChangeDays(v.Ctx, v.Who, in)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderCalendars(v, http.StatusUnprocessableEntity, listAnswer{days: dayOf(err)})
	case err != nil:
		return err
	case in.Dry:
		return s.renderCalendars(v, http.StatusOK, listAnswer{shown: &got})
	case got.Same:
		s.Flash(v.Visit, "calendars.same", got.Ref())
	default:
		s.Flash(v.Visit, "calendars.taken", got.Ref())
	}
	return v.Redirect("/admin/calendars")
}

// dayOf puts a refusal of one of the days at the field they were typed into.
func dayOf(err error) error {
	var out core.Refusals
	for _, e := range core.RefusalsOf(err) {
		moved := *e
		if strings.HasPrefix(e.Field, "days") {
			moved.Field = "date"
		}
		out = append(out, &moved)
	}
	return out
}

func (v *visit) calendarDays() (rulebook.CalendarDays, error) {
	in := rulebook.CalendarDays{Unit: v.Form("unit"), Source: strings.TrimSpace(v.Form("day_source")), Dry: v.Form("keep") == ""}
	var refused core.Refusals
	refuse := func(field, rule string) {
		refused = append(refused, casework.FieldError(casework.Invalid, field, rule))
	}
	is, known := map[string]string{"off": almanac.Off, "work": almanac.Worked, "ordinary": almanac.Ordinary}[v.Form("is")]
	if !known {
		refuse("is", "required")
	}
	if in.Source == "" {
		refuse("day_source", "required")
	}
	first, err := time.Parse(time.DateOnly, v.Form("date"))
	if err != nil {
		refuse("date", "date")
	}
	last := first
	if until := v.Form("until"); until != "" {
		if last, err = time.Parse(time.DateOnly, until); err != nil || last.Before(first) {
			refuse("until", "date")
		}
	}
	if len(refused) > 0 {
		return in, refused
	}
	for day := first; !day.After(last) && len(in.Days) <= mostSingles; day = day.AddDate(0, 0, 1) {
		in.Days = append(in.Days, almanac.Single{Date: day.Format(time.DateOnly), Is: is, Name: strings.TrimSpace(v.Form("name"))})
	}
	return in, nil
}

// mostSingles of one act; one more is refused at the counter.
const mostSingles = 40

// discardCalendar gives a draft up.
func (s *Room) discardCalendar(v *visit) error {
	ref := v.Form("calendar")
	if err := s.counter.Calendars.DiscardCalendar(v.Ctx, v.Who, ref); err != nil {
		return s.notNow(v, err)
	}
	s.Flash(v.Visit, "calendars.discarded", ref)
	return v.Redirect("/admin/calendars")
}

// notNow says on the page itself why a draft cannot be published or given up.
func (s *Room) notNow(v *visit, err error) error {
	switch code := casework.CodeOf(err); code {
	case casework.NotNewest, casework.DraftOutdated, casework.DraftDiscarded, casework.NoDraft:
		s.Flash(v.Visit, "refused.now", string(code))
		return v.Redirect("/admin/calendars")
	}
	return err
}
