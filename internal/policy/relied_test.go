package policy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// firstTexts are policies as the first commit published them that had them. Their
// files were edited in place afterwards; an office seeded then keeps the first text.
func firstTexts(t *testing.T) (out []policy.Policy) {
	t.Helper()
	files, err := filepath.Glob("testdata/first/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var p policy.Policy
		require.NoError(t, json.Unmarshal(text, &p), file)
		out = append(out, p)
	}
	return out
}

// TestReliedClocksAreThere: whichever text of a version an office holds, and whatever
// else it published, every clock the acts of the kind come to is counted; by which
// version is known, and counting it again gives the same.
func TestReliedClocksAreThere(t *testing.T) {
	t.Parallel()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	start := instant(t, "2026-09-24T09:30")
	lent := 0
	for _, pinned := range append(ref.Policies, firstTexts(t)...) {
		stored := []policy.Policy{pinned} // as if the office had seeded nothing since
		for _, p := range ref.Policies {
			if p.ID != pinned.ID {
				stored = append(stored, p)
			}
		}
		book, err := policy.NewBook(kind.Office(), stored, ref.Items, oneCalendar("cn@1", cal), "cn@1", policy.DefaultSpread)
		require.NoError(t, err)
		book = book.Beside(ref.Policies)
		plan := func(q casework.PlanClock) casework.Planned {
			req := casework.PlanRequest{Number: "X", Kind: pinned.Kind, Policy: pinned.Ref(), Clocks: []casework.PlanClock{q}}
			switch pinned.Kind { // what its matter promises
			case casework.Service:
				req.Item = "food-permit"
			case kind.Contact:
				req.Item = "first-contact"
			case kind.Disclosure:
				req.Item = "disclosure-item"
			}
			got, err := book.Plan(req)
			require.NoError(t, err, "%s %s", pinned.Ref(), q.Name)
			return got.Clocks[0]
		}
		if pinned.ID == "service-work" {
			continue // nobody pins it: it is lent to all classes
		}
		for _, name := range kind.Office().Of(pinned.Kind).Clocks {
			q := casework.PlanClock{Name: name, Start: start}
			if name == casework.ClockStep || name == "act_on_advice" || name == "mend" || name == "report_back" || name == "lacking" {
				q.Limit = "5wd" // only as stated
			}
			if name == "approve" || name == "feedback" || name == "leave" || name == "return" || name == "renew" || name == kind.ClockPutOff {
				q.Stated = start.AddDate(0, 0, 3)
			}
			first := plan(q)
			require.False(t, first.Absent, "%s has no %s, and nobody lends it", pinned.Ref(), name)
			if first.Clock.Policy != "" {
				lent++
			}
			q.Policy = first.Clock.Policy
			require.Equal(t, first, plan(q), "%s %s", pinned.Ref(), name)
		}
	}
	require.Positive(t, lent)
}

// TestLenderIsTheOfficesNewest: what the office itself published since comes before
// what the binary carries, and is named; the law's item and the bureau's own choice of
// duties are lent by nobody.
func TestLenderIsTheOfficesNewest(t *testing.T) {
	t.Parallel()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	stored := firstTexts(t)
	var since policy.Policy
	for _, p := range ref.Policies {
		switch p.ID {
		case "complaint":
			since = p
			since.Version = 3
			stored = append(stored, since)
		case "service-permit", "service-general", "service-practice":
			stored = append(stored, p)
		}
	}
	book, err := policy.NewBook(kind.Office(), stored, nil, oneCalendar("cn@1", cal), "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	for _, tt := range []struct {
		kind        casework.Kind
		pin, clock  string
		ref, absent string
	}{
		{casework.Complaint, "complaint@1", "account", "complaint@3", ""},
		{casework.Complaint, "complaint@1", "handle", "", ""},
		{casework.Absence, "absence@1", casework.ClockUrgent, "shixian/absence@3", ""},
		{casework.Duties, "duties@2", "self_check", "", "a bureau has the duties its version lists"},
	} {
		plan, err := book.Beside(ref.Policies).Plan(casework.PlanRequest{Kind: tt.kind, Policy: tt.pin, Clocks: []casework.PlanClock{
			{Name: tt.clock, Start: instant(t, "2026-09-24T09:30")},
		}})
		require.NoError(t, err)
		require.Equal(t, tt.absent != "", plan.Clocks[0].Absent, "%s: %s", tt.clock, tt.absent)
		require.Equal(t, tt.ref, plan.Clocks[0].Clock.Policy, tt.clock)
	}
}

// TestALentClockKeepsItsLender: a clock that was lent by one version is counted by that
// one again, whatever the office has published since.
func TestALentClockKeepsItsLender(t *testing.T) {
	t.Parallel()
	ref := load(t)
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	stored := firstTexts(t)
	for _, p := range ref.Policies {
		if p.ID == "complaint" {
			for p.Version = 2; p.Version <= 3; p.Version++ {
				stored = append(stored, p)
			}
		}
	}
	book, err := policy.NewBook(kind.Office(), stored, nil, oneCalendar("cn@1", cal), "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	for before, after := range map[string]string{"": "complaint@3", "complaint@2": "complaint@2", "shixian/complaint@2": "shixian/complaint@2"} {
		plan, err := book.Beside(ref.Policies).Plan(casework.PlanRequest{Kind: casework.Complaint, Policy: "complaint@1", Clocks: []casework.PlanClock{
			{Name: "account", Start: instant(t, "2026-09-24T09:30"), Policy: before},
		}})
		require.NoError(t, err)
		require.Equal(t, after, plan.Clocks[0].Clock.Policy)
	}
}
