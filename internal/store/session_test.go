package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/store/doors"
)

var _ scs.CtxStore = (*doors.Sessions)(nil)

func TestSessions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.Sessions(time.Hour)
	const token = "tok-暗记"
	_, found, err := s.Find(token)
	require.NoError(t, err)
	require.False(t, found)
	require.NoError(t, s.Commit(token, []byte{0, 1, 0xff}, now().Add(time.Hour)))
	require.NoError(t, s.Commit(token, []byte{0, 2, 0xff}, now().Add(time.Hour)))
	data, found, err := s.Find(token)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, []byte{0, 2, 0xff}, data)
	require.Zero(t, count(t, b, `SELECT count(*) FROM sessions WHERE token_hash = convert_to($1, 'UTF8')`, token))

	require.NoError(t, s.Commit("old", []byte("x"), now().Add(-time.Second)))
	_, found, err = s.Find("old")
	require.NoError(t, err)
	require.False(t, found)
	n, err := s.Sweep(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.NoError(t, s.Delete(token))
	require.NoError(t, s.Delete(token))
	_, found, err = s.Find(token)
	require.NoError(t, err)
	require.False(t, found)
}

// A session that nobody uses ends, and so does one however much it is used; the audit
// trail says whose it was and from where.
func TestSessionsEndUnused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.Sessions(30 * time.Minute)
	for _, token := range []string{"used", "left", "old"} {
		require.NoError(t, s.Commit(token, []byte("x"), now().Add(time.Hour)))
		require.NoError(t, s.Claim(t.Context(), token, "person-"+token, "192.0.2.1"))
	}
	require.NoError(t, s.Commit("nobody's", []byte("x"), now().Add(-time.Hour)))
	ago := func(token string, minutes int) {
		t.Helper()
		alter(t, b, `UPDATE sessions SET seen_at = now() - make_interval(mins => $2) WHERE person = 'person-' || $1`, token, minutes)
	}
	ago("used", 29)
	ago("left", 31)
	alter(t, b, `UPDATE sessions SET expires_at = now() WHERE person = 'person-old'`)
	for token, want := range map[string]bool{"used": true, "left": false, "old": false} {
		_, found, err := s.Find(token)
		require.NoError(t, err)
		require.Equal(t, want, found, token)
	}
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM sessions WHERE seen_at > now() - interval '1 minute' AND person = 'person-used'`), "asking is using")
	n, err := s.Sweep(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, n)
	require.Equal(t, 2, count(t, b, `SELECT count(*) FROM audit WHERE action = 'session.expire' AND actor = object AND detail = '192.0.2.1'`))
	_, found, err := s.Find("used")
	require.NoError(t, err)
	require.True(t, found)
}

// Attempts are counted exactly, whichever process asks, and forgotten with their window.
func TestAttempts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const window = 5 * time.Minute
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			_, err := b.CountAttempts(t.Context(), window, []byte("pair"), []byte("name"))
			assert.NoError(t, err)
		})
	}
	all.Wait()
	require.NoError(t, b.ForgiveAttempts(t.Context(), []byte("name")))
	got, err := b.CountAttempts(t.Context(), window, []byte("pair"), []byte("name"), []byte("address"))
	require.NoError(t, err)
	require.Equal(t, []int{21, 20, 1}, []int{got[0].Count, got[1].Count, got[2].Count}, "in the order asked")
	require.InDelta(t, window, got[0].Left, float64(time.Minute))
	require.NoError(t, b.ForgetAttempts(t.Context(), []byte("name")))
	alter(t, b, `UPDATE sign_in_attempts SET began = now() - interval '6 minutes' WHERE key = 'pair'`)
	got, err = b.CountAttempts(t.Context(), window, []byte("pair"), []byte("name"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 1}, []int{got[0].Count, got[1].Count})
	alter(t, b, `UPDATE sign_in_attempts SET began = now() - interval '6 minutes' WHERE key = 'name'`)
	require.NoError(t, b.SweepAttempts(t.Context(), window))
	require.Equal(t, 2, count(t, b, `SELECT count(*) FROM sign_in_attempts`))
}
