package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/find"
)

// A case is found by what its kind declares, entered when it is registered; what the release
// before registered, the sweep enters (ADR 35).
func TestFoundByPieces(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := newCase()
	in.Fields = map[string]string{"applicant": "欧阳张伟", "phone": "139-0000 1234", "matter": "给铺子办证"}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	other := newCase()
	other.Fields = map[string]string{"applicant": "张伟民", "phone": "139-0000 9999"}
	second, _, err := b.RegisterCase(t.Context(), other)
	require.NoError(t, err)

	known := func(k core.Known) (out []string) {
		t.Helper()
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{{All: true}}, Known: k})
		require.NoError(t, err)
		for _, r := range rows {
			out = append(out, r.Number)
		}
		return out
	}
	looks := func() {
		t.Helper()
		require.ElementsMatch(t, []string{number, second}, known(core.Known{Words: find.Words("张伟")}))
		require.Equal(t, []string{number}, known(core.Known{Words: find.Words("欧阳张伟")}))
		require.Equal(t, []string{second}, known(core.Known{Number: find.Asked("9999")}))
		require.Equal(t, []string{number}, known(core.Known{Words: find.Words("13900001234"), Number: find.Asked("13900001234")}))
		require.Empty(t, known(core.Known{Words: find.Words("铺子")}), "free text is not declared")
	}
	looks()
	require.Zero(t, count(t, b, `SELECT count(*) FROM not_entered`))
	require.Empty(t, known(core.Known{Words: []string{"zz"}}))

	alter(t, b, `DELETE FROM found_by`)
	alter(t, b, `INSERT INTO not_entered SELECT number FROM cases`)
	n, err := b.EnterSome(t.Context(), 1)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	for n > 0 {
		n, err = b.EnterSome(t.Context(), 100)
		require.NoError(t, err)
	}
	looks()
}
