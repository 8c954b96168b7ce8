package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/doctor"
)

var errNotRight = errors.New("not everything is right")

// doctorCmd asks every check of this installation.
type doctorCmd struct {
	JSON bool `help:"Print one JSON object a line."`
}

// Run prints what each check found, and ends with an error unless all is right.
func (c *doctorCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	s, err := readSettings(cli.DataDir)
	if err != nil {
		return err
	}
	done, err := reach(ctx, &s)
	if err != nil {
		return err
	}
	defer done()
	h, err := open(ctx, s, logger)
	if err != nil {
		return err
	}
	defer h.close()
	report := h.doctor.Examine(ctx)
	if err := c.print(k.Stdout, report); err != nil {
		return err
	}
	if !report.Right(doctor.Advice) {
		return errNotRight
	}
	return nil
}

var marks = map[doctor.Verdict]string{doctor.Right: "✓", doctor.Wrong: "✗", doctor.Unknown: "?"}

func (c *doctorCmd) print(out io.Writer, report doctor.Report) error {
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for _, r := range report {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	for _, r := range report {
		if _, err := fmt.Fprintf(out, "%s %-16s %s\n  %-16s %s\n", marks[r.Verdict], r.Name, r.Says.ZH, "", r.Says.EN); err != nil {
			return err
		}
		if r.Mend != "" {
			fmt.Fprintf(out, "  %-16s %s\n", "", strings.ReplaceAll(r.Mend, "\n", "\n"+strings.Repeat(" ", 19)))
		}
	}
	return nil
}
