package store_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/schema"
)

// standing are the duties of the bureau, registered under a key.
func standing(key string) core.NewCase {
	return core.NewCase{
		Kind: casework.Duties, Unit: "bureau", Post: "eff", Within: []string{"bureau", "permits", "efficiency"},
		Received: now().Add(-time.Hour), Registered: now().Add(-time.Hour), By: "sun", Key: key, Digest: []byte("body"),
	}
}

// A bureau has its standing duties once (R100), however many register them at one
// moment; the same registration again is the first one.
func TestDutiesStandOncePerBureau(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const n = 8
	numbers, errs := make([]string, n), make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { numbers[i], _, errs[i] = b.RegisterCase(t.Context(), standing(fmt.Sprintf("key %d", i/2))) })
	}
	wg.Wait()
	kept := ""
	for i := range n {
		if errs[i] == nil {
			require.True(t, kept == "" || kept == numbers[i], "one case")
			kept = numbers[i]
			continue
		}
		var refusal *casework.Error
		require.ErrorAs(t, errs[i], &refusal)
		require.Equal(t, casework.DutiesStand, refusal.Code)
		require.Equal(t, "item", refusal.Field)
		require.Equal(t, "R100", refusal.Rule)
	}
	require.NotEmpty(t, kept)
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM cases WHERE kind = 'duties'`))

	below := standing("of a section")
	below.Unit = "permits"
	_, _, err := b.RegisterCase(t.Context(), below)
	require.Equal(t, casework.DutiesStand, casework.CodeOf(err), "nor does a section of it have them beside")
	other := standing("another bureau")
	other.Unit, other.Within = "permits", []string{"permits"} // as if it stood by itself
	_, _, err = b.RegisterCase(t.Context(), other)
	require.NoError(t, err)

	_, err = b.raw.Exec(`UPDATE cases SET closed_at = now() WHERE kind = 'duties'`)
	require.NoError(t, err)
	_, _, err = b.RegisterCase(t.Context(), standing("anew"))
	require.NoError(t, err, "once it was closed a new one may stand")
}

// What the efficiency office decided for a self-check nobody filed stands on the
// bureau's own sheet once (R110); what it let be does not, and a decision taken back
// is given back by a row of its own.
func TestPointsOfADutyNotFiled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := office()
	r.Points = append(slices.Clone(pointRules), policy.PointRule{Measure: casework.NotFiled, Unit: -3, Rule: "R110"})
	require.NoError(t, b.Seed(t.Context(), r))
	number, _, err := b.RegisterCase(t.Context(), standing("k"))
	require.NoError(t, err)
	decided := func(n int, level string, takenBack ...string) {
		s := casework.Step{At: now(), TakenBack: takenBack, State: casework.State{
			Number: number, Kind: casework.Duties, Unit: "bureau", Post: "eff", Run: 1, Revision: n, Stage: casework.StageStanding, Received: now(), Registered: now(),
		}}
		if level != "" {
			s.Events = []casework.Event{{
				Key: key(n, 1), At: now(), Name: casework.PointsDecided, Clock: "self_check", Round: n, Level: level, Rule: "R110",
				To: []casework.Role{casework.PrincipalLeader}, Detail: map[string]string{"measure": casework.NotFiled},
			}}
		}
		b.commit(t, s)
		b.commit(t, s)
	}
	decided(1, "refused")
	require.Empty(t, b.entries(t))
	decided(2, "consented")
	require.Equal(t, []string{"bureau -3 report_not_filed"}, b.entries(t), "the unit alone, and nobody in it")
	decided(3, "consented")
	require.Len(t, b.entries(t), 2, "another round")
	decided(4, "", key(3, 1))
	require.Equal(t, []string{"bureau -3 report_not_filed", "bureau -3 report_not_filed", "bureau 3 report_not_filed"}, b.entries(t))
}

// A round that is met owes nothing until the next one begins: neither the desk nor a light nor a
// list has it as owed on its last day, and the case says that it is done. Taken back, it is owed
// again (R097, R110).
func TestARoundThatIsMetIsNotOwed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	state := func(n int, filed time.Time) casework.Step {
		s := step(number, n, started(now()))
		k := &s.State.Clocks[0]
		k.Outcome, k.Due, k.Filed = casework.Recur, now().Add(time.Minute), filed
		k.Alarms = []casework.Alarm{{At: now().Add(-time.Minute), Kind: casework.AlarmNear}}
		return s
	}
	seen := func(owed int, status casework.ClockStatus, light casework.Light) {
		f := desk.Filter{Holder: "li", Scope: everything, Midnight: now().Add(time.Hour)}
		found, err := b.OpenMatters(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, found.Rows, owed)
		require.Equal(t, owed, found.Sum().Lights.Today)
		_, total, err := b.ListClocks(t.Context(), core.ClockFilter{Holder: "li", Scope: everything})
		require.NoError(t, err)
		require.Equal(t, owed, total)
		_, total, err = b.ListCases(t.Context(), core.CaseFilter{Scope: everything, Light: casework.Yellow})
		require.NoError(t, err)
		require.Equal(t, owed, total)
		view, err := b.Case(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, light, view.Light)
		require.Equal(t, status, view.Clocks[0].Status)
	}
	b.commit(t, state(1, time.Time{}))
	seen(1, casework.Running, casework.Yellow)
	b.commit(t, state(2, now().Add(-time.Second)))
	seen(0, casework.RoundMet, "")
	text, err := schema.Migrations.ReadFile("migrations/20261130120000_file_rounds.sql")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(text), "UPDATE clocks")
	fill, _, _ := strings.Cut(rest, ";")
	for _, statement := range []string{`UPDATE clocks SET filed_at = NULL`, "UPDATE clocks" + fill} { // as an older binary left it
		_, err := b.raw.Exec(statement)
		require.NoError(t, err)
	}
	seen(0, casework.RoundMet, "")
	b.commit(t, state(3, time.Time{}))
	seen(1, casework.Running, casework.Yellow)
}
