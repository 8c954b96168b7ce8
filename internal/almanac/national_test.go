package almanac_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
)

// national is the announced lists this version carries, without the law.
func national(t testing.TB) calendar.Spec {
	t.Helper()
	raw, err := os.ReadFile("../../schema/reference/calendars/cn-2018-2026.json")
	require.NoError(t, err)
	spec, err := almanac.ParseWhole(raw)
	require.NoError(t, err)
	return spec
}
