package store_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/local"
)

// How large the archive is that lists are read beside, and how much of it is open.
const (
	archivedCases = 60_000
	openCases     = 2_000
)

// bulk multiplies one case, its clock, its messages and its story: $2 times, the first $3 of
// them open. A case comes in every ten minutes.
var bulk = []string{`
INSERT INTO cases (number, kind, item, unit, post, stage, turn, prev_stage, stage_at, received_at, registered_at, registered_by, started_at,
                   run, revision, policy, calendar, result, closed_at, next_at, opens_at, state)
SELECT 'BJ2020-' || 100000 + g, kind, item, unit, post, stage, turn, prev_stage, stage_at, now() - g * interval '10 minutes', now() - g * interval '10 minutes', 'li', now(),
       run, revision, policy, calendar, CASE WHEN g > $3 THEN 'completed' ELSE '' END, CASE WHEN g > $3 THEN now() - g * interval '9 minutes' ELSE 'infinity' END,
       'infinity', now() - g * interval '10 minutes', '{"stage": "handle"}'
FROM cases, generate_series(1, $2::int) g WHERE number = $1`, `
INSERT INTO clocks (number, name, round, rule, basis, owner, post, outcome, visible_at, start_at, near_at, due_at, due_date, due_version, ended_at, ended_as, limit_text)
SELECT 'BJ2020-' || 100000 + g, name, round, rule, basis, owner, post, outcome, now() - g * interval '10 minutes', now() - g * interval '10 minutes',
       now() + (g % 400 - 40) * interval '1 hour', now() + (g % 400 - 20) * interval '1 hour', due_date, due_version,
       CASE WHEN g > $3 THEN now() - g * interval '9 minutes' ELSE 'infinity' END, CASE WHEN g > $3 THEN 'met' ELSE '' END, limit_text
FROM clocks, generate_series(1, $2::int) g WHERE number = $1 AND name = 'handle'`, `
INSERT INTO inbox (number, event_key, at, told_at, event, clock, round, level, role, post, due_at, rule, reader, read_at)
SELECT 'BJ2020-' || 100000 + g, '1.1.1', now() - g * interval '10 minutes', now() - g * interval '10 minutes', 'clock_warned', 'handle', 1, 'near', 'acting_holder', post,
       now(), 'R005', 'li', CASE WHEN g > $3 THEN now() END
FROM cases, generate_series(1, $2::int) g WHERE number = $1`, `
INSERT INTO timeline (number, key, run, at, name, clock, round, rule, basis)
SELECT 'BJ2020-' || 100000 + g, '1.1.0', 1, now() - g * interval '10 minutes', 'clock_warned', 'handle', 1, 'R005', ''
FROM generate_series(1, $2::int) g WHERE $1 <> '' AND $3 > 0`}

// plans keeps what the server says of how it ran each statement.
type plans struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *plans) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

// taken is what was said since it was asked last.
func (p *plans) taken() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.text.Reset()
	return p.text.String()
}

var (
	whole = regexp.MustCompile(`Seq Scan on (cases|clocks|inbox|timeline)\b`)
	read  = regexp.MustCompile(`actual rows=(\d+) loops=(\d+)`)
	took  = regexp.MustCompile(`duration: ([\d.]+) ms`)
	left  = regexp.MustCompile(`Rows Removed by [A-Za-z ]+: (\d+)`)
)

