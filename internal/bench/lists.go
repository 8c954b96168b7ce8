package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// ListsConfig says how large an office is and which programs read its pages, in turn on the
// same database. Before may be empty.
type ListsConfig struct {
	Binary, Before, Engine string
	Office                 Office
	Times                  int // each page is read by each program
}

// Page is one page as one person reads it.
type Page struct{ Who, Path string }

// lists are the pages that grow with an office where anything does.
var lists = []Page{
	{"handler", "/"}, {"handler", "/inbox"}, {"handler", "/inbox?all=1"}, {"handler", "/cases"}, {"handler", "/cases/BJ2025-000001"},
	{"efficiency_office", "/"}, {"efficiency_office", "/cases"}, {"efficiency_office", "/cases?light=red"}, {"efficiency_office", "/?all=1"}, {"efficiency_office", "/board"},
	{"efficiency_office", "/figures"},
	{"principal_leader", "/"}, {"principal_leader", "/approvals"}, {"clerk", "/"},
}

// PageFigures is what a page took, in milliseconds, by program.
type PageFigures struct {
	Page
	P50, P99  float64
	Processor float64 // on a processor, of the pages' program and the database, on the average
	Bytes     int
	BeforeP50 float64 // 0: not measured
	BeforeP99 float64
}

// Lists fills an office and measures its pages by HTTP.
func Lists(ctx context.Context, cfg ListsConfig) (out []PageFigures, filled time.Duration, err error) {
	h, err := build(ctx, cfg.Binary, cfg.Engine)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, h.end()) }()
	s, err := openService(ctx, h.url, h.password, 1)
	if err != nil {
		return nil, 0, err
	}
	var receipt core.Receipt
	if err := s.post(ctx, s.clerk, "/cases", application, &receipt); err != nil {
		return nil, 0, err
	}
	if err := s.post(ctx, s.handler, "/cases/"+receipt.Number+"/"+casework.Accept, map[string]any{}, nil); err != nil {
		return nil, 0, err
	}
	worker := h.programs[1] // it would look for the workflows of what is filled in
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		return nil, 0, err
	}
	_ = worker.Wait()
	h.programs = h.programs[:1]
	began := time.Now()
	if err := h.fill(ctx, receipt.Number, cfg.Office); err != nil {
		return nil, 0, err
	}
	filled = time.Since(began)
	urls := []string{h.url}
	if cfg.Before != "" {
		before, err := h.beside(ctx, cfg.Before)
		if err != nil {
			return nil, filled, err
		}
		urls = append(urls, before)
	}
	out, err = h.measure(ctx, urls, cfg.Times)
	return out, filled, err
}

// beside starts the pages of another program on the same database.
func (h *house) beside(ctx context.Context, binary string) (string, error) {
	address, err := freeAddress()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), binary, "api")
	cmd.Env, cmd.Stderr = h.env(address), os.Stderr
	if err := cmd.Start(); err != nil {
		return "", err
	}
	h.programs = append(h.programs, cmd)
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", http.NoBody)
		if err != nil {
			return "", err
		}
		if resp, err := http.DefaultClient.Do(r); err == nil {
			resp.Body.Close()
			return "http://" + address, nil
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// measure reads every page by every program in turn, so that a busy minute hurts all.
func (h *house) measure(ctx context.Context, urls []string, times int) ([]PageFigures, error) {
	took := make([]map[Page][]time.Duration, len(urls))
	size, worked := map[Page]int{}, map[Page]time.Duration{}
	clients := make([]map[string]*http.Client, len(urls))
	for i, u := range urls {
		took[i], clients[i] = map[Page][]time.Duration{}, map[string]*http.Client{}
		for _, p := range lists {
			if clients[i][p.Who] != nil {
				continue
			}
			c, err := h.enter(ctx, u, p.Who)
			if err != nil {
				return nil, err
			}
			clients[i][p.Who] = c
		}
	}
	for n := range times + 1 { // the first is not counted: a day's first look is on record once
		for _, p := range lists {
			for i, u := range urls {
				before, err := h.spent(0)
				if err != nil {
					return nil, err
				}
				began := time.Now()
				bytes, err := read(ctx, clients[i][p.Who], u+p.Path)
				if err != nil {
					return nil, err
				}
				if n > 0 {
					took[i][p] = append(took[i][p], time.Since(began))
				}
				after, err := h.spent(0)
				if err != nil {
					return nil, err
				}
				if n > 0 && i == 0 {
					worked[p] += after - before
				}
				if i == 0 {
					size[p] = bytes
				}
			}
		}
	}
	var out []PageFigures
	for _, p := range lists {
		for i := range urls {
			slices.Sort(took[i][p])
		}
		f := PageFigures{Page: p, Bytes: size[p], Processor: worked[p].Seconds() * 1000 / float64(times), P50: quantile(took[0][p], 0.5), P99: quantile(took[0][p], 0.99)}
		if len(urls) > 1 {
			f.BeforeP50, f.BeforeP99 = quantile(took[1][p], 0.5), quantile(took[1][p], 0.99)
		}
		out = append(out, f)
	}
	return out, nil
}

// enter signs somebody in on the pages.
func (h *house) enter(ctx context.Context, at, who string) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &http.Client{Jar: jar, Timeout: time.Minute}
	s := &service{url: at + "/api/v1"}
	return c, s.post(ctx, c, "/session", map[string]any{"username": who, "password": h.password}, nil)
}

func read(ctx context.Context, c *http.Client, at string) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, http.NoBody)
	if err != nil {
		return 0, err
	}
	resp, err := c.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("get %s: %d", at, resp.StatusCode)
	}
	return len(text), err
}
