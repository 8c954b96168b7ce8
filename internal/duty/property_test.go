package duty_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/duty"
)

const horizon = 60 // hours a drawn history spans

var people = []string{"wang", "li", "zhao", "chen"}

func hour(h int) time.Time { return day(1, 0).Add(time.Duration(h) * time.Hour) }

// drawLine draws any history of holders, also ones CheckAssignments would
// refuse: segments must stay whole whatever was written.
func drawLine(t *rapid.T) []duty.Assignment {
	n := rapid.IntRange(1, 6).Draw(t, "assignments")
	line := make([]duty.Assignment, n)
	for i := range line {
		from := rapid.IntRange(0, horizon).Draw(t, fmt.Sprintf("from %d", i))
		line[i] = duty.Assignment{
			Post:   rapid.SampledFrom([]string{post, post, post, "road-desk"}).Draw(t, fmt.Sprintf("post %d", i)),
			Person: rapid.SampledFrom(people).Draw(t, fmt.Sprintf("person %d", i)),
			Rank:   rapid.SampledFrom([]int{duty.A, 1, 2, duty.Standin}).Draw(t, fmt.Sprintf("rank %d", i)),
			From:   hour(from),
		}
		if rapid.Bool().Draw(t, fmt.Sprintf("ends %d", i)) {
			line[i].To = hour(rapid.IntRange(from, horizon).Draw(t, fmt.Sprintf("to %d", i)))
		}
	}
	return line
}

func drawAbsences(t *rapid.T) []duty.Absence {
	n := rapid.IntRange(0, 6).Draw(t, "absences")
	out := make([]duty.Absence, n)
	for i := range out {
		from := rapid.IntRange(0, horizon).Draw(t, fmt.Sprintf("left %d", i))
		out[i] = away(rapid.SampledFrom(people).Draw(t, fmt.Sprintf("absent %d", i)), hour(from), hour(from+1))
		if rapid.Bool().Draw(t, fmt.Sprintf("returns %d", i)) {
			out[i] = back(out[i], hour(rapid.IntRange(from, horizon).Draw(t, fmt.Sprintf("back %d", i))))
		}
	}
	return out
}

func isAway(absences []duty.Absence, person string, at time.Time) bool {
	return slices.ContainsFunc(absences, func(a duty.Absence) bool {
		return a.Person == person && !at.Before(a.From) && (a.Returned == nil || at.Before(*a.Returned))
	})
}

// first finds, by plain search, who should answer at an instant.
func first(line []duty.Assignment, absences []duty.Absence, at time.Time, not string) string {
	best := -1
	for i, a := range line {
		holds := a.Post == post && !at.Before(a.From) && (a.To.IsZero() || at.Before(a.To))
		if !holds || a.Person == not || isAway(absences, a.Person, at) {
			continue
		}
		if best < 0 || a.Rank < line[best].Rank ||
			(a.Rank == line[best].Rank && a.From.Before(line[best].From)) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return line[best].Person
}

func TestSegmentsCoverEveryInstantOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line, absences := drawLine(t), drawAbsences(t)
		segments := duty.Segments(post, line, absences)

		var start time.Time
		for _, a := range line {
			ends := a.To.IsZero() || a.To.After(a.From)
			if a.Post == post && ends && (start.IsZero() || a.From.Before(start)) {
				start = a.From
			}
		}
		if start.IsZero() {
			require.Empty(t, segments)
			return
		}
		require.NotEmpty(t, segments)
		require.True(t, segments[0].From.Equal(start), "begins with the first assignment")
		require.True(t, segments[len(segments)-1].To.IsZero(), "never ends")
		for i, s := range segments {
			require.Equal(t, post, s.Post)
			if i == 0 {
				continue
			}
			before := segments[i-1]
			require.True(t, before.To.Equal(s.From), "no gap and no overlap")
			require.True(t, before.From.Before(before.To), "no empty segment")
			require.False(t, before.Person == s.Person && before.Backup == s.Backup, "equal neighbours are joined")
		}
	})
}

func TestSegmentsNameWhoIsThere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line, absences := drawLine(t), drawAbsences(t)
		segments := duty.Segments(post, line, absences)
		for half := range 2 * (horizon + 2) { // every instant of change, and the middle between two
			at := hour(0).Add(time.Duration(half) * 30 * time.Minute)
			s, ok := duty.At(segments, at)
			if !ok {
				require.Empty(t, first(line, absences, at, ""))
				continue
			}
			require.Equal(t, first(line, absences, at, ""), s.Person, "at %s", at)
			if s.Person == "" {
				require.Empty(t, s.Backup)
				continue
			}
			require.Equal(t, first(line, absences, at, s.Person), s.Backup, "at %s", at)
			require.False(t, isAway(absences, s.Person, at))
		}
	})
}
