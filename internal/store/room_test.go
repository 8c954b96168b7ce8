package store_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/store/kernel"
)

// TestRoomIsTried: the trial writes a file of the server's, so that a disk that takes
// none is found out while rows can still be changed in their place; and a refusal for
// want of room is told from any other.
func TestRoomIsTried(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.TryRoom(t.Context()))
	var database string
	require.NoError(t, b.raw.GetContext(t.Context(), &database, "SELECT current_database()"))
	_, err := b.raw.ExecContext(t.Context(), "ALTER DATABASE "+database+" SET temp_file_limit = 0")
	require.NoError(t, err)
	small, err := store.Open(t.Context(), b.url, store.Options{Kinds: kind.Office()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, small.Close()) })
	require.NoError(t, small.TryWrite(t.Context()), "what is there can still be changed")
	err = small.TryRoom(t.Context())
	require.ErrorContains(t, err, "53400", "no file may grow")
	require.False(t, kernel.IsDiskFull(err))

	_, err = b.raw.ExecContext(t.Context(), `
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE UPDATE ON installation FOR EACH ROW EXECUTE FUNCTION full_disk()`)
	require.NoError(t, err)
	require.True(t, kernel.IsDiskFull(b.TryWrite(t.Context())))
}

// TestDataDirectory: it is told where the server is on this machine and lets itself be
// asked; that of a cluster of shixian up leads nowhere.
func TestDataDirectory(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var dir string
	require.NoError(t, b.raw.GetContext(t.Context(), &dir, health.SelectDataDirectory))
	require.Regexp(t, "^/proc/self/", dir, "the test's is one of those")
	followed, err := b.DataDirectory(t.Context())
	require.NoError(t, err)
	require.Empty(t, followed)

	role := fmt.Sprintf("plain_%d", os.Getpid())
	_, err = b.raw.ExecContext(t.Context(), "CREATE ROLE "+role)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := b.raw.Exec("DROP ROLE " + role)
		require.NoError(t, err)
	})
	conn, err := b.raw.Conn(t.Context())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.ExecContext(t.Context(), "SET ROLE "+role)
	require.NoError(t, err)
	require.NoError(t, conn.QueryRowContext(t.Context(), health.SelectDataDirectory).Scan(&dir))
	require.Empty(t, dir, "not shown to everybody, and no error")
	_, err = conn.ExecContext(t.Context(), "RESET ROLE")
	require.NoError(t, err)
}

// TestStuck: each reason to stand still is told, once a case, with the reason that
// tells most; what is under way stands still for nobody.
func TestStuck(t *testing.T) {
	t.Parallel()
	b := setup(t)
	numbers := map[string]string{}
	for _, why := range []string{health.StuckParked, health.StuckUnstarted, health.StuckUndecided, health.StuckBehind, "fresh"} {
		number := b.register(t)
		numbers[why] = number
		b.act(t, "UPDATE cases SET opens_at = now() - interval '1 hour', registered_at = now() - interval '1 hour' WHERE number = $1", number)
		if why != health.StuckUnstarted {
			b.act(t, "UPDATE cases SET started_at = now() - interval '1 hour', next_at = now() + interval '1 hour' WHERE number = $1", number)
		}
	}
	none, err := b.Stuck(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, none, 1, "the unstarted one")
	const waits = "INSERT INTO commands (id, number, name, actor, at) VALUES ($1 || '-waits', $1, 'complete', 'li', now() - $2::interval)"
	b.act(t, waits, numbers[health.StuckUndecided], "2 minutes")
	b.act(t, waits, numbers["fresh"], "20 seconds")
	b.act(t, waits, numbers[health.StuckParked], "1 hour")
	b.act(t, "UPDATE cases SET next_at = now() - interval '5 minutes' WHERE number = ANY($1)",
		"{"+numbers[health.StuckBehind]+","+numbers[health.StuckParked]+"}")
	b.act(t, "UPDATE cases SET next_at = now() - interval '1 minute' WHERE number = $1", numbers["fresh"])
	b.act(t, "INSERT INTO parked (number, run, doing, at, code) VALUES ($1, 1, 'complete', now(), 'uncommittable')", numbers[health.StuckParked])

	got, err := b.Stuck(t.Context(), 10)
	require.NoError(t, err)
	var whys []string
	for _, one := range got {
		require.Equal(t, 1, one.Count, one.Why)
		require.Equal(t, []string{numbers[one.Why]}, one.Numbers)
		require.False(t, one.Since.IsZero())
		whys = append(whys, one.Why)
	}
	require.Equal(t, []string{health.StuckParked, health.StuckUnstarted, health.StuckUndecided, health.StuckBehind}, whys)

	b.act(t, "INSERT INTO parked (number, run, doing, at, code) SELECT $1 || n, 1, 'complete', now(), 'uncommittable' FROM generate_series(1, 20) n", "BJ2020-")
	got, err = b.Stuck(t.Context(), 3)
	require.NoError(t, err)
	require.Equal(t, 21, got[0].Count)
	require.Len(t, got[0].Numbers, 3)
}

func (b *bundle) act(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := b.raw.ExecContext(t.Context(), statement, args...)
	require.NoError(t, err)
}
