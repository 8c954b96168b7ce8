package store_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/cases"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/store/messages"
)

// archive adds closed cases, decided commands and sent messages, as years of work do.
const archive = `
WITH one AS (SELECT * FROM cases LIMIT 1), many AS (
    INSERT INTO cases (number, kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, opens_at, started_at,
                       closed_at, next_at, state, registered_key, digest)
    SELECT 'BJ2020-' || lpad(n::text, 6, '0'), kind, unit, post, stage, prev_stage, stage_at, received_at, registered_at, opens_at,
           registered_at, now() - interval '1 year', 'infinity', '{}', 'archive ' || n, digest
    FROM one, generate_series(1, 20000) n RETURNING number
)
INSERT INTO commands (id, number, name, actor, at, verdict, decided_at)
SELECT 'archive ' || number, number, 'complete', 'li', now() - interval '1 year', '{}', now() FROM many`

const archiveOfMail = `
INSERT INTO outbox (inbox_id, channel, deliver_at, state, next_try_at)
SELECT (SELECT min(id) FROM inbox), 'archive ' || n, now() - interval '1 year', 'sent', now() FROM generate_series(1, 20000) n`

// What the sweep asks every two seconds, and a scrape every fifteen, costs nothing
// more because the archive grew: no table of cases is read whole.
func TestSweepReadsByIndex(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.commit(t, step(s.register(t), 1, breached(now(), casework.ActingHolder)))
	for _, fill := range []string{archive, archiveOfMail, "ANALYZE"} {
		_, err := s.raw.ExecContext(t.Context(), fill)
		require.NoError(t, err)
	}
	often := maps.Clone(cases.Often)
	maps.Copy(often, health.Often)
	for name, query := range often {
		t.Run(name, func(t *testing.T) {
			first := "now()"
			switch name {
			case "recounting": // goes on after a command
				first = "''"
			case "stuck": // names so many
				first = "10"
			}
			query = strings.NewReplacer("$1", first, "$2", "500").Replace(query)
			var plan []string
			require.NoError(t, s.raw.SelectContext(t.Context(), &plan, "EXPLAIN "+query))
			for _, line := range plan {
				for _, table := range []string{"cases", "commands", "outbox"} {
					require.NotContains(t, line, "Seq Scan on "+table, strings.Join(plan, "\n"))
				}
			}
		})
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()
	s := setup(t)
	number := s.register(t)
	later := s.register(t)
	s.commit(t, step(later, 1, breached(now(), casework.ActingHolder)))
	require.NoError(t, s.MarkStarted(t.Context(), later))
	for _, change := range []string{
		"UPDATE cases SET registered_at = now() - interval '5 minutes' WHERE number = $1",
		"INSERT INTO commands (id, number, name, actor, at) VALUES ('waits', $1, 'complete', 'li', now() - interval '30 seconds')",
		"UPDATE outbox SET state = 'dead' WHERE id = (SELECT min(id) FROM outbox) AND $1 <> ''",
		"UPDATE cases SET next_at = now() - interval '3 minutes', started_at = now() - interval '3 minutes' WHERE number <> $1",
	} {
		_, err := s.raw.ExecContext(t.Context(), change, number)
		require.NoError(t, err)
	}
	require.NoError(t, s.Park(t.Context(), casework.ParkRequest{Number: number, Run: 1, Doing: "handle", At: now(), Code: casework.Unwritable}))
	f, err := s.Facts(t.Context())
	require.NoError(t, err)
	require.Equal(t, map[string]int{"service": 2}, f.Open)
	require.Equal(t, 1, f.Unstarted)
	require.Equal(t, 1, f.Behind)
	require.Equal(t, 1, f.Parked)
	require.Equal(t, 1, f.Undecided)
	require.InDelta(t, 30*time.Second, f.OldestWait, float64(5*time.Second))
	var dead, rest int
	for _, o := range f.Outbox {
		require.Equal(t, messages.Mail, o.Channel)
		if o.State == "dead" {
			dead += o.Count
		} else {
			rest += o.Count
		}
	}
	require.Equal(t, 1, dead)
	var all int
	require.NoError(t, s.raw.GetContext(t.Context(), &all, "SELECT count(*) FROM outbox"))
	require.Equal(t, all, dead+rest)
}
