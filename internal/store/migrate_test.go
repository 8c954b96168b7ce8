package store_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/schema"
)

func TestMigrateInParallel(t *testing.T) {
	t.Parallel()
	url := testkit.Database(t)
	ran, errs := make([]int, 3), make([]error, 3)
	var wg sync.WaitGroup
	for i := range ran {
		s, err := store.Open(t.Context(), url, store.Options{})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		wg.Go(func() { ran[i], errs[i] = s.Migrate(t.Context()) })
	}
	wg.Wait()
	total := 0
	for i := range ran {
		require.NoError(t, errs[i])
		total += ran[i]
	}
	files, err := schema.Migrations.ReadDir("migrations")
	require.NoError(t, err)
	require.Len(t, files, total, "each migration once")
}
