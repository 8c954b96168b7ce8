package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// books: the reference data, on a calendar, with any items added.
func bookOf(t *testing.T, spread policy.Spread, more ...policy.Item) *policy.Book {
	t.Helper()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	book, err := policy.NewBook(kind.Office(), ref.Policies, append(ref.Items, more...), map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", spread)
	require.NoError(t, err)
	return book
}

func countOf(t *testing.T, book *policy.Book, item string, q casework.PlanClock) casework.Planned {
	t.Helper()
	plan, err := book.Plan(casework.PlanRequest{Number: "BJ2026-000001", Kind: casework.Service, Item: item, Clocks: []casework.PlanClock{q}})
	require.NoError(t, err)
	require.Len(t, plan.Clocks, 1)
	return plan.Clocks[0]
}

// alarmsOf writes alarms as "near 10-14 08:30", rungs with their level, a star
// for those armed ahead.
func alarmsOf(c casework.Clock) []string {
	var out []string
	for _, a := range c.Alarms {
		s := fmt.Sprintf("%s%s %s", a.Kind, a.Level, a.At.In(time.FixedZone("CST", 8*3600)).Format("01-02 15:04"))
		if a.Ahead {
			s += "*"
		}
		out = append(out, s)
	}
	return out
}

// Days off in 2026: 9-25 to 9-27, 10-1 to 10-7; 10-10 is worked. March has none.
func TestPlan(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		item  string
		clock casework.PlanClock
		want  string
	}{
		"a permit's promise, over National Day": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-09-24T09:30")},
			"half 10-10 08:30* near 10-14 08:30* due 10-15 17:30* rung1 10-15 17:30* rung2 10-16 17:30* rung3 10-20 17:30*",
		},
		"silence has no ladder": {
			"food-permit", casework.PlanClock{Name: "intake", Start: instant(t, "2026-03-02T09:30")},
			"half 03-05 08:30* near 03-06 08:30* due 03-09 17:30*",
		},
		"warnings gone by are left out": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-09-24T09:30"), SkipBefore: instant(t, "2026-10-10T08:30")},
			"near 10-14 08:30* due 10-15 17:30* rung1 10-15 17:30* rung2 10-16 17:30* rung3 10-20 17:30*",
		},
		// Born on 10-09 of a deeming: half and near lie after it and are given.
		"born of a deeming, in time": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-09-24T09:30"), NotBefore: instant(t, "2026-10-09T17:30")},
			"half 10-10 08:30* near 10-14 08:30* due 10-15 17:30* rung1 10-15 17:30* rung2 10-16 17:30* rung3 10-20 17:30*",
		},
		// Received on 3-02 and due on 3-16, deemed as late as 3-18 at noon: due then,
		// at once and not armed, the ladder from there: 3-19, 3-23.
		"born of a deeming, overdue": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T09:30"), NotBefore: instant(t, "2026-03-18T12:00")},
			"due 03-18 12:00 rung1 03-18 12:00 rung2 03-19 17:30* rung3 03-23 17:30*",
		},
		// Day 0 is 3-02: half would be day 2, 3-04, which is near's day.
		"3wd: half gives way to near": {
			"elder-allowance", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00")},
			"near 03-04 08:30* due 03-05 17:30* rung1 03-05 17:30* rung2 03-06 17:30* rung3 03-10 17:30*",
		},
		"1wd: near at the opening of the due day": {
			"one-day", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00")},
			"near 03-03 08:30* due 03-03 17:30* rung1 03-03 17:30* rung2 03-04 17:30* rung3 03-06 17:30*",
		},
		"0wd begun before opening: near at opening": {
			"senior-card", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T08:00")},
			"near 03-02 08:30* due 03-02 17:30* rung1 03-02 17:30* rung2 03-03 17:30* rung3 03-05 17:30*",
		},
		"0wd begun after opening: no warning": {
			"senior-card", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00")},
			"due 03-02 17:30* rung1 03-02 17:30* rung2 03-03 17:30* rung3 03-05 17:30*",
		},
		"0wd begun after closing: the next working day": {
			"senior-card", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-06T18:00")}, // a Friday
			"near 03-09 08:30* due 03-09 17:30* rung1 03-09 17:30* rung2 03-10 17:30* rung3 03-12 17:30*",
		},
		// Two working hours before noon, two from 14:00; its rungs are dated.
		"4wh: 50 and 80 per cent, not armed": {
			"archive-copy", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00")},
			"half 03-02 12:00 near 03-02 15:12 due 03-02 16:00 rung1 03-02 16:00 rung2 03-03 17:30* rung3 03-05 17:30*",
		},
		// 60s: half 30, near 48; rungs 40 s and 80 s after.
		"seconds": {
			"practice", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00")},
			"half 03-02 10:00 near 03-02 10:00 due 03-02 10:01 rung1 03-02 10:01 rung2 03-02 10:01 rung3 03-02 10:02",
		},
		// 3-04, 05, 06 paused: 3-16 to 3-19; half from day 6, 3-10, to 3-13.
		"paused": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00"), Pauses: []casework.Span{
				{From: instant(t, "2026-03-03T10:00"), To: instant(t, "2026-03-06T10:00")},
			}},
			"half 03-13 08:30* near 03-18 08:30* due 03-19 17:30* rung1 03-19 17:30* rung2 03-20 17:30* rung3 03-24 17:30*",
		},
		// 12wd: due 3-18, half on day 7, 3-11.
		"granted two days": {
			"food-permit", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-02T10:00"), Granted: 2},
			"half 03-11 08:30* near 03-17 08:30* due 03-18 17:30* rung1 03-18 17:30* rung2 03-19 17:30* rung3 03-23 17:30*",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			oneDay := policy.Item{ID: "one-day", Kind: casework.Service, Class: "service", Policy: "service-general", Promised: "1wd"}
			got := countOf(t, bookOf(t, policy.DefaultSpread, oneDay), tt.item, tt.clock)
			require.Empty(t, got.Refused)
			require.Equal(t, tt.want, strings.Join(alarmsOf(got.Clock), " "))
			require.Equal(t, casework.Running, got.Clock.Status)
		})
	}
}

