package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/testkit"
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
	n, err := ask(db)
	require.NoError(t, err, "what it brings is another type now, and it is asked anew")
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

// A session keeps statements only where the server sees it itself: behind a pooler that nobody told of,
// a name may be that of another's statement. One whose table is altered under it is asked once more.
func TestStatementsAreKeptOnOnesOwnLine(t *testing.T) {
	t.Parallel()
	url := testkit.Copy(t, "office", fillOffice)
	open := func(address string) *store.Store {
		s, err := store.Open(t.Context(), address, store.Options{Kinds: kind.Office(), MaxConns: 1})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		return s
	}
	kept := func(s *store.Store) (n int) {
		for range 2 {
			require.NoError(t, s.Pool().QueryRowContext(t.Context(), `SELECT count(*) FROM pg_prepared_statements WHERE $1`, true).Scan(&n))
		}
		return n
	}
	own := open(url)
	require.Positive(t, kept(own))
	require.Zero(t, kept(open(testkit.NewTurnstile(t, url).URL())), "through another's line")

	read := func() error {
		rows, err := own.Pool().QueryContext(t.Context(), `SELECT * FROM texts_of_old WHERE $1`, true)
		if err != nil {
			return err
		}
		defer rows.Close()
		return rows.Err()
	}
	_, err := own.Pool().ExecContext(t.Context(), `CREATE TABLE texts_of_old (id text)`)
	require.NoError(t, err)
	require.NoError(t, read())
	_, err = own.Pool().ExecContext(t.Context(), `ALTER TABLE texts_of_old ADD COLUMN more text`)
	require.NoError(t, err)
	require.NoError(t, read(), "the table was altered under it")
	_, err = own.Pool().ExecContext(t.Context(), `DEALLOCATE ALL`)
	require.NoError(t, err)
	require.NoError(t, read(), "the server forgot it")
}
