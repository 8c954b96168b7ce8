package words

import (
	"strings"

	"github.com/shixian/shixian/internal/kind"
)

// A kind may have codes that no other has. It says them itself, where it is declared
// (Declaration.Says), so that a kind is added without a line in this room.

// Subjects that only kinds speak of themselves.
const (
	Duty  Subject = "owed"  // what the owner of a clock has to do
	Field Subject = "field" // of the form of an act
)

// Own is what a kind says of a code of its own.
func Own(d *kind.Declaration, s Subject, code string) (Text, bool) {
	w, ok := d.Says[string(s)+"."+code]
	return Text{w.Zh, w.En}, ok
}

// OwnClock is what a kind calls a clock of its own, and what its owner has to do; empty
// where all say the same.
func OwnClock(d *kind.Declaration, clock string) (label, owed Text) {
	base, _, _ := strings.Cut(clock, ":")
	label, _ = Own(d, Clocks, base)
	owed, _ = Own(d, Duty, base)
	return label, owed
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
