package kind_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A complainant rates by his query code: he has no name in the house, and what he sends
// passes by its form. Everybody else has one.
func TestWhoRatesHasNoName(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	c := casework.Command{ID: "rated", Name: casework.Rate, At: now}
	require.Nil(t, kind.Office().Of(casework.Complaint).CheckUpdate(c, now))
	c.Name = casework.Reply
	require.Equal(t, "actor", kind.Office().Of(casework.Complaint).CheckUpdate(c, now).Field)
}
