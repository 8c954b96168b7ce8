package worker_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	sdk "go.temporal.io/sdk/worker"

	"github.com/shixian/shixian/internal/counter/cases"
)

// BenchmarkRecount moves 600 cases on the real engine while somebody reads his
// desk ten times a second: cases a second, and the desk's slowest hundredth. Most
// cases of an office are in no worker's cache and are replayed first.
func BenchmarkRecount(b *testing.B) {
	b.Run("cached", func(b *testing.B) { benchRecount(b, func() {}) })
	b.Run("replayed", func(b *testing.B) { benchRecount(b, sdk.PurgeStickyWorkflowCache) })
}

func benchRecount(b *testing.B, before func()) {
	const many = 600
	h := openHouse(b)
	defer h.start()()
	h.accept("january", many)
	admin, handler := h.person("admin"), h.person("handler")
	require.Equal(b, "cn@2", h.bring().Ref())
	r, err := h.Preview(b.Context(), admin, "cn@2", "")
	require.NoError(b, err)
	before()
	for b.Loop() {
		_, err = h.ApplyRecount(b.Context(), h.person("principal_leader"), r.ID)
		require.NoError(b, err)
		var waits []time.Duration
		tick := time.NewTicker(100 * time.Millisecond)
		begun := time.Now()
		for done := false; !done; {
			<-tick.C
			start := time.Now()
			_, err := h.Desk(b.Context(), handler, cases.DeskFilter{})
			require.NoError(b, err)
			waits = append(waits, time.Since(start))
			got, err := h.Recount(b.Context(), admin, r.ID)
			require.NoError(b, err)
			done = got.Decided == got.Commands
		}
		tick.Stop()
		slices.Sort(waits)
		b.ReportMetric(many/time.Since(begun).Seconds(), "cases/s")
		b.ReportMetric(float64(waits[len(waits)*99/100].Milliseconds()), "desk-p99-ms")
	}
}
