package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/audit"
)

var errNoDatabase = errors.New("没有数据库：请设 DATABASE_URL，或用 --data-dir 指到 shixian up 的数据目录 / " +
	"no database: set DATABASE_URL, or name the data directory of shixian up with --data-dir")

// migrateCmd brings the database to this version: its tables, and the reference
// data that binds every office.
type migrateCmd struct{}

// Run applies what is missing, once, however many start it together, and brings the
// policies and the calendar without which neither API nor worker counts a day. It
// reads no text, and so needs no key; with keys there it refuses the tables of
// another installation.
func (migrateCmd) Run(ctx context.Context, k *kong.Kong) error {
	return reached(ctx, func(s settings) error {
		keys, err := privacy.LoadKeyFile(s.keyFile)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		db, err := store.Open(ctx, s.databaseURL, storeOptions(s, keys))
		if err != nil {
			return err
		}
		defer db.Close()
		if err := refuseForeign(ctx, db, keys, s.keyFile); err != nil {
			return err
		}
		n, err := db.Migrate(ctx)
		if err != nil {
			return err
		}
		if err := seed(ctx, db, s.kinds, false, true); err != nil {
			return err
		}
		_, err = fmt.Fprintf(k.Stdout, "%d migrations applied\n", n)
		return err
	})
}

// refuseForeign looks whether the keys are the database's before anything is written
// to it. Tables of before there were prints tell nothing.
func refuseForeign(ctx context.Context, db *store.Store, keys *privacy.Keyring, path string) error {
	if keys == nil {
		return nil
	}
	trial := trialOf(keys)
	trial.Link = nil // a broken chain is for audit verify to tell
	var foreign *audit.ForeignKeys
	if errors.As(db.CheckKeys(ctx, trial), &foreign) {
		found := foreignKeys(path, foreign)
		return fmt.Errorf("%s\n    %s", found.Says, found.Mend)
	}
	return nil
}

// seedCmd loads the reference data the binary carries.
type seedCmd struct {
	Demo bool `help:"Also the demo office with its people and passwords."`
}

// Run may be repeated: published versions stay as they are.
func (c *seedCmd) Run(ctx context.Context, k *kong.Kong) error {
	return reached(ctx, func(s settings) error { return prepare(ctx, s, c.Demo, true, k.Stdout) })
}

// withStore works on the database of this installation: one whose keys are others
// is refused.
func withStore(ctx context.Context, do func(*store.Store, *privacy.Keyring) error) error {
	return reached(ctx, func(s settings) error {
		db, keys, err := openStore(ctx, s)
		if err != nil {
			return err
		}
		defer db.Close()
		if err := refuseForeign(ctx, db, keys, s.keyFile); err != nil {
			return err
		}
		return do(db, keys)
	})
}

// prepare migrates and seeds; an office that is there already is brought up to
// date and loses nothing. beside: a worker of the release before may run meanwhile.
func prepare(ctx context.Context, s settings, demo, beside bool, out io.Writer) error {
	db, keys, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := refuseForeign(ctx, db, keys, s.keyFile); err != nil {
		return err
	}
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := seed(ctx, db, s.kinds, demo, beside); err != nil {
		return err
	}
	if demo {
		return demoAccounts(ctx, db, s.kinds, s.demoPassword, out)
	}
	return nil
}
