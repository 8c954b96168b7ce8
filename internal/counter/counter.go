package counter

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/attendance"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/finding"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
)

// Config is what a counter works with. Stores, Engine and Kinds are required.
type Config struct {
	Stores Stores
	Engine cases.Engine
	Now    func() time.Time // nil: time.Now
	Logger *slog.Logger     // nil: slog.Default
	Rules  core.Rules
	Codes  cases.Codes
	Doors  Passwords
	Kinds  *kind.Set // those the installation knows
}

// Passwords makes them; without it nobody gets one.
type Passwords struct {
	New  func() string
	Hash func(ctx context.Context, password string) (string, error)
}

// Stores are what each room keeps its things in. One database may be all of them.
type Stores struct {
	Core       core.Store
	Cases      cases.Store
	Files      cases.Files
	Codes      cases.QueryCodes
	Parking    cases.Parking
	Inboxes    cases.Inboxes
	Desk       desk.Store
	Disclosed  disclosed.Store
	Drawer     drawer.Store
	Finding    finding.Store
	Rulebook   rulebook.Store
	Catalogue  catalogue.Store
	Roster     roster.Store
	Appraisal  appraisal.Store
	Attendance attendance.Store
	Papers     papers.Store
	Office     office.Store
	Signed     rulebook.Signed
}

// The rooms under names of their own, that one struct may have them all.
type (
	appraisalRoom  = appraisal.Room
	attendanceRoom = attendance.Room
	caseRoom       = cases.Room
	catalogueRoom  = catalogue.Room
	deskRoom       = desk.Room
	disclosedRoom  = disclosed.Room
	drawerRoom     = drawer.Room
	findingRoom    = finding.Room
	paperRoom      = papers.Room
	rosterRoom     = roster.Room
	ruleRoom       = rulebook.Room
	officeRoom     = office.Room
)

// Counter is all rooms behind one window. Its methods may be called from many goroutines.
type Counter struct {
	*core.Core
	*appraisalRoom
	*attendanceRoom
	*caseRoom
	*catalogueRoom
	*deskRoom
	*disclosedRoom
	*drawerRoom
	*findingRoom
	*officeRoom
	*paperRoom
	*rosterRoom
	*ruleRoom

	engine cases.Engine
}

// New furnishes the rooms and tells them of one another what each has to know.
func New(cfg Config) *Counter {
	on := core.New(cfg.Stores.Core, cfg.Kinds, cfg.Rules, cfg.Now, cfg.Logger)
	c := &Counter{Core: on, engine: cfg.Engine}
	c.caseRoom = cases.New(on, cases.Parts{
		Store: cfg.Stores.Cases, Files: cfg.Stores.Files, Kept: cfg.Stores.Codes, Parking: cfg.Stores.Parking,
		Inboxes: cfg.Stores.Inboxes, Engine: cfg.Engine, Codes: cfg.Codes,
	})
	c.deskRoom = desk.New(on, cfg.Stores.Desk)
	c.disclosedRoom = disclosed.New(on, cfg.Stores.Disclosed)
	c.drawerRoom = drawer.New(on, cfg.Stores.Drawer, cfg.Stores.Cases.VerdictFor)
	c.findingRoom = finding.New(on, cfg.Stores.Finding)
	c.catalogueRoom = catalogue.New(on, cfg.Stores.Catalogue)
	c.officeRoom = office.New(on, cfg.Stores.Office, office.Asks{Items: catalogue.Beside, ItemRows: catalogue.Table, New: cfg.Doors.New, Hash: cfg.Doors.Hash})
	c.ruleRoom = rulebook.New(on, cfg.Stores.Rulebook, rulebook.Asks{Send: c.SweepCommand, Alone: c.SetsUp, Signed: cfg.Stores.Signed})
	c.rosterRoom = roster.New(on, cfg.Stores.Roster, roster.Asks{Admit: c.Admit, Deliver: c.Deliver})
	c.paperRoom = papers.New(on, cfg.Stores.Papers, papers.Asks{Files: c.Attachments, Posts: c.PostMatters, ByPaper: c.ByPaper, ByVoid: c.ByVoid, Figures: c.FiguresOver, Begun: c.begun, Finish: c.DropReport})
	c.appraisalRoom = appraisal.New(on, cfg.Stores.Appraisal, appraisal.Asks{Calendars: c.Calendars, Compiled: c.Compiled})
	c.attendanceRoom = attendance.New(on, cfg.Stores.Attendance)
	c.Ask(cases.Asks{
		Absence: c.Absence, Sent: c.ToApplicant,
		Sweeps: []func(context.Context, *core.Swept){c.SweepVacancies, c.SweepRecounts, c.SweepAlone, c.SweepFinding},
	})
	return c
}

// begun are the words that lie under the name of a report.
func (c *Counter) begun(ctx context.Context, name string) ([]papers.Begun, error) {
	left, err := c.ReportDrafts(ctx, name)
	out := make([]papers.Begun, len(left))
	for i, d := range left {
		out[i] = papers.Begun{By: d.By, At: d.At, Sent: d.Sent}
	}
	return out, err
}

// Ready tells whether store and engine both answer.
func (c *Counter) Ready(ctx context.Context) error {
	if _, err := c.Store.Office(ctx); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := c.engine.Healthy(ctx); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	return nil
}
