package store_test

import (
	"context"
	"errors"
	"hash"
	"path/filepath"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// keys is the keyring as a store.Sealer, as cmd wires it.
type keys struct{ *privacy.Keyring }

func (k keys) Seal(id, plain string) (string, []byte, error) {
	s, err := k.Keyring.Seal(id, plain)
	return s.KeyID, s.Data, err
}

func (k keys) Open(id, keyID string, data []byte) (string, error) {
	return k.Keyring.Open(id, privacy.Sealed{KeyID: keyID, Data: data})
}

func (k keys) Content(domain string) hash.Hash { return k.Keyring.Content(domain) }

func newKeys(t testing.TB) keys {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, privacy.GenerateKeyFile(path))
	ring, err := privacy.LoadKeyFile(path)
	require.NoError(t, err)
	return keys{ring}
}

// bundle is a store over an empty office of its own.
type bundle struct {
	*store.Store
	url string
	raw *sqlx.DB // to look behind the store
}

func setup(t testing.TB) *bundle {
	t.Helper()
	url := testkit.Copy(t, "office", fillOffice)
	return through(t, url, url)
}

// through is a bundle whose store reaches the database at url by another address.
func through(t testing.TB, url, address string) *bundle {
	t.Helper()
	ring := newKeys(t)
	s, err := store.Open(t.Context(), address, store.Options{Kinds: kind.Office(), Sealer: ring, Stamp: ring.Stamp, Direct: url}) // through another address nothing is kept: every statement is said
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	raw, err := sqlx.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, raw.Close()) })
	return &bundle{s, url, raw}
}

// fillOffice makes what every test of this package begins with.
func fillOffice(url string) error {
	ctx := context.Background() // it outlives the test that asks first
	s, err := store.Open(ctx, url, store.Options{Kinds: kind.Office()})
	if err != nil {
		return err
	}
	_, err = s.Migrate(ctx)
	if err == nil {
		err = s.Seed(ctx, office())
	}
	return errors.Join(err, s.Close())
}

var founded = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// office is a bureau with a permit section, and an efficiency office beside it.
// The window has one backup; every leader stands alone.
func office() store.Reference {
	r := store.Reference{
		Units: []casework.Unit{
			{ID: "bureau", Name: "住建局"},
			{ID: "permits", Parent: "bureau", Name: "审批科", Level: 1},
			{ID: "efficiency", Parent: "bureau", Name: "效能办", Level: 1},
		},
		Posts: []casework.Post{
			{ID: "window", Unit: "permits", Name: "审批窗口", Role: casework.Handler},
			{ID: "head", Unit: "permits", Name: "科长", Role: casework.SectionHead},
			{ID: "vice", Unit: "permits", Name: "分管副局长", Role: casework.LeaderInCharge},
			{ID: "chief", Unit: "bureau", Name: "局长", Role: casework.PrincipalLeader},
			{ID: "eff", Unit: "efficiency", Name: "效能岗", Role: casework.EfficiencyOffice},
		},
		Items: []policy.Item{{ID: "permit", Kind: casework.Service, Class: "permit", Name: "施工许可", Unit: "permits", Post: "window"}},
	}
	for person, post := range map[string]string{"li": "window", "wang": "head", "zhao": "vice", "qian": "chief", "sun": "eff"} {
		r.Persons = append(r.Persons, casework.Person{ID: person, Name: "姓" + person, Unit: "permits", Email: person + "@example.test", Active: true})
		r.Assignments = append(r.Assignments, duty.Assignment{Post: post, Person: person, From: founded})
	}
	r.Persons = append(r.Persons, casework.Person{ID: "zhou", Name: "周", Unit: "permits", Email: "zhou@example.test", Active: true})
	r.Assignments = append(r.Assignments, duty.Assignment{Post: "window", Person: "zhou", Rank: 1, From: founded})
	return r
}

