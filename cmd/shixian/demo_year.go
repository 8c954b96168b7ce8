package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/cmd/shixian/past"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// In the audit: a program began to make up a year for the demo office, and has made it.
const (
	yearBegun = "demo_year.begin"
	yearMade  = "demo_year.made"
)

// sweptWithin is how long the year waits for a sweep that is under way.
const sweptWithin = 30 * time.Second

// demo brings the demo office to life once the house is ready: what goes on in it and, where year, the
// year behind it. It returns once no sweep meets a year that was cut off half-way; ended is closed when
// all is brought.
func (h *house) demo(ctx context.Context, ready <-chan struct{}, year bool) (ended <-chan struct{}, err error) {
	ref, err := reference.Load(h.settings.kinds)
	if err != nil {
		return nil, err
	}
	if year {
		if year, err = h.lacksYear(ctx, ref); err != nil {
			return nil, err
		}
	}
	done, held := make(chan struct{}), make(chan struct{})
	bring := func(ctx context.Context, year bool) {
		close(held)
		select {
		case <-ready:
		case <-ctx.Done():
			return
		}
		if err := demoCases(ctx, h.counter, ref.Cases); err != nil && ctx.Err() == nil {
			h.log.Warn("the demo office lacks a case", "error", err)
		}
		if !year {
			return
		}
		if err := h.demoYear(ctx, ref.Year); err != nil && ctx.Err() == nil {
			h.log.Warn("the demo office lacks its year, and gets it at the next start", "error", err)
		}
	}
	go func() {
		defer close(done)
		if !year {
			bring(ctx, false)
			return
		}
		if err := h.store.Unswept(ctx, sweptWithin, func(ctx context.Context) { bring(ctx, true) }); err != nil && ctx.Err() == nil {
			h.log.Warn("the demo office gets its year at the next start", "error", err)
			bring(ctx, false)
		}
	}()
	select {
	case <-held:
	case <-done:
	}
	return done, nil
}

// lacksYear tells whether this is the demo office, and its year is not made yet. An office that
// stands for itself is given nobody's cases; nor is a demo, of an earlier version too, where others hold
// the posts: whoever acts in the year could not.
func (h *house) lacksYear(ctx context.Context, ref reference.Reference) (bool, error) {
	made, err := h.store.Audited(ctx, yearMade)
	if err != nil || made {
		return false, err
	}
	stands, err := h.store.Standing(ctx)
	if err != nil {
		return false, err
	}
	for _, u := range stands.Units {
		if !slices.ContainsFunc(ref.Office.Units, func(own casework.Unit) bool { return own.ID == u.ID }) {
			return false, nil
		}
	}
	for _, a := range ref.Office.Holders {
		if a.Rank == duty.A && !slices.ContainsFunc(stands.Holders, func(h duty.Assignment) bool {
			return h.Post == a.Post && h.Person == a.Person && h.Rank == duty.A && h.To.IsZero()
		}) {
			h.log.Info("the demo office has staffed its posts otherwise, and gets no year", "post", a.Post)
			return false, nil
		}
	}
	return true, nil
}

// demoYear makes up what is missing of the year. Nothing of it is sent out.
func (h *house) demoYear(ctx context.Context, year reference.Year) error {
	options := storeOptions(h.settings, h.keys)
	options.Channels, options.Remade = []string{}, true
	db, err := store.Open(ctx, h.settings.databaseURL, options)
	if err != nil {
		return err
	}
	defer db.Close()
	cfg, err := h.yearOf(ctx, db)
	if err != nil {
		return err
	}
	if err := db.Audit(ctx, "shixian", yearBegun, "office", "cases lived in virtual time for the demo"); err != nil {
		return err
	}
	began := time.Now()
	made, err := past.Make(ctx, cfg, year)
	if err != nil {
		return fmt.Errorf("after %d cases: %w", made.Cases, err)
	}
	h.log.Info("the demo office has a year behind it", "cases", made.Cases, "stood", made.Stood, "left", made.Left, "seconds", time.Since(began).Seconds())
	return db.Audit(ctx, "shixian", yearMade, "office", fmt.Sprintf("%d cases lived in virtual time for the demo, %d stood, %d left", made.Cases, made.Stood, made.Left))
}

// yearOf is what a year is lived with: a counter of its own, in whose house nobody runs workflows.
// What is not over by today is started in the engine.
func (h *house) yearOf(ctx context.Context, db *store.Store) (past.Config, error) {
	book, err := h.planner.Book(ctx)
	if err != nil {
		return past.Config{}, err
	}
	cal, _, err := book.Calendar("")
	if err != nil {
		return past.Config{}, err
	}
	return past.Config{
		Kinds: h.settings.kinds, Store: db, Planner: h.planner, Calendar: cal, Today: h.now(), Log: h.log, LiveOn: h.counter.LiveOn,
		Counter: func(engine cases.Engine, now func() time.Time) *counter.Counter { return h.furnish(db, engine, now) },
	}, nil
}
