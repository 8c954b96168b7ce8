package core

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
)

// Store is what every room reads: a case with what stands around it, the office and
// who stands where. Implementations return casework errors for what the caller did wrong
// and wrapped errors for the rest.
type Store interface {
	// Reading runs fn with a context under which everything is read from one snapshot;
	// what fn writes is there before it returns nil.
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	Office(ctx context.Context) (*Office, error)
	Holdings(ctx context.Context, person string, at time.Time) ([]casework.Holding, error)
	Case(ctx context.Context, number string) (casework.CaseView, error)
	Clocks(ctx context.Context, number string) ([]casework.ClockView, error)
	Timeline(ctx context.Context, number string) ([]casework.TimelineRow, error)
	Ledger(ctx context.Context, number string) ([]casework.LedgerRow, error)
	// Links lists what the case states of others and others of it, oldest first.
	Links(ctx context.Context, number string) ([]casework.Tie, error)
	// Leading reads the cases that merged ones follow, by the follower's number.
	Leading(ctx context.Context, followers []string) (map[string]casework.CaseView, error)
	ListCases(ctx context.Context, f CaseFilter) (rows []casework.CaseView, total int, err error)
	OpenFields(ctx context.Context, number string) (map[string]string, error)
	OpenTexts(ctx context.Context, number string, ids []string) (map[string]string, error)
	// Line lists who holds which post now or later, by post and rank.
	Line(ctx context.Context, from time.Time) ([]duty.Assignment, error)
	// Duty lists who was answerable for a post in [from, to), in order, without a gap.
	Duty(ctx context.Context, post string, from, to time.Time) ([]casework.DutySpan, error)
	// Audit appends a row; every read of personal data is one.
	Audit(ctx context.Context, actor, action, object, detail string) error
}

// Core is what a room asks before it does anything of its own. Its methods may be called
// from many goroutines.
type Core struct {
	Store Store
	Now   func() time.Time
	Log   *slog.Logger
	Rules Rules
	Kinds *kind.Set

	rights *access.Table
}

// New builds the core on what is kept and on the kinds the installation knows. A nil clock
// is the wall's, a nil log the usual one.
func New(store Store, kinds *kind.Set, rules Rules, now func() time.Time, log *slog.Logger) *Core {
	if now == nil {
		now = time.Now
	}
	if log == nil {
		log = slog.Default()
	}
	return &Core{
		Store: store, Log: log, Rules: rules, Kinds: kinds, rights: access.New(kinds),
		// As the database keeps instants, so that engine and store hold the same.
		Now: func() time.Time { return now().Truncate(time.Microsecond) },
	}
}

// Principal says who a person is now and on which posts he stands. A person who
// is unknown, or no longer active, is Unauthenticated.
func (c *Core) Principal(ctx context.Context, person string) (casework.Principal, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return casework.Principal{}, fmt.Errorf("principal %s: %w", person, err)
	}
	m, known := office.Person(person)
	if !known || !m.Active {
		return casework.Principal{}, casework.Errorf(casework.Unauthenticated, "person %s", person)
	}
	holdings, err := c.Store.Holdings(ctx, person, c.Now())
	if err != nil {
		return casework.Principal{}, fmt.Errorf("holdings of %s: %w", person, err)
	}
	if err := c.measureCovers(ctx, holdings); err != nil {
		return casework.Principal{}, fmt.Errorf("holdings of %s: %w", person, err)
	}
	return casework.Principal{Person: m.ID, Name: m.Name, Unit: m.Unit, Holdings: holdings}, nil
}

// Office is the reference data: units, posts, people and items.
func (c *Core) Office(ctx context.Context) (*Office, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("office: %w", err)
	}
	return office, nil
}
