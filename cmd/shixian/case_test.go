package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// A cell that a spreadsheet would run is written as text; what was written is read again.
func TestTableIsWrittenAsText(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, writeTable(&out, [][]string{{"outside_number", "statement"}, {"WX-1", "=HYPERLINK(1)"}, {"", "两行\n一格"}}))
	rows, err := readTable(out.String() + "短\n")
	require.NoError(t, err)
	require.Equal(t, [][]string{{"outside_number", "statement"}, {"WX-1", "'=HYPERLINK(1)"}, {"", "两行\n一格"}, {"短"}}, rows)
	_, err = readTable("\"open")
	require.ErrorContains(t, err, "read the table")
}

// Every line says what became of it, and every fault stands at its line and field.
func TestTableTellsLineByLine(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, tellBrought(&out, []cases.Brought{{Line: 2, Number: "XF2026-000001"}, {Line: 3, Number: "XF2026-000002", Known: true}}, false))
	require.Equal(t, "2\tnew\tXF2026-000001\n3\tknown\tXF2026-000002\n新收1件，已有1件 / 1 new and 1 known\n", out.String())
	out.Reset()
	err := tellLines(&out, []*casework.Error{casework.FieldError(casework.KnownElsewhere, "line[3].fields.outside_number", "")})
	require.ErrorIs(t, err, errLines)
	require.Contains(t, out.String(), "line[3].fields.outside_number\tknown_elsewhere\t")
}
