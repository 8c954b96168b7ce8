// Package office sets an office up and changes it: its units, its people, its posts and who
// stands on them, its catalogue. A file, a table and a form are one way in: each is laid over
// the office that stands, examined whole, and taken whole or not at all.
//
// It refuses to let one person change an office that works: once the set-up is finished a
// change waits until a second person has consented to what he was shown (ADR 45).
package office

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
)

// Decide is shown the office that stands and answers what is to be written, if anything.
type Decide = func(stands officefile.File, now time.Time) (write officefile.File, detail string, do bool, err error)

// Store is what is kept of an office.
type Store interface {
	Standing(ctx context.Context) (officefile.File, error)
	// Install changes the office in one transaction, one at a time.
	Install(ctx context.Context, by string, decide Decide) error
	Policies(ctx context.Context) ([]policy.Policy, error)

	// SetUp is how far it is set up; consenting are the roles of which two persons change an office.
	SetUp(ctx context.Context, consenting []casework.Role) (SetUp, error)
	// SetUpCode tells whether a code with this digest may begin an office.
	SetUpCode(ctx context.Context, digest []byte) (bool, error)
	BeginOffice(ctx context.Context, code []byte, by, hash string, first func(now time.Time) (officefile.File, error)) error
	SetUpDone(ctx context.Context, step string) error
	FinishSetUp(ctx context.Context, by string) error

	// OfficeChanges lists those that wait, oldest first.
	OfficeChanges(ctx context.Context) ([]Change, error)
	AddOfficeChange(ctx context.Context, c Change) (id int64, err error)
	// DiscardOfficeChange gives one up; NotFound where it waits no longer.
	DiscardOfficeChange(ctx context.Context, id int64, by string) error
	// InstallChange installs what waits under id, and says who consented; NotFound where it
	// waits no longer.
	InstallChange(ctx context.Context, id int64, by string, decide func(c Change, stands officefile.File, now time.Time) (officefile.File, string, error)) error

	Doors
}

// Doors is what is kept of accounts.
type Doors interface {
	StaffAccounts(ctx context.Context) ([]Account, error)
	SetPassword(ctx context.Context, by, person, hash string, temporary bool) (epoch int, err error)
}

// Asks is what others know: how the catalogue reads a table, how passwords are made.
type Asks struct {
	Items officefile.Items
	// ItemRows writes matters as a table below a head.
	ItemRows func(items []policy.Item, head func(column string) string) [][]string
	New      func() string // a password
	Hash     func(ctx context.Context, password string) (string, error)
}

// Room keeps the office in order.
type Room struct {
	*core.Core
	own  Store
	asks Asks
}

// New furnishes the room.
func New(c *core.Core, store Store, asks Asks) *Room { return &Room{c, store, asks} }

// Change is one that waits for a second person.
type Change struct {
	ID    int64
	Patch officefile.File // the elements it changes, each whole
	Sum   string          // of what its author was shown
	By    string
	At    time.Time
}

// Brought is what somebody brings: a file, or rows of a form, one table a list.
type Brought struct {
	Raw    []byte
	Tables []officefile.Table
	// Seen are the digests of what the form showed, by list and key: whoever changes what
	// another has changed meanwhile is told (Digest).
	Seen map[string]string
}

// Result is what comes of it.
type Result struct {
	officefile.Comparison
	Wrong officefile.Problems // nothing was taken
	Sum   string
	Waits int64 // the change that a second person is asked for; 0: it is written, or was only looked at
}

