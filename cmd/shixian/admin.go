package main

import (
	"context"
	"errors"
	"fmt"
	"io"

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
