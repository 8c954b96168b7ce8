package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/words"
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
		return &changesView{Sum: v.t("changes.none")}
	}
	out := &changesView{Sum: v.t("changes.sum", len(d.Days))}
	for _, told := range []struct {
		key   string
		years []int
	}{{"changes.year", d.Years}, {"changes.year.lost", d.Missing}} {
		if len(told.years) > 0 {
			out.Rows = append(out.Rows, v.t(told.key, v.years(told.years)))
		}
	}
	if d.Hours {
		out.Rows = append(out.Rows, v.t("changes.hours"))
	}
	for _, c := range d.Days[:min(shownChanges, len(d.Days))] {
		row := v.t("changes.day", v.onDay(c.Date), v.t("day.is."+c.Was), v.t("day.is."+c.Is))
		if c.Name != "" {
			row += v.t("changes.named", c.Name)
		}
		out.Rows = append(out.Rows, row)
	}
	if more := len(d.Days) - shownChanges; more > 0 {
		out.More = v.t("changes.more", more)
	}
	return out
}

// onDay writes a day with its weekday.
func (v *visit) onDay(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return date + " " + words.DayOfWeek(day.Weekday()).In(v.lang)
}

// daysForm changes single days and no others.
type daysForm struct {
	Fields  []fieldView
	Summary []problem
	Shown   *changesView // what the draft would change; nothing is kept yet
	Same    string       // the version that says so already
}

func (v *visit) daysForm(office *core.Office, got listAnswer) daysForm {
	is := fieldView{ID: "is", Name: "is", Type: "radio", Label: v.t("days.is"), Required: true}
	for _, word := range []string{almanac.Off, almanac.Worked, almanac.Ordinary} {
		value := word
		if word == almanac.Ordinary {
			value = "ordinary"
		}
		is.Options = append(is.Options, optionView{Value: value, Label: v.t("day.is." + word), On: v.form("is") == value})
	}
	unit := fieldView{ID: "day-unit", Name: "unit", Type: "select", Label: v.t("calendars.for"), Hint: v.t("days.for.hint")}
	for _, u := range office.Units {
		unit.Options = append(unit.Options, optionView{Value: u.ID, Label: v.unitName(office, u.ID), On: got.list == nil && u.ID == v.form("unit")})
	}
	out := daysForm{Fields: []fieldView{
		{ID: "day-date", Name: "date", Type: "date", Label: v.t("days.date"), Required: true, Value: v.form("date")},
		{ID: "day-until", Name: "until", Type: "date", Label: v.t("days.until"), Hint: v.t("days.until.hint"), Value: v.form("until")},
		is,
		{ID: "day-name", Name: "name", Type: "text", Label: v.t("days.name"), Hint: v.t("days.name.hint"), Value: v.form("name"), Auto: "off"},
		{ID: "day-source", Name: "day_source", Type: "text", Label: v.t("calendars.source"), Hint: v.t("days.source.hint"), Required: true, Value: v.form("day_source"), Auto: "off"},
		unit,
	}}
	out.Summary = v.attach(out.Fields, got.days)
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
func (s *site) changeDays(v *visit) error {
	in, err := v.calendarDays()
	var got rulebook.Imported
	if err == nil {
		got, err = s.deps.Counter.ChangeDays(v.ctx, v.who, in)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderCalendars(v, http.StatusUnprocessableEntity, listAnswer{days: dayOf(err)})
	case err != nil:
		return err
	case in.Dry:
		return s.renderCalendars(v, http.StatusOK, listAnswer{shown: &got})
	case got.Same:
		s.flash(v, "calendars.same", got.Ref())
	default:
		s.flash(v, "calendars.taken", got.Ref())
	}
	return v.redirect("/admin/calendars")
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
	in := rulebook.CalendarDays{Unit: v.form("unit"), Source: strings.TrimSpace(v.form("day_source")), Dry: v.form("keep") == ""}
	var refused core.Refusals
	refuse := func(field, rule string) {
		refused = append(refused, casework.FieldError(casework.Invalid, field, rule))
	}
	is, known := map[string]string{"off": almanac.Off, "work": almanac.Worked, "ordinary": almanac.Ordinary}[v.form("is")]
	if !known {
		refuse("is", "required")
	}
	if in.Source == "" {
		refuse("day_source", "required")
	}
	first, err := time.Parse(time.DateOnly, v.form("date"))
	if err != nil {
		refuse("date", "date")
	}
	last := first
	if until := v.form("until"); until != "" {
		if last, err = time.Parse(time.DateOnly, until); err != nil || last.Before(first) {
			refuse("until", "date")
		}
	}
	if len(refused) > 0 {
		return in, refused
	}
	for day := first; !day.After(last) && len(in.Days) <= mostSingles; day = day.AddDate(0, 0, 1) {
		in.Days = append(in.Days, almanac.Single{Date: day.Format(time.DateOnly), Is: is, Name: strings.TrimSpace(v.form("name"))})
	}
	return in, nil
}

// mostSingles of one act; one more is refused at the counter.
const mostSingles = 40

// discardCalendar gives a draft up.
func (s *site) discardCalendar(v *visit) error {
	ref := v.form("calendar")
	if err := s.deps.Counter.DiscardCalendar(v.ctx, v.who, ref); err != nil {
		return s.notNow(v, err)
	}
	s.flash(v, "calendars.discarded", ref)
	return v.redirect("/admin/calendars")
}

// notNow says on the page itself why a draft cannot be published or given up.
func (s *site) notNow(v *visit, err error) error {
	switch code := casework.CodeOf(err); code {
	case casework.NotNewest, casework.DraftOutdated, casework.DraftDiscarded, casework.NoDraft:
		s.flash(v, "refused.now", string(code))
		return v.redirect("/admin/calendars")
	}
	return err
}
