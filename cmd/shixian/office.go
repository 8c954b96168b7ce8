package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/user"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// officeCmd brings an office of one's own: units, people, posts, catalogue.
type officeCmd struct {
	Import officeImportCmd `cmd:"" help:"Make the office what a file says; the same file again changes nothing."`
	Export officeExportCmd `cmd:"" help:"Write the office as such a file."`
}

type officeImportCmd struct {
	DryRun bool   `help:"Say what would change, and write nothing."`
	File   string `arg:"" help:"The office as JSON, see deploy/office.example.json, or as tables: xlsx, CSV in UTF-8 or GBK; - reads standard input."`
}

// Run says everything that is wrong at once, or what changes, and writes all of it
// or nothing.
func (c *officeImportCmd) Run(ctx context.Context, k *kong.Kong) error {
	raw, err := readBounded(c.File)
	if err != nil {
		return err
	}
	ref, err := reference.Load(cli.kinds)
	if err != nil {
		return err
	}
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		policies, err := db.Policies(ctx)
		if err != nil {
			return err
		}
		rules := officefile.Rules{Kinds: ref.Kinds, Policies: policies, Presets: ref.Presets, Items: catalogue.Beside}
		out := &importReport{name: c.File, out: k.Stdout, wrong: k.Stderr}
		err = db.Install(ctx, operator(), func(stands officefile.File, now time.Time) (officefile.File, string, bool, error) {
			file, err := office.Examined(raw, stands, rules, now)
			if err != nil {
				return stands, "", false, out.refused(err)
			}
			got, err := file.Compare(stands, now)
			if err != nil {
				return stands, "", false, out.refused(err)
			}
			out.says(file.Notes, got)
			return file.Canonical(time.UTC), out.counts(), len(got.Changes) > 0 && !c.DryRun, nil
		})
		if err == nil {
			out.ends(c.DryRun)
		}
		return err
	})
}

// readBounded reads a file, or standard input, no longer than an office is.
func readBounded(name string) ([]byte, error) {
	in := os.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, officefile.MaxBytes+1)) // one byte more is said to be too long
}

// operator is whoever works at this machine's command line.
func operator() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return "cli:" + u.Username
	}
	return "cli:" + strconv.Itoa(os.Getuid())
}

// importReport tells whoever imports what was found.
type importReport struct {
	name         string
	out, wrong   io.Writer
	new, changed int
}

// refused prints every fault, one a line, as compilers do.
func (r *importReport) refused(err error) error {
	faults, ok := err.(officefile.Problems) //nolint:errorlint // the room returns them bare
	if !ok {
		return err
	}
	for _, p := range faults {
		fmt.Fprintf(r.wrong, "%s:%s\n", r.name, p)
	}
	return fmt.Errorf("%d 处有误，什么也没有写入 / %d faults, nothing was taken", len(faults), len(faults))
}

func (r *importReport) says(notes officefile.Problems, got officefile.Comparison) {
	for _, n := range append(notes, got.Notes...) {
		fmt.Fprintf(r.out, "! %s:%s\n", r.name, n)
	}
	for _, c := range got.Changes {
		if c.New {
			r.new++
			fmt.Fprintf(r.out, "+ %-8s %s\n", c.List, c.ID)
			continue
		}
		r.changed++
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, fmt.Sprintf("%s %s → %s", f.Field, short(f.Was), short(f.Now)))
		}
		fmt.Fprintf(r.out, "~ %-8s %s: %s\n", c.List, c.ID, strings.Join(fields, "; "))
	}
}

// short is a value that fits on the line.
func short(s string) string {
	if s == "" {
		return "∅"
	}
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func (r *importReport) counts() string { return fmt.Sprintf("new=%d changed=%d", r.new, r.changed) }

func (r *importReport) ends(dry bool) {
	switch {
	case r.new+r.changed == 0:
		fmt.Fprintln(r.out, "没有变化 / nothing changes")
	case dry:
		fmt.Fprintf(r.out, "新增 %d，改动 %d；试运行，没有写入 / "+"%d new, %d changed; a dry run, nothing written\n", r.new, r.changed, r.new, r.changed)
	default:
		fmt.Fprintf(r.out, "已写入：新增 %d，改动 %d / "+"written: %d new, %d changed\n", r.new, r.changed, r.new, r.changed)
	}
}

type officeExportCmd struct{}

// Run writes the canonical form: importing it changes nothing.
func (officeExportCmd) Run(ctx context.Context, k *kong.Kong) error {
	ref, err := reference.Load(cli.kinds)
	if err != nil {
		return err
	}
	cal, err := calendar.New(ref.National)
	if err != nil {
		return err
	}
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		stands, err := db.Standing(ctx)
		if err != nil {
			return err
		}
		raw, err := stands.Write(cal.Location())
		if err == nil {
			_, err = k.Stdout.Write(raw)
		}
		return err
	})
}
