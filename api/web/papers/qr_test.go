package papers

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestQRHoldsTheAddress(t *testing.T) {
	t.Parallel()
	a, err := newQR("https://office.example/public/paper?code=7K3F-9QXM-2D4P")
	require.NoError(t, err)
	b, err := newQR("https://office.example/public/paper?code=7K3F-9QXM-2D4Q")
	require.NoError(t, err)
	require.NotEqual(t, a.Path, b.Path)
	// The top row of the finder pattern: seven dark modules at either corner.
	require.True(t, strings.HasPrefix(a.Path, "M4 4h7v1h-7z"), a.Path[:20])
}
