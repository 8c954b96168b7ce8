package core

import (
	"fmt"
	"io"

	"github.com/shixian/shixian/internal/casework"
)

// pieceSize is how much of a file is sealed, stored and read at once, in bytes.
const pieceSize = 1 << 20

// Content is a file held in pieces, in memory alone: what is not sealed yet never
// touches a disk.
type Content struct {
	pieces [][]byte
	size   int64
}

// ReadContent takes in a file to its end, or until it is FileTooLarge.
func ReadContent(r io.Reader) (*Content, error) {
	var c Content
	for {
		piece, err := io.ReadAll(io.LimitReader(r, pieceSize)) // a reader cut off errs; ReadFull would take it for the end
		switch c.size += int64(len(piece)); {
		case err != nil:
			return nil, fmt.Errorf("read file: %w", err)
		case c.size > casework.MaxFile:
			return nil, casework.FieldError(casework.FileTooLarge, "file", "20 MB")
		case len(piece) > 0:
			c.pieces = append(c.pieces, piece)
		}
		if len(piece) < pieceSize {
			return &c, nil
		}
	}
}

// Size is how many bytes there are.
func (c *Content) Size() int64 { return c.size }

// Pieces are the bytes in order, in pieces of bounded size.
func (c *Content) Pieces() [][]byte { return c.pieces }

// ReadAt implements io.ReaderAt.
func (c *Content) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for off >= 0 && n < len(p) && off < c.size {
		got := copy(p[n:], c.pieces[off/pieceSize][off%pieceSize:])
		n, off = n+got, off+int64(got)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// File is a file on its way in. Name and content are personal and are sealed
// before they touch the disk; the counter fills in the rest.
type File struct {
	Name     string
	Content  *Content
	Media    string
	Audience string
	Unit     string // of a complaint: the unit whose own it is
	Purpose  string // what an act may rest on it for
}
