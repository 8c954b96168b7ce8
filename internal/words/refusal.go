package words

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Refusal says why something was refused, without field and rule.
func Refusal(lang string, e *casework.Error) string {
	text, about := Code(lang, e.Code), Text(e.About).In(lang)
	_, known := refusals[e.Code]
	switch {
	case e.About[0] == "":
		return text
	case !known: // the kind whose code it is has said it
		return about
	}
	return text + Text{"：", ": "}.In(lang) + about
}

// Title is what heads a refusal, without what it is about.
func Title(lang string, e *casework.Error) string {
	if _, known := refusals[e.Code]; !known {
		return Refusal(lang, e)
	}
	return Code(lang, e.Code)
}

// Code says the code of a refusal; an unknown one names itself.
func Code(lang string, c casework.Code) string {
	if t, ok := refusals[c]; ok {
		return t.In(lang)
	}
	return string(c)
}

// CodeOf says the code of a refusal where its error is gone: what the kind whose it is says of it.
func CodeOf(lang string, set *kind.Set, c casework.Code) string {
	for _, d := range set.All() {
		if t, own := Own(d, Refused, string(c)); own {
			return t.In(lang)
		}
	}
	return Code(lang, c)
}
