package vitals

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/shixian/shixian/internal/doctor"
)

var (
	checkWrong = gauge("check_wrong", "1 if a check of shixian doctor, when it was last asked, was not right.", "check")
	checkAt    = gauge("check_timestamp_seconds", "When a check of shixian doctor was last asked.", "check")
)

// checks serves what a doctor's checks said last.
type checks struct{ last func() doctor.Report }

// Doctor adds the checks to what is served.
func (v *Vitals) Doctor(last func() doctor.Report) error { return v.registry.Register(checks{last}) }

// Describe implements prometheus.Collector.
func (checks) Describe(ch chan<- *prometheus.Desc) {
	ch <- checkWrong
	ch <- checkAt
}

// Collect implements prometheus.Collector.
func (c checks) Collect(ch chan<- prometheus.Metric) {
	for _, r := range c.last() {
		wrong := 0.0
		if r.Verdict != doctor.Right {
			wrong = 1
		}
		ch <- prometheus.MustNewConstMetric(checkWrong, prometheus.GaugeValue, wrong, r.Name)
		ch <- prometheus.MustNewConstMetric(checkAt, prometheus.GaugeValue, float64(r.At.Unix()), r.Name)
	}
}
