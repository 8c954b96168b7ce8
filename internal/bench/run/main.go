// Command run measures a service case by HTTP beside the bare engine, on servers
// of its own, and writes the figures to a file. It refuses to judge them.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/shixian/shixian/internal/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	cfg := bench.Config{}
	out := flag.String("out", "bench.json", "`file` for the figures")
	flag.StringVar(&cfg.Binary, "shixian", "bin/shixian", "program to measure")
	flag.StringVar(&cfg.Engine, "engine", cmp.Or(os.Getenv("SHIXIAN_ENGINE"), "bin/shixian-engine"), "engine to run it on")
	flag.IntVar(&cfg.Hands, "hands", 8, "matters under way at once")
	flag.IntVar(&cfg.Rounds, "rounds", 3, "turns each lane takes")
	flag.DurationVar(&cfg.During, "for", 60*time.Second, "time for each lane")
	lists := bench.ListsConfig{}
	flag.IntVar(&lists.Office.Cases, "cases", 0, "fill an office of so many cases and measure its pages instead")
	flag.IntVar(&lists.Office.Open, "open", 5000, "with -cases: of which are open")
	flag.IntVar(&lists.Office.Held, "held", 2500, "with -cases: of which one person holds")
	flag.IntVar(&lists.Office.Told, "told", 6, "with -cases: messages of each")
	flag.IntVar(&lists.Times, "times", 100, "with -cases: how often each page is read")
	flag.StringVar(&lists.Before, "before", "", "with -cases: another `program` that reads the same pages in turn")
	flag.Parse()
	if lists.Office.Cases > 0 {
		lists.Binary, lists.Engine = cfg.Binary, cfg.Engine
		return pages(ctx, lists)
	}
	fmt.Printf("measuring: 2 lanes, %s each, %d at once\n", cfg.During, cfg.Hands)
	report, err := bench.Run(ctx, cfg)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, append(text, '\n'), 0o644); err != nil {
		return err
	}
	show("bare engine", report.Bare)
	show("service case", report.Service)
	fmt.Printf("one service case by HTTP costs as much as %.2f bare ones; written to %s\n", report.Ratio, *out)
	return nil
}

func pages(ctx context.Context, cfg bench.ListsConfig) error {
	fmt.Printf("filling: %d cases, %d open, %d of one person\n", cfg.Office.Cases, cfg.Office.Open, cfg.Office.Held)
	figures, filled, err := bench.Lists(ctx, cfg)
	if err != nil {
		return err
	}
	fmt.Printf("filled in %.1f s; each page read %d times\n", filled.Seconds(), cfg.Times)
	for _, f := range figures {
		fmt.Printf("  %-18s %-22s %6d bytes   p50 %8.2f ms, p99 %8.2f ms, on a processor %7.2f ms   before: p50 %8.2f ms, p99 %8.2f ms\n",
			f.Who, f.Path, f.Bytes, f.P50, f.P99, f.Processor, f.BeforeP50, f.BeforeP99)
	}
	return nil
}

func show(name string, f bench.Figures) {
	fmt.Printf("  %-13s %7.2f lives/s %8.2f steps/s   step p50 %7.2f ms, p95 %7.2f ms, p99 %7.2f ms   %6d WAL bytes a life\n",
		name, f.LivesPerSecond, f.StepsPerSecond, f.StepMillisP50, f.StepMillisP95, f.StepMillisP99, f.WALBytesALife)
}
