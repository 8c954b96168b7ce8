package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/shixian/shixian/api/upload"
)

// traffic is what requests are counted by. A stranger asks every route there is with
// every mistake there is, so the buckets stand by area, and a route has a sum and a
// count: /metrics stays what an operator can read (issue 10).
type traffic struct {
	took   *prometheus.HistogramVec // by method and area
	routes *prometheus.SummaryVec   // by method and route
	asked  *prometheus.CounterVec   // by method, route and status
}

func newTraffic(registry *prometheus.Registry) (traffic, error) {
	t := traffic{
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "shixian_http_seconds", Help: "Time to answer, by area.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "area"}),
		routes: prometheus.NewSummaryVec(prometheus.SummaryOpts{
			Name: "shixian_http_route_seconds", Help: "Time to answer, by route.",
		}, []string{"method", "route"}),
		asked: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "shixian_http_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "status"}),
	}
	for _, c := range []prometheus.Collector{t.took, t.routes, t.asked} {
		if err := registry.Register(c); err != nil {
			return t, fmt.Errorf("register metrics: %w", err)
		}
	}
	return t, nil
}

func (t traffic) observe(method, route string, status int, seconds float64) {
	t.took.WithLabelValues(method, areaOf(route)).Observe(seconds)
	t.routes.WithLabelValues(method, route).Observe(seconds)
	t.asked.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
}

// areaOf is the part of the house a route belongs to.
func areaOf(route string) string {
	switch {
	case route == "none":
		return route
	case strings.HasPrefix(route, base+"/"):
		return "api"
	case strings.HasPrefix(route, "/public"):
		return "public"
	}
	return "pages"
}

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
	case strings.Contains(path, "/recounts"), strings.HasSuffix(path, "/simulate"), strings.HasSuffix(path, "/try"), strings.HasSuffix(path, "/backtest"):
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
