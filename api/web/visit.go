package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// maxBody bounds what a form may post, in bytes; several long texts fit.
const maxBody = 256 << 10

// maxUpload bounds a form with a file in it: a holiday list at its largest.
const maxUpload = almanac.MaxBytes + 64<<10

// visit is one request: who asks, in which language, at which instant.
type visit struct {
	c      *gin.Context
	ctx    context.Context
	who    casework.Principal
	signed bool
	rights *access.Table
	voice
}

func (s *site) visit(c *gin.Context) *visit {
	ctx := c.Request.Context()
	who, signed := auth.PrincipalFrom(ctx)
	lang := words.Chinese
	if auth.LangFrom(ctx) == words.English {
		lang = words.English
	}
	return &visit{
		c: c, ctx: ctx, who: who, signed: signed, rights: s.rights,
		voice: voice{lang: lang, cal: s.calendar(ctx), now: s.deps.Now(), kinds: s.deps.Kinds},
	}
}

// calendar is the office's as it stands now; while it cannot be read, the one
// the pages were made with serves to say dates.
func (s *site) calendar(ctx context.Context) *calendar.Calendar {
	cal, err := s.deps.Calendar()
	if err != nil {
		s.deps.Log.WarnContext(ctx, "calendar not read", "error", err)
		return s.first
	}
	return cal
}

// handle wraps a page: sign-in, the size of forms, and one place where
// errors become pages.
func (s *site) handle(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		v := s.visit(c)
		if !v.signed && !open(r.access) {
			s.fail(v, casework.Errorf(casework.Unauthenticated, "%s", r.path))
			return
		}
		if err := v.parse(); err != nil {
			s.fail(v, formError(err, r.path))
			return
		}
		if err := r.serve(s, v); err != nil {
			s.fail(v, err)
		}
	}
}

// parse reads a form, or a form with a file.
func (v *visit) parse() error {
	r := v.c.Request
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		if strings.HasSuffix(v.c.FullPath(), "/"+casework.Attach) {
			return nil // read part by part, once it is known that the person may
		}
		r.Body = http.MaxBytesReader(v.c.Writer, r.Body, maxUpload)
		if err := r.ParseMultipartForm(maxUpload); err != nil {
			return err
		}
		return edge.Values("form", r.PostForm)
	}
	r.Body = http.MaxBytesReader(v.c.Writer, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		return err
	}
	return edge.Values("form", r.PostForm)
}

// file reads what was uploaded under a name; nothing when nothing was.
func (v *visit) file(name string) (filename string, content []byte, err error) {
	f, head, err := v.c.Request.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("read upload %s: %w", name, err)
	}
	defer f.Close()
	content, err = io.ReadAll(f)
	return head.Filename, content, err
}

// open tells a page everybody may read.
func open(action string) bool {
	return action == auth.Public || access.Open(action)
}

func formError(err error, path string) error {
	if casework.CodeOf(err) != "" {
		return err
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return casework.Errorf(casework.TooLarge, "form of %s", path)
	}
	return casework.Errorf(casework.Invalid, "form of %s", path)
}

// form reads one value of what was posted.
func (v *visit) form(name string) string { return v.c.Request.PostForm.Get(name) }

// query reads one value of the address.
func (v *visit) query(name string) string { return v.c.Query(name) }

// page is the number of the page asked for, from 1.
func (v *visit) page() int {
	n, err := strconv.Atoi(v.query("page"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

// redirect answers a form, so that reloading does not send it again.
func (v *visit) redirect(to string) error {
	v.c.Redirect(http.StatusSeeOther, to)
	return nil
}

// local accepts only a path of this site as a place to return to.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(to, "/") ||
		strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}

// newKey is the idempotency key of one rendered form: sent twice, it counts once.
func newKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
