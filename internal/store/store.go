package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/appraisal"
	"github.com/shixian/shixian/internal/store/attendance"
	"github.com/shixian/shixian/internal/store/audit"
	"github.com/shixian/shixian/internal/store/cases"
	"github.com/shixian/shixian/internal/store/desk"
	"github.com/shixian/shixian/internal/store/disclosed"
	"github.com/shixian/shixian/internal/store/doors"
	"github.com/shixian/shixian/internal/store/drawer"
	"github.com/shixian/shixian/internal/store/finding"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/store/papers"
	"github.com/shixian/shixian/internal/store/people"
	"github.com/shixian/shixian/internal/store/rules"
	"github.com/shixian/shixian/internal/store/setup"
)

// Options of a store. Sealer is required as soon as a text is written or read.
type Options struct {
	Sealer   kernel.Sealer
	Zone     *time.Location               // whose years number the cases; nil is Beijing time
	Stamp    func(parts ...string) string // makes the check codes of papers; nil: none are issued
	Channels []string                     // what a message leaves the house by; nil is mail alone
	MaxConns int                          // open connections; 0 is 16
	// Patience is how long a statement may stay without an answer; 0 is the
	// kernel's Patience.
	Patience time.Duration
	// Direct is the address that passes no transaction pooler, for locks a session
	// holds; empty is the store's own.
	Direct string
	// Remade: what is written can be made again, and waits for no disk.
	Remade bool
	// Kinds are the kinds of case it keeps; a connection that keeps none names none.
	Kinds *kind.Set
}

// The rooms under names of their own, that one struct may have them all.
type (
	appraisalRoom  = appraisal.Room
	attendanceRoom = attendance.Room
	auditRoom      = audit.Room
	caseRoom       = cases.Room
	deskRoom       = desk.Room
	disclosedRoom  = disclosed.Room
	doorRoom       = doors.Room
	drawerRoom     = drawer.Room
	findingRoom    = finding.Room
	messageRoom    = messages.Room
	healthRoom     = health.Room
	paperRoom      = papers.Room
	peopleRoom     = people.Room
	ruleRoom       = rules.Room
	setupRoom      = setup.Room
)

// Store is all rooms behind one door.
type Store struct {
	*appraisalRoom
	*attendanceRoom
	*auditRoom
	*caseRoom
	*deskRoom
	*disclosedRoom
	*doorRoom
	*drawerRoom
	*findingRoom
	*messageRoom
	*healthRoom
	*paperRoom
	*peopleRoom
	*ruleRoom
	*setupRoom

	db     *kernel.DB
	office atomic.Pointer[cachedOffice]
}

// Stores is this store as the counter's rooms ask it, each for its own.
func (s *Store) Stores() counter.Stores {
	return counter.Stores{
		Core: s, Cases: s, Files: s, Codes: s, Parking: s, Inboxes: s, Desk: s, Disclosed: s, Drawer: s, Finding: s, Rulebook: s, Catalogue: s, Roster: s, Appraisal: s, Attendance: s, Papers: s, Office: s, Signed: s,
	}
}

// Open connects to the database at url, a postgres:// address or a list of
// key=value pairs, and waits until it answers. It changes nothing: see Migrate.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s, err := Connect(address, o)
	if err != nil {
		return nil, err
	}
	if err := s.Ping(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open store: %w", err)
	}
	return s, nil
}

// Connect is Open for whoever can do with a database that is away: nothing is
// asked of it before it is needed.
func Connect(address string, o Options) (*Store, error) {
	db, err := kernel.Connect(kernel.Dial{Address: address, Direct: o.Direct, MaxConns: o.MaxConns, Patience: o.Patience, Remade: o.Remade})
	if err != nil {
		return nil, err
	}
	db.Sealer, db.Kinds = o.Sealer, o.Kinds
	if db.Zone = o.Zone; db.Zone == nil {
		db.Zone = time.FixedZone("CST", 8*60*60)
	}
	if o.Channels == nil {
		o.Channels = []string{messages.Mail}
	}
	s := &Store{db: db}
	s.furnish(o)
	return s, nil
}

// furnish opens the rooms and tells them of one another what each has to know.
func (s *Store) furnish(o Options) {
	s.appraisalRoom = appraisal.New(s.db)
	s.attendanceRoom = attendance.New(s.db)
	s.auditRoom = audit.New(s.db)
	s.deskRoom = desk.New(s.db)
	s.disclosedRoom = disclosed.New(s.db)
	s.doorRoom = doors.New(s.db, s.met)
	s.drawerRoom = drawer.New(s.db, s.forgetOffice)
	s.messageRoom = messages.New(s.db, o.Channels)
	s.healthRoom = health.New(s.db)
	s.paperRoom = papers.New(s.db, o.Stamp)
	s.peopleRoom = people.New(s.db, s.forgetOffice)
	s.ruleRoom = rules.New(s.db, s.forgetOffice)
	s.findingRoom = finding.New(s.db)
	s.setupRoom = setup.New(s.db)
	s.caseRoom = cases.New(s.db, cases.Asks{Term: people.CheckTerm, Upwards: people.Upwards, Enter: s.Enter, Narrow: s.Narrow})

	// A commit adds to the record first and changes the projection last. Taking back
	// comes before telling, so that what is armed again finds its place free; numbers
	// are taken in turn, so the cases a step opens come at the very end.
	s.Writes(
		s.Rewrite, s.TakeBackRecord, s.TakeBack, s.TakeBackOpened,
		s.JoinDuplicates, s.Record, s.KeepAbsence, s.Tell, s.TellOutside, s.Project, s.Decide, s.Award, s.Join, s.Certify, s.OpenCases,
	)
}

// Close gives the connections back.
func (s *Store) Close() error { return s.db.Close() }

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.Ping(ctx) }

// Pool is the pool of connections itself, for its figures.
func (s *Store) Pool() *sql.DB { return s.db.Pool() }

// Reading runs fn with a context under which everything is read from one snapshot, see
// kernel.DB.
func (s *Store) Reading(ctx context.Context, fn func(ctx context.Context) error) error {
	return s.db.Reading(ctx, fn)
}

// Sweeping runs a round of the sweep unless another process is in one, see kernel.DB.
func (s *Store) Sweeping(ctx context.Context, round func(context.Context)) error {
	return s.db.Sweeping(ctx, round)
}

// Unswept does what no sweep may meet half-way, see kernel.DB.
func (s *Store) Unswept(ctx context.Context, within time.Duration, do func(context.Context)) error {
	return s.db.Unswept(ctx, within, do)
}

// Audit adds a line to the audit trail, see kernel.DB.
func (s *Store) Audit(ctx context.Context, actor, action, object, detail string) error {
	return s.db.Audit(ctx, actor, action, object, detail)
}

// Migrate brings the tables up to date and returns how many migrations it ran.
func (s *Store) Migrate(ctx context.Context) (int, error) { return s.db.Migrate(ctx) }

// Unmigrated names the migrations of this binary that the tables have not seen.
func (s *Store) Unmigrated(ctx context.Context) ([]string, error) { return s.db.Unmigrated(ctx) }
