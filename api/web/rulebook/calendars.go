package rulebook

import (
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

type calendarsView struct {
	kernel.Frame
	Missing string // years whose list should be in; empty: none
	Before  string // years before the first list
	Rows    []calendarRow
	Import  bool // whether the person may bring a list
	Summary []kernel.Problem
	Fields  []kernel.FieldView
	Days    daysForm
}

// calendarRow is one version: what it is for, where it comes from, and what may
// be done with it.
type calendarRow struct {
	Ref, For, Years, Source     string
	By, At, SHA, From, Standing string
	Outdated                    bool
	Publish, Recount, Discard   bool
	Second                      bool         // another than who brought it puts it in force
	Changes                     *changesView // of a draft
	Exports                     []exportView
}

type exportView struct{ Name, Href string }

// calendars lists every version of every calendar, newest first.
func (s *Room) calendars(v *visit) error {
	return s.renderCalendars(v, http.StatusOK, listAnswer{})
}

// listAnswer is what a form of this page was listAnswer with.
type listAnswer struct {
	list, days error              // refused
	shown      *rulebook.Imported // a preview of single days
}

func (s *Room) renderCalendars(v *visit, status int, got listAnswer) error {
	versions, err := s.counter.Calendars.CalendarList(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "calendars", v.T("calendars.title"))
	if err != nil {
		return err
	}
	view := &calendarsView{Frame: f, Import: v.May(office, access.CalendarImport)}
	missing, err := s.counter.Calendars.MissingLists(v.Ctx, v.Now)
	if err != nil {
		return err
	}
	view.Missing, view.Before = v.Years(missing), v.firstYear(versions)
	published := map[string]int{}
	for _, c := range versions {
		if c.Published != nil {
			published[c.ID] = max(published[c.ID], c.Version)
		}
	}
	for _, c := range versions {
		row := v.calendarRow(c, office)
		draft := c.Published == nil && c.Discarded == nil
		row.Publish = draft && !c.Outdated && !c.Own && v.May(office, access.CalendarPublish)
		row.Second = draft && !c.Outdated && c.Own
		row.Discard = draft && v.May(office, access.CalendarDiscard)
		row.Recount = (draft && !c.Outdated || c.Published != nil && c.Version == published[c.ID]) && v.May(office, access.RecountPreview)
		view.Rows = append(view.Rows, row)
	}
	view.Fields = v.calendarFields(office)
	view.Summary = v.Attach(view.Fields, got.list)
	view.Days = v.daysForm(office, got)
	return s.Render(v.Visit, status, "calendars", view)
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
		Ref: c.Ref(), For: v.T("calendars.everybody"), Source: c.Source, By: kernel.PersonName(office, c.ImportedBy), At: v.Stamp(c.Imported),
		SHA: c.SHA256, From: v.Stamp(c.From), Standing: v.T("standing.draft"), Outdated: c.Outdated,
	}
	if c.Unit != "" {
		r.For = v.UnitName(office, c.Unit)
	}
	if c.ImportedBy == "" {
		r.By = v.T("case.machine")
	}
	r.Years = v.Years(c.Years)
	switch {
	case c.Published != nil:
		r.Standing = v.T("standing.published")
	case c.Discarded != nil:
		r.Standing = v.T("calendars.discarded.tag")
	case c.Outdated:
		r.Standing = v.T("calendars.outdated")
	}
	if c.Difference != nil {
		r.Changes = v.changes(*c.Difference)
	}
	for _, format := range []string{almanac.CSV, almanac.JSON, almanac.ICS} {
		r.Exports = append(r.Exports, exportView{strings.ToUpper(format), "/admin/calendars/export?calendar=" + c.Ref() + "&format=" + format})
	}
	return r
}

