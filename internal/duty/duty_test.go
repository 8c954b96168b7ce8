package duty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
)

const post = "food-desk"

// day is an instant of October 2026, office time.
func day(d, hour int) time.Time {
	return time.Date(2026, 10, d, hour, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

func on(person string, rank int) duty.Assignment {
	return duty.Assignment{Post: post, Person: person, Rank: rank, From: day(1, 0)}
}

func away(person string, from, until time.Time) duty.Absence {
	return duty.Absence{Person: person, From: from, Until: until}
}

func back(a duty.Absence, at time.Time) duty.Absence {
	a.Returned = &at
	return a
}

func seg(person, backup string, from, to time.Time) duty.Segment {
	return duty.Segment{Post: post, Person: person, Backup: backup, From: from, To: to}
}

func TestSegments(t *testing.T) {
	t.Parallel()
	var open time.Time
	line := []duty.Assignment{on("wang", duty.A), on("li", 1), on("zhao", 2)}
	for name, tt := range map[string]struct {
		line   []duty.Assignment
		absent []duty.Absence
		want   []duty.Segment
	}{
		"nobody was ever put on the post": {},
		"A is there and answers": {
			line: line,
			want: []duty.Segment{seg("wang", "li", day(1, 0), open)},
		},
		"the order of entry does not matter, the rank does (R170)": {
			line: []duty.Assignment{on("zhao", 2), on("wang", duty.A), on("li", 1)},
			want: []duty.Segment{seg("wang", "li", day(1, 0), open)},
		},
		"B acts while A is away (R160)": {
			line:   line,
			absent: []duty.Absence{back(away("wang", day(9, 8), day(12, 8)), day(12, 8))},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "zhao", day(9, 8), day(12, 8)),
				seg("wang", "li", day(12, 8), open),
			},
		},
		"back late is still away (R158)": {
			line:   line,
			absent: []duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(12, 14))},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "zhao", day(9, 8), day(12, 14)),
				seg("wang", "li", day(12, 14), open),
			},
		},
		"not back yet is away without end, whatever was announced (R158)": {
			line:   line,
			absent: []duty.Absence{away("wang", day(9, 8), day(10, 8))},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "zhao", day(9, 8), open),
			},
		},
		"back early is back": {
			line:   line,
			absent: []duty.Absence{back(away("wang", day(9, 8), day(30, 8)), day(9, 14))},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "zhao", day(9, 8), day(9, 14)),
				seg("wang", "li", day(9, 14), open),
			},
		},
		"an absence called off before it began changes nothing": {
			line:   line,
			absent: []duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(9, 8))},
			want:   []duty.Segment{seg("wang", "li", day(1, 0), open)},
		},
		"A and B1 away: B2, and nobody behind him": {
			line: line,
			absent: []duty.Absence{
				back(away("wang", day(9, 8), day(13, 8)), day(13, 8)),
				back(away("li", day(10, 8), day(12, 8)), day(12, 8)),
			},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "zhao", day(9, 8), day(10, 8)),
				seg("zhao", "", day(10, 8), day(12, 8)),
				seg("li", "zhao", day(12, 8), day(13, 8)),
				seg("wang", "li", day(13, 8), open),
			},
		},
		"the next backup is away: the one after him would follow": {
			line:   line,
			absent: []duty.Absence{back(away("li", day(10, 8), day(12, 8)), day(12, 8))},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(10, 8)),
				seg("wang", "zhao", day(10, 8), day(12, 8)),
				seg("wang", "li", day(12, 8), open),
			},
		},
		"all away: nobody, until the leader names a stand-in (R169)": {
			line: []duty.Assignment{on("wang", duty.A), on("li", 1),
				{Post: post, Person: "chen", Rank: duty.Standin, From: day(10, 10), To: day(11, 0)}},
			absent: []duty.Absence{
				away("wang", day(9, 8), day(13, 8)),
				back(away("li", day(10, 8), day(12, 8)), day(12, 8)),
			},
			want: []duty.Segment{
				seg("wang", "li", day(1, 0), day(9, 8)),
				seg("li", "", day(9, 8), day(10, 8)),
				seg("", "", day(10, 8), day(10, 10)),
				seg("chen", "", day(10, 10), day(11, 0)),
				seg("", "", day(11, 0), day(12, 8)),
				seg("li", "", day(12, 8), open),
			},
		},
		"a stand-in stays behind A and B while they are there": {
			line: []duty.Assignment{on("wang", duty.A),
				{Post: post, Person: "chen", Rank: duty.Standin, From: day(2, 0), To: day(3, 0)}},
			want: []duty.Segment{
				seg("wang", "", day(1, 0), day(2, 0)),
				seg("wang", "chen", day(2, 0), day(3, 0)),
				seg("wang", "", day(3, 0), open),
			},
		},
		"a new A takes over in the instant the old one leaves": {
			line: []duty.Assignment{
				{Post: post, Person: "wang", From: day(1, 0), To: day(8, 0)},
				{Post: post, Person: "chen", From: day(8, 0)},
			},
			want: []duty.Segment{
				seg("wang", "", day(1, 0), day(8, 0)),
				seg("chen", "", day(8, 0), open),
			},
		},
		"a vacancy is nobody's, not a gap (R211)": {
			line: []duty.Assignment{
				{Post: post, Person: "wang", From: day(1, 0), To: day(8, 0)},
				{Post: post, Person: "chen", From: day(9, 0)},
			},
			want: []duty.Segment{
				seg("wang", "", day(1, 0), day(8, 0)),
				seg("", "", day(8, 0), day(9, 0)),
				seg("chen", "", day(9, 0), open),
			},
		},
		"the absence of a stranger and the holder of another post do not matter": {
			line:   append([]duty.Assignment{{Post: "road-desk", Person: "sun", From: day(1, 0)}}, line...),
			absent: []duty.Absence{away("sun", day(9, 8), day(10, 8))},
			want:   []duty.Segment{seg("wang", "li", day(1, 0), open)},
		},
		"away before he was put on the post": {
			line:   line,
			absent: []duty.Absence{back(away("wang", day(1, 0).AddDate(0, -1, 0), day(2, 8)), day(2, 8))},
			want: []duty.Segment{
				seg("li", "zhao", day(1, 0), day(2, 8)),
				seg("wang", "li", day(2, 8), open),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, duty.Segments(post, tt.line, tt.absent))
		})
	}
}

