package local_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/local"
)

// What runs on a data directory is found while it runs and no longer; its ports stay on
// record, to be taken again.
func TestWhatRunsIsFound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	find := func() *local.Running {
		t.Helper()
		got, err := local.FindRunning(dir)
		require.NoError(t, err)
		return got
	}
	require.Nil(t, find(), "nothing ever ran")
	up, err := local.Announce(dir)
	require.NoError(t, err)
	_, err = local.Announce(dir)
	require.Error(t, err, "two on one directory")
	_, err = local.FindRunning(dir)
	require.ErrorContains(t, err, "just starting")

	up.DatabaseURL, up.Engine, up.PostgresPort, up.Namespace = "postgres://127.0.0.1:1/shixian", "127.0.0.1:2", 1, "office"
	require.NoError(t, up.Say())
	require.Equal(t, local.Running{DatabaseURL: up.DatabaseURL, Engine: up.Engine, PostgresPort: 1, Namespace: "office"}, *find())
	info, err := os.Stat(filepath.Join(dir, "running.json"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "it holds a password")

	require.NoError(t, up.Release())
	require.Nil(t, find(), "it has ended")
	again, err := local.Announce(dir)
	require.NoError(t, err)
	require.Equal(t, 1, again.PostgresPort)
	require.Equal(t, "127.0.0.1:2", again.Engine)
	require.NoError(t, again.Release())
}
