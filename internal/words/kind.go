package words

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Kind is what a kind of case is called; one the set does not know names itself.
func Kind(set *kind.Set, k casework.Kind) Text {
	if title := set.Of(k).Title; title != (kind.Words{}) {
		return Text{title.Zh, title.En}
	}
	return Text{string(k), string(k)}
}

// Act is what the button of an act is called, and what pressing it means. Without a
// kind it is that of the first kind that knows it.
func Act(set *kind.Set, k casework.Kind, command string) (do, hint Text, ok bool) {
	for _, d := range set.All() {
		if k != "" && k != d.Kind {
			continue
		}
		if a, has := d.EverAct(command); has {
			return Text{a.Do.Zh, a.Do.En}, Text{a.Hint.Zh, a.Hint.En}, true
		}
	}
	return Text{}, Text{}, false
}

// Do says an act; one no kind knows names itself.
func Do(lang string, set *kind.Set, k casework.Kind, command string) string {
	if do, _, ok := Act(set, k, command); ok {
		return do.In(lang)
	}
	return command
}
