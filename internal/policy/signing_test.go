package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// Who signs, by when the absence ends: counted by the calendar once, a day ends where the next
// begins to be worked (R155, R232).
func TestSignings(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	cal, _, err := book.Calendar(book.CalendarFor(""))
	require.NoError(t, err)
	at := func(s string) time.Time {
		got, err := time.ParseInLocation("2006-01-02T15:04", s, cal.Location())
		require.NoError(t, err)
		return got
	}
	got, err := ref.Leave.Signings("window", policy.RankStaff, "leave", cal, at("2026-03-05T14:00"), at("2026-05-01T00:00"))
	require.NoError(t, err)
	require.Equal(t, []policy.Signing{
		{Until: at("2026-03-05T15:00"), Roles: []casework.Role{casework.SectionHead}},                          // an hour
		{Until: at("2026-03-06T14:00"), Roles: []casework.Role{casework.SectionHead, casework.LeaderInCharge}}, // to noon and over it is a day
		{Roles: []casework.Role{casework.SectionHead, casework.PrincipalLeader, casework.LeaderInCharge}},      // the rest
	}, got)
	sick, _ := ref.Leave.Sort("sick")
	shown := policy.Latest(cal, at("2026-03-05T08:30"), at("2026-05-01T00:00"), func(l policy.Length) bool { return sick.Shown(l) == "" })
	require.Equal(t, at("2026-03-10T08:30"), shown, "Thursday, Friday, Monday, and the weekend is not counted")
	short := policy.Latest(cal, at("2026-03-05T08:30"), at("2026-03-06T00:00"), func(l policy.Length) bool { return sick.Shown(l) == "" })
	require.True(t, short.IsZero(), "it never gets so long")
}
