package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// TestTheOfficeIsReadAnewWhileItServes: past half its age the kept one is still answered at once,
// though a page reads by a snapshot of its own, and the next one is there before it is too old.
func TestTheOfficeIsReadAnewWhileItServes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	window := func(ctx context.Context) string {
		o, err := b.Office(ctx)
		require.NoError(t, err)
		return o.Posts[slices.IndexFunc(o.Posts, func(p casework.Post) bool { return p.ID == "window" })].Name
	}
	old := window(t.Context())
	require.NoError(t, b.Reading(t.Context(), func(ctx context.Context) error {
		_, err := b.Items(ctx) // the snapshot is from before
		require.NoError(t, err)
		alter(t, b, `UPDATE posts SET name = '一号窗口' WHERE id = 'window'`)
		require.Equal(t, old, window(ctx), "it is young")
		b.AgeOffice(6 * time.Second)
		require.Equal(t, old, window(ctx), "nobody waits")
		require.Eventually(t, func() bool { return window(ctx) == "一号窗口" }, 30*time.Second, time.Millisecond, "read beside the snapshot")
		return nil
	}))
	alter(t, b, `UPDATE posts SET name = '二号窗口' WHERE id = 'window'`)
	b.AgeOffice(11 * time.Second)
	require.Equal(t, "二号窗口", window(t.Context()), "what is too old is not answered")
}
