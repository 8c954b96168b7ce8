package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
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
