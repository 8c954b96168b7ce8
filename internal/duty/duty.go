package duty

import (
	"slices"
	"time"
)

// Ranks of an assignment. A is the first holder; 1, 2, … are the backups in the
// fixed order in which they step in (R170). Standin is whoever the leader in
// charge names when all of them are away (R169): last in line, and for a time.
const (
	A       = 0
	Standin = 100
)

// Turn is a stretch of the line of those who answer for a post.
type Turn struct {
	Name     string
	From, To int // ranks
	Rule     string
}

// Line is everybody who may answer for a post, whoever comes first being the one who does.
type Line []Turn

// House is the line as the sources have it: A (R161), B in his place (R157), further B's in
// their order (R170), and whoever is named when none of them is there (R169).
func House() Line {
	return Line{{"a", A, A, "R161"}, {"b", 1, 1, "R157"}, {"further", 2, Standin - 1, "R170"}, {"standin", Standin, Standin, "R169"}}
}

// holds tells whether somebody of a rank stands in the line.
func (l Line) holds(rank int) bool {
	return slices.ContainsFunc(l, func(t Turn) bool { return t.From <= rank && rank <= t.To })
}

// Assignment puts a person on a post from From until To, zero To without end.
// Assignments are only ever added or ended, never changed.
type Assignment struct {
	Post   string    `json:"post"`
	Person string    `json:"person"`
	Rank   int       `json:"rank"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to,omitzero"`
}

// covers tells whether the assignment holds at t; To itself is no longer in it.
func (a Assignment) covers(t time.Time) bool {
	return !t.Before(a.From) && (a.To.IsZero() || t.Before(a.To))
}

// Absence is a person away from From until he is back. Until is only what was
// announced: who is late is still absent (R158).
type Absence struct {
	Person   string     `json:"person"`
	From     time.Time  `json:"from"`
	Until    time.Time  `json:"until"`
	Returned *time.Time `json:"returned,omitempty"`
}

// covers tells whether the person is away at t; at the instant of his return he
// is back.
func (a Absence) covers(t time.Time) bool {
	return !t.Before(a.From) && (a.Returned == nil || t.Before(*a.Returned))
}

// planned is the end an absence is held to when another is announced: the
// return where it is known, else the announced end.
func (a Absence) planned() time.Time {
	if a.Returned != nil {
		return *a.Returned
	}
	return a.Until
}

// Segment says who was answerable on a post from From (inclusive) to To
// (exclusive; zero is open). Person is empty while nobody is on duty, which the
// leader in charge must hear of (R169, R171). Backup would step in next.
type Segment struct {
	Post   string    `json:"post"`
	Person string    `json:"person,omitempty"`
	Backup string    `json:"backup,omitempty"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to,omitzero"`
}

// At finds the segment of an instant; ok is false before the post's first
// assignment.
func At(segments []Segment, t time.Time) (s Segment, ok bool) {
	for _, s := range segments {
		if !t.Before(s.From) && (s.To.IsZero() || t.Before(s.To)) {
			return s, true
		}
	}
	return Segment{}, false
}
