package machine

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// factAssigner is the role that gave the matter to its post.
const factAssigner = "assigner"

// Assigner is whoever gave the matter to its post; the office that keeps the kind
// where that was never said.
func (s *Step) Assigner() casework.Role {
	return cmp.Or(casework.Role(s.State.Facts[factAssigner]), s.k.declared.Gives, casework.GeneralOffice)
}

// GivenBy remembers who gave the matter: he is the one to lend more time and to
// hear why it was not enough (R054, R090).
func (s *Step) GivenBy(role casework.Role) { s.SetFact(factAssigner, string(role)) }

// nameAssigner puts the role of the assigner where the policy speaks of him.
func (s *Step) nameAssigner(c *casework.Clock) {
	named := func(roles []casework.Role) []casework.Role {
		out := slices.Clone(roles) // they may be the policy's own
		for i, r := range out {
			if r == casework.Assigner {
				out[i] = s.Assigner()
			}
		}
		return out
	}
	c.Deciders, c.Hears = named(c.Deciders), named(c.Hears)
	if c.Asks == casework.Assigner {
		c.Asks = s.Assigner()
	}
	for i := range c.Alarms {
		c.Alarms[i].To = named(c.Alarms[i].To)
	}
}
