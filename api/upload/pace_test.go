package upload

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// deadline is a connection that remembers how long it was given.
type deadline struct {
	http.ResponseWriter
	until time.Time
}

func (d *deadline) SetReadDeadline(t time.Time) error { d.until = t; return nil }

// A body that trickles in has a quarter of a minute; one that comes on gets what its
// size needs, and none gets more than three minutes.
func TestPace(t *testing.T) {
	t.Parallel()
	d := &deadline{ResponseWriter: httptest.NewRecorder()}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(strings.Repeat("a", 20<<20)))
	began := time.Now()
	Pace(d, r)
	given := func() time.Duration { return d.until.Sub(began).Round(time.Second) }
	read := func(n int64) {
		t.Helper()
		_, err := io.CopyN(io.Discard, r.Body, n)
		require.NoError(t, err)
	}
	require.Equal(t, grace, given())
	read(15)
	require.Equal(t, grace, given(), "a byte now and then holds no place")
	read(16<<20/100 - 15)
	require.InDelta(t, (grace + 10*time.Second).Seconds(), given().Seconds(), 1)
	read(19 << 20)
	require.Equal(t, Patience, given())
}

// Who finds no room is told when to come again.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	o := newRoom()
	for range each {
		_, err := o.enter(t.Context(), time.Minute)
		require.NoError(t, err)
	}
	_, err := o.enter(t.Context(), time.Millisecond)
	require.Equal(t, casework.TooMany, casework.CodeOf(err))
	require.Len(t, o.own, 1)
	require.Equal(t, each, o.own[""].users)
}
