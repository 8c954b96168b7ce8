package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/cmd/shixian/past"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// demoYear gives the demo office the year behind it, once. Nothing of it is sent out, and no sweep
// looks for the workflows of what is lived without one meanwhile.
func (h *house) demoYear(ctx context.Context, year reference.Year) error {
	options := storeOptions(h.settings, h.keys)
	options.Channels = []string{}
	db, err := store.Open(ctx, h.settings.databaseURL, options)
	if err != nil {
		return err
	}
	defer db.Close()
	book, err := h.planner.Book(ctx)
	if err != nil {
		return err
	}
	cal, _, err := book.Calendar("")
	if err != nil {
		return err
	}
	began, made := time.Now(), 0
	var failed error
	if err := db.Sweeping(ctx, func(ctx context.Context) {
		made, failed = past.Make(ctx, past.Config{
			Kinds: h.settings.kinds, Planner: h.planner, Cases: db, Roster: db, Calendar: cal,
			Counter: func(engine cases.Engine, now func() time.Time) *counter.Counter { return h.furnish(db, engine, now) },
			Tally: func(ctx context.Context, req casework.TallyRequest) (casework.Tally, error) {
				return (&activities.Activities{Planner: h.planner, Tallies: db}).Tally(ctx, req)
			},
		}, year, time.Now())
	}); err != nil {
		return err
	}
	if made > 0 {
		h.log.Info("the demo office has a year behind it", "cases", made, "seconds", int(time.Since(began).Seconds()))
		failed = errors.Join(failed, db.Audit(ctx, "shixian", "demo_year", "office", fmt.Sprintf("%d cases made in virtual time", made)))
	}
	return failed
}
