package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// calendarRoutes is the table of this file.
func calendarRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/calendars", Access: access.CalendarView},
		{Method: http.MethodPost, Path: base + "/calendars", Access: access.CalendarImport},
		{Method: http.MethodGet, Path: base + "/calendars/export", Access: access.CalendarView},
		{Method: http.MethodPost, Path: base + "/calendars/publish", Access: access.CalendarPublish},
		{Method: http.MethodPost, Path: base + "/calendars/discard", Access: access.CalendarDiscard},
		{Method: http.MethodPost, Path: base + "/calendars/days", Access: access.CalendarImport},
		{Method: http.MethodGet, Path: base + "/calendars/missing", Access: access.CalendarView},
		{Method: http.MethodGet, Path: base + "/recounts", Access: access.CalendarView},
		{Method: http.MethodPost, Path: base + "/recounts", Access: access.RecountPreview},
		{Method: http.MethodGet, Path: base + "/recounts/:number", Access: access.CalendarView},
		{Method: http.MethodGet, Path: base + "/recounts/:number/moves", Access: access.CalendarView},
		{Method: http.MethodPost, Path: base + "/recounts/:number/apply", Access: access.RecountApply},
	}
}

func (s *Server) registerCalendars() {
	const tag = "calendars"
	register(s, operation(http.MethodGet, "/calendars", "list-calendars", "Every version of every calendar", tag), s.listCalendars)
	in := operation(http.MethodPost, "/calendars", "import-calendar", "Make the next version of a calendar out of a list, as a draft", tag)
	in = failing(in, http.StatusConflict, http.StatusUnprocessableEntity)
	register(s, taking(in, schemaOf[newCalendar](s)), s.importCalendar)
	out := operation(http.MethodGet, "/calendars/export", "export-calendar", "One version as CSV, JSON or iCalendar", tag)
	register(s, failing(out, http.StatusNotFound), s.exportCalendar)
	publish := operation(http.MethodPost, "/calendars/publish", "publish-calendar", "Put a draft in force for new cases; open ones keep theirs", tag)
	register(s, taking(failing(publish, http.StatusNotFound, http.StatusConflict), schemaOf[calendarRef](s)), s.publishCalendar)
	discard := operation(http.MethodPost, "/calendars/discard", "discard-calendar", "Give a draft up; its number is not given again", tag)
	register(s, taking(failing(discard, http.StatusNotFound, http.StatusConflict), schemaOf[calendarRef](s)), s.discardCalendar)
	days := operation(http.MethodPost, "/calendars/days", "change-calendar-days", "Change single days and no others, as a draft", tag)
	days = failing(days, http.StatusConflict, http.StatusUnprocessableEntity)
	register(s, taking(days, schemaOf[changedDays](s)), s.changeDays)
	register(s, operation(http.MethodGet, "/calendars/missing", "list-missing-calendars",
		"Years whose list of days off should be in and is not: this one, and from 1 November on the next", tag), s.missingLists)

	register(s, operation(http.MethodGet, "/recounts", "list-recounts", "Previews, and recounts with their progress", tag), s.listRecounts)
	preview := operation(http.MethodPost, "/recounts", "preview-recount", "Which open cases another version would move", tag)
	preview.DefaultStatus = http.StatusCreated
	register(s, taking(failing(preview, http.StatusNotFound, http.StatusConflict), schemaOf[newRecount](s)), s.previewRecount)
	register(s, failing(operation(http.MethodGet, "/recounts/{number}", "read-recount", "One recount with its progress", tag), http.StatusNotFound), s.readRecount)
	register(s, operation(http.MethodGet, "/recounts/{number}/moves", "list-recount-moves", "Clock by clock what a preview showed", tag), s.listMoves)
	apply := operation(http.MethodPost, "/recounts/{number}/apply", "apply-recount", "Carry out a preview, once, while it still holds", tag)
	apply.DefaultStatus = http.StatusAccepted
	register(s, failing(apply, http.StatusNotFound, http.StatusConflict), s.applyRecount)
}

