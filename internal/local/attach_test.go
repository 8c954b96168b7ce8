package local

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAttach: a command finds the cluster of its data directory whether it runs or
// not, ends what it started, and leaves what it found.
func TestAttach(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	dir := t.TempDir()
	_, err := Attach(ctx, Config{Dir: dir, Fast: true})
	require.ErrorIs(t, err, ErrNoCluster, "none is made")

	server, err := StartPostgres(ctx, Config{Dir: dir, Fast: true})
	require.NoError(t, err)
	found, err := Attach(ctx, Config{Dir: dir, Fast: true})
	require.NoError(t, err)
	require.Equal(t, server.URL("postgres"), found.URL("postgres"))
	require.NoError(t, found.Close(ctx))
	require.NoError(t, asks(ctx, t, server.URL("postgres")), "it runs on")
	require.NoError(t, server.Stop(ctx))

	started, err := Attach(ctx, Config{Dir: dir, Fast: true})
	require.NoError(t, err)
	require.NoError(t, asks(ctx, t, started.URL("postgres")))
	url := started.URL("postgres")
	require.NoError(t, started.Close(ctx))
	require.Error(t, asks(ctx, t, url), "it was started for the command alone")
}

func asks(ctx context.Context, t *testing.T, url string) error {
	t.Helper()
	db, err := sql.Open("postgres", url)
	require.NoError(t, err)
	defer db.Close()
	return db.PingContext(ctx)
}
