package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
)

// verifies puts a verification of a post that was late at an instant.
func verifies(b *bench, number, post, at string) {
	b.store.Put(casework.State{
		Number: number, Kind: casework.Accountability, Unit: "bureau", Post: "efficiency", Stage: kind.Office().Of(casework.Accountability).Opens, Run: 1,
		Declared: kind.Office().Of(casework.Accountability).Revision,
		Cause:    &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: post, At: officeTime(at)},
	})
}

// Verifications of one post and one month are settled by one act: each by a command of its
// own, to its own outcome. Nothing is sent where one of them does not stand with the others.
func TestVerificationsAreSettledTogether(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	clear(b.store.Cases)
	verifies(b, "ZZ2026-000001", "permit-1", "2026-03-05 17:30")
	verifies(b, "ZZ2026-000002", "permit-1", "2026-03-31 17:30")
	verifies(b, "ZZ2026-000003", "permit-1", "2026-04-01 17:30")
	verifies(b, "ZZ2026-000004", "permit-2", "2026-03-05 17:30")

	list, err := b.Monthly(t.Context(), efficiency())
	require.NoError(t, err)
	require.Len(t, list.Together, 3, "by post and month")
	require.Len(t, list.Together[0].Cases, 2)
	require.True(t, list.Together[0].May)

	for name, outcomes := range map[string]map[string]string{
		"another month":       {"ZZ2026-000001": "no_fault", "ZZ2026-000003": "no_fault"},
		"another post":        {"ZZ2026-000001": "no_fault", "ZZ2026-000004": "no_fault"},
		"what asks somebody":  {"ZZ2026-000001": "no_fault", "ZZ2026-000002": "inquiry"},
		"none":                {},
		"of no such case":     {"ZZ2026-000001": "no_fault", "ZZ2026-009999": "no_fault"},
		"with a case of work": {"BJ2026-000001": "no_fault"},
	} {
		_, err := b.Settle(t.Context(), efficiency(), outcomes, "系统故障", "k")
		require.Error(t, err, name)
	}
	_, err = b.Settle(t.Context(), countertest.Principal(countertest.Handler), map[string]string{"ZZ2026-000001": "no_fault"}, "系统故障", "k")
	require.Error(t, err, "who does not judge")
	require.Empty(t, b.store.Commands)

	both := map[string]string{"ZZ2026-000001": "no_fault", "ZZ2026-000002": "reminder"}
	for range 2 { // sent once more, nothing is done twice
		done, err := b.Settle(t.Context(), efficiency(), both, "系统故障", "k")
		require.NoError(t, err)
		require.Len(t, done, 2)
	}
	require.Len(t, b.store.Commands, 2)
	for i, want := range []string{"no_fault", "reminder"} {
		require.Equal(t, want, b.store.Commands[i].Command.Args.Outcome)
		require.Equal(t, casework.StateFacts, b.store.Commands[i].Command.Name)
	}
	require.NotEqual(t, b.store.Commands[0].Command.ID, b.store.Commands[1].Command.ID)
}

// late is a clock of a ladder that comes round, told n times.
func late(owner casework.Role, n int) casework.Clock {
	return casework.Clock{
		Name: "instruct", Round: 1, Rule: "R051", Basis: "限时办结制第三项", Owner: owner, Outcome: casework.Breach, Status: casework.Breached, Due: officeTime("2026-03-05 17:30"),
		Alarms: []casework.Alarm{{At: officeTime("2026-04-01 17:30"), Kind: casework.AlarmRung, Level: "2", To: []casework.Role{casework.LeaderInCharge}, Recurs: true, Times: n}},
	}
}

// What is late inside the house stands under who hears of it each round; the head's own
// stands under those beside him. What opens a verification does not, nor what is met.
func TestWhatTheHouseOwesItself(t *testing.T) {
	t.Parallel()
	opens, ahead, met := late(casework.Handler, 0), late(casework.Handler, 1), late(casework.Handler, 3)
	opens.Alarms[0].Opens = true
	ahead.Due = officeTime("2026-03-06 17:30")
	met.Status, met.Alarms = casework.Met, nil
	part := late(casework.Handler, 2)
	part.Post = "road-desk"
	now := officeTime("2026-03-06 17:20")

	got := core.OwedIn(&casework.State{Turn: casework.LeaderInCharge, Clocks: []casework.Clock{late(casework.Handler, 2), opens, ahead, met}}, now)
	require.Len(t, got, 1)
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, got[0].To)
	require.Equal(t, 2, got[0].Rounds)
	require.False(t, got[0].OverHead)

	got = core.OwedIn(&casework.State{Turn: casework.PrincipalLeader, Clocks: []casework.Clock{opens, part}}, now)
	require.Len(t, got, 2)
	require.True(t, got[0].OverHead, "no case is opened over him, so that it stands here")
	require.Equal(t, []casework.Role{casework.LeaderInCharge, casework.PartyGroup, casework.GeneralOffice}, got[0].To)
	require.False(t, got[1].OverHead, "a co-unit's part is its own")
}

// The general office reports to the government what the head has let pass, and nothing
// where he has let nothing pass.
func TestTheGovernmentIsToldOfTheHead(t *testing.T) {
	t.Parallel()
	b := papered(t)
	clear(b.store.Cases)
	in := papers.PaperRequest{Form: "head_report", Unit: "bureau", Asked: map[string]string{"opinion": "本周办结"}}
	put := func(number string, turn casework.Role) {
		b.store.Put(casework.State{Number: number, Kind: casework.Document, Unit: "bureau", Stage: casework.StageInstruct, Turn: turn, Run: 1, Clocks: []casework.Clock{late(turn, 2)}})
		v := b.store.Cases[number]
		v.Turn = turn
		b.store.Cases[number] = v
	}
	put("GW2026-000001", casework.LeaderInCharge)
	_, err := b.DraftPaper(t.Context(), general(), in)
	require.Equal(t, casework.NotReady, casework.CodeOf(err), "no report of nothing")

	put("GW2026-000002", casework.PrincipalLeader)
	put("GW2026-000003", casework.PrincipalLeader)
	draft, err := b.DraftPaper(t.Context(), general(), in)
	require.NoError(t, err)
	require.Len(t, draft.Content.Table.Rows, 2)
	require.Equal(t, "GW2026-000002", draft.Content.Table.Rows[0][1])
	require.Contains(t, draft.Content.Table.Rows[0], "2次")
	in.Asked["number"] = "GW2026-000003"
	draft, err = b.DraftPaper(t.Context(), general(), in)
	require.NoError(t, err)
	require.Len(t, draft.Content.Table.Rows, 1)

	_, err = b.DraftPaper(t.Context(), efficiency(), in)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}
