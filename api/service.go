package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// readyWait is how long store and engine have to answer /readyz.
const readyWait = 2 * time.Second

func (s *Server) registerService() {
	s.engine.GET("/healthz", s.healthy)
	s.engine.GET("/readyz", s.ready)
	s.engine.GET("/metrics", gin.WrapH(promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{Registry: s.registry})))
}

// healthy serves GET /healthz: this process lives.
func (s *Server) healthy(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// ready serves GET /readyz: store and engine answer. Why they do not is for the
// log; whoever asks is nobody in particular.
func (s *Server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyWait)
	defer cancel()
	if err := s.counter.Ready(ctx); err != nil {
		s.log.WarnContext(ctx, "not ready", "error", err)
		c.String(http.StatusServiceUnavailable, "not ready\n")
		return
	}
	c.String(http.StatusOK, "ready\n")
}