// BringOffice lays what somebody brings over the office. dry: it only tells.
func (c *Room) BringOffice(ctx context.Context, p casework.Principal, in Brought, dry bool) (Result, error) {
	var out Result
	alone, err := c.alone(ctx, p)
	if err != nil {
		return out, err
	}
	rules, err := c.rules(ctx)
	if err != nil {
		return out, err
	}
	var patch officefile.File
	err = c.own.Install(ctx, p.Person, func(stands officefile.File, now time.Time) (officefile.File, string, bool, error) {
		if err := in.fresh(stands); err != nil {
			return stands, "", false, err
		}
		e, err := in.examined(stands, rules, now)
		if err == nil {
			out.Comparison, err = e.Compare(stands, now)
			out.Notes = append(e.Notes, out.Notes...)
		}
		if wrong, ok := err.(officefile.Problems); ok { //nolint:errorlint // the room returns them bare
			out.Wrong = wrong
			return stands, "", false, nil
		}
		out.Sum = sum(out.Changes)
		patch = of(e.File, out.Changes)
		return e.Canonical(time.UTC), counts(out.Changes), alone && !dry && len(out.Changes) > 0, err
	})
	if err != nil || dry || alone || len(out.Wrong) > 0 || len(out.Changes) == 0 {
		return out, err
	}
	out.Waits, err = c.own.AddOfficeChange(ctx, Change{Patch: patch, Sum: out.Sum, By: p.Person, At: c.Now()})
	if err == nil {
		err = c.Audit(ctx, p, access.OfficeAdmin, fmt.Sprintf("%d request", out.Waits))
	}
	return out, err
}

func (in Brought) examined(stands officefile.File, rules officefile.Rules, now time.Time) (officefile.Examined, error) {
	if len(in.Tables) > 0 {
		return officefile.Bring(stands, in.Tables, core.Zone, rules, now)
	}
	return Examined(in.Raw, stands, rules, now)
}

// Examined reads an office from a file: the whole of it, as JSON, or tables laid over what
// stands. The error is officefile.Problems, or says why the file is no table.
func Examined(raw []byte, stands officefile.File, rules officefile.Rules, now time.Time) (officefile.Examined, error) {
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))), []byte("{")) {
		return officefile.Examine(raw, rules, now)
	}
	sheets, err := sheet.Tables(raw)
	if err != nil {
		return officefile.Examined{}, err
	}
	tables := make([]officefile.Table, len(sheets))
	for i, s := range sheets {
		tables[i] = officefile.Table(s)
	}
	return officefile.Bring(stands, tables, core.Zone, rules, now)
}

// rules are what an office is bound by.
func (c *Room) rules(ctx context.Context) (officefile.Rules, error) {
	policies, err := c.own.Policies(ctx)
	if err != nil {
		return officefile.Rules{}, fmt.Errorf("rules of the office: %w", err)
	}
	return officefile.Rules{Kinds: c.Kinds, Policies: policies, Presets: c.Rules.Presets, Items: c.asks.Items}, nil
}

// alone tells whether p changes the office by himself: who sets it up does.
func (c *Room) alone(ctx context.Context, p casework.Principal) (bool, error) {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return false, err
	}
	return c.SetsUp(ctx, p)
}

// SetsUp tells whether p sets the office up, which one person does.
func (c *Room) SetsUp(ctx context.Context, p casework.Principal) (bool, error) {
	s, err := c.OfficeSetUp(ctx)
	return s.Open() && slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Role == casework.Admin }), err
}

// fresh refuses a form of an office that is not this one any more.
func (in Brought) fresh(stands officefile.File) error {
	if len(in.Seen) == 0 {
		return nil
	}
	now := Digests(stands)
	for key, seen := range in.Seen {
		if now[key] != seen {
			return casework.FieldError(casework.Stale, "revision", "")
		}
	}
	return nil
}

// Digests are those of every element, by list and key: units/market.
func Digests(f officefile.File) map[string]string {
	out := map[string]string{}
	for _, u := range f.Units {
		out["units/"+u.ID] = digest(u)
	}
	for _, m := range f.Persons {
		out["persons/"+m.ID] = digest(m)
	}
	for _, post := range f.Posts {
		var held []any
		for _, h := range f.Holders {
			if h.Post == post.ID {
				held = append(held, h)
			}
		}
		out["posts/"+post.ID] = digest(post, held)
	}
	return out
}

