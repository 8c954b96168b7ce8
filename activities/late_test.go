package activities

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

func TestLateness(t *testing.T) {
	t.Parallel()
	closing := time.Date(2026, 10, 15, 17, 30, 0, 0, time.UTC)
	breach := []casework.Event{{Name: casework.ClockBreached, At: closing}}
	for name, tt := range map[string]struct {
		step casework.Step
		now  time.Time
		want []time.Duration
	}{
		"an engine that was away":       {casework.Step{Events: breach}, closing.Add(time.Hour), []time.Duration{time.Hour}},
		"armed ahead":                   {casework.Step{Events: breach}, closing.Add(-3 * time.Minute), []time.Duration{-3 * time.Minute}},
		"a command is its sender's":     {casework.Step{Events: breach, Verdict: &casework.Verdict{}}, closing.Add(time.Hour), nil},
		"entered an hour late, in time": {casework.Step{Events: breach, State: casework.State{Registered: closing.Add(time.Hour)}}, closing.Add(time.Hour), []time.Duration{0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []time.Duration
			a := Activities{Late: func(d time.Duration) { got = append(got, d) }}
			a.noteLateness(tt.step, tt.now)
			require.Equal(t, tt.want, got)
		})
	}
	new(Activities).noteLateness(casework.Step{Events: breach}, closing) // nobody asks
}
