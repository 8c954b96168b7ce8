package turn_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/turn"
)

// office is open Monday to Friday, eight to twelve and two to six.
func office(t require.TestingT) *calendar.Calendar {
	week := map[string][]calendar.Span{}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		week[day] = []calendar.Span{{From: "08:00", To: "12:00"}, {From: "14:00", To: "18:00"}}
	}
	cal, err := calendar.New(calendar.Spec{Zone: "Asia/Shanghai", Week: week})
	require.NoError(t, err)
	return cal
}

// at is an instant of the week of Monday 2026-03-02.
func at(day, hour int) time.Time {
	return time.Date(2026, 3, 2+day, hour, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

func change(when time.Time, from, to casework.Role) casework.TimelineRow {
	return casework.TimelineRow{At: when, Name: casework.TurnChanged, Detail: map[string]string{"from": string(from), "to": string(to)}}
}

func TestTurns(t *testing.T) {
	t.Parallel()
	const h, l = casework.Handler, casework.LeaderInCharge
	closed := casework.TimelineRow{At: at(2, 10), Name: casework.CaseClosed}
	for name, tt := range map[string]struct {
		events []casework.TimelineRow
		last   casework.Role
		want   []turn.Share
	}{
		"never changed":         {nil, h, []turn.Share{{h, 24 * 3600, 1}}}, // three days of eight hours
		"a day on his desk":     {[]casework.TimelineRow{change(at(1, 8), h, l), change(at(2, 8), l, h)}, h, []turn.Share{{h, 16 * 3600, 2}, {l, 8 * 3600, 1}}},
		"the night is nobody's": {[]casework.TimelineRow{change(at(0, 18), h, l), change(at(1, 8), l, h)}, h, []turn.Share{{h, 24 * 3600, 2}, {l, 0, 1}}},
		"closed":                {[]casework.TimelineRow{closed}, "", []turn.Share{{h, 18 * 3600, 1}, {"", 6 * 3600, 1}}},
		"closed and reopened":   {[]casework.TimelineRow{change(at(0, 12), h, l), closed, {At: at(2, 14), Name: casework.CaseReopened}}, h, []turn.Share{{h, 8 * 3600, 2}, {l, 14 * 3600, 1}, {"", 2 * 3600, 1}}},
		"after the end":         {[]casework.TimelineRow{change(at(3, 8), h, l)}, l, []turn.Share{{h, 24 * 3600, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, turn.Book(turn.Stretches(tt.events, at(0, 8), at(3, 0), h, tt.last), office(t)))
		})
	}
	e := casework.EfficiencyOffice
	require.Equal(t, e, turn.Stretches([]casework.TimelineRow{closed}, at(0, 8), at(3, 0), e, "")[0].Role, "closed before it ever changed")
	require.Empty(t, turn.Stretches(nil, at(1, 8), at(1, 8), h, h))
}

// TestTurnsAddUp: whatever happens, the turns join and make up the whole life of
// the case.
func TestTurnsAddUp(t *testing.T) {
	t.Parallel()
	cal := office(t)
	rapid.Check(t, func(t *rapid.T) {
		roles := []casework.Role{"", casework.Handler, casework.LeaderInCharge, casework.PrincipalLeader}
		from, to := at(0, 0), at(rapid.IntRange(1, 20).Draw(t, "days"), 3)
		when, holder := from, casework.Handler
		var events []casework.TimelineRow
		for range rapid.IntRange(0, 12).Draw(t, "events") {
			when = when.Add(time.Duration(rapid.IntRange(0, 72*60).Draw(t, "minutes")) * time.Minute)
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				events = append(events, casework.TimelineRow{At: when, Name: casework.CaseClosed})
			case 1:
				events = append(events, casework.TimelineRow{At: when, Name: casework.CaseReopened})
			default:
				next := rapid.SampledFrom(roles).Draw(t, "next")
				events = append(events, change(when, holder, next))
				holder = next
			}
		}
		stretches := turn.Stretches(events, from, to, casework.Handler, holder)
		require.Equal(t, from, stretches[0].From)
		require.Equal(t, to, stretches[len(stretches)-1].To)
		for i, s := range stretches[1:] {
			require.Equal(t, stretches[i].To, s.From)
			require.NotEqual(t, stretches[i].Role, s.Role)
		}
		var sum int64
		for _, share := range turn.Book(stretches, cal) {
			sum += share.Seconds
		}
		require.Equal(t, cal.WorkingSeconds(from, to), sum)
	})
}

// Received on Monday and entered on Wednesday: until then nobody but the window could
// act, whatever changed hands on paper; from then on the turns are as they were.
func TestUntilTheEntry(t *testing.T) {
	t.Parallel()
	at := func(day int) time.Time { return time.Date(2026, 11, day, 10, 0, 0, 0, time.UTC) }
	got := turn.Until([]turn.Stretch{
		{Role: casework.Handler, From: at(2), To: at(3)}, {Role: casework.GeneralOffice, From: at(3), To: at(5)}, {Role: casework.Handler, From: at(5), To: at(6)},
	}, casework.Clerk, at(4))
	require.Equal(t, []turn.Stretch{
		{Role: casework.Clerk, From: at(2), To: at(4)}, {Role: casework.GeneralOffice, From: at(4), To: at(5)}, {Role: casework.Handler, From: at(5), To: at(6)},
	}, got)
	require.Empty(t, turn.Until(nil, casework.Clerk, at(4)))
}
