package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/why"
)

func (s *Server) registerReference() {
	register(s, public(operation(http.MethodGet, "/items", "list-items", "What the office handles, and what it promises", "reference")), s.listItems)
	register(s, public(operation(http.MethodGet, "/due", "count-due", "When a limit runs out", "reference")), s.countDue)
	text := operation(http.MethodPost, "/texts", "keep-text", "Keep a text for a later signal to name", "commands")
	text.DefaultStatus = http.StatusCreated
	register(s, taking(failing(text, http.StatusNotFound), schemaOf[newText](s)), s.keepText)
}

// listItems serves GET /items. Promises are public (R032, R039).
func (s *Server) listItems(ctx context.Context, _ casework.Principal, _ *struct{}) (*body[[]policy.Item], error) {
	office, err := s.counter.Office(ctx)
	if err != nil {
		return nil, err
	}
	return &body[[]policy.Item]{office.Items}, nil
}

type dueInput struct {
	Start  string   `query:"start" doc:"RFC 3339, or without a zone the office's." example:"2026-09-24T09:30"`
	Limit  string   `query:"limit" doc:"Digits and wd, d, mo, wh, wm, ws, h, m or s." example:"10wd"`
	Pauses []string `query:"pause,explode" doc:"FROM/TO, as often as needed."`
	// Explain is for a citizen who checks by hand.
	Explain bool `query:"explain" doc:"Also every day of the count and why it counted or not."`
}

// count is what is asked for, read.
type count struct {
	start  time.Time
	limit  calendar.Limit
	pauses []calendar.Pause
}

// dueAnswer has the shape of shixian due --json.
type dueAnswer struct {
	Due         time.Time `json:"due"`
	Date        string    `json:"due_date"`
	Provisional bool      `json:"provisional" doc:"The span enters a year whose list of days off is not announced."`

	Days []why.Line `json:"days,omitempty" doc:"Where explain=true."`
}

// maxPauses bounds the work of one question.
const maxPauses = 100

// countDue serves GET /due, by the office's current calendar.
func (s *Server) countDue(_ context.Context, _ casework.Principal, in *dueInput) (*body[dueAnswer], error) {
	cal, err := s.calendar()
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	asked, err := readCount(cal, in)
	if err != nil {
		return nil, err
	}
	due, err := cal.Due(asked.start, asked.limit, asked.pauses...)
	if err != nil {
		return nil, uncountable(err)
	}
	out := dueAnswer{Due: due.At, Date: due.Date, Provisional: due.Provisional}
	if in.Explain {
		if out.Days, err = s.explained(cal, asked, due); err != nil {
			return nil, err
		}
	}
	return &body[dueAnswer]{out}, nil
}

func readCount(cal *calendar.Calendar, in *dueInput) (c count, err error) {
	if c.limit, err = calendar.ParseLimit(in.Limit); err != nil {
		return c, casework.FieldError(casework.BadLimit, "limit", "wd d mo wh wm ws h m s")
	}
	if c.start, err = cal.ParseTime("start", in.Start); err != nil {
		return c, uncountable(err)
	}
	if c.pauses, err = readPauses(cal, in.Pauses); err != nil {
		return c, uncountable(err)
	}
	return c, nil
}

func readPauses(cal *calendar.Calendar, texts []string) ([]calendar.Pause, error) {
	if len(texts) > maxPauses {
		return nil, &calendar.Error{Field: "pause", Code: calendar.BadPause}
	}
	var out []calendar.Pause
	for _, text := range texts {
		from, to, _ := strings.Cut(text, "/")
		begin, err := cal.ParseTime("pause", from)
		if err != nil {
			return nil, err
		}
		end, err := cal.ParseTime("pause", to)
		if err != nil {
			return nil, err
		}
		out = append(out, calendar.Pause{From: begin, To: end})
	}
	return out, nil
}

// uncountable turns the calendar's refusals into ours.
func uncountable(err error) error {
	var refused *calendar.Error
	if !errors.As(err, &refused) {
		return err
	}
	field, _, _ := strings.Cut(refused.Field, "[")
	if field == "pauses" {
		field = "pause"
	}
	code := casework.Invalid
	if refused.Code == calendar.BadLimit || refused.Code == calendar.LimitRange {
		code = casework.BadLimit
	}
	return casework.FieldError(code, field, string(refused.Code))
}

// newText is what POST /texts takes.
type newText struct {
	Number string `json:"number" example:"BJ2026-000123"`
	Text   string `json:"text" maxLength:"5000"`
}

// textKept is what it answers: signals carry the id, never the text.
type textKept struct {
	ID string `json:"id"`
}

// keepText serves POST /texts.
func (s *Server) keepText(ctx context.Context, p casework.Principal, in *rawBody) (*body[textKept], error) {
	var t newText
	if err := decode(in.RawBody, &t); err != nil {
		return nil, err
	}
	id, err := s.counter.SaveText(ctx, p, t.Number, t.Text)
	if err != nil {
		return nil, err
	}
	return &body[textKept]{textKept{id}}, nil
}
