package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/desk"
)

// A row names who came to whoever may open that, and the reading is on record; it offers the
// act its clock asks for where the case admits it, and to nobody else.
func TestADeskSaysNoMoreThanItsReaderMayRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := "BJ2026-000412"
	b.store.Put(casework.State{Number: number, Kind: casework.Service, Item: "food", Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1, Revision: 1, Received: time.Now(), Registered: time.Now()})
	b.store.Sealed[number] = map[string]string{"applicant": "刘洋", "phone": "13800000000"}
	today := desk.Asked{Midnight: time.Date(2026, 10, 16, 16, 0, 0, 0, time.UTC)}
	mine, err := b.Matters(t.Context(), handler(), today)
	require.NoError(t, err)
	require.Equal(t, "刘洋", mine.Rows[0].Head)
	require.Contains(t, b.store.Audits, countertest.Handler+" case.view_personal "+number+" listed")
	require.Equal(t, desk.Filter{Holder: countertest.Handler, Scope: []core.Scope{{All: true}}, Midnight: today.Midnight}, b.store.Sought[0])

	all := today
	all.All = true
	{
		reader := countertest.Efficiency
		seen, err := b.Matters(t.Context(), countertest.Principal(reader), all)
		require.NoError(t, err)
		require.Empty(t, seen.Rows[0].Head, reader)
		require.Empty(t, seen.Rows[0].Next, reader)
		require.NotContains(t, b.store.Audits, reader+" case.view_personal "+number+" listed")
	}
	require.NotContains(t, b.store.Sought[1].Scope, core.Scope{All: true}, "no wider than the table")

	_, stands, err := b.AtWindow(t.Context(), handler(), today.Midnight, desk.Mark{}, 50)
	require.NoError(t, err)
	require.False(t, stands, "who stands at no counter has no window")
	_, leads, err := b.Below(t.Context(), handler(), today.Midnight, today.Midnight, 10)
	require.NoError(t, err)
	require.False(t, leads, "who leads nobody has nobody below")
	_, err = b.Matters(t.Context(), handler(), desk.Asked{Below: true})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	_, err = b.Forecast(t.Context(), handler(), today.Midnight)
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
	ahead, err := b.Forecast(t.Context(), countertest.Principal(countertest.Efficiency), today.Midnight)
	require.NoError(t, err)
	require.True(t, ahead[0].Known())
	require.Equal(t, desk.Forecast{Post: "window", Series: "BJ", Clock: "handle", Due: 2, Past: 9}, ahead[1], "nothing is said on fewer than ten")
	_, err = b.Audited(t.Context(), handler(), desk.RecordFilter{})
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// desk.md 9: whoever judges an accountability case reads the case behind it, and no sealed word
// of that; nobody else does.
func TestWhoJudgesReadsTheCaseBehind(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, opened := "BJ2026-000412", "ZZ2026-000001"
	b.store.Put(casework.State{Number: number, Kind: casework.Service, Item: "food", Unit: "permits", Post: "permit-1", Stage: casework.StageHandle, Run: 1, Revision: 1, Received: time.Now(), Registered: time.Now()})
	b.store.Put(casework.State{Number: opened, Kind: casework.Accountability, Unit: "permits", Post: "efficiency", Stage: casework.StageVerify, Run: 1, Revision: 1, Received: time.Now(), Registered: time.Now(),
		Cause: &casework.Cause{Number: number, Post: "permit-1"}})
	discipline := countertest.Principal(countertest.Discipline)
	_, err := b.Case(t.Context(), discipline, number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nothing came of it yet")
	view := b.store.Cases[number]
	view.Opened = []string{opened}
	b.store.Cases[number] = view
	_, err = b.Case(t.Context(), discipline, number)
	require.NoError(t, err)
	_, err = b.Timeline(t.Context(), discipline, number)
	require.NoError(t, err)
	_, err = b.Fields(t.Context(), discipline, number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "who applied is not his to read")
	_, err = b.Attachments(t.Context(), discipline, number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err), "nor what he brought: the page does without")
	_, err = b.Case(t.Context(), countertest.Principal(countertest.Stranger), number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}
