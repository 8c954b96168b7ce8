package cases

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/filetype"
)

// Sent is what came with a command.
type Sent struct {
	Raw  map[string]any // as ParseArgs reads it
	File *core.File
	Key  string // the Idempotency-Key
}

// Upload reads what was sent with a command that takes a file. It is called once
// it is known that the person may, so that nobody else's megabytes are read.
type Upload func() (Sent, error)

// Attach carries a file to a case, as Do carries words: it is kept with the
// command, sealed, and seen once the case has accepted it. The same file again,
// for the same readers, is answered as the first one.
func (c *Room) Attach(ctx context.Context, p casework.Principal, number string, read Upload) (Answer, error) {
	return c.receive(ctx, p, number, casework.Attach, "", read)
}

// takesFile tells whether a form asks for a file.
func takesFile(form casework.Form) bool {
	for _, f := range form.Fields {
		if f.Type == casework.FieldFile {
			return true
		}
	}
	return false
}

// takeFile checks a file by its content and makes it part of the command.
func (c *Room) takeFile(p casework.Principal, view casework.CaseView, office *core.Office, in *core.NewCommand, file *core.File) error {
	if file == nil {
		return casework.FieldError(casework.Invalid, "file", "required")
	}
	kind, err := filetype.Of(file.Content, file.Content.Size())
	if err != nil {
		return refusedFile(err)
	}
	in.File = &core.File{Name: kind.Fits(fileName(file.Name)), Content: file.Content, Media: kind.Media}
	in.File.Purpose = in.Command.Args.Purpose
	in.File.Audience, in.File.Unit = c.audience(p, view, office, in.Command.Args.Audience)
	if chosen := in.Command.Args.Audience; chosen != "" && chosen != in.File.Audience {
		return casework.FieldError(casework.Invalid, "audience", "R082")
	}
	in.Command.Args.Attachment, in.Command.Args.Audience = in.Command.ID, in.File.Audience
	return nil
}

var fileRefusals = map[error]casework.Code{
	filetype.ErrEmpty: casework.FileEmpty, filetype.ErrType: casework.FileType, filetype.ErrOld: casework.FileOld,
	filetype.ErrMacro: casework.FileMacro, filetype.ErrLocked: casework.FileLocked,
	filetype.ErrDamaged: casework.FileDamaged, filetype.ErrBomb: casework.FileDamaged,
	filetype.ErrPicture: casework.FilePicture, filetype.ErrFilm: casework.FileFilm, filetype.ErrSound: casework.FileSound,
	filetype.ErrArchive: casework.FileArchive, filetype.ErrSlides: casework.FileSlides, filetype.ErrGBK: casework.FileGBK,
}

func refusedFile(err error) error {
	for reason, code := range fileRefusals {
		if errors.Is(err, reason) {
			return casework.FieldError(code, "file", "content")
		}
	}
	return fmt.Errorf("look at file: %w", err)
}

// audience says who may read a file and whose own it is. In a complaint only
// those who know the complainant choose, and seal it where they do not; what the
// unit brings is for both, what the window takes in is sealed (R082).
func (c *Room) audience(p casework.Principal, view casework.CaseView, office *core.Office, chosen string) (readers, unit string) {
	subject := c.SubjectOf(view)
	switch {
	case !c.Veiled(view.Kind):
		return "", ""
	case c.May(p, access.CasePersonal, subject, office):
		if chosen == "" {
			chosen = casework.AudienceSealed
		}
		return chosen, ""
	case c.May(p, access.CaseRelayed, subject, office):
		return casework.AudienceUnit, view.Unit
	}
	return casework.AudienceSealed, ""
}

const maxFileName = 120 // runes

// fileName is a name as it may be given back: without folders, without what moves
// a cursor or turns the direction of writing, and with room for its ending.
func fileName(sent string) string {
	sent = path.Base(strings.ReplaceAll(strings.ToValidUTF8(sent, "_"), `\`, "/"))
	name := []rune(strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		case strings.ContainsRune(`<>:"/|?*`, r):
			return '_'
		}
		return r
	}, sent), " ."))
	if len(name) == 0 {
		return "附件"
	}
	if len(name) > maxFileName { // the end of a name tells more than its middle
		name = append(name[:maxFileName-20:maxFileName-20], name[len(name)-20:]...)
	}
	return string(name)
}

// fileMark stands for a file in the digest of a command.
type fileMark struct {
	Name string
	Sum  []byte
}

func markOf(file *core.File) *fileMark {
	if file == nil {
		return nil
	}
	sum := sha256.New()
	for _, piece := range file.Content.Pieces() {
		sum.Write(piece)
	}
	return &fileMark{file.Name, sum.Sum(nil)}
}