func digest(of ...any) string {
	raw, err := json.Marshal(of)
	if err != nil {
		return "" // nothing in it cannot be written
	}
	h := sha256.Sum256(raw)
	return hex.EncodeToString(h[:12])
}

func sum(changes []officefile.Change) string { return digest(changes) }

func counts(changes []officefile.Change) string {
	fresh := 0
	for _, c := range changes {
		if c.New {
			fresh++
		}
	}
	return fmt.Sprintf("new=%d changed=%d", fresh, len(changes)-fresh)
}

// of keeps the elements that changes name, each whole.
func of(f officefile.File, changes []officefile.Change) (out officefile.File) {
	named := map[string]bool{}
	for _, c := range changes {
		named[c.List+"/"+c.ID] = true
	}
	f = f.Canonical(core.Zone)
	out.Units = slices.DeleteFunc(f.Units, func(u casework.Unit) bool { return !named["units/"+u.ID] })
	out.Persons = slices.DeleteFunc(f.Persons, func(m casework.Person) bool { return !named["persons/"+m.ID] })
	out.Posts = slices.DeleteFunc(f.Posts, func(post casework.Post) bool { return !named["posts/"+post.ID] })
	for _, h := range f.Holders {
		if named["holders/"+officefile.Key(h, core.Zone)] {
			out.Holders = append(out.Holders, h)
		}
	}
	out.Items = slices.DeleteFunc(f.Items, func(it policy.Item) bool { return !named["items/"+it.ID] })
	return out
}

// Waiting is a change as it would be made now.
type Waiting struct {
	Change
	officefile.Comparison
	Moved bool // the office changed since: what was asked for is not what would be made
}

// OfficeChanges lists those that wait.
func (c *Room) OfficeChanges(ctx context.Context, p casework.Principal) ([]Waiting, error) {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return nil, err
	}
	all, err := c.own.OfficeChanges(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	stands, err := c.own.Standing(ctx)
	if err != nil {
		return nil, err
	}
	rules, err := c.rules(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Waiting, len(all))
	for i, one := range all {
		out[i].Change = one
		_, out[i].Comparison, err = over(stands, one.Patch, rules, c.Now())
		out[i].Moved = err != nil || sum(out[i].Changes) != one.Sum
	}
	return out, nil
}

// over lays a patch over the office.
func over(stands, patch officefile.File, rules officefile.Rules, now time.Time) (officefile.Examined, officefile.Comparison, error) {
	raw, err := stands.Over(patch, core.Zone).Write(core.Zone)
	if err != nil {
		return officefile.Examined{}, officefile.Comparison{}, err
	}
	e, err := officefile.Examine(raw, rules, now)
	if err != nil {
		return e, officefile.Comparison{}, err
	}
	got, err := e.Compare(stands, now)
	return e, got, err
}

// ConsentOffice makes a change, as a second person who was shown sum.
func (c *Room) ConsentOffice(ctx context.Context, p casework.Principal, id int64, shown string) error {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return err
	}
	rules, err := c.rules(ctx)
	if err != nil {
		return err
	}
	return c.own.InstallChange(ctx, id, p.Person, func(one Change, stands officefile.File, now time.Time) (officefile.File, string, error) {
		if one.By == p.Person {
			return stands, "", casework.FieldError(casework.SecondPerson, "principal", "")
		}
		e, got, err := over(stands, one.Patch, rules, now)
		if err != nil || sum(got.Changes) != one.Sum || shown != one.Sum {
			return stands, "", casework.FieldError(casework.Stale, "revision", "")
		}
		return e.Canonical(time.UTC), fmt.Sprintf("change=%d by=%s %s", id, one.By, counts(got.Changes)), nil
	})
}

