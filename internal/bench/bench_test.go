package bench

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// TestRunMeasuresBothLanes keeps the benchmark from rotting: it runs, shortly.
func TestRunMeasuresBothLanes(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "shixian")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "../../cmd/shixian")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	r, err := Run(t.Context(), Config{
		Binary: binary, Engine: testkit.EngineBinary(t), Hands: 2, During: time.Second, Rounds: 1,
	})
	require.NoError(t, err)
	for name, f := range map[string]Figures{"bare": r.Bare, "service": r.Service} {
		require.GreaterOrEqual(t, f.Lives, 2, name)
		require.Equal(t, f.Lives*bareSteps, f.Steps, name)
		require.Positive(t, f.LivesPerSecond, name)
		require.Positive(t, f.StepMillisP50, name)
		require.GreaterOrEqual(t, f.StepMillisP99, f.StepMillisP50, name)
		require.Positive(t, f.WALBytesALife, name)
	}
	require.Positive(t, r.Ratio)
	require.NotEmpty(t, r.Machine.PostgreSQL)
	require.NotEmpty(t, r.Machine.Shixian)
}

// fixed is a lane whose lives take no time worth naming.
type fixed struct{ err error }

func (f fixed) life(context.Context) ([]time.Duration, error) {
	return []time.Duration{time.Millisecond, 3 * time.Millisecond}, f.err
}

func TestRoundCountsWholeLives(t *testing.T) {
	t.Parallel()
	var all tally
	require.NoError(t, all.round(t.Context(), fixed{}, 3, 20*time.Millisecond))
	all.wal = int64(all.lives) * 100
	f := all.figures()
	require.Equal(t, 2*f.Lives, f.Steps)
	require.InDelta(t, 2*f.LivesPerSecond, f.StepsPerSecond, 0.02)
	require.InDelta(t, 3, f.StepMillisP95, 0)
	require.EqualValues(t, 100, f.WALBytesALife)
}

func TestRoundEndsAtTheFirstFailure(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var all tally
	began := time.Now()
	require.ErrorIs(t, all.round(t.Context(), fixed{broken}, 2, time.Hour), broken)
	require.Less(t, time.Since(began), time.Minute)
	require.Zero(t, all.lives)
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i+1) * time.Millisecond
	}
	require.InDelta(t, 51, quantile(hundred, 0.50), 0)
	require.InDelta(t, 100, quantile(hundred, 0.99), 0)
	require.InDelta(t, 1, quantile(hundred[:1], 0.99), 0)
	require.Zero(t, quantile(nil, 0.5))
}
