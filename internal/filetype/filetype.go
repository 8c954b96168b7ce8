package filetype

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Why a file is not taken.
var (
	ErrEmpty   = errors.New("the file is empty")
	ErrType    = errors.New("no type that is taken")
	ErrOld     = errors.New("an old office format")
	ErrMacro   = errors.New("holds macros or scripts")
	ErrLocked  = errors.New("locked with a password or by permissions")
	ErrDamaged = errors.New("damaged, or not what it begins as")
	ErrBomb    = errors.New("unpacks to more than is looked at")
)

// Type is one of the types that are taken.
type Type struct {
	Name  string // as people call it: PDF
	Media string // as HTTP calls it
	// Extensions a name of this type may end in, the usual one first.
	Extensions []string
}

// Types that are taken, in the order they are told.
var (
	PDF  = Type{"PDF", "application/pdf", []string{".pdf"}}
	JPEG = Type{"JPG", "image/jpeg", []string{".jpg", ".jpeg"}}
	PNG  = Type{"PNG", "image/png", []string{".png"}}
	DOCX = Type{"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}}
	XLSX = Type{"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}}
	OFD  = Type{"OFD", "application/ofd", []string{".ofd"}} // GB/T 33190
	Text = Type{"TXT", "text/plain; charset=utf-8", []string{".txt"}}
	MP3  = Type{"MP3", "audio/mpeg", []string{".mp3"}}
	M4A  = Type{"M4A", "audio/mp4", []string{".m4a"}}
	WAV  = Type{"WAV", "audio/wav", []string{".wav"}}
	MP4  = Type{"MP4", "video/mp4", []string{".mp4"}}
)

// Types lists all of them.
func Types() []Type { return []Type{PDF, JPEG, PNG, DOCX, XLSX, OFD, Text, MP3, M4A, WAV, MP4} }

// Named finds a type by what HTTP calls it; false for one that is not taken.
func Named(media string) (Type, bool) {
	types := Types()
	i := slices.IndexFunc(types, func(t Type) bool { return t.Media == media })
	if i < 0 {
		return Type{}, false
	}
	return types[i], true
}

// Fits makes a name end as the type does, so that no program takes the content
// for something else once it lies on a disk: evil.html that is text becomes
// evil.html.txt.
func (t Type) Fits(name string) string {
	if slices.Contains(t.Extensions, strings.ToLower(path.Ext(name))) {
		return name
	}
	return name + t.Extensions[0]
}

// headSize is how much of the beginning the simple types are told by.
const headSize = 512

// Of says what a file of that size is. The error is one of this package's, or
// the reader's own.
func Of(r io.ReaderAt, size int64) (Type, error) {
	if size <= 0 {
		return Type{}, ErrEmpty
	}
	head := make([]byte, min(size, headSize))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return Type{}, err
	}
	f := file{ReaderAt: r, size: size, head: head}
	for _, m := range magics {
		if at := m.at; len(head) >= at+len(m.bytes) && bytes.Equal(head[at:at+len(m.bytes)], []byte(m.bytes)) {
			return m.look(f)
		}
	}
	for _, m := range foreign {
		if at := m.at; len(head) >= at+len(m.bytes) && string(head[at:at+len(m.bytes)]) == m.bytes {
			return Type{}, m.err
		}
	}
	if isFrame(head) {
		return f.mp3(0)
	}
	t, err := f.text()
	if errors.Is(err, ErrType) && looksGBK(head) {
		err = ErrGBK
	}
	return t, err
}

// file is what is being looked at.
type file struct {
	io.ReaderAt
	size int64
	head []byte
}

// magics are what files begin with, and who looks closer.
var magics = []struct {
	at    int
	bytes string
	look  func(file) (Type, error)
}{
	{0, "%PDF-", file.pdf},
	{0, "\xff\xd8\xff", file.jpeg},
	{0, "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", func(file) (Type, error) { return PNG, nil }},
	{0, "PK\x03\x04", file.container},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", file.compound},
	{0, "{\\rtf", func(file) (Type, error) { return Type{}, ErrOld }},
	{0, "ID3", func(f file) (Type, error) { return f.mp3(f.tagged()) }},
	{0, "RIFF", file.riff},
	{4, "ftyp", file.mpeg4},
}

// jpeg begins with a marker behind its start.
func (f file) jpeg() (Type, error) {
	if len(f.head) < 4 || f.head[3] < 0xc0 || f.head[3] == 0xff {
		return Type{}, ErrDamaged
	}
	return JPEG, nil
}

// compound is how DOC, XLS, PPT and WPS were kept, and how a DOCX is that asks
// for a password.
func (f file) compound() (Type, error) {
	if n, err := f.count(wide("EncryptedPackage"), 1); err != nil || n > 0 {
		return Type{}, errors.Join(err, ErrLocked)
	}
	return Type{}, ErrOld
}

// wide is a word as compound files write it.
func wide(word string) []byte {
	out := make([]byte, 0, 2*len(word))
	for _, c := range []byte(word) {
		out = append(out, c, 0)
	}
	return out
}

// count tells how often a mark stands in the file, and stops at most.
func (f file) count(mark []byte, most int) (int, error) {
	const window = 64 << 10
	buf := make([]byte, window+len(mark)-1)
	n := 0
	for at := int64(0); at < f.size && n < most; at += window {
		got, err := f.ReadAt(buf[:min(int64(len(buf)), f.size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		n += bytes.Count(buf[:got], mark)
	}
	return n, nil
}
