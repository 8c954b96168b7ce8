package kernel

import (
	"html/template"
	"regexp"
)

// Fact is one line of a summary list; time.Time is already in words.
type Fact struct{ Name, Value string }

// instant is a day, or a minute of it, as a page writes it among other words; no number of a case.
var instant = regexp.MustCompile(`\b(?:\d{4}-)?\d{2}-\d{2}(?: \d{2}:\d{2})?\b`)

// whole is a value of which no instant ends on another line than it began.
func whole(value string) template.HTML {
	return template.HTML(instant.ReplaceAllString(template.HTMLEscapeString(value), `<span class="keep">$0</span>`)) //nolint:gosec // it is escaped
}

// FigureView is a number and what it counts.
type FigureView struct {
	N    int
	Name string
}
