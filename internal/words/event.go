package words

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/kind"
)

// Group is where an event stands in a digest, the most pressing first.
type Group int

// Groups of events.
const (
	Late Group = iota
	Soon
	Other
)

// Happening is what an event is called and the sentence that tells it. In a sentence
// {who} is the owner, {by} "before which instant" (or "at once", if that is past), {due}
// the bare instant, {owed} the duty, {clock} the clock, {act} the act it is about, {asker}
// the post that asked for it, {basis} the rule in brackets, {of} the event taken back,
// {deemed} and {lapsed} what the law makes of silence.
type Happening struct {
	Group Group
	Label Text
	Says  Text
}

// happenings are keyed by event, or event and level.
var happenings = func() map[string]Happening {
	all := maps.Clone(caseEvents)
	maps.Copy(all, officeEvents)
	maps.Copy(all, joinEvents)
	return all
}()

// NoClock is the level of an event that tells of no clock, where it says another thing then: a case
// is opened over what was found, not over what ran out.
const NoClock = "found"

// Happened finds an event. Level tells the warnings (half, near), rungs (1, 2, 3) and
// cards (yellow, red) apart and is otherwise not looked at. A kind tells its own.
func Happened(d *kind.Declaration, name, level string) (Happening, bool) {
	for _, key := range []string{name + "/" + level, name} {
		if label, ok := Own(d, Events, key); ok {
			told, _ := Own(d, Told, key)
			return Happening{Other, label, told}, true
		}
		if e, ok := happenings[key]; ok {
			return e, true
		}
	}
	return Happening{}, false
}

// Event names an event in a few words; an unknown one names itself.
func Event[N ~string](lang string, d *kind.Declaration, name N, level string) string {
	if e, ok := Happened(d, string(name), level); ok {
		return e.Label.In(lang)
	}
	return string(name)
}

// Happenings lists the events there are words for, each with its level where it has
// words of its own.
func Happenings() []string { return slices.Sorted(maps.Keys(happenings)) }
