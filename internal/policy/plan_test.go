package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", s, time.FixedZone("CST", 8*3600))
	require.NoError(t, err)
	return at
}

// planned counts one clock of the food permit by a policy that was changed.
func planned(t *testing.T, change func(*policy.Policy), q casework.PlanClock) casework.Planned {
	t.Helper()
	ref := load(t)
	book, err := ref.Book()
	require.NoError(t, err)
	draft := permit(t, ref)
	draft.Version = 4
	change(&draft)
	tried, err := book.With(draft)
	require.NoError(t, err)
	plan, err := tried.Plan(casework.PlanRequest{
		Number: "BJ2026-000001", Kind: casework.Service, Item: "food-permit", Clocks: []casework.PlanClock{q},
	})
	require.NoError(t, err)
	require.Equal(t, "service-permit@4", plan.Policy)
	kept, err := book.Plan(casework.PlanRequest{Number: "BJ2026-000001", Kind: casework.Service, Item: "food-permit"})
	require.NoError(t, err)
	require.Equal(t, "service-permit@3", kept.Policy, "trying a draft changes nothing")
	return plan.Clocks[0]
}

// TestPauseCap: ten working days of pauses in all, and not one more (R028).
func TestPauseCap(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time { return instant(t, s) }
	span := func(from, to, category string) casework.Span {
		return casework.Span{From: at(from), To: at(to), Category: category}
	}
	first := span("2026-10-09T10:00", "2026-10-16T10:00", "inspection") // 10-10 (make-up) and 12 to 16: 6wd
	for name, tt := range map[string]struct {
		pauses []casework.Span
		asked  bool
		want   casework.Code
	}{
		"up to the cap":        {[]casework.Span{first, span("2026-10-19T10:00", "2026-10-23T10:00", "test")}, true, ""},
		"a day over the cap":   {[]casework.Span{first, span("2026-10-19T10:00", "2026-10-26T10:00", "test")}, true, casework.OverCap},
		"a weekend over it":    {[]casework.Span{first, span("2026-10-19T10:00", "2026-10-25T10:00", "test")}, true, ""},
		"counted anew":         {[]casework.Span{first, span("2026-10-19T10:00", "2026-10-26T10:00", "test")}, false, ""},
		"closed in between":    {[]casework.Span{first, span("2026-10-19T10:00", "2026-11-02T10:00", casework.SpanClosed)}, true, ""},
		"one that is too long": {[]casework.Span{span("2026-09-24T10:00", "2027-09-24T10:00", "hearing")}, true, casework.OverCap},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := planned(t, func(p *policy.Policy) { clock(p, "handle").PauseCap = 10 }, casework.PlanClock{
				Name: "handle", Start: at("2026-09-24T09:30"), Pauses: tt.pauses, Pausing: tt.asked,
			})
			require.Equal(t, tt.want, got.Refused)
			if tt.want != "" {
				require.Equal(t, "R028", got.Rule)
			}
		})
	}
}

func TestWarningBefore(t *testing.T) {
	t.Parallel()
	got := planned(t, func(p *policy.Policy) {
		clock(p, "handle").Warn[0].Before = "7wd"
		clock(p, "handle").Warn[1].Before = "3wd"
	}, casework.PlanClock{Name: "handle", Start: instant(t, "2026-09-24T09:30")})
	var at []string
	for _, a := range got.Clock.Alarms[:2] {
		at = append(at, string(a.Kind)+" "+a.At.Format("01-02 15:04"))
	}
	require.Equal(t, []string{"half 09-30 08:30", "near 10-12 08:30"}, at, "10wd from 24 September end on 15 October")
}

func TestDelegationReachesTheClock(t *testing.T) {
	t.Parallel()
	got := planned(t, func(*policy.Policy) {}, casework.PlanClock{Name: "handle", Start: instant(t, "2026-09-24T09:30")})
	require.Equal(t, casework.PrincipalLeader, got.Clock.Delegated)
	require.Equal(t, casework.LeaderInCharge, got.Clock.Asks)
}
