package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

// houseIn is a house over a database of its own and a namespace that is yet to be made.
func houseIn(t *testing.T, namespace string) *house {
	t.Helper()
	s := settings{kinds: kind.Office(), databaseURL: testkit.Database(t), temporalAddress: testkit.Engine(t).Address(), temporalNamespace: namespace}
	db, err := store.Open(t.Context(), s.databaseURL, store.Options{Kinds: kind.Office()})
	require.NoError(t, err)
	_, err = db.Migrate(t.Context())
	require.NoError(t, err)
	h, err := build(s, db, nil, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(h.close)
	return h
}

// TestANamespaceThatDoesNotFitRefusesTheStart: where it lacks the search attributes no
// case could be started, and no clock would ever run; another installation's holds
// another's cases. Both are named with what mends them, before anything is taken in.
func TestANamespaceThatDoesNotFitRefusesTheStart(t *testing.T) {
	t.Parallel()
	h := houseIn(t, "bare")
	fits := h.namespaceFits()
	start := func() error { return doctor.New(fits).Start(t.Context()) }
	require.ErrorContains(t, start(), "has no namespace bare")
	_, err := h.temporal.WorkflowService().RegisterNamespace(t.Context(), &workflowservice.RegisterNamespaceRequest{
		Namespace: "bare", WorkflowExecutionRetentionPeriod: durationpb.New(24 * time.Hour),
	})
	require.NoError(t, err)
	require.Eventually(t, func() bool { // the engine hears of it a moment later
		_, err := h.namespace.State(t.Context())
		return err == nil
	}, 30*time.Second, 50*time.Millisecond)
	err = start()
	require.ErrorContains(t, err, "namespace bare has no search attribute Kind, Unit")
	require.ErrorContains(t, err, "temporal operator search-attribute create --namespace bare --name Unit --type Keyword")

	require.NoError(t, h.namespace.Prepare(t.Context(), 24*time.Hour))
	require.NoError(t, start())
	require.NoError(t, h.claim(t.Context()))
	require.NoError(t, start(), "its own")
	require.NoError(t, h.namespace.Claim(t.Context(), "that of the bureau next door"))
	require.ErrorContains(t, start(), "is another installation's (that of the bureau next door)")
}

// TestTheFirstNumberIsPastTheEngines: the database was restored to a day before the
// engine's last case.
func TestTheFirstNumberIsPastTheEngines(t *testing.T) {
	t.Parallel()
	h := houseIn(t, "newer")
	require.NoError(t, h.namespace.Prepare(t.Context(), 24*time.Hour))
	year := time.Now().In(time.FixedZone("CST", 8*60*60)).Year()
	lost := casework.State{Number: kind.Office().Number(casework.Service, year, 41), Kind: casework.Service, Unit: "permits", Run: 1, Registered: time.Now()}
	require.NoError(t, dispatch.New(h.temporal).Start(t.Context(), casework.Start{State: lost}, false))
	require.Eventually(t, func() bool { // visibility follows
		highest, err := h.namespace.Highest(t.Context(), casework.Service, year, 0)
		return err == nil && highest == 41
	}, 30*time.Second, 50*time.Millisecond)
	require.NoError(t, h.resumeNumbers(t.Context()))
	last, err := h.store.Serial(t.Context(), casework.Service, year)
	require.NoError(t, err)
	require.Equal(t, 41, last)
}

// TestALostKeyFileIsNotMadeAnew: a typing error in its path would seal new cases with a
// key that the old ones do not know.
func TestALostKeyFileIsNotMadeAnew(t *testing.T) {
	t.Parallel()
	s := settings{kinds: kind.Office(), databaseURL: testkit.Database(t), keyFile: filepath.Join(t.TempDir(), "kyes.json")}
	_, _, err := openStore(t.Context(), s)
	require.ErrorContains(t, err, "there is no key file "+s.keyFile)
	require.ErrorContains(t, err, "shixian keys new")
	_, err = os.Lstat(s.keyFile)
	require.ErrorIs(t, err, os.ErrNotExist)
}
