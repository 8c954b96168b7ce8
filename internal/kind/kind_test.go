package kind_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
)

// What the product is built with has no fault; Office would not start with one.
func TestOffice(t *testing.T) {
	t.Parallel()
	_, err := kind.NewSet(kind.Office().All()...)
	require.NoError(t, err)
}