// What a clock carries for its case: who is asked, who decides, which rule, and
// whether it is counted in time.
func TestPlanNamesRuleAndPeople(t *testing.T) {
	t.Parallel()
	book := bookOf(t, policy.DefaultSpread)
	start := instant(t, "2026-03-02T10:00")
	handle := countOf(t, book, "food-permit", casework.PlanClock{Name: "handle", Start: start}).Clock
	require.Equal(t, "10wd", handle.Limit)
	require.Equal(t, "2026-03-16", handle.Date)
	require.Equal(t, casework.LeaderInCharge, handle.Asks, "the delegate is asked first")
	require.Equal(t, []casework.Role{casework.PrincipalLeader, casework.LeaderInCharge}, handle.Deciders)
	require.True(t, handle.Pausable)
	require.False(t, handle.Prompt)
	require.Equal(t, []casework.Role{casework.ActingHolder, casework.SectionHead}, handle.Alarms[2].To)
	require.Equal(t, "yellow", handle.Alarms[3].Card)
	require.Equal(t, "explain", handle.Alarms[3].Explain)
	require.True(t, handle.Alarms[5].Opens)
	require.True(t, countOf(t, book, "archive-copy", casework.PlanClock{Name: "handle", Start: start}).Clock.Prompt)

	require.True(t, countOf(t, book, "elder-allowance", casework.PlanClock{Name: "statutory", Start: start}).Absent, "no law sets one")
	require.True(t, countOf(t, book, "food-permit", casework.PlanClock{Name: "nonsense", Start: start}).Absent)
}

// The list of 2027 is not announced: what reaches into it counts weekends only
// and says so. Elapsed time asks no list.
func TestPlanIsProvisional(t *testing.T) {
	t.Parallel()
	book := bookOf(t, policy.DefaultSpread)
	for name, tt := range map[string]struct {
		item, start string
		want        bool
	}{
		"ends in December":   {"food-permit", "2026-12-01T10:00", false},
		"reaches January":    {"food-permit", "2026-12-24T10:00", true},
		"wholly in 2027":     {"food-permit", "2027-02-01T10:00", true},
		"working hours":      {"archive-copy", "2027-02-01T10:00", true},
		"seconds, elsewhere": {"practice", "2027-02-01T10:00", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := countOf(t, book, tt.item, casework.PlanClock{Name: "handle", Start: instant(t, tt.start)})
			require.Equal(t, tt.want, got.Clock.Provisional)
		})
	}
}

// A plan pins what it counted with, and a pinned request is counted with that.
func TestPlanPins(t *testing.T) {
	t.Parallel()
	book := bookOf(t, policy.DefaultSpread)
	ask := casework.PlanRequest{Number: "BJ2026-000001", Kind: casework.Service, Item: "food-permit"}
	plan, err := book.Plan(ask)
	require.NoError(t, err)
	require.Equal(t, "service-permit@3 cn@1 permit", plan.Policy+" "+plan.Calendar+" "+plan.Class)
	plan, err = bookOf(t, policy.Spread{Min: 10 * time.Second}).Plan(ask)
	require.NoError(t, err)
	require.Equal(t, 10*time.Second, plan.Lead, "a spread without a width")
	for name, spoil := range map[string]func(*casework.PlanRequest){
		"an item not in the book":     func(r *casework.PlanRequest) { r.Item = "nonsense" },
		"a policy not in the book":    func(r *casework.PlanRequest) { r.Policy = "service-permit@9" },
		"a calendar not in the book":  func(r *casework.PlanRequest) { r.Calendar = "cn@9" },
		"a kind that has no policies": func(r *casework.PlanRequest) { r.Item, r.Kind = "", "nonsense" },
		"a limit that does not parse": func(r *casework.PlanRequest) {
			r.Clocks = []casework.PlanClock{{Name: "handle", Start: instant(t, "2026-03-02T10:00"), Limit: "soon"}}
		},
	} {
		wrong := ask
		spoil(&wrong)
		_, err := book.Plan(wrong)
		require.ErrorContains(t, err, "plan BJ2026-000001", name)
	}
}
