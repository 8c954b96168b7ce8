package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/messages"
)

// The deputy in charge is on leave: what is told to his post reaches the head of the
// bureau, and he is the one to ask. Nobody sits on a message to an empty post.
func TestAnEmptyPostIsHeardInLine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	deputy, chief := b.on(t, "vice", now()), b.on(t, "chief", now())
	ask := casework.CoverRequest{Unit: "permits", Roles: []casework.Role{casework.LeaderInCharge, casework.PrincipalLeader}, At: now()}
	there := func() casework.Role {
		cover, err := b.Cover(t.Context(), ask)
		require.NoError(t, err)
		return cover.Role
	}
	require.Equal(t, casework.LeaderInCharge, there())
	ask.Person = deputy
	require.Equal(t, casework.PrincipalLeader, there(), "nobody is asked in his own matter")
	ask.Person = ""
	number := b.register(t)
	asked := func(n int) {
		e := started(now())
		e.Name, e.To, e.Round = casework.ExtensionRequested, []casework.Role{casework.LeaderInCharge}, n
		b.commit(t, step(number, n, e))
	}
	asked(1)
	require.Len(t, b.inbox(t, deputy), 1)
	require.Empty(t, b.inbox(t, chief))

	b.leaves(t, deputy, now())
	ask.At = now()
	require.Equal(t, casework.PrincipalLeader, there())
	asked(2)
	require.Len(t, b.inbox(t, deputy), 1, "he is away")
	require.Equal(t, []casework.EventName{casework.ExtensionRequested}, b.inbox(t, chief))
	rows, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	persons := map[string]bool{}
	for _, row := range rows {
		persons[row.Person] = true
	}
	require.True(t, persons[chief] && !persons[""], "%v", persons)
}

// The database reads the line as the code does.
func TestTheLineIsOne(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, role := range casework.Roles() {
		var next []string
		require.NoError(t, b.raw.Select(&next, `SELECT next FROM steps_in WHERE role = $1 ORDER BY n`, role))
		var want []string
		for _, r := range casework.InLine(role)[1:] {
			want = append(want, string(r))
		}
		require.Equal(t, want, next, role)
	}
}
