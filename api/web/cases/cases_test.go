package cases

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/webtest"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// TestEveryStageCanBeLookedFor: the list of cases is narrowed to any stage of any kind.
func TestEveryStageCanBeLookedFor(t *testing.T) {
	t.Parallel()
	declared := []string{string(casework.StageClosed)}
	for _, d := range kind.Office().All() {
		for _, stage := range d.Stages {
			declared = append(declared, string(stage))
		}
	}
	v := &visit{&kernel.Visit{Voice: kernel.Voice{Lang: words.Chinese, Kinds: kind.Office()}}}
	stages, say := v.stages()
	require.ElementsMatch(t, slices.Compact(slices.Sorted(slices.Values(declared))), slices.Sorted(slices.Values(stages)))
	require.Equal(t, string(casework.StageClosed), stages[len(stages)-1])
	for _, stage := range stages {
		require.NotEmpty(t, say(stage), stage)
	}
	require.Equal(t, "待甄别告知", say(string(kind.StageSort)), "a kind says its own")
}

// TestBarsShareOneScale: the promise ends before the statute, on paper too.
func TestBarsShareOneScale(t *testing.T) {
	t.Parallel()
	_, cal := webtest.National(t)
	w := &visit{&kernel.Visit{Voice: kernel.Voice{Lang: words.Chinese, Cal: cal, Now: webtest.At("2026-10-22 10:00"), Kinds: kind.Office()}}}
	promised := casework.ClockView{Name: "handle", Round: 1, Limit: "10wd", Start: webtest.At("2026-09-30 09:12"), Due: webtest.At("2026-10-16 17:30"), Light: casework.Red, Status: casework.Breached, Kind: casework.Service}
	law := casework.ClockView{Name: "statutory", Round: 1, Limit: "20wd", Start: webtest.At("2026-09-30 09:12"), Due: webtest.At("2026-10-30 17:30"), Light: casework.Green, Status: casework.Running, Kind: casework.Service}
	var paused casework.LedgerRow
	paused.Clock, paused.Round = "handle", 1
	paused.Pauses = []casework.Span{{From: webtest.At("2026-10-09 08:30"), To: webtest.At("2026-10-12 08:30")}}
	d := kernel.Dossier{View: casework.CaseView{Clocks: []casework.ClockView{promised, law}}, Ledger: []casework.LedgerRow{paused}, Office: &core.Office{}}
	bars := w.bars(d, nil, casework.ClockView{})
	require.Equal(t, "1000.0", bars[1].End)
	require.Less(t, number(t, bars[0].End), number(t, bars[1].End))
	require.Equal(t, bars[0].Now, bars[1].Now)
	require.InDelta(t, number(t, bars[0].Now), number(t, bars[0].Over)+number(t, bars[0].OverWidth), 0.2, "late up to now")
	require.Empty(t, bars[1].Over)
	require.Len(t, bars[0].Pauses, 1)
	require.Empty(t, bars[1].Pauses)
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	d, err := time.ParseDuration(s + "s")
	require.NoError(t, err)
	return d.Seconds()
}

// To whom the complainant is sealed a case was received on a day: not at 24:00 of
// the day before (R082).
func TestAVeiledCaseHasItsDay(t *testing.T) {
	t.Parallel()
	_, cal := webtest.National(t)
	v := &visit{&kernel.Visit{Voice: kernel.Voice{Lang: words.Chinese, Cal: cal, Now: kernel.SampleNow, Kinds: kind.Office()}}}
	day := webtest.At("2026-10-16 00:00")
	facts := v.facts(casework.CaseView{Kind: casework.Complaint, Veiled: true, Received: day, Registered: day})
	require.Equal(t, "2026年10月16日 星期五", facts[0].Value)
	require.Equal(t, "2026年10月16日 星期五", facts[1].Value)
}

// An act that moves a date into the past is no lateness of the machine either; what the
// machine wrote late still says so.
func TestTheMachineIsLateOnlyWhereItWas(t *testing.T) {
	t.Parallel()
	d := kernel.Dossier{View: casework.CaseView{Registered: webtest.At("2026-09-01 09:00")}}
	moved := casework.TimelineRow{At: webtest.At("2026-09-10 17:30"), Detail: map[string]string{"known": "2026-09-20T09:00:00+08:00"}}
	require.Equal(t, webtest.At("2026-09-20 09:00").UTC(), knowable(d, moved).UTC())
	moved.Detail = nil
	require.Equal(t, webtest.At("2026-09-10 17:30"), knowable(d, moved))
	moved.At = webtest.At("2026-08-20 17:30")
	require.Equal(t, webtest.At("2026-09-01 09:00"), knowable(d, moved), "nobody could write it before the case was entered")
}
