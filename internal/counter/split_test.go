package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// split puts the case of the leader beside the handler's, over the same matter.
func split(t *testing.T, b *bench) (first, second string) {
	t.Helper()
	first, second = blamed(t, b), "ZZ2026-000009"
	b.store.Put(casework.State{
		Number: second, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: casework.StageHear,
		Facts: map[string]string{"person": countertest.Chief, casework.FactSplitFrom: first, casework.FactShare: casework.ShareMain},
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "permit-1"},
	})
	for number, others := range map[string][]string{first: {countertest.Chief}, second: {countertest.Handler}} {
		view := b.store.Cases[number]
		view.Beside = others
		b.store.Cases[number] = view
	}
	b.store.Ties = map[string][]casework.Tie{
		first:  {{Number: second, Kind: casework.Accountability, Relation: casework.SplitInto}},
		second: {{Number: first, Kind: casework.Accountability, Relation: casework.SplitInto, Back: true}},
	}
	b.store.Events[first] = []casework.TimelineRow{
		{Name: casework.FormallyOpened, Detail: map[string]string{"person": countertest.Handler}},
		{Name: casework.LiabilitySplit, Detail: map[string]string{"person": countertest.Handler, "share": casework.ShareSecondary}},
		{Name: casework.AccountabilityOpened, Detail: map[string]string{"person": countertest.Chief, "share": casework.ShareMain}},
		{Name: casework.CommandRefused, Detail: map[string]string{"command": casework.Split}},
	}
	return first, second
}

func names(rows []casework.TimelineRow) (out []casework.EventName) {
	for _, r := range rows {
		out = append(out, r.Name)
	}
	return out
}

// Whom one of the cases is about reads nothing of the others, nor that there are any;
// who judges reads both and the link between them.
func TestNoneOfThemSeesAnother(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	first, second := split(t, b)
	chief := countertest.Principal(countertest.Chief)
	for _, tt := range []struct {
		who         casework.Principal
		sees, hides string
	}{{handler(), first, second}, {chief, second, first}} {
		view, err := b.Case(t.Context(), tt.who, tt.sees)
		require.NoError(t, err)
		require.Empty(t, view.Links)
		_, err = b.Case(t.Context(), tt.who, tt.hides)
		require.Equal(t, casework.NotFound, casework.CodeOf(err), tt.who.Person)
		_, err = b.Timeline(t.Context(), tt.who, tt.hides)
		require.Equal(t, casework.NotFound, casework.CodeOf(err))
		_, err = b.Findings(t.Context(), tt.who, tt.sees)
		require.Equal(t, casework.Forbidden, casework.CodeOf(err), "what helps to judge him")
		_, err = b.Do(t.Context(), tt.who, tt.hides, casework.Chase, nil, "k")
		require.Equal(t, casework.NotFound, casework.CodeOf(err))
	}
	rows, err := b.Timeline(t.Context(), handler(), first)
	require.NoError(t, err)
	require.Equal(t, []casework.EventName{casework.FormallyOpened, casework.LiabilitySplit}, names(rows))

	rows, err = b.Timeline(t.Context(), efficiency(), first)
	require.NoError(t, err)
	require.Len(t, rows, 4)
	view, err := b.Case(t.Context(), efficiency(), second)
	require.NoError(t, err)
	require.Equal(t, []casework.Tie{{Number: first, Kind: casework.Accountability, Relation: casework.SplitInto, Back: true}}, view.Links)
}

// The suggestion says where each of those it names is asked.
func TestFindingsTellWhoIsAskedWhere(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	first, second := split(t, b)
	b.store.Events["BJ2026-000001"] = append(b.store.Events["BJ2026-000001"],
		casework.TimelineRow{At: b.store.Cases["BJ2026-000001"].Received, Name: casework.ExtensionApproved, Actor: countertest.Leader},
		casework.TimelineRow{At: b.store.Cases["BJ2026-000001"].Received, Name: casework.ExtensionApproved, Actor: countertest.Chief})
	for _, number := range []string{first, second} {
		got, err := b.Findings(t.Context(), efficiency(), number)
		require.NoError(t, err)
		where := map[string]string{}
		for _, f := range got.Split {
			where[f.Person] = f.Case
		}
		require.Equal(t, map[string]string{countertest.Leader: "", countertest.Chief: second, countertest.Handler: first}, where)
	}
}

