package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
)

// keysCmd looks after the key file. Only keys new, and up on an empty data directory
// and database, ever make one.
type keysCmd struct {
	New   keysNewCmd   `cmd:"" help:"Make the key file of a new office; one that is there is left alone."`
	List  keysListCmd  `cmd:"" help:"List the keys of the file by name and print, never by value."`
	Check keysCheckCmd `cmd:"" help:"Tell whether the key file is the database's."`
}

type keysNewCmd struct{}

// Run makes the file and says where it is: whoever loses it loses the words of
// every case.
func (keysNewCmd) Run(k *kong.Kong) error {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(s.keyFile); err == nil {
		return fmt.Errorf("已有密钥文件 %s，没有改动 / the key file %s is there already and was left alone", s.keyFile, s.keyFile)
	}
	if err := privacy.GenerateKeyFile(s.keyFile); err != nil {
		return err
	}
	_, err = fmt.Fprintf(k.Stdout, "已生成密钥文件 %s，请另存一份到数据库备份之外的地方\nmade the key file %s; keep a copy where the database's backups are not\n", s.keyFile, s.keyFile)
	return err
}

type keysListCmd struct{}

// Run prints prints.
func (keysListCmd) Run(k *kong.Kong) error {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return err
	}
	keys, err := privacy.LoadKeyFile(s.keyFile)
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(k.Stdout, 0, 4, 2, ' ', 0)
	for _, p := range keys.Prints() {
		active := ""
		if p.ID == keys.Active() {
			active = "active"
		}
		fmt.Fprintf(tab, "%s\t%x\t%s\n", p.ID, p.Print[:8], active)
	}
	return tab.Flush()
}

type keysCheckCmd struct{}

// Run asks the one check of shixian doctor that is about keys.
func (keysCheckCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return examine(ctx, logger, func(h *house) error {
		report := doctor.New(h.keysFit()).Examine(ctx)
		if err := printReport(k.Stdout, report, false); err != nil {
			return err
		}
		return verdict(report)
	})
}

// firstKeys makes the key file where there is nothing yet that it could fail to fit:
// no file, and a database without a table.
func firstKeys(ctx context.Context, s settings) error {
	if _, err := os.Stat(s.keyFile); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := store.Open(ctx, s.databaseURL, store.Options{Direct: s.databaseDirectURL})
	if err != nil {
		return err
	}
	defer db.Close()
	virgin, err := db.Virgin(ctx)
	switch {
	case err != nil:
		return err
	case !virgin:
		return missingKeys(s.keyFile)
	}
	return privacy.GenerateKeyFile(s.keyFile)
}

func missingKeys(path string) error {
	return fmt.Errorf("没有密钥文件 %s / there is no key file %s\n    %s", path, path, noKeysMend(path))
}
