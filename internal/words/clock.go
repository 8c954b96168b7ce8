package words

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// clock is what a clock is called, and what its owner owes: inside a sentence (请…), and
// as a line of his desk where that is said otherwise.
type clock struct{ label, owed, desk Text }

// clockOf finds a clock by its name, or by kind and name where the kind changes the duty.
// The part of a unit or post, step:planning, is the same clock.
func clockOf(name string) (clock, bool) {
	base, _, _ := strings.Cut(name, ":")
	if c, ok := clocks[base]; ok {
		return c, true
	}
	c, ok := clocks[base[strings.LastIndexByte(base, '/')+1:]]
	return c, ok
}

// Clock names a clock of a kind, with the unit whose part it is; an unknown one names
// itself. Without a kind it is what the clock is called wherever no kind says otherwise.
func Clock(lang string, k casework.Kind, name string) string {
	c, ok := clockOf(keyed(k, name))
	_, unit, part := strings.Cut(name, ":")
	switch {
	case !ok:
		return name
	case part:
		return c.label.In(lang) + Text{"（", " ("}.In(lang) + unit + Text{"）", ")"}.In(lang)
	}
	return c.label.In(lang)
}

// Owed says inside a sentence what the owner of a clock has to do.
func Owed(lang string, k casework.Kind, name string) string {
	if c, ok := clockOf(keyed(k, name)); ok {
		return c.owed.In(lang)
	}
	return Text{"办理", "act on it"}.In(lang)
}

// Due says on a desk what a clock asks for.
func Due(lang string, k casework.Kind, name string) string {
	for _, key := range []string{keyed(k, name), name} {
		if c, ok := clocks[key]; ok && c.desk != (Text{}) {
			return c.desk.In(lang)
		}
	}
	return Clock(lang, k, name)
}

func keyed(k casework.Kind, name string) string {
	if k == "" {
		return name
	}
	return string(k) + "/" + name
}
