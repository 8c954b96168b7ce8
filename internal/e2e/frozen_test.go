package e2e

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/testkit"
)

// TestPostgresHangs: PostgreSQL stands still, not dead. Every page says so in words
// within 5 s, readiness within 2 s, and all of it comes back by itself.
func TestPostgresHangs(t *testing.T) {
	t.Parallel()
	m := ownServers(t)
	h := open(t, on(m))
	clerk := h.as("clerk")
	number := clerk.register(foodPermit())

	thaw := testkit.Freeze(t, m.postgres.PID())
	status, text, took := timed(t, h.url+"/readyz")
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, text, "unknown database")
	require.Less(t, took, 2*time.Second)
	for range 3 { // each finds the pool as the one before left it
		for _, page := range []string{"/", "/public", "/cases/" + number, "/api/v1/cases"} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+page, nil)
			require.NoError(t, err)
			began := time.Now()
			resp, err := clerk.http.Do(req)
			require.NoError(t, err, page)
			body, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			resp.Body.Close()
			require.Less(t, time.Since(began), 5*time.Second, page)
			require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode, page)
			if !strings.HasPrefix(page, "/api/") {
				require.Contains(t, string(body), "<html", page)
			}
		}
	}

	thaw()
	eventually(t, readyWithin, "everything comes back by itself", func() bool { return get(h.url+"/readyz") == http.StatusOK })
	require.NotEmpty(t, clerk.register(foodPermit()))
}

// timed gets a page and says how long it took.
func timed(t *testing.T, url string) (status int, text string, took time.Duration) {
	t.Helper()
	began := time.Now()
	resp, err := http.Get(url)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(body), time.Since(began)
}
