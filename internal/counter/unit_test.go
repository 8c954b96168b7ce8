package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// verifying is a case nobody is named in yet.
func verifying(t *testing.T, b *bench, events ...casework.TimelineRow) string {
	t.Helper()
	number := blamed(t, b, events...)
	zz := b.store.Cases[number]
	state := casework.State{
		Number: number, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageVerify,
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "permit-1", At: zz.Received},
	}
	b.store.Put(state)
	view := b.store.Cases[number]
	view.Received = zz.Received
	b.store.Cases[number] = view
	b.engine.Run(number, true)
	return number
}

// A unit is heard by its head, whoever that is now; a case is against a person or
// a unit (R139).
func TestAUnitIsSpokenForByItsHead(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args  map[string]any
		head  string
		want  string
		field string // refused there
	}{
		"its head":                {map[string]any{"outcome": "formal", "unit": "permits"}, countertest.Head, countertest.Head, ""},
		"nobody on its post":      {map[string]any{"outcome": "formal", "unit": "permits"}, "", "", "unit"},
		"a unit without a head":   {map[string]any{"outcome": "formal", "unit": "other"}, countertest.Head, "", "unit"},
		"a unit nobody knows":     {map[string]any{"outcome": "formal", "unit": "moon"}, countertest.Head, "", "unit"},
		"a person and a unit":     {map[string]any{"outcome": "formal", "unit": "permits", "person": countertest.Handler}, countertest.Head, "", "unit"},
		"a reminder to a unit":    {map[string]any{"outcome": "reminder", "unit": "permits"}, countertest.Head, "", "unit"},
		"excused on nobody's ask": {map[string]any{"outcome": "exempt", "asked_by": "moon"}, "", "", "asked_by"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			number := verifying(t, b)
			b.store.OnDuty["head"] = tt.head
			tt.args["reason"] = "facts"
			_, err := b.Do(t.Context(), efficiency(), number, casework.StateFacts, tt.args, "k")
			if tt.field != "" {
				refused := core.RefusalsOf(err)
				require.Len(t, refused, 1)
				require.Equal(t, tt.field, refused[0].Field)
				require.Empty(t, b.engine.Updates, "nothing reached the case")
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, b.engine.Updates[0].Args.Person)
			require.Equal(t, "permits", b.engine.Updates[0].Args.Unit)
		})
	}
}

// The explanation the late section gave its leader is taken into the verification,
// with its words for those who judge, and the reading is audited (R059).
func TestExplanationIsTakenIntoTheVerification(t *testing.T) {
	t.Parallel()
	due := time.Date(2026, 3, 9, 9, 30, 0, 0, time.UTC)
	owed := casework.TimelineRow{Name: casework.ExplanationDue, At: due.AddDate(0, 0, -4), Detail: map[string]string{"due": due.Format(time.RFC3339)}}
	given := casework.TimelineRow{Name: casework.Explained, At: due.Add(-time.Hour), ActorName: "赵国华", TextID: "t1"}
	late := given
	late.At = due.Add(time.Hour)
	for name, tt := range map[string]struct {
		events []casework.TimelineRow
		want   appraisal.Explanation
	}{
		"given in time": {[]casework.TimelineRow{owed, given}, appraisal.Explanation{Due: due, Given: &given.At, By: "赵国华", Text: "系统故障"}},
		"given late":    {[]casework.TimelineRow{owed, late}, appraisal.Explanation{Due: due, Late: true, Given: &late.At, By: "赵国华", Text: "系统故障"}},
		"never given":   {[]casework.TimelineRow{owed}, appraisal.Explanation{Due: due, Late: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			number := verifying(t, b, tt.events...)
			b.store.Texts["t1"] = "系统故障"
			got, err := b.Findings(t.Context(), efficiency(), number)
			require.NoError(t, err)
			require.Equal(t, []appraisal.Explanation{tt.want}, got.Explanations)
			if tt.want.Text != "" {
				require.Contains(t, b.store.Audits, countertest.Efficiency+" case.view_personal BJ2026-000001 texts")
			}
		})
	}
}

// Who may not decide the round under way has no button for it (公务员法 95).
func TestOnlyTheRightOrganIsOfferedTheDecision(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	number := blamed(t, b)
	offered := func(round string, role casework.Role) bool {
		state := casework.State{
			Number: number, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageReview,
			Facts: map[string]string{"person": countertest.Handler, casework.FactReview: round, casework.FactMeasure: "circulated_criticism"},
		}
		b.store.Put(state)
		judge := casework.Principal{Person: "judge", Holdings: []casework.Holding{{Post: "seat", Role: role, Unit: "bureau"}}}
		view, err := b.Case(t.Context(), judge, number)
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), judge, view)
		require.NoError(t, err)
		for _, f := range forms {
			if f.Command == casework.DecideReview {
				require.Equal(t, []string{"criticism_education", "admonition", "administrative_admonition", "mend_by_term", "written_self_criticism", "efficiency_warning"}, f.Fields[1].Choices, "milder ones only")
				return true
			}
		}
		return false
	}
	require.True(t, offered(casework.RoundReview, casework.PartyGroup))
	require.False(t, offered(casework.RoundReview, casework.DisciplineOffice))
	require.True(t, offered(casework.RoundAppeal, casework.DisciplineOffice))
	require.False(t, offered(casework.RoundAppeal, casework.PartyGroup))
}
