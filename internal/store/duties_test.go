package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// standing are the duties of the bureau, registered under a key.
func standing(key string) counter.NewCase {
	return counter.NewCase{
		Kind: casework.Duties, Unit: "bureau", Post: "eff", Within: []string{"bureau", "permits", "efficiency"},
		Received: now().Add(-time.Hour), Registered: now().Add(-time.Hour), By: "sun", Key: key, Digest: []byte("body"),
	}
}

// A bureau has its standing duties once (R100), however many register them at one
// moment; the same registration again is the first one.
func TestDutiesStandOncePerBureau(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const n = 8
	numbers, errs := make([]string, n), make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { numbers[i], _, errs[i] = b.RegisterCase(t.Context(), standing(fmt.Sprintf("key %d", i/2))) })
	}
	wg.Wait()
	kept := ""
	for i := range n {
		if errs[i] == nil {
			require.True(t, kept == "" || kept == numbers[i], "one case")
			kept = numbers[i]
			continue
		}
		var refusal *casework.Error
		require.ErrorAs(t, errs[i], &refusal)
		require.Equal(t, casework.DutiesStand, refusal.Code)
		require.Equal(t, "item", refusal.Field)
		require.Equal(t, "R100", refusal.Rule)
	}
	require.NotEmpty(t, kept)
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'duties'`))

	below := standing("of a section")
	below.Unit = "permits"
	_, _, err := b.RegisterCase(t.Context(), below)
	require.Equal(t, casework.DutiesStand, casework.CodeOf(err), "nor does a section of it have them beside")
	other := standing("another bureau")
	other.Unit, other.Within = "permits", []string{"permits"} // as if it stood by itself
	_, _, err = b.RegisterCase(t.Context(), other)
	require.NoError(t, err)

	_, err = b.raw.Exec(`UPDATE cases SET closed_at = now() WHERE kind = 'duties'`)
	require.NoError(t, err)
	_, _, err = b.RegisterCase(t.Context(), standing("anew"))
	require.NoError(t, err, "once it was closed a new one may stand")
}
