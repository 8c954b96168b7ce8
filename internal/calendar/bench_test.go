package calendar_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
)

// TestCountingAllocatesNothing holds the figure of the design: thirty working
// days without a single allocation.
func TestCountingAllocatesNothing(t *testing.T) {
	c := national(t)
	start := at(t, c, "2026-01-24T10:00")
	for _, s := range []string{"30wd", "30d", "3mo", "30wh", "30h"} {
		l := limit(t, s)
		require.Zero(t, testing.AllocsPerRun(100, func() {
			if _, err := c.Due(start, l); err != nil {
				panic(err)
			}
		}), s)
	}
}

func BenchmarkDue(b *testing.B) {
	c := national(b)
	start := at(b, c, "2026-01-24T10:00")
	for _, s := range []string{"30wd", "250wd", "30d", "3mo", "30wh", "2000wh", "3h"} {
		l := limit(b, s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Due(start, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	berlin := everyDay(b, "Europe/Berlin", `[["08:00","13:00"],["14:00","18:00"]]`)
	b.Run("2000wh over daylight saving", func(b *testing.B) {
		l := limit(b, "2000wh")
		for b.Loop() {
			if _, err := berlin.Due(start, l); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("30wd with a pause", func(b *testing.B) {
		l, p := limit(b, "30wd"), pause(b, c, "2026-02-02T10:00", "2026-02-05T10:00")
		for b.Loop() {
			if _, err := c.Due(start, l, p); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	spec, err := nationalSpec()
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := calendar.New(spec); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExplain(b *testing.B) {
	c := national(b)
	start, l := at(b, c, "2026-01-24T10:00"), limit(b, "30wd")
	for b.Loop() {
		if _, err := c.Explain(start, l); err != nil {
			b.Fatal(err)
		}
	}
}