func TestAt(t *testing.T) {
	t.Parallel()
	segments := duty.Segments(post, []duty.Assignment{on("wang", duty.A), on("li", 1)},
		[]duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(10, 8))})
	for name, tt := range map[string]struct {
		at   time.Time
		want string
		ok   bool
	}{
		"before the first assignment":           {day(1, 0).Add(-time.Nanosecond), "", false},
		"at the first instant":                  {day(1, 0), "wang", true},
		"at the instant A leaves, B answers":    {day(9, 8), "li", true},
		"the last instant of cover is B's":      {day(10, 8).Add(-time.Nanosecond), "li", true},
		"at the instant A is back, A answers":   {day(10, 8), "wang", true},
		"years later the last segment holds":    {day(10, 8).AddDate(5, 0, 0), "wang", true},
		"the zone of the question is no matter": {day(9, 8).UTC(), "li", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := duty.At(segments, tt.at)
			require.Equal(t, tt.ok, ok)
			require.Equal(t, tt.want, got.Person)
		})
	}
}

func TestCheckAssignments(t *testing.T) {
	t.Parallel()
	ended := func(a duty.Assignment, to time.Time) duty.Assignment { a.To = to; return a }
	later := func(a duty.Assignment, from time.Time) duty.Assignment { a.From = from; return a }
	for name, tt := range map[string]struct {
		in          []duty.Assignment
		field, rule string
	}{
		"A, B1 and B2":                     {in: []duty.Assignment{on("wang", 0), on("li", 1), on("zhao", 2)}},
		"one person on two posts":          {in: []duty.Assignment{on("wang", 0), {Post: "road-desk", Person: "wang", From: day(1, 0)}}},
		"A becomes B on the day he leaves": {in: []duty.Assignment{ended(on("wang", 0), day(5, 0)), later(on("wang", 1), day(5, 0))}},
		"A as his own B":                   {[]duty.Assignment{on("wang", 0), on("wang", 1)}, "backup", "R161"},
		"A as his own B, entered first":    {[]duty.Assignment{on("wang", 1), on("wang", 0)}, "backup", "R161"},
		"one person as B1 and B2":          {[]duty.Assignment{on("li", 1), on("li", 2)}, "person", "R161"},
		"the same assignment twice":        {[]duty.Assignment{on("wang", 0), on("wang", 0)}, "person", "R161"},
		"two persons as B1":                {[]duty.Assignment{on("li", 1), on("zhao", 1)}, "rank", "R170"},
		"two A at a time":                  {[]duty.Assignment{on("wang", 0), later(on("chen", 0), day(9, 0))}, "rank", "R170"},
		"a negative rank":                  {[]duty.Assignment{on("wang", -1)}, "rank", "R170"},
		"a stand-in for good":              {[]duty.Assignment{on("chen", duty.Standin)}, "to", "R169"},
		"ends before it begins":            {[]duty.Assignment{ended(on("wang", 0), day(1, 0).Add(-time.Hour))}, "to", "R162"},
		"no start":                         {[]duty.Assignment{{Post: post, Person: "wang"}}, "from", "R162"},
		"no person":                        {[]duty.Assignment{on("", 0)}, "person", "R161"},
		"no post":                          {[]duty.Assignment{{Person: "wang", From: day(1, 0)}}, "post", "R161"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requireRefusal(t, duty.CheckAssignments(tt.in), tt.field, tt.rule)
		})
	}
}

