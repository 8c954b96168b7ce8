package counter_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/kind"
)

// Every run begins under the declaration as it stands then, a reopened one too; until
// it has, its buttons stay what they were.
func TestARunBeginsUnderTheNewestRevision(t *testing.T) {
	t.Parallel()
	b := setup(t)
	all := kind.Office().All()
	revised := *all[0]
	require.Equal(t, casework.Service, revised.Kind)
	stood := *all[0]
	stood.Earlier = nil
	next := stood.Revision + 1
	revised.Revision, revised.Earlier = next, append(slices.Clone(all[0].Earlier), &stood)
	revised.Acts = nil
	for _, a := range all[0].Acts {
		if a.Name != casework.Pause { // no longer
			revised.Acts = append(revised.Acts, a)
		}
	}
	kinds, err := kind.NewSet(append(all[1:], &revised)...)
	require.NoError(t, err)
	b.Counter = counter.New(counter.Config{Kinds: kinds, Stores: b.store.Stores(), Engine: b.engine, Now: func() time.Time { return b.now }, Codes: b.codes()})

	_, err = b.Register(t.Context(), clerk(), whole(), "key-1")
	require.NoError(t, err)
	require.Equal(t, next, b.engine.Starts[0].State.Declared)

	for pinned, offered := range map[int]bool{0: true, stood.Revision: true, next: false} {
		b.handling(func(s *casework.State) { s.Declared = pinned })
		view, err := b.Case(t.Context(), handler(), number)
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), handler(), view)
		require.NoError(t, err)
		require.Equal(t, offered, offers(forms, casework.Pause), "revision %d", pinned)
		_, err = b.Do(t.Context(), handler(), number, casework.Pause, map[string]any{}, "key")
		require.Equal(t, !offered, casework.CodeOf(err) == casework.UnknownCommand, "revision %d: %v", pinned, err)
	}

	b.handling(closed)
	b.engine.Run(number, false)
	_, err = b.Do(t.Context(), handler(), number, casework.Reopen, map[string]any{"reason": "r"}, "again")
	require.NoError(t, err)
	last := b.engine.Starts[len(b.engine.Starts)-1]
	require.Equal(t, casework.Reopen, last.Resume.Name)
	require.Equal(t, next, last.State.Declared, "it began under 0")
}

func offers(forms []casework.Form, command string) bool {
	for _, f := range forms {
		if f.Command == command {
			return true
		}
	}
	return false
}
