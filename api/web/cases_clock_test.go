package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
)

// A case is read by what somebody owes: a reminder that comes round first, or a
// right that ends first, is not what it is about.
func TestACaseIsReadByWhatIsOwed(t *testing.T) {
	t.Parallel()
	due := func(day int) time.Time { return time.Date(2026, 11, day, 9, 30, 0, 0, time.UTC) }
	clock := func(name string, outcome casework.Outcome, day int) casework.ClockView {
		return casework.ClockView{Name: name, Owner: casework.Handler, Outcome: outcome, Status: casework.Running, Due: due(day)}
	}
	handle := clock("handle", casework.Breach, 30)
	for name, tt := range map[string]struct {
		clocks []casework.ClockView
		want   string
	}{
		"a chase comes first (R057)":  {[]casework.ClockView{clock("chase", casework.Recur, 27), handle}, "handle"},
		"a right ends first (R055)":   {[]casework.ClockView{clock("return", casework.Lapse, 27), handle}, "handle"},
		"nothing else is left":        {[]casework.ClockView{clock("chase", casework.Recur, 27)}, "chase"},
		"what is owed sooner is read": {[]casework.ClockView{handle, clock("reply", casework.Breach, 27)}, "reply"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, found := kernel.MainClock(tt.clocks)
			require.True(t, found)
			require.Equal(t, tt.want, got.Name)
		})
	}
}
