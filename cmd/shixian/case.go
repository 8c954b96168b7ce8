package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/sheet"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/words"
)

// caseCmd is what an operator does to a case, let it go on, and to many: in and out as a
// table, in the name of somebody who may.
type caseCmd struct {
	Release caseReleaseCmd `cmd:"" help:"Let a case that stands still try its step again."`
	Import  caseImportCmd  `cmd:"" help:"Take in what another system of the office already holds, from a table; again, it changes nothing."`
	Export  caseExportCmd  `cmd:"" help:"Write the cases of a kind as a table: all that is known of them, or what came of those another system holds."`
}

type caseReleaseCmd struct {
	Number string `arg:"" help:"BJ2026-000123, as shixian doctor lists it."`
}

// Run keeps the release; a worker tells the case within seconds.
func (c caseReleaseCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		if err := db.ReleaseParked(ctx, c.Number, ""); err != nil {
			return err
		}
		if err := db.Audit(ctx, "", access.CaseRelease, c.Number, "command line"); err != nil {
			return err
		}
		_, err := fmt.Fprintf(k.Stdout, "已放行 %s / %s is released\n", c.Number, c.Number)
		return err
	})
}

type caseImportCmd struct {
	Kind   string `help:"The kind of case, as its items name it." required:"" placeholder:"KIND"`
	By     string `help:"Account in whose name it is done; it must stand on a post that takes such cases in." required:"" placeholder:"PERSON"`
	DryRun bool   `help:"Say what would come of each line, and keep nothing."`
	File   string `arg:"" help:"The table: CSV in UTF-8 or GBK, xlsx, or a JSON list of objects; - reads standard input."`
}

// Run takes in all lines or none; every fault is told by line and field.
func (c *caseImportCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	raw, err := readList(c.File)
	if err != nil {
		return err
	}
	rows, err := sheet.Read(raw)
	if refused := core.RefusalsOf(err); len(refused) > 0 {
		return tellLines(k.Stderr, refused)
	}
	if err != nil {
		return err
	}
	return inNameOf(ctx, logger, c.By, func(desk *counter.Counter, p casework.Principal) error {
		got, err := desk.Bring(ctx, p, cases.Table{
			Kind: casework.Kind(c.Kind), Rows: rows, Dry: c.DryRun,
			Say: func(code string) string {
				return words.Of(words.Chinese, desk.Kinds.Of(casework.Kind(c.Kind)), words.Fact, code)
			},
		})
		if refused := core.RefusalsOf(err); len(refused) > 0 {
			return tellLines(k.Stderr, refused)
		}
		if err != nil {
			return err
		}
		return tellBrought(k.Stdout, got, c.DryRun)
	})
}

// errLines is told after every line that was refused.
var errLines = errors.New("表格有误，一行也没有导入 / the table has faults; not one line was taken in")

func tellLines(out io.Writer, refused []*casework.Error) error {
	for _, e := range refused {
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s / %s\n", e.Field, e.Code, words.Refusal(words.Chinese, e), words.Refusal(words.English, e)); err != nil {
			return err
		}
	}
	return errLines
}

func tellBrought(out io.Writer, got []cases.Brought, dry bool) error {
	fresh := 0
	for _, b := range got {
		what := "new"
		switch {
		case b.Known:
			what = "known"
		case dry:
			b.Number = "-"
		}
		if !b.Known {
			fresh++
		}
		if _, err := fmt.Fprintf(out, "%d\t%s\t%s\n", b.Line, what, b.Number); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "新收%d件，已有%d件 / %d new and %d known\n", fresh, len(got)-fresh, fresh, len(got)-fresh)
	return err
}

type caseExportCmd struct {
	Kind    string `help:"The kind of case, as its items name it." required:"" placeholder:"KIND"`
	By      string `help:"Account in whose name it is done: it writes what he may read, and each case is audited." required:"" placeholder:"PERSON"`
	Results bool   `help:"Only those another system holds: number there, stage, result and dates, and nothing else that is sealed."`
	Format  string `help:"csv, gbk, xlsx or json." enum:"csv,gbk,xlsx,json" default:"csv"`
	File    string `arg:"" help:"Where to write; - is standard output."`
}

// Run writes what can be brought in again. A cell that a spreadsheet would take for a
// formula gets an apostrophe, which import takes away.
func (c *caseExportCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return inNameOf(ctx, logger, c.By, func(desk *counter.Counter, p casework.Principal) (err error) {
		hand := desk.Hand
		if c.Results {
			hand = desk.Results
		}
		table, err := hand(ctx, p, casework.Kind(c.Kind))
		if err != nil {
			return err
		}
		raw, err := sheet.Write(c.Format, table)
		if err != nil {
			return err
		}
		out := k.Stdout
		if c.File != "-" {
			f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, f.Close()) }()
			out = f
		}
		_, err = out.Write(raw)
		return err
	})
}
