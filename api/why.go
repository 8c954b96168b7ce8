package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/why"
)

type whyInput struct {
	CasePath
	Clock string `path:"clock" maxLength:"60" example:"handle"`
	Round int    `query:"round" minimum:"0" doc:"Left out: the latest."`
}

func (s *Server) registerWhy() {
	register(s, failing(operation(http.MethodGet, "/cases/{number}/clocks/{clock}/why", "why",
		"Why the due date is that date: every day of the count, and every time it moved", "cases"), http.StatusNotFound), s.whyDue)
}

// whyDue serves GET /cases/{number}/clocks/{clock}/why.
func (s *Server) whyDue(ctx context.Context, p casework.Principal, in *whyInput) (*body[rulebook.Why], error) {
	got, err := s.counter.Why(ctx, p, in.Number, in.Clock, in.Round)
	return &body[rulebook.Why]{got}, err
}

// maxStrip is how many days GET /due explains; whoever asks is nobody in
// particular, and the answer is long.
const maxStrip = 1100

// explained is the strip of days of a count nobody's case stands behind.
func (s *Server) explained(cal *calendar.Calendar, in count, due calendar.Due) ([]why.Line, error) {
	if due.At.Sub(in.start).Hours() > 24*maxStrip {
		return nil, casework.FieldError(casework.Invalid, "explain", "max:1100d")
	}
	days, err := cal.Explain(in.start, in.limit, in.pauses...)
	if err != nil {
		return nil, uncountable(err)
	}
	spans := make([]casework.Span, len(in.pauses))
	for i, p := range in.pauses {
		spans[i] = casework.Span{From: p.From, To: p.To}
	}
	return why.Strip{Days: days, Limit: in.limit, Due: due.At, Pauses: spans, Name: s.counter.Holidays().Names(nil)}.Lines(), nil
}

type ruleInput struct {
	Rule string `path:"rule" maxLength:"8" example:"R069"`
}

func (s *Server) registerRules() {
	register(s, failing(operation(http.MethodGet, "/rules/{rule}/cases", "count-touched",
		"How many cases a rule touched this year, of those the reader may read", "reference"), http.StatusNotFound), s.countTouched)
}

// countTouched serves GET /rules/{rule}/cases.
func (s *Server) countTouched(ctx context.Context, p casework.Principal, in *ruleInput) (*body[rulebook.Touched], error) {
	known, err := law.Known(in.Rule)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, casework.FieldError(casework.NotFound, "rule", "")
	}
	got, err := s.counter.TouchedBy(ctx, p, in.Rule)
	return &body[rulebook.Touched]{got}, err
}
