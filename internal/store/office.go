package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/people"
	"github.com/shixian/shixian/internal/store/rules"
)

// Reference is what an office starts from. Units come parents first.
type Reference struct {
	Units       []casework.Unit
	Persons     []casework.Person
	Posts       []casework.Post
	Assignments []duty.Assignment
	Absences    []people.Absence
	Items       []policy.Item
	Policies    []policy.Policy
	Calendars   []rules.Calendar
	Points      []policy.PointRule
}

// Seed writes reference data in one transaction and may be repeated. Units,
// people and posts are brought up to date; an item that says something new becomes
// a version; an assignment may only be ended; a version of a policy or calendar
// that is there already is left as it is.
func (s *Store) Seed(ctx context.Context, r Reference) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := people.HoldPlans(ctx, tx); err != nil {
			return err
		}
		return seed(ctx, tx, r)
	})
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	s.forgetOffice()
	return nil
}

func seed(ctx context.Context, tx *sqlx.Tx, r Reference) error {
	for _, part := range []func() error{
		func() error { return people.SeedOffice(ctx, tx, r.Units, r.Persons, r.Posts) },
		func() error { return people.SeedDuty(ctx, tx, r.Assignments, r.Absences) },
		func() error { return rules.PublishItems(ctx, tx, r.Items, "", time.Time{}) },
		func() error { return rules.SeedRules(ctx, tx, r.Policies, r.Calendars) },
		func() error { return appraisal.SeedPoints(ctx, tx, r.Points) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// officeLock is the advisory lock of whoever installs an office.
const officeLock = 7418530007

const lockOffice = `SELECT pg_advisory_xact_lock($1)`

// Standing is the office as it stands, written as Seed takes it: units from above,
// people and posts by their ids, everybody who ever held a post by plan.
func (s *Store) Standing(ctx context.Context) (Reference, error) {
	r, err := standing(ctx, s.db)
	if err != nil {
		return r, fmt.Errorf("read office: %w", err)
	}
	return r, nil
}

func standing(ctx context.Context, q kernel.Querier) (r Reference, err error) {
	o, err := people.Staffed(ctx, q)
	if err != nil {
		return r, err
	}
	r.Units, r.Persons, r.Posts = o.Units, o.Persons, o.Posts
	if r.Assignments, err = people.Planned(ctx, q); err != nil {
		return r, err
	}
	r.Items, err = rules.ItemsIn(ctx, q)
	return r, err
}

// Install changes the office in one transaction: decide is shown what stands, with
// the database's clock, and answers what Seed is to write and what the audit trail
// says of it. Nothing is written when it errs, or answers false. One office is
// installed at a time, and no plan of a post is approved meanwhile.
func (s *Store) Install(
	ctx context.Context, by string, decide func(stands Reference, now time.Time) (write Reference, detail string, do bool, err error),
) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, lockOffice, officeLock); err != nil {
			return err
		}
		if err := people.HoldPlans(ctx, tx); err != nil {
			return err
		}
		var now time.Time
		if err := kernel.Get(ctx, tx, &now, `SELECT clock_timestamp()`); err != nil {
			return err
		}
		stands, err := standing(ctx, tx)
		if err != nil {
			return err
		}
		r, detail, do, err := decide(stands, now)
		if err != nil || !do {
			return err
		}
		items := r.Items
		r.Items = nil
		if err := seed(ctx, tx, r); err != nil {
			return err
		}
		if err := rules.PublishItems(ctx, tx, items, by, time.Time{}); err != nil {
			return err
		}
		_, err = kernel.Exec(ctx, tx, kernel.InsertAudit, by, "office.import", "office", detail)
		return err
	})
	if err != nil {
		return fmt.Errorf("install office: %w", err)
	}
	s.forgetOffice()
	return nil
}

// officeTTL is how long another process may go on with reference data that was
// changed here.
const officeTTL = 10 * time.Second

type cachedOffice struct {
	office *core.Office
	until  time.Time
}

// Office implements core.Store. The answer is shared and must not be changed;
// it may be up to ten seconds old.
func (s *Store) Office(ctx context.Context) (*core.Office, error) {
	if c := s.office.Load(); c != nil && time.Now().Before(c.until) {
		return c.office, nil
	}
	o, err := people.Staffed(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if o.Items, err = s.Items(ctx); err != nil {
		return nil, err
	}
	if o.Held, err = s.ItemVersions(ctx); err != nil {
		return nil, err
	}
	o.Items, o.Held = policy.Asking(s.db.Kinds, o.Items), policy.AskingEver(s.db.Kinds, o.Held)
	s.office.Store(&cachedOffice{o, time.Now().Add(officeTTL)})
	return o, nil
}

func (s *Store) forgetOffice() { s.office.Store(nil) }

// met forgets an office kept in mind that is older than somebody in it: who was
// brought in a moment ago is not told that he is nobody.
func (s *Store) met(person string) {
	c := s.office.Load()
	if c != nil && !slices.ContainsFunc(c.office.Persons, func(p casework.Person) bool { return p.ID == person && p.Active }) {
		s.office.CompareAndSwap(c, nil)
	}
}
