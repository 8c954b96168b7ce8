package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/sheet"
)

// TestWhatIsWrittenIsRead: in every format, cell by cell, and no cell is a formula.
func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"名称 name", "电话 phone"}, {"食品经营许可", "+86 0000-1200001"}, {"=HYPERLINK(\"http://x\")", "-1"}, {"'=1", "@a"},
		{"两行\n的字，带“引号”和,", "𠮷㑇"}, {"00123", ""},
	}
	for _, format := range []string{sheet.CSV, sheet.GBK, sheet.XLSX} {
		raw, err := sheet.Write(format, rows)
		require.NoError(t, err, format)
		back, err := sheet.Read(raw)
		require.NoError(t, err, format)
		require.Len(t, back, len(rows))
		for i, row := range rows {
			require.Equal(t, strings.TrimRight(strings.Join(row, "|"), "|"), strings.TrimRight(strings.Join(back[i], "|"), "|"), format)
		}
	}
	raw, err := sheet.Write(sheet.JSON, [][]string{{"名称 name", "phone"}, {"食品经营许可", "+86 0000-1200001"}, {"", "1"}})
	require.NoError(t, err)
	require.JSONEq(t, `[{"name": "食品经营许可", "phone": "+86 0000-1200001"}, {"phone": "1"}]`, string(raw))
	back, err := sheet.Read([]byte(`[{"b": "2", "a": ["x", "y"]}, {"c": true, "a": 12.50}]`))
	require.NoError(t, err)
	require.Equal(t, [][]string{{"a", "b", "c"}, {"x;y", "2", ""}, {"12.50", "", "true"}}, back)
	raw, err = sheet.Write(sheet.CSV, rows)
	require.NoError(t, err)
	cells, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	require.NoError(t, err)
	for _, row := range cells {
		for _, cell := range row {
			require.False(t, cell != "" && strings.ContainsRune("=+-@", rune(cell[0])), "a spreadsheet would count %q", cell)
		}
	}
}

// TestWhatIsNoTable: each refused by its code, at its line where there is one.
func TestWhatIsNoTable(t *testing.T) {
	t.Parallel()
	bomb := func() []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		w, err := z.Create("xl/worksheets/sheet1.xml")
		require.NoError(t, err)
		for range 65 {
			_, err = w.Write(make([]byte, 1<<20))
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		raw  []byte
		code casework.Code
		at   string
	}{
		"nothing":        {[]byte(" \n"), casework.FileEmpty, "file"},
		"too large":      {bytes.Repeat([]byte("a"), sheet.MaxBytes+1), casework.TooLarge, "file"},
		"too many rows":  {bytes.Repeat([]byte("a\n"), sheet.MaxRows+1), casework.TooLarge, "line[20001]"},
		"a quote open":   {[]byte("a,b\nc,\"d\n"), casework.BadList, "line[2]"},
		"a cell too big": {append([]byte("a\n"), bytes.Repeat([]byte("b"), sheet.MaxCell+1)...), casework.BadList, "line[2]"},
		"a zero byte":    {[]byte("a\nb\x00"), casework.BadList, "line[2]"},
		"no text":        {[]byte{0xff, 0xfe, 0x81, 0x00, 0xff}, casework.FileDamaged, "file"},
		"a list cut":     {[]byte(`[{"a": "b"}`), casework.NotJSON, "file"},
		"no objects":     {[]byte(`[{"a": "b"}, 3]`), casework.NotJSON, "file"},
		"two lists":      {[]byte(`[{"a": "b"}] [{"a": "b"}]`), casework.NotJSON, "file"},
		"nested":         {[]byte(`[{"a": "b"}, {"a": {"c": 1}}]`), casework.BadList, "line[3]"},
		"no workbook":    {[]byte("PK\x03\x04 and no more"), casework.FileDamaged, "file"},
		"unpacks to 65M": {bomb(), casework.FileDamaged, "file"},
	} {
		_, err := sheet.Read(c.raw)
		require.Equal(t, c.code, casework.CodeOf(err), name)
		var e *casework.Error
		require.ErrorAs(t, err, &e, name)
		require.Equal(t, c.at, e.Field, name)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("名称,电话\na,b\n"))
	f.Add([]byte("\xc3\xfb\xb3\xc6,\xb5\xe7\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rows, err := sheet.Read(raw)
		if err != nil {
			return
		}
		again, err := sheet.Write(sheet.CSV, rows)
		require.NoError(t, err)
		if len(again) > sheet.MaxBytes {
			return
		}
		_, err = sheet.Read(again)
		if casework.CodeOf(err) != casework.FileEmpty {
			require.NoError(t, err)
		}
	})
}
