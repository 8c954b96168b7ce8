package store_test

import (
	"database/sql"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/schema"
)

func TestMigrateInParallel(t *testing.T) {
	t.Parallel()
	url := testkit.Database(t)
	ran, errs := make([]int, 3), make([]error, 3)
	var wg sync.WaitGroup
	for i := range ran {
		s, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office()})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		wg.Go(func() { ran[i], errs[i] = s.Migrate(t.Context()) })
	}
	wg.Wait()
	total := 0
	for i := range ran {
		require.NoError(t, errs[i])
		total += ran[i]
	}
	files, err := schema.Migrations.ReadDir("migrations")
	require.NoError(t, err)
	require.Len(t, files, total, "each migration once")
}

// TestMigrateFromWhatWasEverOnMain: 0060 landed after 0066. A database that ran 0066
// without it gets it, and everything since; so does one in which both had run.
func TestMigrateFromWhatWasEverOnMain(t *testing.T) {
	t.Parallel()
	for name, missing := range map[string]string{
		"cbde149, where both had run": "", "before 0060 landed": "0060_keep_evidence.sql",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := testkit.Database(t)
			migrateAsItWas(t, url, func(file string) bool { return file <= "0066_split_accountability.sql" && file != missing })
			s, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office()})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			_, err = s.Migrate(t.Context())
			require.NoError(t, err)
			fresh := setup(t)
			upgraded := &bundle{raw: sqlx.MustOpen("postgres", url)}
			t.Cleanup(func() { require.NoError(t, upgraded.raw.Close()) })
			require.Equal(t, fresh.tables(t), upgraded.tables(t), "an upgraded database is laid out as a new one")
		})
	}
}

// migrateAsItWas runs the migrations that stood on main then.
func migrateAsItWas(t *testing.T, url string, stood func(file string) bool) {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := schema.Migrations.ReadDir("migrations")
	require.NoError(t, err)
	for _, e := range entries {
		if stood(e.Name()) {
			text, err := schema.Migrations.ReadFile("migrations/" + e.Name())
			require.NoError(t, err)
			files[e.Name()] = &fstest.MapFile{Data: text}
		}
	}
	db, err := sql.Open("postgres", url)
	require.NoError(t, err)
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, files)
	require.NoError(t, err)
	_, err = p.Up(t.Context())
	require.NoError(t, err)
}

// tables is the layout of a database in words, columns in the order of their names.
func (b *bundle) tables(t *testing.T) (out []string) {
	t.Helper()
	require.NoError(t, b.raw.SelectContext(t.Context(), &out, `
SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'view ' || viewname || ' ' || definition FROM pg_views WHERE schemaname = 'public'
UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger ' || tgname || ' ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'check ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'function ' || proname || ' ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1`))
	require.NotEmpty(t, out)
	return out
}

// TestUnmigrated: what the tables have not seen is named, all of it where there are
// none, and a newer binary's migrations are no fault.
func TestUnmigrated(t *testing.T) {
	t.Parallel()
	url := testkit.Database(t)
	s, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	files, err := schema.Migrations.ReadDir("migrations")
	require.NoError(t, err)
	names := func() []string {
		got, err := s.Unmigrated(t.Context())
		require.NoError(t, err)
		return got
	}
	require.Len(t, names(), len(files), "no tables yet")
	last := files[len(files)-1].Name()
	migrateAsItWas(t, url, func(file string) bool { return file != last })
	require.Equal(t, []string{last}, names())
	_, err = s.Migrate(t.Context())
	require.NoError(t, err)
	require.Empty(t, names())
	raw := sqlx.MustOpen("postgres", url)
	t.Cleanup(func() { require.NoError(t, raw.Close()) })
	_, err = raw.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99990101000000, true)")
	require.NoError(t, err)
	require.Empty(t, names())
}
