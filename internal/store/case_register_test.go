package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

func TestRegisterOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := newCase()
	in.Key, in.Digest = "k1", []byte("body")

	first, repeated, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	require.False(t, repeated)
	again, repeated, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	require.True(t, repeated)
	require.Equal(t, first, again)

	in.Digest = []byte("another body")
	_, _, err = b.RegisterCase(t.Context(), in)
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM cases`))

	v, err := b.Case(t.Context(), first)
	require.NoError(t, err)
	require.Equal(t, "施工许可", v.ItemName)
	require.Equal(t, "permit", v.Class)
	require.Equal(t, "审批科", v.UnitName)
	require.Equal(t, "li", v.HolderID)
	require.Equal(t, casework.StageIntake, v.Stage)
	require.Nil(t, v.Started)
	fields, err := b.OpenFields(t.Context(), first)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"applicant": "张三"}, fields)
}

func TestRegisterInParallel(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const n = 12
	numbers, errs := make([]string, n), make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			in := newCase()
			in.Registered = time.Date(2026, 5, 1, 2, 0, 0, 0, time.UTC)
			in.Key = fmt.Sprintf("key %d", i/2) // every key is used twice at once
			numbers[i], _, errs[i] = b.RegisterCase(t.Context(), in)
		})
	}
	wg.Wait()
	distinct := map[string]bool{}
	for i, number := range numbers {
		require.NoError(t, errs[i])
		require.Equal(t, numbers[i/2*2], number, "one key, one number")
		distinct[number] = true
	}
	for serial := range n / 2 {
		require.Contains(t, distinct, kind.Office().Number(casework.Service, 2026, serial+1), "no gap")
	}
	require.Len(t, distinct, n/2)
}

func TestRegisterRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for field, spoil := range map[string]func() error{
		"unit": func() error {
			in := newCase()
			in.Unit = "nowhere"
			_, _, err := b.RegisterCase(t.Context(), in)
			return err
		},
		"post": func() error {
			in := newCase()
			in.Post = "nobody"
			_, _, err := b.RegisterCase(t.Context(), in)
			return err
		},
	} {
		var refusal *casework.Error
		require.ErrorAs(t, spoil(), &refusal)
		require.Equal(t, field, refusal.Field)
	}
	require.Zero(t, count(t, b, `SELECT count(*) FROM sealed_values`))
	require.Zero(t, count(t, b, `SELECT count(*) FROM serials`), "a number not used leaves no gap")
}

func TestNumberBelongsToTheYearInTheOffice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := newCase()
	in.Registered = time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC) // New Year in Beijing
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, "BJ2027-000001", number)
}

func TestSweepFindsWhatTheEngineHasNot(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)

	waiting, err := b.Unstarted(t.Context(), now(), 10)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.Equal(t, number, waiting[0].Number)
	require.Equal(t, 1, waiting[0].Run)
	none, err := b.Unstarted(t.Context(), now().Add(-2*time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, none, "registered later than asked")

	require.NoError(t, b.MarkStarted(t.Context(), number))
	none, err = b.Unstarted(t.Context(), now(), 10)
	require.NoError(t, err)
	require.Empty(t, none)
	require.Equal(t, casework.NotFound, casework.CodeOf(b.MarkStarted(t.Context(), "BJ2026-999999")))

	suspects, err := b.Suspects(t.Context(), now().Add(time.Minute), 10)
	require.NoError(t, err)
	require.Len(t, suspects, 1, "started, and its first step never came")
	b.commit(t, step(number, 1, started(now())))
	suspects, err = b.Suspects(t.Context(), now().Add(time.Minute), 10)
	require.NoError(t, err)
	require.Empty(t, suspects)
	suspects, err = b.Suspects(t.Context(), now().Add(48*time.Hour), 10)
	require.NoError(t, err)
	require.Len(t, suspects, 1, "its due instant passed without a step")
	require.Equal(t, 1, suspects[0].Revision)

	next, err := b.NextRun(t.Context(), number, 1)
	require.NoError(t, err)
	require.Equal(t, 2, next.Run)
	require.Zero(t, next.Revision)
	require.Len(t, next.Clocks, 1)

	_, err = b.NextRun(t.Context(), number, 1)
	require.Equal(t, casework.CaseNotClosed, casework.CodeOf(err), "somebody else took it")
}
