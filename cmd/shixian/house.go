package main

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"log/slog"
	"os"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"github.com/shixian/shixian/api/web"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/vitals"
	"github.com/shixian/shixian/worker"
)

// house holds the parts that API and worker share.
type house struct {
	settings settings
	keys     *privacy.Keyring
	store    *store.Store
	temporal client.Client
	counter  *counter.Counter
	planner  *worker.Planner
	doctor   *doctor.Doctor
	vitals   *vitals.Vitals
	log      *slog.Logger
}

// openStore connects to the database with the keys of this installation.
func openStore(ctx context.Context, s settings) (*store.Store, *privacy.Keyring, error) {
	if _, err := os.Stat(s.keyFile); os.IsNotExist(err) {
		if err := privacy.GenerateKeyFile(s.keyFile); err != nil {
			return nil, nil, err
		}
	}
	keys, err := privacy.LoadKeyFile(s.keyFile)
	if err != nil {
		return nil, nil, err
	}
	channels := []string{}
	if s.smtpURL != "" {
		channels = append(channels, store.Mail)
	}
	db, err := store.Open(ctx, s.databaseURL, store.Options{Sealer: sealer{keys}, Stamp: keys.Stamp, Channels: channels})
	return db, keys, err
}

// open builds the house on servers that run already.
func open(ctx context.Context, s settings, logger *slog.Logger) (*house, error) {
	db, keys, err := openStore(ctx, s)
	if err != nil {
		return nil, err
	}
	v := vitals.New()
	options, err := observed(v, client.Options{
		HostPort: s.temporalAddress, Namespace: s.temporalNamespace,
		Logger:            log.NewStructuredLogger(logger),
		ConnectionOptions: client.ConnectionOptions{TLS: s.temporalTLS},
	})
	var temporal client.Client
	if err == nil {
		temporal, err = client.NewLazyClient(options)
	}
	if err = errors.Join(err, v.Database(db.DB()), v.Watch(facts{db})); err != nil {
		db.Close()
		return nil, fmt.Errorf("temporal client and metrics: %w", err)
	}
	h := &house{settings: s, keys: keys, store: db, temporal: temporal, vitals: v, log: logger}
	h.doctor = doctor.New(h.checks()...)
	ref, err := reference.Load()
	if err != nil {
		h.close()
		return nil, err
	}
	h.planner = &worker.Planner{Shelf: shelf{db, s.armAhead, ref.Policies}}
	codes := counter.Codes{New: privacy.NewQueryCode, Hash: keys.QueryCodeHash}
	h.counter = counter.New(counter.Config{Store: db, Engine: dispatch.New(temporal), Logger: logger, Codes: codes, Rules: counter.Rules{
		Presets: ref.Presets, Shipped: ref.Policies, Holidays: ref.Holidays, Law: ref.Law, Book: h.planner.Book, Simulator: &simulator{leave: ref.Leave},
		Leave: ref.Leave, Scoring: ref.Scoring, Papers: ref.Papers, Words: web.Word,
	}})
	return h, nil
}

func (h *house) close() {
	h.temporal.Close()
	h.store.Close()
}

// zone is the office's.
func (h *house) zone(ctx context.Context) (*time.Location, error) {
	book, err := h.planner.Book(ctx)
	if err != nil {
		return nil, err
	}
	cal, _, err := book.Calendar("")
	if err != nil {
		return nil, err
	}
	return cal.Location(), nil
}

// sealer lends the keyring to the store, which knows no encryption.
type sealer struct{ keys *privacy.Keyring }

func (s sealer) Seal(id, plain string) (string, []byte, error) {
	v, err := s.keys.Seal(id, plain)
	return v.KeyID, v.Data, err
}

func (s sealer) Open(id, keyID string, data []byte) (string, error) {
	return s.keys.Open(id, privacy.Sealed{KeyID: keyID, Data: data})
}

func (s sealer) Content(domain string) hash.Hash { return s.keys.Content(domain) }

// shelf reads the published reference data from the database.
type shelf struct {
	store    *store.Store
	armAhead policy.Spread
	shipped  []policy.Policy
}

func (s shelf) Book(ctx context.Context) (*policy.Book, error) {
	policies, err := s.store.Policies(ctx)
	if err != nil {
		return nil, err
	}
	items, err := s.store.Items(ctx)
	if err != nil {
		return nil, err
	}
	held, err := s.store.ItemVersions(ctx)
	if err != nil {
		return nil, err
	}
	versions, err := s.store.CalendarVersions(ctx)
	if err != nil {
		return nil, err
	}
	office, err := s.store.Office(ctx)
	if err != nil {
		return nil, err
	}
	book, err := policy.Shelve(policies, items, counter.Shelved(versions), counter.Parents(office.Units), time.Now())
	if err != nil {
		return nil, err
	}
	return book.Hold(held).Beside(s.shipped).ArmAhead(s.armAhead), nil
}
