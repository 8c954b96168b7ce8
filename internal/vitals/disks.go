package vitals

import "github.com/prometheus/client_golang/prometheus"

// Disk is a disk that something of the installation is written to.
type Disk struct {
	Place      string // what lies there: data, postgres
	Free, Size uint64 // bytes
}

var (
	diskFree = gauge("disk_free_bytes", "Room on the disk of a place, when it was last looked at.", "place")
	diskSize = gauge("disk_size_bytes", "Size of the disk of a place.", "place")
)

// disks serves what was last seen of them: a disk that hangs keeps no scrape waiting.
type disks struct{ last func() []Disk }

// Disks adds them to what is served.
func (v *Vitals) Disks(last func() []Disk) error { return v.registry.Register(disks{last}) }

// Describe implements prometheus.Collector.
func (disks) Describe(ch chan<- *prometheus.Desc) {
	ch <- diskFree
	ch <- diskSize
}

// Collect implements prometheus.Collector.
func (d disks) Collect(ch chan<- prometheus.Metric) {
	for _, one := range d.last() {
		ch <- prometheus.MustNewConstMetric(diskFree, prometheus.GaugeValue, float64(one.Free), one.Place)
		ch <- prometheus.MustNewConstMetric(diskSize, prometheus.GaugeValue, float64(one.Size), one.Place)
	}
}
