package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/testkit"
)

// ward is an installation of which something goes wrong. A worker lives, as the
// others see it; the disks and the season are the test's.
type ward struct {
	*street
	house *house
	free  uint64
}

func newWard(t *testing.T) *ward {
	t.Helper()
	dir := t.TempDir()
	s, err := readSettings(dir, kind.Office())
	require.NoError(t, err)
	s.databaseURL, s.databaseDirectURL = testkit.Database(t), ""
	s.temporalAddress, s.temporalNamespace = testkit.Engine(t).Address(), testkit.Namespace
	s.keyFile = filepath.Join(dir, "keys.json")
	require.NoError(t, privacy.GenerateKeyFile(s.keyFile))
	require.NoError(t, prepare(t.Context(), s, false, false, &bytes.Buffer{}))
	w := &ward{street: &street{t: t, log: &bytes.Buffer{}}, free: 100 << 30}
	w.house, err = open(t.Context(), s, slog.New(slog.NewTextHandler(w.log, nil)))
	require.NoError(t, err)
	t.Cleanup(w.house.close)
	w.house.disks.statfs = func(string) (free, size uint64, err error) { return w.free, 1 << 40, nil }
	w.house.now = func() time.Time { return time.Date(listed(t), time.October, 31, 0, 0, 0, 0, time.UTC) }
	require.NoError(t, seed(t.Context(), w.house.store, kind.Office(), true, false))
	hash, err := privacy.HashPassword(t.Context(), "street")
	require.NoError(t, err)
	for _, person := range []string{"clerk", "admin"} {
		_, err = w.house.store.SetPassword(t.Context(), "", person, hash, false)
		require.NoError(t, err)
	}
	require.NoError(t, w.house.store.AdmitKeys(t.Context(), trialOf(w.house.keys)))
	w.server, err = w.house.server(t.Context(), w.house.store.Sessions(defaultIdle))
	require.NoError(t, err)
	w.handler = w.server.Handler()
	w.beats()
	return w
}

// listed is the last year whose days off this binary carries.
func listed(t *testing.T) int {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	return slices.Max(ref.National.Years)
}

func (w *ward) beats() {
	w.t.Helper()
	require.NoError(w.t, w.house.store.Beat(w.t.Context(), health.Process{ID: "worker-1", Role: roleWorker, Version: version}))
}

func (w *ward) sql(statement string, args ...any) {
	w.t.Helper()
	_, err := w.house.store.Pool().ExecContext(w.t.Context(), statement, args...)
	require.NoError(w.t, err)
}

// forget lets what was tried a moment ago be tried anew.
func (w *ward) forget() { w.house.writes.beat, w.house.writes.room = recent{}, recent{} }

