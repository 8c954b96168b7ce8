package duty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/duty"
)

func TestEmpties(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2026, 3, d, 8, 0, 0, 0, time.UTC) }
	back := func(d int) *time.Time { t := day(d); return &t }
	line := []duty.Assignment{
		{Post: "desk", Person: "a", From: day(1)}, {Post: "desk", Person: "b", Rank: 1, From: day(1)},
		{Post: "alone", Person: "a", From: day(1)}, {Post: "vacant", Person: "a", From: day(1), To: day(3)},
	}
	leave := duty.Absence{Person: "a", From: day(10), Until: day(12), Returned: back(12)}
	for name, tt := range map[string]struct {
		post     string
		absences []duty.Absence
		leave    duty.Absence
		want     bool
	}{
		"B steps in":                      {post: "desk", leave: leave},
		"no B":                            {post: "alone", leave: leave, want: true},
		"B away all the time":             {"desk", []duty.Absence{{Person: "b", From: day(9), Until: day(20), Returned: back(20)}}, leave, true},
		"B away part of it":               {"desk", []duty.Absence{{Person: "b", From: day(11), Until: day(20), Returned: back(20)}}, leave, true},
		"B away before":                   {"desk", []duty.Absence{{Person: "b", From: day(5), Until: day(10), Returned: back(10)}}, leave, false},
		"B late from an earlier leave":    {"desk", []duty.Absence{{Person: "b", From: day(5), Until: day(8)}}, leave, true},
		"empty anyway":                    {post: "vacant", leave: leave},
		"B leaves while A is there":       {post: "desk", leave: duty.Absence{Person: "b", From: day(10), Until: day(12), Returned: back(12)}},
		"A away, B the last to leave":     {"desk", []duty.Absence{{Person: "a", From: day(9), Until: day(20), Returned: back(20)}}, duty.Absence{Person: "b", From: day(10), Until: day(12), Returned: back(12)}, true},
		"somebody of no such post leaves": {post: "desk", leave: duty.Absence{Person: "z", From: day(10), Until: day(12), Returned: back(12)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, duty.Empties(tt.post, line, tt.absences, tt.leave))
		})
	}
}
