package kind_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What is taken in at 14:00 of what is said to have been at 10:00: a clock fails at a punch, and not
// at one to come (R181); he is back after nobody was at the desk, and before it is written down, or
// a time that has not come would clear him (R182); since when the house knows is no day to come, or
// a late report would be nobody's turn for good (R216).
func TestWhatCannotHaveBeenIsNotTakenIn(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	at := func(clock string) string { return "2026-03-02T" + clock + ":00Z" }
	for name, tt := range map[string]struct {
		of    casework.Kind
		facts map[string]string
		code  casework.Code
		field string
	}{
		"a clock that failed":              {kind.Attendance, map[string]string{kind.FactMatter: kind.ClockFailed, kind.FactHappened: at("13:50")}, "", ""},
		"a clock that is to fail":          {kind.Attendance, map[string]string{kind.FactMatter: kind.ClockFailed, kind.FactHappened: at("14:01")}, casework.FutureDate, kind.FactHappened},
		"a meeting to come":                {kind.Attendance, map[string]string{kind.FactMatter: kind.NotAtMeeting, kind.FactHappened: at("16:00")}, "", ""},
		"back a minute later":              {kind.Attendance, map[string]string{kind.FactMatter: kind.CheckedEmpty, kind.FactBack: at("10:01")}, "", ""},
		"back before it was found empty":   {kind.Attendance, map[string]string{kind.FactMatter: kind.CheckedEmpty, kind.FactBack: at("09:59")}, casework.Invalid, kind.FactBack},
		"covered before it was":            {kind.Attendance, map[string]string{kind.FactMatter: kind.CheckedAlone, kind.FactBack: "2026-03-01T10:05:00Z"}, casework.Invalid, kind.FactBack},
		"back in an hour":                  {kind.Attendance, map[string]string{kind.FactMatter: kind.CheckedEmpty, kind.FactBack: at("15:00")}, casework.FutureDate, kind.FactBack},
		"a check by himself":               {kind.Attendance, map[string]string{kind.FactMatter: kind.CheckedEmpty, casework.FactPersonConcerned: "p1"}, casework.OwnCase, casework.FactPersonConcerned},
		"known at once":                    {kind.Report, map[string]string{kind.FactKnown: at("10:00")}, "", ""},
		"to be known in the year to come":  {kind.Report, map[string]string{kind.FactKnown: "2027-03-02T10:00:00Z"}, casework.FutureDate, kind.FactKnown},
		"nobody says since when he knows":  {kind.Report, nil, "", ""},
		"an arrival without its beginning": {kind.Attendance, map[string]string{kind.FactMatter: kind.AtMeeting}, casework.Invalid, kind.FactHappened},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := kind.Office().Of(tt.of).Takes(kind.Taking{Facts: tt.facts, By: "p1", Received: noon.Add(-4*time.Hour + 30*time.Second), Registered: noon})
			if tt.code == "" {
				require.Nil(t, err)
				return
			}
			require.Equal(t, tt.code, err.Code)
			require.Equal(t, "fields."+tt.field, err.Field)
		})
	}
}