// now is the present instant as the database keeps it.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func newCase() core.NewCase {
	return core.NewCase{
		Kind: casework.Service, Item: "permit", Unit: "permits", Post: "window",
		Received: now().Add(-time.Hour), Registered: now().Add(-time.Hour), By: "li",
		Fields: map[string]string{"applicant": "张三"}, Materials: []string{"id"},
	}
}

func (b *bundle) register(t testing.TB) string {
	t.Helper()
	number, repeated, err := b.RegisterCase(t.Context(), newCase())
	require.NoError(t, err)
	require.False(t, repeated)
	return number
}

// step is revision n of a case with one running clock, handle.
func step(number string, n int, events ...casework.Event) casework.Step {
	for i := range events {
		if events[i].Key == "" {
			events[i].Key = key(n, i)
		}
	}
	return casework.Step{At: now(), Events: events, State: casework.State{
		Number: number, Kind: casework.Service, Item: "permit", Unit: "permits", Post: "window",
		Run: 1, Revision: n, Stage: casework.StageHandle, Turn: casework.Handler,
		Received: now().Add(-time.Hour), Registered: now().Add(-time.Hour), Policy: "service-permit@1", Calendar: "cn@1",
		Clocks: []casework.Clock{handle(now().Add(24 * time.Hour))},
	}}
}

func key(revision, i int) string {
	return "1." + string(rune('0'+revision)) + "." + string(rune('0'+i))
}

func handle(due time.Time) casework.Clock {
	return casework.Clock{
		Name: "handle", Round: 1, Rule: "R005", Owner: casework.ActingHolder, Outcome: casework.Breach, Status: casework.Running,
		Start: now().Add(-time.Hour), Limit: "10wd", Due: due, Date: due.Format(time.DateOnly), DueVersion: 1, Pausable: true,
		Alarms: []casework.Alarm{{At: due, Kind: casework.AlarmDue}},
	}
}

func started(at time.Time) casework.Event {
	return casework.Event{
		At: at, Name: casework.ClockStarted, Clock: "handle", Round: 1, DueVersion: 1, To: []casework.Role{casework.ActingHolder},
		Rule: "R005", Due: &casework.DueChange{Cause: "started", New: at.Add(24 * time.Hour), Date: "2026-01-01", Start: at, Limit: "10wd"},
	}
}

func breached(at time.Time, to ...casework.Role) casework.Event {
	return casework.Event{At: at, Name: casework.ClockBreached, Clock: "handle", Round: 1, DueVersion: 1, To: to, Rule: "R005"}
}

func (b *bundle) commit(t testing.TB, s casework.Step) {
	t.Helper()
	answer, err := b.Commit(t.Context(), s, "run", nil)
	require.NoError(t, err)
	require.True(t, answer.Written())
	require.NoError(t, b.MarkStarted(t.Context(), s.State.Number)) // whose steps come has a workflow
}

func (b *bundle) events(t *testing.T, number string) []casework.EventName {
	t.Helper()
	rows, err := b.Timeline(t.Context(), number)
	require.NoError(t, err)
	names := []casework.EventName{}
	for _, r := range rows {
		names = append(names, r.Name)
	}
	return names
}

func (b *bundle) inbox(t *testing.T, person string) []casework.EventName {
	t.Helper()
	rows, total, unread, err := b.Inbox(t.Context(), person, core.InboxFilter{})
	require.NoError(t, err)
	require.Len(t, rows, total)
	require.LessOrEqual(t, unread, total)
	names := []casework.EventName{}
	for _, r := range rows {
		names = append(names, r.Event)
	}
	return names
}

func count(t *testing.T, b *bundle, query string, args ...any) int {
	t.Helper()
	var n int
	require.NoError(t, b.raw.GetContext(context.Background(), &n, query, args...))
	return n
}

// alter does to the database what no code of ours does.
func alter(t *testing.T, b *bundle, query string, args ...any) {
	t.Helper()
	_, err := b.raw.ExecContext(context.Background(), query, args...)
	require.NoError(t, err)
}
