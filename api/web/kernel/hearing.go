package kernel

import (
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Hearing says by which way something went to whoever applied, when, and what became of it.
func (v *Visit) Hearing(h casework.Hearing) string {
	said := []string{words.Say(v.Lang, words.Way, h.Way)}
	if h.Serial != "" {
		said = append(said, h.Serial)
	}
	if !h.At.IsZero() {
		said = append(said, v.Stamp(h.At))
	}
	if h.Way != casework.WayPaper {
		said = append(said, words.Say(v.Lang, words.Hearing, h.State))
	}
	return strings.Join(said, " ")
}
