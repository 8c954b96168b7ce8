package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// parents is a bureau with a section and a group in it, and another section.
var parents = map[string]string{"bureau": "", "permits": "bureau", "food": "permits", "window": "bureau"}

func shelve(t *testing.T, at string, versions ...policy.CalendarVersion) (*policy.Book, error) {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	now, err := time.Parse(time.RFC3339, at)
	require.NoError(t, err)
	return policy.Shelve(kind.Office(), ref.Policies, ref.Items, versions, parents, now)
}

func version(id string, n int, unit, from string, published bool, off ...string) policy.CalendarVersion {
	at, err := time.Parse(time.DateOnly, from)
	if err != nil {
		panic(err) // a date a test wrote
	}
	return policy.CalendarVersion{
		ID: id, Version: n, Unit: unit, From: at, Published: published, Spec: calendar.Spec{Off: off, Years: []int{2026}},
	}
}

func TestShelve(t *testing.T) {
	t.Parallel()
	versions := []policy.CalendarVersion{
		version("cn/permits", 1, "permits", "2026-01-01", true, "2026-09-28"),
		version("cn", 10, "", "2026-12-01", true), // not yet in force
		version("cn", 9, "", "2026-01-01", true),
		version("cn", 11, "", "2026-01-01", false), // a draft
		version("cn/window", 1, "window", "2026-01-01", false),
	}
	book, err := shelve(t, "2026-11-22T09:00:00Z", versions...)
	require.NoError(t, err)
	for unit, want := range map[string]string{
		"bureau": "cn@9", "permits": "cn/permits@1", "food": "cn/permits@1", "window": "cn@9", "elsewhere": "cn@9", "": "cn@9",
	} {
		require.Equal(t, want, book.CalendarFor(unit), unit)
	}
	_, _, err = book.Calendar("cn@11")
	require.NoError(t, err, "a draft can be counted with")
	later, err := shelve(t, "2026-12-01T00:00:00Z", versions...)
	require.NoError(t, err)
	require.Equal(t, "cn@10", later.CalendarFor("window"))

	plan := func(unit, pin string) casework.Plan {
		p, err := book.Plan(casework.PlanRequest{
			Number: "BJ2026-000001", Kind: casework.Service, Item: "road-permit", Unit: unit, Calendar: pin,
			Clocks: []casework.PlanClock{{Name: "handle", Start: time.Date(2026, 9, 24, 2, 0, 0, 0, time.UTC)}},
		})
		require.NoError(t, err)
		return p
	}
	require.Equal(t, "cn/permits@1", plan("food", "").Calendar)
	require.Equal(t, "2026-10-02", plan("food", "").Clocks[0].Clock.Date, "the section's own day off counts")
	require.Equal(t, "2026-10-01", plan("food", "cn@9").Clocks[0].Clock.Date, "a pin stands")

	_, err = shelve(t, "2026-11-22T09:00:00Z", version("cn", 1, "", "2026-01-01", false))
	require.Error(t, err, "nothing is in force")
	_, err = shelve(t, "2026-11-22T09:00:00Z", version("cn", 1, "", "2026-01-01", true, "2026-02-30"))
	require.Error(t, err)
}

func TestRecount(t *testing.T) {
	t.Parallel()
	book, err := shelve(t, "2026-12-23T02:00:00Z",
		version("cn", 1, "", "2026-01-01", true), policy.CalendarVersion{ID: "cn", Version: 2, Spec: calendar.Spec{
			Off: []string{"2026-12-23", "2026-12-24"}, Work: []string{"2026-12-19"}, Years: []int{2026, 2027},
		}})
	require.NoError(t, err)
	now := time.Date(2026, 12, 23, 10, 0, 0, 0, time.UTC) // after closing
	count := func(start string, change func(*casework.Clock), accountable ...string) []policy.Move {
		t.Helper()
		at, err := time.ParseInLocation("2006-01-02", start, time.FixedZone("CST", 8*3600))
		require.NoError(t, err)
		s := &casework.State{Number: "BJ2026-000001", Kind: casework.Service, Item: "road-permit", Unit: "permits", Accountable: accountable}
		plan, err := book.Plan(casework.PlanRequest{
			Number: s.Number, Kind: s.Kind, Item: s.Item, Unit: s.Unit, Clocks: []casework.PlanClock{{Name: "handle", Start: at}},
		})
		require.NoError(t, err)
		s.Policy, s.Calendar, s.Clocks = plan.Policy, plan.Calendar, []casework.Clock{plan.Clocks[0].Clock}
		change(&s.Clocks[0])
		before := s.Clone()
		moves, err := book.Recount(s, "cn@2", "", now)
		require.NoError(t, err)
		require.Equal(t, before, s, "nothing changes")
		return moves
	}
	as := func(status casework.ClockStatus) func(*casework.Clock) {
		return func(c *casework.Clock) { c.Status = status }
	}
	due := func(day int) time.Time { return time.Date(2026, 12, day, 9, 30, 0, 0, time.UTC) }
	only := func(moves []policy.Move) policy.Move {
		t.Helper()
		require.Len(t, moves, 1)
		m := moves[0]
		m.Old, m.New = m.Old.UTC(), m.New.UTC()
		return m
	}
	require.Equal(t, policy.Move{Clock: "handle", Old: due(23), New: due(22), Shifts: true},
		only(count("2026-12-16", as(casework.Breached))), "5wd from the 16th, late all the same, by another date")
	asked := func(c *casework.Clock) { c.Post = "road-desk" }
	require.False(t, only(count("2026-12-16", asked)).Stays)
	require.True(t, only(count("2026-12-16", asked, "road-desk")).Stays, "a case stands open over it")
	require.False(t, only(count("2026-12-21", asked, "road-desk")).Stays, "over something else: this one is not late")
	require.Equal(t, policy.Move{Clock: "handle", Old: due(28), New: due(30)}, only(count("2026-12-21", as(casework.Running))))
	require.Equal(t, policy.Move{Clock: "handle", Old: due(28), New: due(30)}, only(count("2026-12-21", as(casework.Paused))))
	require.Empty(t, count("2026-12-21", as(casework.Met)), "ended clocks stay")
	require.Empty(t, count("2026-12-21", func(c *casework.Clock) { c.Name = "unheard-of" }), "what the policy does not know runs on")
	require.Equal(t, policy.Move{Clock: "handle", Old: due(24), New: due(25), Makes: false}, only(count("2026-12-17", as(casework.Running))))
	require.True(t, only(count("2026-12-18", func(c *casework.Clock) { c.Due = due(22) })).Undoes)
	require.True(t, only(count("2026-12-14", func(c *casework.Clock) { c.Due = due(24) })).Makes)
	settled := only(count("2026-12-25", func(c *casework.Clock) { c.Provisional = true }))
	require.True(t, settled.WasProvisional && !settled.Provisional, settled)
}
