package kernel

import (
	"encoding/base64"

	"github.com/shixian/shixian/internal/casework"
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
