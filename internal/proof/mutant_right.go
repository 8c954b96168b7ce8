package proof

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/kind"
)

// ofRights takes apart what one may beside the acts of a kind, where a rule gives it.
func (all *mutants) ofRights(at int, d *kind.Declaration) {
	for i, r := range d.Rights {
		of := fmt.Sprintf("%s/%s", d.Kind, r.Action)
		add := func(what string, alter func(r *kind.Right)) {
			all.add(r.Rule, of, what, func(h House) House {
				return h.withKind(at, func(d *kind.Declaration) {
					d.Rights = slices.Clone(d.Rights)
					d.Rights[i].Who = maps.Clone(d.Rights[i].Who)
					alter(&d.Rights[i])
				})
			})
		}
		all.add(r.Rule, of, "dropped", func(h House) House {
			return h.withKind(at, func(d *kind.Declaration) { d.Rights = without(d.Rights, i) })
		})
		ofWho(r.Who, func(what string, alter func(who kind.Scopes)) { add(what, func(r *kind.Right) { alter(r.Who) }) })
		for _, role := range slices.Sorted(maps.Keys(r.Who)) {
			if reach := r.Who[role]; reach > kind.Own {
				add(fmt.Sprintf("who/%s-%s", role, reach-1), func(r *kind.Right) { r.Who[role]-- })
			}
		}
		add("daily-"+strconv.FormatBool(!r.Daily), func(r *kind.Right) { r.Daily = !r.Daily })
	}
}

// ofTold takes apart what the matters of a kind say of themselves in the catalogue, and
// what their forms all ask for.
func (all *mutants) ofTold(at int, d *kind.Declaration) {
	for i, t := range d.Told {
		add := func(what string, alter func(d *kind.Declaration)) {
			all.add(t.Rule, fmt.Sprintf("%s/told/%s", d.Kind, t.Name), what, func(h House) House { return h.withKind(at, alter) })
		}
		add("dropped", func(d *kind.Declaration) { d.Told = without(d.Told, i) })
		if t.Needed {
			add("optional", func(d *kind.Declaration) {
				d.Told = slices.Clone(d.Told)
				d.Told[i].Needed = false
			})
		}
	}
	for i, t := range d.Asked {
		all.add(t.Rule, fmt.Sprintf("%s/asked/%s", d.Kind, t.Name), "dropped", func(h House) House {
			return h.withKind(at, func(d *kind.Declaration) { d.Asked = without(d.Asked, i) })
		})
	}
}
