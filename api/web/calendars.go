package web

import (
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

type calendarsView struct {
	frame
	Missing string // years whose list should be in; empty: none
	Before  string // years before the first list
	Rows    []calendarRow
	Import  bool // whether the person may bring a list
	Summary []problem
	Fields  []fieldView
	Days    daysForm
}

// calendarRow is one version: what it is for, where it comes from, and what may
// be done with it.
type calendarRow struct {
	Ref, For, Years, Source     string
	By, At, SHA, From, Standing string
	Outdated                    bool
	Publish, Recount, Discard   bool
	Changes                     *changesView // of a draft
	Exports                     []exportView
}

type exportView struct{ Name, Href string }

// calendars lists every version of every calendar, newest first.
func (s *site) calendars(v *visit) error {
	return s.renderCalendars(v, http.StatusOK, listAnswer{})
}

// listAnswer is what a form of this page was listAnswer with.
type listAnswer struct {
	list, days error              // refused
	shown      *rulebook.Imported // a preview of single days
}

func (s *site) renderCalendars(v *visit, status int, got listAnswer) error {
	versions, err := s.deps.Counter.CalendarList(v.ctx, v.who)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "calendars", v.t("calendars.title"))
	if err != nil {
		return err
	}
	view := &calendarsView{frame: f, Import: v.may(office, access.CalendarImport)}
	missing, err := s.deps.Counter.MissingLists(v.ctx, v.now)
	if err != nil {
		return err
	}
	view.Missing, view.Before = v.years(missing), v.firstYear(versions)
	published := map[string]int{}
	for _, c := range versions {
		if c.Published != nil {
			published[c.ID] = max(published[c.ID], c.Version)
		}
	}
	for _, c := range versions {
		row := v.calendarRow(c, office)
		draft := c.Published == nil && c.Discarded == nil
		row.Publish = draft && !c.Outdated && v.may(office, access.CalendarPublish)
		row.Discard = draft && v.may(office, access.CalendarDiscard)
		row.Recount = (draft && !c.Outdated || c.Published != nil && c.Version == published[c.ID]) && v.may(office, access.RecountPreview)
		view.Rows = append(view.Rows, row)
	}
	view.Fields = v.calendarFields(office)
	view.Summary = v.attach(view.Fields, got.list)
	view.Days = v.daysForm(office, got)
	return s.render(v, status, "calendars", view)
}

// firstYear is the first whose list the calendar for everybody holds; of what lies
// before it the page says that it does not know.
func (v *visit) firstYear(versions []rulebook.CalendarVersion) string {
	for _, c := range versions { // the newest first
		if c.ID == rulebook.National && c.Published != nil && len(c.Years) > 0 {
			return strconv.Itoa(slices.Min(c.Years))
		}
	}
	return ""
}

func (v *visit) calendarRow(c rulebook.CalendarVersion, office *core.Office) calendarRow {
	r := calendarRow{
		Ref: c.Ref(), For: v.t("calendars.everybody"), Source: c.Source, By: personName(office, c.ImportedBy), At: v.stamp(c.Imported),
		SHA: c.SHA256, From: v.stamp(c.From), Standing: v.t("standing.draft"), Outdated: c.Outdated,
	}
	if c.Unit != "" {
		r.For = v.unitName(office, c.Unit)
	}
	if c.ImportedBy == "" {
		r.By = v.t("case.machine")
	}
	r.Years = v.years(c.Years)
	switch {
	case c.Published != nil:
		r.Standing = v.t("standing.published")
	case c.Discarded != nil:
		r.Standing = v.t("calendars.discarded.tag")
	case c.Outdated:
		r.Standing = v.t("calendars.outdated")
	}
	if c.Difference != nil {
		r.Changes = v.changes(*c.Difference)
	}
	for _, format := range []string{almanac.CSV, almanac.JSON, almanac.ICS} {
		r.Exports = append(r.Exports, exportView{strings.ToUpper(format), "/admin/calendars/export?calendar=" + c.Ref() + "&format=" + format})
	}
	return r
}

