package catalogue

import (
	"slices"

	"github.com/shixian/shixian/internal/officefile"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

// Beside reads a table of matters for whoever installs an office: those of the table over
// those that stand, which keep their places, with the row of each. It is an officefile.Items.
func Beside(table [][]string, stand []policy.Item) (all []policy.Item, rows []int, faults []officefile.ItemFault) {
	stood := make([]Matter, len(stand))
	for i, it := range stand {
		stood[i] = Matter{ID: it.ID, Versions: []policy.ItemVersion{{Item: it, Version: 1}}}
	}
	all, rows = slices.Clone(stand), make([]int, len(stand))
	listed, names, wrong := arrange(table)
	for _, l := range listed {
		wrong = append(wrong, l.read(names, stood)...)
		i := slices.IndexFunc(all, func(it policy.Item) bool { return it.ID == l.item.ID })
		if i < 0 {
			all, rows = append(all, l.item), append(rows, l.at[0])
			continue
		}
		all[i], rows[i] = l.item, l.at[0]
	}
	for _, w := range wrong {
		faults = append(faults, officefile.ItemFault{
			Row: w.Row, Column: w.Column, Rule: w.Cause.Rule, Cause: w.Cause,
			Zh: words.Refusal(words.Chinese, w.Cause), En: words.Refusal(words.English, w.Cause),
		})
	}
	return all, rows, faults
}
