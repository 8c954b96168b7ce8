package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/api/trace"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

// statuses is the one place where refusals become HTTP. A code that is not here
// is a refusal by the state of the case: 409.
var statuses = map[casework.Code]int{
	casework.Invalid:          http.StatusBadRequest,
	casework.UnknownField:     http.StatusBadRequest,
	casework.NotJSON:          http.StatusBadRequest,
	casework.BadLimit:         http.StatusBadRequest,
	casework.Unauthenticated:  http.StatusUnauthorized,
	casework.WrongLogin:       http.StatusUnauthorized,
	casework.Forbidden:        http.StatusForbidden,
	casework.NotDecider:       http.StatusForbidden,
	casework.OwnCase:          http.StatusForbidden,
	casework.NotRegistrar:     http.StatusForbidden,
	casework.LimitedCover:     http.StatusForbidden,
	casework.NotConcerned:     http.StatusForbidden,
	casework.NotFound:         http.StatusNotFound,
	casework.UnknownCommand:   http.StatusNotFound,
	casework.WrongMethod:      http.StatusMethodNotAllowed,
	casework.TooLarge:         http.StatusRequestEntityTooLarge,
	casework.WeakPassword:     http.StatusUnprocessableEntity,
	casework.KeyReused:        http.StatusUnprocessableEntity,
	casework.UnknownItem:      http.StatusUnprocessableEntity,
	casework.FutureDate:       http.StatusUnprocessableEntity,
	casework.PastNoReason:     http.StatusUnprocessableEntity,
	casework.KnownElsewhere:   http.StatusConflict,
	casework.MissingPaper:     http.StatusUnprocessableEntity,
	casework.BadIdentity:      http.StatusUnprocessableEntity,
	casework.BadPhone:         http.StatusUnprocessableEntity,
	casework.BadEmail:         http.StatusUnprocessableEntity,
	casework.FutureBirthday:   http.StatusUnprocessableEntity,
	casework.PaperBrought:     http.StatusUnprocessableEntity,
	casework.PaperNotBrought:  http.StatusUnprocessableEntity,
	casework.NoticePartial:    http.StatusUnprocessableEntity,
	casework.PaperLacking:     http.StatusUnprocessableEntity,
	casework.NoPromise:        http.StatusUnprocessableEntity,
	casework.OverCap:          http.StatusUnprocessableEntity,
	casework.BelowFloor:       http.StatusUnprocessableEntity,
	casework.AboveCeiling:     http.StatusUnprocessableEntity,
	casework.SameDay:          http.StatusUnprocessableEntity,
	casework.MoreThanAsked:    http.StatusUnprocessableEntity,
	casework.PauseCategory:    http.StatusUnprocessableEntity,
	casework.PauseUntil:       http.StatusUnprocessableEntity,
	casework.BadList:          http.StatusUnprocessableEntity,
	casework.LegalMissing:     http.StatusUnprocessableEntity,
	casework.LegalWorked:      http.StatusUnprocessableEntity,
	casework.LawUnknown:       http.StatusUnprocessableEntity,
	casework.MakeUpWeekday:    http.StatusUnprocessableEntity,
	casework.TooManyOff:       http.StatusUnprocessableEntity,
	casework.SummaryUnknown:   http.StatusUnprocessableEntity,
	casework.EmptyList:        http.StatusUnprocessableEntity,
	casework.WrongYear:        http.StatusUnprocessableEntity,
	casework.DayClash:         http.StatusUnprocessableEntity,
	casework.PromiseTooLong:   http.StatusUnprocessableEntity,
	casework.OverCeiling:      http.StatusUnprocessableEntity,
	casework.ApproverRank:     http.StatusUnprocessableEntity,
	casework.WarningOutside:   http.StatusUnprocessableEntity,
	casework.PolicyOrder:      http.StatusUnprocessableEntity,
	casework.Classified:       http.StatusUnprocessableEntity,
	casework.NoConsent:        http.StatusUnprocessableEntity,
	casework.NotSpecial:       http.StatusUnprocessableEntity,
	casework.StepsTooLong:     http.StatusUnprocessableEntity,
	casework.PastPromise:      http.StatusUnprocessableEntity,
	casework.LadderSilent:     http.StatusUnprocessableEntity,
	casework.BasisUnknown:     http.StatusUnprocessableEntity,
	casework.NumberUnsaid:     http.StatusUnprocessableEntity,
	casework.UnknownForm:      http.StatusNotFound,
	casework.PaperIncomplete:  http.StatusUnprocessableEntity,
	casework.NamesComplainant: http.StatusUnprocessableEntity,
	casework.SecondPerson:     http.StatusForbidden,
	casework.NotOnLadder:      http.StatusUnprocessableEntity,
	casework.HeavierThanAsked: http.StatusUnprocessableEntity,
	casework.FileTooLarge:     http.StatusRequestEntityTooLarge,
	casework.FileType:         http.StatusUnsupportedMediaType,
	casework.FileOld:          http.StatusUnsupportedMediaType,
	casework.FilePicture:      http.StatusUnsupportedMediaType,
	casework.FileFilm:         http.StatusUnsupportedMediaType,
	casework.FileSound:        http.StatusUnsupportedMediaType,
	casework.FileArchive:      http.StatusUnsupportedMediaType,
	casework.FileSlides:       http.StatusUnsupportedMediaType,
	casework.FileGBK:          http.StatusUnsupportedMediaType,
	casework.FileEmpty:        http.StatusUnprocessableEntity,
	casework.FileMacro:        http.StatusUnprocessableEntity,
	casework.FileLocked:       http.StatusUnprocessableEntity,
	casework.FileDamaged:      http.StatusUnprocessableEntity,
	casework.FilesTooMany:     http.StatusUnprocessableEntity,
	casework.FilesTooLarge:    http.StatusUnprocessableEntity,
	casework.TooMany:          http.StatusTooManyRequests,
	casework.Unavailable:      http.StatusServiceUnavailable,
}

