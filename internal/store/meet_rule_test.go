package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store"
)

// drafts edits the house policy as it stood at a revision.
func (c *crossing) drafts(t *testing.T, by string, revision int, limit string) func() error {
	return func() error {
		_, err := c.ChangeDraft(t.Context(), "house", edit(by, revision, house(0, limit)))
		return err
	}
}

// Two begin a draft of one policy at once, or change the one there is: the second is
// told to look again.
func TestTwoDraftAtOnce(t *testing.T) {
	t.Parallel()
	for name, begun := range map[string]bool{"they begin": false, "they go on": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			require.NoError(t, c.Seed(t.Context(), store.Reference{Policies: []policy.Policy{house(1, "10wd")}}))
			revision := 0
			if begun {
				require.NoError(t, c.drafts(t, "zhao", 0, "9wd")())
				revision = 1
			}
			first, second := c.meet(t, aboutToEnd, c.drafts(t, "li", revision, "7wd"), c.drafts(t, "wang", revision, "8wd"))
			require.NoError(t, first)
			require.Equal(t, casework.Stale, casework.CodeOf(second))
			versions, err := c.PolicyVersions(t.Context())
			require.NoError(t, err)
			require.Equal(t, "7wd", versions[1].Rules[0].Limit)
		})
	}
}

// calendars are two drafts made from one version in force.
func (c *crossing) calendars(t *testing.T) {
	t.Helper()
	require.NoError(t, c.AddCalendars(t.Context(), []rulebook.CalendarVersion{version("cn", 1, "")}))
	require.NoError(t, c.PublishCalendars(t.Context(), "sun", []string{"cn@1"}))
	two, three := version("cn", 2, ""), version("cn", 3, "")
	two.BuiltOn, three.BuiltOn = 1, 1
	require.NoError(t, c.AddCalendars(t.Context(), []rulebook.CalendarVersion{two, three}))
}

// Two import the next version of a calendar at once: the second is told that his is not
// the newest.
func TestTwoImportACalendarAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	imports := func() error {
		return c.AddCalendars(t.Context(), []rulebook.CalendarVersion{version("cn", 1, "")})
	}
	first, second := c.meet(t, aboutToEnd, imports, imports)
	require.NoError(t, first)
	require.Equal(t, casework.NotNewest, casework.CodeOf(second))
}

// A calendar that is being put in force meets the other draft made from the same
// version, and somebody who throws it away.
func TestACalendarIsPublishedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		second func(c *crossing, t *testing.T) error
		want   casework.Code
	}{
		"its twin": {func(c *crossing, t *testing.T) error {
			return c.PublishCalendars(t.Context(), "zhao", []string{"cn@3"})
		}, casework.DraftOutdated},
		"thrown away": {func(c *crossing, t *testing.T) error {
			return c.DiscardCalendars(t.Context(), "zhao", []string{"cn@2"})
		}, casework.NoDraft},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			c.calendars(t)
			first, second := c.meet(t, aboutToEnd, func() error {
				return c.PublishCalendars(t.Context(), "sun", []string{"cn@2"})
			}, func() error { return tt.second(c, t) })
			require.NoError(t, first)
			require.Equal(t, tt.want, casework.CodeOf(second))
		})
	}
}

// One recount of a version is under way at a time, also where two are applied at once:
// one that two leaders apply, or the previews of both.
func TestTwoRecountsAtOnce(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]casework.Code{"one preview": casework.RecountApplied, "two previews": casework.RecountRunning} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			c.calendars(t)
			number := c.pinned(t, "cn@1", "service-permit@1")
			one := c.keep(t, change("cn@2"), number)
			two := one
			if want == casework.RecountRunning {
				two = c.keep(t, change("cn@2"), number)
			}
			applies := func(id int64, by string) func() error {
				return func() error { return c.ApplyRecount(t.Context(), id, by, now()) }
			}
			first, second := c.meet(t, aboutToEnd, applies(one, "sun"), applies(two, "zhao"))
			require.NoError(t, first)
			require.Equal(t, want, casework.CodeOf(second))
			waiting, err := c.Recounting(t.Context(), "", 10)
			require.NoError(t, err)
			require.Len(t, waiting, 1, "a case hears of it once")
		})
	}
}
