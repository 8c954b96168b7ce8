package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/appraisal"
	"github.com/shixian/shixian/internal/store/doors"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/people"
	"github.com/shixian/shixian/internal/store/rules"
	"github.com/shixian/shixian/internal/store/setup"
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

// Standing is the office as it stands: units from above,
// people and posts by their ids, everybody who ever held a post by plan.
func (s *Store) Standing(ctx context.Context) (officefile.File, error) {
	r, err := standing(ctx, s.db)
	if err != nil {
		return r, fmt.Errorf("read office: %w", err)
	}
	return r, nil
}

func standing(ctx context.Context, q kernel.Querier) (f officefile.File, err error) {
	o, err := people.Staffed(ctx, q)
	if err != nil {
		return f, err
	}
	f.Units, f.Persons, f.Posts = o.Units, o.Persons, o.Posts
	if f.Holders, err = people.Planned(ctx, q); err != nil {
		return f, err
	}
	f.Items, err = rules.ItemsIn(ctx, q)
	return f, err
}

// Install changes the office in one transaction: decide is shown what stands, with
// the database's clock, and answers what Seed is to write and what the audit trail
// says of it. Nothing is written when it errs, or answers false. One office is
// installed at a time, and no plan of a post is approved meanwhile.
func (s *Store) Install(
	ctx context.Context, by string, decide func(stands officefile.File, now time.Time) (write officefile.File, detail string, do bool, err error),
) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error { return install(ctx, tx, by, decide) })
	if err != nil {
		return fmt.Errorf("install office: %w", err)
	}
	s.forgetOffice()
	return nil
}

func install(
	ctx context.Context, tx *sqlx.Tx, by string, decide func(stands officefile.File, now time.Time) (write officefile.File, detail string, do bool, err error),
) error {
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
	f, detail, do, err := decide(stands, now)
	if err != nil || !do {
		return err
	}
	if err := seed(ctx, tx, Reference{Units: f.Units, Persons: f.Persons, Posts: f.Posts, Assignments: f.Holders}); err != nil {
		return err
	}
	if err := rules.PublishItems(ctx, tx, f.Items, by, time.Time{}); err != nil {
		return err
	}
	_, err = kernel.Exec(ctx, tx, kernel.InsertAudit, by, "office.import", "office", detail)
	return err
}

// InstallChange implements office.Store.
func (s *Store) InstallChange(
	ctx context.Context, id int64, by string, decide func(c office.Change, stands officefile.File, now time.Time) (officefile.File, string, error),
) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		c, err := setup.Waiting(ctx, tx, id)
		if err != nil {
			return err
		}
		err = install(ctx, tx, by, func(stands officefile.File, now time.Time) (officefile.File, string, bool, error) {
			f, detail, err := decide(c, stands, now)
			return f, detail, true, err
		})
		if err != nil {
			return err
		}
		return setup.Publish(ctx, tx, id, by)
	})
	if err != nil {
		return fmt.Errorf("install change %d of the office: %w", id, err)
	}
	s.forgetOffice()
	return nil
}

// StaffAccounts implements office.Store.
func (s *Store) StaffAccounts(ctx context.Context) ([]office.Account, error) {
	all, err := s.Accounts(ctx, access.SessionBegin)
	out := make([]office.Account, len(all))
	for i, a := range all {
		out[i] = office.Account{ID: a.ID, Name: a.Name, Unit: a.Unit, Active: a.Active, Open: a.Open, Temporary: a.Temporary, Had: a.Epoch > 0}
	}
	return out, err
}

// BeginOffice opens an installation that has no office: whoever holds the one-time code makes
// the first file of it, and its first person gets a password of his own. All or nothing.
func (s *Store) BeginOffice(ctx context.Context, code []byte, by, hash string, first func(now time.Time) (officefile.File, error)) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		err := install(ctx, tx, by, func(stands officefile.File, now time.Time) (officefile.File, string, bool, error) {
			if len(stands.Units)+len(stands.Persons) > 0 {
				return stands, "", false, casework.FieldError(casework.NotFound, "code", "")
			}
			f, err := first(now)
			return f, "begun", true, err
		})
		if err != nil {
			return err
		}
		if err := setup.Begin(ctx, tx, code, by); err != nil {
			return err
		}
		return doors.Open(ctx, tx, by, hash)
	})
	if err != nil {
		return fmt.Errorf("begin office: %w", err)
	}
	s.forgetOffice()
	return nil
}

// OfficeEmpty tells whether there is no office yet.
func (s *Store) OfficeEmpty(ctx context.Context) (empty bool, err error) {
	err = kernel.Get(ctx, s.db, &empty, `SELECT NOT EXISTS (SELECT 1 FROM units) AND NOT EXISTS (SELECT 1 FROM persons)`)
	return empty, err
}
