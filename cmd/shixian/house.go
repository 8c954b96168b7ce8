package main

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"github.com/shixian/shixian/api/live"
	"github.com/shixian/shixian/cmd/shixian/offline"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/vitals"
	"github.com/shixian/shixian/worker"
)

// house holds the parts that API and worker share.
type house struct {
	settings  settings
	keys      *privacy.Keyring
	store     *store.Store
	temporal  client.Client
	counter   *counter.Counter
	furnish   func(*store.Store, cases.Engine, func() time.Time) *counter.Counter
	planner   *worker.Planner
	doctor    *doctor.Doctor
	namespace *dispatch.Namespace
	writes    writes
	disks     disks
	now       func() time.Time
	vitals    *vitals.Vitals
	hub       *live.Hub
	log       *slog.Logger
}

// openStore connects to the database with the keys of this installation, which are
// there: only keys new, and up on an empty installation, ever make any.
func openStore(ctx context.Context, s settings) (*store.Store, *privacy.Keyring, error) {
	keys, err := privacy.LoadKeyFile(s.keyFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, missingKeys(s.keyFile)
	case err != nil:
		return nil, nil, err
	}
	db, err := store.Open(ctx, s.databaseURL, storeOptions(s, keys))
	return db, keys, err
}

func storeOptions(s settings, keys *privacy.Keyring) store.Options {
	o := store.Options{Kinds: s.kinds, Sealer: sealer{keys}, Channels: []string{}, Direct: s.databaseDirectURL}
	if keys != nil {
		o.Stamp = keys.Stamp
	}
	if s.smtpURL != "" {
		o.Channels = append(o.Channels, messages.Mail)
	}
	return o
}

// open builds the house on servers that run already.
func open(ctx context.Context, s settings, logger *slog.Logger) (*house, error) {
	db, keys, err := openStore(ctx, s)
	if err != nil {
		return nil, err
	}
	return build(s, db, keys, logger)
}

// openAnyhow builds it on whatever is there, for the checks to look at: without
// keys, with a database that does not answer.
func openAnyhow(s settings, logger *slog.Logger) (*house, error) {
	keys, _ := privacy.LoadKeyFile(s.keyFile) // a check of its own says what is wrong with it
	db, err := store.Connect(s.databaseURL, storeOptions(s, keys))
	if err != nil {
		return nil, err
	}
	return build(s, db, keys, logger)
}

func build(s settings, db *store.Store, keys *privacy.Keyring, logger *slog.Logger) (*house, error) {
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
	if err = errors.Join(err, v.Database(db.Pool()), v.Watch(facts{db})); err != nil {
		db.Close()
		return nil, fmt.Errorf("temporal client and metrics: %w", err)
	}
	h := &house{settings: s, keys: keys, store: db, temporal: temporal, vitals: v, hub: live.New(), log: logger, now: time.Now, disks: disks{statfs: statfs}}
	h.namespace = dispatch.NewNamespace(s.kinds, temporal, s.temporalNamespace)
	h.doctor = doctor.New(h.checks()...)
	if err := errors.Join(v.Doctor(h.doctor.Last), v.Disks(h.disks.Last)); err != nil {
		h.close()
		return nil, err
	}
	ref, err := reference.Load(s.kinds)
	if err != nil {
		h.close()
		return nil, err
	}
	articles, err := reference.Articles()
	if err != nil {
		h.close()
		return nil, err
	}
	h.planner = &worker.Planner{Shelf: shelf{s.kinds, db, s.armAhead, ref.Policies}}
	codes := cases.Codes{New: privacy.NewQueryCode, Hash: keys.QueryCodeHash} // without keys nobody registers
	h.furnish = func(db *store.Store, engine cases.Engine, now func() time.Time) *counter.Counter {
		return counter.New(counter.Config{Kinds: s.kinds, Stores: db.Stores(), Engine: engine, Now: now, Logger: logger, Codes: codes, Doors: counter.Passwords{New: privacy.RandomPassword, Hash: privacy.HashPassword}, Rules: core.Rules{
			Presets: ref.Presets, Articles: articles, Shipped: ref.Policies, Holidays: ref.Holidays, Law: ref.Law, Book: h.planner.Book, Simulator: &offline.Simulator{Leave: ref.Leave},
			Leave: ref.Leave, Scoring: ref.Scoring, Attendance: ref.Attendance, Pieces: ref.Pieces, Papers: ref.Papers,
		}})
	}
	h.counter = h.furnish(db, dispatch.New(temporal), nil)
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
	kinds    *kind.Set
	store    *store.Store
	armAhead policy.Spread
	shipped  []policy.Policy
}

func (s shelf) Book(ctx context.Context) (*policy.Book, error) {
	ctx = kernel.Apart(ctx) // everybody counts with it, and whoever asked first may have gone on
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
	book, err := policy.Shelve(s.kinds, policies, items, rulebook.Shelved(versions), rulebook.Parents(office.Units), time.Now())
	if err != nil {
		return nil, err
	}
	return book.Hold(held).Beside(s.shipped).ArmAhead(s.armAhead), nil
}
