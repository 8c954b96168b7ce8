package main

import (
	"context"
	"fmt"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
)

// caseCmd is what an operator does to a case, let it go on, and to many: in and out as a
// table, in the name of somebody who may.
type caseCmd struct {
	Release caseReleaseCmd `cmd:"" help:"Let a case that stands still try its step again."`
	Import  caseImportCmd  `cmd:"" help:"Take in what another system of the office already holds, from a CSV table; again, it changes nothing."`
	Export  caseExportCmd  `cmd:"" help:"Write all cases of a kind as a CSV table."`
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
