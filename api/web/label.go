package web

import "fmt"

// Lang is a language pages are written in.
type Lang string

// The languages, the first one being the office's own.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// langs lists them in the order in which a person is offered them.
var langs = []Lang{Chinese, English}

// text is one label in every language.
type text struct{ zh, en string }

func (t text) in(l Lang) string {
	if l == English {
		return t.en
	}
	return t.zh
}

// say returns a label in words; arguments are put in by fmt. A key that is
// missing is shown as itself, and the tests find it before a reader does.
func say(l Lang, key string, args ...any) string {
	t, ok := labels[key]
	switch {
	case !ok:
		return key
	case len(args) == 0:
		return t.in(l)
	default:
		return fmt.Sprintf(t.in(l), args...)
	}
}

// known returns the label of prefix+code, or the code itself: codes of kinds
// still to come are shown as they are.
func known(l Lang, prefix, code string) string {
	if t, ok := labels[prefix+code]; ok {
		return t.in(l)
	}
	return code
}
