package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

func BenchmarkRegister(b *testing.B) {
	s := setup(b)
	for i := 0; b.Loop(); i++ {
		in := newCase()
		in.Key = fmt.Sprint(i)
		_, _, err := s.RegisterCase(b.Context(), in)
		require.NoError(b, err)
	}
}

func BenchmarkCommit(b *testing.B) {
	s := setup(b)
	number := s.register(b)
	for i := 1; b.Loop(); i++ {
		e := breached(now(), casework.ActingHolder, casework.SectionHead)
		e.Key = fmt.Sprint("1.", i)
		_, err := s.Commit(b.Context(), step(number, i, e), "run", nil)
		require.NoError(b, err)
	}
}

func BenchmarkDesk(b *testing.B) {
	s := setup(b)
	for range 1000 {
		s.commit(b, step(s.register(b), 1, started(now())))
	}
	for b.Loop() {
		_, total, err := s.ListClocks(b.Context(), core.ClockFilter{Scope: everything, Holder: "li", Limit: 50})
		require.NoError(b, err)
		require.Equal(b, 1000, total)
	}
}
