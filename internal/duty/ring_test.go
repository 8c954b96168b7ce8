package duty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/duty"
)

// ringOf has desks "wang", "li" and "zhao", each held by its name, and the B's given.
func ringOf(backups map[string]string) (line []duty.Assignment) {
	for _, a := range []string{"wang", "li", "zhao"} {
		line = append(line, duty.Assignment{Post: a, Person: a, From: day(1, 0)})
		if b := backups[a]; b != "" {
			line = append(line, duty.Assignment{Post: a, Person: b, Rank: 1, From: day(1, 0)})
		}
	}
	return line
}

func named(post, person string, from, to time.Time) duty.Assignment {
	return duty.Assignment{Post: post, Person: person, Rank: duty.Standin, From: from, To: to}
}

func TestAway(t *testing.T) {
	t.Parallel()
	outing := away("li", day(9, 8), day(9, 12))
	for name, tt := range map[string]struct {
		absence  duty.Absence
		asked    time.Time // who is not back by then is late
		from, to time.Time
		want     bool
	}{
		"all the time":                  {outing, day(8, 8), day(9, 9), day(9, 10), true},
		"for part of it":                {outing, day(8, 8), day(9, 11), day(9, 18), true},
		"back when it begins":           {outing, day(8, 8), day(9, 12), day(9, 18), false},
		"he leaves when it ends":        {outing, day(8, 8), day(8, 8), day(9, 8), false},
		"gone now, taken at his word":   {outing, day(9, 9), day(10, 8), day(11, 8), false},
		"late, he is away without end":  {outing, day(9, 13), day(10, 8), day(11, 8), true},
		"back early":                    {back(outing, day(9, 10)), day(9, 11), day(9, 11), day(9, 12), false},
		"called off before it began":    {back(outing, day(9, 8)), day(8, 8), day(9, 8), day(9, 12), false},
		"late, and back since":          {back(outing, day(9, 14)), day(9, 15), day(9, 14), day(9, 18), false},
		"somebody else is":              {away("sun", day(9, 8), day(9, 12)), day(8, 8), day(9, 9), day(9, 10), false},
		"a time without end meets his":  {outing, day(8, 8), day(9, 9), time.Time{}, true},
		"a time without end after it":   {outing, day(8, 8), day(9, 12), time.Time{}, false},
		"to the instant late is not in": {outing, day(9, 12), day(9, 12), day(9, 13), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			absences := []duty.Absence{tt.absence}
			require.Equal(t, tt.want, duty.Away("li", duty.AsAnnounced(absences, tt.asked), tt.from, tt.to))
			require.Equal(t, tt.absence, absences[0], "what was recorded stays")
		})
	}
}

func TestRing(t *testing.T) {
	t.Parallel()
	from, to := day(9, 8), day(12, 8)
	gone := func(people ...string) (out []duty.Absence) {
		for _, p := range people {
			out = append(out, back(away(p, from, to), to))
		}
		return out
	}
	each := map[string]string{"wang": "li", "li": "wang"}
	for name, tt := range map[string]struct {
		line   []duty.Assignment
		absent []duty.Absence
		want   bool
	}{
		"each other's B, both away":             {ringOf(each), gone("wang", "li"), true},
		"each other's B, the one named is here": {ringOf(each), gone("wang"), false},
		"away, and somebody stands on his desk": {append(ringOf(each), named("li", "zhao", from, to)), gone("wang", "li"), false},
		"his desk rests on nobody":              {ringOf(nil), gone("wang", "li"), false},
		"through a third":                       {ringOf(map[string]string{"li": "zhao", "zhao": "wang"}), gone("wang", "li", "zhao"), true},
		"through a third who is here":           {ringOf(map[string]string{"li": "zhao", "zhao": "wang"}), gone("wang", "li"), false},
		"a ring he does not stand in":           {ringOf(map[string]string{"li": "zhao", "zhao": "li"}), gone("wang", "li", "zhao"), false},
		"named for a desk instead of planned":   {append(ringOf(nil), named("li", "wang", from, to)), gone("wang", "li"), true},
		"planned from a later day on":           {append(ringOf(nil), duty.Assignment{Post: "li", Person: "wang", Rank: 1, From: to}), gone("wang", "li"), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, duty.Ring("li", "wang", tt.line, tt.absent, from, to))
		})
	}
}

// A's B may be B's A, and both may be away: that is the leader's to fill. Who was
// named for A is kept from leaving his own desk to A, who is not there (R169).
func TestClosesRing(t *testing.T) {
	t.Parallel()
	from, to := day(9, 8), day(12, 8)
	wang := back(away("wang", from, to), to)
	each := ringOf(map[string]string{"wang": "li", "li": "wang"})
	ordered := ringOf(map[string]string{"li": "wang"})
	for name, tt := range map[string]struct {
		line   []duty.Assignment
		absent []duty.Absence
		from   time.Time
		want   bool
	}{
		"nobody was named":                         {each, []duty.Absence{wang}, from, false},
		"named for him on whom his own desk rests": {append(ordered, named("wang", "li", from, to)), []duty.Absence{wang}, from, true},
		"for part of the time":                     {append(ordered, named("wang", "li", from, to)), []duty.Absence{wang}, day(11, 8), true},
		"after that time":                          {append(ordered, named("wang", "li", from, to)), []duty.Absence{wang}, to, false},
		"his own desk has somebody":                {append(ordered, named("wang", "li", from, to), named("li", "zhao", from, to)), []duty.Absence{wang}, from, false},
		"his own desk has nobody in line":          {append(ringOf(nil), named("wang", "li", from, to)), []duty.Absence{wang}, from, false},
		"A is back":                                {append(ordered, named("wang", "li", from, to)), []duty.Absence{back(wang, from)}, from, false},
		"somebody else covers A":                   {append(ringOf(map[string]string{"wang": "zhao", "li": "wang"}), named("wang", "li", from, to)), []duty.Absence{wang}, from, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			until := tt.from.AddDate(0, 0, 2)
			leave := duty.Absence{Person: "li", From: tt.from, Until: until, Returned: &until}
			require.Equal(t, tt.want, duty.ClosesRing(tt.line, tt.absent, leave))
		})
	}
}
