package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/kind"
)

// How first contact, notice and limits were kept stands on the yearly sheet of window and person
// (R236), and what was thought of each matter: what was set aside does not count, and who rated
// anew counts with each word that stands.
func TestHowTheRulesWereKeptIsCounted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ago := func(d time.Duration) time.Time { return now().Add(-d) }
	register := func(k casework.Kind) string {
		in := newCase()
		if in.Kind = k; k == kind.Contact {
			in.Item = ""
		}
		number, _, err := b.RegisterCase(t.Context(), in)
		require.NoError(t, err)
		return number
	}
	ended := func(k casework.Kind, clock string, late bool, events ...casework.Event) {
		number := register(k)
		s := step(number, 1, events...)
		s.State.Kind = k
		if k == kind.Contact {
			s.State.Item = ""
		}
		c := &s.State.Clocks[0]
		c.Name = clock
		if c.Status, c.Ended = casework.Met, ago(time.Minute); late {
			c.Status, c.Ended, c.Due = casework.Breached, time.Time{}, ago(time.Minute)
		}
		s.State.Facts = map[string]string{kind.FactHandled: "li"}
		b.commit(t, s)
	}
	rated := func(level string, d time.Duration) casework.Event {
		return casework.Event{Name: casework.Rated, At: ago(d), Level: level}
	}
	ended(kind.Contact, "handle", false, rated("basically", time.Minute))
	ended(casework.Service, "intake", false, casework.Event{Name: kind.NoticeAdded, At: ago(time.Minute)})
	ended(casework.Service, "intake", true)
	ended(casework.Service, "handle", false, rated("unsatisfied", 3*time.Minute), rated("very_satisfied", time.Minute))
	ended(casework.Service, "deliver", false, rated("very_unsatisfied", 2*time.Minute), casework.Event{Name: kind.RatingSetAside, At: ago(time.Minute), Level: kind.Malicious})
	ended(casework.Service, "explain", true) // owed within the house: no limit of the window

	held := func(person string, units ...string) appraisal.Held {
		h, err := b.RulesKept(t.Context(), appraisal.PointFilter{Person: person}, units, ago(24*time.Hour), now().Add(time.Hour))
		require.NoError(t, err)
		return h
	}
	want := []appraisal.HeldRule{{What: appraisal.HeldFirst, Kept: 1}, {What: appraisal.HeldNotice, Kept: 1, Late: 1}, {What: appraisal.HeldLimit, Kept: 2}}
	for _, of := range []appraisal.Held{held("li"), held("", "permits")} {
		require.ElementsMatch(t, want, of.Rules)
		require.Equal(t, 1, of.Again)
		require.Len(t, of.Ratings, 2)
		require.Equal(t, []int{1, 0, 0, 1, 0}, of.Ratings[0].Levels(), "set aside, it does not count")
		require.Equal(t, casework.Service, of.Ratings[0].Kind)
		require.Equal(t, []int{0, 0, 1, 0, 0}, of.Ratings[1].Levels())
		good, ok := of.Total().Good()
		require.True(t, ok)
		require.Equal(t, 66, good)
	}
	for _, of := range []appraisal.Held{held("zhou"), held("", "efficiency")} {
		require.Empty(t, of.Rules)
		require.Zero(t, of.Again)
		require.Empty(t, of.Ratings)
	}
}
