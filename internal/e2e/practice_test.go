package e2e

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/people"
)

// visibleWithin is how long after its instant an event may appear.
const visibleWithin = 2 * time.Second

// climb is the life of a practice case nobody touches, in seconds from receipt,
// up to the accountability case.
var climb = []struct {
	after int
	what  string // event, clock, level
}{
	{0, "case_registered"}, {0, "clock_started intake"},
	{10, "clock_warned intake half"},
	{16, "clock_warned intake near"},
	{20, "clock_deemed intake"}, {20, "accepted"}, {20, "clock_started handle"}, {20, "clock_started statutory"},
	{30, "clock_warned handle half"},
	{48, "clock_warned handle near"},
	{60, "clock_breached handle"}, {60, "card_issued handle yellow"}, {60, "escalated handle 1"},
	{60, "clock_started explain"}, {60, "explanation_due explain"}, {60, "clock_warned statutory half"},
	{60, "clock_started publish_reason"}, {84, "clock_warned publish_reason near"}, // R240
	{90, "clock_breached publish_reason"}, {90, "escalated publish_reason 1"},
	{96, "clock_warned statutory near"},
	{100, "escalated handle 2"},
	{108, "clock_warned explain near"},
	{120, "clock_breached statutory"}, {120, "card_issued statutory yellow"}, {120, "escalated statutory 1"},
	{120, "clock_breached explain"}, {120, "escalated explain 1"},
	{140, "card_issued handle red"}, {140, "escalated handle 3"}, {140, "accountability_opened handle 3"},
}

// heard is who hears what of it, and nothing else.
var heard = map[casework.Role][]string{
	casework.ActingHolder: {
		"clock_started intake", "clock_warned intake half", "clock_warned intake near", "clock_deemed intake",
		"clock_started handle", "clock_started statutory", "clock_warned handle half", "clock_warned handle near",
		"clock_breached handle", "clock_warned statutory half", "clock_warned statutory near", "clock_breached statutory",
	},
	casework.NextBackup: {"clock_warned intake near", "clock_warned handle near", "clock_warned statutory near"},
	casework.SectionHead: {
		"clock_warned intake near", "clock_deemed intake", "clock_warned handle near", "clock_breached handle",
		"explanation_due explain", "clock_warned statutory near", "clock_warned explain near",
		"clock_started publish_reason", "clock_warned publish_reason near",
		"clock_breached statutory",
	},
	casework.LeaderInCharge:   {"escalated handle 2", "clock_breached explain", "clock_breached publish_reason"},
	casework.PrincipalLeader:  {"escalated handle 3"},
	casework.EfficiencyOffice: {"escalated handle 3"},
}

// TestPracticeCaseClimbs: left alone, the practice case warns, breaches and climbs
// until an accountability case stands open, everything within 2 s of its instant.
func TestPracticeCaseClimbs(t *testing.T) {
	t.Parallel()
	h := open(t)
	number := watchClimb(t, h)
	checkInboxes(t, h, number, map[string]casework.Role{
		"handler": casework.ActingHolder, "backup": casework.NextBackup, "section_head": casework.SectionHead,
		"leader_in_charge": casework.LeaderInCharge, "principal_leader": casework.PrincipalLeader,
		"efficiency_office": casework.EfficiencyOffice, "clerk": "", "inspector": "",
	})
}

// TestPracticeCaseOfAnAbsentHolder: the same, and B gets what A would have got.
func TestPracticeCaseOfAnAbsentHolder(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.withStore(func(ctx context.Context, s *store.Store) error {
		now := time.Now()
		_, err := s.AddAbsence(ctx, people.Absence{
			Absence: duty.Absence{Person: "handler", From: now.Add(-time.Hour), Until: now.Add(48 * time.Hour)},
			Kind:    "leave", By: "section_head",
		})
		return err
	})
	number := watchClimb(t, h)
	checkInboxes(t, h, number, map[string]casework.Role{
		"handler": "", "backup": casework.ActingHolder, "section_head": casework.SectionHead,
	})
	desk := h.as("backup").desk(url.Values{"limit": {"200"}})
	require.Contains(t, names(desk.Rows, func(c casework.ClockView) string { return c.Number + " " + c.Name }), number+" handle")
}

// watchClimb registers a practice case, watches its timeline as a reader who has
// nothing to do with it, and returns its number when the climb is over.
func watchClimb(t *testing.T, h *house) (number string) {
	t.Helper()
	reader := h.as("efficiency_office")
	number = h.as("clerk").register(practice())
	received := reader.view(number).Received
	seen := map[string]time.Time{} // by key
	var rows []casework.TimelineRow
	eventually(t, 160*time.Second, "the accountability case is open", func() bool {
		rows = reader.timeline(number)
		now := time.Now()
		for _, r := range rows {
			if _, known := seen[r.Key]; !known {
				seen[r.Key] = now
			}
		}
		return slices.ContainsFunc(rows, func(r casework.TimelineRow) bool { return r.Name == casework.AccountabilityOpened })
	})
	opened := reader.view(number).Opened
	require.Len(t, opened, 1)
	against := reader.view(opened[0])
	require.Equal(t, casework.Accountability, against.Kind)
	require.Equal(t, casework.StageVerify, against.Stage)
	require.Equal(t, number, against.Parent)
	require.Nil(t, against.Closed)
	checkClimb(t, rows, received, seen)
	return number
}

// checkClimb holds what was seen against the plan, instant by instant.
func checkClimb(t *testing.T, rows []casework.TimelineRow, received time.Time, seen map[string]time.Time) {
	t.Helper()
	var want, got []string
	for _, e := range climb {
		want = append(want, fmt.Sprintf("%3d %s", e.after, e.what))
	}
	var worst time.Duration
	for _, r := range rows {
		what := string(r.Name)
		for _, part := range []string{r.Clock, r.Level} {
			if part != "" {
				what += " " + part
			}
		}
		got = append(got, fmt.Sprintf("%3d %s", int(r.At.Sub(received).Seconds()), what))
		late := seen[r.Key].Sub(r.At)
		require.LessOrEqual(t, late, visibleWithin, "%s was seen late", what)
		require.GreaterOrEqual(t, late, time.Duration(0), "%s was seen before its instant", what)
		worst = max(worst, late)
	}
	require.ElementsMatch(t, want, got)
	t.Logf("%d events, none seen later than %s after its instant", len(rows), worst.Round(time.Millisecond))
}

// checkInboxes: every message in each person's inbox exactly once, and by mail
// exactly once, and nothing in anybody else's.
func checkInboxes(t *testing.T, h *house, number string, who map[string]casework.Role) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(who)) {
		want := heard[who[name]]
		require.ElementsMatch(t, want, names(h.as(name).inbox(number), saying), "inbox of %s", name)
		var mail []letter
		eventually(t, 15*time.Second, fmt.Sprintf("%d letters to %s", len(want), name), func() bool {
			mail = h.mail.about(number, name+"@office.example")
			return len(mail) >= len(want)
		})
		require.Len(t, mail, len(want), "letters to %s", name)
		ids := names(mail, func(l letter) string { return l.id })
		slices.Sort(ids)
		require.Len(t, slices.Compact(ids), len(want), "Message-Ids of letters to %s", name)
	}
}
