package kernel

import ()

// Fact is one line of a summary list; time.Time is already in words.
type Fact struct{ Name, Value string }

type FigureView struct {
	N    int
	Name string
}
