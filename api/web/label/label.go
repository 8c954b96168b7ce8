// Package label has the words that only pages say, in Chinese and English by key:
// headings, hints, questions, and what a page says of a refusal more exactly than its
// code. What other rooms say as well stands in internal/words.
//
// It refuses to know a page, a case or a reader: it is asked for a key and a language.
package label

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/words"
)

// Find looks a label up.
func Find(key string) (words.Text, bool) {
	t, ok := labels[key]
	return t, ok
}

// Keys are all there are.
func Keys() []string { return slices.Collect(maps.Keys(labels)) }

// Say returns a label in words; arguments are put in by fmt, and nouns go by their number ({row|rows}). A key that is
// missing is shown as itself, and the tests find it before a reader does.
func Say(lang, key string, args ...any) string {
	t, ok := labels[key]
	switch {
	case !ok:
		return key
	case len(args) == 0:
		return t.In(lang)
	default:
		return fmt.Sprintf(words.Counted(t.In(lang), args), args...)
	}
}

// Known returns the label of prefix+code, or the code itself: what only a kind still to
// come asks for is shown as it is.
func Known(lang, prefix, code string) string {
	if t, ok := labels[prefix+code]; ok {
		return t.In(lang)
	}
	return code
}
