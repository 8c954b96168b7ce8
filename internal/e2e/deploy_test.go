package e2e

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/testkit"
)

// deployDir holds what an office is run from.
const deployDir = "../../deploy/"

// TestFirstStartUnderSystemd goes the way of deploy/README.md against empty servers:
// the statements and commands of that page, the units and the environment file as
// they are, in the order systemd gives them. No more is changed than where things
// lie: the password, the ports, /usr/local/bin and /etc/shixian.
func TestFirstStartUnderSystemd(t *testing.T) {
	t.Parallel()
	d := newDeployment(t)
	page := section(t, deployDir+"README.md", "## systemd")
	d.createDatabases(page)
	env := d.environmentFile(deployDir + "shixian.env")
	keys := commandOf(t, page, "shixian keys")
	require.Contains(t, d.finish(env, "shixian", keys...), d.etc+"/keys")

	names := strings.Fields(lineOf(t, page, "systemctl enable --now"))[3:]
	require.Equal(t, []string{"shixian-engine", "shixian-api", "shixian-worker"}, names)
	units := map[string]unit{}
	for _, name := range names {
		units[name] = readUnit(t, deployDir+name+".service")
	}
	for _, name := range inOrder(t, units) {
		d.start(name, units[name], env)
	}
	url := "http://" + d.at["127.0.0.1:8080"]
	eventually(t, readyWithin, "the API is ready", func() bool { return get(url+"/readyz") == http.StatusOK })

	imported := commandOf(t, page, "shixian office")
	imported[len(imported)-1] = exampleOffice
	require.Contains(t, d.finish(env, "shixian", imported...), "written: 59 new")
	given := passwords(d.finish(env, "shixian", commandOf(t, page, "shixian user")...))
	require.Len(t, given, 12)
	firstCase(t, url, given)
	d.wroteNothing()
}

// deployment is a machine with an empty PostgreSQL, and where the files of deploy/
// find themselves on it.
type deployment struct {
	t         *testing.T
	postgres  *local.Postgres
	superuser string
	etc       string            // /etc/shixian
	cwd       string            // where services run; they may write nothing
	at        map[string]string // address as written → address here
	programs  map[string]string
}

const deployPassword = "first-Start-2026"

func newDeployment(t *testing.T) *deployment {
	t.Helper()
	office, err := shixian()
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), readyWithin)
	defer cancel()
	postgres, err := local.StartPostgres(ctx, local.Config{Dir: t.TempDir(), Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
		defer cancel()
		if err := postgres.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	d := &deployment{
		t: t, postgres: postgres, superuser: postgres.URL("postgres"), etc: t.TempDir(), cwd: t.TempDir(),
		programs: map[string]string{"shixian": office, "shixian-engine": testkit.EngineBinary(t)},
		at:       map[string]string{},
	}
	_, after, _ := strings.Cut(d.superuser, "@")
	d.at["127.0.0.1:5432"], _, _ = strings.Cut(after, "/")
	d.at["postgres:5432"] = d.at["127.0.0.1:5432"]
	for _, address := range []string{"127.0.0.1:7233", "127.0.0.1:8233", "127.0.0.1:8080"} {
		d.at[address] = freeAddress(t)
	}
	d.at["0.0.0.0:8080"] = d.at["127.0.0.1:8080"]
	require.NoError(t, os.Chmod(d.cwd, 0o500))
	return d
}

// here rewrites a word of the files to this machine.
func (d *deployment) here(word string) string {
	for there, here := range d.at {
		word = strings.ReplaceAll(word, there, here)
	}
	word = strings.ReplaceAll(word, "PASSWORD '"+"PASSWORD'", "PASSWORD '"+deployPassword+"'")
	word = strings.ReplaceAll(word, ":PASSWORD@", ":"+deployPassword+"@")
	for _, role := range []string{"ROLE ", "OWNER ", "postgres://"} { // the cluster under test has a superuser of that name
		word = strings.ReplaceAll(word, role+"shixian", role+"app")
	}
	word = strings.ReplaceAll(word, "/etc/shixian", d.etc)
	if name, found := strings.CutPrefix(word, "/usr/local/bin/"); found {
		return d.programs[name]
	}
	return word
}

// createDatabases carries out the SQL of the page as the server's superuser.
func (d *deployment) createDatabases(page string) {
	d.t.Helper()
	db := observe(d.t, d.superuser)
	done := 0
	for line := range strings.Lines(page) {
		if statement := strings.TrimSpace(line); strings.HasPrefix(statement, "CREATE ") {
			_, err := db.ExecContext(d.t.Context(), d.here(statement))
			require.NoError(d.t, err, statement)
			done++
		}
	}
	require.Equal(d.t, 2, done, "a role and a database")
}

// environmentFile reads what EnvironmentFile= would.
func (d *deployment) environmentFile(name string) []string {
	d.t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(d.t, err)
	var env []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			env = append(env, d.here(line))
		}
	}
	require.NotEmpty(d.t, env)
	return env
}

