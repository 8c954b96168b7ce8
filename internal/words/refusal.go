package words

import "github.com/shixian/shixian/internal/casework"

// Refusal says why something was refused, without field and rule.
func Refusal(lang string, e *casework.Error) string {
	text := Code(lang, e.Code)
	if e.About[0] == "" {
		return text
	}
	return text + Text{"：", ": "}.In(lang) + Text(e.About).In(lang)
}

// Code says the code of a refusal; an unknown one names itself.
func Code(lang string, c casework.Code) string {
	if t, ok := refusals[c]; ok {
		return t.In(lang)
	}
	return string(c)
}
