package policy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// chooses is the book once an office has published the next version of a policy with
// other choices.
func chooses(t *testing.T, id string, choices map[string]string) *policy.Book {
	t.Helper()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	var p policy.Policy
	for _, v := range ref.Policies {
		if v.ID == id && v.Version > p.Version {
			p = v
		}
	}
	p.Version, p.Choices = p.Version+1, choices
	book, err := policy.NewBook(kind.Office(), append(slices.Clone(ref.Policies), p), ref.Items, map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	return book
}

// What an office chooses decides by which policy a new petition is counted (R084, R087):
// from 3-05, 30wd end on 4-17, and 60d on 5-04, off till 5-05: 5-06.
func TestWhatAPetitionIsCountedBy(t *testing.T) {
	t.Parallel()
	for choice, want := range map[string][]string{"30wd": {"petition@", "2026-04-17"}, "60d": {"petition-statute@", "2026-05-06"}} {
		book := chooses(t, "petition", map[string]string{"petition-handle": choice, "petition-extension": "as-granted"})
		plan, err := book.Plan(casework.PlanRequest{
			Number: "XF2026-000001", Kind: kind.Petition, Item: "petition-matter",
			Clocks: []casework.PlanClock{{Name: "handle", Start: instant(t, "2026-03-05T10:00")}},
		})
		require.NoError(t, err)
		require.Contains(t, plan.Policy, want[0], choice)
		require.Equal(t, want[1], plan.Clocks[0].Clock.Date, choice)
		pinned, err := book.Plan(casework.PlanRequest{Number: "XF2026-000001", Kind: kind.Petition, Item: "petition-matter", Policy: "petition@1"})
		require.NoError(t, err)
		require.Equal(t, "petition@1", pinned.Policy, "a case keeps the version it pinned")
	}
}

// What an office chooses is what an extension may be (R085): as granted, up to the law,
// or 30 days. From 4-17, 30 days end on 5-17, a Sunday: 5-18, which is working day 19 (4-20
// to 24 are 1 to 5, 27 to 30 to 9, 5-06 to 09 to 13, 11 to 15 to 18).
func TestHowFarAPetitionIsExtended(t *testing.T) {
	t.Parallel()
	for choice, refused := range map[string]map[int]casework.Code{
		"as-granted": {19: "", 20: "", 30: "", 31: casework.OverCap},
		"30d":        {19: "", 20: casework.OverCap, 30: casework.OverCap},
	} {
		book := chooses(t, "petition", map[string]string{"petition-handle": "30wd", "petition-extension": choice})
		for days, code := range refused {
			got := countOf(t, book, "petition-matter", casework.PlanClock{Name: "handle", Start: instant(t, "2026-03-05T10:00"), Granted: days})
			require.Equal(t, code, got.Refused, "%s: %d", choice, days)
			if code != "" {
				require.Equal(t, "R085", got.Rule)
			}
		}
	}
}

// Nobody who sends a petition back states more for it than the law gives a claim (信访工作
// 条例 34): 60 days, whatever they are counted in: 30wd last 56 at most, with a holiday.
func TestNobodyStatesMoreThanTheLaw(t *testing.T) {
	t.Parallel()
	book := bookOf(t, policy.DefaultSpread)
	for limit, want := range map[string]casework.Code{"60d": "", "30wd": "", "61d": casework.OverCap, "45wd": casework.OverCap, "3mo": casework.OverCap, "": ""} {
		got := countOf(t, book, "petition-matter", casework.PlanClock{Name: "redo", Start: instant(t, "2026-03-05T10:00"), Limit: limit})
		require.Equal(t, want, got.Refused, limit)
	}
	p := policy.Policy{}
	for _, v := range load(t).Policies {
		if v.ID == "petition" {
			p = v
		}
	}
	redo := slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Clock == "redo" })
	p.Rules = slices.Clone(p.Rules)
	p.Rules[redo].LimitCap = "61d"
	require.ErrorContains(t, policy.Publishable(kind.Office(), p, load(t).Items, load(t).Presets, articles(t)), "the law allows 60d")
	p.Rules[redo].LimitCap = "20d"
	require.ErrorContains(t, policy.Validate(kind.Office(), p), "30d, where 20d is the most")
}