func (v *visit) calendarFields(office *core.Office) []kernel.FieldView {
	unit := kernel.FieldView{ID: "unit", Name: "unit", Type: "select", Label: v.T("calendars.for"), Hint: v.T("calendars.for.hint")}
	for _, u := range office.Units {
		unit.Options = append(unit.Options, kernel.OptionView{Value: u.ID, Label: v.UnitName(office, u.ID), On: u.ID == v.Form("unit")})
	}
	return []kernel.FieldView{
		{ID: "year", Name: "year", Type: "text", Label: v.T("calendars.year"), Hint: v.T("calendars.year.hint"), Value: v.Form("year"), Auto: "off"},
		{ID: "source", Name: "source", Type: "text", Label: v.T("calendars.source"), Hint: v.T("calendars.source.hint"), Required: true, Value: v.Form("source"), Auto: "off"},
		unit,
		{ID: "from", Name: "effective_from", Type: "datetime-local", Label: v.T("calendars.from"), Hint: v.T("calendars.from.hint"), Value: v.Form("effective_from")},
		{ID: "file", Name: "file", Type: "file", Accept: ".csv,.json,.ics", Label: v.T("calendars.file"), Hint: v.T("calendars.file.hint")},
		{ID: "list", Name: "list", Type: "textarea", Label: v.T("calendars.list"), Hint: v.T("calendars.list.hint"), Value: v.Form("list")},
		{ID: "partial", Name: "partial", Type: "check", Label: v.T("calendars.partial"), Hint: v.T("calendars.partial.hint"), Value: v.Form("partial")},
	}
}

// importCalendar takes in a list; it becomes a draft and moves nothing.
func (s *Room) importCalendar(v *visit) error {
	in, err := v.calendarImport()
	var got rulebook.Imported
	if err == nil {
		got, err = s.counter.Calendars.ImportCalendar(v.Ctx, v.Who, in)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderCalendars(v, http.StatusUnprocessableEntity, listAnswer{list: err})
	case err != nil:
		return err
	case got.Same:
		s.Flash(v.Visit, "calendars.same", got.Ref())
	default:
		s.Flash(v.Visit, "calendars.taken", got.Ref())
	}
	return v.Redirect("/admin/calendars")
}

func (v *visit) calendarImport() (rulebook.CalendarImport, error) {
	in := rulebook.CalendarImport{Unit: v.Form("unit"), Source: strings.TrimSpace(v.Form("source")), Partial: v.Form("partial") != ""}
	name, content, err := v.File("file")
	if err != nil {
		return in, err
	}
	var refused core.Refusals
	refuse := func(field, rule string) {
		refused = append(refused, casework.FieldError(casework.Invalid, field, rule))
	}
	in.List, in.Format = content, strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	if len(content) == 0 {
		in.List, in.Format = []byte(strings.TrimSpace(v.Form("list"))), sniff(v.Form("list"))
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
	if year := strings.TrimSpace(v.Form("year")); year != "" {
		if in.Year, err = strconv.Atoi(year); err != nil {
			refuse("year", "year")
		}
	}
	if from := typedMoment(v.Form("effective_from")); from != "" {
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
func (s *Room) publishCalendar(v *visit) error {
	ref := v.Form("calendar")
	if err := s.counter.Calendars.PublishCalendar(v.Ctx, v.Who, ref); err != nil {
		return s.notNow(v, err)
	}
	s.Flash(v.Visit, "calendars.published", ref)
	return v.Redirect("/admin/calendars")
}

// mediaTypes of an exported list.
var mediaTypes = map[string]string{
	almanac.CSV: "text/csv; charset=utf-8", almanac.JSON: "application/json", almanac.ICS: "text/calendar; charset=utf-8",
}

// exportCalendar hands out one version as a file.
func (s *Room) exportCalendar(v *visit) error {
	ref, format := v.Query("calendar"), v.Query("format")
	if mediaTypes[format] == "" {
		return casework.FieldError(casework.Invalid, "format", "choice")
	}
	raw, err := s.counter.Calendars.ExportCalendar(v.Ctx, v.Who, ref, format, 0)
	if err != nil {
		return err
	}
	name := strings.NewReplacer("/", "-", "@", "-").Replace(ref)
	v.C.Header("Content-Disposition", `attachment; filename="`+name+"."+format+`"`)
	v.C.Data(http.StatusOK, mediaTypes[format], raw)
	return nil
}
