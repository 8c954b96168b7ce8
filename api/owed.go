package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

func (s *Server) registerOwed() {
	register(s, operation(http.MethodGet, "/owed", "list-owed",
		"The monthly list: what the house owes itself and has let pass, and the verifications that wait for the facts", "cases"), s.listOwed)
}

// listOwed serves GET /owed.
func (s *Server) listOwed(ctx context.Context, p casework.Principal, _ *struct{}) (*body[cases.MonthlyList], error) {
	list, err := s.counter.Monthly(ctx, p)
	return &body[cases.MonthlyList]{list}, err
}