func (v *visit) calendarFields(office *core.Office) []fieldView {
	unit := fieldView{ID: "unit", Name: "unit", Type: "select", Label: v.t("calendars.for"), Hint: v.t("calendars.for.hint")}
	for _, u := range office.Units {
		unit.Options = append(unit.Options, optionView{Value: u.ID, Label: v.unitName(office, u.ID), On: u.ID == v.form("unit")})
	}
	return []fieldView{
		{ID: "year", Name: "year", Type: "text", Label: v.t("calendars.year"), Hint: v.t("calendars.year.hint"), Value: v.form("year"), Auto: "off"},
		{ID: "source", Name: "source", Type: "text", Label: v.t("calendars.source"), Hint: v.t("calendars.source.hint"), Required: true, Value: v.form("source"), Auto: "off"},
		unit,
		{ID: "from", Name: "effective_from", Type: "datetime-local", Label: v.t("calendars.from"), Hint: v.t("calendars.from.hint"), Value: v.form("effective_from")},
		{ID: "file", Name: "file", Type: "file", Accept: ".csv,.json,.ics", Label: v.t("calendars.file"), Hint: v.t("calendars.file.hint")},
		{ID: "list", Name: "list", Type: "textarea", Label: v.t("calendars.list"), Hint: v.t("calendars.list.hint"), Value: v.form("list")},
		{ID: "partial", Name: "partial", Type: "check", Label: v.t("calendars.partial"), Hint: v.t("calendars.partial.hint"), Value: v.form("partial")},
	}
}

// importCalendar takes in a list; it becomes a draft and moves nothing.
func (s *site) importCalendar(v *visit) error {
	in, err := v.calendarImport()
	var got rulebook.Imported
	if err == nil {
		got, err = s.deps.Counter.ImportCalendar(v.ctx, v.who, in)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderCalendars(v, http.StatusUnprocessableEntity, listAnswer{list: err})
	case err != nil:
		return err
	case got.Same:
		s.flash(v, "calendars.same", got.Ref())
	default:
		s.flash(v, "calendars.taken", got.Ref())
	}
	return v.redirect("/admin/calendars")
}

func (v *visit) calendarImport() (rulebook.CalendarImport, error) {
	in := rulebook.CalendarImport{Unit: v.form("unit"), Source: strings.TrimSpace(v.form("source")), Partial: v.form("partial") != ""}
	name, content, err := v.file("file")
	if err != nil {
		return in, err
	}
	var refused core.Refusals
	refuse := func(field, rule string) {
		refused = append(refused, casework.FieldError(casework.Invalid, field, rule))
	}
	in.List, in.Format = content, strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	if len(content) == 0 {
		in.List, in.Format = []byte(strings.TrimSpace(v.form("list"))), sniff(v.form("list"))
	}
	switch {
	case len(in.List) == 0:
		refuse("file", "required")
	case mediaTypes[in.Format] == "":
		refuse("file", "format")
	}
	if in.Source == "" {
		refuse("source", "required")
	}
	if year := strings.TrimSpace(v.form("year")); year != "" {
		if in.Year, err = strconv.Atoi(year); err != nil {
			refuse("year", "year")
		}
	}
	if from := typedMoment(v.form("effective_from")); from != "" {
		if in.From, err = cases.ParseTime(from); err != nil {
			refuse("effective_from", "date-time")
		}
	}
	if len(refused) > 0 {
		return in, refused
	}
	return in, nil
}

// sniff tells what a pasted list is written in.
func sniff(list string) string {
	switch list = strings.TrimSpace(list); {
	case strings.HasPrefix(list, "{"):
		return almanac.JSON
	case strings.HasPrefix(list, "BEGIN:VCALENDAR"):
		return almanac.ICS
	}
	return almanac.CSV
}

// publishCalendar puts a draft in force for new cases.
func (s *site) publishCalendar(v *visit) error {
	ref := v.form("calendar")
	if err := s.deps.Counter.PublishCalendar(v.ctx, v.who, ref); err != nil {
		return s.notNow(v, err)
	}
	s.flash(v, "calendars.published", ref)
	return v.redirect("/admin/calendars")
}

// mediaTypes of an exported list.
var mediaTypes = map[string]string{
	almanac.CSV: "text/csv; charset=utf-8", almanac.JSON: "application/json", almanac.ICS: "text/calendar; charset=utf-8",
}

// exportCalendar hands out one version as a file.
func (s *site) exportCalendar(v *visit) error {
	ref, format := v.query("calendar"), v.query("format")
	if mediaTypes[format] == "" {
		return casework.FieldError(casework.Invalid, "format", "choice")
	}
	raw, err := s.deps.Counter.ExportCalendar(v.ctx, v.who, ref, format, 0)
	if err != nil {
		return err
	}
	name := strings.NewReplacer("/", "-", "@", "-").Replace(ref)
	v.c.Header("Content-Disposition", `attachment; filename="`+name+"."+format+`"`)
	v.c.Data(http.StatusOK, mediaTypes[format], raw)
	return nil
}
