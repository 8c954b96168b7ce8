package api

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
)

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
