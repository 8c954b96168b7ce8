package proof

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Mutant is one declared element that cites a rule, taken out or altered.
type Mutant struct {
	Name string // complaint@2/handle/ladder/2/to-leader_in_charge
	Rule string
	Of   string // the element that cites the rule: complaint@2/handle
	make func(h House) House
}

// Mutants are all there are of a house, in the order of its declarations.
func Mutants(h House) []Mutant {
	var all mutants
	for i, p := range h.Policies {
		for j, r := range p.Rules {
			all.ofClock(clockAt{i, j, p.Ref(), ruledIn(p)}, r)
		}
	}
	for i, d := range h.Kinds {
		all.ofKind(i, d)
		for j, a := range d.Acts {
			all.ofAct(actAt{i, j, string(d.Kind)}, d, a)
		}
	}
	for i, d := range h.Kinds {
		all.ofRights(i, d)
		all.ofTold(i, d)
	}
	all.ofItems(h)
	all.ofPapers(h)
	all.ofLeave(h)
	all.ofScoring(h)
	all.ofPunches()
	all.ofHours()
	all.ofPosts(h)
	return all
}

type mutants []Mutant

var ruleID = regexp.MustCompile(`^R\d{3}$`)

func (all *mutants) add(rule, of, what string, make func(h House) House) {
	if !ruleID.MatchString(rule) {
		return // it rests on the house's own order or on an article alone, which no rule of the catalogue holds
	}
	*all = append(*all, Mutant{Name: of + "/" + what, Rule: rule, Of: of, make: make})
}

// without drops one of a list.
func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }

func to(role casework.Role) string { return fmt.Sprintf("to-%s", role) }
