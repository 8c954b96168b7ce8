package counter_test

import (
	"testing"
	"time"

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

// The button is there for who registered it, on the working day of it, until a paper goes out.
func TestWhoIsOfferedToVoid(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by         casework.Principal
		registered string
		issued     bool
		want       bool
	}{
		"who registered it": {clerk(), "2026-09-24T08:45:00+08:00", false, true},
		"another":           {handler(), "2026-09-24T08:45:00+08:00", false, false},
		"the day after":     {clerk(), "2026-09-23T17:29:59+08:00", false, false},
		"after closing":     {clerk(), "2026-09-23T17:31:00+08:00", false, true},
		"a paper went out":  {clerk(), "2026-09-24T08:45:00+08:00", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := counting(t)
			registered, err := time.Parse(time.RFC3339, tt.registered)
			require.NoError(t, err)
			b.handling(func(s *casework.State) {
				s.Declared, s.Facts, s.Registered = kind.Office().Of(casework.Service).Revision, map[string]string{casework.FactRegistrar: clerk().Person}, registered
			})
			if tt.issued {
				b.store.Papers = append(b.store.Papers, papers.Paper{Number: number})
			}
			view, err := b.Case(t.Context(), tt.by, number)
			require.NoError(t, err)
			forms, err := b.Actions(t.Context(), tt.by, view)
			require.NoError(t, err)
			require.Equal(t, tt.want, offers(forms, casework.VoidCase))
		})
	}
}
