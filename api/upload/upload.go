// Package upload reads a form with one file from a request, part by part and in
// memory alone: what a person sends is sealed before it touches a disk.
//
// It refuses to say what a file is, to believe a length it is told, to hold more than
// a few files of one process at a time, and to let one person hold them all.
package upload

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strconv"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

const (
	// MaxBody is how much is read off at most, in bytes: a browser that is refused
	// while it still sends shows an error of its own instead of ours.
	MaxBody = 4 * casework.MaxFile
	// slack is what a form may hold beside its file.
	slack = 64 << 10
)

// Form is what was sent. Close it when its file is needed no more.
type Form struct {
	Values url.Values
	File   *core.File // nil where none was chosen
	leave  func()     // gives its place back; nil where it has none
	typed  int        // bytes of values
}

// Read takes the request in. Its errors are refusals, but for the request's own end.
func (f *Form) Read(r *http.Request) error {
	f.Values = url.Values{}
	parts, err := r.MultipartReader()
	if err != nil {
		return casework.FieldError(casework.Invalid, "body", "multipart/form-data")
	}
	var refused error
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF), err != nil && refused != nil:
			return refused
		case err != nil:
			return malformed(err)
		}
		// What stands behind a file too large is read all the same: it was typed.
		if err := f.take(r.Context(), part); refused == nil {
			refused = err
		}
	}
}

func (f *Form) take(ctx context.Context, part *multipart.Part) error {
	if part.FormName() != "file" {
		text, err := io.ReadAll(io.LimitReader(part, slack+1))
		switch f.typed += len(text); {
		case err != nil:
			return malformed(err)
		case f.typed > slack:
			return casework.FieldError(casework.TooLarge, part.FormName(), "64 KB")
		}
		one := url.Values{part.FormName(): {string(text)}}
		if err := edge.Values("form", one); err != nil {
			return err
		}
		f.Values.Add(part.FormName(), string(text))
		return nil
	}
	if f.File != nil {
		return casework.FieldError(casework.Invalid, "file", "one file")
	}
	if err := f.hold(ctx); err != nil {
		return err
	}
	content, err := core.ReadContent(part)
	switch {
	case casework.CodeOf(err) != "":
		return err
	case err != nil:
		return malformed(err)
	case part.FileName() == "" && content.Size() == 0: // a field left empty
		return nil
	}
	f.File = &core.File{Name: part.FileName(), Content: content}
	return nil
}

// hold waits until there is room for one more file.
func (f *Form) hold(ctx context.Context) error {
	if f.leave != nil {
		return nil
	}
	var err error
	f.leave, err = held.enter(ctx, inLine)
	return err
}

// Close gives the room back.
func (f *Form) Close() {
	if f.leave != nil {
		f.leave()
		f.leave = nil
	}
}

func malformed(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return casework.FieldError(casework.FileTooLarge, "file", "20 MB")
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return casework.FieldError(casework.Invalid, "file", "min:16 KB/s")
	}
	return casework.FieldError(casework.Invalid, "body", "multipart/form-data")
}

// Headers hand a file out under its name (RFC 6266), never to be shown, kept or
// taken for something else.
func Headers(a casework.Attachment) map[string]string {
	return map[string]string{
		"Content-Disposition":     mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}),
		"Content-Length":          strconv.FormatInt(a.Size, 10),
		"Content-Type":            a.Media,
		"Content-Security-Policy": "sandbox; default-src 'none'",
		"X-Content-Type-Options":  "nosniff",
		"Cache-Control":           "no-store",
	}
}