// TestWhatIsWrongIsSeen: each thing that stops an office, or will, is seen on /readyz
// of both roles, in the metrics, in doctor, and on the operator's page, with what was
// found and the command that mends it where there is one; and no longer once it is
// mended (issue 10, done when 6).
func TestWhatIsWrongIsSeen(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	admin := w.signIn("admin")
	number := w.takeIn()
	keys, err := os.ReadFile(w.house.settings.keyFile)
	require.NoError(t, err)
	parked := casework.ParkRequest{Number: number, Run: 1, Doing: casework.Complete, At: time.Now(), Code: "uncommittable"}
	season := w.house.now

	w.sees(admin, "", 0, "", "")
	for _, one := range []struct {
		name, check string
		status      int
		says, mend  string
		harm, mends func()
	}{
		{
			"a dead worker", "worker", http.StatusOK, "没有 worker 在运行", "systemctl restart shixian-worker",
			func() { w.sql("UPDATE processes SET seen_at = now() - interval '1 minute'") }, w.beats,
		},
		{
			"a disk nearly full", "disk", http.StatusOK, "还剩 4095 MB", "df -h",
			func() { w.free = 4095 << 20 }, func() { w.free = 4 << 30 },
		},
		{
			"a full disk", "writes", http.StatusServiceUnavailable, "数据库的磁盘已满", "df -h",
			func() {
				w.sql(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$`)
				w.sql(`CREATE TRIGGER full_disk BEFORE UPDATE ON installation FOR EACH ROW EXECUTE FUNCTION full_disk()`)
			},
			func() { w.sql("DROP TRIGGER full_disk ON installation") },
		},
		{
			"a parked case", "stuck", http.StatusOK, "等待放行 1 件：" + number, "shixian case release NUMBER",
			func() { require.NoError(t, w.house.store.Park(t.Context(), parked)) },
			func() {
				require.NoError(t, w.house.store.Park(t.Context(), casework.ParkRequest{Number: number, Gone: true}))
			},
		},
		{
			"a command without a verdict", "stuck", http.StatusOK, "有操作没有结论 1 件：" + number, "temporal workflow describe",
			func() {
				w.sql("INSERT INTO commands (id, number, name, actor, at) VALUES ('waits', $1, 'complete', 'handler', now() - interval '5 minutes')", number)
			},
			func() { w.sql("DELETE FROM commands WHERE id = 'waits'") },
		},
		{
			"a case past its instant", "stuck", http.StatusOK, "时限已到而没有下一步 1 件：" + number, "temporal workflow describe",
			func() {
				w.sql("UPDATE cases SET started_at = now() - interval '1 hour', next_at = now() - interval '5 minutes' WHERE number = $1", number)
			},
			func() { w.sql("UPDATE cases SET next_at = now() + interval '1 day' WHERE number = $1", number) },
		},
		{
			"a case the engine has not got", "stuck", http.StatusOK, "没有接收 1 件：" + number, "systemctl status",
			func() {
				w.sql("UPDATE cases SET started_at = NULL, registered_at = now() - interval '5 minutes', opens_at = now() - interval '5 minutes' WHERE number = $1", number)
			},
			func() { w.sql("UPDATE cases SET started_at = now() WHERE number = $1", number) },
		},
		{
			"a wrong key", "keys", http.StatusServiceUnavailable, "不是这个数据库的", "shixian keys check",
			func() {
				require.NoError(t, os.Remove(w.house.settings.keyFile))
				require.NoError(t, privacy.GenerateKeyFile(w.house.settings.keyFile))
			},
			func() { require.NoError(t, os.WriteFile(w.house.settings.keyFile, keys, 0o600)) },
		},
		{
			"a missing list for next year", "next-list", http.StatusOK, "没有录入放假安排", fmt.Sprintf("shixian calendar import --year %d", listed(t)+1),
			func() { w.house.now = func() time.Time { return season().AddDate(0, 0, 1) } }, func() { w.house.now = season },
		},
		{
			"tables of an older version", "schema", http.StatusServiceUnavailable, "还差 1 项迁移", "shixian migrate",
			func() { w.sql("UPDATE goose_db_version SET is_applied = false WHERE version_id = 66") },
			func() { w.sql("UPDATE goose_db_version SET is_applied = true WHERE version_id = 66") },
		},
	} {
		t.Run(one.name, func(t *testing.T) {
			w.t = t
			mends := sync.OnceFunc(one.mends)
			defer mends() // what one leaves wrong is not the next one's
			one.harm()
			w.sees(admin, one.check, one.status, one.says, one.mend)
			mends()
			w.sees(admin, "", 0, "", "")
		})
	}
	w.t = t
}

// takeIn registers a case with the engine; no worker leads it.
func (w *ward) takeIn() (number string) {
	w.t.Helper()
	clerk, err := w.house.counter.Principal(w.t.Context(), "clerk")
	require.NoError(w.t, err)
	got, err := w.house.counter.Register(w.t.Context(), clerk, core.Registration{
		Item: "practice", Fields: map[string]string{"applicant": "演示申请人", "phone": "0000-5550102"}, Materials: []string{"sheet"}, Examine: true,
	}, "taken-in-for-the-ward")
	require.NoError(w.t, err)
	return got.Number
}

// sees asks everybody who must see that a check, and no other, finds something wrong;
// without a name that nobody sees anything.
func (w *ward) sees(admin, check string, status int, says, mend string) {
	w.t.Helper()
	w.forget()
	if check == "" {
		status = http.StatusOK
	}
	api := w.ask(sent{method: http.MethodGet, path: "/readyz"})
	w.forget()
	worker := (&street{t: w.t, handler: w.house.beside()}).ask(sent{method: http.MethodGet, path: "/readyz"})
	for role, answer := range map[string]string{roleAPI: api.Body.String(), roleWorker: worker.Body.String()} {
		lines := strings.Split(strings.TrimSpace(answer), "\n")
		if check == "" {
			require.Equal(w.t, []string{"ready"}, lines, role)
			continue
		}
		require.Len(w.t, lines, 2, "%s: %s", role, answer)
		require.True(w.t, strings.HasPrefix(lines[1], "wrong "+check+": expected that "), "%s: %s", role, answer)
	}
	require.Equal(w.t, []int{status, status}, []int{api.Code, worker.Code})

	w.forget()
	report := w.house.doctor.Examine(w.t.Context())
	var printed bytes.Buffer
	require.NoError(w.t, printReport(&printed, report, false))
	metrics := w.ask(sent{method: http.MethodGet, path: "/metrics", from: "127.0.0.1:1"}).Body.String()
	page := w.ask(sent{method: http.MethodGet, path: "/operator", cookie: admin})
	require.Equal(w.t, http.StatusOK, page.Code)
	if check == "" {
		require.NoError(w.t, verdict(report))
		require.NotRegexp(w.t, `shixian_check_wrong\{.*\} 1`, metrics)
		require.Contains(w.t, page.Body.String(), "最近一次检查没有发现问题")
		return
	}
	require.ErrorIs(w.t, verdict(report), errNotRight)
	require.Contains(w.t, metrics, `shixian_check_wrong{check="`+check+`"} 1`)
	for where, text := range map[string]string{"doctor": printed.String(), "page": page.Body.String()} {
		require.Contains(w.t, text, says, where)
		require.Contains(w.t, text, mend, where)
	}
}

// TestDisksHaveRoom: a twentieth of a disk, at least what PostgreSQL needs at once, at
// most what is plenty; a directory that is not here is nobody's fault, and an error is
// no room.
func TestDisksHaveRoom(t *testing.T) {
	t.Parallel()
	for size, want := range map[uint64]uint64{1 << 30: 512 << 20, 40 << 30: 2 << 30, 1 << 42: 4 << 30} {
		require.Equal(t, want, wantedFree(size))
		for free, verdict := range map[uint64]doctor.Verdict{want: doctor.Right, want - 1: doctor.Wrong, 0: doctor.Wrong} {
			d := disks{statfs: func(dir string) (uint64, uint64, error) {
				if dir == "/elsewhere" {
					return 0, 0, &os.PathError{Op: "statfs", Path: dir, Err: fs.ErrNotExist}
				}
				return free, size, nil
			}}
			found, err := d.look([]place{{name: "data", dir: "/elsewhere"}, {name: "postgres", dir: "/here"}})
			require.NoError(t, err)
			require.Equal(t, verdict, found.Verdict, "%d of %d", free, size)
			require.Len(t, d.Last(), 1)
			require.Equal(t, "postgres", d.Last()[0].Place)
			require.Equal(t, free, d.Last()[0].Free)
		}
	}
	broken := disks{statfs: func(string) (uint64, uint64, error) { return 0, 0, fs.ErrInvalid }}
	_, err := broken.look([]place{{dir: "/here"}})
	require.ErrorIs(t, err, fs.ErrInvalid)
	free, size, err := statfs(t.TempDir())
	require.NoError(t, err)
	require.Positive(t, size)
	require.LessOrEqual(t, free, size)
	_, _, err = statfs("/nowhere/at/all")
	require.ErrorIs(t, err, fs.ErrNotExist)
}
