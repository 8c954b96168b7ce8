package filetype

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"strings"
)

// barred are the names a document may not bear. They are looked for in the bytes as
// they stand: whoever packs an action into a compressed object stream is not found
// out, and no stream is unpacked for it. What asks for a password always says so
// in the open, for nothing could be unpacked before.
var barred = map[string]error{
	"Encrypt":    ErrLocked, // with a password, or with permissions under an empty one
	"JavaScript": ErrMacro,  // run when it is opened, or by a click
	"Launch":     ErrMacro,  // starts a program
}

// pdf ends as it should within its last bytes: half an upload is no document.
func (f file) pdf() (Type, error) {
	const tail = 4096
	from := max(0, f.size-tail)
	end := make([]byte, f.size-from)
	if _, err := f.ReadAt(end, from); err != nil && !errors.Is(err, io.EOF) {
		return Type{}, err
	}
	if !bytes.Contains(end, []byte("%%EOF")) {
		return Type{}, ErrDamaged
	}
	r := bufio.NewReader(io.NewSectionReader(f, 0, f.size))
	for {
		_, err := r.ReadSlice('/')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return PDF, nil
		case err != nil:
			return Type{}, err
		}
		ahead, err := r.Peek(maxName)
		if err != nil && !errors.Is(err, io.EOF) {
			return Type{}, err
		}
		if why := barred[pdfName(ahead)]; why != nil {
			return Type{}, why
		}
	}
}

// maxName is the longest a barred name can be written, every letter as #4a, and
// what ends it.
const maxName = 3*len("JavaScript") + 1

// pdfName reads a name up to what delimits it, its letters plain or as #4a
// (ISO 32000-1, 7.3.5). Empty is one longer than any that is looked for.
func pdfName(b []byte) string {
	var name []byte
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case strings.IndexByte("\x00\t\n\f\r ()<>[]{}/%", c) >= 0:
			return string(name)
		case c == '#' && i+2 < len(b):
			var letter [1]byte
			if _, err := hex.Decode(letter[:], b[i+1:i+3]); err != nil {
				return ""
			}
			name = append(name, letter[0])
			i += 2
		default:
			name = append(name, c)
		}
	}
	if len(b) < maxName { // the end of the file ends it too
		return string(name)
	}
	return ""
}
