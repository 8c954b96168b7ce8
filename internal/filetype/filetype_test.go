package filetype_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/filetype"
)

const (
	wordMain  = `<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`
	sheetMain = `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`
	macroMain = `<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`
	ofdRoot   = `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"/>`
)

func types(parts string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + parts + `</Types>`
}

// entry is one file of a container.
type entry struct{ name, content string }

func container(t testing.TB, entries ...entry) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, e := range entries {
		w, err := z.Create(e.name)
		require.NoError(t, err)
		_, err = io.WriteString(w, e.content)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.String()
}

func docx(t testing.TB, more ...entry) string {
	return container(t, append([]entry{{"[Content_Types].xml", types(wordMain)}, {"word/document.xml", "<w:document/>"}}, more...)...)
}

// locked sets the bit that says a container's entries ask for a password.
func locked(z string) string {
	b := []byte(z)
	for i := 0; i+10 < len(b); i++ {
		switch string(b[i : i+4]) {
		case "PK\x03\x04":
			b[i+6] |= 1
		case "PK\x01\x02":
			b[i+8] |= 1
		}
	}
	return string(b)
}

// bomb unpacks to more than is looked at.
func bomb(t testing.TB) string {
	return docx(t, entry{"word/media/image1.png", strings.Repeat("0", 201<<20)})
}

// lying claims that its last entry holds nothing.
func lying(bomb string) string {
	z := []byte(bomb)
	i := bytes.LastIndex(z, []byte("PK\x01\x02"))
	for j := range 4 {
		z[i+24+j] = 0 // the size before it was packed, as the directory tells it
	}
	return string(z)
}

func picture(t testing.TB, encode func(io.Writer, image.Image) error) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, encode(&out, image.NewGray(image.Rect(0, 0, 2, 2))))
	return out.String()
}

func asJPEG(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }

// frame is one of MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 144000*128/44100 bytes.
var frame = "\xff\xfb\x90\x00" + strings.Repeat("\x00", 413)

// sample is a file and what becomes of it.
type sample struct {
	content string
	want    filetype.Type
	err     error
}

func taken(content string, want filetype.Type) sample { return sample{content, want, nil} }
func refused(content string, err error) sample        { return sample{content, filetype.Type{}, err} }

