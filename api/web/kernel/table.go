package kernel

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/sheet"
)

// maxHeld is the longest file a page keeps between telling what would come of it and taking it.
const maxHeld = 1 << 20

// TableView brings a table, whatever it is of: it is looked at first, a wrong cell is named by
// its row and column, and nothing of it is taken while one is wrong. What would come of its
// rows the page itself says.
type TableView struct {
	Action string      // where it goes
	Fields []FieldView // what is asked for: the file, and what it is of
	Along  []Fact      // goes with the file that was looked at
	Take   string      // what taking it is called
	Seen   bool        // nothing is taken that was not looked at
	None   string      // says that nothing was taken; empty: the words of all tables
	Wrong  []WrongCell
	Shown  bool
	Sum    string
	Held   string // the file that was looked at, to be taken by the next click
}

// WrongCell is what is wrong, and where.
type WrongCell struct{ Row, Column, Text string }

// Table is the file that came, or the one that was looked at before.
func (v *Visit) Table() (raw []byte, err error) {
	if _, raw, err = v.File("file"); err != nil {
		return nil, err
	}
	if held := v.Form("held"); len(raw) == 0 && held != "" {
		if raw, err = base64.StdEncoding.DecodeString(held); err != nil {
			return nil, casework.FieldError(casework.Invalid, "file", "")
		}
	}
	return raw, nil
}

// Looked says what a table comes to; worth: there is something to take.
func (t *TableView) Looked(raw []byte, sum string, worth bool) {
	t.Shown, t.Sum = true, sum
	if worth && len(raw) <= maxHeld {
		t.Held = base64.StdEncoding.EncodeToString(raw)
	}
}

// SheetRows are the most rows of a list that go into one file; a page of it has DeskRows.
const SheetRows = 1000

// sheetForms are the forms a list of a page is handed out in.
var sheetForms = []string{sheet.XLSX, sheet.CSV, sheet.GBK}

var sheetTypes = map[string]string{
	sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.CSV: "text/csv; charset=utf-8", sheet.GBK: "text/csv; charset=gb18030", sheet.JSON: "application/json",
}

// AsSheet is the address of the lists of this page as a file.
func (f *Frame) AsSheet(format string) string {
	at, err := url.Parse(f.Here)
	if err != nil {
		return "/"
	}
	q := at.Query()
	q.Set("format", format)
	at.RawQuery = q.Encode()
	return at.String()
}

// Sheet is the form in which the lists of a page are asked for; empty: the page itself is.
func (v *Visit) Sheet() string {
	if format := v.Query("format"); v.C.Request.Method == http.MethodGet && slices.Contains(sheetForms, format) {
		return format
	}
	return ""
}

// Rows are as many as are asked for at most.
func (v *Visit) Rows() int {
	if v.Sheet() != "" {
		return SheetRows
	}
	return DeskRows
}

// HandOut hands a table out as a file.
func (v *Visit) HandOut(name, format string, rows [][]string) error {
	raw, err := sheet.Write(format, rows)
	if err != nil {
		return err
	}
	v.C.Header("Content-Disposition", `attachment; filename="`+name+`.`+strings.Replace(format, sheet.GBK, sheet.CSV, 1)+`"`)
	v.C.Data(http.StatusOK, sheetTypes[format], raw)
	return nil
}

var (
	lists = regexp.MustCompile(`(?s)<table class="rows.*?</table>`)
	goes  = regexp.MustCompile(`<a [^>]*rel="next"`)
)

// listsOf reads the lists of a page off the page itself: what is on the screen is in the file, and
// the other way round, with no second list of columns beside it. What is there to be pressed or
// drawn is left out. Several lists stand below one another, each under its name.
func (v *Visit) listsOf(page []byte) (rows [][]string, err error) {
	found := lists.FindAll(page, -1)
	for _, raw := range found {
		name, list, err := listOf(string(raw))
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			rows = append(rows, []string{""})
		}
		if name != "" && len(found) > 1 {
			rows = append(rows, []string{name})
		}
		rows = append(rows, list...)
	}
	if goes.Match(page) {
		rows = append(rows, []string{v.T("sheet.more")})
	}
	return rows, nil
}

// unsaid are elements of which a file says nothing; hidden is what is there to be pressed, what is
// drawn once more, and what only a screen reader is told.
var unsaid = []string{"svg", "button", "input", "select", "textarea", "label"}

func hidden(e xml.StartElement) bool {
	for _, a := range e.Attr {
		if a.Name.Local == "class" {
			classes := strings.Fields(a.Value)
			return slices.ContainsFunc([]string{"do", "button", "row-bar", "visually-hidden", "vh"}, func(c string) bool { return slices.Contains(classes, c) })
		}
	}
	return false
}

// listOf reads one list: its name and its rows, a cell over several columns with empty ones after it.
func listOf(raw string) (name string, rows [][]string, err error) {
	d := xml.NewDecoder(strings.NewReader(raw))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var text strings.Builder
	wide := 1
	for {
		t, err := d.Token()
		if t == nil {
			return name, rows, nil // the end: a page was written by our own templates
		}
		if err != nil {
			return "", nil, fmt.Errorf("read a list: %w", err)
		}
		switch e := t.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.StartElement:
			switch {
			case e.Name.Local == "caption" || e.Name.Local == "table":
			case slices.Contains(unsaid, e.Name.Local) || hidden(e):
				if err := d.Skip(); err != nil {
					return "", nil, fmt.Errorf("read a list: %w", err)
				}
			case e.Name.Local == "tr":
				rows = append(rows, nil)
			case e.Name.Local == "td" || e.Name.Local == "th":
				text.Reset()
				wide = span(e)
			default:
				text.WriteByte(' ') // what stands beside one another on the page is no one word
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "caption":
				name = strings.Join(strings.Fields(text.String()), " ")
			case "td", "th":
				last := len(rows) - 1
				rows[last] = append(append(rows[last], strings.Join(strings.Fields(text.String()), " ")), make([]string, wide-1)...)
			}
		}
	}
}

func span(e xml.StartElement) int {
	for _, a := range e.Attr {
		if n, err := strconv.Atoi(a.Value); err == nil && a.Name.Local == "colspan" && n > 0 && n <= 100 {
			return n
		}
	}
	return 1
}
