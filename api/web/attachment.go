package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/upload"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/filetype"
)

// fileView is one line of the list of files.
type fileView struct {
	Name, Href, Type, Size string
	Who, At                string
	For                    string // of a complaint: who may read it
	Kept                   string // until when at least (R117)
}

// files lists what was attached for those who may read it; for others there is
// no list.
func (s *site) files(v *visit, d dossier) ([]fileView, error) {
	rows, err := s.deps.Counter.Attachments(v.ctx, v.who, d.view.Number)
	if casework.CodeOf(err) == casework.Forbidden {
		return nil, nil // a refusal here only means: no list
	}
	out := make([]fileView, 0, len(rows))
	for _, a := range rows {
		f := fileView{
			Name: a.Name, Href: "/cases/" + d.view.Number + "/attachments/" + a.ID, Type: a.Media, Size: fileSize(a.Size),
			Who: personName(d.office, a.By), At: v.stamp(a.At),
		}
		f.Kept = v.t("files.held")
		if a.KeptUntil != nil {
			f.Kept = v.t("files.kept", v.fullDay(*a.KeptUntil))
		}
		if kind, ok := filetype.Named(a.Media); ok {
			f.Type = kind.Name
		}
		if a.Audience != "" {
			f.For = v.code("audience", a.Audience)
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
func (s *site) attachFile(v *visit) error {
	number := v.c.Param("number")
	v.c.AddParam("command", casework.Attach)
	view, err := s.deps.Counter.Case(v.ctx, v.who, number)
	if err != nil {
		return err
	}
	form, ok := v.kinds.Binds(view).Form(casework.Attach)
	if !ok {
		return casework.Errorf(casework.UnknownCommand, "%s", casework.Attach)
	}
	var sent upload.Form
	defer sent.Close()
	answer, err := s.deps.Counter.Attach(v.ctx, v.who, number, func() (cases.Sent, error) {
		err := sent.Read(v.c.Request)
		v.c.Request.PostForm = sent.Values
		return cases.Sent{Raw: v.raw(form), File: sent.File, Key: v.form("key")}, err
	})
	switch {
	case err != nil && (len(core.RefusalsOf(err)) == 0 || slices.Contains([]casework.Code{casework.NotFound, casework.Forbidden}, casework.CodeOf(err))):
		return err
	case err != nil:
		return s.renderCase(v, http.StatusUnprocessableEntity, casework.Attach, err)
	case answer.Same:
		s.flash(v, "attach.same", "")
	case answer.Pending:
		s.flash(v, "pending", casework.Attach)
	default:
		s.flash(v, "done", casework.Attach)
	}
	return v.redirect("/cases/" + number + "#files")
}

// file hands out one file; it is never shown in a page.
func (s *site) file(v *visit) error {
	a, content, err := s.deps.Counter.Attachment(v.ctx, v.who, v.c.Param("number"), v.c.Param("id"))
	if err != nil {
		return err
	}
	for name, value := range upload.Headers(a) {
		v.c.Header(name, value)
	}
	v.c.Status(http.StatusOK)
	if v.c.Request.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(v.c.Writer, content); err != nil {
		s.deps.Log.ErrorContext(v.ctx, "attachment not sent", "route", v.c.FullPath(), "error", err)
	}
	return nil
}