func samples(t testing.TB) map[string]sample {
	big := bomb(t)
	pdf := "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
	return map[string]sample{
		"a document":                          taken(pdf, filetype.PDF),
		"a document cut off":                  refused("%PDF-1.7\n1 0 obj", filetype.ErrDamaged),
		"one behind a password":               refused(pdf+"trailer <</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF\n", filetype.ErrLocked),
		"one that runs a script when opened":  refused("%PDF-1.7\n1 0 obj <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n%%EOF\n", filetype.ErrMacro),
		"a script spelt in numbers":           refused("%PDF-1.7\n<</S /J#61va#53cript>>\n%%EOF\n", filetype.ErrMacro),
		"one that starts a program":           refused("%PDF-1.7\n"+strings.Repeat("x", 4090)+"<</S/Launch/F(calc.exe)>>\n%%EOF\n", filetype.ErrMacro),
		"a script named at the very end":      refused("%PDF-1.7\n%%EOF/JavaScript", filetype.ErrMacro),
		"names that begin as a barred one":    taken("%PDF-1.7\n<</EncryptMetadata true/LaunchDate 1/JavaScripts 2/Encr#7 1/"+strings.Repeat("a", 40)+">>\n%%EOF\n", filetype.PDF),
		"one that opens at a page":            taken("%PDF-1.7\n<</OpenAction[3 0 R/Fit]>> (JavaScript)\n%%EOF", filetype.PDF),
		"a photograph":                        taken(picture(t, asJPEG), filetype.JPEG),
		"three bytes of one":                  refused("\xff\xd8\xff", filetype.ErrDamaged),
		"a drawing":                           taken(picture(t, png.Encode), filetype.PNG),
		"the first bytes of one":              refused("\x89PNG\r\n\x1a\n", filetype.ErrType),
		"a letter":                            taken(docx(t), filetype.DOCX),
		"a table":                             taken(container(t, entry{"[Content_Types].xml", types(sheetMain)}), filetype.XLSX),
		"a layout document":                   taken(container(t, entry{"OFD.xml", ofdRoot}, entry{"Doc_0/Document.xml", "<a/>"}), filetype.OFD),
		"OFD by its name alone":               refused(container(t, entry{"OFD.xml", "<html/>"}), filetype.ErrType),
		"two documents in one":                refused(docx(t, entry{"OFD.xml", ofdRoot}), filetype.ErrDamaged),
		"two main parts":                      refused(container(t, entry{"[Content_Types].xml", types(wordMain + sheetMain)}), filetype.ErrDamaged),
		"one entry twice":                     refused(docx(t, entry{"word/document.xml", "<other/>"}), filetype.ErrDamaged),
		"an archive":                          refused(container(t, entry{"a.txt", "a"}), filetype.ErrArchive),
		"an empty archive":                    refused("PK\x05\x06"+strings.Repeat("\x00", 18), filetype.ErrArchive),
		"a letter cut off":                    refused(docx(t)[:200], filetype.ErrDamaged),
		"a letter with a program":             refused(container(t, entry{"[Content_Types].xml", types(macroMain)}), filetype.ErrMacro),
		"a letter with a program inside":      refused(docx(t, entry{"word/vbaProject.bin", "x"}), filetype.ErrMacro),
		"and with a letter that may have one": refused(docx(t, entry{"word/embeddings/a.DOCM", "x"}), filetype.ErrMacro),
		"a program hidden in an entity":       refused(container(t, entry{"[Content_Types].xml", `<!DOCTYPE a [<!ENTITY m "macroEnabled">]>` + types(wordMain)}), filetype.ErrDamaged),
		"a main part in a remark":             refused(container(t, entry{"[Content_Types].xml", types("<!--" + wordMain + "-->")}), filetype.ErrType),
		"a letter behind a password":          refused(locked(docx(t)), filetype.ErrLocked),
		"a bomb":                              refused(big, filetype.ErrBomb),
		"a bomb that claims to be none":       refused(lying(big), filetype.ErrDamaged),
		"an old letter":                       refused("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600), filetype.ErrOld),
		"a locked letter of today":            refused("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)+"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", filetype.ErrLocked),
		"rich text":                           refused(`{\rtf1 a}`, filetype.ErrOld),
		"text":                                taken("情况属实。\r\n\t证人：甲\n", filetype.Text),
		"text with a mark before it":          taken("\ufeff情况属实", filetype.Text),
		"a long text, a character across":     taken("a"+strings.Repeat("实", 70_000), filetype.Text),
		"text in another alphabet":            refused("\xc7\xe9\xbf\xf6\xca\xf4\xca\xb5", filetype.ErrGBK),
		"text that ends in half a character":  refused("情况"+"\xe5\xb1", filetype.ErrType),
		"text with a nought":                  refused("a\x00b", filetype.ErrType),
		"a page":                              refused("<!DOCTYPE html><script>alert(1)</script>", filetype.ErrType),
		"a page behind spaces":                refused("\ufeff \r\n<html>", filetype.ErrType),
		"a drawing that runs scripts":         refused(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, filetype.ErrType),
		"a script":                            refused("#!/bin/sh\n", filetype.ErrType),
		"a program":                           refused("MZ\x90\x00\x03\x00", filetype.ErrType),
		"nothing":                             refused("", filetype.ErrEmpty),
		"sound":                               taken(frame+frame, filetype.MP3),
		"sound behind a tag":                  taken("ID3\x04\x00\x00\x00\x00\x00\x05hello"+frame+frame, filetype.MP3),
		"a tag and no sound":                  refused("ID3\x04\x00\x00\x00\x00\x00\x05hello", filetype.ErrDamaged),
		"one frame":                           refused(frame+"<html>", filetype.ErrDamaged),
		"waves":                               taken("RIFF\x24\x00\x00\x00WAVEfmt ", filetype.WAV),
		"a picture in the same box":           refused("RIFF\x24\x00\x00\x00WEBPVP8 ", filetype.ErrPicture),
		"a film":                              taken("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", filetype.MP4),
		"sound in a film's box":               taken("\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00", filetype.M4A),
		"a telephone's still picture":         refused("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", filetype.ErrPicture),
		"a compressed file":                   refused("\x1f\x8b\x08\x00", filetype.ErrArchive),
		"a film of QuickTime":                 refused("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", filetype.ErrFilm),
		"a film in the box of sounds":         refused("RIFF\x24\x00\x00\x00AVI LIST", filetype.ErrFilm),
		"a scan as TIF":                       refused("II*\x00\x08\x00\x00\x00", filetype.ErrPicture),
		"a BMP":                               refused("BM\x36\x00\x00\x00\x00\x00", filetype.ErrPicture),
		"a recording of an old telephone":     refused("#!AMR\n\x3c", filetype.ErrSound),
		"slides":                              refused(container(t, entry{"[Content_Types].xml", types(`<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>`)}), filetype.ErrSlides),
		"DOCX by what its extension is":       taken(container(t, entry{"[Content_Types].xml", types(`<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`)}), filetype.DOCX),
		"two main parts by their extensions":  refused(container(t, entry{"[Content_Types].xml", types(`<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`)}), filetype.ErrDamaged),
		"GBK among plain letters":             refused("No.1 \xc7\xe9\xbf\xf6: ok\r\n", filetype.ErrGBK),
		"a program's bytes are no GBK":        refused("\xc7\x00\xbf\xf6", filetype.ErrType),
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	for name, tt := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := filetype.Of(strings.NewReader(tt.content), int64(len(tt.content)))
			require.ErrorIs(t, err, tt.err)
			require.Equal(t, tt.want, got)
		})
	}
}

