package testkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/lib/pq" // creates and drops the databases
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/store"
)

var databases atomic.Int64

// Database makes an empty database, dropped when the test ends, and returns
// its URL.
func Database(tb testing.TB) (url string) {
	tb.Helper()
	return database(tb, "")
}

// originals are the databases that are filled once and copied for each test.
var originals struct {
	mu   sync.Mutex
	made map[string]bool
}

// Copy makes a database that begins as fill leaves one, dropped when the test ends,
// and returns its URL. fill runs once in the life of the test binary for each name,
// closes every connection it opened, and must put nothing in that tells tests apart.
func Copy(tb testing.TB, name string, fill func(url string) error) (url string) {
	tb.Helper()
	original := "original_" + name
	originals.mu.Lock()
	defer originals.mu.Unlock() // PostgreSQL copies one at a time
	if !originals.made[original] {
		postgres := Postgres(tb)
		admin, err := sql.Open("postgres", postgres.URL("postgres"))
		require.NoError(tb, err)
		defer admin.Close()
		_, err = admin.ExecContext(tb.Context(), "DROP DATABASE IF EXISTS "+original)
		require.NoError(tb, err)
		_, err = admin.ExecContext(tb.Context(), "CREATE DATABASE "+original)
		require.NoError(tb, err)
		require.NoError(tb, fill(postgres.URL(original)), "fill database %s", original)
		if originals.made == nil {
			originals.made = map[string]bool{}
		}
		originals.made[original] = true
	}
	return database(tb, " TEMPLATE "+original+" STRATEGY file_copy") // page by page through the log costs three times as much
}

// Schema is a database with Shixian's tables in it, as they are now, and nothing else.
func Schema(tb testing.TB) (url string) {
	tb.Helper()
	return Copy(tb, "schema", func(url string) error {
		ctx := context.Background() // it outlives the test that asks first
		s, err := store.Open(ctx, url, store.Options{})
		if err != nil {
			return err
		}
		_, err = s.Migrate(ctx)
		return errors.Join(err, s.Close())
	})
}

func database(tb testing.TB, template string) (url string) {
	tb.Helper()
	postgres := Postgres(tb)
	admin, err := sql.Open("postgres", postgres.URL("postgres"))
	require.NoError(tb, err)
	name := fmt.Sprintf("test_%d", databases.Add(1))
	_, err = admin.ExecContext(tb.Context(), "CREATE DATABASE "+name+template)
	require.NoError(tb, err, "create database %s", name)
	tb.Cleanup(func() { // tb.Context has ended by now
		_, err := admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		require.NoError(tb, err, "drop database %s", name)
		require.NoError(tb, admin.Close())
	})
	return postgres.URL(name)
}
