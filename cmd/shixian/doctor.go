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
	return examine(ctx, logger, func(h *house) error {
		report := h.doctor.Examine(ctx)
		if err := printReport(k.Stdout, report, c.JSON); err != nil {
			return err
		}
		return verdict(report)
	})
}

func verdict(r doctor.Report) error {
	if !r.Right(doctor.Advice) {
		return errNotRight
	}
	return nil
}

// examine builds the house of whatever is there: what is missing is for the checks
// to say.
func examine(ctx context.Context, logger *slog.Logger, do func(*house) error) error {
	return reached(ctx, func(s settings) error {
		h, err := openAnyhow(s, logger)
		if err != nil {
			return err
		}
		defer h.close()
		return do(h)
	})
}

var marks = map[doctor.Verdict]string{doctor.Right: "✓", doctor.Wrong: "✗", doctor.Unknown: "?"}

func printReport(out io.Writer, report doctor.Report, asJSON bool) error {
	if asJSON {
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
		if _, err := fmt.Fprintf(out, "%s %-12s %s\n  %-12s %s\n", marks[r.Verdict], r.Name, r.Says.ZH, "", r.Says.EN); err != nil {
			return err
		}
		if r.Mend != "" {
			fmt.Fprintf(out, "%15s%s\n", "", strings.ReplaceAll(r.Mend, "\n", "\n"+strings.Repeat(" ", 15)))
		}
	}
	return nil
}
