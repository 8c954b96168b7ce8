package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
)

// password is everybody's in the demo office under test.
const password = "e2e-Password-2026"

// readyWithin is how long a part may take to start on a busy machine.
const readyWithin = 60 * time.Second

// house is one installation under test.
type house struct {
	t       *testing.T
	servers servers
	mail    *postOffice
	env     []string
	url     string   // of API and pages
	signed  sync.Map // *person by name
	api     *process
	worker  *process
	db      *sqlx.DB // an observer's own connections
	watched bool     // every case that stands still is kept: see watchStanding
}

// option changes what a house is built with.
type option func(*plan)

type plan struct {
	servers  func(*testing.T) servers
	furnish  bool // the servers are bare
	seed     store.Reference
	settings []string
}

// with adds reference data to the demo office's.
func with(r store.Reference) option { return func(p *plan) { p.seed = r } }

// setting gives the programs one more environment variable.
func setting(name, value string) option {
	return func(p *plan) { p.settings = append(p.settings, name+"="+value) }
}

// on builds the house on servers of its own, which may be killed.
func on(m *machinery) option {
	return func(p *plan) { p.servers, p.furnish = func(*testing.T) servers { return m.servers() }, true }
}

// open builds a house with the demo office in it, and returns once a case can be
// registered.
func open(t *testing.T, options ...option) *house {
	t.Helper()
	p := plan{servers: shared}
	for _, o := range options {
		o(&p)
	}
	h := &house{t: t, servers: p.servers(t), mail: openPostOffice(t)}
	address := freeAddress(t)
	h.url = "http://" + address
	h.env = append([]string{
		"DATABASE_URL=" + h.servers.database, "DATABASE_DIRECT_URL=",
		"TEMPORAL_ADDRESS=" + h.servers.engine, "TEMPORAL_NAMESPACE=" + h.servers.namespace,
		"SHIXIAN_LISTEN=" + address, "SHIXIAN_KEY_FILE=" + ownKeys(t),
		"SHIXIAN_SMTP_URL=" + h.mail.url, "DEMO_PASSWORD=" + password,
	}, p.settings...)
	if p.furnish {
		require.NoError(t, furnish(h.env))
	}
	h.db = observe(t, h.servers.database)
	h.seed(p.seed)
	h.startAPI()
	h.startWorker()
	return h
}

// keys are what seals every office made from the furnished one.
var keys = sync.OnceValues(func() (file string, err error) {
	binary, err := shixian()
	if err != nil {
		return "", err
	}
	file = filepath.Join(programs, "keys.json")
	cmd := exec.Command(binary, "keys", "new")
	cmd.Env = append(os.Environ(), "SHIXIAN_KEY_FILE="+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("shixian keys new: %w: %s", err, out)
	}
	return file, nil
})

// ownKeys is a copy of them that the test may spoil.
func ownKeys(t *testing.T) string {
	t.Helper()
	own := filepath.Join(t.TempDir(), "keys.json")
	file, err := keys()
	require.NoError(t, err)
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(own, content, 0o600))
	return own
}

// furnish brings the tables and the demo office into a bare database.
func furnish(env []string) error {
	binary, err := shixian()
	if err != nil {
		return err
	}
	for _, arguments := range [][]string{{"migrate"}, {"seed", "--demo"}} {
		cmd := exec.Command(binary, arguments...)
		cmd.Env = append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("shixian %v: %w: %s", arguments, err, out)
		}
	}
	return nil
}

func observe(t *testing.T, url string) *sqlx.DB {
	t.Helper()
	db, err := sqlx.Open("postgres", url)
	require.NoError(t, err)
	db.SetMaxOpenConns(4)
	t.Cleanup(func() { db.Close() })
	return db
}

// seed adds to the reference data.
func (h *house) seed(r store.Reference) {
	h.t.Helper()
	h.withStore(func(ctx context.Context, s *store.Store) error { return s.Seed(ctx, r) })
}

// withStore does what no command and no page does yet.
func (h *house) withStore(do func(context.Context, *store.Store) error) {
	h.t.Helper()
	s, err := store.Open(h.t.Context(), h.servers.database, store.Options{Kinds: kind.Office()})
	require.NoError(h.t, err)
	defer s.Close()
	require.NoError(h.t, do(h.t.Context(), s))
}

func (h *house) startAPI() {
	h.t.Helper()
	h.api = spawn(h.t, h.env, "api")
	eventually(h.t, readyWithin, "the API serves", func() bool { return get(h.url+"/healthz") == http.StatusOK })
}

func (h *house) startWorker() {
	h.t.Helper()
	h.worker = spawn(h.t, h.env, "worker")
	engine := h.dial()
	eventually(h.t, readyWithin, "the worker polls", func() bool {
		got, err := engine.DescribeTaskQueue(h.t.Context(), casework.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
		return err == nil && len(got.GetPollers()) > 0
	})
}

// dial is an outside program's client of the engine.
func (h *house) dial() client.Client {
	h.t.Helper()
	c, err := client.NewLazyClient(client.Options{
		HostPort: h.servers.engine, Namespace: h.servers.namespace, Logger: silent,
	})
	require.NoError(h.t, err)
	h.t.Cleanup(c.Close)
	return c
}

// now is the database's instant: rows take effect by its clock.
func (h *house) now() time.Time {
	h.t.Helper()
	var at time.Time
	require.NoError(h.t, h.db.GetContext(h.t.Context(), &at, "SELECT clock_timestamp()"))
	return at
}

// get is the status of a page, 0 while nobody answers.
func get(url string) int {
	resp, err := http.Get(url)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

// freeAddress is a free one on this machine, below the range the kernel gives to
// outgoing connections: a program killed here starts again on the same. It is given to one
// house only, and the servers of package local take theirs from another range: whoever
// finds his port taken would be asked for another's office.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 10000+rand.IntN(10000))
		if _, given := addresses.LoadOrStore(address, true); given {
			continue
		}
		if l, err := net.Listen("tcp", address); err == nil {
			require.NoError(t, l.Close())
			return address
		}
	}
	t.Fatal("no free port from 10000 to 19999 on 127.0.0.1")
	return ""
}

// addresses are those given away.
var addresses sync.Map

// names collects one attribute of rows.
func names[T any, N ~string](rows []T, of func(T) N) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = string(of(r))
	}
	return out
}

// count is how many rows fit.
func count[T any](rows []T, fits func(T) bool) int {
	return len(slices.DeleteFunc(slices.Clone(rows), func(r T) bool { return !fits(r) }))
}