// places says where a refusal belongs that names no field of its own, and the
// check that made it where no regulation did.
var places = map[casework.Code]struct{ field, rule string }{
	casework.KeyReused:       {core.KeyField, "one key, one body"},
	casework.TooLarge:        {"body", "max:1MiB"},
	casework.NotJSON:         {"body", "RFC 8259"},
	casework.CaseIsClosed:    {"number", "case_closed"},
	casework.NotFound:        {"number", ""},
	casework.Forbidden:       {"principal", "access"},
	casework.Unauthenticated: {"principal", "session"},
}

// Problem is every refusal, as RFC 9457 has it. Title and Detail are in the
// language of the request, Errors in both.
type Problem struct {
	Type   string         `json:"type" example:"urn:shixian:problem:over_cap"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"`
	Code   casework.Code  `json:"code" example:"over_cap"`
	Errors []FieldProblem `json:"errors"`

	wait time.Duration // until asking again makes sense
}

// FieldProblem is what is wrong with one field, and under which rule.
type FieldProblem struct {
	Field string        `json:"field" example:"days"`
	Rule  string        `json:"rule" example:"R043"`
	Code  casework.Code `json:"code"`
	ZH    string        `json:"zh"`
	EN    string        `json:"en"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus is what huma answers with.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders says when to come again, to whoever asked too often.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.wait > 0 {
		h.Set("Retry-After", edge.Seconds(p.wait))
	}
	return h
}

// ContentType is RFC 9457's.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problemOf turns any error into an answer. What is not a refusal becomes
// Unavailable: nobody outside reads the inside of an error.
func problemOf(lang string, err error) *Problem {
	refusals := core.RefusalsOf(err)
	if len(refusals) == 0 {
		refusals = []*casework.Error{{Code: casework.Unavailable}}
	}
	code := refusals[0].Code
	status, ok := statuses[code]
	if !ok {
		status = http.StatusConflict
	}
	p := &Problem{
		Type: "urn:shixian:problem:" + string(code), Title: words.Title(lang, refusals[0]), Status: status, Code: code, wait: refusals[0].Wait,
	}
	details := make([]string, 0, len(refusals))
	for _, r := range refusals {
		f := fieldProblem(r)
		p.Errors = append(p.Errors, f)
		details = append(details, f.line(lang))
	}
	p.Detail = strings.Join(details, "; ")
	return p
}

// fieldName is how the fields we know are written. Anything else was typed by
// somebody and is not repeated.
var fieldName = regexp.MustCompile(`^[A-Za-z0-9_.:\-\[\]]{1,100}$`)

func fieldProblem(e *casework.Error) FieldProblem {
	f := FieldProblem{Field: e.Field, Rule: e.Rule, Code: e.Code, ZH: words.Refusal(auth.Chinese, e), EN: words.Refusal(auth.English, e)}
	if f.Field == "" {
		f.Field = places[e.Code].field
	}
	if f.Rule == "" {
		f.Rule = places[e.Code].rule
	}
	if f.Field != "" && !fieldName.MatchString(f.Field) {
		f.Field = "body"
	}
	return f
}

// line says one refusal in one sentence.
func (f FieldProblem) line(lang string) string {
	text := f.ZH
	if lang == auth.English {
		text = f.EN
	}
	where := f.Field
	if f.Rule != "" {
		where = strings.TrimSpace(where + " (" + f.Rule + ")")
	}
	if where == "" {
		return text
	}
	return where + ": " + text
}

// fail is what a handler returns for an error. Errors that are no refusals are
// logged here, once.
func (s *Server) fail(ctx context.Context, err error) *Problem {
	p := problemOf(auth.LangFrom(ctx), err)
	if p.Code == casework.Unavailable {
		s.log.Log(ctx, trace.Level(ctx, err), "request failed", "request", trace.RequestID(ctx), "error", err)
	}
	return p
}

// refuse answers a request that may not go on, as a problem under /api and as
// the pages see fit elsewhere.
func (s *Server) refuse(c *gin.Context, err error) {
	problem := s.fail(c.Request.Context(), err)
	if s.pages != nil && !strings.HasPrefix(c.Request.URL.Path, "/api/") {
		s.pages.Fail(c, err)
		return
	}
	s.write(c.Writer, c.Request, problem)
}

// write sends a problem where huma does not.
func (s *Server) write(w http.ResponseWriter, r *http.Request, p *Problem) {
	w.Header().Set("Content-Type", p.ContentType(""))
	maps.Copy(w.Header(), p.GetHeaders())
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.log.WarnContext(r.Context(), "answer not sent", "error", err)
	}
}

// huma builds its own refusals through two process-wide hooks. They are set once,
// before any server, and read nothing but their arguments.
func init() {
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return fromHuma(auth.LangFrom(ctx.Context()), status, errs)
	}
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return fromHuma(auth.Chinese, status, errs)
	}
}

// fromHuma translates what huma itself refused: parameters and bodies that do
// not fit the document.
func fromHuma(lang string, status int, errs []error) *Problem {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return problemOf(lang, casework.FieldError(casework.TooLarge, "body", ""))
	case status >= http.StatusInternalServerError:
		err := errors.Join(errs...)
		slog.Error("request failed", "error", err) // a defect of ours: no server is at hand here
		return problemOf(lang, err)
	}
	refused := core.Refusals{}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if !errors.As(err, &d) {
			continue
		}
		_, field, _ := strings.Cut(d.Location, ".")
		rule := d.Message
		if rule == "unknown query parameter" {
			refused = append(refused, casework.FieldError(casework.UnknownField, field, ""))
			continue
		}
		if strings.HasPrefix(rule, "required ") {
			rule = "required"
		}
		refused = append(refused, casework.FieldError(casework.Invalid, field, rule))
	}
	if len(refused) == 0 {
		return problemOf(lang, casework.FieldError(casework.Invalid, "body", ""))
	}
	return problemOf(lang, refused)
}
