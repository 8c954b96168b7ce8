package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
)

// Once a paper of it went out, somebody relies on a registration: it is voided no more (R048).
func TestNoVoidOnceAPaperWentOut(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		issued bool
		want   casework.Code
	}{"none did": {false, ""}, "one did": {true, casework.VoidOver}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.handling(func(s *casework.State) {
				s.Declared, s.Facts = kind.Office().Of(casework.Service).Revision, map[string]string{casework.FactRegistrar: clerk().Person}
			})
			if tt.issued {
				b.store.Papers = append(b.store.Papers, papers.Paper{Number: number})
			}
			_, err := b.Do(t.Context(), clerk(), number, casework.VoidCase, map[string]any{"reason": "重复录入"}, "key-1")
			require.Equal(t, tt.want, casework.CodeOf(err))
			why, err := b.SaveText(t.Context(), clerk(), number, "重复录入")
			require.NoError(t, err)
			a, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
				ID: "signal", Number: number, Command: casework.VoidCase, Actor: clerk().Person, At: b.now, Args: casework.Args{ReasonID: why},
			})
			require.NoError(t, err)
			require.Equal(t, tt.want, a.Code)
		})
	}
}
