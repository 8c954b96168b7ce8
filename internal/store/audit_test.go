package store_test

import (
	"fmt"
	"iter"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store/audit"
)

func chain(rows iter.Seq2[audit.SealedRow, error]) iter.Seq2[privacy.Chained, error] {
	return func(yield func(privacy.Chained, error) bool) {
		for row, err := range rows {
			if !yield(privacy.Chained{Row: privacy.Row(row.AuditRow), Link: row.Link}, err) {
				return
			}
		}
	}
}

func TestAuditIsSealedByOneAtATime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ring := newKeys(t).Keyring
	link := func(prev []byte, row audit.AuditRow) []byte { return ring.Link(prev, privacy.Row(row)) }
	const n = 40
	for i := range n {
		require.NoError(t, b.Audit(t.Context(), "li", "read", fmt.Sprint("BJ2026-", i), "applicant"))
	}
	unsealed, err := b.AuditUnsealed(t.Context())
	require.NoError(t, err)
	require.Equal(t, n, unsealed)

	sealed, errs := make([]int, 3), make([]error, 3)
	var wg sync.WaitGroup
	for i := range sealed {
		wg.Go(func() { sealed[i], errs[i] = b.SealAudit(t.Context(), link) })
	}
	wg.Wait()
	total := 0
	for i := range sealed {
		require.NoError(t, errs[i])
		total += sealed[i]
	}
	require.Equal(t, n, total)
	require.NoError(t, b.Audit(t.Context(), "wang", "read", "BJ2026-1", ""))
	_, err = b.SealAudit(t.Context(), link)
	require.NoError(t, err)

	head, err := ring.Verify(chain(b.AuditRows(t.Context())))
	require.NoError(t, err)
	require.Equal(t, int64(n+1), head.Seq)
	_, err = b.raw.ExecContext(t.Context(), `UPDATE audit_chain SET link = '\x00' WHERE seq = 7`)
	require.ErrorContains(t, err, "only ever added")

	// Somebody with the owner's rights, past the triggers.
	_, err = b.raw.ExecContext(t.Context(), `ALTER TABLE audit DISABLE TRIGGER ALL; UPDATE audit SET actor = 'sun' WHERE object = 'BJ2026-6'`)
	require.NoError(t, err)
	_, err = ring.Verify(chain(b.AuditRows(t.Context())))
	var broken *privacy.BrokenChain
	require.ErrorAs(t, err, &broken)
	require.Equal(t, int64(7), broken.Seq)
}
