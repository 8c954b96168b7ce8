package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/store/kernel"
)

// TestAStatementIsKept: a session plans once what it is asked again and again, keeps no more
// than it needs, and behind a pooler nothing at all.
func TestAStatementIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.raw.ExecContext(t.Context(), `CREATE TABLE kept (n int); INSERT INTO kept VALUES (1), (2)`)
	require.NoError(t, err)
	connect := func(d kernel.Dial) *kernel.DB {
		d.Address, d.MaxConns = b.url, 1
		db, err := kernel.Connect(d)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, db.Close()) })
		return db
	}
	const query = `SELECT n FROM kept WHERE $1::int = 1 ORDER BY n`
	ask := func(db *kernel.DB) (n []int64, err error) { return n, kernel.List(t.Context(), db, &n, query, 1) }
	plans := func(db *kernel.DB) (n []int) {
		require.NoError(t, kernel.List(t.Context(), db, &n, `SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE '%FROM kept%'`))
		return n
	}

	db := connect(kernel.Dial{})
	for range 3 {
		n, err := ask(db)
		require.NoError(t, err)
		require.Equal(t, []int64{1, 2}, n)
	}
	require.Equal(t, []int{3}, plans(db), "one statement, run three times")

	_, err = b.raw.ExecContext(t.Context(), `ALTER TABLE kept ALTER n TYPE bigint`)
	require.NoError(t, err)
	_, err = ask(db)
	require.Error(t, err, "what it brings is another type now")
	n, err := ask(db)
	require.NoError(t, err, "and is known anew")
	require.Equal(t, []int64{1, 2}, n)

	for i := range 300 {
		require.NoError(t, kernel.List(t.Context(), db, &n, fmt.Sprintf(`SELECT n + %d FROM kept WHERE n = $1`, i), 1))
	}
	require.Less(t, len(plans(db)), 100)

	behind := connect(kernel.Dial{Direct: b.url + "&application_name=direct"})
	for range 2 {
		n, err := ask(behind)
		require.NoError(t, err)
		require.Equal(t, []int64{1, 2}, n)
	}
	require.Empty(t, plans(behind), "the next transaction may be another session's")
}