// DiscardOffice gives a change up: its author, or whoever was asked to consent.
func (c *Room) DiscardOffice(ctx context.Context, p casework.Principal, id int64) error {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return err
	}
	if err := c.own.DiscardOfficeChange(ctx, id, p.Person); err != nil {
		return err
	}
	return c.Audit(ctx, p, access.OfficeAdmin, fmt.Sprintf("%d discard", id))
}

// StandingOffice is the office as it stands, for whoever may change it.
func (c *Room) StandingOffice(ctx context.Context, p casework.Principal) (officefile.File, error) {
	if err := c.Installation(ctx, p, access.OfficeAdmin); err != nil {
		return officefile.File{}, err
	}
	return c.own.Standing(ctx)
}

// ExportOffice writes the office: as the file that imports without a change, or as a workbook; of
// one list, as a table. head names a column of a list in words.
func (c *Room) ExportOffice(ctx context.Context, p casework.Principal, format, list string, head func(list, column string) string) ([]byte, error) {
	f, err := c.StandingOffice(ctx, p)
	if err != nil {
		return nil, err
	}
	switch {
	case format == "file":
		return f.Write(core.Zone)
	case format == sheet.XLSX && list == "":
		var tables []sheet.Table
		for _, name := range officefile.Lists() {
			tables = append(tables, sheet.Table{Name: officefile.SheetName(name), Rows: c.rows(f, name, head)})
		}
		return sheet.WriteBook(tables)
	case slices.Contains(officefile.Lists(), list):
		return sheet.Write(format, c.rows(f, list, head))
	}
	return nil, casework.FieldError(casework.Invalid, "format", "choice")
}

func (c *Room) rows(f officefile.File, list string, head func(list, column string) string) [][]string {
	if list == "items" {
		return c.asks.ItemRows(f.Items, func(column string) string { return head(list, column) })
	}
	rows := f.Rows(list, core.Zone)
	for i, column := range rows[0] {
		rows[0][i] = strings.TrimSpace(head(list, column) + " " + column)
	}
	return rows
}

// Account is somebody's door.
type Account struct {
	ID, Name, Unit          string
	Active, Open, Temporary bool
	Had                     bool // a password, once
}

// Given is a password, told once.
type Given struct{ ID, Name, Unit, Password string }

// mostGiven is how many passwords are made at a time: each is made slowly, on purpose.
const mostGiven = 50

// OfficeAccounts lists everybody's door.
func (c *Room) OfficeAccounts(ctx context.Context, p casework.Principal) ([]Account, error) {
	if err := c.Installation(ctx, p, access.PersonAdmin); err != nil {
		return nil, err
	}
	return c.own.StaffAccounts(ctx)
}

// OpenAccounts gives a first password to people who never had one. Another is given by the
// operator alone (shixian user passwd): whoever resets a leader's signs in as him.
func (c *Room) OpenAccounts(ctx context.Context, p casework.Principal, people []string) ([]Given, error) {
	accounts, err := c.OfficeAccounts(ctx, p)
	if err != nil {
		return nil, err
	}
	if len(people) == 0 || len(people) > mostGiven {
		return nil, casework.FieldError(casework.Invalid, "person", cmp.Or(map[bool]string{true: "required"}[len(people) == 0], fmt.Sprintf("max:%d", mostGiven)))
	}
	var out []Given
	for _, id := range people {
		i := slices.IndexFunc(accounts, func(a Account) bool { return a.ID == id && a.Active && !a.Open && !a.Had })
		if i < 0 {
			return nil, casework.FieldError(casework.Invalid, "person", "choice")
		}
		out = append(out, Given{ID: id, Name: accounts[i].Name, Unit: accounts[i].Unit, Password: c.asks.New()})
	}
	for i, g := range out {
		hash, err := c.asks.Hash(ctx, g.Password)
		if err == nil {
			_, err = c.own.SetPassword(ctx, p.Person, g.ID, hash, true)
		}
		if err != nil {
			return out[:i], err
		}
	}
	return out, nil
}