// TestListsStayFlat reads every list beside a large archive, and has the server itself say how
// (auto_explain): no table that grows is read from end to end, and nothing is sorted or read
// that is not of the page or, where it is counted, open.
func TestListsStayFlat(t *testing.T) {
	t.Parallel()
	b, said := beside(t)
	midnight, week := now().Add(8*time.Hour), now().Add(72*time.Hour)
	reach := []core.Scope{{Units: []string{"permits", "efficiency"}, Posts: []string{"window"}, Person: "li", Against: []string{"window"}, Accused: "li", Beside: "li"}}
	cases := func(f core.CaseFilter) func() error {
		return func() error {
			f.Scope, f.Limit = reach, 50
			_, _, err := b.ListCases(t.Context(), f)
			return err
		}
	}
	matters := func(f desk.Filter) func() error {
		return func() error {
			f.Midnight, f.Week, f.Limit = midnight, week, 50
			_, err := b.OpenMatters(t.Context(), f)
			return err
		}
	}
	behind := core.CaseMark{At: now().Add(-140 * 24 * time.Hour), Number: "BJ2020-120000"}
	inbox := func(f core.InboxFilter) func() error {
		return func() error {
			f.Limit = 50
			_, _, _, err := b.Inbox(t.Context(), "li", f)
			return err
		}
	}
	for name, ask := range map[string]func() error{
		"cases":                cases(core.CaseFilter{}),
		"cases, far behind":    cases(core.CaseFilter{After: behind}),
		"cases, oldest first":  cases(core.CaseFilter{Oldest: true}),
		"cases of a unit":      cases(core.CaseFilter{Units: []string{"permits"}}),
		"cases of a matter":    cases(core.CaseFilter{Items: []string{"permit"}}),
		"cases of a kind":      cases(core.CaseFilter{Kind: casework.Service}),
		"cases, closed":        cases(core.CaseFilter{Open: new(false)}),
		"cases, open":          cases(core.CaseFilter{Open: new(true)}),
		"cases, late":          cases(core.CaseFilter{Light: casework.Red}),
		"approvals":            cases(core.CaseFilter{Pending: true}),
		"desk":                 matters(desk.Filter{Holder: "li", Scope: everything}),
		"desk, all":            matters(desk.Filter{Scope: reach}),
		"desk, of a person":    matters(desk.Filter{Scope: reach, Person: "li"}),
		"desk, late by unit":   matters(desk.Filter{Scope: reach, Light: casework.Red, By: desk.ByUnit}),
		"desk, late by person": matters(desk.Filter{Scope: reach, Light: casework.Red, By: desk.ByPerson}),
		"desk, at a window":    matters(desk.Filter{Scope: reach, Registered: "li", Window: []string{"deliver"}}),
		"figures": func() error {
			_, err := b.CountFigures(t.Context(), desk.FigureFilter{Scope: reach, By: desk.ByUnit, Figures: desk.FiguresIn(now().AddDate(0, 0, -7), midnight, true)})
			return err
		},
		"forecast": func() error {
			_, err := b.Forecast(t.Context(), desk.ForecastFilter{Scope: reach, Until: now().AddDate(0, 0, 8)})
			return err
		},
		"cases of a figure": cases(core.CaseFilter{Figure: &core.Figure{Name: core.FigureDoneLate, From: now().AddDate(0, 0, -7), Until: now()}}),
		"inbox":             inbox(core.InboxFilter{Unread: true}),
		"inbox, all":        inbox(core.InboxFilter{}),
	} {
		said.taken()
		require.NoError(t, ask(), name)
		_, err := b.raw.ExecContext(t.Context(), `DO $$ BEGIN RAISE LOG 'read to here'; END $$`)
		require.NoError(t, err)
		plan := ""
		require.Eventually(t, func() bool { plan += said.taken(); return strings.Contains(plan, "read to here") }, time.Minute, 5*time.Millisecond)
		require.Contains(t, plan, "Query Text", "%s: the server tells", name)
		for _, m := range took.FindAllStringSubmatch(plan, -1) {
			t.Logf("%s: %s ms", name, m[1])
		}
		require.NotRegexp(t, whole, plan, name)
		for _, m := range slices.Concat(read.FindAllStringSubmatch(plan, -1), left.FindAllStringSubmatch(plan, -1)) {
			rows := 1
			for _, figure := range m[1:] {
				n, err := strconv.Atoi(figure)
				require.NoError(t, err)
				rows *= n
			}
			require.LessOrEqual(t, rows, 3*openCases, "%s reads too much:\n%s", name, plan)
		}
	}
}

// beside is a store beside a large archive, on a server of its own that says how it runs
// each statement of the store.
func beside(t *testing.T) (*bundle, *plans) {
	t.Helper()
	dir, err := os.MkdirTemp("", "flat") // short: the server's own paths stand below it
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	said := &plans{}
	logger := slog.New(slog.NewTextHandler(said, &slog.HandlerOptions{Level: slog.LevelDebug}))
	postgres, err := local.StartPostgres(t.Context(), local.Config{Dir: dir, Fast: true, Logger: logger})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, postgres.Stop(context.Background())) })
	url := postgres.URL("office")
	admin, err := sqlx.Open("postgres", postgres.URL("postgres"))
	require.NoError(t, err)
	defer admin.Close()
	_, err = admin.ExecContext(t.Context(), `CREATE DATABASE office`)
	require.NoError(t, err)
	require.NoError(t, fillOffice(url))
	b := through(t, url, url)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	b.raw.SetMaxOpenConns(1) // the role of replication is the session's
	_, err = b.raw.ExecContext(t.Context(), `SET session_replication_role = replica`)
	require.NoError(t, err)
	for _, fill := range bulk {
		_, err := b.raw.ExecContext(t.Context(), fill, number, archivedCases, openCases)
		require.NoError(t, err)
	}
	for _, after := range []string{
		`VACUUM ANALYZE`, `ALTER DATABASE office SET session_preload_libraries = 'auto_explain'`,
		`ALTER DATABASE office SET auto_explain.log_min_duration = 0`, `ALTER DATABASE office SET auto_explain.log_analyze = on`, `ALTER DATABASE office SET auto_explain.log_timing = off`,
	} {
		_, err := b.raw.ExecContext(t.Context(), after)
		require.NoError(t, err)
	}
	return through(t, url, url), said
}
