package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

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
