package api

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/finding"
)

// search is what POST /find takes: by POST, for an address would stand in logs.
type search struct {
	Text    string `json:"q" doc:"A case number, its beginning or its serial; a matter; with a purpose words of a name or a subject, a telephone or identity number whole or by its last four places." example:"张伟" maxLength:"100"`
	Purpose string `json:"purpose,omitempty" doc:"Why somebody's words are looked through; recorded with each case that is found by them. Left out: they are not." enum:"handle,answer,check,supervise"`
}

type searchInput struct{ rawBody }

func (s *Server) registerFinding() {
	op := operation(http.MethodPost, "/find", "find-cases", "Find cases by what one knows of them", "cases")
	register(s, taking(failing(op, http.StatusUnprocessableEntity, http.StatusTooManyRequests), schemaOf[search](s)), s.findCases)
}

// findCases serves POST /find.
func (s *Server) findCases(ctx context.Context, p casework.Principal, in *searchInput) (*body[finding.Found], error) {
	var asked search
	if err := decode(in.RawBody, &asked); err != nil {
		return nil, err
	}
	if err := s.mayLook(ctx, p); err != nil {
		return nil, err
	}
	found, err := s.counter.Find(ctx, p, finding.Asked{Text: asked.Text, Purpose: asked.Purpose})
	return &body[finding.Found]{found}, err
}

// mayLook counts a search through sealed words, which opens them all: by who searches, and by the
// address of whoever has not signed in.
func (s *Server) mayLook(ctx context.Context, p casework.Principal) error {
	if wait := s.sought.Admit(cmp.Or(p.Person, edge.Source(auth.AddressFrom(ctx))), time.Now()); wait > 0 {
		return casework.Later("q", "", wait)
	}
	return nil
}
