package api

import (
	"cmp"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/api/trace"
	"github.com/shixian/shixian/api/upload"
	"github.com/shixian/shixian/internal/casework"
)

// contentPolicy lets a page load what this server serves and nothing else, and
// run no inline script.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers go on every answer. Nothing is kept by caches unless a handler of a
// fixed asset says so.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin") // case numbers stay here
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// limited refuses a body that announces itself too large before reading any of
// it, and stops one that does not announce itself.
func (s *Server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most, refusal := int64(maxBody), casework.FieldError(casework.TooLarge, "body", "")
		if attaches(r) {
			most, refusal = upload.MaxBody, casework.FieldError(casework.FileTooLarge, "file", "20 MB")
			upload.Pace(w, r)
		}
		if r.ContentLength > most {
			w.Header().Set("Connection", "close")
			s.refuseBare(w, r, refusal)
			return
		}
		// One byte more than huma reads, so that its own limit answers first.
		r.Body = http.MaxBytesReader(w, r.Body, most+1)
		next.ServeHTTP(w, r)
	})
}

// attaches tells the one sort of request that brings a file, of API and pages.
func attaches(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/"+casework.Attach)
}

// refuseBare answers outside the engine, where no session is known yet.
func (s *Server) refuseBare(w http.ResponseWriter, r *http.Request, err error) {
	s.write(w, r, problemOf(auth.Chinese, err))
}

func (s *Server) crossOrigin(w http.ResponseWriter, r *http.Request) {
	s.refuseBare(w, r, casework.FieldError(casework.Forbidden, "Origin", "same-origin"))
}

// readable refuses what is no text before anything looks at it.
func (s *Server) readable(c *gin.Context) {
	if err := edge.Text(c.Request); err != nil {
		s.refuse(c, err)
		c.Abort()
	}
}

// wrongMethod answers a path that is there for other methods; the engine has put
// those into Allow. HEAD goes with GET.
func (s *Server) wrongMethod(c *gin.Context) {
	allow := c.Writer.Header().Get("Allow")
	c.Header("Allow", strings.Replace(allow, http.MethodGet, http.MethodGet+", "+http.MethodHead, 1))
	s.refuse(c, casework.FieldError(casework.WrongMethod, "method", ""))
}

func (s *Server) notFound(c *gin.Context) {
	s.refuse(c, casework.FieldError(casework.NotFound, "path", ""))
}

// observe adds what sees every request first: its id, the log, the metrics, and
// the net under a panic.
func (s *Server) observe() error {
	seen, err := newTraffic(s.registry)
	if err != nil {
		return err
	}
	s.engine.Use(func(c *gin.Context) {
		began := time.Now()
		var id string
		c.Request, id = trace.Named(c.Request)
		c.Header("X-Request-Id", id)
		c.Next()
		status, route := c.Writer.Status(), c.FullPath()
		seen.observe(edge.Method(c.Request.Method), cmp.Or(route, "none"), status, time.Since(began).Seconds())
		// The route, not the path or its query: those may say what is personal.
		s.log.InfoContext(c.Request.Context(), "request", "request", id, "method", edge.Method(c.Request.Method),
			"route", route, "status", status, "ms", time.Since(began).Milliseconds())
	}, s.recover)
	return nil
}

// recover answers a panic as Unavailable and logs where it came from; the value
// may hold what a person typed, so only its type is logged.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		if got := recover(); got != nil {
			s.log.ErrorContext(c.Request.Context(), "panic", "request", trace.RequestID(c.Request.Context()),
				"type", fmt.Sprintf("%T", got), "stack", string(debug.Stack()))
			s.refuse(c, casework.Errorf(casework.Unavailable, "panic"))
			c.Abort()
		}
	}()
	c.Next()
}
