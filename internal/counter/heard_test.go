package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// sent puts a paper to whoever applied on record.
func (b *bench) sent(t *testing.T, form string, at time.Time) {
	t.Helper()
	_, err := b.store.IssuePaper(t.Context(), papers.NewPaper{
		Form: paper.Form{Code: form, Word: "受通", Kind: casework.Service}, Number: number, Unit: "permits", By: countertest.Handler, At: at,
		Content: paper.Content{Title: "x"}, Key: form + at.String(),
	})
	require.NoError(t, err)
}

// Nobody is told by what was meant to tell him: the applicant stands among those an event was
// told to once a paper that says it was issued, and not by one of an earlier event (R005).
func TestTheApplicantIsToldByPaper(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.handling()
	accepted := func(at time.Time) casework.TimelineRow {
		return casework.TimelineRow{Number: number, Name: casework.Accepted, At: at, To: []casework.Role{casework.Applicant, casework.ActingHolder}}
	}
	b.store.Events[number] = []casework.TimelineRow{accepted(b.now.Add(-2 * time.Hour)), accepted(b.now)}
	told := func() (out []bool) {
		rows, err := b.Timeline(t.Context(), handler(), number)
		require.NoError(t, err)
		for _, row := range rows {
			require.Contains(t, row.To, casework.ActingHolder)
			out = append(out, len(row.To) == 2)
		}
		return out
	}
	require.Equal(t, []bool{false, false}, told())
	b.sent(t, "termination_notice", b.now)
	require.Equal(t, []bool{false, false}, told(), "of something else")
	b.sent(t, "acceptance_notice", b.now.Add(-time.Hour))
	require.Equal(t, []bool{true, false}, told(), "of the first")
	b.sent(t, "acceptance_notice", b.now.Add(time.Hour))
	require.Equal(t, []bool{true, true}, told())
}

// By number and query code an applicant reads whose turn it is, how the time stands and what
// was sent to him; of what stands on it not a word, and nothing is opened for it.
func TestAnApplicantFollowsHisCase(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.handling()
	b.store.Codes[number] = []byte("hash of code")
	view := b.store.Cases[number]
	view.Turn = casework.Handler
	view.Clocks = []casework.ClockView{{Number: number, Name: "handle", Round: 1, Status: casework.Running, Date: "2026-10-15", Light: casework.Yellow}}
	b.store.Cases[number] = view
	b.sent(t, "acceptance_notice", b.now)
	got, err := b.Progress(t.Context(), number, "code")
	require.NoError(t, err)
	require.Equal(t, casework.Handler, got.Turn)
	require.Equal(t, casework.Yellow, got.Light)
	require.Equal(t, "2026-10-15", got.Due)
	require.Len(t, got.Papers, 1)
	require.Equal(t, b.now.In(time.FixedZone("CST", 8*3600)).Format(time.DateOnly), got.Papers[0].On)
	require.Empty(t, b.store.Audits)
}

// What the law issued nobody voids by hand (ADR 28).
func TestNobodyVoidsWhatTheLawIssued(t *testing.T) {
	t.Parallel()
	b := papered(t)
	b.handling()
	_, err := b.store.IssuePaper(t.Context(), papers.NewPaper{
		Form: paper.Form{Code: "deemed_acceptance", Word: "届告", Kind: casework.Service}, Number: number, Unit: "bureau", At: b.now, Content: paper.Content{Title: "x"}, Key: "k",
	})
	require.NoError(t, err)
	_, err = b.VoidPaper(t.Context(), countertest.Principal(countertest.Head), "1", "写错")
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// What is carried to him counts as told once it left, and not while it waits or was given
// up: the timeline says so, and the page he follows by says how and when (R005).
func TestTimelineNeverSaysToldForWhatWasNot(t *testing.T) {
	t.Parallel()
	for state, told := range map[casework.HearingState]bool{casework.HearingSent: true, casework.HearingWaiting: false, casework.HearingUnsent: false} {
		b := papered(t)
		b.handling(func(s *casework.State) { s.Facts = map[string]string{casework.FactWay: casework.WayMail} })
		b.store.Codes[number] = []byte("hash of code")
		b.store.Events[number] = []casework.TimelineRow{
			{Number: number, Key: "1.1.1", Name: casework.CaseRegistered, At: b.now, To: []casework.Role{casework.ActingHolder}},
			{Number: number, Key: "1.2.1", Name: casework.Accepted, At: b.now, To: []casework.Role{casework.Applicant}},
			{Number: number, Key: "1.3.1", Name: casework.Accepted, At: b.now, To: []casework.Role{casework.Applicant}},
		}
		b.store.Carried[number] = []core.Sent{{Way: casework.WayMail, State: state, Key: "1.2.1", Issued: b.now}}
		got, err := b.Progress(t.Context(), number, "code")
		require.NoError(t, err)
		require.Len(t, got.Told, 2, "what others are told is none of his")
		require.Len(t, got.Told[0].Heard, 1)
		require.Equal(t, state, got.Told[0].Heard[0].State)
		require.Equal(t, told, !got.Told[0].Heard[0].At.IsZero(), "an instant stands where it left")
		require.Empty(t, got.Told[1].Heard, "the mail of another event")
		rows, err := b.Timeline(t.Context(), handler(), number)
		require.NoError(t, err)
		require.Equal(t, told, len(rows[1].To) == 1, state)
		require.Len(t, rows[1].Heard, 1)
		require.Empty(t, rows[2].To)
	}
}

// Who hears on paper knows of its service and of the times it opened to him by the paper in his
// hand (R005, R026); by what hung as a public notice, or was issued after, he knows nothing.
func TestAServedPaperTellsOfItsService(t *testing.T) {
	t.Parallel()
	for means, told := range map[string]bool{casework.WayDirect: true, casework.WayAnnounce: false} {
		b := papered(t)
		b.handling()
		b.store.Codes[number] = []byte("hash of code")
		b.sent(t, "denial_decision", b.now)
		served := map[string]string{"paper": "denial_decision", "means": means}
		to := []casework.Role{casework.Applicant}
		b.store.Events[number] = []casework.TimelineRow{
			{Number: number, Key: "1.1.1", Name: casework.Delivered, At: b.now.Add(-time.Hour), To: to, Detail: served}, // before it was issued
			{Number: number, Key: "1.2.1", Name: casework.Delivered, At: b.now, To: to, Detail: served},
			{Number: number, Key: "1.2.2", Name: casework.ClockStarted, Clock: casework.ClockSue, At: b.now, To: to},
			{Number: number, Key: "1.3.1", Name: casework.ClockStarted, Clock: casework.ClockSue, At: b.now.Add(time.Hour), To: to},
		}
		got, err := b.Progress(t.Context(), number, "code")
		require.NoError(t, err)
		heard := []bool{}
		for _, told := range got.Told {
			heard = append(heard, len(told.Heard) > 0)
		}
		require.Equal(t, []bool{false, told, told, false}, heard, means)
	}
}
