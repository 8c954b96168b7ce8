package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/core"
)

// Many are taken in together or not at all: dry none, with one that says something else
// under a known key none, and again the same numbers.
func TestManyRegisteredTogether(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	one, two := newCase(), newCase()
	one.Key, one.Digest, two.Key, two.Digest = "k1", []byte("one"), "k2", []byte("two")
	count := func() (n int) {
		require.NoError(t, b.raw.GetContext(ctx, &n, `SELECT count(*) FROM cases`))
		return n
	}
	dry, err := b.RegisterCases(ctx, []core.NewCase{one, two}, true)
	require.NoError(t, err)
	require.False(t, dry[0].Known || dry[1].Known)
	require.Zero(t, count())
	first, err := b.RegisterCases(ctx, []core.NewCase{one}, false)
	require.NoError(t, err)
	other := one
	other.Digest = []byte("other")
	mixed, err := b.RegisterCases(ctx, []core.NewCase{two, other}, false)
	require.NoError(t, err)
	require.True(t, mixed[1].Other)
	require.Equal(t, 1, count(), "not one of them")
	both, err := b.RegisterCases(ctx, []core.NewCase{one, two}, false)
	require.NoError(t, err)
	require.Equal(t, core.Registered{Number: first[0].Number, Known: true}, both[0])
	require.NotEmpty(t, both[1].Number)
	require.Equal(t, 2, count())
}