func TestCheckAbsences(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		in          []duty.Absence
		field, rule string
	}{
		"one after the other":          {in: []duty.Absence{away("wang", day(9, 8), day(10, 8)), away("wang", day(10, 8), day(11, 8))}},
		"two persons at a time":        {in: []duty.Absence{away("wang", day(9, 8), day(10, 8)), away("li", day(9, 8), day(10, 8))}},
		"again after an early return":  {in: []duty.Absence{back(away("wang", day(9, 8), day(20, 8)), day(10, 8)), away("wang", day(11, 8), day(12, 8))}},
		"called off, then again":       {in: []duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(9, 8)), away("wang", day(9, 8), day(10, 8))}},
		"overlapping":                  {[]duty.Absence{away("wang", day(9, 8), day(11, 8)), away("wang", day(10, 8), day(12, 8))}, "from", "R153"},
		"one inside the other":         {[]duty.Absence{away("wang", day(9, 8), day(20, 8)), away("wang", day(10, 8), day(12, 8))}, "from", "R153"},
		"overlapping through lateness": {[]duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(12, 8)), away("wang", day(11, 8), day(13, 8))}, "from", "R153"},
		"ends before it begins":        {[]duty.Absence{away("wang", day(9, 8), day(8, 8))}, "until", "R156"},
		"ends as it begins":            {[]duty.Absence{away("wang", day(9, 8), day(9, 8))}, "until", "R156"},
		"no announced end":             {[]duty.Absence{{Person: "wang", From: day(9, 8)}}, "until", "R156"},
		"back before he left":          {[]duty.Absence{back(away("wang", day(9, 8), day(10, 8)), day(9, 7))}, "returned", "R158"},
		"no start":                     {[]duty.Absence{{Person: "wang", Until: day(9, 8)}}, "from", "R156"},
		"no person":                    {[]duty.Absence{away("", day(9, 8), day(10, 8))}, "person", "R156"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requireRefusal(t, duty.CheckAbsences(tt.in), tt.field, tt.rule)
		})
	}
}

// requireRefusal expects an Invalid naming field and rule, or none at all.
func requireRefusal(t *testing.T, err error, field, rule string) {
	t.Helper()
	if field == "" {
		require.NoError(t, err)
		return
	}
	var refusal *casework.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, casework.FieldError(casework.Invalid, field, rule), refusal)
}

// Covers that go round in a ring, each the other's B, answer for nobody while all of
// them are away: nobody covers through somebody who is absent himself, and the gap is
// the leader's to fill (R169). Who comes back answers for his own post and his B's.
func TestCoversInARing(t *testing.T) {
	t.Parallel()
	ring := []string{"wang", "li", "zhao"}
	var line []duty.Assignment
	var absent []duty.Absence
	for i, person := range ring {
		desk := "desk-" + person
		line = append(line, duty.Assignment{Post: desk, Person: person, From: day(1, 0)},
			duty.Assignment{Post: desk, Person: ring[(i+1)%3], Rank: 1, From: day(1, 0)})
		absent = append(absent, away(person, day(9, 8), day(12, 8)))
	}
	require.NoError(t, duty.CheckAssignments(line), "each other's B is how small offices do it")
	absent[1] = back(absent[1], day(10, 8))
	for _, person := range ring {
		s, ok := duty.At(duty.Segments("desk-"+person, line, absent), day(9, 9))
		require.True(t, ok)
		require.Empty(t, s.Person, person)
	}
	for desk, who := range map[string]string{"desk-wang": "li", "desk-li": "li", "desk-zhao": ""} {
		s, _ := duty.At(duty.Segments(desk, line, absent), day(10, 9))
		require.Equal(t, who, s.Person, desk)
	}
}
