// Package sheet reads and writes tables as offices keep them: CSV in UTF-8 or GBK, xlsx, and
// the JSON programs write: a list of objects, each a row, its names those of the head.
//
// It refuses to know what a column means, to count a formula, to unpack more than it says,
// and to write a cell that a spreadsheet would take for a formula.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/shixian/shixian/internal/casework"
)

// Formats of a table.
const (
	CSV  = "csv"  // UTF-8, with the mark by which spreadsheets know it
	GBK  = "gbk"  // CSV as older office machines read it
	XLSX = "xlsx" //
	JSON = "json" // a list of objects of texts
)

// Bounds of a table: what an office keeps is a hundredth of it.
const (
	MaxBytes = 4 << 20
	MaxRows  = 20_000
	MaxCells = 400_000
	MaxCell  = 4_000 // runes
	unpacked = 64 << 20
)

var byteOrder = []byte("\xef\xbb\xbf")

// Read reads the first table of a file, of which only the content says what it is. A row has
// as many cells as it has; empty rows stay, so that the n-th row is the n-th line of the
// table. Refusals: FileEmpty, TooLarge, FileDamaged, BadList, each at "file" or at "line[n]".
func Read(raw []byte) ([][]string, error) {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return nil, casework.FieldError(casework.FileEmpty, "file", "")
	case len(raw) > MaxBytes:
		return nil, casework.FieldError(casework.TooLarge, "file", "")
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readXLSX(raw)
	}
	text, err := decoded(raw)
	if err != nil {
		return nil, err
	}
	if list.Match(text) {
		return readJSON(text)
	}
	return readCSV(text)
}

// decoded is the text of a file in UTF-8; what is not written so is taken for GBK.
func decoded(raw []byte) ([]byte, error) {
	raw = bytes.TrimPrefix(raw, byteOrder)
	if utf8.Valid(raw) {
		return raw, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, casework.FieldError(casework.FileDamaged, "file", "")
	}
	return text, nil
}

func readCSV(text []byte) ([][]string, error) {
	t := &table{}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t.rows, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, casework.FieldError(casework.BadList, line(bad.StartLine), "")
		}
		if err != nil {
			return nil, fmt.Errorf("read table: %w", err)
		}
		if err := t.add(row); err != nil {
			return nil, err
		}
	}
}

func readXLSX(raw []byte) ([][]string, error) {
	damaged := casework.FieldError(casework.FileDamaged, "file", "")
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked})
	if err != nil {
		return nil, damaged
	}
	defer func() { _ = f.Close() }()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, damaged
	}
	defer func() { _ = rows.Close() }()
	t := &table{}
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return nil, damaged
		}
		if err := t.add(row); err != nil {
			return nil, err
		}
	}
	if rows.Error() != nil {
		return nil, damaged
	}
	return t.rows, nil
}

// table is what was read so far.
type table struct {
	rows  [][]string
	cells int
}

func (t *table) add(row []string) error {
	n := len(t.rows) + 1
	if t.cells += len(row); n > MaxRows || t.cells > MaxCells {
		return casework.FieldError(casework.TooLarge, line(n), "")
	}
	out := make([]string, len(row))
	for i, cell := range row {
		cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
		odd := func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }
		if utf8.RuneCountInString(cell) > MaxCell || strings.ContainsFunc(cell, odd) {
			return casework.FieldError(casework.BadList, line(n), "")
		}
		out[i] = plain(strings.TrimSpace(cell))
	}
	t.rows = append(t.rows, out)
	return nil
}

func line(n int) string { return fmt.Sprintf("line[%d]", n) }

// formula begins a cell that a spreadsheet would count.
const formula = "=+-@'\t"

// armed is a cell no spreadsheet takes for a formula; plain takes that back.
func armed(cell string) string {
	if cell != "" && strings.ContainsRune(formula, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func plain(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formula, rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

func armedRows(rows [][]string) [][]string {
	safe := make([][]string, len(rows))
	for i, row := range rows {
		safe[i] = make([]string, len(row))
		for j, cell := range row {
			safe[i][j] = armed(cell)
		}
	}
	return safe
}

// Write writes a table in one of the formats.
func Write(format string, rows [][]string) ([]byte, error) {
	safe := armedRows(rows)
	switch format {
	case XLSX:
		return writeXLSX(safe)
	case JSON:
		return writeJSON(rows)
	case CSV, GBK:
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.UseCRLF = true
		if err := w.WriteAll(safe); err != nil {
			return nil, fmt.Errorf("write table: %w", err)
		}
		if format == CSV {
			return append(bytes.Clone(byteOrder), out.Bytes()...), nil
		}
		raw, err := simplifiedchinese.GB18030.NewEncoder().Bytes(out.Bytes())
		if err != nil {
			return nil, fmt.Errorf("write table as GBK: %w", err)
		}
		return raw, nil
	}
	return nil, casework.FieldError(casework.Invalid, "format", "choice")
}

func writeXLSX(rows [][]string) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	if err := fill(f, f.GetSheetName(0), rows); err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	return out.Bytes(), nil
}

// fill writes rows into one table of a workbook.
func fill(f *excelize.File, name string, rows [][]string) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = cell
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
