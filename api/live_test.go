package api_test

import (
	"bufio"
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/live"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// An open page hears at once through the whole server, whose sessions and bounds would hold the
// answer back until it is whole; whoever is not signed in, or no more, hears nothing.
func TestAnOpenPageHears(t *testing.T) {
	t.Parallel()
	b := setup(t)
	feed := make(chan string)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go b.hub.Run(ctx, feed)
	listen := func(v visitor) *http.Response {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.url+live.Path, nil)
		require.NoError(t, err)
		res, err := v.http.Do(req)
		require.NoError(t, err)
		return res
	}
	nobody := listen(b.visitor())
	nobody.Body.Close()
	require.Equal(t, http.StatusNoContent, nobody.StatusCode)
	v := b.as(countertest.Handler)
	res := listen(v)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	require.Empty(t, res.Header.Get("Set-Cookie"), "to listen is no use of a session")
	in := bufio.NewReader(res.Body)
	line := func() string {
		text, err := in.ReadString('\n')
		require.NoError(t, err)
		return text
	}
	require.Equal(t, "retry: 15000\n", line())
	line()
	feed <- countertest.Handler + " 1"
	require.Equal(t, "data: told\n", line())
}
