package web

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A month of pieces: units in their places, what is missing of whose, and the register leads
// there where it is kept (R217, R218).
func TestPiecesOfAMonth(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, generalOffice)
	doc, _ := v.get("/pieces?month=2026-10")
	units, people := doc.Find("[aria-labelledby='by-unit'] tbody tr"), doc.Find("[aria-labelledby='by-person'] tbody tr")
	require.Contains(t, cells(units.Eq(0)), "1 | ")
	require.Contains(t, cells(units.Eq(0)), " | 3 | 1 | ")
	require.Contains(t, cells(units.Eq(2)), " | 0 | 0 | 没有 | 长期没有报送")
	require.Contains(t, cells(people.Eq(1)), "少报 2 条")
	doc, _ = v.get("/pieces?month=nonsense")
	require.Contains(t, textOf(doc.Find("main")), "本月还差 2 条")
}
