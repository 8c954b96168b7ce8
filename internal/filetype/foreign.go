package filetype

import (
	"errors"
	"slices"
)

// Files people have and offices do not take: each by a name of its own, so that they
// hear what to make of it.
var (
	ErrPicture = errors.New("a picture of a type that is not taken: HEIC, TIF, BMP, WEBP, GIF")
	ErrFilm    = errors.New("a film of a type that is not taken: MOV, AVI")
	ErrSound   = errors.New("a recording of a type that is not taken: AMR")
	ErrArchive = errors.New("an archive: ZIP, RAR, 7Z, GZ")
	ErrSlides  = errors.New("slides: PPTX")
	ErrGBK     = errors.New("a text that is no UTF-8: GBK")
)

// foreign are what such files begin with.
var foreign = []struct {
	at    int
	bytes string
	err   error
}{
	{0, "II*\x00", ErrPicture}, {0, "MM\x00*", ErrPicture}, {0, "BM", ErrPicture}, {0, "GIF8", ErrPicture},
	{0, "#!AMR", ErrSound},
	{0, "Rar!\x1a\x07", ErrArchive}, {0, "7z\xbc\xaf\x27\x1c", ErrArchive}, {0, "\x1f\x8b\x08", ErrArchive}, {0, "PK\x05\x06", ErrArchive},
}

// foreignBrand tells the still pictures of telephones and QuickTime's films from what
// else lies in the same box.
func foreignBrand(brand string) error {
	switch {
	case slices.Contains([]string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"}, brand):
		return ErrPicture
	case brand == "qt  ":
		return ErrFilm
	}
	return ErrType
}

// looksGBK tells whether bytes that are no UTF-8 are characters of GB 18030 as texts
// have them: two bytes each, besides plain letters. One that was cut at the end of
// what is looked at does not count against it. What begins with whole characters of
// UTF-8 is a damaged text and none of another alphabet.
func looksGBK(b []byte) bool {
	for _, c := range b[:plain(b)] {
		if c >= 0x80 {
			return false
		}
	}
	pairs := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '\t', c == '\n', c == '\r', c == '\f', ' ' <= c && c < 0x7f:
		case i+1 == len(b):
			return pairs > 0
		case 0x81 <= c && c <= 0xfe && 0x40 <= b[i+1] && b[i+1] != 0x7f && b[i+1] != 0xff:
			pairs++
			i++
		default:
			return false
		}
	}
	return pairs > 0
}
