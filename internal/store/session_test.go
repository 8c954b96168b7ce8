package store_test

import (
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/store"
)

var _ scs.CtxStore = (*store.Sessions)(nil)

func TestSessions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.Sessions()
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
	n, err := s.DeleteExpired(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.NoError(t, s.Delete(token))
	require.NoError(t, s.Delete(token))
	_, found, err = s.Find(token)
	require.NoError(t, err)
	require.False(t, found)
}
