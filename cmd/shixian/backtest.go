package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// backtestCmd holds a policy that is not in force yet against closed cases, as the page does.
type backtestCmd struct {
	By     string `help:"Account in whose name it is done; it must stand on a post that may." default:"admin" placeholder:"PERSON"`
	From   string `help:"First day of closing; a year before the last without it." placeholder:"YYYY-MM-DD"`
	Until  string `help:"Last day of closing; yesterday without it." placeholder:"YYYY-MM-DD"`
	Policy string `arg:"" help:"The policy whose draft is meant (service-permit), or a file with a policy as JSON." placeholder:"POLICY"`
}

// Run prints what closed cases would have come to, and keeps nothing.
func (c *backtestCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return inNameOf(ctx, logger, c.By, func(desk *counter.Counter, p casework.Principal) error {
		from, until, err := c.days(desk.Now())
		if err != nil {
			return err
		}
		began := time.Now()
		got, err := c.count(ctx, desk, p, from, until)
		if err != nil {
			return err
		}
		return tellBacktest(k.Stdout, got, time.Since(began))
	})
}

func (c *backtestCmd) count(ctx context.Context, desk *counter.Counter, p casework.Principal, from, until time.Time) (rulebook.Backtest, error) {
	draft, err := policyFile(c.Policy)
	if err != nil {
		return rulebook.Backtest{}, err
	}
	if draft == nil {
		got, err := desk.BacktestDraft(ctx, p, c.Policy, from, until)
		return got, c.meant(err)
	}
	draft.Version = max(draft.Version, 1) // the office numbers
	return desk.BacktestBy(ctx, p, *draft, from, until)
}

// meant says of what is no policy with a draft that it is no file either: one of the two was misspelt.
func (c *backtestCmd) meant(err error) error {
	if casework.CodeOf(err) == casework.NotFound {
		return fmt.Errorf("%s is neither a policy with a draft nor a file: %w", strconv.Quote(c.Policy), fs.ErrNotExist)
	}
	return err
}

// days are the span asked for, the day after the last at its end.
func (c *backtestCmd) days(now time.Time) (from, until time.Time, err error) {
	now = now.In(core.Zone)
	until = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, core.Zone)
	if c.Until != "" {
		if until, err = time.ParseInLocation(time.DateOnly, c.Until, core.Zone); err != nil {
			return from, until, casework.FieldError(casework.Invalid, "until", "date")
		}
		until = until.AddDate(0, 0, 1)
	}
	from = until.AddDate(-1, 0, 0)
	if c.From != "" {
		if from, err = time.ParseInLocation(time.DateOnly, c.From, core.Zone); err != nil {
			return from, until, casework.FieldError(casework.Invalid, "from", "date")
		}
	}
	return from, until, nil
}

func tellBacktest(out io.Writer, b rulebook.Backtest, took time.Duration) error {
	fmt.Fprintf(out, "%s: %d cases closed from %s to %s, %d clocks owed and done: %d were late, %d would have been (%d newly, %d no longer)\n",
		b.Ref, b.Cases, b.From.Format(time.DateOnly), b.Until.AddDate(0, 0, -1).Format(time.DateOnly), b.Done, b.Late, b.Would, b.New, b.Spared)
	if b.Cut {
		fmt.Fprintln(out, "there are more; the latest were counted")
	}
	if b.Skipped > 0 {
		fmt.Fprintf(out, "%d left out: their matter or calendar is gone\n", b.Skipped)
	}
	tab := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, t := range []struct {
		of   string
		rows []rulebook.BacktestPart
	}{{"clock", b.Clocks}, {"unit", b.Units}} {
		fmt.Fprintf(tab, "%s\tdone\tlate\twould\tnew\tspared\n", t.of)
		for _, r := range t.rows {
			fmt.Fprintf(tab, "%s\t%d\t%d\t%d\t%d\t%d\n", r.Of, r.Done, r.Late, r.Would, r.New, r.Spared)
		}
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "counted in %s\n", took.Round(10*time.Millisecond))
	return err
}
