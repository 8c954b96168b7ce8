package words

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Languages of the house, its own first.
const (
	Chinese = "zh"
	English = "en"
)

// Text is one thing said in Chinese and in English.
type Text [2]string

// In says it in a language: "en", "en-GB" and so on are English, all else is Chinese.
func (t Text) In(lang string) string {
	if InEnglish(lang) {
		return t[1]
	}
	return t[0]
}

// InEnglish tells the languages apart.
func InEnglish(lang string) bool { return strings.HasPrefix(strings.ToLower(lang), English) }

// Capital begins an English line as it should; Chinese has no capitals.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// counted finds what is put into a text, and the noun that goes by its number: %d {row|rows}.
var counted = regexp.MustCompile(`%%|(%[sd])(?: \{([^|{}]+)\|([^|{}]+)\})?`)

// Counted leaves of each noun the one that goes with its number; what is put in is not touched.
func Counted(text string, args []any) string {
	at := 0
	return counted.ReplaceAllStringFunc(text, func(found string) string {
		m := counted.FindStringSubmatch(found)
		if m[1] == "" {
			return found
		}
		at++
		switch {
		case m[2] == "":
			return found
		case at <= len(args) && fmt.Sprint(args[at-1]) == "1":
			return m[1] + " " + m[2]
		}
		return m[1] + " " + m[3]
	})
}
