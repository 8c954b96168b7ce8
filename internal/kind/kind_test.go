package kind_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

func TestOffice(t *testing.T) {
	t.Parallel()
	_, err := kind.NewSet(kind.Office().All()...)
	require.NoError(t, err)
	require.Equal(t, casework.Commands(), kind.Office().Commands())
	require.Equal(t, casework.Kinds(), kind.Office().Kinds())
	for _, k := range casework.Kinds() {
		d := kind.Office().Of(k)
		want := casework.Forms(k)
		for i := range want {
			want[i].Kinds = nil
		}
		require.Equal(t, want, d.Forms(), k)
	}
}
