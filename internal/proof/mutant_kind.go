package proof

import "github.com/shixian/shixian/internal/kind"

// ofKind takes away what a kind says of itself by a rule.
func (all *mutants) ofKind(at int, d *kind.Declaration) {
	for i, clock := range d.Stays {
		if act, known := d.Act(d.Answer(clock)); known {
			all.add(act.Rests(), string(d.Kind)+"/stays/"+clock, "dropped", func(h House) House {
				return h.withKind(at, func(d *kind.Declaration) { d.Stays = without(d.Stays, i) })
			})
		}
	}
	all.add(d.Accuses, string(d.Kind)+"/accuses", "dropped", func(h House) House {
		return h.withKind(at, func(d *kind.Declaration) { d.Accuses = "" })
	})
}
