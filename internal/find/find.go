package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Least is how many characters say enough to look for: one alone is in half of all names.
const Least = 2

// Most is how many characters of a question are looked at; more is refused.
const Most = 100

// pieces bounds what one text adds to an index: a subject of a page is found by its
// beginning.
const pieces = 400

// tail is how many digits people say of a number they do not give whole.
const tail = 4

// Plain is a text as it is compared: half-width, lower case, letters and digits alone.
// What people write between them (a dot in a name, dashes in a number) does not matter.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, width.Fold.String(text))
}

// Words are the pairs of neighbouring characters of a text, each once.
func Words(text string) (out []string) {
	last := rune(-1)
	for _, r := range Plain(text) {
		if pair := string(last) + string(r); last >= 0 && !slices.Contains(out, pair) {
			out = append(out, pair)
		}
		if last = r; len(out) == pieces {
			break
		}
	}
	return out
}

// Number is a telephone or identity number and its last four places, never a part in
// between: who has the index could put parts together. Nothing where it has fewer.
func Number(text string) []string {
	plain := Plain(text)
	if utf8.RuneCountInString(plain) < tail {
		return nil
	}
	whole, last := "whole:"+plain, "tail:"+string([]rune(plain)[utf8.RuneCountInString(plain)-tail:])
	return []string{whole, last}
}

// Asked is how a number is asked for: whole, or by its last four places. Nothing where it
// is neither.
func Asked(text string) []string {
	switch plain := Plain(text); {
	case !numeric(plain) || len(plain) < tail:
		return nil
	case len(plain) == tail:
		return []string{"tail:" + plain}
	default:
		return []string{"whole:" + plain}
	}
}

// numeric tells whether a plain text is a number as people have them; an identity number
// may end in x.
func numeric(plain string) bool {
	digits := strings.TrimSuffix(plain, "x")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// Holds tells whether a text has the words that were asked for, one after the other.
func Holds(text, asked string) bool { return strings.Contains(Plain(text), Plain(asked)) }

// Is tells whether a number is the one that was asked for, or ends in the four places that
// were.
func Is(number, asked string) bool {
	n, a := Plain(number), Plain(asked)
	return n == a || len(a) == tail && strings.HasSuffix(n, a)
}
