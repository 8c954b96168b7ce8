package web

import (
	"fmt"

	"github.com/shixian/shixian/internal/words"
)

// langs are the languages pages are written in, in the order in which a person is
// offered them.
var langs = []string{words.Chinese, words.English}

// say returns a label in words; arguments are put in by fmt. A key that is
// missing is shown as itself, and the tests find it before a reader does.
func say(lang, key string, args ...any) string {
	t, ok := labels[key]
	switch {
	case !ok:
		return key
	case len(args) == 0:
		return t.In(lang)
	default:
		return fmt.Sprintf(t.In(lang), args...)
	}
}

// known returns the label of prefix+code, or the code itself: what only a kind still to
// come asks for is shown as it is.
func known(lang, prefix, code string) string {
	if t, ok := labels[prefix+code]; ok {
		return t.In(lang)
	}
	return code
}
