package vitals

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// How long a scrape waits for the facts, and how long they serve the next ones.
const (
	factsWait = 2 * time.Second
	factsKept = 5 * time.Second
)

// Facts are what the database says of the work of the whole installation.
type Facts struct {
	Open       map[string]int // open cases by kind
	Unstarted  int            // registered, and not with the engine for a while
	Behind     int            // with an instant past, and no step
	Parked     int            // waiting for an operator
	Undecided  int            // commands without a verdict for a while
	OldestWait time.Duration  // of the oldest of them
	Outbox     []Outbox
	Bytes      int64 // of the database
}

// Outbox is how many messages of a channel are in a state: waiting (to leave now),
// later (deferred), dead.
type Outbox struct {
	Channel, State string
	Count          int
	Oldest         time.Duration // of those waiting
}

// Source answers the facts.
type Source interface {
	Facts(ctx context.Context) (Facts, error)
}

// Watch adds the facts to what is served.
func (v *Vitals) Watch(source Source) error {
	return v.registry.Register(&facts{source: source, now: time.Now})
}

// facts asks at a scrape. One asks at a time; who comes meanwhile gets what he found.
type facts struct {
	source Source
	now    func() time.Time

	mu   sync.Mutex
	at   time.Time
	last Facts
	err  error
}

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("shixian_"+name, help, labels, nil)
}

var (
	factsUp    = gauge("facts_up", "1 if the database answered what the other metrics of the installation need.")
	casesOpen  = gauge("cases_open", "Open cases.", "kind")
	unstarted  = gauge("cases_unstarted", "Cases that are registered and that the engine has not got.")
	behind     = gauge("cases_behind", "Cases whose next instant has passed without a step.")
	parked     = gauge("cases_parked", "Cases whose step cannot be written; an operator must release them.")
	undecided  = gauge("commands_undecided", "Commands that wait for their verdict.")
	oldestWait = gauge("commands_undecided_oldest_seconds", "Age of the oldest command that waits for its verdict.")
	dbBytes    = gauge("database_bytes", "Size of the application's database.")
	outbox     = gauge("outbox_messages", "Messages that have not left: waiting, later or dead.", "channel", "state")
	outboxAge  = gauge("outbox_oldest_seconds", "How long the oldest waiting message could have left.", "channel")
)

// Describe implements prometheus.Collector.
func (f *facts) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		factsUp, casesOpen, unstarted, behind, parked, undecided, oldestWait, dbBytes, outbox, outboxAge,
	} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (f *facts) Collect(ch chan<- prometheus.Metric) {
	put := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	now, err := f.read()
	if err != nil {
		put(factsUp, 0)
		return
	}
	put(factsUp, 1)
	for kind, n := range now.Open {
		put(casesOpen, float64(n), kind)
	}
	put(unstarted, float64(now.Unstarted))
	put(behind, float64(now.Behind))
	put(parked, float64(now.Parked))
	put(undecided, float64(now.Undecided))
	put(oldestWait, now.OldestWait.Seconds())
	put(dbBytes, float64(now.Bytes))
	for _, o := range now.Outbox {
		put(outbox, float64(o.Count), o.Channel, o.State)
		if o.State == "waiting" {
			put(outboxAge, o.Oldest.Seconds(), o.Channel)
		}
	}
}

// read answers the facts, no older than they are kept. A failure is kept as long, so
// that a database in trouble is not asked by every scrape.
func (f *facts) read() (Facts, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); f.at.IsZero() || now.Sub(f.at) >= factsKept {
		ctx, cancel := context.WithTimeout(context.Background(), factsWait)
		defer cancel()
		f.last, f.err = f.source.Facts(ctx)
		f.at = now
	}
	return f.last, f.err
}
