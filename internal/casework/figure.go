package casework

// Figure is something a year's target is set on (R212). Most are counted from the
// record; what no machine can count is given by those who check every quarter.
type Figure struct {
	Code    string
	AtMost  bool // kept while the value is no more than the goal; otherwise no less
	Given   bool // by people (R213)
	Percent bool
	// Unit and Person tell of whom it may be asked.
	Unit, Person bool
	Rule         string
}

// Figures in the order forms show them. The vote is taken section by section
// (R215), cover is given by a person (R174), and a complaint is proven of a unit:
// of a person only a decision is.
var Figures = []Figure{
	{Code: "on_time", Percent: true, Unit: true, Person: true, Rule: "R212"},
	{Code: "breaches", AtMost: true, Unit: true, Person: true, Rule: "R212"},
	{Code: "cards", AtMost: true, Unit: true, Person: true, Rule: "R212"},
	{Code: "complaints", AtMost: true, Unit: true, Rule: "R212"},
	{Code: "covered", Person: true, Rule: "R174"},
	{Code: "task", Given: true, Percent: true, Unit: true, Person: true, Rule: "R213"},
	{Code: "vote", Given: true, Percent: true, Unit: true, Rule: "R215"},
}

// FigureOf finds a figure by its code.
func FigureOf(code string) (Figure, bool) {
	for _, f := range Figures {
		if f.Code == code {
			return f, true
		}
	}
	return Figure{}, false
}

// Attained is how much of a weight a value earns, in tenths of a point: all of it
// where the goal is kept, else in proportion.
func (f Figure) Attained(weight, goal, value int) int {
	switch {
	case f.AtMost && value > goal:
		return 10 * weight * goal / value
	case !f.AtMost && value < goal:
		return 10 * weight * value / goal
	}
	return 10 * weight
}
