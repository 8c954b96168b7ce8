package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/doctor"
)

// TestNextListCheck: a missing list is named in both languages with the command that
// brings it in, and stops nothing; a database that does not answer is no list missing.
func TestNextListCheck(t *testing.T) {
	t.Parallel()
	november := time.Date(2026, 11, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))
	look := func(lacks []int, fails error) doctor.Result {
		check := nextListIsIn(func(_ context.Context, at time.Time) ([]int, error) {
			require.Equal(t, november, at)
			return lacks, fails
		}, func() time.Time { return november })
		report := doctor.New(check).Examine(t.Context())
		require.True(t, report.Right(doctor.Serving), "it is advice")
		return report[0]
	}
	require.Equal(t, doctor.Right, look([]int{}, nil).Verdict)
	wrong := look([]int{2027}, nil)
	require.Equal(t, doctor.Wrong, wrong.Verdict)
	require.Contains(t, wrong.Says.ZH, "2027")
	require.Contains(t, wrong.Says.EN, "2027")
	require.Equal(t, "shixian calendar import --year 2027 FILE", wrong.Mend)
	require.Equal(t, doctor.Unknown, look(nil, errors.New("no database")).Verdict)
}
