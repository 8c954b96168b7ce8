package words

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A kind may have codes that no other has. It says them itself, where it is declared
// (Declaration.Says), so that a kind is added without a line in this room.

// Subjects that only kinds speak of themselves.
const (
	Duty   Subject = "owed"   // what the owner of a clock has to do, inside a sentence
	Desk   Subject = "desk"   // the same as a line of his desk
	Lapsed Subject = "lapsed" // what is left of a right not used in time
	Told   Subject = "told"   // the sentence that tells an event
	Field  Subject = "field"  // of the form of an act; act.field where it means another thing there
	Page   Subject = "page"   // of the public form
	Note   Subject = "note"   // what an event has on record beside its words, as a line of the story

	Refused Subject = "refused" // why, where no other kind refuses for that
)

// Own is what a kind says of a code of its own. The part of a unit or post,
// step:planning, is the same clock.
func Own(d *kind.Declaration, s Subject, code string) (Text, bool) {
	if d == nil {
		return Text{}, false
	}
	base, _, _ := strings.Cut(code, ":")
	w, ok := d.Says[string(s)+"."+base]
	return Text{w.Zh, w.En}, ok
}

// Of says a code of a case of a kind: as the kind itself does, as it is said of that
// kind, or as of all.
func Of[C ~string](lang string, d *kind.Declaration, s Subject, code C) string {
	if t, ok := Own(d, s, string(code)); ok {
		return t.In(lang)
	}
	if t, ok := Find(s, string(d.Kind)+"/"+string(code)); ok {
		return t.In(lang)
	}
	return Say(lang, s, code)
}

// Spoken says a code as a paper has it, alone or behind a kind: service/handle.
func Spoken(lang string, set *kind.Set, k casework.Kind, s Subject, code string) string {
	if of, own, ok := strings.Cut(code, "/"); ok {
		k, code = casework.Kind(of), own
	}
	return Of(lang, set.Of(k), s, code)
}

// NoticeOf says which notice it is that somebody outside gets; without a kind, one that all know.
func NoticeOf(lang string, d *kind.Declaration, code string) string {
	if t, ok := Own(d, Notice, code); ok {
		return t.In(lang)
	}
	return Say(lang, Notice, code)
}