// newCalendar is a list as it is brought.
type newCalendar struct {
	Unit   string `json:"unit,omitempty" doc:"The unit whose own days these are; empty: everybody's."`
	Year   int    `json:"year,omitempty" doc:"The year the list is for. 0: a calendar written down whole, as JSON." example:"2027"`
	Format string `json:"format" enum:"csv,json,ics"`
	Source string `json:"source,omitempty" doc:"The notice it comes from." maxLength:"500"`
	From   string `json:"effective_from,omitempty" doc:"RFC 3339; empty: at once."`
	List   string `json:"list" doc:"The list itself, as text."`
	// A list for everybody is its year's whole one unless it says otherwise.
	Partial bool `json:"partial,omitempty" doc:"It is part of a list: the year stays provisional, and no day known is taken away."`
	Dry     bool `json:"dry_run,omitempty" doc:"Show what would become of it, and keep nothing."`
}

// changedDays are single days as they are brought.
type changedDays struct {
	Unit   string           `json:"unit,omitempty" doc:"The unit whose own days these are; empty: everybody's."`
	Days   []almanac.Single `json:"days" doc:"At most 40; no other day changes."`
	Source string           `json:"source,omitempty" doc:"The notice it comes from." maxLength:"500"`
	From   string           `json:"effective_from,omitempty" doc:"RFC 3339; empty: at once."`
	Dry    bool             `json:"dry_run,omitempty" doc:"Show what would become of it, and keep nothing."`
}

type missingLists struct {
	Years []int `json:"years" nullable:"false"`
}

type calendarRef struct {
	Calendar string `json:"calendar" example:"cn@2"`
}

type newRecount struct {
	Calendar string `json:"calendar,omitempty" doc:"The version to count with." example:"cn@2"`
	Policy   string `json:"policy,omitempty" doc:"Or a version of a policy." example:"service-permit@2"`
}

// RecountPath names a recount.
type RecountPath struct {
	Number int64 `path:"number" minimum:"1"`
}

// listCalendars serves GET /calendars.
func (s *Server) listCalendars(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]rulebook.CalendarVersion], error) {
	versions, err := s.counter.CalendarList(ctx, p)
	if err != nil {
		return nil, err
	}
	return &body[[]rulebook.CalendarVersion]{versions}, nil
}

// importCalendar serves POST /calendars: 201 with a draft, or 200 where the list
// says nothing new.
func (s *Server) importCalendar(ctx context.Context, p casework.Principal, in *rawBody) (*stated[rulebook.Imported], error) {
	var sent newCalendar
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	from, err := effective(sent.From)
	if err != nil {
		return nil, err
	}
	got, err := s.counter.ImportCalendar(ctx, p, rulebook.CalendarImport{
		Unit: sent.Unit, Year: sent.Year, Format: sent.Format, Source: sent.Source, List: []byte(sent.List),
		From: from, Partial: sent.Partial, Dry: sent.Dry,
	})
	return drafted(got, err)
}

// changeDays serves POST /calendars/days: 201 with a draft, or 200 where nothing
// was kept.
func (s *Server) changeDays(ctx context.Context, p casework.Principal, in *rawBody) (*stated[rulebook.Imported], error) {
	var sent changedDays
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	from, err := effective(sent.From)
	if err != nil {
		return nil, err
	}
	got, err := s.counter.ChangeDays(ctx, p, rulebook.CalendarDays{
		Unit: sent.Unit, Days: sent.Days, Source: sent.Source, From: from, Dry: sent.Dry,
	})
	return drafted(got, err)
}

func effective(text string) (from time.Time, err error) {
	if text == "" {
		return from, nil
	}
	if from, err = cases.ParseTime(text); err != nil {
		return from, casework.FieldError(casework.Invalid, "effective_from", "date-time")
	}
	return from, nil
}

func drafted(got rulebook.Imported, err error) (*stated[rulebook.Imported], error) {
	if err != nil {
		return nil, err
	}
	out := &stated[rulebook.Imported]{Status: http.StatusCreated, Location: base + "/calendars", Body: got}
	if got.Same || got.Dry {
		out.Status, out.Location = http.StatusOK, ""
	}
	return out, nil
}

