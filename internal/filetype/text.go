package filetype

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// text is UTF-8 without control characters that does not begin as markup or a
// program: pages, drawings and scripts are not papers.
func (f file) text() (Type, error) {
	begins := strings.TrimLeft(strings.TrimPrefix(string(f.head), "\ufeff"), " \t\r\n\f")
	for _, sign := range []string{"<", "%!", "#!"} {
		if strings.HasPrefix(begins, sign) {
			return Type{}, ErrType
		}
	}
	const window = 64 << 10
	buf := make([]byte, window)
	for at := int64(0); at < f.size; {
		n, err := f.ReadAt(buf[:min(window, f.size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return Type{}, err
		}
		whole := plain(buf[:n])
		// A character may lie across two windows; its beginning is read again.
		if n-whole >= utf8.UTFMax || whole == 0 || n-whole > 0 && at+int64(n) >= f.size {
			return Type{}, ErrType
		}
		at += int64(whole)
	}
	return Text, nil
}

// plain is how many bytes, from the first, are whole characters of a text.
func plain(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			return i
		case r < ' ' && !strings.ContainsRune("\t\n\r\f", r), r == 0x7f:
			return i
		}
		i += size
	}
	return len(b)
}
