package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A command the counter is to have stored is believed where its row agrees in id,
// case, name, actor, roles, instant and arguments; else nothing of its step is
// written, and the command waits as it did.
func TestACommandIsBelievedByItsRow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, other := b.register(t), b.register(t)
	stored, _, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	answering := func(cmd casework.Command) casework.Step {
		s := step(number, 1, started(now()))
		s.Command, s.Heeds = &cmd, true
		s.Verdict = &casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At, Revision: 1}
		return s
	}
	for name, change := range map[string]func(*casework.Command){
		"an id nobody stored": func(c *casework.Command) { c.ID = "made-up" },
		"another command":     func(c *casework.Command) { c.Name = casework.Withdraw },
		"another actor":       func(c *casework.Command) { c.Actor = "mallory" },
		"more roles":          func(c *casework.Command) { c.Roles = append(c.Roles, casework.PrincipalLeader) },
		"no role":             func(c *casework.Command) { c.Roles = nil },
		"another instant":     func(c *casework.Command) { c.At = c.At.Add(-time.Hour) },
		"another argument":    func(c *casework.Command) { c.Args.Category = "hearing" },
		"one argument less":   func(c *casework.Command) { c.Args.ReasonID = "" },
	} {
		forged := stored
		change(&forged)
		answer, err := b.Commit(t.Context(), answering(forged), "run", nil)
		require.NoError(t, err, name)
		require.True(t, answer.Doubted, name)
	}
	elsewhere := answering(stored)
	elsewhere.State.Number = other
	answer, err := b.Commit(t.Context(), elsewhere, "run", nil)
	require.NoError(t, err)
	require.True(t, answer.Doubted, "of another case")
	require.Zero(t, count(t, b, `SELECT count(*) FROM steps`)+count(t, b, `SELECT count(*) FROM timeline`), "nothing of it is written")
	verdict, err := b.VerdictOf(t.Context(), stored.ID)
	require.NoError(t, err)
	require.Nil(t, verdict)

	whole := answering(stored)
	b.commit(t, whole)
	verdict, err = b.VerdictOf(t.Context(), stored.ID)
	require.NoError(t, err)
	require.True(t, verdict.Accepted)
	b.commit(t, whole)         // a repeat
	again := answering(stored) // brought once more when nobody remembers it: its verdict stands, and it is not done twice
	again.State.Revision = 2
	again.Events, again.Verdict.Accepted = nil, false
	answer, err = b.Commit(t.Context(), again, "run", nil)
	require.NoError(t, err)
	require.True(t, answer.Doubted)
	verdict, err = b.VerdictOf(t.Context(), stored.ID)
	require.NoError(t, err)
	require.True(t, verdict.Accepted)
}

// What came straight to the engine gets its row with its verdict: who, in which roles,
// what. It never takes another command's.
func TestWhatCameStraightToTheEngineIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	cmd := casework.Command{
		ID: "oa-1", Name: casework.Transfer, Actor: "wang", Roles: []casework.Role{casework.SectionHead}, At: now(), Door: casework.DoorSignal,
		Args: casework.Args{Post: "window", Unit: "permits", ReasonID: "t1"},
	}
	taken, verdict, err := b.Heard(t.Context(), number, cmd)
	require.NoError(t, err)
	require.False(t, taken)
	require.Nil(t, verdict)
	s := step(number, 1)
	s.Command, s.Verdict, s.Heeds = &cmd, &casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At, Revision: 1}, true
	b.commit(t, s)
	var row struct{ Actor, Roles, Args string }
	require.NoError(t, b.raw.Get(&row, `SELECT actor, roles::text, args::text FROM commands WHERE id = 'oa-1'`))
	require.Equal(t, "wang", row.Actor)
	require.Equal(t, "{section_head}", row.Roles)
	require.JSONEq(t, `{"post": "window", "unit": "permits", "reason_id": "t1"}`, row.Args)
	taken, verdict, err = b.Heard(t.Context(), number, cmd)
	require.NoError(t, err)
	require.False(t, taken)
	require.True(t, verdict.Accepted, "an earlier run obeyed it")

	stored, _, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	thief := cmd
	thief.ID = stored.ID
	taken, _, err = b.Heard(t.Context(), number, thief)
	require.NoError(t, err)
	require.True(t, taken)
	s = step(number, 2)
	s.Command, s.Verdict, s.Heeds = &thief, &casework.Verdict{ID: thief.ID, Command: thief.Name, At: now(), Revision: 2}, true
	b.commit(t, s)
	verdict, err = b.VerdictOf(t.Context(), stored.ID)
	require.NoError(t, err)
	require.Nil(t, verdict, "the stored command still waits")

	b.commit(t, func() casework.Step { // and once it is obeyed, its verdict is told to nobody else
		s := step(number, 3)
		s.Command, s.Verdict = &stored, &casework.Verdict{ID: stored.ID, Command: stored.Name, Accepted: true, At: stored.At, Revision: 3}
		return s
	}())
	for _, c := range []casework.Command{thief, stored} {
		taken, verdict, err = b.Heard(t.Context(), number, c)
		require.NoError(t, err)
		require.True(t, taken, c.Name)
		require.Nil(t, verdict, c.Name)
	}
}

// The refusals of a value and of a constraint last; a server that is away, a
// statement it does not know and a deadlock do not.
func TestLastingFaults(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	s := step(number, 1, started(now()))
	s.Events[0].Actor = "a\x00b"
	_, err := b.Commit(t.Context(), s, "run", nil)
	var refusal interface {
		Lasting() (casework.Fault, bool)
	}
	require.ErrorAs(t, err, &refusal)
	fault, lasting := refusal.Lasting()
	require.True(t, lasting)
	require.Equal(t, "22", fault.State[:2])
}
