package api

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/doctor"
)

func (s *Server) registerService() {
	s.engine.GET("/healthz", s.healthy)
	s.engine.GET("/readyz", s.ready)
	s.engine.GET("/metrics", gin.WrapH(promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{Registry: s.registry})))
}

// healthy serves GET /healthz: this process lives.
func (s *Server) healthy(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// ready serves GET /readyz: this process can do its work. What is wrong is named,
// also where it stops nothing; why, is for the log: whoever asks is nobody in
// particular.
func (s *Server) ready(c *gin.Context) {
	report := s.doctor.Ready(c.Request.Context())
	if err := report.Err(doctor.Serving); err != nil {
		s.log.WarnContext(c.Request.Context(), "not ready", "error", err)
	}
	status, text := doctor.Readiness(report)
	c.String(status, "%s", text)
}

// counterReady is the whole list of a server that was given none.
func counterReady(k *counter.Counter) doctor.Check {
	return doctor.Check{
		Name: "counter", Weight: doctor.Serving, Looks: doctor.Words{ZH: "数据库和引擎能连上", EN: "store and engine answer"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			if err := k.Ready(ctx); err != nil {
				return doctor.Finding{}, err
			}
			return doctor.Fine("都有应答", "both answer"), nil
		},
	}
}
