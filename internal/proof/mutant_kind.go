package proof

import "github.com/shixian/shixian/internal/kind"

// ofKind takes away what a kind says of itself by a rule.
func (all *mutants) ofKind(at int, d *kind.Declaration) {
	all.add(d.Accuses, string(d.Kind)+"/accuses", "dropped", func(h House) House {
		return h.withKind(at, func(d *kind.Declaration) { d.Accuses = "" })
	})
}
