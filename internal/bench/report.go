package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// Config says how much to measure. All fields are required.
type Config struct {
	Binary string        // bin/shixian
	Engine string        // bin/shixian-engine
	Hands  int           // matters under way at once
	During time.Duration // of each lane, all its rounds together
	Rounds int           // the lanes take turns, so that a busy minute hurts both
}

// Report is what bench.json holds.
type Report struct {
	At      time.Time `json:"at"`
	Machine Machine   `json:"machine"`
	Hands   int       `json:"hands"`
	Rounds  int       `json:"rounds"`
	// Bare is the engine alone, Service the case by HTTP.
	Bare    Figures `json:"bare_engine"`
	Service Figures `json:"service_case"`
	// Ratio is how many times the bare engine's lives a second a service case costs.
	Ratio float64 `json:"bare_lives_per_service_life"`
}

// Machine is what the figures depend on.
type Machine struct {
	CPU        string `json:"cpu,omitempty"`
	Cores      int    `json:"cores"`
	OS         string `json:"os"`
	Go         string `json:"go"`
	PostgreSQL string `json:"postgresql"`
	Shixian    string `json:"shixian"`
	// Load is the machine's before the run: above 0.3 a core, somebody else was at work.
	Load string `json:"load_before,omitempty"`
}

// Run measures both lanes on servers of its own.
func Run(ctx context.Context, cfg Config) (r Report, err error) {
	r = Report{At: time.Now().UTC().Truncate(time.Second), Machine: machine(ctx, cfg.Binary), Hands: cfg.Hands, Rounds: cfg.Rounds}
	h, err := build(ctx, cfg.Binary, cfg.Engine)
	if err != nil {
		return r, err
	}
	defer func() {
		if ended := h.end(); err == nil {
			err = ended
		}
	}()
	if err := h.admin.GetContext(ctx, &r.Machine.PostgreSQL, "SHOW server_version"); err != nil {
		return r, err
	}
	alone, err := openBare(ctx, h.client, h.postgres.URL("bare"))
	if err != nil {
		return r, fmt.Errorf("bare engine: %w", err)
	}
	defer alone.close()
	office, err := openService(ctx, h.url, h.password, cfg.Hands)
	if err != nil {
		return r, fmt.Errorf("service case: %w", err)
	}
	r.Bare, r.Service, err = h.takeTurns(ctx, cfg, alone, office)
	if r.Service.LivesPerSecond > 0 {
		r.Ratio = round2(r.Bare.LivesPerSecond / r.Service.LivesPerSecond)
	}
	return r, err
}

// takeTurns measures two lanes round by round. One life of each goes before, to
// open connections and caches.
func (h *house) takeTurns(ctx context.Context, cfg Config, a, b lane) (Figures, Figures, error) {
	var first, second tally
	for _, l := range []lane{a, b} {
		if _, err := l.life(ctx); err != nil {
			return Figures{}, Figures{}, err
		}
	}
	share := cfg.During / time.Duration(cfg.Rounds)
	for range cfg.Rounds {
		for _, turn := range []struct {
			tally *tally
			lane  lane
		}{{&first, a}, {&second, b}} {
			if err := h.turn(ctx, turn.tally, turn.lane, cfg.Hands, share); err != nil {
				return first.figures(), second.figures(), err
			}
		}
	}
	return first.figures(), second.figures(), nil
}

func (h *house) turn(ctx context.Context, t *tally, l lane, hands int, during time.Duration) error {
	before, err := h.written(ctx)
	if err != nil {
		return err
	}
	if err := t.round(ctx, l, hands, during); err != nil {
		return err
	}
	after, err := h.written(ctx)
	t.wal += after - before
	return err
}

func machine(ctx context.Context, binary string) Machine {
	m := Machine{Cores: runtime.NumCPU(), OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	if out, err := exec.CommandContext(ctx, binary, "--version").Output(); err == nil {
		m.Shixian = strings.TrimSpace(string(out))
	}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load, _, _ = strings.Cut(string(text), " ")
	}
	text, _ := os.ReadFile("/proc/cpuinfo") // not every system has it
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			m.CPU = strings.TrimSpace(value)
			break
		}
	}
	return m
}
