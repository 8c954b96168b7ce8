package e2e

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/testkit"
)

// servers are where a house stands.
type servers struct {
	database  string // URL
	engine    string // host:port
	namespace string
}

var silent = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

var namespaces atomic.Int64

// shared takes a database and a namespace of the servers all tests share.
func shared(t *testing.T) servers {
	t.Helper()
	s := servers{
		engine: testkit.Engine(t).Address(), database: testkit.Copy(t, "furnished", furnished),
		namespace: fmt.Sprintf("e2e-%d", namespaces.Add(1)),
	}
	registerNamespace(t, s.engine, s.namespace)
	return s
}

// furnished is furnish of the office that is copied for each test.
func furnished(url string) error {
	file, err := keys()
	if err != nil {
		return err
	}
	return furnish([]string{"DATABASE_URL=" + url, "DATABASE_DIRECT_URL=", "SHIXIAN_KEY_FILE=" + file, "DEMO_PASSWORD=" + password})
}

// registerNamespace does for one more namespace what the engine does for its own.
func registerNamespace(t *testing.T, engine, name string) {
	t.Helper()
	c, err := client.NewLazyClient(client.Options{HostPort: engine, Namespace: name, Logger: silent})
	require.NoError(t, err)
	defer c.Close()
	service := c.WorkflowService()
	_, err = service.RegisterNamespace(t.Context(), &workflowservice.RegisterNamespaceRequest{
		Namespace: name, WorkflowExecutionRetentionPeriod: durationpb.New(24 * time.Hour),
	})
	var known *serviceerror.NamespaceAlreadyExists
	require.True(t, err == nil || errors.As(err, &known), "register namespace: %v", err)
	aliases := &workflowservice.UpdateNamespaceRequest{
		Namespace: name,
		Config: &namespacepb.NamespaceConfig{CustomSearchAttributeAliases: map[string]string{
			"Keyword01": casework.AttributeKind, "Keyword02": casework.AttributeUnit,
		}},
	}
	// Tests that begin at once change the engine's list of namespaces at once: one
	// of them is refused.
	eventually(t, readyWithin, "namespace "+name+" has its attributes", func() bool {
		_, err = service.UpdateNamespace(t.Context(), aliases)
		return err == nil
	})
	eventually(t, readyWithin, "the engine knows namespace "+name, func() bool {
		_, err := service.CountWorkflowExecutions(t.Context(), &workflowservice.CountWorkflowExecutionsRequest{
			Namespace: name, Query: "Kind = 'ready' AND Unit = 'ready'",
		})
		return err == nil
	})
}

// machinery is a PostgreSQL and an engine that one test owns and may kill.
type machinery struct {
	t        *testing.T
	postgres *local.Postgres
	engine   *local.Engine
	binary   string
	dir      string   // PostgreSQL's, with every file it keeps
	said     *journal // everything both wrote
}

// ownServers starts them; the test's end ends them.
func ownServers(t *testing.T) *machinery {
	t.Helper()
	return serversOn(t, oneDatabase(t))
}

// oneDatabase is what an installation needs of a PostgreSQL before its first start.
func oneDatabase(t *testing.T) func(*sqlx.DB, func(string) string) {
	return func(admin *sqlx.DB, _ func(database string) string) {
		_, err := admin.ExecContext(t.Context(), "CREATE DATABASE shixian")
		require.NoError(t, err)
	}
}

// serversOn starts the engine on a PostgreSQL in which fill has made the databases.
func serversOn(t *testing.T, fill func(admin *sqlx.DB, url func(database string) string)) *machinery {
	t.Helper()
	return serversIn(t, testkit.Dir(t), fill)
}

// serversIn keeps PostgreSQL's files in a directory of the test's choice.
func serversIn(t *testing.T, dir string, fill func(admin *sqlx.DB, url func(database string) string)) *machinery {
	t.Helper()
	m := &machinery{t: t, binary: testkit.EngineBinary(t), dir: dir, said: &journal{}}
	ctx, cancel := context.WithTimeout(t.Context(), readyWithin)
	defer cancel()
	var err error
	m.postgres, err = local.StartPostgres(ctx, local.Config{
		Dir: m.dir, Fast: true, Logger: slog.New(slog.NewTextHandler(m.said, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	require.NoError(t, err)
	t.Cleanup(func() { m.end(m.postgres.Stop) })
	fill(observe(t, m.postgres.URL("postgres")), m.postgres.URL)
	m.startEngine("")
	t.Cleanup(func() { m.end(m.engine.Stop) })
	return m
}

func (m *machinery) servers() servers {
	return servers{database: m.postgres.URL("shixian"), engine: m.engine.Address(), namespace: testkit.Namespace}
}

// startEngine starts it where it was before, the first time on a free port.
func (m *machinery) startEngine(address string) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), readyWithin)
	defer cancel()
	engine, err := local.StartEngine(ctx, local.EngineConfig{
		Binary: m.binary, DatabaseURL: m.postgres.URL("postgres"), Listen: address, Log: m.said,
	})
	require.NoError(m.t, err)
	m.engine = engine
}

// killEngine ends it as a crash would, and returns where it was.
func (m *machinery) killEngine() (address string) {
	m.t.Helper()
	require.NoError(m.t, m.engine.Kill())
	return m.engine.Address()
}

func (m *machinery) killPostgres() {
	m.t.Helper()
	require.NoError(m.t, m.postgres.Kill())
}

func (m *machinery) restartPostgres() {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), readyWithin)
	defer cancel()
	require.NoError(m.t, m.postgres.Restart(ctx))
}

func (m *machinery) end(stop func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	if err := stop(ctx); err != nil {
		m.t.Errorf("stop: %v", err)
	}
}