// missingLists serves GET /calendars/missing.
func (s *Server) missingLists(ctx context.Context, p casework.Principal, _ *struct{}) (*body[missingLists], error) {
	years, err := s.counter.ListsMissing(ctx, p)
	if err != nil {
		return nil, err
	}
	return &body[missingLists]{missingLists{years}}, nil
}

// discardCalendar serves POST /calendars/discard.
func (s *Server) discardCalendar(ctx context.Context, p casework.Principal, in *rawBody) (*struct{}, error) {
	var sent calendarRef
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	return nil, s.counter.DiscardCalendar(ctx, p, sent.Calendar)
}

type exportInput struct {
	Calendar string `query:"calendar" required:"true" example:"cn@2"`
	Format   string `query:"format" enum:"csv,json,ics" default:"csv"`
	Year     int    `query:"year" doc:"That year's list alone."`
}

// file is an answer that is a document of its own.
type file struct {
	Type string `header:"Content-Type"`
	Name string `header:"Content-Disposition"`
	Body []byte
}

var mediaTypes = map[string]string{
	almanac.CSV: "text/csv; charset=utf-8", almanac.JSON: "application/json", almanac.ICS: "text/calendar; charset=utf-8",
}

// exportCalendar serves GET /calendars/export.
func (s *Server) exportCalendar(ctx context.Context, p casework.Principal, in *exportInput) (*file, error) {
	raw, err := s.counter.ExportCalendar(ctx, p, in.Calendar, in.Format, in.Year)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf(`attachment; filename="%s.%s"`, strings.ReplaceAll(in.Calendar, "/", "-"), in.Format)
	return &file{mediaTypes[in.Format], name, raw}, nil
}

// publishCalendar serves POST /calendars/publish.
func (s *Server) publishCalendar(ctx context.Context, p casework.Principal, in *rawBody) (*struct{}, error) {
	var sent calendarRef
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	return nil, s.counter.PublishCalendar(ctx, p, sent.Calendar)
}

type recountsInput struct{ Paging }

// listRecounts serves GET /recounts.
func (s *Server) listRecounts(ctx context.Context, p casework.Principal, in *recountsInput) (*body[core.List[rulebook.Recount]], error) {
	rows, err := s.counter.Recounts(ctx, p, in.page())
	if err != nil {
		return nil, err
	}
	return &body[core.List[rulebook.Recount]]{rows}, nil
}

// previewRecount serves POST /recounts.
func (s *Server) previewRecount(ctx context.Context, p casework.Principal, in *rawBody) (*body[rulebook.Recount], error) {
	var sent newRecount
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	r, err := s.counter.Preview(ctx, p, sent.Calendar, sent.Policy)
	if err != nil {
		return nil, err
	}
	return &body[rulebook.Recount]{r}, nil
}

// readRecount serves GET /recounts/{number}.
func (s *Server) readRecount(ctx context.Context, p casework.Principal, in *RecountPath) (*body[rulebook.Recount], error) {
	r, err := s.counter.Recount(ctx, p, in.Number)
	if err != nil {
		return nil, err
	}
	return &body[rulebook.Recount]{r}, nil
}

type movesInput struct {
	RecountPath
	Paging
}

// listMoves serves GET /recounts/{number}/moves.
func (s *Server) listMoves(ctx context.Context, p casework.Principal, in *movesInput) (*body[core.List[rulebook.CaseMove]], error) {
	rows, err := s.counter.RecountMoves(ctx, p, in.Number, in.page())
	if err != nil {
		return nil, err
	}
	return &body[core.List[rulebook.CaseMove]]{rows}, nil
}

// applyRecount serves POST /recounts/{number}/apply: 202, for the sweep brings it
// to the cases.
func (s *Server) applyRecount(ctx context.Context, p casework.Principal, in *RecountPath) (*body[rulebook.Recount], error) {
	r, err := s.counter.ApplyRecount(ctx, p, in.Number)
	if err != nil {
		return nil, err
	}
	return &body[rulebook.Recount]{r}, nil
}
