package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// withSubordinate is the bureau with a unit below it that has a head, an office that
// keeps petitions and a desk of its own.
func withSubordinate(t *testing.T) *bench {
	t.Helper()
	b := setup(t)
	o, err := b.store.Office(t.Context())
	require.NoError(t, err)
	o.Units = append(o.Units, casework.Unit{ID: "team", Parent: "bureau", Name: "执法大队"}, casework.Unit{ID: "team-desk", Parent: "team", Name: "案件科"})
	o.Posts = append(o.Posts, casework.Post{ID: "team-head", Unit: "team", Role: casework.PrincipalLeader}, casework.Post{ID: "team-1", Unit: "team-desk", Role: casework.Handler})
	return b
}

// answered is a petition that a unit has answered.
func (b *bench) answered(number, unit string, facts map[string]string, clocks ...casework.Clock) {
	b.store.Put(casework.State{
		Number: number, Kind: kind.Petition, Declared: 1, Unit: unit, Post: "permit-1", Run: 1, Revision: 1, Stage: kind.StageAnswered, Received: b.now.Add(-time.Hour), Facts: facts, Clocks: clocks,
	})
}

// A review goes to the organ next above the one that answered, the final one to that above
// it (信访工作条例 35, 36). What a section of the bureau answered is the bureau's answer,
// and no organ of this house stands above it; of a subordinate unit's the bureau is.
func TestWhoReviewsAPetition(t *testing.T) {
	t.Parallel()
	reviewed := map[string]string{kind.FactRound: kind.RoundReview, kind.FactOrgan + kind.RoundReview: "bureau"}
	done := casework.Clock{Name: kind.RoundReview, Status: casework.Met}
	for name, tt := range map[string]struct {
		unit, organ string
		facts       map[string]string
		clocks      []casework.Clock
		above       string
		code        casework.Code
	}{
		"a section of the bureau":         {"permits", "here", nil, nil, "", casework.NoOrganAbove},
		"the same, asked outside":         {"permits", "outside", nil, nil, "", ""},
		"a section of a subordinate":      {"team-desk", "here", nil, nil, "bureau", ""},
		"the subordinate itself":          {"team", "here", nil, nil, "bureau", ""},
		"finally, after the bureau":       {"team-desk", "here", reviewed, []casework.Clock{done}, "", casework.NoOrganAbove},
		"finally, after one outside":      {"team-desk", "here", map[string]string{kind.FactRound: kind.RoundReview}, []casework.Clock{{Name: "review_outside"}}, "", casework.NoOrganAbove},
		"finally outside, after the same": {"team-desk", "outside", reviewed, []casework.Clock{done}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := withSubordinate(t)
			b.answered("XF2026-000001", tt.unit, tt.facts, tt.clocks...)
			_, err := b.Do(t.Context(), efficiency(), "XF2026-000001", casework.AskReview, map[string]any{"organ": tt.organ, "basis": "县人民政府"}, "k")
			require.Equal(t, tt.code, casework.CodeOf(err))
			if tt.code != "" {
				require.Equal(t, []any{"organ", "信访工作条例第三十五条、第三十六条"}, []any{core.RefusalsOf(err)[0].Field, core.RefusalsOf(err)[0].Rule})
				require.Empty(t, b.store.Commands)
				return
			}
			require.Equal(t, tt.above, b.store.Commands[0].Command.Args.Unit)
		})
	}
}

// The page offers this house only where it has an organ above.
func TestWhichOrganIsOffered(t *testing.T) {
	t.Parallel()
	for unit, want := range map[string][]string{"permits": {"outside"}, "team-desk": {"here", "outside"}} {
		b := withSubordinate(t)
		b.answered("XF2026-000001", unit, nil)
		view, err := b.Case(t.Context(), efficiency(), "XF2026-000001")
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), efficiency(), view)
		require.NoError(t, err)
		for _, f := range forms {
			if f.Command == casework.AskReview {
				require.Equal(t, want, f.Fields[0].Choices, unit)
				want = nil
			}
		}
		require.Nil(t, want, "it was offered")
	}
}

// Whoever brought it reads with his code what each review came to, when and why, and by
// when the next is owed (信访工作条例 35, 36).
func TestProgressTellsEachReview(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.answered("XF2026-000001", "permits", map[string]string{kind.FactRound: kind.RoundFinal})
	v := b.store.Cases["XF2026-000001"]
	v.Stage = kind.StageRecheck
	v.Clocks = []casework.ClockView{{Name: kind.RoundFinal, Date: "2026-05-20"}}
	b.store.Cases["XF2026-000001"] = v
	b.store.Codes["XF2026-000001"] = []byte("hash of code")
	b.store.Texts["reply"], b.store.Texts["upheld"], b.store.Texts["redo"] = "解释如下", "事实清楚", "证据不足"
	decided := func(at, outcome, text string) casework.TimelineRow {
		on, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		return casework.TimelineRow{Name: casework.ReviewDecided, At: on, Level: outcome, TextID: text, Detail: map[string]string{"round": kind.RoundReview}}
	}
	b.store.Events["XF2026-000001"] = []casework.TimelineRow{
		{Name: casework.Replied, Level: "explained", TextID: "reply"},
		decided("2026-04-13T02:00:00Z", "redo", "redo"), decided("2026-05-11T16:30:00Z", "upheld", "upheld"),
	}
	got, err := b.Progress(t.Context(), "XF2026-000001", "code")
	require.NoError(t, err)
	require.Equal(t, []cases.Reviewed{
		{Round: kind.RoundReview, On: "2026-04-13", Outcome: "redo", Opinion: "证据不足"}, {Round: kind.RoundReview, On: "2026-05-12", Outcome: "upheld", Opinion: "事实清楚"},
	}, got.Reviews)
	require.Equal(t, []string{"解释如下", "2026-05-20"}, []string{got.Reply, got.Due})
}

// The organ that answered decides no review of it: the head of the subordinate unit is
// below the bureau whose review it is.
func TestWhoDecidesAReview(t *testing.T) {
	t.Parallel()
	b := withSubordinate(t)
	running := casework.Clock{Name: kind.RoundReview, Round: 1, Status: casework.Running, Start: b.now, Due: b.now.Add(time.Hour)}
	b.answered("XF2026-000001", "team-desk", map[string]string{kind.FactRound: kind.RoundReview, kind.FactOrgan + kind.RoundReview: "bureau"}, running)
	v := b.store.Cases["XF2026-000001"]
	v.Stage = kind.StageRecheck
	b.store.Cases["XF2026-000001"] = v
	below := casework.Principal{Person: countertest.Stranger, Holdings: []casework.Holding{{Post: "team-head", Role: casework.PrincipalLeader, Unit: "team"}}}
	raw := map[string]any{"outcome": "upheld", "reason": "维持"}
	_, err := b.Do(t.Context(), below, "XF2026-000001", casework.DecideReview, raw, "k1")
	require.Equal(t, casework.NotCompetent, casework.CodeOf(err))
	_, err = b.Do(t.Context(), chief(), "XF2026-000001", casework.DecideReview, raw, "k2")
	require.NoError(t, err)
}
