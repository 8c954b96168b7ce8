package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
)

// setupCmd prints another code, where the first was lost, or where nobody saw one because
// API and worker run by themselves.
type setupCmd struct{}

var errOfficeStands = errors.New("单位已经建立：登录后在“单位管理”里继续，或者用 shixian office import / " +
	"an office stands already: sign in and go on under Office, or use shixian office import")

// Run takes the place of a code nobody used.
func (setupCmd) Run(ctx context.Context, k *kong.Kong) error {
	s, err := readSettings(cli.DataDir, cli.kinds)
	if err != nil {
		return err
	}
	return withStore(ctx, func(db *store.Store, _ *privacy.Keyring) error {
		empty, err := db.OfficeEmpty(ctx)
		if err == nil && !empty {
			err = errOfficeStands
		}
		if err != nil {
			return err
		}
		return sayCode(ctx, db, cmp.Or(s.baseURL, "http://"+shown(s.listen)), k.Stdout)
	})
}

// sayCode prints the address at which an empty installation is set up, with a code that is
// good once. Of an office that stands it says nothing.
func sayCode(ctx context.Context, db *store.Store, base string, out io.Writer) error {
	empty, err := db.OfficeEmpty(ctx)
	if err != nil || !empty {
		return err
	}
	code := privacy.RandomPassword()
	if err := db.PutSetUpCode(ctx, office.DigestOf(code)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "还没有单位，请在浏览器里设置（设置码只能用一次）/ no office yet, set it up in the browser (good once):\n  %s/setup?code=%s\n", base, code)
	return err
}

// tryMail sends a line to an address, as messages go; nil where no server is named.
func (h *house) tryMail() func(ctx context.Context, to, subject, text string) error {
	if h.settings.smtpURL == "" {
		return nil
	}
	return func(ctx context.Context, to, subject, text string) error {
		cfg, err := notify.ParseMailURL(h.settings.smtpURL)
		if err != nil {
			return err
		}
		mail, err := notify.NewMail(cfg)
		if err != nil {
			return err
		}
		return mail.Send(ctx, notify.Message{ID: fmt.Sprintf("try-%d", h.now().UnixNano()), To: notify.Address{Email: to}, Subject: subject, Text: text, At: time.Now()})
	}
}
