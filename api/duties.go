package api

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
)

// dutyRoutes is the part of the table for standing duties.
func dutyRoutes() []auth.Rule {
	return []auth.Rule{{Method: http.MethodGet, Path: base + "/duties", Access: access.CaseList}}
}

func (s *Server) registerDuties() {
	register(s, operation(http.MethodGet, "/duties", "list-duties",
		"Standing duties of the bureaus one may see: the rounds that run, those filed or missed, points proposed", "cases"), s.listDuties)
}

// listDuties serves GET /duties.
func (s *Server) listDuties(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]appraisal.Standing], error) {
	rows, err := s.counter.StandingDuties(ctx, p)
	return &body[[]appraisal.Standing]{rows}, err
}

func (s *Server) registerOwed() {
	register(s, operation(http.MethodGet, "/owed", "list-owed",
		"The monthly list: what the house owes itself and has let pass, and the verifications that wait for the facts", "cases"), s.listOwed)
}

// listOwed serves GET /owed.
func (s *Server) listOwed(ctx context.Context, p casework.Principal, _ *struct{}) (*body[cases.MonthlyList], error) {
	list, err := s.counter.Monthly(ctx, p)
	return &body[cases.MonthlyList]{list}, err
}

// watchSpan is how far back the watch list goes where nobody says.
const watchSpan = 90 * 24 * time.Hour

type watchInput struct {
	Since string `query:"since" doc:"RFC 3339, or without a zone Asia/Shanghai's. Left out: 90 days back."`
}

func (s *Server) registerWatch() {
	register(s, operation(http.MethodGet, "/watch", "list-watched",
		"Acts that look like winning time: late pauses, reopened cases, transfers there and back", "cases"), s.listWatched)
}

// listWatched serves GET /watch.
func (s *Server) listWatched(ctx context.Context, p casework.Principal, in *watchInput) (*body[[]appraisal.Watched], error) {
	since := time.Now().Add(-watchSpan)
	if in.Since != "" {
		var err error
		if since, err = cases.ParseTime(in.Since); err != nil {
			return nil, casework.FieldError(casework.Invalid, "since", "date-time")
		}
	}
	rows, err := s.counter.Watch(ctx, p, since)
	return &body[[]appraisal.Watched]{rows}, err
}