// Bounded entries: a directory of thousands costs memory before it costs time.
func TestTooManyEntries(t *testing.T) {
	t.Parallel()
	entries := []entry{{"[Content_Types].xml", types(wordMain)}}
	for range 5000 {
		entries = append(entries, entry{"a", ""})
	}
	content := container(t, entries...)
	_, err := filetype.Of(strings.NewReader(content), int64(len(content)))
	require.ErrorIs(t, err, filetype.ErrBomb)
}

// broken fails where a disk or a network would.
type broken struct{}

var errDisk = errors.New("disk")

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errDisk }

func TestAFailingReaderIsNoVerdict(t *testing.T) {
	t.Parallel()
	_, err := filetype.Of(broken{}, 10)
	require.ErrorIs(t, err, errDisk)
}

func TestFits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind       filetype.Type
		name, want string
	}{
		{filetype.PDF, "申请书.pdf", "申请书.pdf"},
		{filetype.PDF, "申请书.PDF", "申请书.PDF"},
		{filetype.JPEG, "现场.jpeg", "现场.jpeg"},
		{filetype.PNG, "现场.pdf", "现场.pdf.png"},
		{filetype.Text, "evil.html", "evil.html.txt"},
		{filetype.OFD, "无名", "无名.ofd"},
	} {
		require.Equal(t, tt.want, tt.kind.Fits(tt.name))
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	for _, want := range filetype.Types() {
		got, ok := filetype.Named(want.Media)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	_, ok := filetype.Named("text/html")
	require.False(t, ok)
}

// FuzzOf: whatever comes, it is one of our types or one of our refusals, the same
// one when asked again, and it ends.
func FuzzOf(f *testing.F) {
	for name, s := range samples(f) {
		if !strings.HasPrefix(name, "a bomb") {
			f.Add(s.content)
		}
	}
	refusals := []error{
		filetype.ErrEmpty, filetype.ErrType, filetype.ErrOld, filetype.ErrMacro, filetype.ErrLocked, filetype.ErrDamaged, filetype.ErrBomb,
		filetype.ErrPicture, filetype.ErrFilm, filetype.ErrSound, filetype.ErrArchive, filetype.ErrSlides, filetype.ErrGBK,
	}
	f.Fuzz(func(t *testing.T, content string) {
		got, err := filetype.Of(strings.NewReader(content), int64(len(content)))
		again, second := filetype.Of(strings.NewReader(content), int64(len(content)))
		require.Equal(t, got, again)
		require.Equal(t, err, second)
		if err == nil {
			_, ok := filetype.Named(got.Media)
			require.True(t, ok)
			require.False(t, strings.HasPrefix(strings.TrimSpace(content), "<"), "markup was taken")
			return
		}
		known := false
		for _, r := range refusals {
			known = known || errors.Is(err, r)
		}
		require.True(t, known, "%v", err)
	})
}
