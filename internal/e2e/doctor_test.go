package e2e

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/testkit"
)

// TestDoctorSeesWhatIsWrong: a dead worker, a wrong key, a namespace that is not
// there or another's, a database of another installation: each is refused at the
// start with the command that mends it, and seen by doctor, on /readyz and in the
// metrics of a process that runs.
func TestDoctorSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	listen := freeAddress(t)
	h := open(t, setting("SHIXIAN_WORKER_LISTEN", listen))
	beside := "http://" + listen
	require.Equal(t, http.StatusOK, get(beside+"/readyz"), "the worker has a listener of its own")
	require.Contains(t, body(t, beside+"/metrics"), "go_goroutines")
	eventually(t, readyWithin, "doctor finds nothing but the season", func() bool {
		found := h.finds(t, h.env)
		delete(found, "next-list") // wrong from November on, until the binary carries the list
		return len(found) > 0 && !slices.ContainsFunc(slices.Collect(maps.Values(found)), func(v string) bool { return v != "right" })
	})

	t.Run("a dead worker", func(t *testing.T) {
		h.worker.kill(t)
		eventually(t, readyWithin, "the API says so", func() bool { return strings.Contains(body(t, h.url+"/readyz"), "wrong worker") })
		require.Equal(t, http.StatusOK, get(h.url+"/readyz"), "and goes on taking in")
		require.Contains(t, body(t, h.url+"/metrics"), `shixian_check_wrong{check="worker"} 1`)
		require.Equal(t, "wrong", h.finds(t, h.env)["worker"])
		h.startWorker()
	})

	foreign := filepath.Join(t.TempDir(), "keys.json")
	run(t, []string{"SHIXIAN_KEY_FILE=" + foreign}, "keys", "new")
	own := keyFileOf(h.env)
	for name, one := range map[string]struct{ env, says, mend string }{
		"no key file":             {"SHIXIAN_KEY_FILE=" + foreign + ".absent", "there is no key file", "shixian keys new"},
		"the key file of another": {"SHIXIAN_KEY_FILE=" + foreign, "is not this database's", "shixian keys check"},
		"no such namespace":       {"TEMPORAL_NAMESPACE=nowhere", "has no namespace nowhere", "shixian engine prepare"},
	} {
		t.Run(name, func(t *testing.T) {
			env := slices.Concat(h.env, []string{one.env, "SHIXIAN_LISTEN=127.0.0.1:0", "SHIXIAN_WORKER_LISTEN="})
			for _, role := range []string{"api", "worker"} {
				out, err := try(t, env, role)
				require.Error(t, err, role)
				require.Contains(t, out, one.says, role)
				require.Contains(t, out, one.mend, role)
			}
		})
	}

	t.Run("tables of an older version", func(t *testing.T) {
		last := "(SELECT max(version_id) FROM goose_db_version)"
		h.db.MustExec("UPDATE goose_db_version SET is_applied = false WHERE version_id = " + last)
		for _, role := range []string{"api", "worker"} {
			out, err := try(t, append(h.env[:len(h.env):len(h.env)], "SHIXIAN_LISTEN=127.0.0.1:0", "SHIXIAN_WORKER_LISTEN="), role)
			require.Error(t, err, role)
			require.Contains(t, out, "1 migrations are missing", role)
			require.Contains(t, out, "shixian migrate", role)
		}
		h.db.MustExec("UPDATE goose_db_version SET is_applied = true WHERE version_id = " + last)
	})

	t.Run("a key file everybody reads", func(t *testing.T) {
		loose := filepath.Join(t.TempDir(), "keys.json")
		content, err := os.ReadFile(own)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(loose, content, 0o600))
		require.NoError(t, os.Chmod(loose, 0o644))
		out, err := try(t, append(h.env[:len(h.env):len(h.env)], "SHIXIAN_KEY_FILE="+loose), "worker")
		require.Error(t, err)
		require.Contains(t, out, "chmod 600 "+loose)
	})

	t.Run("the database of another installation", func(t *testing.T) {
		other := slices.Concat(h.env, []string{"DATABASE_URL=" + testkit.Database(t), "SHIXIAN_KEY_FILE=" + foreign})
		run(t, other, "migrate")
		out, err := try(t, append(other, "SHIXIAN_LISTEN=127.0.0.1:0"), "api")
		require.Error(t, err)
		require.Contains(t, out, "is another installation's")
		require.Equal(t, "wrong", h.finds(t, other)["namespace"])
	})

	t.Run("the key file exchanged while it runs", func(t *testing.T) {
		right, err := os.ReadFile(own)
		require.NoError(t, err)
		wrong, err := os.ReadFile(foreign)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(own, wrong, 0o600))
		require.Contains(t, body(t, h.url+"/readyz"), "wrong keys")
		require.Equal(t, http.StatusServiceUnavailable, get(h.url+"/readyz"))
		require.Equal(t, http.StatusServiceUnavailable, get(beside+"/readyz"))
		require.Contains(t, body(t, h.url+"/metrics"), `shixian_check_wrong{check="keys"} 1`)
		require.NoError(t, os.WriteFile(own, right, 0o600))
		require.Equal(t, http.StatusOK, get(h.url+"/readyz"))
	})
}

// TestNumbersGoOnPastTheEngine: the database is restored to an earlier day beside a
// newer engine; doctor names what disagrees, and the next applicant has a number of
// his own.
func TestNumbersGoOnPastTheEngine(t *testing.T) {
	t.Parallel()
	h := open(t)
	clerk := h.as("clerk")
	kept := clerk.register(foodPermit())
	lost := clerk.register(foodPermit())
	h.worker.kill(t)
	h.api.kill(t)
	conn, err := h.db.Conn(t.Context())
	require.NoError(t, err)
	for _, statement := range []string{ // as if the last case had never been
		`SET session_replication_role = replica`,
		`DELETE FROM cases WHERE number = '` + lost + `'`,
		`UPDATE serials SET last = last - 1 WHERE kind = 'service'`,
		`SET session_replication_role = DEFAULT`,
	} {
		_, err := conn.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	require.NoError(t, conn.Close())
	require.Equal(t, "wrong", h.finds(t, h.env)["agreement"])

	h.startAPI()
	h.startWorker()
	clerk = h.as("clerk")
	next := clerk.register(foodPermit())
	require.NotEqual(t, lost, next)
	require.NotEqual(t, kept, next)
	require.Greater(t, next, lost)
}

// finds is what doctor says, by check.
func (h *house) finds(t *testing.T, env []string) map[string]string {
	t.Helper()
	out, _ := try(t, env, "doctor", "--json")
	found := map[string]string{}
	for line := range strings.SplitSeq(out, "\n") {
		var r struct{ Name, Verdict string }
		if json.Unmarshal([]byte(line), &r) == nil && r.Name != "" {
			found[r.Name] = r.Verdict
		}
	}
	return found
}

// try runs a command that may fail, and answers all it said.
func try(t *testing.T, env []string, arguments ...string) (string, error) {
	t.Helper()
	binary, err := shixian()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), binary, arguments...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func body(t *testing.T, url string) string {
	t.Helper()
	_, text, _ := timed(t, url)
	return text
}

func keyFileOf(env []string) string {
	for _, e := range env {
		if path, ok := strings.CutPrefix(e, "SHIXIAN_KEY_FILE="); ok {
			return path
		}
	}
	return ""
}