// What a signal says is held against the same as a form: a unit is spoken for by its
// head as of then, nobody by a person unknown, and no code is made up (R139, R130).
func TestASignalNamesWhoSpeaks(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args casework.Args
		head string
		want casework.Authority
	}{
		"a unit":                {casework.Args{Outcome: "formal", Unit: "permits"}, countertest.Head, casework.Authority{Allowed: true, Roles: []casework.Role{casework.EfficiencyOffice}, Person: countertest.Head}},
		"a person":              {casework.Args{Outcome: "formal", Person: countertest.Handler}, countertest.Head, casework.Authority{Allowed: true, Roles: []casework.Role{casework.EfficiencyOffice}}},
		"nobody's fault":        {casework.Args{Outcome: "no_fault"}, countertest.Head, casework.Authority{Allowed: true, Roles: []casework.Role{casework.EfficiencyOffice}}},
		"nobody on its post":    {casework.Args{Outcome: "formal", Unit: "permits"}, "", casework.Authority{Code: casework.NobodySpeaks, Rule: "R139", Field: "unit"}},
		"a unit without a head": {casework.Args{Outcome: "formal", Unit: "other"}, countertest.Head, casework.Authority{Code: casework.NobodySpeaks, Rule: "R139", Field: "unit"}},
		"a unit and a person":   {casework.Args{Outcome: "formal", Unit: "permits", Person: countertest.Head}, countertest.Head, casework.Authority{Code: casework.Invalid, Rule: "R139", Field: "unit"}},
		"a person unknown":      {casework.Args{Outcome: "formal", Person: "moon"}, countertest.Head, casework.Authority{Code: casework.Invalid, Rule: "R130", Field: "person"}},
		"an outcome made up":    {casework.Args{Outcome: "pardon"}, countertest.Head, casework.Authority{Code: casework.Invalid, Rule: "R064", Field: "outcome"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := staffed(t)
			number := verifying(t, b)
			b.store.OnDuty["head"] = tt.head
			b.store.Texts["t1"] = "说明"
			tt.args.ReasonID = "t1"
			got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
				Number: number, Command: casework.StateFacts, Actor: countertest.Efficiency, Args: tt.args,
			})
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

// Splitting is the office's: whom it names must be somebody.
func TestSplitNamesSomebody(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	first, _ := split(t, b)
	b.engine.Run(first, true)
	args := map[string]any{"person": "moon", "share": casework.ShareMain, "reason": "x"}
	_, err := b.Do(t.Context(), efficiency(), first, casework.Split, args, "k")
	require.Equal(t, "person", core.RefusalsOf(err)[0].Field)
	require.Empty(t, b.engine.Updates)
}

// Whom a case is about reads the facts he is held to and his own words, and why it was
// decided once that was served; never what the office says among itself (R143).
func TestWhoIsHeldToFactsReadsThem(t *testing.T) {
	t.Parallel()
	for served, want := range map[bool][]string{false: {"facts", "mine"}, true: {"facts", "mine", "decided"}} {
		b := staffed(t)
		number := blamed(t, b)
		b.store.Events[number] = []casework.TimelineRow{
			{Name: casework.FactsStated, Actor: countertest.Efficiency, TextID: "facts"},
			{Name: casework.Heard, Actor: countertest.Handler, TextID: "mine"},
			{Name: casework.MeasureRecommended, Actor: countertest.Efficiency, TextID: "among us"},
			{Name: casework.MeasureDecided, Actor: countertest.Chief, TextID: "decided"},
		}
		if served {
			b.store.Events[number] = append(b.store.Events[number], casework.TimelineRow{Name: casework.DecisionServed})
		}
		for _, id := range []string{"facts", "mine", "among us", "decided"} {
			b.store.Texts[id] = id
		}
		rows, err := b.Timeline(t.Context(), handler(), number)
		require.NoError(t, err)
		var read []string
		for _, r := range rows {
			if r.Text != "" {
				read = append(read, r.Text)
			}
		}
		require.Equal(t, want, read)
		require.Contains(t, b.store.Audits, countertest.Handler+" case.view_personal "+number+" texts")
		_, err = b.Text(t.Context(), handler(), number, "among us")
		require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	}
}

// What ended at verification was the efficiency office's turn all along: the handler's
// name for it stands nowhere.
func TestTheTimeOfAVerificationIsTheOfficesOwn(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	number := verifying(t, b)
	closed := b.now
	view := b.store.Cases[number]
	view.Stage, view.Turn, view.Closed, view.Result = casework.StageClosed, "", &closed, "no_fault"
	b.store.Cases[number] = view
	b.store.Events[number] = []casework.TimelineRow{{At: closed, Name: casework.CaseClosed}}
	shares, err := b.Turns(t.Context(), efficiency(), number)
	require.NoError(t, err)
	require.NotEmpty(t, shares)
	require.Equal(t, casework.EfficiencyOffice, shares[0].Role)
}
