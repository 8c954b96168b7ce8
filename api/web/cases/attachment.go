package cases

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/upload"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/filetype"
)

// fileView is one line of the list of files.
type fileView struct {
	Name, Href, Type, Size string
	Who, At                string
	Purpose                string // what an act may rest on it for
	For                    string // of a complaint: who may read it
	Kept                   string // until when at least (R117)
}

// files lists what was attached for those who may read it; for others there is
// no list.
func (s *Room) files(v *visit, d kernel.Dossier) ([]fileView, error) {
	rows, err := s.counter.Attachments(v.Ctx, v.Who, d.View.Number)
	if code := casework.CodeOf(err); code == casework.Forbidden || code == casework.NotFound {
		return nil, nil // a refusal here only means: no list. Who judges what came of a case reads it, and no file of it
	}
	out := make([]fileView, 0, len(rows))
	for _, a := range rows {
		f := fileView{
			Name: a.Name, Href: "/cases/" + d.View.Number + "/attachments/" + a.ID, Type: a.Media, Size: fileSize(a.Size),
			Who: kernel.PersonName(d.Office, a.By), At: v.Stamp(a.At),
		}
		f.Kept = v.T("files.held")
		if a.KeptUntil != nil {
			f.Kept = v.T("files.kept", v.FullDay(*a.KeptUntil))
		}
		if kind, ok := filetype.Named(a.Media); ok {
			f.Type = kind.Name
		}
		if a.Purpose != "" {
			f.Purpose = v.Chosen(d.View.Kind, "purpose", a.Purpose)
		}
		if a.Audience != "" {
			f.For = v.Code("audience", a.Audience)
		}
		out = append(out, f)
	}
	return out, err
}

// fileSize says a size as a person would; never 0 of anything.
func fileSize(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt(max(1, n>>10), 10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}

// attachFile takes in a file and goes back to the case. A refusal opens the form
// again with what was chosen; the file itself a browser gives only once.
func (s *Room) attachFile(v *visit) error {
	number := v.C.Param("number")
	v.C.AddParam("command", casework.Attach)
	view, err := s.counter.Case(v.Ctx, v.Who, number)
	if err != nil {
		return err
	}
	form, ok := v.Kinds.Binds(view).Form(casework.Attach)
	if !ok {
		return casework.Errorf(casework.UnknownCommand, "%s", casework.Attach)
	}
	var sent upload.Form
	defer sent.Close()
	answer, err := s.counter.Attach(v.Ctx, v.Who, number, func() (cases.Sent, error) {
		err := sent.Read(v.C.Request)
		v.C.Request.PostForm = sent.Values
		return cases.Sent{Raw: v.Raw(form), File: sent.File, Key: v.Form("key")}, err
	})
	switch {
	case err != nil && (len(core.RefusalsOf(err)) == 0 || slices.Contains([]casework.Code{casework.NotFound, casework.Forbidden}, casework.CodeOf(err))):
		return err
	case err != nil:
		return s.renderCase(v, http.StatusUnprocessableEntity, casework.Attach, err)
	case answer.Same:
		s.Flash(v.Visit, "attach.same", "")
	case answer.Pending:
		s.Flash(v.Visit, "pending", casework.Attach)
	default:
		s.Flash(v.Visit, "done", casework.Attach)
	}
	return v.Redirect("/cases/" + number + "#files")
}

// file hands out one file; it is never shown in a page.
func (s *Room) file(v *visit) error {
	a, content, err := s.counter.Attachment(v.Ctx, v.Who, v.C.Param("number"), v.C.Param("id"))
	if err != nil {
		return err
	}
	for name, value := range upload.Headers(a) {
		v.C.Header(name, value)
	}
	v.C.Status(http.StatusOK)
	if v.C.Request.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(v.C.Writer, content); err != nil {
		s.Deps.Log.ErrorContext(v.Ctx, "attachment not sent", "route", v.C.FullPath(), "error", err)
	}
	return nil
}
