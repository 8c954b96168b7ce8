package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/upload"
)

// How long a request may take. Who asks has an answer in words within 5 s, whatever
// hangs behind: what the engine owes by then is answered as pending. The session is
// read and kept around the handler and has a moment more.
const (
	answerWithin  = 3500 * time.Millisecond
	sessionWithin = answerWithin + 500*time.Millisecond
	slowWithin    = 50 * time.Second // before the server cuts the line
)

// patience is how long one request may take: what goes over every open case, or
// plays one through, takes longer, and a file as long as its line is slow.
func patience(r *http.Request) time.Duration {
	switch path := r.URL.Path; {
	case attaches(r):
		return upload.Patience
	case strings.Contains(path, "/recounts"), strings.HasSuffix(path, "/simulate"), strings.HasSuffix(path, "/try"):
		return slowWithin
	}
	return answerWithin
}

// timed ends a request's context in time, session included.
func timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), patience(r)+sessionWithin-answerWithin)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// hurry is timed for what stands inside the session.
func hurry(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), patience(c.Request))
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

type sessionErrorKey struct{}

// sessionFailed answers where the session could not be read or kept: through the
// engine, so that a page says so as a page and the log hears of it.
func (s *Server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	s.engine.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionErrorKey{}, err)))
}

// sessionHeld stops a request whose session could not be read.
func (s *Server) sessionHeld(c *gin.Context) {
	if err, ok := c.Request.Context().Value(sessionErrorKey{}).(error); ok {
		s.refuse(c, err)
		c.Abort()
	}
}
