package notify_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/notify"
)

func TestPath(t *testing.T) {
	t.Parallel()
	require.Equal(t, "/handover", notify.Path(notify.Notice{Event: "acting_holder_changed", Kind: "absence", Number: "LG2026-000001"}))
	require.Equal(t, "/cases/LG2026-000001", notify.Path(notify.Notice{Event: "absence_approved", Kind: "absence", Number: "LG2026-000001"}))
	require.Equal(t, "/cases/BJ2026-000001", notify.Path(notify.Notice{Event: "clock_started", Kind: "service", Number: "BJ2026-000001"}))
}
