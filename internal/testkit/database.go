package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"testing"

	_ "github.com/lib/pq" // creates and drops the databases
	"github.com/stretchr/testify/require"
)

var databases atomic.Int64

// Database makes an empty database, dropped when the test ends, and returns
// its URL.
func Database(tb testing.TB) (url string) {
	tb.Helper()
	postgres := Postgres(tb)
	admin, err := sql.Open("postgres", postgres.URL("postgres"))
	require.NoError(tb, err)
	name := fmt.Sprintf("test_%d", databases.Add(1))
	_, err = admin.ExecContext(tb.Context(), "CREATE DATABASE "+name)
	require.NoError(tb, err, "create database %s", name)
	tb.Cleanup(func() { // tb.Context has ended by now
		_, err := admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		require.NoError(tb, err, "drop database %s", name)
		require.NoError(tb, admin.Close())
	})
	return postgres.URL(name)
}
