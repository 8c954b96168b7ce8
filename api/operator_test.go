package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// A request is found in the log by the name its caller gave it, which he reads in the
// answer again; one line says what became of it.
func TestARequestIsFoundInTheLog(t *testing.T) {
	t.Parallel()
	b := setup(t)
	got := b.visitor().send(http.MethodGet, "/api/v1/cases/"+open+"?kind=x", "", map[string]string{"X-Request-Id": "proxy-20261128-7"})
	require.Equal(t, "proxy-20261128-7", got.header.Get("X-Request-Id"))
	require.Regexp(t, `(?m)^\S+ level=INFO msg=request request=proxy-20261128-7 method=GET route=/api/v1/cases/:number status=401 ms=\d+$`, b.log.String())
	require.NotEmpty(t, b.visitor().get("/healthz").header.Get("X-Request-Id"), "who gives none is given one")
}

// Whoever hangs up is no fault of the house; a fault is one, whoever hangs up.
func TestWhoHangsUpIsNoErrorInTheLog(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err  error
		said string
	}{
		"he hung up":      {context.Canceled, `level=INFO msg="request failed"`},
		"the disk is out": {errors.New("disk"), `level=ERROR msg="request failed"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setupCounting(t, func() (*calendar.Calendar, error) { return nil, tt.err })
			gone, cancel := context.WithCancel(t.Context())
			cancel()
			w := httptest.NewRecorder()
			b.server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodGet, "/api/v1/due?start=2026-09-24T09:30&limit=3wd", nil))
			require.Equal(t, http.StatusServiceUnavailable, w.Code)
			require.Contains(t, b.log.String(), tt.said)
		})
	}
}

// Who came too often hears from a program's answer, too, in how many seconds he may
// come again.
func TestTooManySayWhenToComeAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	var got answer
	for got.status != http.StatusTooManyRequests {
		got = v.post("/api/v1/session", `{"username":"`+countertest.Clerk+`","password":"wrong"}`, nil)
		require.Contains(t, []int{http.StatusUnauthorized, http.StatusTooManyRequests}, got.status)
	}
	require.Equal(t, casework.TooMany, got.problem(t).Code)
	seconds, err := strconv.Atoi(got.header.Get("Retry-After"))
	require.NoError(t, err)
	require.Positive(t, seconds)
}
