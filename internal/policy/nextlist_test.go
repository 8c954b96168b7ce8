package policy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// listedBook holds cn@1, the list of 2027 missing; cn@2 with it and that of 2028; and
// cn@3, which is complete in itself.
func listedBook(t *testing.T) *policy.Book {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	calendars := map[string]*calendar.Calendar{}
	for name, years := range map[string][]int{"cn@1": ref.National.Years, "cn@2": append(slices.Clone(ref.National.Years), 2027, 2028), "cn@3": nil} {
		ref.National.Years = years
		calendars[name], err = calendar.New(ref.National)
		require.NoError(t, err)
	}
	book, err := policy.NewBook(kind.Office(), ref.Policies, nil, calendars, "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	return book
}

// TestListIsAskedForFromNovember: of the first year after which no list is in, every
// week of it, whenever the bureau began.
func TestListIsAskedForFromNovember(t *testing.T) {
	t.Parallel()
	book := listedBook(t)
	for name, tt := range map[string]struct {
		calendar, from string
		times          int
		start, due     string
	}{
		"in spring":             {"cn@1", "2026-03-02T09:00", 0, "2026-11-01 00:00", "2026-11-09"},
		"on the day":            {"cn@1", "2026-11-01T00:00", 0, "2026-11-01 00:00", "2026-11-09"},
		"its third week":        {"cn@1", "2026-11-01T00:00", 3, "2026-11-01 00:00", "2026-11-23"},
		"a bureau began late":   {"cn@1", "2026-11-18T09:00", 0, "2026-11-18 09:00", "2026-11-25"},
		"still missing in May":  {"cn@1", "2026-11-01T00:00", 27, "2026-11-01 00:00", "2027-05-10"},
		"two lists are in":      {"cn@2", "2026-11-01T00:00", 3, "2028-11-01 00:00", "2028-11-08"},
		"begun after it was in": {"cn@2", "2026-12-01T09:00", 0, "2028-11-01 00:00", "2028-11-08"},
	} {
		plan, err := book.Plan(casework.PlanRequest{Kind: casework.Duties, Calendar: tt.calendar, Clocks: []casework.PlanClock{
			{Name: "next_list", Start: instant(t, tt.from), Times: tt.times},
		}})
		require.NoError(t, err, name)
		c := plan.Clocks[0].Clock
		require.Equal(t, []string{tt.start, tt.due}, []string{c.Start.Format("2006-01-02 15:04"), c.Date}, name)
		require.Equal(t, "duties@6", plan.Policy)
	}
	for pin, calendar := range map[string]string{"duties@3": "cn@3", "duties@2": "cn@1", "duties@1": "cn@1"} {
		plan, err := book.Beside(nil).Plan(casework.PlanRequest{Kind: casework.Duties, Policy: pin, Calendar: calendar, Clocks: []casework.PlanClock{
			{Name: "next_list", Start: instant(t, "2026-03-02T09:00")},
		}})
		require.NoError(t, err)
		require.True(t, plan.Clocks[0].Absent, "%s by %s asks for none", pin, calendar)
	}
}

// TestListThatIsInMovesNothing: the preview of a recount tells of no date moved to
// next November; the recount files the round.
func TestListThatIsInMovesNothing(t *testing.T) {
	t.Parallel()
	book := listedBook(t)
	plan, err := book.Plan(casework.PlanRequest{Kind: casework.Duties, Calendar: "cn@1", Clocks: []casework.PlanClock{
		{Name: "next_list", Start: instant(t, "2026-03-02T09:00")},
	}})
	require.NoError(t, err)
	moves, err := book.Recount(&casework.State{
		Kind: casework.Duties, Policy: plan.Policy, Calendar: plan.Calendar, Clocks: []casework.Clock{plan.Clocks[0].Clock},
	}, "cn@2", "", instant(t, "2026-11-05T09:00"))
	require.NoError(t, err)
	require.Empty(t, moves)
}
