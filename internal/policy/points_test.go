package policy_test

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// What the sources say of points and repeats is said in both languages.
func TestPointsInBothLanguages(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	said := map[string]string{}
	for _, p := range ref.Scoring.Points {
		if p.Note != "" {
			said[p.Note] = p.NoteEn
		}
	}
	for _, r := range ref.Scoring.Repeats {
		said[r.Note] = r.NoteEn
	}
	require.NotEmpty(t, said)
	for zh, en := range said {
		require.NotEmpty(t, en, zh)
		for _, r := range en {
			require.False(t, unicode.Is(unicode.Han, r), en)
		}
	}
}
