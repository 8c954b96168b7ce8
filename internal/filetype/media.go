package filetype

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

func (f file) riff() (Type, error) {
	if len(f.head) < 12 {
		return Type{}, ErrType
	}
	switch string(f.head[8:12]) {
	case "WAVE":
		return WAV, nil
	case "WEBP":
		return Type{}, ErrPicture
	case "AVI ":
		return Type{}, ErrFilm
	}
	return Type{}, ErrType
}

// brands of ISO base media files that hold sound, or pictures in motion. Others,
// still pictures of telephones among them, are not taken.
var brands = struct{ sound, film []string }{
	[]string{"M4A ", "M4B "},
	[]string{"isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "3gp4", "3gp5", "dash"},
}

func (f file) mpeg4() (Type, error) {
	if len(f.head) < 12 {
		return Type{}, ErrType
	}
	switch brand := string(f.head[8:12]); {
	case slices.Contains(brands.sound, brand):
		return M4A, nil
	case slices.Contains(brands.film, brand):
		return MP4, nil
	default:
		return Type{}, foreignBrand(brand)
	}
}

// tagged is where the sound begins behind a tag: its size has 7 bits a byte.
func (f file) tagged() int64 {
	if len(f.head) < 10 {
		return f.size
	}
	var size int64
	for _, b := range f.head[6:10] {
		size = size<<7 | int64(b&0x7f)
	}
	return 10 + size
}

// mp3 finds two frames, one behind the other: a single one is two bytes anybody
// may write by chance.
func (f file) mp3(at int64) (Type, error) {
	for range 2 {
		var b [4]byte
		if at+int64(len(b)) > f.size {
			return Type{}, ErrDamaged
		}
		if _, err := f.ReadAt(b[:], at); err != nil && !errors.Is(err, io.EOF) {
			return Type{}, err
		}
		if !isFrame(b[:]) {
			return Type{}, ErrDamaged
		}
		at += frameSize(b[:])
	}
	return MP3, nil
}

// isFrame tells the header of a frame of layer III.
func isFrame(b []byte) bool {
	return len(b) >= 4 && b[0] == 0xff && b[1]&0xe0 == 0xe0 && b[1]&0x06 == 0x02 && b[1]&0x18 != 0x08 &&
		b[2]>>4 != 0 && b[2]>>4 != 15 && b[2]>>2&3 != 3
}

// Rates of layer III: thousands of bits a second for version 1 and for versions 2
// and 2.5, samples a second for version 1.
var (
	bits1   = [...]int64{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	bits2   = [...]int64{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
	samples = [...]int64{44100, 48000, 32000}
)

func frameSize(b []byte) int64 {
	h := binary.BigEndian.Uint32(b)
	rate, padding := samples[h>>10&3], int64(h>>9&1)
	switch h >> 19 & 3 {
	case 3:
		return 144_000*bits1[h>>12&15]/rate + padding
	case 2:
		return 72_000*bits2[h>>12&15]/(rate/2) + padding
	default: // 2.5
		return 72_000*bits2[h>>12&15]/(rate/4) + padding
	}
}
