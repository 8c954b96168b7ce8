package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
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
			got, found := mainClock(tt.clocks)
			require.True(t, found)
			require.Equal(t, tt.want, got.Name)
		})
	}
}

// To whom the complainant is sealed a case was received on a day: not at 24:00 of
// the day before (R082).
func TestAVeiledCaseHasItsDay(t *testing.T) {
	t.Parallel()
	_, cal := national(t)
	v := &visit{voice: voice{lang: words.Chinese, cal: cal, now: sampleNow, kinds: kind.Office()}}
	day := at("2026-10-16 00:00")
	facts := v.facts(casework.CaseView{Kind: casework.Complaint, Veiled: true, Received: day, Registered: day})
	require.Equal(t, "2026年10月16日 星期五", facts[0].Value)
	require.Equal(t, "2026年10月16日 星期五", facts[1].Value)
}
