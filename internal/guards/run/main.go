// Command run takes the mends of internal/guards out, one after the other, and ends
// with 1 unless each was caught by its test. It refuses to judge how a test catches.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/shixian/shixian/internal/guards"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "guards:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	root := flag.String("root", ".", "root of the module")
	ids := flag.String("id", "", "rows to prove, by `id` or its beginning (A8 is A8.1, A8.2 and so on), several by comma; all without it")
	file := flag.String("file", "", "rows of one `file` of the registry only, without its ending")
	flag.Parse()
	rows, err := guards.Read(os.DirFS(*root))
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r guards.Row) bool {
		return *file != "" && r.Of != *file || *ids != "" && !meant(r.ID, *ids)
	})
	if len(rows) == 0 {
		return errors.New("no such row")
	}
	prover, left := guards.Prover{Root: *root}, 0
	fmt.Printf("%d mends to take out; first their tests with all of them in\n", len(rows))
	prover.Sound(ctx, rows)
	for _, r := range rows {
		v := prover.Prove(ctx, r)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Printf("%-9s %-8s %5.1f s  %s %s\n", v.Row.ID, v.Word, v.After.Seconds(), r.Package, r.Test)
		if !v.Caught() {
			left++
			fmt.Printf("  %s\n  %s: %q\n%s\n", r.Says, r.File, r.Without, v.Why)
		}
	}
	fmt.Printf("%d mends taken out, %d caught\n", len(rows), len(rows)-left)
	if left > 0 {
		return fmt.Errorf("%d of %d not caught", left, len(rows))
	}
	return nil
}

// meant says whether one of the wanted ids is this one, or the row it is part of.
func meant(id, wanted string) bool {
	return slices.ContainsFunc(strings.Split(wanted, ","), func(w string) bool { return id == w || strings.HasPrefix(id, w+".") })
}