// launch starts a program with this environment and no other.
func (d *deployment) launch(env []string, program string, arguments ...string) *process {
	d.t.Helper()
	if known, ok := d.programs[program]; ok {
		program = known
	}
	cmd := exec.Command(program, arguments...)
	cmd.Env, cmd.Dir = append([]string{"PATH=/usr/bin:/bin"}, env...), d.cwd
	return begin(d.t, cmd)
}

// finish carries a command out to its end, which must be a good one.
func (d *deployment) finish(env []string, program string, arguments ...string) string {
	d.t.Helper()
	for i, a := range arguments {
		if path, err := filepath.Abs(a); err == nil && strings.HasPrefix(a, "../") {
			arguments[i] = path
		}
	}
	p := d.launch(env, program, arguments...)
	p.awaitEnd(d.t, readyWithin)
	require.Zero(d.t, p.cmd.ProcessState.ExitCode(), "%s %v: %s", program, arguments, p.log)
	return p.log.String()
}

// wroteNothing: services keep nothing where they run.
func (d *deployment) wroteNothing() {
	d.t.Helper()
	left, err := os.ReadDir(d.cwd)
	require.NoError(d.t, err)
	require.Empty(d.t, left)
}

// unit is a service of systemd: the directives of a key, in order.
type unit map[string][]string

func readUnit(t *testing.T, name string) unit {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	u := unit{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if key, value, found := strings.Cut(lines.Text(), "="); found && !strings.HasPrefix(key, "#") {
			u[key] = append(u[key], value)
		}
	}
	require.NoError(t, lines.Err())
	require.Equal(t, []string{"/etc/shixian/shixian.env"}, u["EnvironmentFile"], name)
	require.Len(t, u["ExecStart"], 1, name)
	require.Equal(t, []string{"on-failure"}, u["Restart"], name)
	require.Equal(t, []string{"0"}, u["StartLimitIntervalSec"], "%s: who waits for a late server is not given up", name)
	return u
}

// inOrder lists units after those they name in After=.
func inOrder(t *testing.T, units map[string]unit) (order []string) {
	t.Helper()
	for len(order) < len(units) {
		before := len(order)
		for name, u := range units {
			waits := func(other string) bool {
				return slices.Contains(strings.Fields(strings.Join(u["After"], " ")), other+".service") && !slices.Contains(order, other)
			}
			if !slices.Contains(order, name) && !slices.ContainsFunc(keysOf(units), waits) {
				order = append(order, name)
			}
		}
		require.Greater(t, len(order), before, "the order of units goes round")
	}
	require.Equal(t, "shixian-engine", order[0])
	return order
}

func keysOf[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// start does what systemd does: what comes before, then the service; one that says
// itself when it is ready is waited for.
func (d *deployment) start(name string, u unit, env []string) {
	d.t.Helper()
	words := func(line string) (out []string) {
		for _, w := range strings.Fields(line) {
			out = append(out, d.here(w))
		}
		return out
	}
	for _, line := range u["ExecStartPre"] {
		pre := words(line)
		d.finish(env, pre[0], pre[1:]...)
	}
	ready := func() {}
	if slices.Contains(u["Type"], "notify") {
		socket := filepath.Join(d.etc, name+".notify")
		conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
		require.NoError(d.t, err)
		d.t.Cleanup(func() { conn.Close() })
		env = append(slices.Clone(env), "NOTIFY_SOCKET="+socket)
		ready = func() {
			require.NoError(d.t, conn.SetReadDeadline(time.Now().Add(readyWithin)))
			said := make([]byte, 64)
			n, err := conn.Read(said)
			require.NoError(d.t, err, "%s did not say that it serves", name)
			require.Equal(d.t, "READY=1", string(said[:n]))
		}
	}
	main := words(u["ExecStart"][0])
	d.launch(env, main[0], main[1:]...)
	ready()
}
