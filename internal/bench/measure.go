package bench

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// lane is one way to carry a matter from its registration to its end.
type lane interface {
	// life carries one matter through and returns how long each step took.
	life(ctx context.Context) ([]time.Duration, error)
}

// Figures are what one lane did.
type Figures struct {
	Lives          int     `json:"lives"`
	Steps          int     `json:"steps"`
	Seconds        float64 `json:"seconds"`
	LivesPerSecond float64 `json:"lives_per_second"`
	StepsPerSecond float64 `json:"steps_per_second"`
	StepMillisP50  float64 `json:"step_ms_p50"`
	StepMillisP95  float64 `json:"step_ms_p95"`
	StepMillisP99  float64 `json:"step_ms_p99"`
	WALBytesALife  int64   `json:"wal_bytes_a_life"`
}

// tally collects what several rounds of one lane did.
type tally struct {
	lives int
	steps []time.Duration
	took  time.Duration
	wal   int64
}

// round lets hands work at once for a while. A life that has begun is finished
// and counted, and so is the time it takes: no step is cut off.
func (t *tally) round(ctx context.Context, l lane, hands int, during time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	began := time.Now()
	var (
		mu     sync.Mutex
		failed error
		work   sync.WaitGroup
	)
	for range hands {
		work.Go(func() {
			for time.Since(began) < during && ctx.Err() == nil {
				steps, err := l.life(ctx)
				mu.Lock()
				if err != nil {
					failed = errors.Join(failed, err)
					cancel()
				} else {
					t.lives++
					t.steps = append(t.steps, steps...)
				}
				mu.Unlock()
			}
		})
	}
	work.Wait()
	t.took += time.Since(began)
	return failed
}

func (t *tally) figures() Figures {
	seconds := t.took.Seconds()
	slices.Sort(t.steps)
	f := Figures{
		Lives: t.lives, Steps: len(t.steps), Seconds: round2(seconds),
		StepMillisP50: quantile(t.steps, 0.50), StepMillisP95: quantile(t.steps, 0.95), StepMillisP99: quantile(t.steps, 0.99),
	}
	if seconds > 0 {
		f.LivesPerSecond, f.StepsPerSecond = round2(float64(t.lives)/seconds), round2(float64(len(t.steps))/seconds)
	}
	if t.lives > 0 {
		f.WALBytesALife = t.wal / int64(t.lives)
	}
	return f
}

// quantile of sorted durations, in milliseconds.
func quantile(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := min(int(q*float64(len(sorted))), len(sorted)-1)
	return round2(float64(sorted[at]) / float64(time.Millisecond))
}

func round2(x float64) float64 { return float64(int64(x*100+0.5)) / 100 }
