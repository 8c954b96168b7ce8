package kernel

// Fact is one line of a summary list; time.Time is already in words.
type Fact struct{ Name, Value string }

// FigureView is a number and what it counts.
type FigureView struct {
	N    int
	Name string
}
