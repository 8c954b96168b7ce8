// Package vitals turns what an installation is doing into metrics that an operator's
// Prometheus reads: how late the machine is, what waits, what was swept, how the
// database and the engine's client fare.
//
// It refuses to read the database itself, to name a case, a person or a path in a
// label, and to keep a scrape waiting: facts it cannot have in time are left out, and
// that they are is a metric, too.
package vitals

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	otelprom "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/opentelemetry"
)

// Vitals are the metrics of one process.
type Vitals struct {
	registry *prometheus.Registry
	late     prometheus.Histogram
	swept    *prometheus.CounterVec
	sweptAt  prometheus.Gauge
}

// New makes the registry of a process, with what every process has: the Go runtime
// and the operating system's view of it.
func New() *Vitals {
	v := &Vitals{
		registry: prometheus.NewRegistry(),
		late: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "shixian_machine_lateness_seconds",
			Help: "From the legal instant of a clock's step to its record. Zero for steps that were armed ahead.",
			// An armed step is in time; a late one is late by a poll, an outage, a night.
			Buckets: []float64{0.1, 0.5, 1, 2, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600},
		}),
		swept: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "shixian_swept_total", Help: "What the sweep did, by outcome.",
		}, []string{"outcome"}),
		sweptAt: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "shixian_sweep_timestamp_seconds", Help: "When this process last ended a sweep; 0 where another one sweeps.",
		}),
	}
	v.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		v.late, v.swept, v.sweptAt,
	)
	return v
}

// Registry is what /metrics serves.
func (v *Vitals) Registry() *prometheus.Registry { return v.registry }

// Database adds the figures of a connection pool.
func (v *Vitals) Database(db *sql.DB) error {
	if err := v.registry.Register(collectors.NewDBStatsCollector(db, "shixian")); err != nil {
		return fmt.Errorf("metrics of the pool: %w", err)
	}
	return nil
}

// Engine is where the engine's client counts its requests, retries and tasks.
func (v *Vitals) Engine() (client.MetricsHandler, error) {
	exporter, err := otelprom.New(otelprom.WithRegisterer(v.registry), otelprom.WithoutScopeInfo(), otelprom.WithoutTargetInfo())
	if err != nil {
		return nil, fmt.Errorf("metrics of the engine's client: %w", err)
	}
	meters := metric.NewMeterProvider(metric.WithReader(exporter))
	return opentelemetry.NewMetricsHandler(opentelemetry.MetricsHandlerOptions{
		Meter: meters.Meter("temporal"), OnError: func(error) {}, UseMonotonicCounters: true,
	}), nil
}

// Late notes how long after its legal instant a clock's step was recorded; what was
// armed ahead is not late.
func (v *Vitals) Late(by time.Duration) { v.late.Observe(max(0, by).Seconds()) }

// Swept notes what one sweep did, by outcome.
func (v *Vitals) Swept(at time.Time, outcomes map[string]int) {
	for outcome, n := range outcomes {
		v.swept.WithLabelValues(outcome).Add(float64(n))
	}
	v.sweptAt.Set(float64(at.UnixMilli()) / 1000)
}
