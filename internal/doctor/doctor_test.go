package doctor_test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/doctor"
)

func check(name string, w doctor.Weight, f doctor.Finding, err error) doctor.Check {
	return doctor.Check{Name: name, Weight: w, Look: func(context.Context) (doctor.Finding, error) { return f, err }}
}

var (
	fine = doctor.Fine("好", "fine")
	bad  = doctor.Bad("坏", "bad", "mend it")
)

// TestWeights: each use stops at its own weight, and what could not be looked at
// counts as wrong.
func TestWeights(t *testing.T) {
	t.Parallel()
	d := doctor.New(
		check("one", doctor.Advice, bad, nil),
		check("two", doctor.Serving, doctor.Finding{}, errors.New("away")),
		check("three", doctor.Starting, fine, nil),
	)
	report := d.Examine(t.Context())
	require.Len(t, report, 3)
	require.Equal(t, []doctor.Verdict{doctor.Wrong, doctor.Unknown, doctor.Right},
		[]doctor.Verdict{report[0].Verdict, report[1].Verdict, report[2].Verdict})
	require.False(t, report.Right(doctor.Advice))
	require.False(t, report.Right(doctor.Serving))
	require.True(t, report.Right(doctor.Starting))
	require.NoError(t, d.Start(t.Context()))
	require.NoError(t, doctor.New(check("away", doctor.Starting, doctor.Finding{}, errors.New("away"))).Start(t.Context()))
	require.ErrorContains(t, doctor.New(check("four", doctor.Starting, bad, nil)).Start(t.Context()), "mend it")
}

// TestReadyIsBounded: a look that never comes back is unknown within 2 s, and a
// thousand who ask meanwhile make one look.
func TestReadyIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int64
		never := make(chan struct{})
		defer close(never)
		d := doctor.New(doctor.Check{Name: "hung", Weight: doctor.Serving, Look: func(context.Context) (doctor.Finding, error) {
			looks.Add(1)
			<-never // heeds no context, like a driver in its read
			return fine, nil
		}})
		began := time.Now()
		answers := make(chan doctor.Report)
		for range 1000 {
			go func() { answers <- d.Ready(t.Context()) }()
		}
		for range 1000 {
			require.Equal(t, doctor.Unknown, (<-answers)[0].Verdict)
		}
		require.Less(t, time.Since(began), 2*time.Second)
		require.EqualValues(t, 1, looks.Load())
	})
}

// TestReadyShowsSlowChecks: /readyz does not run what is slow, and does not
// forget it either.
func TestReadyShowsSlowChecks(t *testing.T) {
	t.Parallel()
	var looks atomic.Int64
	slow := doctor.Check{Name: "slow", Slow: true, Look: func(context.Context) (doctor.Finding, error) {
		looks.Add(1)
		return bad, nil
	}}
	d := doctor.New(slow, check("quick", doctor.Serving, fine, nil))
	require.Len(t, d.Ready(t.Context()), 1)
	d.Examine(t.Context())
	report := d.Ready(t.Context())
	require.Len(t, report, 2)
	require.Equal(t, "slow", report[0].Name)
	require.EqualValues(t, 1, looks.Load())
	require.Len(t, d.Last(), 2)
}

// TestReadinessSaysSoInWords: what stops this process, and what was expected of each
// thing that is not right; what was found is not for whoever asks.
func TestReadinessSaysSoInWords(t *testing.T) {
	t.Parallel()
	writes := doctor.Check{
		Name: "writes", Looks: doctor.Words{ZH: "能写入", EN: "the database can be written to"}, Weight: doctor.Serving,
		Look: func(context.Context) (doctor.Finding, error) { return bad, nil },
	}
	status, text := doctor.Readiness(doctor.New(writes, check("fit", doctor.Serving, fine, nil)).Ready(t.Context()))
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Equal(t, "not ready\nwrong writes: expected that the database can be written to\n", text)
	writes.Weight = doctor.Advice
	status, text = doctor.Readiness(doctor.New(writes).Ready(t.Context()))
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "ready\nwrong writes: expected that the database can be written to\n", text)
}
