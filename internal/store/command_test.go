package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

func pause(number string) core.NewCommand {
	return core.NewCommand{
		Number: number,
		Command: casework.Command{
			ID: "c1", Name: casework.Pause, Actor: "li", Roles: []casework.Role{casework.Handler}, At: time.Now(),
			Args: casework.Args{Category: "test", Until: now().Add(time.Hour)},
		},
		Texts: map[string]string{"reason": "等待检测"}, Digest: []byte("d"),
	}
}

func TestSaveCommandOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	cmd, verdict, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	require.Nil(t, verdict)
	require.NotEmpty(t, cmd.Args.ReasonID)
	texts, err := b.OpenTexts(t.Context(), number, []string{cmd.Args.ReasonID})
	require.NoError(t, err)
	require.Equal(t, map[string]string{cmd.Args.ReasonID: "等待检测"}, texts)
	elsewhere, err := b.OpenTexts(t.Context(), b.register(t), []string{cmd.Args.ReasonID})
	require.NoError(t, err)
	require.Empty(t, elsewhere, "a text opens on its own case only")

	waiting, err := b.Undecided(t.Context(), now().Add(time.Second), 10)
	require.NoError(t, err)
	require.Empty(t, waiting, "nothing is brought to a case before it has its workflow")
	require.NoError(t, b.MarkStarted(t.Context(), number))
	waiting, err = b.Undecided(t.Context(), now().Add(time.Second), 10)
	require.NoError(t, err)
	require.Equal(t, []core.Waiting{{Number: number, Command: cmd}}, waiting)
	none, err := b.VerdictOf(t.Context(), "c1")
	require.NoError(t, err)
	require.Nil(t, none)

	first := casework.Verdict{ID: "c1", Command: casework.Pause, Code: casework.AlreadyPaused, At: cmd.At, Revision: 3}
	require.NoError(t, b.SaveVerdict(t.Context(), number, first))
	later := first
	later.Accepted = true
	require.NoError(t, b.SaveVerdict(t.Context(), number, later))
	again, verdict, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	require.Equal(t, cmd, again, "a repeat counts from the first instant")
	require.Equal(t, first, *verdict, "the first verdict stands")
	verdict, err = b.VerdictFor(t.Context(), cmd.Actor, cmd.ID)
	require.NoError(t, err)
	require.Equal(t, first, *verdict)
	_, err = b.VerdictFor(t.Context(), "another", cmd.ID)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "of another's command one hears nothing")
	waiting, err = b.Undecided(t.Context(), now().Add(time.Second), 10)
	require.NoError(t, err)
	require.Empty(t, waiting)
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM sealed_values WHERE is_text`))
}

// What the counter refuses in place of a case that has ended stands in the record, once,
// as what the case refuses does.
func TestARefusalOfTheCounterStandsInTheRecord(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	cmd, _, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	refused := casework.Verdict{ID: cmd.ID, Command: cmd.Name, Code: casework.CaseIsClosed, At: cmd.At}
	require.NoError(t, b.SaveVerdict(t.Context(), number, refused))
	require.NoError(t, b.SaveVerdict(t.Context(), number, refused), "again, after a crash")
	rows, err := b.Timeline(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, casework.CommandRefused, rows[0].Name)
	require.Equal(t, map[string]string{"command": casework.Pause, "code": string(casework.CaseIsClosed)}, rows[0].Detail)
	require.Equal(t, cmd.Actor, rows[0].Actor)
	require.Equal(t, cmd.Args.ReasonID, rows[0].TextID)
	require.True(t, rows[0].At.Equal(cmd.At))

	other := pause(number)
	other.Command.ID = "c2"
	cmd, _, err = b.SaveCommand(t.Context(), other)
	require.NoError(t, err)
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: cmd.ID, Command: cmd.Name, Accepted: true, At: cmd.At}))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM timeline`), "only what is refused")
}

func TestSaveCommandRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	_, _, err := b.SaveCommand(t.Context(), pause("BJ2026-999999"))
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
	_, _, err = b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	other := pause(number)
	other.Digest = []byte("another body")
	_, _, err = b.SaveCommand(t.Context(), other)
	require.Equal(t, casework.KeyReused, casework.CodeOf(err))
	_, _, err = b.SaveCommand(t.Context(), pause(b.register(t)))
	require.Equal(t, casework.KeyReused, casework.CodeOf(err), "the same key on another case")
}

func TestUndecidedOfAClosedCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	_, _, err := b.SaveCommand(t.Context(), pause(number))
	require.NoError(t, err)
	s := step(number, 1)
	s.State.Stage, s.State.ClosedAt = casework.StageClosed, now()
	b.commit(t, s)
	waiting, err := b.Undecided(t.Context(), now().Add(time.Second), 10)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.WithinDuration(t, s.State.ClosedAt, *waiting[0].Closed, 0)
}
