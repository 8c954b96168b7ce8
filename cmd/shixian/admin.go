package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
)

var errNoDatabase = errors.New("DATABASE_URL names the database, --data-dir the directory of shixian up")

// migrateCmd brings the database to this version: its tables, and the reference
// data that binds every office.
type migrateCmd struct{}

// Run applies what is missing, once, however many start it together, and brings the
// policies and the calendar without which neither API nor worker counts a day. It
// reads no text, and so needs no key.
func (migrateCmd) Run(ctx context.Context, k *kong.Kong) error {
	s, err := readSettings(cli.DataDir)
	if err != nil {
		return err
	}
	done, err := reach(ctx, &s)
	if err != nil {
		return err
	}
	defer done()
	db, err := store.Open(ctx, s.databaseURL, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	n, err := db.Migrate(ctx)
	if err != nil {
		return err
	}
	if err := seed(ctx, db, false); err != nil {
		return err
	}
	_, err = fmt.Fprintf(k.Stdout, "%d migrations applied\n", n)
	return err
}

// seedCmd loads the reference data the binary carries.
type seedCmd struct {
	Demo bool `help:"Also the demo office with its people and passwords."`
}

// Run may be repeated: published versions stay as they are.
func (c *seedCmd) Run(ctx context.Context, k *kong.Kong) error {
	s, err := readSettings(cli.DataDir)
	if err != nil {
		return err
	}
	done, err := reach(ctx, &s)
	if err != nil {
		return err
	}
	defer done()
	return prepare(ctx, s, c.Demo, k.Stdout)
}

// auditCmd checks the audit trail.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Follow the chain from its first row and report the first break."`
}

type auditVerifyCmd struct{}

// Run ends with an error at the first row that was altered, removed or inserted.
func (auditVerifyCmd) Run(ctx context.Context, k *kong.Kong) error {
	return withStore(ctx, func(db *store.Store, keys *privacy.Keyring) error {
		head, err := keys.Verify(chained(db.AuditRows(ctx)))
		if err != nil {
			return err
		}
		open, err := db.AuditUnsealed(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(k.Stdout, "audit chain intact: head %d %x, %d rows not yet sealed\n", head.Seq, head.Link, open)
		return err
	})
}

func chained(rows iter.Seq2[store.SealedRow, error]) iter.Seq2[privacy.Chained, error] {
	return func(yield func(privacy.Chained, error) bool) {
		for r, err := range rows {
			if !yield(privacy.Chained{Row: privacy.Row(r.AuditRow), Link: r.Link}, err) {
				return
			}
		}
	}
}

func withStore(ctx context.Context, do func(*store.Store, *privacy.Keyring) error) error {
	s, err := readSettings(cli.DataDir)
	if err != nil {
		return err
	}
	done, err := reach(ctx, &s)
	if err != nil {
		return err
	}
	defer done()
	db, keys, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer db.Close()
	return do(db, keys)
}

// prepare migrates and seeds; an office that is there already is brought up to
// date and loses nothing.
func prepare(ctx context.Context, s settings, demo bool, out io.Writer) error {
	db, _, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := seed(ctx, db, demo); err != nil {
		return err
	}
	if demo {
		return demoAccounts(ctx, db, s.demoPassword, out)
	}
	return nil
}
