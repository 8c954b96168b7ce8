package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/shixian/shixian/internal/casework"
)

// MaxTables bounds a workbook.
const MaxTables = 20

// Table is one table of a workbook. A file that holds but one has no name for it.
type Table struct {
	Name string
	Rows [][]string
	// Counted and Merged are the cells that hold a formula, and those that were joined, as
	// spreadsheets name them. What a formula came to, and of which of the joined cells a
	// text is, only the spreadsheet knows.
	Counted, Merged []string
}

// Tables reads every table of a file, as Read reads the first. The cells of a workbook
// come as they are kept, not as they are shown: a day is a number there, and a number of
// eighteen digits has all of them.
func Tables(raw []byte) ([]Table, error) {
	if len(raw) > MaxBytes || !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		rows, err := Read(raw)
		return []Table{{Rows: rows}}, err
	}
	damaged := casework.FieldError(casework.FileDamaged, "file", "")
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked, RawCellValue: true})
	if err != nil {
		return nil, damaged
	}
	defer func() { _ = f.Close() }()
	names := f.GetSheetList()
	if len(names) > MaxTables {
		return nil, casework.FieldError(casework.TooLarge, "file", "")
	}
	odd, err := oddities(raw)
	if err != nil {
		return nil, damaged
	}
	out := make([]Table, len(names))
	for i, name := range names {
		out[i] = odd[name]
		out[i].Name = name
		if out[i].Rows, err = rowsOf(f, name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowsOf reads one table of a workbook.
func rowsOf(f *excelize.File, name string) ([][]string, error) {
	damaged := casework.FieldError(casework.FileDamaged, "file", "")
	rows, err := f.Rows(name)
	if err != nil {
		return nil, damaged
	}
	defer func() { _ = rows.Close() }()
	t := &table{}
	for rows.Next() {
		row, err := rows.Columns(excelize.Options{RawCellValue: true})
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

// mostOdd is how many odd cells of one kind are named; nobody mends more at a time.
const mostOdd = 20

// oddities finds formulas and joined cells by the names of the tables: reading by rows
// passes over both.
func oddities(raw []byte) (map[string]Table, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			Rel  string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(part(z, "xl/workbook.xml", &book), part(z, "xl/_rels/workbook.xml.rels", &rels)); err != nil {
		return nil, err
	}
	target := map[string]string{}
	for _, r := range rels.All {
		name := strings.TrimPrefix(r.Target, "/")
		if !strings.HasPrefix(name, "xl/") {
			name = path.Join("xl", name)
		}
		target[r.ID] = name
	}
	out := map[string]Table{}
	for _, s := range book.Sheets {
		t, err := oddIn(z, target[s.Rel])
		if err != nil {
			return nil, err
		}
		out[s.Name] = t
	}
	return out, nil
}

// part reads a small part of a workbook.
func part(z *zip.Reader, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(io.LimitReader(f, MaxBytes)).Decode(into)
}

// oddIn walks through one table as it is kept.
func oddIn(z *zip.Reader, name string) (t Table, err error) {
	f, err := z.Open(name)
	if err != nil {
		return t, err
	}
	defer f.Close()
	d := xml.NewDecoder(io.LimitReader(f, unpacked))
	cell := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return t, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "c":
			cell = attribute(start, "r")
		case "f":
			if len(t.Counted) < mostOdd {
				t.Counted = append(t.Counted, cell)
			}
		case "mergeCell":
			if len(t.Merged) < mostOdd {
				t.Merged = append(t.Merged, attribute(start, "ref"))
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// WriteBook writes a workbook of these tables.
func WriteBook(tables []Table) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for i, t := range tables {
		if i == 0 {
			if err := f.SetSheetName(f.GetSheetName(0), t.Name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(t.Name); err != nil {
			return nil, err
		}
		if err := fill(f, t.Name, armedRows(t.Rows)); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := f.Write(&out)
	return out.Bytes(), err
}
