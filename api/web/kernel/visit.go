package kernel

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
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/words"
)

// MaxBody bounds what a form may post, in bytes; several long texts fit.
const MaxBody = 256 << 10

// maxUpload bounds a form with a file in it: a table at its largest.
const maxUpload = sheet.MaxBytes + 64<<10

// Visit is one request: who asks, in which language, at which instant.
type Visit struct {
	C      *gin.Context
	Ctx    context.Context
	Who    casework.Principal
	Signed bool
	Rights *access.Table
	Voice
}

func (s *Site) visit(c *gin.Context) *Visit {
	ctx := c.Request.Context()
	who, signed := auth.PrincipalFrom(ctx)
	lang := words.Chinese
	if auth.LangFrom(ctx) == words.English {
		lang = words.English
	}
	return &Visit{
		C: c, Ctx: ctx, Who: who, Signed: signed, Rights: s.rights,
		Voice: Voice{Lang: lang, Cal: s.Calendar(ctx), Now: s.Deps.Now(), Kinds: s.Deps.Kinds},
	}
}

// Calendar is the office's as it stands now; while it cannot be read, the one
// the pages were made with serves to say dates.
func (s *Site) Calendar(ctx context.Context) *calendar.Calendar {
	cal, err := s.Deps.Calendar()
	if err != nil {
		s.Deps.Log.WarnContext(ctx, "calendar not read", "error", err)
		return s.first
	}
	return cal
}

// Handle wraps a page: sign-in, the size of forms, and one place where
// errors become pages.
func (s *Site) handle(r Route) gin.HandlerFunc {
	return func(c *gin.Context) {
		v := s.visit(c)
		if !v.Signed && !Open(r.Access) {
			s.fail(v, casework.Errorf(casework.Unauthenticated, "%s", r.Path))
			return
		}
		if err := v.parse(); err != nil {
			s.fail(v, formError(err, r.Path))
			return
		}
		if err := r.Serve(v); err != nil {
			s.fail(v, err)
		}
	}
}

// parse reads a form, or a form with a file.
func (v *Visit) parse() error {
	r := v.C.Request
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		if strings.HasSuffix(v.C.FullPath(), "/"+casework.Attach) {
			return nil // read part by part, once it is known that the person may
		}
		r.Body = http.MaxBytesReader(v.C.Writer, r.Body, maxUpload)
		if err := r.ParseMultipartForm(maxUpload); err != nil {
			return err
		}
		return edge.Values("form", r.PostForm)
	}
	r.Body = http.MaxBytesReader(v.C.Writer, r.Body, MaxBody)
	if err := r.ParseForm(); err != nil {
		return err
	}
	return edge.Values("form", r.PostForm)
}

// File reads what was uploaded under a name; nothing when nothing was.
func (v *Visit) File(name string) (filename string, content []byte, err error) {
	f, head, err := v.C.Request.FormFile(name)
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

// Open tells a page everybody may read.
func Open(action string) bool {
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

// Form reads one value of what was posted.
func (v *Visit) Form(name string) string { return v.C.Request.PostForm.Get(name) }

// Query reads one value of the address.
func (v *Visit) Query(name string) string { return v.C.Query(name) }

// Page is the number of the page asked for, from 1.
func (v *Visit) Page() int {
	n, err := strconv.Atoi(v.Query("page"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

// Redirect answers a form, so that reloading does not send it again.
func (v *Visit) Redirect(to string) error {
	v.C.Redirect(http.StatusSeeOther, to)
	return nil
}

// Local accepts only a path of this site as a place to return to.
func Local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(to, "/") ||
		strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}

// NewKey is the idempotency key of one rendered form: sent twice, it counts once.
func NewKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
