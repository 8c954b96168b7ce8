package web

import ()

// fact is one line of a summary list; time.Time is already in words.
type fact struct{ Name, Value string }

type figureView struct {
	N    int
	Name string
}
