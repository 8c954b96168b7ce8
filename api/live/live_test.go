package live

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// listening is a page of somebody; it reads what comes, comments left out.
func listening(t *testing.T, address, person string) (<-chan string, *http.Response) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+Path, nil)
	require.NoError(t, err)
	req.Header.Set("X-Person", person)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	t.Cleanup(func() { res.Body.Close() })
	lines := make(chan string, 16)
	go func() {
		defer close(lines)
		for in := bufio.NewScanner(res.Body); in.Scan(); {
			if strings.HasPrefix(in.Text(), "data:") || strings.HasPrefix(in.Text(), "retry:") {
				lines <- in.Text()
			}
		}
	}()
	return lines, res
}

func next(t *testing.T, lines <-chan string) string {
	t.Helper()
	select {
	case line := <-lines:
		return line
	case <-time.After(5 * time.Second):
		t.Fatal("nothing came")
		return ""
	}
}

// Who was told something hears so at once, or at its instant; others hear nothing; after a gap in
// what is heard everybody looks. The stream ends with the house.
func TestATellingReachesItsPages(t *testing.T) {
	t.Parallel()
	h := New()
	feed := make(chan string)
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan struct{})
	go func() { defer close(ran); h.Run(ctx, feed) }()
	srv := httptest.NewServer(h.Handler(func(r *http.Request) (string, error) { return r.Header.Get("X-Person"), nil }))
	t.Cleanup(srv.Close)
	li, res := listening(t, srv.URL, "li")
	require.Equal(t, "text/event-stream", res.Header.Get("Content-Type"))
	wang, _ := listening(t, srv.URL, "wang")
	require.Equal(t, "retry: 15000", next(t, li))
	require.Equal(t, "retry: 15000", next(t, wang))
	feed <- "li 1"
	require.Equal(t, "data: told", next(t, li))
	feed <- "li " + strconv.FormatInt(time.Now().Add(time.Second).Unix(), 10) // armed
	require.Equal(t, "data: told", next(t, li))
	require.Empty(t, wang, "it is no business of his")
	feed <- ""
	require.Equal(t, "data: told", next(t, li))
	require.Equal(t, "data: told", next(t, wang))
	stop()
	<-ran
	_, open := <-li
	require.False(t, open)
}

// Whoever signed out, or may come in no more, is told nothing on a page that was left open.
func TestALineEndsWithTheSession(t *testing.T) {
	t.Parallel()
	h := New()
	feed := make(chan string)
	go h.Run(t.Context(), feed)
	var ended atomic.Bool
	srv := httptest.NewServer(h.Handler(func(*http.Request) (string, error) {
		if ended.Load() {
			return "", nil
		}
		return "li", nil
	}))
	t.Cleanup(srv.Close)
	li, _ := listening(t, srv.URL, "li")
	require.Equal(t, "retry: 15000", next(t, li))
	feed <- "li 1"
	require.Equal(t, "data: told", next(t, li))
	ended.Store(true)
	feed <- "li 1"
	line, open := <-li
	require.False(t, open, line)
}

// Nobody, somebody with too many pages, and a store that is away are sent off, and nothing is held.
func TestFewLinesAreHeld(t *testing.T) {
	t.Parallel()
	h := New()
	ask := func(who func(*http.Request) (string, error)) int {
		w := httptest.NewRecorder()
		h.Handler(who).ServeHTTP(w, httptest.NewRequest(http.MethodGet, Path, nil))
		return w.Code
	}
	require.Equal(t, http.StatusNoContent, ask(func(*http.Request) (string, error) { return "", nil }))
	require.Equal(t, http.StatusServiceUnavailable, ask(func(*http.Request) (string, error) { return "", errors.New("away") }))
	for range mostEach {
		require.NotNil(t, h.open("li"))
	}
	require.Equal(t, http.StatusNoContent, ask(func(*http.Request) (string, error) { return "li", nil }))
	for i := range most - mostEach {
		require.NotNil(t, h.open(strconv.Itoa(i)))
	}
	require.Nil(t, h.open("one too many"))
}
